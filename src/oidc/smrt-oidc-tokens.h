/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-client.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OIDC_TOKENS (smrt_oidc_tokens_get_type ())

/**
 * SmrtOidcTokens:
 *
 * What an issuer gave for a code, a device code or a refresh token. It does not
 * change.
 *
 * Properties, all construct-only: `access-token`, `refresh-token`
 * (#SmrtSecret), `expires-at` (int64), `scope` (string), `claims`
 * (#JsonObject).
 */
G_DECLARE_FINAL_TYPE (SmrtOidcTokens, smrt_oidc_tokens, SMRT, OIDC_TOKENS, GObject)

SmrtSecret     *smrt_oidc_tokens_get_access_token  (SmrtOidcTokens       *self);

/**
 * smrt_oidc_tokens_get_refresh_token:
 *
 * Returns: (transfer none) (nullable): the refresh token. After a refresh it is the new
 *   one where the issuer rotates them, and the old one where it does not; %NULL
 *   where the issuer gave none at all
 */
SmrtSecret     *smrt_oidc_tokens_get_refresh_token (SmrtOidcTokens       *self);

/**
 * smrt_oidc_tokens_get_expires_at:
 *
 * Returns: unix seconds of the client's clock; 0 where the issuer does not say
 */
gint64          smrt_oidc_tokens_get_expires_at    (SmrtOidcTokens       *self);

/**
 * smrt_oidc_tokens_get_scope:
 *
 * Returns: (nullable): what was granted; %NULL where the issuer does not say,
 *   which means: what was asked for
 */
const char     *smrt_oidc_tokens_get_scope         (SmrtOidcTokens       *self);

/**
 * smrt_oidc_tokens_get_claims:
 *
 * Returns: (transfer none) (nullable): the claims of the ID token, which was
 *   verified; %NULL where a refresh brought none
 */
JsonObject     *smrt_oidc_tokens_get_claims        (SmrtOidcTokens       *self);

/**
 * smrt_oidc_tokens_refresh_async:
 * @provider: the issuer
 * @refresh_token: the token to use
 * @subject: (nullable): whose a new ID token has to be
 * @cancellable: (nullable): cancels it
 *
 * Asks for a new access token (RFC 6749, 6). %SMRT_OIDC_ERROR_INVALID_GRANT
 * means that the person has to sign in again. Since the old refresh token may be
 * used up, an answer that is there is not thrown away: neither where it is
 * cancelled then, nor where the issuer's keys cannot be read (it has no claims
 * then). An ID token that does not hold is refused.
 */
void            smrt_oidc_tokens_refresh_async     (SmrtOidcClient       *client,
                                                    SmrtOidcProvider     *provider,
                                                    SmrtSecret           *refresh_token,
                                                    const char           *subject,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);

/**
 * smrt_oidc_tokens_refresh_finish:
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SmrtOidcTokens *smrt_oidc_tokens_refresh_finish    (SmrtOidcClient       *client,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/**
 * smrt_oidc_tokens_revoke_async:
 * @provider: the issuer; one without `revocation_endpoint` ends in
 *   %SMRT_OIDC_ERROR_UNSUITABLE
 * @token: a refresh token or an access token
 * @hint: (nullable): `refresh_token` or `access_token`
 * @cancellable: (nullable): cancels it
 *
 * Makes a token worthless (RFC 7009). A token that the issuer does not know
 * counts as revoked.
 */
void            smrt_oidc_tokens_revoke_async      (SmrtOidcClient       *client,
                                                    SmrtOidcProvider     *provider,
                                                    SmrtSecret           *token,
                                                    const char           *hint,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);

/**
 * smrt_oidc_tokens_revoke_as_bearer_async:
 * @bearer: (nullable): an access token of the same person
 *
 * As smrt_oidc_tokens_revoke_async(), for an issuer that does not take a client
 * without a secret at its word, and wants to be shown a token.
 */
void            smrt_oidc_tokens_revoke_as_bearer_async (SmrtOidcClient  *client,
                                                    SmrtOidcProvider     *provider,
                                                    SmrtSecret           *token,
                                                    const char           *hint,
                                                    SmrtSecret           *bearer,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean        smrt_oidc_tokens_revoke_finish     (SmrtOidcClient       *client,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
