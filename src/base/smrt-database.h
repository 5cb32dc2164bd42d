/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define SMRT_DATABASE_ERROR (smrt_database_error_quark ())

/**
 * SmrtDatabaseError:
 * @SMRT_DATABASE_ERROR_FAILED: anything else
 * @SMRT_DATABASE_ERROR_CORRUPT: the file is damaged, or is no SQLite database
 * @SMRT_DATABASE_ERROR_FOREIGN: a sound database, but of another program
 * @SMRT_DATABASE_ERROR_NEWER: written by a newer version of this program
 * @SMRT_DATABASE_ERROR_BUSY: another process holds it
 * @SMRT_DATABASE_ERROR_FULL: no room on the disk
 * @SMRT_DATABASE_ERROR_READ_ONLY: the file or folder cannot be written
 * @SMRT_DATABASE_ERROR_CONSTRAINT: a constraint of the schema refused a row
 */
typedef enum
{
  SMRT_DATABASE_ERROR_FAILED,
  SMRT_DATABASE_ERROR_CORRUPT,
  SMRT_DATABASE_ERROR_FOREIGN,
  SMRT_DATABASE_ERROR_NEWER,
  SMRT_DATABASE_ERROR_BUSY,
  SMRT_DATABASE_ERROR_FULL,
  SMRT_DATABASE_ERROR_READ_ONLY,
  SMRT_DATABASE_ERROR_CONSTRAINT,
} SmrtDatabaseError;

GQuark smrt_database_error_quark (void);

/**
 * SmrtDatabase:
 *
 * A connection to an SQLite file of this program: WAL, private file mode,
 * schema steps applied in one transaction. It belongs to one thread at a time.
 */
typedef struct _SmrtDatabase SmrtDatabase;

/**
 * smrt_database_open:
 * @path: the file, `:memory:`, or an empty string for a private file of SQLite
 *   that is gone with the connection
 * @application_id: marks the files of one purpose (SQLite's `application_id`)
 * @schema: (array zero-terminated=1): SQL scripts; script i leads from schema
 *   version i to i + 1
 * @error: return location for an error of %SMRT_DATABASE_ERROR
 *
 * Opens or creates a database and brings it to the newest schema. A file that
 * is corrupt, foreign or of a newer schema is left exactly as it was.
 *
 * Returns: (transfer full) (nullable): the connection
 */
SmrtDatabase *smrt_database_open  (const char          *path,
                                   guint32              application_id,
                                   const char * const  *schema,
                                   GError             **error);

/**
 * smrt_database_close:
 *
 * Closes the connection and frees its statements. What is in an open
 * transaction is lost.
 */
void          smrt_database_close (SmrtDatabase        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtDatabase, smrt_database_close)

/**
 * smrt_database_set_aside:
 * @path: a file that could not be opened
 * @error: return location for a GIOError
 *
 * Renames the file and its journal files by adding `.damaged-N`, so that a new
 * one can be made and nothing is lost.
 *
 * Returns: (transfer full) (nullable): the new path
 */
char         *smrt_database_set_aside (const char  *path,
                                       GError     **error);

/**
 * smrt_database_get_handle:
 *
 * Returns: (transfer none): SQLite's connection
 */
sqlite3      *smrt_database_get_handle (SmrtDatabase *self);

/**
 * smrt_database_execute:
 * @sql: one or more statements without parameters
 *
 * Returns: whether all of them ran
 */
gboolean      smrt_database_execute (SmrtDatabase  *self,
                                     const char    *sql,
                                     GError       **error);

/**
 * smrt_database_prepare:
 * @sql: one statement; the text must be a static string, it is the key under
 *   which the statement is kept
 *
 * A statement that is reset, has no bindings, and stays owned by the
 * connection. Call `sqlite3_reset ()` after use.
 *
 * Returns: (transfer none) (nullable): the statement
 */
sqlite3_stmt *smrt_database_prepare (SmrtDatabase  *self,
                                     const char    *sql,
                                     GError       **error);

/**
 * smrt_database_step:
 * @statement: a statement of this connection
 * @has_row: (out) (optional): whether there is a row
 *
 * Steps a statement; when no row is left, or on an error, resets it.
 *
 * Returns: whether it went without an error
 */
gboolean      smrt_database_step (SmrtDatabase  *self,
                                  sqlite3_stmt  *statement,
                                  gboolean      *has_row,
                                  GError       **error);

/**
 * smrt_database_begin:
 *
 * Begins a transaction that holds the write lock from the start.
 */
gboolean      smrt_database_begin    (SmrtDatabase  *self,
                                      GError       **error);

/**
 * smrt_database_commit:
 *
 * Where it fails because the database is busy, the transaction stays open: try
 * again or roll back.
 */
gboolean      smrt_database_commit   (SmrtDatabase  *self,
                                      GError       **error);

/**
 * smrt_database_rollback:
 *
 * Undoes the open transaction; nothing happens where there is none, so that it
 * may follow any error.
 */
void          smrt_database_rollback (SmrtDatabase  *self);

G_END_DECLS
