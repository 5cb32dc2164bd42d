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
#include "smrt-file-writer.h"
#include "smrt-json.h"
#include "smrt-words.h"

/* Which formats were asked for, and where the list goes. */
typedef struct
{
  gboolean wanted[SMRT_CLI_MAX_FORMATS];
  char *output;
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

  for (unsigned int i = 0; self->formats[i].option != NULL; i++)
    {
      const GOptionEntry entry = {
        self->formats[i].option, 0, 0, G_OPTION_ARG_NONE, &choice->wanted[i], self->formats[i].summary, NULL
      };

      g_array_append_val (entries, entry);
    }
  g_array_append_val (entries, output);

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

static void
add_credit (GListStore      *rows,
            SmrtAccount     *account,
            SmrtCreditEntry *entry)
{
  const char *id = smrt_credit_entry_get_invoice_id (entry);
  SmrtInvoice *invoice = id != NULL ? smrt_account_find_invoice (account, id) : NULL;
  g_autofree char *words = smrt_words_credit_entry (entry, invoice, smrt_account_get_catalogue (account));
  g_autoptr (SmrtLedgerRow) row = smrt_ledger_row_new ();

  smrt_ledger_row_fill (row, entry, invoice, words, invoice != NULL ? smrt_invoice_get_number (invoice) : NULL, FALSE);
  g_list_store_append (rows, row);
}

static void
add_invoice (GListStore  *rows,
             SmrtAccount *account,
             SmrtInvoice *invoice)
{
  g_autofree char *words = smrt_words_invoice (invoice, smrt_account_get_catalogue (account));
  g_autoptr (SmrtLedgerRow) row = smrt_ledger_row_new ();

  smrt_ledger_row_fill (row, NULL, invoice, words, smrt_invoice_get_number (invoice), FALSE);
  g_list_store_append (rows, row);
}

/* The rows of a list of the account. */
static GListModel *
make_rows (SmrtAccount *account,
           GListModel  *objects)
{
  GListStore *rows = g_list_store_new (SMRT_TYPE_LEDGER_ROW);

  for (unsigned int i = 0; i < g_list_model_get_n_items (objects); i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (objects, i);

      if (SMRT_IS_CREDIT_ENTRY (object))
        add_credit (rows, account, SMRT_CREDIT_ENTRY (object));
      else
        add_invoice (rows, account, SMRT_INVOICE (object));
    }

  return G_LIST_MODEL (rows);
}

static SmrtExportSource *
make_source (SmrtAccount *account)
{
  g_autoptr (GListModel) credits = make_rows (account, smrt_account_get_credits (account));
  g_autoptr (GListModel) invoices = make_rows (account, smrt_account_get_invoices (account));

  return smrt_export_source_new (credits, invoices, smrt_account_get_subscriptions (account),
                                 smrt_account_get_catalogue (account), smrt_account_get_as_of (account));
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
make_json (const SmrtCliList *self,
           SmrtAccount       *account,
           SmrtExportSource  *source)
{
  g_autoptr (JsonNode) root = self->make_json (account, source);
  g_autofree char *json = smrt_json_to_string (root, TRUE);

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

  text = options->json ? make_json (self, account, source) : self->make_text (account, source);

  return g_output_stream_write_all (smrt_file_writer_get_stream (writer), text, strlen (text), NULL, NULL, error) &&
         smrt_file_writer_finish (writer, error);
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

  smrt_cli_warn (error->message);

  return SMRT_CLI_EXIT_SERVER;
}

static SmrtCliExit
print_list (const SmrtCliList    *self,
            const SmrtCliOptions *options,
            SmrtAccount          *account,
            SmrtExportSource     *source)
{
  if (options->json)
    {
      g_autoptr (JsonNode) root = self->make_json (account, source);

      return smrt_cli_print_json (root);
    }
  else
    {
      g_autofree char *text = self->make_text (account, source);

      return smrt_cli_print_text (text);
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
  g_autoptr (GError) error = NULL;
  const SmrtCliFormat *format;
  SmrtAccount *account;
  gboolean done;

  if (!parse (self, &options, &choice, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;
  if (!choose_format (self, &options, &choice, &format, &error))
    return smrt_cli_fail (error);

  connection = smrt_cli_connection_open (&options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);

  account = smrt_cli_connection_get_account (connection);
  source = make_source (account);
  if (choice.output != NULL)
    return write_file (self, &options, format, account, source, choice.output, &error) ? SMRT_CLI_EXIT_DONE
                                                                                       : smrt_cli_fail (error);

  return format != NULL ? print_format (format, source) : print_list (self, &options, account, source);
}
