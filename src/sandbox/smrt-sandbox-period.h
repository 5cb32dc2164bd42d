/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxInterval:
 * @unit: `day`, `week`, `month` or `year`
 * @count: how many of them, at least 1
 */
typedef struct
{
  const char *unit;
  gint64 count;
} SmrtSandboxInterval;

/**
 * SmrtSandboxPeriod:
 * @start: unix seconds, the first of the period
 * @end: unix seconds, the first that no longer belongs to it
 */
typedef struct
{
  gint64 start;
  gint64 end;
} SmrtSandboxPeriod;

/**
 * smrt_sandbox_period_containing:
 * @anchor: unix seconds at which one of the periods begins
 * @interval: their length
 * @time: unix seconds
 *
 * Months keep the anchor's day, or the last one of a shorter month, and its
 * time of day, in UTC: after 31 January follow 28 February and 31 March.
 *
 * Returns: the period that contains @time
 */
SmrtSandboxPeriod smrt_sandbox_period_containing (gint64              anchor,
                                                  SmrtSandboxInterval interval,
                                                  gint64              time);

gboolean          smrt_sandbox_interval_equal    (SmrtSandboxInterval a,
                                                  SmrtSandboxInterval b);

G_END_DECLS
