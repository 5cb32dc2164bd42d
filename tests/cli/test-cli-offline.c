/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <string.h>

static const char *
get_face (CliFixture *fixture,
          const char *member)
{
  return json_object_get_string_member (json_node_get_object (fixture->face), member);
}

static void
sign_in (CliFixture *fixture,
         const char *customer,
         const char *name)
{
  g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), NULL);
  g_autofree char *customer_option = g_strconcat ("--customer=", customer, NULL);
  g_autofree char *name_option = g_strconcat ("--name=", name, NULL);
  g_auto (CliResult) result = cli_fixture_run (fixture, cli_fixture_key (fixture, "owner"), "sign-in", server,
                                               customer_option, name_option, NULL);

  cli_assert_exit (&result, 0);
}

static void
stop_server (CliFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (fixture->process, SIGINT);
  g_subprocess_wait (fixture->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->process);
}

/* How many copies there are on this computer. */
static unsigned int
count_copies (CliFixture *fixture)
{
  g_autofree char *folder = cli_fixture_path (fixture, "smrtphone-plans/accounts");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  unsigned int n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".db");

  return n;
}

/* What was read once is there without the server, and says as of when. */
static void
test_offline (CliFixture    *fixture,
              gconstpointer  unused)
{
  g_auto (CliResult) online = { 0 };
  g_auto (CliResult) again = { 0 };
  g_auto (CliResult) failed = { 0 };
  g_auto (CliResult) offline = { 0 };
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) invoices = { 0 };

  sign_in (fixture, get_face (fixture, "customer"), "Head Office");
  g_assert_cmpuint (count_copies (fixture), ==, 0);
  online = cli_fixture_run (fixture, NULL, "credits", "--csv", NULL);
  cli_assert_exit (&online, 0);
  g_assert_cmpstr (online.err, ==, "");
  g_assert_cmpuint (count_copies (fixture), ==, 1);
  again = cli_fixture_run (fixture, NULL, "credits", "--csv", NULL);
  cli_assert_exit (&again, 0);
  g_assert_cmpstr (again.out, ==, online.out);

  stop_server (fixture);
  failed = cli_fixture_run (fixture, NULL, "credits", "--csv", NULL);
  cli_assert_failed (&failed, 7);
  g_assert_nonnull (strstr (failed.err, "--offline prints it"));

  offline = cli_fixture_run (fixture, NULL, "credits", "--csv", "--offline", NULL);
  cli_assert_exit (&offline, 0);
  g_assert_cmpstr (offline.out, ==, online.out);
  g_assert_nonnull (strstr (offline.err, "From the offline copy, as of "));

  products = cli_fixture_run (fixture, NULL, "products", "--offline", NULL);
  cli_assert_exit (&products, 0);
  g_assert_nonnull (strstr (products.out, "smrtPhone Standard"));
  invoices = cli_fixture_run (fixture, NULL, "invoices", "--json", "--offline", NULL);
  cli_assert_exit (&invoices, 0);
  {
    g_autoptr (JsonNode) root = cli_parse (invoices.out);

    g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), >=, 12);
  }
}

static void
test_nothing_kept (CliFixture    *fixture,
                   gconstpointer  unused)
{
  g_auto (CliResult) profile = { 0 };
  g_auto (CliResult) with_key = { 0 };
  g_auto (CliResult) wrong = { 0 };

  sign_in (fixture, get_face (fixture, "customer"), "Head Office");
  profile = cli_fixture_run (fixture, NULL, "credits", "--offline", NULL);
  cli_assert_failed (&profile, 7);
  with_key = cli_fixture_run_on_server (fixture, "owner", "credits", "--offline", NULL);
  cli_assert_failed (&with_key, 7);

  /* What was read with a key alone leaves nothing behind. */
  g_clear_pointer (&with_key.out, g_free);
  g_clear_pointer (&with_key.err, g_free);
  with_key = cli_fixture_run_on_server (fixture, "owner", "credits", NULL);
  cli_assert_exit (&with_key, 0);

  /* A quote is the server's, and of now. */
  wrong = cli_fixture_run (fixture, NULL, "quote", "sub_1", "--offline", NULL);
  cli_assert_failed (&wrong, 2);
}

/* Two accounts of one person have nothing to do with each other. */
static void
test_two_accounts (CliFixture    *fixture,
                   gconstpointer  unused)
{
  g_autoptr (JsonNode) customer = cli_fixture_post (fixture, "/v1/customers", "name", "Second Company", NULL);
  g_auto (CliResult) one = { 0 };
  g_auto (CliResult) two = { 0 };
  g_auto (CliResult) kept_one = { 0 };
  g_auto (CliResult) kept_two = { 0 };

  sign_in (fixture, get_face (fixture, "customer"), "One");
  sign_in (fixture, json_object_get_string_member (json_node_get_object (customer), "id"), "Two");
  one = cli_fixture_run (fixture, NULL, "invoices", "--account=One", "--csv", NULL);
  two = cli_fixture_run (fixture, NULL, "invoices", "--account=Two", "--csv", NULL);
  cli_assert_exit (&one, 0);
  cli_assert_exit (&two, 0);
  g_assert_cmpuint (count_copies (fixture), ==, 2);
  g_assert_cmpuint (strlen (two.out), <, strlen (one.out));

  kept_one = cli_fixture_run (fixture, NULL, "invoices", "--account=One", "--csv", "--offline", NULL);
  kept_two = cli_fixture_run (fixture, NULL, "invoices", "--account=Two", "--csv", "--offline", NULL);
  g_assert_cmpstr (kept_one.out, ==, one.out);
  g_assert_cmpstr (kept_two.out, ==, two.out);
}

/* The copy goes with the sign-in, unless the account stays in the list. */
static void
test_sign_out (CliFixture    *fixture,
               gconstpointer  unused)
{
  g_auto (CliResult) read = { 0 };
  g_auto (CliResult) kept = { 0 };
  g_auto (CliResult) left = { 0 };

  sign_in (fixture, get_face (fixture, "customer"), "Head Office");
  read = cli_fixture_run (fixture, NULL, "products", NULL);
  cli_assert_exit (&read, 0);
  g_assert_cmpuint (count_copies (fixture), ==, 1);

  kept = cli_fixture_run (fixture, NULL, "sign-out", "--keep", NULL);
  cli_assert_exit (&kept, 0);
  g_assert_cmpuint (count_copies (fixture), ==, 1);

  sign_in (fixture, get_face (fixture, "customer"), "Head Office");
  left = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  cli_assert_exit (&left, 0);
  g_assert_cmpuint (count_copies (fixture), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, CliFixture, NULL, cli_fixture_set_up, test, cli_fixture_tear_down)

  ADD ("/cli/offline/offline", test_offline);
  ADD ("/cli/offline/nothing-kept", test_nothing_kept);
  ADD ("/cli/offline/two-accounts", test_two_accounts);
  ADD ("/cli/offline/sign-out", test_sign_out);

  return g_test_run ();
}
