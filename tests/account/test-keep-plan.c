/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-keep-plan.h"
#include "smrt-schedule-repair.h"

/* An account that shows one subscription with a schedule, as of noon. */
static void
show_schedule (AccountFixture *fixture,
               SmrtSchedule   *schedule)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (fixture->account);
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  smrt_subscription_set_schedule (subscription, schedule);
  g_ptr_array_add (subscriptions, subscription);
  smrt_account_take_reading (fixture->account, catalogue, smrt_account_get_customer (fixture->account),
                             subscriptions, nothing, nothing, DEMO_NOW);
}

/* One phase since the 3rd, made six minutes before noon. */
static SmrtSchedule *
make_left_behind (void)
{
  SmrtSchedule *schedule = smrt_schedule_new ("sub_sched_1", DEMO_NOW - 360);

  smrt_schedule_set_releases (schedule, TRUE);
  smrt_schedule_take_phase (schedule, smrt_schedule_phase_new (1793707200, 1796299200));

  return schedule;
}

static void
test_repair_needed (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtSchedule) left = make_left_behind ();
  g_autoptr (SmrtSchedule) cancels = make_left_behind ();
  g_autoptr (SmrtSchedule) released = make_left_behind ();
  g_autoptr (SmrtSchedule) two_phases = make_left_behind ();
  g_autoptr (SmrtSchedule) fresh = smrt_schedule_new ("sub_sched_2", DEMO_NOW - 240);
  g_autoptr (SmrtSchedule) ageless = smrt_schedule_new ("sub_sched_3", 0);

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  show_schedule (&fixture, left);
  g_assert_true (smrt_schedule_repair_is_needed (fixture.account));

  smrt_schedule_set_releases (cancels, FALSE);
  show_schedule (&fixture, cancels);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  smrt_schedule_set_running (released, FALSE);
  show_schedule (&fixture, released);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  smrt_schedule_take_phase (two_phases, smrt_schedule_phase_new (1796299200, 0));
  show_schedule (&fixture, two_phases);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  smrt_schedule_set_releases (fresh, TRUE);
  smrt_schedule_take_phase (fresh, smrt_schedule_phase_new (1793707200, 1796299200));
  show_schedule (&fixture, fresh);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  smrt_schedule_set_releases (ageless, TRUE);
  smrt_schedule_take_phase (ageless, smrt_schedule_phase_new (1793707200, 1796299200));
  show_schedule (&fixture, ageless);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  /* Who may not change anything repairs nothing. */
  account_fixture_sign_in (&fixture, SMRT_ROLE_USER);
  account_fixture_refresh (&fixture);
  show_schedule (&fixture, left);
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/schedule-repair/needed", test_repair_needed);

  return g_test_run ();
}
