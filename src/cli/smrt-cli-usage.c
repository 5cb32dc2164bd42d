/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-usage.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "smrt-cli-connection.h"
#include "smrt-cli-options.h"
#include "smrt-cli-output.h"
#include "smrt-export-text.h"
#include "smrt-export-usage.h"
#include "smrt-export-xlsx.h"
#include "smrt-file-writer.h"
#include "smrt-json.h"
#include "smrt-usage-reading.h"
#include "smrt-words.h"

typedef struct
{
  gboolean csv;
  gboolean xlsx;
  char *period;
  char *output;
} Choice;

static void
clear_choice (Choice *choice)
{
  g_clear_pointer (&choice->period, g_free);
  g_clear_pointer (&choice->output, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, clear_choice)

static gboolean
is_month (const char *text)
{
  return strlen (text) == 7 && strspn (text, "0123456789") == 4 && text[4] == '-' &&
         strspn (text + 5, "0123456789") == 2;
}

static gboolean
check (const SmrtCliOptions  *options,
       const Choice          *choice,
       GError               **error)
{
  const char *period = choice->period;

  if (options->json + choice->csv + choice->xlsx > 1)
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                         _("A list is printed in one format: leave all but one of these options out."));
  else if (choice->output != NULL && *choice->output == '\0')
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--output needs the name of a file."));
  else if (choice->xlsx && choice->output == NULL && isatty (STDOUT_FILENO))
    g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                 /* Translators: %s is the name of an option */
                 _("What --%s makes is no text for a terminal: name a file with --output."), "xlsx");
  else if (period != NULL && !g_str_equal (period, "current") && !g_str_equal (period, "last") &&
           !g_str_equal (period, "all") && !is_month (period))
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                         _("--period is “current”, “last”, “all”, or the month in which a period began: 2026-10."));
  else
    return TRUE;

  return FALSE;
}

/* What is in the offline copy is shown by itself, a moment after the account. */
static gboolean
await_copy (SmrtAccount  *account,
            GError      **error)
{
  SmrtAccountUsage *usage = smrt_account_get_usage (account);

  while (smrt_account_usage_get_state (usage) == SMRT_USAGE_STATE_LOADING)
    g_main_context_iteration (NULL, TRUE);

  if (smrt_account_usage_get_loaded (usage))
    return TRUE;

  g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_SERVER,
                       _("What was used is not in the offline copy. Leave --offline out to read it from its server."));

  return FALSE;
}

static gboolean
read_usage (SmrtAccount  *account,
            gboolean      offline,
            GError      **error)
{
  g_autoptr (SmrtUsageReading) reading = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (offline)
    return await_copy (account, error);

  reading = smrt_usage_reading_new (account, NULL);
  smrt_usage_reading_run_async (reading, NULL, smrt_cli_wait_cb, &result);

  return smrt_usage_reading_run_finish (reading, smrt_cli_wait (&result), error);
}

/* The last period of each subscription is the newest one that has ended. */
static gboolean
is_wanted (SmrtUsage  *usage,
           const char *period,
           GHashTable *seen)
{
  g_autofree char *day = NULL;

  if (period == NULL || g_str_equal (period, "current"))
    return smrt_usage_get_running (usage);
  if (g_str_equal (period, "all"))
    return TRUE;
  if (g_str_equal (period, "last"))
    return !smrt_usage_get_running (usage) &&
           g_hash_table_add (seen, (gpointer) smrt_usage_get_subscription_id (usage));

  day = smrt_export_text_day (smrt_usage_get_start (usage));

  return day != NULL && g_str_has_prefix (day, period);
}

static GListModel *
choose (SmrtAccount *account,
        const char  *period)
{
  GListModel *all = smrt_account_usage_get_periods (smrt_account_get_usage (account));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GListStore *chosen = g_list_store_new (SMRT_TYPE_USAGE);

  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (all, i);

      if (is_wanted (usage, period, seen))
        g_list_store_append (chosen, usage);
    }

  return G_LIST_MODEL (chosen);
}

static void
add_row (JsonBuilder  *builder,
         SmrtUsage    *usage,
         SmrtUsageRow *row)
{
  static const char * const kinds[] = { "used", "discount", "tax" };
  SmrtUsageKind kind = smrt_usage_row_get_kind (row);
  g_autofree char *id = g_strconcat (smrt_usage_get_id (usage), ":", smrt_usage_row_get_id (row), NULL);
  g_autofree char *name = smrt_words_usage_name (row);
  g_autofree char *price = smrt_usage_row_dup_unit_price (row);
  g_autofree char *average = kind == SMRT_USAGE_KIND_USED ? smrt_usage_row_dup_average (row) : NULL;
  gboolean running = smrt_usage_get_running (usage);

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "id", id);
  smrt_cli_add_string (builder, "subscription", smrt_usage_get_subscription_id (usage));
  smrt_cli_add_string (builder, "invoice", running ? NULL : smrt_invoice_get_id (smrt_usage_get_invoice (usage)));
  smrt_cli_add_time (builder, "start", smrt_usage_get_start (usage));
  smrt_cli_add_time (builder, "end", smrt_usage_get_end (usage));
  smrt_cli_add_boolean (builder, "running", running);
  smrt_cli_add_string (builder, "kind", kinds[kind]);
  smrt_cli_add_string (builder, "what", name);
  json_builder_set_member_name (builder, "quantity");
  if (kind == SMRT_USAGE_KIND_USED)
    json_builder_add_int_value (builder, smrt_usage_row_get_quantity (row));
  else
    json_builder_add_null_value (builder);
  smrt_cli_add_string (builder, "unit", smrt_usage_row_get_unit_label (row));
  smrt_cli_add_string (builder, "price", price);
  smrt_cli_add_string (builder, "average", average);
  smrt_cli_add_money (builder, "amount", smrt_usage_row_get_amount (row));
  json_builder_end_object (builder);
}

static char *
make_json (GListModel *periods)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);
      GListModel *rows = smrt_usage_get_rows (usage);

      for (unsigned int j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, j);

          add_row (builder, usage, row);
        }
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json = smrt_json_to_string (root, TRUE);

  return g_strconcat (json, "\n", NULL);
}

static void
append_credit (GString     *text,
               SmrtAccount *account)
{
  SmrtCustomer *customer = smrt_account_get_customer (account);
  const SmrtTopUp *top_up = customer != NULL ? smrt_customer_get_top_up (customer) : NULL;
  SmrtMoney left;

  if (smrt_account_usage_get_left (smrt_account_get_usage (account), NULL, &left))
    {
      g_autofree char *words = smrt_words_usage_left (&left);

      g_string_append_printf (text, "%s\n", words);
    }
  if (top_up != NULL)
    {
      g_autofree char *words = smrt_words_top_up (top_up);

      g_string_append_printf (text, "%s\n", words);
    }
}

static void
append_period (GString   *text,
               SmrtUsage *usage)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("lrrr");
  g_autofree char *period = smrt_words_usage_period (usage);
  g_autofree char *status = smrt_words_usage_status (usage);
  g_autofree char *payment = smrt_words_usage_payment (usage);
  g_autofree char *total = smrt_words_money (smrt_usage_get_total (usage));
  GListModel *rows = smrt_usage_get_rows (usage);

  g_string_append_printf (text, "\n%s · %s\n", period, status);
  for (unsigned int i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, i);
      g_autofree char *name = smrt_words_usage_name (row);
      g_autofree char *quantity = smrt_words_usage_quantity (row);
      g_autofree char *price = smrt_words_usage_price (row);
      g_autofree char *amount = smrt_words_money (smrt_usage_row_get_amount (row));

      smrt_cli_table_add (table, (const char *[]) { name, quantity, price, amount, NULL });
    }
  smrt_cli_table_add (table, (const char *[]) { _("Total"), "", "", total, NULL });
  smrt_cli_table_append_to (table, text);
  g_string_append_printf (text, "%s\n", payment);
}

static char *
make_text (SmrtAccount *account,
           GListModel  *periods)
{
  g_autoptr (GString) text = g_string_new (NULL);
  unsigned int n_periods = g_list_model_get_n_items (periods);

  append_credit (text, account);
  if (n_periods == 0)
    g_string_append_printf (text, "%s\n", smrt_account_usage_get_subscribed (smrt_account_get_usage (account)) ? _("There is no such period.") : _("Nothing of this account is billed by usage."));
  for (unsigned int i = 0; i < n_periods; i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);

      append_period (text, usage);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_to (GOutputStream         *stream,
          const SmrtCliOptions  *options,
          const Choice          *choice,
          SmrtAccount           *account,
          GListModel            *periods,
          GError               **error)
{
  g_autofree char *text = NULL;

  if (choice->csv)
    return smrt_export_csv_usage (periods, stream, NULL, error);
#ifdef HAVE_XLSX
  if (choice->xlsx)
    return smrt_export_xlsx_usage (periods, stream, NULL, error);
#endif

  text = options->json ? make_json (periods) : make_text (account, periods);

  return g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, error);
}

static SmrtCliExit
print (const SmrtCliOptions *options,
       const Choice         *choice,
       SmrtAccount          *account,
       GListModel           *periods)
{
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!options->json && !choice->csv && !choice->xlsx)
    {
      text = make_text (account, periods);
      return smrt_cli_print_text (text);
    }

  stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (write_to (stream, options, choice, account, periods, &error))
    return SMRT_CLI_EXIT_DONE;

  smrt_cli_warn (error->message);

  return SMRT_CLI_EXIT_SERVER;
}

static gboolean
write_file (const SmrtCliOptions  *options,
            const Choice          *choice,
            SmrtAccount           *account,
            GListModel            *periods,
            GError               **error)
{
  g_autoptr (SmrtFileWriter) writer = smrt_file_writer_new (choice->output, error);

  return writer != NULL &&
         write_to (smrt_file_writer_get_stream (writer), options, choice, account, periods, error) &&
         smrt_file_writer_finish (writer, error);
}

SmrtCliExit
smrt_cli_usage (char ***args)
{
  g_auto (SmrtCliOptions) options = { 0 };
  g_auto (Choice) choice = { 0 };
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_NONE, &choice.csv, N_("Print comma-separated values for a spreadsheet"), NULL },
#ifdef HAVE_XLSX
    { "xlsx", 0, 0, G_OPTION_ARG_NONE, &choice.xlsx, N_("Print a workbook for a spreadsheet"), NULL },
#endif
    { "offline", 0, 0, G_OPTION_ARG_NONE, &options.offline,
      N_("Ask no server: print what was read the last time"), NULL },
    { "period", 0, 0, G_OPTION_ARG_STRING, &choice.period,
      N_("Which period: current, last, all, or the month in which it began, 2026-10"), N_("PERIOD") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &choice.output,
      N_("Write to a file, whole or not at all, instead of standard output"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (SmrtCliConnection) connection = NULL;
  g_autoptr (GListModel) periods = NULL;
  g_autoptr (GError) error = NULL;
  SmrtAccount *account;
  gboolean done;

  options.has_offline = TRUE;
  if (!smrt_cli_options_parse (&options, "usage", NULL, _("Lists what was used and billed by usage."), entries, args,
                               &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;
  if (!check (&options, &choice, &error))
    return smrt_cli_fail (error);

  connection = smrt_cli_connection_open (&options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);
  account = smrt_cli_connection_get_account (connection);
  if (!read_usage (account, options.offline, &error))
    return smrt_cli_fail (error);

  periods = choose (account, choice.period);
  if (choice.output != NULL)
    return write_file (&options, &choice, account, periods, &error) ? SMRT_CLI_EXIT_DONE : smrt_cli_fail (error);

  return print (&options, &choice, account, periods);
}
