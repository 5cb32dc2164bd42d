/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-bench"

/* Makes the ledger of the subscription credit in an offline copy long, page by
 * page as if a server had sent them.
 *
 *   smrt-make-copy COPY ROWS
 */

#include "config.h"

#include "smrt-store.h"

#define PAGE 100
#define FIRST_DAY G_GINT64_CONSTANT (1600000000)
#define BALANCE_LIMIT G_GINT64_CONSTANT (1000000000)

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **finished = user_data;

  *finished = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* As Stripe has it, negative is credit. */
static JsonNode *
create_row (guint64  number,
            gint64  *balance)
{
  gint64 amount = number % 2 == 1 ? (gint64) (number * 7919 % 9000) + 100 : -(gint64) (number * 104729 % 9000) - 100;
  JsonObject *row = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *id = g_strdup_printf ("cbtxn_fill%010" G_GUINT64_FORMAT, number);
  g_autofree char *description = g_strdup_printf ("Adjustment %" G_GUINT64_FORMAT " of the quarter", number);

  if (ABS (*balance + amount) > BALANCE_LIMIT)
    amount = -amount;
  *balance += amount;

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "object", "customer_balance_transaction");
  json_object_set_int_member (row, "amount", amount);
  json_object_set_int_member (row, "created", FIRST_DAY + (gint64) number * 190);
  json_object_set_null_member (row, "credit_note");
  json_object_set_string_member (row, "currency", "usd");
  json_object_set_string_member (row, "customer", "cus_bench");
  json_object_set_string_member (row, "description", description);
  json_object_set_int_member (row, "ending_balance", *balance);
  json_object_set_null_member (row, "invoice");
  json_object_set_boolean_member (row, "livemode", FALSE);
  json_object_set_object_member (row, "metadata", json_object_new ());
  json_object_set_string_member (row, "type", "adjustment");
  json_node_take_object (node, row);

  return node;
}

static void
add_page (SmrtStore     *store,
          guint64        first,
          unsigned int   count,
          char         **cursor,
          gint64        *balance)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean begins = *cursor == NULL;

  for (unsigned int i = 0; i < count; i++)
    g_ptr_array_insert (objects, 0, create_row (first + i, balance));

  smrt_store_add_page_async (store, SMRT_STORE_TABLE_CREDITS,
                             begins ? SMRT_STORE_SIDE_OLDER : SMRT_STORE_SIDE_NEWER, *cursor, objects, TRUE, NULL,
                             NULL, finish_cb, &result);
  smrt_store_add_page_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);

  g_free (*cursor);
  *cursor = g_strdup_printf ("cbtxn_fill%010" G_GUINT64_FORMAT, first + count - 1);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (SmrtStore) store = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) emptied = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  gint64 balance = 0;
  guint64 n_rows;

  if (argc != 3 || (n_rows = g_ascii_strtoull (argv[2], NULL, 10)) == 0)
    {
      g_printerr ("Usage: smrt-make-copy COPY ROWS\n");
      return 2;
    }

  store = smrt_store_new (argv[1], NULL);
  smrt_store_open_async (store, NULL, finish_cb, &opened);
  smrt_store_open_finish (store, wait_for (&opened), &error);
  g_assert_no_error (error);
  smrt_store_clear_async (store, SMRT_STORE_TABLE_CREDITS, NULL, finish_cb, &emptied);
  smrt_store_clear_finish (store, wait_for (&emptied), &error);
  g_assert_no_error (error);

  for (guint64 first = 0; first < n_rows; first += PAGE)
    add_page (store, first, MIN (PAGE, n_rows - first), &cursor, &balance);

  smrt_store_close_async (store, finish_cb, &closed);
  smrt_store_close_finish (store, wait_for (&closed), &error);
  g_assert_no_error (error);

  return 0;
}
