/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-answer.h"

#include <stdlib.h>
#include <string.h>

#include "smrt-store-period.h"
#include "smrt-store-record.h"
#include "smrt-store-row.h"
#include "smrt-store-sql.h"
#include "smrt-store-sum.h"
#include "smrt-store-totals.h"

/* All rows of a table have keys without a gap, so that of most answers the first
 * key and the direction say it all. Of the others every key is kept, in 32 bits
 * from the table's newest row on. */
struct _SmrtStoreAnswer
{
  gatomicrefcount ref_count;
  SmrtStoreTable table;
  gint64 generation;
  gint64 revision;
  gint64 first;
  int step;
  GArray *offsets;      /* guint32; NULL where @step says it */
  unsigned int n_rows;
  SmrtStoreSums sums;
};

/* The query while it is answered. */
typedef struct
{
  SmrtDatabase *database;
  const SmrtStoreQuery *query;
  SmrtStoreAnswer *answer;
  char *needle;
  char currency[4];
  gboolean by_currency; /* whether there are rows of other currencies */
  gboolean filtered;
  GError **error;
} Search;

static const char * const table_names[] = { "credit", "usage_credit", "invoice" };

SmrtStoreAnswer *
smrt_store_answer_ref (SmrtStoreAnswer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_store_answer_unref (SmrtStoreAnswer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->offsets, g_array_unref);
  g_free (self);
}

const SmrtStoreSums *
smrt_store_answer_get_sums (const SmrtStoreAnswer *self)
{
  return &self->sums;
}

unsigned int
smrt_store_answer_get_n_rows (const SmrtStoreAnswer *self)
{
  return self->n_rows;
}

gint64
smrt_store_answer_get_seq (const SmrtStoreAnswer *self,
                           unsigned int           position)
{
  if (self->offsets != NULL)
    return self->first + g_array_index (self->offsets, guint32, position);

  return self->first + (gint64) position * self->step;
}

gint64
smrt_store_answer_get_revision (const SmrtStoreAnswer *self)
{
  return self->revision;
}

gboolean
smrt_store_answer_compare (const SmrtStoreAnswer *self,
                           const SmrtStoreAnswer *other,
                           unsigned int          *n_before,
                           unsigned int          *n_after)
{
  unsigned int least = MIN (self->n_rows, other->n_rows);
  unsigned int before = 0;
  unsigned int after = 0;

  *n_before = 0;
  *n_after = 0;
  if (self->table != other->table || self->generation != other->generation)
    return FALSE;

  while (before < least && smrt_store_answer_get_seq (self, before) == smrt_store_answer_get_seq (other, before))
    before++;
  while (after < least - before && smrt_store_answer_get_seq (self, self->n_rows - 1 - after) ==
                                     smrt_store_answer_get_seq (other, other->n_rows - 1 - after))
    after++;
  *n_before = before;
  *n_after = after;

  return TRUE;
}

static const char *
get_sort_column (const SmrtStoreQuery *query)
{
  gboolean invoices = query->table == SMRT_STORE_TABLE_INVOICES;

  switch (query->sort)
    {
    case SMRT_STORE_SORT_AMOUNT:
      return "amount";
    case SMRT_STORE_SORT_BALANCE:
      return invoices ? NULL : "balance";
    case SMRT_STORE_SORT_DUE:
      return invoices ? "due" : NULL;
    case SMRT_STORE_SORT_NUMBER:
      return invoices ? "number" : NULL;
    case SMRT_STORE_SORT_STATUS:
      return invoices ? "kind" : NULL;
    case SMRT_STORE_SORT_DATE:
    default:
      return NULL;
    }
}

/* With a search the table itself is read from one end to the other; without one,
 * an index that has all that is asked for. The sign before the column keeps
 * SQLite from taking an index for the order and then fetching every row from
 * another place. */
static const char *
make_sql (const Search *self)
{
  const SmrtStoreQuery *query = self->query;
  const char *table = table_names[query->table];
  const char *column = get_sort_column (query);
  const char *down = query->ascending ? "ASC" : "DESC";
  const char *back = query->ascending ? "DESC" : "ASC";
  g_autoptr (GString) sql = g_string_new ("SELECT seq");
  const char *interned;

  if (self->filtered)
    g_string_append_printf (sql, ", amount, kind, %s", query->table == SMRT_STORE_TABLE_INVOICES ? "paid" : "faulty");
  g_string_append_printf (sql, " FROM %s", table);
  if (self->needle != NULL)
    g_string_append (sql, " NOT INDEXED");
  else if (self->filtered && *self->currency != '\0')
    g_string_append_printf (sql, " INDEXED BY %s_by_day", table);

  g_string_append (sql, " WHERE ");
  if (*self->currency != '\0' && (self->needle == NULL || self->by_currency))
    g_string_append (sql, "currency = :currency AND ");
  if (query->from != 0)
    g_string_append (sql, "created >= :from AND ");
  if (query->until != 0)
    g_string_append (sql, "created < :until AND ");
  if (query->kinds != 0)
    g_string_append (sql, "(:kinds >> kind) & 1 AND ");
  if (query->faulty)
    g_string_append (sql, "faulty AND ");
  if (self->needle != NULL)
    g_string_append (sql, "instr (search, :needle) > 0 AND ");
  g_string_append (sql, "TRUE");

  if (column != NULL)
    g_string_append_printf (sql, " ORDER BY %s%s %s, seq %s", self->filtered ? "+" : "", column, down, back);
  else if (self->needle != NULL || !self->filtered)
    g_string_append_printf (sql, " ORDER BY seq %s", back);

  interned = g_intern_string (sql->str);

  return interned;
}

static void
bind_int (sqlite3_stmt *statement,
          const char   *name,
          gint64        value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_int64 (statement, index, value);
}

static void
bind_text (sqlite3_stmt *statement,
           const char   *name,
           const char   *value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, value, -1, SQLITE_STATIC);
}

static sqlite3_stmt *
prepare (const Search *self)
{
  sqlite3_stmt *statement = smrt_database_prepare (self->database, make_sql (self), self->error);

  if (statement == NULL)
    return NULL;

  bind_text (statement, ":currency", self->currency);
  bind_int (statement, ":from", self->query->from);
  bind_int (statement, ":until", self->query->until);
  bind_int (statement, ":kinds", (gint64) self->query->kinds);
  bind_text (statement, ":needle", self->needle);

  return statement;
}

static int
compare_up (gconstpointer a,
            gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

static int
compare_down (gconstpointer a,
              gconstpointer b)
{
  return compare_up (b, a);
}

/* An index by day gives the order of the days; that of the server is mostly the
 * same or the reverse of it. */
static void
order_by_seq (GArray   *offsets,
              gboolean  ascending)
{
  guint32 *data = (guint32 *) offsets->data;
  gboolean rising = TRUE;
  gboolean falling = TRUE;

  for (unsigned int i = 1; i < offsets->len && (rising || falling); i++)
    {
      rising = rising && data[i] > data[i - 1];
      falling = falling && data[i] < data[i - 1];
    }

  if (ascending ? falling : rising)
    return;
  if (!rising && !falling)
    {
      qsort (data, offsets->len, sizeof (guint32), ascending ? compare_down : compare_up);
      return;
    }

  for (unsigned int i = 0, j = offsets->len; i + 1 < j; i++)
    {
      guint32 former = data[i];

      j--;
      data[i] = data[j];
      data[j] = former;
    }
}

static void
set_sums (Search             *self,
          const SmrtStoreSum *credited,
          const SmrtStoreSum *used)
{
  SmrtStoreSums *sums = &self->answer->sums;

  if (*self->currency == '\0')
    return;

  g_strlcpy (sums->currency, self->currency, sizeof sums->currency);
  sums->exact = smrt_store_sum_get (credited, &sums->credited);
  sums->exact = smrt_store_sum_get (used, &sums->used) && sums->exact;
  if (!sums->exact)
    sums->credited = sums->used = 0;
}

static gboolean
scan (Search *self)
{
  SmrtStoreAnswer *answer = self->answer;
  gboolean invoices = self->query->table == SMRT_STORE_TABLE_INVOICES;
  sqlite3_stmt *statement = prepare (self);
  SmrtStoreSum credited = { 0, 0 };
  SmrtStoreSum used = { 0, 0 };
  guint64 n_rows = 0;
  gboolean has_row, going;

  if (statement == NULL)
    return FALSE;
  answer->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));

  while ((going = smrt_database_step (self->database, statement, &has_row, self->error)) && has_row)
    {
      guint32 offset = (guint32) (sqlite3_column_int64 (statement, 0) - answer->first);

      n_rows++;
      if (answer->offsets->len < G_MAXUINT32 - 1)
        g_array_append_val (answer->offsets, offset);
      if (self->filtered)
        {
          gint64 came, went;
          gint64 last = sqlite3_column_int64 (statement, 3);

          smrt_store_record_change (self->query->table, sqlite3_column_int64 (statement, 1),
                                    sqlite3_column_int64 (statement, 2), last, &came, &went);
          smrt_store_sum_add (&credited, came);
          smrt_store_sum_add (&used, went);
          answer->sums.n_faulty += !invoices && last;
        }
    }
  if (!going)
    return FALSE;

  answer->n_rows = answer->offsets->len;
  answer->sums.n_rows = n_rows;
  if (self->filtered)
    set_sums (self, &credited, &used);
  if (get_sort_column (self->query) == NULL && self->filtered)
    order_by_seq (answer->offsets, self->query->ascending);

  return TRUE;
}

static void
take_whole_table (Search *self,
                  gint64  newest,
                  gint64  oldest)
{
  SmrtStoreAnswer *answer = self->answer;

  answer->first = self->query->ascending ? oldest : newest;
  answer->step = self->query->ascending ? -1 : 1;
  answer->sums.n_rows = (guint64) (oldest - newest) + 1;
  answer->n_rows = (unsigned int) MIN (answer->sums.n_rows, G_MAXUINT);
}

static gboolean
count_faulty (Search *self)
{
  gint64 n_faulty = 0;

  if (self->query->table == SMRT_STORE_TABLE_CREDITS &&
      !smrt_store_sql_get_int (self->database, self->error, &n_faulty,
                               "SELECT count (*) FROM credit INDEXED BY credit_faulty"
                               " WHERE faulty AND (?1 = '' OR currency = ?1)",
                               "s", self->currency))
    return FALSE;
  self->answer->sums.n_faulty = (guint64) n_faulty;

  return TRUE;
}

static gboolean
find_rows (Search               *self,
           const SmrtStoreTotal *total)
{
  static const char * const newest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT min (seq) FROM ", "");
  static const char * const oldest_sql[] = SMRT_STORE_EACH_TABLE ("SELECT max (seq) FROM ", "");
  SmrtStoreTable table = self->query->table;
  gint64 newest = 0;
  gint64 oldest = -1;

  if (!smrt_store_sql_get_int (self->database, self->error, &newest, newest_sql[table], "") ||
      !smrt_store_sql_get_int (self->database, self->error, &oldest, oldest_sql[table], ""))
    return FALSE;
  self->answer->first = newest;
  if (oldest < newest || total->n_rows == 0)
    return TRUE;

  if (self->filtered)
    return scan (self);

  set_sums (self, &total->credited, &total->used);
  if (!count_faulty (self))
    return FALSE;
  if (self->by_currency || get_sort_column (self->query) != NULL)
    return scan (self);
  take_whole_table (self, newest, oldest);

  return TRUE;
}

static gboolean
read_reach (Search *self)
{
  sqlite3_stmt *statement;
  gboolean has_row;

  statement = smrt_store_sql_bind (self->database, self->error,
                                   "SELECT complete, generation, revision FROM reach WHERE ledger = ?", "i",
                                   (gint64) self->query->table);
  if (statement == NULL || !smrt_database_step (self->database, statement, &has_row, self->error))
    return FALSE;

  self->answer->sums.complete = has_row && sqlite3_column_int (statement, 0);
  self->answer->generation = sqlite3_column_int64 (statement, 1);
  self->answer->revision = sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
answer (Search *self)
{
  const SmrtStoreQuery *query = self->query;
  SmrtStoreTotal all, total;

  if (!read_reach (self) || !smrt_store_totals_read (self->database, query->table, NULL, &all, self->error) ||
      !smrt_store_totals_read (self->database, query->table, query->currency, &total, self->error))
    return FALSE;

  if (query->currency != NULL)
    g_strlcpy (self->currency, query->currency, sizeof self->currency);
  else if (all.n_currencies == 1)
    g_strlcpy (self->currency, all.currency, sizeof self->currency);
  self->by_currency = query->currency != NULL && all.n_rows != total.n_rows;
  self->answer->sums.n_all = (guint64) total.n_rows;
  self->answer->sums.exact = TRUE;
  g_strlcpy (self->answer->sums.currency, self->currency, sizeof self->answer->sums.currency);

  return find_rows (self, &total) && (*self->currency == '\0' || query->table == SMRT_STORE_TABLE_INVOICES ||
                                      smrt_store_period_read (self->database, query, &self->answer->sums, self->error));
}

static char *
make_needle (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped != '\0' ? g_utf8_casefold (stripped, -1) : NULL;
}

gpointer
smrt_store_answer_find (SmrtDatabase  *database,
                        gpointer       query,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (SmrtStoreAnswer) self = g_new0 (SmrtStoreAnswer, 1);
  Search search = { .database = database, .query = query, .answer = self, .error = error };
  gboolean found;

  g_atomic_ref_count_init (&self->ref_count);
  self->table = search.query->table;
  search.needle = make_needle (search.query->search);
  search.filtered = search.needle != NULL || search.query->from != 0 || search.query->until != 0 ||
                    search.query->kinds != 0 || search.query->faulty;

  found = smrt_database_execute (database, "BEGIN", error) && answer (&search) && smrt_database_commit (database, error);
  g_free (search.needle);

  return found ? g_steal_pointer (&self) : NULL;
}

SmrtStoreSlice *
smrt_store_slice_new (SmrtStoreAnswer *answer)
{
  SmrtStoreSlice *self = g_new0 (SmrtStoreSlice, 1);

  self->answer = smrt_store_answer_ref (answer);
  self->seqs = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
smrt_store_slice_free (SmrtStoreSlice *self)
{
  smrt_store_answer_unref (self->answer);
  g_array_unref (self->seqs);
  g_free (self);
}

void
smrt_store_slice_add (SmrtStoreSlice *self,
                      unsigned int    position,
                      unsigned int    n_rows)
{
  n_rows = MIN (n_rows, self->answer->n_rows - MIN (position, self->answer->n_rows));

  for (unsigned int i = 0; i < n_rows; i++)
    {
      gint64 seq = smrt_store_answer_get_seq (self->answer, position + i);

      g_array_append_val (self->seqs, seq);
    }
}

static gpointer
read_slice (SmrtDatabase    *database,
            SmrtStoreSlice  *slice,
            GError         **error)
{
  gint64 generation = 0;

  if (!smrt_store_sql_get_int (database, error, &generation, "SELECT generation FROM reach WHERE ledger = ?", "i",
                               (gint64) slice->answer->table))
    return NULL;
  if (generation != slice->answer->generation)
    {
      g_set_error_literal (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED, "The table was emptied meanwhile");
      return NULL;
    }

  return smrt_store_row_read (database, slice->answer->table, (const gint64 *) slice->seqs->data, slice->seqs->len,
                              error);
}

gpointer
smrt_store_slice_read (SmrtDatabase  *database,
                       gpointer       slice,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!smrt_database_execute (database, "BEGIN", error))
    return NULL;
  rows = read_slice (database, slice, error);
  if (rows == NULL || !smrt_database_commit (database, error))
    return NULL;

  return g_steal_pointer (&rows);
}
