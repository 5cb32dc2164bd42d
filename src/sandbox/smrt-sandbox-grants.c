/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-grants.h"

#include "smrt-money.h"
#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define GRANT          "billing.credit_grant"
#define TRANSACTION    "billing.credit_balance_transaction"
#define LATEST         G_GINT64_CONSTANT (7258118400) /* 1 January 2200 */
#define USUAL_PRIORITY 50

static JsonObject *
get_monetary (JsonObject *grant)
{
  return smrt_sandbox_json_object (smrt_sandbox_json_object (grant, "amount"), "monetary");
}

static gint64
get_left (JsonObject *grant)
{
  return smrt_sandbox_json_int (smrt_sandbox_json_hidden (grant), "left");
}

static gboolean
is_over (JsonObject *grant,
         gint64      time)
{
  return !smrt_sandbox_json_is_null (grant, "voided_at") ||
         (!smrt_sandbox_json_is_null (grant, "expires_at") && smrt_sandbox_json_int (grant, "expires_at") <= time);
}

static gboolean
is_in_force (JsonObject *grant,
             gint64      time)
{
  return !is_over (grant, time) && smrt_sandbox_json_int (grant, "effective_at") <= time;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static gint64
get_end (JsonObject *grant)
{
  return smrt_sandbox_json_is_null (grant, "expires_at") ? G_MAXINT64 : smrt_sandbox_json_int (grant, "expires_at");
}

static int
compare_grants (gconstpointer a,
                gconstpointer b)
{
  JsonObject *one = *(JsonObject **) a;
  JsonObject *other = *(JsonObject **) b;
  int order = compare_numbers (smrt_sandbox_json_int (one, "priority"), smrt_sandbox_json_int (other, "priority"));

  if (order == 0)
    order = compare_numbers (get_end (one), get_end (other));
  /* `promotional` is behind `paid` in the alphabet, and comes first. */
  if (order == 0)
    order = -g_strcmp0 (smrt_sandbox_json_string (one, "category"), smrt_sandbox_json_string (other, "category"));
  if (order == 0)
    order = compare_numbers (smrt_sandbox_json_int (one, "effective_at"),
                             smrt_sandbox_json_int (other, "effective_at"));
  if (order == 0)
    order = compare_numbers (smrt_sandbox_json_int (one, "created"), smrt_sandbox_json_int (other, "created"));

  return order;
}

static GPtrArray *
find_grants (SmrtSandboxStore *store,
             const char       *customer)
{
  const char *values[] = { customer, NULL };
  GPtrArray *grants;

  grants = smrt_sandbox_store_query (store,
                                     "FROM objects WHERE type = 'billing.credit_grant' AND customer = ? ORDER BY seq",
                                     values);
  g_ptr_array_sort (grants, compare_grants);

  return grants;
}

/* Which prices a grant pays for; %NULL: all that are metered. */
static char **
get_prices (JsonObject *grant)
{
  JsonObject *scope = smrt_sandbox_json_object (smrt_sandbox_json_object (grant, "applicability_config"), "scope");
  JsonArray *prices = smrt_sandbox_json_array (scope, "prices");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (prices == NULL)
    return NULL;
  for (unsigned int i = 0; i < json_array_get_length (prices); i++)
    g_strv_builder_add (builder, smrt_sandbox_json_string (json_array_get_object_element (prices, i), "id"));

  return g_strv_builder_end (builder);
}

GPtrArray *
smrt_sandbox_grants_load (SmrtSandboxStore *store,
                          const char       *customer,
                          const char       *currency,
                          gint64            time)
{
  g_autoptr (GPtrArray) found = find_grants (store, customer);
  GPtrArray *grants = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_sandbox_grant_free);

  for (unsigned int i = 0; i < found->len; i++)
    {
      JsonObject *stored = g_ptr_array_index (found, i);
      SmrtSandboxGrant *grant;

      if (!is_in_force (stored, time) || get_left (stored) <= 0 ||
          !g_str_equal (smrt_sandbox_json_string (get_monetary (stored), "currency"), currency))
        continue;
      grant = g_new0 (SmrtSandboxGrant, 1);
      grant->id = g_strdup (smrt_sandbox_json_string (stored, "id"));
      grant->prices = get_prices (stored);
      grant->available = get_left (stored);
      g_ptr_array_add (grants, grant);
    }

  return grants;
}

typedef struct
{
  const char *side; /* `credit` or `debit` */
  const char *type;
  const char *link; /* the member that names the invoice, or NULL */
  const char *invoice;
  const char *line;
} Entry;

/* Writes a row into the ledger of a grant. */
static JsonObject *
add_transaction (SmrtSandboxStore *store,
                 JsonObject       *grant,
                 const Entry      *entry,
                 gint64            amount,
                 gint64            effective_at,
                 gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "cbtxn");
  JsonObject *hidden = smrt_sandbox_json_hidden (grant);
  gboolean credit = g_str_equal (entry->side, "credit");
  JsonObject *details = smrt_sandbox_json_template ("{'amount':{'type':'monetary','monetary':{}}}");
  JsonObject *monetary = smrt_sandbox_json_object (smrt_sandbox_json_object (details, "amount"), "monetary");
  g_autoptr (JsonObject) row = smrt_sandbox_json_template (
    "{'object':'billing.credit_balance_transaction','credit':null,'debit':null,'livemode':false}");

  json_object_set_string_member (monetary, "currency", smrt_sandbox_json_string (get_monetary (grant), "currency"));
  json_object_set_int_member (monetary, "value", amount);
  json_object_set_string_member (details, "type", entry->type);
  json_object_set_null_member (details, credit ? "credits_application_invoice_voided" : "credits_applied");
  if (entry->link != NULL)
    {
      JsonObject *link = json_object_new ();

      json_object_set_string_member (link, "invoice", entry->invoice);
      json_object_set_string_member (link, "invoice_line_item", entry->line);
      json_object_set_object_member (details, entry->link, link);
    }

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "created", now);
  json_object_set_string_member (row, "credit_grant", smrt_sandbox_json_string (grant, "id"));
  json_object_set_int_member (row, "effective_at", effective_at);
  smrt_sandbox_json_set_string (row, "test_clock", smrt_sandbox_json_string (grant, "test_clock"));
  json_object_set_string_member (row, "type", entry->side);
  json_object_set_object_member (row, entry->side, details);
  json_object_set_string_member (smrt_sandbox_json_hidden (row), "customer",
                                 smrt_sandbox_json_string (grant, "customer"));
  smrt_sandbox_store_add (store, row);

  json_object_set_int_member (hidden, "left", get_left (grant) + (credit ? amount : -amount));
  smrt_sandbox_store_touch (store, grant);

  return row;
}

/* Calls @visit for every part of usage credit that an invoice's lines have, with
 * the same part in the invoice's own list. */
static void
visit_credits (SmrtSandboxStore *store,
               JsonObject *invoice,
               gint64 now,
               void (*visit) (SmrtSandboxStore *, JsonObject *, JsonObject *, JsonObject *, JsonObject *, gint64))
{
  JsonArray *lines = smrt_sandbox_json_array (invoice, "lines");
  JsonArray *all = smrt_sandbox_json_array (invoice, "total_pretax_credit_amounts");
  unsigned int at = 0;

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonArray *parts = smrt_sandbox_json_array (line, "pretax_credit_amounts");

      for (unsigned int j = 0; j < json_array_get_length (parts); j++, at++)
        {
          JsonObject *part = json_array_get_object_element (parts, j);

          if (smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant") != NULL)
            visit (store, invoice, line, part, json_array_get_object_element (all, at), now);
        }
    }
}

static void
take_part (SmrtSandboxStore *store,
           JsonObject       *invoice,
           JsonObject       *line,
           JsonObject       *part,
           JsonObject       *listed,
           gint64            now)
{
  JsonObject *grant = smrt_sandbox_store_get (store, GRANT,
                                              smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant"));
  const Entry entry = { "debit", "credits_applied", "credits_applied", smrt_sandbox_json_string (invoice, "id"),
                        smrt_sandbox_json_string (line, "id") };
  JsonObject *row;

  row = add_transaction (store, grant, &entry, smrt_sandbox_json_int (part, "amount"), now, now);
  json_object_set_string_member (part, "credit_balance_transaction", smrt_sandbox_json_string (row, "id"));
  json_object_set_string_member (listed, "credit_balance_transaction", smrt_sandbox_json_string (row, "id"));
}

void
smrt_sandbox_grants_take (SmrtSandboxStore *store,
                          JsonObject       *invoice,
                          gint64            now)
{
  visit_credits (store, invoice, now, take_part);
}

static void
give_back_part (SmrtSandboxStore *store,
                JsonObject       *invoice,
                JsonObject       *line,
                JsonObject       *part,
                JsonObject       *listed,
                gint64            now)
{
  JsonObject *grant = smrt_sandbox_store_get (store, GRANT,
                                              smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant"));
  const Entry back = { "credit", "credits_application_invoice_voided", "credits_application_invoice_voided",
                       smrt_sandbox_json_string (invoice, "id"), smrt_sandbox_json_string (line, "id") };
  const Entry lost = { "debit", "credits_expired", NULL, NULL, NULL };

  add_transaction (store, grant, &back, smrt_sandbox_json_int (part, "amount"), now, now);
  if (is_over (grant, now))
    add_transaction (store, grant, &lost, smrt_sandbox_json_int (part, "amount"), now, now);
}

void
smrt_sandbox_grants_give_back (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               gint64            now)
{
  visit_credits (store, invoice, now, give_back_part);
}

static void
end_grant (SmrtSandboxStore *store,
           JsonObject       *grant,
           const char       *type,
           gint64            now)
{
  const Entry entry = { "debit", type, NULL, NULL, NULL };

  if (get_left (grant) > 0)
    add_transaction (store, grant, &entry, get_left (grant), now, now);
  json_object_set_null_member (smrt_sandbox_json_hidden (grant), "due");
  json_object_set_int_member (grant, "updated", now);
  smrt_sandbox_store_touch (store, grant);
}

void
smrt_sandbox_grants_expire (SmrtSandboxStore *store,
                            JsonObject       *grant,
                            gint64            now)
{
  json_object_set_int_member (grant, "expires_at", now);
  end_grant (store, grant, "credits_expired", now);
}

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

  json_object_set_int_member (get_monetary (grant), "value", value);
  json_object_set_string_member (get_monetary (grant), "currency", code);

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
  static const Entry granted = { "credit", "credits_granted", NULL, NULL, NULL };
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
  add_transaction (request->store, grant, &granted, value, effective_at, now);

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
  return !is_over (grant, now) ||
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
  if (get_left (grant) != smrt_sandbox_json_int (get_monetary (grant), "value"))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The credit grant was used and cannot be voided.");
      return NULL;
    }
  json_object_set_int_member (grant, "voided_at", now);
  end_grant (request->store, grant, "credits_voided", now);

  return smrt_sandbox_present (request, grant);
}

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
  g_auto (GStrv) prices = get_prices (grant);

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
  grants = find_grants (request->store, customer_id);
  balances = json_array_new ();
  for (unsigned int i = 0; i < grants->len; i++)
    {
      JsonObject *grant = g_ptr_array_index (grants, i);
      JsonObject *balance;

      if (!is_asked_of (grant, &filter))
        continue;
      balance = find_balance (balances, smrt_sandbox_json_string (get_monetary (grant), "currency"));
      if (is_in_force (grant, now))
        add_to_balance (balance, "available_balance", get_left (grant));
      if (!is_over (grant, now))
        add_to_balance (balance, "ledger_balance", get_left (grant));
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
