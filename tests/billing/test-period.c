/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-period.h"

#define DAY G_GINT64_CONSTANT (86400)

static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);

  return zone;
}

static gint64
utc (int year,
     int month,
     int day,
     int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, 0, 0);

  return g_date_time_to_unix (time);
}

static void
assert_period (SmrtPeriod     period,
               SmrtPeriodKind kind,
               int            year,
               int            month)
{
  g_assert_cmpint (period.kind, ==, kind);
  g_assert_cmpint (period.year, ==, year);
  g_assert_cmpint (period.month, ==, month);
}

static SmrtPeriod
parse (const char *text,
       int         fiscal_start)
{
  SmrtPeriod period = { 0 };

  g_assert_true (smrt_period_parse (text, fiscal_start, &period));

  return period;
}

static void
assert_bounds (const char *text,
               int         fiscal_start,
               const char *zone_name,
               gint64      from,
               gint64      until)
{
  g_autoptr (GTimeZone) zone = open_zone (zone_name);
  SmrtPeriod period = parse (text, fiscal_start);
  gint64 first, end;

  smrt_period_get_bounds (&period, zone, &first, &end);
  g_assert_cmpint (first, ==, from);
  g_assert_cmpint (end, ==, until);
}

/* The first and the last second of a period are in it, and none beside them. */
static void
assert_edges (const SmrtPeriod *period,
              int               fiscal_start,
              GTimeZone        *zone)
{
  SmrtPeriod before = smrt_period_step (period, -1);
  SmrtPeriod after = smrt_period_step (period, 1);
  SmrtPeriod found;
  gint64 from, until;

  smrt_period_get_bounds (period, zone, &from, &until);
  g_assert_cmpint (from, <, until);
  found = smrt_period_at (period->kind, from, fiscal_start, zone);
  g_assert_true (smrt_period_equal (&found, period));
  found = smrt_period_at (period->kind, until - 1, fiscal_start, zone);
  g_assert_true (smrt_period_equal (&found, period));
  found = smrt_period_at (period->kind, from - 1, fiscal_start, zone);
  g_assert_true (smrt_period_equal (&found, &before));
  found = smrt_period_at (period->kind, until, fiscal_start, zone);
  g_assert_true (smrt_period_equal (&found, &after));
}

static void
test_at (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 november = utc (2026, 11, 18, 12);
  gint64 may = utc (2026, 5, 31, 23);

  assert_period (smrt_period_at (SMRT_PERIOD_KIND_ALL, november, 1, zone), SMRT_PERIOD_KIND_ALL, 0, 0);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_MONTH, november, 7, zone), SMRT_PERIOD_KIND_MONTH, 2026, 11);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_QUARTER, november, 1, zone), SMRT_PERIOD_KIND_QUARTER, 2026, 10);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_QUARTER, november, 2, zone), SMRT_PERIOD_KIND_QUARTER, 2026, 11);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_QUARTER, november, 12, zone), SMRT_PERIOD_KIND_QUARTER, 2026, 9);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_YEAR, november, 7, zone), SMRT_PERIOD_KIND_YEAR, 2026, 1);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_FISCAL_YEAR, november, 1, zone), SMRT_PERIOD_KIND_FISCAL_YEAR,
                 2026, 1);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_FISCAL_YEAR, november, 7, zone), SMRT_PERIOD_KIND_FISCAL_YEAR,
                 2026, 7);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_FISCAL_YEAR, may, 7, zone), SMRT_PERIOD_KIND_FISCAL_YEAR, 2025, 7);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_FISCAL_YEAR, november, 12, zone), SMRT_PERIOD_KIND_FISCAL_YEAR,
                 2025, 12);
}

/* New Year's Eve in New York is the new year in Berlin. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) new_york = open_zone ("America/New_York");
  g_autoptr (GTimeZone) berlin = open_zone ("Europe/Berlin");
  gint64 time = utc (2026, 12, 31, 23) + 1800;

  assert_period (smrt_period_at (SMRT_PERIOD_KIND_MONTH, time, 1, new_york), SMRT_PERIOD_KIND_MONTH, 2026, 12);
  assert_period (smrt_period_at (SMRT_PERIOD_KIND_MONTH, time, 1, berlin), SMRT_PERIOD_KIND_MONTH, 2027, 1);
}

static void
test_bounds (void)
{
  assert_bounds ("all", 1, "UTC", 0, 0);
  assert_bounds ("2026-11", 1, "UTC", utc (2026, 11, 1, 0), utc (2026, 12, 1, 0));
  assert_bounds ("2026-12", 1, "UTC", utc (2026, 12, 1, 0), utc (2027, 1, 1, 0));
  assert_bounds ("2026", 7, "UTC", utc (2026, 1, 1, 0), utc (2027, 1, 1, 0));
  assert_bounds ("FY2026", 7, "UTC", utc (2026, 7, 1, 0), utc (2027, 7, 1, 0));
  assert_bounds ("2026-Q1", 7, "UTC", utc (2026, 7, 1, 0), utc (2026, 10, 1, 0));
  assert_bounds ("2026-Q4", 11, "UTC", utc (2027, 8, 1, 0), utc (2027, 11, 1, 0));
  assert_bounds ("1969-12", 1, "UTC", -31 * DAY, 1);
}

static void
test_leap_years (void)
{
  assert_bounds ("2028-02", 1, "UTC", utc (2028, 2, 1, 0), utc (2028, 2, 1, 0) + 29 * DAY);
  assert_bounds ("2026-02", 1, "UTC", utc (2026, 2, 1, 0), utc (2026, 2, 1, 0) + 28 * DAY);
  assert_bounds ("2100-02", 1, "UTC", utc (2100, 2, 1, 0), utc (2100, 2, 1, 0) + 28 * DAY);
  assert_bounds ("2000", 1, "UTC", utc (2000, 1, 1, 0), utc (2000, 1, 1, 0) + 366 * DAY);
}

/* A month with a change of the clock is an hour longer or shorter, and its
 * bounds are the midnights of the clocks. */
static void
test_summer_time (void)
{
  assert_bounds ("2026-03", 1, "Europe/Berlin", utc (2026, 2, 28, 23), utc (2026, 3, 31, 22));
  assert_bounds ("2026-10", 1, "Europe/Berlin", utc (2026, 9, 30, 22), utc (2026, 10, 31, 23));
  assert_bounds ("2026-11", 1, "America/New_York", utc (2026, 11, 1, 4), utc (2026, 12, 1, 5));
  assert_bounds ("2026-07", 1, "Pacific/Kiritimati", utc (2026, 6, 30, 10), utc (2026, 7, 31, 10));
}

/* In Jordan April of 2005 began without its first hour, and in Cuba November of
 * 2020 with two of them. */
static void
test_strange_midnights (void)
{
  assert_bounds ("2005-04", 1, "Asia/Amman", utc (2005, 3, 31, 22), utc (2005, 4, 30, 21));
  assert_bounds ("2020-11", 1, "America/Havana", utc (2020, 11, 1, 4), utc (2020, 12, 1, 5));
}

/* Zones with rules of their own, and all periods of seventy years. */
static void
test_edges (void)
{
  static const char * const zones[] = {
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Amman",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Cairo",
    "Asia/Gaza",
  };
  static const SmrtPeriodKind kinds[] = {
    SMRT_PERIOD_KIND_MONTH, SMRT_PERIOD_KIND_QUARTER, SMRT_PERIOD_KIND_YEAR, SMRT_PERIOD_KIND_FISCAL_YEAR
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (zones); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (kinds); j++)
      for (int fiscal_start = 1; fiscal_start <= 12; fiscal_start += 3 + j)
        {
          g_autoptr (GTimeZone) zone = open_zone (zones[i]);
          SmrtPeriod period = smrt_period_at (kinds[j], utc (1971, 1, 15, 0), fiscal_start, zone);

          while (period.year < 2040)
            {
              assert_edges (&period, fiscal_start, zone);
              period = smrt_period_step (&period, 1);
            }
        }
}

static void
test_step (void)
{
  SmrtPeriod month = parse ("2026-11", 1);
  SmrtPeriod quarter = parse ("2026-Q1", 12);
  SmrtPeriod year = parse ("2026", 1);
  SmrtPeriod fiscal_year = parse ("FY2026", 4);
  SmrtPeriod all = smrt_period_all ();

  assert_period (smrt_period_step (&month, 2), SMRT_PERIOD_KIND_MONTH, 2027, 1);
  assert_period (smrt_period_step (&month, -11), SMRT_PERIOD_KIND_MONTH, 2025, 12);
  assert_period (smrt_period_step (&month, 0), SMRT_PERIOD_KIND_MONTH, 2026, 11);
  assert_period (smrt_period_step (&quarter, 1), SMRT_PERIOD_KIND_QUARTER, 2027, 3);
  assert_period (smrt_period_step (&quarter, -4), SMRT_PERIOD_KIND_QUARTER, 2025, 12);
  assert_period (smrt_period_step (&year, -26), SMRT_PERIOD_KIND_YEAR, 2000, 1);
  assert_period (smrt_period_step (&fiscal_year, 1), SMRT_PERIOD_KIND_FISCAL_YEAR, 2027, 4);
  assert_period (smrt_period_step (&all, 5), SMRT_PERIOD_KIND_ALL, 0, 0);
}

/* Nothing begins before the year 1 or after the year 9999. */
static void
test_ends_of_calendar (void)
{
  g_autoptr (GTimeZone) zone = open_zone ("America/New_York");
  SmrtPeriod month = parse ("2026-11", 1);
  SmrtPeriod quarter = parse ("2026-Q1", 2);
  SmrtPeriod fiscal_year = parse ("FY2026", 7);
  SmrtPeriod last = smrt_period_at (SMRT_PERIOD_KIND_MONTH, G_MAXINT64, 1, zone);
  SmrtPeriod first = smrt_period_at (SMRT_PERIOD_KIND_FISCAL_YEAR, G_MININT64, 7, zone);
  gint64 from, until;

  assert_period (smrt_period_step (&month, G_MAXINT), SMRT_PERIOD_KIND_MONTH, 9999, 12);
  assert_period (smrt_period_step (&month, G_MININT), SMRT_PERIOD_KIND_MONTH, 1, 1);
  assert_period (smrt_period_step (&quarter, G_MAXINT), SMRT_PERIOD_KIND_QUARTER, 9999, 11);
  assert_period (smrt_period_step (&quarter, G_MININT), SMRT_PERIOD_KIND_QUARTER, 1, 2);
  assert_period (smrt_period_step (&fiscal_year, G_MAXINT), SMRT_PERIOD_KIND_FISCAL_YEAR, 9999, 7);
  assert_period (smrt_period_step (&fiscal_year, G_MININT), SMRT_PERIOD_KIND_FISCAL_YEAR, 1, 7);
  assert_period (last, SMRT_PERIOD_KIND_MONTH, 9999, 12);
  assert_period (first, SMRT_PERIOD_KIND_FISCAL_YEAR, 1, 7);

  assert_bounds ("9999", 1, "UTC", utc (9999, 1, 1, 0), utc (9999, 12, 31, 0) + DAY);
  assert_bounds ("0001-01", 1, "UTC", utc (1, 1, 1, 0), utc (1, 2, 1, 0));
  fiscal_year = parse ("FY9999", 12);
  smrt_period_get_bounds (&fiscal_year, zone, &from, &until);
  g_assert_cmpint (until - from, ==, 366 * DAY);
}

static void
test_texts (void)
{
  static const char * const texts[] = { "all", "2026-11", "2026-Q1", "2026-Q4", "2026", "FY2026", "0001", "9999-12" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int fiscal_start = 1; fiscal_start <= 12; fiscal_start++)
      {
        SmrtPeriod period = parse (texts[i], fiscal_start);
        g_autofree char *text = smrt_period_to_text (&period, fiscal_start);

        g_assert_cmpstr (text, ==, texts[i]);
      }

  assert_period (parse ("2026-q3", 1), SMRT_PERIOD_KIND_QUARTER, 2026, 7);
  assert_period (parse ("2026-Q3", 7), SMRT_PERIOD_KIND_QUARTER, 2027, 1);
  assert_period (parse ("fy2026", 7), SMRT_PERIOD_KIND_FISCAL_YEAR, 2026, 7);
  assert_period (parse ("2026", 7), SMRT_PERIOD_KIND_YEAR, 2026, 1);
  assert_period (parse ("0000-Q3", 7), SMRT_PERIOD_KIND_QUARTER, 1, 1);
}

static void
test_bad_texts (void)
{
  static const char * const texts[] = {
    "",
    " ",
    "2026-",
    "2026-1",
    "2026-00",
    "2026-13",
    "2026-011",
    "2026-Q0",
    "2026-Q5",
    "2026-Q",
    "2026-Q11",
    "Q3",
    "26",
    "02026",
    "0000",
    "0000-12",
    "FY26",
    "FY0000",
    "FY",
    "-2026",
    "+2026",
    "2026-+1",
    "2026 ",
    " 2026",
    "2026/11",
    "2026-1１",
    "２０２６",
    "today",
    "ALL ",
    "2026-11-18",
    "1e10",
    "99999",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SmrtPeriod period = { SMRT_PERIOD_KIND_MONTH, 1, 2 };

      g_test_message ("“%s”", texts[i]);
      g_assert_false (smrt_period_parse (texts[i], 1, &period));
      assert_period (period, SMRT_PERIOD_KIND_MONTH, 1, 2);
    }
}

static void
test_outside_of_calendar (void)
{
  SmrtPeriod period;

  g_assert_false (smrt_period_parse ("9999-Q3", 7, &period));
  g_assert_false (smrt_period_parse ("0000-Q2", 7, &period));
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  SmrtPeriod period = parse ("2026-Q3", 1);
  SmrtPeriod other = period;

  g_value_init (&value, SMRT_TYPE_PERIOD);
  g_value_set_boxed (&value, &period);
  g_assert_true (smrt_period_equal (g_value_get_boxed (&value), &period));
  other.kind = SMRT_PERIOD_KIND_MONTH;
  g_assert_false (smrt_period_equal (&period, &other));
  other = smrt_period_step (&period, 1);
  g_assert_false (smrt_period_equal (&period, &other));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/period/at", test_at);
  g_test_add_func ("/period/zone", test_zone);
  g_test_add_func ("/period/bounds", test_bounds);
  g_test_add_func ("/period/leap-years", test_leap_years);
  g_test_add_func ("/period/summer-time", test_summer_time);
  g_test_add_func ("/period/strange-midnights", test_strange_midnights);
  g_test_add_func ("/period/edges", test_edges);
  g_test_add_func ("/period/step", test_step);
  g_test_add_func ("/period/ends-of-calendar", test_ends_of_calendar);
  g_test_add_func ("/period/texts", test_texts);
  g_test_add_func ("/period/bad-texts", test_bad_texts);
  g_test_add_func ("/period/outside-of-calendar", test_outside_of_calendar);
  g_test_add_func ("/period/boxed", test_boxed);

  return g_test_run ();
}
