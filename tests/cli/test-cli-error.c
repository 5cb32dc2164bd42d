/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "smrt-cli-error.h"
#include "smrt-keyring.h"
#include "smrt-oidc-error.h"
#include "smrt-stripe-error.h"

static GString *said;

static void
keep_cb (const char *text)
{
  g_string_append (said, text);
}

/* What a person can tell by the exit code. */
static void
test_exit_codes (void)
{
  const struct
  {
    GQuark domain;
    int code;
    SmrtCliExit exit_code;
  } cases[] = {
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS, SMRT_CLI_EXIT_USAGE },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_TIMED_OUT, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_TLS, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER, SMRT_CLI_EXIT_USAGE },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED, SMRT_CLI_EXIT_REFUSED },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT, SMRT_CLI_EXIT_NOT_SIGNED_IN },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED, SMRT_CLI_EXIT_NOT_SIGNED_IN },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED, SMRT_CLI_EXIT_REFUSED },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_SERVER, SMRT_CLI_EXIT_SERVER },
    { SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_PORT, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_BUS, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_SERVICE, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_COLLECTION, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_LOCKED, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_DISMISSED, SMRT_CLI_EXIT_REFUSED },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_WRONG_PASSWORD, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_TIMED_OUT, SMRT_CLI_EXIT_SERVER },
    { SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_FAILED, SMRT_CLI_EXIT_SERVER },
    { SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION, SMRT_CLI_EXIT_NOT_SIGNED_IN },
    { SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION, SMRT_CLI_EXIT_NOT_PERMITTED },
    { SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_CARD, SMRT_CLI_EXIT_REFUSED },
    { SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT, SMRT_CLI_EXIT_SERVER },
    { SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN, SMRT_CLI_EXIT_NOT_SIGNED_IN },
    { SMRT_CLI_ERROR, SMRT_CLI_ERROR_STALE, SMRT_CLI_EXIT_STALE },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, SMRT_CLI_EXIT_INTERRUPTED },
    { G_FILE_ERROR, G_FILE_ERROR_NOENT, SMRT_CLI_EXIT_USAGE },
  };
  GPrintFunc before = g_set_printerr_handler (keep_cb);

  said = g_string_new (NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "Written for a log");
      SmrtCliExit exit_code;

      g_string_truncate (said, 0);
      exit_code = smrt_cli_fail (error);
      g_test_message ("%s", said->str);
      g_assert_cmpint (exit_code, ==, cases[i].exit_code);

      /* Something is said in any case. */
      g_assert_true (g_str_has_prefix (said->str, "smrtphone-plans: "));
      g_assert_true (g_str_has_suffix (said->str, "\n"));
      if (cases[i].domain == SMRT_OIDC_ERROR)
        g_assert_null (strstr (said->str, error->message));
    }

  g_set_printerr_handler (before);
  g_string_free (said, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/error/exit-codes", test_exit_codes);

  return g_test_run ();
}
