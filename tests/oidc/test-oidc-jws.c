/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "issuer-key.h"
#include "smrt-oidc-base64url.h"
#include "smrt-oidc-jwk.h"
#include "smrt-oidc-jws.h"

#define PAYLOAD "{\"sub\":\"user-1\"}"

static gboolean
verify (const char *token,
        JsonObject *jwk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcJws) jws = smrt_oidc_jws_parse (token, &error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_oidc_jwk_free);
  SmrtOidcJwk *key = smrt_oidc_jwk_new (jwk);
  gboolean holds;

  g_assert_no_error (error);
  if (key != NULL)
    g_ptr_array_add (keys, key);
  holds = smrt_oidc_jws_verify (jws, keys, &error);
  if (!holds)
    g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);

  return holds;
}

static void
assert_no_token (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_null (smrt_oidc_jws_parse (text, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

static void
test_base64url (void)
{
  static const char * const texts[] = { "", "Zg", "Zm8", "Zm9v", "__--", "_w" };
  static const char * const wrong[] = { "Zg==", "Zm8=", "Z", "Zm9vZ", "Zh", "Zm9", "Zm 9v", "Zm+v", "Zm/v", "Zm9v\n", "Zé" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = smrt_oidc_base64url_decode (texts[i]);
      g_autofree char *again = NULL;

      g_assert_nonnull (bytes);
      again = smrt_oidc_base64url_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (again, ==, texts[i]);
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (smrt_oidc_base64url_decode (wrong[i]));
}

static char *
encode_token (const char *header,
              const char *payload)
{
  g_autofree char *first = smrt_oidc_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = smrt_oidc_base64url_encode ((const guint8 *) payload, strlen (payload));

  return g_strdup_printf ("%s.%s.c2lnbmF0dXJl", first, second);
}

static void
test_form (void)
{
  static const char * const texts[] = {
    "",
    ".",
    "..",
    "...",
    "a.b",
    "e30.e30.e30",
    "e30",
    "eyJhbGciOiJFUzI1NiJ9.e30",
    "eyJhbGciOiJFUzI1NiJ9..c2ln",
    "eyJhbGciOiJFUzI1NiJ9.e30.c2ln.c2ln",
    "eyJhbGciOiJFUzI1NiJ9.e30=.c2ln",
    "eyJhbGciOiJFUzI1NiJ9.e30.c2ln ",
    " eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
    "eyJhbGciOiJFUzI1NiJ9.W10.c2ln",
  };
  g_autoptr (SmrtOidcJws) jws = smrt_oidc_jws_parse ("eyJhbGciOiJFUzI1NiJ9.e30.c2ln", NULL);

  g_assert_nonnull (jws);
  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_no_token (texts[i]);
}

static void
test_header (void)
{
  static const char * const headers[] = {
    "{\"alg\":\"none\"}",
    "{\"alg\":\"None\"}",
    "{\"alg\":\"\"}",
    "{\"alg\":null}",
    "{\"alg\":[\"ES256\"]}",
    "{}",
    "[]",
    "{\"alg\":\"HS256\"}",
    "{\"alg\":\"HS384\"}",
    "{\"alg\":\"HS512\"}",
    "{\"alg\":\"es256\"}",
    "{\"alg\":\"RS1\"}",
    "{\"alg\":\"ES256K\"}",
    "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}",
    "{\"alg\":\"ES256\",\"crit\":[]}",
    "{\"alg\":\"ES256\",\"kid\":1}",
    "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"ES256\",\"typ\":{}}",
  };
  g_autofree char *deep = g_strnfill (100, '[');

  for (unsigned int i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *token = encode_token (headers[i], PAYLOAD);

      assert_no_token (token);
    }
  {
    g_autofree char *token = encode_token ("{\"alg\":\"ES256\"}", deep);

    assert_no_token (token);
  }
}

/* A key is for what it says that it is for. */
static void
test_key_fits (void)
{
  static const struct
  {
    const char *member;
    const char *value;
  } rows[] = {
    { "use", "\"enc\"" },
    { "use", "null" },
    { "alg", "\"RS384\"" },
    { "alg", "\"RSA-OAEP\"" },
    { "key_ops", "[\"sign\"]" },
    { "key_ops", "\"verify\"" },
    { "kty", "\"EC\"" },
    { "kty", "\"oct\"" },
    { "kty", "null" },
    { "kid", "\"key-2\"" },
    { "n", "\"AQAB\"" },
    { "n", "\"not base64url!\"" },
    { "n", "null" },
    { "e", "\"\"" },
    { "e", "null" },
  };
  g_autoptr (IssuerKey) key = issuer_key_new ("RS256", "key-1");
  g_autofree char *token = issuer_key_sign (key, PAYLOAD);
  g_autoptr (JsonObject) good = issuer_key_to_jwk (key);
  JsonArray *operations = json_array_new ();

  json_array_add_string_element (operations, "verify");
  g_assert_true (verify (token, good));
  json_object_set_array_member (good, "key_ops", operations);
  json_object_remove_member (good, "alg");
  json_object_remove_member (good, "use");
  g_assert_true (verify (token, good));

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) jwk = issuer_key_to_jwk (key);

      g_test_message ("%s: %s", rows[i].member, rows[i].value);
      json_object_set_member (jwk, rows[i].member, json_from_string (rows[i].value, NULL));
      g_assert_false (verify (token, jwk));
    }
}

/* A token cannot choose another algorithm than that of the key. */
static void
test_confusion (void)
{
  g_autoptr (IssuerKey) rsa = issuer_key_new ("RS256", "key-1");
  g_autoptr (IssuerKey) curve = issuer_key_new ("ES256", "key-1");
  g_autoptr (JsonObject) rsa_jwk = issuer_key_to_jwk (rsa);
  g_autoptr (JsonObject) curve_jwk = issuer_key_to_jwk (curve);
  g_autofree char *as_pss = issuer_key_sign_with_header (rsa, "{'alg':'PS256'}", PAYLOAD);
  g_autofree char *as_curve = issuer_key_sign_with_header (rsa, "{'alg':'ES256'}", PAYLOAD);
  g_autofree char *as_rsa = issuer_key_sign_with_header (curve, "{'alg':'RS256'}", PAYLOAD);
  g_autofree char *as_larger = issuer_key_sign_with_header (curve, "{'alg':'ES384'}", PAYLOAD);
  g_autofree char *as_edwards = issuer_key_sign_with_header (curve, "{'alg':'EdDSA'}", PAYLOAD);

  json_object_remove_member (rsa_jwk, "alg");
  json_object_remove_member (curve_jwk, "alg");
  g_assert_false (verify (as_pss, rsa_jwk));
  g_assert_false (verify (as_curve, rsa_jwk));
  g_assert_false (verify (as_curve, curve_jwk));
  g_assert_false (verify (as_rsa, curve_jwk));
  g_assert_false (verify (as_rsa, rsa_jwk));
  g_assert_false (verify (as_larger, curve_jwk));
  g_assert_false (verify (as_edwards, curve_jwk));
}

static void
test_weak_key (void)
{
  g_autoptr (IssuerKey) weak = issuer_key_new_rsa ("RS256", "key-1", 1024);
  g_autoptr (IssuerKey) enough = issuer_key_new_rsa ("RS256", "key-1", 2048);
  g_autoptr (JsonObject) weak_jwk = issuer_key_to_jwk (weak);
  g_autoptr (JsonObject) enough_jwk = issuer_key_to_jwk (enough);
  g_autofree char *weak_token = issuer_key_sign (weak, PAYLOAD);
  g_autofree char *token = issuer_key_sign (enough, PAYLOAD);
  g_autofree guint8 *number = g_malloc0 (20000);
  g_autofree char *huge = NULL;

  g_assert_false (verify (weak_token, weak_jwk));
  g_assert_true (verify (token, enough_jwk));

  memset (number, 0xff, 20000);
  huge = smrt_oidc_base64url_encode (number, 20000);
  json_object_set_string_member (enough_jwk, "n", huge);
  g_assert_null (smrt_oidc_jwk_new (enough_jwk));
}

/* Curves that are not known, and coordinates that are no point. */
static void
test_curves (void)
{
  g_autoptr (IssuerKey) key = issuer_key_new ("ES256", "key-1");
  g_autofree char *token = issuer_key_sign (key, PAYLOAD);
  g_autoptr (JsonObject) jwk = issuer_key_to_jwk (key);
  g_autofree char *x = g_strdup (json_object_get_string_member (jwk, "x"));
  g_autofree char *y = g_strdup (json_object_get_string_member (jwk, "y"));

  g_assert_true (verify (token, jwk));
  json_object_set_string_member (jwk, "crv", "secp256k1");
  g_assert_false (verify (token, jwk));
  json_object_set_string_member (jwk, "crv", "Ed25519");
  g_assert_false (verify (token, jwk));
  json_object_set_string_member (jwk, "crv", "P-256");

  json_object_set_string_member (jwk, "y", x);
  g_assert_false (verify (token, jwk));
  json_object_set_string_member (jwk, "y", "AQAB");
  g_assert_false (verify (token, jwk));
  json_object_remove_member (jwk, "y");
  g_assert_false (verify (token, jwk));
  json_object_set_string_member (jwk, "y", y);
  g_assert_true (verify (token, jwk));
}

/* The signature of RFC 7518 and no other form of it. */
static void
test_signature_form (void)
{
  g_autoptr (IssuerKey) key = issuer_key_new ("ES256", "key-1");
  g_autoptr (JsonObject) jwk = issuer_key_to_jwk (key);
  g_autofree char *zeros = g_strnfill (86, 'A');
  static const char * const wrong[] = { "", "MEQCIA", "AAAA" };
  g_autofree char *token = issuer_key_sign (key, PAYLOAD);
  g_autofree char *cut = g_strndup (token, strlen (token) - 4);
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *all_zero = g_strdup_printf ("%s.%s.%s", parts[0], parts[1], zeros);

  g_assert_true (verify (token, jwk));
  g_assert_false (verify (all_zero, jwk));
  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s.%s.%s", parts[0], parts[1], wrong[i]);

      g_assert_false (verify (text, jwk));
    }
  {
    g_autoptr (SmrtOidcJws) jws = smrt_oidc_jws_parse (cut, NULL);

    g_assert_true (jws == NULL || !verify (cut, jwk));
  }
}

/* Numbers of a signature that begin with zeros are rare and hold. */
static void
test_many_signatures (void)
{
  g_autoptr (IssuerKey) key = issuer_key_new ("ES256", "key-1");
  g_autoptr (JsonObject) jwk = issuer_key_to_jwk (key);

  for (unsigned int i = 0; i < 600; i++)
    {
      g_autofree char *payload = g_strdup_printf ("{\"n\":%u}", i);
      g_autofree char *token = issuer_key_sign (key, payload);

      g_assert_true (verify (token, jwk));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oidc/jws/base64url", test_base64url);
  g_test_add_func ("/oidc/jws/form", test_form);
  g_test_add_func ("/oidc/jws/header", test_header);
  g_test_add_func ("/oidc/jws/key-fits", test_key_fits);
  g_test_add_func ("/oidc/jws/confusion", test_confusion);
  g_test_add_func ("/oidc/jws/weak-key", test_weak_key);
  g_test_add_func ("/oidc/jws/curves", test_curves);
  g_test_add_func ("/oidc/jws/signature-form", test_signature_form);
  g_test_add_func ("/oidc/jws/many-signatures", test_many_signatures);

  return g_test_run ();
}
