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
#include "smrt-words.h"

static JsonNode *
make_json (SmrtAccount      *account,
           SmrtExportSource *source)
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

  return json_builder_get_root (builder);
}

static char *
make_text (SmrtAccount      *account,
           SmrtExportSource *source)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("lllrr");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, smrt_export_source_get_credits (source), FALSE);
  SmrtCreditEntry *entry;
  SmrtLedgerRow *row;
  SmrtMoney credit;

  if (smrt_account_get_credit (account, &credit))
    {
      g_autofree char *balance = smrt_words_balance (&credit);

      g_string_append_printf (text, "%s\n", balance);
    }
  else
    {
      g_string_append_printf (text, "%s\n", _("No credit"));
    }

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

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtCliList list = {
  .command = "credits",
  .summary = N_("Lists the subscription credit and what became of it."),
  .make_json = make_json,
  .make_text = make_text,
  .formats = {
    { "csv", N_("Print comma-separated values for a spreadsheet"), smrt_export_csv_credits },
    { "ledger", N_("Print a journal for ledger"), smrt_export_ledger_credits },
    { "hledger", N_("Print a journal for hledger"), smrt_export_hledger_credits },
    { "beancount", N_("Print a journal for beancount"), smrt_export_beancount_credits },
    { "qif", N_("Print the Quicken Interchange Format"), smrt_export_qif_credits },
  },
};

SmrtCliExit
smrt_cli_credits (char ***args)
{
  return smrt_cli_list_run (&list, args);
}
