/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-key.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "smrt-oidc-base64url.h"

#define RSA_BITS 2048

struct _IssuerKey
{
  char *alg;
  char *kid;
  gnutls_privkey_t key;
};

static const struct
{
  const char *alg;
  gnutls_pk_algorithm_t kind;
  gnutls_ecc_curve_t curve;
  const char *crv;
  gsize size;
  gnutls_sign_algorithm_t sign;
} kinds[] = {
  { "RS256", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_SHA256 },
  { "RS384", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_SHA384 },
  { "RS512", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_SHA512 },
  { "PS256", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
  { "PS384", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384 },
  { "PS512", GNUTLS_PK_RSA, GNUTLS_ECC_CURVE_INVALID, NULL, 0, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512 },
  { "ES256", GNUTLS_PK_ECDSA, GNUTLS_ECC_CURVE_SECP256R1, "P-256", 32, GNUTLS_SIGN_ECDSA_SHA256 },
  { "ES384", GNUTLS_PK_ECDSA, GNUTLS_ECC_CURVE_SECP384R1, "P-384", 48, GNUTLS_SIGN_ECDSA_SHA384 },
  { "ES512", GNUTLS_PK_ECDSA, GNUTLS_ECC_CURVE_SECP521R1, "P-521", 66, GNUTLS_SIGN_ECDSA_SHA512 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED25519, GNUTLS_ECC_CURVE_ED25519, "Ed25519", 32, GNUTLS_SIGN_EDDSA_ED25519 },
};

static unsigned int
find_kind (const char *alg)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].alg, alg))
      return i;

  g_error ("No key for %s", alg);
}

static void
assert_done (int result)
{
  if (result < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (result));
}

/* A number of @size bytes, or of as many as it needs where @size is 0. GnuTLS
 * puts a zero before one whose first bit is set. */
static void
set_number (JsonObject     *jwk,
            const char     *member,
            gnutls_datum_t *number,
            gsize           size)
{
  const unsigned char *data = number->data;
  gsize length = number->size;
  g_autofree guint8 *padded = NULL;
  g_autofree char *text = NULL;

  while (length > 1 && data[0] == 0 && length != size)
    {
      data++;
      length--;
    }
  if (size == 0)
    size = length;
  g_assert_cmpuint (length, <=, size);

  padded = g_malloc0 (size);
  memcpy (padded + size - length, data, length);
  text = smrt_oidc_base64url_encode (padded, size);
  json_object_set_string_member (jwk, member, text);
  gnutls_free (number->data);
}

static IssuerKey *
create_key (const char   *alg,
            const char   *kid,
            unsigned int  rsa_bits)
{
  unsigned int kind = find_kind (alg);
  IssuerKey *key = g_new0 (IssuerKey, 1);
  unsigned int bits = kinds[kind].crv == NULL ? rsa_bits : (unsigned int) GNUTLS_CURVE_TO_BITS (kinds[kind].curve);

  key->alg = g_strdup (alg);
  key->kid = g_strdup (kid);
  assert_done (gnutls_privkey_init (&key->key));
  assert_done (gnutls_privkey_generate (key->key, kinds[kind].kind, bits, 0));

  return key;
}

static char *
encode_text (const char *text)
{
  return smrt_oidc_base64url_encode ((const guint8 *) text, strlen (text));
}

static char *
join (const char *header,
      const char *payload)
{
  g_autofree char *plain_header = g_strdelimit (g_strdup (header), "'", '"');
  g_autofree char *encoded_header = encode_text (plain_header);
  g_autofree char *encoded_payload = encode_text (payload);

  return g_strconcat (encoded_header, ".", encoded_payload, NULL);
}

IssuerKey *
issuer_key_new (const char *alg,
                const char *kid)
{
  return create_key (alg, kid, RSA_BITS);
}

IssuerKey *
issuer_key_new_rsa (const char   *alg,
                    const char   *kid,
                    unsigned int  bits)
{
  return create_key (alg, kid, bits);
}

void
issuer_key_free (IssuerKey *key)
{
  gnutls_privkey_deinit (key->key);
  g_free (key->alg);
  g_free (key->kid);
  g_free (key);
}

JsonObject *
issuer_key_to_jwk (IssuerKey *key)
{
  unsigned int kind = find_kind (key->alg);
  JsonObject *jwk = json_object_new ();
  gnutls_pubkey_t public_key;

  assert_done (gnutls_pubkey_init (&public_key));
  assert_done (gnutls_pubkey_import_privkey (public_key, key->key, 0, 0));
  if (kinds[kind].crv == NULL)
    {
      gnutls_datum_t m, e;

      assert_done (gnutls_pubkey_export_rsa_raw (public_key, &m, &e));
      json_object_set_string_member (jwk, "kty", "RSA");
      set_number (jwk, "n", &m, 0);
      set_number (jwk, "e", &e, 0);
    }
  else
    {
      gnutls_datum_t x = { NULL, 0 }, y = { NULL, 0 };

      assert_done (gnutls_pubkey_export_ecc_raw (public_key, NULL, &x, &y));
      json_object_set_string_member (jwk, "kty", y.data != NULL ? "EC" : "OKP");
      json_object_set_string_member (jwk, "crv", kinds[kind].crv);
      set_number (jwk, "x", &x, kinds[kind].size);
      if (y.data != NULL)
        set_number (jwk, "y", &y, kinds[kind].size);
    }
  gnutls_pubkey_deinit (public_key);

  if (key->kid != NULL)
    json_object_set_string_member (jwk, "kid", key->kid);
  json_object_set_string_member (jwk, "use", "sig");
  json_object_set_string_member (jwk, "alg", key->alg);

  return jwk;
}

char *
issuer_key_sign (IssuerKey  *key,
                 const char *payload)
{
  g_autofree char *kid = key->kid != NULL ? g_strdup_printf (",'kid':'%s'", key->kid) : g_strdup ("");
  g_autofree char *header = g_strdup_printf ("{'alg':'%s','typ':'JWT'%s}", key->alg, kid);

  return issuer_key_sign_with_header (key, header, payload);
}

char *
issuer_key_sign_with_header (IssuerKey  *key,
                             const char *header,
                             const char *payload)
{
  unsigned int kind = find_kind (key->alg);
  g_autofree char *text = join (header, payload);
  g_autofree char *encoded = NULL;
  gnutls_datum_t data = { (unsigned char *) text, strlen (text) };
  gnutls_datum_t signature;

  assert_done (gnutls_privkey_sign_data2 (key->key, kinds[kind].sign, 0, &data, &signature));
  if (kinds[kind].kind == GNUTLS_PK_ECDSA)
    {
      gsize size = kinds[kind].size;
      g_autofree guint8 *pair = g_malloc0 (2 * size);
      gnutls_datum_t numbers[2];

      assert_done (gnutls_decode_rs_value (&signature, &numbers[0], &numbers[1]));
      for (unsigned int i = 0; i < 2; i++)
        {
          gsize skip = numbers[i].size > size ? numbers[i].size - size : 0;

          memcpy (pair + (i + 1) * size - (numbers[i].size - skip), numbers[i].data + skip, numbers[i].size - skip);
          gnutls_free (numbers[i].data);
        }
      encoded = smrt_oidc_base64url_encode (pair, 2 * size);
    }
  else
    {
      encoded = smrt_oidc_base64url_encode (signature.data, signature.size);
    }
  gnutls_free (signature.data);

  return g_strconcat (text, ".", encoded, NULL);
}

char *
issuer_key_sign_none (const char *payload)
{
  g_autofree char *text = join ("{'alg':'none'}", payload);

  return g_strconcat (text, ".", NULL);
}

char *
issuer_key_sign_hmac (IssuerKey  *key,
                      const char *payload)
{
  g_autofree char *header = g_strdup_printf ("{'alg':'HS256','kid':'%s'}", key->kid);
  g_autofree char *text = join (header, payload);
  g_autofree char *encoded = NULL;
  gnutls_pubkey_t public_key;
  gnutls_datum_t pem;
  guint8 mac[32];

  assert_done (gnutls_pubkey_init (&public_key));
  assert_done (gnutls_pubkey_import_privkey (public_key, key->key, 0, 0));
  assert_done (gnutls_pubkey_export2 (public_key, GNUTLS_X509_FMT_PEM, &pem));
  assert_done (gnutls_hmac_fast (GNUTLS_MAC_SHA256, pem.data, pem.size, text, strlen (text), mac));
  gnutls_free (pem.data);
  gnutls_pubkey_deinit (public_key);
  encoded = smrt_oidc_base64url_encode (mac, sizeof mac);

  return g_strconcat (text, ".", encoded, NULL);
}
