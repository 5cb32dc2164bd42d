/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-credits.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-list.h"
#include "smrt-cli-output.h"
#include "smrt-export-beancount.h"
#include "smrt-export-csv.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"
#include "smrt-export-rows.h"
#include "smrt-export-statement.h"
#include "smrt-export-xlsx.h"
#include "smrt-store-snapshot.h"
#include "smrt-words.h"

static JsonNode *
make_json (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_CREDIT_KIND);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, smrt_export_source_get_credits (source), FALSE);
  SmrtCreditEntry *entry;
  SmrtLedgerRow *row;

  json_builder_begin_array (builder);
  while ((entry = smrt_export_rows_next_entry (rows, &row)) != NULL)
    {
      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "id", smrt_credit_entry_get_id (entry));
      smrt_cli_add_time (builder, "created", smrt_credit_entry_get_created (entry));
      smrt_cli_add_string (builder, "kind",
                           g_enum_get_value (kinds, smrt_credit_entry_get_kind (entry))->value_nick);
      smrt_cli_add_string (builder, "what", smrt_ledger_row_get_words (row));
      smrt_cli_add_string (builder, "invoice", smrt_credit_entry_get_invoice_id (entry));
      smrt_cli_add_string (builder, "receipt", smrt_ledger_row_get_receipt (row));
      smrt_cli_add_money (builder, "amount", smrt_credit_entry_get_amount (entry));
      smrt_cli_add_money (builder, "balance", smrt_credit_entry_get_balance (entry));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return smrt_export_rows_check (rows, error) ? json_builder_get_root (builder) : NULL;
}

static void
add_subscription_credit (GString     *text,
                         SmrtAccount *account)
{
  g_autofree char *words = NULL;
  SmrtMoney credit;

  words = smrt_account_get_credit (account, &credit) ? smrt_words_balance (&credit) : g_strdup (_("No credit"));
  g_string_append_printf (text, "%s\n", words);
}

/* What its ledger comes to; the server says no more without being asked again. */
static gboolean
add_usage_credit (GString      *text,
                  SmrtAccount  *account,
                  GError      **error)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_USAGE_CREDITS);
  g_autoptr (SmrtStoreSnapshot) rows = smrt_store_snapshot_new (smrt_account_get_store (account), query, error);
  const SmrtStoreSums *sums;
  g_autofree char *amount = NULL;
  SmrtMoney left;

  if (rows == NULL)
    return FALSE;

  sums = smrt_store_snapshot_get_sums (rows);
  if (sums->n_rows == 0 || !sums->has_balances || sums->currency[0] == '\0')
    return TRUE;

  left = smrt_money_init (sums->closing, sums->currency);
  amount = smrt_words_money (&left);
  /* Translators: %s is an amount of money: the credit that pays for calls, texts and the like, of which the running
   * period will take something when it is billed */
  g_string_append_printf (text, _("Usage credit %s, before what the running period takes of it"), amount);
  g_string_append_c (text, '\n');

  return TRUE;
}

/* What there is, which are two credits; of a period, what it begins and ends
 * with. */
static gboolean
add_heading (GString           *text,
             SmrtAccount       *account,
             SmrtExportSource  *source,
             GError           **error)
{
  const SmrtExportSpan *span = smrt_export_source_get_span (source);
  const SmrtMoney *opening = smrt_export_source_get_opening (source);
  const SmrtMoney *closing = smrt_export_source_get_closing (source);
  g_autofree char *words = NULL;
  g_autofree char *closing_words = NULL;

  if (span->period.kind == SMRT_PERIOD_KIND_ALL)
    {
      if (smrt_export_source_get_credit (source) == SMRT_EXPORT_CREDIT_SUBSCRIPTION)
        add_subscription_credit (text, account);

      return add_usage_credit (text, account, error);
    }

  words = smrt_words_period (&span->period, span->fiscal_start);
  g_string_append_printf (text, "%s\n", words);
  if (opening == NULL || closing == NULL)
    return TRUE;

  g_free (words);
  words = smrt_words_balance (opening);
  closing_words = smrt_words_balance (closing);
  /* Translators: of a ledger; both are "Credit $41.33", "Owed $5.00" or "No credit" */
  g_string_append_printf (text, _("Opening balance: %1$s. Closing balance: %2$s.\n"), words, closing_words);

  return TRUE;
}

static char *
make_text (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("lllrr");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, smrt_export_source_get_credits (source), FALSE);
  SmrtCreditEntry *entry;
  SmrtLedgerRow *row;

  if (!add_heading (text, account, source, error))
    return NULL;

  while ((entry = smrt_export_rows_next_entry (rows, &row)) != NULL)
    {
      g_autofree char *date = smrt_words_date_short (smrt_credit_entry_get_created (entry));
      g_autofree char *words = smrt_words_plain (smrt_ledger_row_get_words (row));
      g_autofree char *receipt = smrt_words_plain (smrt_ledger_row_get_receipt (row));
      g_autofree char *amount = smrt_words_money_signed (smrt_credit_entry_get_amount (entry));
      const SmrtMoney *after = smrt_credit_entry_get_balance (entry);
      g_autofree char *balance = after != NULL ? smrt_words_money (after) : g_strdup ("");

      smrt_cli_table_add (table, (const char *[]) { date, words, receipt, amount, balance, NULL });
    }

  smrt_cli_table_append_to (table, text);
  if (!smrt_export_rows_check (rows, error))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtCliList list = {
  .command = "credits",
  .summary = N_("Lists the subscription credit, or the usage credit, and what became of it."),
  .has_rows = TRUE,
  .has_usage = TRUE,
  .make_json = make_json,
  .make_text = make_text,
  .formats = {
    { "csv", N_("Print comma-separated values for a spreadsheet"), smrt_export_csv_credits },
    { "ledger", N_("Print a journal for ledger"), smrt_export_ledger_credits },
    { "hledger", N_("Print a journal for hledger"), smrt_export_hledger_credits },
    { "beancount", N_("Print a journal for beancount"), smrt_export_beancount_credits },
    { "qif", N_("Print the Quicken Interchange Format"), smrt_export_qif_credits },
#ifdef HAVE_XLSX
    { "xlsx", N_("Print a workbook for a spreadsheet"), smrt_export_xlsx_credits, TRUE },
#endif
    { "statement", N_("Print a statement as PDF"), smrt_export_statement_credits, TRUE },
  },
};

SmrtCliExit
smrt_cli_credits (char ***args)
{
  return smrt_cli_list_run (&list, args);
}
