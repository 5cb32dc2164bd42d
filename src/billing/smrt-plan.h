/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-price.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLAN (smrt_plan_get_type ())

/**
 * SmrtPlan:
 *
 * A product that people subscribe to, with its prices and features.
 */
G_DECLARE_FINAL_TYPE (SmrtPlan, smrt_plan, SMRT, PLAN, GObject)

/**
 * smrt_plan_new:
 * @id: the server's product id
 * @name: its name as the server wrote it
 */
SmrtPlan           *smrt_plan_new             (const char  *id,
                                               const char  *name);
const char         *smrt_plan_get_id          (SmrtPlan    *self);
const char         *smrt_plan_get_name        (SmrtPlan    *self);

/**
 * smrt_plan_get_description:
 *
 * Returns: (nullable): the server's text
 */
const char         *smrt_plan_get_description (SmrtPlan    *self);
void                smrt_plan_set_description (SmrtPlan    *self,
                                               const char  *description);

/**
 * smrt_plan_get_family:
 *
 * Returns: (nullable): products of one family can replace each other
 */
const char         *smrt_plan_get_family      (SmrtPlan    *self);
void                smrt_plan_set_family      (SmrtPlan    *self,
                                               const char  *family);

/**
 * smrt_plan_get_rank:
 * @rank: (out): higher is an upgrade
 *
 * Returns: whether the server states a rank
 */
gboolean            smrt_plan_get_rank        (SmrtPlan    *self,
                                               gint64      *rank);
void                smrt_plan_set_rank        (SmrtPlan    *self,
                                               gint64       rank);

/**
 * smrt_plan_get_includes:
 *
 * Returns: (nullable): id of the product whose features it contains
 */
const char         *smrt_plan_get_includes    (SmrtPlan    *self);
void                smrt_plan_set_includes    (SmrtPlan    *self,
                                               const char  *product_id);

/**
 * smrt_plan_get_unit_label:
 *
 * Returns: (nullable): what a unit is called by the server ("seat"); %NULL
 *   where the plan is not sold by quantity
 */
const char         *smrt_plan_get_unit_label  (SmrtPlan    *self);
void                smrt_plan_set_unit_label  (SmrtPlan    *self,
                                               const char  *unit_label);

/**
 * smrt_plan_get_features:
 *
 * Returns: (array zero-terminated=1): the plan's own features, without those
 *   of the plan that it includes
 */
const char * const *smrt_plan_get_features    (SmrtPlan           *self);
void                smrt_plan_set_features    (SmrtPlan           *self,
                                               const char * const *features);

/**
 * smrt_plan_get_active:
 *
 * Returns: whether the product is still offered
 */
gboolean            smrt_plan_get_active      (SmrtPlan    *self);
void                smrt_plan_set_active      (SmrtPlan    *self,
                                               gboolean     active);

/**
 * smrt_plan_add_price:
 * @price: a price of this product
 */
void                smrt_plan_add_price       (SmrtPlan    *self,
                                               SmrtPrice   *price);

/**
 * smrt_plan_get_prices:
 *
 * Returns: (transfer none) (element-type SmrtPrice): its prices
 */
GPtrArray          *smrt_plan_get_prices      (SmrtPlan    *self);

/**
 * smrt_plan_find_price:
 * @cycle: monthly or annual
 * @currency: ISO code
 *
 * Returns: (transfer none) (nullable): the active licensed price for it
 */
SmrtPrice          *smrt_plan_find_price      (SmrtPlan    *self,
                                               SmrtCycle    cycle,
                                               const char  *currency);

G_END_DECLS
