/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-calendar.h"

#include <libical/ical.h>

static void
add_subscription (ExportFixture *fixture,
                  const char    *id,
                  gint64         amount,
                  const char    *currency,
                  gint64         next)
{
  g_autoptr (SmrtPrice) price = NULL;
  g_autoptr (SmrtSubscriptionItem) item = NULL;
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new (id, SMRT_SUBSCRIPTION_STATUS_ACTIVE, currency);

  price = smrt_price_new ("price_text", "prod_text", currency, &amount, SMRT_INTERVAL_MONTH, 1, FALSE, TRUE, NULL);
  item = smrt_subscription_item_new ("si_1", price, 1, NOVEMBER_18, next);
  smrt_subscription_add_item (subscription, item);
  g_list_store_append (fixture->subscriptions, subscription);
}

/* The real reader finds what was meant, whatever the product is called. */
static void
test_read_back (ExportFixture *fixture,
                gconstpointer  unused)
{
  static const char * const names[] = {
    "smrtPhone Standard",
    "a,b;c\\d\"e:f\\n",
    "Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前 Ünïcödé 名前",
    "END:VEVENT",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      static const char * const amounts[] = { "$75.00", "¥1,500", "KWD\u00a01.250" };
      static const char * const uids[] = { "sub_1@io.smrtphone.Plans", "sub_2@io.smrtphone.Plans",
                                           "sub%3B3@io.smrtphone.Plans" };
      g_autofree char *text = NULL;
      icalcomponent *calendar, *event;
      unsigned int n_events = 0;

      export_fixture_tear_down (fixture, NULL);
      export_fixture_set_up (fixture, NULL);
      export_fixture_add_text_plan (fixture, names[i]);
      add_subscription (fixture, "sub_1", 7500, "usd", DECEMBER_3);
      add_subscription (fixture, "sub_2", 1500, "jpy", DECEMBER_3 + DAY);
      add_subscription (fixture, "sub;3", 1250, "kwd", DECEMBER_3 + 2 * DAY);

      text = export_fixture_run (fixture, smrt_export_calendar, NULL);
      calendar = icalparser_parse_string (text);
      g_assert_nonnull (calendar);
      g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
      g_assert_true (icalrestriction_check (calendar));
      g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);

      for (event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT); event != NULL;
           event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
        {
          struct icaltimetype start = icalcomponent_get_dtstart (event);
          g_autofree char *summary = g_strdup_printf ("%s: %s (Estimate)", names[i], amounts[n_events]);

          g_assert_cmpstr (icalcomponent_get_summary (event), ==, summary);
          g_assert_cmpstr (icalcomponent_get_uid (event), ==, uids[n_events]);
          g_assert_true (start.is_date);
          g_assert_cmpint (start.year, ==, 2026);
          g_assert_cmpint (start.month, ==, 12);
          g_assert_cmpint (start.day, ==, 3 + n_events);
          n_events++;
        }
      g_assert_cmpuint (n_events, ==, 3);

      icalcomponent_free (calendar);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/export/libical/read-back", ExportFixture, NULL, export_fixture_set_up, test_read_back,
              export_fixture_tear_down);

  return g_test_run ();
}
