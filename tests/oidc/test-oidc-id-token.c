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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/id-token/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("algorithms", test_algorithms);
#undef ADD

  return g_test_run ();
}
