/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_grants_load:
 * @currency: lowercase ISO code
 * @time: unix seconds
 *
 * Returns: (transfer full) (element-type SmrtSandboxGrant): the usage credit of
 *   a customer that is in force at @time and not used up, in the order in which
 *   it is used: by priority, then what expires first, then what was given for
 *   nothing, then what came first. Source: Stripe, "Billing credits".
 */
GPtrArray *smrt_sandbox_grants_load (SmrtSandboxStore *store,
                                     const char       *customer,
                                     const char       *currency,
                                     gint64            time);

/**
 * smrt_sandbox_grants_take:
 * @invoice: an invoice that is finalised
 *
 * Writes down what the invoice takes of the customer's usage credit.
 */
void smrt_sandbox_grants_take (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               gint64            now);

/**
 * smrt_sandbox_grants_give_back:
 * @invoice: an invoice that is voided
 *
 * Gives back what the invoice took.
 */
void smrt_sandbox_grants_give_back (SmrtSandboxStore *store,
                                    JsonObject       *invoice,
                                    gint64            now);

/**
 * smrt_sandbox_grants_expire:
 *
 * Ends a grant; what is left of it is lost.
 */
void smrt_sandbox_grants_expire (SmrtSandboxStore *store,
                                 JsonObject       *grant,
                                 gint64            now);

/**
 * smrt_sandbox_grants_begin:
 * @grant: a new credit grant of the store
 *
 * Writes down that it was given.
 */
void        smrt_sandbox_grants_begin       (SmrtSandboxStore *store,
                                             JsonObject       *grant,
                                             gint64            now);

/**
 * smrt_sandbox_grants_end:
 * @type: `credits_expired` or `credits_voided`
 *
 * Takes away what is left of a grant.
 */
void        smrt_sandbox_grants_end         (SmrtSandboxStore *store,
                                             JsonObject       *grant,
                                             const char       *type,
                                             gint64            now);

/**
 * smrt_sandbox_grants_find:
 *
 * Returns: (transfer full) (element-type JsonObject): all grants of a customer,
 *   in the order in which they are used
 */
GPtrArray  *smrt_sandbox_grants_find        (SmrtSandboxStore *store,
                                             const char       *customer);

/**
 * smrt_sandbox_grants_get_monetary:
 *
 * Returns: (transfer none): the `currency` and the `value` that were given
 */
JsonObject *smrt_sandbox_grants_get_monetary (JsonObject      *grant);

/**
 * smrt_sandbox_grants_get_left:
 *
 * Returns: what is left of a grant, minor units
 */
gint64      smrt_sandbox_grants_get_left    (JsonObject       *grant);

/**
 * smrt_sandbox_grants_get_prices:
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the prices
 *   that a grant pays for; %NULL: all that are metered
 */
char      **smrt_sandbox_grants_get_prices  (JsonObject       *grant);

/**
 * smrt_sandbox_grants_is_over:
 *
 * Returns: whether a grant has expired by @time or was voided
 */
gboolean    smrt_sandbox_grants_is_over     (JsonObject       *grant,
                                             gint64            time);

/**
 * smrt_sandbox_grants_is_in_force:
 *
 * Returns: whether a grant can be used at @time
 */
gboolean    smrt_sandbox_grants_is_in_force (JsonObject       *grant,
                                             gint64            time);

G_END_DECLS
