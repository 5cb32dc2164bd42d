/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"
#include "smrt-oidc-id-token.h"

#include <string.h>

#define NONCE "n-0S6_WzA2Mj"

typedef struct
{
  const char *name;
  const char *overrides;
} Row;

static JsonObject *
verify (IssuerFixture  *fixture,
        const char     *token,
        const char     *nonce,
        const char     *subject,
        GError        **error)
{
  g_autoptr (SmrtOidcProvider) provider = issuer_fixture_discover (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_id_token_verify_async (fixture->client, provider, token, nonce, subject, NULL, issuer_result_cb, &result);

  return smrt_oidc_id_token_verify_finish (fixture->client, issuer_await (&result), error);
}

static void
assert_holds (IssuerFixture *fixture,
              const char    *token,
              const char    *nonce)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = verify (fixture, token, nonce, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (claims, "sub"), ==, ISSUER_SUBJECT);
}

static void
assert_refused (IssuerFixture *fixture,
                const char    *token,
                const char    *nonce)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (verify (fixture, token, nonce, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

/* Every algorithm that is known, each with a key of its own beside those of the
 * others. */
static void
test_algorithms (IssuerFixture *fixture,
                 gconstpointer  data)
{
  static const char * const algs[] = {
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (algs); i++)
    {
      g_autoptr (IssuerKey) key = issuer_key_new (algs[i], "key-2");
      g_autofree char *claims = issuer_fixture_make_claims (fixture, NONCE, NULL);
      g_autofree char *token = issuer_key_sign (key, claims);

      g_test_message ("%s", algs[i]);
      assert_refused (fixture, token, NONCE);
      issuer_fixture_set_keys (fixture, fixture->key, key, NULL);
      assert_holds (fixture, token, NONCE);
      issuer_fixture_set_keys (fixture, fixture->key, NULL);
    }
}

/* What a token says has to be so, and is refused by the one claim that is not. */
static void
test_claims (IssuerFixture *fixture,
             gconstpointer  data)
{
  static const Row rows[] = {
    { "another issuer", "{'iss':'https://issuer.example.com'}" },
    { "the issuer with a slash", "{'iss':'%s/'}" },
    { "no issuer", "{'iss':null}" },
    { "issuer of another kind", "{'iss':['%s']}" },
    { "another audience", "{'aud':'somebody.else'}" },
    { "another audience in a list", "{'aud':['somebody.else']}" },
    { "nobody for audience", "{'aud':[]}" },
    { "no audience", "{'aud':null}" },
    { "audience of another kind", "{'aud':{'io.smrtphone.Plans':true}}" },
    { "several, given to nobody", "{'aud':['io.smrtphone.Plans','somebody.else']}" },
    { "several, given to another", "{'aud':['io.smrtphone.Plans','somebody.else'],'azp':'somebody.else'}" },
    { "given to another", "{'azp':'somebody.else'}" },
    { "given to a thing", "{'azp':7}" },
    { "expired", "{'exp':1795002900}" },
    { "never expires", "{'exp':null}" },
    { "expires in words", "{'exp':'1795006800'}" },
    { "issued in the future", "{'iat':1795003501}" },
    { "issued at no time", "{'iat':null}" },
    { "does not hold yet", "{'nbf':1795003501}" },
    { "holds from a word on", "{'nbf':'now'}" },
    { "wrong nonce", "{'nonce':'another'}" },
    { "missing nonce", "{'nonce':null}" },
    { "empty nonce", "{'nonce':''}" },
    { "nonce of another kind", "{'nonce':['n-0S6_WzA2Mj']}" },
    { "about nobody", "{'sub':null}" },
    { "empty subject", "{'sub':''}" },
    { "subject of another kind", "{'sub':1}" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = issuer_fixture_make_id_token (fixture, NONCE, rows[i].overrides);

      g_test_message ("%s", rows[i].name);
      assert_refused (fixture, token, NONCE);
    }
}

static void
test_borders (IssuerFixture *fixture,
              gconstpointer  data)
{
  static const Row rows[] = {
    { "just not expired", "{'exp':1795002901}" },
    { "just issued", "{'iat':1795003500}" },
    { "holds at once", "{'nbf':1795003500}" },
    { "times with fractions", "{'iat':1795003200.25,'exp':1795006800.5}" },
    { "ours in a list", "{'aud':['io.smrtphone.Plans']}" },
    { "several, given to us", "{'aud':['somebody.else','io.smrtphone.Plans'],'azp':'io.smrtphone.Plans'}" },
    { "given to us", "{'azp':'io.smrtphone.Plans'}" },
    { "claims of its own", "{'smrtphone_role':'owner','stripe_customer':['cus_1']}" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = issuer_fixture_make_id_token (fixture, NONCE, rows[i].overrides);

      g_test_message ("%s", rows[i].name);
      assert_holds (fixture, token, NONCE);
    }
}

static void
test_subject (IssuerFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *name = g_strnfill (256, 'a');
  g_autofree char *long_subject = g_strdup_printf ("{'sub':'%s'}", name);
  g_autofree char *too_long = issuer_fixture_make_id_token (fixture, NULL, long_subject);
  g_autofree char *token = issuer_fixture_make_id_token (fixture, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = NULL;

  assert_refused (fixture, too_long, NULL);

  claims = verify (fixture, token, NULL, ISSUER_SUBJECT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (claims);
  g_assert_null (verify (fixture, token, NULL, "user-2", &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

/* Where none was sent, as after a refresh, none is asked for. */
static void
test_without_nonce (IssuerFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *token = issuer_fixture_make_id_token (fixture, NULL, NULL);
  g_autofree char *with_nonce = issuer_fixture_make_id_token (fixture, NONCE, NULL);

  assert_holds (fixture, token, NULL);
  assert_holds (fixture, with_nonce, NULL);
}

/* The clock is the client's: an hour later the same token has expired. */
static void
test_clock (IssuerFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *token = issuer_fixture_make_id_token (fixture, NONCE, NULL);

  smrt_clock_advance (fixture->clock, 3600 + 299);
  assert_holds (fixture, token, NONCE);
  smrt_clock_advance (fixture->clock, 1);
  assert_refused (fixture, token, NONCE);
}

/* No algorithm, and a symmetric one whose secret everybody knows: refused
 * without a look at the keys. */
static void
test_unsigned (IssuerFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *claims = issuer_fixture_make_claims (fixture, NONCE, NULL);
  g_autofree char *none = issuer_key_sign_none (claims);
  g_autofree char *hmac = issuer_key_sign_hmac (fixture->key, claims);

  assert_refused (fixture, none, NONCE);
  assert_refused (fixture, hmac, NONCE);
  g_assert_cmpuint (issuer_fixture_count (fixture, ISSUER_KEYS_PATH), ==, 0);
}

/* Signed with a key that is not the issuer's: under the name of its key, under
 * a name of its own, under none, and with the key in the token. */
static void
test_wrong_key (IssuerFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (IssuerKey) same_name = issuer_key_new ("ES256", "key-1");
  g_autoptr (IssuerKey) other_name = issuer_key_new ("ES256", "key-9");
  g_autoptr (IssuerKey) no_name = issuer_key_new ("ES256", NULL);
  IssuerKey *keys[] = { same_name, other_name, no_name };
  g_autofree char *claims = issuer_fixture_make_claims (fixture, NONCE, NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), NULL);
  g_autofree char *jwk = NULL;
  g_autofree char *header = NULL;
  g_autofree char *with_key = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *token = issuer_key_sign (keys[i], claims);

      assert_refused (fixture, token, NONCE);
    }

  json_node_take_object (node, issuer_key_to_jwk (other_name));
  jwk = json_to_string (node, FALSE);
  header = g_strdup_printf ("{'alg':'ES256','jku':'%s/jwks','jwk':%s}", fixture->url, jwk);
  with_key = issuer_key_sign_with_header (other_name, header, claims);
  assert_refused (fixture, with_key, NONCE);
}

/* Another payload under a signature that was good, and another signature. */
static void
test_tampered (IssuerFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *token = issuer_fixture_make_id_token (fixture, NONCE, NULL);
  g_autofree char *other = issuer_fixture_make_id_token (fixture, NONCE, "{'smrtphone_role':'owner'}");
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_auto (GStrv) other_parts = g_strsplit (other, ".", -1);
  g_autofree char *payload = g_strdup_printf ("%s.%s.%s", parts[0], other_parts[1], parts[2]);
  g_autofree char *signature = g_strdup_printf ("%s.%s.%s", parts[0], parts[1], other_parts[2]);
  g_autofree char *empty = g_strdup_printf ("%s.%s.", parts[0], parts[1]);

  assert_holds (fixture, token, NONCE);
  assert_holds (fixture, other, NONCE);
  assert_refused (fixture, payload, NONCE);
  assert_refused (fixture, signature, NONCE);
  assert_refused (fixture, empty, NONCE);
}

/* Without a name the keys that fit are tried; with one, that one alone. */
static void
test_selection (IssuerFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (IssuerKey) second = issuer_key_new ("ES256", "key-2");
  g_autoptr (IssuerKey) other_kind = issuer_key_new ("EdDSA", "key-3");
  g_autoptr (IssuerKey) same_name = issuer_key_new ("EdDSA", "key-2");
  g_autofree char *claims = issuer_fixture_make_claims (fixture, NONCE, NULL);
  g_autofree char *unnamed = issuer_key_sign_with_header (second, "{'alg':'ES256'}", claims);
  g_autofree char *misnamed = issuer_key_sign_with_header (second, "{'alg':'ES256','kid':'key-1'}", claims);
  g_autofree char *named = issuer_key_sign (second, claims);

  issuer_fixture_set_keys (fixture, other_kind, fixture->key, same_name, second, NULL);
  assert_holds (fixture, unnamed, NONCE);
  assert_holds (fixture, named, NONCE);
  assert_refused (fixture, misnamed, NONCE);

  issuer_fixture_set_keys (fixture, other_kind, fixture->key, NULL);
  assert_refused (fixture, unnamed, NONCE);
  assert_refused (fixture, named, NONCE);
}

/* Keys that cannot be had are no reason to believe a token. */
static void
test_no_keys (IssuerFixture *fixture,
              gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    const char *json;
    int code;
  } rows[] = {
    { 200, "{'keys':[]}", SMRT_OIDC_ERROR_BAD_TOKEN },
    { 200, "{'keys':['key-1',{},{'kty':'EC','kid':'key-1'}]}", SMRT_OIDC_ERROR_BAD_TOKEN },
    { 200, "{'keys':{}}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "[]", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 503, "{}", SMRT_OIDC_ERROR_SERVER },
    { 404, "", SMRT_OIDC_ERROR_REFUSED },
  };
  g_autofree char *token = issuer_fixture_make_id_token (fixture, NONCE, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_json (fixture, ISSUER_KEYS_PATH, rows[i].status, rows[i].json);
      g_assert_null (verify (fixture, token, NONCE, NULL, &error));
      g_assert_error (error, SMRT_OIDC_ERROR, rows[i].code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/id-token/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("algorithms", test_algorithms);
  ADD ("claims", test_claims);
  ADD ("borders", test_borders);
  ADD ("subject", test_subject);
  ADD ("without-nonce", test_without_nonce);
  ADD ("clock", test_clock);
  ADD ("unsigned", test_unsigned);
  ADD ("wrong-key", test_wrong_key);
  ADD ("tampered", test_tampered);
  ADD ("selection", test_selection);
  ADD ("no-keys", test_no_keys);
#undef ADD

  return g_test_run ();
}
