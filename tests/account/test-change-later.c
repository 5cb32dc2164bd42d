/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "fault-proxy.h"

#define DECEMBER_3 G_GINT64_CONSTANT (1796299200)
#define DECEMBER_12 G_GINT64_CONSTANT (1797076800)
#define HOUR (60 * 60)

static SmrtChange *
quote_later (AccountFixture *fixture,
             SmrtOffer      *offer,
             gint64          next_payment,
             gint64          next_date)
{
  SmrtChange *change = g_object_new (SMRT_TYPE_CHANGE, "account", fixture->account, "offer", offer,
                                     "settle-delay", 60000, NULL);
  g_autoptr (GError) error = NULL;
  SmrtQuote *quote;

  if (smrt_offer_allows (offer, SMRT_TIMING_NOW))
    g_assert_cmpint (smrt_change_get_timing (change), ==, SMRT_TIMING_NOW);
  smrt_change_set_timing (change, SMRT_TIMING_AT_RENEWAL);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);

  quote = smrt_change_get_quote (change);
  g_assert_cmpint (smrt_quote_get_timing (quote), ==, SMRT_TIMING_AT_RENEWAL);
  g_assert_cmpint (smrt_quote_get_due_today (quote).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_next_payment (quote).amount, ==, next_payment);
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, next_date);

  return change;
}

static void
confirm_later (SmrtChange *change)
{
  g_autoptr (GError) error = NULL;

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (change));
  g_assert_null (smrt_change_get_invoice (change));
  g_assert_null (smrt_change_get_proof (change));
  g_assert_false (smrt_change_get_in_force (change));
}

static void
advance_to (AccountFixture *fixture,
            gint64          time)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *parameters = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, time);
  g_autoptr (JsonNode) node = NULL;

  path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance",
                          smrt_customer_get_test_clock (smrt_account_get_customer (fixture->account)));
  node = account_fixture_post (fixture, path, parameters, &error);
  g_assert_no_error (error);
  account_fixture_refresh (fixture);
}

/* The newest invoice of a subscription as the account has it after a reading. */
static SmrtInvoice *
get_latest_invoice (AccountFixture *fixture,
                    const char     *subscription_id)
{
  SmrtSubscription *subscription = smrt_account_find_subscription (fixture->account, subscription_id);

  return smrt_account_find_invoice (fixture->account, smrt_subscription_get_latest_invoice_id (subscription));
}

/* Plans a change, lets the day come, and holds the renewal against the quote. */
static void
plan_and_check (AccountFixture *fixture,
                SmrtOffer      *offer,
                gint64          payment,
                gint64          date)
{
  g_autofree char *id = g_strdup (smrt_subscription_get_id (smrt_offer_get_subscription (offer)));
  g_autofree char *earlier = NULL;
  g_autoptr (SmrtChange) change = quote_later (fixture, offer, payment, date);
  g_autoptr (SmrtProof) proof = NULL;
  SmrtSubscription *subscription;
  SmrtInvoice *invoice;

  confirm_later (change);
  account_fixture_refresh (fixture);
  subscription = smrt_account_find_subscription (fixture->account, id);
  g_assert_nonnull (smrt_subscription_get_schedule_id (subscription));
  g_assert_false (smrt_offer_is_reached (offer, subscription));
  earlier = g_strdup (smrt_subscription_get_latest_invoice_id (subscription));

  advance_to (fixture, date + 2 * HOUR);
  subscription = smrt_account_find_subscription (fixture->account, id);
  g_assert_true (smrt_offer_is_reached (offer, subscription));

  invoice = get_latest_invoice (fixture, id);
  g_assert_nonnull (invoice);
  g_assert_cmpstr (smrt_invoice_get_id (invoice), !=, earlier);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->total, ==, payment);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->amount_paid, ==, payment);
  proof = smrt_proof_new_at_renewal (smrt_quote_get_next_invoice (smrt_change_get_quote (change)), invoice);
  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 0);
  g_assert_true (smrt_proof_is_exact (proof));
}

static void
test_same_interval (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  /* Flexible billing: Pro's 12500 on 3 December, and nothing before. */
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  plan_and_check (&fixture, offer, 12500, DECEMBER_3);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Pro"));

  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

static void
test_classic_with_seats (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  SmrtSubscription *dialer;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  /* Classic billing: 3 × 4200 = 12600 on 12 December; the seats stay. */
  offer = account_fixture_offer (&fixture, "smrtDialer Multi Line", "smrtDialer Single Line", SMRT_CYCLE_MONTHLY);
  plan_and_check (&fixture, offer, 12600, DECEMBER_12);
  dialer = account_fixture_find (&fixture, "smrtDialer Single Line");
  g_assert_cmpint (smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (dialer)), ==, 3);

  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

/* A year that begins at the next billing date is really collected then: in
 * both billing modes. */
static void
test_to_annual (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) phone = NULL;
  g_autoptr (SmrtOffer) dialer = NULL;
  SmrtSubscription *subscription;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  phone = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Standard", SMRT_CYCLE_ANNUAL);
  plan_and_check (&fixture, phone, 75000, DECEMBER_3);
  subscription = account_fixture_find (&fixture, "smrtPhone Standard");
  g_assert_cmpint (smrt_subscription_item_get_period_start (smrt_subscription_get_main_item (subscription)), ==, DECEMBER_3);
  /* 365 days to 3 December 2027. */
  g_assert_cmpint (smrt_subscription_item_get_period_end (smrt_subscription_get_main_item (subscription)), ==,
                   DECEMBER_3 + 365 * 24 * HOUR);

  /* 3 × 75000 for a year of three seats. */
  dialer = account_fixture_offer (&fixture, "smrtDialer Multi Line", "smrtDialer Multi Line", SMRT_CYCLE_ANNUAL);
  plan_and_check (&fixture, dialer, 225000, DECEMBER_12);

  g_clear_object (&phone);
  g_clear_object (&dialer);
  account_fixture_tear_down (&fixture);
}

static void
test_seats (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) later = NULL;
  g_autoptr (SmrtOffer) now = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *dialer;
  SmrtCatalogue *catalogue;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  catalogue = smrt_account_get_catalogue (fixture.account);
  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");

  /* Two more now: 24 of 30 days are left, 4/5. 3 × 7500 × 4/5 = 18000 back,
   * 5 × 7500 × 4/5 = 30000 charged: 12000 today, then 5 × 7500 = 37500. */
  now = smrt_catalogue_make_seat_offer (catalogue, dialer, 5);
  g_assert_nonnull (now);
  change = smrt_change_new (fixture.account, now);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 12000);
  g_assert_cmpint (smrt_quote_get_next_payment (smrt_change_get_quote (change)).amount, ==, 37500);
  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  account_fixture_refresh (&fixture);

  /* Three fewer at the next billing date: 2 × 7500 = 15000. */
  catalogue = smrt_account_get_catalogue (fixture.account);
  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");
  g_assert_cmpint (smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (dialer)), ==, 5);
  later = smrt_catalogue_make_seat_offer (catalogue, dialer, 2);
  plan_and_check (&fixture, later, 15000, DECEMBER_12);

  g_clear_object (&change);
  g_clear_object (&now);
  g_clear_object (&later);
  account_fixture_tear_down (&fixture);
}

/* Both times are quoted by the same question, so that going from one to the
 * other asks nothing. */
static void
test_both_times (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  SmrtQuote *now, *later;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));

  now = smrt_change_get_quote_for (change, SMRT_TIMING_NOW);
  later = smrt_change_get_quote_for (change, SMRT_TIMING_AT_RENEWAL);
  g_assert_true (smrt_change_get_quote (change) == now);
  g_assert_cmpint (smrt_quote_get_due_today (now).amount, ==, 2500);
  g_assert_cmpint (smrt_quote_get_due_today (later).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_next_payment (now).amount, ==, 12500);
  g_assert_cmpint (smrt_quote_get_next_payment (later).amount, ==, 12500);

  smrt_change_set_timing (change, SMRT_TIMING_AT_RENEWAL);
  g_assert_true (smrt_change_get_quote (change) == later);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTED);
  smrt_change_set_timing (change, SMRT_TIMING_NOW);
  g_assert_true (smrt_change_get_quote (change) == now);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
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
  g_autoptr (JsonNode) delay = NULL;
  g_autoptr (JsonNode) reset = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  delay = account_fixture_post (&fixture, "/v1/test_helpers/delay", "milliseconds=40", NULL);
  reset = account_fixture_post (&fixture, "/v1/test_helpers/requests/reset", "", NULL);
  change = quote_later (&fixture, offer, 12500, DECEMBER_3);
  g_assert_cmpint (count_rounds (&fixture), ==, 1);

  /* Two requests make the schedule, one looks at it. */
  g_clear_pointer (&reset, json_node_unref);
  reset = account_fixture_post (&fixture, "/v1/test_helpers/requests/reset", "", NULL);
  confirm_later (change);
  g_assert_cmpint (count_rounds (&fixture), ==, 3);

  g_clear_object (&change);
  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

/* What is planned gives way to what is chosen then, and leaves no trace. */
static void
test_over_a_plan (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtOffer) annual = NULL;
  g_autoptr (SmrtChange) planned = NULL;
  g_autoptr (SmrtChange) now = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *subscription;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  annual = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Standard", SMRT_CYCLE_ANNUAL);
  planned = quote_later (&fixture, annual, 75000, DECEMBER_3);
  confirm_later (planned);
  account_fixture_refresh (&fixture);

  now = account_fixture_new_upgrade (&fixture);
  account_fixture_quote (now, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (now)).amount, ==, 2500);
  account_fixture_confirm (now, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (now), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_plan_released (now));
  g_assert_true (smrt_change_get_exact (now));

  account_fixture_refresh (&fixture);
  subscription = account_fixture_find (&fixture, "smrtPhone Pro");
  g_assert_null (smrt_subscription_get_schedule_id (subscription));

  /* One month of Pro, not a year of Standard. */
  advance_to (&fixture, DECEMBER_3 + 2 * HOUR);
  g_assert_cmpint (smrt_invoice_get_sums (get_latest_invoice (&fixture, smrt_subscription_get_id (
                                                                          account_fixture_find (&fixture, "smrtPhone Pro"))))
                     ->total,
                   ==, 12500);

  g_clear_object (&offer);
  g_clear_object (&annual);
  g_clear_object (&planned);
  g_clear_object (&now);
  account_fixture_tear_down (&fixture);
}

/* A plan over a plan: the first is gone, the second holds. */
static void
test_plan_over_a_plan (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) annual = NULL;
  g_autoptr (SmrtOffer) upgrade = NULL;
  g_autoptr (SmrtChange) first = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  annual = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Standard", SMRT_CYCLE_ANNUAL);
  first = quote_later (&fixture, annual, 75000, DECEMBER_3);
  confirm_later (first);
  account_fixture_refresh (&fixture);

  upgrade = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  plan_and_check (&fixture, upgrade, 12500, DECEMBER_3);

  g_clear_object (&annual);
  g_clear_object (&upgrade);
  g_clear_object (&first);
  account_fixture_tear_down (&fixture);
}

/* Somebody planned something while this was quoted: that is not overwritten. */
static void
test_overtaken_by_a_plan (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (SmrtOffer) annual = NULL;
  g_autoptr (SmrtChange) other = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  change = account_fixture_new_upgrade (&fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  annual = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Standard", SMRT_CYCLE_ANNUAL);
  other = quote_later (&fixture, annual, 75000, DECEMBER_3);
  confirm_later (other);
  smrt_clock_advance (fixture.clock, 120);

  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED);

  g_clear_object (&change);
  g_clear_object (&annual);
  g_clear_object (&other);
  account_fixture_tear_down (&fixture);
}

/* The merchant charges the difference with the next payment: nothing today, and
 * then what is missing for the half month, 2500, with the 12500 of the next. */
static void
test_charged_with_next (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (JsonNode) set = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (SmrtProof) proof = NULL;
  g_autoptr (GError) error = NULL;
  SmrtInvoice *renewal;
  SmrtQuote *quote;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  list = account_fixture_get (&fixture, "/v1/billing_portal/configurations?is_default=true", &error);
  g_assert_no_error (error);
  id = account_fixture_string (list, "data.0.id");
  path = g_strdup_printf ("/v1/billing_portal/configurations/%s", id);
  set = account_fixture_post (&fixture, path, "features[subscription_update][proration_behavior]=create_prorations", &error);
  g_assert_no_error (error);
  account_fixture_refresh (&fixture);

  change = account_fixture_new_upgrade (&fixture);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  quote = smrt_change_get_quote (change);
  g_assert_cmpint (smrt_change_get_timing (change), ==, SMRT_TIMING_NOW);
  g_assert_null (smrt_quote_get_due_invoice (quote));
  g_assert_cmpint (smrt_quote_get_due_today (quote).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_next_payment (quote).amount, ==, 15000);
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, DECEMBER_3);
  g_assert_cmpint (smrt_quote_get_proration_date (quote), ==, DEMO_NOW);
  /* At the next billing date there is no difference to be charged. */
  g_assert_cmpint (smrt_quote_get_next_payment (smrt_change_get_quote_for (change, SMRT_TIMING_AT_RENEWAL)).amount, ==, 12500);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_null (smrt_change_get_invoice (change));
  g_assert_true (smrt_change_get_exact (change));
  account_fixture_refresh (&fixture);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Pro"));

  advance_to (&fixture, DECEMBER_3 + 2 * HOUR);
  renewal = get_latest_invoice (&fixture, smrt_subscription_get_id (account_fixture_find (&fixture, "smrtPhone Pro")));
  proof = smrt_proof_new_at_renewal (smrt_quote_get_next_invoice (quote), renewal);
  g_assert_true (smrt_proof_is_exact (proof));
  g_assert_cmpint (smrt_invoice_get_sums (renewal)->amount_paid, ==, 15000);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* During a trial nothing is due before its end, whatever the preview of that
 * day comes to. */
static void
test_trial (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) made = NULL;
  g_autofree char *id = NULL;
  g_autofree char *parameters = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *subscription;
  SmrtCatalogue *catalogue;
  SmrtQuote *quote;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  subscription = account_fixture_find (&fixture, "smrtPhone Standard");
  parameters = g_strdup_printf ("customer=%s&items[0][price]=%s&trial_end=%" G_GINT64_FORMAT,
                                smrt_sandbox_get_customer (fixture.sandbox),
                                smrt_price_get_id (smrt_subscription_item_get_price (smrt_subscription_get_main_item (subscription))),
                                DECEMBER_12);
  made = account_fixture_post (&fixture, "/v1/subscriptions", parameters, &error);
  g_assert_no_error (error);
  id = account_fixture_string (made, "id");
  account_fixture_refresh (&fixture);

  catalogue = smrt_account_get_catalogue (fixture.account);
  subscription = smrt_account_find_subscription (fixture.account, id);
  g_assert_cmpint (smrt_subscription_get_status (subscription), ==, SMRT_SUBSCRIPTION_STATUS_TRIALING);
  offer = smrt_catalogue_find_offer (catalogue, subscription, account_fixture_find_plan (&fixture, "smrtPhone Pro"),
                                     SMRT_CYCLE_MONTHLY);
  g_assert_nonnull (offer);
  g_assert_false (smrt_offer_allows (offer, SMRT_TIMING_AT_RENEWAL));

  change = smrt_change_new (fixture.account, offer);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  quote = smrt_change_get_quote (change);
  g_assert_cmpint (smrt_quote_get_due_today (quote).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_next_payment (quote).amount, ==, 12500);
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, DECEMBER_12);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (change));

  advance_to (&fixture, DECEMBER_12 + 2 * HOUR);
  g_assert_cmpint (smrt_invoice_get_sums (get_latest_invoice (&fixture, id))->amount_paid, ==, 12500);

  g_clear_object (&change);
  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

typedef struct
{
  const char *target;
  Fault fault;
} LostCase;

/* Whatever of the two requests gets lost, sending both again by the same keys
 * makes one plan. */
static void
test_lost (gconstpointer data)
{
  const LostCase *lost = data;
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = quote_later (&fixture, offer, 12500, DECEMBER_3);

  fault_proxy_set_target (proxy, lost->target);
  fault_proxy_set_fault (proxy, lost->fault);
  g_assert_false (account_fixture_confirm (change, NULL));
  g_assert_cmpuint (fault_proxy_get_n_hits (proxy), >, 0);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_fault (proxy, FAULT_NONE);
  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);

  list = account_fixture_get (&fixture, "/v1/subscription_schedules", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (list), "data")), ==, 1);

  g_clear_object (&change);
  g_clear_object (&offer);
  fault_proxy_free (proxy);
  account_fixture_tear_down (&fixture);
}

/* Without consent younger than ten minutes nothing is sent again: the plan was
 * not made, and what the first request left is no plan. */
static void
test_too_late (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = quote_later (&fixture, offer, 12500, DECEMBER_3);

  fault_proxy_set_target (proxy, "/v1/subscription_schedules/");
  fault_proxy_set_fault (proxy, FAULT_LOSE_REQUEST);
  g_assert_false (account_fixture_confirm (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_fault (proxy, FAULT_NONE);
  smrt_clock_advance (fixture.clock, 11 * 60);
  g_assert_false (account_fixture_settle (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NOT_MADE);

  g_clear_object (&change);
  g_clear_object (&offer);
  fault_proxy_free (proxy);
  account_fixture_tear_down (&fixture);
}

/* The second request is refused for good: what the first one made is taken
 * away again, and the refusal is what is told. */
static void
test_extension_refused (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *archive = NULL;
  g_autoptr (JsonNode) archived = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  proxy = fault_proxy_new_for (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = quote_later (&fixture, offer, 12500, DECEMBER_3);

  /* The merchant takes the price off the shelf in this moment. */
  archive = g_strdup_printf ("/v1/prices/%s", smrt_price_get_id (smrt_offer_get_to_price (offer)));
  archived = account_fixture_post (&fixture, archive, "active=false", &error);
  g_assert_no_error (error);

  g_assert_false (account_fixture_confirm (change, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NOT_MADE);

  account_fixture_refresh (&fixture);
  g_assert_null (smrt_subscription_get_schedule_id (account_fixture_find (&fixture, "smrtPhone Standard")));

  g_clear_object (&change);
  g_clear_object (&offer);
  fault_proxy_free (proxy);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const LostCase lost[] = {
    { "/v1/subscription_schedules", FAULT_LOSE_REQUEST },
    { "/v1/subscription_schedules", FAULT_LOSE_ANSWER },
    { "/v1/subscription_schedules/", FAULT_LOSE_REQUEST },
    { "/v1/subscription_schedules/", FAULT_LOSE_ANSWER },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change/later/same-interval", test_same_interval);
  g_test_add_func ("/change/later/classic-with-seats", test_classic_with_seats);
  g_test_add_func ("/change/later/to-annual", test_to_annual);
  g_test_add_func ("/change/later/seats", test_seats);
  g_test_add_func ("/change/later/both-times", test_both_times);
  g_test_add_func ("/change/later/round-trips", test_round_trips);
  g_test_add_func ("/change/later/over-a-plan", test_over_a_plan);
  g_test_add_func ("/change/later/plan-over-a-plan", test_plan_over_a_plan);
  g_test_add_func ("/change/later/overtaken-by-a-plan", test_overtaken_by_a_plan);
  g_test_add_func ("/change/later/charged-with-next", test_charged_with_next);
  g_test_add_func ("/change/later/trial", test_trial);
  g_test_add_data_func ("/change/later/lost/create-request", &lost[0], test_lost);
  g_test_add_data_func ("/change/later/lost/create-answer", &lost[1], test_lost);
  g_test_add_data_func ("/change/later/lost/extend-request", &lost[2], test_lost);
  g_test_add_data_func ("/change/later/lost/extend-answer", &lost[3], test_lost);
  g_test_add_func ("/change/later/too-late", test_too_late);
  g_test_add_func ("/change/later/extension-refused", test_extension_refused);

  return g_test_run ();
}
