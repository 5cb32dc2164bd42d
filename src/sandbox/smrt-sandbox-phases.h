/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_phases_get_schedule:
 *
 * Returns: (transfer none) (nullable): the schedule that a subscription follows
 */
JsonObject *smrt_sandbox_phases_get_schedule (SmrtSandboxStore *store,
                                              JsonObject       *subscription);

/**
 * smrt_sandbox_phases_get_current:
 * @schedule: an active schedule
 *
 * Returns: (transfer none): its current phase
 */
JsonObject *smrt_sandbox_phases_get_current  (JsonObject       *schedule);

/**
 * smrt_sandbox_phases_get_next:
 * @schedule: an active schedule
 *
 * Returns: (transfer none) (nullable): the phase after the current one
 */
JsonObject *smrt_sandbox_phases_get_next     (JsonObject       *schedule);

/**
 * smrt_sandbox_phases_get_start:
 *
 * Returns: when the current phase of the subscription's schedule began, unix
 *   seconds; 0 where there is no schedule
 */
gint64      smrt_sandbox_phases_get_start    (SmrtSandboxStore *store,
                                              JsonObject       *subscription);

/**
 * smrt_sandbox_phases_get_end:
 *
 * Returns: when the current phase of the subscription's schedule ends, unix
 *   seconds; %G_MAXINT64 where there is no schedule
 */
gint64      smrt_sandbox_phases_get_end      (SmrtSandboxStore *store,
                                              JsonObject       *subscription);

/**
 * smrt_sandbox_phases_make_items:
 *
 * An item that is in the subscription and in the phase stays the same; one
 * whose price is replaced keeps its id (inferred: Stripe does not say).
 *
 * Returns: (transfer full) (element-type JsonObject): the subscription's items
 *   as the phase has them
 */
JsonArray  *smrt_sandbox_phases_make_items   (SmrtSandboxStore *store,
                                              JsonObject       *subscription,
                                              JsonObject       *phase,
                                              gint64            now);

/**
 * smrt_sandbox_phases_is_renewal:
 * @items: (element-type JsonObject): the items as the phase has them
 * @now: when the phase begins, unix seconds
 *
 * Returns: whether the phase begins with a whole period of its own: where the
 *   old period ends with the old phase, and the cycle goes on or begins anew
 */
gboolean    smrt_sandbox_phases_is_renewal   (SmrtSandboxStore *store,
                                              JsonObject       *subscription,
                                              JsonObject       *phase,
                                              JsonArray        *items,
                                              gint64            now);

/**
 * smrt_sandbox_phases_get_anchor:
 *
 * Returns: the billing cycle anchor after a phase began with a whole period
 */
gint64      smrt_sandbox_phases_get_anchor   (SmrtSandboxStore *store,
                                              JsonObject       *subscription,
                                              JsonObject       *phase,
                                              JsonArray        *items,
                                              gint64            now);

/**
 * smrt_sandbox_phases_plan:
 * @amended: @subscription with the discounts that are in force then
 * @items: (element-type JsonObject): the items as the phase has them
 * @error: return location for a fault
 *
 * What a phase comes to that does not begin with a whole period of its own.
 * Where the interval changes, nothing is prorated and the phase does not ask
 * for a cycle of its own, the new price starts and nothing is collected before
 * the next period. Source: Stripe, "Subscription schedules", where
 * `billing_cycle_anchor` is `automatic`.
 *
 * Returns: (transfer full) (nullable): the plan
 */
SmrtSandboxPlan *smrt_sandbox_phases_plan    (SmrtSandboxStore  *store,
                                              JsonObject        *subscription,
                                              JsonObject        *amended,
                                              JsonObject        *phase,
                                              JsonArray         *items,
                                              gint64             now,
                                              GError           **error);

/**
 * smrt_sandbox_phases_begin:
 *
 * Makes a phase the current one; its metadata goes into the subscription's.
 */
void        smrt_sandbox_phases_begin        (SmrtSandboxStore *store,
                                              JsonObject       *schedule,
                                              JsonObject       *subscription,
                                              JsonObject       *phase);

/**
 * smrt_sandbox_phases_note_items:
 *
 * Writes the subscription's items into the current phase of its schedule, if it
 * has one: what is changed directly holds until the phase ends.
 */
void        smrt_sandbox_phases_note_items   (SmrtSandboxStore *store,
                                              JsonObject       *subscription);

/**
 * smrt_sandbox_phases_note_terms:
 *
 * Writes the subscription's discounts and tax rates into the current phase of
 * its schedule, if it has one.
 */
void        smrt_sandbox_phases_note_terms   (SmrtSandboxStore *store,
                                              JsonObject       *subscription);

/**
 * smrt_sandbox_phases_close:
 * @status: `released`, `canceled` or `completed`
 *
 * Ends the schedule that a subscription follows, if it does.
 */
void        smrt_sandbox_phases_close        (SmrtSandboxStore *store,
                                              JsonObject       *subscription,
                                              const char       *status,
                                              gint64            now);

G_END_DECLS
