/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "fault-proxy.h"

static void
assert_still_standard (AccountFixture *fixture)
{
  account_fixture_refresh (fixture);
  g_assert_nonnull (account_fixture_find (fixture, "smrtPhone Standard"));
}

static void
give_credit (AccountFixture *fixture,
             gint64          amount)
{
  g_autofree char *path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                                           smrt_sandbox_get_customer (fixture->sandbox));
  g_autofree char *parameters = g_strdup_printf ("amount=%" G_GINT64_FORMAT "&currency=usd", -amount);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = account_fixture_post (fixture, path, parameters, &error);

  g_assert_no_error (error);
}

/* A quote that was overtaken is not applied: the new one is shown, with the
 * old one beside it, and only a second consent changes anything. */
static void
test_stale (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 2500);

  give_credit (&fixture, 1000);
  smrt_clock_advance (fixture.clock, 120);

  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_QUOTE_CHANGED);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTE_CHANGED);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_previous_quote (change)).amount, ==, 2500);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 1500);
  g_assert_true (smrt_change_get_can_confirm (change));
  assert_still_standard (&fixture);
  g_clear_error (&error);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, 1500);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* A quote that only grew old, and asks the same, is acted on. */
static void
test_old_but_same (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  smrt_clock_advance (fixture.clock, 14 * 60);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* Somebody else changed the subscription: there is no quote to confirm. */
static void
test_overtaken (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (SmrtChange) other = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  other = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  g_assert_true (account_fixture_quote (other, NULL));
  g_assert_true (account_fixture_confirm (other, NULL));
  smrt_clock_advance (fixture.clock, 120);

  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTE_FAILED);
  g_assert_null (smrt_change_get_quote (change));
  g_assert_false (smrt_change_get_can_confirm (change));

  g_clear_object (&change);
  g_clear_object (&other);
  account_fixture_tear_down (&fixture);
}

/* No answer, no amount, no way to confirm. */
static void
test_failed_preview (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  smrt_sandbox_stop (fixture.sandbox);

  g_assert_false (account_fixture_quote (change, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTE_FAILED);
  g_assert_null (smrt_change_get_quote (change));
  g_assert_nonnull (smrt_change_get_error (change));
  g_assert_false (smrt_change_get_can_confirm (change));
  g_clear_error (&error);

  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_NOT_PERMITTED);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static void
test_declined (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtMoney credit;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_DECLINES);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  g_assert_true (account_fixture_confirm (change, &error));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DECLINED);
  g_assert_null (smrt_change_get_proof (change));
  g_assert_nonnull (smrt_change_get_invoice (change));
  g_assert_cmpint (smrt_invoice_get_status (smrt_change_get_invoice (change)), ==, SMRT_INVOICE_STATUS_OPEN);
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, 0);
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (smrt_change_get_subscription (change)), >, DEMO_NOW);
  g_assert_false (smrt_change_get_can_confirm (change));
  assert_still_standard (&fixture);

  account_fixture_give_up (change, &error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NOT_MADE);
  assert_still_standard (&fixture);
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (account_fixture_find (&fixture, "smrtPhone Standard")),
                   ==, 0);
  g_assert_true (smrt_account_get_credit (fixture.account, &credit));
  g_assert_cmpint (credit.amount, ==, 0);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static void
test_bank_asks (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_ASKS);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  g_assert_true (account_fixture_confirm (change, &error));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NEEDS_ACTION);
  g_assert_null (smrt_change_get_proof (change));
  assert_still_standard (&fixture);

  /* Looked into while nothing was done at the bank, it still waits. */
  g_assert_true (account_fixture_settle (change, &error));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NEEDS_ACTION);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static unsigned int
count_updates (AccountFixture *fixture)
{
  GListModel *invoices = smrt_account_get_invoices (fixture->account);
  unsigned int n = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (invoices); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);

      n += g_strcmp0 (smrt_invoice_get_billing_reason (invoice), "subscription_update") == 0;
    }

  return n;
}

static void
assert_one_key (FaultProxy *proxy)
{
  GPtrArray *keys = fault_proxy_get_keys (proxy);

  g_assert_cmpuint (keys->len, >, 1);
  for (unsigned int i = 1; i < keys->len; i++)
    g_assert_cmpstr (g_ptr_array_index (keys, i), ==, g_ptr_array_index (keys, 0));
}

/* The answer is lost: what is not known is not shown as known, and reading
 * settles it. */
static void
test_lost_answer (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  FaultProxy *proxy;
  unsigned int n_before;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  n_before = count_updates (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  fault_proxy_set_fault (proxy, FAULT_LOSE_ANSWER);
  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_UNKNOWN);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);
  g_assert_null (smrt_change_get_proof (change));
  g_assert_false (smrt_change_get_can_confirm (change));
  g_clear_error (&error);

  fault_proxy_set_fault (proxy, FAULT_NONE);
  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  assert_one_key (proxy);

  account_fixture_refresh (&fixture);
  g_assert_cmpuint (count_updates (&fixture), ==, n_before + 1);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* The request is lost: soon after the consent it is sent again, by the same
 * key. */
static void
test_lost_request (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  FaultProxy *proxy;
  unsigned int n_before;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  n_before = count_updates (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  fault_proxy_set_fault (proxy, FAULT_LOSE_REQUEST);
  g_assert_false (account_fixture_confirm (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_fault (proxy, FAULT_NONE);
  smrt_clock_advance (fixture.clock, 9 * 60);
  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  assert_one_key (proxy);

  account_fixture_refresh (&fixture);
  g_assert_cmpuint (count_updates (&fixture), ==, n_before + 1);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* The same, but the consent is more than ten minutes old: nothing is sent any
 * more, and what is not there was not made. */
static void
test_lost_request_long_ago (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  FaultProxy *proxy;
  unsigned int n_before, n_keys;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  n_before = count_updates (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  fault_proxy_set_fault (proxy, FAULT_LOSE_REQUEST);
  g_assert_false (account_fixture_confirm (change, NULL));
  n_keys = fault_proxy_get_keys (proxy)->len;

  fault_proxy_set_fault (proxy, FAULT_NONE);
  smrt_clock_advance (fixture.clock, 11 * 60);
  g_assert_false (account_fixture_settle (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_NOT_MADE);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NOT_MADE);
  g_assert_cmpuint (fault_proxy_get_keys (proxy)->len, ==, n_keys);

  assert_still_standard (&fixture);
  g_assert_cmpuint (count_updates (&fixture), ==, n_before);

  /* A new quote is offered, and works. */
  g_clear_error (&error);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_true (smrt_change_get_can_confirm (change));

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

static gboolean
is_done (gpointer data)
{
  return smrt_change_get_state (data) == SMRT_CHANGE_STATE_DONE;
}

/* Nobody has to press anything: it is settled by itself. */
static void
test_settles_by_itself (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  FaultProxy *proxy;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = g_object_new (SMRT_TYPE_CHANGE, "account", fixture.account, "offer", offer, "settle-delay", 10, NULL);
  g_assert_true (account_fixture_quote (change, NULL));

  fault_proxy_set_fault (proxy, FAULT_LOSE_ANSWER);
  g_assert_false (account_fixture_confirm (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);
  fault_proxy_set_fault (proxy, FAULT_NONE);

  account_fixture_wait (is_done, change);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));

  g_clear_object (&offer);
  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change-faults/stale", test_stale);
  g_test_add_func ("/change-faults/old-but-same", test_old_but_same);
  g_test_add_func ("/change-faults/overtaken", test_overtaken);
  g_test_add_func ("/change-faults/failed-preview", test_failed_preview);
  g_test_add_func ("/change-faults/declined", test_declined);
  g_test_add_func ("/change-faults/bank-asks", test_bank_asks);
  g_test_add_func ("/change-faults/lost-answer", test_lost_answer);
  g_test_add_func ("/change-faults/lost-request", test_lost_request);
  g_test_add_func ("/change-faults/lost-request-long-ago", test_lost_request_long_ago);
  g_test_add_func ("/change-faults/settles-by-itself", test_settles_by_itself);

  return g_test_run ();
}
