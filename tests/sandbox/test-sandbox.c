/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

#include "smrt-database.h"

#include <glib/gstdio.h>
#include <string.h>

/* Where each test has its files. */
static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sandbox-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
assert_refused (const char *path,
                guint16     port,
                GQuark      domain,
                int         code)
{
  g_autoptr (SmrtSandbox) sandbox = smrt_sandbox_new (path, port, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (smrt_sandbox_start (sandbox, &error));
  g_assert_error (error, domain, code);
  g_assert_null (smrt_sandbox_get_url (sandbox));
  smrt_sandbox_stop (sandbox);
}

static void
test_damaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "sandbox.db", NULL);
  g_autofree char *before = g_strnfill (8192, 'z');
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, before, -1, NULL));
  assert_refused (path, 0, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  remove_folder (folder);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_newer (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "sandbox.db", NULL);
  g_autoptr (SmrtSandbox) first = smrt_sandbox_new (path, 0, 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  g_assert_true (smrt_sandbox_start (first, NULL));
  smrt_sandbox_stop (first);
  execute (path, "PRAGMA user_version = 99");
  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));
  assert_refused (path, 0, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
  remove_folder (folder);
}

static void
test_foreign (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "other.db", NULL);

  execute (path, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('bread')");
  assert_refused (path, 0, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FOREIGN);
  execute (path, "UPDATE recipes SET name = 'cake' WHERE name = 'bread'");
  remove_folder (folder);
}

static void
test_port_taken (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "sandbox.db", NULL);
  g_autoptr (SmrtSandbox) first = smrt_sandbox_new (NULL, 0, 0);
  guint16 port;

  g_assert_true (smrt_sandbox_start (first, NULL));
  port = (guint16) g_ascii_strtoull (strrchr (smrt_sandbox_get_url (first), ':') + 1, NULL, 10);
  assert_refused (path, port, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  smrt_sandbox_stop (first);
  remove_folder (folder);
}

static void
test_restart (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "sandbox.db", NULL);
  g_autoptr (SmrtSandbox) first = smrt_sandbox_new (path, 0, 0);
  g_autoptr (SmrtSandbox) second = smrt_sandbox_new (path, 0, 0);

  g_assert_true (smrt_sandbox_start (first, NULL));
  smrt_sandbox_stop (first);
  g_assert_true (smrt_sandbox_start (second, NULL));
  g_assert_cmpstr (smrt_sandbox_get_owner_key (first), ==, smrt_sandbox_get_owner_key (second));
  g_assert_cmpstr (smrt_sandbox_get_finance_key (first), ==, smrt_sandbox_get_finance_key (second));
  g_assert_cmpstr (smrt_sandbox_get_user_key (first), !=, smrt_sandbox_get_owner_key (second));
  g_assert_cmpstr (smrt_sandbox_get_customer (first), ==, smrt_sandbox_get_customer (second));
  smrt_sandbox_stop (second);
  remove_folder (folder);
}

static void
started_cb (GObject      *sandbox,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_sandbox_start_finish (SMRT_SANDBOX (sandbox), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

static void
test_async (void)
{
  SmrtSandbox *sandbox = smrt_sandbox_new (NULL, 0, 0);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  smrt_sandbox_start_async (sandbox, NULL, started_cb, loop);
  g_main_loop_run (loop);
  g_assert_true (g_str_has_prefix (smrt_sandbox_get_url (sandbox), "http://127.0.0.1:"));
  smrt_sandbox_stop (sandbox);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (sandbox);
}

static void
test_clock (void)
{
  g_autoptr (SmrtSandbox) sandbox = smrt_sandbox_new (NULL, 0, 1800000000);
  SandboxFixture fixture = { 0 };
  g_autoptr (JsonObject) product = NULL;

  g_assert_true (smrt_sandbox_start (sandbox, NULL));
  sandbox_fixture_connect (&fixture, smrt_sandbox_get_url (sandbox), smrt_sandbox_get_owner_key (sandbox));
  product = sandbox_post (&fixture, "/v1/products", "name=Now");
  g_assert_cmpint (sandbox_int (product, "created"), ==, 1800000000);
  sandbox_fixture_tear_down (&fixture, NULL);
  smrt_sandbox_stop (sandbox);
}

/* The other process: serves until it is killed, and tells where. */
static int
serve (const char *path)
{
  g_autoptr (SmrtSandbox) sandbox = smrt_sandbox_new (path, 0, 0);

  if (!smrt_sandbox_start (sandbox, NULL))
    return 1;
  g_print ("%s %s\n", smrt_sandbox_get_url (sandbox), smrt_sandbox_get_owner_key (sandbox));
  fflush (stdout);
  getchar ();

  return 0;
}

static void
test_killed (gconstpointer program)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "sandbox.db", NULL);
  g_autoptr (SmrtSandbox) after = smrt_sandbox_new (path, 0, 0);
  SandboxFixture fixture = { 0 };
  g_autoptr (JsonObject) product = NULL;
  g_autofree char *made = NULL;

  for (unsigned int i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) server = NULL;
      g_autoptr (GDataInputStream) output = NULL;
      g_autofree char *line = NULL;
      g_auto (GStrv) words = NULL;
      SandboxFixture client = { 0 };

      server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                 program, "--serve", path, NULL);
      g_assert_no_error (error);
      output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
      line = g_data_input_stream_read_line (output, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
      words = g_strsplit (line, " ", 2);
      sandbox_fixture_connect (&client, words[0], words[1]);

      /* What the last one answered is there, though it was killed at once. */
      if (made != NULL)
        {
          g_autoptr (JsonObject) found = sandbox_get (&client, "/v1/products/%s", made);

          g_assert_cmpint (client.status, ==, 200);
        }
      g_free (made);
      made = sandbox_make (&client, "/v1/products", "name=Number %u", i);
      g_subprocess_force_exit (server);
      g_subprocess_wait (server, NULL, &error);
      g_assert_no_error (error);
      sandbox_fixture_tear_down (&client, NULL);
    }

  g_assert_true (smrt_sandbox_start (after, NULL));
  sandbox_fixture_connect (&fixture, smrt_sandbox_get_url (after), smrt_sandbox_get_owner_key (after));
  product = sandbox_get (&fixture, "/v1/products/%s", made);
  g_assert_cmpstr (sandbox_text (product, "name"), ==, "Number 4");
  sandbox_fixture_tear_down (&fixture, NULL);
  smrt_sandbox_stop (after);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/damaged", test_damaged);
  g_test_add_func ("/sandbox/newer", test_newer);
  g_test_add_func ("/sandbox/foreign", test_foreign);
  g_test_add_func ("/sandbox/port-taken", test_port_taken);
  g_test_add_func ("/sandbox/restart", test_restart);
  g_test_add_func ("/sandbox/async", test_async);
  g_test_add_func ("/sandbox/clock", test_clock);
  g_test_add_data_func ("/sandbox/killed", argv[0], test_killed);

  return g_test_run ();
}
