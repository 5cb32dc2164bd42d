/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-period.h"

#include "smrt-store-sql.h"

typedef struct
{
  gboolean known;
  gint64 amount;
} Balance;

/* The balance before the ledger's first entry: nothing, or what the entry itself
 * says where the ledger was carried over from elsewhere. */
static gboolean
read_beginning (SmrtDatabase         *database,
                const SmrtStoreQuery *query,
                const SmrtStoreSums  *sums,
                Balance              *balance,
                GError              **error)
{
  static const char * const sql[] = {
    "SELECT balance, amount FROM credit WHERE seq = (SELECT max (seq) FROM credit WHERE currency = ?)",
    "SELECT balance, amount FROM usage_credit WHERE seq = (SELECT max (seq) FROM usage_credit WHERE currency = ?)",
  };
  sqlite3_stmt *statement;
  gboolean has_row;

  *balance = (Balance){ sums->complete, 0 };
  if (!sums->complete)
    return TRUE;

  statement = smrt_store_sql_bind (database, error, sql[query->table], "s", sums->currency);
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  balance->known = sqlite3_column_type (statement, 0) != SQLITE_NULL &&
                   !__builtin_sub_overflow (sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                                            &balance->amount);
  sqlite3_reset (statement);

  return TRUE;
}

/* The balance after the last entry before @time, 0 for the newest of all. */
static gboolean
read_at (SmrtDatabase          *database,
         const SmrtStoreQuery  *query,
         const SmrtStoreSums   *sums,
         gint64                 time,
         Balance               *balance,
         GError               **error)
{
  static const char * const newest_sql[] = {
    "SELECT balance FROM credit WHERE seq = (SELECT min (seq) FROM credit WHERE currency = ?)",
    "SELECT balance FROM usage_credit WHERE seq = (SELECT min (seq) FROM usage_credit WHERE currency = ?)",
  };
  static const char * const before_sql[] = {
    "SELECT balance FROM credit WHERE seq = (SELECT min (seq) FROM credit WHERE currency = ?1 AND created ="
    " (SELECT max (created) FROM credit WHERE currency = ?1 AND created < ?2))",
    "SELECT balance FROM usage_credit WHERE seq = (SELECT min (seq) FROM usage_credit WHERE currency = ?1 AND created ="
    " (SELECT max (created) FROM usage_credit WHERE currency = ?1 AND created < ?2))",
  };
  sqlite3_stmt *statement;
  gboolean has_row;

  if (time == 0)
    statement = smrt_store_sql_bind (database, error, newest_sql[query->table], "s", sums->currency);
  else
    statement = smrt_store_sql_bind (database, error, before_sql[query->table], "si", sums->currency, time);
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return read_beginning (database, query, sums, balance, error);

  balance->known = sqlite3_column_type (statement, 0) != SQLITE_NULL;
  balance->amount = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

gboolean
smrt_store_period_read (SmrtDatabase          *database,
                        const SmrtStoreQuery  *query,
                        SmrtStoreSums         *sums,
                        GError               **error)
{
  Balance opening, closing;

  if (query->from == 0 ? !read_beginning (database, query, sums, &opening, error)
                       : !read_at (database, query, sums, query->from, &opening, error))
    return FALSE;
  if (!read_at (database, query, sums, query->until, &closing, error))
    return FALSE;

  sums->has_balances = opening.known && closing.known;
  if (sums->has_balances)
    {
      sums->opening = opening.amount;
      sums->closing = closing.amount;
    }

  return TRUE;
}
