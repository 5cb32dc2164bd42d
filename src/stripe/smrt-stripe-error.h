/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMRT_STRIPE_ERROR (smrt_stripe_error_quark ())

/**
 * SmrtStripeError:
 * @SMRT_STRIPE_ERROR_BAD_ADDRESS: the server's address is neither https nor
 *   http to loopback; nothing was sent
 * @SMRT_STRIPE_ERROR_NOT_SENT: no connection: it is certain that the request
 *   never left
 * @SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN: the connection broke after the request
 *   had left, before a whole answer came
 * @SMRT_STRIPE_ERROR_TIMED_OUT: no whole answer within the deadline
 * @SMRT_STRIPE_ERROR_TLS: no secure connection; nothing was sent
 * @SMRT_STRIPE_ERROR_AUTHENTICATION: 401: the key is not accepted
 * @SMRT_STRIPE_ERROR_PERMISSION: 403: the key may not do this
 * @SMRT_STRIPE_ERROR_NOT_FOUND: 404, or an object that was deleted
 * @SMRT_STRIPE_ERROR_AMBIGUOUS: the key sees several customers
 * @SMRT_STRIPE_ERROR_CARD: 402: the payment failed
 * @SMRT_STRIPE_ERROR_IDEMPOTENCY: the idempotency key was used for something
 *   else
 * @SMRT_STRIPE_ERROR_CONFLICT: 409: something else is being done to the object
 * @SMRT_STRIPE_ERROR_RATE_LIMITED: 429
 * @SMRT_STRIPE_ERROR_INVALID_REQUEST: 400 and all other refusals
 * @SMRT_STRIPE_ERROR_SERVER: 5xx
 * @SMRT_STRIPE_ERROR_BAD_ANSWER: an answer that is not what the API promises;
 *   the message names the member
 *
 * Errors of the wire. A cancelled request ends in %G_IO_ERROR_CANCELLED. The
 * message is for a log; a person's words are chosen elsewhere.
 */
typedef enum
{
  SMRT_STRIPE_ERROR_BAD_ADDRESS,
  SMRT_STRIPE_ERROR_NOT_SENT,
  SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN,
  SMRT_STRIPE_ERROR_TIMED_OUT,
  SMRT_STRIPE_ERROR_TLS,
  SMRT_STRIPE_ERROR_AUTHENTICATION,
  SMRT_STRIPE_ERROR_PERMISSION,
  SMRT_STRIPE_ERROR_NOT_FOUND,
  SMRT_STRIPE_ERROR_AMBIGUOUS,
  SMRT_STRIPE_ERROR_CARD,
  SMRT_STRIPE_ERROR_IDEMPOTENCY,
  SMRT_STRIPE_ERROR_CONFLICT,
  SMRT_STRIPE_ERROR_RATE_LIMITED,
  SMRT_STRIPE_ERROR_INVALID_REQUEST,
  SMRT_STRIPE_ERROR_SERVER,
  SMRT_STRIPE_ERROR_BAD_ANSWER,
} SmrtStripeError;

GQuark       smrt_stripe_error_quark              (void);

/**
 * smrt_stripe_error_get_request_id:
 * @error: any error
 *
 * Returns: (nullable): the server's `Request-Id`, for whoever reports it
 */
const char  *smrt_stripe_error_get_request_id     (const GError *error);

/**
 * smrt_stripe_error_get_message:
 * @error: any error
 *
 * Returns: (nullable): the server's own sentence; %NULL where it wrote none
 */
const char  *smrt_stripe_error_get_message        (const GError *error);

/**
 * smrt_stripe_error_get_code:
 * @error: any error
 *
 * Returns: (nullable): Stripe's `code`
 */
const char  *smrt_stripe_error_get_code           (const GError *error);

/**
 * smrt_stripe_error_get_decline_code:
 * @error: any error
 *
 * Returns: (nullable): Stripe's `decline_code`
 */
const char  *smrt_stripe_error_get_decline_code   (const GError *error);

/**
 * smrt_stripe_error_get_param:
 * @error: any error
 *
 * Returns: (nullable): the parameter that was refused
 */
const char  *smrt_stripe_error_get_param          (const GError *error);

/**
 * smrt_stripe_error_get_http_status:
 * @error: any error
 *
 * Returns: the status of the answer; 0 where there was none
 */
unsigned int smrt_stripe_error_get_http_status    (const GError *error);

/**
 * smrt_stripe_error_is_outcome_unknown:
 * @error: (nullable): any error of a request
 *
 * Whether a POST may have been carried out in spite of the error: it left and
 * no answer came, or the answer does not decide it (5xx, still in flight, not
 * understood), in this attempt or in one before it with the same idempotency
 * key. A cancelled request counts as unknown. Never for a GET.
 *
 * Returns: %TRUE where only reading can tell
 */
gboolean     smrt_stripe_error_is_outcome_unknown (const GError *error);

/**
 * smrt_stripe_error_says_nothing_of_earlier:
 *
 * Returns: whether it came before the server looked at what it keeps under the
 *   idempotency key, so that it does not tell what became of an earlier
 *   sending under the same one
 */
gboolean        smrt_stripe_error_says_nothing_of_earlier (const GError *error);

/**
 * smrt_stripe_error_set_outcome_unknown:
 * @error: an error of %SMRT_STRIPE_ERROR
 *
 * For an error that comes up after a POST was answered.
 */
void         smrt_stripe_error_set_outcome_unknown (GError *error);

/**
 * smrt_stripe_error_set_answer:
 * @error: an error of %SMRT_STRIPE_ERROR
 * @http_status: the status of the answer
 * @request_id: (nullable): its `Request-Id`
 *
 * Keeps with the error which answer it is about.
 */
void         smrt_stripe_error_set_answer          (GError       *error,
                                                    unsigned int  http_status,
                                                    const char   *request_id);

/**
 * smrt_stripe_error_set_details:
 * @error: an error of %SMRT_STRIPE_ERROR
 * @message: (nullable): the server's sentence
 * @code: (nullable): Stripe's `code`
 * @decline_code: (nullable): Stripe's `decline_code`
 * @param: (nullable): the parameter that was refused
 *
 * Keeps with the error what the server's error object says.
 */
void         smrt_stripe_error_set_details         (GError       *error,
                                                    const char   *message,
                                                    const char   *code,
                                                    const char   *decline_code,
                                                    const char   *param);

G_END_DECLS
