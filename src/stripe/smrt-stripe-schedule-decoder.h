/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-schedule.h"
#include "smrt-stripe-reader.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_read_schedule:
 * @reader: a subscription schedule inside of another object
 *
 * Returns: (transfer full) (nullable): %NULL where the reading failed
 */
SmrtSchedule *smrt_stripe_read_schedule   (const SmrtStripeReader *reader);

/**
 * smrt_stripe_decode_schedule:
 * @node: a subscription schedule
 *
 * Source: Stripe, "The Subscription Schedule object".
 *
 * Returns: (transfer full) (nullable): the schedule
 */
SmrtSchedule *smrt_stripe_decode_schedule (JsonNode               *node,
                                           GError                **error);

G_END_DECLS
