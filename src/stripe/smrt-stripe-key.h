/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-bearer.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STRIPE_KEY (smrt_stripe_key_get_type ())

/**
 * SmrtStripeKey:
 *
 * An API key: a #SmrtStripeBearer that stays what it is.
 */
G_DECLARE_FINAL_TYPE (SmrtStripeKey, smrt_stripe_key, SMRT, STRIPE_KEY, GObject)

/**
 * smrt_stripe_key_new:
 * @key: the key
 *
 * Returns: (transfer full): a bearer
 */
SmrtStripeBearer *smrt_stripe_key_new (SmrtSecret *key);

G_END_DECLS
