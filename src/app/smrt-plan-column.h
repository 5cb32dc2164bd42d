/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-plan-choice.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLAN_COLUMN (smrt_plan_column_get_type ())

/**
 * SmrtPlanColumn:
 *
 * The head of a plan's column: its name and price, and the button that changes
 * to it, or why there is none.
 */
G_DECLARE_FINAL_TYPE (SmrtPlanColumn, smrt_plan_column, SMRT, PLAN_COLUMN, GtkBox)

/**
 * smrt_plan_column_new:
 * @account: an account that was read
 * @choice: the family and the subscription
 * @plan: a plan of the family
 * @cycle: the cycle whose price is shown
 *
 * Returns: (transfer floating): the head
 */
GtkWidget *smrt_plan_column_new           (SmrtAccount    *account,
                                           SmrtPlanChoice *choice,
                                           SmrtPlan       *plan,
                                           SmrtCycle       cycle);

/**
 * smrt_plan_column_get_upgrades:
 *
 * Returns: whether its button can be used and leads to a higher plan
 */
gboolean   smrt_plan_column_get_upgrades  (SmrtPlanColumn *self);

/**
 * smrt_plan_column_set_suggested:
 * @suggested: whether the button is the one that stands out
 */
void       smrt_plan_column_set_suggested (SmrtPlanColumn *self,
                                           gboolean        suggested);

G_END_DECLS
