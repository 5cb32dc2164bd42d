/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"

G_BEGIN_DECLS

/**
 * smrt_words_family_title:
 * @plan: a plan
 * @catalogue: (nullable): the catalogue that knows its family
 *
 * What the plans of a family have in common: the leading words that all their
 * names share ("smrtPhone" of "smrtPhone Standard" and "smrtPhone Pro").
 *
 * Returns: (transfer full): the title; the plan's own name where the names
 *   share nothing or the plan is alone
 */
char *smrt_words_family_title    (SmrtPlan      *plan,
                                  SmrtCatalogue *catalogue);

/**
 * smrt_words_plan_short_name:
 * @plan: a plan
 * @catalogue: (nullable): the catalogue that knows its family
 *
 * Returns: (transfer full): the name without the family's title: "Standard"
 */
char *smrt_words_plan_short_name (SmrtPlan      *plan,
                                  SmrtCatalogue *catalogue);

/**
 * smrt_words_plan_title:
 * @plan: a plan
 * @catalogue: (nullable): the catalogue that knows its family
 *
 * Returns: (transfer full): the heading of a subscription to it: "Standard
 *   Subscription"
 */
char *smrt_words_plan_title      (SmrtPlan      *plan,
                                  SmrtCatalogue *catalogue);

/**
 * smrt_words_plan_with_cycle:
 * @plan: a plan
 * @price: (nullable): its price; %NULL leaves the cycle out
 * @catalogue: (nullable): the catalogue that knows its family
 *
 * Returns: (transfer full): "Standard, monthly"
 */
char *smrt_words_plan_with_cycle (SmrtPlan      *plan,
                                  SmrtPrice     *price,
                                  SmrtCatalogue *catalogue);

G_END_DECLS
