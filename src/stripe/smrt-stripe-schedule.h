/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-schedule.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_release_schedule_async:
 * @client: where to
 * @schedule_id: a subscription schedule
 * @idempotency_key: see smrt_stripe_client_post_async()
 * @cancellable: (nullable): cancels it
 *
 * Takes a schedule off its subscription, which stays what it is now. Source:
 * Stripe, "Release a schedule".
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
 * Returns: (transfer full) (nullable): the schedule, which has no hold on the
 *   subscription any more
 */
SmrtSchedule *smrt_stripe_release_schedule_finish (SmrtStripeClient     *client,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
