/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-reader.h"

#include "smrt-store-reword.h"
#include "smrt-store-row.h"
#include "smrt-store-sql.h"
#include "smrt-store-writer.h"

void
smrt_store_ask_free (SmrtStoreAsk *self)
{
  g_free (self->id);
  g_free (self);
}

void
smrt_store_keep_free (SmrtStoreKeep *self)
{
  smrt_store_copy_free (self->copy);
  smrt_store_wording_unref (self->wording);
  g_free (self);
}

/* Several statements see the same state of the file in one transaction. */
static gpointer
read_at_once (SmrtDatabase  *database,
              SmrtStoreAsk  *ask,
              gpointer (*read) (SmrtDatabase *database, SmrtStoreAsk *ask, GError **error),
              GDestroyNotify free_result,
              GError       **error)
{
  GError *local_error = NULL;
  gpointer result = NULL;

  if (!smrt_database_execute (database, "BEGIN", error))
    return NULL;

  result = read (database, ask, &local_error);
  if (local_error == NULL && !smrt_database_commit (database, &local_error))
    g_clear_pointer (&result, free_result);
  if (local_error != NULL)
    {
      smrt_database_rollback (database);
      g_propagate_error (error, local_error);
    }

  return result;
}

static gpointer
load_copy (SmrtDatabase  *database,
           SmrtStoreAsk  *ask,
           GError       **error)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autofree char *customer = NULL;
  gint64 as_of = G_MININT64;
  sqlite3_stmt *statement;
  gboolean has_row;

  if (!smrt_store_sql_get_text (database, error, &customer, "SELECT value FROM meta WHERE key = 'customer'", "") ||
      !smrt_store_sql_get_int (database, error, &as_of, "SELECT value FROM meta WHERE key = 'as_of'", "") ||
      customer == NULL || as_of == G_MININT64)
    return NULL;

  statement = smrt_store_sql_bind (database, error, "SELECT key, json FROM answer", "");
  if (statement == NULL)
    return NULL;
  for (;;)
    {
      if (!smrt_database_step (database, statement, &has_row, error))
        return NULL;
      if (!has_row)
        return smrt_store_copy_new (archive, customer, as_of);
      smrt_stripe_archive_add_text (archive, smrt_store_sql_text (statement, 0),
                                    g_strdup (smrt_store_sql_text (statement, 1)));
    }
}

gpointer
smrt_store_reader_load_copy (SmrtDatabase  *database,
                             gpointer       ask,
                             GCancellable  *cancellable,
                             GError       **error)
{
  return read_at_once (database, ask, load_copy, (GDestroyNotify) smrt_store_copy_free, error);
}

static gboolean
list_changeable (SmrtDatabase   *database,
                 SmrtStoreEdge  *edge,
                 GError        **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  sqlite3_stmt *statement;
  gboolean has_row;

  statement = smrt_store_sql_bind (database, error, "SELECT id FROM invoice WHERE changeable ORDER BY seq", "");
  if (statement == NULL)
    return FALSE;

  while (smrt_database_step (database, statement, &has_row, error))
    {
      if (!has_row)
        {
          edge->changeable = g_strv_builder_end (ids);
          return TRUE;
        }
      g_strv_builder_add (ids, smrt_store_sql_text (statement, 0));
    }

  return FALSE;
}

static gpointer
load_edge (SmrtDatabase  *database,
           SmrtStoreAsk  *ask,
           GError       **error)
{
  static const char * const newest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT id FROM ", " ORDER BY seq LIMIT 1");
  static const char * const oldest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT id FROM ", " ORDER BY seq DESC LIMIT 1");
  g_autoptr (SmrtStoreEdge) edge = g_new0 (SmrtStoreEdge, 1);
  gint64 complete = 0;
  gint64 n_rows = 0;

  if (!smrt_store_sql_get_text (database, error, &edge->newest_id, newest_sql[ask->table], "") ||
      !smrt_store_sql_get_text (database, error, &edge->oldest_id, oldest_sql[ask->table], "") ||
      !smrt_store_sql_get_int (database, error, &complete, "SELECT complete FROM reach WHERE ledger = ?", "i",
                               (gint64) ask->table) ||
      !smrt_store_sql_get_int (database, error, &n_rows, "SELECT sum (n) FROM total WHERE ledger = ?", "i",
                               (gint64) ask->table))
    return NULL;

  edge->complete = complete != 0;
  edge->n_rows = n_rows;
  if (ask->table != SMRT_STORE_TABLE_INVOICES)
    edge->changeable = g_new0 (char *, 1);
  else if (!list_changeable (database, edge, error))
    return NULL;

  return g_steal_pointer (&edge);
}

gpointer
smrt_store_reader_load_edge (SmrtDatabase  *database,
                             gpointer       ask,
                             GCancellable  *cancellable,
                             GError       **error)
{
  return read_at_once (database, ask, load_edge, (GDestroyNotify) smrt_store_edge_free, error);
}

static gpointer
load_recent (SmrtDatabase  *database,
             SmrtStoreAsk  *ask,
             GError       **error)
{
  static const char * const sql[] = {
    "SELECT seq FROM credit ORDER BY seq LIMIT ?",
    "SELECT seq FROM usage_credit ORDER BY seq LIMIT ?",
    "SELECT seq FROM (SELECT seq FROM invoice ORDER BY seq LIMIT ?)"
    " UNION SELECT seq FROM invoice WHERE changeable ORDER BY seq",
  };
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *objects;
  sqlite3_stmt *statement;
  gboolean has_row = TRUE;

  statement = smrt_store_sql_bind (database, error, sql[ask->table], "i", (gint64) ask->n_rows);
  if (statement == NULL)
    return NULL;
  while (has_row)
    {
      gint64 seq;

      if (!smrt_database_step (database, statement, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      seq = sqlite3_column_int64 (statement, 0);
      g_array_append_val (seqs, seq);
    }

  rows = smrt_store_row_read (database, ask->table, (const gint64 *) seqs->data, seqs->len, error);
  if (rows == NULL)
    return NULL;

  objects = g_ptr_array_new_full (rows->len, g_object_unref);
  for (unsigned int i = 0; i < rows->len; i++)
    {
      SmrtStoreRow *row = rows->pdata[i];

      g_ptr_array_add (objects, row->entry != NULL ? (gpointer) g_object_ref (row->entry) : g_object_ref (row->invoice));
    }

  return objects;
}

gpointer
smrt_store_reader_load_recent (SmrtDatabase  *database,
                               gpointer       ask,
                               GCancellable  *cancellable,
                               GError       **error)
{
  return read_at_once (database, ask, load_recent, (GDestroyNotify) g_ptr_array_unref, error);
}

gpointer
smrt_store_reader_find_invoice (SmrtDatabase  *database,
                                gpointer       ask,
                                GCancellable  *cancellable,
                                GError       **error)
{
  return smrt_store_row_find_invoice (database, ((SmrtStoreAsk *) ask)->id, error);
}

gpointer
smrt_store_reader_load_currencies (SmrtDatabase  *database,
                                   gpointer       ask,
                                   GCancellable  *cancellable,
                                   GError       **error)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE (
    "SELECT currency FROM total WHERE ledger = ? ORDER BY (SELECT min (seq) FROM ",
    " AS a WHERE a.currency = total.currency)");
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  SmrtStoreTable table = ((SmrtStoreAsk *) ask)->table;
  sqlite3_stmt *statement = smrt_store_sql_bind (database, error, sql[table], "i", (gint64) table);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  while (smrt_database_step (database, statement, &has_row, error))
    {
      if (!has_row)
        return g_strv_builder_end (codes);
      g_strv_builder_add (codes, smrt_store_sql_text (statement, 0));
    }

  return NULL;
}

/* Of a request that was not made this time. */
static gboolean
drop_other_answers (SmrtDatabase  *database,
                    GPtrArray     *keys,
                    GError       **error)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = smrt_store_sql_bind (database, error, "SELECT key FROM answer", "");
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;

  for (unsigned int i = 0; i < keys->len; i++)
    g_hash_table_add (kept, keys->pdata[i]);
  while (has_row)
    {
      if (!smrt_database_step (database, statement, &has_row, error))
        return FALSE;
      if (has_row && !g_hash_table_contains (kept, smrt_store_sql_text (statement, 0)))
        g_ptr_array_add (others, g_strdup (smrt_store_sql_text (statement, 0)));
    }

  for (unsigned int i = 0; i < others->len; i++)
    if (!smrt_store_sql_run (database, error, "DELETE FROM answer WHERE key = ?", "s", others->pdata[i]))
      return FALSE;

  return TRUE;
}

/* Most answers are the same each time, and are not written again. */
static gboolean
keep_copy (SmrtDatabase   *database,
           SmrtStoreKeep  *keep,
           unsigned int   *changed,
           GError        **error)
{
  SmrtStripeArchive *archive = keep->copy->archive;
  g_autoptr (GPtrArray) keys = smrt_stripe_archive_get_keys (archive);

  if (!smrt_store_writer_claim (database, keep->copy->customer_id, changed, error) ||
      !drop_other_answers (database, keys, error) ||
      !smrt_store_sql_run (database, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ('as_of', ?)", "i",
                           keep->copy->as_of))
    return FALSE;

  for (unsigned int i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];
      g_autofree char *text = smrt_stripe_archive_dup_text (archive, key);

      if (!smrt_store_sql_run (database, error,
                               "INSERT INTO answer (key, json) VALUES (?, ?)"
                               " ON CONFLICT (key) DO UPDATE SET json = excluded.json WHERE json <> excluded.json",
                               "ss", key, text))
        return FALSE;
    }

  return smrt_store_reword_begin (database, keep->wording, changed, error);
}

gpointer
smrt_store_writer_keep_copy (SmrtDatabase  *database,
                             gpointer       keep,
                             GCancellable  *cancellable,
                             GError       **error)
{
  unsigned int changed = 0;

  if (!smrt_database_begin (database, error) || !keep_copy (database, keep, &changed, error) ||
      !smrt_database_commit (database, error))
    return NULL;

  return GUINT_TO_POINTER (changed);
}
