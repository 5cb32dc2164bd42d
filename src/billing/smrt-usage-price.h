/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SMRT_TYPE_USAGE_PRICE (smrt_usage_price_get_type ())

/**
 * SmrtUsagePrice:
 *
 * A price for what is used, as the server words it. It does not change once it
 * was made.
 */
G_DECLARE_FINAL_TYPE (SmrtUsagePrice, smrt_usage_price, SMRT, USAGE_PRICE, GObject)

/**
 * smrt_usage_price_new:
 * @id: the server's id
 * @name: (nullable): what is used: "Outbound calls"
 * @unit_label: (nullable): what is counted: "minute"
 * @unit_amount: (nullable): minor units for one unit, as a decimal number
 *   ("1.5"); %NULL where the server states none, as for tiers and packages
 */
SmrtUsagePrice *smrt_usage_price_new             (const char     *id,
                                                  const char     *name,
                                                  const char     *unit_label,
                                                  const char     *unit_amount);
const char     *smrt_usage_price_get_id          (SmrtUsagePrice *self);

/** Returns: (nullable): what is used, never markup */
const char     *smrt_usage_price_get_name        (SmrtUsagePrice *self);

/** Returns: (nullable): what is counted, never markup */
const char     *smrt_usage_price_get_unit_label  (SmrtUsagePrice *self);

/** Returns: (nullable): minor units for one unit, as a decimal number */
const char     *smrt_usage_price_get_unit_amount (SmrtUsagePrice *self);

G_END_DECLS
