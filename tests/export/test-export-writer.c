/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-beancount.h"
#include "smrt-export-calendar.h"
#include "smrt-export-csv.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"
#include "smrt-export-statement.h"
#include "smrt-export-writer.h"

#include <string.h>

static const SmrtExport exporters[] = {
  smrt_export_csv_credits,
  smrt_export_csv_invoices,
  smrt_export_csv_plans,
  smrt_export_csv_products,
  smrt_export_ledger_credits,
  smrt_export_ledger_invoices,
  smrt_export_hledger_credits,
  smrt_export_hledger_invoices,
  smrt_export_beancount_credits,
  smrt_export_beancount_invoices,
  smrt_export_qif_credits,
  smrt_export_qif_invoices,
  smrt_export_calendar,
};

static void
fill (ExportFixture *fixture)
{
  g_autoptr (SmrtSubscription) subscription = NULL;

  export_fixture_fill_credits (fixture);
  export_fixture_fill_invoices (fixture);
  subscription = words_subscription_new (fixture->catalogue, "prod_pro", SMRT_CYCLE_MONTHLY, 1,
                                         SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_list_store_append (fixture->subscriptions, subscription);
}

static void
test_pieces (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < 50000; i++)
    {
      smrt_export_writer_add_format (writer, "%u", i);
      smrt_export_writer_add (writer, "\n");
      g_string_append_printf (expected, "%u\n", i);
    }
  g_assert_true (smrt_export_writer_finish (writer, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), expected->str, expected->len);
  g_assert_false (g_output_stream_is_closed (stream));
}

/* A full disk: a stream that takes no more. */
static void
test_full (ExportFixture *fixture,
           gconstpointer  unused)
{
  fill (fixture);
  for (unsigned int i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
      g_autoptr (SmrtExportSource) source = export_fixture_make_source (fixture);
      char buffer[40];
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new (buffer, sizeof buffer, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (exporters[i](source, stream, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    }
}

static void
test_cancelled (ExportFixture *fixture,
                gconstpointer  unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fill (fixture);
  g_cancellable_cancel (cancellable);
  for (unsigned int i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
      g_autoptr (SmrtExportSource) source = export_fixture_make_source (fixture);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      g_assert_false (exporters[i](source, stream, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
    }
}

/* What cannot be read must not look like the end of the list. */
static void
test_missing_row (ExportFixture *fixture,
                  gconstpointer  unused)
{
  static const SmrtExport of_rows[] = {
    smrt_export_csv_credits,
    smrt_export_csv_invoices,
    smrt_export_ledger_credits,
    smrt_export_hledger_invoices,
    smrt_export_beancount_credits,
    smrt_export_qif_invoices,
  };

  fill (fixture);
  fixture->missing_row = 100;
  for (unsigned int i = 0; i < G_N_ELEMENTS (of_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (export_fixture_run (fixture, of_rows[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

typedef struct
{
  unsigned int n_calls;
  guint64 n_done;
  guint64 n_rows;
} Progress;

static void
progress_cb (guint64  n_done,
             guint64  n_rows,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_true (progress->n_calls == 0 || n_done > progress->n_done);
  g_assert_cmpuint (n_done, <=, n_rows);
  progress->n_calls++;
  progress->n_done = n_done;
  progress->n_rows = n_rows;
}

static void
test_progress (ExportFixture *fixture,
               gconstpointer  unused)
{
  static const SmrtExport of_credits[] = {
    smrt_export_csv_credits,
    smrt_export_ledger_credits,
    smrt_export_hledger_credits,
    smrt_export_beancount_credits,
    smrt_export_qif_credits,
    smrt_export_statement_credits,
  };

  for (unsigned int i = 0; i < 5; i++)
    export_fixture_fill_credits (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (of_credits); i++)
    {
      g_autoptr (SmrtExportSource) source = export_fixture_make_source (fixture);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      Progress progress = { 0 };

      smrt_export_source_set_progress (source, progress_cb, &progress, NULL);
      g_assert_true (of_credits[i](source, stream, NULL, NULL));
      g_assert_cmpuint (progress.n_rows, ==, 1500);
      g_assert_cmpuint (progress.n_done, ==, 1500);
      g_assert_cmpuint (progress.n_calls, >=, 3);
      g_assert_cmpuint (progress.n_calls, <, 100);
    }
}

static SmrtInvoice *
find_invoice_cb (const char *id,
                 gpointer    user_data)
{
  return g_str_equal (id, "in_7") ? g_object_ref (user_data) : NULL;
}

static void
test_source (ExportFixture *fixture,
             gconstpointer  unused)
{
  const SmrtMoney opening = smrt_money_init (500, "usd");
  const SmrtExportSpan november = {
    .period = { SMRT_PERIOD_KIND_MONTH, 2026, 11 },
    .fiscal_start = 7,
    .from = NOVEMBER_18 - 17 * DAY,
    .until = DECEMBER_3 - 2 * DAY,
  };
  SmrtExportSource *source = export_fixture_make_source (fixture);
  SmrtExportSource *empty = smrt_export_source_new (NULL, NULL, NULL, NULL, 0);
  SmrtInvoice *invoice = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { 0 });

  g_assert_true (smrt_export_source_get_subscriptions (source) == G_LIST_MODEL (fixture->subscriptions));
  g_assert_true (smrt_export_source_get_catalogue (source) == fixture->catalogue);
  g_assert_cmpint (smrt_export_source_get_as_of (source), ==, NOVEMBER_18);

  g_assert_cmpint (smrt_export_source_get_credit (source), ==, SMRT_EXPORT_CREDIT_SUBSCRIPTION);
  smrt_export_source_set_credit (source, SMRT_EXPORT_CREDIT_USAGE);
  g_assert_cmpint (smrt_export_source_get_credit (source), ==, SMRT_EXPORT_CREDIT_USAGE);

  g_assert_cmpint (smrt_export_source_get_span (source)->period.kind, ==, SMRT_PERIOD_KIND_ALL);
  g_assert_cmpint (smrt_export_source_get_span (source)->fiscal_start, ==, 1);
  smrt_export_source_set_span (source, &november);
  g_assert_true (smrt_period_equal (&smrt_export_source_get_span (source)->period, &november.period));
  g_assert_cmpint (smrt_export_source_get_span (source)->until, ==, november.until);

  g_assert_null (smrt_export_source_get_opening (source));
  smrt_export_source_set_balances (source, &opening, NULL);
  g_assert_true (smrt_money_equal (smrt_export_source_get_opening (source), &opening));
  g_assert_null (smrt_export_source_get_closing (source));

  g_assert_null (smrt_export_source_get_account_name (source));
  smrt_export_source_set_account_name (source, "Northwind");
  g_assert_cmpstr (smrt_export_source_get_account_name (source), ==, "Northwind");

  g_assert_null (smrt_export_source_find_invoice (source, "in_7"));
  smrt_export_source_set_find_invoice (source, find_invoice_cb, g_object_ref (invoice), g_object_unref);
  {
    g_autoptr (SmrtInvoice) found = smrt_export_source_find_invoice (source, "in_7");

    g_assert_true (found == invoice);
  }
  g_assert_null (smrt_export_source_find_invoice (source, "in_none"));
  g_assert_null (smrt_export_source_find_invoice (source, NULL));

  g_assert_finalize_object (source);
  g_assert_finalize_object (invoice);

  g_assert_cmpuint (g_list_model_get_n_items (smrt_export_source_get_credits (empty)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_export_source_get_invoices (empty)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_export_source_get_subscriptions (empty)), ==, 0);
  g_assert_finalize_object (empty);
}

#define ADD(path, function) \
 g_test_add (path, ExportFixture, NULL, export_fixture_set_up, function, export_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/writer/pieces", test_pieces);
  ADD ("/export/writer/full", test_full);
  ADD ("/export/writer/cancelled", test_cancelled);
  ADD ("/export/writer/missing-row", test_missing_row);
  ADD ("/export/writer/progress", test_progress);
  ADD ("/export/writer/source", test_source);

  return g_test_run ();
}
