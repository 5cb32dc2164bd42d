/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-catalogue.h"

#include "smrt-money.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#include <string.h>

#define MAX_FEATURES 15
#define MAX_FEATURE_LENGTH 80
#define MAX_DECIMALS 12

static void
read_features (SmrtSandboxParams *params,
               JsonObject        *product)
{
  GPtrArray *features;
  JsonArray *array;

  if (!smrt_sandbox_params_has (params, "marketing_features"))
    return;

  array = json_array_new ();
  features = smrt_sandbox_params_objects (params, "marketing_features");
  for (unsigned int i = 0; features != NULL && i < features->len; i++)
    {
      const char *name = smrt_sandbox_params_require (g_ptr_array_index (features, i), "name");
      JsonObject *feature = json_object_new ();

      smrt_sandbox_json_set_string (feature, "name", name);
      json_array_add_object_element (array, feature);
    }
  json_object_set_array_member (product, "marketing_features", array);
}

static gboolean
check_features (JsonObject  *product,
                GError     **error)
{
  JsonArray *features = smrt_sandbox_json_array (product, "marketing_features");

  if (json_array_get_length (features) > MAX_FEATURES)
    return smrt_sandbox_fault_invalid (error, NULL, "marketing_features", "A product has %d features at the most.",
                                       MAX_FEATURES);
  for (unsigned int i = 0; i < json_array_get_length (features); i++)
    {
      const char *name = smrt_sandbox_json_string (json_array_get_object_element (features, i), "name");

      if (g_utf8_strlen (name, -1) > MAX_FEATURE_LENGTH)
        return smrt_sandbox_fault_invalid (error, NULL, "marketing_features",
                                           "A feature has %d characters at the most.", MAX_FEATURE_LENGTH);
    }

  return TRUE;
}

static gboolean
read_product (SmrtSandboxRequest  *request,
              JsonObject          *product,
              GError             **error)
{
  if (smrt_sandbox_params_has (request->params, "active"))
    json_object_set_boolean_member (product, "active", smrt_sandbox_params_bool (request->params, "active", TRUE));
  smrt_sandbox_params_update_string (request->params, "description", product);
  smrt_sandbox_params_update_string (request->params, "unit_label", product);
  smrt_sandbox_params_update_string (request->params, "statement_descriptor", product);
  smrt_sandbox_params_update_string (request->params, "url", product);
  smrt_sandbox_params_update_metadata (request->params, product);
  read_features (request->params, product);

  return smrt_sandbox_request_finish (request, error) && check_features (product, error);
}

JsonObject *
smrt_sandbox_products_create (SmrtSandboxRequest  *request,
                              GError             **error)
{
  const char *name = smrt_sandbox_params_require (request->params, "name");
  const char *wanted = smrt_sandbox_params_string (request->params, "id");
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) product = smrt_sandbox_json_template (
    "{'object':'product','active':true,'default_price':null,'description':null,'images':[],'livemode':false,"
    "'marketing_features':[],'metadata':{},'package_dimensions':null,'shippable':null,'statement_descriptor':null,"
    "'tax_code':null,'type':'service','unit_label':null,'url':null}");

  smrt_sandbox_params_choice (request->params, "type", "service|good", NULL);
  if (!read_product (request, product, error))
    return NULL;
  if (wanted != NULL && smrt_sandbox_store_get (request->store, "product", wanted) != NULL)
    {
      smrt_sandbox_fault_invalid (error, "resource_already_exists", "id", "There is a product '%s' already.", wanted);
      return NULL;
    }

  id = wanted != NULL ? g_strdup (wanted) : smrt_sandbox_store_new_id (request->store, "prod");
  json_object_set_string_member (product, "id", id);
  json_object_set_string_member (product, "name", name);
  json_object_set_int_member (product, "created", request->now);
  json_object_set_int_member (product, "updated", request->now);
  smrt_sandbox_store_add (request->store, product);

  return smrt_sandbox_present (request, product);
}

JsonObject *
smrt_sandbox_products_list (SmrtSandboxRequest  *request,
                            GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("product", "/v1/products");

  smrt_sandbox_query_filter_bool (query, request, "active", "$.active");
  smrt_sandbox_query_where (query, "id",
                            (const char * const *) smrt_sandbox_params_strings (request->params, "ids"));

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_products_get (SmrtSandboxRequest  *request,
                           GError             **error)
{
  JsonObject *product = smrt_sandbox_request_find (request, "product", "product", error);

  return product != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, product)
                                                                         : NULL;
}

JsonObject *
smrt_sandbox_products_update (SmrtSandboxRequest  *request,
                              GError             **error)
{
  JsonObject *product = smrt_sandbox_request_find (request, "product", "product", error);
  const char *name = smrt_sandbox_params_string (request->params, "name");
  const char *price = smrt_sandbox_params_string (request->params, "default_price");

  if (product == NULL || !read_product (request, product, error))
    return NULL;
  if (name != NULL)
    json_object_set_string_member (product, "name", name);
  if (price != NULL)
    {
      if (smrt_sandbox_store_find (request->store, "price", "price", price, "default_price", error) == NULL)
        return NULL;
      json_object_set_string_member (product, "default_price", price);
    }
  json_object_set_int_member (product, "updated", request->now);
  smrt_sandbox_store_touch (request->store, product);

  return smrt_sandbox_present (request, product);
}

static gboolean
is_decimal (const char *text)
{
  const char *point = strchr (text, '.');
  gsize whole = strspn (text, "0123456789");

  if (whole == 0 || whole > MAX_DECIMALS)
    return FALSE;
  if (point == NULL)
    return text[whole] == '\0';

  return point == text + whole && strspn (point + 1, "0123456789") == strlen (point + 1) &&
         strlen (point + 1) >= 1 && strlen (point + 1) <= MAX_DECIMALS;
}

/* 12.50 becomes 12.5, 12.0 becomes 12: one text for one amount. */
static char *
shorten_decimal (const char *text)
{
  char *shortened = g_strdup (text + MIN (strspn (text, "0"), strcspn (text, ".") - 1));
  char *end = shortened + strlen (shortened);

  if (strchr (shortened, '.') == NULL)
    return shortened;
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    end[-1] = '\0';

  return shortened;
}

static gboolean
read_amount (SmrtSandboxParams  *params,
             JsonObject         *price,
             GError            **error)
{
  gint64 amount = smrt_sandbox_params_int_within (params, "unit_amount", -1, 0, 99999999999);
  const char *decimal = smrt_sandbox_params_string (params, "unit_amount_decimal");
  g_autofree char *text = NULL;

  if ((amount < 0) == (decimal == NULL))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "unit_amount",
                                       "A price needs either unit_amount or unit_amount_decimal.");
  if (decimal != NULL && !is_decimal (decimal))
    return smrt_sandbox_fault_invalid (error, "parameter_invalid_integer", "unit_amount_decimal",
                                       "Invalid decimal: %s", decimal);

  text = decimal != NULL ? shorten_decimal (decimal) : g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  json_object_set_string_member (price, "unit_amount_decimal", text);
  if (strchr (text, '.') != NULL)
    json_object_set_null_member (price, "unit_amount");
  else
    json_object_set_int_member (price, "unit_amount", g_ascii_strtoll (text, NULL, 10));

  return TRUE;
}

static void
read_recurring (SmrtSandboxParams *params,
                JsonObject        *price)
{
  SmrtSandboxParams *recurring = smrt_sandbox_params_object (params, "recurring");
  JsonObject *object;

  json_object_set_string_member (price, "type", recurring != NULL ? "recurring" : "one_time");
  if (recurring == NULL)
    return;

  object = smrt_sandbox_json_template ("{'meter':null,'trial_period_days':null,'usage_type':'licensed'}");
  smrt_sandbox_params_require (recurring, "interval");
  json_object_set_string_member (object, "interval",
                                 smrt_sandbox_params_choice (recurring, "interval", "day|week|month|year", "month"));
  json_object_set_int_member (object, "interval_count",
                              smrt_sandbox_params_int_within (recurring, "interval_count", 1, 1, 156));
  json_object_set_string_member (object, "usage_type",
                                 smrt_sandbox_params_choice (recurring, "usage_type", "licensed|metered", "licensed"));
  smrt_sandbox_params_update_string (recurring, "meter", object);
  json_object_set_object_member (price, "recurring", object);
}

/* Usage is counted by a meter, and by nothing else. */
static gboolean
check_meter (SmrtSandboxRequest  *request,
             JsonObject          *price,
             GError             **error)
{
  JsonObject *recurring = smrt_sandbox_json_object (price, "recurring");
  const char *meter = recurring != NULL ? smrt_sandbox_json_string (recurring, "meter") : NULL;
  gboolean metered = recurring != NULL &&
                     g_str_equal (smrt_sandbox_json_string (recurring, "usage_type"), "metered");

  if (metered != (meter != NULL))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "recurring[meter]",
                                       "A metered price needs a meter, and no other price has one.");

  return meter == NULL || smrt_sandbox_store_find (request->store, "billing.meter", "billing meter", meter,
                                                   "recurring[meter]", error) != NULL;
}

/* A lookup key belongs to one price at a time. */
static gboolean
claim_lookup_key (SmrtSandboxRequest  *request,
                  JsonObject          *price,
                  const char          *key,
                  gboolean             transfer,
                  GError             **error)
{
  const char *values[] = { key, NULL };
  g_autoptr (GPtrArray) found = NULL;

  found = smrt_sandbox_store_query (request->store,
                                    "FROM objects WHERE type = 'price' AND json_extract (json, '$.lookup_key') = ?",
                                    values);
  for (unsigned int i = 0; i < found->len; i++)
    {
      JsonObject *other = g_ptr_array_index (found, i);

      if (other == price)
        continue;
      if (!transfer)
        return smrt_sandbox_fault_invalid (error, "resource_already_exists", "lookup_key",
                                           "The lookup key '%s' belongs to the price '%s'.", key,
                                           smrt_sandbox_json_string (other, "id"));
      json_object_set_null_member (other, "lookup_key");
      smrt_sandbox_store_touch (request->store, other);
    }
  json_object_set_string_member (price, "lookup_key", key);

  return TRUE;
}

static char *
read_currency (SmrtSandboxParams *params)
{
  const char *currency = smrt_sandbox_params_require (params, "currency");

  return currency != NULL && smrt_currency_is_valid (currency) ? g_ascii_strdown (currency, -1) : NULL;
}

JsonObject *
smrt_sandbox_prices_create (SmrtSandboxRequest  *request,
                            GError             **error)
{
  SmrtSandboxParams *params = request->params;
  SmrtSandboxParams *inner = smrt_sandbox_params_object (params, "product_data");
  g_autofree char *currency = read_currency (params);
  g_autofree char *id = NULL;
  g_autofree char *product_id = NULL;
  g_autoptr (GError) amount_error = NULL;
  g_autoptr (JsonObject) price = smrt_sandbox_json_template (
    "{'object':'price','active':true,'billing_scheme':'per_unit','custom_unit_amount':null,'livemode':false,"
    "'lookup_key':null,'metadata':{},'nickname':null,'recurring':null,'tax_behavior':'unspecified',"
    "'tiers_mode':null,'transform_quantity':null}");
  const char *product = inner == NULL ? smrt_sandbox_params_require (params, "product") : NULL;
  const char *name = inner != NULL ? smrt_sandbox_params_require (inner, "name") : NULL;
  const char *key = smrt_sandbox_params_string (params, "lookup_key");
  gboolean transfer = smrt_sandbox_params_bool (params, "transfer_lookup_key", FALSE);
  const char *tax_behavior;

  tax_behavior = smrt_sandbox_params_choice (params, "tax_behavior", "exclusive|inclusive|unspecified", "unspecified");
  smrt_sandbox_params_choice (params, "billing_scheme", "per_unit", NULL);
  json_object_set_boolean_member (price, "active", smrt_sandbox_params_bool (params, "active", TRUE));
  json_object_set_string_member (price, "tax_behavior", tax_behavior);
  smrt_sandbox_params_update_string (params, "nickname", price);
  smrt_sandbox_params_update_metadata (params, price);
  read_recurring (params, price);
  read_amount (params, price, &amount_error);
  if (!smrt_sandbox_request_finish (request, error) || !check_meter (request, price, error))
    return NULL;
  if (amount_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&amount_error));
      return NULL;
    }
  if (currency == NULL)
    {
      smrt_sandbox_fault_invalid (error, NULL, "currency", "Invalid currency.");
      return NULL;
    }

  if (inner != NULL)
    {
      g_autoptr (JsonObject) made = smrt_sandbox_json_template (
        "{'object':'product','active':true,'default_price':null,'description':null,'images':[],'livemode':false,"
        "'marketing_features':[],'metadata':{},'type':'service','unit_label':null}");

      product_id = smrt_sandbox_store_new_id (request->store, "prod");
      json_object_set_string_member (made, "id", product_id);
      json_object_set_string_member (made, "name", name);
      json_object_set_int_member (made, "created", request->now);
      json_object_set_int_member (made, "updated", request->now);
      smrt_sandbox_store_add (request->store, made);
    }
  else
    {
      if (smrt_sandbox_store_find (request->store, "product", "product", product, "product", error) == NULL)
        return NULL;
      product_id = g_strdup (product);
    }
  if (key != NULL && !claim_lookup_key (request, price, key, transfer, error))
    return NULL;

  id = smrt_sandbox_store_new_id (request->store, "price");
  json_object_set_string_member (price, "id", id);
  json_object_set_int_member (price, "created", request->now);
  json_object_set_string_member (price, "currency", currency);
  json_object_set_string_member (price, "product", product_id);
  smrt_sandbox_store_add (request->store, price);

  return smrt_sandbox_present (request, price);
}

JsonObject *
smrt_sandbox_prices_list (SmrtSandboxRequest  *request,
                          GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("price", "/v1/prices");
  SmrtSandboxParams *recurring = smrt_sandbox_params_object (request->params, "recurring");
  const char *interval[] = { NULL, NULL };

  smrt_sandbox_query_filter_bool (query, request, "active", "$.active");
  smrt_sandbox_query_filter (query, request, "currency", "$.currency");
  smrt_sandbox_query_filter (query, request, "product", "parent");
  smrt_sandbox_query_filter (query, request, "type", "$.type");
  smrt_sandbox_query_where (query, "$.lookup_key",
                            (const char * const *) smrt_sandbox_params_strings (request->params, "lookup_keys"));
  if (recurring != NULL)
    {
      interval[0] = smrt_sandbox_params_string (recurring, "interval");
      if (interval[0] != NULL)
        smrt_sandbox_query_where (query, "$.recurring.interval", interval);
      interval[0] = smrt_sandbox_params_string (recurring, "usage_type");
      if (interval[0] != NULL)
        smrt_sandbox_query_where (query, "$.recurring.usage_type", interval);
    }

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_prices_get (SmrtSandboxRequest  *request,
                         GError             **error)
{
  JsonObject *price = smrt_sandbox_request_find (request, "price", "price", error);

  return price != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, price) : NULL;
}

JsonObject *
smrt_sandbox_prices_update (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *price = smrt_sandbox_request_find (request, "price", "price", error);
  const char *key = smrt_sandbox_params_string (request->params, "lookup_key");
  gboolean transfer = smrt_sandbox_params_bool (request->params, "transfer_lookup_key", FALSE);

  if (price == NULL)
    return NULL;
  if (smrt_sandbox_params_has (request->params, "active"))
    json_object_set_boolean_member (price, "active", smrt_sandbox_params_bool (request->params, "active", TRUE));
  smrt_sandbox_params_update_string (request->params, "nickname", price);
  smrt_sandbox_params_update_metadata (request->params, price);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (key != NULL && *key == '\0')
    json_object_set_null_member (price, "lookup_key");
  else if (key != NULL && !claim_lookup_key (request, price, key, transfer, error))
    return NULL;
  smrt_sandbox_store_touch (request->store, price);

  return smrt_sandbox_present (request, price);
}
