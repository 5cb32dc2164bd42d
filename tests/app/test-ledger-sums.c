/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "smrt-account-words.h"
#include "smrt-credits-page.h"
#include "smrt-ledger-sync.h"

/* SMRT_LEDGERS asks for more. */
#define LEDGERS 1000

/* So many are also drawn, and seen in two ways; the others are shown by the same
 * widgets of a window that is hidden, which takes a fraction of the time. */
#define DRAWN 150

/* More than two pages of the server. */
#define LONG_LEDGER 230

/* The largest integer that JSON is sure to carry. */
#define LARGEST G_GINT64_CONSTANT (9007199254740991)

/* 1 January 2023. */
#define FIRST_DAY G_GINT64_CONSTANT (1672531200)
#define DAY_SECONDS 86400

static const char * const currencies[] = { "usd", "eur", "gbp", "jpy", "krw", "kwd", "tnd", "isk" };
static const char * const birds[] = { "kestrel", "Heron", "WARBLER", "göldammer" };

static const struct
{
  const char *type;
  SmrtCreditKind kind;
} kinds[] = {
  { "adjustment", SMRT_CREDIT_KIND_ADJUSTMENT },
  { "applied_to_invoice", SMRT_CREDIT_KIND_APPLIED_TO_INVOICE },
  { "credit_note", SMRT_CREDIT_KIND_CREDIT_NOTE },
  { "unapplied_from_invoice", SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE },
  { "invoice_too_small", SMRT_CREDIT_KIND_INVOICE_TOO_SMALL },
  { "invoice_overpaid", SMRT_CREDIT_KIND_INVOICE_OVERPAID },
};

typedef struct
{
  DemoFixture demo;
  sqlite3 *database;
  GtkWidget *page;
  SmrtLedgerPane *pane;
  unsigned int n_views;
  unsigned int n_rows;
  unsigned int n_found;
  unsigned int n_filtered;
} Fixture;

static void
step (sqlite3_stmt *statement,
      int           expected)
{
  int code = sqlite3_step (statement);

  if (code != expected)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (statement)));
}

static sqlite3_stmt *
prepare (Fixture    *fixture,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (fixture->database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (fixture->database), sql);

  return statement;
}

static void
execute (Fixture    *fixture,
         const char *sql)
{
  sqlite3_stmt *statement = prepare (fixture, sql);

  step (statement, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static gboolean
chance (unsigned int one_in)
{
  return g_test_rand_int_range (0, one_in) == 0;
}

static gint64
draw_amount (gboolean huge)
{
  gint64 amount;

  if (huge)
    amount = LARGEST - g_test_rand_int_range (0, G_MAXINT32);
  else if (chance (6))
    amount = (gint64) g_test_rand_int_range (1, G_MAXINT32) * g_test_rand_int_range (1, 100000);
  else
    amount = g_test_rand_int_range (1, chance (3) ? 10 : 100000);

  return chance (2) ? amount : -amount;
}

/* Mostly about the ends of months and years, to the second. */
static gint64
draw_step (gint64 time)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) month = NULL;
  g_autoptr (GDateTime) next = NULL;
  gint64 end;

  if (chance (4))
    return time;
  if (chance (2))
    return time + g_test_rand_int_range (1, 20 * DAY_SECONDS);

  now = g_date_time_new_from_unix_utc (time + 1);
  month = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  next = g_date_time_add_months (month, chance (8) ? 13 - g_date_time_get_month (now) : 1);
  end = g_date_time_to_unix (next) + g_test_rand_int_range (-1, 2);

  return MAX (end, time);
}

/* A customer like the demo account's, with a ledger of one to three currencies. */
static void
write_ledger (Fixture       *fixture,
              sqlite3_stmt  *customer_statement,
              sqlite3_stmt  *row_statement,
              unsigned int   number)
{
  g_autofree char *customer = g_strdup_printf ("cus_ledger%u", number);
  unsigned int n_rows = chance (40) ? LONG_LEDGER : (unsigned int) g_test_rand_int_range (0, 26);
  unsigned int n_currencies = g_test_rand_int_range (1, 4);
  unsigned int first_currency = g_test_rand_int_range (0, G_N_ELEMENTS (currencies));
  gint64 time = FIRST_DAY + g_test_rand_int_range (0, 900) * DAY_SECONDS;
  gint64 balances[3];
  gboolean huge = chance (25);

  sqlite3_bind_text (customer_statement, 1, customer, -1, SQLITE_TRANSIENT);
  step (customer_statement, SQLITE_DONE);
  sqlite3_reset (customer_statement);

  /* Some ledgers were carried over from elsewhere, and begin with a balance. */
  for (unsigned int i = 0; i < G_N_ELEMENTS (balances); i++)
    balances[i] = chance (5) ? g_test_rand_int_range (-5000, 5000) : 0;

  for (unsigned int i = 0; i < n_rows; i++)
    {
      unsigned int place = g_test_rand_int_range (0, n_currencies);
      const char *currency = currencies[(first_currency + place) % G_N_ELEMENTS (currencies)];
      g_autofree char *id = g_strdup_printf ("cbtxn_%u_%u", number, i);
      g_autofree char *description = NULL;
      gint64 amount = draw_amount (huge);
      gint64 balance;

      balance = balances[place] + amount;
      if (ABS (balance) > LARGEST)
        {
          amount = -amount;
          balance = balances[place] + amount;
        }
      balances[place] = balance;
      time = draw_step (time);
      if (!chance (5))
        description = g_strdup_printf ("<b>%s</b> & %u", birds[g_test_rand_int_range (0, G_N_ELEMENTS (birds))], i);

      sqlite3_bind_text (row_statement, 1, id, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (row_statement, 2, time);
      sqlite3_bind_text (row_statement, 3, customer, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (row_statement, 4, amount);
      sqlite3_bind_int64 (row_statement, 5, balance);
      sqlite3_bind_text (row_statement, 6, currency, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (row_statement, 7, description, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (row_statement, 8, kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))].type, -1,
                         SQLITE_STATIC);
      step (row_statement, SQLITE_DONE);
      sqlite3_reset (row_statement);
      fixture->n_rows++;
    }
}

static void
write_ledgers (Fixture      *fixture,
               unsigned int  n_ledgers)
{
  sqlite3_stmt *customer_statement =
    prepare (fixture,
             "INSERT INTO objects (id, type, created, customer, json)"
             " SELECT ?1, type, created, ?1, json_set (json, '$.id', ?1)"
             "   FROM objects WHERE type = 'customer' ORDER BY seq LIMIT 1");
  sqlite3_stmt *row_statement =
    prepare (fixture,
             "INSERT INTO objects (id, type, created, customer, json) VALUES (?1, 'customer_balance_transaction', ?2, ?3,"
             " json_object ('id', ?1, 'object', 'customer_balance_transaction', 'amount', ?4, 'checkout_session', NULL,"
             " 'created', ?2, 'credit_note', NULL, 'currency', ?6, 'customer', ?3, 'description', ?7,"
             " 'ending_balance', ?5, 'invoice', NULL, 'livemode', json ('false'), 'metadata', json ('{}'), 'type', ?8))");

  execute (fixture, "BEGIN IMMEDIATE");
  for (unsigned int i = 0; i < n_ledgers; i++)
    write_ledger (fixture, customer_statement, row_statement, i);
  execute (fixture, "COMMIT");

  sqlite3_finalize (customer_statement);
  sqlite3_finalize (row_statement);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A copy of its own, filled from the server as that of any account. */
static SmrtStore *
read_ledger (Fixture    *fixture,
             const char *customer)
{
  SmrtStripeClient *client = smrt_session_get_client (smrt_account_get_session (fixture->demo.account));
  SmrtStore *store = smrt_store_new (NULL, smrt_account_words_get ());
  g_autoptr (SmrtLedgerSync) sync = smrt_ledger_sync_new (client, store, SMRT_STORE_TABLE_CREDITS, customer);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) newest = NULL;
  g_autoptr (GAsyncResult) rest = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_open_async (store, NULL, result_cb, &opened);
  demo_wait_until (opened);
  smrt_store_open_finish (store, opened, &error);
  g_assert_no_error (error);
  smrt_ledger_sync_read_newest_async (sync, NULL, result_cb, &newest);
  demo_wait_until (newest);
  smrt_ledger_sync_read_newest_finish (sync, newest, &error);
  g_assert_no_error (error);
  smrt_ledger_sync_read_rest_async (sync, NULL, result_cb, &rest);
  demo_wait_until (rest);
  smrt_ledger_sync_read_rest_finish (sync, rest, &error);
  g_assert_no_error (error);

  return store;
}

static void
close_store (SmrtStore *store)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_close_async (store, result_cb, &closed);
  demo_wait_until (closed);
  smrt_store_close_finish (store, closed, &error);
  g_assert_no_error (error);
}

/* What somebody chooses to see. */
typedef struct
{
  const char *customer;
  const char *currency;
  SmrtPeriod period;
  gint64 from;
  gint64 until;
  guint64 kinds;
  char *search;
  gboolean search_is_day;
} View;

static void
draw_view (Fixture *fixture,
           View    *view)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 time = FIRST_DAY + (gint64) g_test_rand_int_range (0, 1300) * DAY_SECONDS;

  view->period = smrt_period_all ();
  view->kinds = 0;
  view->search = NULL;
  view->search_is_day = FALSE;

  /* Mostly one in which there is something. */
  if (!chance (4))
    {
      sqlite3_stmt *statement = prepare (fixture,
                                         "SELECT created FROM objects WHERE customer = ?1"
                                         " AND type = 'customer_balance_transaction'"
                                         " ORDER BY (seq * ?2) % 1009 LIMIT 1");

      sqlite3_bind_text (statement, 1, view->customer, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 2, g_test_rand_int_range (1, 1009));
      if (sqlite3_step (statement) == SQLITE_ROW)
        time = sqlite3_column_int64 (statement, 0);
      sqlite3_finalize (statement);
    }

  if (!chance (3))
    view->period = smrt_period_at (g_test_rand_int_range (SMRT_PERIOD_KIND_MONTH, SMRT_PERIOD_KIND_FISCAL_YEAR + 1), time,
                                   smrt_period_choice_get_fiscal_start (smrt_ledger_pane_get_period (fixture->pane)),
                                   zone);
  smrt_period_get_bounds (&view->period, zone, &view->from, &view->until);

  if (chance (3))
    for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (chance (2))
        view->kinds |= G_GUINT64_CONSTANT (1) << kinds[i].kind;

  if (chance (4))
    view->search = g_utf8_strdown (birds[g_test_rand_int_range (0, G_N_ELEMENTS (birds))], -1);
  else if (chance (6))
    {
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (time);

      view->search = g_date_time_format (day, "%Y-%m-%d");
      view->search_is_day = TRUE;
    }
}

/* Which rows of the server's database somebody wants to see, as a condition. */
static char *
describe_rows (const View *view,
               gboolean    filtered)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "type = 'customer_balance_transaction' AND customer = '%s'"
                          " AND json_extract (json, '$.currency') = '%s'",
                          view->customer, view->currency);
  if (!filtered)
    return g_string_free (sql, FALSE);

  if (view->from != 0)
    g_string_append_printf (sql, " AND created >= %" G_GINT64_FORMAT, view->from);
  if (view->until != 0)
    g_string_append_printf (sql, " AND created < %" G_GINT64_FORMAT, view->until);
  if (view->search_is_day)
    g_string_append_printf (sql, " AND date (created, 'unixepoch') = '%s'", view->search);
  else if (view->search != NULL)
    g_string_append_printf (sql, " AND lower (json_extract (json, '$.description')) LIKE '%%%s%%'", view->search);
  if (view->kinds != 0)
    {
      g_string_append (sql, " AND json_extract (json, '$.type') IN (''");
      for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (view->kinds & (G_GUINT64_CONSTANT (1) << kinds[i].kind))
          g_string_append_printf (sql, ", '%s'", kinds[i].type);
      g_string_append_c (sql, ')');
    }

  return g_string_free (sql, FALSE);
}

static gint64
query_sum (Fixture    *fixture,
           const char *value,
           const char *rows,
           gint64     *n_rows)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*), coalesce (sum (%s), 0) FROM objects WHERE %s", value, rows);
  sqlite3_stmt *statement = prepare (fixture, sql);
  gint64 sum;

  step (statement, SQLITE_ROW);
  if (n_rows != NULL)
    *n_rows = sqlite3_column_int64 (statement, 0);
  sum = sqlite3_column_int64 (statement, 1);
  sqlite3_finalize (statement);

  return sum;
}

static char *
say (const View *view,
     gint64      sum,
     gboolean    with_sign)
{
  SmrtMoney money = smrt_money_init (sum, view->currency);

  return with_sign ? smrt_words_money (&money) : smrt_words_money_unsigned (&money);
}

/* The line beneath the table as the server's database has it, %NULL for none. A
 * person's credit is the server's negative amount. */
static char *
query_summary (Fixture    *fixture,
               const View *view)
{
  static const char credited_sql[] = "max (-json_extract (json, '$.amount'), 0)";
  static const char used_sql[] = "min (-json_extract (json, '$.amount'), 0)";
  static const char amount_sql[] = "-json_extract (json, '$.amount')";
  static const char start_sql[] = "-(json_extract (json, '$.ending_balance') - json_extract (json, '$.amount'))";
  g_autofree char *rows = describe_rows (view, TRUE);
  g_autofree char *all = describe_rows (view, FALSE);
  g_autofree char *first = g_strdup_printf ("seq = (SELECT min (seq) FROM objects WHERE %s)", all);
  g_autofree char *before = g_strdup_printf ("%s AND created < %" G_GINT64_FORMAT, all, view->from);
  g_autofree char *until = view->until != 0 ? g_strdup_printf ("%s AND created < %" G_GINT64_FORMAT, all, view->until)
                                            : g_strdup (all);
  g_autofree char *count = NULL;
  g_autofree char *opening = NULL;
  g_autofree char *credited = NULL;
  g_autofree char *used = NULL;
  g_autofree char *closing = NULL;
  gboolean filtered = view->from != 0 || view->until != 0 || view->kinds != 0 || view->search != NULL;
  gint64 n_rows, n_all;
  gint64 came = query_sum (fixture, credited_sql, rows, &n_rows);
  gint64 went = query_sum (fixture, used_sql, rows, NULL);
  gint64 start;

  if (n_rows == 0)
    return NULL;

  start = query_sum (fixture, start_sql, first, NULL);
  query_sum (fixture, amount_sql, all, &n_all);
  if (filtered && n_rows != n_all)
    count = g_strdup_printf ("%d of %d %s", (int) n_rows, (int) n_all, n_all == 1 ? "entry" : "entries");
  else
    count = g_strdup_printf ("%d %s", (int) n_rows, n_rows == 1 ? "entry" : "entries");

  fixture->n_found++;
  fixture->n_filtered += n_rows != n_all ? 1 : 0;
  opening = say (view, start + query_sum (fixture, amount_sql, before, NULL), TRUE);
  credited = say (view, came, TRUE);
  used = say (view, went, FALSE);
  closing = say (view, start + query_sum (fixture, amount_sql, until, NULL), TRUE);

  return g_strdup_printf ("%s · opening balance %s · credited %s · used %s · closing balance %s", count, opening, credited,
                          used, closing);
}

static gboolean
shows (Fixture    *fixture,
       const View *view)
{
  const SmrtStoreQuery *query = smrt_ledger_pane_get_query (fixture->pane);

  return query != NULL && query->from == view->from && query->until == view->until && query->kinds == view->kinds &&
         g_strcmp0 (query->search, view->search) == 0 &&
         !smrt_store_list_get_loading (smrt_ledger_pane_get_list (fixture->pane));
}

static void
check_view (Fixture    *fixture,
            const View *view)
{
  g_autofree char *expected = query_summary (fixture, view);
  GtkWidget *found = demo_find_part (fixture->page, expected != NULL ? expected : " · credited ");

  fixture->n_views++;
  if (expected == NULL)
    {
      g_assert_null (found);
      g_assert_cmpint (smrt_ledger_pane_get_sums (fixture->pane)->n_rows, ==, 0);
      return;
    }

  if (demo_find_text (fixture->page, expected) == NULL)
    {
      GtkWidget *other = demo_find_part (fixture->page, "entr");

      g_error ("%s %s, period %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", kinds %" G_GINT64_MODIFIER
               "x, search “%s”: the database says “%s”, the window “%s”",
               view->customer, view->currency, view->from, view->until, view->kinds,
               view->search != NULL ? view->search : "", expected,
               other != NULL ? gtk_label_get_text (GTK_LABEL (other)) : "");
    }
  g_assert_cmpint (smrt_ledger_pane_get_sums (fixture->pane)->n_faulty, ==, 0);
}

/* Its currency, as somebody chooses it of the menu; where there is one only,
 * there is none. */
static void
choose_currency (Fixture    *fixture,
                 const char *currency)
{
  GtkDropDown *menu = GTK_DROP_DOWN (demo_find_widget (fixture->page, GTK_TYPE_DROP_DOWN));
  GListModel *model = gtk_drop_down_get_model (menu);
  g_autofree char *wanted = g_ascii_strup (currency, -1);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) name = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (name), wanted))
        {
          gtk_drop_down_set_selected (menu, i);
          return;
        }
    }
  g_error ("%s is not in the menu", wanted);
}

static void
check_currency (Fixture    *fixture,
                const char *customer,
                const char *currency)
{
  gboolean drawn = gtk_widget_get_mapped (fixture->page);

  choose_currency (fixture, currency);

  for (unsigned int i = drawn ? 0 : 1; i < 2; i++)
    {
      View view = { .customer = customer, .currency = currency };

      if (i > 0)
        draw_view (fixture, &view);
      else
        view.period = smrt_period_all ();

      smrt_kinds_choice_set_chosen (smrt_ledger_pane_get_kinds (fixture->pane), view.kinds);
      smrt_period_choice_set_period (smrt_ledger_pane_get_period (fixture->pane), &view.period);
      smrt_ledger_pane_search (fixture->pane, view.search != NULL ? view.search : "");
      demo_wait_until (shows (fixture, &view));
      check_view (fixture, &view);
      g_free (view.search);
    }
}

/* In the order in which the menu has them. */
static GStrv
query_currencies (Fixture    *fixture,
                  const char *customer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  sqlite3_stmt *statement = prepare (fixture,
                                     "SELECT json_extract (json, '$.currency') AS currency FROM objects"
                                     " WHERE type = 'customer_balance_transaction' AND customer = ?"
                                     " GROUP BY currency ORDER BY max (seq) DESC");

  sqlite3_bind_text (statement, 1, customer, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_strv_builder_add (builder, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  return g_strv_builder_end (builder);
}

static gboolean
offers (Fixture *fixture,
        GStrv    wanted)
{
  GtkWidget *menu = demo_find_widget (fixture->page, GTK_TYPE_DROP_DOWN);
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (menu));
  const SmrtStoreQuery *query = smrt_ledger_pane_get_query (fixture->pane);

  return model != NULL && g_list_model_get_n_items (model) == g_strv_length (wanted) && query != NULL &&
         g_strcmp0 (query->currency, wanted[gtk_drop_down_get_selected (GTK_DROP_DOWN (menu))]) == 0;
}

static void
check_ledger (Fixture      *fixture,
              unsigned int  number)
{
  g_autofree char *customer = g_strdup_printf ("cus_ledger%u", number);
  g_auto (GStrv) wanted = query_currencies (fixture, customer);
  g_autoptr (SmrtStore) store = read_ledger (fixture, customer);

  smrt_account_set_store (fixture->demo.account, store, NULL);
  smrt_credits_page_set_account (SMRT_CREDITS_PAGE (fixture->page), fixture->demo.account);
  smrt_ledger_pane_clear_filters (fixture->pane);

  if (*wanted == NULL)
    demo_wait_until (g_str_equal (smrt_ledger_pane_get_state (fixture->pane), "empty"));
  else
    demo_wait_until (offers (fixture, wanted));
  for (unsigned int i = 0; wanted[i] != NULL; i++)
    check_currency (fixture, customer, wanted[i]);

  smrt_credits_page_set_account (SMRT_CREDITS_PAGE (fixture->page), NULL);
  close_store (store);
}

/* What the window says a ledger comes to is what the server's own database does,
 * for any ledger and whatever is shown of it. */
static void
test_sums (Fixture    *fixture,
           const void *data)
{
  const char *wanted = g_getenv ("SMRT_LEDGERS");
  unsigned int n_ledgers = wanted != NULL ? (unsigned int) g_ascii_strtoull (wanted, NULL, 10) : LEDGERS;

  write_ledgers (fixture, n_ledgers);
  for (unsigned int i = 0; i < n_ledgers; i++)
    {
      if (i == DRAWN)
        gtk_widget_set_visible (fixture->demo.window, FALSE);
      check_ledger (fixture, i);
    }

  g_test_message ("%u ledgers of %u rows, seen in %u ways: %u showed rows, %u of them some",
                  n_ledgers, fixture->n_rows, fixture->n_views, fixture->n_found, fixture->n_filtered);
  g_assert_cmpuint (fixture->n_found, >=, n_ledgers);
  g_assert_cmpuint (fixture->n_filtered, >, n_ledgers / 3);
}

static void
set_up (Fixture    *fixture,
        const void *data)
{
  g_autofree char *path = NULL;

  demo_fixture_set_up (&fixture->demo, GINT_TO_POINTER (SMRT_ROLE_OWNER));
  path = g_build_filename (fixture->demo.directory, "demo.sqlite", NULL);
  g_assert_cmpint (sqlite3_open_v2 (path, &fixture->database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (fixture->database, 10000);

  fixture->page = smrt_credits_page_new ();
  fixture->pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (fixture->page));
  demo_fixture_show (&fixture->demo, fixture->page, 900, 800);
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  g_assert_cmpint (sqlite3_close (fixture->database), ==, SQLITE_OK);
  demo_fixture_tear_down (&fixture->demo, data);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add ("/ledger-sums/random", Fixture, NULL, set_up, test_sums, tear_down);

  return g_test_run ();
}
