/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLAN_CHOICE (smrt_plan_choice_get_type ())

/**
 * SmrtPlanChoice:
 *
 * A family of plans that can be compared, and the subscription to it.
 *
 * Properties: `title` (string, read-only).
 */
G_DECLARE_FINAL_TYPE (SmrtPlanChoice, smrt_plan_choice, SMRT, PLAN_CHOICE, GObject)

/**
 * smrt_plan_choice_list:
 * @account: an account that was read
 *
 * The families that the account subscribes to, one for each subscription, then
 * the other families of the catalogue.
 *
 * Returns: (transfer full) (element-type SmrtPlanChoice): the choices
 */
GListStore       *smrt_plan_choice_list             (SmrtAccount    *account);
const char       *smrt_plan_choice_get_title        (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_get_plan:
 *
 * Returns: (transfer none): the plan that the subscription has; without one,
 *   the lowest of the family
 */
SmrtPlan         *smrt_plan_choice_get_plan         (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_get_subscription:
 *
 * Returns: (transfer none) (nullable): the subscription; %NULL where the
 *   account has none to this family
 */
SmrtSubscription *smrt_plan_choice_get_subscription (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_get_price:
 *
 * Returns: (transfer none) (nullable): what the subscription pays now
 */
SmrtPrice        *smrt_plan_choice_get_price        (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_get_cycle:
 *
 * Returns: the cycle that the subscription has; %SMRT_CYCLE_OTHER where it is
 *   neither monthly nor annual, or there is no subscription
 */
SmrtCycle         smrt_plan_choice_get_cycle        (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_get_currency:
 *
 * Returns: the currency of the subscription, else that of the plan's first
 *   price
 */
const char       *smrt_plan_choice_get_currency     (SmrtPlanChoice *self);

/**
 * smrt_plan_choice_is_same:
 * @other: a choice of an earlier reading
 *
 * Returns: whether both stand for the same subscription or family
 */
gboolean          smrt_plan_choice_is_same          (SmrtPlanChoice *self,
                                                     SmrtPlanChoice *other);

G_END_DECLS
