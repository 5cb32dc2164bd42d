/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-credit-entry.h"
#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/* JSON → model, of the usage credit and of what is used. The rules are those of
 * smrt-stripe-decoder.h. */

/**
 * smrt_stripe_decode_usage_entry:
 * @node: a `billing.credit_balance_transaction`
 *
 * An entry of the usage credit's ledger: what came is positive, what went is
 * negative. It has no balance, the server states none.
 *
 * Returns: (transfer full) (nullable): the entry
 */
SmrtCreditEntry *smrt_stripe_decode_usage_entry (JsonNode  *node,
                                                 GError   **error);

G_END_DECLS
