/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-oidc-tokens.h"
#include "smrt-stripe-bearer.h"
#include "smrt-token-set.h"

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
 * `scope` (string, nullable: what the person allowed, where the issuer said so),
 * `ended` (boolean: the issuer no longer accepts the refresh token: the person
 * has to sign in again), `storing-error` (GError, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtTokens, smrt_tokens, SMRT, TOKENS, GObject)

/**
 * smrt_tokens_new:
 * @client: this program, as the issuer knows it
 * @server_url: the account server, from which the issuer is found again
 * @provider: the issuer who gave them
 * @tokens: what the sign-in brought
 */
SmrtTokens         *smrt_tokens_new                (SmrtOidcClient       *client,
                                                  const char           *server_url,
                                                  SmrtOidcProvider     *provider,
                                                  SmrtOidcTokens       *tokens);

/**
 * smrt_tokens_new_from_secret:
 * @secret: what smrt_tokens_to_secret() made
 * @subject: (nullable): whose they are
 * @scope: (nullable): what they allow
 *
 * Returns: (transfer full) (nullable): the tokens; %NULL where that is none, or
 *   one for another account server
 */
SmrtTokens         *smrt_tokens_new_from_secret    (SmrtOidcClient       *client,
                                                  const char           *server_url,
                                                  SmrtSecret           *secret,
                                                  const char           *subject,
                                                  const char           *scope);

/**
 * smrt_tokens_to_secret:
 *
 * Returns: (transfer full): the tokens as they are kept in the keyring
 */
SmrtSecret         *smrt_tokens_to_secret          (SmrtTokens           *self);

/**
 * smrt_tokens_set_keyring:
 * @keyring: (nullable): where refreshed tokens are kept; %NULL for nowhere
 * @account: (nullable): under which id
 * @label: (nullable): what the person reads there
 */
void                smrt_tokens_set_keyring        (SmrtTokens           *self,
                                                  SmrtKeyring          *keyring,
                                                  const char           *account,
                                                  const char           *label);

SmrtOidcClient     *smrt_tokens_get_client         (SmrtTokens           *self);

/**
 * smrt_tokens_get_provider:
 *
 * Returns: (nullable): the issuer, where it was asked already
 */
SmrtOidcProvider   *smrt_tokens_get_provider       (SmrtTokens           *self);
const char         *smrt_tokens_get_server_url     (SmrtTokens           *self);

/** Returns: (transfer none): the tokens as they are now */
const SmrtTokenSet *smrt_tokens_get_set            (SmrtTokens           *self);
gboolean            smrt_tokens_get_ended          (SmrtTokens           *self);

/** Returns: whether new tokens are being asked for */
gboolean            smrt_tokens_get_renewing       (SmrtTokens           *self);

/**
 * smrt_tokens_end:
 *
 * From now on nobody gets a token; for who signs out.
 */
void                smrt_tokens_end                (SmrtTokens           *self);

/** Returns: (transfer none) (nullable): the claims of the last ID token */
JsonObject         *smrt_tokens_get_claims         (SmrtTokens           *self);

/** Returns: (nullable): what the person allowed, divided by spaces */
const char         *smrt_tokens_get_scope          (SmrtTokens           *self);

/** Returns: (nullable): the `sub` of the ID token */
const char         *smrt_tokens_get_subject        (SmrtTokens           *self);

G_END_DECLS
