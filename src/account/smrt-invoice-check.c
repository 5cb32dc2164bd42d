/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-invoice-check.h"

#include "smrt-json.h"
#include "smrt-stripe-call.h"

#define MAX_PARALLEL 4

typedef struct
{
  SmrtStripeClient *client;
  SmrtStore *store;
  char *customer_id;
  GHashTable *ids;        /* what was not found in a list yet */
  GQueue waiting;         /* of them, what was not asked for one by one yet */
  GPtrArray *objects;
  GError *error;
  unsigned int n_pending;
} Check;

static void
free_check (Check *check)
{
  g_queue_clear (&check->waiting);
  g_object_unref (check->client);
  g_object_unref (check->store);
  g_hash_table_unref (check->ids);
  g_clear_pointer (&check->objects, g_ptr_array_unref);
  g_clear_error (&check->error);
  g_free (check->customer_id);
  g_free (check);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (smrt_store_update_finish (SMRT_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What is no invoice at all is left to the store to complain about. */
static void
take_object (Check    *check,
             JsonNode *object)
{
  const char *id = smrt_json_get_string (json_node_get_object (object), "id");

  if (id != NULL)
    g_hash_table_remove (check->ids, id);
  g_ptr_array_add (check->objects, json_node_ref (object));
}

static void ask_for_more (GTask *task);

static void
invoice_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  GError *error = NULL;
  JsonNode *object = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  check->n_pending--;
  if (object != NULL)
    g_ptr_array_add (check->objects, object);
  else if (check->error == NULL)
    check->error = error;
  else
    g_error_free (error);

  ask_for_more (task);
}

static void
ask_for_more (GTask *task)
{
  Check *check = g_task_get_task_data (task);

  while (check->error == NULL && check->n_pending < MAX_PARALLEL && !g_queue_is_empty (&check->waiting))
    {
      g_autofree char *path = smrt_stripe_call_get_path ("/v1/invoices/", g_queue_pop_head (&check->waiting), NULL);

      check->n_pending++;
      smrt_stripe_client_get_async (check->client, path, NULL, g_task_get_cancellable (task), invoice_cb,
                                    g_object_ref (task));
    }

  if (check->n_pending > 0)
    return;

  if (check->error != NULL)
    g_task_return_error (task, g_steal_pointer (&check->error));
  else
    smrt_store_update_async (check->store, SMRT_STORE_TABLE_INVOICES, g_steal_pointer (&check->objects),
                             g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
list_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GPtrArray) objects = NULL;
  GHashTableIter iter;
  gpointer id;
  GError *error = NULL;

  objects = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  for (unsigned int i = 0; objects != NULL && i < objects->len; i++)
    take_object (check, g_ptr_array_index (objects, i));
  g_clear_pointer (&objects, g_ptr_array_unref);
  if (error != NULL && check->error == NULL)
    check->error = g_steal_pointer (&error);
  g_clear_error (&error);

  if (--check->n_pending > 0)
    return;

  g_hash_table_iter_init (&iter, check->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_queue_push_tail (&check->waiting, id);
  ask_for_more (task);
}

static void
list (GTask      *task,
      const char *status)
{
  Check *check = g_task_get_task_data (task);
  g_autoptr (SmrtForm) query = smrt_form_new ();

  smrt_form_add (query, "customer", check->customer_id);
  smrt_form_add (query, "status", status);
  check->n_pending++;
  smrt_stripe_client_list_async (check->client, "/v1/invoices", query, g_task_get_cancellable (task), list_cb,
                                 g_object_ref (task));
}

void
smrt_invoice_check_run_async (SmrtStripeClient    *client,
                              SmrtStore           *store,
                              const char          *customer_id,
                              const char * const  *ids,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Check *check;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && SMRT_IS_STORE (store));
  g_return_if_fail (customer_id != NULL && ids != NULL);

  check = g_new0 (Check, 1);
  check->client = g_object_ref (client);
  check->store = g_object_ref (store);
  check->customer_id = g_strdup (customer_id);
  check->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned int i = 0; ids[i] != NULL; i++)
    g_hash_table_add (check->ids, g_strdup (ids[i]));
  g_queue_init (&check->waiting);
  check->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_invoice_check_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, check, (GDestroyNotify) free_check);

  list (task, "open");
  list (task, "draft");
}

gboolean
smrt_invoice_check_run_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_invoice_check_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
