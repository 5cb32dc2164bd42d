/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"

/* Quotes a change, confirms it, and holds the receipt against literals that
 * were worked out by hand. */
static void
change_and_check (AccountFixture *fixture,
                  const char     *from,
                  const char     *to,
                  SmrtCycle       cycle,
                  gint64          due_today,
                  gint64          credit_added,
                  gint64          next_payment)
{
  g_autoptr (SmrtOffer) offer = account_fixture_offer (fixture, from, to, cycle);
  g_autoptr (SmrtChange) change = smrt_change_new (fixture->account, offer);
  g_autoptr (GError) error = NULL;
  SmrtSubscriptionItem *item;
  SmrtQuote *quote;

  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTED);
  g_assert_true (smrt_change_get_can_confirm (change));

  quote = smrt_change_get_quote (change);
  g_assert_cmpint (smrt_quote_get_due_today (quote).amount, ==, due_today);
  g_assert_cmpint (smrt_quote_get_credit_added (quote).amount, ==, credit_added);
  g_assert_cmpint (smrt_quote_get_next_payment (quote).amount, ==, next_payment);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (smrt_change_get_proof (change));
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, due_today);
  g_assert_false (smrt_change_get_can_confirm (change));

  item = smrt_subscription_get_main_item (smrt_change_get_subscription (change));
  g_assert_cmpstr (smrt_price_get_id (smrt_subscription_item_get_price (item)), ==,
                   smrt_price_get_id (smrt_offer_get_to_price (offer)));
  g_assert_cmpint (smrt_subscription_item_get_quantity (item), ==, smrt_offer_get_quantity (offer));

  account_fixture_refresh (fixture);
}

static void
test_upgrade (void)
{
  AccountFixture fixture = { 0 };

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  /* 3 November 12:00 to 3 December 12:00 are 30 days, 15 are left: half.
   * −7500 / 2 = −3750; 12500 / 2 = 6250; together 2500. */
  change_and_check (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY, 2500, 0, 12500);

  /* And back within the same second: −6250 + 3750 = −2500, all to credit. */
  change_and_check (&fixture, "smrtPhone Pro", "smrtPhone Standard", SMRT_CYCLE_MONTHLY, 0, 2500, 7500);

  account_fixture_tear_down (&fixture);
}

static void
test_seats_survive (void)
{
  AccountFixture fixture = { 0 };
  SmrtSubscription *dialer;

  account_fixture_set_up (&fixture, SMRT_ROLE_FINANCE);
  account_fixture_refresh (&fixture);

  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");
  g_assert_cmpint (smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (dialer)), ==, 3);

  /* 12 November to 12 December are 30 days, 24 are left: 4/5.
   * 3 × 7500 × 4/5 = 18000 back, 3 × 4200 × 4/5 = 10080 for the rest:
   * 7920 are added to the credit; then 3 × 4200 = 12600. */
  change_and_check (&fixture, "smrtDialer Multi Line", "smrtDialer Single Line", SMRT_CYCLE_MONTHLY,
                    0, 7920, 12600);

  dialer = account_fixture_find (&fixture, "smrtDialer Single Line");
  g_assert_cmpint (smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (dialer)), ==, 3);

  account_fixture_tear_down (&fixture);
}

static void
test_notifies (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  unsigned int n_states = 0, n_quotes = 0;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  offer = account_fixture_offer (&fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = smrt_change_new (fixture.account, offer);
  g_signal_connect_swapped (change, "notify::state", G_CALLBACK (g_atomic_int_inc), &n_states);
  g_signal_connect_swapped (change, "notify::quote", G_CALLBACK (g_atomic_int_inc), &n_quotes);

  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTING);
  g_assert_null (smrt_change_get_quote (change));
  g_assert_false (smrt_change_get_can_confirm (change));

  g_assert_true (account_fixture_quote (change, NULL));
  g_assert_cmpuint (n_states, ==, 1);
  g_assert_cmpuint (n_quotes, ==, 1);

  /* CONFIRMING and DONE */
  g_assert_true (account_fixture_confirm (change, NULL));
  g_assert_cmpuint (n_states, ==, 3);
  g_assert_cmpuint (n_quotes, ==, 1);

  g_assert_finalize_object (g_steal_pointer (&change));
  account_fixture_tear_down (&fixture);
}

/* Every way between the plans and cycles, one after the other, in the billing
 * mode of a subscription made for it. */
static void
test_all_ways (gconstpointer data)
{
  static const struct
  {
    const char *plan;
    SmrtCycle cycle;
  } stops[] = {
    { "smrtPhone Pro", SMRT_CYCLE_MONTHLY },
    { "smrtPhone Standard", SMRT_CYCLE_MONTHLY },
    { "smrtPhone Standard", SMRT_CYCLE_ANNUAL },
    { "smrtPhone Standard", SMRT_CYCLE_MONTHLY },
    { "smrtPhone Pro", SMRT_CYCLE_ANNUAL },
    { "smrtPhone Standard", SMRT_CYCLE_ANNUAL },
    { "smrtPhone Pro", SMRT_CYCLE_MONTHLY },
    { "smrtPhone Pro", SMRT_CYCLE_ANNUAL },
    { "smrtPhone Standard", SMRT_CYCLE_MONTHLY },
    { "smrtPhone Pro", SMRT_CYCLE_ANNUAL },
    { "smrtPhone Standard", SMRT_CYCLE_MONTHLY },
  };
  const char *mode = data;
  AccountFixture fixture = { 0 };
  const char *plan = "smrtPhone Standard";
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) created = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  parameters = g_strdup_printf ("customer=%s&items[0][price]=%s&billing_mode[type]=%s",
                                smrt_sandbox_get_customer (fixture.sandbox),
                                smrt_price_get_id (smrt_plan_find_price (account_fixture_find_plan (&fixture, plan),
                                                                         SMRT_CYCLE_MONTHLY, "usd")),
                                mode);
  created = account_fixture_post (&fixture, "/v1/subscriptions", parameters, &error);
  g_assert_no_error (error);
  account_fixture_refresh (&fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *id = account_fixture_string (created, "id");
      SmrtSubscription *subscription = smrt_account_find_subscription (fixture.account, id);
      g_autoptr (SmrtOffer) offer = NULL;
      g_autoptr (SmrtChange) change = NULL;
      g_autoptr (JsonNode) advanced = NULL;
      g_autofree char *advance = NULL;
      g_autofree char *clock_path = NULL;

      g_assert_nonnull (subscription);
      g_assert_cmpint (smrt_subscription_get_flexible (subscription), ==, g_str_equal (mode, "flexible"));

      offer = smrt_catalogue_find_offer (smrt_account_get_catalogue (fixture.account), subscription,
                                         account_fixture_find_plan (&fixture, stops[i].plan), stops[i].cycle);
      g_assert_nonnull (offer);
      change = smrt_change_new (fixture.account, offer);
      account_fixture_quote (change, &error);
      g_assert_no_error (error);
      account_fixture_confirm (change, &error);
      g_assert_no_error (error);
      g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
      g_assert_nonnull (smrt_change_get_proof (change));
      g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));

      /* Four days and a bit later: never at a round fraction of a period. */
      clock_path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance",
                                    smrt_customer_get_test_clock (smrt_account_get_customer (fixture.account)));
      advance = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, DEMO_NOW + (gint64) (i + 1) * 349327);
      advanced = account_fixture_post (&fixture, clock_path, advance, &error);
      g_assert_no_error (error);
      account_fixture_refresh (&fixture);
    }

  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/change/upgrade-and-back", test_upgrade);
  g_test_add_func ("/change/seats-survive", test_seats_survive);
  g_test_add_func ("/change/notifies", test_notifies);
  g_test_add_data_func ("/change/all-ways/classic", "classic", test_all_ways);
  g_test_add_data_func ("/change/all-ways/flexible", "flexible", test_all_ways);

  return g_test_run ();
}
