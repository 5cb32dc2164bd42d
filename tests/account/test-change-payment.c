/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "fault-proxy.h"

#define HOUR (60 * 60)

/* The upgrade of half a month costs 2500; 1000 of credit leave 1500 to be paid. */
static SmrtChange *
begin (AccountFixture  *fixture,
       SmrtDemoAction   card,
       SmrtChangeState  state)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) credit = NULL;
  g_autoptr (GError) error = NULL;
  SmrtChange *change;

  account_fixture_set_up (fixture, SMRT_ROLE_OWNER);
  path = g_strdup_printf ("/v1/customers/%s/balance_transactions", smrt_sandbox_get_customer (fixture->sandbox));
  credit = account_fixture_post (fixture, path, "amount=-1000&currency=usd", &error);
  g_assert_no_error (error);
  account_fixture_refresh (fixture);
  account_fixture_run_demo (fixture, card);

  change = account_fixture_new_upgrade (fixture);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 1500);
  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, state);
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_due, ==, 1500);

  return change;
}

static void
assert_credit (AccountFixture *fixture,
               gint64          amount)
{
  SmrtMoney credit;

  g_assert_true (smrt_account_get_credit (fixture->account, &credit));
  g_assert_cmpint (credit.amount, ==, amount);
}

/* Nothing of it is left: not in the subscription, not in the invoices, not in
 * the credit. */
static void
assert_nothing_left (AccountFixture *fixture,
                     SmrtChange     *change)
{
  g_autofree char *id = g_strdup (smrt_invoice_get_id (smrt_change_get_invoice (change)));
  SmrtSubscription *subscription;
  SmrtInvoice *invoice;

  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NOT_MADE);
  account_fixture_refresh (fixture);
  subscription = account_fixture_find (fixture, "smrtPhone Standard");
  g_assert_nonnull (subscription);
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (subscription), ==, 0);
  invoice = smrt_account_find_invoice (fixture->account, id);
  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_VOID);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->amount_paid, ==, 0);
  assert_credit (fixture, 1000);
}

static void
advance (AccountFixture *fixture,
         gint64          seconds)
{
  g_autofree char *path = NULL;
  g_autofree char *time = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, DEMO_NOW + seconds);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance",
                          smrt_customer_get_test_clock (smrt_account_get_customer (fixture->account)));
  node = account_fixture_post (fixture, path, time, &error);
  g_assert_no_error (error);
}

typedef struct
{
  SmrtDemoAction card;
  SmrtChangeState state;
} Case;

static void
test_given_up (gconstpointer data)
{
  const Case *waiting = data;
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin (&fixture, waiting->card, waiting->state);

  account_fixture_give_up (change, NULL);
  assert_nothing_left (&fixture, change);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* After 23 hours what waited is over, and a look at it says so. */
static void
test_lapsed (gconstpointer data)
{
  const Case *waiting = data;
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin (&fixture, waiting->card, waiting->state);

  advance (&fixture, 22 * HOUR);
  account_fixture_settle (change, NULL);
  g_assert_cmpint (smrt_change_get_state (change), ==, waiting->state);

  advance (&fixture, 23 * HOUR + 1);
  account_fixture_settle (change, NULL);
  assert_nothing_left (&fixture, change);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* Paid with another card: the change is made, and is what was quoted. */
static void
test_paid (gconstpointer data)
{
  const Case *waiting = data;
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin (&fixture, waiting->card, waiting->state);
  g_autofree char *path = g_strdup_printf ("/v1/invoices/%s/pay", smrt_invoice_get_id (smrt_change_get_invoice (change)));
  g_autoptr (JsonNode) paid = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_WORKS);
  paid = account_fixture_post (&fixture, path, "", &error);
  g_assert_no_error (error);

  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (change));
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, 1500);

  account_fixture_refresh (&fixture);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Pro"));
  assert_credit (&fixture, 0);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* Paid long after it was sent, and looked at before the change is made: it is on its way, not something else. */
static void
test_paid_late (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (JsonNode) paid = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FaultProxy *proxy;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_DECLINES);
  change = account_fixture_new_upgrade (&fixture);
  account_fixture_quote (change, NULL);
  account_fixture_confirm (change, NULL);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DECLINED);

  smrt_clock_advance (fixture.clock, 6 * 60);
  fault_proxy_set_lie (proxy, "GET", "/v1/invoices/", "\"status\":\"open\"", "\"status\":\"paid\"");
  account_fixture_settle (change, &error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);
  g_assert_false (g_error_matches (smrt_change_get_error (change), SMRT_CHANGE_ERROR,
                                   SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED));
  g_clear_error (&error);

  fault_proxy_set_lie (proxy, NULL, NULL, NULL, NULL);
  account_fixture_run_demo (&fixture, SMRT_DEMO_CARD_WORKS);
  path = g_strdup_printf ("/v1/invoices/%s/pay", smrt_invoice_get_id (smrt_change_get_invoice (change)));
  paid = account_fixture_post (&fixture, path, "", &error);
  g_assert_no_error (error);
  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);

  g_clear_object (&change);
  fault_proxy_free (proxy);
  account_fixture_tear_down (&fixture);
}

/* Where the merchant lets seats change and no plan, the seats change. */
static void
test_seats_alone (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (JsonNode) set = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  SmrtSubscription *dialer;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  list = account_fixture_get (&fixture, "/v1/billing_portal/configurations?is_default=true", &error);
  g_assert_no_error (error);
  id = account_fixture_string (list, "data.0.id");
  path = g_strdup_printf ("/v1/billing_portal/configurations/%s", id);
  set = account_fixture_post (&fixture, path, "features[subscription_update][default_allowed_updates][0]=quantity", &error);
  g_assert_no_error (error);
  account_fixture_refresh (&fixture);

  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");
  g_assert_cmpint (smrt_catalogue_get_obstacle (smrt_account_get_catalogue (fixture.account), dialer), !=,
                   SMRT_OFFER_OBSTACLE_NONE);
  offer = smrt_catalogue_make_seat_offer (smrt_account_get_catalogue (fixture.account), dialer, 5);
  change = smrt_change_new (fixture.account, offer);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  /* 24 of 30 days: 30000 charged, 18000 back. */
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 12000);
  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);

  g_clear_object (&change);
  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

/* Sent, and why it was not paid: no more than that is asked before the person
 * is told. */
static void
test_round_trips (gconstpointer data)
{
  const Case *waiting = data;
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (JsonNode) delay = NULL;
  g_autoptr (JsonNode) reset = NULL;
  g_autoptr (JsonNode) requests = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  account_fixture_run_demo (&fixture, waiting->card);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  delay = account_fixture_post (&fixture, "/v1/test_helpers/delay", "milliseconds=40", NULL);
  reset = account_fixture_post (&fixture, "/v1/test_helpers/requests/reset", "", NULL);
  g_assert_true (account_fixture_confirm (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, waiting->state);
  requests = account_fixture_get (&fixture, "/v1/test_helpers/requests", NULL);
  g_assert_cmpint (account_fixture_int (requests, "rounds"), ==, 2);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const Case declined = { SMRT_DEMO_CARD_DECLINES, SMRT_CHANGE_STATE_DECLINED };
  static const Case asked = { SMRT_DEMO_CARD_ASKS, SMRT_CHANGE_STATE_NEEDS_ACTION };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/change/payment/declined/given-up", &declined, test_given_up);
  g_test_add_data_func ("/change/payment/declined/lapsed", &declined, test_lapsed);
  g_test_add_data_func ("/change/payment/declined/paid", &declined, test_paid);
  g_test_add_data_func ("/change/payment/declined/round-trips", &declined, test_round_trips);
  g_test_add_data_func ("/change/payment/asked/round-trips", &asked, test_round_trips);
  g_test_add_data_func ("/change/payment/asked/given-up", &asked, test_given_up);
  g_test_add_data_func ("/change/payment/asked/lapsed", &asked, test_lapsed);
  g_test_add_data_func ("/change/payment/asked/paid", &asked, test_paid);
  g_test_add_func ("/change/payment/paid-late", test_paid_late);
  g_test_add_func ("/change/payment/seats-alone", test_seats_alone);

  return g_test_run ();
}
