/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-tokens.h"

G_BEGIN_DECLS

/**
 * smrt_token_revocation_run_async:
 * @tokens: what nobody may use any more
 * @cancellable: (nullable): cancels it
 *
 * Makes tokens worthless at their issuer: the refresh token, and then the access
 * token, which some issuers leave alive. A renewal that is under way is waited
 * for, so that the token it brings is revoked too.
 */
void     smrt_token_revocation_run_async  (SmrtTokens           *tokens,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/**
 * smrt_token_revocation_run_finish:
 * @error: return location for a %SMRT_OIDC_ERROR; %SMRT_OIDC_ERROR_UNSUITABLE
 *   where the issuer has no way to revoke
 *
 * Returns: whether the issuer knows
 */
gboolean smrt_token_revocation_run_finish (SmrtTokens           *tokens,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
