/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-reword.h"

#include "smrt-store-row.h"
#include "smrt-store-sql.h"
#include "smrt-store-writer.h"

/* Rows in one transaction: other writes do not wait long for it. */
#define CHUNK_ROWS 200

static gboolean
list_seqs (SmrtDatabase  *database,
           sqlite3_stmt  *statement,
           GArray        *seqs,
           GError       **error)
{
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      gint64 seq;

      if (!smrt_database_step (database, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      seq = sqlite3_column_int64 (statement, 0);
      g_array_append_val (seqs, seq);
    }
}

/* A kept invoice that cannot be read tells nothing; the entry is there all the
 * same. */
static SmrtInvoice *
forgive_unreadable (SmrtInvoice  *invoice,
                    GError      **local_error)
{
  if (*local_error != NULL && (*local_error)->domain != SMRT_DATABASE_ERROR)
    {
      g_debug ("A kept invoice cannot be read: %s", (*local_error)->message);
      g_clear_error (local_error);
    }

  return invoice;
}

gboolean
smrt_store_reword_find_invoice (SmrtDatabase     *database,
                                SmrtCreditEntry  *entry,
                                SmrtInvoice     **invoice,
                                GError          **error)
{
  const char *id = smrt_credit_entry_get_invoice_id (entry);
  GError *local_error = NULL;

  *invoice = NULL;
  if (id == NULL)
    return TRUE;

  *invoice = forgive_unreadable (smrt_store_row_find_invoice (database, id, &local_error), &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);

  return FALSE;
}

static gboolean
write_words (SmrtDatabase    *database,
             SmrtStoreTable   table,
             gint64           seq,
             const char      *words,
             const char      *search,
             GError         **error)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE ("UPDATE ", " SET words = ?, search = ? WHERE seq = ?");

  return smrt_store_sql_run (database, error, sql[table], "ssi", words, search, seq);
}

static gboolean
reword_entry (SmrtDatabase      *database,
              SmrtStoreWording  *wording,
              SmrtStoreTable     table,
              gint64             seq,
              SmrtInvoice       *invoice,
              GError           **error)
{
  GError *local_error = NULL;
  g_autoptr (SmrtCreditEntry) entry = smrt_store_row_read_entry (database, table, seq, &local_error);
  g_autoptr (SmrtInvoice) found = NULL;
  g_autofree char *words = NULL;
  g_autofree char *search = NULL;

  if (entry == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }

  if (invoice == NULL && !smrt_store_reword_find_invoice (database, entry, &found, error))
    return FALSE;
  smrt_store_wording_make_credit (wording, entry, invoice != NULL ? invoice : found, &words, &search);

  return write_words (database, table, seq, words, search, error);
}

static gboolean
reword_invoice (SmrtDatabase      *database,
                SmrtStoreWording  *wording,
                gint64             seq,
                GError           **error)
{
  GError *local_error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *words = NULL;
  g_autofree char *search = NULL;
  SmrtStoreRow *row;

  rows = smrt_store_row_read (database, SMRT_STORE_TABLE_INVOICES, &seq, 1, &local_error);
  forgive_unreadable (NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  row = rows != NULL ? rows->pdata[0] : NULL;
  if (row == NULL)
    return TRUE;
  smrt_store_wording_make_invoice (wording, row->invoice, &words, &search);

  return write_words (database, SMRT_STORE_TABLE_INVOICES, seq, words, search, error);
}

gboolean
smrt_store_reword_entries (SmrtDatabase      *database,
                           SmrtStoreWording  *wording,
                           SmrtInvoice       *invoice,
                           unsigned int      *changed,
                           GError           **error)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE ("SELECT seq FROM ", " WHERE invoice = ?");

  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_USAGE_CREDITS; table++)
    {
      g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
      sqlite3_stmt *statement = smrt_store_sql_bind (database, error, sql[table], "s", smrt_invoice_get_id (invoice));

      if (!list_seqs (database, statement, seqs, error))
        return FALSE;
      for (unsigned int i = 0; i < seqs->len; i++)
        if (!reword_entry (database, wording, table, g_array_index (seqs, gint64, i), invoice, error))
          return FALSE;
      if (seqs->len > 0)
        *changed |= 1u << table;
    }

  return TRUE;
}

gboolean
smrt_store_reword_begin (SmrtDatabase      *database,
                         SmrtStoreWording  *wording,
                         unsigned int      *pending,
                         GError           **error)
{
  const char *fingerprint = smrt_store_wording_get_fingerprint (wording);
  g_autofree char *former = NULL;
  gint64 n_pending = 0;

  if (!smrt_store_sql_get_text (database, error, &former, "SELECT value FROM meta WHERE key = 'wording'", ""))
    return FALSE;

  if (g_strcmp0 (former, fingerprint) != 0 &&
      (!smrt_store_sql_run (database, error, "UPDATE reach SET reword = 0", "") ||
       !smrt_store_sql_run (database, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ('wording', ?)", "s",
                            fingerprint)))
    return FALSE;

  if (!smrt_store_sql_get_int (database, error, &n_pending, "SELECT count (reword) FROM reach", ""))
    return FALSE;
  if (n_pending > 0)
    *pending |= SMRT_STORE_REWORD;

  return TRUE;
}

gpointer
smrt_store_reword_prepare (SmrtDatabase  *database,
                           gpointer       wording,
                           GCancellable  *cancellable,
                           GError       **error)
{
  unsigned int pending = 0;

  if (!smrt_database_begin (database, error) || !smrt_store_reword_begin (database, wording, &pending, error) ||
      !smrt_database_commit (database, error))
    return NULL;

  return GUINT_TO_POINTER (pending);
}

static gboolean
reword_chunk (SmrtDatabase      *database,
              SmrtStoreWording  *wording,
              unsigned int      *done,
              GError           **error)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE ("SELECT seq FROM ",
                                                           " WHERE seq >= ? ORDER BY seq LIMIT 200");
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 table = -1;
  gint64 first = 0;

  if (!smrt_store_sql_get_int (database, error, &table,
                               "SELECT ledger FROM reach WHERE reword IS NOT NULL ORDER BY ledger = 2 DESC, ledger",
                               ""))
    return FALSE;
  if (table < 0)
    return TRUE;
  *done |= SMRT_STORE_REWORD;

  if (!smrt_store_sql_get_int (database, error, &first, "SELECT reword FROM reach WHERE ledger = ?", "i", table) ||
      !list_seqs (database, smrt_store_sql_bind (database, error, sql[table], "i", first), seqs, error))
    return FALSE;

  for (unsigned int i = 0; i < seqs->len; i++)
    {
      gint64 seq = g_array_index (seqs, gint64, i);

      if (table == SMRT_STORE_TABLE_INVOICES ? !reword_invoice (database, wording, seq, error)
                                             : !reword_entry (database, wording, table, seq, NULL, error))
        return FALSE;
    }

  if (seqs->len == CHUNK_ROWS)
    return smrt_store_sql_run (database, error, "UPDATE reach SET reword = ? WHERE ledger = ?", "ii",
                               g_array_index (seqs, gint64, CHUNK_ROWS - 1) + 1, table);

  *done |= 1u << table;

  return smrt_store_sql_run (database, error,
                             "UPDATE reach SET reword = NULL, revision = revision + 1 WHERE ledger = ?", "i", table);
}

gpointer
smrt_store_reword_continue (SmrtDatabase  *database,
                            gpointer       wording,
                            GCancellable  *cancellable,
                            GError       **error)
{
  unsigned int done = 0;

  if (!smrt_database_begin (database, error) || !reword_chunk (database, wording, &done, error) ||
      !smrt_database_commit (database, error))
    return NULL;

  return GUINT_TO_POINTER (done);
}
