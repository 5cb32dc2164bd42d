/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-problem.h"
#include "smrt-stripe-change.h"

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

static void
assert_role (SmrtRole    role,
             const char *name,
             gboolean    can_change)
{
  AccountFixture fixture = { 0 };

  account_fixture_set_up (&fixture, role);
  g_assert_false (smrt_session_get_signed_in (fixture.session));
  g_assert_false (smrt_session_get_can_change (fixture.session));

  account_fixture_refresh (&fixture);
  g_assert_true (smrt_session_get_signed_in (fixture.session));
  g_assert_cmpint (smrt_session_get_role (fixture.session), ==, role);
  g_assert_cmpstr (smrt_session_get_name (fixture.session), ==, name);
  g_assert_cmpstr (smrt_session_get_account_name (fixture.session), ==, "Northwind Realty");
  g_assert_cmpint (smrt_session_get_can_change (fixture.session), ==, can_change);

  /* Everybody sees everything. */
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_subscriptions (fixture.account)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_credits (fixture.account)), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_invoices (fixture.account)), >=, 12);

  account_fixture_tear_down (&fixture);
}

static void
test_owner (void)
{
  assert_role (SMRT_ROLE_OWNER, "Olivia Ortega", TRUE);
}

static void
test_finance (void)
{
  assert_role (SMRT_ROLE_FINANCE, "Felix Brandt", TRUE);
}

static void
test_user (void)
{
  assert_role (SMRT_ROLE_USER, "Una Lindqvist", FALSE);
}

/* A User sees what a change would cost and cannot confirm it; and the server
 * refuses as well, whatever a client may think. */
static void
test_user_cannot_change (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStripeUpdate) update = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_USER);
  account_fixture_refresh (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = smrt_change_new (fixture.account, offer);

  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_false (smrt_change_get_can_confirm (change));
  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_NOT_PERMITTED);
  g_clear_error (&error);

  smrt_stripe_update_subscription_async (smrt_session_get_client (fixture.session), offer, 0, NULL, "change", "key-1",
                                         NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  update = smrt_stripe_update_subscription_finish (smrt_session_get_client (fixture.session), result, &error);
  g_assert_null (update);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
  g_assert_cmpint (smrt_problem_from_error (error), ==, SMRT_PROBLEM_PERMISSION);

  account_fixture_refresh (&fixture);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Standard"));

  g_clear_object (&offer);
  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static void
assert_bad_address (const char *address)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new ("sk_test_1");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtSession) session = smrt_session_new_with_key (address, key, "cus_1", smrt_clock_get_default (), &error);

  g_assert_null (session);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS);
}

/* A key must not travel in the clear. */
static void
test_addresses (void)
{
  assert_bad_address ("http://billing.example.com");
  assert_bad_address ("ftp://billing.example.com");
  assert_bad_address ("billing");
  assert_bad_address ("");
}

static void
test_wrong_key (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtSecret) key = smrt_secret_new ("sk_test_nobody");
  g_autoptr (SmrtRefresh) refresh = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  g_clear_object (&fixture.account);
  g_clear_object (&fixture.session);
  fixture.session = smrt_session_new_with_key (smrt_sandbox_get_url (fixture.sandbox), key, NULL, fixture.clock, &error);
  g_assert_no_error (error);
  fixture.account = smrt_account_new (fixture.session);

  refresh = smrt_refresh_new (fixture.account);
  smrt_refresh_run_async (refresh, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  g_assert_false (smrt_refresh_run_finish (refresh, result, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_cmpint (smrt_account_get_state (fixture.account), ==, SMRT_ACCOUNT_STATE_FAILED);
  g_assert_false (smrt_account_get_loaded (fixture.account));

  g_clear_object (&result);
  g_clear_object (&refresh);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/roles/owner", test_owner);
  g_test_add_func ("/roles/finance", test_finance);
  g_test_add_func ("/roles/user", test_user);
  g_test_add_func ("/roles/user-cannot-change", test_user_cannot_change);
  g_test_add_func ("/roles/addresses", test_addresses);
  g_test_add_func ("/roles/wrong-key", test_wrong_key);

  return g_test_run ();
}
