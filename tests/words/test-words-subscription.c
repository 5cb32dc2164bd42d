/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static SmrtSchedule *
make_schedule (const char *price_id,
               gint64      quantity)
{
  SmrtSchedule *schedule = smrt_schedule_new ("sub_sched_1", 0);
  SmrtSchedulePhase *phase = smrt_schedule_phase_new (DECEMBER_3, 0);

  smrt_schedule_phase_add_item (phase, price_id, quantity);
  smrt_schedule_take_phase (schedule, phase);

  return schedule;
}

/* 42.00 a seat, of which there are three: 126.00. */
static void
add_single_line (SmrtCatalogue *catalogue)
{
  g_autoptr (SmrtPlan) plan = smrt_plan_new ("prod_single", "smrtDialer Single Line");
  g_autoptr (SmrtPrice) price = words_price_new ("single", 4200, SMRT_INTERVAL_MONTH, 1);

  smrt_plan_set_family (plan, "smrtdialer");
  smrt_plan_set_unit_label (plan, "seat");
  smrt_plan_add_price (plan, price);
  g_ptr_array_add (smrt_catalogue_get_plans (catalogue), g_steal_pointer (&plan));
}

static void
test_scheduled (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtSubscription) pro = words_subscription_new (catalogue, "prod_pro", SMRT_CYCLE_MONTHLY, 1,
                                                             SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_autoptr (SmrtSchedule) standard = make_schedule ("price_standard_month", 1);
  g_autoptr (SmrtSchedule) single = make_schedule ("price_single_month", 3);
  g_autoptr (SmrtSchedule) unknown = make_schedule ("price_gone_month", 1);
  g_autoptr (SmrtSchedule) nowhere = smrt_schedule_new ("sub_sched_2", 0);

  g_assert_null (smrt_words_scheduled (pro, catalogue));

  smrt_subscription_set_schedule (pro, standard);
  assert_words (smrt_words_scheduled (pro, catalogue), "Becomes Standard, $75.00 a month, on 3 December 2026");

  smrt_subscription_set_schedule (pro, unknown);
  assert_words (smrt_words_scheduled (pro, catalogue), "A change is scheduled for 3 December 2026");
  smrt_subscription_set_schedule (pro, single);
  assert_words (smrt_words_scheduled (pro, catalogue), "A change is scheduled for 3 December 2026");
  add_single_line (catalogue);
  assert_words (smrt_words_scheduled (pro, catalogue),
                "Becomes Single Line, 3 seats, $126.00 a month, on 3 December 2026");

  smrt_subscription_set_schedule (pro, NULL);
  smrt_subscription_set_schedule_id (pro, "sub_sched_1");
  assert_words (smrt_words_scheduled (pro, catalogue), "A change is scheduled");

  smrt_subscription_set_schedule (pro, nowhere);
  g_assert_null (smrt_words_scheduled (pro, catalogue));
}

static void
test_pending (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtSubscription) standard = words_subscription_new (catalogue, "prod_standard", SMRT_CYCLE_MONTHLY, 1,
                                                                  SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  SmrtSubscriptionItem *main_item = smrt_subscription_get_main_item (standard);
  SmrtPrice *price = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "prod_pro"), SMRT_CYCLE_MONTHLY, "usd");
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new (smrt_subscription_item_get_id (main_item),
                                                                      price, 1, 0, 0);
  g_autoptr (SmrtInvoice) invoice = words_invoice_new (SMRT_INVOICE_STATUS_OPEN,
                                                       (SmrtInvoiceSums) { .total = 3000,
                                                                          .amount_due = 3000,
                                                                          .amount_paid = 500,
                                                                          .amount_remaining = 2500 });

  smrt_subscription_set_pending_update_expires_at (standard, NOVEMBER_18);
  g_assert_null (smrt_words_pending (standard, catalogue));
  smrt_subscription_add_pending_item (standard, item);
  assert_words (smrt_words_pending (standard, catalogue), "Becomes Pro, $125.00 a month, once it is paid");

  /* What was paid of it already is not asked for again. */
  assert_words (smrt_words_pending_payment (standard, invoice),
                "Waits for payment of $25.00 until 18 November 2026, 12:00");
  assert_words (smrt_words_pending_payment (standard, NULL), "Waits for payment until 18 November 2026, 12:00");
  assert_words (smrt_words_pay_button (invoice), "Pay $25.00…");
}

static void
test_keep_button (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();

  assert_words (smrt_words_keep_button (smrt_catalogue_find_plan (catalogue, "prod_pro"), catalogue), "Keep Pro");
  assert_words (smrt_words_keep_button (NULL, catalogue), "Keep Current Plan");
}

static void
test_collection (void)
{
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);

  g_assert_null (smrt_words_collection (SMRT_COLLECTION_CHARGE, subscription));
  assert_words (smrt_words_collection (SMRT_COLLECTION_SEND_INVOICE, subscription), "An invoice is sent");
  smrt_subscription_set_days_until_due (subscription, 1);
  assert_words (smrt_words_collection (SMRT_COLLECTION_SEND_INVOICE, subscription), "An invoice is sent, due in 1 day");
  smrt_subscription_set_days_until_due (subscription, 30);
  assert_words (smrt_words_collection (SMRT_COLLECTION_SEND_INVOICE, subscription),
                "An invoice is sent, due in 30 days");
  assert_words (smrt_words_collection (SMRT_COLLECTION_NO_METHOD, subscription),
                "There is no payment method to charge");
  assert_words (smrt_words_collection (SMRT_COLLECTION_EXPIRED, subscription),
                "The card that is charged has expired");
  assert_words (smrt_words_own_payment_method (card), "Charged to Visa •••• 4242");
  g_assert_nonnull (strstr (smrt_words_read_only_payment (), "Account Owner"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/subscription/scheduled", test_scheduled);
  g_test_add_func ("/words/subscription/pending", test_pending);
  g_test_add_func ("/words/subscription/keep-button", test_keep_button);
  g_test_add_func ("/words/subscription/collection", test_collection);

  return g_test_run ();
}
