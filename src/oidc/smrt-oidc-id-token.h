/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-client.h"

G_BEGIN_DECLS

/**
 * smrt_oidc_id_token_verify_async:
 * @provider: who has to have signed it
 * @id_token: the token in its compact form
 * @nonce: (nullable): what it has to repeat; %NULL where none was sent
 * @subject: (nullable): whose it has to be; %NULL at the first sign-in
 * @cancellable: (nullable): cancels it
 *
 * Holds an ID token to OpenID Connect Core, 3.1.3.7 (and 12.2 after a refresh):
 * its signature against the issuer's keys, which are read, and its claims.
 * RS256/384/512, PS256/384/512, ES256/384/512 and EdDSA are known; `none` and the symmetric
 * ones never hold. A key that is not there, and one whose `kty`, `use`, `alg` or
 * curve does not fit the header, do not hold. A clock may differ by 5 minutes.
 */
void        smrt_oidc_id_token_verify_async  (SmrtOidcClient       *client,
                                              SmrtOidcProvider     *provider,
                                              const char           *id_token,
                                              const char           *nonce,
                                              const char           *subject,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

/**
 * smrt_oidc_id_token_verify_finish:
 *
 * Returns: (transfer full) (nullable): the claims; %SMRT_OIDC_ERROR_BAD_TOKEN
 *   where the token does not hold
 */
JsonObject *smrt_oidc_id_token_verify_finish (SmrtOidcClient       *client,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
