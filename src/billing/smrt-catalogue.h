/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-comparison.h"
#include "smrt-offer.h"
#include "smrt-plan.h"
#include "smrt-switch-rules.h"

G_BEGIN_DECLS

/**
 * SmrtOfferObstacle:
 * @SMRT_OFFER_OBSTACLE_NONE: nothing stands in the way
 * @SMRT_OFFER_OBSTACLE_NOT_ALLOWED: the merchant allows no changes
 * @SMRT_OFFER_OBSTACLE_MOVES_ANCHOR: a change would set the billing date anew
 * @SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS: not exactly one item that a change
 *   could be meant for
 * @SMRT_OFFER_OBSTACLE_UNPAID: a payment is outstanding
 * @SMRT_OFFER_OBSTACLE_PAUSED: the subscription or its collection is paused
 * @SMRT_OFFER_OBSTACLE_CANCELS: it ends at a known date
 * @SMRT_OFFER_OBSTACLE_ENDED: it has ended
 * @SMRT_OFFER_OBSTACLE_PENDING: a change waits for its payment
 * @SMRT_OFFER_OBSTACLE_UNKNOWN_STATUS: a status that this program does not know
 * @SMRT_OFFER_OBSTACLE_NOTHING: there is nothing to change to
 *
 * Why nothing is offered for a subscription.
 */
typedef enum
{
  SMRT_OFFER_OBSTACLE_NONE,
  SMRT_OFFER_OBSTACLE_NOT_ALLOWED,
  SMRT_OFFER_OBSTACLE_MOVES_ANCHOR,
  SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS,
  SMRT_OFFER_OBSTACLE_UNPAID,
  SMRT_OFFER_OBSTACLE_PAUSED,
  SMRT_OFFER_OBSTACLE_CANCELS,
  SMRT_OFFER_OBSTACLE_ENDED,
  SMRT_OFFER_OBSTACLE_PENDING,
  SMRT_OFFER_OBSTACLE_UNKNOWN_STATUS,
  SMRT_OFFER_OBSTACLE_NOTHING,
} SmrtOfferObstacle;

#define SMRT_TYPE_CATALOGUE (smrt_catalogue_get_type ())

/**
 * SmrtCatalogue:
 *
 * All plans with their prices, and the rules by which they can be switched.
 */
G_DECLARE_FINAL_TYPE (SmrtCatalogue, smrt_catalogue, SMRT, CATALOGUE, GObject)

/**
 * smrt_catalogue_new:
 * @plans: (element-type SmrtPlan): all plans
 * @rules: (nullable): what the merchant allows; %NULL where the server has no
 *   portal configuration: then every switch is allowed and charged at once
 */
SmrtCatalogue  *smrt_catalogue_new             (GPtrArray        *plans,
                                                SmrtSwitchRules  *rules);

/**
 * smrt_catalogue_get_plans:
 *
 * Returns: (transfer none) (element-type SmrtPlan): all plans
 */
GPtrArray      *smrt_catalogue_get_plans       (SmrtCatalogue    *self);

/**
 * smrt_catalogue_get_rules:
 *
 * Returns: (transfer none) (nullable): what the merchant allows
 */
SmrtSwitchRules *smrt_catalogue_get_rules      (SmrtCatalogue    *self);

/**
 * smrt_catalogue_find_plan:
 *
 * Returns: (transfer none) (nullable): the plan with that product id
 */
SmrtPlan       *smrt_catalogue_find_plan       (SmrtCatalogue    *self,
                                                const char       *product_id);

/**
 * smrt_catalogue_get_family:
 * @plan: a plan of the catalogue
 *
 * The plans that can replace @plan, with itself, from the lowest rank up: those
 * of its `family`; without one, those of the portal configuration; else itself
 * alone. Plans that are no longer offered are left out, but for @plan.
 *
 * Returns: (transfer container) (element-type SmrtPlan): the plans
 */
GPtrArray      *smrt_catalogue_get_family      (SmrtCatalogue    *self,
                                                SmrtPlan         *plan);

/**
 * smrt_catalogue_compare_rank:
 *
 * Returns: negative, zero or positive as @a ranks lower than, like or higher
 *   than @b: by the server's rank, else by the monthly price, or
 *   by the annual one of a plan that is sold by the year alone
 */
int             smrt_catalogue_compare_rank    (SmrtCatalogue    *self,
                                                SmrtPlan         *a,
                                                SmrtPlan         *b,
                                                const char       *currency);

/**
 * smrt_catalogue_get_features:
 * @plan: a plan of the catalogue
 *
 * Returns: (transfer full) (array zero-terminated=1): all features of the
 *   plan, those of the plans that it includes first
 */
char          **smrt_catalogue_get_features    (SmrtCatalogue    *self,
                                                SmrtPlan         *plan);

/**
 * smrt_catalogue_get_feature_difference:
 * @from: a plan
 * @to: another one
 *
 * Returns: (transfer full) (array zero-terminated=1): the features that @to
 *   has and @from has not. Swap the two for what is lost.
 */
char          **smrt_catalogue_get_feature_difference (SmrtCatalogue *self,
                                                       SmrtPlan      *from,
                                                       SmrtPlan      *to);

/**
 * smrt_catalogue_compare:
 * @plan: a plan of the catalogue
 *
 * Returns: (transfer full): the family of @plan side by side
 */
SmrtComparison *smrt_catalogue_compare         (SmrtCatalogue    *self,
                                                SmrtPlan         *plan);

/**
 * smrt_catalogue_choose_main_item:
 * @subscription: a subscription as it was read
 *
 * Of several licensed items names the one whose plan is in a known family (its
 * own, or that of the portal configuration) as the one that a change replaces.
 * Where there is not exactly one such item, none is named.
 */
void            smrt_catalogue_choose_main_item (SmrtCatalogue    *self,
                                                 SmrtSubscription *subscription);

/**
 * smrt_catalogue_get_obstacle:
 * @subscription: a subscription
 *
 * Returns: why nothing can be changed about it now, by stripe's table of
 *   states and the merchant's rules
 */
SmrtOfferObstacle smrt_catalogue_get_obstacle  (SmrtCatalogue    *self,
                                                SmrtSubscription *subscription);

/**
 * smrt_catalogue_get_offers:
 * @subscription: a subscription
 *
 * What can be changed: first the other plans of the family in its own cycle
 * (upgrades from the nearest up, then downgrades), then its own plan in the
 * other cycle, then other plans in the other cycle. Only active prices in its
 * currency that the merchant allows.
 *
 * Returns: (transfer full) (element-type SmrtOffer): the offers; empty where
 *   smrt_catalogue_get_obstacle() says why
 */
GPtrArray      *smrt_catalogue_get_offers      (SmrtCatalogue    *self,
                                                SmrtSubscription *subscription);

/**
 * smrt_catalogue_get_seat_range:
 * @subscription: a subscription
 * @least: (out): the smallest number of units that can be chosen
 * @most: (out): the largest one; 0 for no limit
 *
 * Returns: whether the number of units can be changed now
 */
gboolean        smrt_catalogue_get_seat_range  (SmrtCatalogue    *self,
                                                SmrtSubscription *subscription,
                                                gint64           *least,
                                                gint64           *most);

/**
 * smrt_catalogue_make_seat_offer:
 * @quantity: how many units there shall be
 *
 * Returns: (transfer full) (nullable): the same plan with that many units;
 *   %NULL where it has as many, or so many are not allowed
 */
SmrtOffer      *smrt_catalogue_make_seat_offer (SmrtCatalogue    *self,
                                                SmrtSubscription *subscription,
                                                gint64            quantity);

/**
 * smrt_catalogue_find_offer:
 * @plan: the plan wanted
 * @cycle: the cycle wanted
 *
 * Returns: (transfer full) (nullable): the offer that leads there
 */
SmrtOffer      *smrt_catalogue_find_offer      (SmrtCatalogue    *self,
                                                SmrtSubscription *subscription,
                                                SmrtPlan         *plan,
                                                SmrtCycle         cycle);

G_END_DECLS
