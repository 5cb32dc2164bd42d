/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-oidc-provider.h"

#define ISSUER "https://accounts.example.com"
#define METADATA \
  "{\"issuer\":\"" ISSUER "\"," \
  "\"authorization_endpoint\":\"" ISSUER "/authorize?tenant=1\"," \
  "\"token_endpoint\":\"https://tokens.example.com/token\"," \
  "\"jwks_uri\":\"" ISSUER "/keys\"," \
  "\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}"

typedef struct
{
  const char *member;
  const char *value;
  int error;
} Row;

/* Metadata with one member replaced by JSON, or taken away by NULL. */
static JsonObject *
make_metadata (const char *member,
               const char *value)
{
  g_autoptr (JsonNode) root = json_from_string (METADATA, NULL);
  JsonObject *object = json_node_dup_object (root);

  if (value != NULL)
    json_object_set_member (object, member, json_from_string (value, NULL));
  else if (member != NULL)
    json_object_remove_member (object, member);

  return object;
}

static SmrtOidcProvider *
make_provider (const char *member,
               const char *value)
{
  g_autoptr (JsonObject) metadata = make_metadata (member, value);
  g_autoptr (GError) error = NULL;
  SmrtOidcProvider *provider = smrt_oidc_provider_new (metadata, ISSUER, NULL, &error);

  g_assert_no_error (error);

  return provider;
}

static void
assert_refused (const char *member,
                const char *value,
                int         code)
{
  g_autoptr (JsonObject) metadata = make_metadata (member, value);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s: %s", member, value != NULL ? value : "(none)");
  g_assert_null (smrt_oidc_provider_new (metadata, ISSUER, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, code);
}

static void
test_default (void)
{
  g_autoptr (JsonObject) metadata = make_metadata (NULL, NULL);
  SmrtOidcProvider *provider = smrt_oidc_provider_new (metadata, ISSUER, "https://billing.example.com", NULL);

  g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, ISSUER);
  g_assert_cmpstr (smrt_oidc_provider_get_resource (provider), ==, "https://billing.example.com");
  g_assert_cmpstr (smrt_oidc_provider_get_authorization_endpoint (provider), ==, ISSUER "/authorize?tenant=1");
  g_assert_cmpstr (smrt_oidc_provider_get_token_endpoint (provider), ==, "https://tokens.example.com/token");
  g_assert_cmpstr (smrt_oidc_provider_get_jwks_uri (provider), ==, ISSUER "/keys");
  g_assert_null (smrt_oidc_provider_get_userinfo_endpoint (provider));
  g_assert_null (smrt_oidc_provider_get_revocation_endpoint (provider));
  g_assert_null (smrt_oidc_provider_get_device_authorization_endpoint (provider));
  g_assert_null (smrt_oidc_provider_get_introspection_endpoint (provider));
  g_assert_false (smrt_oidc_provider_get_sends_iss (provider));
  g_assert_true (smrt_oidc_provider_supports_scope (provider, "billing:write"));
  g_assert_finalize_object (provider);
}

static void
test_optional (void)
{
  static const struct
  {
    const char *member;
    const char *(*get) (SmrtOidcProvider *);
  } rows[] = {
    { "userinfo_endpoint", smrt_oidc_provider_get_userinfo_endpoint },
    { "revocation_endpoint", smrt_oidc_provider_get_revocation_endpoint },
    { "device_authorization_endpoint", smrt_oidc_provider_get_device_authorization_endpoint },
    { "introspection_endpoint", smrt_oidc_provider_get_introspection_endpoint },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtOidcProvider) provider = make_provider (rows[i].member, "\"https://other.example.com/there\"");
      g_autoptr (SmrtOidcProvider) without = make_provider (rows[i].member, "null");

      g_assert_cmpstr (rows[i].get (provider), ==, "https://other.example.com/there");
      g_assert_null (rows[i].get (without));
      assert_refused (rows[i].member, "\"http://accounts.example.com/there\"", SMRT_OIDC_ERROR_BAD_ADDRESS);
      assert_refused (rows[i].member, "[]", SMRT_OIDC_ERROR_BAD_ANSWER);
    }
}

static void
test_scopes (void)
{
  g_autoptr (SmrtOidcProvider) provider = make_provider ("scopes_supported", "[\"openid\",1,\"billing:read\"]");
  g_autoptr (SmrtOidcProvider) none = make_provider ("scopes_supported", "[]");

  g_assert_true (smrt_oidc_provider_supports_scope (provider, "billing:read"));
  g_assert_false (smrt_oidc_provider_supports_scope (provider, "billing:write"));
  g_assert_false (smrt_oidc_provider_supports_scope (none, "openid"));
}

static void
test_sends_iss (void)
{
  g_autoptr (SmrtOidcProvider) yes = make_provider ("authorization_response_iss_parameter_supported", "true");
  g_autoptr (SmrtOidcProvider) no = make_provider ("authorization_response_iss_parameter_supported", "false");

  g_assert_true (smrt_oidc_provider_get_sends_iss (yes));
  g_assert_false (smrt_oidc_provider_get_sends_iss (no));
}

/* To the letter: an issuer with a slash is another one. */
static void
test_issuer (void)
{
  static const Row rows[] = {
    { "issuer", NULL, SMRT_OIDC_ERROR_BAD_ANSWER },
    { "issuer", "null", SMRT_OIDC_ERROR_BAD_ANSWER },
    { "issuer", "[\"" ISSUER "\"]", SMRT_OIDC_ERROR_BAD_ANSWER },
    { "issuer", "\"" ISSUER "/\"", SMRT_OIDC_ERROR_MISMATCH },
    { "issuer", "\"https://ACCOUNTS.example.com\"", SMRT_OIDC_ERROR_MISMATCH },
    { "issuer", "\"" ISSUER ":443\"", SMRT_OIDC_ERROR_MISMATCH },
    { "issuer", "\"https://accounts.example.com.evil.example\"", SMRT_OIDC_ERROR_MISMATCH },
    { "issuer", "\"\"", SMRT_OIDC_ERROR_MISMATCH },
  };
  g_autoptr (JsonObject) with_slash = make_metadata ("issuer", "\"" ISSUER "/\"");
  g_autoptr (JsonObject) plain_http = make_metadata ("issuer", "\"http://accounts.example.com\"");
  g_autoptr (SmrtOidcProvider) provider = smrt_oidc_provider_new (with_slash, ISSUER "/", NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].member, rows[i].value, rows[i].error);

  g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, ISSUER "/");
  g_assert_null (smrt_oidc_provider_new (plain_http, "http://accounts.example.com", NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS);
}

static void
test_endpoints (void)
{
  static const char * const members[] = { "authorization_endpoint", "token_endpoint", "jwks_uri" };
  static const char * const unsafe[] = {
    "\"http://accounts.example.com/there\"",
    "\"http://10.0.0.1/there\"",
    "\"http://127.0.0.1.example.com/there\"",
    /* An issuer out there names nothing on this machine. */
    "\"http://127.0.0.1:8080/there\"",
    "\"https://localhost/there\"",
    "\"ftp://accounts.example.com/there\"",
    "\"javascript:alert(1)\"",
    "\"file:///etc/passwd\"",
    "\"/there\"",
    "\"\"",
    "\"https://\"",
    "\"https://person:password@accounts.example.com/there\"",
    "\"https://accounts.example.com/there#part\"",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (SmrtOidcProvider) other = make_provider (members[i], "\"https://other.example.com/there\"");

      g_assert_nonnull (other);
      assert_refused (members[i], NULL, SMRT_OIDC_ERROR_UNSUITABLE);
      assert_refused (members[i], "null", SMRT_OIDC_ERROR_UNSUITABLE);
      assert_refused (members[i], "1", SMRT_OIDC_ERROR_BAD_ANSWER);
      for (unsigned int j = 0; j < G_N_ELEMENTS (unsafe); j++)
        assert_refused (members[i], unsafe[j], SMRT_OIDC_ERROR_BAD_ADDRESS);
    }
}

/* An issuer that does not say that it checks S256 is not signed in at. */
static void
test_pkce (void)
{
  static const char * const values[] = {
    NULL,
    "null",
    "[]",
    "[\"plain\"]",
    "[\"s256\"]",
    "\"S256\"",
    "{\"S256\":true}",
    "[[\"S256\"]]",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (values); i++)
    assert_refused ("code_challenge_methods_supported", values[i], SMRT_OIDC_ERROR_UNSUITABLE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oidc/provider/default", test_default);
  g_test_add_func ("/oidc/provider/optional", test_optional);
  g_test_add_func ("/oidc/provider/scopes", test_scopes);
  g_test_add_func ("/oidc/provider/sends-iss", test_sends_iss);
  g_test_add_func ("/oidc/provider/issuer", test_issuer);
  g_test_add_func ("/oidc/provider/endpoints", test_endpoints);
  g_test_add_func ("/oidc/provider/pkce", test_pkce);

  return g_test_run ();
}
