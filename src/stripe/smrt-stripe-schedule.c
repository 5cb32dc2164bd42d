/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-schedule.h"

#include "smrt-stripe-call.h"
#include "smrt-stripe-schedule-decoder.h"

void
smrt_stripe_release_schedule_async (SmrtStripeClient    *client,
                                    const char          *schedule_id,
                                    const char          *idempotency_key,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (schedule_id != NULL && idempotency_key != NULL);

  path = smrt_stripe_call_get_path ("/v1/subscription_schedules/", schedule_id, "/release");
  smrt_stripe_call_post_async (client, path, NULL, idempotency_key,
                               (SmrtStripeDecode) smrt_stripe_decode_schedule, g_object_unref,
                               smrt_stripe_release_schedule_finish, cancellable, callback, user_data);
}

SmrtSchedule *
smrt_stripe_release_schedule_finish (SmrtStripeClient  *client,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_release_schedule_finish, error);
}
