/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-proxy.h"
#include "smrt-keep-plan.h"
#include "smrt-planned-change.h"
#include "smrt-schedule-repair.h"
#include "smrt-stripe-error.h"

#define SCHEDULES "/v1/subscription_schedules"

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

static void
post (AccountFixture *fixture,
      const char     *path,
      const char     *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = account_fixture_post (fixture, path, parameters, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

/* The first request of a change at the next billing date, and no second one. */
static void
begin_schedule (AccountFixture *fixture,
                const char     *plan_name)
{
  g_autofree char *parameters = NULL;

  parameters = g_strconcat ("from_subscription=",
                            smrt_subscription_get_id (account_fixture_find (fixture, plan_name)), NULL);
  post (fixture, SCHEDULES, parameters);
  account_fixture_refresh (fixture);
}

/* The second one: Single Line, three seats, from 12 December on. */
static void
schedule_single_line (AccountFixture *fixture)
{
  SmrtPlan *single;
  SmrtSchedule *schedule;
  SmrtSchedulePhase *phase;
  SmrtScheduleItem *item;
  g_autofree char *path = NULL;
  g_autofree char *parameters = NULL;

  begin_schedule (fixture, "smrtDialer Multi Line");
  single = account_fixture_find_plan (fixture, "smrtDialer Single Line");
  schedule = smrt_subscription_get_schedule (account_fixture_find (fixture, "smrtDialer Multi Line"));
  g_assert_cmpuint (smrt_schedule_get_phases (schedule)->len, ==, 1);
  phase = g_ptr_array_index (smrt_schedule_get_phases (schedule), 0);
  item = g_ptr_array_index (phase->items, 0);

  path = g_strconcat (SCHEDULES "/", smrt_schedule_get_id (schedule), NULL);
  parameters = g_strdup_printf ("end_behavior=release&phases[0][items][0][price]=%s"
                                "&phases[0][items][0][quantity]=3&phases[0][start_date]=%" G_GINT64_FORMAT
                                "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                                "&phases[1][items][0][quantity]=3&phases[1][start_date]=%" G_GINT64_FORMAT
                                "&phases[1][duration][interval]=month&phases[1][proration_behavior]=none",
                                item->price_id, phase->start_date, phase->end_date,
                                smrt_price_get_id (smrt_plan_find_price (single, SMRT_CYCLE_MONTHLY, "usd")),
                                phase->end_date);
  post (fixture, path, parameters);
  account_fixture_refresh (fixture);
}

static gboolean
keep (AccountFixture  *fixture,
      const char      *plan_name,
      GError         **error)
{
  g_autoptr (SmrtOperation) operation = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  operation = smrt_keep_plan_new (fixture->account, smrt_subscription_get_id (account_fixture_find (fixture, plan_name)));
  smrt_operation_run_async (operation, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_operation_run_finish (operation, result, error);
}

static gboolean
repair (AccountFixture  *fixture,
        GError         **error)
{
  g_autoptr (SmrtScheduleRepair) operation = smrt_schedule_repair_new (fixture->account);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_schedule_repair_run_async (operation, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_schedule_repair_run_finish (operation, result, error);
}

static const char *
get_schedule_id (AccountFixture *fixture,
                 const char     *plan_name)
{
  return smrt_subscription_get_schedule_id (account_fixture_find (fixture, plan_name));
}

static void
test_kept (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtPlannedChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *dialer;
  SmrtInvoice *invoice;
  SmrtInvoiceLine *line;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);

  /* 12 December 2026, 12:00 UTC. */
  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");
  change = smrt_planned_change_new_scheduled (dialer, smrt_account_get_catalogue (fixture.account));
  g_assert_cmpstr (smrt_plan_get_name (smrt_planned_change_get_plan (change)), ==, "smrtDialer Single Line");
  g_assert_cmpint (smrt_planned_change_get_quantity (change), ==, 3);
  g_assert_cmpint (smrt_planned_change_get_date (change), ==, 1797076800);

  g_assert_true (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_no_error (error);
  g_assert_null (get_schedule_id (&fixture, "smrtDialer Multi Line"));

  /* Where nothing is scheduled there is nothing to complain of. */
  g_assert_true (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_no_error (error);

  /* And so it is for good. */
  account_fixture_run_demo (&fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  account_fixture_refresh (&fixture);
  account_fixture_run_demo (&fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  account_fixture_refresh (&fixture);

  /* 12 January 2027, 12:00 UTC: its date of December has passed, and its invoice is that of any month: three seats
   * at $75.00, and nothing else. */
  dialer = account_fixture_find (&fixture, "smrtDialer Multi Line");
  g_assert_cmpint (smrt_subscription_get_next_billing_date (dialer), ==, 1799755200);
  invoice = smrt_account_find_invoice (fixture.account, smrt_subscription_get_latest_invoice_id (dialer));
  g_assert_cmpint (smrt_invoice_get_created (invoice), >=, 1797076800);
  g_assert_cmpuint (smrt_invoice_get_lines (invoice)->len, ==, 1);
  line = g_ptr_array_index (smrt_invoice_get_lines (invoice), 0);
  g_assert_false (smrt_invoice_line_get_proration (line));
  g_assert_cmpint (smrt_invoice_line_get_quantity (line), ==, 3);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->total, ==, 22500);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->amount_paid, ==, 22500);

  account_fixture_tear_down (&fixture);
}

static void
test_settled_by_reading (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  proxy = fault_proxy_new_for (&fixture);
  fault_proxy_set_target (proxy, SCHEDULES);
  fault_proxy_set_fault (proxy, FAULT_LOSE_ANSWER);

  g_assert_true (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fault_proxy_get_n_hits (proxy), >=, 1);
  g_assert_null (get_schedule_id (&fixture, "smrtDialer Multi Line"));

  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

static void
test_not_arrived (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  proxy = fault_proxy_new_for (&fixture);
  fault_proxy_set_target (proxy, SCHEDULES);
  fault_proxy_set_fault (proxy, FAULT_LOSE_REQUEST);

  g_assert_false (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_nonnull (get_schedule_id (&fixture, "smrtDialer Multi Line"));

  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* A server that says it has released it, and still shows it. */
static void
test_contradiction (void)
{
  AccountFixture fixture = { 0 };
  FaultProxy *proxy;
  g_autoptr (GError) error = NULL;
  g_autofree char *lie = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  proxy = fault_proxy_new_for (&fixture);
  lie = g_strdup_printf ("\"schedule\":\"%s\"", get_schedule_id (&fixture, "smrtDialer Multi Line"));
  fault_proxy_set_lie (proxy, "GET", "/v1/subscriptions", "\"schedule\":null", lie);

  g_assert_false (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));

  account_fixture_tear_down (&fixture);
  fault_proxy_free (proxy);
}

/* Another program was quicker: what is refused has been reached. */
static void
test_released_elsewhere (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_FINANCE);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  path = g_strconcat (SCHEDULES "/", get_schedule_id (&fixture, "smrtDialer Multi Line"), "/release", NULL);
  post (&fixture, path, "");

  g_assert_nonnull (get_schedule_id (&fixture, "smrtDialer Multi Line"));
  g_assert_true (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_no_error (error);
  g_assert_null (get_schedule_id (&fixture, "smrtDialer Multi Line"));

  account_fixture_tear_down (&fixture);
}

static void
test_not_permitted (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  account_fixture_sign_in (&fixture, SMRT_ROLE_USER);
  account_fixture_refresh (&fixture);

  g_assert_false (keep (&fixture, "smrtDialer Multi Line", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
  g_assert_nonnull (get_schedule_id (&fixture, "smrtDialer Multi Line"));

  account_fixture_tear_down (&fixture);
}

/* A fresh one is left alone, an older one is released, and one that leads
 * somewhere stays however old it is. */
static void
test_repair (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  schedule_single_line (&fixture);
  begin_schedule (&fixture, "smrtPhone Standard");

  g_assert_true (repair (&fixture, &error));
  g_assert_no_error (error);
  g_assert_nonnull (get_schedule_id (&fixture, "smrtPhone Standard"));

  account_fixture_run_demo (&fixture, SMRT_DEMO_ONE_DAY);
  account_fixture_refresh (&fixture);
  g_assert_true (smrt_schedule_repair_is_needed (fixture.account));
  g_assert_true (repair (&fixture, &error));
  g_assert_no_error (error);
  g_assert_null (get_schedule_id (&fixture, "smrtPhone Standard"));
  g_assert_nonnull (get_schedule_id (&fixture, "smrtDialer Multi Line"));
  g_assert_false (smrt_schedule_repair_is_needed (fixture.account));

  account_fixture_tear_down (&fixture);
}

/* An account without a test clock that shows one subscription with a schedule,
 * as of noon. */
static void
show_schedule (AccountFixture *fixture,
               SmrtSchedule   *schedule)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (fixture->account);
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", NULL, NULL, NULL, FALSE);
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  SmrtPrice *price = smrt_subscription_item_get_price (
    smrt_subscription_get_main_item (account_fixture_find (fixture, "smrtPhone Standard")));
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_1", price, 1, 1793707200, 1796299200);

  smrt_subscription_add_item (subscription, item);
  smrt_subscription_set_schedule (subscription, schedule);
  g_ptr_array_add (subscriptions, subscription);
  smrt_account_take_reading (fixture->account, catalogue, customer, subscriptions, nothing, nothing, DEMO_NOW);
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
  g_autoptr (SmrtSchedule) long_phase = smrt_schedule_new ("sub_sched_4", DEMO_NOW - 360);
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

  /* Until a month after the end of the period: somebody wants it to be so. */
  smrt_schedule_set_releases (long_phase, TRUE);
  smrt_schedule_take_phase (long_phase, smrt_schedule_phase_new (1793707200, 1798977600));
  show_schedule (&fixture, long_phase);
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

  g_test_add_func ("/account/keep-plan/kept", test_kept);
  g_test_add_func ("/account/keep-plan/settled-by-reading", test_settled_by_reading);
  g_test_add_func ("/account/keep-plan/not-arrived", test_not_arrived);
  g_test_add_func ("/account/keep-plan/contradiction", test_contradiction);
  g_test_add_func ("/account/keep-plan/released-elsewhere", test_released_elsewhere);
  g_test_add_func ("/account/keep-plan/not-permitted", test_not_permitted);
  g_test_add_func ("/account/schedule-repair/repaired", test_repair);
  g_test_add_func ("/account/schedule-repair/needed", test_repair_needed);

  return g_test_run ();
}
