/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * SmrtInterval:
 * @SMRT_INTERVAL_UNKNOWN: one that this program does not know
 *
 * The unit of a recurring price's interval.
 */
typedef enum
{
  SMRT_INTERVAL_UNKNOWN,
  SMRT_INTERVAL_DAY,
  SMRT_INTERVAL_WEEK,
  SMRT_INTERVAL_MONTH,
  SMRT_INTERVAL_YEAR,
} SmrtInterval;

/**
 * SmrtCycle:
 * @SMRT_CYCLE_OTHER: any other interval: shown in words, never offered
 * @SMRT_CYCLE_MONTHLY: every month
 * @SMRT_CYCLE_ANNUAL: every year
 */
typedef enum
{
  SMRT_CYCLE_OTHER,
  SMRT_CYCLE_MONTHLY,
  SMRT_CYCLE_ANNUAL,
} SmrtCycle;

#define SMRT_TYPE_INTERVAL (smrt_interval_get_type ())
#define SMRT_TYPE_CYCLE (smrt_cycle_get_type ())

GType smrt_interval_get_type (void) G_GNUC_CONST;
GType smrt_cycle_get_type    (void) G_GNUC_CONST;

#define SMRT_TYPE_PRICE (smrt_price_get_type ())

/**
 * SmrtPrice:
 *
 * A recurring price of a plan. It does not change once it was made.
 */
G_DECLARE_FINAL_TYPE (SmrtPrice, smrt_price, SMRT, PRICE, GObject)

/**
 * smrt_price_new:
 * @id: the server's id
 * @product_id: the product it is a price of
 * @currency: ISO code
 * @unit_amount: (nullable): minor units for one unit and interval; %NULL where
 *   the price is tiered or has a fraction of a minor unit
 * @interval: the unit of its interval
 * @interval_count: how many of them
 * @metered: whether usage is billed in arrears
 * @active: whether it can still be bought
 * @lookup_key: (nullable): its name in the catalogue
 */
SmrtPrice       *smrt_price_new                (const char   *id,
                                                const char   *product_id,
                                                const char   *currency,
                                                const gint64 *unit_amount,
                                                SmrtInterval  interval,
                                                unsigned int  interval_count,
                                                gboolean      metered,
                                                gboolean      active,
                                                const char   *lookup_key);
const char      *smrt_price_get_id             (SmrtPrice    *self);
const char      *smrt_price_get_product_id     (SmrtPrice    *self);
const char      *smrt_price_get_currency       (SmrtPrice    *self);

/**
 * smrt_price_get_lookup_key:
 *
 * Returns: (nullable): its name in the catalogue
 */
const char      *smrt_price_get_lookup_key     (SmrtPrice    *self);
SmrtInterval     smrt_price_get_interval       (SmrtPrice    *self);
unsigned int     smrt_price_get_interval_count (SmrtPrice    *self);
SmrtCycle        smrt_price_get_cycle          (SmrtPrice    *self);
gboolean         smrt_price_get_metered        (SmrtPrice    *self);

/**
 * smrt_price_get_active:
 *
 * Returns: whether it can still be bought; a subscription keeps one that cannot
 */
gboolean         smrt_price_get_active         (SmrtPrice    *self);

/**
 * smrt_price_get_unit_amount:
 *
 * Returns: (transfer none) (nullable): the price of one unit for one interval;
 *   %NULL where the server states none
 */
const SmrtMoney *smrt_price_get_unit_amount    (SmrtPrice    *self);

/**
 * smrt_price_get_amount:
 * @quantity: how many units
 * @amount: (out): unit amount × quantity
 *
 * Returns: %FALSE where there is no unit amount or the product does not fit
 */
gboolean         smrt_price_get_amount         (SmrtPrice    *self,
                                                gint64        quantity,
                                                SmrtMoney    *amount);

/**
 * smrt_price_get_per_month:
 * @per_month: (out): minor units; of an annual price a whole number of major
 *   units
 *
 * The figure that is displayed large: what one month of the price comes to,
 * truncated to the whole unit as the article does ($750 a year → $62). It is a
 * display and must always stand beside the exact price; a monthly price is
 * given as it is.
 *
 * Returns: %FALSE where the price is neither monthly nor annual or has no
 *   unit amount
 */
gboolean         smrt_price_get_per_month      (SmrtPrice    *self,
                                                SmrtMoney    *per_month);

/**
 * smrt_price_get_free_months:
 * @annual: the annual price
 * @monthly: the monthly price of the same plan and currency
 *
 * How many whole months of twelve are saved by paying annually, from the two
 * real prices.
 *
 * Returns: the months; 0 where nothing is saved or the two cannot be compared
 */
unsigned int     smrt_price_get_free_months    (SmrtPrice    *annual,
                                                SmrtPrice    *monthly);

G_END_DECLS
