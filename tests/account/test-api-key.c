/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "smrt-api-key.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up_hidden (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("smrt-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "key", NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  set_up_hidden (fixture, data);
  g_unsetenv ("SMRT_API_KEY");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
  g_unsetenv ("SMRT_API_KEY");
}

static void
write_file (Fixture    *fixture,
            const char *text,
            gssize      length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, text, length, &error);
  g_assert_no_error (error);
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exposed = TRUE;

  write_file (fixture, "rk_test_1234  \r\nanother line\n", -1);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  key = smrt_api_key_find (fixture->path, &exposed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (key), ==, "rk_test_1234");
  g_assert_false (exposed);

  g_clear_pointer (&key, smrt_secret_unref);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  key = smrt_api_key_find (fixture->path, &exposed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (key);
  g_assert_true (exposed);
}

static void
test_variable (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exposed = TRUE;

  g_assert_null (smrt_api_key_find (NULL, &exposed, &error));
  g_assert_error (error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_MISSING);
  g_assert_false (exposed);
  g_clear_error (&error);

  g_setenv ("SMRT_API_KEY", "sk_test_5678\n", TRUE);
  key = smrt_api_key_find (NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (key), ==, "sk_test_5678");
  g_assert_null (g_getenv ("SMRT_API_KEY"));
}

/* What the kernel shows of a program is what it was started with, so this
 * looks at a program: this one, again. */
static void
test_hidden (Fixture      *fixture,
             gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SmrtSecret) key = NULL;
      g_autofree char *shown = NULL;
      gsize length = 0;

      smrt_api_key_hide ();
      g_assert_null (g_getenv ("SMRT_API_KEY"));
      g_assert_true (g_file_get_contents ("/proc/self/environ", &shown, &length, NULL));
      for (gsize i = 0; i < length; i++)
        if (shown[i] == '\0')
          shown[i] = '\n';
      g_assert_nonnull (strstr (shown, "SMRT_API_KEY="));
      g_assert_null (strstr (shown, "sk_test_hidden"));

      /* A file is meant where one is named; the other key stays hidden. */
      write_file (fixture, "rk_test_1234\n", -1);
      key = smrt_api_key_find (fixture->path, NULL, NULL);
      g_assert_cmpstr (smrt_secret_peek (key), ==, "rk_test_1234");
      g_clear_pointer (&key, smrt_secret_unref);

      key = smrt_api_key_find (NULL, NULL, NULL);
      g_assert_cmpstr (smrt_secret_peek (key), ==, "sk_test_hidden");
      g_assert_null (smrt_api_key_find (NULL, NULL, NULL));
      return;
    }

  g_setenv ("SMRT_API_KEY", "sk_test_hidden", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  const struct
  {
    const char *text;
    gssize      length;
  } cases[] = {
    { "", 0 },
    { "\nrk_test", -1 },
    { "two words\n", -1 },
    { "rk_\303\244", -1 },
    { "rk_\0x", 5 },
  };
  g_autofree char *large = g_strnfill (5000, 'a');
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      write_file (fixture, cases[i].text, cases[i].length);
      g_assert_null (smrt_api_key_find (fixture->path, NULL, &error));
      g_assert_error (error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_INVALID);
      g_assert_null (strstr (error->message, "rk_"));
      g_clear_error (&error);
    }

  write_file (fixture, large, -1);
  g_assert_null (smrt_api_key_find (fixture->path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);

  g_unlink (fixture->path);
  g_assert_null (smrt_api_key_find (fixture->path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (error->domain == SMRT_API_KEY_ERROR);
}

/* A key goes to the server that it was given for, and to no other. */
static void
test_bound (void)
{
  static const char * const others[] = {
    "",
    "sk_test_1",
    "key 1\nhttps://a",
    "key 1\nhttps://a\n",
    "key 1\nhttps://a\nsk\nmore",
    "key 2\nhttps://a\nsk",
    "tokens 2\nhttps://a\nhttps://b\n0\naccess\nrefresh",
  };
  g_autoptr (SmrtSecret) key = smrt_secret_new ("sk_test_1");
  g_autoptr (SmrtSecret) bound = smrt_api_key_bind (key, "https://a");
  g_autoptr (SmrtSecret) again = smrt_api_key_unbind (bound, "https://a");

  g_assert_cmpstr (smrt_secret_peek (again), ==, "sk_test_1");
  g_assert_null (smrt_api_key_unbind (bound, "https://b"));
  g_assert_null (smrt_api_key_unbind (bound, "https://a/"));
  g_assert_null (smrt_api_key_unbind (bound, "https://"));

  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SmrtSecret) other = smrt_secret_new (others[i]);

      g_assert_null (smrt_api_key_unbind (other, "https://a"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/api-key/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/api-key/variable", Fixture, NULL, set_up, test_variable, tear_down);
  g_test_add ("/api-key/hidden", Fixture, NULL, set_up_hidden, test_hidden, tear_down);
  g_test_add ("/api-key/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add_func ("/api-key/bound", test_bound);

  return g_test_run ();
}
