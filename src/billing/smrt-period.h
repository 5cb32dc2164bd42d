/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtPeriodKind:
 * @SMRT_PERIOD_KIND_ALL: all there is
 * @SMRT_PERIOD_KIND_MONTH: a calendar month
 * @SMRT_PERIOD_KIND_QUARTER: three months, counted from the first month of the
 *   fiscal year
 * @SMRT_PERIOD_KIND_YEAR: a calendar year
 * @SMRT_PERIOD_KIND_FISCAL_YEAR: twelve months from the first month of the
 *   fiscal year on
 */
typedef enum
{
  SMRT_PERIOD_KIND_ALL,
  SMRT_PERIOD_KIND_MONTH,
  SMRT_PERIOD_KIND_QUARTER,
  SMRT_PERIOD_KIND_YEAR,
  SMRT_PERIOD_KIND_FISCAL_YEAR,
} SmrtPeriodKind;

#define SMRT_TYPE_PERIOD (smrt_period_get_type ())

/**
 * SmrtPeriod:
 * @kind: what it is
 * @year: the calendar year in which it begins
 * @month: the calendar month in which it begins, 1 to 12
 *
 * What finance staff look at: a month, a quarter, a year. Two periods are equal
 * where all members are.
 */
typedef struct
{
  SmrtPeriodKind kind;
  int            year;
  int            month;
} SmrtPeriod;

GType      smrt_period_get_type      (void) G_GNUC_CONST;
SmrtPeriod smrt_period_all           (void);

/**
 * smrt_period_at:
 * @kind: what it is
 * @time: unix seconds
 * @fiscal_start: the first month of the fiscal year, 1 to 12
 * @zone: the person's time zone
 *
 * Returns: the period of that kind in which @time is; times outside of the
 *   years 1 to 9999 are in the first or the last one
 */
SmrtPeriod smrt_period_at            (SmrtPeriodKind    kind,
                                      gint64            time,
                                      int               fiscal_start,
                                      GTimeZone        *zone);

/**
 * smrt_period_step:
 * @n_steps: how many periods on; negative is back
 *
 * Returns: another period of the kind; the last one that begins in the years 1
 *   to 9999 where there are not so many
 */
SmrtPeriod smrt_period_step          (const SmrtPeriod *self,
                                      int               n_steps);

/**
 * smrt_period_get_bounds:
 * @zone: the person's time zone
 * @from: (out): unix seconds of its first second; 0 for all there is
 * @until: (out): unix seconds of the first second after it; 0 for all there is
 *   and for nothing else: 1 where it is the beginning of 1970
 */
void       smrt_period_get_bounds    (const SmrtPeriod *self,
                                      GTimeZone        *zone,
                                      gint64           *from,
                                      gint64           *until);
gboolean   smrt_period_equal         (const SmrtPeriod *self,
                                      const SmrtPeriod *other);

/**
 * smrt_period_get_quarter:
 * @self: a quarter
 * @fiscal_start: the first month of the fiscal year, 1 to 12
 * @fiscal_year: (out): the calendar year in which its fiscal year begins
 *
 * Returns: which quarter of the fiscal year it is, 1 to 4
 */
int        smrt_period_get_quarter   (const SmrtPeriod *self,
                                      int               fiscal_start,
                                      int              *fiscal_year);

/**
 * smrt_period_parse:
 * @text: `2026-11`, `2026-Q3`, `2026`, `FY2026` (the fiscal year that begins in
 *   2026) or `all`
 * @fiscal_start: the first month of the fiscal year, 1 to 12; quarters are
 *   counted from it: with 7, `2026-Q1` is July to September 2026
 * @period: (out): the period; left as it is where @text is none
 *
 * Returns: whether @text is one
 */
gboolean   smrt_period_parse         (const char       *text,
                                      int               fiscal_start,
                                      SmrtPeriod       *period);

/**
 * smrt_period_to_text:
 * @fiscal_start: the first month of the fiscal year, 1 to 12
 *
 * Returns: (transfer full): what smrt_period_parse() takes, good as part of a
 *   file's name
 */
char      *smrt_period_to_text       (const SmrtPeriod *self,
                                      int               fiscal_start);

G_END_DECLS
