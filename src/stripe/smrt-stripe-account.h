/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-credit-entry.h"
#include "smrt-customer.h"
#include "smrt-invoice.h"
#include "smrt-stripe-client.h"
#include "smrt-stripe-identity.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_load_identity_async:
 * @client: where from
 * @cancellable: (nullable): cancels it
 *
 * Asks an account server whose token it is (`/userinfo`). Stripe itself has no
 * such page and answers %SMRT_STRIPE_ERROR_NOT_FOUND.
 */
void                smrt_stripe_load_identity_async       (SmrtStripeClient     *client,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
SmrtStripeIdentity *smrt_stripe_load_identity_finish      (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/**
 * smrt_stripe_load_customer_async:
 * @client: where from
 * @customer_id: the customer
 * @cancellable: (nullable): cancels it
 *
 * Reads a customer with balance and default payment method.
 */
void                smrt_stripe_load_customer_async       (SmrtStripeClient     *client,
                                                           const char           *customer_id,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
SmrtCustomer       *smrt_stripe_load_customer_finish      (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/**
 * smrt_stripe_find_customer_async:
 * @client: where from
 * @cancellable: (nullable): cancels it
 *
 * Reads the only customer that the key sees: %SMRT_STRIPE_ERROR_NOT_FOUND where
 * there is none, %SMRT_STRIPE_ERROR_AMBIGUOUS where there are several.
 */
void                smrt_stripe_find_customer_async       (SmrtStripeClient     *client,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
SmrtCustomer       *smrt_stripe_find_customer_finish      (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/**
 * smrt_stripe_list_subscriptions_async:
 * @client: where from
 * @customer_id: the customer
 * @cancellable: (nullable): cancels it
 *
 * Reads all subscriptions that were not cancelled, newest first, each with its
 * schedule.
 */
void                smrt_stripe_list_subscriptions_async  (SmrtStripeClient     *client,
                                                           const char           *customer_id,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);

/**
 * smrt_stripe_list_subscriptions_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtSubscription)
 */
GPtrArray          *smrt_stripe_list_subscriptions_finish (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/**
 * smrt_stripe_list_credits_async:
 * @client: where from
 * @customer_id: the customer
 * @cancellable: (nullable): cancels it
 *
 * Reads the whole ledger of the subscription credit, newest first.
 */
void                smrt_stripe_list_credits_async        (SmrtStripeClient     *client,
                                                           const char           *customer_id,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);

/**
 * smrt_stripe_list_credits_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtCreditEntry)
 */
GPtrArray          *smrt_stripe_list_credits_finish       (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/**
 * smrt_stripe_list_invoices_async:
 * @client: where from
 * @customer_id: the customer
 * @cancellable: (nullable): cancels it
 *
 * Reads all invoices, newest first, each with its first ten lines.
 */
void                smrt_stripe_list_invoices_async       (SmrtStripeClient     *client,
                                                           const char           *customer_id,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);

/**
 * smrt_stripe_list_invoices_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtInvoice)
 */
GPtrArray          *smrt_stripe_list_invoices_finish      (SmrtStripeClient     *client,
                                                           GAsyncResult         *result,
                                                           GError              **error);

G_END_DECLS
