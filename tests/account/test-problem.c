/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-keyring.h"
#include "smrt-oidc-error.h"
#include "smrt-problem.h"

#define LOG_MESSAGE "never shown: written for a log"

static char *
describe (GError  *error,
          char   **body)
{
  char *title;

  smrt_problem_describe (error, &title, body);
  g_assert_cmpstr (title, !=, "Something Went Wrong");
  g_assert_cmpstr (title, !=, "");

  return title;
}

/* Every code of signing in is something that a person can understand, in words
 * that hold for it. */
static void
test_sign_in (void)
{
  static const struct
  {
    SmrtOidcError code;
    const char *title;
  } rows[] = {
    { SMRT_OIDC_ERROR_BAD_ADDRESS, "Address Cannot Be Used" },
    { SMRT_OIDC_ERROR_OFFLINE, "Server Not Reached" },
    { SMRT_OIDC_ERROR_TIMED_OUT, "Server Took Too Long" },
    { SMRT_OIDC_ERROR_TLS, "Connection Not Secure" },
    { SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER, "No Account Server There" },
    { SMRT_OIDC_ERROR_UNSUITABLE, "Sign-In Not Possible This Way" },
    { SMRT_OIDC_ERROR_MISMATCH, "Sign-In Not Trusted" },
    { SMRT_OIDC_ERROR_BAD_TOKEN, "Sign-In Not Trusted" },
    { SMRT_OIDC_ERROR_BAD_ANSWER, "Account Server Not Understood" },
    { SMRT_OIDC_ERROR_DENIED, "Sign-In Refused" },
    { SMRT_OIDC_ERROR_INVALID_GRANT, "Sign In Again" },
    { SMRT_OIDC_ERROR_EXPIRED, "Sign-In Took Too Long" },
    { SMRT_OIDC_ERROR_REFUSED, "Sign-In Not Possible" },
    { SMRT_OIDC_ERROR_SERVER, "Server Error" },
    { SMRT_OIDC_ERROR_PORT, "No Way Back from the Browser" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (SMRT_OIDC_ERROR, rows[i].code, LOG_MESSAGE);
      g_autofree char *body = NULL;
      g_autofree char *told = NULL;
      g_autofree char *title = describe (error, &body);
      g_autofree char *again = NULL;

      g_assert_cmpstr (title, ==, rows[i].title);
      g_assert_null (strstr (body, LOG_MESSAGE));

      /* What the server says about it is shown as it is. */
      smrt_oidc_error_set_details (error, "access_denied", "Ask <b>Ada</b> & wait");
      again = describe (error, &told);
      g_assert_nonnull (strstr (told, "“Ask <b>Ada</b> & wait”"));
    }
}

static void
test_keyring (void)
{
  g_autoptr (GHashTable) bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* Each has its own words. */
  for (int code = SMRT_KEYRING_ERROR_NO_BUS; code <= SMRT_KEYRING_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SMRT_KEYRING_ERROR, code, LOG_MESSAGE);
      char *body;
      g_autofree char *title = describe (error, &body);

      g_assert_nonnull (strstr (title, "Keyring"));
      g_assert_cmpint (strstr (body, LOG_MESSAGE) != NULL, ==, code == SMRT_KEYRING_ERROR_FAILED);
      g_assert_true (g_hash_table_add (bodies, body));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/problem/sign-in", test_sign_in);
  g_test_add_func ("/account/problem/keyring", test_keyring);

  return g_test_run ();
}
