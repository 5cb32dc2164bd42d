/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-plan.h"

G_BEGIN_DECLS

#define SMRT_TYPE_FEATURE (smrt_feature_get_type ())

/**
 * SmrtFeature:
 *
 * A row of the comparison: a feature and the plans that have it.
 */
G_DECLARE_FINAL_TYPE (SmrtFeature, smrt_feature, SMRT, FEATURE, GObject)

const char *smrt_feature_get_name    (SmrtFeature  *self);

/**
 * smrt_feature_get_included:
 * @column: index of a plan of the comparison
 *
 * Returns: whether that plan has it
 */
gboolean    smrt_feature_get_included (SmrtFeature *self,
                                       unsigned int column);

/**
 * smrt_feature_get_differs:
 *
 * Returns: whether some plans have it and some do not
 */
gboolean    smrt_feature_get_differs (SmrtFeature  *self);

#define SMRT_TYPE_COMPARISON (smrt_comparison_get_type ())

/**
 * SmrtComparison:
 *
 * Plans side by side: a #GListModel of #SmrtFeature, in the order in which the
 * plans, from the lowest rank up, name them.
 */
G_DECLARE_FINAL_TYPE (SmrtComparison, smrt_comparison, SMRT, COMPARISON, GObject)

/**
 * smrt_comparison_get_plans:
 *
 * Returns: (transfer none) (element-type SmrtPlan): the columns
 */
GPtrArray  *smrt_comparison_get_plans (SmrtComparison *self);

G_END_DECLS
