/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-plan.h"
#include "smrt-subscription.h"
#include "smrt-switch-rules.h"

G_BEGIN_DECLS

/**
 * SmrtOfferKind:
 * @SMRT_OFFER_UPGRADE: to a plan of higher rank (and perhaps another cycle)
 * @SMRT_OFFER_DOWNGRADE: to a plan of lower rank (and perhaps another cycle)
 * @SMRT_OFFER_SWITCH_TO_ANNUAL: the same plan, paid by the year
 * @SMRT_OFFER_SWITCH_TO_MONTHLY: the same plan, paid by the month
 * @SMRT_OFFER_CHANGE_SEATS: the same price, another quantity
 */
typedef enum
{
  SMRT_OFFER_UPGRADE,
  SMRT_OFFER_DOWNGRADE,
  SMRT_OFFER_SWITCH_TO_ANNUAL,
  SMRT_OFFER_SWITCH_TO_MONTHLY,
  SMRT_OFFER_CHANGE_SEATS,
} SmrtOfferKind;

#define SMRT_TYPE_OFFER_KIND (smrt_offer_kind_get_type ())

GType smrt_offer_kind_get_type (void) G_GNUC_CONST;

/**
 * SmrtTiming:
 * @SMRT_TIMING_NOW: at once
 * @SMRT_TIMING_AT_RENEWAL: at the next billing date; until then all stays as
 *   it is
 *
 * When a change is made.
 */
typedef enum
{
  SMRT_TIMING_NOW,
  SMRT_TIMING_AT_RENEWAL,
} SmrtTiming;

#define SMRT_TYPE_TIMING (smrt_timing_get_type ())

GType smrt_timing_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_OFFER (smrt_offer_get_type ())

/**
 * SmrtOffer:
 *
 * A change that can be made to a subscription: from what it has to what it
 * would have. It says nothing of what that costs.
 */
G_DECLARE_FINAL_TYPE (SmrtOffer, smrt_offer, SMRT, OFFER, GObject)

/**
 * smrt_offer_new:
 * @kind: what it is to the person
 * @subscription: the subscription
 * @item: the item that is replaced
 * @from_plan: the plan it has
 * @to_plan: the plan it would have
 * @to_price: the price it would have
 * @quantity: how many units it would have
 * @proration: how the difference is charged
 * @only_at_renewal: whether the merchant allows it at the next billing date
 *   alone
 */
SmrtOffer             *smrt_offer_new                 (SmrtOfferKind          kind,
                                                       SmrtSubscription      *subscription,
                                                       SmrtSubscriptionItem  *item,
                                                       SmrtPlan              *from_plan,
                                                       SmrtPlan              *to_plan,
                                                       SmrtPrice             *to_price,
                                                       gint64                 quantity,
                                                       SmrtProrationBehavior  proration,
                                                       gboolean               only_at_renewal);
SmrtOfferKind          smrt_offer_get_kind            (SmrtOffer             *self);
SmrtSubscription      *smrt_offer_get_subscription    (SmrtOffer             *self);
SmrtSubscriptionItem  *smrt_offer_get_item            (SmrtOffer             *self);
SmrtPlan              *smrt_offer_get_from_plan       (SmrtOffer             *self);
SmrtPrice             *smrt_offer_get_from_price      (SmrtOffer             *self);
SmrtPlan              *smrt_offer_get_to_plan         (SmrtOffer             *self);
SmrtPrice             *smrt_offer_get_to_price        (SmrtOffer             *self);
gint64                 smrt_offer_get_quantity        (SmrtOffer             *self);
SmrtProrationBehavior  smrt_offer_get_proration       (SmrtOffer             *self);
gboolean               smrt_offer_get_only_at_renewal (SmrtOffer             *self);

/**
 * smrt_offer_allows:
 *
 * Returns: whether the change can be made at that time: the merchant may allow
 *   it at the next billing date alone, and only an active subscription has one
 *   to wait for
 */
gboolean               smrt_offer_allows               (SmrtOffer             *self,
                                                        SmrtTiming             timing);

/**
 * smrt_offer_charges_at_once:
 *
 * Returns: whether the change makes an invoice when it is made now; otherwise,
 *   during a trial or where the merchant says so, what it costs comes with the
 *   next payment
 */
gboolean               smrt_offer_charges_at_once      (SmrtOffer             *self);

/**
 * smrt_offer_with_quantity:
 * @quantity: how many units it shall be
 *
 * Returns: (transfer full): the same change with another number of units
 */
SmrtOffer             *smrt_offer_with_quantity        (SmrtOffer             *self,
                                                        gint64                 quantity);

/**
 * smrt_offer_is_reached:
 * @subscription: the subscription as it is now
 *
 * Returns: whether @subscription is what the offer leads to
 */
gboolean               smrt_offer_is_reached        (SmrtOffer              *self,
                                                     SmrtSubscription       *subscription);

/**
 * smrt_offer_replaces_schedule:
 *
 * Returns: whether a change is scheduled already, which has to be released
 *   before this one is made
 */
gboolean               smrt_offer_replaces_schedule   (SmrtOffer             *self);

/**
 * smrt_offer_changes_interval:
 *
 * Returns: whether the length of the billing period differs
 */
gboolean               smrt_offer_changes_interval    (SmrtOffer             *self);

G_END_DECLS
