/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "cli-issuer.h"

#define DEVICE_CODE "device-code-of-the-test"
#define KEY "sk_test_not_for_this_server"

/* The person's browser: it writes down what it is told to open, and what it is
 * started with. */
static void
install_browser (CliIssuer  *fixture,
                 const char *opened)
{
  g_autofree char *program = cli_fixture_path (&fixture->base, "browser");
  g_autofree char *applications = cli_fixture_path (&fixture->base, "applications");
  g_autofree char *entry = g_build_filename (applications, "browser.desktop", NULL);
  g_autofree char *defaults = g_build_filename (applications, "mimeapps.list", NULL);
  g_autofree char *environment = cli_fixture_path (&fixture->base, "environment");
  g_autofree char *script = NULL;
  g_autofree char *text = NULL;

  script = g_strdup_printf ("#!/bin/sh\nenv >%s\necho \"$1\" >%s\n", environment, opened);
  text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\n"
                          "MimeType=x-scheme-handler/http;\n",
                          program);

  g_assert_cmpint (mkfifo (opened, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (applications, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_assert_true (g_file_set_contents (entry, text, -1, NULL));
  g_assert_true (g_file_set_contents (defaults, "[Default Applications]\nx-scheme-handler/http=browser.desktop\n", -1, NULL));
}

/* Waits until the browser was opened. */
static char *
wait_for_browser (const char *opened)
{
  g_autoptr (GFile) file = g_file_new_for_path (opened);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *address = NULL;

  g_file_load_contents_async (file, NULL, issuer_result_cb, &result);
  g_file_load_contents_finish (file, issuer_await (&result), &address, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (opened), ==, 0);

  return g_strchomp (address);
}

static void
assert_without_secrets (const char *text,
                        const char *id_token)
{
  g_assert_null (strstr (text, CLI_ISSUER_ACCESS_TOKEN));
  g_assert_null (strstr (text, CLI_ISSUER_REFRESH_TOKEN));
  g_assert_null (strstr (text, CLI_ISSUER_CODE));
  g_assert_null (strstr (text, "code_verifier"));
  g_assert_null (strstr (text, id_token));
}

static void
sign_in (CliIssuer *fixture)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);
  g_auto (CliResult) result = { 0 };

  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
  g_assert_cmpstr (result.out, ==, "Signed in to “Acme Inc.” as Olivia Owner (Account Owner).\n");
  g_assert_null (strstr (result.err, CLI_ISSUER_ACCESS_TOKEN));
  g_assert_null (strstr (result.err, CLI_ISSUER_REFRESH_TOKEN));
}

static void
test_browser (CliIssuer    *fixture,
              gconstpointer unused)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *account;

  sign_in (fixture);

  root = cli_fixture_load_accounts (&fixture->base);
  account = cli_fixture_get_account (root);
  g_assert_cmpstr (json_object_get_string_member (account, "title"), ==, "Acme Inc.");
  g_assert_cmpstr (json_object_get_string_member (account, "kind"), ==, "account-server");
  g_assert_cmpstr (json_object_get_string_member (account, "server"), ==, fixture->issuer.url);
  g_assert_cmpstr (json_object_get_string_member (account, "person"), ==, "Olivia Owner");
  g_assert_cmpstr (json_object_get_string_member (account, "role"), ==, "owner");
  g_assert_cmpstr (json_object_get_string_member (account, "customer"), ==, "cus_1");
  g_assert_true (json_object_get_boolean_member (account, "signed_in"));
}

/* The person's browser is opened with what is printed, and learns nothing
 * else. */
static void
test_opens_browser (CliIssuer    *fixture,
                    gconstpointer unused)
{
  g_autofree char *environment_path = cli_fixture_path (&fixture->base, "environment");
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_autofree char *opened_path = cli_fixture_path (&fixture->base, "opened");
  g_autofree char *opened = NULL;
  g_autofree char *environment = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running;

  install_browser (fixture, opened_path);
  running = cli_running_new (cli_fixture_start (&fixture->base, KEY, "sign-in", fixture->server,
                                                "--client-id=io.smrtphone.Plans", NULL));
  address = cli_running_wait_for (running, "Open this page in the browser: ");
  opened = wait_for_browser (opened_path);
  g_assert_cmpstr (opened, ==, address);
  g_assert_true (g_file_get_contents (environment_path, &environment, NULL, NULL));
  g_assert_null (strstr (environment, KEY));

  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
}

/* Whatever is logged: neither what opens the account nor what leads to it. */
static void
test_log (CliIssuer    *fixture,
          gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) signed_in = { 0 };
  g_auto (CliResult) accounts = { 0 };
  g_auto (CliResult) signed_out = { 0 };
  g_autoptr (JsonNode) root = NULL;
  CliRunning *running;

  fixture->base.log = TRUE;
  running = cli_issuer_start_sign_in (fixture, NULL, &address);
  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  signed_in = cli_running_finish (running);
  cli_assert_exit (&signed_in, 0);
  accounts = cli_issuer_run (fixture, "accounts", "--json");
  root = cli_parse (accounts.out);
  signed_out = cli_issuer_run (fixture, "sign-out", NULL);
  cli_assert_exit (&signed_out, 0);

  /* It is the whole log. */
  g_assert_nonnull (strstr (signed_in.err, "-DEBUG"));
  assert_without_secrets (signed_in.err, id_token);
  assert_without_secrets (signed_out.err, id_token);
}

static void
test_process (CliIssuer    *fixture,
              gconstpointer unused)
{
  static const char * const names[] = { "environ", "cmdline" };
  g_autofree char *address = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *state = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running;

  running = cli_running_new (cli_fixture_start (&fixture->base, KEY, "sign-in", fixture->server,
                                                "--client-id=io.smrtphone.Plans", NULL));
  address = cli_running_wait_for (running, "Open this page in the browser: ");
  challenge = browser_get_parameter (address, "code_challenge");
  state = browser_get_parameter (address, "state");
  g_assert_nonnull (challenge);

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *shown = cli_read_process (cli_running_get_process (running), names[i]);

      g_assert_null (strstr (shown, KEY));
      g_assert_null (strstr (shown, state));
    }

  g_subprocess_send_signal (cli_running_get_process (running), SIGTERM);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 130);
}

static void
test_denied (CliIssuer    *fixture,
             gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  g_assert_cmpuint (cli_issuer_go_back (fixture, address, "error=access_denied"), ==, 400);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 5);
  g_assert_cmpstr (result.out, ==, "");
  cli_fixture_assert_no_account (&fixture->base);
}

/* Somebody without an account here: what they signed in with is given back. */
static void
test_no_customer (CliIssuer    *fixture,
                  gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  id_token = cli_issuer_agree (fixture, address, NULL);

  result = cli_running_finish (running);
  cli_assert_exit (&result, 4);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
  cli_fixture_assert_no_account (&fixture->base);
}

/* Who may see several accounts says which one is meant. */
static void
test_customers (CliIssuer    *fixture,
                gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_autofree char *second_address = NULL;
  g_autofree char *second_id_token = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_auto (CliResult) unnamed = { 0 };
  g_auto (CliResult) named = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_2", 200,
                           "{'id':'cus_2','object':'customer','name':'Second Company','currency':'usd','balance':0}");
  id_token = cli_issuer_agree (fixture, address, "{'stripe_customer':['cus_1','cus_2']}");
  unnamed = cli_running_finish (running);
  cli_assert_exit (&unnamed, 2);
  g_assert_cmpstr (unnamed.out, ==, "");
  g_assert_nonnull (strstr (unnamed.err, "  cus_1\n"));
  g_assert_nonnull (strstr (unnamed.err, "  cus_2  Second Company\n"));
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
  cli_fixture_assert_no_account (&fixture->base);

  running = cli_issuer_start_sign_in (fixture, "--customer=cus_2", &second_address);
  second_id_token = cli_issuer_agree (fixture, second_address, "{'stripe_customer':['cus_1','cus_2']}");
  named = cli_running_finish (running);
  cli_assert_exit (&named, 0);
  root = cli_fixture_load_accounts (&fixture->base);
  g_assert_cmpstr (json_object_get_string_member (cli_fixture_get_account (root), "customer"), ==, "cus_2");
}

/* An issuer that knows fixed ports only: the one that is free is taken. */
static void
test_ports (CliIssuer    *fixture,
            gconstpointer unused)
{
  unsigned int taken, free_port = browser_find_port ();
  g_autoptr (GSocket) socket = browser_take_port (&taken);
  g_autofree char *option = g_strdup_printf ("--ports=%u,%u", taken, free_port);
  g_autofree char *expected = g_strdup_printf ("http://127.0.0.1:%u/", free_port);
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_autofree char *redirect = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, option, &address);

  redirect = browser_get_parameter (address, "redirect_uri");
  g_assert_true (g_str_has_prefix (redirect, expected));
  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
}

static void
test_device (CliIssuer    *fixture,
             gconstpointer unused)
{
  g_autofree char *page = NULL;
  g_autofree char *code = NULL;
  g_autofree char *complete = NULL;
  g_autofree char *id_token = NULL;
  g_autofree char *expected = g_strconcat (fixture->issuer.url, "/code", NULL);
  g_auto (CliResult) result = { 0 };
  CliRunning *running;

  issuer_fixture_set_json (&fixture->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code':'" DEVICE_CODE "','user_code':'BCDF-GHJK','verification_uri':'%s/code',"
                           "'verification_uri_complete':'%s/code?c=BCDF-GHJK','expires_in':600,'interval':1}");
  issuer_fixture_queue_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400, "{'error':'authorization_pending'}");
  id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, CLI_ISSUER_OWNER);
  cli_issuer_set_tokens (fixture, CLI_ISSUER_ACCESS_TOKEN, CLI_ISSUER_REFRESH_TOKEN, 3600, id_token);

  running = cli_running_new (cli_fixture_start (&fixture->base, NULL, "sign-in", fixture->server, "--device",
                                                "--name=At the server", NULL));
  page = cli_running_wait_for (running, "Open this page on any device: ");
  g_assert_cmpstr (page, ==, expected);
  code = cli_running_wait_for (running, "Enter this code there: ");
  g_assert_cmpstr (code, ==, "BCDF-GHJK");
  complete = cli_running_wait_for (running, "Or open the page that knows the code already: ");
  g_assert_true (g_str_has_suffix (complete, "/code?c=BCDF-GHJK"));

  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
  g_assert_cmpstr (result.out, ==, "Signed in to “At the server” as Olivia Owner (Account Owner).\n");
  g_assert_null (strstr (result.err, DEVICE_CODE));
}

/* What cannot be kept is given back to the server. */
static void
test_no_keyring (CliIssuer    *fixture,
                 gconstpointer unused)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running;

  fixture->base.keyring_password = NULL;
  running = cli_issuer_start_sign_in (fixture, NULL, &address);
  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 7);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, "Nothing was kept"));
  cli_fixture_assert_no_account (&fixture->base);
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
}

static void
test_sign_out (CliIssuer    *fixture,
               gconstpointer unused)
{
  g_auto (CliResult) result = { 0 };

  sign_in (fixture);
  result = cli_issuer_run (fixture, "sign-out", NULL);
  g_assert_cmpstr (result.err, ==, "");
  cli_assert_exit (&result, 0);
  g_assert_cmpstr (result.out, ==, "Signed out of “Acme Inc.”.\n");
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
  cli_fixture_assert_no_account (&fixture->base);
}

/* A server that fails keeps nobody signed in here, and is not passed over in
 * silence. */
static void
test_sign_out_untold (CliIssuer    *fixture,
                      gconstpointer unused)
{
  g_auto (CliResult) result = { 0 };

  sign_in (fixture);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_REVOCATION_PATH, 503, "{}");
  result = cli_issuer_run (fixture, "sign-out", NULL);
  cli_assert_exit (&result, 8);
  g_assert_nonnull (strstr (result.err, "could not be told"));
  cli_fixture_assert_no_account (&fixture->base);
}

/* Without a word, it is the one that is signed out; it stays the same account. */
static void
test_again (CliIssuer    *fixture,
            gconstpointer unused)
{
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) kept = { 0 };
  g_auto (CliResult) again = { 0 };
  CliRunning *running;

  sign_in (fixture);
  kept = cli_issuer_run (fixture, "sign-out", "--keep");
  cli_assert_exit (&kept, 0);
  before = cli_fixture_load_accounts (&fixture->base);
  g_assert_false (json_object_get_boolean_member (cli_fixture_get_account (before), "signed_in"));

  /* A key that lies about is not meant. */
  running = cli_running_new (cli_fixture_start (&fixture->base, KEY, "sign-in", "--account=Acme Inc.", NULL));
  address = cli_running_wait_for (running, "Open this page in the browser: ");
  id_token = cli_issuer_agree (fixture, address, CLI_ISSUER_OWNER);
  again = cli_running_finish (running);
  cli_assert_exit (&again, 0);

  after = cli_fixture_load_accounts (&fixture->base);
  g_assert_true (json_object_get_boolean_member (cli_fixture_get_account (after), "signed_in"));
  g_assert_cmpstr (json_object_get_string_member (cli_fixture_get_account (after), "id"), ==,
                   json_object_get_string_member (cli_fixture_get_account (before), "id"));
}

static void
test_no_account_server (CliIssuer    *fixture,
                        gconstpointer unused)
{
  g_auto (CliResult) result = { 0 };

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_RESOURCE_PATH, 404, "text/html", "<p>Not here</p>", -1);
  result = cli_issuer_run (fixture, "sign-in", fixture->server);
  cli_assert_failed (&result, 2);
  cli_fixture_assert_no_account (&fixture->base);
}

/* The server no longer accepts what was kept. */
static void
test_ended (CliIssuer    *fixture,
            gconstpointer unused)
{
  static const char * const paths[] = {
    "/v1/billing_portal/configurations",
    "/v1/customers/cus_1",
    "/v1/customers/cus_1/balance_transactions",
    "/v1/invoices",
    "/v1/prices",
    "/v1/subscriptions",
  };
  g_auto (CliResult) result = { 0 };

  sign_in (fixture);
  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    issuer_fixture_set_json (&fixture->issuer, paths[i], 401, "{'error':{'type':'invalid_request_error'}}");
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400, "{'error':'invalid_grant'}");
  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 401, "{}");

  result = cli_issuer_run (fixture, "products", "--json");
  cli_assert_failed (&result, 3);
  g_assert_nonnull (strstr (result.err, "Acme Inc."));
  g_assert_nonnull (strstr (result.err, "sign-in --account="));
}

#define ADD(path, function) \
 g_test_add (path, CliIssuer, NULL, cli_issuer_set_up, function, cli_issuer_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/browser/sign-in", test_browser);
  ADD ("/cli/browser/opens-browser", test_opens_browser);
  ADD ("/cli/browser/log", test_log);
  ADD ("/cli/browser/process", test_process);
  ADD ("/cli/browser/denied", test_denied);
  ADD ("/cli/browser/no-customer", test_no_customer);
  ADD ("/cli/browser/customers", test_customers);
  ADD ("/cli/browser/ports", test_ports);
  ADD ("/cli/browser/device", test_device);
  ADD ("/cli/browser/no-keyring", test_no_keyring);
  ADD ("/cli/browser/sign-out", test_sign_out);
  ADD ("/cli/browser/sign-out-untold", test_sign_out_untold);
  ADD ("/cli/browser/again", test_again);
  ADD ("/cli/browser/no-account-server", test_no_account_server);
  ADD ("/cli/browser/ended", test_ended);

  return g_test_run ();
}
