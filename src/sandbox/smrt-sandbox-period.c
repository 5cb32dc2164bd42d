/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-period.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60)

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
}

static gint64
get_months (SmrtSandboxInterval interval)
{
  return g_str_equal (interval.unit, "year") ? 12 * interval.count : interval.count;
}

static gint64
add_months (gint64 anchor,
            gint64 months)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (anchor);
  g_autoptr (GDateTime) to = g_date_time_add_months (from, (int) months);

  return g_date_time_to_unix (to);
}

SmrtSandboxPeriod
smrt_sandbox_period_containing (gint64              anchor,
                                SmrtSandboxInterval interval,
                                gint64              time)
{
  gint64 length, n;
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) to = NULL;

  if (g_str_equal (interval.unit, "day") || g_str_equal (interval.unit, "week"))
    {
      length = interval.count * (g_str_equal (interval.unit, "week") ? 7 * DAY : DAY);
      n = floor_div (time - anchor, length);

      return (SmrtSandboxPeriod) { anchor + n * length, anchor + (n + 1) * length };
    }

  length = get_months (interval);
  from = g_date_time_new_from_unix_utc (anchor);
  to = g_date_time_new_from_unix_utc (time);
  n = floor_div ((g_date_time_get_year (to) - g_date_time_get_year (from)) * 12 +
                   g_date_time_get_month (to) - g_date_time_get_month (from),
                 length);

  /* Within the month it is the day and the time of day that decide. */
  if (add_months (anchor, n * length) > time)
    n--;

  return (SmrtSandboxPeriod) { add_months (anchor, n * length), add_months (anchor, (n + 1) * length) };
}

gboolean
smrt_sandbox_interval_equal (SmrtSandboxInterval a,
                             SmrtSandboxInterval b)
{
  gboolean a_in_months = g_str_equal (a.unit, "month") || g_str_equal (a.unit, "year");
  gboolean b_in_months = g_str_equal (b.unit, "month") || g_str_equal (b.unit, "year");

  if (a_in_months && b_in_months)
    return get_months (a) == get_months (b);

  return g_str_equal (a.unit, b.unit) && a.count == b.count;
}
