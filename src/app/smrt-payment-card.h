/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PAYMENT_CARD (smrt_payment_card_get_type ())

/**
 * SmrtPaymentCard:
 *
 * What the account's payments are taken from, until when it is good, and the
 * button that leads to the page where it is changed.
 *
 * Properties: `account` (#SmrtAccount, nullable), `prominent` (boolean: whether
 * its button may be the suggested action of the page, which it is only where
 * the payment method does not do).
 *
 * Its button activates `win.update-payment-method`.
 */
G_DECLARE_FINAL_TYPE (SmrtPaymentCard, smrt_payment_card, SMRT, PAYMENT_CARD, AdwBin)

GtkWidget   *smrt_payment_card_new             (void);

/**
 * smrt_payment_card_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount *smrt_payment_card_get_account     (SmrtPaymentCard *self);
void         smrt_payment_card_set_account     (SmrtPaymentCard *self,
                                                SmrtAccount     *account);
gboolean     smrt_payment_card_get_prominent   (SmrtPaymentCard *self);
void         smrt_payment_card_set_prominent   (SmrtPaymentCard *self,
                                                gboolean         prominent);

/**
 * smrt_payment_card_needs_attention:
 * @account: an account that was read
 *
 * Returns: whether the payment method is missing or expired while payments are
 *   to be taken from it, or the last payment from it failed
 */
gboolean     smrt_payment_card_needs_attention (SmrtAccount     *account);

G_END_DECLS
