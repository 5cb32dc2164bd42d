/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_TIMING_LIST (smrt_timing_list_get_type ())

/**
 * SmrtTimingList:
 *
 * When a change is made: now or at the next billing date, with what is due
 * today beside each. A time that the offer does not allow is shown and says so.
 *
 * Property `change` (#SmrtChange, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtTimingList, smrt_timing_list, SMRT, TIMING_LIST, AdwBin)

SmrtChange *smrt_timing_list_get_change (SmrtTimingList *self);
void        smrt_timing_list_set_change (SmrtTimingList *self,
                                         SmrtChange     *change);

G_END_DECLS
