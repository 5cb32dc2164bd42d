/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-oidc-error.h"

G_BEGIN_DECLS

/**
 * SmrtOidcJwk:
 *
 * One public key of an issuer (RFC 7517, 7518, 8037) that signatures are
 * verified with: RSA of 2048 to 8192 bits, EC on P-256, P-384 and P-521, and
 * Ed25519.
 */
typedef struct _SmrtOidcJwk SmrtOidcJwk;

/**
 * smrt_oidc_jwk_new:
 * @object: a key, as it was published
 *
 * Returns: (transfer full) (nullable): the key; %NULL where it is not of a known
 *   kind, not for signatures, too weak, or no key at all
 */
SmrtOidcJwk *smrt_oidc_jwk_new       (JsonObject   *object);
void         smrt_oidc_jwk_free      (SmrtOidcJwk  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtOidcJwk, smrt_oidc_jwk_free)

/**
 * smrt_oidc_jwk_read_set:
 * @set: what an issuer published at its `jwks_uri`
 * @error: return location for %SMRT_OIDC_ERROR_BAD_ANSWER
 *
 * Keys that are of no use are left out.
 *
 * Returns: (transfer full) (element-type SmrtOidcJwk) (nullable): the keys
 */
GPtrArray   *smrt_oidc_jwk_read_set  (JsonObject   *set,
                                      GError      **error);

/** Returns: whether signatures of the algorithm can be verified */
gboolean     smrt_oidc_jwk_knows_alg (const char   *alg);

/** Returns: (nullable): what the issuer calls the key */
const char  *smrt_oidc_jwk_get_kid   (SmrtOidcJwk  *self);

/** Returns: whether the key is one for the algorithm */
gboolean     smrt_oidc_jwk_fits      (SmrtOidcJwk  *self,
                                      const char   *alg);

/**
 * smrt_oidc_jwk_verify:
 * @alg: an algorithm that the key fits
 * @data: what was signed
 * @signature: the signature, in the form of RFC 7518
 *
 * Returns: whether the signature is one of this key
 */
gboolean     smrt_oidc_jwk_verify    (SmrtOidcJwk  *self,
                                      const char   *alg,
                                      GBytes       *data,
                                      GBytes       *signature);

G_END_DECLS
