/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"

#include <string.h>

#define TOKEN "at-never-to-be-seen"

static JsonObject *
load_userinfo (IssuerFixture  *fixture,
               const char     *subject,
               GError        **error)
{
  g_autoptr (SmrtOidcProvider) provider = issuer_fixture_discover (fixture);
  g_autoptr (SmrtSecret) token = smrt_secret_new (TOKEN);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_client_load_userinfo_async (fixture->client, provider, token, subject, NULL, issuer_result_cb, &result);

  return smrt_oidc_client_load_userinfo_finish (fixture->client, issuer_await (&result), error);
}

static JsonObject *
introspect (IssuerFixture  *fixture,
            GError        **error)
{
  g_autoptr (SmrtOidcProvider) provider = issuer_fixture_discover (fixture);
  g_autoptr (SmrtSecret) token = smrt_secret_new (TOKEN);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_client_introspect_async (fixture->client, provider, token, NULL, issuer_result_cb, &result);

  return smrt_oidc_client_introspect_finish (fixture->client, issuer_await (&result), error);
}

static void
test_properties (void)
{
  g_autoptr (SmrtClock) clock = smrt_clock_new_manual (ISSUER_NOW);
  SmrtOidcClient *client = smrt_oidc_client_new ("another.client", clock);

  g_assert_cmpstr (smrt_oidc_client_get_client_id (client), ==, "another.client");
  g_assert_true (smrt_oidc_client_get_clock (client) == clock);
  g_assert_finalize_object (client);

  g_test_expect_message ("smrt-oidc", G_LOG_LEVEL_CRITICAL, "*client_id != NULL*");
  g_assert_null (smrt_oidc_client_new (NULL, clock));
  g_test_assert_expected_messages ();
}

static void
test_userinfo (IssuerFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (JsonObject) anybody = NULL;

  issuer_fixture_set_json (fixture, ISSUER_USERINFO_PATH, 200, "{'sub':'user-1','smrtphone_role':'finance'}");
  claims = load_userinfo (fixture, ISSUER_SUBJECT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (claims, "smrtphone_role"), ==, "finance");
  g_assert_cmpstr (issuer_request_header (issuer_fixture_find (fixture, ISSUER_USERINFO_PATH), "Authorization"), ==,
                   "Bearer " TOKEN);

  anybody = load_userinfo (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (anybody);
}

/* Claims about somebody else are no claims (OpenID Connect Core, 5.3.2). */
static void
test_userinfo_of_another (IssuerFixture *fixture,
                          gconstpointer  data)
{
  static const struct
  {
    const char *json;
    int error;
  } rows[] = {
    { "{'sub':'user-2','smrtphone_role':'owner'}", SMRT_OIDC_ERROR_MISMATCH },
    { "{'sub':'USER-1'}", SMRT_OIDC_ERROR_MISMATCH },
    { "{'smrtphone_role':'owner'}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { "{'sub':''}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { "{'sub':1}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { "", SMRT_OIDC_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_json (fixture, ISSUER_USERINFO_PATH, 200, rows[i].json);
      g_assert_null (load_userinfo (fixture, ISSUER_SUBJECT, &error));
      g_assert_error (error, SMRT_OIDC_ERROR, rows[i].error);
    }
}

static void
test_userinfo_refused (IssuerFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) redirect_error = NULL;

  issuer_fixture_set_answer (fixture, ISSUER_USERINFO_PATH, 401, NULL, "", 0);
  issuer_fixture_set_header (fixture, ISSUER_USERINFO_PATH, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
  g_assert_null (load_userinfo (fixture, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, "invalid_token");

  issuer_fixture_set_answer (fixture, ISSUER_USERINFO_PATH, 307, NULL, "", 0);
  issuer_fixture_set_header (fixture, ISSUER_USERINFO_PATH, "Location", "/stolen");
  g_assert_null (load_userinfo (fixture, NULL, &redirect_error));
  g_assert_error (redirect_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH);
  g_assert_cmpuint (issuer_fixture_count (fixture, "/stolen"), ==, 0);
}

static void
test_introspect (IssuerFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) active = NULL;
  g_autoptr (JsonObject) inactive = NULL;
  IssuerRequest *request;

  issuer_fixture_set_client (fixture, 60000, "client-secret");
  issuer_fixture_queue_json (fixture, ISSUER_INTROSPECTION_PATH, 200, "{'active':true,'sub':'user-1'}");
  issuer_fixture_queue_json (fixture, ISSUER_INTROSPECTION_PATH, 200, "{'active':false}");
  active = introspect (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (json_object_get_boolean_member (active, "active"));
  inactive = introspect (fixture, &error);
  g_assert_no_error (error);
  g_assert_false (json_object_get_boolean_member (inactive, "active"));

  request = issuer_fixture_find (fixture, ISSUER_INTROSPECTION_PATH);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (g_hash_table_lookup (request->form, "token"), ==, TOKEN);
  g_assert_true (g_str_has_prefix (issuer_request_header (request, "Authorization"), "Basic "));
  g_assert_null (request->query);
}

static void
test_no_endpoint (IssuerFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) userinfo_error = NULL;
  g_autoptr (GError) introspection_error = NULL;

  issuer_fixture_set_metadata (fixture, "userinfo_endpoint", NULL);
  issuer_fixture_set_metadata (fixture, "introspection_endpoint", NULL);
  g_assert_null (load_userinfo (fixture, NULL, &userinfo_error));
  g_assert_error (userinfo_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE);
  g_assert_null (introspect (fixture, &introspection_error));
  g_assert_error (introspection_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE);
}

/* A proxy of the system does not stand before this machine. */
static void
test_proxy (void)
{
  IssuerFixture fixture = { 0 };
  g_autoptr (SmrtOidcProvider) provider = NULL;

  issuer_fixture_set_up (&fixture, NULL);
  g_assert_cmpstr (g_getenv ("http_proxy"), ==, "http://127.0.0.1:1");
  provider = issuer_fixture_discover (&fixture);
  g_assert_nonnull (provider);
  issuer_fixture_tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_unsetenv ("no_proxy");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/client/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("userinfo", test_userinfo);
  ADD ("userinfo-of-another", test_userinfo_of_another);
  ADD ("userinfo-refused", test_userinfo_refused);
  ADD ("introspect", test_introspect);
  ADD ("no-endpoint", test_no_endpoint);
#undef ADD
  g_test_add_func ("/oidc/client/properties", test_properties);
  g_test_add_func ("/oidc/client/proxy", test_proxy);

  return g_test_run ();
}
