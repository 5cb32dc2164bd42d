/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "smrt-json.h"

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  words)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smrt-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "copies", "account.db", NULL);
  fixture->store = smrt_store_new (fixture->path, words);
  store_open (fixture->store, &error);
  g_assert_no_error (error);
}

void
fixture_reopen (Fixture       *fixture,
                gconstpointer  words)
{
  g_autoptr (GError) error = NULL;

  if (fixture->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->store));
  fixture->store = smrt_store_new (fixture->path, words);
  store_open (fixture->store, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  words)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->store));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
wait_for (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

void
wait_for_list (SmrtStoreList *list)
{
  while (smrt_store_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

void
wait_for_row (SmrtLedgerRow *row)
{
  while (!smrt_ledger_row_get_loaded (row))
    g_main_context_iteration (NULL, TRUE);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The main loop goes on until the result has been let go of: whoever asked may
 * be the last to know the store. */
static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

gboolean
store_open (SmrtStore  *store,
            GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_open_async (store, NULL, result_cb, &result);

  return smrt_store_open_finish (store, wait_for_result (&result), error);
}

void
store_close (SmrtStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_close_async (store, result_cb, &result);
  smrt_store_close_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

gboolean
store_add_for (SmrtStore       *store,
               const char      *customer,
               SmrtStoreTable   table,
               SmrtStoreSide    side,
               const char      *cursor,
               GPtrArray       *objects,
               gboolean         complete,
               GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_add_page_async (store, table, side, cursor, objects, complete, customer, NULL, result_cb, &result);

  return smrt_store_add_page_finish (store, wait_for_result (&result), error);
}

gboolean
store_add (SmrtStore       *store,
           SmrtStoreTable   table,
           SmrtStoreSide    side,
           const char      *cursor,
           GPtrArray       *objects,
           gboolean         complete,
           GError         **error)
{
  return store_add_for (store, "cus_1", table, side, cursor, objects, complete, error);
}

gboolean
store_update (SmrtStore       *store,
              SmrtStoreTable   table,
              GPtrArray       *objects,
              GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_update_async (store, table, objects, NULL, result_cb, &result);

  return smrt_store_update_finish (store, wait_for_result (&result), error);
}

gboolean
store_clear (SmrtStore       *store,
             SmrtStoreTable   table,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_clear_async (store, table, NULL, result_cb, &result);

  return smrt_store_clear_finish (store, wait_for_result (&result), error);
}

gboolean
store_keep (SmrtStore      *store,
            SmrtStoreCopy  *copy,
            SmrtCatalogue  *catalogue,
            GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_keep_copy_async (store, copy, catalogue, NULL, result_cb, &result);

  return smrt_store_keep_copy_finish (store, wait_for_result (&result), error);
}

SmrtStoreCopy *
store_load (SmrtStore  *store,
            GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_load_copy_async (store, NULL, result_cb, &result);

  return smrt_store_load_copy_finish (store, wait_for_result (&result), error);
}

SmrtStoreEdge *
store_edge (SmrtStore       *store,
            SmrtStoreTable   table,
            GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_load_edge_async (store, table, NULL, result_cb, &result);

  return smrt_store_load_edge_finish (store, wait_for_result (&result), error);
}

GPtrArray *
store_recent (SmrtStore       *store,
              SmrtStoreTable   table,
              unsigned int     n_rows,
              GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_load_recent_async (store, table, n_rows, NULL, result_cb, &result);

  return smrt_store_load_recent_finish (store, wait_for_result (&result), error);
}

SmrtInvoice *
store_find (SmrtStore   *store,
            const char  *id,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_find_invoice_async (store, id, NULL, result_cb, &result);

  return smrt_store_find_invoice_finish (store, wait_for_result (&result), error);
}

GStrv
store_currencies (SmrtStore       *store,
                  SmrtStoreTable   table,
                  GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_store_load_currencies_async (store, table, NULL, result_cb, &result);

  return smrt_store_load_currencies_finish (store, wait_for_result (&result), error);
}

char *
store_list_ids (SmrtStore      *store,
                SmrtStoreTable  table)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (table);
  g_autoptr (SmrtStoreSnapshot) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);

  rows = smrt_store_snapshot_new (store, query, &error);
  g_assert_no_error (error);

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_assert_true (smrt_ledger_row_get_loaded (row));
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                              smrt_ledger_row_get_entry (row) != NULL
                                ? smrt_credit_entry_get_id (smrt_ledger_row_get_entry (row))
                                : smrt_invoice_get_id (smrt_ledger_row_get_invoice (row)));
    }
  g_assert_no_error (smrt_store_snapshot_get_error (rows));

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

GPtrArray *
page_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
}

void
page_add (GPtrArray  *page,
          const char *format,
          ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdelimit (g_strdup_vprintf (format, arguments), "'", '"');
  va_end (arguments);
  bytes = g_bytes_new_static (text, strlen (text));
  node = smrt_json_parse (bytes, 1 << 20, &error);
  g_assert_no_error (error);
  g_ptr_array_add (page, node);
}

static char *
quote (const char *text)
{
  return text != NULL ? g_strdup_printf ("'%s'", text) : g_strdup ("null");
}

void
page_add_credit (GPtrArray  *page,
                 const char *id,
                 gint64      created,
                 const char *currency,
                 gint64      amount,
                 gint64      balance,
                 const char *invoice,
                 const char *description)
{
  g_autofree char *quoted_invoice = quote (invoice);
  g_autofree char *quoted_description = quote (description);

  page_add (page,
            "{'id': '%s', 'object': 'customer_balance_transaction', 'created': %" G_GINT64_FORMAT
            ", 'currency': '%s', 'amount': %" G_GINT64_FORMAT ", 'ending_balance': %" G_GINT64_FORMAT
            ", 'invoice': %s, 'description': %s, 'type': '%s', 'credit_note': null}",
            id, created, currency, -amount, -balance, quoted_invoice, quoted_description,
            amount < 0 ? "applied_to_invoice" : "adjustment");
}

void
page_add_usage (GPtrArray  *page,
                const char *id,
                gint64      created,
                gint64      amount)
{
  page_add (page,
            "{'id': '%s', 'object': 'billing.credit_balance_transaction', 'created': %" G_GINT64_FORMAT
            ", 'type': '%s', '%s': {'type': '%s', 'amount': {'type': 'monetary', 'monetary':"
            " {'currency': 'usd', 'value': %" G_GINT64_FORMAT "}}}}",
            id, created, amount >= 0 ? "credit" : "debit", amount >= 0 ? "credit" : "debit",
            amount >= 0 ? "credits_granted" : "credits_expired", ABS (amount));
}

void
page_add_invoice (GPtrArray  *page,
                  const char *id,
                  gint64      created,
                  const char *number,
                  const char *status,
                  gint64      total,
                  gint64      paid)
{
  g_autofree char *quoted_number = quote (number);

  page_add (page,
            "{'id': '%s', 'object': 'invoice', 'created': %" G_GINT64_FORMAT ", 'number': %s, 'status': '%s',"
            " 'currency': 'usd', 'subtotal': %" G_GINT64_FORMAT ", 'total': %" G_GINT64_FORMAT
            ", 'starting_balance': 0, 'amount_due': %" G_GINT64_FORMAT ", 'amount_paid': %" G_GINT64_FORMAT
            ", 'amount_remaining': 0, 'lines': {'data': [{'id': 'il_%s', 'currency': 'usd', 'description': 'A line',"
            " 'amount': %" G_GINT64_FORMAT ", 'period': {'start': 1, 'end': 2}}], 'has_more': false}}",
            id, created, quoted_number, status, total, total, MAX (total, 0), paid, id, total);
}
