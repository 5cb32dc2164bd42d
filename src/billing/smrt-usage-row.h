/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"
#include "smrt-usage-price.h"

G_BEGIN_DECLS

/**
 * SmrtUsageKind:
 * @SMRT_USAGE_KIND_USED: something was used
 * @SMRT_USAGE_KIND_DISCOUNT: what is taken off all of it
 * @SMRT_USAGE_KIND_TAX: what is added to all of it
 */
typedef enum
{
  SMRT_USAGE_KIND_USED,
  SMRT_USAGE_KIND_DISCOUNT,
  SMRT_USAGE_KIND_TAX,
} SmrtUsageKind;

#define SMRT_TYPE_USAGE_ROW (smrt_usage_row_get_type ())

/**
 * SmrtUsageRow:
 *
 * What was used of one thing in a period, or what was added to or taken off all
 * of it.
 */
G_DECLARE_FINAL_TYPE (SmrtUsageRow, smrt_usage_row, SMRT, USAGE_ROW, GObject)

/**
 * smrt_usage_row_new:
 * @kind: what it is
 * @id: the server's id of the price; for the other kinds `discount` or `tax`
 * @name: (nullable): what was used
 * @price: (nullable): the price for it
 * @currency: ISO code
 */
SmrtUsageRow    *smrt_usage_row_new            (SmrtUsageKind     kind,
                                                const char       *id,
                                                const char       *name,
                                                SmrtUsagePrice   *price,
                                                const char       *currency);
SmrtUsageKind    smrt_usage_row_get_kind       (SmrtUsageRow     *self);
const char      *smrt_usage_row_get_id         (SmrtUsageRow     *self);

/** Returns: (nullable): what was used, in the server's words; never markup */
const char      *smrt_usage_row_get_name       (SmrtUsageRow     *self);

/** Returns: (nullable): what is counted ("minute"); never markup */
const char      *smrt_usage_row_get_unit_label (SmrtUsageRow     *self);
gint64           smrt_usage_row_get_quantity   (SmrtUsageRow     *self);
const SmrtMoney *smrt_usage_row_get_amount     (SmrtUsageRow     *self);

/**
 * smrt_usage_row_add:
 * @quantity: how much more
 * @amount: minor units that it costs; negative takes off
 *
 * Returns: %FALSE, and the row as it was, where a sum does not fit
 */
gboolean         smrt_usage_row_add            (SmrtUsageRow     *self,
                                                gint64            quantity,
                                                gint64            amount);

/**
 * smrt_usage_row_dup_unit_price:
 *
 * Returns: (transfer full) (nullable): what the server asks for one unit, in
 *   major units as a plain decimal number ("0.015"); %NULL where it states none
 */
char            *smrt_usage_row_dup_unit_price (SmrtUsageRow     *self);

/**
 * smrt_usage_row_dup_average:
 *
 * What one unit came to on average, rounded to two decimals beyond those of the
 * currency. It is a display, never reckoned with.
 *
 * Returns: (transfer full) (nullable): major units as a plain decimal number
 *   ("0.0148"); %NULL where nothing was counted or it does not fit
 */
char            *smrt_usage_row_dup_average    (SmrtUsageRow     *self);

G_END_DECLS
