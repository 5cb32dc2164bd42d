/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Long enough for another instance to finish a commit, short enough that a
 * person does not take the program for dead. */
#define BUSY_TIMEOUT_MS 2000

struct _SmrtDatabase
{
  sqlite3    *handle;
  GHashTable *statements;
};

G_DEFINE_QUARK (smrt-database-error-quark, smrt_database_error)

static SmrtDatabaseError
error_code_from_sqlite (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SMRT_DATABASE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SMRT_DATABASE_ERROR_BUSY;
    case SQLITE_FULL:
      return SMRT_DATABASE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return SMRT_DATABASE_ERROR_READ_ONLY;
    case SQLITE_CONSTRAINT:
      return SMRT_DATABASE_ERROR_CONSTRAINT;
    default:
      return SMRT_DATABASE_ERROR_FAILED;
    }
}

static gboolean
set_error_from_sqlite (SmrtDatabase  *self,
                       int            result,
                       GError       **error)
{
  g_set_error_literal (error, SMRT_DATABASE_ERROR, error_code_from_sqlite (result),
                       self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result));

  return FALSE;
}

static gboolean
read_pragma (SmrtDatabase  *self,
             const char    *sql,
             gint64        *value,
             GError       **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);

  return result == SQLITE_ROW || set_error_from_sqlite (self, result, error);
}

static gboolean
check_version (gint64   version,
               gint64   newest,
               GError **error)
{
  if (version > newest)
    {
      g_set_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_NEWER,
                   "The file has schema version %" G_GINT64_FORMAT ", this program knows %" G_GINT64_FORMAT,
                   version, newest);
      return FALSE;
    }
  if (version < 0)
    {
      g_set_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT,
                   "The file has the impossible schema version %" G_GINT64_FORMAT, version);
      return FALSE;
    }

  return TRUE;
}

static gboolean
upgrade_schema (SmrtDatabase        *self,
                guint32              application_id,
                const char * const  *schema,
                GError             **error)
{
  gint64 found_id, version, tables;
  gint64 newest = 0;
  g_autofree char *marks = NULL;

  while (schema[newest] != NULL)
    newest++;

  if (!read_pragma (self, "PRAGMA application_id", &found_id, error) ||
      !read_pragma (self, "PRAGMA user_version", &version, error) ||
      !read_pragma (self, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if ((guint32) found_id != application_id && (found_id != 0 || version != 0 || tables != 0))
    {
      g_set_error_literal (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FOREIGN,
                           "The file is a database of another program");
      return FALSE;
    }
  if (!check_version (version, newest, error))
    return FALSE;
  if (version == newest)
    return TRUE;

  if (!smrt_database_begin (self, error))
    return FALSE;

  /* Another instance, even a newer one, may have done it while this one waited
   * for the lock. */
  if (!read_pragma (self, "PRAGMA user_version", &version, error) || !check_version (version, newest, error))
    goto failed;

  for (gint64 i = version; i < newest; i++)
    if (!smrt_database_execute (self, schema[i], error))
      goto failed;

  marks = g_strdup_printf ("PRAGMA application_id = %" G_GUINT32_FORMAT "; PRAGMA user_version = %" G_GINT64_FORMAT,
                           application_id, newest);
  if (!smrt_database_execute (self, marks, error) || !smrt_database_commit (self, error))
    goto failed;

  return TRUE;

failed:
  smrt_database_rollback (self);
  return FALSE;
}

SmrtDatabase *
smrt_database_open (const char          *path,
                    guint32              application_id,
                    const char * const  *schema,
                    GError             **error)
{
  g_autoptr (SmrtDatabase) self = NULL;
  gboolean is_file;
  int result, fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (schema != NULL, NULL);

  self = g_new0 (SmrtDatabase, 1);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sqlite3_finalize);
  is_file = *path != '\0' && !g_str_equal (path, ":memory:");

  if (is_file)
    {
      /* SQLite gives its journal files the mode of the database. */
      fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (fd < 0)
        {
          g_set_error_literal (error, SMRT_DATABASE_ERROR,
                               errno == ENOSPC ? SMRT_DATABASE_ERROR_FULL : SMRT_DATABASE_ERROR_READ_ONLY,
                               g_strerror (errno));
          return NULL;
        }
      close (fd);
    }

  result = sqlite3_open_v2 (path, &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      set_error_from_sqlite (self, result, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);

  /* A schema from outside must not be able to run code or misuse ours. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  /* A file that is refused keeps what a killed program left in its log. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  if (!upgrade_schema (self, application_id, schema, error) ||
      !smrt_database_execute (self,
                              "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = NORMAL;"
                              "PRAGMA foreign_keys = ON;",
                              error))
    return NULL;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  return g_steal_pointer (&self);
}

void
smrt_database_close (SmrtDatabase *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

char *
smrt_database_set_aside (const char  *path,
                         GError     **error)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *target = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  for (unsigned int n = 1; target == NULL || g_file_test (target, G_FILE_TEST_EXISTS); n++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.damaged-%u", path, n);
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && (errno != ENOENT || i == 0))
        {
          int saved_errno = errno;

          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), g_strerror (saved_errno));
          return NULL;
        }
    }

  return g_steal_pointer (&target);
}

sqlite3 *
smrt_database_get_handle (SmrtDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->handle;
}

gboolean
smrt_database_execute (SmrtDatabase  *self,
                       const char    *sql,
                       GError       **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);

  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || set_error_from_sqlite (self, result, error);
}

sqlite3_stmt *
smrt_database_prepare (SmrtDatabase  *self,
                       const char    *sql,
                       GError       **error)
{
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL, NULL);

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);

      return statement;
    }

  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      set_error_from_sqlite (self, result, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}

gboolean
smrt_database_step (SmrtDatabase  *self,
                    sqlite3_stmt  *statement,
                    gboolean      *has_row,
                    GError       **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);

  result = sqlite3_step (statement);
  if (has_row != NULL)
    *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    set_error_from_sqlite (self, result, error);
  sqlite3_reset (statement);

  return result == SQLITE_DONE;
}

gboolean
smrt_database_begin (SmrtDatabase  *self,
                     GError       **error)
{
  return smrt_database_execute (self, "BEGIN IMMEDIATE", error);
}

gboolean
smrt_database_commit (SmrtDatabase  *self,
                      GError       **error)
{
  return smrt_database_execute (self, "COMMIT", error);
}

void
smrt_database_rollback (SmrtDatabase *self)
{
  g_return_if_fail (self != NULL);

  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}
