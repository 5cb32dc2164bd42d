/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A key that an issuer signs with, made by GnuTLS in the test. */
typedef struct _IssuerKey IssuerKey;

/* @alg: RS256 … RS512, PS256 … PS512 (with RSA of 2048 bits), ES256, ES384,
 * ES512 or EdDSA. Keys with the same @alg and @kid are different ones. */
IssuerKey  *issuer_key_new        (const char   *alg,
                                   const char   *kid);
IssuerKey  *issuer_key_new_rsa    (const char   *alg,
                                   const char   *kid,
                                   unsigned int  bits);
void        issuer_key_free       (IssuerKey    *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IssuerKey, issuer_key_free)

/* The public half, with `kid`, `use` and `alg`. */
JsonObject *issuer_key_to_jwk     (IssuerKey    *key);

/* A token in compact form with a header of the key's `alg` and `kid`. */
char       *issuer_key_sign       (IssuerKey    *key,
                                   const char   *payload);

/* The same with a header of the test's choice; single quotes stand for double
 * ones. */
char       *issuer_key_sign_with_header (IssuerKey  *key,
                                         const char *header,
                                         const char *payload);

/* `HEADER.PAYLOAD.` with no signature, or with that of an HMAC whose secret is
 * the public key, as one would confuse a verifier. */
char       *issuer_key_sign_none  (const char   *payload);
char       *issuer_key_sign_hmac  (IssuerKey    *key,
                                   const char   *payload);

G_END_DECLS
