/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "fault-proxy.h"
#include "smrt-ledger-sync.h"
#include "smrt-store-snapshot.h"
#include "smrt-stripe-account.h"
#include "smrt-stripe-key.h"

#define PAGE 5

/* A sandbox whose pages are short, a client without retries, and a store. */
typedef struct
{
  AccountFixture account;
  FaultProxy *proxy;
  SmrtStripeClient *client;
  SmrtStore *store;
  char *folder;
  char *path;
  const char *customer;
} Fixture;

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

static SmrtStore *
open_store (const char *path)
{
  SmrtStore *store = smrt_store_new (path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_open_async (store, NULL, result_cb, &result);
  smrt_store_open_finish (store, await (&result), &error);
  g_assert_no_error (error);

  return store;
}

static void
close_store (SmrtStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_close_async (store, result_cb, &result);
  smrt_store_close_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_unref (store);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (SmrtStripeBearer) bearer = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture->account, SMRT_ROLE_OWNER);
  key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->account.sandbox));
  fixture->customer = smrt_sandbox_get_customer (fixture->account.sandbox);
  fixture->proxy = fault_proxy_new (smrt_sandbox_get_url (fixture->account.sandbox));
  fault_proxy_set_page_size (fixture->proxy, PAGE);
  bearer = smrt_stripe_key_new (key);
  fixture->client = g_object_new (SMRT_TYPE_STRIPE_CLIENT,
                                  "base-url", fault_proxy_get_url (fixture->proxy),
                                  "bearer", bearer, "clock", fixture->account.clock, "max-retries", 0, NULL);
  fixture->folder = g_dir_make_tmp ("smrt-ledger-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "copy.db", NULL);
  fixture->store = open_store (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  close_store (fixture->store);
  g_assert_true (smrt_store_forget (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  fault_proxy_free (fixture->proxy);
  account_fixture_tear_down (&fixture->account);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
add_credits (Fixture      *fixture,
             unsigned int  n_entries)
{
  g_autofree char *path = g_strdup_printf ("/v1/customers/%s/balance_transactions", fixture->customer);

  for (unsigned int i = 0; i < n_entries; i++)
    {
      g_autofree char *form = g_strdup_printf ("amount=%d&currency=usd&description=Entry", -100 - (int) i);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = account_fixture_post (&fixture->account, path, form, &error);

      g_assert_no_error (error);
    }
}

static gboolean
read_newest (SmrtLedgerSync  *sync,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_ledger_sync_read_newest_async (sync, NULL, result_cb, &result);

  return smrt_ledger_sync_read_newest_finish (sync, await (&result), error);
}

static gboolean
read_rest (SmrtLedgerSync  *sync,
           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_ledger_sync_read_rest_async (sync, NULL, result_cb, &result);

  return smrt_ledger_sync_read_rest_finish (sync, await (&result), error);
}

static gboolean
sync_table (Fixture         *fixture,
            SmrtStoreTable   table,
            GError         **error)
{
  g_autoptr (SmrtLedgerSync) sync = smrt_ledger_sync_new (fixture->client, fixture->store, table, fixture->customer);

  g_ptr_array_set_size (fault_proxy_get_requests (fixture->proxy), 0);

  return read_newest (sync, error) && read_rest (sync, error);
}

static void
must_sync (Fixture        *fixture,
           SmrtStoreTable  table)
{
  g_autoptr (GError) error = NULL;

  sync_table (fixture, table, &error);
  g_assert_no_error (error);
}

static const char *
get_request (Fixture      *fixture,
             unsigned int  position)
{
  GPtrArray *requests = fault_proxy_get_requests (fixture->proxy);

  g_assert_cmpuint (position, <, requests->len);

  return g_ptr_array_index (requests, position);
}

#define assert_n_requests(fixture, n) g_assert_cmpuint (fault_proxy_get_requests ((fixture)->proxy)->len, ==, n)

static const char *
get_row_id (SmrtLedgerRow *row)
{
  return smrt_ledger_row_get_entry (row) != NULL ? smrt_credit_entry_get_id (smrt_ledger_row_get_entry (row))
                                                 : smrt_invoice_get_id (smrt_ledger_row_get_invoice (row));
}

/* Row by row what the server itself lists, in its order. */
static unsigned int
assert_same_as_server (Fixture        *fixture,
                       SmrtStoreTable  table)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->account.sandbox));
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new (smrt_sandbox_get_url (fixture->account.sandbox), key,
                                                                fixture->account.clock);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (table);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreSnapshot) rows = smrt_store_snapshot_new (fixture->store, query, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) expected = NULL;

  g_assert_no_error (error);
  if (table == SMRT_STORE_TABLE_CREDITS)
    {
      smrt_stripe_list_credits_async (client, fixture->customer, NULL, result_cb, &result);
      expected = smrt_stripe_list_credits_finish (client, await (&result), &error);
    }
  else
    {
      smrt_stripe_list_invoices_async (client, fixture->customer, NULL, result_cb, &result);
      expected = smrt_stripe_list_invoices_finish (client, await (&result), &error);
    }
  g_assert_no_error (error);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, expected->len);
  for (unsigned int i = 0; i < expected->len; i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      if (table == SMRT_STORE_TABLE_CREDITS)
        {
          g_assert_cmpstr (get_row_id (row), ==, smrt_credit_entry_get_id (g_ptr_array_index (expected, i)));
        }
      else
        {
          SmrtInvoice *invoice = g_ptr_array_index (expected, i);

          g_assert_cmpstr (get_row_id (row), ==, smrt_invoice_get_id (invoice));
          g_assert_cmpint (smrt_invoice_get_status (smrt_ledger_row_get_invoice (row)), ==,
                           smrt_invoice_get_status (invoice));
          g_assert_cmpstr (smrt_invoice_get_number (smrt_ledger_row_get_invoice (row)), ==,
                           smrt_invoice_get_number (invoice));
        }
    }
  g_assert_no_error (smrt_store_snapshot_get_error (rows));

  return expected->len;
}

/* Page by page, and then no more than one look. */
static void
test_first_load (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_strdup_printf ("GET /v1/customers/%s/balance_transactions?limit=100", fixture->customer);
  g_autoptr (SmrtLedgerSync) sync = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_rows;

  add_credits (fixture, 23);
  sync = smrt_ledger_sync_new (fixture->client, fixture->store, SMRT_STORE_TABLE_CREDITS, fixture->customer);
  g_assert_true (read_newest (sync, &error));
  assert_n_requests (fixture, 1);
  g_assert_cmpstr (get_request (fixture, 0), ==, path);
  g_assert_false (smrt_ledger_sync_get_complete (sync));

  g_assert_true (read_rest (sync, &error));
  g_assert_no_error (error);
  g_assert_true (smrt_ledger_sync_get_complete (sync));
  n_rows = assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpuint (n_rows, >=, 23);
  g_assert_cmpuint (smrt_ledger_sync_get_n_rows (sync), ==, n_rows - PAGE);
  assert_n_requests (fixture, (n_rows + PAGE - 1) / PAGE);

  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  assert_n_requests (fixture, 1);
  g_assert_nonnull (strstr (get_request (fixture, 0), "ending_before="));

  /* What came meanwhile, and nothing of the rest: more than fits on a page. */
  add_credits (fixture, 7);
  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  assert_n_requests (fixture, 2);
  g_assert_cmpuint (assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS), ==, n_rows + 7);
}

/* Wherever the connection breaks, no page is asked for twice. */
static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  unsigned int n_pages, n_rows;

  add_credits (fixture, 23);
  for (unsigned int i = 0; i < 4; i++)
    {
      g_autoptr (GError) lost = NULL;

      fault_proxy_cut_after (fixture->proxy, i == 0 ? 1 : 2);
      g_assert_false (sync_table (fixture, SMRT_STORE_TABLE_CREDITS, &lost));
      g_assert_error (lost, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN);

      /* The store is opened by another process. */
      close_store (fixture->store);
      fixture->store = open_store (fixture->path);
    }

  fault_proxy_cut_after (fixture->proxy, -1);
  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  n_pages = fault_proxy_get_requests (fixture->proxy)->len;
  for (unsigned int i = 0; i < n_pages; i++)
    g_assert_true (g_hash_table_add (seen, g_strdup (get_request (fixture, i))));

  /* Four pages are there; a look at what is new, and the others. */
  n_rows = assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpuint (n_pages, ==, 1 + (n_rows - 4 * PAGE + PAGE - 1) / PAGE);
}

static void
add_stranger (Fixture        *fixture,
              SmrtStoreTable  table)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr (GAsyncResult) edge_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStoreEdge) edge = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_load_edge_async (fixture->store, table, NULL, result_cb, &edge_result);
  edge = smrt_store_load_edge_finish (fixture->store, await (&edge_result), &error);
  g_assert_no_error (error);
  g_ptr_array_add (objects,
                   json_from_string ("{\"id\":\"cbtxn_gone\",\"object\":\"customer_balance_transaction\","
                                     "\"amount\":-1200,\"ending_balance\":-1200,\"currency\":\"usd\","
                                     "\"created\":1895003200,\"type\":\"adjustment\",\"customer\":\"cus_1\"}",
                                     &error));
  g_assert_no_error (error);
  smrt_store_add_page_async (fixture->store, table, SMRT_STORE_SIDE_NEWER, edge->newest_id, g_steal_pointer (&objects),
                             TRUE, fixture->customer, NULL, result_cb, &result);
  smrt_store_add_page_finish (fixture->store, await (&result), &error);
  g_assert_no_error (error);
}

/* The server was set up anew: what it does not know any more is gone here. */
static void
test_unknown_cursor (Fixture       *fixture,
                     gconstpointer  data)
{
  add_credits (fixture, 12);
  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  add_stranger (fixture, SMRT_STORE_TABLE_CREDITS);

  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  g_assert_nonnull (strstr (get_request (fixture, 0), "ending_before=cbtxn_gone"));
  assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS);
}

static void
test_without_end (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_credits (fixture, 12);
  fault_proxy_set_lie (fixture->proxy, "GET", "/v1/customers", "\"has_more\":false", "\"has_more\":true");
  g_assert_false (sync_table (fixture, SMRT_STORE_TABLE_CREDITS, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpuint (fault_proxy_get_requests (fixture->proxy)->len, <=, 8);

  /* Nothing is lost by it. */
  fault_proxy_set_lie (fixture->proxy, NULL, NULL, NULL, NULL);
  must_sync (fixture, SMRT_STORE_TABLE_CREDITS);
  assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS);
}

/* Two programs load the same file at once. */
static void
test_two_instances (Fixture       *fixture,
                    gconstpointer  data)
{
  SmrtStore *other_store;
  g_autoptr (SmrtLedgerSync) one = NULL;
  g_autoptr (SmrtLedgerSync) other = NULL;
  g_autoptr (GAsyncResult) one_result = NULL;
  g_autoptr (GAsyncResult) other_result = NULL;
  g_autoptr (GError) error = NULL;

  add_credits (fixture, 48);
  other_store = open_store (fixture->path);
  one = smrt_ledger_sync_new (fixture->client, fixture->store, SMRT_STORE_TABLE_CREDITS, fixture->customer);
  other = smrt_ledger_sync_new (fixture->client, other_store, SMRT_STORE_TABLE_CREDITS, fixture->customer);

  smrt_ledger_sync_read_newest_async (one, NULL, result_cb, &one_result);
  smrt_ledger_sync_read_newest_async (other, NULL, result_cb, &other_result);
  g_assert_true (smrt_ledger_sync_read_newest_finish (one, await (&one_result), &error));
  g_assert_true (smrt_ledger_sync_read_newest_finish (other, await (&other_result), &error));
  g_clear_object (&one_result);
  g_clear_object (&other_result);
  smrt_ledger_sync_read_rest_async (one, NULL, result_cb, &one_result);
  smrt_ledger_sync_read_rest_async (other, NULL, result_cb, &other_result);
  g_assert_true (smrt_ledger_sync_read_rest_finish (one, await (&one_result), &error));
  g_assert_true (smrt_ledger_sync_read_rest_finish (other, await (&other_result), &error));
  g_assert_no_error (error);

  g_assert_cmpuint (assert_same_as_server (fixture, SMRT_STORE_TABLE_CREDITS), >=, 48);
  g_clear_object (&other);
  close_store (other_store);
}

/* A server that is no more than Stripe's older self has no usage credit; another
 * error is one. */
static void
test_no_usage_credit (Fixture       *fixture,
                      gconstpointer  data)
{
  static const unsigned int statuses[] = { 404, 403, 400 };
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      fault_proxy_refuse (fixture->proxy, "/v1/billing/credit_balance_transactions", statuses[i]);
      must_sync (fixture, SMRT_STORE_TABLE_USAGE_CREDITS);
      assert_n_requests (fixture, 1);
    }

  fault_proxy_refuse (fixture->proxy, "/v1/billing/credit_balance_transactions", 401);
  g_assert_false (sync_table (fixture, SMRT_STORE_TABLE_USAGE_CREDITS, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_clear_error (&error);

  fault_proxy_refuse (fixture->proxy, "/v1/customers", 404);
  g_assert_false (sync_table (fixture, SMRT_STORE_TABLE_CREDITS, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
}

static unsigned int
count_matching (Fixture    *fixture,
                const char *text)
{
  GPtrArray *requests = fault_proxy_get_requests (fixture->proxy);
  unsigned int n = 0;

  for (unsigned int i = 0; i < requests->len; i++)
    n += strstr (g_ptr_array_index (requests, i), text) != NULL;

  return n;
}

/* An invoice that was open when it was read, and has become old since. */
static void
test_invoices (Fixture       *fixture,
               gconstpointer  data)
{
  AccountFixture *account = &fixture->account;
  g_autoptr (JsonNode) voided = NULL;
  g_autofree char *path = NULL;
  g_autofree char *open_id = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_invoices;

  account_fixture_refresh (account);
  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  n_invoices = assert_same_as_server (fixture, SMRT_STORE_TABLE_INVOICES);
  g_assert_cmpuint (n_invoices, >=, 12);
  assert_n_requests (fixture, (n_invoices + PAGE - 1) / PAGE);

  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  assert_n_requests (fixture, 1);
  g_assert_null (strstr (get_request (fixture, 0), "ending_before="));

  account_fixture_run_demo (account, SMRT_DEMO_CARD_DECLINES);
  account_fixture_run_demo (account, SMRT_DEMO_NEXT_BILLING_DATE);
  account_fixture_refresh (account);
  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  g_assert_cmpuint (assert_same_as_server (fixture, SMRT_STORE_TABLE_INVOICES), >, n_invoices);
  {
    GListModel *invoices = smrt_account_get_invoices (account->account);

    for (unsigned int i = 0; open_id == NULL && i < g_list_model_get_n_items (invoices); i++)
      {
        g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);

        if (smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_OPEN)
          open_id = g_strdup (smrt_invoice_get_id (invoice));
      }
  }
  g_assert_nonnull (open_id);

  /* Many more come, so that it is beyond the newest page. */
  account_fixture_run_demo (account, SMRT_DEMO_CARD_WORKS);
  for (unsigned int i = 0; i < 8; i++)
    {
      account_fixture_run_demo (account, SMRT_DEMO_NEXT_BILLING_DATE);
      account_fixture_refresh (account);
    }
  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  assert_same_as_server (fixture, SMRT_STORE_TABLE_INVOICES);
  g_assert_cmpuint (count_matching (fixture, "status="), ==, 2);

  /* Behind everybody's back it is given up. */
  path = g_strdup_printf ("/v1/invoices/%s/void", open_id);
  voided = account_fixture_post (account, path, "", &error);
  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  assert_same_as_server (fixture, SMRT_STORE_TABLE_INVOICES);
  if (voided != NULL)
    {
      path[strlen (path) - strlen ("/void")] = '\0';
      g_assert_cmpuint (count_matching (fixture, path), ==, 1);
    }

  /* Now nothing of it can change any more. */
  must_sync (fixture, SMRT_STORE_TABLE_INVOICES);
  g_assert_cmpuint (count_matching (fixture, open_id), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add_test(path, function) g_test_add ("/ledger-sync/" path, Fixture, NULL, set_up, function, tear_down)

  add_test ("first-load", test_first_load);
  add_test ("interrupted", test_interrupted);
  add_test ("unknown-cursor", test_unknown_cursor);
  add_test ("without-end", test_without_end);
  add_test ("two-instances", test_two_instances);
  add_test ("no-usage-credit", test_no_usage_credit);
  add_test ("invoices", test_invoices);

  return g_test_run ();
}
