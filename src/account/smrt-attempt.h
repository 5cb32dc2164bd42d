/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-quote.h"
#include "smrt-stripe-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_ATTEMPT (smrt_attempt_get_type ())

/**
 * SmrtAttempt:
 *
 * One consent of the person to one quote, and everything that is sent under
 * it: always the same requests, by one change id and an idempotency key each. A
 * change that was planned before is taken back first. A change at the next
 * billing date takes two requests; where the second is refused, what the first
 * made is taken away again.
 */
G_DECLARE_FINAL_TYPE (SmrtAttempt, smrt_attempt, SMRT, ATTEMPT, GObject)

/**
 * smrt_attempt_new:
 * @client: where to
 * @clock: the clock by which a consent ages
 * @quote: what was consented to, just now
 * @earlier_invoice_id: (nullable): the newest invoice before it
 */
SmrtAttempt      *smrt_attempt_new                    (SmrtStripeClient    *client,
                                                       SmrtClock           *clock,
                                                       SmrtQuote           *quote,
                                                       const char          *earlier_invoice_id);
SmrtQuote        *smrt_attempt_get_quote              (SmrtAttempt         *self);

/**
 * smrt_attempt_get_change_id:
 *
 * Returns: what the change leaves in `metadata[smrt_change]`
 */
const char       *smrt_attempt_get_change_id          (SmrtAttempt         *self);

/**
 * smrt_attempt_get_earlier_invoice_id:
 *
 * Returns: (nullable): the newest invoice before it
 */
const char       *smrt_attempt_get_earlier_invoice_id (SmrtAttempt         *self);

/**
 * smrt_attempt_get_accepted:
 *
 * Returns: whether the server said that the change is made
 */
gboolean          smrt_attempt_get_accepted           (SmrtAttempt         *self);

/**
 * smrt_attempt_get_released:
 *
 * Returns: whether a change that was planned before has been taken back
 */
gboolean          smrt_attempt_get_released           (SmrtAttempt         *self);

/**
 * smrt_attempt_may_send:
 *
 * Returns: whether it may be sent again by itself: within ten minutes of the
 *   consent, since it may turn out to be the first that arrives
 */
gboolean          smrt_attempt_may_send               (SmrtAttempt         *self);

/**
 * smrt_attempt_is_over:
 *
 * Returns: whether nothing of it can still arrive: five minutes after the last
 *   sending
 */
gboolean          smrt_attempt_is_over                (SmrtAttempt         *self);

/**
 * smrt_attempt_send_async:
 *
 * Sends the change. It cannot be cancelled: once it left, only its outcome
 * counts.
 */
void              smrt_attempt_send_async             (SmrtAttempt         *self,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);

/**
 * smrt_attempt_send_finish:
 * @update: (out) (nullable) (transfer full): what the server made of it; %NULL
 *   for a change at the next billing date, which leaves the subscription as it is
 * @refused: (out): with an error, whether it is certain that neither this
 *   sending nor an earlier one was carried out
 *
 * Returns: whether the server answered to all of it
 */
gboolean          smrt_attempt_send_finish            (SmrtAttempt         *self,
                                                       GAsyncResult        *result,
                                                       SmrtStripeUpdate   **update,
                                                       gboolean            *refused,
                                                       GError             **error);

G_END_DECLS
