/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_help (CliFixture   *fixture,
           gconstpointer unused)
{
  static const char * const commands[] = {
    "products",
    "plans",
    "credits",
    "invoices",
    "quote",
    "change",
    "sign-in",
    "sign-out",
    "accounts",
    "sandbox",
  };
  g_auto (CliResult) help = cli_fixture_run (fixture, NULL, "--help", NULL);
  g_auto (CliResult) version = cli_fixture_run (fixture, NULL, "--version", NULL);

  g_assert_cmpint (help.exit_code, ==, 0);
  g_assert_cmpstr (help.err, ==, "");
  g_assert_cmpint (version.exit_code, ==, 0);
  g_assert_cmpstr (version.out, ==, "smrtphone-plans " PACKAGE_VERSION "\n");

  for (unsigned int i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (CliResult) result = cli_fixture_run (fixture, NULL, commands[i], "--help", NULL);
      g_autofree char *usage = g_strconcat ("smrtphone-plans ", commands[i], NULL);

      g_assert_nonnull (strstr (help.out, commands[i]));
      g_assert_cmpint (result.exit_code, ==, 0);
      g_assert_cmpstr (result.err, ==, "");
      g_assert_nonnull (strstr (result.out, usage));
    }
}

static void
test_bad_arguments (CliFixture   *fixture,
                    gconstpointer unused)
{
  static const char * const cases[][5] = {
    { "no-such-command" },
    { "" },
    { "products", "--no-such-option" },
    { "products", "operand" },
    { "products", "--demo", "--server=https://example.com" },
    { "products", "--demo", "--customer=cus_1" },
    { "products", "--customer=" },
    { "products", "--server" },
    { "quote", "--demo" },
    { "quote", "sub_1", "--demo" },
    { "quote", "sub_1", "sub_2", "--plan=Pro", "--demo" },
    { "quote", "sub_1", "--cycle=weekly", "--demo" },
    { "change", "--demo" },
    { "change", "--yes", "--demo" },
    { "change", "--quote=quote.json", "--demo" },
    { "sandbox", "--port=70000" },
    { "sandbox", "--port=-1" },
    { "sandbox", "--port=x" },
    { "sandbox", "--clock=-5" },
    { "sandbox", "--demo" },
    { "products", "--demo", "--account=Any" },
    { "products", "--account=Any", "--api-key-file=key" },
    { "products", "--account=Any", "--server=https://example.com" },
    { "products", "--account=Any", "--customer=cus_1" },
    { "products", "--account=" },
    { "products", "--account=Nobody" },
    { "change", "--quote=quote.json", "--yes", "--account=Any", "--demo" },
    { "accounts", "--account=Any" },
    { "accounts", "operand" },
    { "sign-out", "--account=Nobody" },
    { "sign-out", "--server=https://example.com" },
    { "sign-in" },
    { "sign-in", "--device" },
    { "sign-in", "--json" },
    { "sign-in", "--server=http://example.com" },
    { "sign-in", "--server=example.com" },
    { "sign-in", "--server=https://someone:word@example.com" },
    { "sign-in", "--server=" },
    { "sign-in", "--account=Nobody" },
    { "sign-in", "--account=Any", "--server=https://example.com" },
    { "sign-in", "--account=Any", "--customer=cus_1" },
    { "sign-in", "--device", "--api-key-file=key" },
    { "sign-in", "--client-id=other", "--api-key-file=key" },
    { "sign-in", "--customer=cus_1" },
    { "sign-in", "--server=https://example.com", "--customer=" },
    { "sign-in", "--server=https://example.com", "--ports=80" },
    { "sign-in", "--server=https://example.com", "--ports=any" },
    { "sign-in", "--server=https://example.com", "--ports=8400", "--device" },
    { "sign-in", "--ports=8400", "--api-key-file=key" },
    { "sign-in", "--server=https://example.com", "--live" },
    { "sign-in", "--server=https://example.com", "--name=" },
    { "sign-in", "--server=https://example.com", "--client-id=" },
    { "sign-in", "--api-key-file=missing" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (CliResult) result = { 0 };

      g_test_message ("%s %s", cases[i][0], cases[i][1] != NULL ? cases[i][1] : "");
      result = cli_fixture_run (fixture, NULL, cases[i][0], cases[i][1], cases[i][2], cases[i][3], cases[i][4], NULL);
      cli_assert_failed (&result, 2);
    }
}

static void
test_not_signed_in (CliFixture   *fixture,
                    gconstpointer unused)
{
  g_auto (CliResult) no_key = cli_fixture_run (fixture, NULL, "products", "--json", NULL);
  g_auto (CliResult) empty = cli_fixture_run (fixture, "", "credits", "--server=https://example.com", NULL);

  cli_assert_failed (&no_key, 3);
  cli_assert_failed (&empty, 3);
}

static void
test_bad_key (CliFixture   *fixture,
              gconstpointer unused)
{
  static const char * const keys[] = { "two words", "\n", "", "key\x01" };
  g_autofree char *missing = cli_fixture_path (fixture, "missing");
  g_autofree char *missing_option = g_strconcat ("--api-key-file=", missing, NULL);
  g_auto (CliResult) no_file = cli_fixture_run (fixture, NULL, "products", missing_option, NULL);

  cli_assert_failed (&no_file, 2);

  for (unsigned int i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *path = cli_fixture_path (fixture, "key");
      g_autofree char *option = g_strconcat ("--api-key-file=", path, NULL);
      g_auto (CliResult) result = { 0 };

      g_assert_true (g_file_set_contents_full (path, keys[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      result = cli_fixture_run (fixture, NULL, "products", "--server=http://127.0.0.1:1", option, NULL);
      cli_assert_failed (&result, 2);
      g_assert_null (strstr (result.err, "two words"));
    }
}

static void
test_bad_address (CliFixture   *fixture,
                  gconstpointer unused)
{
  static const char * const addresses[] = {
    "--server=http://example.com",
    "--server=ftp://127.0.0.1",
    "--server=nonsense",
    "--server=",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_auto (CliResult) result = cli_fixture_run (fixture, "sk_test_1", "products", addresses[i], NULL);

      cli_assert_failed (&result, 2);
    }
}

static void
test_unreachable (CliFixture   *fixture,
                  gconstpointer unused)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *option = NULL;
  g_auto (CliResult) result = { 0 };
  unsigned int port;

  /* A port that was just free, and on which nobody listens any more. */
  port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_assert_cmpuint (port, !=, 0);
  g_socket_listener_close (listener);

  option = g_strdup_printf ("--server=http://127.0.0.1:%u", port);
  result = cli_fixture_run (fixture, "sk_test_1", "products", "--json", "--customer=cus_1", option, NULL);
  cli_assert_failed (&result, 7);
  g_assert_null (strstr (result.err, "sk_test_1"));
}

#define ADD(path, function) \
 g_test_add (path, CliFixture, NULL, cli_fixture_make_folder, function, cli_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/usage/help", test_help);
  ADD ("/cli/usage/bad-arguments", test_bad_arguments);
  ADD ("/cli/usage/not-signed-in", test_not_signed_in);
  ADD ("/cli/usage/bad-key", test_bad_key);
  ADD ("/cli/usage/bad-address", test_bad_address);
  ADD ("/cli/usage/unreachable", test_unreachable);

  return g_test_run ();
}
