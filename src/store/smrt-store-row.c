/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-row.h"

#include "smrt-store-record.h"
#include "smrt-store-sql.h"

#define ENTRY_COLUMNS \
  "SELECT entry.seq, entry.id, entry.created, entry.currency, entry.amount, entry.balance, entry.kind," \
  " entry.description, entry.invoice, entry.credit_note, entry.faulty, entry.words, invoice.number FROM "
#define ENTRY_JOIN " AS entry LEFT JOIN invoice ON invoice.id = entry.invoice WHERE "
#define INVOICE_COLUMNS \
  "SELECT invoice.seq, words, number, json FROM invoice JOIN invoice_json ON invoice_json.seq = invoice.seq WHERE "

static const char * const one_sql[] = {
  ENTRY_COLUMNS "credit" ENTRY_JOIN "entry.seq = ?",
  ENTRY_COLUMNS "usage_credit" ENTRY_JOIN "entry.seq = ?",
  INVOICE_COLUMNS "invoice.seq = ?",
};

static const char * const range_sql[] = {
  ENTRY_COLUMNS "credit" ENTRY_JOIN "entry.seq BETWEEN ? AND ? ORDER BY entry.seq",
  ENTRY_COLUMNS "usage_credit" ENTRY_JOIN "entry.seq BETWEEN ? AND ? ORDER BY entry.seq",
  INVOICE_COLUMNS "invoice.seq BETWEEN ? AND ? ORDER BY invoice.seq",
};

void
smrt_store_row_free (SmrtStoreRow *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->entry);
  g_clear_object (&self->invoice);
  g_free (self->words);
  g_free (self->receipt);
  g_free (self);
}

static SmrtCreditEntry *
make_entry (sqlite3_stmt *statement)
{
  const char *currency = smrt_store_sql_text (statement, 3);
  SmrtMoney amount = smrt_money_init (sqlite3_column_int64 (statement, 4), currency);
  SmrtMoney balance = smrt_money_init (sqlite3_column_int64 (statement, 5), currency);
  SmrtCreditEntry *entry;

  entry = smrt_credit_entry_new (smrt_store_sql_text (statement, 1), sqlite3_column_int (statement, 6),
                                 sqlite3_column_int64 (statement, 2), &amount,
                                 sqlite3_column_type (statement, 5) != SQLITE_NULL ? &balance : NULL,
                                 smrt_store_sql_text (statement, 7), smrt_store_sql_text (statement, 8));
  smrt_credit_entry_set_credit_note_id (entry, smrt_store_sql_text (statement, 9));

  return entry;
}

static SmrtStoreRow *
make_row (sqlite3_stmt    *statement,
          SmrtStoreTable   table,
          GError         **error)
{
  SmrtStoreRow *row = g_new0 (SmrtStoreRow, 1);

  row->seq = sqlite3_column_int64 (statement, 0);
  if (table != SMRT_STORE_TABLE_INVOICES)
    {
      row->entry = make_entry (statement);
      row->faulty = sqlite3_column_int (statement, 10);
      row->words = g_strdup (smrt_store_sql_text (statement, 11));
      row->receipt = g_strdup (smrt_store_sql_text (statement, 12));
    }
  else
    {
      row->words = g_strdup (smrt_store_sql_text (statement, 1));
      row->receipt = g_strdup (smrt_store_sql_text (statement, 2));
      row->invoice = smrt_store_record_parse (smrt_store_sql_text (statement, 3), error);
      if (row->invoice == NULL)
        g_clear_pointer (&row, smrt_store_row_free);
    }

  return row;
}

static gboolean
read_one (SmrtDatabase    *database,
          SmrtStoreTable   table,
          gint64           seq,
          SmrtStoreRow   **row,
          GError         **error)
{
  sqlite3_stmt *statement = smrt_store_sql_bind (database, error, one_sql[table], "i", seq);
  gboolean has_row;

  *row = NULL;
  if (statement == NULL || !smrt_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  *row = make_row (statement, table, error);
  sqlite3_reset (statement);

  return *row != NULL;
}

/* Rows that are neighbours are read in one go. */
static gboolean
read_run (SmrtDatabase    *database,
          SmrtStoreTable   table,
          gint64           first,
          gint64           last,
          SmrtStoreRow   **rows,
          GError         **error)
{
  gint64 low = MIN (first, last);
  sqlite3_stmt *statement = smrt_store_sql_bind (database, error, range_sql[table], "ii", low, MAX (first, last));
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      SmrtStoreRow *row;

      if (!smrt_database_step (database, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      row = make_row (statement, table, error);
      if (row == NULL)
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      rows[first <= last ? row->seq - first : first - row->seq] = row;
    }
}

static unsigned int
get_run_length (const gint64 *seqs,
                unsigned int  n_seqs)
{
  unsigned int length = 1;

  while (length < n_seqs && seqs[length] - seqs[length - 1] == seqs[1] - seqs[0] && ABS (seqs[1] - seqs[0]) == 1)
    length++;

  return length;
}

GPtrArray *
smrt_store_row_read (SmrtDatabase    *database,
                     SmrtStoreTable   table,
                     const gint64    *seqs,
                     unsigned int     n_seqs,
                     GError         **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_seqs, (GDestroyNotify) smrt_store_row_free);
  unsigned int length;

  g_ptr_array_set_size (rows, n_seqs);

  for (unsigned int i = 0; i < n_seqs; i += length)
    {
      SmrtStoreRow **place = (SmrtStoreRow **) rows->pdata + i;

      length = get_run_length (seqs + i, n_seqs - i);
      if (length == 1 ? !read_one (database, table, seqs[i], place, error)
                      : !read_run (database, table, seqs[i], seqs[i + length - 1], place, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

SmrtCreditEntry *
smrt_store_row_read_entry (SmrtDatabase    *database,
                           SmrtStoreTable   table,
                           gint64           seq,
                           GError         **error)
{
  g_autoptr (SmrtStoreRow) row = NULL;

  if (!read_one (database, table, seq, &row, error) || row == NULL)
    return NULL;

  return g_steal_pointer (&row->entry);
}

SmrtInvoice *
smrt_store_row_find_invoice (SmrtDatabase  *database,
                             const char    *id,
                             GError       **error)
{
  g_autofree char *json = NULL;

  if (!smrt_store_sql_get_text (database, error, &json,
                                "SELECT json FROM invoice JOIN invoice_json ON invoice_json.seq = invoice.seq"
                                " WHERE invoice.id = ?",
                                "s", id) ||
      json == NULL)
    return NULL;

  return smrt_store_record_parse (json, error);
}
