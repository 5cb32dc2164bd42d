/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-portal.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define MAX_PRODUCTS 10

static JsonArray *
make_strings (char **texts)
{
  JsonArray *array = json_array_new ();

  for (; texts != NULL && *texts != NULL; texts++)
    json_array_add_string_element (array, *texts);

  return array;
}

static void
read_products (SmrtSandboxParams *update,
               JsonObject        *feature)
{
  GPtrArray *products = smrt_sandbox_params_objects (update, "products");
  JsonArray *array = json_array_new ();

  for (unsigned int i = 0; products != NULL && i < products->len; i++)
    {
      SmrtSandboxParams *product = g_ptr_array_index (products, i);
      SmrtSandboxParams *quantity = smrt_sandbox_params_object (product, "adjustable_quantity");
      JsonObject *object = json_object_new ();
      JsonObject *range = json_object_new ();

      smrt_sandbox_json_set_string (object, "product", smrt_sandbox_params_require (product, "product"));
      json_object_set_array_member (object, "prices", make_strings (smrt_sandbox_params_strings (product, "prices")));
      json_object_set_boolean_member (range, "enabled",
                                      quantity != NULL && smrt_sandbox_params_bool (quantity, "enabled", FALSE));
      json_object_set_int_member (range, "minimum",
                                  quantity != NULL ? smrt_sandbox_params_int (quantity, "minimum", 1) : 1);
      if (quantity != NULL && smrt_sandbox_params_has (quantity, "maximum"))
        json_object_set_int_member (range, "maximum", smrt_sandbox_params_int (quantity, "maximum", 0));
      else
        json_object_set_null_member (range, "maximum");
      json_object_set_object_member (object, "adjustable_quantity", range);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (feature, "_products", array);
}

static void
read_conditions (SmrtSandboxParams *update,
                 JsonObject        *feature)
{
  SmrtSandboxParams *later = smrt_sandbox_params_object (update, "schedule_at_period_end");
  GPtrArray *conditions = later != NULL ? smrt_sandbox_params_objects (later, "conditions") : NULL;
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (unsigned int i = 0; conditions != NULL && i < conditions->len; i++)
    {
      const char *type = smrt_sandbox_params_choice (g_ptr_array_index (conditions, i), "type",
                                                     "decreasing_item_amount|shortening_interval", NULL);
      JsonObject *condition = json_object_new ();

      smrt_sandbox_json_set_string (condition, "type", type);
      json_array_add_object_element (array, condition);
    }
  json_object_set_array_member (object, "conditions", array);
  json_object_set_object_member (feature, "schedule_at_period_end", object);
}

static void
read_subscription_update (SmrtSandboxParams *features,
                          JsonObject        *target)
{
  static const struct
  {
    const char *name;
    const char *choices;
  } words[] = {
    { "proration_behavior", "always_invoice|create_prorations|none" },
    { "billing_cycle_anchor", "now|unchanged" },
    { "trial_update_behavior", "continue_trial|end_trial" },
  };
  SmrtSandboxParams *update = smrt_sandbox_params_object (features, "subscription_update");
  JsonObject *feature = smrt_sandbox_json_object (target, "subscription_update");

  if (update == NULL)
    return;

  json_object_set_boolean_member (feature, "enabled",
                                  smrt_sandbox_params_bool (update, "enabled",
                                                            smrt_sandbox_json_bool (feature, "enabled")));
  if (smrt_sandbox_params_has (update, "default_allowed_updates"))
    json_object_set_array_member (feature, "default_allowed_updates",
                                  make_strings (smrt_sandbox_params_strings (update, "default_allowed_updates")));
  for (unsigned int i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *word = smrt_sandbox_params_choice (update, words[i].name, words[i].choices, NULL);

      if (word != NULL)
        json_object_set_string_member (feature, words[i].name, word);
    }
  if (smrt_sandbox_params_has (update, "products"))
    read_products (update, feature);
  if (smrt_sandbox_params_has (update, "schedule_at_period_end"))
    read_conditions (update, feature);
}

static void
read_simple (SmrtSandboxParams *features,
             const char        *name,
             JsonObject        *target)
{
  SmrtSandboxParams *feature = smrt_sandbox_params_object (features, name);

  if (feature != NULL)
    json_object_set_boolean_member (smrt_sandbox_json_object (target, name), "enabled",
                                    smrt_sandbox_params_bool (feature, "enabled", FALSE));
}

static gboolean
check_products (SmrtSandboxRequest  *request,
                JsonObject          *configuration,
                GError             **error)
{
  JsonObject *features = smrt_sandbox_json_object (configuration, "features");
  JsonArray *products = smrt_sandbox_json_array (smrt_sandbox_json_object (features, "subscription_update"),
                                                 "_products");

  if (json_array_get_length (products) > MAX_PRODUCTS)
    return smrt_sandbox_fault_invalid (error, NULL, "features[subscription_update][products]",
                                       "A configuration has %d products at the most.", MAX_PRODUCTS);

  for (unsigned int i = 0; i < json_array_get_length (products); i++)
    {
      JsonObject *product = json_array_get_object_element (products, i);
      JsonArray *prices = smrt_sandbox_json_array (product, "prices");
      const char *id = smrt_sandbox_json_string (product, "product");

      if (smrt_sandbox_store_find (request->store, "product", "product", id,
                                   "features[subscription_update][products]", error) == NULL)
        return FALSE;
      for (unsigned int j = 0; j < json_array_get_length (prices); j++)
        {
          JsonObject *price = smrt_sandbox_store_find (request->store, "price", "price",
                                                       json_array_get_string_element (prices, j),
                                                       "features[subscription_update][products]", error);

          if (price == NULL)
            return FALSE;
          if (g_strcmp0 (smrt_sandbox_json_string (price, "product"), id) != 0)
            return smrt_sandbox_fault_invalid (error, NULL, "features[subscription_update][products]",
                                               "The price '%s' is not one of the product '%s'.",
                                               json_array_get_string_element (prices, j), id);
        }
    }

  return TRUE;
}

static gboolean
read_configuration (SmrtSandboxRequest  *request,
                    JsonObject          *configuration,
                    GError             **error)
{
  static const char * const simple[] = {
    "customer_update",
    "invoice_history",
    "payment_method_update",
    "subscription_cancel",
  };
  SmrtSandboxParams *features = smrt_sandbox_params_object (request->params, "features");
  JsonObject *target = smrt_sandbox_json_object (configuration, "features");

  if (features != NULL)
    {
      read_subscription_update (features, target);
      for (unsigned int i = 0; i < G_N_ELEMENTS (simple); i++)
        read_simple (features, simple[i], target);
    }
  if (smrt_sandbox_params_has (request->params, "active"))
    json_object_set_boolean_member (configuration, "active",
                                    smrt_sandbox_params_bool (request->params, "active", TRUE));
  smrt_sandbox_params_update_string (request->params, "default_return_url", configuration);
  smrt_sandbox_params_update_string (request->params, "name", configuration);
  smrt_sandbox_params_update_metadata (request->params, configuration);
  json_object_set_int_member (configuration, "updated", request->now);

  return smrt_sandbox_request_finish (request, error) && check_products (request, configuration, error);
}

/* The first configuration is the default one, as the one that Stripe's
 * dashboard makes. */
JsonObject *
smrt_sandbox_portal_create (SmrtSandboxRequest  *request,
                            GError             **error)
{
  g_autofree char *id = smrt_sandbox_store_new_id (request->store, "bpc");
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (JsonObject) configuration = smrt_sandbox_json_template (
    "{'object':'billing_portal.configuration','active':true,'application':null,'business_profile':{'headline':null,"
    "'privacy_policy_url':null,'terms_of_service_url':null},'default_return_url':null,'features':{"
    "'customer_update':{'allowed_updates':[],'enabled':false},'invoice_history':{'enabled':true},"
    "'payment_method_update':{'enabled':true},'subscription_cancel':{'cancellation_reason':{'enabled':false,"
    "'options':[]},'enabled':false,'mode':'at_period_end','proration_behavior':'none'},'subscription_update':{"
    "'billing_cycle_anchor':'unchanged','default_allowed_updates':[],'enabled':false,'proration_behavior':'none',"
    "'schedule_at_period_end':{'conditions':[]},'trial_update_behavior':'end_trial','_products':[]}},"
    "'livemode':false,'login_page':{'enabled':false,'url':null},'metadata':{},'name':null}");

  json_object_set_string_member (configuration, "id", id);
  json_object_set_int_member (configuration, "created", request->now);
  if (!read_configuration (request, configuration, error))
    return NULL;

  others = smrt_sandbox_store_query (request->store,
                                     "FROM objects WHERE type = 'billing_portal.configuration' LIMIT 1", NULL);
  json_object_set_boolean_member (configuration, "is_default", others->len == 0);
  smrt_sandbox_store_add (request->store, configuration);

  return smrt_sandbox_present (request, configuration);
}

JsonObject *
smrt_sandbox_portal_list (SmrtSandboxRequest  *request,
                          GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("billing_portal.configuration",
                                                               "/v1/billing_portal/configurations");

  smrt_sandbox_query_filter_bool (query, request, "active", "$.active");
  smrt_sandbox_query_filter_bool (query, request, "is_default", "$.is_default");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_portal_get (SmrtSandboxRequest  *request,
                         GError             **error)
{
  JsonObject *found = smrt_sandbox_request_find (request, "billing_portal.configuration", "configuration", error);

  return found != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, found) : NULL;
}

JsonObject *
smrt_sandbox_portal_update (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *found = smrt_sandbox_request_find (request, "billing_portal.configuration", "configuration", error);

  if (found == NULL || !read_configuration (request, found, error))
    return NULL;
  smrt_sandbox_store_touch (request->store, found);

  return smrt_sandbox_present (request, found);
}
