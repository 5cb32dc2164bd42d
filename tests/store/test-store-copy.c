/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "smrt-stripe-error.h"

static SmrtStoreCopy *
make_copy (const char *customer,
           gint64      as_of,
           const char *key,
           const char *text)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();

  smrt_stripe_archive_add_text (archive, key, g_strdup (text));

  return smrt_store_copy_new (archive, customer, as_of);
}

static void
keep (SmrtStore  *store,
      const char *customer,
      gint64      as_of,
      const char *key,
      const char *text)
{
  g_autoptr (SmrtStoreCopy) copy = make_copy (customer, as_of, key, text);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_keep (store, copy, NULL, &error));
  g_assert_no_error (error);
}

static void
add_one (SmrtStore      *store,
         const char     *customer,
         SmrtStoreTable  table)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *page = page_new ();

  if (table == SMRT_STORE_TABLE_INVOICES)
    page_add_invoice (page, "in_1", 100, "N-1", "paid", 500, 500);
  else if (table == SMRT_STORE_TABLE_CREDITS)
    page_add_credit (page, "cbt_1", 100, "usd", 500, 500, NULL, NULL);
  else
    page_add_usage (page, "cbtxn_1", 100, 500);
  store_add_for (store, customer, table, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);
}

static guint64
count (SmrtStore      *store,
       SmrtStoreTable  table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreEdge) edge = store_edge (store, table, &error);

  g_assert_no_error (error);

  return edge->n_rows;
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtStoreCopy) nothing = NULL;
  g_autoptr (SmrtStoreCopy) copy = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  nothing = store_load (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_null (nothing);

  keep (fixture->store, "cus_1", 1000, "/v1/products", "{\"old\": true}");
  keep (fixture->store, "cus_1", 2000, "/v1/prices?active=true", "{\"name\": \"Zoë\"}");

  /* The second reading took the place of the first, and outlives the program. */
  fixture_reopen (fixture, data);
  copy = store_load (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy->customer_id, ==, "cus_1");
  g_assert_cmpint (copy->as_of, ==, 2000);
  keys = smrt_stripe_archive_get_keys (copy->archive);
  g_assert_cmpuint (keys->len, ==, 1);
  text = smrt_stripe_archive_dup_text (copy->archive, "/v1/prices?active=true");
  g_assert_cmpstr (text, ==, "{\"name\": \"Zoë\"}");
}

static void
test_another_customer (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreCopy) copy = NULL;

  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
    add_one (fixture->store, "cus_1", table);
  keep (fixture->store, "cus_1", 1000, "/v1/a", "{}");
  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
    g_assert_cmpuint (count (fixture->store, table), ==, 1);

  /* Nobody sees another one's rows, whatever is kept first. */
  keep (fixture->store, "cus_2", 2000, "/v1/b", "{}");
  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
    g_assert_cmpuint (count (fixture->store, table), ==, 0);

  add_one (fixture->store, "cus_2", SMRT_STORE_TABLE_INVOICES);
  add_one (fixture->store, "cus_3", SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_INVOICES), ==, 0);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_CREDITS), ==, 1);
  copy = store_load (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_null (copy);
}

/* A page of another customer that continues rows of the former one is refused,
 * and those rows are gone all the same. */
static void
test_another_customer_in_between (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *page = page_new ();

  add_one (fixture->store, "cus_1", SMRT_STORE_TABLE_CREDITS);
  page_add_credit (page, "cbt_2", 200, "usd", 500, 1000, NULL, NULL);
  g_assert_false (store_add_for (fixture->store, "cus_2", SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_NEWER, "cbt_1", page,
                                 FALSE, &error));
  g_assert_error (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_CREDITS), ==, 0);
  add_one (fixture->store, "cus_2", SMRT_STORE_TABLE_CREDITS);
}

static void
test_invoices (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreEdge) edge = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (SmrtInvoice) found = NULL;
  g_autoptr (SmrtInvoice) missing = NULL;
  GPtrArray *page = page_new ();

  page_add_invoice (page, "in_4", 400, "N-4", "paid", 500, 500);
  page_add_invoice (page, "in_3", 300, "N-3", "paid", 500, 500);
  page_add_invoice (page, "in_2", 200, NULL, "draft", 500, 0);
  page_add_invoice (page, "in_1", 100, "N-1", "open", 700, 0);
  store_add (fixture->store, SMRT_STORE_TABLE_INVOICES, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);

  edge = store_edge (fixture->store, SMRT_STORE_TABLE_INVOICES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (edge->changeable), ==, 2);
  g_assert_cmpstr (edge->changeable[0], ==, "in_2");
  g_assert_cmpstr (edge->changeable[1], ==, "in_1");

  /* The newest, and the older ones that somebody still has to pay. */
  recent = store_recent (fixture->store, SMRT_STORE_TABLE_INVOICES, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recent->len, ==, 3);
  g_assert_cmpstr (smrt_invoice_get_id (recent->pdata[0]), ==, "in_4");
  g_assert_cmpstr (smrt_invoice_get_id (recent->pdata[1]), ==, "in_2");
  g_assert_cmpstr (smrt_invoice_get_id (recent->pdata[2]), ==, "in_1");
  g_clear_pointer (&recent, g_ptr_array_unref);

  /* One is paid, one is not ours. */
  page = page_new ();
  page_add_invoice (page, "in_1", 100, "N-1", "paid", 700, 700);
  page_add_invoice (page, "in_9", 900, "N-9", "paid", 1, 1);
  g_assert_true (store_update (fixture->store, SMRT_STORE_TABLE_INVOICES, page, &error));
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_INVOICES), ==, 4);
  recent = store_recent (fixture->store, SMRT_STORE_TABLE_INVOICES, 1, &error);
  g_assert_cmpuint (recent->len, ==, 2);

  found = store_find (fixture->store, "in_1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_invoice_get_status (found), ==, SMRT_INVOICE_STATUS_PAID);
  g_assert_cmpint (smrt_invoice_get_sums (found)->amount_paid, ==, 700);
  g_assert_cmpuint (smrt_invoice_get_lines (found)->len, ==, 1);
  missing = store_find (fixture->store, "in_9", &error);
  g_assert_no_error (error);
  g_assert_null (missing);
}

static void
test_recent_entries (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  GPtrArray *page = page_new ();
  SmrtCreditEntry *entry;

  page_add_credit (page, "cbt_2", 200, "eur", -30, 70, "in_7", "Paid a part");
  page_add (page,
            "{'id': 'cbt_1', 'created': 100, 'currency': 'eur', 'amount': -100, 'ending_balance': -100,"
            " 'credit_note': {'id': 'cn_1'}, 'type': 'credit_note'}");
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);

  recent = store_recent (fixture->store, SMRT_STORE_TABLE_CREDITS, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recent->len, ==, 2);
  entry = recent->pdata[0];
  g_assert_cmpstr (smrt_credit_entry_get_id (entry), ==, "cbt_2");
  g_assert_cmpint (smrt_credit_entry_get_created (entry), ==, 200);
  g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, -30);
  g_assert_cmpint (smrt_credit_entry_get_balance (entry)->amount, ==, 70);
  g_assert_cmpstr (smrt_credit_entry_get_balance (entry)->currency, ==, "eur");
  g_assert_cmpstr (smrt_credit_entry_get_invoice_id (entry), ==, "in_7");
  g_assert_cmpstr (smrt_credit_entry_get_description (entry), ==, "Paid a part");
  g_assert_cmpint (smrt_credit_entry_get_kind (entry), ==, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE);
  g_assert_null (smrt_credit_entry_get_credit_note_id (entry));
  g_assert_cmpstr (smrt_credit_entry_get_credit_note_id (recent->pdata[1]), ==, "cn_1");
}

static void
test_currencies (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) none = store_currencies (fixture->store, SMRT_STORE_TABLE_CREDITS, &error);
  g_auto (GStrv) codes = NULL;
  g_autofree char *joined = NULL;
  GPtrArray *page = page_new ();

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  page_add_credit (page, "cbt_4", 400, "usd", 1, 1, NULL, NULL);
  page_add_credit (page, "cbt_3", 300, "eur", 1, 2, NULL, NULL);
  page_add_credit (page, "cbt_2", 200, "chf", 1, 1, NULL, NULL);
  page_add_credit (page, "cbt_1", 100, "eur", 1, 1, NULL, NULL);
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);

  codes = store_currencies (fixture->store, SMRT_STORE_TABLE_CREDITS, &error);
  g_assert_no_error (error);
  joined = g_strjoinv (" ", codes);
  g_assert_cmpstr (joined, ==, "usd eur chf");
}

static void
test_bad_object (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *page = page_new ();

  page_add_credit (page, "cbt_2", 200, "usd", 1, 1, NULL, NULL);
  page_add (page, "{'id': 'cbt_1', 'created': 100}");
  g_assert_false (store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_CREDITS), ==, 0);
}

static void
test_temporary (void)
{
  g_autoptr (SmrtStore) store = smrt_store_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = NULL;

  g_assert_null (smrt_store_get_path (store));
  g_assert_true (store_open (store, &error));
  add_one (store, "cus_1", SMRT_STORE_TABLE_CREDITS);
  keep (store, "cus_1", 1000, "/v1/a", "{}");
  ids = store_list_ids (store, SMRT_STORE_TABLE_CREDITS);
  g_assert_cmpstr (ids, ==, "cbt_1");
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
changed_cb (SmrtStore      *store,
            SmrtStoreTable  table,
            unsigned int   *changes)
{
  changes[table]++;
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  unsigned int changes[3] = { 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  GPtrArray *page = page_new ();

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), changes);
  add_one (fixture->store, "cus_1", SMRT_STORE_TABLE_INVOICES);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_INVOICES], ==, 1);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_CREDITS], ==, 0);

  page_add_credit (page, "cbt_1", 100, "usd", 500, 500, "in_1", NULL);
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_CREDITS], ==, 1);

  /* What is said of an invoice is said of its entries, too. */
  page = page_new ();
  page_add_invoice (page, "in_1", 100, "N-2", "paid", 500, 500);
  store_update (fixture->store, SMRT_STORE_TABLE_INVOICES, page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_INVOICES], ==, 2);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_CREDITS], ==, 2);
  g_assert_cmpuint (changes[SMRT_STORE_TABLE_USAGE_CREDITS], ==, 0);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  unsigned int *code = user_data;

  g_assert_false (smrt_store_add_page_finish (SMRT_STORE (source), result, &error));
  g_assert_cmpuint (error->domain, ==, G_IO_ERROR);
  *code = (unsigned int) error->code;
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  unsigned int code = 0;
  GPtrArray *page = page_new ();

  page_add_credit (page, "cbt_2", 200, "usd", 1, 1, NULL, NULL);
  g_cancellable_cancel (cancellable);
  smrt_store_add_page_async (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, "cus_1",
                             cancellable, cancelled_cb, &code);
  while (code == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (code, ==, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_CREDITS), ==, 0);
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreEdge) edge = NULL;

  add_one (fixture->store, "cus_1", SMRT_STORE_TABLE_CREDITS);
  store_close (fixture->store);
  edge = store_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_null (edge);
  g_clear_error (&error);
  g_assert_null (smrt_store_snapshot_new (fixture->store, query, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  store_close (fixture->store);

  fixture_reopen (fixture, data);
  g_assert_cmpuint (count (fixture->store, SMRT_STORE_TABLE_CREDITS), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/copy/kept", test_kept);
  ADD ("/store/copy/another-customer", test_another_customer);
  ADD ("/store/copy/another-customer-in-between", test_another_customer_in_between);
  ADD ("/store/copy/invoices", test_invoices);
  ADD ("/store/copy/recent-entries", test_recent_entries);
  ADD ("/store/copy/currencies", test_currencies);
  ADD ("/store/copy/bad-object", test_bad_object);
  ADD ("/store/copy/changed", test_changed);
  ADD ("/store/copy/cancelled", test_cancelled);
  ADD ("/store/copy/closed", test_closed);
  g_test_add_func ("/store/copy/temporary", test_temporary);
#undef ADD

  return g_test_run ();
}
