/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"
#include "smrt-payment-method.h"
#include "smrt-top-up.h"

G_BEGIN_DECLS

#define SMRT_TYPE_CUSTOMER (smrt_customer_get_type ())

/**
 * SmrtCustomer:
 *
 * The account as the provider of payments knows it.
 */
G_DECLARE_FINAL_TYPE (SmrtCustomer, smrt_customer, SMRT, CUSTOMER, GObject)

/**
 * smrt_customer_new:
 * @id: the server's id
 * @name: (nullable): its name
 * @balance: (nullable): Stripe's customer balance: negative is credit,
 *   positive is owed; %NULL where the customer has no currency yet
 * @payment_method: (nullable): the default for invoices
 * @livemode: whether real money moves
 */
SmrtCustomer      *smrt_customer_new                (const char        *id,
                                                     const char        *name,
                                                     const SmrtMoney   *balance,
                                                     SmrtPaymentMethod *payment_method,
                                                     gboolean           livemode);
const char        *smrt_customer_get_id             (SmrtCustomer      *self);
const char        *smrt_customer_get_name           (SmrtCustomer      *self);
SmrtPaymentMethod *smrt_customer_get_payment_method (SmrtCustomer      *self);
gboolean           smrt_customer_get_livemode       (SmrtCustomer      *self);

/**
 * smrt_customer_get_balance:
 *
 * Returns: (nullable): the balance in the default currency, negative is credit
 */
const SmrtMoney   *smrt_customer_get_balance        (SmrtCustomer      *self);

/**
 * smrt_customer_set_test_clock:
 * @test_clock: (nullable): the id of the test clock it lives by
 */
void               smrt_customer_set_test_clock     (SmrtCustomer      *self,
                                                     const char        *test_clock);
const char        *smrt_customer_get_test_clock     (SmrtCustomer      *self);

/**
 * smrt_customer_set_top_up:
 * @top_up: (nullable): by what rule usage credit is bought
 */
void               smrt_customer_set_top_up         (SmrtCustomer      *self,
                                                     const SmrtTopUp   *top_up);

/** Returns: (nullable): by what rule usage credit is bought; %NULL where the server tells none */
const SmrtTopUp   *smrt_customer_get_top_up         (SmrtCustomer      *self);

G_END_DECLS
