/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-totals.h"

#include "smrt-store-sql.h"

struct _SmrtStoreTotals
{
  SmrtDatabase *database;
  SmrtStoreTable table;
  GHashTable *changes;
};

typedef struct
{
  gint64 n_rows;
  SmrtStoreSum credited;
  SmrtStoreSum used;
} Change;

SmrtStoreTotals *
smrt_store_totals_new (SmrtDatabase   *database,
                       SmrtStoreTable  table)
{
  SmrtStoreTotals *self = g_new0 (SmrtStoreTotals, 1);

  self->database = database;
  self->table = table;
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
smrt_store_totals_free (SmrtStoreTotals *self)
{
  g_hash_table_unref (self->changes);
  g_free (self);
}

static Change *
get_change (SmrtStoreTotals *self,
            const char      *currency)
{
  Change *change = g_hash_table_lookup (self->changes, currency);

  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      g_hash_table_insert (self->changes, g_strdup (currency), change);
    }

  return change;
}

void
smrt_store_totals_add (SmrtStoreTotals       *self,
                       const SmrtStoreRecord *record)
{
  Change *change = get_change (self, smrt_store_record_get_currency (record));
  gint64 credited, used;

  smrt_store_record_get_change (record, &credited, &used);
  change->n_rows++;
  smrt_store_sum_add (&change->credited, credited);
  smrt_store_sum_add (&change->used, used);
}

gboolean
smrt_store_totals_remove (SmrtStoreTotals  *self,
                          gint64            seq,
                          GError          **error)
{
  static const char * const sql[] = {
    "SELECT currency, amount, kind, 0 FROM credit WHERE seq = ?",
    "SELECT currency, amount, kind, 0 FROM usage_credit WHERE seq = ?",
    "SELECT currency, amount, kind, paid FROM invoice WHERE seq = ?",
  };
  sqlite3_stmt *statement = smrt_store_sql_bind (self->database, error, sql[self->table], "i", seq);
  gint64 credited, used;
  gboolean has_row;
  Change *change;

  if (statement == NULL || !smrt_database_step (self->database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  change = get_change (self, smrt_store_sql_text (statement, 0));
  smrt_store_record_change (self->table, sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2),
                            sqlite3_column_int64 (statement, 3), &credited, &used);
  sqlite3_reset (statement);

  change->n_rows--;
  smrt_store_sum_subtract (&change->credited, credited);
  smrt_store_sum_subtract (&change->used, used);

  return TRUE;
}

gboolean
smrt_store_totals_flush (SmrtStoreTotals  *self,
                         GError          **error)
{
  GHashTableIter iter;
  gpointer currency, value;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &currency, &value))
    {
      Change *change = value;

      if (!smrt_store_sql_run (self->database, error,
                               "INSERT INTO total VALUES (?, ?, ?, ?, ?, ?, ?)"
                               " ON CONFLICT (ledger, currency) DO UPDATE SET n = n + excluded.n,"
                               " credited_high = credited_high + excluded.credited_high,"
                               " credited_low = credited_low + excluded.credited_low,"
                               " used_high = used_high + excluded.used_high,"
                               " used_low = used_low + excluded.used_low",
                               "isiiiii", (gint64) self->table, currency, change->n_rows, change->credited.high,
                               change->credited.low, change->used.high, change->used.low))
        return FALSE;
    }

  return smrt_store_sql_run (self->database, error, "DELETE FROM total WHERE ledger = ? AND n = 0", "i",
                             (gint64) self->table);
}

gboolean
smrt_store_totals_read (SmrtDatabase    *database,
                        SmrtStoreTable   table,
                        const char      *currency,
                        SmrtStoreTotal  *total,
                        GError         **error)
{
  sqlite3_stmt *statement;
  gboolean has_row;

  *total = (SmrtStoreTotal){ 0 };
  statement = smrt_store_sql_bind (database, error,
                                   "SELECT currency, n, credited_high, credited_low, used_high, used_low FROM total"
                                   " WHERE ledger = ?1 AND (?2 IS NULL OR currency = ?2)",
                                   "is", (gint64) table, currency);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!smrt_database_step (database, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      total->n_currencies++;
      g_strlcpy (total->currency, smrt_store_sql_text (statement, 0), sizeof total->currency);
      total->n_rows += sqlite3_column_int64 (statement, 1);
      total->credited.high += sqlite3_column_int64 (statement, 2);
      total->credited.low += sqlite3_column_int64 (statement, 3);
      total->used.high += sqlite3_column_int64 (statement, 4);
      total->used.low += sqlite3_column_int64 (statement, 5);
    }
}
