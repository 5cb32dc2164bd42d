/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keyring-fixture.h"

#include <gcr/gcr-base.h>
#include <glib/gstdio.h>

void
keyring_answer_clear (KeyringAnswer *answer)
{
  g_clear_pointer (&answer->secret, smrt_secret_unref);
  g_clear_error (&answer->error);
  answer->done = answer->stored = FALSE;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What the prompter and the daemon do wakes nobody up here. */
void
keyring_fixture_iterate_until (gboolean (*condition) (gpointer),
                               gpointer   data)
{
  unsigned int tick = g_timeout_add (5, tick_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (tick);
}

gboolean
keyring_answer_is_done (gpointer data)
{
  KeyringAnswer *answer = data;

  return answer->done;
}

static gboolean
has_owner (gpointer data)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) owned = NULL;
  gboolean is_owned;

  owned = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "NameHasOwner", g_variant_new ("(s)", "org.freedesktop.secrets"),
                                       G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_variant_get (owned, "(b)", &is_owned);

  return is_owned;
}

static gboolean
has_no_owner (gpointer data)
{
  return !has_owner (data);
}

void
keyring_fixture_start (KeyringFixture *fixture,
                       const char     *password)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *control = g_strdup_printf ("--control-directory=%s", fixture->home);
  g_autoptr (GError) error = NULL;
  static const char * const unset[] = {
    "G_DEBUG",
    "G_MESSAGES_DEBUG",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "GNOME_KEYRING_CONTROL",
  };

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (launcher, unset[i]);
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "GNOME_KEYRING_TEST_PROMPTER", fixture->prompter, TRUE);

  fixture->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                                 "--components=secrets", control,
                                                 password != NULL ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (password != NULL)
    {
      GOutputStream *stdin_pipe = g_subprocess_get_stdin_pipe (fixture->daemon);

      g_output_stream_write_all (stdin_pipe, password, strlen (password), NULL, NULL, &error);
      g_assert_no_error (error);
      g_output_stream_close (stdin_pipe, NULL, &error);
      g_assert_no_error (error);
    }

  keyring_fixture_iterate_until (has_owner, NULL);
}

void
keyring_fixture_stop (KeyringFixture *fixture)
{
  if (fixture->daemon == NULL)
    return;

  g_subprocess_force_exit (fixture->daemon);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  keyring_fixture_iterate_until (has_no_owner, NULL);
}

/* As after the next log-in, where nobody typed the password yet. */
void
keyring_fixture_lock (KeyringFixture *fixture)
{
  keyring_fixture_stop (fixture);
  keyring_fixture_start (fixture, NULL);
}

void
keyring_fixture_set_up (KeyringFixture *fixture,
                        gconstpointer   data)
{
  fixture->home = g_dir_make_tmp ("smrt-keyring-XXXXXX", NULL);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->prompter = gcr_mock_prompter_start ();
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
keyring_fixture_tear_down (KeyringFixture *fixture,
                           gconstpointer   data)
{
  gcr_mock_prompter_stop ();
  keyring_fixture_stop (fixture);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
  remove_tree (fixture->home);
  g_clear_pointer (&fixture->home, g_free);
}

SmrtKeyring *
keyring_fixture_new_keyring (unsigned int timeout_ms)
{
  return g_object_new (SMRT_TYPE_KEYRING, "timeout-ms", timeout_ms, NULL);
}

void
keyring_answer_store_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  KeyringAnswer *answer = user_data;

  answer->stored = smrt_keyring_store_finish (SMRT_KEYRING (source), result, &answer->error);
  g_assert_cmpint (answer->stored, ==, answer->error == NULL);
  answer->done = TRUE;
}

void
keyring_answer_lookup_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  KeyringAnswer *answer = user_data;

  answer->secret = smrt_keyring_lookup_finish (SMRT_KEYRING (source), result, &answer->error);
  g_assert_true (answer->secret == NULL || answer->error == NULL);
  answer->done = TRUE;
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  KeyringAnswer *answer = user_data;

  smrt_keyring_clear_finish (SMRT_KEYRING (source), result, &answer->error);
  answer->done = TRUE;
}

static void
store (const char    *account,
       const char    *text,
       KeyringAnswer *answer)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);
  g_autoptr (SmrtSecret) secret = smrt_secret_new (text);

  keyring_answer_clear (answer);
  smrt_keyring_store_async (keyring, account, KEYRING_LABEL, secret, NULL, keyring_answer_store_cb, answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, answer);
}

static void
lookup (const char    *account,
        KeyringAnswer *answer)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);

  keyring_answer_clear (answer);
  smrt_keyring_lookup_async (keyring, account, NULL, keyring_answer_lookup_cb, answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, answer);
}

static void
clear (const char    *account,
       KeyringAnswer *answer)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);

  keyring_answer_clear (answer);
  smrt_keyring_clear_async (keyring, account, NULL, clear_cb, answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, answer);
}

void
keyring_fixture_assert_stored (const char *account,
                               const char *text)
{
  KeyringAnswer answer = { 0 };

  store (account, text, &answer);
  g_assert_no_error (answer.error);
  keyring_answer_clear (&answer);
}

void
keyring_fixture_assert_found (const char *account,
                              const char *text)
{
  KeyringAnswer answer = { 0 };

  lookup (account, &answer);
  g_assert_no_error (answer.error);
  if (text != NULL)
    {
      g_assert_nonnull (answer.secret);
      g_assert_cmpstr (smrt_secret_peek (answer.secret), ==, text);
    }
  else
    {
      g_assert_null (answer.secret);
    }
  keyring_answer_clear (&answer);
}

void
keyring_fixture_assert_not_found (const char       *account,
                                  SmrtKeyringError  code)
{
  KeyringAnswer answer = { 0 };

  lookup (account, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  keyring_answer_clear (&answer);
}

void
keyring_fixture_assert_not_stored (const char       *account,
                                   const char       *text,
                                   SmrtKeyringError  code)
{
  KeyringAnswer answer = { 0 };

  store (account, text, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  g_assert_null (strstr (answer.error->message, text));
  keyring_answer_clear (&answer);
}

void
keyring_fixture_assert_cleared (const char *account)
{
  KeyringAnswer answer = { 0 };

  clear (account, &answer);
  g_assert_no_error (answer.error);
}

void
keyring_fixture_assert_not_cleared (const char       *account,
                                    SmrtKeyringError  code)
{
  KeyringAnswer answer = { 0 };

  clear (account, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  keyring_answer_clear (&answer);
}
