/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"
#include "smrt-planned-change.h"

/* Two phases: what it has since 3 November, and @price_id from 3 December. */
static SmrtSchedule *
make_schedule (const char *price_id,
               gint64      quantity)
{
  SmrtSchedule *schedule = smrt_schedule_new ("sub_sched_1", NOVEMBER_18);
  SmrtSchedulePhase *now = smrt_schedule_phase_new (NOVEMBER_3, DECEMBER_3);
  SmrtSchedulePhase *later = smrt_schedule_phase_new (DECEMBER_3, 0);

  smrt_schedule_phase_add_item (now, "pro-month", quantity);
  smrt_schedule_phase_add_item (later, price_id, quantity);
  smrt_schedule_take_phase (schedule, now);
  smrt_schedule_take_phase (schedule, later);
  smrt_schedule_set_current_start (schedule, NOVEMBER_3);

  return schedule;
}

static void
test_values (void)
{
  SmrtSchedule *schedule = smrt_schedule_new ("sub_sched_1", NOVEMBER_18);

  g_assert_cmpstr (smrt_schedule_get_id (schedule), ==, "sub_sched_1");
  g_assert_cmpint (smrt_schedule_get_created (schedule), ==, NOVEMBER_18);
  g_assert_true (smrt_schedule_get_running (schedule));
  g_assert_false (smrt_schedule_get_releases (schedule));
  g_assert_cmpint (smrt_schedule_get_current_start (schedule), ==, 0);
  g_assert_cmpuint (smrt_schedule_get_phases (schedule)->len, ==, 0);
  g_assert_null (smrt_schedule_find_next_phase (schedule));

  smrt_schedule_set_releases (schedule, TRUE);
  g_assert_true (smrt_schedule_get_releases (schedule));

  g_assert_finalize_object (schedule);
}

static void
test_next_phase (void)
{
  g_autoptr (SmrtSchedule) schedule = make_schedule ("standard-month", 1);

  g_assert_cmpint (smrt_schedule_find_next_phase (schedule)->start_date, ==, DECEMBER_3);

  /* Of several the nearest, in whatever order they come. */
  smrt_schedule_take_phase (schedule, smrt_schedule_phase_new (NOVEMBER_18, 0));
  g_assert_cmpint (smrt_schedule_find_next_phase (schedule)->start_date, ==, NOVEMBER_18);

  /* The last one has none after it. */
  smrt_schedule_set_current_start (schedule, DECEMBER_3);
  g_assert_null (smrt_schedule_find_next_phase (schedule));

  /* What has no hold on the subscription changes nothing. */
  smrt_schedule_set_current_start (schedule, NOVEMBER_3);
  smrt_schedule_set_running (schedule, FALSE);
  g_assert_null (smrt_schedule_find_next_phase (schedule));
}

static void
test_subscription (void)
{
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  SmrtSchedule *schedule = make_schedule ("standard-month", 1);

  g_assert_null (smrt_subscription_get_schedule (subscription));
  smrt_subscription_set_schedule (subscription, schedule);
  g_assert_true (smrt_subscription_get_schedule (subscription) == schedule);
  g_assert_cmpstr (smrt_subscription_get_schedule_id (subscription), ==, "sub_sched_1");

  smrt_subscription_set_schedule (subscription, NULL);
  g_assert_null (smrt_subscription_get_schedule_id (subscription));
  g_assert_finalize_object (schedule);
}

static void
test_scheduled_change (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSchedule) schedule = make_schedule ("standard-month", 3);
  g_autoptr (SmrtSchedule) unknown = make_schedule ("gone-month", 3);
  g_autoptr (SmrtSchedule) countless = make_schedule ("standard-month", 0);
  SmrtPlan *standard = smrt_catalogue_find_plan (catalogue, "standard");
  SmrtPlannedChange *change;

  g_assert_null (smrt_planned_change_new_scheduled (subscription, catalogue));

  smrt_subscription_set_schedule (subscription, schedule);
  change = smrt_planned_change_new_scheduled (subscription, catalogue);
  g_assert_true (smrt_planned_change_get_plan (change) == standard);
  g_assert_true (smrt_planned_change_get_price (change) ==
                 smrt_plan_find_price (standard, SMRT_CYCLE_MONTHLY, "usd"));
  g_assert_cmpint (smrt_planned_change_get_quantity (change), ==, 3);
  g_assert_cmpint (smrt_planned_change_get_date (change), ==, DECEMBER_3);
  g_assert_finalize_object (change);

  /* A price that the catalogue does not know has no amount, nor has one
   * without a number of units. */
  smrt_subscription_set_schedule (subscription, unknown);
  g_assert_null (smrt_planned_change_new_scheduled (subscription, catalogue));
  smrt_subscription_set_schedule (subscription, countless);
  g_assert_null (smrt_planned_change_new_scheduled (subscription, catalogue));
}

/* What stays as it is, is not the change; two candidates are none. */
static void
test_scheduled_beside_others (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSchedule) schedule = make_schedule ("standard-month", 3);
  g_autoptr (SmrtPlannedChange) change = NULL;
  SmrtPrice *dialer = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "dialer"), SMRT_CYCLE_MONTHLY, "usd");
  g_autoptr (SmrtSubscriptionItem) other = smrt_subscription_item_new ("si_2", dialer, 1, NOVEMBER_3, DECEMBER_3);
  SmrtSchedulePhase *later = smrt_schedule_find_next_phase (schedule);

  smrt_subscription_set_schedule (subscription, schedule);
  smrt_schedule_phase_add_item (later, "dialer-month", 1);
  g_assert_null (smrt_planned_change_new_scheduled (subscription, catalogue));

  smrt_subscription_add_item (subscription, other);
  smrt_catalogue_choose_main_item (catalogue, subscription);
  change = smrt_planned_change_new_scheduled (subscription, catalogue);
  g_assert_cmpstr (smrt_price_get_id (smrt_planned_change_get_price (change)), ==, "standard-month");
}

static void
test_pending_change (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtPrice) gone = billing_price_new ("gone-month", "usd", 100, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtSubscriptionItem) other = smrt_subscription_item_new ("si_other", gone, 1, 0, 0);
  g_autoptr (SmrtSubscriptionItem) item = NULL;
  g_autoptr (SmrtPlannedChange) change = NULL;
  SmrtPlan *pro = smrt_catalogue_find_plan (catalogue, "pro");
  const char *id = smrt_subscription_item_get_id (smrt_subscription_get_main_item (subscription));

  item = smrt_subscription_item_new (id, smrt_plan_find_price (pro, SMRT_CYCLE_MONTHLY, "usd"), 2, 0, 0);
  smrt_subscription_set_pending_update_expires_at (subscription, DECEMBER_3);
  smrt_subscription_add_pending_item (subscription, other);
  g_assert_null (smrt_planned_change_new_pending (subscription, catalogue));

  smrt_subscription_add_pending_item (subscription, item);
  change = smrt_planned_change_new_pending (subscription, catalogue);
  g_assert_true (smrt_planned_change_get_plan (change) == pro);
  g_assert_cmpint (smrt_planned_change_get_quantity (change), ==, 2);
  g_assert_cmpint (smrt_planned_change_get_date (change), ==, DECEMBER_3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/billing/schedule/values", test_values);
  g_test_add_func ("/billing/schedule/next-phase", test_next_phase);
  g_test_add_func ("/billing/schedule/subscription", test_subscription);
  g_test_add_func ("/billing/schedule/scheduled-change", test_scheduled_change);
  g_test_add_func ("/billing/schedule/beside-others", test_scheduled_beside_others);
  g_test_add_func ("/billing/schedule/pending-change", test_pending_change);

  return g_test_run ();
}
