/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-period.h"

G_BEGIN_DECLS

/**
 * smrt_words_period:
 * @period: a period
 * @fiscal_start: the first month of the fiscal year, 1 to 12
 *
 * Returns: (transfer full): "November 2026", "Q3 2026", "Q3 2026/27" where the
 *   fiscal year does not begin in January, "2026", "Fiscal year 2026/27", "All
 *   time"
 */
char *smrt_words_period       (const SmrtPeriod *period,
                               int               fiscal_start);

/**
 * smrt_words_month:
 * @month: 1 to 12
 *
 * Returns: (transfer full): how it is called where it stands alone: "November"
 */
char *smrt_words_month        (int               month);

/**
 * smrt_words_month_short:
 * @time: unix seconds
 *
 * Returns: (transfer full): the month in the person's time zone, for a place
 *   with little room: "Nov"
 */
char *smrt_words_month_short  (gint64            time);

/**
 * smrt_words_year:
 * @time: unix seconds
 *
 * Returns: (transfer full): the year in the person's time zone: "2026"
 */
char *smrt_words_year         (gint64            time);

G_END_DECLS
