/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-change.h"

#include "smrt-stripe-call.h"

/* An answer that is an invoice, or a subscription with one in it. */
typedef struct
{
  gboolean expects_subscription;
  gboolean changes;
  char *expected_id;
  SmrtSubscription *subscription;
  SmrtInvoice *invoice;
} Reading;

static void
free_reading (Reading *reading)
{
  g_free (reading->expected_id);
  g_clear_object (&reading->subscription);
  g_clear_object (&reading->invoice);
  g_free (reading);
}

static GTask *
create_task (SmrtStripeClient    *client,
             gboolean             expects_subscription,
             gboolean             changes,
             const char          *expected_id,
             gpointer             tag,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->expects_subscription = expects_subscription;
  reading->changes = changes;
  reading->expected_id = g_strdup (expected_id);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, (GDestroyNotify) free_reading);

  return task;
}

/* An error after the server's 2xx: a change was made, only its result is not
 * known. */
static void
fail_after_answer (GTask  *task,
                   GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->changes && error->domain == SMRT_STRIPE_ERROR)
    smrt_stripe_error_set_outcome_unknown (error);
  g_task_return_error (task, error);
}

static void
return_reading (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->expects_subscription)
    g_task_return_pointer (task,
                           smrt_stripe_update_new (g_steal_pointer (&reading->subscription),
                                                   g_steal_pointer (&reading->invoice)),
                           (GDestroyNotify) smrt_stripe_update_free);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading->invoice), g_object_unref);
}

static void
lines_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (smrt_stripe_call_read_lines_finish (SMRT_STRIPE_CLIENT (source), result, &error))
    return_reading (task);
  else
    fail_after_answer (task, error);
}

/* An answer about another object says nothing of the one that was asked for. */
static gboolean
is_expected (Reading     *reading,
             const char  *id,
             GError     **error)
{
  if (reading->expected_id == NULL || g_str_equal (id, reading->expected_id))
    return TRUE;

  g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
               "id: %s was asked for, not %s", reading->expected_id, id);

  return FALSE;
}

static gboolean
decode_answer (Reading   *reading,
               JsonNode  *answer,
               char     **cursor,
               GError   **error)
{
  JsonNode *invoice = answer;

  if (reading->expects_subscription)
    {
      reading->subscription = smrt_stripe_decode_subscription (answer, error);
      if (reading->subscription == NULL ||
          !is_expected (reading, smrt_subscription_get_id (reading->subscription), error))
        return FALSE;

      invoice = json_object_get_member (json_node_get_object (answer), "latest_invoice");
      if (invoice == NULL || JSON_NODE_HOLDS_NULL (invoice))
        return TRUE;
    }

  reading->invoice = smrt_stripe_decode_invoice (invoice, error);
  if (reading->invoice == NULL)
    {
      if (reading->expects_subscription)
        g_prefix_error (error, "latest_invoice.");
      return FALSE;
    }

  if (!reading->expects_subscription && !is_expected (reading, smrt_invoice_get_id (reading->invoice), error))
    return FALSE;

  *cursor = smrt_stripe_decode_lines_cursor (invoice);

  return TRUE;
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SmrtStripeClient *client = SMRT_STRIPE_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *cursor = NULL;
  GError *error = NULL;

  answer = smrt_stripe_client_request_finish (client, result, &error);
  if (answer == NULL)
    g_task_return_error (task, error);
  else if (!decode_answer (reading, answer, &cursor, &error))
    fail_after_answer (task, error);
  else if (cursor != NULL)
    smrt_stripe_call_read_lines_async (client, reading->invoice, cursor, g_task_get_cancellable (task),
                                       lines_cb, g_object_ref (task));
  else
    return_reading (task);
}

static const char *
get_proration_word (SmrtProrationBehavior proration)
{
  switch (proration)
    {
    case SMRT_PRORATION_CREATE_PRORATIONS:
      return "create_prorations";
    case SMRT_PRORATION_NONE:
      return "none";
    case SMRT_PRORATION_ALWAYS_INVOICE:
    default:
      return "always_invoice";
    }
}

/* Without the item's id a second item would be added, without the quantity it
 * would become 1. */
static void
add_item (SmrtForm   *form,
          const char *prefix,
          const char *open,
          const char *close,
          SmrtOffer  *offer)
{
  g_autofree char *id_key = g_strconcat (prefix, open, "items", close, "[0][id]", NULL);
  g_autofree char *price_key = g_strconcat (prefix, open, "items", close, "[0][price]", NULL);
  g_autofree char *quantity_key = g_strconcat (prefix, open, "items", close, "[0][quantity]", NULL);

  smrt_form_add (form, id_key, smrt_subscription_item_get_id (smrt_offer_get_item (offer)));
  smrt_form_add (form, price_key, smrt_price_get_id (smrt_offer_get_to_price (offer)));
  smrt_form_add_int (form, quantity_key, smrt_offer_get_quantity (offer));
}

void
smrt_stripe_preview_async (SmrtStripeClient    *client,
                           SmrtOffer           *offer,
                           SmrtStripePreview    kind,
                           gint64               proration_date,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && SMRT_IS_OFFER (offer));

  smrt_form_add (form, "subscription", smrt_subscription_get_id (smrt_offer_get_subscription (offer)));
  add_item (form, "subscription_details", "[", "]", offer);
  switch (kind)
    {
    case SMRT_STRIPE_PREVIEW_NEXT_SAME_INTERVAL:
      smrt_form_add (form, "subscription_details[proration_behavior]", "none");
      break;
    case SMRT_STRIPE_PREVIEW_NEXT_RECURRING:
      smrt_form_add (form, "preview_mode", "recurring");
      break;
    case SMRT_STRIPE_PREVIEW_DUE_NOW:
    default:
      smrt_form_add (form, "subscription_details[proration_behavior]",
                     get_proration_word (smrt_offer_get_proration (offer)));
      if (proration_date != 0)
        smrt_form_add_int (form, "subscription_details[proration_date]", proration_date);
    }

  task = create_task (client, FALSE, FALSE, NULL, smrt_stripe_preview_finish, cancellable, callback, user_data);
  smrt_stripe_client_post_async (client, "/v1/invoices/create_preview", form, idempotency_key, cancellable,
                                 answer_cb, task);
}

SmrtInvoice *
smrt_stripe_preview_finish (SmrtStripeClient  *client,
                            GAsyncResult      *result,
                            GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_preview_finish, error);
}

void
smrt_stripe_update_subscription_async (SmrtStripeClient    *client,
                                       SmrtOffer           *offer,
                                       gint64               proration_date,
                                       SmrtPaymentMethod   *payment_method,
                                       const char          *change_id,
                                       const char          *idempotency_key,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *path = NULL;
  SmrtSubscription *subscription;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client) && SMRT_IS_OFFER (offer));
  g_return_if_fail (payment_method == NULL || SMRT_IS_PAYMENT_METHOD (payment_method));
  g_return_if_fail (change_id != NULL && idempotency_key != NULL);

  subscription = smrt_offer_get_subscription (offer);
  path = smrt_stripe_call_get_path ("/v1/subscriptions/", smrt_subscription_get_id (subscription), NULL);
  add_item (form, "", "", "", offer);
  smrt_form_add (form, "proration_behavior", get_proration_word (smrt_offer_get_proration (offer)));
  if (proration_date != 0)
    smrt_form_add_int (form, "proration_date", proration_date);
  if (smrt_offer_get_proration (offer) == SMRT_PRORATION_ALWAYS_INVOICE &&
      !smrt_subscription_get_sends_invoice (subscription) &&
      (payment_method == NULL || !smrt_payment_method_is_bank_debit (payment_method)))
    smrt_form_add (form, "payment_behavior", "pending_if_incomplete");
  smrt_form_add (form, "metadata[smrt_change]", change_id);
  smrt_form_add (form, "expand[]", "latest_invoice");
  smrt_form_add (form, "expand[]", "default_payment_method");

  task = create_task (client, TRUE, TRUE, smrt_subscription_get_id (subscription),
                      smrt_stripe_update_subscription_finish, cancellable, callback, user_data);
  smrt_stripe_client_post_async (client, path, form, idempotency_key, cancellable, answer_cb, task);
}

SmrtStripeUpdate *
smrt_stripe_update_subscription_finish (SmrtStripeClient  *client,
                                        GAsyncResult      *result,
                                        GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_update_subscription_finish, error);
}

void
smrt_stripe_load_subscription_async (SmrtStripeClient    *client,
                                     const char          *subscription_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (subscription_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/subscriptions/", subscription_id, NULL);
  smrt_form_add (query, "expand[]", "latest_invoice");
  smrt_form_add (query, "expand[]", "default_payment_method");
  smrt_form_add (query, "expand[]", "schedule");

  task = create_task (client, TRUE, FALSE, subscription_id, smrt_stripe_load_subscription_finish,
                      cancellable, callback, user_data);
  smrt_stripe_client_get_async (client, path, query, cancellable, answer_cb, task);
}

SmrtStripeUpdate *
smrt_stripe_load_subscription_finish (SmrtStripeClient  *client,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_subscription_finish, error);
}

void
smrt_stripe_load_invoice_async (SmrtStripeClient    *client,
                                const char          *invoice_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (invoice_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/invoices/", invoice_id, NULL);
  smrt_form_add (query, "expand[]", "payments.data.payment.payment_intent");

  task = create_task (client, FALSE, FALSE, invoice_id, smrt_stripe_load_invoice_finish,
                      cancellable, callback, user_data);
  smrt_stripe_client_get_async (client, path, query, cancellable, answer_cb, task);
}

SmrtInvoice *
smrt_stripe_load_invoice_finish (SmrtStripeClient  *client,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_invoice_finish, error);
}

void
smrt_stripe_void_invoice_async (SmrtStripeClient    *client,
                                const char          *invoice_id,
                                const char          *idempotency_key,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (invoice_id != NULL && idempotency_key != NULL);

  path = smrt_stripe_call_get_path ("/v1/invoices/", invoice_id, "/void");
  task = create_task (client, FALSE, TRUE, invoice_id, smrt_stripe_void_invoice_finish,
                      cancellable, callback, user_data);
  smrt_stripe_client_post_async (client, path, NULL, idempotency_key, cancellable, answer_cb, task);
}

SmrtInvoice *
smrt_stripe_void_invoice_finish (SmrtStripeClient  *client,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_void_invoice_finish, error);
}
