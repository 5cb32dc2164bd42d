/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-gnutls.h"

#include "smrt-library.h"
#include "smrt-oidc-error.h"

#define SONAME "libgnutls.so.30"

#define FUNCTION(name)                                    \
 {                                                        \
  "gnutls_" #name, G_STRUCT_OFFSET (SmrtOidcGnutls, name) \
 }

static const SmrtLibrarySymbol symbols[] = {
  FUNCTION (encode_rs_value),
  FUNCTION (free),
  FUNCTION (hash_fast),
  FUNCTION (memcmp),
  FUNCTION (pubkey_deinit),
  FUNCTION (pubkey_get_pk_algorithm),
  FUNCTION (pubkey_import_ecc_raw),
  FUNCTION (pubkey_import_rsa_raw),
  FUNCTION (pubkey_init),
  FUNCTION (pubkey_verify_data2),
  FUNCTION (rnd),
  FUNCTION (strerror),
};

static const SmrtOidcGnutls *
load (GError **error)
{
  static SmrtOidcGnutls library;
  static gsize loaded = 0;

  if (g_once_init_enter (&loaded))
    g_once_init_leave (&loaded, smrt_library_load (SONAME, symbols, G_N_ELEMENTS (symbols), &library, error) ? 1 : 2);

  return loaded == 1 ? &library : NULL;
}

gboolean
smrt_oidc_gnutls_load (GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (load (&local_error) != NULL)
    return TRUE;

  g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, "No signature can be checked here: %s",
               local_error != NULL ? local_error->message : SONAME " could not be loaded");

  return FALSE;
}

const SmrtOidcGnutls *
smrt_oidc_gnutls_get (void)
{
  const SmrtOidcGnutls *library = load (NULL);

  g_assert (library != NULL);

  return library;
}
