/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-usage.h"

#include "smrt-stripe-call.h"
#include "smrt-stripe-invoice-decoder.h"
#include "smrt-stripe-usage-decoder.h"

/* Invoices that came with their first lines, until each has all of them. */
typedef struct
{
  GPtrArray *invoices;
  unsigned int n_pending;
  GError *error;
  gboolean single;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->invoices, g_ptr_array_unref);
  g_clear_error (&reading->error);
  g_free (reading);
}

static GTask *
create_task (SmrtStripeClient    *client,
             gboolean             single,
             gpointer             tag,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->invoices = g_ptr_array_new_with_free_func (g_object_unref);
  reading->single = single;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, free_reading);

  return task;
}

static void
return_reading (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->error != NULL)
    g_task_return_error (task, g_steal_pointer (&reading->error));
  else if (reading->single)
    g_task_return_pointer (task, g_object_ref (g_ptr_array_index (reading->invoices, 0)), g_object_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading->invoices), (GDestroyNotify) g_ptr_array_unref);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (!smrt_stripe_call_read_lines_finish (SMRT_STRIPE_CLIENT (source), result, &error))
    {
      if (reading->error == NULL)
        reading->error = error;
      else
        g_error_free (error);
    }

  if (--reading->n_pending == 0)
    return_reading (task);
}

/* A usage has as many lines as there are prices, and an answer only the first
 * ten of them. */
static gboolean
take_invoice (GTask     *task,
              JsonNode  *node,
              GError   **error)
{
  SmrtStripeClient *client = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  SmrtInvoice *invoice = smrt_stripe_decode_invoice (node, error);
  g_autofree char *cursor = NULL;

  if (invoice == NULL)
    return FALSE;

  g_ptr_array_add (reading->invoices, invoice);
  cursor = smrt_stripe_decode_lines_cursor (node);
  if (cursor != NULL)
    {
      reading->n_pending++;
      smrt_stripe_call_read_lines_async (client, invoice, cursor, g_task_get_cancellable (task), lines_cb,
                                         g_object_ref (task));
    }

  return TRUE;
}

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (JsonNode) node = NULL;

  reading->n_pending = 1;
  node = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &reading->error);
  if (node != NULL)
    take_invoice (task, node, &reading->error);

  if (--reading->n_pending == 0)
    return_reading (task);
}

static void
invoices_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GPtrArray) nodes = NULL;

  reading->n_pending = 1;
  nodes = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &reading->error);
  for (unsigned int i = 0; nodes != NULL && i < nodes->len; i++)
    if (!take_invoice (task, g_ptr_array_index (nodes, i), &reading->error))
      {
        g_prefix_error (&reading->error, "data[%u].", i);
        break;
      }

  if (--reading->n_pending == 0)
    return_reading (task);
}

void
smrt_stripe_list_usage_prices_async (SmrtStripeClient    *client,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  smrt_form_add (query, "type", "recurring");
  smrt_form_add (query, "recurring[usage_type]", "metered");
  smrt_form_add (query, "expand[]", "data.product");
  smrt_stripe_call_list_async (client, "/v1/prices", query,
                               (SmrtStripeDecode) smrt_stripe_decode_usage_price, g_object_unref,
                               smrt_stripe_list_usage_prices_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_list_usage_prices_finish (SmrtStripeClient  *client,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  GPtrArray *prices = smrt_stripe_call_finish (client, result, smrt_stripe_list_usage_prices_finish, error);

  /* The server begins with the newest. */
  for (unsigned int i = 0; prices != NULL && i < prices->len / 2; i++)
    {
      gpointer other = prices->pdata[prices->len - 1 - i];

      prices->pdata[prices->len - 1 - i] = prices->pdata[i];
      prices->pdata[i] = other;
    }

  return prices;
}

void
smrt_stripe_preview_usage_async (SmrtStripeClient    *client,
                                 const char          *subscription_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && subscription_id != NULL);

  smrt_form_add (form, "subscription", subscription_id);
  task = create_task (client, TRUE, smrt_stripe_preview_usage_finish, cancellable, callback, user_data);
  smrt_stripe_client_post_async (client, "/v1/invoices/create_preview", form, idempotency_key, cancellable,
                                 preview_cb, task);
}

SmrtInvoice *
smrt_stripe_preview_usage_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_preview_usage_finish, error);
}

void
smrt_stripe_list_usage_invoices_async (SmrtStripeClient    *client,
                                       const char          *subscription_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && subscription_id != NULL);

  smrt_form_add (query, "subscription", subscription_id);
  task = create_task (client, FALSE, smrt_stripe_list_usage_invoices_finish, cancellable, callback, user_data);
  smrt_stripe_client_list_async (client, "/v1/invoices", query, cancellable, invoices_cb, task);
}

GPtrArray *
smrt_stripe_list_usage_invoices_finish (SmrtStripeClient  *client,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_list_usage_invoices_finish, error);
}

void
smrt_stripe_list_usage_grants_async (SmrtStripeClient    *client,
                                     const char          *customer_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  g_return_if_fail (customer_id != NULL);

  smrt_form_add (query, "customer", customer_id);
  smrt_stripe_call_list_async (client, "/v1/billing/credit_grants", query,
                               (SmrtStripeDecode) smrt_stripe_decode_usage_grant, g_object_unref,
                               smrt_stripe_list_usage_grants_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_list_usage_grants_finish (SmrtStripeClient  *client,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_list_usage_grants_finish, error);
}

void
smrt_stripe_load_usage_balance_async (SmrtStripeClient    *client,
                                      const char          *customer_id,
                                      const char          *grant_id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  g_return_if_fail (customer_id != NULL);

  smrt_form_add (query, "customer", customer_id);
  if (grant_id != NULL)
    {
      smrt_form_add (query, "filter[type]", "credit_grant");
      smrt_form_add (query, "filter[credit_grant]", grant_id);
    }
  else
    {
      smrt_form_add (query, "filter[type]", "applicability_scope");
      smrt_form_add (query, "filter[applicability_scope][price_type]", "metered");
    }
  smrt_stripe_call_get_async (client, "/v1/billing/credit_balance_summary", query,
                              (SmrtStripeDecode) smrt_stripe_decode_usage_balance,
                              (GDestroyNotify) g_ptr_array_unref,
                              smrt_stripe_load_usage_balance_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_load_usage_balance_finish (SmrtStripeClient  *client,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_usage_balance_finish, error);
}
