/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-collection.h"
#include "smrt-invoice.h"
#include "smrt-planned-change.h"

G_BEGIN_DECLS

/**
 * smrt_words_scheduled:
 * @subscription: a subscription
 * @catalogue: the plans
 *
 * Returns: (transfer full) (nullable): "Becomes Single Line, 3 seats, $126.00 a
 *   month, on 12 December 2026"; as much of it as is known; %NULL where nothing
 *   is scheduled
 */
char *smrt_words_scheduled           (SmrtSubscription  *subscription,
                                      SmrtCatalogue     *catalogue);

/**
 * smrt_words_pending:
 * @subscription: a subscription with a pending update
 * @catalogue: the plans
 *
 * Returns: (transfer full) (nullable): "Becomes Pro, $125.00 a month, once it is
 *   paid"; %NULL where that cannot be told
 */
char *smrt_words_pending             (SmrtSubscription  *subscription,
                                      SmrtCatalogue     *catalogue);

/**
 * smrt_words_pending_payment:
 * @subscription: a subscription with a pending update
 * @invoice: (nullable): the invoice that waits to be paid
 *
 * Returns: (transfer full): "Waits for payment of $25.00 until 19 November
 *   2026, 11:00"
 */
char *smrt_words_pending_payment     (SmrtSubscription  *subscription,
                                      SmrtInvoice       *invoice);

/**
 * smrt_words_keep_button:
 * @plan: (nullable): the plan that the subscription has
 * @catalogue: the plans
 *
 * Returns: (transfer full): the button that takes back what is scheduled: "Keep
 *   Multi Line", "Keep Current Plan"
 */
char *smrt_words_keep_button         (SmrtPlan          *plan,
                                      SmrtCatalogue     *catalogue);

/**
 * smrt_words_pay_button:
 * @invoice: an open invoice
 *
 * Returns: (transfer full): the button that opens its page: "Pay $75.00…"
 */
char *smrt_words_pay_button          (SmrtInvoice       *invoice);

/**
 * smrt_words_collection:
 * @collection: how its payments come about
 * @subscription: the subscription
 *
 * Returns: (transfer full) (nullable): "An invoice is sent, due in 30 days", or
 *   why a payment cannot be taken; %NULL where it can
 */
char *smrt_words_collection          (SmrtCollection     collection,
                                      SmrtSubscription  *subscription);

/**
 * smrt_words_own_payment_method:
 * @payment_method: what a subscription is charged to, unlike the others
 *
 * Returns: (transfer full): "Charged to Visa •••• 4242"
 */
char *smrt_words_own_payment_method  (SmrtPaymentMethod *payment_method);

/**
 * smrt_words_read_only_payment:
 *
 * Returns: the sentence for who may see the payment method but not change it
 */
const char *smrt_words_read_only_payment (void);

G_END_DECLS
