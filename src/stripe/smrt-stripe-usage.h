/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice.h"
#include "smrt-stripe-client.h"
#include "smrt-usage-grant.h"
#include "smrt-usage-price.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_list_usage_prices_async:
 * @client: where from
 * @cancellable: (nullable): cancels it
 *
 * Reads the prices for what is used, those that are no longer sold, too.
 */
void         smrt_stripe_list_usage_prices_async    (SmrtStripeClient     *client,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_list_usage_prices_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtUsagePrice): oldest
 *   first, as the merchant made them
 */
GPtrArray   *smrt_stripe_list_usage_prices_finish   (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * smrt_stripe_preview_usage_async:
 * @client: where from
 * @subscription_id: a subscription that is billed by usage
 * @cancellable: (nullable): cancels it
 *
 * Asks for the invoice of the running period as it would be now, with all its
 * lines. Nothing changes.
 */
void         smrt_stripe_preview_usage_async        (SmrtStripeClient     *client,
                                                     const char           *subscription_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
SmrtInvoice *smrt_stripe_preview_usage_finish       (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * smrt_stripe_list_usage_invoices_async:
 * @client: where from
 * @subscription_id: a subscription that is billed by usage
 * @cancellable: (nullable): cancels it
 *
 * Reads its invoices, newest first, each with all its lines.
 */
void         smrt_stripe_list_usage_invoices_async  (SmrtStripeClient     *client,
                                                     const char           *subscription_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_list_usage_invoices_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtInvoice)
 */
GPtrArray   *smrt_stripe_list_usage_invoices_finish (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * smrt_stripe_list_usage_grants_async:
 * @client: where from
 * @customer_id: the customer
 * @cancellable: (nullable): cancels it
 *
 * Reads what usage credit was bought or given, newest first.
 */
void         smrt_stripe_list_usage_grants_async    (SmrtStripeClient     *client,
                                                     const char           *customer_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_list_usage_grants_finish:
 *
 * Returns: (transfer container) (nullable) (element-type SmrtUsageGrant)
 */
GPtrArray   *smrt_stripe_list_usage_grants_finish   (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * smrt_stripe_load_usage_balance_async:
 * @client: where from
 * @customer_id: the customer
 * @grant_id: (nullable): of one grant alone; %NULL for all that pay for usage
 * @cancellable: (nullable): cancels it
 *
 * Asks what of the usage credit can be used.
 */
void         smrt_stripe_load_usage_balance_async   (SmrtStripeClient     *client,
                                                     const char           *customer_id,
                                                     const char           *grant_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_load_usage_balance_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SmrtMoney): a currency each
 */
GPtrArray   *smrt_stripe_load_usage_balance_finish  (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
