/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *
make_option (const char *path)
{
  return g_strconcat ("--database=", path, NULL);
}

static GBytes *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static void
assert_left_alone (CliFixture *fixture,
                   const char *path)
{
  g_autofree char *option = make_option (path);
  g_autoptr (GBytes) before = load (path);
  g_autoptr (GBytes) after = NULL;
  g_auto (CliResult) result = cli_fixture_run (fixture, NULL, "sandbox", option, NULL);

  cli_assert_failed (&result, 7);
  after = load (path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_corrupt (CliFixture   *fixture,
              gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "corrupt.sqlite");

  g_assert_true (g_file_set_contents (path, "This is no database, whatever its name says.\n", -1, NULL));
  assert_left_alone (fixture, path);
}

static void
set_user_version (const char *path)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 9999; PRAGMA journal_mode = DELETE", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static void
test_newer (CliFixture   *fixture,
            gconstpointer unused)
{
  g_auto (CliResult) first = cli_fixture_run (fixture, NULL, "products", "--demo", NULL);
  g_autofree char *path = cli_fixture_path (fixture, "smrtphone-plans/demo.sqlite");
  g_auto (CliResult) again = { 0 };
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  g_assert_cmpint (first.exit_code, ==, 0);
  set_user_version (path);
  assert_left_alone (fixture, path);

  before = load (path);
  again = cli_fixture_run (fixture, NULL, "products", "--demo", "--json", NULL);
  cli_assert_failed (&again, 7);
  g_assert_nonnull (strstr (again.err, "newer version"));
  after = load (path);
  g_assert_true (g_bytes_equal (before, after));
}

/* What is changed in one run is there in the next. */
static void
test_demo (CliFixture   *fixture,
           gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "quote.json");
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  g_autofree char *quote = g_strconcat ("--quote=", path, NULL);
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) changed = { 0 };
  g_auto (CliResult) after = { 0 };
  JsonArray *array;

  products = cli_fixture_run (fixture, NULL, "--demo", "products", "--json", NULL);
  g_assert_cmpstr (products.err, ==, "");
  g_assert_cmpint (products.exit_code, ==, 0);
  root = cli_parse (products.out);
  array = json_node_get_array (root);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member (object, "name"), "smrtPhone Standard") == 0)
        id = g_strdup (json_object_get_string_member (object, "id"));
    }
  g_assert_nonnull (id);

  quoted = cli_fixture_run (fixture, NULL, "quote", id, "--plan=Pro", "--cycle=annual", "--demo", output, NULL);
  g_assert_cmpstr (quoted.err, ==, "");
  g_assert_cmpint (quoted.exit_code, ==, 0);
  changed = cli_fixture_run (fixture, NULL, "change", quote, "--yes", "--demo", NULL);
  g_assert_cmpstr (changed.err, ==, "");
  g_assert_cmpint (changed.exit_code, ==, 0);
  g_assert_nonnull (strstr (changed.out, "You’re on Pro and pay annually\n"));
  g_assert_nonnull (strstr (changed.out, ", exactly as quoted\n"));

  after = cli_fixture_run (fixture, NULL, "products", "--demo", NULL);
  g_assert_cmpint (after.exit_code, ==, 0);
  g_assert_nonnull (strstr (after.out, "smrtPhone Pro"));
  g_assert_nonnull (strstr (after.out, "$1,250.00 a year"));
}

static void
test_port_taken (CliFixture   *fixture,
                 gconstpointer unused)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *option = NULL;
  g_auto (CliResult) result = { 0 };
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) taken = NULL;

  g_assert_true (g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                                NULL, &taken, NULL));
  option = g_strdup_printf ("--port=%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken)));
  result = cli_fixture_run (fixture, NULL, "sandbox", option, NULL);
  cli_assert_failed (&result, 7);
  g_assert_nonnull (strstr (result.err, "Port Already Taken"));
}

static void
test_face (CliFixture   *fixture,
           gconstpointer unused)
{
  JsonObject *face = json_node_get_object (fixture->face);

  g_assert_true (g_str_has_prefix (json_object_get_string_member (face, "url"), "http://127.0.0.1:"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (face, "customer"), "cus_"));
  g_assert_cmpstr (cli_fixture_key (fixture, "owner"), !=, cli_fixture_key (fixture, "finance"));
  g_assert_cmpstr (cli_fixture_key (fixture, "owner"), !=, cli_fixture_key (fixture, "user"));
  g_assert_false (json_object_has_member (face, "issuer"));
}

static void
test_wrong_issuer (CliFixture   *fixture,
                   gconstpointer unused)
{
  static const char * const wrong[] = {
    "--issuer=http://issuer.example", "--issuer=https://person@issuer.example", "--issuer=nonsense", "--issuer="
  };
  g_auto (CliResult) half = { 0 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (CliResult) result = cli_fixture_run (fixture, NULL, "sandbox", wrong[i], NULL);

      cli_assert_failed (&result, 2);
      g_assert_nonnull (strstr (result.err, "--issuer"));
    }

  g_setenv ("SMRT_ISSUER_CLIENT_ID", "sandbox", TRUE);
  half = cli_fixture_run (fixture, NULL, "sandbox", "--issuer=https://issuer.example", NULL);
  g_unsetenv ("SMRT_ISSUER_CLIENT_ID");
  cli_assert_failed (&half, 2);
  g_assert_nonnull (strstr (half.err, "SMRT_ISSUER_CLIENT_SECRET"));
}

/* The first line names the issuer, and nothing of the client's secret is left
 * where others could read it. */
static void
test_issuer (CliFixture   *fixture,
             gconstpointer unused)
{
  static const char secret[] = "a secret that nobody may read";
  g_autofree char *path = NULL;
  g_autofree char *environment = NULL;
  gsize length = 0;

  g_setenv ("SMRT_ISSUER_CLIENT_ID", "sandbox", TRUE);
  g_setenv ("SMRT_ISSUER_CLIENT_SECRET", secret, TRUE);
  cli_fixture_start_sandbox (fixture, "--issuer=http://127.0.0.1:9/issuer");
  g_unsetenv ("SMRT_ISSUER_CLIENT_ID");
  g_unsetenv ("SMRT_ISSUER_CLIENT_SECRET");

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (fixture->face), "issuer"), ==,
                   "http://127.0.0.1:9/issuer");
  path = g_strdup_printf ("/proc/%s/environ", g_subprocess_get_identifier (fixture->process));
  g_assert_true (g_file_get_contents (path, &environment, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  for (gsize i = 0; i < length; i++)
    if (environment[i] == '\0')
      environment[i] = '\n';
  g_assert_nonnull (strstr (environment, "SMRT_ISSUER_CLIENT_SECRET="));
  g_assert_null (strstr (environment, secret));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli/sandbox/face", CliFixture, NULL, cli_fixture_set_up, test_face, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/port-taken", CliFixture, NULL, cli_fixture_make_folder, test_port_taken, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/corrupt", CliFixture, NULL, cli_fixture_make_folder, test_corrupt, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/newer", CliFixture, NULL, cli_fixture_make_folder, test_newer, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/wrong-issuer", CliFixture, NULL, cli_fixture_make_folder, test_wrong_issuer, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/issuer", CliFixture, NULL, cli_fixture_make_folder, test_issuer, cli_fixture_tear_down);
  g_test_add ("/cli/sandbox/demo", CliFixture, NULL, cli_fixture_make_folder, test_demo, cli_fixture_tear_down);

  return g_test_run ();
}
