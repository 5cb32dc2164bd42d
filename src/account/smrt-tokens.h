/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-oidc-tokens.h"
#include "smrt-stripe-bearer.h"

G_BEGIN_DECLS

#define SMRT_TYPE_TOKENS (smrt_tokens_get_type ())

/**
 * SmrtTokens:
 *
 * The tokens of an account server's session, a #SmrtStripeBearer: however many
 * requests wait at an expired token, it is refreshed once. What a refresh
 * brings is in the keyring before anybody gets it, since an issuer that rotates
 * refresh tokens no longer takes the old one; where the keyring fails the
 * session goes on, and `storing-error` is notified.
 *
 * Properties, construct-only: `client` (#SmrtOidcClient), `server-url` (string);
 * read-only, notified: `claims` (#JsonObject, nullable: of the last ID token),
 * `ended` (boolean: the issuer no longer accepts the refresh token: the person
 * has to sign in again), `storing-error` (GError, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtTokens, smrt_tokens, SMRT, TOKENS, GObject)

/**
 * smrt_tokens_new:
 * @client: this program, as the issuer knows it
 * @server_url: the account server, from which the issuer is found again
 * @provider: (nullable): the issuer, where it is known already
 * @tokens: what the sign-in brought
 */
SmrtTokens       *smrt_tokens_new                (SmrtOidcClient       *client,
                                                  const char           *server_url,
                                                  SmrtOidcProvider     *provider,
                                                  SmrtOidcTokens       *tokens);

/**
 * smrt_tokens_new_from_secret:
 * @secret: what smrt_tokens_to_secret() made
 * @subject: (nullable): whose they are
 *
 * Returns: (transfer full) (nullable): the tokens; %NULL where that is none
 */
SmrtTokens       *smrt_tokens_new_from_secret    (SmrtOidcClient       *client,
                                                  const char           *server_url,
                                                  SmrtSecret           *secret,
                                                  const char           *subject);

/**
 * smrt_tokens_to_secret:
 *
 * Returns: (transfer full): the tokens as they are kept in the keyring
 */
SmrtSecret       *smrt_tokens_to_secret          (SmrtTokens           *self);

/**
 * smrt_tokens_set_keyring:
 * @keyring: (nullable): where refreshed tokens are kept; %NULL for nowhere
 * @account: (nullable): under which id
 * @label: (nullable): what the person reads there
 */
void              smrt_tokens_set_keyring        (SmrtTokens           *self,
                                                  SmrtKeyring          *keyring,
                                                  const char           *account,
                                                  const char           *label);

/**
 * smrt_tokens_get_provider:
 *
 * Returns: (nullable): the issuer, where it was asked already
 */
SmrtOidcProvider *smrt_tokens_get_provider       (SmrtTokens           *self);
gboolean          smrt_tokens_get_ended          (SmrtTokens           *self);

/** Returns: (transfer none) (nullable): the claims of the last ID token */
JsonObject       *smrt_tokens_get_claims         (SmrtTokens           *self);

/** Returns: (nullable): the `sub` of the ID token */
const char       *smrt_tokens_get_subject        (SmrtTokens           *self);

/**
 * smrt_tokens_load_userinfo_async:
 *
 * Asks the issuer for the person's claims, and refreshes first where that is
 * due. Errors are of %SMRT_OIDC_ERROR and %SMRT_STRIPE_ERROR.
 */
void              smrt_tokens_load_userinfo_async (SmrtTokens           *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/** Returns: (transfer full) (nullable): the claims */
JsonObject       *smrt_tokens_load_userinfo_finish (SmrtTokens          *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

/**
 * smrt_tokens_revoke_async:
 *
 * Makes the tokens worthless at the issuer: the refresh token, or the access
 * token where there is none. An issuer without revocation ends in
 * %SMRT_OIDC_ERROR_UNSUITABLE. The tokens cannot be used afterwards.
 */
void              smrt_tokens_revoke_async       (SmrtTokens           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          smrt_tokens_revoke_finish      (SmrtTokens           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
