/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-plan-choice.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLAN_TABLE (smrt_plan_table_get_type ())

/**
 * SmrtPlanTable:
 *
 * The comparison of a family: a column a plan and a row a feature, or, where
 * there is no room for columns, a card a plan.
 *
 * Properties: `stacked` (boolean, construct-only: cards instead of columns),
 * `differences-only` (boolean: rows that are alike in all plans are left out).
 */
G_DECLARE_FINAL_TYPE (SmrtPlanTable, smrt_plan_table, SMRT, PLAN_TABLE, AdwBin)

GtkWidget *smrt_plan_table_new                  (gboolean        stacked);

/**
 * smrt_plan_table_show:
 * @account: (nullable): an account that was read
 * @choice: (nullable): the family; %NULL empties the table
 * @cycle: the cycle whose prices are shown
 */
void       smrt_plan_table_show                 (SmrtPlanTable  *self,
                                                 SmrtAccount    *account,
                                                 SmrtPlanChoice *choice,
                                                 SmrtCycle       cycle);
gboolean   smrt_plan_table_get_differences_only (SmrtPlanTable  *self);
void       smrt_plan_table_set_differences_only (SmrtPlanTable  *self,
                                                 gboolean        differences_only);

G_END_DECLS
