/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-price.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SUBSCRIPTION_ITEM (smrt_subscription_item_get_type ())

G_DECLARE_FINAL_TYPE (SmrtSubscriptionItem, smrt_subscription_item, SMRT, SUBSCRIPTION_ITEM, GObject)

/**
 * smrt_subscription_item_new:
 * @id: the server's id
 * @price: what it costs, archived or not
 * @quantity: how many; 0 for metered prices
 * @period_start: unix seconds
 * @period_end: unix seconds: the next billing date
 */
SmrtSubscriptionItem *smrt_subscription_item_new              (const char           *id,
                                                               SmrtPrice            *price,
                                                               gint64                quantity,
                                                               gint64                period_start,
                                                               gint64                period_end);
const char           *smrt_subscription_item_get_id           (SmrtSubscriptionItem *self);
SmrtPrice            *smrt_subscription_item_get_price        (SmrtSubscriptionItem *self);
gint64                smrt_subscription_item_get_quantity     (SmrtSubscriptionItem *self);
gint64                smrt_subscription_item_get_period_start (SmrtSubscriptionItem *self);
gint64                smrt_subscription_item_get_period_end   (SmrtSubscriptionItem *self);

G_END_DECLS
