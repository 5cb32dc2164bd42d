/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_items_new:
 *
 * Returns: (transfer full): a subscription item as it is stored, with the
 *   price's id and without a period
 */
JsonObject *smrt_sandbox_items_new       (SmrtSandboxStore *store,
                                          const char       *price,
                                          gint64            quantity,
                                          gint64            now);

/**
 * smrt_sandbox_items_is_metered:
 * @item: a stored item
 *
 * Returns: whether its price is metered; such an item has no quantity
 */
gboolean smrt_sandbox_items_is_metered (SmrtSandboxStore *store,
                                        JsonObject       *item);

/**
 * smrt_sandbox_items_load:
 * @subscription: (nullable): whose items these are; for what was billed for them
 * @items: (element-type JsonObject): stored items
 *
 * Returns: (transfer full) (element-type SmrtSandboxItem): what the arithmetic
 *   needs of them
 */
GPtrArray  *smrt_sandbox_items_load      (SmrtSandboxStore *store,
                                          JsonObject       *subscription,
                                          JsonArray        *items);

/**
 * smrt_sandbox_items_get_currency:
 * @items: (element-type JsonObject): stored items, at least one
 *
 * Returns: (transfer none): their currency
 */
const char *smrt_sandbox_items_get_currency (SmrtSandboxStore *store,
                                             JsonArray        *items);

/**
 * smrt_sandbox_items_get_period:
 *
 * Returns: the running period
 */
SmrtSandboxPeriod smrt_sandbox_items_get_period (JsonObject *subscription);
void        smrt_sandbox_items_set_period (JsonObject        *subscription,
                                           SmrtSandboxPeriod  period);

/**
 * smrt_sandbox_items_record_billed:
 * @lines: (element-type JsonObject): lines of an invoice, or waiting ones
 * @invoice: (nullable): the invoice's id
 *
 * Remembers for each item what was charged for it last.
 */
void        smrt_sandbox_items_record_billed (JsonObject *subscription,
                                              JsonArray  *lines,
                                              const char *invoice);

G_END_DECLS
