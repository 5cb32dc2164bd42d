/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static void
test_defaults (void)
{
  SmrtSubscription *subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_TRIALING, "USD");

  g_assert_cmpstr (smrt_subscription_get_id (subscription), ==, "sub_1");
  g_assert_cmpint (smrt_subscription_get_status (subscription), ==, SMRT_SUBSCRIPTION_STATUS_TRIALING);
  g_assert_cmpstr (smrt_subscription_get_currency (subscription), ==, "usd");
  g_assert_cmpuint (smrt_subscription_get_items (subscription)->len, ==, 0);
  g_assert_null (smrt_subscription_get_main_item (subscription));
  g_assert_cmpint (smrt_subscription_get_next_billing_date (subscription), ==, 0);
  g_assert_false (smrt_subscription_get_flexible (subscription));
  g_assert_false (smrt_subscription_get_sends_invoice (subscription));
  g_assert_false (smrt_subscription_get_collection_paused (subscription));
  g_assert_cmpint (smrt_subscription_get_cancel_at (subscription), ==, 0);
  g_assert_cmpint (smrt_subscription_get_trial_end (subscription), ==, 0);
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (subscription), ==, 0);
  g_assert_null (smrt_subscription_get_schedule_id (subscription));
  g_assert_null (smrt_subscription_get_latest_invoice_id (subscription));
  g_assert_null (smrt_subscription_get_payment_method (subscription));
  g_assert_null (smrt_subscription_get_change_id (subscription));

  g_assert_finalize_object (subscription);
}

static void
test_values (void)
{
  SmrtSubscription *subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  SmrtPaymentMethod *card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 12, 2027);

  smrt_subscription_set_flexible (subscription, TRUE);
  smrt_subscription_set_sends_invoice (subscription, TRUE);
  smrt_subscription_set_collection_paused (subscription, TRUE);
  smrt_subscription_set_cancel_at (subscription, 1);
  smrt_subscription_set_trial_end (subscription, 2);
  smrt_subscription_set_pending_update_expires_at (subscription, 3);
  smrt_subscription_set_schedule_id (subscription, "sub_sched_1");
  smrt_subscription_set_latest_invoice_id (subscription, "in_1");
  smrt_subscription_set_change_id (subscription, "change-1");
  smrt_subscription_set_payment_method (subscription, card);

  g_assert_true (smrt_subscription_get_flexible (subscription));
  g_assert_true (smrt_subscription_get_sends_invoice (subscription));
  g_assert_true (smrt_subscription_get_collection_paused (subscription));
  g_assert_cmpint (smrt_subscription_get_cancel_at (subscription), ==, 1);
  g_assert_cmpint (smrt_subscription_get_trial_end (subscription), ==, 2);
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (subscription), ==, 3);
  g_assert_cmpstr (smrt_subscription_get_schedule_id (subscription), ==, "sub_sched_1");
  g_assert_cmpstr (smrt_subscription_get_latest_invoice_id (subscription), ==, "in_1");
  g_assert_cmpstr (smrt_subscription_get_change_id (subscription), ==, "change-1");
  g_assert_true (smrt_subscription_get_payment_method (subscription) == card);

  g_assert_finalize_object (subscription);
  g_assert_finalize_object (card);
}

static SmrtSubscriptionItem *
add_item (SmrtSubscription *subscription,
          const char       *id,
          gboolean          metered,
          gint64            end)
{
  gint64 amount = 100;
  g_autoptr (SmrtPrice) price = smrt_price_new ("price_1", "prod_1", "usd", &amount, SMRT_INTERVAL_MONTH, 1,
                                                metered, TRUE, NULL);
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new (id, price, metered ? 0 : 3, NOVEMBER_3, end);

  smrt_subscription_add_item (subscription, item);

  return item;
}

static void
test_items (void)
{
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  SmrtSubscriptionItem *licensed;

  add_item (subscription, "si_1", TRUE, DECEMBER_18);
  g_assert_null (smrt_subscription_get_main_item (subscription));
  licensed = add_item (subscription, "si_2", FALSE, DECEMBER_3);
  g_assert_true (smrt_subscription_get_main_item (subscription) == licensed);
  add_item (subscription, "si_3", TRUE, DECEMBER_18);
  g_assert_true (smrt_subscription_get_main_item (subscription) == licensed);
  add_item (subscription, "si_4", FALSE, DECEMBER_18);
  g_assert_null (smrt_subscription_get_main_item (subscription));
  g_assert_cmpuint (smrt_subscription_get_items (subscription)->len, ==, 4);

  smrt_subscription_set_main_item (subscription, licensed);
  g_assert_true (smrt_subscription_get_main_item (subscription) == licensed);
  smrt_subscription_set_main_item (subscription, NULL);
  g_assert_null (smrt_subscription_get_main_item (subscription));

  g_assert_cmpstr (smrt_subscription_item_get_id (licensed), ==, "si_2");
  g_assert_cmpint (smrt_subscription_item_get_quantity (licensed), ==, 3);
  g_assert_cmpint (smrt_subscription_item_get_period_start (licensed), ==, NOVEMBER_3);
  g_assert_cmpint (smrt_subscription_item_get_period_end (licensed), ==, DECEMBER_3);
  g_assert_cmpstr (smrt_price_get_id (smrt_subscription_item_get_price (licensed)), ==, "price_1");
}

/* The first end of a period; an item without one has no say. */
static void
test_next_billing_date (void)
{
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");

  add_item (subscription, "si_1", FALSE, DECEMBER_18);
  g_assert_cmpint (smrt_subscription_get_next_billing_date (subscription), ==, DECEMBER_18);
  add_item (subscription, "si_2", TRUE, DECEMBER_3);
  g_assert_cmpint (smrt_subscription_get_next_billing_date (subscription), ==, DECEMBER_3);
  add_item (subscription, "si_3", TRUE, 0);
  g_assert_cmpint (smrt_subscription_get_next_billing_date (subscription), ==, DECEMBER_3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/subscription/defaults", test_defaults);
  g_test_add_func ("/subscription/values", test_values);
  g_test_add_func ("/subscription/items", test_items);
  g_test_add_func ("/subscription/next-billing-date", test_next_billing_date);

  return g_test_run ();
}
