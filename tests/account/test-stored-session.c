/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"

#define add_test(path, function)                                                                                  \
 g_test_add ("/account/stored-session/" path, SignInFixture, NULL, sign_in_fixture_set_up, function, sign_in_fixture_tear_down)

static void
test_opened_again (SignInFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtSession) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_requests = fixture->issuer.requests->len;

  again = sign_in_fixture_open_stored (fixture, smrt_session_get_profile (session), &error);
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

/* An account does not turn into another one, whatever the server says later. */
static void
test_opened_without_customer (SignInFixture *fixture,
                              gconstpointer  data)
{
  g_autoptr (SmrtSession) first = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  SmrtProfile *profile = smrt_session_get_profile (first);
  g_autoptr (SmrtSession) again = sign_in_fixture_open_stored (fixture, profile, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200,
                           "{'sub': 'user-1', 'smrtphone_role': 'owner', 'smrtphone_account': 'Harbour',"
                           " 'stripe_customer': ['cus_7', 'cus_8']}");
  smrt_session_sign_in_async (again, NULL, issuer_result_cb, &result);
  g_assert_false (smrt_session_sign_in_finish (again, issuer_await (&result), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS);
  g_assert_cmpstr (smrt_session_get_customer_id (again), ==, "cus_1");
  g_assert_cmpstr (smrt_profile_get_customer_id (profile), ==, "cus_1");
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind Realty");
}

/* A renewed token is in the keyring: the next start goes on with it. */
static void
test_renewed_is_kept (SignInFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (SmrtSession) session = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
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

  stored = sign_in_fixture_look_up (fixture, smrt_profile_get_id (profile));
  g_assert_nonnull (strstr (smrt_secret_peek (stored), "refresh-2"));
  g_assert_null (strstr (smrt_secret_peek (stored), SIGN_IN_REFRESH));
}

/* Two processes have the same account open, and the issuer rotates. */
static void
test_renewed_elsewhere (SignInFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (SmrtSession) here = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtSession) there = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtSecret) token = NULL;
  g_autoptr (GError) error = NULL;
  SmrtStripeBearer *bearer = SMRT_STRIPE_BEARER (smrt_session_get_tokens (here));

  there = sign_in_fixture_open_stored (fixture, smrt_session_get_profile (here), &error);
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

/* The issuer has to be found first, and meanwhile another process renews: its
 * tokens are taken, and the old refresh token is not sent, which would end the
 * sign-in of both. */
static void
test_renewed_meanwhile (SignInFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (SmrtSession) here = sign_in_fixture_sign_in (fixture, SIGN_IN_OWNER);
  g_autoptr (SmrtSession) there = sign_in_fixture_open_stored (fixture, smrt_session_get_profile (here), NULL);
  SmrtStripeBearer *first = SMRT_STRIPE_BEARER (smrt_session_get_tokens (here));
  SmrtStripeBearer *second = SMRT_STRIPE_BEARER (smrt_session_get_tokens (there));
  unsigned int n_found = issuer_fixture_count (&fixture->issuer, ISSUER_METADATA_PATH);
  unsigned int n_asked = issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH);
  g_autoptr (GAsyncResult) first_result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (SmrtSecret) first_token = NULL;
  g_autoptr (SmrtSecret) second_token = NULL;
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_tokens (&fixture->issuer, "second", "refresh-2", NULL);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_METADATA_PATH, ISSUER_HOLDS);
  smrt_stripe_bearer_renew_async (second, NULL, NULL, issuer_result_cb, &second_result);
  issuer_fixture_await (&fixture->issuer, ISSUER_METADATA_PATH, n_found + 1);

  smrt_stripe_bearer_renew_async (first, NULL, NULL, issuer_result_cb, &first_result);
  first_token = smrt_stripe_bearer_renew_finish (first, issuer_await (&first_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, n_asked + 1);

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_METADATA_PATH, ISSUER_ANSWERS);
  issuer_fixture_release (&fixture->issuer);
  second_token = smrt_stripe_bearer_renew_finish (second, issuer_await (&second_result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (second_token), ==, "second");
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, n_asked + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("opened-again", test_opened_again);
  add_test ("opened-without-customer", test_opened_without_customer);
  add_test ("renewed-is-kept", test_renewed_is_kept);
  add_test ("renewed-elsewhere", test_renewed_elsewhere);
  add_test ("renewed-meanwhile", test_renewed_meanwhile);
  return sign_in_fixture_run_tests ();
}
