/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "secret-search.h"

#include <string.h>
#include <unistd.h>

/* What is shorter is found by chance. */
#define MIN_LENGTH 8

static GMutex mutex;
static GString *logged;
static GPtrArray *secrets;

/* The sandbox logs in a thread of its own. */
static GLogWriterOutput
keep_cb (GLogLevelFlags    level,
         const GLogField  *fields,
         gsize             n_fields,
         gpointer          user_data)
{
  g_mutex_lock (&mutex);
  for (gsize i = 0; i < n_fields; i++)
    {
      g_string_append_len (logged, fields[i].value, fields[i].length);
      g_string_append_c (logged, '\n');
    }
  g_mutex_unlock (&mutex);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
secret_search_listen (void)
{
  g_assert_null (logged);

  logged = g_string_new (NULL);
  secrets = g_ptr_array_new_with_free_func (g_free);
  g_log_set_writer_func (keep_cb, NULL, NULL);
}

void
secret_search_add (const char *secret)
{
  g_assert_nonnull (secrets);
  g_assert_cmpuint (strlen (secret), >=, MIN_LENGTH);

  g_ptr_array_add (secrets, g_strdup (secret));
}

void
secret_search_add_secret (SmrtSecret *secret)
{
  if (secret != NULL)
    secret_search_add (smrt_secret_peek (secret));
}

static gboolean
holds (const char *text,
       gsize       length,
       const char *secret)
{
  gsize secret_length = strlen (secret);
  const char *end = text + length;

  while ((gsize) (end - text) >= secret_length)
    {
      const char *found = memchr (text, *secret, end - text - secret_length + 1);

      if (found == NULL)
        return FALSE;
      if (memcmp (found, secret, secret_length) == 0)
        return TRUE;
      text = found + 1;
    }

  return FALSE;
}

/* What was found is not said: it would be in the log then. */
static void
look (const char *where,
      const char *text,
      gsize       length)
{
  for (unsigned int i = 0; i < secrets->len; i++)
    {
      if (holds (text, length, g_ptr_array_index (secrets, i)))
        g_error ("Secret %u of %u is in %s", i + 1, secrets->len, where);
    }
}

static void
look_at_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  look (path, contents, length);
}

static void
look_at_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      look ("the name of a file", name, strlen (name));
      if (g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        look_at_folder (child);
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        look_at_file (child);
    }
}

void
secret_search_look_at_process (int pid)
{
  g_autofree char *arguments = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_autofree char *environment = g_strdup_printf ("/proc/%d/environ", pid);

  look_at_file (arguments);
  look_at_file (environment);
}

void
secret_search_run (const char *folder)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *children = g_strjoinv ("\n", environment);
  g_autofree char *log = NULL;

  g_assert_cmpuint (secrets->len, >, 0);

  secret_search_look_at_process (getpid ());
  look ("the environment of children", children, strlen (children));
  look_at_folder (folder);

  g_mutex_lock (&mutex);
  log = g_strndup (logged->str, logged->len);
  g_string_truncate (logged, 0);
  g_mutex_unlock (&mutex);
  look ("the log", log, strlen (log));

  g_ptr_array_set_size (secrets, 0);
}
