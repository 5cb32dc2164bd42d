/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-sql.h"

#include <stdarg.h>

static sqlite3_stmt *
bind_valist (SmrtDatabase  *database,
             GError       **error,
             const char    *sql,
             const char    *types,
             va_list        arguments)
{
  sqlite3_stmt *statement = smrt_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
      else if (types[i] == 's')
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_STATIC);
      else
        sqlite3_bind_null (statement, i + 1);
    }

  return statement;
}

sqlite3_stmt *
smrt_store_sql_bind (SmrtDatabase  *database,
                     GError       **error,
                     const char    *sql,
                     const char    *types,
                     ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = bind_valist (database, error, sql, types, arguments);
  va_end (arguments);

  return statement;
}

gboolean
smrt_store_sql_run (SmrtDatabase  *database,
                    GError       **error,
                    const char    *sql,
                    const char    *types,
                    ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = bind_valist (database, error, sql, types, arguments);
  va_end (arguments);

  return statement != NULL && smrt_database_step (database, statement, NULL, error);
}

gboolean
smrt_store_sql_get_int (SmrtDatabase  *database,
                        GError       **error,
                        gint64        *value,
                        const char    *sql,
                        const char    *types,
                        ...)
{
  sqlite3_stmt *statement;
  gboolean has_row;
  va_list arguments;

  va_start (arguments, types);
  statement = bind_valist (database, error, sql, types, arguments);
  va_end (arguments);

  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;

  if (has_row && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

gboolean
smrt_store_sql_get_text (SmrtDatabase  *database,
                         GError       **error,
                         char         **value,
                         const char    *sql,
                         const char    *types,
                         ...)
{
  sqlite3_stmt *statement;
  gboolean has_row;
  va_list arguments;

  *value = NULL;
  va_start (arguments, types);
  statement = bind_valist (database, error, sql, types, arguments);
  va_end (arguments);

  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;

  if (has_row)
    *value = g_strdup (smrt_store_sql_text (statement, 0));
  sqlite3_reset (statement);

  return TRUE;
}

const char *
smrt_store_sql_text (sqlite3_stmt *statement,
                     int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}
