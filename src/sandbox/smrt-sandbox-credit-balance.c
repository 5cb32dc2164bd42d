/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-credit-balance.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-grants.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define TRANSACTION "billing.credit_balance_transaction"

/* Which grants a balance is asked of. */
typedef struct
{
  const char *type;
  const char *grant;
  const char *price_type;
  char **prices;
} Filter;

static gboolean
read_filter (SmrtSandboxRequest  *request,
             Filter              *filter,
             GError             **error)
{
  SmrtSandboxParams *params = smrt_sandbox_params_object (request->params, "filter");
  SmrtSandboxParams *scope = params != NULL ? smrt_sandbox_params_object (params, "applicability_scope") : NULL;
  GPtrArray *prices = scope != NULL ? smrt_sandbox_params_objects (scope, "prices") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (params == NULL)
    smrt_sandbox_params_require (request->params, "filter");
  if (params != NULL)
    {
      smrt_sandbox_params_require (params, "type");
      filter->type = smrt_sandbox_params_choice (params, "type", "applicability_scope|credit_grant", NULL);
      filter->grant = smrt_sandbox_params_string (params, "credit_grant");
    }
  if (scope != NULL)
    filter->price_type = smrt_sandbox_params_choice (scope, "price_type", "metered", NULL);
  for (unsigned int i = 0; prices != NULL && i < prices->len; i++)
    {
      const char *id = smrt_sandbox_params_require (g_ptr_array_index (prices, i), "id");

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }
  if (prices != NULL)
    filter->prices = g_strv_builder_end (builder);
  if (!smrt_sandbox_request_finish (request, error))
    return FALSE;

  if (g_str_equal (filter->type, "credit_grant") ? filter->grant == NULL
                                                 : filter->price_type == NULL && filter->prices == NULL)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "filter",
                                       "The filter needs the member that its type names.");

  return TRUE;
}

static gboolean
is_asked_of (JsonObject   *grant,
             const Filter *filter)
{
  g_auto (GStrv) prices = smrt_sandbox_grants_get_prices (grant);

  if (g_str_equal (filter->type, "credit_grant"))
    return g_strcmp0 (smrt_sandbox_json_string (grant, "id"), filter->grant) == 0;
  if (prices == NULL)
    return TRUE;
  for (unsigned int i = 0; filter->prices != NULL && filter->prices[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) prices, filter->prices[i]))
      return TRUE;

  return FALSE;
}

static JsonObject *
find_balance (JsonArray  *balances,
              const char *currency)
{
  static const char *const names[] = { "available_balance", "ledger_balance" };
  JsonObject *balance;

  for (unsigned int i = 0; i < json_array_get_length (balances); i++)
    {
      JsonObject *available;

      balance = json_array_get_object_element (balances, i);
      available = smrt_sandbox_json_object (balance, "available_balance");
      if (g_str_equal (smrt_sandbox_json_string (smrt_sandbox_json_object (available, "monetary"), "currency"),
                       currency))
        return balance;
    }

  balance = smrt_sandbox_json_template ("{'available_balance':{'monetary':{'value':0},'type':'monetary'},"
                                        "'ledger_balance':{'monetary':{'value':0},'type':'monetary'}}");
  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (smrt_sandbox_json_object (smrt_sandbox_json_object (balance, names[i]), "monetary"),
                                   "currency", currency);
  json_array_add_object_element (balances, balance);

  return balance;
}

static void
add_to_balance (JsonObject *balance,
                const char *name,
                gint64      amount)
{
  JsonObject *monetary = smrt_sandbox_json_object (smrt_sandbox_json_object (balance, name), "monetary");

  json_object_set_int_member (monetary, "value", smrt_sandbox_json_int (monetary, "value") + amount);
}

/* The ledger knows of what is not in force yet, too; that is inferred. */
JsonObject *
smrt_sandbox_credit_summary_get (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  const char *customer_id = smrt_sandbox_params_require (request->params, "customer");
  g_autoptr (GPtrArray) grants = NULL;
  Filter filter = { 0 };
  g_auto (GStrv) prices = NULL;
  JsonObject *customer, *summary;
  JsonArray *balances;
  gint64 now;
  gboolean sound = read_filter (request, &filter, error);

  prices = filter.prices;
  if (!sound)
    return NULL;
  customer = smrt_sandbox_store_find (request->store, "customer", "customer", customer_id, "customer", error);
  if (customer == NULL)
    return NULL;

  now = smrt_sandbox_request_now (request, customer);
  grants = smrt_sandbox_grants_find (request->store, customer_id);
  balances = json_array_new ();
  for (unsigned int i = 0; i < grants->len; i++)
    {
      JsonObject *grant = g_ptr_array_index (grants, i);
      JsonObject *balance;

      if (!is_asked_of (grant, &filter))
        continue;
      balance = find_balance (balances, smrt_sandbox_json_string (smrt_sandbox_grants_get_monetary (grant), "currency"));
      if (smrt_sandbox_grants_is_in_force (grant, now))
        add_to_balance (balance, "available_balance", smrt_sandbox_grants_get_left (grant));
      if (!smrt_sandbox_grants_is_over (grant, now))
        add_to_balance (balance, "ledger_balance", smrt_sandbox_grants_get_left (grant));
    }

  summary = smrt_sandbox_json_template (
    "{'object':'billing.credit_balance_summary','customer_account':null,'livemode':false}");
  json_object_set_string_member (summary, "customer", customer_id);
  json_object_set_array_member (summary, "balances", balances);

  return summary;
}

JsonObject *
smrt_sandbox_credit_transactions_list (SmrtSandboxRequest  *request,
                                       GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new (TRANSACTION, "/v1/billing/credit_balance_transactions");

  smrt_sandbox_query_filter (query, request, "customer", "$._.customer");
  smrt_sandbox_query_filter (query, request, "credit_grant", "parent");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_credit_transactions_get (SmrtSandboxRequest  *request,
                                      GError             **error)
{
  JsonObject *row = smrt_sandbox_request_find (request, TRANSACTION, "credit balance transaction", error);

  return row != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, row) : NULL;
}
