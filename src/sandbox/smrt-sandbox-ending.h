/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_ending_cancel:
 *
 * Ends a subscription at once, and invoices nothing.
 */
void     smrt_sandbox_ending_cancel (SmrtSandboxStore *store,
                                     JsonObject       *subscription,
                                     gint64            now);

/**
 * smrt_sandbox_ending_make_usage:
 * @time: unix seconds, when the subscription ends
 * @error: return location for a fault where an amount does not fit
 *
 * Finds out which discounts are in force at @time. What is used while a
 * subscription is paused is never billed; that is inferred.
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the lines of
 *   what was used by then and no renewal bills any more
 */
JsonArray *smrt_sandbox_ending_make_usage (SmrtSandboxStore  *store,
                                           JsonObject        *subscription,
                                           gint64             time,
                                           GError           **error);

/**
 * smrt_sandbox_ending_settle:
 * @prorate: whether the unused time is given back
 * @invoice_now: whether a last invoice is made, of the usage that was not billed
 *   and of what waits for an invoice; else it waits for an invoice that is
 *   never made
 * @error: return location for a fault where an amount does not fit
 *
 * Ends a subscription at once and settles it. Source: Stripe, "Cancel a
 * subscription", `prorate` and `invoice_now`.
 */
gboolean smrt_sandbox_ending_settle (SmrtSandboxStore  *store,
                                     JsonObject        *subscription,
                                     gboolean           prorate,
                                     gboolean           invoice_now,
                                     gint64             now,
                                     GError           **error);

/**
 * smrt_sandbox_ending_finish:
 *
 * Ends a subscription when its time has come. The usage that was not billed and
 * what waits for an invoice are on a last one. Source: Stripe, "Cancel
 * subscriptions".
 */
void     smrt_sandbox_ending_finish (SmrtSandboxStore *store,
                                     JsonObject       *subscription,
                                     gint64            now);

G_END_DECLS
