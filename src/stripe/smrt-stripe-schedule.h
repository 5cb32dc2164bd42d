/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-offer.h"
#include "smrt-schedule.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/* A change at the next billing date is a subscription schedule of two phases:
 * what the subscription is now, until the end of its period, and then what it
 * becomes. Source: Stripe, "Subscription schedules". */

/**
 * smrt_stripe_create_schedule_async:
 * @client: where to
 * @subscription_id: the subscription
 * @idempotency_key: the same for every sending
 * @cancellable: (nullable): cancels it
 *
 * Makes a schedule of one phase from what the subscription is. Nothing changes
 * by it. Stripe accepts nothing beside `from_subscription`.
 */
void          smrt_stripe_create_schedule_async   (SmrtStripeClient     *client,
                                                   const char           *subscription_id,
                                                   const char           *idempotency_key,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * smrt_stripe_create_schedule_finish:
 *
 * Returns: (transfer full) (nullable): the schedule
 */
SmrtSchedule *smrt_stripe_create_schedule_finish  (SmrtStripeClient     *client,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/**
 * smrt_stripe_extend_schedule_async:
 * @client: where to
 * @schedule: a schedule as smrt_stripe_create_schedule_finish() returned it
 * @offer: what the subscription is to become when its first phase ends
 * @change_id: what to keep in `metadata[smrt_change]`
 * @idempotency_key: the same for every sending
 * @cancellable: (nullable): cancels it
 *
 * Adds the second phase, of one interval, after which the subscription goes on
 * by itself. Where the interval changes the billing date moves to the phase's
 * start; otherwise the new price would begin and nothing be collected.
 */
void          smrt_stripe_extend_schedule_async   (SmrtStripeClient     *client,
                                                   SmrtSchedule         *schedule,
                                                   SmrtOffer            *offer,
                                                   const char           *change_id,
                                                   const char           *idempotency_key,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * smrt_stripe_extend_schedule_finish:
 *
 * Returns: (transfer full) (nullable): the schedule
 */
SmrtSchedule *smrt_stripe_extend_schedule_finish  (SmrtStripeClient     *client,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/**
 * smrt_stripe_release_schedule_async:
 * @client: where to
 * @schedule_id: the schedule
 * @idempotency_key: the same for every sending
 * @cancellable: (nullable): cancels it
 *
 * Ends a schedule; the subscription stays as it is.
 */
void          smrt_stripe_release_schedule_async  (SmrtStripeClient     *client,
                                                   const char           *schedule_id,
                                                   const char           *idempotency_key,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * smrt_stripe_release_schedule_finish:
 *
 * Returns: (transfer full) (nullable): the schedule, not active any more
 */
SmrtSchedule *smrt_stripe_release_schedule_finish (SmrtStripeClient     *client,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
