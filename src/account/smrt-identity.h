/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-identity.h"
#include "smrt-stripe-client.h"
#include "smrt-tokens.h"

G_BEGIN_DECLS

/**
 * smrt_identity_load_async:
 * @client: the account server
 * @tokens: the tokens of the session
 * @cancellable: (nullable): cancels it
 *
 * Finds out who is signed in. What names a customer decides: the ID token of
 * this sign-in, then the account server (`/userinfo`), then the issuer's
 * UserInfo, which some issuers keep from tokens that were made for a resource.
 */
void                smrt_identity_load_async  (SmrtStripeClient     *client,
                                               SmrtTokens           *tokens,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

/**
 * smrt_identity_load_finish:
 * @error: return location for an error of %SMRT_STRIPE_ERROR;
 *   %SMRT_STRIPE_ERROR_AMBIGUOUS where nobody names a customer
 *
 * Returns: (transfer full) (nullable): who it is, with one customer at the least
 */
SmrtStripeIdentity *smrt_identity_load_finish (SmrtStripeClient     *client,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
