/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "fault-proxy.h"
#include "smrt-copy.h"
#include "smrt-database.h"
#include "smrt-store-snapshot.h"
#include "smrt-words.h"

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GAsyncResult *
await (GAsyncResult **result)
{
  account_fixture_wait (has_result, result);

  return *result;
}

/* A sandbox with a file, in a folder of its own. */
typedef struct
{
  AccountFixture account;
  char *folder;
  char *database;
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->account.sandbox = smrt_sandbox_new (fixture->database, 0, DEMO_NOW);
  smrt_sandbox_start (fixture->account.sandbox, &error);
  g_assert_no_error (error);
  account_fixture_sign_in (&fixture->account, SMRT_ROLE_OWNER);
}

static void
stop (Fixture *fixture)
{
  g_clear_object (&fixture->account.account);
  g_clear_object (&fixture->account.session);
  if (fixture->account.sandbox != NULL)
    smrt_sandbox_stop (fixture->account.sandbox);
  g_clear_object (&fixture->account.sandbox);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smrt-copy-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (fixture->folder, "demo.sqlite", NULL);
  fixture->account.clock = smrt_clock_new_manual (DEMO_NOW);
  start (fixture);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_assert_cmpint (g_unlink (inner), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  stop (fixture);
  g_clear_object (&fixture->account.clock);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
}

/* The same account in a program that starts anew. */
static void
begin_anew (Fixture *fixture)
{
  account_fixture_sign_in (&fixture->account, SMRT_ROLE_OWNER);
}

static void
open_copy (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_copy_open_async (fixture->account.account, NULL, result_cb, &result);
  smrt_copy_open_finish (fixture->account.account, await (&result), &error);
  g_assert_no_error (error);
}

static gboolean
refresh (Fixture  *fixture,
         gboolean  whole,
         GError  **error)
{
  g_autoptr (SmrtRefresh) operation = whole ? smrt_refresh_new_whole (fixture->account.account)
                                            : smrt_refresh_new (fixture->account.account);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_refresh_run_async (operation, NULL, result_cb, &result);

  return smrt_refresh_run_finish (operation, await (&result), error);
}

static unsigned int
count_requests (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = account_fixture_get (&fixture->account, "/v1/test_helpers/requests", &error);
  JsonArray *data;
  unsigned int n = 0;

  g_assert_no_error (error);
  data = json_object_get_array_member (json_node_get_object (node), "data");
  for (unsigned int i = 0; i < json_array_get_length (data); i++)
    n += !g_str_has_prefix (json_object_get_string_member (json_array_get_object_element (data, i), "path"),
                            "/v1/test_helpers");

  return n;
}

static void
reset_requests (Fixture *fixture)
{
  g_autoptr (JsonNode) reset = account_fixture_post (&fixture->account, "/v1/test_helpers/requests/reset", "", NULL);

  g_assert_nonnull (reset);
}

typedef struct
{
  unsigned int n_subscriptions;
  unsigned int n_usage_subscriptions;
  unsigned int n_credits;
  unsigned int n_invoices;
  unsigned int n_plans;
  gint64 as_of;
} Shown;

static Shown
look_at (SmrtAccount *account)
{
  return (Shown) {
    g_list_model_get_n_items (smrt_account_get_subscriptions (account)),
    g_list_model_get_n_items (smrt_account_get_usage_subscriptions (account)),
    g_list_model_get_n_items (smrt_account_get_credits (account)),
    g_list_model_get_n_items (smrt_account_get_invoices (account)),
    smrt_account_get_loaded (account) ? smrt_catalogue_get_plans (smrt_account_get_catalogue (account))->len : 0,
    smrt_account_get_as_of (account),
  };
}

static void
assert_same (const Shown *a,
             const Shown *b)
{
  g_assert_cmpuint (a->n_subscriptions, ==, b->n_subscriptions);
  g_assert_cmpuint (a->n_usage_subscriptions, ==, b->n_usage_subscriptions);
  g_assert_cmpuint (a->n_credits, ==, b->n_credits);
  g_assert_cmpuint (a->n_invoices, ==, b->n_invoices);
  g_assert_cmpuint (a->n_plans, ==, b->n_plans);
  g_assert_cmpint (a->as_of, ==, b->as_of);
}

/* A start without a network shows everything, as of its time, and offers no
 * change; with the network it becomes the account again. */
static void
test_offline_start (Fixture       *fixture,
                    gconstpointer  data)
{
  SmrtAccount *account;
  g_autoptr (GError) error = NULL;
  Shown before, kept;

  account_fixture_refresh (&fixture->account);
  g_assert_cmpint (smrt_account_get_changes (fixture->account.account), ==, SMRT_ACCOUNT_CHANGES_OFFERED);
  before = look_at (fixture->account.account);
  g_assert_cmpuint (before.n_subscriptions, ==, 2);
  g_assert_cmpuint (before.n_invoices, >=, 12);
  g_assert_cmpuint (before.n_credits, >=, 2);
  g_assert_cmpuint (before.n_plans, >=, 2);

  begin_anew (fixture);
  account = fixture->account.account;
  open_copy (fixture);
  kept = look_at (account);
  assert_same (&kept, &before);
  g_assert_nonnull (account_fixture_find (&fixture->account, "smrtPhone Standard"));
  g_assert_cmpint (smrt_account_get_state (account), ==, SMRT_ACCOUNT_STATE_EMPTY);
  g_assert_cmpint (smrt_account_get_changes (account), ==, SMRT_ACCOUNT_CHANGES_NOT_READ);

  begin_anew (fixture);
  account = fixture->account.account;
  smrt_sandbox_stop (fixture->account.sandbox);
  g_assert_false (refresh (fixture, FALSE, &error));
  kept = look_at (account);
  assert_same (&kept, &before);
  g_assert_cmpint (smrt_account_get_state (account), ==, SMRT_ACCOUNT_STATE_OFFLINE);
  g_assert_cmpint (smrt_account_get_changes (account), ==, SMRT_ACCOUNT_CHANGES_OFFLINE);
  g_assert_false (smrt_account_get_refreshing (account));
  g_assert_null (smrt_account_get_store_problem (account));

  stop (fixture);
  start (fixture);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_cmpint (smrt_account_get_changes (fixture->account.account), ==, SMRT_ACCOUNT_CHANGES_OFFERED);
}

static void
note_loaded_cb (SmrtAccount *account,
                GParamSpec  *pspec,
                gpointer     user_data)
{
  SmrtAccountState *state = user_data;

  *state = smrt_account_get_state (account);
}

/* The copy is shown while the server is asked, and no request is one too many. */
static void
test_requests (Fixture       *fixture,
               gconstpointer  data)
{
  SmrtAccountState state_when_loaded = SMRT_ACCOUNT_STATE_EMPTY;
  g_autoptr (JsonNode) delay = NULL;

  reset_requests (fixture);
  account_fixture_refresh (&fixture->account);
  /* who, prices, rules, customer, subscriptions, three ledgers */
  g_assert_cmpuint (count_requests (fixture), ==, 8);

  reset_requests (fixture);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpuint (count_requests (fixture), ==, 7);

  begin_anew (fixture);
  delay = account_fixture_post (&fixture->account, "/v1/test_helpers/delay", "milliseconds=400", NULL);
  g_assert_nonnull (delay);
  g_signal_connect (fixture->account.account, "notify::loaded", G_CALLBACK (note_loaded_cb), &state_when_loaded);
  reset_requests (fixture);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpint (state_when_loaded, ==, SMRT_ACCOUNT_STATE_LOADING);
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_cmpuint (count_requests (fixture), ==, 8);
}

static char *
get_copy_path (Fixture *fixture)
{
  char *path = smrt_copy_dup_path (fixture->account.account);

  g_assert_nonnull (path);
  g_assert_true (g_str_has_prefix (path, fixture->folder));

  return path;
}

static void
close_account (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  SmrtStore *store = smrt_account_get_store (fixture->account.account);

  g_object_ref (store);
  smrt_store_close_async (store, result_cb, &result);
  await (&result);
  g_clear_object (&fixture->account.account);
  g_clear_object (&fixture->account.session);
  g_clear_object (&result);
  g_object_unref (store);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = get_copy_path (fixture);
  g_autoptr (GError) error = NULL;
  Shown before, after;

  account_fixture_refresh (&fixture->account);
  before = look_at (fixture->account.account);
  close_account (fixture);
  g_file_set_contents (path, "This is no database any more, and it is long enough to be looked at.", -1, &error);
  g_assert_no_error (error);

  begin_anew (fixture);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_null (smrt_account_get_store_problem (fixture->account.account));
  g_assert_nonnull (smrt_account_get_store_notice (fixture->account.account));
  g_assert_true (g_file_test (smrt_account_get_store_notice (fixture->account.account), G_FILE_TEST_EXISTS));
  after = look_at (fixture->account.account);
  after.as_of = before.as_of;
  assert_same (&after, &before);

  /* And from then on there is a copy again. */
  begin_anew (fixture);
  open_copy (fixture);
  g_assert_true (smrt_account_get_loaded (fixture->account.account));
}

/* A newer program's file is left alone, and nothing is kept from the person. */
static void
test_newer_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = get_copy_path (fixture);
  g_autoptr (GError) error = NULL;
  sqlite3 *database;

  account_fixture_refresh (&fixture->account);
  close_account (fixture);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);

  begin_anew (fixture);
  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_error (smrt_account_get_store_problem (fixture->account.account), SMRT_DATABASE_ERROR,
                  SMRT_DATABASE_ERROR_NEWER);
  g_assert_null (smrt_store_get_path (smrt_account_get_store (fixture->account.account)));
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, >=, 12);
}

/* The folder cannot be made: the same. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = get_copy_path (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (refresh (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_nonnull (smrt_account_get_store_problem (fixture->account.account));
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, >=, 12);
}

/* The disk is full in the middle of it. */
static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) problem = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FULL, "full");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStore) store = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_refresh (&fixture->account);
  store = g_object_ref (smrt_account_get_store (fixture->account.account));
  smrt_copy_give_up_async (fixture->account.account, store, problem, NULL, result_cb, &result);
  g_assert_true (smrt_copy_give_up_finish (fixture->account.account, await (&result), &error));
  g_assert_true (smrt_account_get_store (fixture->account.account) != store);
  g_assert_error (smrt_account_get_store_problem (fixture->account.account), SMRT_DATABASE_ERROR,
                  SMRT_DATABASE_ERROR_FULL);

  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, >=, 12);

  /* Where not even a temporary one goes on, the reading fails, and says why. */
  g_clear_object (&result);
  smrt_copy_give_up_async (fixture->account.account, smrt_account_get_store (fixture->account.account), problem, NULL,
                           result_cb, &result);
  g_assert_false (smrt_copy_give_up_finish (fixture->account.account, await (&result), &error));
  g_assert_error (error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FULL);
}

static unsigned int
count_found (Fixture        *fixture,
             SmrtStoreTable  table,
             const char     *search)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (table);
  g_autoptr (SmrtStoreSnapshot) rows = NULL;
  g_autoptr (GError) error = NULL;

  query->search = g_strdup (search);
  rows = smrt_store_snapshot_new (smrt_account_get_store (fixture->account.account), query, &error);
  g_assert_no_error (error);

  return g_list_model_get_n_items (G_LIST_MODEL (rows));
}

/* What is written to breaks under the reading's hands: it goes on all the same,
 * and nothing that can be read is kept from the person. */
static void
test_store_breaks (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = get_copy_path (fixture);
  g_autoptr (GError) error = NULL;
  unsigned int n_invoices;
  sqlite3 *database;

  account_fixture_refresh (&fixture->account);
  n_invoices = look_at (fixture->account.account).n_invoices;
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (database, 5000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA foreign_keys = OFF; DROP TABLE invoice", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);

  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_nonnull (smrt_account_get_store_problem (fixture->account.account));
  g_assert_null (smrt_store_get_path (smrt_account_get_store (fixture->account.account)));
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, ==, n_invoices);
  g_assert_cmpuint (count_found (fixture, SMRT_STORE_TABLE_INVOICES, "renewal"), >=, 1);
}

/* Each role is shown what it was shown itself. */
static void
test_roles_apart (Fixture       *fixture,
                  gconstpointer  data)
{
  account_fixture_refresh (&fixture->account);
  account_fixture_sign_in (&fixture->account, SMRT_ROLE_USER);
  open_copy (fixture);
  g_assert_false (smrt_account_get_loaded (fixture->account.account));
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, ==, 0);
}

/* The file has come to belong to somebody else. */
static void
test_other_customer (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStoreCopy) copy = smrt_store_copy_new (archive, "cus_other", DEMO_NOW);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_invoices;

  account_fixture_refresh (&fixture->account);
  n_invoices = look_at (fixture->account.account).n_invoices;
  smrt_store_keep_copy_async (smrt_account_get_store (fixture->account.account), copy, NULL, NULL, result_cb, &result);
  g_assert_true (smrt_store_keep_copy_finish (smrt_account_get_store (fixture->account.account), await (&result),
                                              &error));

  begin_anew (fixture);
  open_copy (fixture);
  g_assert_false (smrt_account_get_loaded (fixture->account.account));
  account_fixture_refresh (&fixture->account);
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, ==, n_invoices);
}

/* The demo account as it was at first: its ids are others. */
static void
test_server_reset (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_INVOICES);
  g_autoptr (SmrtStoreSnapshot) rows = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_invoices;

  account_fixture_refresh (&fixture->account);
  n_invoices = look_at (fixture->account.account).n_invoices;
  account_fixture_run_demo (&fixture->account, SMRT_DEMO_NEXT_BILLING_DATE);
  account_fixture_refresh (&fixture->account);
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, >, n_invoices);

  account_fixture_run_demo (&fixture->account, SMRT_DEMO_RESET);
  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (look_at (fixture->account.account).n_invoices, ==, n_invoices);
  rows = smrt_store_snapshot_new (smrt_account_get_store (fixture->account.account), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, n_invoices);
}

/* A row is found by its sentence, its receipt, its amount as it is shown and as it
 * is typed, and its day, and it reads as it does everywhere. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const of_a_credit[] = { "switched to monthly", "NWR-0007", "$714.04", "714.04", "3 Mar 2026", "2026-03-03" };
  static const char * const of_an_invoice[] = { "renewal", "NWR-0016", "75.00", "$75.00", "Paid", "2026-03-03" };
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreSnapshot) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);

  for (unsigned int i = 0; i < G_N_ELEMENTS (of_a_credit); i++)
    g_assert_cmpuint (count_found (fixture, SMRT_STORE_TABLE_CREDITS, of_a_credit[i]), >=, 1);
  for (unsigned int i = 0; i < G_N_ELEMENTS (of_an_invoice); i++)
    g_assert_cmpuint (count_found (fixture, SMRT_STORE_TABLE_INVOICES, of_an_invoice[i]), >=, 1);
  g_assert_cmpuint (count_found (fixture, SMRT_STORE_TABLE_CREDITS, "there is no such thing"), ==, 0);

  rows = smrt_store_snapshot_new (smrt_account_get_store (fixture->account.account), query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==,
                    g_list_model_get_n_items (smrt_account_get_credits (fixture->account.account)));
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (smrt_account_get_credits (fixture->account.account), i);
      SmrtInvoice *invoice = smrt_account_find_invoice (fixture->account.account,
                                                        smrt_credit_entry_get_invoice_id (entry));
      g_autofree char *words = smrt_words_credit_entry (entry, invoice,
                                                        smrt_account_get_catalogue (fixture->account.account));

      g_assert_cmpstr (smrt_ledger_row_get_words (row), ==, words);
    }
}

typedef struct
{
  gboolean showed_rows;
} Progress;

static void
progress_cb (SmrtAccount *account,
             GParamSpec  *pspec,
             gpointer     user_data)
{
  Progress *progress = user_data;

  progress->showed_rows |= smrt_account_get_loading_rows (account) > 0;
}

static gboolean
has_settled (gpointer data)
{
  return !smrt_account_get_refreshing (data);
}

/* A long ledger: the account is there after the first pages, and the rest comes
 * behind it; when that breaks off, it goes on where it stopped. */
static void
test_long_load (Fixture       *fixture,
                gconstpointer  data)
{
  AccountFixture *account = &fixture->account;
  g_autofree char *path = NULL;
  FaultProxy *proxy;
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (account->sandbox));
  Progress progress = { 0 };
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (SmrtStoreSnapshot) rows = NULL;
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  unsigned int n_requests, n_rows;

  path = g_strdup_printf ("/v1/customers/%s/balance_transactions", smrt_sandbox_get_customer (account->sandbox));
  for (unsigned int i = 0; i < 40; i++)
    {
      g_autoptr (JsonNode) node = account_fixture_post (account, path, "amount=-100&currency=usd", &error);

      g_assert_no_error (error);
    }
  proxy = fault_proxy_new (smrt_sandbox_get_url (account->sandbox));
  fault_proxy_set_page_size (proxy, 5);
  g_clear_object (&account->account);
  g_clear_object (&account->session);
  account->session = smrt_session_new_with_key (fault_proxy_get_url (proxy), key,
                                                smrt_sandbox_get_customer (account->sandbox), account->clock, &error);
  g_assert_no_error (error);
  account->account = smrt_account_new (account->session);
  g_signal_connect (account->account, "notify::loading-rows", G_CALLBACK (progress_cb), &progress);

  g_assert_true (refresh (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (smrt_account_get_state (account->account), ==, SMRT_ACCOUNT_STATE_READY);
  g_assert_true (smrt_account_get_refreshing (account->account));
  g_assert_cmpint (smrt_account_get_changes (account->account), ==, SMRT_ACCOUNT_CHANGES_OFFERED);
  g_assert_cmpuint (look_at (account->account).n_credits, ==, 5);

  fault_proxy_cut_after (proxy, 4);
  account_fixture_wait (has_settled, account->account);
  g_assert_true (progress.showed_rows);
  g_assert_cmpuint (smrt_account_get_loading_rows (account->account), ==, 0);
  g_assert_cmpint (smrt_account_get_state (account->account), ==, SMRT_ACCOUNT_STATE_OFFLINE);
  g_assert_cmpuint (look_at (account->account).n_credits, ==, 5);

  fault_proxy_cut_after (proxy, -1);
  n_requests = fault_proxy_get_requests (proxy)->len;
  g_assert_true (refresh (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (smrt_account_get_refreshing (account->account));
  g_assert_cmpint (smrt_account_get_state (account->account), ==, SMRT_ACCOUNT_STATE_READY);
  rows = smrt_store_snapshot_new (smrt_account_get_store (account->account), query, &error);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (rows));
  g_assert_cmpuint (n_rows, >=, 40);

  /* It did not begin again, and asked for no page twice. */
  for (unsigned int i = n_requests; i < fault_proxy_get_requests (proxy)->len; i++)
    {
      const char *request = g_ptr_array_index (fault_proxy_get_requests (proxy), i);

      g_assert_false (g_str_has_suffix (request, "/balance_transactions?limit=100"));
      if (strstr (request, "starting_after=") != NULL)
        g_assert_true (g_hash_table_add (asked, (gpointer) request));
    }
  g_assert_cmpuint (g_hash_table_size (asked), >, 0);

  g_clear_object (&rows);
  g_clear_object (&account->account);
  g_clear_object (&account->session);
  fault_proxy_free (proxy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add_test(path, function) g_test_add ("/copy/" path, Fixture, NULL, set_up, function, tear_down)

  add_test ("offline-start", test_offline_start);
  add_test ("requests", test_requests);
  add_test ("damaged", test_damaged);
  add_test ("newer-file", test_newer_file);
  add_test ("no-folder", test_no_folder);
  add_test ("disk-full", test_disk_full);
  add_test ("store-breaks", test_store_breaks);
  add_test ("roles-apart", test_roles_apart);
  add_test ("other-customer", test_other_customer);
  add_test ("server-reset", test_server_reset);
  add_test ("words", test_words);
  add_test ("long-load", test_long_load);

  return g_test_run ();
}
