/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-params.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxChange:
 *
 * What a request wants to make of a subscription: read once, from the
 * parameters of an update or from the `subscription_details` of a preview, so
 * that the two cannot differ.
 */
typedef struct _SmrtSandboxChange SmrtSandboxChange;

/**
 * smrt_sandbox_change_parse_proration:
 * @text: one of Stripe's words for `proration_behavior`
 */
SmrtSandboxProration smrt_sandbox_change_parse_proration (const char *text);

/**
 * smrt_sandbox_change_read_proration:
 *
 * Returns: (transfer none): the parameter `proration_behavior`
 */
const char        *smrt_sandbox_change_read_proration (SmrtSandboxParams *params);

/**
 * smrt_sandbox_change_read:
 * @params: where `items`, `proration_behavior`, `proration_date`,
 *   `billing_cycle_anchor`, `trial_end` and `trial_from_plan` are
 *
 * Returns: (transfer full): the change; valid as long as @params
 */
SmrtSandboxChange *smrt_sandbox_change_read  (SmrtSandboxParams  *params);
void               smrt_sandbox_change_free  (SmrtSandboxChange  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxChange, smrt_sandbox_change_free)

/**
 * smrt_sandbox_change_is_wanted:
 *
 * Returns: whether anything would change that has to do with money
 */
gboolean           smrt_sandbox_change_is_wanted (SmrtSandboxChange *self);

/**
 * smrt_sandbox_change_get_date:
 *
 * Returns: the second that prorations count from
 */
gint64             smrt_sandbox_change_get_date  (SmrtSandboxChange *self,
                                                  gint64             now);

/**
 * smrt_sandbox_change_get_trial_end:
 * @trial_end: (out): when the trial shall end, unix seconds, @now where that is
 *   at once; 0 where nothing is said of it
 * @error: return location for a fault
 *
 * Returns: whether a trial can end then
 */
gboolean           smrt_sandbox_change_get_trial_end (SmrtSandboxChange  *self,
                                                      gint64              now,
                                                      gint64             *trial_end,
                                                      GError            **error);

/**
 * smrt_sandbox_change_make_items:
 * @subscription: (nullable): the subscription that is changed; %NULL: a new one
 * @error: return location for a fault
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): all items as
 *   they shall be
 */
JsonArray         *smrt_sandbox_change_make_items (SmrtSandboxChange  *self,
                                                   SmrtSandboxStore   *store,
                                                   JsonObject         *subscription,
                                                   gint64              now,
                                                   GError            **error);

/**
 * smrt_sandbox_change_make_plan:
 * @amended: @subscription with the discounts and tax rates that it shall have
 * @items: (element-type JsonObject): as they shall be
 * @error: return location for a fault
 *
 * Returns: (transfer full) (nullable): what the change comes to
 */
SmrtSandboxPlan   *smrt_sandbox_change_make_plan  (SmrtSandboxChange  *self,
                                                   SmrtSandboxStore   *store,
                                                   JsonObject         *subscription,
                                                   JsonObject         *amended,
                                                   JsonArray          *items,
                                                   gint64              now,
                                                   GError            **error);

/**
 * smrt_sandbox_change_check_price:
 * @params: the reader that had the price
 * @id: the price
 * @current: (nullable) (element-type JsonObject): items whose price may go on
 *   although it is archived
 * @error: return location for a fault
 *
 * Returns: whether the price can be subscribed to
 */
gboolean           smrt_sandbox_change_check_price (SmrtSandboxStore   *store,
                                                    SmrtSandboxParams  *params,
                                                    const char         *id,
                                                    JsonArray          *current,
                                                    GError            **error);

/**
 * smrt_sandbox_change_check_quantity:
 * @params: the reader that had the item
 * @item: the item with the price that it shall have
 * @error: return location for a fault
 *
 * Returns: %FALSE where a quantity was sent for a metered price, which has none
 */
gboolean           smrt_sandbox_change_check_quantity (SmrtSandboxStore   *store,
                                                       SmrtSandboxParams  *params,
                                                       JsonObject         *item,
                                                       GError            **error);

/**
 * smrt_sandbox_change_check_items:
 * @subscription: (nullable): whose items these shall be
 * @items: (element-type JsonObject): the items
 * @error: return location for a fault
 *
 * Returns: whether the items go together: their number, currency and interval
 */
gboolean           smrt_sandbox_change_check_items (SmrtSandboxStore   *store,
                                                    JsonObject         *subscription,
                                                    JsonArray          *items,
                                                    GError            **error);

/**
 * smrt_sandbox_change_plan_items:
 * @amended: @subscription with the discounts and tax rates that it shall have
 * @items: (element-type JsonObject): as they shall be
 * @reset_anchor: whether the billing cycle begins anew
 * @date: the second that prorations count from
 * @error: return location for a fault
 *
 * Returns: (transfer full) (nullable): what a change that no request asked for
 *   comes to
 */
SmrtSandboxPlan   *smrt_sandbox_change_plan_items (SmrtSandboxStore      *store,
                                                   JsonObject            *subscription,
                                                   JsonObject            *amended,
                                                   JsonArray             *items,
                                                   SmrtSandboxProration   proration,
                                                   gboolean               reset_anchor,
                                                   gint64                 date,
                                                   gint64                 now,
                                                   GError               **error);

/**
 * smrt_sandbox_change_plan_end:
 * @error: return location for a fault
 *
 * Returns: (transfer full) (nullable): the lines that give back the time from
 *   @now on; none of a trial, which was not paid
 */
JsonArray         *smrt_sandbox_change_plan_end   (SmrtSandboxStore   *store,
                                                   JsonObject         *subscription,
                                                   gint64              now,
                                                   GError            **error);

G_END_DECLS
