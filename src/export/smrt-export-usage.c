/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-usage.h"

#include "smrt-export-text.h"
#include "smrt-export-writer.h"
#include "smrt-words.h"

static void
add_row (SmrtExportWriter *writer,
         SmrtUsage        *usage,
         SmrtUsageRow     *row)
{
  SmrtInvoice *invoice = smrt_usage_get_invoice (usage);
  gboolean used = smrt_usage_row_get_kind (row) == SMRT_USAGE_KIND_USED;
  g_autofree char *id = smrt_export_text_cell (smrt_usage_row_get_id (row));
  g_autofree char *start = smrt_export_text_day (smrt_usage_get_start (usage));
  g_autofree char *end = smrt_export_text_day (smrt_usage_get_end (usage));
  g_autofree char *name = smrt_words_usage_name (row);
  g_autofree char *what = smrt_export_text_cell (name);
  g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, smrt_usage_row_get_quantity (row));
  g_autofree char *unit = smrt_export_text_cell (smrt_usage_row_get_unit_label (row));
  g_autofree char *price = smrt_usage_row_dup_unit_price (row);
  g_autofree char *average = used ? smrt_usage_row_dup_average (row) : NULL;
  g_autofree char *amount = smrt_money_to_decimal (smrt_usage_row_get_amount (row));
  g_autofree char *currency = smrt_export_text_code (smrt_usage_row_get_amount (row)->currency);
  g_autofree char *receipt = smrt_export_text_cell (smrt_usage_get_running (usage) ? NULL
                                                                                   : smrt_invoice_get_number (invoice));

  smrt_export_writer_add_format (writer, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\r\n",
                                 id, start != NULL ? start : "", end != NULL ? end : "",
                                 smrt_usage_get_running (usage) ? "true" : "false", what, used ? quantity : "", unit,
                                 price != NULL ? price : "", average != NULL ? average : "", amount, currency,
                                 receipt);
}

gboolean
smrt_export_csv_usage (GListModel     *periods,
                       GOutputStream  *stream,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);

  smrt_export_writer_add (writer,
                          "id,start,end,running,what,quantity,unit,price,average,amount,currency,receipt\r\n");
  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);
      GListModel *rows = smrt_usage_get_rows (usage);

      for (unsigned int j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, j);

          add_row (writer, usage, row);
        }
    }

  return smrt_export_writer_finish (writer, error);
}
