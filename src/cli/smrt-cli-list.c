/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-list.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "smrt-cli-connection.h"
#include "smrt-cli-interrupt.h"
#include "smrt-cli-output.h"
#include "smrt-cli-progress.h"
#include "smrt-cli-source.h"
#include "smrt-file-writer.h"
#include "smrt-json.h"

/* Which formats were asked for, where the list goes, and of what it is. */
typedef struct
{
  gboolean wanted[SMRT_CLI_MAX_FORMATS];
  char *output;
  char *period;
  int fiscal_start;
  gboolean progress;
  gboolean usage;
} Choice;

/* What a thread of its own writes, while this one waits for Ctrl+C. */
typedef struct
{
  SmrtExport write;
  SmrtExportSource *source;
  GOutputStream *stream;
} Job;

static void
clear_choice (Choice *choice)
{
  g_clear_pointer (&choice->output, g_free);
  g_clear_pointer (&choice->period, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, clear_choice)

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->source);
  g_object_unref (job->stream);
  g_free (job);
}

static gboolean
parse (const SmrtCliList   *self,
       SmrtCliOptions      *options,
       Choice              *choice,
       char              ***args,
       gboolean            *done,
       GError             **error)
{
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry output = {
    "output", 0, 0, G_OPTION_ARG_FILENAME, &choice->output,
    N_("Write to a file, whole or not at all, instead of standard output"), N_("FILE")
  };
  const GOptionEntry offline = {
    "offline", 0, 0, G_OPTION_ARG_NONE, &options->offline,
    N_("Ask no server: print what was read the last time"), NULL
  };
  const GOptionEntry usage = {
    "usage", 0, 0, G_OPTION_ARG_NONE, &choice->usage,
    N_("The usage credit, which pays calls, texts and numbers, instead of the subscription credit"), NULL
  };
  const GOptionEntry of_rows[] = {
    { "period", 0, 0, G_OPTION_ARG_STRING, &choice->period,
      N_("Only what is of a period: 2026-11, 2026-Q3, 2026, FY2026, or all"), N_("PERIOD") },
    { "fiscal-start", 0, 0, G_OPTION_ARG_INT, &choice->fiscal_start,
      N_("The month that quarters and fiscal years are counted from, 1 to 12"), N_("MONTH") },
    { "progress", 0, 0, G_OPTION_ARG_NONE, &choice->progress, N_("Say how far it has come on standard error"), NULL },
  };

  for (unsigned int i = 0; self->formats[i].option != NULL; i++)
    {
      const GOptionEntry entry = {
        self->formats[i].option, 0, 0, G_OPTION_ARG_NONE, &choice->wanted[i], self->formats[i].summary, NULL
      };

      g_array_append_val (entries, entry);
    }
  if (self->has_usage)
    g_array_append_val (entries, usage);
  g_array_append_val (entries, output);
  g_array_append_val (entries, offline);
  options->has_offline = TRUE;
  choice->fiscal_start = 1;
  if (self->has_rows)
    g_array_append_vals (entries, of_rows, G_N_ELEMENTS (of_rows));

  return smrt_cli_options_parse (options, self->command, NULL, _(self->summary), (const GOptionEntry *) entries->data,
                                 args, done, error);
}

/* The one format that is wanted, %NULL for a table or JSON. */
static gboolean
choose_format (const SmrtCliList     *self,
               const SmrtCliOptions  *options,
               const Choice          *choice,
               const SmrtCliFormat  **format,
               GError               **error)
{
  unsigned int n_wanted = options->json ? 1 : 0;

  *format = NULL;
  for (unsigned int i = 0; self->formats[i].option != NULL; i++)
    if (choice->wanted[i])
      {
        *format = &self->formats[i];
        n_wanted++;
      }

  if (n_wanted > 1)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("A list is printed in one format: leave all but one of these options out."));
      return FALSE;
    }
  if (choice->output != NULL && *choice->output == '\0')
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--output needs the name of a file."));
      return FALSE;
    }
  if (*format != NULL && (*format)->is_binary && choice->output == NULL && isatty (STDOUT_FILENO))
    {
      g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                   /* Translators: %s is the name of an option */
                   _("What --%s makes is no text for a terminal: name a file with --output."), (*format)->option);
      return FALSE;
    }

  return TRUE;
}

static void
run_job_cb (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->write (job->source, job->stream, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
write_format (const SmrtCliFormat  *format,
              SmrtExportSource     *source,
              GOutputStream        *stream,
              GError              **error)
{
  g_autoptr (SmrtCliInterrupt) interrupt = smrt_cli_interrupt_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->write = format->write;
  job->source = g_object_ref (source);
  job->stream = g_object_ref (stream);

  task = g_task_new (NULL, smrt_cli_interrupt_get_cancellable (interrupt), smrt_cli_wait_cb, &result);
  g_task_set_source_tag (task, write_format);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run_job_cb);

  return g_task_propagate_boolean (G_TASK (smrt_cli_wait (&result)), error);
}

static char *
make_json (const SmrtCliList  *self,
           SmrtAccount        *account,
           SmrtExportSource   *source,
           GError            **error)
{
  g_autoptr (JsonNode) root = self->make_json (account, source, error);
  g_autofree char *json = NULL;

  if (root == NULL)
    return NULL;
  json = smrt_json_to_string (root, TRUE);

  return g_strconcat (json, "\n", NULL);
}

static gboolean
write_file (const SmrtCliList     *self,
            const SmrtCliOptions  *options,
            const SmrtCliFormat   *format,
            SmrtAccount           *account,
            SmrtExportSource      *source,
            const char            *path,
            GError               **error)
{
  g_autoptr (SmrtFileWriter) writer = smrt_file_writer_new (path, error);
  g_autofree char *text = NULL;

  if (writer == NULL)
    return FALSE;

  if (format != NULL)
    return write_format (format, source, smrt_file_writer_get_stream (writer), error) &&
           smrt_file_writer_finish (writer, error);

  text = options->json ? make_json (self, account, source, error) : self->make_text (account, source, error);
  if (text == NULL)
    return FALSE;

  return g_output_stream_write_all (smrt_file_writer_get_stream (writer), text, strlen (text), NULL, NULL, error) &&
         smrt_file_writer_finish (writer, error);
}

static SmrtCliExit
fail_to_list (const GError *error)
{
  smrt_cli_warn (error->message);

  return SMRT_CLI_EXIT_SERVER;
}

static SmrtCliExit
print_format (const SmrtCliFormat *format,
              SmrtExportSource    *source)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) error = NULL;

  if (write_format (format, source, stream, &error))
    return SMRT_CLI_EXIT_DONE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return smrt_cli_fail (error);

  return fail_to_list (error);
}

static SmrtCliExit
print_list (const SmrtCliList    *self,
            const SmrtCliOptions *options,
            SmrtAccount          *account,
            SmrtExportSource     *source)
{
  g_autoptr (GError) error = NULL;

  if (options->json)
    {
      g_autoptr (JsonNode) root = self->make_json (account, source, &error);

      return root != NULL ? smrt_cli_print_json (root) : fail_to_list (error);
    }
  else
    {
      g_autofree char *text = self->make_text (account, source, &error);

      return text != NULL ? smrt_cli_print_text (text) : fail_to_list (error);
    }
}

SmrtCliExit
smrt_cli_list_run (const SmrtCliList   *self,
                   char              ***args)
{
  g_auto (SmrtCliOptions) options = { 0 };
  g_auto (Choice) choice = { 0 };
  g_autoptr (SmrtCliConnection) connection = NULL;
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (SmrtCliProgress) progress = NULL;
  g_autoptr (GError) error = NULL;
  const SmrtCliFormat *format;
  SmrtExportSpan span;
  SmrtAccount *account;
  gboolean done;

  if (!parse (self, &options, &choice, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;
  if (!choose_format (self, &options, &choice, &format, &error) ||
      !smrt_cli_source_parse_span (choice.period, choice.fiscal_start, &span, &error))
    return smrt_cli_fail (error);

  options.whole = self->has_rows;
  connection = smrt_cli_connection_open (&options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);

  account = smrt_cli_connection_get_account (connection);
  source = smrt_cli_source_new (account, choice.usage ? SMRT_EXPORT_CREDIT_USAGE : SMRT_EXPORT_CREDIT_SUBSCRIPTION, &span,
                                &error);
  if (source == NULL)
    return smrt_cli_fail (error);

  progress = smrt_cli_progress_new (source, choice.progress, choice.output == NULL && isatty (STDOUT_FILENO));
  if (choice.output != NULL)
    return write_file (self, &options, format, account, source, choice.output, &error) ? SMRT_CLI_EXIT_DONE
                                                                                       : smrt_cli_fail (error);

  return format != NULL ? print_format (format, source) : print_list (self, &options, account, source);
}
