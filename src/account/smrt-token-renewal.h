/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-oidc-tokens.h"
#include "smrt-token-set.h"

G_BEGIN_DECLS

/**
 * SmrtTokenPlace:
 * @client: this program, as the issuer knows it
 * @server_url: the account server
 * @provider: (nullable): its issuer, where it is known already
 * @subject: (nullable): whose the tokens are
 * @keyring: (nullable): where they are kept
 * @account: (nullable): under which id
 * @label: (nullable): what the person reads there
 * @keyring_is_behind: whether the last tokens could not be kept, so that what
 *   the keyring has are older ones
 *
 * Where tokens come from and where they are kept. Nothing in it is owned.
 */
typedef struct
{
  SmrtOidcClient *client;
  const char *server_url;
  SmrtOidcProvider *provider;
  const char *subject;
  SmrtKeyring *keyring;
  const char *account;
  const char *label;
  gboolean keyring_is_behind;
} SmrtTokenPlace;

#define SMRT_TYPE_TOKEN_RENEWAL (smrt_token_renewal_get_type ())

/**
 * SmrtTokenRenewal:
 *
 * One renewal of a session's tokens. Another process may have renewed them: an
 * issuer that rotates refresh tokens takes an old one that comes again for
 * stolen and ends the whole sign-in. So the keyring is asked first, and asked
 * again when the issuer does not accept the token. It is run once, and to its
 * end: a new refresh token must not get lost.
 */
G_DECLARE_FINAL_TYPE (SmrtTokenRenewal, smrt_token_renewal, SMRT, TOKEN_RENEWAL, GObject)

/**
 * smrt_token_renewal_new:
 * @place: where they come from; copied
 * @tokens: what there is
 * @refused: (nullable): an access token that the server does not accept though
 *   it has not expired
 */
SmrtTokenRenewal   *smrt_token_renewal_new               (const SmrtTokenPlace *place,
                                                          const SmrtTokenSet   *tokens,
                                                          SmrtSecret           *refused);

void                smrt_token_renewal_run_async         (SmrtTokenRenewal     *self,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_token_renewal_run_finish:
 * @error: return location for an error of %SMRT_STRIPE_ERROR
 *
 * Returns: (transfer full) (nullable): the new tokens
 */
SmrtTokenSet       *smrt_token_renewal_run_finish        (SmrtTokenRenewal     *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_token_renewal_get_ended:
 *
 * Returns: whether it failed for good: the person has to sign in again
 */
gboolean            smrt_token_renewal_get_ended         (SmrtTokenRenewal     *self);

/** Returns: (nullable): the issuer, once it was found */
SmrtOidcProvider   *smrt_token_renewal_get_provider      (SmrtTokenRenewal     *self);

/** Returns: (nullable): the claims of a new ID token */
JsonObject         *smrt_token_renewal_get_claims        (SmrtTokenRenewal     *self);

/** Returns: (nullable): what the new tokens allow, where the issuer says so */
const char         *smrt_token_renewal_get_scope         (SmrtTokenRenewal     *self);

/** Returns: (nullable): why the new tokens could not be kept */
const GError       *smrt_token_renewal_get_storing_error (SmrtTokenRenewal     *self);

G_END_DECLS
