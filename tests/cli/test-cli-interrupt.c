/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "cli-issuer.h"

#define DEVICE_CODE "device-code-of-the-test"

static void
test_interrupted (CliIssuer    *fixture,
                  gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *redirect = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  redirect = browser_get_parameter (address, "redirect_uri");
  g_assert_true (browser_can_connect (browser_get_port (redirect)));

  g_subprocess_send_signal (cli_running_get_process (running), SIGINT);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 130);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, "Interrupted.\n"));
  g_assert_false (browser_can_connect (browser_get_port (redirect)));
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
  cli_fixture_assert_no_account (&fixture->base);
}

/* As late as can be: the tokens are there, and nothing else. */
static void
test_interrupted_late (CliIssuer    *fixture,
                       gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_USERINFO_PATH, ISSUER_HOLDS);
  id_token = cli_issuer_agree (fixture, address, NULL);
  issuer_fixture_await (&fixture->issuer, ISSUER_USERINFO_PATH, 1);

  g_subprocess_send_signal (cli_running_get_process (running), SIGINT);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 130);
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
  cli_fixture_assert_no_account (&fixture->base);
}

/* Who presses Ctrl+C again does not wait for a server that says nothing. */
static void
test_interrupted_twice (CliIssuer    *fixture,
                        gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_USERINFO_PATH, ISSUER_HOLDS);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_REVOCATION_PATH, ISSUER_HOLDS);
  id_token = cli_issuer_agree (fixture, address, NULL);
  issuer_fixture_await (&fixture->issuer, ISSUER_USERINFO_PATH, 1);

  g_subprocess_send_signal (cli_running_get_process (running), SIGINT);
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 1);
  g_subprocess_send_signal (cli_running_get_process (running), SIGINT);
  result = cli_running_finish (running);
  g_assert_cmpint (result.signal, ==, SIGINT);
}

static void
test_device_interrupted (CliIssuer    *fixture,
                         gconstpointer unused)
{
  g_autofree char *code = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code':'" DEVICE_CODE "','user_code':'BCDF-GHJK','verification_uri':'%s/code',"
                           "'expires_in':600,'interval':300}");
  running = cli_running_new (cli_fixture_start (&fixture->base, NULL, "sign-in", fixture->server, "--device", NULL));
  code = cli_running_wait_for (running, "Enter this code there: ");
  g_subprocess_send_signal (cli_running_get_process (running), SIGINT);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 130);
  cli_fixture_assert_no_account (&fixture->base);
}

#define ADD(path, function) \
 g_test_add (path, CliIssuer, NULL, cli_issuer_set_up, function, cli_issuer_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/interrupt/browser", test_interrupted);
  ADD ("/cli/interrupt/late", test_interrupted_late);
  ADD ("/cli/interrupt/twice", test_interrupted_twice);
  ADD ("/cli/interrupt/device", test_device_interrupted);

  return g_test_run ();
}
