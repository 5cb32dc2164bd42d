/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"
#include "smrt-collection.h"

/* What each state of a subscription offers: a test for each row of the table. */

static SmrtPaymentMethod *
make_card (unsigned int year)
{
  return smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, year);
}

/* Standard by the month, in a state. */
static SmrtSubscription *
make_subscription (SmrtCatalogue          *catalogue,
                   SmrtSubscriptionStatus  status)
{
  SmrtPrice *price = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "standard"), SMRT_CYCLE_MONTHLY, "usd");
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_1", price, 1, NOVEMBER_3, DECEMBER_3);
  SmrtSubscription *subscription = smrt_subscription_new ("sub_1", status, "usd");

  smrt_subscription_add_item (subscription, item);

  return subscription;
}

/* To Pro, to the year, and to Pro by the year. */
static void
assert_offers_everything (SmrtCatalogue    *catalogue,
                          SmrtSubscription *subscription,
                          gboolean          replaces_schedule)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);

  g_assert_cmpint (smrt_catalogue_get_obstacle (catalogue, subscription), ==, SMRT_OFFER_OBSTACLE_NONE);
  g_assert_cmpuint (offers->len, ==, 3);
  for (unsigned int i = 0; i < offers->len; i++)
    g_assert_cmpint (smrt_offer_replaces_schedule (g_ptr_array_index (offers, i)), ==, replaces_schedule);
}

static void
assert_offers_nothing (SmrtCatalogue     *catalogue,
                       SmrtSubscription  *subscription,
                       SmrtOfferObstacle  obstacle)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);

  g_assert_cmpint (smrt_catalogue_get_obstacle (catalogue, subscription), ==, obstacle);
  g_assert_cmpuint (offers->len, ==, 0);
}

static void
test_active (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  assert_offers_everything (catalogue, subscription, FALSE);
}

static void
test_trialing (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_TRIALING);

  smrt_subscription_set_trial_end (subscription, DECEMBER_3);
  assert_offers_everything (catalogue, subscription, FALSE);
}

static void
test_owed (void)
{
  static const SmrtSubscriptionStatus owed[] = {
    SMRT_SUBSCRIPTION_STATUS_PAST_DUE,
    SMRT_SUBSCRIPTION_STATUS_UNPAID,
    SMRT_SUBSCRIPTION_STATUS_INCOMPLETE,
  };
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (owed); i++)
    {
      g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, owed[i]);

      assert_offers_nothing (catalogue, subscription, SMRT_OFFER_OBSTACLE_UNPAID);
    }
}

static void
test_paused (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) paused = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_PAUSED);
  g_autoptr (SmrtSubscription) active = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  assert_offers_nothing (catalogue, paused, SMRT_OFFER_OBSTACLE_PAUSED);

  smrt_subscription_set_collection_paused (active, TRUE);
  assert_offers_nothing (catalogue, active, SMRT_OFFER_OBSTACLE_PAUSED);
  g_assert_cmpint (smrt_subscription_get_resumes_at (active), ==, 0);
  smrt_subscription_set_resumes_at (active, DECEMBER_3);
  g_assert_cmpint (smrt_subscription_get_resumes_at (active), ==, DECEMBER_3);
}

static void
test_cancels (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  smrt_subscription_set_cancel_at (subscription, DECEMBER_3);
  assert_offers_nothing (catalogue, subscription, SMRT_OFFER_OBSTACLE_CANCELS);
}

static void
test_scheduled (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_autoptr (SmrtSchedule) schedule = smrt_schedule_new ("sub_sched_1", NOVEMBER_18);

  smrt_subscription_set_schedule (subscription, schedule);
  assert_offers_everything (catalogue, subscription, TRUE);
}

static void
test_pending (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  smrt_subscription_set_pending_update_expires_at (subscription, DECEMBER_3);
  assert_offers_nothing (catalogue, subscription, SMRT_OFFER_OBSTACLE_PENDING);

  /* Whatever else is so, it has to be decided first. */
  smrt_subscription_set_cancel_at (subscription, DECEMBER_3);
  smrt_subscription_set_schedule_id (subscription, "sub_sched_1");
  assert_offers_nothing (catalogue, subscription, SMRT_OFFER_OBSTACLE_PENDING);
}

static void
test_sends_invoice (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  g_assert_cmpuint (smrt_subscription_get_days_until_due (subscription), ==, 0);
  smrt_subscription_set_sends_invoice (subscription, TRUE);
  smrt_subscription_set_days_until_due (subscription, 30);
  g_assert_cmpuint (smrt_subscription_get_days_until_due (subscription), ==, 30);

  assert_offers_everything (catalogue, subscription, FALSE);
  g_assert_cmpint (smrt_collection_of (subscription, NULL, NOVEMBER_18), ==, SMRT_COLLECTION_SEND_INVOICE);
}

static void
test_payment_method (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = make_subscription (catalogue, SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_autoptr (SmrtPaymentMethod) good = make_card (2029);
  g_autoptr (SmrtPaymentMethod) expired = make_card (2026);

  assert_offers_everything (catalogue, subscription, FALSE);
  g_assert_cmpint (smrt_collection_of (subscription, NULL, NOVEMBER_18), ==, SMRT_COLLECTION_NO_METHOD);
  g_assert_cmpint (smrt_collection_of (subscription, good, NOVEMBER_18), ==, SMRT_COLLECTION_CHARGE);
  g_assert_cmpint (smrt_collection_of (subscription, expired, NOVEMBER_18), ==, SMRT_COLLECTION_EXPIRED);

  /* Its own one comes before the customer's. */
  smrt_subscription_set_payment_method (subscription, expired);
  g_assert_cmpint (smrt_collection_of (subscription, good, NOVEMBER_18), ==, SMRT_COLLECTION_EXPIRED);
  smrt_subscription_set_payment_method (subscription, good);
  g_assert_cmpint (smrt_collection_of (subscription, NULL, NOVEMBER_18), ==, SMRT_COLLECTION_CHARGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/billing/states/active", test_active);
  g_test_add_func ("/billing/states/trialing", test_trialing);
  g_test_add_func ("/billing/states/owed", test_owed);
  g_test_add_func ("/billing/states/paused", test_paused);
  g_test_add_func ("/billing/states/cancels", test_cancels);
  g_test_add_func ("/billing/states/scheduled", test_scheduled);
  g_test_add_func ("/billing/states/pending", test_pending);
  g_test_add_func ("/billing/states/sends-invoice", test_sends_invoice);
  g_test_add_func ("/billing/states/payment-method", test_payment_method);

  return g_test_run ();
}
