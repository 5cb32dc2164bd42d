/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"

#include "secret-search.h"
#include "smrt-sign-out.h"
#include "smrt-stored-session.h"
#include "smrt-tokens.h"

#define N_WAITING 100

/* An access token that holds SHORT seconds is not used any more LATER. */
#define SHORT 120
#define LATER 100

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* The person finds the page that says that they can close it. */
static void
assert_page (const char *page,
             const char *title)
{
  g_auto (GStrv) parts = g_strsplit (page, "\n", 2);

  g_assert_cmpstr (parts[0], ==, title);
}

static void
assert_role (SignInFixture *fixture,
             SmrtRole       role,
             const char    *name)
{
  SmrtSession *session = fixture->account.session;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (smrt_session_get_role (session), ==, role);
  g_assert_cmpint (smrt_session_get_can_change (session), ==, role != SMRT_ROLE_USER);
  g_assert_cmpstr (smrt_session_get_name (session), ==, name);
  g_assert_cmpstr (smrt_session_get_account_name (session), ==, "Northwind Realty");
  g_assert_cmpstr (smrt_session_get_customer_id (session), ==,
                   smrt_sandbox_get_customer (fixture->account.sandbox));
  g_assert_false (sign_in_fixture_is_open (fixture));

  account_fixture_refresh (&fixture->account);
  g_assert_nonnull (account_fixture_find (&fixture->account, "smrtPhone Standard"));

  /* The server is the judge. */
  g_assert_cmpint (sign_in_fixture_write (fixture, &error), ==, role != SMRT_ROLE_USER);
  if (role == SMRT_ROLE_USER)
    g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
  else
    g_assert_no_error (error);
}

/* In a real browser, up to the words that are in it at the end. */
static void
test_owner (SignInFixture *fixture,
            gconstpointer  unused)
{
  const SignInPerson person = { .user = "owner", .uses_chromium = TRUE };
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int refused;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  page = sign_in_fixture_visit (fixture, &person, &refused);
  g_assert_cmpuint (refused, ==, 0);
  assert_page (page, "Signed In");
  g_assert_nonnull (strstr (page, "You can close this page and go back to smrtPhone Plans."));
  g_assert_true (sign_in_fixture_finish (fixture, &error));
  g_assert_no_error (error);
  assert_role (fixture, SMRT_ROLE_OWNER, "Olivia Owner");
}

static void
test_finance (SignInFixture *fixture,
              gconstpointer  unused)
{
  sign_in_fixture_sign_in (fixture, "finance");
  assert_role (fixture, SMRT_ROLE_FINANCE, "Finn Finance");
}

static void
test_user (SignInFixture *fixture,
           gconstpointer  unused)
{
  sign_in_fixture_sign_in (fixture, "user");
  assert_role (fixture, SMRT_ROLE_USER, "Uma User");
}

static SmrtSession *
open_stored (SignInFixture *fixture)
{
  SmrtProfile *profile = smrt_session_get_profile (fixture->account.session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSession *session;

  smrt_stored_session_open_async (profile, fixture->keyring, fixture->account.clock, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  session = smrt_stored_session_open_finish (result, &error);
  g_assert_no_error (error);

  return session;
}

/* Takes over @session. */
static void
use_session (SignInFixture *fixture,
             SmrtSession   *session)
{
  g_clear_object (&fixture->account.account);
  g_clear_object (&fixture->account.session);
  fixture->account.session = session;
  fixture->account.account = smrt_account_new (session);
}

static void
refresh_once (SignInFixture *fixture,
              gboolean       rotate)
{
  g_autoptr (SmrtSecret) access_token = NULL;
  g_autoptr (SmrtSecret) refresh_token = NULL;
  const SmrtTokenSet *set;
  unsigned int before;

  sign_in_fixture_configure (fixture, rotate, SHORT);
  sign_in_fixture_sign_in (fixture, "owner");
  set = sign_in_fixture_get_tokens (fixture);
  access_token = smrt_secret_ref (set->access_token);
  refresh_token = smrt_secret_ref (set->refresh_token);
  before = sign_in_peer_count_refreshes (fixture->peer);

  smrt_clock_advance (fixture->account.clock, LATER);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + 1);

  set = sign_in_fixture_get_tokens (fixture);
  g_assert_cmpstr (smrt_secret_peek (set->access_token), !=, smrt_secret_peek (access_token));
  if (rotate)
    g_assert_cmpstr (smrt_secret_peek (set->refresh_token), !=, smrt_secret_peek (refresh_token));
  else
    g_assert_cmpstr (smrt_secret_peek (set->refresh_token), ==, smrt_secret_peek (refresh_token));

  /* What came is what is kept: the next start can go on with it. */
  use_session (fixture, open_stored (fixture));
  smrt_clock_advance (fixture->account.clock, LATER);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpint (smrt_session_get_role (fixture->account.session), ==, SMRT_ROLE_OWNER);
  g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + 2);
  sign_in_fixture_get_tokens (fixture);

  g_assert_cmpint (sign_in_fixture_is_accepted (fixture, refresh_token), ==, !rotate);
}

static void
test_rotation (SignInFixture *fixture,
               gconstpointer  unused)
{
  refresh_once (fixture, TRUE);
}

static void
test_no_rotation (SignInFixture *fixture,
                  gconstpointer  unused)
{
  refresh_once (fixture, FALSE);
}

/* Two of the program run. What one of them renews the other one has to take from
 * the keyring: a server that sees a refresh token twice ends it all. */
static void
test_two_programs (SignInFixture *fixture,
                   gconstpointer  unused)
{
  g_autoptr (SmrtSession) one = NULL;
  g_autoptr (SmrtSession) other = NULL;
  unsigned int before;

  sign_in_fixture_configure (fixture, TRUE, SHORT);
  sign_in_fixture_sign_in (fixture, "owner");
  one = g_object_ref (fixture->account.session);
  other = open_stored (fixture);
  before = sign_in_peer_count_refreshes (fixture->peer);

  for (unsigned int i = 0; i < 4; i++)
    {
      /* Now this one is first, now that one. */
      use_session (fixture, g_object_ref (i == 0 || i == 3 ? one : other));
      if (i % 2 == 0)
        smrt_clock_advance (fixture->account.clock, LATER);
      account_fixture_refresh (&fixture->account);
      sign_in_fixture_get_tokens (fixture);
      g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + i / 2 + 1);
    }
}

static gboolean
are_all_there (gpointer data)
{
  GAsyncResult **results = data;

  for (unsigned int i = 0; i < N_WAITING; i++)
    if (results[i] == NULL)
      return FALSE;

  return TRUE;
}

static void
read_at_once (SignInFixture *fixture)
{
  SmrtStripeClient *client = smrt_session_get_client (fixture->account.session);
  GAsyncResult *results[N_WAITING] = { NULL };
  g_autofree char *path = NULL;

  path = g_strconcat ("/v1/customers/", smrt_session_get_customer_id (fixture->account.session), NULL);
  for (unsigned int i = 0; i < N_WAITING; i++)
    smrt_stripe_client_get_async (client, path, NULL, NULL, result_cb, &results[i]);
  account_fixture_wait (are_all_there, results);

  for (unsigned int i = 0; i < N_WAITING; i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;

      node = smrt_stripe_client_request_finish (client, results[i], &error);
      g_assert_no_error (error);
      g_assert_nonnull (node);
      g_object_unref (results[i]);
    }
}

/* By the clock it has expired, so nobody sends it. */
static void
test_waiting (SignInFixture *fixture,
              gconstpointer  unused)
{
  unsigned int before;

  sign_in_fixture_configure (fixture, TRUE, SHORT);
  sign_in_fixture_sign_in (fixture, "owner");
  before = sign_in_peer_count_refreshes (fixture->peer);

  smrt_clock_advance (fixture->account.clock, LATER);
  read_at_once (fixture);
  g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + 1);
  sign_in_fixture_get_tokens (fixture);
}

/* Nothing tells that it no longer holds, until the server refuses it. */
static void
test_expiry (SignInFixture *fixture,
             gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  unsigned int before;

  sign_in_fixture_sign_in (fixture, "owner");
  account_fixture_refresh (&fixture->account);
  before = sign_in_peer_count_refreshes (fixture->peer);
  g_assert_cmpuint (before, ==, sign_in_peer_count_refreshes (fixture->peer));

  sign_in_peer_expire (fixture->peer);
  sign_in_fixture_restart (fixture);
  g_assert_true (sign_in_fixture_write (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + 1);
  sign_in_fixture_get_tokens (fixture);

  sign_in_peer_expire (fixture->peer);
  sign_in_fixture_restart (fixture);
  read_at_once (fixture);
  g_assert_cmpuint (sign_in_peer_count_refreshes (fixture->peer), ==, before + 2);
  sign_in_fixture_get_tokens (fixture);
}

static void
test_sign_out (SignInFixture *fixture,
               gconstpointer  unused)
{
  SmrtProfile *profile;
  g_autoptr (SmrtSecret) refresh_token = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  sign_in_fixture_sign_in (fixture, "owner");
  refresh_token = smrt_secret_ref (sign_in_fixture_get_tokens (fixture)->refresh_token);
  profile = smrt_session_get_profile (fixture->account.session);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);

  smrt_sign_out_async (fixture->account.session, profile, fixture->profiles, fixture->keyring, FALSE, NULL,
                       result_cb, &result);
  account_fixture_wait (has_result, &result);
  g_assert_true (smrt_sign_out_finish (result, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  sign_in_fixture_assert_nothing_kept (fixture);

  g_assert_false (sign_in_fixture_is_accepted (fixture, refresh_token));
  g_assert_false (sign_in_fixture_read (fixture, NULL));
  g_assert_true (smrt_session_get_ended (fixture->account.session));

  /* Not even whose account it was is anywhere. */
  secret_search_add ("Northwind Realty");
  secret_search_add ("Olivia Owner");
}

static void
test_wrong_password (SignInFixture *fixture,
                     gconstpointer  unused)
{
  const SignInPerson person = { .user = "finance", .wrong_password = "not their password" };
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int refused;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  page = sign_in_fixture_visit (fixture, &person, &refused);
  g_assert_cmpuint (refused, ==, 1);
  assert_page (page, "Signed In");
  g_assert_true (sign_in_fixture_finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (fixture->account.session), ==, SMRT_ROLE_FINANCE);
}

/* The server does not tell the program; the person does. */
static void
test_giving_up (SignInFixture *fixture,
                gconstpointer  unused)
{
  const SignInPerson person = { .user = "owner", .wrong_password = "not their password", .gives_up = TRUE };
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int refused;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  page = sign_in_fixture_visit (fixture, &person, &refused);
  g_assert_cmpuint (refused, ==, 1);
  g_assert_cmpint (smrt_sign_in_get_state (fixture->sign_in), ==, SMRT_SIGN_IN_STATE_WAITING);
  g_assert_true (sign_in_fixture_is_open (fixture));

  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (sign_in_fixture_finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (smrt_sign_in_get_state (fixture->sign_in), ==, SMRT_SIGN_IN_STATE_FAILED);
  g_assert_false (sign_in_fixture_is_open (fixture));
  sign_in_fixture_assert_nothing_kept (fixture);
}

/* At glewlwyd nobody can refuse: they go on, and have allowed nothing. */
static void
test_refusal (SignInFixture *fixture,
              gconstpointer  unused)
{
  const SignInPerson person = { .user = "owner", .refuses = TRUE };
  const char *title = g_str_equal (sign_in_peer_get_name (fixture->peer), "glewlwyd") ? "Signed In" : "Not Signed In";
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  page = sign_in_fixture_visit (fixture, &person, NULL);
  assert_page (page, title);
  g_assert_false (sign_in_fixture_finish (fixture, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  g_assert_false (sign_in_fixture_is_open (fixture));
  sign_in_fixture_assert_nothing_kept (fixture);
}

static void
connect_device (SignInFixture *fixture,
                gboolean       refuses)
{
  g_autofree char *code = NULL;
  g_autofree char *page = NULL;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_DEVICE);
  code = g_strdup (smrt_sign_in_get_user_code (fixture->sign_in));
  page = sign_in_fixture_visit (fixture, &(SignInPerson) { .user = "owner", .code = code, .refuses = refuses }, NULL);
}

static void
test_device (SignInFixture *fixture,
             gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  connect_device (fixture, FALSE);
  g_assert_true (sign_in_fixture_finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_session_get_role (fixture->account.session), ==, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture->account);
}

static void
test_device_refused (SignInFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  connect_device (fixture, TRUE);
  g_assert_false (sign_in_fixture_finish (fixture, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED);
  sign_in_fixture_assert_nothing_kept (fixture);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (SignInFixture *, gconstpointer);
  } tests[] = {
    { "owner", test_owner },
    { "finance", test_finance },
    { "user", test_user },
    { "rotation", test_rotation },
    { "no-rotation", test_no_rotation },
    { "two-programs", test_two_programs },
    { "waiting", test_waiting },
    { "expiry", test_expiry },
    { "sign-out", test_sign_out },
    { "wrong-password", test_wrong_password },
    { "giving-up", test_giving_up },
    { "refusal", test_refusal },
    { "device", test_device },
    { "device-refused", test_device_refused },
  };
  SignInServers servers;
  int status;

  secret_search_listen ();
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  sign_in_servers_start (&servers, argv[1]);
  for (unsigned int i = 0; i < G_N_ELEMENTS (tests); i++)
    sign_in_fixture_add (tests[i].name, tests[i].test, &servers);
  status = g_test_run ();
  sign_in_servers_stop (&servers);

  return status;
}
