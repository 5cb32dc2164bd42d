/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtProrationBehavior:
 *
 * When the difference of a change is charged.
 */
typedef enum
{
  SMRT_PRORATION_ALWAYS_INVOICE,
  SMRT_PRORATION_CREATE_PRORATIONS,
  SMRT_PRORATION_NONE,
} SmrtProrationBehavior;

/**
 * SmrtSwitchFlags:
 * @SMRT_SWITCH_PRICE: plan and cycle may be changed
 * @SMRT_SWITCH_QUANTITY: seats may be changed
 * @SMRT_SWITCH_WAIT_DECREASING_AMOUNT: a cheaper price only at the next
 *   billing date
 * @SMRT_SWITCH_WAIT_SHORTENING_INTERVAL: a shorter interval only at the next
 *   billing date
 * @SMRT_SWITCH_MOVES_ANCHOR: a change would set the billing date anew, which
 *   cannot be pinned to a second and so is not offered
 */
typedef enum
{
  SMRT_SWITCH_PRICE                    = 1 << 0,
  SMRT_SWITCH_QUANTITY                 = 1 << 1,
  SMRT_SWITCH_WAIT_DECREASING_AMOUNT   = 1 << 2,
  SMRT_SWITCH_WAIT_SHORTENING_INTERVAL = 1 << 3,
  SMRT_SWITCH_MOVES_ANCHOR             = 1 << 4,
} SmrtSwitchFlags;

/**
 * SmrtSwitchRules:
 *
 * Which switches the merchant allows: Stripe's customer portal configuration,
 * `features.subscription_update`.
 */
typedef struct _SmrtSwitchRules SmrtSwitchRules;

#define SMRT_TYPE_SWITCH_RULES (smrt_switch_rules_get_type ())

GType                 smrt_switch_rules_get_type      (void) G_GNUC_CONST;

/**
 * smrt_switch_rules_new:
 * @enabled: whether changes are allowed at all
 * @flags: what and when
 * @proration: how a difference is charged
 */
SmrtSwitchRules      *smrt_switch_rules_new           (gboolean               enabled,
                                                       SmrtSwitchFlags        flags,
                                                       SmrtProrationBehavior  proration);
SmrtSwitchRules      *smrt_switch_rules_ref           (SmrtSwitchRules       *self);
void                  smrt_switch_rules_unref         (SmrtSwitchRules       *self);

/**
 * smrt_switch_rules_allow_price:
 * @product_id: a product
 * @price_id: one of its prices that people may switch to
 *
 * To be called while the rules are made.
 */
void                  smrt_switch_rules_allow_price   (SmrtSwitchRules       *self,
                                                       const char            *product_id,
                                                       const char            *price_id);

/**
 * smrt_switch_rules_allow_quantity:
 * @product_id: a product
 * @least: the smallest number of units that people may choose
 * @most: the largest one; 0 for no limit
 *
 * To be called while the rules are made. Source: Stripe, customer portal
 * configuration, `products[].adjustable_quantity`.
 */
void                  smrt_switch_rules_allow_quantity (SmrtSwitchRules      *self,
                                                        const char           *product_id,
                                                        gint64                least,
                                                        gint64                most);

/**
 * smrt_switch_rules_get_quantities:
 * @least: (out): the smallest number of units
 * @most: (out): the largest one; 0 for no limit
 *
 * Returns: whether people may choose how many units of the product they have
 */
gboolean              smrt_switch_rules_get_quantities (SmrtSwitchRules      *self,
                                                        const char           *product_id,
                                                        gint64               *least,
                                                        gint64               *most);
gboolean              smrt_switch_rules_get_enabled   (SmrtSwitchRules       *self);
SmrtSwitchFlags       smrt_switch_rules_get_flags     (SmrtSwitchRules       *self);
SmrtProrationBehavior smrt_switch_rules_get_proration (SmrtSwitchRules       *self);
gboolean              smrt_switch_rules_has_product   (SmrtSwitchRules       *self,
                                                       const char            *product_id);
gboolean              smrt_switch_rules_has_price     (SmrtSwitchRules       *self,
                                                       const char            *price_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSwitchRules, smrt_switch_rules_unref)

G_END_DECLS
