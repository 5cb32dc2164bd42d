/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "account-fixture.h"
#include "smrt-copy.h"
#include "smrt-usage-reading.h"

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
read_usage (AccountFixture  *fixture,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (SmrtUsageReading) reading = smrt_usage_reading_new (fixture->account, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_usage_reading_run_async (reading, cancellable, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_usage_reading_run_finish (reading, result, error);
}

static SmrtAccountUsage *
read_whole (AccountFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (read_usage (fixture, NULL, &error));
  g_assert_no_error (error);

  return smrt_account_get_usage (fixture->account);
}

static gint64
add_up (SmrtUsage *usage)
{
  GListModel *rows = smrt_usage_get_rows (usage);
  gint64 sum = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, i);

      sum += smrt_usage_row_get_amount (row)->amount;
    }

  return sum;
}

/* The demo account: the running period and four before it, all of them paid from
 * usage credit. */
static void
test_demo (void)
{
  AccountFixture fixture = { 0 };
  SmrtAccountUsage *usage;
  GListModel *periods, *grants;
  SmrtMoney available, left;
  gint64 later_start = G_MAXINT64, granted = 0;

  account_fixture_set_up (&fixture, SMRT_ROLE_FINANCE);
  account_fixture_refresh (&fixture);
  usage = smrt_account_get_usage (fixture.account);
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_EMPTY);
  g_assert_false (smrt_account_usage_get_available (usage, NULL, &available));

  read_whole (&fixture);
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_READY);
  g_assert_true (smrt_account_usage_get_loaded (usage));
  g_assert_true (smrt_account_usage_get_subscribed (usage));
  g_assert_cmpint (smrt_account_usage_get_as_of (usage), >=, DEMO_NOW);

  periods = smrt_account_usage_get_periods (usage);
  g_assert_cmpuint (g_list_model_get_n_items (periods), ==, 5);
  for (unsigned int i = 0; i < 5; i++)
    {
      g_autoptr (SmrtUsage) period = g_list_model_get_item (periods, i);
      g_autoptr (SmrtUsageRow) numbers = g_list_model_get_item (smrt_usage_get_rows (period), 0);

      g_assert_cmpint (smrt_usage_get_running (period), ==, i == 0);
      g_assert_cmpuint (g_list_model_get_n_items (smrt_usage_get_rows (period)), ==, 9);
      g_assert_cmpstr (smrt_usage_row_get_name (numbers), ==, "Phone numbers");
      g_assert_cmpstr (smrt_usage_row_get_unit_label (numbers), ==, "number");
      g_assert_cmpint (smrt_usage_row_get_quantity (numbers), ==, 12);
      g_assert_cmpint (smrt_usage_row_get_amount (numbers)->amount, ==, 1380);
      g_assert_cmpint (add_up (period), ==, smrt_usage_get_total (period)->amount);
      g_assert_cmpint (smrt_usage_get_from_credit (period)->amount, ==, smrt_usage_get_total (period)->amount);
      g_assert_cmpint (smrt_usage_get_owed (period)->amount, ==, 0);
      g_assert_cmpint (smrt_usage_get_start (period), <, later_start);
      later_start = smrt_usage_get_start (period);
      g_assert_true (smrt_account_usage_find_period (usage, smrt_usage_get_id (period)) == period);
    }

  /* What is left of the grants is what can be used of all of it. */
  g_assert_true (smrt_account_usage_get_available (usage, "usd", &available));
  grants = smrt_account_usage_get_grants (usage);
  g_assert_cmpuint (g_list_model_get_n_items (grants), ==, 2);
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (SmrtUsageGrant) grant = g_list_model_get_item (grants, i);

      g_assert_nonnull (smrt_usage_grant_get_left (grant));
      granted += smrt_usage_grant_get_left (grant)->amount;
    }
  g_assert_cmpint (available.amount, >, 0);
  g_assert_cmpint (granted, ==, available.amount);

  /* The running period has not been taken from it yet. */
  g_assert_true (smrt_account_usage_get_left (usage, "usd", &left));
  {
    g_autoptr (SmrtUsage) running = g_list_model_get_item (periods, 0);

    g_assert_cmpint (left.amount, ==, available.amount - smrt_usage_get_from_credit (running)->amount);
  }
  g_assert_true (smrt_account_usage_get_available (usage, "eur", &available));
  g_assert_cmpint (available.amount, ==, 0);

  g_assert_cmpint (smrt_customer_get_top_up (smrt_account_get_customer (fixture.account))->amount.amount, ==, 1000);
  g_assert_cmpint (smrt_customer_get_top_up (smrt_account_get_customer (fixture.account))->below.amount, ==, 500);

  account_fixture_tear_down (&fixture);
}

static void
test_round_trips (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) requests = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  json_node_unref (account_fixture_post (&fixture, "/v1/test_helpers/delay", "milliseconds=40", NULL));
  json_node_unref (account_fixture_post (&fixture, "/v1/test_helpers/requests/reset", "", NULL));
  read_whole (&fixture);
  requests = account_fixture_get (&fixture, "/v1/test_helpers/requests", &error);
  g_assert_no_error (error);
  g_assert_cmpint (account_fixture_int (requests, "rounds"), ==, 2);

  account_fixture_tear_down (&fixture);
}

/* A new usage subscription, nothing granted: what is used is owed, and nothing is
 * below zero. */
static void
test_owed (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtUsage) running = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) grants = NULL;
  SmrtAccountUsage *usage;
  SmrtMoney left;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  grants = account_fixture_get (&fixture, "/v1/billing/credit_grants", &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autofree char *member = g_strdup_printf ("data.%u.id", i);
      g_autofree char *id = account_fixture_string (grants, member);
      g_autofree char *path = g_strdup_printf ("/v1/billing/credit_grants/%s/expire", id);

      json_node_unref (account_fixture_post (&fixture, path, "", &error));
      g_assert_no_error (error);
    }

  account_fixture_refresh (&fixture);
  usage = read_whole (&fixture);
  running = g_list_model_get_item (smrt_account_usage_get_periods (usage), 0);
  g_assert_cmpint (smrt_usage_get_from_credit (running)->amount, ==, 0);
  g_assert_cmpint (smrt_usage_get_owed (running)->amount, ==, smrt_usage_get_total (running)->amount);
  g_assert_cmpint (smrt_usage_get_owed (running)->amount, >, 0);
  g_assert_true (smrt_account_usage_get_left (usage, "usd", &left));
  g_assert_cmpint (left.amount, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_usage_get_grants (usage)), ==, 0);

  account_fixture_tear_down (&fixture);
}

/* Without a subscription that is billed by usage there is nothing, and no error. */
static void
test_not_subscribed (void)
{
  AccountFixture fixture = { 0 };
  SmrtAccountUsage *usage;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) subscriptions = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  subscriptions = account_fixture_get (&fixture, "/v1/subscriptions", &error);
  g_assert_no_error (error);
  id = account_fixture_string (subscriptions, "data.0.id");
  path = g_strdup_printf ("/v1/subscriptions/%s", id);
  json_node_unref (account_fixture_post (&fixture, path, "cancel_at_period_end=true", &error));
  g_assert_no_error (error);
  account_fixture_refresh (&fixture);
  usage = read_whole (&fixture);
  g_assert_true (smrt_account_usage_get_subscribed (usage));
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_usage_get_periods (usage)), >=, 4);

  account_fixture_run_demo (&fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  account_fixture_refresh (&fixture);
  usage = read_whole (&fixture);
  g_assert_false (smrt_account_usage_get_subscribed (usage));
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_usage_get_periods (usage)), ==, 0);

  account_fixture_tear_down (&fixture);
}

/* What was read stays when the server is gone, and says so. */
static void
test_offline (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SmrtAccountUsage *usage;
  gint64 as_of;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  usage = read_whole (&fixture);
  as_of = smrt_account_usage_get_as_of (usage);

  g_cancellable_cancel (cancellable);
  g_assert_false (read_usage (&fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_READY);
  g_clear_error (&error);

  smrt_sandbox_stop (fixture.sandbox);
  g_assert_false (read_usage (&fixture, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_OFFLINE);
  g_assert_nonnull (smrt_account_usage_get_error (usage));
  g_assert_true (smrt_account_usage_get_loaded (usage));
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_usage_get_periods (usage)), ==, 5);
  g_assert_cmpint (smrt_account_usage_get_as_of (usage), ==, as_of);

  account_fixture_tear_down (&fixture);
}

static void
open_copy (AccountFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_copy_open_async (fixture->account, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  g_assert_true (smrt_copy_open_finish (fixture->account, result, &error));
  g_assert_no_error (error);
}

static gboolean
is_ready (gpointer data)
{
  return smrt_account_usage_get_state (data) == SMRT_USAGE_STATE_READY;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* Another start, without the server: what was used is there as of when it was
 * read, also where the account was read again after it. */
static void
test_copy (void)
{
  AccountFixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("smrt-usage-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "demo.db", NULL);
  g_autoptr (GError) error = NULL;
  SmrtAccountUsage *usage;
  SmrtMoney left, left_then;
  gint64 as_of;

  fixture.sandbox = smrt_sandbox_new (path, 0, DEMO_NOW);
  fixture.clock = smrt_clock_new_manual (DEMO_NOW);
  smrt_sandbox_start (fixture.sandbox, &error);
  g_assert_no_error (error);
  account_fixture_sign_in (&fixture, SMRT_ROLE_OWNER);

  account_fixture_refresh (&fixture);
  usage = read_whole (&fixture);
  as_of = smrt_account_usage_get_as_of (usage);
  g_assert_true (smrt_account_usage_get_left (usage, "usd", &left_then));
  account_fixture_refresh (&fixture);

  smrt_sandbox_stop (fixture.sandbox);
  account_fixture_sign_in (&fixture, SMRT_ROLE_OWNER);
  usage = smrt_account_get_usage (fixture.account);
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_EMPTY);
  open_copy (&fixture);
  account_fixture_wait (is_ready, usage);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_usage_get_periods (usage)), ==, 5);
  g_assert_cmpint (smrt_account_usage_get_as_of (usage), ==, as_of);
  g_assert_true (smrt_account_usage_get_left (usage, "usd", &left));
  g_assert_cmpint (left.amount, ==, left_then.amount);

  account_fixture_tear_down (&fixture);
  remove_folder (folder);
}

/* Of two readings the one that began later counts, whichever ends last. */
static void
test_overlap (void)
{
  g_autoptr (SmrtAccountUsage) usage = smrt_account_usage_new ();
  g_autoptr (GPtrArray) periods = g_ptr_array_new ();
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Too late");
  unsigned int first = smrt_account_usage_begin (usage);
  unsigned int second = smrt_account_usage_begin (usage);

  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_LOADING);
  smrt_account_usage_take (usage, second, periods, NULL, NULL, TRUE, 200);
  smrt_account_usage_take (usage, first, periods, NULL, NULL, FALSE, 100);
  smrt_account_usage_fail (usage, first, error, TRUE);
  g_assert_cmpint (smrt_account_usage_get_as_of (usage), ==, 200);
  g_assert_true (smrt_account_usage_get_subscribed (usage));
  g_assert_cmpint (smrt_account_usage_get_state (usage), ==, SMRT_USAGE_STATE_READY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage-reading/demo", test_demo);
  g_test_add_func ("/usage-reading/round-trips", test_round_trips);
  g_test_add_func ("/usage-reading/owed", test_owed);
  g_test_add_func ("/usage-reading/not-subscribed", test_not_subscribed);
  g_test_add_func ("/usage-reading/offline", test_offline);
  g_test_add_func ("/usage-reading/copy", test_copy);
  g_test_add_func ("/usage-reading/overlap", test_overlap);

  return g_test_run ();
}
