/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_trials_is_running:
 *
 * Returns: whether the subscription is in its trial
 */
gboolean         smrt_sandbox_trials_is_running (JsonObject *subscription);

/**
 * smrt_sandbox_trials_make_lines:
 * @items: (element-type SmrtSandboxItem): the items
 * @period: from now to the trial's end
 * @error: return location for a fault
 *
 * Nothing is discounted, so that a discount that counts once waits for the
 * first invoice that it makes less; that is inferred. Usage during a trial is
 * not billed, and has no line. Source: Stripe, "Trial periods".
 *
 * Returns: (transfer full) (nullable): one line of nothing for each item that
 *   has a quantity
 */
JsonArray       *smrt_sandbox_trials_make_lines (GPtrArray          *items,
                                                 SmrtSandboxPeriod   period,
                                                 GError            **error);

/**
 * smrt_sandbox_trials_plan:
 * @amended: @subscription with the discounts and tax rates that it shall have
 * @items: (element-type JsonObject): as they shall be
 * @trial_end: unix seconds, or 0 to leave the trial as it is; not after @now
 *   ends it
 * @error: return location for a fault
 *
 * During a trial items change freely: nothing was billed, so nothing is
 * prorated and no invoice made. Where the trial ends now, the cycle begins and
 * the first period is billed. Where one begins within a paid period, the rest
 * of that period is given back, its usage so far is billed, and the cycle begins
 * at the trial's end.
 * Source: Stripe, "Trial periods".
 *
 * Returns: (transfer full) (nullable): the plan
 */
SmrtSandboxPlan *smrt_sandbox_trials_plan       (SmrtSandboxStore      *store,
                                                 JsonObject            *subscription,
                                                 JsonObject            *amended,
                                                 JsonArray             *items,
                                                 gint64                 trial_end,
                                                 SmrtSandboxProration   proration,
                                                 gint64                 now,
                                                 GError               **error);

/**
 * smrt_sandbox_trials_note:
 * @plan: what was carried out
 *
 * Writes down when the trial begins and ends, and the status that follows.
 */
void             smrt_sandbox_trials_note       (JsonObject            *subscription,
                                                 const SmrtSandboxPlan *plan);

G_END_DECLS
