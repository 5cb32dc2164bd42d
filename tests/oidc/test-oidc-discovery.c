/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"

#include <string.h>

typedef struct
{
  unsigned int status;
  const char *content_type;
  const char *body;
} Answer;

static SmrtOidcProvider *
discover (IssuerFixture  *fixture,
          const char     *address,
          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_client_discover_async (fixture->client, address, NULL, issuer_result_cb, &result);

  return smrt_oidc_client_discover_finish (fixture->client, issuer_await (&result), error);
}

static SmrtOidcProvider *
discover_issuer (IssuerFixture  *fixture,
                 const char     *issuer,
                 GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_client_discover_issuer_async (fixture->client, issuer, NULL, issuer_result_cb, &result);

  return smrt_oidc_client_discover_finish (fixture->client, issuer_await (&result), error);
}

static void
assert_fails (IssuerFixture *fixture,
              const char    *address,
              int            code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (discover (fixture, address, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, code);
}

static void
test_default (IssuerFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcProvider) provider = discover (fixture, fixture->url, &error);
  g_autofree char *token_endpoint = g_strconcat (fixture->url, ISSUER_TOKEN_PATH, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, fixture->url);
  g_assert_cmpstr (smrt_oidc_provider_get_resource (provider), ==, fixture->url);
  g_assert_cmpstr (smrt_oidc_provider_get_token_endpoint (provider), ==, token_endpoint);
  g_assert_true (smrt_oidc_provider_get_sends_iss (provider));
  g_assert_cmpuint (fixture->requests->len, ==, 2);
  g_assert_null (issuer_request_header (issuer_fixture_find (fixture, ISSUER_METADATA_PATH), "Authorization"));
}

/* What a person types may end in a slash and have capitals; what the server
 * calls itself is what tokens are asked for with. */
static void
test_typed (IssuerFixture *fixture,
            gconstpointer  data)
{
  const char *port = strrchr (fixture->url, ':');
  g_autofree char *with_slash = g_strconcat (fixture->url, "/", NULL);
  g_autofree char *capitals = g_strconcat ("HTTP://LocalHost", port, NULL);
  g_autofree char *resource = g_strdup_printf ("{'resource':'http://localhost%s','authorization_servers':['%%s']}", port);
  g_autoptr (SmrtOidcProvider) first = discover (fixture, with_slash, NULL);
  g_autoptr (SmrtOidcProvider) second = NULL;
  g_autoptr (SmrtOidcProvider) third = NULL;

  g_assert_cmpstr (smrt_oidc_provider_get_resource (first), ==, fixture->url);

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, "{'resource':'%s/','authorization_servers':['%s']}");
  second = discover (fixture, fixture->url, NULL);
  g_assert_cmpstr (smrt_oidc_provider_get_resource (second), ==, with_slash);

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, resource);
  third = discover (fixture, capitals, NULL);
  g_assert_true (g_str_has_prefix (smrt_oidc_provider_get_resource (third), "http://localhost:"));
}

/* A server below a path publishes its metadata between host and path. */
static void
test_path (IssuerFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *address = g_strconcat (fixture->url, "/billing/v1/", NULL);
  g_autofree char *resource = g_strconcat (fixture->url, "/billing/v1", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcProvider) provider = NULL;

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH "/billing/v1", 200,
                           "{'resource':'%s/billing/v1','authorization_servers':['%s']}");
  provider = discover (fixture, address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_oidc_provider_get_resource (provider), ==, resource);
  g_assert_cmpuint (issuer_fixture_count (fixture, ISSUER_RESOURCE_PATH), ==, 0);
}

/* The metadata of one server do not speak for another. */
static void
test_other_resource (IssuerFixture *fixture,
                     gconstpointer  data)
{
  static const char * const resources[] = {
    "https://billing.example.com",
    "%s/billing",
    "%s//",
    "%s?a=b",
    "https://127.0.0.1",
    "",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'resource':'%s','authorization_servers':['%%s']}", resources[i]);

      issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, json);
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_MISMATCH);
    }
  g_assert_cmpuint (issuer_fixture_count (fixture, ISSUER_METADATA_PATH), ==, 0);
}

static void
test_no_account_server (IssuerFixture *fixture,
                        gconstpointer  data)
{
  static const Answer answers[] = {
    { 404, NULL, "" },
    { 404, "text/html", "<html>Not found</html>" },
    { 401, "application/json", "{\"error\":{\"message\":\"no key\"}}" },
    { 403, NULL, "" },
    { 410, NULL, "" },
    { 200, "text/html", "<html>Welcome</html>" },
    { 200, "application/json", "nonsense" },
    { 200, "application/json", "[]" },
    { 200, NULL, "" },
    { 200, "application/json", "{}" },
    { 200, "application/json", "{\"resource\":7}" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      issuer_fixture_set_answer (fixture, ISSUER_RESOURCE_PATH, answers[i].status, answers[i].content_type,
                                 answers[i].body, -1);
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);
    }

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, "{'resource':'%s'}");
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);
  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, "{'resource':'%s','authorization_servers':[]}");
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);
  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, "{'resource':'%s','authorization_servers':[{}]}");
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);

  issuer_fixture_set_answer (fixture, ISSUER_RESOURCE_PATH, 503, NULL, "", 0);
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_SERVER);
}

/* The issuer calls itself as it was announced, to the letter. */
static void
test_other_issuer (IssuerFixture *fixture,
                   gconstpointer  data)
{
  static const char * const issuers[] = { "'https://accounts.example.com'", "'%s/'", "'%s/tenant'", "'http://localhost'" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (issuers); i++)
    {
      issuer_fixture_set_metadata (fixture, "issuer", issuers[i]);
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_MISMATCH);
    }
}

/* An issuer whose name ends in a slash is asked at the address without it, and
 * keeps its name. */
static void
test_issuer_with_slash (IssuerFixture *fixture,
                        gconstpointer  data)
{
  g_autofree char *issuer = g_strconcat (fixture->url, "/", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcProvider) provider = NULL;

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, "{'resource':'%s','authorization_servers':['%s/']}");
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_MISMATCH);

  issuer_fixture_set_metadata (fixture, "issuer", "'%s/'");
  provider = discover (fixture, fixture->url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, issuer);
}

static void
test_pkce_downgrade (IssuerFixture *fixture,
                     gconstpointer  data)
{
  static const char * const methods[] = { NULL, "['plain']", "[]" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      issuer_fixture_set_metadata (fixture, "code_challenge_methods_supported", methods[i]);
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_UNSUITABLE);
    }
}

/* The first issuer is the one. */
static void
test_first_issuer (IssuerFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcProvider) provider = NULL;

  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200,
                           "{'resource':'%s','authorization_servers':['%s','https://accounts.example.com']}");
  provider = discover (fixture, fixture->url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, fixture->url);
}

/* RFC 8414 where there is no OpenID Connect Discovery, between host and path;
 * and the other way round for OpenID Connect. */
static void
test_issuer_path (IssuerFixture *fixture,
                  gconstpointer  data)
{
  static const char * const paths[] = { "/tenant" ISSUER_METADATA_PATH, ISSUER_OAUTH_PATH "/tenant" };
  g_autofree char *issuer = g_strconcat (fixture->url, "/tenant", NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SmrtOidcProvider) provider = NULL;

      issuer_fixture_set_json (fixture, paths[0], 404, "{}");
      issuer_fixture_set_json (fixture, paths[i], 200,
                               "{'issuer':'%s/tenant','authorization_endpoint':'%s/a','token_endpoint':'%s/t',"
                               "'jwks_uri':'%s/k','code_challenge_methods_supported':['S256']}");
      provider = discover_issuer (fixture, issuer, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (smrt_oidc_provider_get_issuer (provider), ==, issuer);
      g_assert_null (smrt_oidc_provider_get_resource (provider));
    }
}

static void
test_no_metadata (IssuerFixture *fixture,
                  gconstpointer  data)
{
  issuer_fixture_set_answer (fixture, ISSUER_METADATA_PATH, 404, NULL, "", 0);
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_UNSUITABLE);
  g_assert_cmpuint (issuer_fixture_count (fixture, ISSUER_OAUTH_PATH), ==, 1);

  issuer_fixture_set_answer (fixture, ISSUER_METADATA_PATH, 500, NULL, "", 0);
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_SERVER);
  issuer_fixture_set_answer (fixture, ISSUER_METADATA_PATH, 200, "text/html", "<html></html>", -1);
  assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_BAD_ANSWER);
  g_assert_cmpuint (issuer_fixture_count (fixture, ISSUER_OAUTH_PATH), ==, 1);
}

/* Metadata are not fetched from where a redirect leads. */
static void
test_redirects (IssuerFixture *fixture,
                gconstpointer  data)
{
  static const char * const paths[] = { ISSUER_METADATA_PATH, ISSUER_RESOURCE_PATH };

  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      issuer_fixture_set_answer (fixture, paths[i], 302, NULL, "", 0);
      issuer_fixture_set_header (fixture, paths[i], "Location", "/elsewhere");
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_MISMATCH);
    }
  g_assert_cmpuint (issuer_fixture_count (fixture, "/elsewhere"), ==, 0);
}

/* Plain http to anything but this machine: as server, as issuer and as each
 * endpoint; nothing is sent there. */
static void
test_plain_http (IssuerFixture *fixture,
                 gconstpointer  data)
{
  static const char * const servers[] = {
    "http://billing.example.com",
    "http://10.1.2.3",
    "billing.example.com",
    "",
    "ftp://127.0.0.1",
    "https://person@billing.example.com",
    "https://billing.example.com/?a=b",
    "https://billing.example.com/#part",
  };
  static const char * const issuers[] = {
    "http://accounts.example.com",
    "http://10.1.2.3",
    "accounts",
    "",
    "https://accounts.example.com?tenant=1",
    "https://person:password@accounts.example.com",
  };
  static const char * const endpoints[] = {
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "revocation_endpoint",
    "device_authorization_endpoint",
    "introspection_endpoint",
  };
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (servers); i++)
    assert_fails (fixture, servers[i], SMRT_OIDC_ERROR_BAD_ADDRESS);
  g_assert_cmpuint (fixture->requests->len, ==, 0);

  for (unsigned int i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *good = g_strdup_printf ("'%%s/%s'", endpoints[i]);

      issuer_fixture_set_metadata (fixture, endpoints[i], "'http://accounts.example.com/there'");
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_BAD_ADDRESS);
      issuer_fixture_set_metadata (fixture, endpoints[i], good);
    }

  g_assert_null (discover_issuer (fixture, "http://accounts.example.com", &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS);
  for (unsigned int i = 0; i < G_N_ELEMENTS (issuers); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'resource':'%%s','authorization_servers':['%s']}", issuers[i]);

      issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200, json);
      assert_fails (fixture, fixture->url, SMRT_OIDC_ERROR_BAD_ADDRESS);
    }
}

static void
test_cancel (IssuerFixture *fixture,
             gconstpointer  data)
{
  static const char * const paths[] = { ISSUER_METADATA_PATH, ISSUER_RESOURCE_PATH };

  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_behaviour (fixture, paths[i], ISSUER_HOLDS);
      smrt_oidc_client_discover_async (fixture->client, fixture->url, cancellable, issuer_result_cb, &result);
      issuer_fixture_await (fixture, paths[i], i + 1);
      g_cancellable_cancel (cancellable);
      g_assert_null (smrt_oidc_client_discover_finish (fixture->client, issuer_await (&result), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/discovery/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("default", test_default);
  ADD ("typed", test_typed);
  ADD ("path", test_path);
  ADD ("other-resource", test_other_resource);
  ADD ("no-account-server", test_no_account_server);
  ADD ("other-issuer", test_other_issuer);
  ADD ("issuer-with-slash", test_issuer_with_slash);
  ADD ("pkce-downgrade", test_pkce_downgrade);
  ADD ("first-issuer", test_first_issuer);
  ADD ("issuer-path", test_issuer_path);
  ADD ("no-metadata", test_no_metadata);
  ADD ("redirects", test_redirects);
  ADD ("plain-http", test_plain_http);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
