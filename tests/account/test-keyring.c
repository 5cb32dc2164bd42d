/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keyring-fixture.h"

#include <fcntl.h>
#include <gcr/gcr-base.h>
#include <libsecret/secret.h>
#include <stdio.h>
#include <sys/mman.h>

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
test_keep (KeyringFixture *fixture,
           gconstpointer   data)
{
  keyring_fixture_start (fixture, KEYRING_PASSWORD);

  keyring_fixture_assert_found (KEYRING_ACCOUNT, NULL);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token one");
  keyring_fixture_assert_stored (KEYRING_OTHER_ACCOUNT, "another token");
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token one");

  /* It takes the place of the one before. */
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token two");
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token two");
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, "another token");

  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, NULL);
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, "another token");
  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);

  g_assert_false (gcr_mock_prompter_is_prompting ());
}

static void
test_large (KeyringFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  keyring_fixture_start (fixture, KEYRING_PASSWORD);

  while (text->len < 16 * 1024)
    g_string_append_c (text, text->len % 65 == 64 ? '\n' : (char) (' ' + text->len % 95));

  keyring_fixture_assert_stored (KEYRING_ACCOUNT, text->str);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, text->str);
}

/* What a keyring manager or a log shows of an item is no secret, and nothing is
 * left after it was forgotten. */
static void
test_traces (KeyringFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GHashTable) everything = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  SecretItem *item;
  GList *items;

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "sk_test_trace");

  items = search_schema ();
  g_assert_cmpuint (g_list_length (items), ==, 1);
  item = items->data;

  label = secret_item_get_label (item);
  g_assert_cmpstr (label, ==, KEYRING_LABEL);
  attributes = secret_item_get_attributes (item);
  g_assert_cmpuint (g_hash_table_size (attributes), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "account"), ==, KEYRING_ACCOUNT);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==, "io.smrtphone.Plans");
  value = secret_item_get_secret (item);
  g_assert_cmpstr (secret_value_get_text (value), ==, "sk_test_trace");
  g_list_free_full (items, g_object_unref);

  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);
  g_assert_null (search_schema ());
  everything = secret_attributes_build (&plans_schema, NULL);
  g_assert_null (secret_password_searchv_sync (&plans_schema, everything, SECRET_SEARCH_ALL, NULL, &error));
  g_assert_no_error (error);
  secret_service_disconnect ();
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
test_wiped (KeyringFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);
  KeyringAnswer answer = { 0 };
  SmrtSecret *secret;
  char reversed[33] = { 0 };
  char text[33] = { 0 };

  for (unsigned int i = 0; i < 32; i++)
    reversed[i] = text[31 - i] = (char) ('a' + g_random_int_range (0, 26));
  secret = smrt_secret_new (text);
  explicit_bzero (text, sizeof text);

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  smrt_keyring_store_async (keyring, KEYRING_ACCOUNT, KEYRING_LABEL, secret, NULL, keyring_answer_store_cb, &answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, &answer);
  g_assert_no_error (answer.error);
  keyring_answer_clear (&answer);
  g_assert_cmpuint (count_in_memory (reversed), ==, 1);
  smrt_secret_unref (secret);
  g_assert_cmpuint (count_in_memory (reversed), ==, 0);

  smrt_keyring_lookup_async (keyring, KEYRING_ACCOUNT, NULL, keyring_answer_lookup_cb, &answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (count_in_memory (reversed), ==, 1);
  keyring_answer_clear (&answer);
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
test_duplicates (KeyringFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (SecretItem) newer = NULL;
  g_autoptr (GHashTable) attributes = secret_attributes_build (&plans_schema, "account", KEYRING_ACCOUNT, NULL);
  g_autoptr (SecretValue) value = secret_value_new ("newer", -1, "text/plain");
  g_autoptr (GError) error = NULL;
  gint64 stored_at;

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "older");
  stored_at = g_get_real_time () / G_USEC_PER_SEC;

  service = secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);

  /* Their times have whole seconds. */
  keyring_fixture_iterate_until (is_after, &stored_at);
  newer = secret_item_create_sync (collection, &plans_schema, attributes, KEYRING_LABEL, value, SECRET_ITEM_CREATE_NONE, NULL,
                                   &error);
  g_assert_no_error (error);

  keyring_fixture_assert_found (KEYRING_ACCOUNT, "newer");
  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);
  g_assert_null (search_schema ());
}

static void
test_no_service (KeyringFixture *fixture,
                 gconstpointer   data)
{
  keyring_fixture_assert_not_found (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_NO_SERVICE);
  keyring_fixture_assert_not_stored (KEYRING_ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_SERVICE);
  keyring_fixture_assert_not_cleared (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_NO_SERVICE);
}

static void
test_no_bus (void)
{
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  keyring_fixture_assert_not_found (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_NO_BUS);
  keyring_fixture_assert_not_stored (KEYRING_ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_BUS);
  keyring_fixture_assert_not_cleared (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_NO_BUS);

  if (address != NULL)
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  else
    g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("SECRET_SERVICE_BUS_NAME");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/properties", test_properties);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
#define ADD(name, function) \
 g_test_add ("/keyring/" name, KeyringFixture, NULL, keyring_fixture_set_up, function, keyring_fixture_tear_down)
  ADD ("keep", test_keep);
  ADD ("large", test_large);
  ADD ("traces", test_traces);
  ADD ("wiped", test_wiped);
  ADD ("duplicates", test_duplicates);
  ADD ("no-service", test_no_service);
#undef ADD

  return g_test_run ();
}
