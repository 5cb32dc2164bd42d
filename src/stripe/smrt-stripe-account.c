/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-account.h"

#include "smrt-stripe-call.h"

/* A list of at most two customers: enough to tell whether there is one. */
static gpointer
decode_only_customer (JsonNode  *node,
                      GError   **error)
{
  JsonNode *data = json_object_get_member (json_node_get_object (node), "data");
  SmrtCustomer *customer;
  JsonArray *array;

  if (data == NULL || !JSON_NODE_HOLDS_ARRAY (data))
    {
      g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "data: not a list");
      return NULL;
    }

  array = json_node_get_array (data);
  if (json_array_get_length (array) == 0)
    {
      g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND, "The key sees no customer");
      return NULL;
    }
  if (json_array_get_length (array) > 1)
    {
      g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS, "The key sees several customers");
      return NULL;
    }

  customer = smrt_stripe_decode_customer (json_array_get_element (array, 0), error);
  if (customer == NULL)
    g_prefix_error (error, "data[0].");

  return customer;
}

void
smrt_stripe_load_identity_async (SmrtStripeClient    *client,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  smrt_stripe_call_get_async (client, "/userinfo", NULL,
                              (SmrtStripeDecode) smrt_stripe_decode_identity, g_object_unref,
                              smrt_stripe_load_identity_finish, cancellable, callback, user_data);
}

SmrtStripeIdentity *
smrt_stripe_load_identity_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_identity_finish, error);
}

void
smrt_stripe_load_customer_async (SmrtStripeClient    *client,
                                 const char          *customer_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();
  g_autofree char *path = NULL;

  g_return_if_fail (customer_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/customers/", customer_id, NULL);
  smrt_form_add (query, "expand[]", "invoice_settings.default_payment_method");
  smrt_form_add (query, "expand[]", "default_source");
  smrt_stripe_call_get_async (client, path, query,
                              (SmrtStripeDecode) smrt_stripe_decode_customer, g_object_unref,
                              smrt_stripe_load_customer_finish, cancellable, callback, user_data);
}

SmrtCustomer *
smrt_stripe_load_customer_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_customer_finish, error);
}

void
smrt_stripe_find_customer_async (SmrtStripeClient    *client,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  smrt_form_add_int (query, "limit", 2);
  smrt_form_add (query, "expand[]", "data.invoice_settings.default_payment_method");
  smrt_form_add (query, "expand[]", "data.default_source");
  smrt_stripe_call_get_async (client, "/v1/customers", query, decode_only_customer, g_object_unref,
                              smrt_stripe_find_customer_finish, cancellable, callback, user_data);
}

SmrtCustomer *
smrt_stripe_find_customer_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_find_customer_finish, error);
}

void
smrt_stripe_list_subscriptions_async (SmrtStripeClient    *client,
                                      const char          *customer_id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  g_return_if_fail (customer_id != NULL);

  smrt_form_add (query, "customer", customer_id);
  smrt_form_add (query, "expand[]", "data.default_payment_method");
  smrt_form_add (query, "expand[]", "data.schedule");
  smrt_stripe_call_list_async (client, "/v1/subscriptions", query,
                               (SmrtStripeDecode) smrt_stripe_decode_subscription, g_object_unref,
                               smrt_stripe_list_subscriptions_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_list_subscriptions_finish (SmrtStripeClient  *client,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_list_subscriptions_finish, error);
}

void
smrt_stripe_list_credits_async (SmrtStripeClient    *client,
                                const char          *customer_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (customer_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/customers/", customer_id, "/balance_transactions");
  smrt_stripe_call_list_async (client, path, NULL,
                               (SmrtStripeDecode) smrt_stripe_decode_credit_entry, g_object_unref,
                               smrt_stripe_list_credits_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_list_credits_finish (SmrtStripeClient  *client,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_list_credits_finish, error);
}

void
smrt_stripe_list_invoices_async (SmrtStripeClient    *client,
                                 const char          *customer_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  g_return_if_fail (customer_id != NULL);

  smrt_form_add (query, "customer", customer_id);
  smrt_stripe_call_list_async (client, "/v1/invoices", query,
                               (SmrtStripeDecode) smrt_stripe_decode_invoice, g_object_unref,
                               smrt_stripe_list_invoices_finish, cancellable, callback, user_data);
}

GPtrArray *
smrt_stripe_list_invoices_finish (SmrtStripeClient  *client,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_list_invoices_finish, error);
}
