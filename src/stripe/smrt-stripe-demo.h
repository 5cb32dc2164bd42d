/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_load_test_clock_async:
 * @client: where from
 * @clock_id: a test clock
 * @cancellable: (nullable): cancels it
 *
 * Reads at which time a test clock stands.
 */
void     smrt_stripe_load_test_clock_async     (SmrtStripeClient     *client,
                                                const char           *clock_id,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/**
 * smrt_stripe_load_test_clock_finish:
 * @frozen_time: (out): unix seconds
 *
 * Returns: whether it could be read
 */
gboolean smrt_stripe_load_test_clock_finish    (SmrtStripeClient     *client,
                                                GAsyncResult         *result,
                                                gint64               *frozen_time,
                                                GError              **error);

/**
 * smrt_stripe_advance_test_clock_async:
 * @client: where to
 * @clock_id: a test clock
 * @frozen_time: unix seconds to which it is advanced
 * @cancellable: (nullable): cancels it
 *
 * Advances a test clock. The sandbox has done what falls into that time when
 * it answers; Stripe itself may still be at it.
 */
void     smrt_stripe_advance_test_clock_async  (SmrtStripeClient     *client,
                                                const char           *clock_id,
                                                gint64                frozen_time,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean smrt_stripe_advance_test_clock_finish (SmrtStripeClient     *client,
                                                GAsyncResult         *result,
                                                GError              **error);

/**
 * smrt_stripe_set_test_card_async:
 * @client: where to
 * @customer_id: the customer
 * @test_name: one of Stripe's test payment methods: `pm_card_visa`
 * @cancellable: (nullable): cancels it
 *
 * Attaches a test card to a customer and makes it the default for invoices.
 */
void     smrt_stripe_set_test_card_async       (SmrtStripeClient     *client,
                                                const char           *customer_id,
                                                const char           *test_name,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean smrt_stripe_set_test_card_finish      (SmrtStripeClient     *client,
                                                GAsyncResult         *result,
                                                GError              **error);

/**
 * smrt_stripe_reset_demo_async:
 * @client: a client of a sandbox
 * @cancellable: (nullable): cancels it
 *
 * Puts the demo account back to how it was at first.
 */
void     smrt_stripe_reset_demo_async          (SmrtStripeClient     *client,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean smrt_stripe_reset_demo_finish         (SmrtStripeClient     *client,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
