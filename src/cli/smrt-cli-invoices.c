/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-invoices.h"

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
#include "smrt-words.h"

static void
add_sum (JsonBuilder *builder,
         const char  *name,
         SmrtInvoice *invoice,
         gint64       amount)
{
  SmrtMoney money = smrt_invoice_get_money (invoice, amount);

  smrt_cli_add_money (builder, name, &money);
}

/* The addresses of an invoice hold secrets and are left out. */
static JsonNode *
make_json (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (GEnumClass) statuses = g_type_class_ref (SMRT_TYPE_INVOICE_STATUS);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *invoices = smrt_export_source_get_invoices (source);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, invoices, FALSE);
  SmrtInvoice *invoice;
  SmrtLedgerRow *row;

  json_builder_begin_array (builder);
  while ((invoice = smrt_export_rows_next_invoice (rows, &row)) != NULL)
    {
      const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);

      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "id", smrt_invoice_get_id (invoice));
      smrt_cli_add_string (builder, "number", smrt_invoice_get_number (invoice));
      smrt_cli_add_time (builder, "created", smrt_invoice_get_created (invoice));
      smrt_cli_add_string (builder, "status",
                           g_enum_get_value (statuses, smrt_invoice_get_status (invoice))->value_nick);
      smrt_cli_add_string (builder, "what", smrt_ledger_row_get_words (row));
      smrt_cli_add_string (builder, "subscription", smrt_invoice_get_subscription_id (invoice));
      add_sum (builder, "total", invoice, sums->total);
      add_sum (builder, "due", invoice, sums->amount_due);
      add_sum (builder, "paid", invoice, sums->amount_paid);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return smrt_export_rows_check (rows, error) ? json_builder_get_root (builder) : NULL;
}

static char *
make_text (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("llllrr");
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *invoices = smrt_export_source_get_invoices (source);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, invoices, FALSE);
  SmrtInvoice *invoice;
  SmrtLedgerRow *row;

  if (g_list_model_get_n_items (invoices) == 0)
    return g_strdup (smrt_export_source_get_span (source)->period.kind == SMRT_PERIOD_KIND_ALL
                       ? _("There are no invoices.\n")
                       : _("There are no invoices of this period.\n"));

  smrt_cli_table_add (table, (const char *[]) { _("Date"), _("Number"), _("What"), _("Status"), _("Total"), _("Paid"), NULL });
  while ((invoice = smrt_export_rows_next_invoice (rows, &row)) != NULL)
    {
      const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
      const char *status = smrt_words_invoice_state (invoice, NULL);
      SmrtMoney total = smrt_invoice_get_money (invoice, sums->total);
      SmrtMoney paid = smrt_invoice_get_money (invoice, sums->amount_paid);
      g_autofree char *date = smrt_words_date_short (smrt_invoice_get_created (invoice));
      g_autofree char *number = smrt_words_invoice_number (invoice);
      g_autofree char *words = smrt_words_plain (smrt_ledger_row_get_words (row));
      g_autofree char *total_words = smrt_words_money (&total);
      g_autofree char *paid_words = smrt_words_money (&paid);

      smrt_cli_table_add (table, (const char *[]) { date, number, words, status, total_words, paid_words, NULL });
    }
  smrt_cli_table_append_to (table, text);
  if (!smrt_export_rows_check (rows, error))
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtCliList list = {
  .command = "invoices",
  .summary = N_("Lists the invoices of the account, newest first."),
  .has_rows = TRUE,
  .make_json = make_json,
  .make_text = make_text,
  .formats = {
    { "csv", N_("Print comma-separated values for a spreadsheet"), smrt_export_csv_invoices },
    { "ledger", N_("Print a journal for ledger"), smrt_export_ledger_invoices },
    { "hledger", N_("Print a journal for hledger"), smrt_export_hledger_invoices },
    { "beancount", N_("Print a journal for beancount"), smrt_export_beancount_invoices },
    { "qif", N_("Print the Quicken Interchange Format"), smrt_export_qif_invoices },
#ifdef HAVE_XLSX
    { "xlsx", N_("Print a workbook for a spreadsheet"), smrt_export_xlsx_invoices, TRUE },
#endif
    { "statement", N_("Print a statement as PDF"), smrt_export_statement_invoices, TRUE },
  },
};

SmrtCliExit
smrt_cli_invoices (char ***args)
{
  return smrt_cli_list_run (&list, args);
}
