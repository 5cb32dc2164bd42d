/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <glib/gstdio.h>

#include "smrt-database.h"
#include "smrt-demo-host.h"

typedef struct
{
  SmrtDemoHost *host;
  char         *folder;
  char         *path;
} Fixture;

static void
set_up (Fixture    *fixture,
        const void *data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smrt-demo-host-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "deeper", "demo.sqlite", NULL);
  fixture->host = smrt_demo_host_new (fixture->path);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }

  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  g_assert_finalize_object (fixture->host);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_garbage (Fixture *fixture)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, garbage, -1, &error));
  g_assert_no_error (error);
}

static void
assert_garbage (const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, garbage);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

static void
test_starts_and_stops (Fixture    *fixture,
                       const void *data)
{
  int states = 0;

  g_signal_connect (fixture->host, "notify::state", G_CALLBACK (count_cb), &states);
  g_assert_cmpint (smrt_demo_host_get_state (fixture->host), ==, SMRT_DEMO_HOST_STOPPED);
  g_assert_null (smrt_demo_host_get_sandbox (fixture->host));

  smrt_demo_host_start (fixture->host);
  smrt_demo_host_start (fixture->host);
  g_assert_cmpint (smrt_demo_host_get_state (fixture->host), ==, SMRT_DEMO_HOST_STARTING);
  g_assert_null (smrt_demo_host_get_sandbox (fixture->host));
  demo_wait_until (smrt_demo_host_get_state (fixture->host) == SMRT_DEMO_HOST_RUNNING);
  g_assert_cmpint (states, ==, 2);
  g_assert_nonnull (smrt_demo_host_get_sandbox (fixture->host));
  g_assert_true (g_str_has_prefix (smrt_sandbox_get_url (smrt_demo_host_get_sandbox (fixture->host)), "http://127.0.0.1:"));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR));

  smrt_demo_host_stop (fixture->host);
  g_assert_cmpint (smrt_demo_host_get_state (fixture->host), ==, SMRT_DEMO_HOST_STOPPED);
  g_assert_null (smrt_demo_host_get_sandbox (fixture->host));
}

static void
test_stopped_while_starting (Fixture    *fixture,
                             const void *data)
{
  smrt_demo_host_start (fixture->host);
  smrt_demo_host_stop (fixture->host);
  smrt_demo_host_start (fixture->host);
  demo_wait_until (smrt_demo_host_get_state (fixture->host) == SMRT_DEMO_HOST_RUNNING);
}

static void
test_damaged (Fixture    *fixture,
              const void *data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr (GError) error = NULL;

  write_garbage (fixture);
  smrt_demo_host_start (fixture->host);
  demo_wait_until (smrt_demo_host_get_state (fixture->host) == SMRT_DEMO_HOST_FAILED);
  g_assert_error (smrt_demo_host_get_error (fixture->host), SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT);
  assert_garbage (fixture->path);

  g_assert_true (smrt_demo_host_start_anew (fixture->host, &error));
  g_assert_no_error (error);
  demo_wait_until (smrt_demo_host_get_state (fixture->host) == SMRT_DEMO_HOST_RUNNING);
  assert_garbage (aside);
  g_assert_null (smrt_demo_host_get_error (fixture->host));
}

static void
test_no_folder (Fixture    *fixture,
                const void *data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "a file where the folder would be", -1, &error));
  smrt_demo_host_start (fixture->host);
  g_assert_cmpint (smrt_demo_host_get_state (fixture->host), ==, SMRT_DEMO_HOST_FAILED);
  g_assert_true (smrt_demo_host_get_error (fixture->host)->domain == G_IO_ERROR);

  g_assert_cmpint (g_unlink (folder), ==, 0);
  smrt_demo_host_start (fixture->host);
  demo_wait_until (smrt_demo_host_get_state (fixture->host) == SMRT_DEMO_HOST_RUNNING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/demo-host/starts-and-stops", Fixture, NULL, set_up, test_starts_and_stops, tear_down);
  g_test_add ("/demo-host/stopped-while-starting", Fixture, NULL, set_up, test_stopped_while_starting, tear_down);
  g_test_add ("/demo-host/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/demo-host/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);

  return g_test_run ();
}
