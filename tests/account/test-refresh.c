/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-problem.h"

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
refresh (AccountFixture  *fixture,
         GCancellable    *cancellable,
         GError         **error)
{
  g_autoptr (SmrtRefresh) operation = smrt_refresh_new (fixture->account);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_refresh_run_async (operation, cancellable, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_refresh_run_finish (operation, result, error);
}

/* Every answer is held back for a while, so that what is under way together is
 * seen to be so. */
static void
begin_counting (AccountFixture *fixture)
{
  g_autoptr (JsonNode) delay = account_fixture_post (fixture, "/v1/test_helpers/delay", "milliseconds=200", NULL);
  g_autoptr (JsonNode) reset = account_fixture_post (fixture, "/v1/test_helpers/requests/reset", "", NULL);

  g_assert_nonnull (delay);
  g_assert_nonnull (reset);
}

static gint64
count_rounds (AccountFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = account_fixture_get (fixture, "/v1/test_helpers/requests", &error);

  g_assert_no_error (error);

  return account_fixture_int (node, "rounds");
}

static void
test_round_trips (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);

  /* Whose account it is, is known here: one round for all. */
  begin_counting (&fixture);
  account_fixture_refresh (&fixture);
  g_assert_cmpint (count_rounds (&fixture), ==, 1);

  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_ANNUAL);
  change = smrt_change_new (fixture.account, offer);
  begin_counting (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  g_assert_cmpint (count_rounds (&fixture), ==, 1);

  begin_counting (&fixture);
  g_assert_true (account_fixture_confirm (change, NULL));
  g_assert_cmpint (count_rounds (&fixture), ==, 2);

  g_clear_object (&offer);
  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* A key alone: first whose account it is, then what is in it. */
static void
test_round_trips_of_key (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  g_clear_object (&fixture.account);
  g_clear_object (&fixture.session);
  key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture.sandbox));
  fixture.session = smrt_session_new_with_key (smrt_sandbox_get_url (fixture.sandbox), key, NULL, fixture.clock, &error);
  g_assert_no_error (error);
  fixture.account = smrt_account_new (fixture.session);

  begin_counting (&fixture);
  account_fixture_refresh (&fixture);
  g_assert_cmpint (count_rounds (&fixture), ==, 2);
  g_assert_cmpstr (smrt_session_get_customer_id (fixture.session), ==, smrt_sandbox_get_customer (fixture.sandbox));

  begin_counting (&fixture);
  account_fixture_refresh (&fixture);
  g_assert_cmpint (count_rounds (&fixture), ==, 1);

  account_fixture_tear_down (&fixture);
}

static void
test_reading (void)
{
  AccountFixture fixture = { 0 };
  unsigned int n_states = 0, n_catalogues = 0;
  SmrtMoney credit;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_EMPTY);
  g_assert_false (smrt_account_get_loaded (fixture.account));
  g_assert_null (smrt_account_get_catalogue (fixture.account));
  g_assert_false (smrt_account_get_credit (fixture.account, &credit));
  g_assert_cmpint (smrt_account_get_as_of (fixture.account), ==, 0);

  g_signal_connect_swapped (fixture.account, "notify::state", G_CALLBACK (g_atomic_int_inc), &n_states);
  g_signal_connect_swapped (fixture.account, "notify::catalogue", G_CALLBACK (g_atomic_int_inc), &n_catalogues);
  account_fixture_refresh (&fixture);

  /* LOADING and READY */
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_catalogues, ==, 1);
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_false (smrt_account_get_refreshing (fixture.account));
  g_assert_cmpint (smrt_account_get_as_of (fixture.account), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_subscriptions (fixture.account)), ==, 2);
  g_assert_nonnull (smrt_account_get_payment_method (fixture.account, account_fixture_find (&fixture, "smrtPhone Standard")));
  g_assert_true (smrt_account_get_credit (fixture.account, &credit));
  g_assert_cmpint (credit.amount, ==, 0);
  g_assert_null (smrt_account_find_subscription (fixture.account, "sub_other"));
  g_assert_null (smrt_account_find_invoice (fixture.account, "in_other"));

  /* Read again, the state stays. */
  account_fixture_refresh (&fixture);
  g_assert_cmpuint (n_states, ==, 2);

  account_fixture_tear_down (&fixture);
}

/* What was read stays, and says as of when. */
static void
test_offline (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 as_of;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  as_of = smrt_account_get_as_of (fixture.account);
  smrt_sandbox_stop (fixture.sandbox);

  g_assert_false (refresh (&fixture, NULL, &error));
  g_assert_cmpint (smrt_problem_from_error (error), ==, SMRT_PROBLEM_OFFLINE);
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_OFFLINE);
  g_assert_nonnull (smrt_account_get_error (fixture.account));
  g_assert_false (smrt_account_get_refreshing (fixture.account));
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_subscriptions (fixture.account)), ==, 2);
  g_assert_cmpint (smrt_account_get_as_of (fixture.account), ==, as_of);

  account_fixture_tear_down (&fixture);
}

static void
test_given_up (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  g_cancellable_cancel (cancellable);

  g_assert_false (refresh (&fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_EMPTY);
  g_assert_null (smrt_account_get_error (fixture.account));
  g_assert_false (smrt_account_get_refreshing (fixture.account));

  account_fixture_tear_down (&fixture);
}

/* Who has a plan that is no longer sold still sees its name. */
static void
test_archived_plan (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) product = NULL;
  g_autoptr (JsonNode) price = NULL;
  g_autoptr (JsonNode) subscription = NULL;
  g_autoptr (JsonNode) archived = NULL;
  g_autofree char *product_id = NULL;
  g_autofree char *price_id = NULL;
  g_autofree char *parameters = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);

  product = account_fixture_post (&fixture, "/v1/products", "name=smrtPhone Legacy", &error);
  g_assert_no_error (error);
  product_id = account_fixture_string (product, "id");
  parameters = g_strdup_printf ("product=%s&currency=usd&unit_amount=4900&recurring[interval]=month", product_id);
  price = account_fixture_post (&fixture, "/v1/prices", parameters, &error);
  g_assert_no_error (error);
  price_id = account_fixture_string (price, "id");
  g_free (parameters);
  parameters = g_strdup_printf ("customer=%s&items[0][price]=%s", smrt_sandbox_get_customer (fixture.sandbox), price_id);
  subscription = account_fixture_post (&fixture, "/v1/subscriptions", parameters, &error);
  g_assert_no_error (error);
  path = g_strdup_printf ("/v1/prices/%s", price_id);
  archived = account_fixture_post (&fixture, path, "active=false", &error);
  g_assert_no_error (error);

  account_fixture_refresh (&fixture);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Legacy"));

  account_fixture_tear_down (&fixture);
}

/* A reading that began before a change and ends after the one that followed it
 * is older, and is not shown. */
static void
test_overlap (void)
{
  AccountFixture fixture = { 0 };
  unsigned int older, newer;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  older = smrt_account_begin_reading (fixture.account);
  newer = smrt_account_begin_reading (fixture.account);
  g_assert_true (smrt_account_accept_reading (fixture.account, newer));
  g_assert_false (smrt_account_accept_reading (fixture.account, older));

  account_fixture_refresh (&fixture);
  g_assert_false (smrt_account_accept_reading (fixture.account, newer));
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_READY);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/refresh/round-trips", test_round_trips);
  g_test_add_func ("/refresh/round-trips-of-key", test_round_trips_of_key);
  g_test_add_func ("/refresh/reading", test_reading);
  g_test_add_func ("/refresh/offline", test_offline);
  g_test_add_func ("/refresh/given-up", test_given_up);
  g_test_add_func ("/refresh/archived-plan", test_archived_plan);

  g_test_add_func ("/refresh/overlap", test_overlap);

  return g_test_run ();
}
