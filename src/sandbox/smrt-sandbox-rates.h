/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_rates_set:
 * @object: what has the rate: a coupon or a tax rate
 * @name: the member that shows it
 * @text: a decimal number of per cent, up to four decimals
 *
 * Keeps the exact rate with the object, and shows it as the number that it is.
 *
 * Returns: whether @text is a rate from 0 to 100 per cent
 */
gboolean    smrt_sandbox_rates_set  (JsonObject         *object,
                                     const char         *name,
                                     const char         *text);

/**
 * smrt_sandbox_rates_get:
 *
 * Returns: the exact rate of a coupon or a tax rate, in the unit of
 *   SMRT_SANDBOX_WHOLE_RATE
 */
gint64      smrt_sandbox_rates_get  (JsonObject         *object);

JsonObject *smrt_sandbox_tax_rates_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_tax_rates_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_tax_rates_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_tax_rates_update (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
