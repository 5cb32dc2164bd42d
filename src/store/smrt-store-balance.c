/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-balance.h"

#include "smrt-store-sql.h"
#include "smrt-store-table.h"

static gboolean
follows (gint64 before,
         gint64 amount,
         gint64 balance)
{
  gint64 sum;

  return !__builtin_add_overflow (before, amount, &sum) && sum == balance;
}

gboolean
smrt_store_balance_follows (SmrtCreditEntry *older,
                            SmrtCreditEntry *newer)
{
  return follows (smrt_credit_entry_get_balance (older)->amount, smrt_credit_entry_get_amount (newer)->amount,
                  smrt_credit_entry_get_balance (newer)->amount);
}

static gboolean
check_one (SmrtDatabase  *database,
           gint64         seq,
           const char    *currency,
           GError       **error)
{
  sqlite3_stmt *statement;
  gint64 amount, balance;
  gboolean has_row, faulty;

  statement = smrt_store_sql_bind (database, error, "SELECT amount, balance FROM credit WHERE seq = ?", "i", seq);
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  amount = sqlite3_column_int64 (statement, 0);
  balance = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);

  statement = smrt_store_sql_bind (database, error,
                                   "SELECT balance FROM credit WHERE seq ="
                                   " (SELECT min (seq) FROM credit WHERE currency = ? AND seq > ?)",
                                   "si", currency, seq);
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;
  faulty = has_row && !follows (sqlite3_column_int64 (statement, 0), amount, balance);
  sqlite3_reset (statement);

  return smrt_store_sql_run (database, error, "UPDATE credit SET faulty = ?1 WHERE seq = ?2 AND faulty <> ?1", "ii",
                             (gint64) faulty, seq);
}

gboolean
smrt_store_balance_check_newer (SmrtDatabase  *database,
                                gint64         seq,
                                const char    *currency,
                                unsigned int  *revised,
                                GError       **error)
{
  gint64 newer = 0;

  if (!smrt_store_sql_get_int (database, error, &newer, "SELECT max (seq) FROM credit WHERE currency = ? AND seq < ?",
                               "si", currency, seq))
    return FALSE;
  if (newer == 0)
    return TRUE;
  if (!check_one (database, newer, currency, error))
    return FALSE;

  if (sqlite3_changes (smrt_database_get_handle (database)) > 0)
    *revised |= 1u << SMRT_STORE_TABLE_CREDITS;

  return TRUE;
}

gboolean
smrt_store_balance_check (SmrtDatabase  *database,
                          gint64         seq,
                          const char    *currency,
                          unsigned int  *revised,
                          GError       **error)
{
  return check_one (database, seq, currency, error) &&
         smrt_store_balance_check_newer (database, seq, currency, revised, error);
}

/* What a currency has come to; not known any more once it is beyond 64 bits. */
typedef struct
{
  gint64 balance;
  gboolean known;
} Running;

static Running *
get_running (SmrtDatabase  *database,
             GHashTable    *all,
             const char    *currency,
             gint64         seq,
             GError       **error)
{
  Running *running = g_hash_table_lookup (all, currency);
  sqlite3_stmt *statement;
  gboolean has_row;

  if (running != NULL)
    return running;

  statement = smrt_store_sql_bind (database, error,
                                   "SELECT balance FROM usage_credit WHERE seq ="
                                   " (SELECT min (seq) FROM usage_credit WHERE currency = ? AND seq > ?)",
                                   "si", currency, seq);
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return NULL;

  running = g_new0 (Running, 1);
  running->known = !has_row || sqlite3_column_type (statement, 0) != SQLITE_NULL;
  if (has_row)
    running->balance = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  g_hash_table_insert (all, g_strdup (currency), running);

  return running;
}

gboolean
smrt_store_balance_fill (SmrtDatabase  *database,
                         gint64         oldest,
                         GError       **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gint64 complete = 0;
  gboolean has_row;
  gint64 seq = oldest;

  if (!smrt_store_sql_get_int (database, error, &complete, "SELECT complete FROM reach WHERE ledger = ?", "i",
                               (gint64) SMRT_STORE_TABLE_USAGE_CREDITS))
    return FALSE;

  /* A statement that is stepped through must not see what is written meanwhile,
   * so it is begun anew for each entry. */
  for (gboolean first = TRUE; complete; first = FALSE)
    {
      sqlite3_stmt *statement;
      Running *running;
      gint64 amount;

      statement = smrt_store_sql_bind (database, error,
                                       "SELECT seq, currency, amount FROM usage_credit WHERE seq <= ?"
                                       " ORDER BY seq DESC LIMIT 1",
                                       "i", first ? seq : seq - 1);
      if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      seq = sqlite3_column_int64 (statement, 0);
      amount = sqlite3_column_int64 (statement, 2);
      running = get_running (database, all, smrt_store_sql_text (statement, 1), seq, error);
      sqlite3_reset (statement);
      if (running == NULL)
        return FALSE;

      running->known = running->known && !__builtin_add_overflow (running->balance, amount, &running->balance);
      if (!smrt_store_sql_run (database, error, "UPDATE usage_credit SET balance = iif (?3, ?1, NULL) WHERE seq = ?2",
                               "iii", running->balance, seq, (gint64) running->known))
        return FALSE;
    }

  return TRUE;
}
