/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * SMRT_SANDBOX_PATIENCE:
 *
 * How long a first payment or a waiting change may take, in seconds. Source:
 * Stripe, "Pending updates" and "Subscription statuses".
 */
#define SMRT_SANDBOX_PATIENCE (23 * 60 * 60)

/**
 * smrt_sandbox_pending_keep:
 * @items: (element-type JsonObject): the items as they shall be
 * @plan: what the change comes to
 * @metadata: (nullable): metadata that belongs to the change
 * @invoice: the open invoice that the change waits for
 *
 * Lets a change wait for its payment: what is to become of the subscription is
 * kept beside it, and shown as its `pending_update`.
 */
void       smrt_sandbox_pending_keep       (JsonObject            *subscription,
                                            JsonArray             *items,
                                            const SmrtSandboxPlan *plan,
                                            JsonObject            *metadata,
                                            JsonObject            *invoice,
                                            gint64                 now);

/**
 * smrt_sandbox_pending_is_for:
 *
 * Returns: whether a change waits for this invoice
 */
gboolean   smrt_sandbox_pending_is_for     (JsonObject            *subscription,
                                            JsonObject            *invoice);

/**
 * smrt_sandbox_pending_take:
 * @plan: (out caller-allocates): what the change comes to, without its lines
 *
 * Ends the waiting of a change that was paid; its metadata is the
 * subscription's from now on.
 *
 * Returns: (transfer full) (element-type JsonObject): the items as they shall be
 */
JsonArray *smrt_sandbox_pending_take       (JsonObject            *subscription,
                                            SmrtSandboxPlan       *plan);

/**
 * smrt_sandbox_pending_give_up:
 *
 * Gives up the change that waits, if one does: its invoice is voided, and what
 * waited for an invoice before waits again.
 */
void       smrt_sandbox_pending_give_up    (SmrtSandboxStore      *store,
                                            JsonObject            *subscription,
                                            gint64                 now);

G_END_DECLS
