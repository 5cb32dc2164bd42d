/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_decode_subscription:
 * @node: a subscription
 *
 * Its payment method is there only where `default_payment_method` was expanded,
 * and of its schedule no more than the id where that was not.
 *
 * Returns: (transfer full) (nullable): the subscription
 */
SmrtSubscription *smrt_stripe_decode_subscription (JsonNode  *node,
                                                   GError   **error);

G_END_DECLS
