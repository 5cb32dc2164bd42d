/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-calendar.h"

#include <string.h>

#define HEAD \
 "BEGIN:VCALENDAR\r\n" \
 "VERSION:2.0\r\n" \
 "PRODID:-//smrtPhone Plans//smrtphone-plans " PACKAGE_VERSION "//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"

static SmrtSubscription *
add_subscription (ExportFixture          *fixture,
                  const char             *product_id,
                  SmrtSubscriptionStatus  status)
{
  g_autoptr (SmrtSubscription) subscription = NULL;

  subscription = words_subscription_new (fixture->catalogue, product_id, SMRT_CYCLE_MONTHLY, 3, status);
  g_list_store_append (fixture->subscriptions, subscription);

  return subscription;
}

static void
test_event (ExportFixture *fixture,
            gconstpointer  unused)
{
  export_fixture_assert (fixture, smrt_export_calendar, HEAD TAIL);

  add_subscription (fixture, "prod_multi", SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  export_fixture_assert (fixture, smrt_export_calendar,
                         HEAD
                         "BEGIN:VEVENT\r\n"
                         "UID:sub_1@io.smrtphone.Plans\r\n"
                         "DTSTAMP:20261118T120000Z\r\n"
                         "DTSTART;VALUE=DATE:20261203\r\n"
                         "SUMMARY:smrtDialer Multi Line: $225.00 (Estimate)\r\n"
                         "DESCRIPTION:Next billing date. Estimate: $225.00\\, without usage\\, discount\r\n"
                         " s\\, tax and credit.\r\n"
                         "TRANSP:TRANSPARENT\r\n"
                         "END:VEVENT\r\n" TAIL);
}

/* What ends before its next billing date, or has none, is not billed. */
static void
test_none (ExportFixture *fixture,
           gconstpointer  unused)
{
  static const SmrtSubscriptionStatus statuses[] = {
    SMRT_SUBSCRIPTION_STATUS_CANCELED,
    SMRT_SUBSCRIPTION_STATUS_INCOMPLETE,
    SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED,
    SMRT_SUBSCRIPTION_STATUS_PAUSED,
  };
  g_autoptr (SmrtSubscription) empty = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  SmrtSubscription *ending;
  g_autofree char *text = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    add_subscription (fixture, "prod_pro", statuses[i]);
  g_list_store_append (fixture->subscriptions, empty);
  ending = add_subscription (fixture, "prod_pro", SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  smrt_subscription_set_cancel_at (ending, DECEMBER_3);
  export_fixture_assert (fixture, smrt_export_calendar, HEAD TAIL);

  smrt_subscription_set_cancel_at (ending, DECEMBER_3 + 1);
  text = export_fixture_run (fixture, smrt_export_calendar, NULL);
  g_assert_nonnull (strstr (text, "DTSTART;VALUE=DATE:20261203\r\n"));
}

static void
add_metered_item (SmrtSubscription *subscription,
                  gint64            period_end)
{
  g_autoptr (SmrtPrice) price = smrt_price_new ("price_usage", "prod_usage", "usd", NULL, SMRT_INTERVAL_MONTH, 1, TRUE,
                                                TRUE, NULL);
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_2", price, 0, NOVEMBER_18, period_end);

  smrt_subscription_add_item (subscription, item);
}

/* There is an amount only where it can be reckoned. */
static void
test_estimate (ExportFixture *fixture,
               gconstpointer  unused)
{
  SmrtSubscription *subscription = add_subscription (fixture, "prod_pro", SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_autoptr (SmrtSubscription) metered = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autofree char *with_usage = NULL;
  g_autofree char *paused = NULL;
  g_autofree char *scheduled = NULL;
  g_autofree char *alone = NULL;

  add_metered_item (subscription, DECEMBER_3);
  with_usage = export_fixture_run (fixture, smrt_export_calendar, NULL);
  g_assert_nonnull (strstr (with_usage, "SUMMARY:smrtPhone Pro: $375.00 (Estimate)\r\n"));

  smrt_subscription_set_collection_paused (subscription, TRUE);
  paused = export_fixture_run (fixture, smrt_export_calendar, NULL);
  g_assert_nonnull (strstr (paused, "SUMMARY:smrtPhone Pro: next billing date\r\n"));
  g_assert_null (strstr (paused, "DESCRIPTION"));

  /* What the schedule makes of it is not told. */
  smrt_subscription_set_collection_paused (subscription, FALSE);
  smrt_subscription_set_schedule_id (subscription, "sub_sched_1");
  scheduled = export_fixture_run (fixture, smrt_export_calendar, NULL);
  g_assert_nonnull (strstr (scheduled, "SUMMARY:smrtPhone Pro: next billing date\r\n"));
  g_assert_null (strstr (scheduled, "Estimate"));

  g_list_store_remove_all (fixture->subscriptions);
  add_metered_item (metered, DECEMBER_3);
  g_list_store_append (fixture->subscriptions, metered);
  alone = export_fixture_run (fixture, smrt_export_calendar, NULL);
  g_assert_nonnull (strstr (alone, "SUMMARY:sub_2: next billing date\r\n"));
}

/* The next payment is what the schedule turns the subscription into that day. */
static void
test_scheduled (ExportFixture *fixture,
                gconstpointer  unused)
{
  static const gint64 starts[] = { DECEMBER_3, DECEMBER_3 + 30 * DAY };
  static const char * const summaries[] = {
    "SUMMARY:smrtPhone Pro: $75.00 (Estimate)\r\n",
    "SUMMARY:smrtPhone Pro: $375.00 (Estimate)\r\n",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (SmrtSchedule) schedule = smrt_schedule_new ("sub_sched_1", NOVEMBER_18);
      SmrtSubscription *subscription = NULL;
      SmrtSchedulePhase *phase;
      g_autofree char *text = NULL;

      g_list_store_remove_all (fixture->subscriptions);
      subscription = add_subscription (fixture, "prod_pro", SMRT_SUBSCRIPTION_STATUS_ACTIVE);
      phase = smrt_schedule_phase_new (NOVEMBER_18, starts[i]);
      smrt_schedule_phase_add_item (phase, "price_pro_month", 3);
      smrt_schedule_take_phase (schedule, phase);
      phase = smrt_schedule_phase_new (starts[i], starts[i] + 30 * DAY);
      smrt_schedule_phase_add_item (phase, "price_standard_month", 1);
      smrt_schedule_take_phase (schedule, phase);
      smrt_schedule_set_running (schedule, TRUE);
      smrt_schedule_set_current_start (schedule, NOVEMBER_18);
      smrt_subscription_set_schedule (subscription, schedule);

      text = export_fixture_run (fixture, smrt_export_calendar, NULL);
      g_assert_nonnull (strstr (text, summaries[i]));
    }
}

/* No line is longer than 75 bytes, and no character is torn apart. */
static void
assert_folded (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (unsigned int i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
test_hostile (ExportFixture *fixture,
              gconstpointer  unused)
{
  static const char * const names[] = {
    "a,b;c\\d\"e:f",
    "two\r\nlines\nEND:VEVENT",
    "Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "",
  };
  g_autofree char *escaped = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SmrtPrice) price = NULL;
      g_autoptr (SmrtSubscriptionItem) item = NULL;
      g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub;1\r\n,é", SMRT_SUBSCRIPTION_STATUS_ACTIVE,
                                                                         "kwd");
      const gint64 amount = -1250;
      g_autofree char *text = NULL;

      export_fixture_tear_down (fixture, NULL);
      export_fixture_set_up (fixture, NULL);
      export_fixture_add_text_plan (fixture, names[i]);
      price = smrt_price_new ("price_text", "prod_text", "kwd", &amount, SMRT_INTERVAL_MONTH, 1, FALSE, TRUE, NULL);
      item = smrt_subscription_item_new ("si_1", price, 1, NOVEMBER_18, DECEMBER_3);
      smrt_subscription_add_item (subscription, item);
      g_list_store_append (fixture->subscriptions, subscription);

      text = export_fixture_run (fixture, smrt_export_calendar, NULL);
      assert_folded (text);
      g_assert_nonnull (strstr (text, "\r\nUID:sub%3B1%0D%0A%2C%C3%A9@io.smrtphone.Plans\r\n"));
      if (i == 0)
        escaped = g_steal_pointer (&text);
      else if (i == 1)
        g_assert_nonnull (strstr (text, "\r\nSUMMARY:two lines END:VEVENT: "));
    }

  g_assert_nonnull (strstr (escaped, "\r\nSUMMARY:a\\,b\\;c\\\\d\"e:f: "));
}

#define ADD(path, function) \
 g_test_add (path, ExportFixture, NULL, export_fixture_set_up, function, export_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/calendar/event", test_event);
  ADD ("/export/calendar/none", test_none);
  ADD ("/export/calendar/estimate", test_estimate);
  ADD ("/export/calendar/scheduled", test_scheduled);
  ADD ("/export/calendar/hostile", test_hostile);

  return g_test_run ();
}
