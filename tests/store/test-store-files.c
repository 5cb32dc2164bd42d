/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "smrt-database.h"

static gboolean
add_entry (SmrtStore    *store,
           unsigned int  number,
           const char   *cursor,
           GError      **error)
{
  g_autofree char *id = g_strdup_printf ("cbt_%u", number);
  GPtrArray *page = page_new ();

  page_add_credit (page, id, number, "usd", 100, number * 100, NULL, "A dollar");

  return store_add (store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_NEWER, cursor, page, TRUE, error);
}

static void
assert_mode (const char *path,
             mode_t      expected)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, expected);
}

/* What somebody pays is nobody else's business. */
static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  g_assert_true (add_entry (fixture->store, 1, NULL, NULL));
  assert_mode (folder, 0700);
  assert_mode (fixture->path, 0600);
  assert_mode (log, 0600);
}

static void
notified_cb (GObject    *object,
             GParamSpec *pspec,
             gpointer    user_data)
{
  ++*(unsigned int *) user_data;
}

static void
test_corrupt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *ids = NULL;
  unsigned int n_notified = 0;
  const char *set_aside;

  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_file_set_contents (fixture->path, "This is no database, and it is longer than the magic of one.", -1, &error);
  g_assert_no_error (error);

  fixture->store = smrt_store_new (fixture->path, NULL);
  g_assert_null (smrt_store_get_set_aside (fixture->store));
  g_signal_connect (fixture->store, "notify::set-aside", G_CALLBACK (notified_cb), &n_notified);
  g_assert_true (store_open (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_notified, ==, 1);

  set_aside = smrt_store_get_set_aside (fixture->store);
  g_assert_nonnull (set_aside);
  g_file_get_contents (set_aside, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, "This is no database"));

  g_assert_true (add_entry (fixture->store, 1, NULL, &error));
  ids = store_list_ids (fixture->store, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpstr (ids, ==, "cbt_1");
}

/* Damage in the middle shows when something there is read: that is an error, and
 * opening the store again begins a new file. */
static void
test_damaged_later (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreCopy) copy = NULL;
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autofree char *contents = NULL;
  g_autofree char *ids = NULL;
  g_autoptr (SmrtStoreEdge) edge = NULL;
  GPtrArray *page = page_new ();
  gsize length;

  for (unsigned int i = 2000; i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbt_%u", i);

      page_add_credit (page, id, i, "usd", 100, i * 100, NULL, "A dollar");
    }
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));

  g_file_get_contents (fixture->path, &contents, &length, &error);
  g_assert_no_error (error);
  for (gsize i = 4096 * 80; i < length; i++)
    contents[i] = (char) 0xa5;
  g_file_set_contents (fixture->path, contents, (gssize) length, &error);
  g_assert_no_error (error);

  fixture->store = smrt_store_new (fixture->path, NULL);
  g_assert_true (store_open (fixture->store, &error));
  g_assert_null (smrt_store_get_set_aside (fixture->store));
  for (unsigned int i = 0; i < 2 && error == NULL; i++)
    {
      g_autoptr (GPtrArray) recent = store_recent (fixture->store, SMRT_STORE_TABLE_CREDITS, 2000, &error);

      g_assert_null (recent);
    }
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_true (store_open (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_nonnull (smrt_store_get_set_aside (fixture->store));
  ids = store_list_ids (fixture->store, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpstr (ids, ==, "");
  copy = smrt_store_copy_new (archive, "cus_1", 1);
  g_assert_true (store_keep (fixture->store, copy, NULL, &error));
  edge = store_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, &error);
  g_assert_no_error (error);
  g_assert_null (edge->newest_id);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
refuse (Fixture    *fixture,
        const char *sql,
        int         code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length, after_length;

  g_assert_true (add_entry (fixture->store, 1, NULL, &error));
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  execute (fixture->path, sql);
  g_file_get_contents (fixture->path, &before, &before_length, &error);
  g_assert_no_error (error);

  fixture->store = smrt_store_new (fixture->path, NULL);
  g_assert_false (store_open (fixture->store, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, code);
  g_assert_null (smrt_store_get_set_aside (fixture->store));
  g_assert_finalize_object (g_steal_pointer (&fixture->store));

  g_clear_error (&error);
  g_file_get_contents (fixture->path, &after, &after_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (after, after_length, before, before_length);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  refuse (fixture, "PRAGMA user_version = 99", SMRT_DATABASE_ERROR_NEWER);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  refuse (fixture, "PRAGMA application_id = 99", SMRT_DATABASE_ERROR_FOREIGN);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->path, "in-a-file", "account.db", NULL);
  g_autoptr (SmrtStore) store = smrt_store_new (path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_open (store, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_READ_ONLY);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *path = g_build_filename (folder, "other.db", NULL);
  g_autoptr (SmrtStore) store = smrt_store_new (path, NULL);
  g_autoptr (GError) error = NULL;

  /* Nothing keeps root from writing. */
  if (geteuid () == 0)
    {
      g_assert_true (store_open (store, &error));
      return;
    }

  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  g_assert_false (store_open (store, &error));
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_READ_ONLY);
}

/* A limit on the size of files stands for a disk that is full: SQLite is told of
 * both by a write that fails. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  struct rlimit former, small;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreEdge) edge = NULL;
  g_autofree char *ids = NULL;
  GPtrArray *page = page_new ();

  g_assert_true (add_entry (fixture->store, 1, NULL, &error));
  for (unsigned int i = 2000; i > 1; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbt_%u", i);

      page_add_credit (page, id, i, "usd", 100, i * 100, NULL, "A dollar");
    }

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &former), ==, 0);
  small = former;
  small.rlim_cur = 256 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_NEWER, "cbt_1",
                             g_ptr_array_ref (page), FALSE, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &former), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, SMRT_DATABASE_ERROR);
  g_assert_cmpint (error->code, !=, SMRT_DATABASE_ERROR_CORRUPT);
  g_clear_error (&error);

  /* What was there is there, and once there is room it goes on. */
  ids = store_list_ids (fixture->store, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpstr (ids, ==, "cbt_1");
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_NEWER, "cbt_1", page, FALSE, &error);
  g_assert_no_error (error);
  edge = store_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edge->n_rows, ==, 2000);
}

static void
test_two_instances (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SmrtStore) other = smrt_store_new (fixture->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = NULL;

  g_assert_true (store_open (other, &error));
  g_assert_true (add_entry (fixture->store, 1, NULL, &error));
  g_assert_no_error (error);

  /* The other one did not know of it. */
  g_assert_false (add_entry (other, 1, NULL, &error));
  g_assert_error (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED);
  g_clear_error (&error);
  g_assert_true (add_entry (other, 2, "cbt_1", &error));
  g_assert_no_error (error);
  g_assert_false (add_entry (fixture->store, 2, "cbt_1", &error));
  g_assert_error (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED);

  ids = store_list_ids (fixture->store, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpstr (ids, ==, "cbt_2 cbt_1");
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *other = g_strconcat (fixture->path, "x", NULL);
  g_autofree char *damaged = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *damaged_log = g_strconcat (fixture->path, ".damaged-1-wal", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_true (add_entry (fixture->store, 1, NULL, &error));
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_file_set_contents (other, "another account", -1, NULL);
  g_file_set_contents (damaged, "damaged", -1, NULL);
  g_file_set_contents (damaged_log, "damaged", -1, NULL);

  g_assert_true (smrt_store_forget (fixture->path, &error));
  g_assert_no_error (error);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "account.dbx");
  g_assert_null (g_dir_read_name (dir));

  /* Once more, and where there is no folder. */
  g_assert_true (smrt_store_forget (fixture->path, &error));
  g_assert_true (smrt_store_forget (damaged_log, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/files/mode", test_mode);
  ADD ("/store/files/corrupt", test_corrupt);
  ADD ("/store/files/damaged-later", test_damaged_later);
  ADD ("/store/files/newer", test_newer);
  ADD ("/store/files/foreign", test_foreign);
  ADD ("/store/files/no-folder", test_no_folder);
  ADD ("/store/files/read-only", test_read_only);
  ADD ("/store/files/full", test_full);
  ADD ("/store/files/two-instances", test_two_instances);
  ADD ("/store/files/forget", test_forget);
#undef ADD

  return g_test_run ();
}
