/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-file-writer.h"

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

  fixture->folder = g_dir_make_tmp ("smrt-file-writer-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "credits.csv", NULL);
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
write_text (SmrtFileWriter *writer,
            const char     *text)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (smrt_file_writer_get_stream (writer), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_holds (const char *path,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, text);
}

static unsigned int
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  unsigned int n_files = 0;

  while (g_dir_read_name (folder) != NULL)
    n_files++;

  return n_files;
}

/* Under its name there is nothing, or the old file, until all of the new one is
 * there. */
static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (unsigned int i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);
      g_autoptr (SmrtFileWriter) writer = smrt_file_writer_new (fixture->path, &error);

      g_assert_no_error (error);
      write_text (writer, text);
      if (i == 0)
        g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      else
        assert_holds (fixture->path, "text 0");
      g_assert_cmpuint (count_files (fixture), ==, i + 1);

      g_assert_true (smrt_file_writer_finish (writer, &error));
      g_assert_no_error (error);
      assert_holds (fixture->path, text);
    }

  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (SmrtFileWriter) writer = smrt_file_writer_new (fixture->path, NULL);

      write_text (writer, "half");
      g_clear_pointer (&writer, smrt_file_writer_free);
      g_assert_cmpuint (count_files (fixture), ==, i);
      if (i == 0)
        g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
    }

  assert_holds (fixture->path, "old");
}

/* The link stays, and what it leads to is replaced, or made. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *name = g_path_get_basename (fixture->path);
  g_autofree char *link = g_build_filename (fixture->folder, "latest", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);

  g_assert_cmpint (symlink (name, link), ==, 0);
  g_assert_cmpint (symlink (link, second), ==, 0);

  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf ("text %u", i);
      g_autoptr (SmrtFileWriter) writer = smrt_file_writer_new (second, &error);

      g_assert_no_error (error);
      write_text (writer, text);
      g_assert_true (smrt_file_writer_finish (writer, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
      g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
      assert_holds (fixture->path, text);
    }

  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_unlink (second), ==, 0);
}

/* A rename would put a file where a device or a folder is. */
static void
test_no_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->folder, "none", "file", NULL);
  g_autofree char *dangling = g_build_filename (fixture->folder, "dangling", NULL);
  g_autofree char *circle = g_build_filename (fixture->folder, "circle", NULL);
  const char *paths[] = { "/dev/null", fixture->folder, below, dangling, circle };

  g_assert_cmpint (symlink (below, dangling), ==, 0);
  g_assert_cmpint (symlink ("circle", circle), ==, 0);
  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (smrt_file_writer_new (paths[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_FILE_ERROR);
    }
  g_assert_cmpint (g_unlink (dangling), ==, 0);
  g_assert_cmpint (g_unlink (circle), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/base/file-writer/whole", test_whole);
  ADD ("/base/file-writer/given-up", test_given_up);
  ADD ("/base/file-writer/link", test_link);
  ADD ("/base/file-writer/no-file", test_no_file);

  return g_test_run ();
}
