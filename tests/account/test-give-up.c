/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-proxy.h"
#include "smrt-give-up.h"
#include "smrt-open-invoice.h"
#include "smrt-stripe-error.h"

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

/* A card that declines, and an upgrade to Pro that waits for its payment: the
 * account is read, as at the start of the program. */
static void
leave_change_waiting (AccountFixture *fixture)
{
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_refresh (fixture);
  account_fixture_run_demo (fixture, SMRT_DEMO_CARD_DECLINES);
  change = account_fixture_new_upgrade (fixture);
  g_assert_true (account_fixture_quote (change, &error));
  g_assert_true (account_fixture_confirm (change, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DECLINED);
  g_clear_object (&change);

  account_fixture_sign_in (fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (fixture);
}

static gboolean
give_up (AccountFixture  *fixture,
         GError         **error)
{
  SmrtSubscription *phone = account_fixture_find (fixture, "smrtPhone Standard");
  g_autoptr (SmrtOperation) operation = smrt_give_up_new (fixture->account, smrt_subscription_get_id (phone));
  g_autoptr (GAsyncResult) result = NULL;

  smrt_operation_run_async (operation, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_operation_run_finish (operation, result, error);
}

static void
test_given_up (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOperation) operation = NULL;
  g_autoptr (SmrtAccount) account = NULL;
  g_autofree char *subscription_id = NULL;
  g_autofree char *invoice_id = NULL;
  SmrtSubscription *phone;
  SmrtInvoice *invoice;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  leave_change_waiting (&fixture);

  /* 18 November, noon, of a period from 3 November to 3 December: half of it,
   * of the difference of 125.00 and 75.00, is left: 25.00. */
  phone = account_fixture_find (&fixture, "smrtPhone Standard");
  invoice = smrt_open_invoice_find (fixture.account, phone);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->amount_remaining, ==, 2500);
  g_assert_true (smrt_open_invoice_find_latest (fixture.account, phone) == invoice);
  invoice_id = g_strdup (smrt_invoice_get_id (invoice));

  operation = smrt_give_up_new (fixture.account, smrt_subscription_get_id (phone));
  g_object_get (operation, "account", &account, "subscription-id", &subscription_id, NULL);
  g_assert_true (account == fixture.account);
  g_assert_cmpstr (subscription_id, ==, smrt_subscription_get_id (phone));
  g_clear_object (&account);
  g_clear_object (&operation);

  g_assert_true (give_up (&fixture, &error));
  g_assert_no_error (error);

  phone = account_fixture_find (&fixture, "smrtPhone Standard");
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (phone), ==, 0);
  g_assert_cmpint (smrt_invoice_get_status (smrt_account_find_invoice (fixture.account, invoice_id)), ==,
                   SMRT_INVOICE_STATUS_VOID);
  g_assert_null (smrt_open_invoice_find (fixture.account, phone));

  /* Where nothing waits, nothing is voided, and there is nothing to complain of. */
  g_assert_true (give_up (&fixture, &error));
  g_assert_no_error (error);

  account_fixture_tear_down (&fixture);
}

/* The answer is lost as often as it is asked for; what is read decides. */
static void
test_settled_by_reading (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  leave_change_waiting (&fixture);
  proxy = fault_proxy_new_for (&fixture);
  fault_proxy_set_target (proxy, "/v1/invoices/");
  fault_proxy_set_fault (proxy, FAULT_LOSE_ANSWER);

  g_assert_true (give_up (&fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fault_proxy_get_n_hits (proxy), >=, 1);
  g_assert_null (smrt_open_invoice_find (fixture.account, account_fixture_find (&fixture, "smrtPhone Standard")));

  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* The request never arrives: the change still waits, and it is said that it is
 * not known what becomes of the request. */
static void
test_not_arrived (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  leave_change_waiting (&fixture);
  proxy = fault_proxy_new_for (&fixture);
  fault_proxy_set_target (proxy, "/v1/invoices/");
  fault_proxy_set_fault (proxy, FAULT_LOSE_REQUEST);

  g_assert_false (give_up (&fixture, &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_nonnull (smrt_open_invoice_find (fixture.account, account_fixture_find (&fixture, "smrtPhone Standard")));

  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* Somebody pays it in the browser while the window still shows it as waiting:
 * the change is made, and giving it up fails. */
static void
test_overtaken_by_payment (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) paid = NULL;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autoptr (SmrtOperation) operation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SmrtSubscription *phone;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  leave_change_waiting (&fixture);
  phone = account_fixture_find (&fixture, "smrtPhone Standard");
  id = g_strdup (smrt_subscription_get_id (phone));
  path = g_strdup_printf ("/v1/invoices/%s/pay",
                          smrt_invoice_get_id (smrt_open_invoice_find (fixture.account, phone)));
  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_WORKS);
  paid = account_fixture_post (&fixture, path, "", &error);
  g_assert_no_error (error);

  operation = smrt_give_up_new (fixture.account, id);
  smrt_operation_run_async (operation, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  g_assert_false (smrt_operation_run_finish (operation, result, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Pro"));

  g_clear_object (&operation);
  g_clear_object (&result);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/give-up/given-up", test_given_up);
  g_test_add_func ("/account/give-up/settled-by-reading", test_settled_by_reading);
  g_test_add_func ("/account/give-up/not-arrived", test_not_arrived);
  g_test_add_func ("/account/give-up/overtaken-by-payment", test_overtaken_by_payment);

  return g_test_run ();
}
