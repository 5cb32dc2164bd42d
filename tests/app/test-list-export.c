/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger-fixture.h"

#include "smrt-export-actions.h"
#include "smrt-list-export.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  unsigned int n_calls;
  guint64 last;
  guint64 n_rows;
} Progress;

static void
fill_credits (DemoFixture *fixture)
{
  GPtrArray *invoices = ledger_page_new ();
  GPtrArray *credits = ledger_page_new ();

  ledger_page_add_invoice (invoices, "in_3", "NW-0041", "paid", "usd", 1793707200, 7500, 7500, NULL);
  ledger_fill (fixture, SMRT_STORE_TABLE_INVOICES, invoices);
  ledger_page_add_credit (credits, "cbtxn_3", "applied_to_invoice", 1793707200, -7500, 26667, "in_3", NULL);
  ledger_page_add_credit (credits, "cbtxn_2", "applied_to_invoice", 1791028800, -7500, 34167, NULL, NULL);
  ledger_page_add_credit (credits, "cbtxn_1", "adjustment", 1788436800, 41667, 41667, NULL, "Goodwill for the outage");
  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, credits);
}

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **finished = user_data;

  *finished = g_object_ref (result);
}

static void
progress_cb (guint64  n_done,
             guint64  n_rows,
             gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpuint (n_done, >=, progress->last);
  progress->n_calls++;
  progress->last = n_done;
  progress->n_rows = n_rows;
}

static gboolean
export_to (DemoFixture           *fixture,
           const SmrtStoreQuery  *query,
           const char            *format,
           const char            *path,
           Progress              *progress,
           GCancellable          *cancellable,
           GError               **error)
{
  const SmrtExportSpan span = { .period = smrt_period_all (), .fiscal_start = 1 };
  g_autoptr (GAsyncResult) result = NULL;

  smrt_list_export_run_async (fixture->account, query, &span, smrt_list_export_find_format (format), path,
                              progress != NULL ? progress_cb : NULL, progress, cancellable, finish_cb, &result);
  demo_wait_until (result != NULL);

  return smrt_list_export_run_finish (fixture->account, result, error);
}

static char *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);

  return contents;
}

/* What is shown is what is written: of three entries the two that were used. */
static void
test_shown (DemoFixture *fixture,
            const void  *data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autofree char *path = g_build_filename (fixture->directory, "shown.csv", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  fill_credits (fixture);
  query->kinds = 1u << SMRT_CREDIT_KIND_APPLIED_TO_INVOICE;
  query->sort = SMRT_STORE_SORT_AMOUNT;
  g_assert_true (export_to (fixture, query, "csv", path, NULL, NULL, &error));
  g_assert_no_error (error);

  contents = load (path);
  lines = g_strsplit (contents, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "id,date,"));
  g_assert_true (g_str_has_prefix (lines[1], "cbtxn_3,2026-11-03,"));
  g_assert_true (g_str_has_suffix (lines[1], ",NW-0041,-75.00,266.67,USD"));
  g_assert_true (g_str_has_prefix (lines[2], "cbtxn_2,"));
}

static void
test_formats (DemoFixture *fixture,
              const void  *data)
{
  unsigned int n_formats;
  const SmrtListExportFormat *formats = smrt_list_export_get_formats (&n_formats);

  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
    for (unsigned int i = 0; i < n_formats; i++)
      {
        g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (table);
        g_autofree char *path = g_strdup_printf ("%s/%d.%s", fixture->directory, table, formats[i].suffix);
        g_autoptr (GError) error = NULL;
        GStatBuf status;

        g_assert_true (export_to (fixture, query, formats[i].name, path, NULL, NULL, &error));
        g_assert_no_error (error);
        g_assert_cmpint (g_stat (path, &status), ==, 0);
        g_assert_cmpint (status.st_size, >, 0);
        g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      }
}

static void
test_progress (DemoFixture *fixture,
               const void  *data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autofree char *path = g_build_filename (fixture->directory, "long.csv", NULL);
  g_autoptr (GError) error = NULL;
  Progress progress = { 0 };

  ledger_fill_many (fixture, 5000);
  g_assert_true (export_to (fixture, query, "csv", path, &progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (progress.n_calls, >, 3);
  g_assert_cmpuint (progress.n_rows, ==, 5000);
}

/* What is given up leaves what was there. */
static void
test_cancelled (DemoFixture *fixture,
                const void  *data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autofree char *path = g_build_filename (fixture->directory, "kept.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill_credits (fixture);
  g_file_set_contents (path, "before", -1, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (export_to (fixture, query, "csv", path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  contents = load (path);
  g_assert_cmpstr (contents, ==, "before");
}

static void
test_no_folder (DemoFixture *fixture,
                const void  *data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autofree char *path = g_build_filename (fixture->directory, "missing", "file.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (export_to (fixture, query, "csv", path, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_names (DemoFixture *fixture,
            const void  *data)
{
  SmrtExportSpan span = { .period = smrt_period_all (), .fiscal_start = 1 };
  g_autofree char *all = smrt_list_export_dup_file_name (SMRT_STORE_TABLE_INVOICES, &span,
                                                         smrt_list_export_find_format ("csv"));
  g_autofree char *quarter = NULL;

  g_assert_cmpstr (all, ==, "Billing History.csv");
  span.period = (SmrtPeriod) { SMRT_PERIOD_KIND_QUARTER, 2026, 7 };
  quarter = smrt_list_export_dup_file_name (SMRT_STORE_TABLE_USAGE_CREDITS, &span,
                                            smrt_list_export_find_format ("statement"));
  g_assert_cmpstr (quarter, ==, "Usage Credit 2026-Q3.pdf");
  g_assert_null (smrt_list_export_find_format ("doc"));
}

/* The menu has every format, and the action for it is there. */
static void
test_menu (DemoFixture *fixture,
           const void  *data)
{
  g_autoptr (GMenuModel) menu = smrt_export_actions_create_menu ();
  unsigned int n_formats;
  const SmrtListExportFormat *formats = smrt_list_export_get_formats (&n_formats);

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, (int) n_formats);
  for (unsigned int i = 0; i < n_formats; i++)
    {
      g_autofree char *target = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, (int) i, G_MENU_ATTRIBUTE_TARGET, "s", &target));
      g_assert_cmpstr (target, ==, formats[i].name);
    }

  fixture->window = smrt_window_new (NULL);
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->window), "export"));
  g_assert_false (smrt_export_actions_can_export (smrt_window_get_page_widget (SMRT_WINDOW (fixture->window))));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                           \
 g_test_add ("/list-export/" name, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_FINANCE), \
             demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("shown", test_shown);
  ADD ("formats", test_formats);
  ADD ("progress", test_progress);
  ADD ("cancelled", test_cancelled);
  ADD ("no-folder", test_no_folder);
  ADD ("names", test_names);
  ADD ("menu", test_menu);

  return g_test_run ();
}
