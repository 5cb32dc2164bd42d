/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-xlsx.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "smrt-export-rows.h"
#include "smrt-export-xlsx-sheet.h"
#include "smrt-words.h"

/* Either rows of ledgers or other objects are written. */
typedef void (*Fill) (SmrtExportXlsxBook *book,
                      SmrtExportRows     *rows,
                      SmrtExportSource   *source,
                      GCancellable       *cancellable);
typedef void (*FillObjects) (SmrtExportXlsxBook *book,
                             GListModel         *model,
                             GCancellable       *cancellable);

static void
fill_credits (SmrtExportXlsxBook *book,
              SmrtExportRows     *rows,
              SmrtExportSource   *source,
              GCancellable       *cancellable)
{
  static const SmrtExportXlsxColumn columns[] = {
    { N_("Date"), 11, FALSE },
    { N_("What"), 48, FALSE },
    { N_("Receipt"), 16, FALSE },
    { N_("Amount"), 14, TRUE },
    { N_("Balance"), 14, TRUE },
    { N_("Currency"), 9, FALSE },
    { N_("Kind"), 24, FALSE },
    { N_("Time (UTC)"), 19, FALSE },
    { N_("ID"), 32, FALSE },
    { N_("Invoice ID"), 32, FALSE },
  };
  gboolean usage = smrt_export_source_get_credit (source) == SMRT_EXPORT_CREDIT_USAGE;
  SmrtExportXlsxSheet *sheet;
  SmrtCreditEntry *entry;
  SmrtLedgerRow *row;

  /* Translators: the names of sheets of a workbook: at most 28 characters, and none of []:*?/\ */
  sheet = smrt_export_xlsx_book_add_sheet (book, usage ? C_("sheet", "Usage credit") : C_("sheet", "Subscription credit"),
                                           columns, G_N_ELEMENTS (columns));
  while (!g_cancellable_is_cancelled (cancellable) && (entry = smrt_export_rows_next_entry (rows, &row)) != NULL)
    {
      smrt_export_xlsx_sheet_add_day (sheet, smrt_credit_entry_get_created (entry));
      smrt_export_xlsx_sheet_add_text (sheet, smrt_ledger_row_get_words (row));
      smrt_export_xlsx_sheet_add_text (sheet, smrt_ledger_row_get_receipt (row));
      smrt_export_xlsx_sheet_add_money (sheet, smrt_credit_entry_get_amount (entry));
      smrt_export_xlsx_sheet_add_money (sheet, smrt_credit_entry_get_balance (entry));
      smrt_export_xlsx_sheet_add_code (sheet, smrt_credit_entry_get_amount (entry)->currency);
      smrt_export_xlsx_sheet_add_text (sheet, smrt_words_credit_kind (smrt_credit_entry_get_kind (entry)));
      smrt_export_xlsx_sheet_add_time (sheet, smrt_credit_entry_get_created (entry));
      smrt_export_xlsx_sheet_add_text (sheet, smrt_credit_entry_get_id (entry));
      smrt_export_xlsx_sheet_add_text (sheet, smrt_credit_entry_get_invoice_id (entry));
      smrt_export_xlsx_sheet_end_row (sheet);
    }
}

static void
add_sum (SmrtExportXlsxSheet *sheet,
         SmrtInvoice         *invoice,
         gint64               amount)
{
  SmrtMoney money = smrt_invoice_get_money (invoice, amount);

  smrt_export_xlsx_sheet_add_money (sheet, &money);
}

static void
add_invoice (SmrtExportXlsxSheet *sheet,
             SmrtLedgerRow       *row,
             SmrtInvoice         *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);

  smrt_export_xlsx_sheet_add_day (sheet, smrt_invoice_get_created (invoice));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_ledger_row_get_receipt (row));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_ledger_row_get_words (row));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_words_invoice_state (invoice, NULL));
  add_sum (sheet, invoice, sums->subtotal);
  add_sum (sheet, invoice, sums->discount);
  add_sum (sheet, invoice, sums->usage_credit);
  add_sum (sheet, invoice, sums->tax);
  add_sum (sheet, invoice, sums->included_tax);
  add_sum (sheet, invoice, sums->total);
  add_sum (sheet, invoice, smrt_invoice_get_balance_used (invoice));
  add_sum (sheet, invoice, smrt_invoice_get_credit_added (invoice));
  add_sum (sheet, invoice, sums->amount_due);
  add_sum (sheet, invoice, sums->amount_paid);
  add_sum (sheet, invoice, sums->amount_remaining);
  smrt_export_xlsx_sheet_add_code (sheet, smrt_invoice_get_currency (invoice));
  smrt_export_xlsx_sheet_add_time (sheet, smrt_invoice_get_created (invoice));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_invoice_get_subscription_id (invoice));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_invoice_get_id (invoice));
  smrt_export_xlsx_sheet_end_row (sheet);
}

static void
add_line (SmrtExportXlsxSheet *sheet,
          SmrtLedgerRow       *row,
          SmrtInvoice         *invoice,
          SmrtInvoiceLine     *line)
{
  smrt_export_xlsx_sheet_add_day (sheet, smrt_invoice_get_created (invoice));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_ledger_row_get_receipt (row));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_invoice_line_get_description (line));
  smrt_export_xlsx_sheet_add_day (sheet, smrt_invoice_line_get_period_start (line));
  smrt_export_xlsx_sheet_add_day (sheet, smrt_invoice_line_get_period_end (line));
  smrt_export_xlsx_sheet_add_count (sheet, smrt_invoice_line_get_quantity (line));
  smrt_export_xlsx_sheet_add_money (sheet, smrt_invoice_line_get_amount (line));
  smrt_export_xlsx_sheet_add_code (sheet, smrt_invoice_line_get_amount (line)->currency);
  smrt_export_xlsx_sheet_add_text (sheet, smrt_invoice_get_id (invoice));
  smrt_export_xlsx_sheet_end_row (sheet);
}

static void
fill_invoices (SmrtExportXlsxBook *book,
               SmrtExportRows     *rows,
               SmrtExportSource   *source,
               GCancellable       *cancellable)
{
  static const SmrtExportXlsxColumn columns[] = {
    { N_("Date"), 11, FALSE },
    { N_("Number"), 16, FALSE },
    { N_("What"), 40, FALSE },
    { N_("Status"), 14, FALSE },
    { N_("Subtotal"), 13, TRUE },
    { N_("Discount"), 13, TRUE },
    { N_("Usage credit"), 13, TRUE },
    { N_("Tax"), 13, TRUE },
    { N_("Included tax"), 13, TRUE },
    { N_("Total"), 13, TRUE },
    { N_("Credit used"), 13, TRUE },
    { N_("Credit added"), 13, TRUE },
    { N_("Due"), 13, TRUE },
    { N_("Paid"), 13, TRUE },
    { N_("Remaining"), 13, TRUE },
    { N_("Currency"), 9, FALSE },
    { N_("Time (UTC)"), 19, FALSE },
    { N_("Subscription ID"), 32, FALSE },
    { N_("ID"), 32, FALSE },
  };
  static const SmrtExportXlsxColumn line_columns[] = {
    { N_("Date"), 11, FALSE },
    { N_("Number"), 16, FALSE },
    { N_("What"), 60, FALSE },
    { N_("From"), 11, FALSE },
    { N_("Until"), 11, FALSE },
    { N_("Quantity"), 10, TRUE },
    { N_("Amount"), 13, TRUE },
    { N_("Currency"), 9, FALSE },
    { N_("Invoice ID"), 32, FALSE },
  };
  SmrtExportXlsxSheet *sheet, *lines_sheet;
  SmrtInvoice *invoice;
  SmrtLedgerRow *row;

  sheet = smrt_export_xlsx_book_add_sheet (book, C_("sheet", "Invoices"), columns, G_N_ELEMENTS (columns));
  lines_sheet = smrt_export_xlsx_book_add_sheet (book, C_("sheet", "Lines"), line_columns,
                                                 G_N_ELEMENTS (line_columns));
  while (!g_cancellable_is_cancelled (cancellable) && (invoice = smrt_export_rows_next_invoice (rows, &row)) != NULL)
    {
      GPtrArray *lines = smrt_invoice_get_lines (invoice);

      add_invoice (sheet, row, invoice);
      for (unsigned int i = 0; i < lines->len; i++)
        add_line (lines_sheet, row, invoice, g_ptr_array_index (lines, i));
    }
}

static gboolean
copy_file (const char     *path,
           GOutputStream  *stream,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) input = g_file_read (file, cancellable, error);

  if (input == NULL)
    return FALSE;

  return g_output_stream_splice (stream, G_INPUT_STREAM (input), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, cancellable,
                                 error) >= 0 &&
         g_output_stream_flush (stream, cancellable, error);
}

/* The library writes into a file only: into one that nobody else can read, whose
 * bytes then go into the stream. */
static gboolean
write_book (SmrtExportSource  *source,
            GListModel        *model,
            Fill               fill,
            FillObjects        fill_objects,
            GOutputStream     *stream,
            GCancellable      *cancellable,
            GError           **error)
{
  g_autoptr (SmrtExportRows) rows = source != NULL ? smrt_export_rows_new (source, model, FALSE) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  SmrtExportXlsxBook *book;
  gboolean done;

  folder = g_dir_make_tmp ("smrtphone-plans-XXXXXX", error);
  if (folder == NULL)
    return FALSE;

  path = g_build_filename (folder, "export.xlsx", NULL);
  book = smrt_export_xlsx_book_new (path, folder, error);
  done = book != NULL;
  if (done)
    {
      if (rows != NULL)
        fill (book, rows, source, cancellable);
      else
        fill_objects (book, model, cancellable);
      done = smrt_export_xlsx_book_close (book, error);
    }
  done = done && (rows == NULL || smrt_export_rows_check (rows, error)) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) && copy_file (path, stream, cancellable, error);

  g_unlink (path);
  g_rmdir (folder);

  return done;
}

gboolean
smrt_export_xlsx_credits (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  return write_book (source, smrt_export_source_get_credits (source), fill_credits, NULL, stream, cancellable, error);
}

gboolean
smrt_export_xlsx_invoices (SmrtExportSource  *source,
                           GOutputStream     *stream,
                           GCancellable      *cancellable,
                           GError           **error)
{
  return write_book (source, smrt_export_source_get_invoices (source), fill_invoices, NULL, stream, cancellable, error);
}

static void
add_usage (SmrtExportXlsxSheet *sheet,
           SmrtUsage           *usage,
           SmrtUsageRow        *row)
{
  g_autofree char *name = smrt_words_usage_name (row);
  g_autofree char *price = smrt_words_usage_price (row);

  smrt_export_xlsx_sheet_add_day (sheet, smrt_usage_get_start (usage));
  smrt_export_xlsx_sheet_add_day (sheet, smrt_usage_get_end (usage));
  smrt_export_xlsx_sheet_add_text (sheet, name);
  if (smrt_usage_row_get_kind (row) == SMRT_USAGE_KIND_USED)
    smrt_export_xlsx_sheet_add_count (sheet, smrt_usage_row_get_quantity (row));
  else
    smrt_export_xlsx_sheet_add_text (sheet, NULL);
  smrt_export_xlsx_sheet_add_text (sheet, smrt_usage_row_get_unit_label (row));
  smrt_export_xlsx_sheet_add_text (sheet, price);
  smrt_export_xlsx_sheet_add_money (sheet, smrt_usage_row_get_amount (row));
  smrt_export_xlsx_sheet_add_code (sheet, smrt_usage_row_get_amount (row)->currency);
  smrt_export_xlsx_sheet_add_text (sheet, smrt_usage_get_running (usage)
                                            ? NULL
                                            : smrt_invoice_get_number (smrt_usage_get_invoice (usage)));
  smrt_export_xlsx_sheet_add_text (sheet, smrt_usage_row_get_id (row));
  smrt_export_xlsx_sheet_end_row (sheet);
}

static void
fill_usage (SmrtExportXlsxBook *book,
            GListModel         *periods,
            GCancellable       *cancellable)
{
  static const SmrtExportXlsxColumn columns[] = {
    { N_("From"), 11, FALSE },
    { N_("Until"), 11, FALSE },
    { N_("What"), 32, FALSE },
    { N_("Count"), 11, TRUE },
    { N_("Unit"), 10, FALSE },
    { N_("Price"), 18, FALSE },
    { N_("Amount"), 14, TRUE },
    { N_("Currency"), 9, FALSE },
    { N_("Receipt"), 16, FALSE },
    { N_("ID"), 32, FALSE },
  };
  SmrtExportXlsxSheet *sheet;

  sheet = smrt_export_xlsx_book_add_sheet (book, C_("sheet", "Usage"), columns, G_N_ELEMENTS (columns));
  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);
      GListModel *rows = smrt_usage_get_rows (usage);

      for (unsigned int j = 0; j < g_list_model_get_n_items (rows) && !g_cancellable_is_cancelled (cancellable); j++)
        {
          g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, j);

          add_usage (sheet, usage, row);
        }
    }
}

gboolean
smrt_export_xlsx_usage (GListModel     *periods,
                        GOutputStream  *stream,
                        GCancellable   *cancellable,
                        GError        **error)
{
  return write_book (NULL, periods, NULL, fill_usage, stream, cancellable, error);
}
