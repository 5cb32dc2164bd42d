/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-keyring.h"

#include <glib/gstdio.h>

#define ACCOUNT "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f11"
#define OTHER_ACCOUNT "0a8a4b8e-2f0d-4f0e-8f5b-3c1f6e2d9b22"
#define LABEL "smrtPhone Plans: Example Inc."

/* What a Flatpak does, with a password that is given instead of the portal's. */
typedef struct
{
  char *folder;
  char *path;
} Fixture;

typedef struct
{
  gboolean done;
  SmrtSecret *secret;
  GError *error;
} Answer;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("smrt-keyring-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "default.keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", fixture->path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "right", TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* Nothing lies beside it. */
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  smrt_keyring_store_finish (SMRT_KEYRING (source), result, &answer->error);
  answer->done = TRUE;
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->secret = smrt_keyring_lookup_finish (SMRT_KEYRING (source), result, &answer->error);
  answer->done = TRUE;
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  smrt_keyring_clear_finish (SMRT_KEYRING (source), result, &answer->error);
  answer->done = TRUE;
}

static void
assert_answer (Answer *answer,
               int     code)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);

  if (code < 0)
    g_assert_no_error (answer->error);
  else
    g_assert_error (answer->error, SMRT_KEYRING_ERROR, code);

  g_clear_error (&answer->error);
}

static void
store (const char *account,
       const char *text,
       int         code)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  g_autoptr (SmrtSecret) secret = smrt_secret_new (text);
  Answer answer = { 0 };

  smrt_keyring_store_async (keyring, account, LABEL, secret, NULL, store_cb, &answer);
  assert_answer (&answer, code);
}

static void
lookup (const char *account,
        const char *text,
        int         code)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  Answer answer = { 0 };

  smrt_keyring_lookup_async (keyring, account, NULL, lookup_cb, &answer);
  assert_answer (&answer, code);
  g_assert_cmpstr (answer.secret != NULL ? smrt_secret_peek (answer.secret) : NULL, ==, text);
  g_clear_pointer (&answer.secret, smrt_secret_unref);
}

static void
clear (const char *account,
       int         code)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  Answer answer = { 0 };

  smrt_keyring_clear_async (keyring, account, NULL, clear_cb, &answer);
  assert_answer (&answer, code);
}

static GBytes *
read_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (fixture->path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static void
write_file (Fixture    *fixture,
            const char *contents,
            gsize       length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autofree char *large = g_strnfill (16 * 1024, '\n');

  lookup (ACCOUNT, NULL, -1);
  store (ACCOUNT, "token one", -1);
  store (OTHER_ACCOUNT, "another token", -1);
  lookup (ACCOUNT, "token one", -1);
  before = read_file (fixture);
  g_assert_null (g_strstr_len (g_bytes_get_data (before, NULL), (gssize) g_bytes_get_size (before), "token"));

  store (ACCOUNT, "token two", -1);
  lookup (ACCOUNT, "token two", -1);
  lookup (OTHER_ACCOUNT, "another token", -1);

  /* Another instance wrote the file meanwhile. */
  write_file (fixture, g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  lookup (ACCOUNT, "token one", -1);
  store (ACCOUNT, large, -1);
  lookup (ACCOUNT, large, -1);

  clear (ACCOUNT, -1);
  lookup (ACCOUNT, NULL, -1);
  clear (ACCOUNT, -1);
  lookup (OTHER_ACCOUNT, "another token", -1);
}

static void
test_wrong_password (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  store (ACCOUNT, "token", -1);
  before = read_file (fixture);

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "wrong", TRUE);
  lookup (ACCOUNT, NULL, SMRT_KEYRING_ERROR_WRONG_PASSWORD);
  store (ACCOUNT, "other", SMRT_KEYRING_ERROR_WRONG_PASSWORD);
  clear (ACCOUNT, SMRT_KEYRING_ERROR_WRONG_PASSWORD);
  after = read_file (fixture);
  g_assert_true (g_bytes_equal (before, after));

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "right", TRUE);
  lookup (ACCOUNT, "token", -1);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) after = NULL;

  write_file (fixture, "no keyring", 10);
  lookup (ACCOUNT, NULL, SMRT_KEYRING_ERROR_FAILED);
  store (ACCOUNT, "token", SMRT_KEYRING_ERROR_FAILED);
  clear (ACCOUNT, SMRT_KEYRING_ERROR_FAILED);
  after = read_file (fixture);
  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after), "no keyring", 10);

  /* The disk was full. */
  g_remove (fixture->path);
  store (ACCOUNT, "token", -1);
  whole = read_file (fixture);
  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      write_file (fixture, g_bytes_get_data (whole, NULL), length);
      lookup (ACCOUNT, NULL, SMRT_KEYRING_ERROR_FAILED);
    }

  write_file (fixture, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  lookup (ACCOUNT, "token", -1);
}

/* One byte is another: it may be the password that seems wrong, but nothing is
 * found that was not kept, and nothing breaks. */
static void
test_altered (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) whole = NULL;

  store (ACCOUNT, "token", -1);
  whole = read_file (fixture);

  for (gsize i = 0; i < g_bytes_get_size (whole); i += 5)
    {
      g_autofree char *altered = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
      g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
      Answer answer = { 0 };

      altered[i] ^= 0x55;
      write_file (fixture, altered, g_bytes_get_size (whole));
      smrt_keyring_lookup_async (keyring, ACCOUNT, NULL, lookup_cb, &answer);
      while (!answer.done)
        g_main_context_iteration (NULL, TRUE);

      if (answer.secret != NULL)
        g_assert_cmpstr (smrt_secret_peek (answer.secret), ==, "token");
      g_clear_pointer (&answer.secret, smrt_secret_unref);
      g_clear_error (&answer.error);
    }
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->path, "below-a-file", NULL);

  write_file (fixture, "", 0);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  lookup (ACCOUNT, NULL, SMRT_KEYRING_ERROR_FAILED);
  store (ACCOUNT, "token", SMRT_KEYRING_ERROR_FAILED);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };

  store (ACCOUNT, "token", -1);
  smrt_keyring_lookup_async (keyring, ACCOUNT, cancellable, lookup_cb, &answer);
  g_cancellable_cancel (cancellable);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);

  lookup (ACCOUNT, "token", -1);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/keyring-file/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("keep", test_keep);
  ADD ("wrong-password", test_wrong_password);
  ADD ("damaged", test_damaged);
  ADD ("altered", test_altered);
  ADD ("no-room", test_no_room);
  ADD ("cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
