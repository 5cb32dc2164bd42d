/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_coupons_redeem:
 * @coupon: the coupon's id
 * @param: the parameter that had it
 * @customer: (nullable): who gets the discount
 * @subscription: (nullable): what it is for; %NULL: all of the customer's
 * @currency: (nullable): what it is applied to; %NULL: that is not known yet
 * @now: unix seconds
 * @error: return location for a fault
 *
 * Makes a discount of a coupon. It is in no store yet, and the coupon does not
 * count it before smrt_sandbox_coupons_keep(), so that a preview leaves no trace.
 *
 * Returns: (transfer full) (nullable): the discount
 */
JsonObject *smrt_sandbox_coupons_redeem (SmrtSandboxStore    *store,
                                         const char          *coupon,
                                         const char          *param,
                                         const char          *customer,
                                         const char          *subscription,
                                         const char          *currency,
                                         gint64               now,
                                         GError             **error);
void        smrt_sandbox_coupons_keep   (SmrtSandboxStore    *store,
                                         JsonObject          *discount);

JsonObject *smrt_sandbox_coupons_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_coupons_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_coupons_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_coupons_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_coupons_delete (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
