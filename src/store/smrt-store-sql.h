/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"

G_BEGIN_DECLS

/**
 * SMRT_STORE_EACH_TABLE:
 *
 * The same statement for each #SmrtStoreTable, as static strings.
 */
#define SMRT_STORE_EACH_TABLE(before, after) \
 {                                                                           \
  before "credit" after, before "usage_credit" after, before "invoice" after \
 }

/**
 * smrt_store_sql_bind:
 * @sql: one statement, a static string
 * @types: a letter for each parameter that follows: `i` #gint64, `s` string
 *   (nullable; it must live until the statement was stepped), `n` null without
 *   a value
 *
 * Returns: (transfer none) (nullable): the statement, to be stepped
 */
sqlite3_stmt *smrt_store_sql_bind (SmrtDatabase  *database,
                                   GError       **error,
                                   const char    *sql,
                                   const char    *types,
                                   ...);

/**
 * smrt_store_sql_run:
 *
 * Runs a statement that gives no rows.
 */
gboolean      smrt_store_sql_run  (SmrtDatabase  *database,
                                   GError       **error,
                                   const char    *sql,
                                   const char    *types,
                                   ...);

/**
 * smrt_store_sql_get_int:
 * @value: (inout): the first column of the first row; left as it is where there
 *   is no row or the column is null
 */
gboolean      smrt_store_sql_get_int (SmrtDatabase  *database,
                                      GError       **error,
                                      gint64        *value,
                                      const char    *sql,
                                      const char    *types,
                                      ...);

/**
 * smrt_store_sql_get_text:
 * @value: (out) (nullable): the first column of the first row
 */
gboolean      smrt_store_sql_get_text (SmrtDatabase  *database,
                                       GError       **error,
                                       char         **value,
                                       const char    *sql,
                                       const char    *types,
                                       ...);

/**
 * smrt_store_sql_text:
 *
 * Returns: (nullable): a column of the current row
 */
const char   *smrt_store_sql_text (sqlite3_stmt  *statement,
                                   int            column);

G_END_DECLS
