/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * smrt_words_money:
 * @money: an amount
 *
 * The amount for the person to read, in their locale and with the decimals of
 * Stripe's minor unit: "$1,250.00", "−$37.50", "¥1,500".
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_money          (const SmrtMoney *money);

/**
 * smrt_words_money_signed:
 *
 * As smrt_words_money(), with a sign before what is not zero: "+$416.67".
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_money_signed   (const SmrtMoney *money);

/**
 * smrt_words_money_unsigned:
 *
 * As smrt_words_money(), without any sign, for a sentence that tells which way
 * the money flows: "$37.50" for either of 37.50 and −37.50.
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_money_unsigned (const SmrtMoney *money);

/**
 * smrt_words_money_whole:
 *
 * As smrt_words_money(), without decimals where they are all zero: "$62". For
 * the large display alone.
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_money_whole    (const SmrtMoney *money);

/**
 * smrt_words_unit_price:
 * @decimal: major units as a plain decimal number, "0.015"
 * @currency: ISO code
 *
 * As smrt_words_money(), with all decimals that there are: "$0.015".
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_unit_price     (const char      *decimal,
                                 const char      *currency);

/**
 * smrt_words_count:
 *
 * Returns: (transfer full): a number of things: "1,204"
 */
char *smrt_words_count          (gint64           count);

/**
 * smrt_words_balance:
 * @credit: a balance that is positive for credit and negative for debt
 *
 * Returns: (transfer full): the sign in words: "Credit $41.33", "Owed $5.00",
 *   "No credit"
 */
char *smrt_words_balance        (const SmrtMoney *credit);

G_END_DECLS
