/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-call.h"

typedef struct
{
  SmrtStripeDecode decode;
  GDestroyNotify free_func;
} Call;

static GTask *
create_task (SmrtStripeClient    *client,
             SmrtStripeDecode     decode,
             GDestroyNotify       free_func,
             gpointer             tag,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->decode = decode;
  call->free_func = free_func;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, g_free);

  return task;
}

static void
take_answer (GTask        *task,
             GAsyncResult *result,
             gboolean      post)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  gpointer value = NULL;
  GError *error = NULL;

  answer = smrt_stripe_client_request_finish (g_task_get_source_object (task), result, &error);
  if (answer != NULL)
    {
      value = call->decode (answer, &error);
      if (value == NULL && post)
        smrt_stripe_error_set_outcome_unknown (error);
    }

  if (value != NULL)
    g_task_return_pointer (task, value, call->free_func);
  else
    g_task_return_error (task, error);
}

static void
get_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  take_answer (task, result, FALSE);
}

static void
post_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  take_answer (task, result, TRUE);
}

static void
list_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) values = NULL;
  GError *error = NULL;

  nodes = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (nodes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  values = g_ptr_array_new_full (nodes->len, call->free_func);
  for (unsigned int i = 0; i < nodes->len; i++)
    {
      gpointer value = call->decode (g_ptr_array_index (nodes, i), &error);

      if (value == NULL)
        {
          g_prefix_error (&error, "data[%u].", i);
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (values, value);
    }

  g_task_return_pointer (task, g_steal_pointer (&values), (GDestroyNotify) g_ptr_array_unref);
}

void
smrt_stripe_call_get_async (SmrtStripeClient    *client,
                            const char          *path,
                            const SmrtForm      *query,
                            SmrtStripeDecode     decode,
                            GDestroyNotify       free_func,
                            gpointer             tag,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));

  task = create_task (client, decode, free_func, tag, cancellable, callback, user_data);
  smrt_stripe_client_get_async (client, path, query, cancellable, get_cb, task);
}

void
smrt_stripe_call_post_async (SmrtStripeClient    *client,
                             const char          *path,
                             const SmrtForm      *form,
                             const char          *idempotency_key,
                             SmrtStripeDecode     decode,
                             GDestroyNotify       free_func,
                             gpointer             tag,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));

  task = create_task (client, decode, free_func, tag, cancellable, callback, user_data);
  smrt_stripe_client_post_async (client, path, form, idempotency_key, cancellable, post_cb, task);
}

void
smrt_stripe_call_list_async (SmrtStripeClient    *client,
                             const char          *path,
                             const SmrtForm      *query,
                             SmrtStripeDecode     decode,
                             GDestroyNotify       free_func,
                             gpointer             tag,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));

  task = create_task (client, decode, free_func, tag, cancellable, callback, user_data);
  smrt_stripe_client_list_async (client, path, query, cancellable, list_cb, task);
}

gpointer
smrt_stripe_call_finish (SmrtStripeClient  *client,
                         GAsyncResult      *result,
                         gpointer           tag,
                         GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtInvoice *invoice = g_task_get_task_data (task);
  g_autoptr (GPtrArray) nodes = NULL;
  GError *error = NULL;

  nodes = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  for (unsigned int i = 0; nodes != NULL && i < nodes->len; i++)
    if (!smrt_stripe_decode_line_into (invoice, g_ptr_array_index (nodes, i), &error))
      {
        g_prefix_error (&error, "data[%u].", i);
        break;
      }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
smrt_stripe_call_read_lines_async (SmrtStripeClient    *client,
                                   SmrtInvoice         *invoice,
                                   const char          *cursor,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && SMRT_IS_INVOICE (invoice));
  g_return_if_fail (cursor != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_call_read_lines_async);
  g_task_set_task_data (task, g_object_ref (invoice), g_object_unref);

  path = smrt_stripe_call_get_path ("/v1/invoices/", smrt_invoice_get_id (invoice), "/lines");
  smrt_stripe_client_list_after_async (client, path, NULL, cursor, cancellable, lines_cb, task);
}

gboolean
smrt_stripe_call_read_lines_finish (SmrtStripeClient  *client,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
smrt_stripe_call_get_path (const char *folder,
                           const char *id,
                           const char *rest)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (folder, escaped, rest, NULL);
}
