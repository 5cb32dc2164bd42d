/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "account-fixture.h"
#include "browser-fixture.h"
#include "issuer-fixture.h"
#include "smrt-sign-in.h"
#include "smrt-sign-out.h"
#include "smrt-stored-session.h"

#define ACCESS "access-never-to-be-seen"
#define REFRESH "refresh-never-to-be-seen"
#define OWNER "'smrtphone_role': 'owner', 'smrtphone_account': 'Northwind Realty', 'name': 'Ada Byron'," \
              " 'stripe_customer': 'cus_1'"

#define add_test(path, function) \
 g_test_add ("/account/sign-in/" path, Fixture, NULL, set_up, function, tear_down)

typedef struct
{
  IssuerFixture issuer;
  char *folder;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  GString *states;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_up (&fixture->issuer, NULL);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  fixture->folder = g_dir_make_tmp ("smrt-sign-in-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->profiles = smrt_profiles_new (fixture->folder);
  smrt_profiles_load (fixture->profiles);
  fixture->keyring = smrt_keyring_new ();
  fixture->states = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_assert_finalize_object (fixture->profiles);
  g_assert_finalize_object (fixture->keyring);
  g_string_free (fixture->states, TRUE);
  issuer_fixture_tear_down (&fixture->issuer, NULL);
}

static unsigned int
count_profiles (Fixture *fixture)
{
  g_autoptr (SmrtProfiles) again = smrt_profiles_new (fixture->folder);

  smrt_profiles_load (again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)));

  return g_list_model_get_n_items (G_LIST_MODEL (again));
}

static SmrtSecret *
look_up (Fixture    *fixture,
         const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSecret *secret;

  smrt_keyring_lookup_async (fixture->keyring, account, NULL, issuer_result_cb, &result);
  secret = smrt_keyring_lookup_finish (fixture->keyring, issuer_await (&result), &error);
  g_assert_no_error (error);

  return secret;
}

/* That neither the list nor the keyring knows anything. */
static void
assert_nothing_stored (Fixture    *fixture,
                       SmrtSignIn *sign_in)
{
  g_autoptr (SmrtSecret) secret = look_up (fixture, smrt_profile_get_id (smrt_sign_in_get_profile (sign_in)));

  g_assert_null (secret);
  g_assert_cmpuint (count_profiles (fixture), ==, 0);
  g_assert_null (smrt_sign_in_get_session (sign_in));
}

static void
keep_state_cb (SmrtSignIn *sign_in,
               GParamSpec *pspec,
               GString    *states)
{
  g_autoptr (GEnumClass) known = g_type_class_ref (SMRT_TYPE_SIGN_IN_STATE);

  g_string_append_printf (states, "%s ", g_enum_get_value (known, smrt_sign_in_get_state (sign_in))->value_nick);
}

static SmrtSignIn *
create_sign_in (Fixture          *fixture,
                SmrtSignInMethod  method)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, fixture->issuer.url);
  SmrtSignIn *sign_in;

  sign_in = smrt_sign_in_new (method, profile, fixture->profiles, fixture->keyring, fixture->issuer.clock);
  g_string_truncate (fixture->states, 0);
  g_signal_connect (sign_in, "notify::state", G_CALLBACK (keep_state_cb), fixture->states);

  return sign_in;
}

static gboolean
is_waiting (gpointer sign_in)
{
  return smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_WAITING;
}

/* Lets the issuer give tokens for a sign-in that waits. */
static void
give_tokens (Fixture    *fixture,
             const char *address,
             const char *claims)
{
  g_autofree char *nonce = browser_get_parameter (address, "nonce");
  g_autofree char *overrides = g_strdup_printf ("{%s}", claims);
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, nonce, overrides);

  issuer_fixture_set_tokens (&fixture->issuer, ACCESS, REFRESH, id_token);
}

/* Where the issuer sends the browser. */
static char *
create_answer (Fixture    *fixture,
               const char *address,
               const char *parameters)
{
  g_autofree char *redirect = browser_get_parameter (address, "redirect_uri");
  g_autofree char *state = browser_get_parameter (address, "state");
  g_autofree char *issuer = g_uri_escape_string (fixture->issuer.url, NULL, FALSE);

  return g_strdup_printf ("%s?state=%s&iss=%s&%s", redirect, state, issuer, parameters);
}

/* Plays the whole sign-in; the person's answer is @parameters. */
static gboolean
sign_in_with (Fixture     *fixture,
              SmrtSignIn  *sign_in,
              const char  *claims,
              const char  *parameters,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autofree char *address = NULL;
  g_autofree char *answer = NULL;
  unsigned int port;
  gboolean done;

  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  account_fixture_wait (is_waiting, sign_in);
  address = g_strdup (smrt_sign_in_get_address (sign_in));
  give_tokens (fixture, address, claims);
  answer = create_answer (fixture, address, parameters);
  port = browser_get_port (answer);
  g_assert_true (browser_can_connect (port));

  visit = browser_open (answer);
  done = smrt_sign_in_run_finish (sign_in, issuer_await (&result), error);
  browser_await (visit);
  g_assert_nonnull (strstr (visit->body, "smrtPhone Plans"));
  g_assert_false (browser_can_connect (port));
  g_assert_null (smrt_sign_in_get_address (sign_in));

  return done;
}

static SmrtSession *
sign_in_as (Fixture    *fixture,
            const char *claims)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_in_with (fixture, sign_in, claims, "code=code-1", &error));
  g_assert_no_error (error);

  return g_object_ref (smrt_sign_in_get_session (sign_in));
}

static void
assert_holds_no_secret (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, "never-to-be-seen"));
      g_assert_null (strstr (text, "code-1"));
    }
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autoptr (SmrtSecret) secret = look_up (fixture, smrt_profile_get_id (profile));

  g_assert_cmpstr (fixture->states->str, ==, "contacting waiting finishing storing done ");
  g_assert_true (smrt_session_get_signed_in (session));
  g_assert_cmpint (smrt_session_get_role (session), ==, SMRT_ROLE_OWNER);
  g_assert_true (smrt_session_get_can_change (session));
  g_assert_cmpstr (smrt_session_get_name (session), ==, "Ada Byron");
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==, "cus_1");

  g_assert_cmpuint (count_profiles (fixture), ==, 1);
  g_assert_true (smrt_profile_get_signed_in (profile));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind Realty");
  g_assert_cmpstr (smrt_profile_get_person (profile), ==, "Ada Byron");
  g_assert_cmpstr (smrt_profile_get_subject (profile), ==, ISSUER_SUBJECT);
  g_assert_nonnull (secret);
  g_assert_nonnull (strstr (smrt_secret_peek (secret), REFRESH));
  assert_holds_no_secret (fixture);
}

static void
test_roles (Fixture       *fixture,
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
      g_autoptr (SmrtSession) session = sign_in_as (fixture, claims);

      g_assert_cmpint (smrt_session_get_role (session), ==, rows[i].role);
      g_assert_cmpint (smrt_session_get_can_change (session), ==, rows[i].can_change);
      g_assert_cmpuint (count_profiles (fixture), ==, 1);
    }
}

/* Who it is may also be said by the account server. */
static void
test_userinfo (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SmrtSession) session = NULL;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200,
                           "{'sub': 'user-1', 'smrtphone_role': 'finance', 'name': 'Grace Hopper',"
                           " 'smrtphone_account': 'Harbour', 'stripe_customer': ['cus_7']}");
  session = sign_in_as (fixture, "'smrtphone_role': 'owner'");
  g_assert_cmpint (smrt_session_get_role (session), ==, SMRT_ROLE_FINANCE);
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==, "cus_7");
  g_assert_cmpstr (issuer_request_header (issuer_fixture_find (&fixture->issuer, ISSUER_USERINFO_PATH),
                                          "Authorization"),
                   ==, "Bearer " ACCESS);
}

static gboolean
is_choosing (gpointer sign_in)
{
  return smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_CHOOSING;
}

static void
begin_choice (Fixture       *fixture,
              SmrtSignIn    *sign_in,
              GCancellable  *cancellable,
              GAsyncResult **result)
{
  g_autofree char *answer = NULL;
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_7", 200,
                           "{'id': 'cus_7', 'object': 'customer', 'name': 'Harbour', 'balance': 0,"
                           " 'currency': 'usd', 'livemode': false}");
  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, result);
  account_fixture_wait (is_waiting, sign_in);
  give_tokens (fixture, smrt_sign_in_get_address (sign_in),
               "'smrtphone_role': 'owner', 'stripe_customer': ['cus_6', 'cus_7']");
  answer = create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-1");
  visit = browser_open (answer);
  account_fixture_wait (is_choosing, sign_in);
}

/* Whoever keeps the books of several accounts says which is meant. */
static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
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
  g_assert_cmpuint (count_profiles (fixture), ==, 1);
}

static void
test_choice_given_up (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin_choice (fixture, sign_in, cancellable, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_stored (fixture, sign_in);
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 2);
}

/* A profile that names a customer has chosen. */
static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  smrt_profile_set_customer_id (smrt_sign_in_get_profile (sign_in), "cus_7");
  g_assert_true (sign_in_with (fixture, sign_in,
                               "'smrtphone_role': 'owner', 'stripe_customer': ['cus_6', 'cus_7']", "code=code-1",
                               &error));
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_session_get_customer_id (smrt_sign_in_get_session (sign_in)), ==, "cus_7");
}

static void
test_no_customer (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_with (fixture, sign_in, "'smrtphone_role': 'owner'", "code=code-1", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS);
  g_assert_cmpstr (fixture->states->str, ==, "contacting waiting finishing failed ");
  assert_nothing_stored (fixture, sign_in);

  /* The tokens are given back. */
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 2);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_with (fixture, sign_in, OWNER, "error=access_denied", &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  g_assert_cmpint (smrt_sign_in_get_state (sign_in), ==, SMRT_SIGN_IN_STATE_FAILED);
  g_assert_error (smrt_sign_in_get_error (sign_in), SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
  assert_nothing_stored (fixture, sign_in);
}

/* What does not hold leaves nothing, whatever came with it. */
static void
test_bad_tokens (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const claims[] = {
    OWNER ", 'aud': 'another'",
    OWNER ", 'iss': 'https://another.example'",
    OWNER ", 'nonce': 'another'",
    OWNER ", 'exp': 1",
    OWNER ", 'sub': null",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
      g_autoptr (GError) error = NULL;

      g_assert_false (sign_in_with (fixture, sign_in, claims[i], "code=code-1", &error));
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
      assert_nothing_stored (fixture, sign_in);
    }
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  smrt_sign_in_run_async (sign_in, cancellable, issuer_result_cb, &result);
  account_fixture_wait (is_waiting, sign_in);
  answer = create_answer (fixture, smrt_sign_in_get_address (sign_in), "code=code-1");
  g_cancellable_cancel (cancellable);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (browser_can_connect (browser_get_port (answer)));
  assert_nothing_stored (fixture, sign_in);
}

static void
test_not_an_account_server (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_RESOURCE_PATH, 404, "text/html", "<p>Nothing", -1);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  g_assert_false (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER);
  g_assert_cmpstr (fixture->states->str, ==, "contacting failed ");
  assert_nothing_stored (fixture, sign_in);
}

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtSignIn) sign_in = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_DEVICE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, "{" OWNER "}");

  issuer_fixture_set_json (&fixture->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code': 'device-1', 'user_code': 'WDJB-MJHT', 'verification_uri': '%s/code',"
                           " 'verification_uri_complete': '%s/code?user_code=WDJB-MJHT', 'expires_in': 600,"
                           " 'interval': 1}");
  issuer_fixture_set_tokens (&fixture->issuer, ACCESS, REFRESH, id_token);
  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  account_fixture_wait (is_waiting, sign_in);
  g_assert_cmpstr (smrt_sign_in_get_user_code (sign_in), ==, "WDJB-MJHT");
  g_assert_true (g_str_has_suffix (smrt_sign_in_get_address (sign_in), "/code"));
  g_assert_true (g_str_has_suffix (smrt_sign_in_get_address_complete (sign_in), "/code?user_code=WDJB-MJHT"));

  g_assert_true (smrt_sign_in_run_finish (sign_in, issuer_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (smrt_sign_in_get_session (sign_in)), ==, SMRT_ROLE_OWNER);
  g_assert_null (smrt_sign_in_get_user_code (sign_in));
  g_assert_cmpuint (count_profiles (fixture), ==, 1);
}

/* The same person at the same account takes their own place, another one does
 * not. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SmrtSession) first = sign_in_as (fixture, OWNER);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (SmrtSession) other = NULL;
  g_autoptr (GError) error = NULL;

  smrt_profile_set_name (smrt_session_get_profile (first), "Mine");
  g_assert_true (smrt_profiles_save (fixture->profiles, smrt_session_get_profile (first), &error));

  again = sign_in_as (fixture, OWNER);
  g_assert_true (smrt_session_get_profile (again) == smrt_session_get_profile (first));
  g_assert_cmpstr (smrt_profile_get_title (smrt_session_get_profile (again)), ==, "Mine");
  g_assert_cmpuint (count_profiles (fixture), ==, 1);

  other = sign_in_as (fixture, OWNER ", 'sub': 'user-2'");
  g_assert_true (smrt_session_get_profile (other) != smrt_session_get_profile (first));
  g_assert_cmpuint (count_profiles (fixture), ==, 2);
}

static SmrtSession *
open_stored (Fixture      *fixture,
             SmrtProfile  *profile,
             GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stored_session_open_async (profile, fixture->keyring, fixture->issuer.clock, NULL, issuer_result_cb, &result);

  return smrt_stored_session_open_finish (issuer_await (&result), error);
}

static void
test_opened_again (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_requests = fixture->issuer.requests->len;

  again = open_stored (fixture, smrt_session_get_profile (session), &error);
  g_assert_no_error (error);
  g_assert_true (smrt_session_get_signed_in (again));
  g_assert_cmpint (smrt_session_get_role (again), ==, SMRT_ROLE_OWNER);
  g_assert_cmpstr (smrt_session_get_name (again), ==, "Ada Byron");
  g_assert_cmpuint (fixture->issuer.requests->len, ==, n_requests);

  /* What has changed since then comes with the first question. */
  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200,
                           "{'sub': 'user-1', 'smrtphone_role': 'user', 'stripe_customer': 'cus_1'}");
  smrt_session_sign_in_async (again, NULL, issuer_result_cb, &result);
  g_assert_true (smrt_session_sign_in_finish (again, issuer_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (again), ==, SMRT_ROLE_USER);
  g_assert_false (smrt_session_get_can_change (again));
  g_assert_cmpint (smrt_profile_get_role (smrt_session_get_profile (session)), ==, SMRT_ROLE_USER);
}

/* A renewed token is in the keyring: the next start goes on with it. */
static void
test_renewed_is_kept (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtSecret) renewed = NULL;
  g_autoptr (SmrtSecret) stored = NULL;
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_tokens (&fixture->issuer, "second", "refresh-2", NULL);
  smrt_stripe_bearer_renew_async (SMRT_STRIPE_BEARER (smrt_session_get_tokens (session)), NULL, NULL,
                                  issuer_result_cb, &result);
  renewed = smrt_stripe_bearer_renew_finish (SMRT_STRIPE_BEARER (smrt_session_get_tokens (session)),
                                             issuer_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (renewed), ==, "second");

  stored = look_up (fixture, smrt_profile_get_id (profile));
  g_assert_nonnull (strstr (smrt_secret_peek (stored), "refresh-2"));
  g_assert_null (strstr (smrt_secret_peek (stored), REFRESH));
}

/* Two processes have the same account open, and the issuer rotates. */
static void
test_renewed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (SmrtSession) here = sign_in_as (fixture, OWNER);
  g_autoptr (SmrtSession) there = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtSecret) token = NULL;
  g_autoptr (GError) error = NULL;
  SmrtStripeBearer *bearer = SMRT_STRIPE_BEARER (smrt_session_get_tokens (here));

  there = open_stored (fixture, smrt_session_get_profile (here), &error);
  g_assert_no_error (error);
  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_tokens (&fixture->issuer, "second", "refresh-2", NULL);
  smrt_stripe_bearer_renew_async (SMRT_STRIPE_BEARER (smrt_session_get_tokens (there)), NULL, NULL,
                                  issuer_result_cb, &result);
  token = smrt_stripe_bearer_renew_finish (SMRT_STRIPE_BEARER (smrt_session_get_tokens (there)),
                                           issuer_await (&result), &error);
  g_assert_no_error (error);

  /* The old refresh token would end the sign-in of both. */
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400, "{'error': 'invalid_grant'}");
  g_clear_object (&result);
  g_clear_pointer (&token, smrt_secret_unref);
  smrt_stripe_bearer_renew_async (bearer, NULL, NULL, issuer_result_cb, &result);
  token = smrt_stripe_bearer_renew_finish (bearer, issuer_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (token), ==, "second");
  g_assert_false (smrt_session_get_ended (here));
}

static gboolean
sign_out (Fixture      *fixture,
          SmrtSession  *session,
          SmrtProfile  *profile,
          gboolean      keep,
          gboolean     *revoked,
          GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_sign_out_async (session, profile, fixture->profiles, fixture->keyring, keep, NULL, issuer_result_cb, &result);

  return smrt_sign_out_finish (issuer_await (&result), revoked, error);
}

static void
assert_signed_out (Fixture *fixture,
                   char    *account)
{
  g_autoptr (SmrtSecret) secret = look_up (fixture, account);

  g_assert_null (secret);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
  g_free (account);
}

static void
test_signed_out (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  char *account = g_strdup (smrt_profile_get_id (smrt_session_get_profile (session)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  g_assert_true (sign_out (fixture, session, smrt_session_get_profile (session), FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (count_profiles (fixture), ==, 0);
  assert_signed_out (fixture, account);
  g_assert_true (smrt_session_get_ended (session));
}

static void
test_signed_out_and_kept (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  /* It need not be open for that. */
  g_assert_true (sign_out (fixture, NULL, profile, TRUE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (count_profiles (fixture), ==, 1);
  g_assert_false (smrt_profile_get_signed_in (profile));
  assert_holds_no_secret (fixture);
  assert_signed_out (fixture, g_strdup (smrt_profile_get_id (profile)));

  again = open_stored (fixture, profile, &error);
  g_assert_null (again);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
}

/* Nobody stays signed in here because a server is down. */
static void
test_signed_out_offline (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_as (fixture, OWNER);
  g_autofree char *account = g_strdup (smrt_profile_get_id (smrt_session_get_profile (session)));
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = TRUE;

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_REVOCATION_PATH, ISSUER_RESETS);
  g_assert_true (sign_out (fixture, session, smrt_session_get_profile (session), FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_false (revoked);
  g_assert_cmpuint (count_profiles (fixture), ==, 0);
  secret = look_up (fixture, account);
  g_assert_null (secret);
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
sign_in_with_key (Fixture      *fixture,
                  SmrtSandbox  *sandbox,
                  const char   *text,
                  const char   *customer,
                  SmrtSignIn  **sign_in,
                  GError      **error)
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
test_key (Fixture       *fixture,
          gconstpointer  data)
{
  AccountFixture account = { 0 };
  g_autoptr (SmrtSignIn) sign_in = NULL;
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GError) error = NULL;
  SmrtProfile *profile;

  account_fixture_set_up (&account, SMRT_ROLE_OWNER);
  g_assert_true (sign_in_with_key (fixture, account.sandbox, smrt_sandbox_get_owner_key (account.sandbox),
                                   smrt_sandbox_get_customer (account.sandbox), &sign_in, &error));
  g_assert_no_error (error);
  profile = smrt_session_get_profile (smrt_sign_in_get_session (sign_in));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind Realty");
  g_assert_cmpuint (count_profiles (fixture), ==, 1);

  again = open_stored (fixture, profile, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (again), ==, SMRT_ROLE_API_KEY);
  g_assert_cmpstr (smrt_session_get_customer_id (again), ==, smrt_sandbox_get_customer (account.sandbox));
  account_fixture_tear_down (&account);
}

/* A key is tried before it is kept. */
static void
test_bad_key (Fixture       *fixture,
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
  assert_nothing_stored (fixture, wrong_key);
  g_clear_error (&error);

  g_assert_false (sign_in_with_key (fixture, account.sandbox, smrt_sandbox_get_owner_key (account.sandbox),
                                    "cus_nobody", &wrong_customer, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
  assert_nothing_stored (fixture, wrong_customer);
  account_fixture_tear_down (&account);
}

/* Without a bus there is no keyring. */
static void
test_unstored_child (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SmrtSignIn) kept = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (SmrtSignIn) abandoned = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in_with (fixture, kept, OWNER, "code=code-1", &error));
  g_assert_error (error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_BUS);
  g_assert_cmpint (smrt_sign_in_get_state (kept), ==, SMRT_SIGN_IN_STATE_NOT_STORED);
  g_assert_cmpuint (count_profiles (fixture), ==, 0);
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
  g_assert_cmpuint (count_profiles (fixture), ==, 0);

  abandoned = create_sign_in (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_assert_false (sign_in_with (fixture, abandoned, OWNER, "code=code-1", NULL));
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
  g_autofree char *folder = g_dir_make_tmp ("smrt-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);

  if (g_test_subprocess ())
    {
      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
    }
  else
    {
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
    }

  add_test ("browser", test_browser);
  add_test ("roles", test_roles);
  add_test ("userinfo", test_userinfo);
  add_test ("choice", test_choice);
  add_test ("choice-given-up", test_choice_given_up);
  add_test ("chosen", test_chosen);
  add_test ("no-customer", test_no_customer);
  add_test ("refused", test_refused);
  add_test ("bad-tokens", test_bad_tokens);
  add_test ("given-up", test_given_up);
  add_test ("not-an-account-server", test_not_an_account_server);
  add_test ("device", test_device);
  add_test ("again", test_again);
  add_test ("opened-again", test_opened_again);
  add_test ("renewed-is-kept", test_renewed_is_kept);
  add_test ("renewed-elsewhere", test_renewed_elsewhere);
  add_test ("signed-out", test_signed_out);
  add_test ("signed-out-and-kept", test_signed_out_and_kept);
  add_test ("signed-out-offline", test_signed_out_offline);
  add_test ("key", test_key);
  add_test ("bad-key", test_bad_key);
  add_test ("unstored/subprocess", test_unstored_child);
  g_test_add_func ("/account/sign-in/keys", test_keys);
  g_test_add_func ("/account/sign-in/unstored", test_unstored);
  status = g_test_run ();

  g_unlink (path);
  g_rmdir (folder);

  return status;
}
