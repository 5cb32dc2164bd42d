/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

/* What is looked up in what an account shows. smrt-account.h includes it. */

/**
 * smrt_account_find_subscription:
 *
 * Returns: (transfer none) (nullable): the subscription with that id
 */
SmrtSubscription *smrt_account_find_subscription (SmrtAccount  *self,
                                                  const char   *id);

/**
 * smrt_account_find_offer:
 * @subscription_id: the id of the subscription to change
 * @product_id: the id of the plan to change to
 * @cycle: how often that is paid
 *
 * Returns: (transfer full) (nullable): that change, where it is still offered
 */
SmrtOffer        *smrt_account_find_offer        (SmrtAccount  *self,
                                                  const char   *subscription_id,
                                                  const char   *product_id,
                                                  SmrtCycle     cycle);

/**
 * smrt_account_find_invoice:
 *
 * Returns: (transfer none) (nullable): the invoice with that id
 */
SmrtInvoice      *smrt_account_find_invoice      (SmrtAccount  *self,
                                                  const char   *id);

/**
 * smrt_account_get_credit:
 * @credit: (out): the subscription credit; negative is owed
 *
 * Returns: %FALSE where the server told no balance
 */
gboolean          smrt_account_get_credit        (SmrtAccount  *self,
                                                  SmrtMoney    *credit);

/**
 * smrt_account_get_payment_method:
 * @subscription: a subscription
 *
 * Returns: (transfer none) (nullable): what its payments are taken from
 */
SmrtPaymentMethod *smrt_account_get_payment_method (SmrtAccount      *self,
                                                    SmrtSubscription *subscription);

G_END_DECLS
