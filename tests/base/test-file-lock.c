/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-file-lock.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("smrt-lock-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "made", "lock", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *made = g_path_get_dirname (fixture->path);

  g_unlink (fixture->path);
  g_rmdir (made);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SmrtFileLock *
finish (GAsyncResult **result,
        GError       **error)
{
  g_autoptr (GAsyncResult) kept = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  kept = g_steal_pointer (result);

  return smrt_file_lock_take_finish (kept, error);
}

static SmrtFileLock *
take (Fixture      *fixture,
      unsigned int  patience_ms,
      GError      **error)
{
  GAsyncResult *result = NULL;

  smrt_file_lock_take_async (fixture->path, patience_ms, keep_cb, &result);

  return finish (&result, error);
}

static void
test_one_at_a_time (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SmrtFileLock *first = take (fixture, 10000, &error);
  g_autoptr (SmrtFileLock) second = NULL;
  GAsyncResult *result = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);

  smrt_file_lock_take_async (fixture->path, 10000, keep_cb, &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);

  smrt_file_lock_free (first);
  second = finish (&result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

/* A holder that hangs is not waited for, and what comes too late is let go. */
static void
test_out_of_patience (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SmrtFileLock *first = take (fixture, 10000, &error);
  SmrtFileLock *third;

  g_assert_null (take (fixture, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);

  smrt_file_lock_free (first);
  third = take (fixture, 10000, &error);
  g_assert_no_error (error);
  g_assert_nonnull (third);
  smrt_file_lock_free (third);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *made = g_path_get_dirname (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (made, "", 0, NULL));
  g_assert_null (take (fixture, 10000, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
  g_assert_no_errno (g_unlink (made));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/base/file-lock/one-at-a-time", Fixture, NULL, set_up, test_one_at_a_time, tear_down);
  g_test_add ("/base/file-lock/out-of-patience", Fixture, NULL, set_up, test_out_of_patience, tear_down);
  g_test_add ("/base/file-lock/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  return g_test_run ();
}
