/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-pkce.h"

#include <string.h>

#include "smrt-oidc-base64url.h"
#include "smrt-oidc-gnutls.h"

#define N_BYTES 32

char *
smrt_oidc_pkce_create_nonce (void)
{
  unsigned char bytes[N_BYTES];
  int status = smrt_oidc_gnutls_get ()->rnd (GNUTLS_RND_KEY, bytes, sizeof bytes);
  char *text;

  /* Without random numbers nothing that follows would be safe. */
  if (status != GNUTLS_E_SUCCESS)
    g_error ("No random numbers: %s", smrt_oidc_gnutls_get ()->strerror (status));

  text = smrt_oidc_base64url_encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);

  return text;
}

SmrtSecret *
smrt_oidc_pkce_create_verifier (void)
{
  return smrt_secret_new_take (smrt_oidc_pkce_create_nonce ());
}

char *
smrt_oidc_pkce_create_challenge (SmrtSecret *verifier)
{
  unsigned char digest[32];
  const char *text;
  int status;

  g_return_val_if_fail (verifier != NULL, NULL);

  text = smrt_secret_peek (verifier);
  status = smrt_oidc_gnutls_get ()->hash_fast (GNUTLS_DIG_SHA256, text, strlen (text), digest);
  if (status != GNUTLS_E_SUCCESS)
    g_error ("No SHA-256: %s", smrt_oidc_gnutls_get ()->strerror (status));

  return smrt_oidc_base64url_encode (digest, sizeof digest);
}
