/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SMRT_TYPE_PAYMENT_METHOD (smrt_payment_method_get_type ())

/**
 * SmrtPaymentMethod:
 *
 * What a payment is taken from.
 */
G_DECLARE_FINAL_TYPE (SmrtPaymentMethod, smrt_payment_method, SMRT, PAYMENT_METHOD, GObject)

/**
 * smrt_payment_method_new:
 * @id: the server's id
 * @type: Stripe's type: `card`, `us_bank_account`, …
 * @brand: (nullable): of a card: `visa`, …
 * @last4: (nullable): the last four digits
 * @exp_month: 1 to 12, or 0 where it does not expire
 * @exp_year: four digits, or 0
 */
SmrtPaymentMethod *smrt_payment_method_new           (const char        *id,
                                                      const char        *type,
                                                      const char        *brand,
                                                      const char        *last4,
                                                      unsigned int       exp_month,
                                                      unsigned int       exp_year);
const char        *smrt_payment_method_get_id        (SmrtPaymentMethod *self);
const char        *smrt_payment_method_get_kind      (SmrtPaymentMethod *self);

/**
 * smrt_payment_method_get_brand:
 *
 * Returns: (nullable): of a card: `visa`, …
 */
const char        *smrt_payment_method_get_brand     (SmrtPaymentMethod *self);

/**
 * smrt_payment_method_get_last4:
 *
 * Returns: (nullable): the last four digits
 */
const char        *smrt_payment_method_get_last4     (SmrtPaymentMethod *self);

/**
 * smrt_payment_method_get_exp_month:
 *
 * Returns: 1 to 12, or 0 where it does not expire
 */
unsigned int       smrt_payment_method_get_exp_month (SmrtPaymentMethod *self);
unsigned int       smrt_payment_method_get_exp_year  (SmrtPaymentMethod *self);

/**
 * smrt_payment_method_is_bank_debit:
 *
 * Returns: whether it is debited from a bank account, which takes days and is
 *   not waited for
 */
gboolean           smrt_payment_method_is_bank_debit (SmrtPaymentMethod *self);

/**
 * smrt_payment_method_is_expired:
 * @time: unix seconds
 *
 * A card is good to the end of its last month (UTC).
 */
gboolean           smrt_payment_method_is_expired    (SmrtPaymentMethod *self,
                                                      gint64             time);

G_END_DECLS
