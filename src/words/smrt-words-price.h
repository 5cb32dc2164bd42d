/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-plan.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * smrt_words_cycle:
 * @price: a price
 *
 * Returns: (transfer full): how often it is billed, as a part of a line:
 *   "billed monthly", "billed annually", "billed every 3 months"
 */
char *smrt_words_cycle                (SmrtPrice        *price);

/**
 * smrt_words_cycle_title:
 * @price: a price
 *
 * Returns: (transfer full): the same at the start of a line: "Billed monthly"
 */
char *smrt_words_cycle_title          (SmrtPrice        *price);

/**
 * smrt_words_cycle_name:
 * @cycle: monthly or annual
 *
 * Returns: the name of the choice: "Monthly", "Annual", "Other"
 */
const char *smrt_words_cycle_name     (SmrtCycle         cycle);

/**
 * smrt_words_price:
 * @price: a price
 * @quantity: how many units
 *
 * Returns: (transfer full): what it comes to: "$75.00 a month", "$1,250.00 a
 *   year", "$30.00 every 3 months"; "Priced by usage" or "Priced by quantity"
 *   where the server states no amount
 */
char *smrt_words_price                (SmrtPrice        *price,
                                       gint64            quantity);

/**
 * smrt_words_price_per_month:
 *
 * Returns: (transfer full) (nullable): the large figure: "$62", truncated as
 *   the article does; %NULL where there is none. It stands beside
 *   smrt_words_price_exact() and before "/ month".
 */
char *smrt_words_price_per_month      (SmrtPrice        *price);

/**
 * smrt_words_price_exact:
 * @price: a price
 * @monthly: (nullable): the monthly price of the same plan
 *
 * The real price that stands beneath the large figure.
 *
 * Returns: (transfer full): "$750.00 billed yearly · 2 months free" (from the
 *   two real prices), "$750.00 billed yearly", "$75.00 billed monthly"
 */
char *smrt_words_price_exact          (SmrtPrice        *price,
                                       SmrtPrice        *monthly);

/**
 * smrt_words_quantity:
 * @quantity: how many
 * @unit_label: (nullable): what a unit is called by the server
 *
 * Returns: (transfer full) (nullable): "3 seats"; %NULL where the plan is not
 *   sold by quantity, which is @unit_label %NULL and @quantity 1
 */
char *smrt_words_quantity             (gint64            quantity,
                                       const char       *unit_label);

/**
 * smrt_words_subscription_price:
 * @subscription: a subscription
 * @plan: (nullable): its plan
 *
 * Returns: (transfer full): "$75.00 a month · billed monthly", "3 seats ·
 *   $225.00 a month · billed monthly"; where there is not exactly one licensed
 *   item, how many products it has
 */
char *smrt_words_subscription_price   (SmrtSubscription *subscription,
                                       SmrtPlan         *plan);

/**
 * smrt_words_subscription_next:
 * @subscription: a subscription
 *
 * Returns: (transfer full) (nullable): "Next billing date 3 December 2026", or
 *   until when it still runs; %NULL where there is no date
 */
char *smrt_words_subscription_next    (SmrtSubscription *subscription);

/**
 * smrt_words_subscription_summary:
 * @subscription: a subscription
 * @plan: (nullable): its plan
 *
 * Returns: (transfer full): all in one line: "Billed monthly · $75.00 a month ·
 *   next billing date 3 December 2026", with "3 seats" before the price where
 *   it is sold by quantity
 */
char *smrt_words_subscription_summary (SmrtSubscription *subscription,
                                       SmrtPlan         *plan);

G_END_DECLS
