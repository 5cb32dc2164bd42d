/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-credit-grants.h"

#include "smrt-money.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-grants.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define GRANT "billing.credit_grant"
#define LATEST G_GINT64_CONSTANT (7258118400) /* 1 January 2200 */
#define USUAL_PRIORITY 50

static gboolean
set_amount (JsonObject         *grant,
            SmrtSandboxParams  *monetary,
            gint64              value,
            const char         *currency,
            GError            **error)
{
  g_autofree char *code = currency != NULL ? g_ascii_strdown (currency, -1) : NULL;

  if (monetary == NULL)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "amount[monetary]",
                                       "A credit grant needs a monetary amount.");
  if (!smrt_currency_is_valid (code))
    return smrt_sandbox_fault_invalid (error, NULL, "amount[monetary][currency]", "Invalid currency.");

  json_object_set_int_member (smrt_sandbox_grants_get_monetary (grant), "value", value);
  json_object_set_string_member (smrt_sandbox_grants_get_monetary (grant), "currency", code);

  return TRUE;
}

static gboolean
set_scope (SmrtSandboxRequest  *request,
           JsonObject          *grant,
           const char          *price_type,
           GPtrArray           *prices,
           GError             **error)
{
  JsonObject *scope = smrt_sandbox_json_object (smrt_sandbox_json_object (grant, "applicability_config"), "scope");
  JsonArray *listed;

  if ((price_type == NULL) == (prices == NULL))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "applicability_config[scope]",
                                       "A scope is either a price_type or a list of prices.");
  if (price_type != NULL)
    {
      json_object_set_string_member (scope, "price_type", price_type);
      return TRUE;
    }

  listed = json_array_new ();
  json_object_set_array_member (scope, "prices", listed);
  for (unsigned int i = 0; i < prices->len; i++)
    {
      const char *id = smrt_sandbox_params_string (g_ptr_array_index (prices, i), "id");
      JsonObject *price = smrt_sandbox_store_find (request->store, "price", "price", id,
                                                   "applicability_config[scope][prices]", error);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "id", id);
      json_array_add_object_element (listed, entry);
      if (price == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
set_end (JsonObject *grant,
         gint64      expires_at)
{
  if (expires_at > 0)
    {
      json_object_set_int_member (grant, "expires_at", expires_at);
      json_object_set_int_member (smrt_sandbox_json_hidden (grant), "due", expires_at);
      return;
    }
  json_object_set_null_member (grant, "expires_at");
  json_object_set_null_member (smrt_sandbox_json_hidden (grant), "due");
}

JsonObject *
smrt_sandbox_credit_grants_create (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  SmrtSandboxParams *params = request->params;
  SmrtSandboxParams *amount = smrt_sandbox_params_object (params, "amount");
  SmrtSandboxParams *monetary = amount != NULL ? smrt_sandbox_params_object (amount, "monetary") : NULL;
  SmrtSandboxParams *config = smrt_sandbox_params_object (params, "applicability_config");
  SmrtSandboxParams *scope = config != NULL ? smrt_sandbox_params_object (config, "scope") : NULL;
  const char *customer_id = smrt_sandbox_params_require (params, "customer");
  const char *category = smrt_sandbox_params_choice (params, "category", "paid|promotional", "paid");
  gint64 priority = smrt_sandbox_params_int_within (params, "priority", USUAL_PRIORITY, 0, 100);
  gint64 effective_at = smrt_sandbox_params_int_within (params, "effective_at", 0, 1, LATEST);
  gint64 expires_at = smrt_sandbox_params_int_within (params, "expires_at", 0, 1, LATEST);
  const char *currency = monetary != NULL ? smrt_sandbox_params_require (monetary, "currency") : NULL;
  gint64 value = monetary != NULL ? smrt_sandbox_params_int_within (monetary, "value", 0, 1, 999999999999) : 0;
  const char *price_type = NULL;
  GPtrArray *prices = NULL;
  g_autofree char *id = NULL;
  JsonObject *customer;
  gint64 now;
  g_autoptr (JsonObject) grant = smrt_sandbox_json_template (
    "{'object':'billing.credit_grant','amount':{'monetary':{},'type':'monetary'},"
    "'applicability_config':{'scope':{}},'customer_account':null,'livemode':false,'metadata':{},'name':null,"
    "'voided_at':null,'_':{'left':0}}");

  if (amount != NULL)
    smrt_sandbox_params_choice (amount, "type", "monetary", NULL);
  if (monetary != NULL)
    smrt_sandbox_params_require_int (monetary, "value");
  if (scope != NULL)
    {
      price_type = smrt_sandbox_params_choice (scope, "price_type", "metered", NULL);
      prices = smrt_sandbox_params_objects (scope, "prices");
    }
  for (unsigned int i = 0; prices != NULL && i < prices->len; i++)
    smrt_sandbox_params_require (g_ptr_array_index (prices, i), "id");
  smrt_sandbox_params_update_string (params, "name", grant);
  smrt_sandbox_params_update_metadata (params, grant);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  customer = smrt_sandbox_store_find (request->store, "customer", "customer", customer_id, "customer", error);
  if (customer == NULL || !set_amount (grant, monetary, value, currency, error) ||
      !set_scope (request, grant, price_type, prices, error))
    return NULL;
  now = smrt_sandbox_request_now (request, customer);
  if (effective_at == 0)
    effective_at = now;
  if (expires_at != 0 && expires_at <= effective_at)
    {
      smrt_sandbox_fault_invalid (error, NULL, "expires_at", "A credit grant expires after it became effective.");
      return NULL;
    }

  id = smrt_sandbox_store_new_id (request->store, "credgr");
  json_object_set_string_member (grant, "id", id);
  json_object_set_string_member (grant, "category", category);
  json_object_set_int_member (grant, "created", now);
  json_object_set_int_member (grant, "updated", now);
  json_object_set_string_member (grant, "customer", customer_id);
  json_object_set_int_member (grant, "effective_at", effective_at);
  json_object_set_int_member (grant, "priority", priority);
  smrt_sandbox_json_set_string (grant, "test_clock", smrt_sandbox_json_string (customer, "test_clock"));
  set_end (grant, expires_at);
  smrt_sandbox_store_add (request->store, grant);
  smrt_sandbox_grants_begin (request->store, grant, now);

  return smrt_sandbox_present (request, grant);
}

JsonObject *
smrt_sandbox_credit_grants_list (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new (GRANT, "/v1/billing/credit_grants");

  smrt_sandbox_query_filter (query, request, "customer", "customer");

  return smrt_sandbox_list (request, query, error);
}

static JsonObject *
find_grant (SmrtSandboxRequest  *request,
            GError             **error)
{
  return smrt_sandbox_request_find (request, GRANT, "credit grant", error);
}

JsonObject *
smrt_sandbox_credit_grants_get (SmrtSandboxRequest  *request,
                                GError             **error)
{
  JsonObject *grant = find_grant (request, error);

  return grant != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, grant) : NULL;
}

static gboolean
check_running (JsonObject  *grant,
               gint64       now,
               GError     **error)
{
  return !smrt_sandbox_grants_is_over (grant, now) ||
         smrt_sandbox_fault_invalid (error, NULL, NULL, "The credit grant has expired or was voided.");
}

JsonObject *
smrt_sandbox_credit_grants_update (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  JsonObject *grant = find_grant (request, error);
  gboolean forever = smrt_sandbox_params_clears (request->params, "expires_at");
  gint64 expires_at = 0, now;

  if (grant == NULL)
    return NULL;
  if (!forever)
    expires_at = smrt_sandbox_params_int_within (request->params, "expires_at", 0, 1, LATEST);
  smrt_sandbox_params_update_metadata (request->params, grant);
  now = smrt_sandbox_request_now (request, grant);
  if (!smrt_sandbox_request_finish (request, error) || !check_running (grant, now, error))
    return NULL;
  if (expires_at != 0 && expires_at <= now)
    {
      smrt_sandbox_fault_invalid (error, NULL, "expires_at", "A credit grant can expire in the future only.");
      return NULL;
    }

  if (forever || expires_at != 0)
    set_end (grant, expires_at);
  json_object_set_int_member (grant, "updated", now);
  smrt_sandbox_store_touch (request->store, grant);

  return smrt_sandbox_present (request, grant);
}

JsonObject *
smrt_sandbox_credit_grants_expire (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  JsonObject *grant = find_grant (request, error);
  gint64 now;

  if (grant == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  now = smrt_sandbox_request_now (request, grant);
  if (!check_running (grant, now, error))
    return NULL;
  smrt_sandbox_grants_expire (request->store, grant, now);

  return smrt_sandbox_present (request, grant);
}

/* What was used in part can only expire. Source: Stripe, "Billing credits". */
JsonObject *
smrt_sandbox_credit_grants_void (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  JsonObject *grant = find_grant (request, error);
  gint64 now;

  if (grant == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  now = smrt_sandbox_request_now (request, grant);
  if (!check_running (grant, now, error))
    return NULL;
  if (smrt_sandbox_grants_get_left (grant) != smrt_sandbox_json_int (smrt_sandbox_grants_get_monetary (grant), "value"))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The credit grant was used and cannot be voided.");
      return NULL;
    }
  json_object_set_int_member (grant, "voided_at", now);
  smrt_sandbox_grants_end (request->store, grant, "credits_voided", now);

  return smrt_sandbox_present (request, grant);
}
