/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-credit-note.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_load_credit_note_async:
 * @client: where from
 * @id: the server's id
 *
 * `GET /v1/credit_notes/{id}`.
 */
void            smrt_stripe_load_credit_note_async  (SmrtStripeClient     *client,
                                                     const char           *id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_load_credit_note_finish:
 *
 * Returns: (transfer full) (nullable): the credit note
 */
SmrtCreditNote *smrt_stripe_load_credit_note_finish (SmrtStripeClient     *client,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
