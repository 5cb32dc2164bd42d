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
 * smrt_sandbox_change_read:
 * @params: where `items`, `proration_behavior`, `proration_date` and
 *   `billing_cycle_anchor` are
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

G_END_DECLS
