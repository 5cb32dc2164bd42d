/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLANNED_CHANGE (smrt_planned_change_get_type ())

/**
 * SmrtPlannedChange:
 *
 * What a subscription is going to be: at the next billing date, because of its
 * schedule, or as soon as it is paid, because of a pending update.
 */
G_DECLARE_FINAL_TYPE (SmrtPlannedChange, smrt_planned_change, SMRT, PLANNED_CHANGE, GObject)

/**
 * smrt_planned_change_new_scheduled:
 * @subscription: a subscription
 * @catalogue: the plans
 *
 * What its schedule makes of the item that can be changed. A phase names its
 * prices by their ids alone, so that the catalogue has to know them. Source:
 * Stripe, "phases" of a subscription schedule.
 *
 * Returns: (transfer full) (nullable): %NULL where nothing is scheduled or what
 *   it is cannot be told
 */
SmrtPlannedChange *smrt_planned_change_new_scheduled (SmrtSubscription  *subscription,
                                                      SmrtCatalogue     *catalogue);

/**
 * smrt_planned_change_new_pending:
 * @subscription: a subscription
 * @catalogue: the plans
 *
 * What it becomes once its pending update is paid. Source: Stripe, "Pending
 * updates".
 *
 * Returns: (transfer full) (nullable): %NULL where nothing waits or what it is
 *   cannot be told
 */
SmrtPlannedChange *smrt_planned_change_new_pending   (SmrtSubscription  *subscription,
                                                      SmrtCatalogue     *catalogue);

/**
 * smrt_planned_change_get_plan:
 *
 * Returns: (transfer none) (nullable): the plan; %NULL where it is not in the
 *   catalogue
 */
SmrtPlan          *smrt_planned_change_get_plan      (SmrtPlannedChange *self);
SmrtPrice         *smrt_planned_change_get_price     (SmrtPlannedChange *self);
gint64             smrt_planned_change_get_quantity  (SmrtPlannedChange *self);

/**
 * smrt_planned_change_get_date:
 *
 * Returns: unix seconds at which it happens; of a pending update, until when it
 *   can be paid
 */
gint64             smrt_planned_change_get_date      (SmrtPlannedChange *self);

G_END_DECLS
