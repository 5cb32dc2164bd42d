/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-credit-entry.h"
#include "smrt-stripe-error.h"
#include "smrt-usage-grant.h"
#include "smrt-usage-price.h"

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

/**
 * smrt_stripe_decode_usage_price:
 * @node: a price whose product is expanded
 *
 * What a price for usage is called: its nickname, else the name of its product.
 * What is counted is this project's convention `unit` in its `metadata`, else
 * the `unit_label` of the product, which is the same for all of its prices.
 *
 * Returns: (transfer full) (nullable): the price
 */
SmrtUsagePrice  *smrt_stripe_decode_usage_price (JsonNode  *node,
                                                 GError   **error);

/**
 * smrt_stripe_decode_usage_grant:
 * @node: a `billing.credit_grant`
 *
 * Returns: (transfer full) (nullable): the grant
 */
SmrtUsageGrant  *smrt_stripe_decode_usage_grant (JsonNode  *node,
                                                 GError   **error);

/**
 * smrt_stripe_decode_usage_balance:
 * @node: a `billing.credit_balance_summary`
 *
 * Returns: (transfer full) (nullable) (element-type SmrtMoney): what can be used,
 *   a currency each
 */
GPtrArray       *smrt_stripe_decode_usage_balance (JsonNode  *node,
                                                   GError   **error);

G_END_DECLS
