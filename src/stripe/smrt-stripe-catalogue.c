/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-catalogue.h"

#include "smrt-stripe-call.h"

/* The two readings that make a catalogue. */
typedef struct
{
  unsigned int outstanding;
  GPtrArray *plans;
  SmrtSwitchRules *rules;
  GError *error;
} Loading;

static void
free_loading (Loading *loading)
{
  g_clear_pointer (&loading->plans, g_ptr_array_unref);
  g_clear_pointer (&loading->rules, smrt_switch_rules_unref);
  g_clear_error (&loading->error);
  g_free (loading);
}

static void
finish_part (GTask  *task,
             GError *error)
{
  Loading *loading = g_task_get_task_data (task);

  if (loading->error == NULL)
    loading->error = error;
  else
    g_clear_error (&error);

  if (--loading->outstanding > 0)
    return;

  if (loading->error != NULL)
    g_task_return_error (task, g_steal_pointer (&loading->error));
  else
    g_task_return_pointer (task, smrt_catalogue_new (loading->plans, loading->rules), g_object_unref);
}

static gboolean
add_price (GPtrArray   *plans,
           GHashTable  *plans_by_id,
           JsonNode    *node,
           GError     **error)
{
  g_autoptr (SmrtPrice) price = smrt_stripe_decode_price (node, error);
  JsonNode *product;
  SmrtPlan *plan;

  if (price == NULL)
    return FALSE;

  plan = g_hash_table_lookup (plans_by_id, smrt_price_get_product_id (price));
  if (plan == NULL)
    {
      product = json_object_get_member (json_node_get_object (node), "product");
      if (!JSON_NODE_HOLDS_OBJECT (product))
        {
          g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "product: not expanded");
          return FALSE;
        }

      plan = smrt_stripe_decode_plan (product, error);
      if (plan == NULL)
        {
          g_prefix_error (error, "product.");
          return FALSE;
        }
      g_ptr_array_add (plans, plan);
      g_hash_table_insert (plans_by_id, (gpointer) smrt_plan_get_id (plan), plan);
    }

  smrt_plan_add_price (plan, price);

  return TRUE;
}

static void
prices_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  g_autoptr (GHashTable) plans_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) nodes = NULL;
  GError *error = NULL;

  nodes = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  loading->plans = g_ptr_array_new_with_free_func (g_object_unref);

  /* The server begins with the newest, a catalogue with what was there first. */
  for (unsigned int i = nodes != NULL ? nodes->len : 0; i > 0; i--)
    if (!add_price (loading->plans, plans_by_id, g_ptr_array_index (nodes, i - 1), &error))
      {
        g_prefix_error (&error, "data[%u].", i - 1);
        break;
      }

  finish_part (task, error);
}

static gboolean
has_no_rules (const GError *error)
{
  return g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION) ||
         g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
}

static void
configurations_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  g_autoptr (GPtrArray) nodes = NULL;
  GError *error = NULL;

  nodes = smrt_stripe_client_list_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (nodes != NULL && nodes->len > 0)
    {
      loading->rules = smrt_stripe_decode_switch_rules (g_ptr_array_index (nodes, 0), &error);
      if (loading->rules == NULL)
        g_prefix_error (&error, "data[0].");
    }
  else if (has_no_rules (error))
    g_clear_error (&error);

  finish_part (task, error);
}

void
smrt_stripe_load_catalogue_async (SmrtStripeClient    *client,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (SmrtForm) prices = smrt_form_new ();
  g_autoptr (SmrtForm) configurations = smrt_form_new ();
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));

  loading = g_new0 (Loading, 1);
  loading->outstanding = 2;
  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_load_catalogue_finish);
  g_task_set_task_data (task, loading, (GDestroyNotify) free_loading);

  smrt_form_add (prices, "active", "true");
  smrt_form_add (prices, "type", "recurring");
  smrt_form_add (prices, "recurring[usage_type]", "licensed");
  smrt_form_add (prices, "expand[]", "data.product");
  smrt_stripe_client_list_async (client, "/v1/prices", prices, cancellable, prices_cb, g_object_ref (task));

  smrt_form_add (configurations, "is_default", "true");
  smrt_form_add (configurations, "active", "true");
  smrt_form_add (configurations, "expand[]", "data.features.subscription_update.products");
  smrt_stripe_client_list_async (client, "/v1/billing_portal/configurations", configurations, cancellable,
                                 configurations_cb, g_object_ref (task));
}

SmrtCatalogue *
smrt_stripe_load_catalogue_finish (SmrtStripeClient  *client,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_catalogue_finish, error);
}

void
smrt_stripe_load_plan_async (SmrtStripeClient    *client,
                             const char          *product_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (product_id != NULL);

  path = smrt_stripe_call_get_path ("/v1/products/", product_id, NULL);
  smrt_stripe_call_get_async (client, path, NULL,
                              (SmrtStripeDecode) smrt_stripe_decode_plan, g_object_unref,
                              smrt_stripe_load_plan_finish, cancellable, callback, user_data);
}

SmrtPlan *
smrt_stripe_load_plan_finish (SmrtStripeClient  *client,
                              GAsyncResult      *result,
                              GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_plan_finish, error);
}
