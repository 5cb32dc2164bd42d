/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/** Bytes of an answer that are accepted. */
#define SMRT_STRIPE_MAX_ANSWER (16 * 1024 * 1024)

/**
 * smrt_stripe_answer_parse:
 * @message: an answered message
 * @body: its body
 * @error: return location for an error of %SMRT_STRIPE_ERROR
 *
 * Looks at status, content type, depth and root type, in that order.
 *
 * Returns: (transfer full) (nullable): an object node
 */
JsonNode *smrt_stripe_answer_parse        (SoupMessage  *message,
                                           GBytes       *body,
                                           GError      **error);

/**
 * smrt_stripe_answer_should_retry:
 * @message: an answered message
 * @error: what smrt_stripe_answer_parse() said
 *
 * Returns: whether Stripe's own libraries would send it again
 */
gboolean  smrt_stripe_answer_should_retry (SoupMessage  *message,
                                           const GError *error);

/**
 * smrt_stripe_answer_is_undecided:
 * @error: what smrt_stripe_answer_parse() said
 *
 * Returns: whether a POST that was answered so may have been carried out
 */
gboolean  smrt_stripe_answer_is_undecided (const GError *error);

G_END_DECLS
