/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-beancount.h"
#include "smrt-export-calendar.h"
#include "smrt-export-csv.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"
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

static SmrtExportSource *
make_source (ExportFixture *fixture)
{
  g_autoptr (SmrtSubscription) subscription = NULL;

  export_fixture_fill_credits (fixture);
  export_fixture_fill_invoices (fixture);
  subscription = words_subscription_new (fixture->catalogue, "prod_pro", SMRT_CYCLE_MONTHLY, 1,
                                         SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_list_store_append (fixture->subscriptions, subscription);

  return smrt_export_source_new (G_LIST_MODEL (fixture->credits), G_LIST_MODEL (fixture->invoices),
                                 G_LIST_MODEL (fixture->subscriptions), fixture->catalogue, NOVEMBER_18);
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
  g_autoptr (SmrtExportSource) source = make_source (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
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
  g_autoptr (SmrtExportSource) source = make_source (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (unsigned int i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      g_assert_false (exporters[i](source, stream, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
    }
}

static void
test_source (ExportFixture *fixture,
             gconstpointer  unused)
{
  SmrtExportSource *source = make_source (fixture);

  g_assert_true (smrt_export_source_get_credits (source) == G_LIST_MODEL (fixture->credits));
  g_assert_true (smrt_export_source_get_invoices (source) == G_LIST_MODEL (fixture->invoices));
  g_assert_true (smrt_export_source_get_subscriptions (source) == G_LIST_MODEL (fixture->subscriptions));
  g_assert_true (smrt_export_source_get_catalogue (source) == fixture->catalogue);
  g_assert_cmpint (smrt_export_source_get_as_of (source), ==, NOVEMBER_18);
  g_assert_cmpstr (smrt_invoice_get_id (smrt_export_source_find_invoice (source, "in_7")), ==, "in_7");
  g_assert_null (smrt_export_source_find_invoice (source, "in_none"));
  g_assert_null (smrt_export_source_find_invoice (source, NULL));
  g_assert_finalize_object (source);
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
  ADD ("/export/writer/source", test_source);

  return g_test_run ();
}
