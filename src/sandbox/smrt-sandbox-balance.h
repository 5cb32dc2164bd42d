/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_balance_get:
 *
 * Returns: the customer's balance in a currency, minor units; negative: credit
 */
gint64      smrt_sandbox_balance_get (JsonObject       *customer,
                                      const char       *currency);

/**
 * smrt_sandbox_balance_add:
 * @amount: what the balance grows by; negative: credit
 * @type: why, in Stripe's word
 * @invoice: (nullable): the invoice's id
 * @now: unix seconds
 *
 * Writes a row into the ledger of that currency. The first currency that a
 * customer meets becomes theirs.
 *
 * Returns: (transfer none): the row
 */
JsonObject *smrt_sandbox_balance_add (SmrtSandboxStore *store,
                                      JsonObject       *customer,
                                      const char       *currency,
                                      gint64            amount,
                                      const char       *type,
                                      const char       *invoice,
                                      gint64            now);

/**
 * smrt_sandbox_balance_use_currency:
 *
 * Gives a customer without a currency this one.
 */
void        smrt_sandbox_balance_use_currency (SmrtSandboxStore *store,
                                               JsonObject       *customer,
                                               const char       *currency);

G_END_DECLS
