/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-database.h"

#include <glib/gstdio.h>
#include <string.h>

#define APPLICATION_ID 0x536d7254

static const char * const one_step[] = {
  "CREATE TABLE plan (id TEXT PRIMARY KEY) STRICT;",
  NULL,
};

static const char * const three_steps[] = {
  "CREATE TABLE plan (id TEXT PRIMARY KEY) STRICT;",
  "ALTER TABLE plan ADD COLUMN name TEXT NOT NULL DEFAULT 'unnamed';",
  "CREATE TABLE price (id TEXT PRIMARY KEY, plan TEXT REFERENCES plan (id)) STRICT; INSERT INTO plan (id) VALUES ('new');",
  NULL,
};

static const char * const broken_step[] = {
  "CREATE TABLE plan (id TEXT PRIMARY KEY) STRICT;",
  "CREATE TABLE price (id TEXT); INSERT INTO plan VALUES ('lost'); nonsense;",
  NULL,
};

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

  fixture->folder = g_dir_make_tmp ("smrt-database-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "account.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static SmrtDatabase *
open_database (Fixture            *fixture,
               const char * const *schema)
{
  g_autoptr (GError) error = NULL;
  SmrtDatabase *database = smrt_database_open (fixture->path, APPLICATION_ID, schema, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);

  return database;
}

static void
execute (SmrtDatabase *database,
         const char   *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_database_execute (database, sql, &error));
  g_assert_no_error (error);
}

/* The first column of the first row, "none" where there is no row. */
static char *
query (SmrtDatabase *database,
       const char   *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (smrt_database_get_handle (database), sql, -1, &statement, NULL), ==, SQLITE_OK);
  text = sqlite3_step (statement) == SQLITE_ROW
           ? g_strdup ((const char *) sqlite3_column_text (statement, 0))
           : g_strdup ("none");
  sqlite3_finalize (statement);

  return text;
}

static void
assert_query (SmrtDatabase *database,
              const char   *sql,
              const char   *expected)
{
  g_autofree char *text = query (database, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* A database made without the code under test. */
static void
make_file (Fixture    *fixture,
           const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static void
assert_refused (Fixture            *fixture,
                const char * const *schema,
                SmrtDatabaseError   code)
{
  g_autoptr (GBytes) before = read_file (fixture->path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_database_open (fixture->path, APPLICATION_ID, schema, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");

  after = read_file (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_fresh (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SmrtDatabase) database = open_database (fixture, three_steps);

  assert_query (database, "PRAGMA user_version", "3");
  assert_query (database, "PRAGMA application_id", "1399681620");
  assert_query (database, "PRAGMA journal_mode", "wal");
  assert_query (database, "PRAGMA foreign_keys", "1");
  assert_query (database, "SELECT name FROM plan WHERE id = 'new'", "unnamed");
}

static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtDatabase) database = smrt_database_open (":memory:", APPLICATION_ID, one_step, &error);

  g_assert_no_error (error);
  assert_query (database, "SELECT count (*) FROM plan", "0");
  g_assert_false (g_file_test (":memory:", G_FILE_TEST_EXISTS));
}

static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtDatabase) database = open_database (fixture, one_step);
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  execute (database, "INSERT INTO plan VALUES ('a')");
  for (unsigned int i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_upgrade (Fixture       *fixture,
              gconstpointer  data)
{
  SmrtDatabase *database = open_database (fixture, one_step);

  execute (database, "INSERT INTO plan VALUES ('kept')");
  smrt_database_close (database);

  database = open_database (fixture, three_steps);
  assert_query (database, "PRAGMA user_version", "3");
  assert_query (database, "SELECT name FROM plan WHERE id = 'kept'", "unnamed");
  assert_query (database, "SELECT count (*) FROM plan", "2");
  smrt_database_close (database);

  /* Nothing is left to do, so the last step does not run again. */
  database = open_database (fixture, three_steps);
  assert_query (database, "SELECT count (*) FROM plan", "2");
  smrt_database_close (database);
}

static void
test_upgrade_failed (Fixture       *fixture,
                     gconstpointer  data)
{
  SmrtDatabase *database = open_database (fixture, one_step);

  smrt_database_close (database);
  assert_refused (fixture, broken_step, SMRT_DATABASE_ERROR_FAILED);

  database = open_database (fixture, one_step);
  assert_query (database, "PRAGMA user_version", "1");
  assert_query (database, "SELECT count (*) FROM plan", "0");
  assert_query (database, "SELECT count (*) FROM sqlite_schema WHERE name = 'price'", "0");
  smrt_database_close (database);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  SmrtDatabase *database = open_database (fixture, three_steps);

  smrt_database_close (database);
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_NEWER);
}

/* A newer version of the program was killed: what it committed is still in the
 * write-ahead log, and has to stay there. */
static void
test_newer_with_log (Fixture       *fixture,
                     gconstpointer  data)
{
  SmrtDatabase *database = open_database (fixture, three_steps);
  g_autofree char *log_path = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *killed_path = g_build_filename (fixture->folder, "killed.db", NULL);
  g_autofree char *killed_log_path = g_strconcat (killed_path, "-wal", NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GBytes) log_after = NULL;

  execute (database, "INSERT INTO plan (id) VALUES ('in the log')");
  file = read_file (fixture->path);
  log = read_file (log_path);
  g_assert_cmpuint (g_bytes_get_size (log), >, 0);
  g_assert_true (g_file_set_contents (killed_path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL));
  g_assert_true (g_file_set_contents (killed_log_path, g_bytes_get_data (log, NULL), g_bytes_get_size (log), NULL));
  smrt_database_close (database);

  g_free (fixture->path);
  fixture->path = g_steal_pointer (&killed_path);
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_NEWER);
  log_after = read_file (killed_log_path);
  g_assert_true (g_bytes_equal (log, log_after));

  database = open_database (fixture, three_steps);
  assert_query (database, "SELECT count (*) FROM plan WHERE id = 'in the log'", "1");
  smrt_database_close (database);
}

static void
test_negative_version (Fixture       *fixture,
                       gconstpointer  data)
{
  make_file (fixture, "PRAGMA application_id = 1399681620; PRAGMA user_version = -3; CREATE TABLE plan (id)");
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_CORRUPT);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  make_file (fixture, "CREATE TABLE bookmark (id)");
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_FOREIGN);

  g_remove (fixture->path);
  make_file (fixture, "PRAGMA application_id = 42");
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_FOREIGN);
}

static void
test_corrupt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autoptr (GBytes) whole = NULL;
  SmrtDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, garbage, -1, NULL));
  assert_refused (fixture, one_step, SMRT_DATABASE_ERROR_CORRUPT);

  /* Cut off after its first page. */
  g_remove (fixture->path);
  database = open_database (fixture, three_steps);
  smrt_database_close (database);
  whole = read_file (fixture->path);
  g_assert_cmpuint (g_bytes_get_size (whole), >, 4096);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), 4096, NULL));
  assert_refused (fixture, three_steps, SMRT_DATABASE_ERROR_CORRUPT);
}

static void
test_set_aside (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *log_path = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *first = NULL;
  g_autofree char *first_log = NULL;
  g_autofree char *second = NULL;
  g_autofree char *expected = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SmrtDatabase *database;

  g_assert_true (g_file_set_contents (fixture->path, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (log_path, "log", -1, NULL));
  first = smrt_database_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, expected);
  first_log = g_strconcat (first, "-wal", NULL);
  g_assert_true (g_file_test (first_log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "damaged");

  database = open_database (fixture, one_step);
  smrt_database_close (database);
  second = smrt_database_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (second, ".damaged-2"));

  g_assert_null (smrt_database_set_aside (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_not_writable (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "account.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_database_open (path, APPLICATION_ID, one_step, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_READ_ONLY);
  g_clear_error (&error);

  g_assert_null (smrt_database_open (fixture->folder, APPLICATION_ID, one_step, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_READ_ONLY);
}

static void
test_transaction (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtDatabase) database = open_database (fixture, one_step);
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_database_begin (database, &error));
  execute (database, "INSERT INTO plan VALUES ('gone')");
  smrt_database_rollback (database);
  assert_query (database, "SELECT count (*) FROM plan", "0");

  g_assert_true (smrt_database_begin (database, &error));
  execute (database, "INSERT INTO plan VALUES ('kept')");
  g_assert_true (smrt_database_commit (database, &error));
  smrt_database_rollback (database);
  assert_query (database, "SELECT count (*) FROM plan", "1");

  g_assert_false (smrt_database_commit (database, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FAILED);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtDatabase) holder = open_database (fixture, one_step);
  g_autoptr (SmrtDatabase) other = open_database (fixture, one_step);
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (smrt_database_get_handle (other), 0);
  g_assert_true (smrt_database_begin (holder, &error));
  g_assert_false (smrt_database_begin (other, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_BUSY);
  g_clear_error (&error);

  /* A reader is not held up. */
  assert_query (other, "SELECT count (*) FROM plan", "0");

  smrt_database_rollback (holder);
  g_assert_true (smrt_database_begin (other, &error));
  g_assert_no_error (error);
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtDatabase) database = open_database (fixture, three_steps);
  g_autoptr (GError) error = NULL;

  g_assert_false (smrt_database_execute (database, "INSERT INTO plan (id) VALUES ('new')", &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  g_assert_false (smrt_database_execute (database, "INSERT INTO price VALUES ('p', 'nowhere')", &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  g_assert_null (smrt_database_prepare (database, "SELECT nothing FROM nowhere", &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FAILED);
  g_clear_error (&error);

  execute (database, "PRAGMA max_page_count = 1");
  g_assert_false (smrt_database_execute (database, "INSERT INTO plan (id) VALUES (hex (zeroblob (100000)))", &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FULL);
  g_clear_error (&error);

  execute (database, "PRAGMA query_only = 1");
  g_assert_false (smrt_database_execute (database, "DELETE FROM plan", &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_READ_ONLY);
}

static void
test_statements (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char insert[] = "INSERT INTO plan VALUES (?)";
  static const char echo[] = "SELECT ?";
  static const char select[] = "SELECT id FROM plan ORDER BY id";
  g_autoptr (SmrtDatabase) database = open_database (fixture, one_step);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = smrt_database_prepare (database, insert, &error);
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  sqlite3_bind_text (statement, 1, "a", -1, SQLITE_STATIC);
  g_assert_true (smrt_database_step (database, statement, &has_row, &error));
  g_assert_false (has_row);

  g_assert_true (smrt_database_prepare (database, insert, &error) == statement);
  sqlite3_bind_text (statement, 1, "a", -1, SQLITE_STATIC);
  g_assert_false (smrt_database_step (database, statement, &has_row, &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CONSTRAINT);
  g_assert_false (has_row);
  g_clear_error (&error);

  sqlite3_bind_text (statement, 1, "b", -1, SQLITE_STATIC);
  g_assert_true (smrt_database_step (database, statement, NULL, &error));

  /* Taken again, a statement has lost what was bound to it. */
  statement = smrt_database_prepare (database, echo, &error);
  sqlite3_bind_int (statement, 1, 5);
  g_assert_true (smrt_database_step (database, statement, &has_row, &error));
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 5);
  g_assert_true (smrt_database_prepare (database, echo, &error) == statement);
  g_assert_true (smrt_database_step (database, statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (sqlite3_column_type (statement, 0), ==, SQLITE_NULL);
  sqlite3_reset (statement);

  /* One that was left in the middle of its rows begins anew. */
  for (unsigned int i = 0; i < 2; i++)
    {
      statement = smrt_database_prepare (database, select, &error);
      g_assert_no_error (error);
      g_assert_true (smrt_database_step (database, statement, &has_row, &error));
      g_assert_true (has_row);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "a");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/database/fresh", test_fresh);
  ADD ("/database/memory", test_memory);
  ADD ("/database/mode", test_mode);
  ADD ("/database/upgrade", test_upgrade);
  ADD ("/database/upgrade-failed", test_upgrade_failed);
  ADD ("/database/newer", test_newer);
  ADD ("/database/newer-with-log", test_newer_with_log);
  ADD ("/database/negative-version", test_negative_version);
  ADD ("/database/foreign", test_foreign);
  ADD ("/database/corrupt", test_corrupt);
  ADD ("/database/set-aside", test_set_aside);
  ADD ("/database/not-writable", test_not_writable);
  ADD ("/database/transaction", test_transaction);
  ADD ("/database/busy", test_busy);
  ADD ("/database/errors", test_errors);
  ADD ("/database/statements", test_statements);
#undef ADD

  return g_test_run ();
}
