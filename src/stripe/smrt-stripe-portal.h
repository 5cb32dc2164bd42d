/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_create_portal_session_async:
 * @client: where to
 * @customer_id: whose payment method is to be changed
 * @cancellable: (nullable): cancels it
 *
 * Asks for an address at which a person can give the customer another payment
 * method. Source: Stripe, "Customer portal deep links".
 */
void  smrt_stripe_create_portal_session_async  (SmrtStripeClient     *client,
                                                const char           *customer_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/**
 * smrt_stripe_create_portal_session_finish:
 * @error: return location for a %SMRT_STRIPE_ERROR;
 *   %SMRT_STRIPE_ERROR_BAD_ANSWER where the answer is no session of that
 *   customer, or its address is neither https nor http to loopback
 *
 * The address is a secret that works for a short time: it is opened in the
 * browser, and neither logged nor kept.
 *
 * Returns: (transfer full) (nullable): the address
 */
char *smrt_stripe_create_portal_session_finish (SmrtStripeClient     *client,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
