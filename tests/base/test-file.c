/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smrt-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "quote.json", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
replace (Fixture    *fixture,
         const char *text)
{
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_file_replace (fixture->path, contents, &error));
  g_assert_no_error (error);
}

static void
assert_holds (Fixture    *fixture,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = smrt_file_load (fixture->path, 100, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), text, strlen (text));
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  GStatBuf info;

  replace (fixture, "one");
  assert_holds (fixture, "one");
  replace (fixture, "the second");
  assert_holds (fixture, "the second");
  replace (fixture, "");
  assert_holds (fixture, "");

  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  replace (fixture, "private");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Who has the old file open goes on reading it whole; nothing is left beside
 * the new one. */
static void
test_atomic (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GDir) folder = NULL;
  char buffer[16] = "";
  FILE *reader;

  replace (fixture, "old");
  reader = g_fopen (fixture->path, "r");
  g_assert_nonnull (reader);
  replace (fixture, "new and longer");
  g_assert_cmpuint (fread (buffer, 1, sizeof buffer, reader), ==, 3);
  g_assert_cmpstr (buffer, ==, "old");
  fclose (reader);

  folder = g_dir_open (fixture->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (folder), ==, "quote.json");
  g_assert_null (g_dir_read_name (folder));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "quote.json", NULL);
  g_autoptr (GBytes) contents = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (smrt_file_replace (path, contents, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_load_limit (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = NULL;

  replace (fixture, "12345");
  contents = smrt_file_load (fixture->path, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (contents), ==, 5);

  g_assert_null (smrt_file_load (fixture->path, 4, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

/* A device has no size to ask for and no end. */
static void
test_load_endless (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_file_load ("/dev/zero", 100000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_load_missing (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_file_load (fixture->path, 100, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (smrt_file_load (fixture->folder, 100, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/file/replace", test_replace);
  ADD ("/file/atomic", test_atomic);
  ADD ("/file/no-folder", test_no_folder);
  ADD ("/file/load-limit", test_load_limit);
  ADD ("/file/load-endless", test_load_endless);
  ADD ("/file/load-missing", test_load_missing);
#undef ADD

  return g_test_run ();
}
