/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-writer.h"

#include "smrt-store-balance.h"
#include "smrt-store-record.h"
#include "smrt-store-reword.h"
#include "smrt-store-row.h"
#include "smrt-store-schema.h"
#include "smrt-store-sql.h"
#include "smrt-store-totals.h"

/* So many rows are a long ledger, for which there is more memory from then on:
 * SQLite's kibibytes. */
#define BULK 100
#define BULK_CACHE "-8192"

/* The piece of work while it is done. */
typedef struct
{
  SmrtDatabase *database;
  SmrtStorePage *page;
  SmrtStoreTable table;
  GPtrArray *records;
  gint64 *seqs;              /* of each record; 0 for one that is new */
  SmrtStoreTotals *totals;
  gint64 oldest_touched;
  unsigned int changed;
  unsigned int revised;      /* tables where rows that were there say something else */
  GError **error;
} Batch;

void
smrt_store_page_free (SmrtStorePage *self)
{
  g_free (self->cursor);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_free (self->copy_of);
  g_clear_pointer (&self->wording, smrt_store_wording_unref);
  g_free (self);
}

gboolean
smrt_store_writer_empty (SmrtDatabase    *database,
                         SmrtStoreTable   table,
                         GError         **error)
{
  static const char * const rows_sql[] = SMRT_STORE_EACH_TABLE ("DELETE FROM ", "");
  static const char * const json_sql[] = SMRT_STORE_EACH_TABLE ("DELETE FROM ", "_json");

  return smrt_store_sql_run (database, error, rows_sql[table], "") &&
         smrt_store_sql_run (database, error, json_sql[table], "") &&
         smrt_store_sql_run (database, error, "DELETE FROM total WHERE ledger = ?", "i", (gint64) table) &&
         smrt_store_sql_run (database, error,
                             "UPDATE reach SET complete = 0, generation = generation + 1, reword = NULL"
                             " WHERE ledger = ?",
                             "i", (gint64) table);
}

gboolean
smrt_store_writer_claim (SmrtDatabase  *database,
                         const char    *customer_id,
                         unsigned int  *changed,
                         GError       **error)
{
  g_autofree char *customer = NULL;

  if (!smrt_store_sql_get_text (database, error, &customer, "SELECT value FROM meta WHERE key = 'customer'", ""))
    return FALSE;
  if (g_strcmp0 (customer, customer_id) == 0)
    return TRUE;

  if (customer != NULL)
    {
      for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
        {
          if (!smrt_store_writer_empty (database, table, error))
            return FALSE;
          *changed |= 1u << table;
        }
      if (!smrt_store_sql_run (database, error, "DELETE FROM answer", "") ||
          !smrt_store_sql_run (database, error, "DELETE FROM meta WHERE key = 'as_of'", ""))
        return FALSE;
    }

  return smrt_store_sql_run (database, error, "INSERT OR REPLACE INTO meta (key, value) VALUES ('customer', ?)", "s",
                             customer_id);
}

/* Where a server names a row twice, the first, newer one counts. */
static void
drop_doubles (GPtrArray *records)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < records->len;)
    if (g_hash_table_add (seen, g_strdup (smrt_store_record_get_id (records->pdata[i]))))
      i++;
    else
      g_ptr_array_remove_index (records, i);
}

static gboolean
find_seqs (Batch        *self,
           unsigned int *n_new)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE ("SELECT seq FROM ", " WHERE id = ?");

  self->seqs = g_new0 (gint64, self->records->len);
  *n_new = 0;

  for (unsigned int i = 0; i < self->records->len; i++)
    {
      if (!smrt_store_sql_get_int (self->database, self->error, &self->seqs[i], sql[self->table], "s",
                                   smrt_store_record_get_id (self->records->pdata[i])))
        return FALSE;
      if (self->seqs[i] == 0)
        (*n_new)++;
    }

  return TRUE;
}

static gboolean
put_into_words (Batch            *self,
                SmrtStoreRecord  *record,
                char            **words,
                char            **search)
{
  g_autoptr (SmrtInvoice) invoice = NULL;
  GError *local_error = NULL;

  if (record->invoice != NULL)
    {
      smrt_store_wording_make_invoice (self->page->wording, record->invoice, words, search);
      return TRUE;
    }

  if (!smrt_store_reword_find_invoice (self->database, record->entry, &invoice, &local_error))
    {
      g_propagate_error (self->error, local_error);
      return FALSE;
    }
  smrt_store_wording_make_credit (self->page->wording, record->entry, invoice, words, search);

  return TRUE;
}

static gboolean
write_record (Batch           *self,
              SmrtStoreRecord *record,
              gint64           seq,
              gboolean         faulty)
{
  g_autofree char *words = NULL;
  g_autofree char *search = NULL;

  if (!put_into_words (self, record, &words, &search) ||
      !smrt_store_record_insert (record, self->database, self->table, seq, faulty, words, search, self->error))
    return FALSE;

  smrt_store_totals_add (self->totals, record);
  self->oldest_touched = MAX (self->oldest_touched, seq);

  return record->invoice == NULL ||
         smrt_store_reword_entries (self->database, self->page->wording, record->invoice, &self->revised, self->error);
}

/* The newest invoices are read again each time, and seldom have changed. */
static gboolean
has_changed (Batch        *self,
             unsigned int  index,
             gboolean     *changed)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE ("SELECT 1 FROM ", "_json WHERE seq = ? AND json = ?");
  SmrtStoreRecord *record = self->records->pdata[index];
  gint64 same = 0;

  if (!smrt_store_sql_get_int (self->database, self->error, &same, sql[self->table], "is", self->seqs[index],
                               record->json))
    return FALSE;
  *changed = !same;

  return TRUE;
}

static gboolean
replace_record (Batch        *self,
                unsigned int  index)
{
  SmrtStoreRecord *record = self->records->pdata[index];
  gint64 seq = self->seqs[index];

  self->revised |= 1u << self->table;

  return smrt_store_totals_remove (self->totals, seq, self->error) && write_record (self, record, seq, FALSE) &&
         (self->table != SMRT_STORE_TABLE_CREDITS ||
          smrt_store_balance_check (self->database, seq, smrt_store_record_get_currency (record), &self->revised,
                                    self->error));
}

/* The new ones are written with what the page itself says about their balances;
 * what stands at the page's two ends is looked at afterwards. */
static gboolean
write_new (Batch  *self,
           gint64  first_seq)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (unsigned int));
  GHashTableIter iter;
  gpointer newest;
  gint64 seq = first_seq;

  for (unsigned int i = 0; i < self->records->len; i++)
    if (self->seqs[i] == 0)
      self->seqs[i] = -seq++;

  for (unsigned int i = self->records->len; i-- > 0;)
    {
      SmrtStoreRecord *record = self->records->pdata[i];
      const char *currency = smrt_store_record_get_currency (record);
      SmrtStoreRecord *older;
      gboolean faulty = FALSE;

      if (self->seqs[i] > 0)
        continue;

      older = g_hash_table_lookup (before, currency);
      if (older == NULL)
        g_array_append_val (ends, i);
      else if (self->table == SMRT_STORE_TABLE_CREDITS)
        faulty = !smrt_store_balance_follows (older->entry, record->entry);
      if (!write_record (self, record, -self->seqs[i], faulty))
        return FALSE;
      g_hash_table_replace (before, (gpointer) currency, record);
    }

  if (self->table != SMRT_STORE_TABLE_CREDITS)
    return TRUE;

  for (unsigned int i = 0; i < ends->len; i++)
    {
      unsigned int index = g_array_index (ends, unsigned int, i);

      if (!smrt_store_balance_check (self->database, -self->seqs[index],
                                     smrt_store_record_get_currency (self->records->pdata[index]), &self->revised,
                                     self->error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &newest, NULL))
    if (!smrt_store_balance_check_newer (self->database, first_seq, newest, &self->revised, self->error))
      return FALSE;

  return TRUE;
}

/* Rows that are written while the plans are not known, or by other plans than
 * the rest, are put into words anew once they are. */
static gboolean
note_wording (Batch *self)
{
  const char *fingerprint = smrt_store_wording_get_fingerprint (self->page->wording);

  return smrt_store_sql_run (self->database, self->error,
                             "INSERT INTO meta (key, value) VALUES ('wording', ?)"
                             " ON CONFLICT (key) DO UPDATE SET value = '' WHERE value <> excluded.value",
                             "s", fingerprint);
}

static gboolean
write_records (Batch         *self,
               gint64         newest,
               gint64         oldest,
               SmrtStoreSide  side)
{
  unsigned int n_new;
  gint64 first_seq;

  drop_doubles (self->records);
  if (!find_seqs (self, &n_new))
    return FALSE;

  if (newest == 0)
    first_seq = SMRT_STORE_MIDDLE;
  else
    first_seq = side == SMRT_STORE_SIDE_NEWER ? newest - n_new : oldest + 1;

  for (unsigned int i = 0; i < self->records->len; i++)
    if (self->seqs[i] > 0 && !replace_record (self, i))
      return FALSE;
  if (n_new > 0 && !write_new (self, first_seq))
    return FALSE;
  if (self->records->len > 0)
    self->changed |= 1u << self->table;

  return smrt_store_totals_flush (self->totals, self->error) && note_wording (self);
}

static gboolean
read_edge (Batch   *self,
           gint64  *newest,
           gint64  *oldest,
           char   **edge)
{
  static const char * const newest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT min (seq) FROM ", "");
  static const char * const oldest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT max (seq) FROM ", "");
  static const char * const id_sql[] = SMRT_STORE_EACH_TABLE ("SELECT id FROM ", " WHERE seq = ?");

  *newest = 0;
  *oldest = 0;

  return smrt_store_sql_get_int (self->database, self->error, newest, newest_sql[self->table], "") &&
         smrt_store_sql_get_int (self->database, self->error, oldest, oldest_sql[self->table], "") &&
         smrt_store_sql_get_text (self->database, self->error, edge, id_sql[self->table], "i",
                                  self->page->side == SMRT_STORE_SIDE_NEWER ? *newest : *oldest);
}

/* The server has said once where the table begins, and that stays. A page that
 * is newer than another one says nothing about it. */
static gboolean
note_complete (Batch    *self,
               gboolean  first,
               gboolean *became_complete)
{
  gint64 complete = 0;

  *became_complete = FALSE;
  if (!self->page->complete || (self->page->side == SMRT_STORE_SIDE_NEWER && !first))
    return TRUE;

  if (!smrt_store_sql_get_int (self->database, self->error, &complete, "SELECT complete FROM reach WHERE ledger = ?",
                               "i", (gint64) self->table))
    return FALSE;
  *became_complete = !complete;
  if (*became_complete)
    self->changed |= 1u << self->table;
  if (*became_complete && self->table == SMRT_STORE_TABLE_USAGE_CREDITS)
    self->revised |= 1u << self->table;

  return complete ||
         smrt_store_sql_run (self->database, self->error, "UPDATE reach SET complete = 1 WHERE ledger = ?", "i",
                             (gint64) self->table);
}

static gboolean
add_page (Batch *self)
{
  g_autofree char *edge = NULL;
  gint64 newest, oldest;
  gboolean became_complete;

  if (self->page->copy_of != NULL &&
      !smrt_store_writer_claim (self->database, self->page->copy_of, &self->changed, self->error))
    return FALSE;
  if (!read_edge (self, &newest, &oldest, &edge))
    return FALSE;
  if (g_strcmp0 (edge, self->page->cursor) != 0)
    {
      self->changed |= SMRT_STORE_MOVED;
      return TRUE;
    }

  if (!write_records (self, newest, oldest, self->page->side) || !note_complete (self, newest == 0, &became_complete))
    return FALSE;

  return self->table != SMRT_STORE_TABLE_USAGE_CREDITS ||
         smrt_store_balance_fill (self->database, became_complete ? G_MAXINT64 : self->oldest_touched, self->error);
}

static gboolean
update (Batch *self)
{
  unsigned int n_new;

  drop_doubles (self->records);
  if (!find_seqs (self, &n_new))
    return FALSE;

  for (unsigned int i = 0; i < self->records->len; i++)
    {
      gboolean changed = FALSE;

      if (self->seqs[i] > 0 && !has_changed (self, i, &changed))
        return FALSE;
      if (!changed)
        continue;

      self->changed |= 1u << self->table;
      if (!replace_record (self, i))
        return FALSE;
    }

  return smrt_store_totals_flush (self->totals, self->error) &&
         (self->changed == 0 || note_wording (self)) &&
         (self->table != SMRT_STORE_TABLE_USAGE_CREDITS ||
          smrt_store_balance_fill (self->database, self->oldest_touched, self->error));
}

static gboolean
clear (Batch *self)
{
  self->changed |= 1u << self->table;

  return smrt_store_writer_empty (self->database, self->table, self->error);
}

static gboolean
note_revised (Batch *self)
{
  return self->revised == 0 ||
         smrt_store_sql_run (self->database, self->error,
                             "UPDATE reach SET revision = revision + 1 WHERE (? >> ledger) & 1", "i",
                             (gint64) self->revised);
}

static gpointer
do_batch (SmrtDatabase   *database,
          SmrtStorePage  *page,
          gboolean (*work) (Batch *self),
          GError        **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (SmrtStoreTotals) totals = smrt_store_totals_new (database, page->table);
  Batch self = { .database = database, .page = page, .table = page->table, .totals = totals, .error = error };
  gboolean done;

  if (page->objects != NULL && page->objects->len >= BULK &&
      !smrt_database_execute (database, "PRAGMA cache_size = " BULK_CACHE, error))
    return NULL;
  if (page->objects != NULL)
    {
      records = smrt_store_record_decode (page->table, page->objects, error);
      if (records == NULL)
        return NULL;
      self.records = records;
    }

  done = smrt_database_begin (database, error) && work (&self) && note_revised (&self) &&
         smrt_database_commit (database, error);
  g_free (self.seqs);

  return done ? GUINT_TO_POINTER (self.changed | self.revised) : NULL;
}

gpointer
smrt_store_writer_add_page (SmrtDatabase  *database,
                            gpointer       page,
                            GCancellable  *cancellable,
                            GError       **error)
{
  return do_batch (database, page, add_page, error);
}

gpointer
smrt_store_writer_update (SmrtDatabase  *database,
                          gpointer       page,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return do_batch (database, page, update, error);
}

gpointer
smrt_store_writer_clear (SmrtDatabase  *database,
                         gpointer       page,
                         GCancellable  *cancellable,
                         GError       **error)
{
  return do_batch (database, page, clear, error);
}
