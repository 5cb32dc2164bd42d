/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <string.h>

#define OPERATIONS 150

/* The largest amount that a server can name: 2⁵³ − 1. */
#define MAX_AMOUNT G_GINT64_CONSTANT (9007199254740991)

/* What the store should hold, newest first. */
typedef struct
{
  char *id;
  gint64 created;
  const char *currency;
  gint64 amount;
  gint64 balance;
  char *description;
  gboolean faulty;
} Entry;

/* What a view knows of the list by its signals alone. */
typedef struct
{
  GPtrArray *ids;            /* nullable strings: those that have been seen */
  unsigned int n_summed;
} Mirror;

static const char * const currencies[] = { "usd", "jpy", "kwd" };
static const char * const words[] = { "apple", "Bear", "cherry", "DELTA", "Élan" };

#define wait_until(condition)                \
 G_STMT_START                              \
 {                                         \
  while (!(condition))                     \
   g_main_context_iteration (NULL, TRUE);  \
 }                                         \
 G_STMT_END

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->id);
  g_free (entry->description);
  g_free (entry);
}

static void
items_changed_cb (GListModel   *list,
                  unsigned int  position,
                  unsigned int  removed,
                  unsigned int  added,
                  Mirror       *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->ids->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->ids, position, removed);
  for (unsigned int i = 0; i < added; i++)
    g_ptr_array_insert (mirror->ids, (int) position, NULL);
  g_assert_cmpuint (mirror->ids->len, ==, g_list_model_get_n_items (list));
}

static void
summed_cb (SmrtStoreList *list,
           Mirror        *mirror)
{
  mirror->n_summed++;
}

static Entry *
make_entry (unsigned int  number,
            gint64        created,
            const char   *currency,
            gint64        amount,
            gint64        balance)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = g_strdup_printf ("cbt_%u", number);
  entry->created = created;
  entry->currency = currency;
  entry->amount = amount;
  entry->balance = balance;
  entry->description = g_strdup_printf ("%s number %u", words[number % G_N_ELEMENTS (words)], number);

  return entry;
}

/* All entries of a ledger, some of whose balances do not follow. */
static GPtrArray *
make_ledger (unsigned int n_entries)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func (free_entry);
  gint64 balances[G_N_ELEMENTS (currencies)] = { 0 };
  gboolean begun[G_N_ELEMENTS (currencies)] = { FALSE };
  gint64 created = 1700000000;

  for (unsigned int i = 0; i < n_entries; i++)
    {
      unsigned int currency = (unsigned int) g_test_rand_int_range (0, G_N_ELEMENTS (currencies));
      gint64 amount = g_test_rand_int_range (-100000, 100000);
      gboolean faulty = begun[currency] && g_test_rand_int_range (0, 20) == 0;
      Entry *entry;

      created += g_test_rand_int_range (0, 100000);
      balances[currency] += amount + (faulty ? 1 : 0);
      entry = make_entry (i, created, currencies[currency], amount, balances[currency]);
      entry->faulty = faulty;
      begun[currency] = TRUE;
      g_ptr_array_insert (ledger, 0, entry);
    }

  return ledger;
}

static GPtrArray *
make_page (GPtrArray    *ledger,
           unsigned int  first,
           unsigned int  end)
{
  GPtrArray *page = page_new ();

  for (unsigned int i = first; i < end; i++)
    {
      Entry *entry = ledger->pdata[i];

      page_add_credit (page, entry->id, entry->created, entry->currency, entry->amount, entry->balance, NULL,
                       entry->description);
    }

  return page;
}

static gboolean
is_wanted (const SmrtStoreQuery *query,
           const Entry          *entry)
{
  g_autofree char *text = g_utf8_casefold (entry->description, -1);
  g_autofree char *needle = query->search != NULL ? g_utf8_casefold (query->search, -1) : NULL;

  return (query->currency == NULL || g_str_equal (query->currency, entry->currency)) &&
         (query->from == 0 || entry->created >= query->from) &&
         (query->until == 0 || entry->created < query->until) &&
         (needle == NULL || strstr (text, needle) != NULL);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  const SmrtStoreQuery *query = data;
  const Entry *left = *(const Entry *const *) a;
  const Entry *right = *(const Entry *const *) b;
  gint64 difference = query->sort == SMRT_STORE_SORT_AMOUNT ? left->amount - right->amount
                                                            : left->balance - right->balance;

  if (!query->ascending)
    difference = -difference;

  return (difference > 0) - (difference < 0);
}

/* Which of the entries from @first to @end the query wants, in its order, by
 * looking at each of them. */
static GPtrArray *
pick (GPtrArray            *ledger,
      unsigned int          first,
      unsigned int          end,
      const SmrtStoreQuery *query)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (unsigned int i = first; i < end; i++)
    if (is_wanted (query, ledger->pdata[i]))
      g_ptr_array_add (picked, ledger->pdata[i]);

  if (query->sort != SMRT_STORE_SORT_DATE)
    g_ptr_array_sort_with_data (picked, compare, (gpointer) query);
  else if (query->ascending)
    for (unsigned int i = 0; i < picked->len / 2; i++)
      {
        gpointer other = picked->pdata[picked->len - 1 - i];

        picked->pdata[picked->len - 1 - i] = picked->pdata[i];
        picked->pdata[i] = other;
      }

  return picked;
}

/* Whether a balance follows is known once the entry before it is there. */
static gboolean
is_known_faulty (GPtrArray    *ledger,
                 unsigned int  end,
                 const Entry  *entry)
{
  unsigned int position;

  g_ptr_array_find (ledger, entry, &position);
  for (unsigned int i = position + 1; i < end; i++)
    if (g_str_equal (((Entry *) ledger->pdata[i])->currency, entry->currency))
      return entry->faulty;

  return FALSE;
}

static void
check_sums (SmrtStoreList        *list,
            GPtrArray            *ledger,
            unsigned int          first,
            unsigned int          end,
            GPtrArray            *picked,
            const SmrtStoreQuery *query)
{
  const SmrtStoreSums *sums = smrt_store_list_get_sums (list);
  const Entry *newest = NULL;
  const Entry *oldest = NULL;
  gint64 credited = 0, used = 0;
  guint64 n_faulty = 0;

  for (unsigned int i = first; i < end; i++)
    {
      const Entry *entry = ledger->pdata[i];

      if (query->currency != NULL && !g_str_equal (query->currency, entry->currency))
        continue;
      if ((query->from != 0 && entry->created < query->from) || (query->until != 0 && entry->created >= query->until))
        continue;
      if (newest == NULL)
        newest = entry;
      oldest = entry;
    }
  for (unsigned int i = 0; i < picked->len; i++)
    {
      const Entry *entry = picked->pdata[i];

      *(entry->amount > 0 ? &credited : &used) += entry->amount;
      n_faulty += is_known_faulty (ledger, end, entry) ? 1 : 0;
    }

  g_assert_cmpuint (sums->n_rows, ==, picked->len);
  g_assert_cmpuint (sums->n_faulty, ==, n_faulty);
  if (query->currency == NULL || picked->len == 0)
    return;

  g_assert_true (sums->exact);
  g_assert_cmpstr (sums->currency, ==, query->currency);
  g_assert_cmpint (sums->credited, ==, credited);
  g_assert_cmpint (sums->used, ==, used);
  if (sums->has_balances && newest != NULL)
    {
      g_assert_cmpint (sums->closing, ==, newest->balance);
      if (!is_known_faulty (ledger, end, oldest))
        g_assert_cmpint (sums->opening, ==, oldest->balance - oldest->amount);
    }
}

static guint64
count_all (GPtrArray            *ledger,
           unsigned int          first,
           unsigned int          end,
           const SmrtStoreQuery *query)
{
  guint64 n_all = 0;

  for (unsigned int i = first; i < end; i++)
    if (query->currency == NULL || g_str_equal (query->currency, ((Entry *) ledger->pdata[i])->currency))
      n_all++;

  return n_all;
}

/* Every row is what it should be, and where a view was told of no change none
 * has been. */
static void
check_rows (GListModel   *list,
            GPtrArray    *ledger,
            unsigned int  end,
            GPtrArray    *picked,
            Mirror       *mirror)
{
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, picked->len);

  for (unsigned int i = 0; i < picked->len; i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (list, i);
      const Entry *entry = picked->pdata[i];
      const char *id;

      wait_for_row (row);
      /* A row that was there before says it a moment later. */
      wait_until (smrt_ledger_row_get_faulty (row) == is_known_faulty (ledger, end, entry));
      id = smrt_credit_entry_get_id (smrt_ledger_row_get_entry (row));
      g_assert_cmpstr (id, ==, entry->id);
      g_assert_cmpint (smrt_credit_entry_get_amount (smrt_ledger_row_get_entry (row))->amount, ==, entry->amount);
      if (mirror->ids->pdata[i] != NULL)
        g_assert_cmpstr (mirror->ids->pdata[i], ==, id);
      g_free (mirror->ids->pdata[i]);
      mirror->ids->pdata[i] = g_strdup (id);
    }
}

static void
change_query (SmrtStoreQuery *query,
              GPtrArray      *ledger)
{
  const Entry *some = ledger->pdata[g_test_rand_int_range (0, (int) ledger->len)];
  const Entry *other = ledger->pdata[g_test_rand_int_range (0, (int) ledger->len)];

  g_clear_pointer (&query->currency, g_free);
  g_clear_pointer (&query->search, g_free);
  query->from = query->until = 0;
  if (g_test_rand_int_range (0, 4) > 0)
    query->currency = g_strdup (currencies[g_test_rand_int_range (0, G_N_ELEMENTS (currencies))]);
  if (g_test_rand_bit ())
    query->search = g_strdup (g_test_rand_bit () ? words[g_test_rand_int_range (0, G_N_ELEMENTS (words))] : "NUMBER 1");
  if (g_test_rand_bit ())
    {
      query->from = MIN (some->created, other->created);
      query->until = MAX (some->created, other->created);
    }
  query->sort = query->currency != NULL && g_test_rand_bit ()
                  ? (g_test_rand_bit () ? SMRT_STORE_SORT_AMOUNT : SMRT_STORE_SORT_BALANCE)
                  : SMRT_STORE_SORT_DATE;
  query->ascending = g_test_rand_bit ();
}

static void
add (SmrtStore     *store,
     SmrtStoreSide  side,
     const Entry   *cursor,
     GPtrArray     *page,
     gboolean       complete)
{
  g_autoptr (GError) error = NULL;

  store_add (store, SMRT_STORE_TABLE_CREDITS, side, cursor != NULL ? cursor->id : NULL, page, complete, &error);
  g_assert_no_error (error);
}

/* A table that grows at both ends while somebody looks at it in every way. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) ledger = make_ledger (400);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreList) list = NULL;
  Mirror mirror = { g_ptr_array_new_with_free_func (g_free), 0 };
  unsigned int first = 150, end = 250;

  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (ledger, first, end), FALSE);
  list = smrt_store_list_new (fixture->store, query);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);
  g_signal_connect (list, "summed", G_CALLBACK (summed_cb), &mirror);

  for (unsigned int i = 0; i < OPERATIONS; i++)
    {
      g_autoptr (GPtrArray) picked = NULL;
      unsigned int grown = (unsigned int) g_test_rand_int_range (1, 8);

      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          grown = MIN (grown, first);
          add (fixture->store, SMRT_STORE_SIDE_NEWER, ledger->pdata[first], make_page (ledger, first - grown, first), TRUE);
          first -= grown;
          break;

        case 1:
          grown = MIN (grown, ledger->len - end);
          add (fixture->store, SMRT_STORE_SIDE_OLDER, ledger->pdata[end - 1], make_page (ledger, end, end + grown),
               end + grown == ledger->len);
          end += grown;
          break;

        default:
          change_query (query, ledger);
          smrt_store_list_set_query (list, query);
          break;
        }

      picked = pick (ledger, first, end, query);
      wait_until (!smrt_store_list_get_loading (list) &&
                  smrt_store_list_get_sums (list)->n_all == count_all (ledger, first, end, query) &&
                  g_list_model_get_n_items (G_LIST_MODEL (list)) == picked->len);
      check_rows (G_LIST_MODEL (list), ledger, end, picked, &mirror);
      check_sums (list, ledger, first, end, picked, query);
    }

  g_assert_cmpuint (mirror.n_summed, >, 0);
  g_ptr_array_unref (mirror.ids);
}

static void
loaded_cb (SmrtLedgerRow *row,
           GParamSpec    *pspec,
           unsigned int  *count)
{
  (*count)++;
}

static void
fail_cb (GListModel   *list,
         unsigned int  position,
         unsigned int  removed,
         unsigned int  added,
         gpointer      data)
{
  g_assert_not_reached ();
}

/* A row is there at once, and says itself when it has come. */
static void
test_placeholder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) ledger = make_ledger (300);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreList) list = NULL;
  g_autoptr (SmrtLedgerRow) row = NULL;
  g_autoptr (SmrtLedgerRow) again = NULL;
  unsigned int count = 0;

  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (ledger, 0, 300), TRUE);
  list = smrt_store_list_new (fixture->store, query);
  g_assert_false (smrt_store_list_get_answered (list));
  wait_for_list (list);
  g_assert_true (smrt_store_list_get_answered (list));

  g_signal_connect (list, "items-changed", G_CALLBACK (fail_cb), NULL);
  row = g_list_model_get_item (G_LIST_MODEL (list), 290);
  g_assert_false (smrt_ledger_row_get_loaded (row));
  g_signal_connect (row, "notify::loaded", G_CALLBACK (loaded_cb), &count);
  wait_for_row (row);
  g_assert_cmpuint (count, ==, 1);
  again = g_list_model_get_item (G_LIST_MODEL (list), 290);
  g_assert_true (again == row);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 300));
}

/* Whoever goes away while the database is asked leaves nothing behind. */
static void
test_finalize (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) ledger = make_ledger (200);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);

  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (ledger, 0, 200), TRUE);
  for (unsigned int i = 0; i < 20; i++)
    {
      SmrtStoreList *list = smrt_store_list_new (fixture->store, query);
      gpointer gone = list;

      if (i % 2 == 1)
        {
          g_autoptr (SmrtLedgerRow) row = NULL;

          wait_for_list (list);
          row = g_list_model_get_item (G_LIST_MODEL (list), i);
        }
      if (i % 3 == 2)
        {
          change_query (query, ledger);
          smrt_store_list_set_query (list, query);
        }
      g_object_add_weak_pointer (G_OBJECT (list), &gone);
      g_object_unref (list);
      wait_until (gone == NULL);
    }
  store_close (fixture->store);
}

/* Sums beyond 64 bits are no sums. */
static void
test_overflow (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) ledger = g_ptr_array_new_with_free_func (free_entry);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreList) list = NULL;

  for (unsigned int i = 1100; i > 0; i--)
    g_ptr_array_add (ledger, make_entry (i, 1000 + i, "usd", i == 1 ? -3 : MAX_AMOUNT, 0));
  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (ledger, 0, 1100), TRUE);

  query->currency = g_strdup ("usd");
  list = smrt_store_list_new (fixture->store, query);
  wait_for_list (list);
  g_assert_cmpuint (smrt_store_list_get_sums (list)->n_rows, ==, 1100);
  g_assert_false (smrt_store_list_get_sums (list)->exact);

  query->until = 1003;
  smrt_store_list_set_query (list, query);
  wait_until (!smrt_store_list_get_loading (list));
  g_assert_true (smrt_store_list_get_sums (list)->exact);
  g_assert_cmpint (smrt_store_list_get_sums (list)->credited, ==, MAX_AMOUNT);
  g_assert_cmpint (smrt_store_list_get_sums (list)->used, ==, -3);
}

static gpointer
read_all (gpointer data)
{
  SmrtStoreSnapshot *snapshot = data;
  unsigned int n_rows = g_list_model_get_n_items (G_LIST_MODEL (snapshot));
  GString *ids = g_string_new (NULL);

  for (unsigned int i = 0; i < n_rows; i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (snapshot), i);

      g_string_append_printf (ids, "%s ", smrt_credit_entry_get_id (smrt_ledger_row_get_entry (row)));
    }

  return g_string_free (ids, FALSE);
}

/* Who exports has the rows that there were when it began. */
static void
test_snapshot (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) ledger = make_ledger (1500);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) picked = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = NULL;
  GThread *thread;

  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (ledger, 5, 1500), TRUE);
  query->currency = g_strdup ("jpy");
  query->search = g_strdup ("bear");
  query->ascending = TRUE;
  snapshot = smrt_store_snapshot_new (fixture->store, query, &error);
  g_assert_no_error (error);
  add (fixture->store, SMRT_STORE_SIDE_NEWER, ledger->pdata[5], make_page (ledger, 0, 5), TRUE);

  thread = g_thread_new ("export", read_all, snapshot);
  ids = g_thread_join (thread);
  picked = pick (ledger, 5, 1500, query);
  for (unsigned int i = 0; i < picked->len; i++)
    g_string_append_printf (expected, "%s ", ((Entry *) picked->pdata[i])->id);
  g_assert_cmpuint (picked->len, >, 50);
  g_assert_cmpstr (ids, ==, expected->str);
  g_assert_no_error (smrt_store_snapshot_get_error (snapshot));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/list/placeholder", test_placeholder);
  ADD ("/store/list/random", test_random);
  ADD ("/store/list/finalize", test_finalize);
  ADD ("/store/list/overflow", test_overflow);
  ADD ("/store/list/snapshot", test_snapshot);
#undef ADD

  return g_test_run ();
}
