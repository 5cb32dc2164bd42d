/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-offer.h"
#include "smrt-stripe-client.h"
#include "smrt-stripe-update.h"

G_BEGIN_DECLS

/**
 * SmrtStripePreview:
 * @SMRT_STRIPE_PREVIEW_DUE_NOW: the invoice that the change makes, with the
 *   offer's way of charging the difference
 * @SMRT_STRIPE_PREVIEW_NEXT_SAME_INTERVAL: the payment after it, where the
 *   dates stay
 * @SMRT_STRIPE_PREVIEW_NEXT_RECURRING: the payment after it, after a change of
 *   interval or for one at the next billing date
 *
 * Which invoice is previewed.
 */
typedef enum
{
  SMRT_STRIPE_PREVIEW_DUE_NOW,
  SMRT_STRIPE_PREVIEW_NEXT_SAME_INTERVAL,
  SMRT_STRIPE_PREVIEW_NEXT_RECURRING,
} SmrtStripePreview;

/**
 * smrt_stripe_preview_async:
 * @client: where to
 * @offer: the change
 * @kind: which invoice
 * @proration_date: unix seconds of the server's time to which
 *   %SMRT_STRIPE_PREVIEW_DUE_NOW is pinned, or 0: the server's now. The other
 *   kinds are not prorated and leave it out.
 * @cancellable: (nullable): cancels it
 *
 * Asks what a change costs (`POST /v1/invoices/create_preview`). Nothing is
 * changed by it.
 */
void              smrt_stripe_preview_async              (SmrtStripeClient     *client,
                                                          SmrtOffer            *offer,
                                                          SmrtStripePreview     kind,
                                                          gint64                proration_date,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_preview_finish:
 *
 * Returns: (transfer full) (nullable): the preview with all its lines
 */
SmrtInvoice      *smrt_stripe_preview_finish             (SmrtStripeClient     *client,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_stripe_update_subscription_async:
 * @client: where to
 * @offer: the change
 * @proration_date: the second to which the quote is pinned; 0 for none
 * @payment_method: (nullable): what the payment is taken from, be it the
 *   subscription's own or the customer's; the same for every sending
 * @change_id: what to keep in `metadata[smrt_change]`
 * @idempotency_key: the same for every sending of this change
 * @cancellable: (nullable): cancels it
 *
 * Makes the change. Where the payment is taken from a card the change waits for
 * it (`payment_behavior=pending_if_incomplete`): a payment that fails or has to
 * be confirmed gives a subscription with a pending update and the old plan. An
 * error that comes after the server's 2xx has its outcome marked unknown: see
 * smrt_stripe_error_is_outcome_unknown().
 */
void              smrt_stripe_update_subscription_async  (SmrtStripeClient     *client,
                                                          SmrtOffer            *offer,
                                                          gint64                proration_date,
                                                          SmrtPaymentMethod    *payment_method,
                                                          const char           *change_id,
                                                          const char           *idempotency_key,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_update_subscription_finish:
 *
 * Returns: (transfer full) (nullable): what the server made of it
 */
SmrtStripeUpdate *smrt_stripe_update_subscription_finish (SmrtStripeClient     *client,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_stripe_load_subscription_async:
 * @client: where from
 * @subscription_id: the subscription
 * @cancellable: (nullable): cancels it
 *
 * Reads a subscription with its newest invoice.
 */
void              smrt_stripe_load_subscription_async    (SmrtStripeClient     *client,
                                                          const char           *subscription_id,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_load_subscription_finish:
 *
 * Returns: (transfer full) (nullable): the subscription and its invoice
 */
SmrtStripeUpdate *smrt_stripe_load_subscription_finish   (SmrtStripeClient     *client,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_stripe_load_invoice_async:
 * @client: where from
 * @invoice_id: the invoice
 * @cancellable: (nullable): cancels it
 *
 * Reads an invoice with all its lines and the state of its payment.
 */
void              smrt_stripe_load_invoice_async         (SmrtStripeClient     *client,
                                                          const char           *invoice_id,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_load_invoice_finish:
 *
 * Returns: (transfer full) (nullable): the invoice
 */
SmrtInvoice      *smrt_stripe_load_invoice_finish        (SmrtStripeClient     *client,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_stripe_void_invoice_async:
 * @client: where to
 * @invoice_id: an open invoice
 * @idempotency_key: the same for every sending
 * @cancellable: (nullable): cancels it
 *
 * Gives up an invoice that waits for its payment, and with it the change.
 */
void              smrt_stripe_void_invoice_async         (SmrtStripeClient     *client,
                                                          const char           *invoice_id,
                                                          const char           *idempotency_key,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_void_invoice_finish:
 *
 * Returns: (transfer full) (nullable): the voided invoice
 */
SmrtInvoice      *smrt_stripe_void_invoice_finish        (SmrtStripeClient     *client,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
