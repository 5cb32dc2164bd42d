/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-params.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxTerms:
 *
 * What a request wants of a subscription's discounts and taxes.
 */
typedef struct _SmrtSandboxTerms SmrtSandboxTerms;

/**
 * smrt_sandbox_terms_read:
 * @params: where `discounts` are
 * @details: (nullable): where `default_tax_rates` are
 *
 * Returns: (transfer full): the wishes; valid as long as the parameters
 */
SmrtSandboxTerms *smrt_sandbox_terms_read    (SmrtSandboxParams  *params,
                                              SmrtSandboxParams  *details);
void              smrt_sandbox_terms_free    (SmrtSandboxTerms   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxTerms, smrt_sandbox_terms_free)

/**
 * smrt_sandbox_terms_is_wanted:
 *
 * Returns: whether discounts or tax rates were sent
 */
gboolean          smrt_sandbox_terms_is_wanted (SmrtSandboxTerms *self);

/**
 * smrt_sandbox_terms_amend:
 * @subscription: the subscription, or what a new one begins as
 * @currency: (nullable): the subscription's currency, where it is known
 * @error: return location for a fault
 *
 * Writes nothing.
 *
 * Returns: (transfer full) (nullable): a copy of @subscription with the
 *   discounts and tax rates that it shall have
 */
JsonObject       *smrt_sandbox_terms_amend   (SmrtSandboxTerms   *self,
                                              SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              const char         *currency,
                                              gint64              now,
                                              GError            **error);

/**
 * smrt_sandbox_terms_commit:
 * @amended: what smrt_sandbox_terms_amend() made of @subscription
 *
 * Gives a subscription the discounts and tax rates of the copy.
 */
void              smrt_sandbox_terms_commit  (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              JsonObject         *amended);

/**
 * smrt_sandbox_terms_is_change:
 *
 * Returns: whether the copy has other discounts or tax rates than @subscription
 */
gboolean          smrt_sandbox_terms_is_change (JsonObject       *subscription,
                                                JsonObject       *amended);

/**
 * smrt_sandbox_terms_settle:
 * @time: unix seconds, when an invoice is made
 *
 * Finds out which discounts are in force: the subscription's own, or else the
 * customer's, without those that have ended by @time.
 */
void              smrt_sandbox_terms_settle  (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              gint64              time);

/**
 * smrt_sandbox_terms_foresee:
 * @time: unix seconds, when an invoice will be made
 *
 * Returns: (transfer full): a copy of a subscription with the discounts that
 *   are in force then; smrt_sandbox_terms_commit() takes it
 */
JsonObject       *smrt_sandbox_terms_foresee (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              gint64              time);

/**
 * smrt_sandbox_terms_note:
 *
 * Writes the discounts and tax rates of a subscription into a phase.
 */
void              smrt_sandbox_terms_note    (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              JsonObject         *phase);

/**
 * smrt_sandbox_terms_plan:
 * @phase: a phase without any
 * @error: return location for a fault
 *
 * Writes the discounts and tax rates that were sent into a phase of the
 * subscription's schedule. A coupon is redeemed when the phase begins.
 *
 * Returns: whether all of them can be had
 */
gboolean          smrt_sandbox_terms_plan    (SmrtSandboxTerms   *self,
                                              SmrtSandboxStore   *store,
                                              JsonObject         *schedule,
                                              JsonObject         *subscription,
                                              JsonObject         *phase,
                                              gint64              now,
                                              GError            **error);

/**
 * smrt_sandbox_terms_follow:
 * @time: unix seconds, when the phase begins or is changed
 *
 * A phase that names no discount has the customer's only, unless it was sent an
 * empty text: the subscription's own ends. Source: Stripe, "Update a schedule",
 * `phases.discounts`.
 *
 * Returns: (transfer full): a copy of a subscription with the discounts and tax
 *   rates of a phase; smrt_sandbox_terms_commit() takes it
 */
JsonObject       *smrt_sandbox_terms_follow  (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              JsonObject         *phase,
                                              gint64              time);

/**
 * smrt_sandbox_terms_load:
 * @subscription: (nullable): whose item it is
 * @stored: the item as it is stored
 *
 * Tells an item its discounts and tax rates: its own rates, or else the
 * subscription's. Source: Stripe, "Tax rates".
 */
void              smrt_sandbox_terms_load    (JsonObject         *subscription,
                                              JsonObject         *stored,
                                              SmrtSandboxItem    *item);

/**
 * smrt_sandbox_terms_use_up:
 * @invoice: an invoice that was made
 *
 * Takes away the discounts of the invoice that count once. A proration uses
 * them up too; that is inferred.
 */
void              smrt_sandbox_terms_use_up  (SmrtSandboxStore   *store,
                                              JsonObject         *subscription,
                                              JsonObject         *invoice);

/**
 * smrt_sandbox_terms_give_back:
 * @invoice: an invoice of a change that is given up
 *
 * Undoes smrt_sandbox_terms_use_up().
 */
void              smrt_sandbox_terms_give_back (SmrtSandboxStore  *store,
                                                JsonObject        *subscription,
                                                JsonObject        *invoice);

/**
 * smrt_sandbox_terms_read_rates:
 * @ids: (nullable) (array zero-terminated=1): tax rates; %NULL: none
 * @param: the parameter that had them
 * @error: return location for a fault
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the tax rates
 *   as they are kept with a subscription and its items
 */
JsonArray        *smrt_sandbox_terms_read_rates (SmrtSandboxStore   *store,
                                                 char              **ids,
                                                 const char         *param,
                                                 GError            **error);

G_END_DECLS
