/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/**
 * SmrtOidcGnutls:
 *
 * What this floor needs of GnuTLS, by its names there without `gnutls_`. The
 * library is loaded when somebody signs in, and not at every start.
 */
typedef struct
{
  __typeof__ (&gnutls_encode_rs_value) encode_rs_value;
  __typeof__ (&gnutls_free) free;
  __typeof__ (&gnutls_hash_fast) hash_fast;
  __typeof__ (&gnutls_memcmp) memcmp;
  __typeof__ (&gnutls_pubkey_deinit) pubkey_deinit;
  __typeof__ (&gnutls_pubkey_get_pk_algorithm) pubkey_get_pk_algorithm;
  __typeof__ (&gnutls_pubkey_import_ecc_raw) pubkey_import_ecc_raw;
  __typeof__ (&gnutls_pubkey_import_rsa_raw) pubkey_import_rsa_raw;
  __typeof__ (&gnutls_pubkey_init) pubkey_init;
  __typeof__ (&gnutls_pubkey_verify_data2) pubkey_verify_data2;
  __typeof__ (&gnutls_rnd) rnd;
  __typeof__ (&gnutls_strerror) strerror;
} SmrtOidcGnutls;

/**
 * smrt_oidc_gnutls_load:
 * @error: return location for %SMRT_OIDC_ERROR_UNSUITABLE
 *
 * Returns: whether the library is there
 */
gboolean              smrt_oidc_gnutls_load (GError **error);

/**
 * smrt_oidc_gnutls_get:
 *
 * Returns: (transfer none): the library; that it cannot be loaded ends the
 *   program, so who begins something asks smrt_oidc_gnutls_load() before
 */
const SmrtOidcGnutls *smrt_oidc_gnutls_get  (void);

G_END_DECLS
