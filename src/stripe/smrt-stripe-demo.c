/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-demo.h"

#include "smrt-stripe-call.h"
#include "smrt-stripe-reader.h"

static gpointer
decode_frozen_time (JsonNode  *node,
                    GError   **error)
{
  SmrtStripeReader reader;
  GError *local_error = NULL;
  gint64 frozen_time = 0;

  if (smrt_stripe_reader_begin (&reader, node, &local_error))
    frozen_time = smrt_stripe_reader_need_int (&reader, "frozen_time");
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_memdup2 (&frozen_time, sizeof frozen_time);
}

static gpointer
decode_nothing (JsonNode  *node,
                GError   **error)
{
  return json_node_ref (node);
}

static gboolean
finish_nothing (SmrtStripeClient  *client,
                GAsyncResult      *result,
                gpointer           tag,
                GError           **error)
{
  g_autoptr (JsonNode) answer = smrt_stripe_call_finish (client, result, tag, error);

  return answer != NULL;
}

void
smrt_stripe_load_test_clock_async (SmrtStripeClient    *client,
                                   const char          *clock_id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (clock_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/test_helpers/test_clocks/", clock_id, NULL);
  smrt_stripe_call_get_async (client, path, NULL, decode_frozen_time, g_free,
                              smrt_stripe_load_test_clock_finish, cancellable, callback, user_data);
}

gboolean
smrt_stripe_load_test_clock_finish (SmrtStripeClient  *client,
                                    GAsyncResult      *result,
                                    gint64            *frozen_time,
                                    GError           **error)
{
  g_autofree gint64 *time = NULL;

  g_return_val_if_fail (frozen_time != NULL, FALSE);

  time = smrt_stripe_call_finish (client, result, smrt_stripe_load_test_clock_finish, error);
  if (time == NULL)
    return FALSE;

  *frozen_time = *time;

  return TRUE;
}

void
smrt_stripe_advance_test_clock_async (SmrtStripeClient    *client,
                                      const char          *clock_id,
                                      gint64               frozen_time,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  g_autofree char *path = NULL;

  g_return_if_fail (clock_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/test_helpers/test_clocks/", clock_id, "/advance");
  smrt_form_add_int (form, "frozen_time", frozen_time);
  smrt_stripe_call_post_async (client, path, form, idempotency_key, decode_nothing,
                               (GDestroyNotify) json_node_unref, smrt_stripe_advance_test_clock_finish,
                               cancellable, callback, user_data);
}

gboolean
smrt_stripe_advance_test_clock_finish (SmrtStripeClient  *client,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  return finish_nothing (client, result, smrt_stripe_advance_test_clock_finish, error);
}

static void
default_set_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  answer = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
attached_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  SmrtStripeClient *client = SMRT_STRIPE_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (SmrtPaymentMethod) card = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  g_autofree char *path = NULL;
  GError *error = NULL;

  answer = smrt_stripe_client_request_finish (client, result, &error);
  if (answer != NULL)
    card = smrt_stripe_decode_payment_method (answer, &error);
  if (card == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  path = smrt_stripe_call_get_path ("/v1/customers/", g_task_get_task_data (task), NULL);
  smrt_form_add (form, "invoice_settings[default_payment_method]", smrt_payment_method_get_id (card));
  smrt_stripe_client_post_async (client, path, form, idempotency_key, g_task_get_cancellable (task),
                                 default_set_cb, g_object_ref (task));
}

void
smrt_stripe_set_test_card_async (SmrtStripeClient    *client,
                                 const char          *customer_id,
                                 const char          *test_name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (customer_id != NULL && test_name != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_set_test_card_finish);
  g_task_set_task_data (task, g_strdup (customer_id), g_free);

  path = smrt_stripe_call_get_path ("/v1/payment_methods/", test_name, "/attach");
  smrt_form_add (form, "customer", customer_id);
  smrt_stripe_client_post_async (client, path, form, idempotency_key, cancellable, attached_cb, task);
}

gboolean
smrt_stripe_set_test_card_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_stripe_set_test_card_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_stripe_reset_demo_async (SmrtStripeClient    *client,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();

  smrt_stripe_call_post_async (client, "/v1/test_helpers/demo/reset", NULL, idempotency_key, decode_nothing,
                               (GDestroyNotify) json_node_unref, smrt_stripe_reset_demo_finish,
                               cancellable, callback, user_data);
}

gboolean
smrt_stripe_reset_demo_finish (SmrtStripeClient  *client,
                               GAsyncResult      *result,
                               GError           **error)
{
  return finish_nothing (client, result, smrt_stripe_reset_demo_finish, error);
}
