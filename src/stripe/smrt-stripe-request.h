/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "smrt-clock.h"
#include "smrt-stripe-bearer.h"
#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/**
 * SmrtStripeLimits:
 * @deadline_ms: for a request with all its retries
 * @retry_base_ms: the shortest pause before a retry
 * @retry_max_ms: what pauses grow to
 * @max_retries: how often a request is sent again
 */
typedef struct
{
  unsigned int deadline_ms;
  unsigned int retry_base_ms;
  unsigned int retry_max_ms;
  unsigned int max_retries;
} SmrtStripeLimits;

#define SMRT_TYPE_STRIPE_REQUEST (smrt_stripe_request_get_type ())

/**
 * SmrtStripeRequest:
 *
 * One request with its retries. Where the server does not accept what it was
 * shown, that is renewed and the request sent again, once. It is run once.
 */
G_DECLARE_FINAL_TYPE (SmrtStripeRequest, smrt_stripe_request, SMRT, STRIPE_REQUEST, GObject)

/**
 * smrt_stripe_request_new_get:
 * @session: what it is sent through
 * @bearer: what is shown to the server
 * @clock: what the deadline is measured by
 * @limits: copied
 * @uri: where to, with its query
 */
SmrtStripeRequest *smrt_stripe_request_new_get         (SoupSession            *session,
                                                        SmrtStripeBearer       *bearer,
                                                        SmrtClock              *clock,
                                                        const SmrtStripeLimits *limits,
                                                        GUri                   *uri);

/**
 * smrt_stripe_request_new_post:
 * @session: what it is sent through
 * @bearer: what is shown to the server
 * @clock: what the deadline is measured by
 * @limits: copied
 * @uri: where to
 * @form: (transfer full): the encoded parameters
 * @idempotency_key: what makes the retries one with the request
 */
SmrtStripeRequest *smrt_stripe_request_new_post        (SoupSession            *session,
                                                        SmrtStripeBearer       *bearer,
                                                        SmrtClock              *clock,
                                                        const SmrtStripeLimits *limits,
                                                        GUri                   *uri,
                                                        char                   *form,
                                                        const char             *idempotency_key);

/**
 * smrt_stripe_request_get_server_time:
 *
 * Returns: unix seconds of the last answer's `Date`; 0 where there was none
 */
gint64             smrt_stripe_request_get_server_time (SmrtStripeRequest      *self);

void               smrt_stripe_request_run_async       (SmrtStripeRequest      *self,
                                                        GCancellable           *cancellable,
                                                        GAsyncReadyCallback     callback,
                                                        gpointer                user_data);

/**
 * smrt_stripe_request_run_finish:
 *
 * Returns: (transfer full) (nullable): an object node
 */
JsonNode          *smrt_stripe_request_run_finish      (SmrtStripeRequest      *self,
                                                        GAsyncResult           *result,
                                                        GError                **error);

G_END_DECLS
