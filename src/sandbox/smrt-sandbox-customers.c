/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-customers.h"

#include "smrt-money.h"
#include "smrt-sandbox-balance.h"
#include "smrt-sandbox-coupons.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-payments.h"
#include "smrt-sandbox-present.h"

#include <string.h>

#define DEFAULT_CURRENCY "usd"

typedef struct
{
  gboolean has_balance;
  gint64 balance;
  const char *payment_method;
  const char *default_method;
  const char *coupon;
  gboolean no_discount;
} Wishes;

static gboolean
read_customer (SmrtSandboxRequest  *request,
               JsonObject          *customer,
               Wishes              *wishes,
               GError             **error)
{
  static const char * const texts[] = { "name", "email", "description", "phone", "business_name", "individual_name" };
  SmrtSandboxParams *params = request->params;
  SmrtSandboxParams *settings = smrt_sandbox_params_object (params, "invoice_settings");
  const char *prefix = smrt_sandbox_params_string (params, "invoice_prefix");
  GPtrArray *discounts;

  wishes->no_discount = smrt_sandbox_params_clears (params, "discounts");
  discounts = wishes->no_discount ? NULL : smrt_sandbox_params_objects (params, "discounts");
  if (discounts != NULL && discounts->len > 0)
    wishes->coupon = smrt_sandbox_params_require (g_ptr_array_index (discounts, 0), "coupon");
  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    smrt_sandbox_params_update_string (params, texts[i], customer);
  smrt_sandbox_params_update_metadata (params, customer);
  if (prefix != NULL)
    json_object_set_string_member (customer, "invoice_prefix", prefix);
  json_object_set_int_member (customer, "next_invoice_sequence",
                              smrt_sandbox_params_int_within (params, "next_invoice_sequence",
                                                              smrt_sandbox_json_int (customer, "next_invoice_sequence"),
                                                              1, 999999999));
  wishes->has_balance = smrt_sandbox_params_has (params, "balance");
  wishes->balance = smrt_sandbox_params_int (params, "balance", 0);
  wishes->payment_method = smrt_sandbox_params_string (params, "payment_method");
  if (settings != NULL)
    wishes->default_method = smrt_sandbox_params_string (settings, "default_payment_method");
  if (!smrt_sandbox_request_finish (request, error))
    return FALSE;

  if (prefix != NULL && (strlen (prefix) < 3 || strlen (prefix) > 12 ||
                         strspn (prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != strlen (prefix)))
    return smrt_sandbox_fault_invalid (error, NULL, "invoice_prefix",
                                       "The invoice prefix is 3 to 12 capital letters and digits.");

  return TRUE;
}

static gboolean
set_default_method (SmrtSandboxRequest  *request,
                    JsonObject          *customer,
                    const char          *method,
                    GError             **error)
{
  static const char *param = "invoice_settings[default_payment_method]";
  JsonObject *settings = smrt_sandbox_json_object (customer, "invoice_settings");
  JsonObject *found;

  if (*method == '\0')
    {
      json_object_set_null_member (settings, "default_payment_method");
      return TRUE;
    }

  if (smrt_sandbox_payments_is_test_name (method))
    found = smrt_sandbox_payments_attach (request->store, method, customer, param,
                                          smrt_sandbox_request_now (request, customer), error);
  else
    found = smrt_sandbox_store_find (request->store, "payment_method", "PaymentMethod", method, param, error);
  if (found == NULL)
    return FALSE;
  if (g_strcmp0 (smrt_sandbox_json_string (found, "customer"), smrt_sandbox_json_string (customer, "id")) != 0)
    return smrt_sandbox_fault_invalid (error, NULL, param,
                                       "The customer does not have the payment method '%s'.", method);
  json_object_set_string_member (settings, "default_payment_method", smrt_sandbox_json_string (found, "id"));

  return TRUE;
}

/* A customer has one discount, which their subscriptions without any have too. */
static gboolean
set_discount (SmrtSandboxRequest  *request,
              JsonObject          *customer,
              const Wishes        *wishes,
              GError             **error)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (customer);
  g_autoptr (JsonObject) discount = NULL;

  if (wishes->no_discount)
    json_object_set_null_member (hidden, "discount");
  if (wishes->coupon == NULL)
    return TRUE;

  discount = smrt_sandbox_coupons_redeem (request->store, wishes->coupon, "discounts[0][coupon]",
                                          smrt_sandbox_json_string (customer, "id"), NULL, NULL,
                                          smrt_sandbox_request_now (request, customer), error);
  if (discount == NULL)
    return FALSE;
  smrt_sandbox_coupons_keep (request->store, discount);
  json_object_set_string_member (hidden, "discount", smrt_sandbox_json_string (discount, "id"));

  return TRUE;
}

JsonObject *
smrt_sandbox_customers_create_as (SmrtSandboxRequest  *request,
                                  const char          *id,
                                  GError             **error)
{
  const char *clock = smrt_sandbox_params_string (request->params, "test_clock");
  g_autofree char *prefix = g_ascii_strup (id + strlen (id) - 8, -1);
  Wishes wishes = { 0 };
  gint64 now;
  g_autoptr (JsonObject) customer = smrt_sandbox_json_template (
    "{'object':'customer','address':null,'balance':0,'currency':null,'customer_account':null,'default_source':null,"
    "'delinquent':false,'description':null,'discount':null,'email':null,'invoice_settings':{'custom_fields':null,"
    "'default_payment_method':null,'footer':null,'rendering_options':null},'livemode':false,'metadata':{},"
    "'name':null,'next_invoice_sequence':1,'phone':null,'preferred_locales':[],'shipping':null,"
    "'tax_exempt':'none','test_clock':null,'_':{'balances':{}}}");

  json_object_set_string_member (customer, "invoice_prefix", prefix);
  if (!read_customer (request, customer, &wishes, error))
    return NULL;
  if (clock != NULL &&
      smrt_sandbox_store_find (request->store, "test_helpers.test_clock", "test clock", clock, "test_clock",
                               error) == NULL)
    return NULL;

  smrt_sandbox_json_set_string (customer, "test_clock", clock);
  now = smrt_sandbox_request_now (request, customer);
  json_object_set_string_member (customer, "id", id);
  json_object_set_int_member (customer, "created", now);
  smrt_sandbox_store_add (request->store, customer);

  if (!set_discount (request, customer, &wishes, error))
    return NULL;
  if (wishes.payment_method != NULL &&
      smrt_sandbox_payments_attach (request->store, wishes.payment_method, customer, "payment_method", now,
                                    error) == NULL)
    return NULL;
  if (wishes.default_method != NULL && !set_default_method (request, customer, wishes.default_method, error))
    return NULL;
  if (wishes.balance != 0)
    smrt_sandbox_balance_add (request->store, customer, DEFAULT_CURRENCY, wishes.balance, "initial", NULL, now);

  return smrt_sandbox_present (request, customer);
}

JsonObject *
smrt_sandbox_customers_create (SmrtSandboxRequest  *request,
                               GError             **error)
{
  g_autofree char *id = smrt_sandbox_store_new_id (request->store, "cus");

  return smrt_sandbox_customers_create_as (request, id, error);
}

JsonObject *
smrt_sandbox_customers_list (SmrtSandboxRequest  *request,
                             GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("customer", "/v1/customers");

  smrt_sandbox_query_filter (query, request, "email", "$.email");
  smrt_sandbox_query_filter (query, request, "test_clock", "clock");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_customers_get (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *customer = smrt_sandbox_request_find (request, "customer", "customer", error);

  return customer != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, customer)
                                                                          : NULL;
}

JsonObject *
smrt_sandbox_customers_update (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *customer = smrt_sandbox_request_find (request, "customer", "customer", error);
  Wishes wishes = { 0 };
  const char *currency;

  if (customer == NULL || !read_customer (request, customer, &wishes, error) ||
      !set_discount (request, customer, &wishes, error))
    return NULL;
  if (wishes.default_method != NULL && !set_default_method (request, customer, wishes.default_method, error))
    return NULL;
  if (wishes.payment_method != NULL &&
      smrt_sandbox_payments_attach (request->store, wishes.payment_method, customer, "payment_method",
                                    smrt_sandbox_request_now (request, customer), error) == NULL)
    return NULL;

  currency = smrt_sandbox_json_string (customer, "currency");
  if (currency == NULL)
    currency = DEFAULT_CURRENCY;
  if (wishes.has_balance && wishes.balance != smrt_sandbox_balance_get (customer, currency))
    smrt_sandbox_balance_add (request->store, customer, currency,
                              wishes.balance - smrt_sandbox_balance_get (customer, currency), "adjustment", NULL,
                              smrt_sandbox_request_now (request, customer));
  smrt_sandbox_store_touch (request->store, customer);

  return smrt_sandbox_present (request, customer);
}

JsonObject *
smrt_sandbox_customers_delete_discount (SmrtSandboxRequest  *request,
                                        GError             **error)
{
  JsonObject *customer = smrt_sandbox_request_find (request, "customer", "customer", error);
  JsonObject *hidden, *discount, *answer;

  if (customer == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;

  hidden = smrt_sandbox_json_hidden (customer);
  discount = smrt_sandbox_store_get (request->store, "discount", smrt_sandbox_json_string (hidden, "discount"));
  if (discount == NULL)
    {
      smrt_sandbox_fault_missing (error, "discount of the customer", request->id, NULL);
      return NULL;
    }
  answer = smrt_sandbox_present (request, discount);
  json_object_set_boolean_member (answer, "deleted", TRUE);
  json_object_remove_member (answer, "end");
  json_object_set_null_member (hidden, "discount");
  smrt_sandbox_store_touch (request->store, customer);

  return answer;
}

JsonObject *
smrt_sandbox_balance_transactions_create (SmrtSandboxRequest  *request,
                                          GError             **error)
{
  JsonObject *customer = smrt_sandbox_request_find (request, "customer", "customer", error);
  gint64 amount = smrt_sandbox_params_require_int (request->params, "amount");
  const char *currency = smrt_sandbox_params_require (request->params, "currency");
  g_autofree char *code = NULL;
  g_autoptr (JsonObject) extra = json_object_new ();
  JsonObject *row;

  json_object_set_object_member (extra, "metadata", json_object_new ());
  json_object_set_null_member (extra, "description");
  smrt_sandbox_params_update_string (request->params, "description", extra);
  smrt_sandbox_params_update_metadata (request->params, extra);
  if (customer == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  if (!smrt_currency_is_valid (currency))
    {
      smrt_sandbox_fault_invalid (error, NULL, "currency", "Invalid currency: %s", currency);
      return NULL;
    }
  if (amount == 0)
    {
      smrt_sandbox_fault_invalid (error, NULL, "amount", "The amount must not be 0.");
      return NULL;
    }

  code = g_ascii_strdown (currency, -1);
  row = smrt_sandbox_balance_add (request->store, customer, code, amount, "adjustment", NULL,
                                  smrt_sandbox_request_now (request, customer));
  smrt_sandbox_json_set_string (row, "description", smrt_sandbox_json_string (extra, "description"));
  json_object_set_object_member (row, "metadata", json_object_ref (smrt_sandbox_json_object (extra, "metadata")));

  return smrt_sandbox_present (request, row);
}

JsonObject *
smrt_sandbox_balance_transactions_list (SmrtSandboxRequest  *request,
                                        GError             **error)
{
  g_autofree char *url = g_strdup_printf ("/v1/customers/%s/balance_transactions", request->id);
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("customer_balance_transaction", url);
  const char *customer[] = { request->id, NULL };

  if (smrt_sandbox_request_find (request, "customer", "customer", error) == NULL)
    return NULL;

  smrt_sandbox_query_where (query, "customer", customer);
  smrt_sandbox_query_filter (query, request, "invoice", "$.invoice");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_balance_transactions_get (SmrtSandboxRequest  *request,
                                       GError             **error)
{
  JsonObject *row;

  if (smrt_sandbox_request_find (request, "customer", "customer", error) == NULL ||
      !smrt_sandbox_request_finish (request, error))
    return NULL;

  row = smrt_sandbox_store_get (request->store, "customer_balance_transaction", request->id2);
  if (row == NULL || g_strcmp0 (smrt_sandbox_json_string (row, "customer"), request->id) != 0)
    {
      smrt_sandbox_fault_missing (error, "customer balance transaction", request->id2, NULL);
      return NULL;
    }

  return smrt_sandbox_present (request, row);
}
