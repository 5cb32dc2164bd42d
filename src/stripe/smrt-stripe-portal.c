/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-portal.h"

#include "smrt-address.h"
#include "smrt-stripe-call.h"
#include "smrt-stripe-reader.h"

/* No error says what the address is. */
static char *
decode_address (JsonNode    *node,
                const char  *customer_id,
                GError     **error)
{
  SmrtStripeReader reader;
  GError *local_error = NULL;
  const char *address = NULL;

  if (smrt_stripe_reader_begin (&reader, node, &local_error))
    {
      const char *object = smrt_stripe_reader_need_string (&reader, "object");
      const char *customer = smrt_stripe_reader_get_id (&reader, "customer");

      address = smrt_stripe_reader_need_string (&reader, "url");
      if (local_error == NULL && !g_str_equal (object, "billing_portal.session"))
        smrt_stripe_reader_fail (&reader, "object", "not a portal session");
      if (local_error == NULL && g_strcmp0 (customer, customer_id) != 0)
        smrt_stripe_reader_fail (&reader, "customer", "not the one that was asked for");
      if (local_error == NULL && !smrt_address_is_safe (address))
        smrt_stripe_reader_fail (&reader, "url", "neither https nor http to loopback");
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_strdup (address);
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *address = NULL;
  GError *error = NULL;

  answer = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (answer != NULL)
    address = decode_address (answer, g_task_get_task_data (task), &error);

  if (address != NULL)
    g_task_return_pointer (task, g_steal_pointer (&address), g_free);
  else
    g_task_return_error (task, error);
}

void
smrt_stripe_create_portal_session_async (SmrtStripeClient    *client,
                                         const char          *customer_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (customer_id != NULL);

  smrt_form_add (form, "customer", customer_id);
  smrt_form_add (form, "flow_data[type]", "payment_method_update");

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_create_portal_session_finish);
  g_task_set_task_data (task, g_strdup (customer_id), g_free);
  smrt_stripe_client_post_async (client, "/v1/billing_portal/sessions", form, idempotency_key, cancellable,
                                 answer_cb, task);
}

char *
smrt_stripe_create_portal_session_finish (SmrtStripeClient  *client,
                                          GAsyncResult      *result,
                                          GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_create_portal_session_finish, error);
}
