/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"

#include <glib/gstdio.h>

#include "account-fixture.h"
#include "secret-search.h"

/* How many secrets libsecret's file has; whose they are only the password
 * tells. */
unsigned int
sign_in_fixture_count_secrets (void)
{
  const gsize header = strlen ("GnomeKeyring\n\r") + 4;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) contents = NULL;
  g_autoptr (GVariant) items = NULL;
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return 0;

  g_assert_cmpuint (length, >, header);
  bytes = g_bytes_new (text + header, length - header);
  contents = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(uayutua(a{say}ay))"), bytes, FALSE));
  items = g_variant_get_child_value (contents, 5);

  return g_variant_n_children (items);
}

void
sign_in_fixture_set_up (SignInFixture *fixture,
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
  fixture->n_secrets = sign_in_fixture_count_secrets ();
  fixture->states = g_string_new (NULL);

  secret_search_add (SIGN_IN_ACCESS);
  secret_search_add (SIGN_IN_REFRESH);
  secret_search_add ("code-never-to-be-seen");
  secret_search_add ("refresh-2");
}

void
sign_in_fixture_tear_down (SignInFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  secret_search_run (fixture->folder);
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

unsigned int
sign_in_fixture_count_profiles (SignInFixture *fixture)
{
  g_autoptr (SmrtProfiles) again = smrt_profiles_new (fixture->folder);

  smrt_profiles_load (again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)));

  return g_list_model_get_n_items (G_LIST_MODEL (again));
}

SmrtSecret *
sign_in_fixture_look_up (SignInFixture *fixture,
                         const char    *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSecret *secret;

  smrt_keyring_lookup_async (fixture->keyring, account, NULL, issuer_result_cb, &result);
  secret = smrt_keyring_lookup_finish (fixture->keyring, issuer_await (&result), &error);
  g_assert_no_error (error);

  return secret;
}

/* That neither the list nor the keyring knows anything, once it has done all
 * that it was asked for. */
void
sign_in_fixture_assert_nothing_stored (SignInFixture *fixture,
                                       SmrtSignIn    *sign_in)
{
  g_autoptr (SmrtSecret) secret = sign_in_fixture_look_up (fixture, "nobody");

  g_assert_null (secret);
  g_assert_cmpuint (sign_in_fixture_count_secrets (), ==, fixture->n_secrets);
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 0);
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

SmrtSignIn *
sign_in_fixture_create (SignInFixture    *fixture,
                        SmrtSignInMethod  method)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, fixture->issuer.url);
  SmrtSignIn *sign_in;

  sign_in = smrt_sign_in_new (method, profile, fixture->profiles, fixture->keyring, fixture->issuer.clock);
  g_string_truncate (fixture->states, 0);
  g_signal_connect (sign_in, "notify::state", G_CALLBACK (keep_state_cb), fixture->states);

  return sign_in;
}

gboolean
sign_in_fixture_is_waiting (gpointer sign_in)
{
  return smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_WAITING;
}

/* Lets the issuer give tokens for a sign-in that waits. */
static char *
create_id_token (SignInFixture *fixture,
                 const char    *nonce,
                 const char    *overrides)
{
  g_autofree char *claims = issuer_fixture_make_claims (&fixture->issuer, nonce, overrides);
  g_autoptr (IssuerKey) another = issuer_key_new ("ES256", "key-1");

  switch (fixture->forgery)
    {
    case SIGN_IN_UNSIGNED:
      return issuer_key_sign_none (claims);
    case SIGN_IN_SIGNED_BY_HMAC:
      return issuer_key_sign_hmac (fixture->issuer.key, claims);
    case SIGN_IN_SIGNED_BY_ANOTHER:
      return issuer_key_sign (another, claims);
    case SIGN_IN_SIGNED:
    default:
      return issuer_fixture_make_id_token (&fixture->issuer, nonce, overrides);
    }
}

void
sign_in_fixture_give_tokens (SignInFixture *fixture,
                             const char    *address,
                             const char    *claims)
{
  g_autofree char *nonce = browser_get_parameter (address, "nonce");
  g_autofree char *overrides = g_strdup_printf ("{%s}", claims);
  g_autofree char *id_token = create_id_token (fixture, nonce, overrides);
  g_autofree char *json = NULL;

  if (fixture->token_status != 0)
    {
      issuer_fixture_set_answer (&fixture->issuer, ISSUER_TOKEN_PATH, fixture->token_status, "application/json",
                                 fixture->token_answer, -1);
      return;
    }

  issuer_fixture_set_tokens (&fixture->issuer, SIGN_IN_ACCESS, SIGN_IN_REFRESH, id_token);
  if (fixture->scope == NULL)
    return;

  json = g_strdup_printf ("{'token_type':'Bearer','expires_in':3600,'access_token':'" SIGN_IN_ACCESS "',"
                          "'refresh_token':'" SIGN_IN_REFRESH "','id_token':'%s','scope':'%s'}",
                          id_token, fixture->scope);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 200, json);
}

/* Where the issuer sends the browser. */
char *
sign_in_fixture_create_answer (SignInFixture *fixture,
                               const char    *address,
                               const char    *parameters)
{
  g_autofree char *redirect = browser_get_parameter (address, "redirect_uri");
  g_autofree char *state = browser_get_parameter (address, "state");
  g_autofree char *issuer = g_uri_escape_string (fixture->issuer.url, NULL, FALSE);

  return g_strdup_printf ("%s?state=%s&iss=%s&%s", redirect, state, issuer, parameters);
}

/* Plays the whole sign-in; the person's answer is @parameters. */
gboolean
sign_in_fixture_play (SignInFixture  *fixture,
                      SmrtSignIn     *sign_in,
                      const char     *claims,
                      const char     *parameters,
                      GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autofree char *address = NULL;
  g_autofree char *answer = NULL;
  unsigned int port;
  gboolean done;

  smrt_sign_in_run_async (sign_in, NULL, issuer_result_cb, &result);
  account_fixture_wait (sign_in_fixture_is_waiting, sign_in);
  address = g_strdup (smrt_sign_in_get_address (sign_in));
  sign_in_fixture_give_tokens (fixture, address, claims);
  answer = sign_in_fixture_create_answer (fixture, address, parameters);
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

SmrtSession *
sign_in_fixture_sign_in (SignInFixture *fixture,
                         const char    *claims)
{
  g_autoptr (SmrtSignIn) sign_in = sign_in_fixture_create (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  g_autoptr (GError) error = NULL;

  g_assert_true (sign_in_fixture_play (fixture, sign_in, claims, "code=code-never-to-be-seen", &error));
  g_assert_no_error (error);

  return g_object_ref (smrt_sign_in_get_session (sign_in));
}

void
sign_in_fixture_assert_holds_no_secret (SignInFixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, "never-to-be-seen"));
      g_assert_null (strstr (text, "code-never-to-be-seen"));
    }
}

SmrtSession *
sign_in_fixture_open_stored (SignInFixture  *fixture,
                             SmrtProfile    *profile,
                             GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stored_session_open_async (profile, fixture->keyring, fixture->issuer.clock, NULL, issuer_result_cb, &result);

  return smrt_stored_session_open_finish (issuer_await (&result), error);
}

/* An address that was written into the file does not get the secret. */
SmrtProfile *
sign_in_fixture_tamper_with (SmrtProfile *profile,
                             const char  *server_url)
{
  g_autoptr (GKeyFile) file = smrt_profile_to_key_file (profile);
  g_autoptr (GError) error = NULL;
  SmrtProfile *changed;

  g_key_file_set_string (file, "Account", "Server", server_url);
  changed = smrt_profile_new_from_key_file (smrt_profile_get_id (profile), file, &error);
  g_assert_no_error (error);

  return changed;
}

void
sign_in_fixture_assert_stays_closed (SignInFixture *fixture,
                                     SmrtProfile   *profile)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sign_in_fixture_open_stored (fixture, profile, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
}

static char *
create_keyring (void)
{
  g_autofree char *folder = g_dir_make_tmp ("smrt-keyring-XXXXXX", NULL);
  char *path = g_build_filename (folder, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);

  return path;
}

int
sign_in_fixture_run_tests (void)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  int status;

  secret_search_listen ();
  if (g_test_subprocess ())
    {
      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
      return g_test_run ();
    }

  path = create_keyring ();
  status = g_test_run ();

  folder = g_path_get_dirname (path);
  g_unlink (path);
  g_rmdir (folder);

  return status;
}
