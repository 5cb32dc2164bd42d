/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-export-usage.h"
#include "smrt-words.h"

static void
add_line (SmrtInvoice *invoice,
          const char  *price,
          gint64       quantity,
          gint64       amount)
{
  SmrtMoney money = smrt_money_init (amount, "usd");
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_1", &money, NULL, 1793707200, 1796299200, quantity, price,
                                                            "prod_1", FALSE);

  smrt_invoice_add_line (invoice, line);
}

static SmrtUsage *
make_usage (gboolean running)
{
  SmrtInvoiceSums sums = { .subtotal = 1817, .tax = 150, .total = 1967 };
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", 1, &sums);
  g_autoptr (GPtrArray) prices = g_ptr_array_new_with_free_func (g_object_unref);

  smrt_invoice_set_number (invoice, "NW-1");
  add_line (invoice, "price_1", 1204, 1806);
  add_line (invoice, "price_2", 3, 11);
  g_ptr_array_add (prices, smrt_usage_price_new ("price_1", "=Calls, \"outbound\"", "minute", "1.5"));
  g_ptr_array_add (prices, smrt_usage_price_new ("price_2", "-2\n+3", NULL, NULL));

  return smrt_usage_new_from_invoice (invoice, "sub_1", prices, running);
}

static void
assert_csv (GListModel *periods,
            const char *expected)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_export_csv_usage (periods, stream, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, expected);
}

/* Numbers stay numbers; a text that a spreadsheet would reckon does not. */
static void
test_rows (void)
{
  g_autoptr (GListStore) periods = g_list_store_new (SMRT_TYPE_USAGE);
  g_autoptr (SmrtUsage) running = make_usage (TRUE);
  g_autoptr (SmrtUsage) billed = make_usage (FALSE);

  assert_csv (G_LIST_MODEL (periods), "id,start,end,running,what,quantity,unit,price,average,amount,currency,receipt\r\n");

  g_list_store_append (periods, running);
  g_list_store_append (periods, billed);
  assert_csv (G_LIST_MODEL (periods),
              "id,start,end,running,what,quantity,unit,price,average,amount,currency,receipt\r\n"
              "price_1,2026-11-03,2026-12-03,true,\"'=Calls, \"\"outbound\"\"\",1204,minute,0.015,0.015,18.06,USD,\r\n"
              "price_2,2026-11-03,2026-12-03,true,'-2 +3,3,,,0.0367,0.11,USD,\r\n"
              "tax,2026-11-03,2026-12-03,true,Taxes,,,,,1.50,USD,\r\n"
              "price_1,2026-11-03,2026-12-03,false,\"'=Calls, \"\"outbound\"\"\",1204,minute,0.015,0.015,18.06,USD,NW-1\r\n"
              "price_2,2026-11-03,2026-12-03,false,'-2 +3,3,,,0.0367,0.11,USD,NW-1\r\n"
              "tax,2026-11-03,2026-12-03,false,Taxes,,,,,1.50,USD,NW-1\r\n");
}

static void
test_cancelled (void)
{
  g_autoptr (GListStore) periods = g_list_store_new (SMRT_TYPE_USAGE);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_export_csv_usage (G_LIST_MODEL (periods), stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/export/usage/rows", test_rows);
  g_test_add_func ("/export/usage/cancelled", test_cancelled);

  return g_test_run ();
}
