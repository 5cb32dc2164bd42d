/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-comparison.h"

G_BEGIN_DECLS

/*
 * smrt_comparison_new:
 * @plans: (element-type SmrtPlan): the columns
 * @features: (element-type GStrv): for each column all of its features
 */
SmrtComparison *smrt_comparison_new (GPtrArray *plans,
                                     GPtrArray *features);

G_END_DECLS
