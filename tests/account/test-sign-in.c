/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "sign-in-fixture.h"

#define add_test(path, function)                                                                                  \
 g_test_add ("/account/sign-in/" path, SignInFixture, NULL, sign_in_fixture_set_up, function, sign_in_fixture_tear_down)

static void
test_browser (SignInFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autoptr (SmrtSecret) secret = sign_in_fixture_look_up (fixture, smrt_profile_get_id (profile));

  g_assert_cmpstr (fixture->states->str, ==, "contacting waiting finishing storing done ");
  g_assert_true (smrt_session_get_signed_in (session));
  g_assert_cmpint (smrt_session_get_role (session), ==, SMRT_ROLE_OWNER);
  g_assert_true (smrt_session_get_can_change (session));
  g_assert_cmpstr (smrt_session_get_name (session), ==, "Ada Byron");
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==, "cus_1");

  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);
  g_assert_true (smrt_profile_get_signed_in (profile));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind Realty");
  g_assert_cmpstr (smrt_profile_get_person (profile), ==, "Ada Byron");
  g_assert_cmpstr (smrt_profile_get_subject (profile), ==, ISSUER_SUBJECT);
  g_assert_nonnull (secret);
  g_assert_nonnull (strstr (smrt_secret_peek (secret), SIGN_IN_REFRESH));
  g_assert_cmpuint (sign_in_fixture_count_secrets (), ==, fixture->n_secrets + 1);
  sign_in_fixture_assert_holds_no_secret (fixture);
}

/* Who allows a part only may not have allowed what it is about. */
static void
test_scope (SignInFixture *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *scope;
    gboolean done;
  } rows[] = {
    { "openid billing:read billing:write", TRUE },
    { "billing:read", TRUE },
    { "openid billing:write", FALSE },
    { "openid", FALSE },
    { "openid billing:readable", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;
      unsigned int revoked = issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH);

      fixture->scope = rows[i].scope;
      g_assert_cmpint (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, "code=code-never-to-be-seen", &error), ==, rows[i].done);
      if (rows[i].done)
        {
          g_assert_no_error (error);
          continue;
        }

      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
      g_assert_null (smrt_sign_in_get_session (sign_in));
      g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, revoked + 2);
    }
}

static void
test_roles (SignInFixture *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *claim;
    SmrtRole role;
    gboolean can_change;
  } rows[] = {
    { "'owner'", SMRT_ROLE_OWNER, TRUE },
    { "'finance'", SMRT_ROLE_FINANCE, TRUE },
    { "'user'", SMRT_ROLE_USER, FALSE },
    { "'api-key'", SMRT_ROLE_UNKNOWN, FALSE },
    { "'root'", SMRT_ROLE_UNKNOWN, FALSE },
    { "null", SMRT_ROLE_UNKNOWN, FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *claims = g_strdup_printf ("'smrtphone_role': %s, 'stripe_customer': 'cus_1'", rows[i].claim);
      g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, claims);

      g_assert_cmpint (smrt_session_get_role (session), ==, rows[i].role);
      g_assert_cmpint (smrt_session_get_can_change (session), ==, rows[i].can_change);
      g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);
    }
}

/* Who allowed reading alone looks on, also after the next start. */
static void
test_reading_only (SignInFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_DEVICE);
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, "{" SIGN_IN_OWNER "}");
  g_autofree char *tokens = g_strdup_printf ("{'token_type': 'Bearer', 'access_token': '" SIGN_IN_ACCESS "', 'expires_in': 3600,"
                                             " 'scope': 'openid billing:read', 'id_token': '%s'}",
                                             id_token);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSession *session;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code': 'device-1', 'user_code': 'WDJB-MJHT', 'verification_uri': '%s/code',"
                           " 'expires_in': 600, 'interval': 1}");
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 200, tokens);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  session = smrt_sign_in_get_session (sign_in);
  g_assert_cmpint (smrt_session_get_role (session), ==, SMRT_ROLE_USER);
  g_assert_false (smrt_session_get_can_change (session));

  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200, "{'sub': 'user-1', " SIGN_IN_OWNER "}");
  again = sign_in_fixture_open_stored (fixture, smrt_session_get_profile (session), &error);
  g_assert_no_error (error);
  smrt_session_sign_in_async (again, NULL, issuer_result_cb, &asked);
  g_assert_true (smrt_session_sign_in_finish (again, issuer_await (&asked), &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (again), ==, SMRT_ROLE_USER);
}

/* Who it is may also be said by the account server. */
static void
test_userinfo (SignInFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (SmrtSession) session = NULL;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200,
                           "{'sub': 'user-1', 'smrtphone_role': 'finance', 'name': 'Grace Hopper',"
                           " 'smrtphone_account': 'Harbour', 'stripe_customer': ['cus_7']}");
  session = sign_in_fixture_sign_in (fixture, "'smrtphone_role': 'owner'");
  g_assert_cmpint (smrt_session_get_role (session), ==, SMRT_ROLE_FINANCE);
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==, "cus_7");
  g_assert_cmpstr (issuer_request_header (issuer_fixture_find (&fixture->issuer, ISSUER_USERINFO_PATH),
                                          "Authorization"),
                   ==, "Bearer " SIGN_IN_ACCESS);
}

static gboolean
is_choosing (gpointer sign_in)
{
  return smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_CHOOSING;
}

static void
begin_choice (SignInFixture  *fixture,
              SmrtSignIn     *sign_in,
              GCancellable   *cancellable,
              GAsyncResult  **result)
{
  g_autofree char *answer = NULL;
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_7", 200,
                           "{'id': 'cus_7', 'object': 'customer', 'name': 'Harbour', 'balance': 0,"
                           " 'currency': 'usd', 'livemode': false}");
  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  sign_in_fixture_give_tokens (fixture, smrt_sign_in_get_address (sign_in),
               "'smrtphone_role': 'owner', 'stripe_customer': ['cus_6', 'cus_7']");
  answer = sign_in_fixture_create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-never-to-be-seen");
  visit = browser_open (answer);
  account_fixture_wait (is_choosing, sign_in);
}

/* Whoever keeps the books of several accounts says which is meant. */
static void
test_choice (SignInFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (SmrtCustomer) unnamed = NULL;
  g_autoptr (SmrtCustomer) named = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSession *session;

  begin_choice (fixture, sign_in, NULL, &result);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_sign_in_get_customers (sign_in)), ==, 2);
  unnamed = g_list_model_get_item (smrt_sign_in_get_customers (sign_in), 0);
  named = g_list_model_get_item (smrt_sign_in_get_customers (sign_in), 1);
  g_assert_cmpstr (smrt_customer_get_id (unnamed), ==, "cus_6");
  g_assert_null (smrt_customer_get_name (unnamed));
  g_assert_cmpstr (smrt_customer_get_name (named), ==, "Harbour");

  smrt_sign_in_choose_customer (sign_in, "cus_7");
  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  session = smrt_sign_in_get_session (sign_in);
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==, "cus_7");
  g_assert_cmpstr (smrt_profile_get_customer_id (smrt_session_get_profile (session)), ==, "cus_7");
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);
}

static void
test_choice_given_up (SignInFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin_choice (fixture, sign_in, cancellable, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 2);
}

/* A server that names very many is not asked about each. */
static void
test_many_choices (SignInFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) claims = g_string_new ("'smrtphone_role': 'owner', 'stripe_customer': ['cus_0'");
  g_autoptr (GError) error = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autofree char *answer = NULL;
  unsigned int n_asked = 0;

  for (unsigned int i = 1; i < 200; i++)
    g_string_append_printf (claims, ", 'cus_%u'", i);
  g_string_append_c (claims, ']');

  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  sign_in_fixture_give_tokens (fixture, smrt_sign_in_get_address (sign_in), claims->str);
  answer = sign_in_fixture_create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-never-to-be-seen");
  visit = browser_open (answer);
  account_fixture_wait (is_choosing, sign_in);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_sign_in_get_customers (sign_in)), ==, 200);
  for (unsigned int i = 0; i < fixture->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->issuer.requests, i);

      n_asked += g_str_has_prefix (request->path, "/v1/customers/");
    }
  g_assert_cmpuint (n_asked, ==, 50);

  smrt_sign_in_choose_customer (sign_in, "cus_199");
  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_session_get_customer_id (smrt_sign_in_get_session (sign_in)), ==, "cus_199");
}

/* A profile that names a customer has chosen. */
static void
test_chosen (SignInFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  smrt_profile_set_customer_id (smrt_sign_in_get_profile (sign_in), "cus_7");
  g_assert_true (sign_in_fixture_play (fixture, sign_in,
                               "'smrtphone_role': 'owner', 'stripe_customer': ['cus_6', 'cus_7']", "code=code-never-to-be-seen",
                                       &error));
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_session_get_customer_id (smrt_sign_in_get_session (sign_in)), ==, "cus_7");
}

/* A customer that the person may not see is no choice: nothing is chosen for
 * them. */
static void
test_chosen_of_others (SignInFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_profile_set_customer_id (smrt_sign_in_get_profile (sign_in), "cus_9");
  begin_choice (fixture, sign_in, NULL, &result);
  smrt_sign_in_choose_customer (sign_in, "cus_7");
  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_session_get_customer_id (smrt_sign_in_get_session (sign_in)), ==, "cus_7");
}

static void
test_another_customer (SignInFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  smrt_profile_set_customer_id (smrt_sign_in_get_profile (sign_in), "cus_9");
  g_assert_false (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, "code=code-never-to-be-seen", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

static void
test_no_customer (SignInFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_fixture_play (fixture, sign_in, "'smrtphone_role': 'owner'", "code=code-never-to-be-seen", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS);
  g_assert_cmpstr (fixture->states->str, ==, "contacting waiting finishing failed ");
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);

  /* The tokens are given back. */
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 2);
}

static void
test_refused (SignInFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, "error=access_denied", &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  g_assert_cmpint (smrt_sign_in_get_state (sign_in), ==, SMRT_SIGN_IN_STATE_FAILED);
  g_assert_error (smrt_sign_in_get_error (sign_in), SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

/* What does not hold leaves nothing, whatever came with it. */
static void
test_bad_tokens (SignInFixture *fixture,
                 gconstpointer  data)
{
  static const char * const claims[] = {
    SIGN_IN_OWNER ", 'aud': 'another'",
    SIGN_IN_OWNER ", 'iss': 'https://another.example'",
    SIGN_IN_OWNER ", 'nonce': 'another'",
    SIGN_IN_OWNER ", 'exp': 1",
    SIGN_IN_OWNER ", 'sub': null",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;

      g_assert_false (sign_in_fixture_play (fixture, sign_in, claims[i], "code=code-never-to-be-seen", &error));
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
      sign_in_fixture_assert_nothing_stored (fixture, sign_in);
    }
}

static void
test_forged_tokens (SignInFixture *fixture,
                    gconstpointer  data)
{
  for (SignInForgery forgery = SIGN_IN_UNSIGNED; forgery <= SIGN_IN_SIGNED_BY_ANOTHER; forgery++)
    {
      g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;

      fixture->forgery = forgery;
      g_assert_false (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, "code=code-never-to-be-seen", &error));
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
      sign_in_fixture_assert_nothing_stored (fixture, sign_in);
    }
}

static void
test_bad_answers (SignInFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *oversized = g_strnfill (300 * 1024, ' ');
  const struct
  {
    unsigned int status;
    const char *answer;
    SmrtOidcError error;
  } rows[] = {
    { 400, "{\"error\": \"invalid_grant\"}", SMRT_OIDC_ERROR_INVALID_GRANT },
    { 403, "{\"error\": \"invalid_client\"}", SMRT_OIDC_ERROR_REFUSED },
    { 400, "", SMRT_OIDC_ERROR_REFUSED },
    { 502, "<html>Bad gateway", SMRT_OIDC_ERROR_SERVER },
    { 302, "", SMRT_OIDC_ERROR_MISMATCH },
    { 200, "{\"access_token\": ", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{\"access_token\": \"" SIGN_IN_ACCESS "\", \"token_type\": \"Bearer\"}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "[]", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, oversized, SMRT_OIDC_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;

      fixture->token_status = rows[i].status;
      fixture->token_answer = rows[i].answer;
      g_assert_false (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, "code=code-never-to-be-seen", &error));
      g_assert_error (error, SMRT_OIDC_ERROR, (int) rows[i].error);
      sign_in_fixture_assert_nothing_stored (fixture, sign_in);
    }
}

/* What the browser brings may come from anywhere. */
static void
test_bad_redirects (SignInFixture *fixture,
                    gconstpointer  data)
{
  static const char * const parameters[] = {
    "code=code-never-to-be-seen&code=code-2",
    "code=code-never-to-be-seen&iss=https%3A%2F%2Fevil.example",
    "code=",
    "nothing=here",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;

      g_assert_false (sign_in_fixture_play (fixture, sign_in, SIGN_IN_OWNER, parameters[i], &error));
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER);
      g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
      sign_in_fixture_assert_nothing_stored (fixture, sign_in);
    }
}

static void
assert_server_refused (SignInFixture *fixture,
                       const char    *server_url,
                       int            code)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, server_url);
  g_autoptr (SmrtSignIn) sign_in = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sign_in = smrt_sign_in_new (SMRT_SIGN_IN_METHOD_BROWSER, profile, fixture->profiles, fixture->keyring,
                              fixture->issuer.clock);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, SMRT_OIDC_ERROR, code);
  g_assert_null (smrt_sign_in_get_address (sign_in));
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

/* The browser is not even opened for a server that cannot be trusted. */
static void
test_bad_servers (SignInFixture *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *member;
    const char *json;
    SmrtOidcError error;
  } rows[] = {
    { "issuer", "'https://another.example'", SMRT_OIDC_ERROR_MISMATCH },
    { "issuer", "'%s/'", SMRT_OIDC_ERROR_MISMATCH },
    { "code_challenge_methods_supported", NULL, SMRT_OIDC_ERROR_UNSUITABLE },
    { "code_challenge_methods_supported", "['plain']", SMRT_OIDC_ERROR_UNSUITABLE },
    { "token_endpoint", "'http://issuer.example/token'", SMRT_OIDC_ERROR_BAD_ADDRESS },
    { "authorization_endpoint", "'http://issuer.example/authorize'", SMRT_OIDC_ERROR_BAD_ADDRESS },
  };

  assert_server_refused (fixture, "http://accounts.example", SMRT_OIDC_ERROR_BAD_ADDRESS);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      issuer_fixture_set_metadata (&fixture->issuer, rows[i].member, rows[i].json);
      assert_server_refused (fixture, fixture->issuer.url, rows[i].error);
      issuer_fixture_set_metadata (&fixture->issuer, "issuer", "'%s'");
      issuer_fixture_set_metadata (&fixture->issuer, "code_challenge_methods_supported", "['S256']");
      issuer_fixture_set_metadata (&fixture->issuer, "token_endpoint", "'%s/token'");
      issuer_fixture_set_metadata (&fixture->issuer, "authorization_endpoint", "'%s/authorize'");
    }

  issuer_fixture_set_json (&fixture->issuer, ISSUER_RESOURCE_PATH, 200,
                           "{'resource': 'https://another.example', 'authorization_servers': ['%s']}");
  assert_server_refused (fixture, fixture->issuer.url, SMRT_OIDC_ERROR_MISMATCH);
}

/* Whoever else comes to the port neither signs in nor spoils the sign-in. */
static void
test_strangers (SignInFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *redirect = NULL;
  g_autofree char *wrong_state = NULL;
  g_autofree char *other_path = NULL;

  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  redirect = browser_get_parameter (smrt_sign_in_get_address (sign_in), "redirect_uri");
  wrong_state = g_strconcat (redirect, "?state=wrong&code=code-never-to-be-seen", NULL);
  other_path = g_strconcat (redirect, "/more?code=code-never-to-be-seen", NULL);
  g_assert_cmpuint (browser_get_status (wrong_state), ==, 400);
  g_assert_cmpuint (browser_get_status (other_path), ==, 404);
  g_assert_cmpuint (browser_get_status (redirect), ==, 400);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
  g_assert_true (sign_in_fixture_is_waiting (sign_in));

  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

static void
test_given_up (SignInFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  answer = sign_in_fixture_create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-never-to-be-seen");
  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (browser_can_connect (browser_get_port (answer)));
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

static void
cancel_storing_cb (SmrtSignIn   *sign_in,
                   GParamSpec   *pspec,
                   GCancellable *cancellable)
{
  if (smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_STORING)
    g_cancellable_cancel (cancellable);
}

/* Gives up while the keyring is at work, which does not let itself be stopped. */
static SmrtSignIn *
give_up_storing (SignInFixture *fixture)
{
  SmrtSignIn *sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  g_signal_connect (sign_in, "notify::state", G_CALLBACK (cancel_storing_cb), cancellable);
  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  sign_in_fixture_give_tokens (fixture, smrt_sign_in_get_address (sign_in), SIGN_IN_OWNER);
  answer = sign_in_fixture_create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-never-to-be-seen");
  visit = browser_open (answer);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (smrt_sign_in_get_state (sign_in), ==, SMRT_SIGN_IN_STATE_NOT_STORED);
  g_signal_handlers_disconnect_by_func (sign_in, cancel_storing_cb, cancellable);

  return sign_in;
}

static void
test_given_up_storing (SignInFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = give_up_storing (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_sign_in_abandon_async (sign_in, NULL, issuer_result_cb, &result);
  smrt_sign_in_abandon_finish (sign_in, issuer_await (&result));
  g_assert_cmpint (smrt_sign_in_get_state (sign_in), ==, SMRT_SIGN_IN_STATE_FAILED);
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
}

static void
test_not_an_account_server (SignInFixture *fixture,
                            gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_RESOURCE_PATH, 404, "text/html", "<p>Nothing", -1);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);
  g_assert_cmpstr (fixture->states->str, ==, "contacting failed ");
  sign_in_fixture_assert_nothing_stored (fixture, sign_in);
}

static void
test_device (SignInFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_DEVICE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, "{" SIGN_IN_OWNER "}");

  issuer_fixture_set_json (&fixture->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code': 'device-1', 'user_code': 'WDJB-MJHT', 'verification_uri': '%s/code',"
                           " 'verification_uri_complete': '%s/code?user_code=WDJB-MJHT', 'expires_in': 600,"
                           " 'interval': 1}");
  issuer_fixture_set_tokens (&fixture->issuer, SIGN_IN_ACCESS, SIGN_IN_REFRESH, id_token);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  g_assert_cmpstr (smrt_sign_in_get_user_code (sign_in), ==, "WDJB-MJHT");
  g_assert_true (g_str_has_suffix (smrt_sign_in_get_address (sign_in), "/code"));
  g_assert_true (g_str_has_suffix (smrt_sign_in_get_address_complete (sign_in), "/code?user_code=WDJB-MJHT"));

  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (smrt_sign_in_get_session (sign_in)), ==, SMRT_ROLE_OWNER);
  g_assert_null (smrt_sign_in_get_user_code (sign_in));
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);
}

/* The same person at the same account takes their own place, another one does
 * not. */
static void
test_again (SignInFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (SmrtSession) first = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (SmrtSession) other = NULL;
  g_autoptr (GError) error = NULL;

  smrt_profile_set_name (smrt_session_get_profile (first), "Mine");
  g_assert_true (smrt_profiles_save (fixture->profiles, smrt_session_get_profile (first), &error));

  again = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_assert_true (smrt_session_get_profile (again) == smrt_session_get_profile (first));
  g_assert_cmpstr (smrt_profile_get_title (smrt_session_get_profile (again)), ==, "Mine");
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);

  other = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER ", 'sub': 'user-2'");
  g_assert_true (smrt_session_get_profile (other) != smrt_session_get_profile (first));
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 2);
}

static void
test_keys (void)
{
  static const struct
  {
    const char *key;
    gboolean live;
  } rows[] = {
    { "sk_live_1", TRUE },
    { "rk_live_1", TRUE },
    { "sk_test_1", FALSE },
    { "rk_test_1", FALSE },
    { "live", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtSecret) key = smrt_secret_new (rows[i].key);

      g_assert_cmpint (smrt_sign_in_is_live_key (key), ==, rows[i].live);
    }
}

static gboolean
sign_in_with_key (SignInFixture  *fixture,
                  SmrtSandbox    *sandbox,
                  const char     *text,
                  const char     *customer,
                  SmrtSignIn    **sign_in,
                  GError        **error)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, smrt_sandbox_get_url (sandbox));
  g_autoptr (SmrtSecret) key = smrt_secret_new (text);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_profile_set_customer_id (profile, customer);
  *sign_in = smrt_sign_in_new_with_key (key, profile, fixture->profiles, fixture->keyring, fixture->issuer.clock);
  smrt_sign_in_run_async (*sign_in, NULL, issuer_result_cb, &result);

  return smrt_sign_in_run_finish (*sign_in, issuer_await (&result), error);
}

static void
test_key (SignInFixture *fixture,
          gconstpointer  data)
{
  AccountFixture account = { 0 };
  g_autoptr (SmrtSignIn) sign_in = NULL;
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (SmrtProfile) changed = NULL;
  g_autoptr (GError) error = NULL;
  SmrtProfile *profile;

  account_fixture_set_up (&account, SMRT_ROLE_OWNER);
  g_assert_true (sign_in_with_key (fixture, account.sandbox, smrt_sandbox_get_owner_key (account.sandbox),
                                   smrt_sandbox_get_customer (account.sandbox), &sign_in, &error));
  g_assert_no_error (error);
  profile = smrt_session_get_profile (smrt_sign_in_get_session (sign_in));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind Realty");
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);

  again = sign_in_fixture_open_stored (fixture, profile, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (again), ==, SMRT_ROLE_API_KEY);
  g_assert_cmpstr (smrt_session_get_customer_id (again), ==, smrt_sandbox_get_customer (account.sandbox));

  changed = sign_in_fixture_tamper_with (profile, "https://evil.example.com");
  sign_in_fixture_assert_stays_closed (fixture, changed);
  account_fixture_tear_down (&account);
}

/* A key is tried before it is kept. */
static void
test_bad_key (SignInFixture *fixture,
              gconstpointer  data)
{
  AccountFixture account = { 0 };
  g_autoptr (SmrtSignIn) wrong_key = NULL;
  g_autoptr (SmrtSignIn) wrong_customer = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&account, SMRT_ROLE_OWNER);
  g_assert_false (sign_in_with_key (fixture, account.sandbox, "sk_test_nobody",
                                    smrt_sandbox_get_customer (account.sandbox), &wrong_key, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  sign_in_fixture_assert_nothing_stored (fixture, wrong_key);
  g_clear_error (&error);

  g_assert_false (sign_in_with_key (fixture, account.sandbox, smrt_sandbox_get_owner_key (account.sandbox),
                                    "cus_nobody", &wrong_customer, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
  sign_in_fixture_assert_nothing_stored (fixture, wrong_customer);
  account_fixture_tear_down (&account);
}

/* Without a bus there is no keyring. */
static void
test_unstored_child (SignInFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr (SmrtSignIn) kept = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (SmrtSignIn) abandoned = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_fixture_play (fixture, kept, SIGN_IN_OWNER, "code=code-never-to-be-seen", &error));
  g_assert_error (error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_BUS);
  g_assert_cmpint (smrt_sign_in_get_state (kept), ==, SMRT_SIGN_IN_STATE_NOT_STORED);
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 0);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 0);
  g_clear_error (&error);

  smrt_sign_in_store_async (kept, NULL, issuer_result_cb, &result);
  g_assert_false (smrt_sign_in_run_finish (kept, issuer_await (&result), &error));
  g_assert_error (error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_BUS);
  g_clear_error (&error);

  smrt_sign_in_keep_for_session (kept);
  g_assert_cmpint (smrt_sign_in_get_state (kept), ==, SMRT_SIGN_IN_STATE_DONE);
  g_assert_cmpint (smrt_session_get_role (smrt_sign_in_get_session (kept)), ==, SMRT_ROLE_OWNER);
  g_assert_false (smrt_profile_get_signed_in (smrt_session_get_profile (smrt_sign_in_get_session (kept))));
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 0);

  abandoned = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_assert_false (sign_in_fixture_play (fixture, abandoned, SIGN_IN_OWNER, "code=code-never-to-be-seen", NULL));
  smrt_sign_in_abandon_async (abandoned, NULL, issuer_result_cb, &given_up);
  smrt_sign_in_abandon_finish (abandoned, issuer_await (&given_up));
  g_assert_cmpint (smrt_sign_in_get_state (abandoned), ==, SMRT_SIGN_IN_STATE_FAILED);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
}

static void
test_unstored (void)
{
  g_test_trap_subprocess ("/account/sign-in/unstored/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("browser", test_browser);
  add_test ("scope", test_scope);
  add_test ("roles", test_roles);
  add_test ("reading-only", test_reading_only);
  add_test ("userinfo", test_userinfo);
  add_test ("choice", test_choice);
  add_test ("choice-given-up", test_choice_given_up);
  add_test ("many-choices", test_many_choices);
  add_test ("chosen", test_chosen);
  add_test ("another-customer", test_another_customer);
  add_test ("chosen-of-others", test_chosen_of_others);
  add_test ("no-customer", test_no_customer);
  add_test ("refused", test_refused);
  add_test ("bad-tokens", test_bad_tokens);
  add_test ("forged-tokens", test_forged_tokens);
  add_test ("bad-answers", test_bad_answers);
  add_test ("bad-redirects", test_bad_redirects);
  add_test ("bad-servers", test_bad_servers);
  add_test ("strangers", test_strangers);
  add_test ("given-up", test_given_up);
  add_test ("given-up-storing", test_given_up_storing);
  add_test ("not-an-account-server", test_not_an_account_server);
  add_test ("device", test_device);
  add_test ("again", test_again);
  add_test ("key", test_key);
  add_test ("bad-key", test_bad_key);
  add_test ("unstored/subprocess", test_unstored_child);
  g_test_add_func ("/account/sign-in/keys", test_keys);
  g_test_add_func ("/account/sign-in/unstored", test_unstored);
  return sign_in_fixture_run_tests ();
}
