/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * smrt_oidc_pkce_create_nonce:
 *
 * Returns: (transfer full): 32 random bytes in base64url, which nobody guesses:
 *   for `state` and `nonce`
 */
char       *smrt_oidc_pkce_create_nonce     (void);

/**
 * smrt_oidc_pkce_create_verifier:
 *
 * Returns: (transfer full): a `code_verifier` (RFC 7636, 4.1)
 */
SmrtSecret *smrt_oidc_pkce_create_verifier  (void);

/**
 * smrt_oidc_pkce_create_challenge:
 * @verifier: a `code_verifier`
 *
 * Returns: (transfer full): its `code_challenge` of the method `S256` (RFC 7636,
 *   4.2)
 */
char       *smrt_oidc_pkce_create_challenge (SmrtSecret *verifier);

G_END_DECLS
