/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-jwk.h"

#include "smrt-json.h"
#include "smrt-oidc-base64url.h"
#include "smrt-oidc-gnutls.h"

#define MIN_RSA_BITS 2048
/* A larger key only costs time, and the main thread pays it. */
#define MAX_RSA_BITS 8192
#define MAX_EXPONENT_SIZE 8

/* What an algorithm needs of a key. */
typedef struct
{
  const char *name;
  const char *kty;
  const char *crv;
  gnutls_sign_algorithm_t sign;
} Algorithm;

typedef struct
{
  const char *name;
  const char *kty;
  gnutls_ecc_curve_t curve;
  gsize size;
} Curve;

static const Algorithm algorithms[] = {
  { "RS256", "RSA", NULL, GNUTLS_SIGN_RSA_SHA256 },
  { "RS384", "RSA", NULL, GNUTLS_SIGN_RSA_SHA384 },
  { "RS512", "RSA", NULL, GNUTLS_SIGN_RSA_SHA512 },
  { "PS256", "RSA", NULL, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256 },
  { "PS384", "RSA", NULL, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384 },
  { "PS512", "RSA", NULL, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512 },
  { "ES256", "EC", "P-256", GNUTLS_SIGN_ECDSA_SHA256 },
  { "ES384", "EC", "P-384", GNUTLS_SIGN_ECDSA_SHA384 },
  { "ES512", "EC", "P-521", GNUTLS_SIGN_ECDSA_SHA512 },
  { "EdDSA", "OKP", "Ed25519", GNUTLS_SIGN_EDDSA_ED25519 },
};

static const Curve curves[] = {
  { "P-256", "EC", GNUTLS_ECC_CURVE_SECP256R1, 32 },
  { "P-384", "EC", GNUTLS_ECC_CURVE_SECP384R1, 48 },
  { "P-521", "EC", GNUTLS_ECC_CURVE_SECP521R1, 66 },
  { "Ed25519", "OKP", GNUTLS_ECC_CURVE_ED25519, 32 },
};

struct _SmrtOidcJwk
{
  char *kid;
  char *kty;
  char *alg;
  const Curve *curve;
  gnutls_pubkey_t key;
};

static const Algorithm *
find_algorithm (const char *name)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_str_equal (algorithms[i].name, name))
      return &algorithms[i];

  return NULL;
}

static const Curve *
find_curve (const char *name,
            const char *kty)
{
  for (unsigned int i = 0; name != NULL && i < G_N_ELEMENTS (curves); i++)
    if (g_str_equal (curves[i].name, name) && g_str_equal (curves[i].kty, kty))
      return &curves[i];

  return NULL;
}

static gnutls_datum_t
get_datum (GBytes *bytes,
           gsize   start,
           gsize   size)
{
  gnutls_datum_t datum = { (unsigned char *) g_bytes_get_data (bytes, NULL) + start, size };

  return datum;
}

static GBytes *
read_bytes (JsonObject *object,
            const char *member)
{
  const char *text = smrt_json_get_string (object, member);

  return text != NULL ? smrt_oidc_base64url_decode (text) : NULL;
}

static gboolean
import_rsa (SmrtOidcJwk *self,
            JsonObject  *object)
{
  g_autoptr (GBytes) modulus = read_bytes (object, "n");
  g_autoptr (GBytes) exponent = read_bytes (object, "e");
  gnutls_datum_t m, e;
  unsigned int bits = 0;

  if (modulus == NULL || exponent == NULL || g_bytes_get_size (exponent) > MAX_EXPONENT_SIZE ||
      g_bytes_get_size (modulus) > MAX_RSA_BITS / 8 + 1)
    return FALSE;

  m = get_datum (modulus, 0, g_bytes_get_size (modulus));
  e = get_datum (exponent, 0, g_bytes_get_size (exponent));

  return smrt_oidc_gnutls_get ()->pubkey_import_rsa_raw (self->key, &m, &e) == GNUTLS_E_SUCCESS &&
         smrt_oidc_gnutls_get ()->pubkey_get_pk_algorithm (self->key, &bits) == GNUTLS_PK_RSA &&
         bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
}

static gboolean
import_curve (SmrtOidcJwk *self,
              JsonObject  *object)
{
  g_autoptr (GBytes) x_bytes = read_bytes (object, "x");
  g_autoptr (GBytes) y_bytes = read_bytes (object, "y");
  gboolean has_y = g_str_equal (self->kty, "EC");
  gnutls_datum_t x, y;

  self->curve = find_curve (smrt_json_get_string (object, "crv"), self->kty);
  if (self->curve == NULL || x_bytes == NULL || g_bytes_get_size (x_bytes) != self->curve->size)
    return FALSE;
  if (has_y && (y_bytes == NULL || g_bytes_get_size (y_bytes) != self->curve->size))
    return FALSE;

  x = get_datum (x_bytes, 0, self->curve->size);
  if (has_y)
    y = get_datum (y_bytes, 0, self->curve->size);

  return smrt_oidc_gnutls_get ()->pubkey_import_ecc_raw (self->key, self->curve->curve, &x, has_y ? &y : NULL) == GNUTLS_E_SUCCESS;
}

static gboolean
import (SmrtOidcJwk *self,
        JsonObject  *object)
{
  if (self->kty == NULL || smrt_oidc_gnutls_get ()->pubkey_init (&self->key) != GNUTLS_E_SUCCESS)
    return FALSE;
  if (g_str_equal (self->kty, "RSA"))
    return import_rsa (self, object);

  return (g_str_equal (self->kty, "EC") || g_str_equal (self->kty, "OKP")) && import_curve (self, object);
}

/* `use` and `key_ops` say what a key is for (RFC 7517, 4.2 and 4.3). */
static gboolean
is_for_signatures (JsonObject *object)
{
  JsonNode *operations = json_object_get_member (object, "key_ops");
  JsonArray *array;

  if (json_object_has_member (object, "use") && g_strcmp0 (smrt_json_get_string (object, "use"), "sig") != 0)
    return FALSE;
  if (operations == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (operations))
    return FALSE;

  array = json_node_get_array (operations);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *operation = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (operation) && json_node_get_value_type (operation) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (operation), "verify"))
        return TRUE;
    }

  return FALSE;
}

/* A number without the zeros that it begins with, as DER has it. */
static gnutls_datum_t
strip_zeros (gnutls_datum_t datum)
{
  while (datum.size > 1 && datum.data[0] == 0)
    {
      datum.data++;
      datum.size--;
    }

  return datum;
}

SmrtOidcJwk *
smrt_oidc_jwk_new (JsonObject *object)
{
  g_autoptr (SmrtOidcJwk) self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_new0 (SmrtOidcJwk, 1);
  self->kid = g_strdup (smrt_json_get_string (object, "kid"));
  self->kty = g_strdup (smrt_json_get_string (object, "kty"));
  self->alg = g_strdup (smrt_json_get_string (object, "alg"));
  if (!is_for_signatures (object) || !import (self, object))
    return NULL;

  return g_steal_pointer (&self);
}

void
smrt_oidc_jwk_free (SmrtOidcJwk *self)
{
  g_return_if_fail (self != NULL);

  if (self->key != NULL)
    smrt_oidc_gnutls_get ()->pubkey_deinit (self->key);
  g_free (self->kid);
  g_free (self->kty);
  g_free (self->alg);
  g_free (self);
}

GPtrArray *
smrt_oidc_jwk_read_set (JsonObject  *set,
                        GError     **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_oidc_jwk_free);
  JsonNode *node;
  JsonArray *array;

  g_return_val_if_fail (set != NULL, NULL);

  node = json_object_get_member (set, "keys");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The issuer's keys are no list");
      return NULL;
    }

  array = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      SmrtOidcJwk *key = JSON_NODE_HOLDS_OBJECT (element) ? smrt_oidc_jwk_new (json_node_get_object (element)) : NULL;

      if (key != NULL)
        g_ptr_array_add (keys, key);
    }

  return g_steal_pointer (&keys);
}

gboolean
smrt_oidc_jwk_knows_alg (const char *alg)
{
  g_return_val_if_fail (alg != NULL, FALSE);

  return find_algorithm (alg) != NULL;
}

const char *
smrt_oidc_jwk_get_kid (SmrtOidcJwk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kid;
}

gboolean
smrt_oidc_jwk_fits (SmrtOidcJwk *self,
                    const char  *alg)
{
  const Algorithm *algorithm;

  g_return_val_if_fail (self != NULL && alg != NULL, FALSE);

  algorithm = find_algorithm (alg);

  return algorithm != NULL && g_str_equal (algorithm->kty, self->kty) &&
         g_strcmp0 (algorithm->crv, self->curve != NULL ? self->curve->name : NULL) == 0 &&
         (self->alg == NULL || g_str_equal (self->alg, alg));
}

gboolean
smrt_oidc_jwk_verify (SmrtOidcJwk *self,
                      const char  *alg,
                      GBytes      *data,
                      GBytes      *signature)
{
  gnutls_datum_t text, value;
  gnutls_datum_t encoded = { NULL, 0 };
  int result;

  g_return_val_if_fail (self != NULL && alg != NULL, FALSE);
  g_return_val_if_fail (data != NULL && signature != NULL, FALSE);

  if (!smrt_oidc_jwk_fits (self, alg))
    return FALSE;

  text = get_datum (data, 0, g_bytes_get_size (data));
  value = get_datum (signature, 0, g_bytes_get_size (signature));

  /* A signature of EC is two numbers in a row (RFC 7518, 3.4); GnuTLS wants
   * them in DER. */
  if (g_str_equal (self->kty, "EC"))
    {
      gnutls_datum_t r, s;

      if (value.size != 2 * self->curve->size)
        return FALSE;
      r = strip_zeros (get_datum (signature, 0, self->curve->size));
      s = strip_zeros (get_datum (signature, self->curve->size, self->curve->size));
      if (smrt_oidc_gnutls_get ()->encode_rs_value (&encoded, &r, &s) != GNUTLS_E_SUCCESS)
        return FALSE;
      value = encoded;
    }

  result = smrt_oidc_gnutls_get ()->pubkey_verify_data2 (self->key, find_algorithm (alg)->sign, 0, &text, &value);
  (*smrt_oidc_gnutls_get ()->free) (encoded.data);

  return result >= 0;
}
