/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-keyring.h"

#include <fcntl.h>
#include <gcr/gcr-base.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sys/mman.h>

#define ACCOUNT "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f11"
#define OTHER_ACCOUNT "0a8a4b8e-2f0d-4f0e-8f5b-3c1f6e2d9b22"
#define LABEL "smrtPhone Plans: Example Inc."
#define PASSWORD "correct horse"

/* A bus where only this test's keyring is, in a home of its own. */
typedef struct
{
  GTestDBus *bus;
  char *home;
  const char *prompter;
  GSubprocess *daemon;
} Fixture;

typedef struct
{
  gboolean done;
  gboolean stored;
  SmrtSecret *secret;
  GError *error;
} Answer;

static void
clear_answer (Answer *answer)
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
static void
iterate_until (gboolean (*condition) (gpointer),
               gpointer   data)
{
  unsigned int tick = g_timeout_add (5, tick_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (tick);
}

static gboolean
is_done (gpointer data)
{
  Answer *answer = data;

  return answer->done;
}

static gboolean
is_prompting (gpointer data)
{
  return gcr_mock_prompter_is_prompting ();
}

static gboolean
is_answered (gpointer data)
{
  return !gcr_mock_prompter_is_expecting () && !gcr_mock_prompter_is_prompting ();
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

static void
start_daemon (Fixture    *fixture,
              const char *password)
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

  iterate_until (has_owner, NULL);
}

static void
stop_daemon (Fixture *fixture)
{
  if (fixture->daemon == NULL)
    return;

  g_subprocess_force_exit (fixture->daemon);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  iterate_until (has_no_owner, NULL);
}

/* As after the next log-in, where nobody typed the password yet. */
static void
lock_keyring (Fixture *fixture)
{
  stop_daemon (fixture);
  start_daemon (fixture, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
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

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gcr_mock_prompter_stop ();
  stop_daemon (fixture);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
  remove_tree (fixture->home);
  g_clear_pointer (&fixture->home, g_free);
}

static SmrtKeyring *
new_keyring (unsigned int timeout_ms)
{
  return g_object_new (SMRT_TYPE_KEYRING, "timeout-ms", timeout_ms, NULL);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->stored = smrt_keyring_store_finish (SMRT_KEYRING (source), result, &answer->error);
  g_assert_cmpint (answer->stored, ==, answer->error == NULL);
  answer->done = TRUE;
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->secret = smrt_keyring_lookup_finish (SMRT_KEYRING (source), result, &answer->error);
  g_assert_true (answer->secret == NULL || answer->error == NULL);
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
store (const char *account,
       const char *text,
       Answer     *answer)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);
  g_autoptr (SmrtSecret) secret = smrt_secret_new (text);

  clear_answer (answer);
  smrt_keyring_store_async (keyring, account, LABEL, secret, NULL, store_cb, answer);
  iterate_until (is_done, answer);
}

static void
lookup (const char *account,
        Answer     *answer)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);

  clear_answer (answer);
  smrt_keyring_lookup_async (keyring, account, NULL, lookup_cb, answer);
  iterate_until (is_done, answer);
}

static void
clear (const char *account,
       Answer     *answer)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);

  clear_answer (answer);
  smrt_keyring_clear_async (keyring, account, NULL, clear_cb, answer);
  iterate_until (is_done, answer);
}

static void
assert_stored (const char *account,
               const char *text)
{
  Answer answer = { 0 };

  store (account, text, &answer);
  g_assert_no_error (answer.error);
  clear_answer (&answer);
}

static void
assert_found (const char *account,
              const char *text)
{
  Answer answer = { 0 };

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
  clear_answer (&answer);
}

static void
assert_not_found (const char       *account,
                  SmrtKeyringError  code)
{
  Answer answer = { 0 };

  lookup (account, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  clear_answer (&answer);
}

static void
assert_not_stored (const char       *account,
                   const char       *text,
                   SmrtKeyringError  code)
{
  Answer answer = { 0 };

  store (account, text, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  g_assert_null (strstr (answer.error->message, text));
  clear_answer (&answer);
}

static void
assert_cleared (const char *account)
{
  Answer answer = { 0 };

  clear (account, &answer);
  g_assert_no_error (answer.error);
}

static void
assert_not_cleared (const char       *account,
                    SmrtKeyringError  code)
{
  Answer answer = { 0 };

  clear (account, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, (int) code);
  clear_answer (&answer);
}

static const SecretSchema plans_schema = {
  "io.smrtphone.Plans",
  SECRET_SCHEMA_NONE,
  { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* Everything that any program finds under the schema. */
static GList *
search_schema (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GHashTable) attributes = secret_attributes_build (&plans_schema, NULL);
  g_autoptr (GError) error = NULL;
  GList *items;

  service = secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  items = secret_service_search_sync (service, &plans_schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS,
                                      NULL, &error);
  g_assert_no_error (error);

  return items;
}

static void
test_properties (void)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  unsigned int timeout_ms;

  g_object_get (keyring, "timeout-ms", &timeout_ms, NULL);
  g_assert_cmpuint (timeout_ms, ==, 120000);
  g_assert_finalize_object (g_steal_pointer (&keyring));
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  start_daemon (fixture, PASSWORD);

  assert_found (ACCOUNT, NULL);
  assert_stored (ACCOUNT, "token one");
  assert_stored (OTHER_ACCOUNT, "another token");
  assert_found (ACCOUNT, "token one");

  /* It takes the place of the one before. */
  assert_stored (ACCOUNT, "token two");
  assert_found (ACCOUNT, "token two");
  assert_found (OTHER_ACCOUNT, "another token");

  assert_cleared (ACCOUNT);
  assert_found (ACCOUNT, NULL);
  assert_found (OTHER_ACCOUNT, "another token");
  assert_cleared (ACCOUNT);

  g_assert_false (gcr_mock_prompter_is_prompting ());
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  start_daemon (fixture, PASSWORD);

  while (text->len < 16 * 1024)
    g_string_append_c (text, text->len % 65 == 64 ? '\n' : (char) (' ' + text->len % 95));

  assert_stored (ACCOUNT, text->str);
  assert_found (ACCOUNT, text->str);
}

/* What a keyring manager or a log shows of an item is no secret, and nothing is
 * left after it was forgotten. */
static void
test_traces (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autofree char *label = NULL;
  SecretItem *item;
  GList *items;

  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "sk_test_trace");

  items = search_schema ();
  g_assert_cmpuint (g_list_length (items), ==, 1);
  item = items->data;

  label = secret_item_get_label (item);
  g_assert_cmpstr (label, ==, LABEL);
  attributes = secret_item_get_attributes (item);
  g_assert_cmpuint (g_hash_table_size (attributes), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "account"), ==, ACCOUNT);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==, "io.smrtphone.Plans");
  value = secret_item_get_secret (item);
  g_assert_cmpstr (secret_value_get_text (value), ==, "sk_test_trace");
  g_list_free_full (items, g_object_unref);

  assert_cleared (ACCOUNT);
  items = search_schema ();
  g_assert_null (items);
}

/* Counts a text in the memory of this program, of which it is given in reverse
 * so that the question does not answer itself. */
static unsigned int
count_in_memory (const char *reversed)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/proc/self/maps");
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = strlen (reversed);
  gsize size = 1 << 20;
  unsigned int count = 0;
  char *window;
  int memory;

  window = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true (window != MAP_FAILED);
  memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_load_contents (file, NULL, &maps, NULL, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);

  for (unsigned int i = 0; lines[i] != NULL; i++)
    {
      guint64 start, end;
      char access[5];

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &start, &end, access) != 3)
        continue;

      /* A sanitizer's shadow is too large to look through, and holds no text. */
      if (access[0] != 'r' || access[1] != 'w' || end - start > G_GUINT64_CONSTANT (1) << 31 ||
          start == (guint64) (guintptr) window)
        continue;

      while (start < end)
        {
          gssize n_read = pread (memory, window, MIN (size, end - start), (off_t) start);

          if (n_read <= 0)
            break;
          for (gssize at = 0; at + (gssize) length <= n_read; at++)
            {
              gsize same = 0;

              while (same < length && window[at + (gssize) same] == reversed[length - 1 - same])
                same++;
              if (same == length)
                count++;
            }
          start += (guint64) n_read;
        }
    }

  munmap (window, size);
  close (memory);

  return count;
}

/* Nothing is left of a secret in the memory of the program when it is done with
 * it, not even in memory that was freed. */
static void
test_wiped (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);
  Answer answer = { 0 };
  SmrtSecret *secret;
  char reversed[33] = { 0 };
  char text[33] = { 0 };

  for (unsigned int i = 0; i < 32; i++)
    reversed[i] = text[31 - i] = (char) ('a' + g_random_int_range (0, 26));
  secret = smrt_secret_new (text);
  explicit_bzero (text, sizeof text);

  start_daemon (fixture, PASSWORD);
  smrt_keyring_store_async (keyring, ACCOUNT, LABEL, secret, NULL, store_cb, &answer);
  iterate_until (is_done, &answer);
  g_assert_no_error (answer.error);
  clear_answer (&answer);
  g_assert_cmpuint (count_in_memory (reversed), ==, 1);
  smrt_secret_unref (secret);
  g_assert_cmpuint (count_in_memory (reversed), ==, 0);

  smrt_keyring_lookup_async (keyring, ACCOUNT, NULL, lookup_cb, &answer);
  iterate_until (is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (count_in_memory (reversed), ==, 1);
  clear_answer (&answer);
  g_assert_cmpuint (count_in_memory (reversed), ==, 0);
}

static gboolean
is_after (gpointer data)
{
  gint64 *time = data;

  return g_get_real_time () / G_USEC_PER_SEC > *time;
}

/* Another program may have put a second one beside ours. */
static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (SecretItem) newer = NULL;
  g_autoptr (GHashTable) attributes = secret_attributes_build (&plans_schema, "account", ACCOUNT, NULL);
  g_autoptr (SecretValue) value = secret_value_new ("newer", -1, "text/plain");
  g_autoptr (GError) error = NULL;
  gint64 stored_at;

  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "older");
  stored_at = g_get_real_time () / G_USEC_PER_SEC;

  service = secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);

  /* Their times have whole seconds. */
  iterate_until (is_after, &stored_at);
  newer = secret_item_create_sync (collection, &plans_schema, attributes, LABEL, value, SECRET_ITEM_CREATE_NONE, NULL,
                                   &error);
  g_assert_no_error (error);

  assert_found (ACCOUNT, "newer");
  assert_cleared (ACCOUNT);
  g_assert_null (search_schema ());
}

static void
test_unlock (Fixture       *fixture,
             gconstpointer  data)
{
  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  /* What is not there asks nobody. */
  assert_found (OTHER_ACCOUNT, NULL);
  assert_cleared (OTHER_ACCOUNT);

  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  assert_found (ACCOUNT, "token");
  g_assert_false (gcr_mock_prompter_is_expecting ());
  assert_found (ACCOUNT, "token");

  lock_keyring (fixture);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  assert_stored (OTHER_ACCOUNT, "other");
  g_assert_false (gcr_mock_prompter_is_expecting ());

  lock_keyring (fixture);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  assert_cleared (ACCOUNT);
  g_assert_false (gcr_mock_prompter_is_expecting ());
  assert_found (ACCOUNT, NULL);
  assert_found (OTHER_ACCOUNT, "other");
}

static void
test_wrong_password (Fixture       *fixture,
                     gconstpointer  data)
{
  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  /* The daemon asks again, until the person gives up. */
  gcr_mock_prompter_expect_password_ok ("wrong", NULL);
  gcr_mock_prompter_expect_password_cancel ();
  assert_not_found (ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok ("wrong", NULL);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  assert_found (ACCOUNT, "token");
}

static void
test_dismissed (Fixture       *fixture,
                gconstpointer  data)
{
  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  gcr_mock_prompter_expect_password_cancel ();
  assert_not_found (ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  gcr_mock_prompter_expect_password_cancel ();
  assert_not_stored (OTHER_ACCOUNT, "other", SMRT_KEYRING_ERROR_DISMISSED);
  gcr_mock_prompter_expect_password_cancel ();
  assert_not_cleared (ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  assert_found (ACCOUNT, "token");
  assert_found (OTHER_ACCOUNT, NULL);
}

/* The question stays on the screen, the daemon lives, and what the person types
 * in the end opens the keyring for the next one who asks. */
static void
test_late_answer (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);
  g_autoptr (SmrtSecret) secret = smrt_secret_new ("never stored");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };

  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  gcr_mock_prompter_set_delay_msec (300);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  smrt_keyring_store_async (keyring, OTHER_ACCOUNT, LABEL, secret, cancellable, store_cb, &answer);
  iterate_until (is_prompting, NULL);
  g_cancellable_cancel (cancellable);
  iterate_until (is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (gcr_mock_prompter_is_prompting ());
  clear_answer (&answer);
  g_assert_finalize_object (g_steal_pointer (&keyring));

  iterate_until (is_answered, NULL);
  gcr_mock_prompter_set_delay_msec (0);

  assert_found (ACCOUNT, "token");
  assert_found (OTHER_ACCOUNT, NULL);
  g_assert_nonnull (g_subprocess_get_identifier (fixture->daemon));
}

static void
test_never_answered (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (3000);
  Answer answer = { 0 };

  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  gcr_mock_prompter_set_delay_msec (4500);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  smrt_keyring_lookup_async (keyring, ACCOUNT, NULL, lookup_cb, &answer);
  iterate_until (is_done, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_TIMED_OUT);
  g_assert_true (gcr_mock_prompter_is_prompting ());
  clear_answer (&answer);

  iterate_until (is_answered, NULL);
  gcr_mock_prompter_set_delay_msec (0);
  g_assert_nonnull (g_subprocess_get_identifier (fixture->daemon));
  assert_found (ACCOUNT, "token");
}

static void
test_daemon_dies (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtKeyring) keyring = new_keyring (60000);
  Answer answer = { 0 };

  start_daemon (fixture, PASSWORD);
  assert_stored (ACCOUNT, "token");
  lock_keyring (fixture);

  gcr_mock_prompter_set_delay_msec (60000);
  gcr_mock_prompter_expect_password_ok (PASSWORD, NULL);
  smrt_keyring_lookup_async (keyring, ACCOUNT, NULL, lookup_cb, &answer);
  iterate_until (is_prompting, NULL);
  g_subprocess_force_exit (fixture->daemon);
  iterate_until (is_done, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_SERVICE);
  clear_answer (&answer);
  gcr_mock_prompter_set_delay_msec (0);

  /* Another one takes over, and is asked. */
  stop_daemon (fixture);
  start_daemon (fixture, PASSWORD);
  assert_found (ACCOUNT, "token");
}

static void
test_no_service (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_not_found (ACCOUNT, SMRT_KEYRING_ERROR_NO_SERVICE);
  assert_not_stored (ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_SERVICE);
  assert_not_cleared (ACCOUNT, SMRT_KEYRING_ERROR_NO_SERVICE);
}

static void
test_no_bus (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  assert_not_found (ACCOUNT, SMRT_KEYRING_ERROR_NO_BUS);
  assert_not_stored (ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_BUS);
  assert_not_cleared (ACCOUNT, SMRT_KEYRING_ERROR_NO_BUS);

  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

static void
test_no_collection (Fixture       *fixture,
                    gconstpointer  data)
{
  start_daemon (fixture, NULL);

  assert_found (ACCOUNT, NULL);
  assert_cleared (ACCOUNT);

  gcr_mock_prompter_expect_password_cancel ();
  assert_not_stored (ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_COLLECTION);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok ("a new one", NULL);
  assert_stored (ACCOUNT, "token");
  g_assert_false (gcr_mock_prompter_is_expecting ());
  assert_found (ACCOUNT, "token");
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("SECRET_SERVICE_BUS_NAME");
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/keyring/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/keyring/properties", test_properties);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
  ADD ("keep", test_keep);
  ADD ("large", test_large);
  ADD ("traces", test_traces);
  ADD ("wiped", test_wiped);
  ADD ("duplicates", test_duplicates);
  ADD ("unlock", test_unlock);
  ADD ("wrong-password", test_wrong_password);
  ADD ("dismissed", test_dismissed);
  ADD ("late-answer", test_late_answer);
  ADD ("never-answered", test_never_answered);
  ADD ("daemon-dies", test_daemon_dies);
  ADD ("no-service", test_no_service);
  ADD ("no-collection", test_no_collection);
#undef ADD

  return g_test_run ();
}
