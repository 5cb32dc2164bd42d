/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"
#include "smrt-sign-out.h"

#define add_test(path, function)                                                                                  \
 g_test_add ("/account/sign-out/" path, SignInFixture, NULL, sign_in_fixture_set_up, function, sign_in_fixture_tear_down)

static gboolean
sign_out (SignInFixture  *fixture,
          SmrtSession    *session,
          SmrtProfile    *profile,
          gboolean        keep,
          gboolean       *revoked,
          GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_sign_out_async (session, profile, fixture->profiles, fixture->keyring, keep, NULL, issuer_result_cb, &result);

  return smrt_sign_out_finish (issuer_await (&result), revoked, error);
}

static void
assert_signed_out (SignInFixture *fixture,
                   char          *account)
{
  g_autoptr (SmrtSecret) secret = sign_in_fixture_look_up (fixture, account);

  g_assert_null (secret);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
  g_free (account);
}

static void
test_signed_out (SignInFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  char *account = g_strdup (smrt_profile_get_id (smrt_session_get_profile (session)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  g_assert_true (sign_out (fixture, session, smrt_session_get_profile (session), FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 0);
  assert_signed_out (fixture, account);
  g_assert_true (smrt_session_get_ended (session));
}

static gboolean
was_revoked (SignInFixture *fixture,
             const char    *token)
{
  for (unsigned int i = 0; i < fixture->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->issuer.requests, i);

      if (g_str_equal (request->path, ISSUER_REVOCATION_PATH) &&
          g_strcmp0 (g_hash_table_lookup (request->form, "token"), token) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Another process had a new refresh token, which is what counts by now. */
static void
test_signed_out_after_renewal (SignInFixture *fixture,
                               gconstpointer  data)
{
  g_autoptr (SmrtSession) here = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtSession) there = sign_in_fixture_open_stored (fixture, smrt_session_get_profile (here), NULL);
  SmrtStripeBearer *bearer = SMRT_STRIPE_BEARER (smrt_session_get_tokens (there));
  g_autofree char *account = g_strdup (smrt_profile_get_id (smrt_session_get_profile (here)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtSecret) token = NULL;
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_tokens (&fixture->issuer, "second", "refresh-2", NULL);
  smrt_stripe_bearer_renew_async (bearer, NULL, NULL, issuer_result_cb, &result);
  token = smrt_stripe_bearer_renew_finish (bearer, issuer_await (&result), &error);
  g_assert_no_error (error);

  g_assert_true (sign_out (fixture, here, smrt_session_get_profile (here), FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_true (was_revoked (fixture, "refresh-2"));
  g_assert_true (was_revoked (fixture, "second"));
  g_assert_true (was_revoked (fixture, SIGN_IN_REFRESH));
  secret = sign_in_fixture_look_up (fixture, account);
  g_assert_null (secret);
}

static void
test_tampered_with (SignInFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtProfile) changed = sign_in_fixture_tamper_with (smrt_session_get_profile (session), "https://evil.example.com");
  g_autoptr (GError) error = NULL;
  gboolean revoked = TRUE;

  sign_in_fixture_assert_stays_closed (fixture, changed);

  /* It can be signed out of; that nobody was told is said. */
  g_assert_true (sign_out (fixture, NULL, changed, FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_false (revoked);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 0);
}

static void
test_signed_out_and_kept (SignInFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  /* It need not be open for that. */
  g_assert_true (sign_out (fixture, NULL, profile, TRUE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 1);
  g_assert_false (smrt_profile_get_signed_in (profile));
  sign_in_fixture_assert_holds_no_secret (fixture);
  assert_signed_out (fixture, g_strdup (smrt_profile_get_id (profile)));

  again = sign_in_fixture_open_stored (fixture, profile, &error);
  g_assert_null (again);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
}

/* Nobody stays signed in here because a server is down. */
static void
test_signed_out_offline (SignInFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autofree char *account = g_strdup (smrt_profile_get_id (smrt_session_get_profile (session)));
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = TRUE;

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_REVOCATION_PATH, ISSUER_RESETS);
  g_assert_true (sign_out (fixture, session, smrt_session_get_profile (session), FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_false (revoked);
  g_assert_cmpuint (sign_in_fixture_count_profiles (fixture), ==, 0);
  secret = sign_in_fixture_look_up (fixture, account);
  g_assert_null (secret);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("signed-out", test_signed_out);
  add_test ("signed-out-after-renewal", test_signed_out_after_renewal);
  add_test ("tampered-with", test_tampered_with);
  add_test ("signed-out-and-kept", test_signed_out_and_kept);
  add_test ("signed-out-offline", test_signed_out_offline);
  return sign_in_fixture_run_tests ();
}
