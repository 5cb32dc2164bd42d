/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtMoney:
 * @amount: minor units of @currency (cents of a dollar, whole yen), negative
 *   for what flows the other way
 * @currency: lowercase ISO 4217 code
 *
 * An amount of money. It is a plain value and may be copied by assignment.
 */
typedef struct
{
  gint64 amount;
  char   currency[4];
} SmrtMoney;

#define SMRT_TYPE_MONEY (smrt_money_get_type ())

GType      smrt_money_get_type (void) G_GNUC_CONST;

/**
 * smrt_money_init:
 * @amount: minor units
 * @currency: ISO code in any case; what is not three ASCII letters is a
 *   programming error: check outside input with smrt_currency_is_valid()
 *
 * Returns: the value
 */
SmrtMoney  smrt_money_init     (gint64           amount,
                                const char      *currency);
SmrtMoney *smrt_money_copy     (const SmrtMoney *self);
void       smrt_money_free     (SmrtMoney       *self);

/**
 * smrt_money_add:
 * @self: (inout): the amount that grows
 * @other: what is added
 *
 * Returns: %FALSE, and @self as it was, where the currencies differ or the sum
 *   does not fit
 */
G_GNUC_WARN_UNUSED_RESULT
gboolean   smrt_money_add      (SmrtMoney       *self,
                                const SmrtMoney *other);

/**
 * smrt_money_equal:
 *
 * Returns: whether amount and currency are the same
 */
gboolean   smrt_money_equal    (const SmrtMoney *a,
                                const SmrtMoney *b);

/**
 * smrt_money_negate:
 *
 * Returns: the amount with the other sign
 */
SmrtMoney  smrt_money_negate   (const SmrtMoney *self);

/**
 * smrt_money_to_decimal:
 *
 * Returns: (transfer full): the amount in major units as a plain decimal
 *   string with all its decimals (`-37.50`, `1500`, `1.250`), for a formatter
 *   or an export
 */
char      *smrt_money_to_decimal (const SmrtMoney *self);

/** The bytes of the longest decimal with its end. */
#define SMRT_MONEY_DECIMAL_SIZE 24

/**
 * smrt_money_write_decimal:
 * @amount: minor units
 * @exponent: the decimals of the currency
 * @text: where smrt_money_to_decimal() goes: for lists that are long
 *
 * Returns: how many bytes, without the 0 at the end
 */
gsize      smrt_money_write_decimal (gint64           amount,
                                     unsigned int     exponent,
                                     char             text[SMRT_MONEY_DECIMAL_SIZE]);

/**
 * smrt_currency_is_valid:
 *
 * Returns: whether @currency is three ASCII letters
 */
gboolean   smrt_currency_is_valid     (const char *currency);

/**
 * smrt_currency_get_exponent:
 * @currency: ISO code in any case
 *
 * The decimals of Stripe's minor unit, which differ from ISO's for some
 * currencies (ISK and UGX have two). Source: Stripe, "Supported currencies".
 *
 * Returns: 0, 2 or 3
 */
unsigned int smrt_currency_get_exponent (const char *currency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtMoney, smrt_money_free)

G_END_DECLS
