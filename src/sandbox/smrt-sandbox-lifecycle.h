/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-collection.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_lifecycle_start:
 * @subscription: a new subscription with its items, in no store yet
 * @trial_end: when its trial ends, unix seconds; not after @now: it has none
 * @error: return location for a 402
 *
 * Starts the first period and invoices it.
 */
gboolean smrt_sandbox_lifecycle_start  (SmrtSandboxStore            *store,
                                        JsonObject                  *subscription,
                                        gint64                       trial_end,
                                        SmrtSandboxPaymentBehavior   behavior,
                                        gint64                       now,
                                        GError                     **error);

/**
 * smrt_sandbox_lifecycle_change:
 * @items: (element-type JsonObject): the items as they shall be
 * @plan: what the change comes to
 * @metadata: (nullable): metadata that belongs to the change
 * @error: return location for a 402
 *
 * Carries a change out.
 */
gboolean smrt_sandbox_lifecycle_change (SmrtSandboxStore            *store,
                                        JsonObject                  *subscription,
                                        JsonArray                   *items,
                                        const SmrtSandboxPlan       *plan,
                                        JsonObject                  *metadata,
                                        SmrtSandboxPaymentBehavior   behavior,
                                        gint64                       now,
                                        GError                     **error);

/**
 * smrt_sandbox_lifecycle_pay:
 * @method: (nullable): another payment method than the usual
 * @outside: whether the money came another way and no card is charged
 *
 * Collects an open invoice; where that works, its subscription goes on, and a
 * change that waited for it takes place.
 */
SmrtSandboxOutcome smrt_sandbox_lifecycle_pay (SmrtSandboxStore *store,
                                               JsonObject       *invoice,
                                               const char       *method,
                                               gboolean          outside,
                                               gint64            now);

/**
 * smrt_sandbox_lifecycle_note_paid:
 * @invoice: an invoice that was just paid
 *
 * Its subscription goes on, and a change that waited for it takes place.
 */
void     smrt_sandbox_lifecycle_note_paid (SmrtSandboxStore *store,
                                           JsonObject       *invoice,
                                           gint64            now);

/**
 * smrt_sandbox_lifecycle_void:
 *
 * Voids an open invoice; a change that waited for it is given up.
 */
void     smrt_sandbox_lifecycle_void   (SmrtSandboxStore *store,
                                        JsonObject       *invoice,
                                        gint64            now);

/**
 * smrt_sandbox_lifecycle_write_off:
 *
 * Gives up an open invoice as uncollectible; a subscription that was behind
 * goes on where nothing else is owed. Source: Stripe, "Subscription statuses".
 */
void     smrt_sandbox_lifecycle_write_off (SmrtSandboxStore *store,
                                           JsonObject       *invoice,
                                           gint64            now);

/**
 * smrt_sandbox_lifecycle_resume:
 * @on_success: whether it goes on only when the invoice is paid, else with the
 *   attempt
 * @error: return location for a fault where an amount does not fit
 *
 * Lets a paused subscription go on with a cycle that begins now. Source: Stripe,
 * "Resume a subscription".
 */
gboolean smrt_sandbox_lifecycle_resume (SmrtSandboxStore  *store,
                                        JsonObject        *subscription,
                                        gboolean           on_success,
                                        gint64             now,
                                        GError           **error);

/**
 * smrt_sandbox_lifecycle_schedule:
 *
 * Works out when something has to happen with the subscription next.
 */
void     smrt_sandbox_lifecycle_schedule (SmrtSandboxStore *store,
                                          JsonObject       *subscription);

/**
 * smrt_sandbox_lifecycle_run:
 * @clock: (nullable): a test clock; %NULL: the server's own
 * @until: unix seconds
 *
 * Does, in the order of time, all that is due: renewals and their further
 * attempts, phases, waiting changes that lapse, cancellations, usage credit that
 * expires.
 */
void     smrt_sandbox_lifecycle_run    (SmrtSandboxStore *store,
                                        const char       *clock,
                                        gint64            until);

G_END_DECLS
