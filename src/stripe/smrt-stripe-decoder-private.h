/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-decoder.h"
#include "smrt-stripe-reader.h"

G_BEGIN_DECLS

/* What the decoders share. */

typedef gpointer (*SmrtStripeReadFunc) (const SmrtStripeReader *reader);

/**
 * smrt_stripe_decode:
 * @node: an object of the API
 * @read: makes the value of it
 *
 * Returns: (transfer full) (nullable): what @read gave
 */
gpointer           smrt_stripe_decode              (JsonNode                *node,
                                                    SmrtStripeReadFunc       read,
                                                    GError                 **error);

/**
 * smrt_stripe_read_text:
 *
 * Returns: (nullable): a text of the merchant; an empty one is none
 */
const char        *smrt_stripe_read_text           (const SmrtStripeReader  *reader,
                                                    const char              *member);

/**
 * smrt_stripe_read_count:
 * @fallback: what it is where it is missing or null
 *
 * Returns: a number that is neither negative nor beyond an int
 */
unsigned int       smrt_stripe_read_count          (const SmrtStripeReader  *reader,
                                                    const char              *member,
                                                    unsigned int             fallback);

/**
 * smrt_stripe_read_price:
 *
 * Returns: (transfer full) (nullable): the price
 */
SmrtPrice         *smrt_stripe_read_price          (const SmrtStripeReader  *reader);

/**
 * smrt_stripe_read_payment_method:
 *
 * A payment method has its details under its type; an older source that is a
 * card has them in itself.
 *
 * Returns: (transfer full) (nullable): the payment method
 */
SmrtPaymentMethod *smrt_stripe_read_payment_method (const SmrtStripeReader  *reader);

G_END_DECLS
