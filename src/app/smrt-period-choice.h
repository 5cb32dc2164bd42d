/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-period.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PERIOD_CHOICE (smrt_period_choice_get_type ())

/**
 * SmrtPeriodChoice:
 *
 * Chooses a month, a quarter, a year or all time: a menu of what kind of
 * period, and a button to either side for the one before and the one after it.
 *
 * Properties: `period` (#SmrtPeriod), `fiscal-start` (int, 1: the first month
 * of the fiscal year), `now` (int64, unix seconds: the period of which is
 * chosen first, and the last one that there is).
 */
G_DECLARE_FINAL_TYPE (SmrtPeriodChoice, smrt_period_choice, SMRT, PERIOD_CHOICE, AdwBin)

GtkWidget        *smrt_period_choice_new              (void);
const SmrtPeriod *smrt_period_choice_get_period       (SmrtPeriodChoice *self);
void              smrt_period_choice_set_period       (SmrtPeriodChoice *self,
                                                       const SmrtPeriod *period);
int               smrt_period_choice_get_fiscal_start (SmrtPeriodChoice *self);

G_END_DECLS
