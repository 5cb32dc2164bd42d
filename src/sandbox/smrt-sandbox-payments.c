/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-payments.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

/* Not one of Stripe's: it pays whatever is charged, but no renewal. */
#define RENEWAL_FAIL "pm_card_renewalFail"

/* What the cards behind Stripe's test names do when they are charged: pay when
 * there is no code, else be refused with it; `authentication_required` asks the
 * bank. Source: Stripe, "Testing". */
static const struct
{
  const char *name;
  const char *brand;
  const char *last4;
  const char *funding;
  const char *code;
  const char *decline_code;
} cards[] = {
  { "pm_card_visa", "visa", "4242", "credit", NULL, NULL },
  { "pm_card_visa_debit", "visa", "5556", "debit", NULL, NULL },
  { "pm_card_mastercard", "mastercard", "4444", "credit", NULL, NULL },
  { "pm_card_amex", "amex", "0005", "credit", NULL, NULL },
  { "pm_card_discover", "discover", "1117", "credit", NULL, NULL },
  { "pm_card_jcb", "jcb", "0505", "credit", NULL, NULL },
  { "pm_card_chargeDeclined", "visa", "0002", "credit", "card_declined", "generic_decline" },
  { "pm_card_visa_chargeDeclined", "visa", "0002", "credit", "card_declined", "generic_decline" },
  { "pm_card_chargeCustomerFail", "visa", "0341", "credit", "card_declined", "generic_decline" },
  { "pm_card_chargeDeclinedInsufficientFunds", "visa", "9995", "credit", "card_declined", "insufficient_funds" },
  { "pm_card_visa_chargeDeclinedInsufficientFunds", "visa", "9995", "credit", "card_declined", "insufficient_funds" },
  { "pm_card_chargeDeclinedLostCard", "visa", "9987", "credit", "card_declined", "lost_card" },
  { "pm_card_visa_chargeDeclinedLostCard", "visa", "9987", "credit", "card_declined", "lost_card" },
  { "pm_card_chargeDeclinedStolenCard", "visa", "9979", "credit", "card_declined", "stolen_card" },
  { "pm_card_visa_chargeDeclinedStolenCard", "visa", "9979", "credit", "card_declined", "stolen_card" },
  { "pm_card_chargeDeclinedExpiredCard", "visa", "0069", "credit", "expired_card", NULL },
  { "pm_card_chargeDeclinedIncorrectCvc", "visa", "0127", "credit", "incorrect_cvc", NULL },
  { "pm_card_chargeDeclinedProcessingError", "visa", "0119", "credit", "processing_error", NULL },
  { RENEWAL_FAIL, "visa", "0341", "credit", "card_declined", "generic_decline" },
  { "pm_card_authenticationRequired", "visa", "3184", "credit", "authentication_required", NULL },
  { "pm_card_threeDSecure2Required", "visa", "3220", "credit", "authentication_required", NULL },
};

static const char *
get_message (const char *code,
             const char *decline_code)
{
  if (g_strcmp0 (decline_code, "insufficient_funds") == 0)
    return "The card has not enough funds for this payment.";
  if (g_strcmp0 (code, "expired_card") == 0)
    return "The card has expired.";
  if (g_strcmp0 (code, "incorrect_cvc") == 0)
    return "The card's security code is wrong.";
  if (g_strcmp0 (code, "processing_error") == 0)
    return "The card could not be processed. Try again in a little while.";
  if (g_strcmp0 (code, "authentication_required") == 0)
    return "The bank asks for this payment to be authenticated.";
  if (g_strcmp0 (code, "payment_intent_authentication_failure") == 0)
    return "The payment was not confirmed with the bank.";

  return "The card was declined.";
}

static int
find_card (const char *name)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (cards); i++)
    if (g_str_equal (cards[i].name, name))
      return i;

  return -1;
}

gboolean
smrt_sandbox_payments_is_test_name (const char *name)
{
  return find_card (name) >= 0;
}

static JsonObject *
make_method (SmrtSandboxStore *store,
             int               card,
             gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "pm");
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (now);
  g_autoptr (JsonObject) method = smrt_sandbox_json_template (
    "{'object':'payment_method','allow_redisplay':'unspecified','billing_details':{'address':null,'email':null,"
    "'name':null,'phone':null},'card':{'country':'US','exp_month':8,'wallet':null},'customer':null,"
    "'livemode':false,'metadata':{},'type':'card'}");
  JsonObject *details = smrt_sandbox_json_object (method, "card");

  json_object_set_string_member (method, "id", id);
  json_object_set_int_member (method, "created", now);
  json_object_set_string_member (details, "brand", cards[card].brand);
  json_object_set_string_member (details, "display_brand", cards[card].brand);
  json_object_set_string_member (details, "last4", cards[card].last4);
  json_object_set_string_member (details, "funding", cards[card].funding);
  json_object_set_int_member (details, "exp_year", g_date_time_get_year (moment) + 3);
  json_object_set_string_member (smrt_sandbox_json_hidden (method), "card", cards[card].name);
  smrt_sandbox_store_add (store, method);

  return method;
}

JsonObject *
smrt_sandbox_payments_attach (SmrtSandboxStore  *store,
                              const char        *name,
                              JsonObject        *customer,
                              const char        *param,
                              gint64             now,
                              GError           **error)
{
  int card = find_card (name);
  JsonObject *method;
  const char *owner;

  if (card >= 0)
    method = make_method (store, card, now);
  else
    method = smrt_sandbox_store_find (store, "payment_method", "PaymentMethod", name, param, error);
  if (method == NULL)
    return NULL;

  owner = smrt_sandbox_json_string (method, "customer");
  if (owner != NULL && g_strcmp0 (owner, smrt_sandbox_json_string (customer, "id")) != 0)
    {
      smrt_sandbox_fault_invalid (error, NULL, param, "The payment method belongs to another customer already.");
      return NULL;
    }

  json_object_set_string_member (method, "customer", smrt_sandbox_json_string (customer, "id"));
  smrt_sandbox_store_touch (store, method);

  return method;
}

static JsonObject *
find_intent (SmrtSandboxStore *store,
             JsonObject       *invoice,
             JsonObject      **payment)
{
  const char *values[] = { smrt_sandbox_json_string (invoice, "id"), NULL };
  g_autoptr (GPtrArray) found = NULL;

  found = smrt_sandbox_store_query (store,
                                    "FROM objects WHERE type = 'invoice_payment' AND parent = ?"
                                    " ORDER BY seq DESC LIMIT 1",
                                    values);
  if (found->len == 0)
    return NULL;

  *payment = g_ptr_array_index (found, 0);

  return smrt_sandbox_store_get (store, "payment_intent",
                                 smrt_sandbox_json_string (smrt_sandbox_json_object (*payment, "payment"),
                                                           "payment_intent"));
}

static JsonObject *
make_intent (SmrtSandboxStore *store,
             JsonObject       *invoice,
             gint64            now,
             JsonObject      **payment)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "pi");
  g_autofree char *payment_id = smrt_sandbox_store_new_id (store, "inpay");
  gint64 amount = smrt_sandbox_json_int (invoice, "amount_remaining");
  g_autoptr (JsonObject) intent = smrt_sandbox_json_template (
    "{'object':'payment_intent','amount_received':0,'canceled_at':null,'cancellation_reason':null,"
    "'capture_method':'automatic','description':'Subscription update','last_payment_error':null,"
    "'latest_charge':null,'livemode':false,'metadata':{},'next_action':null,'payment_method':null,"
    "'payment_method_types':['card'],'setup_future_usage':null}");
  g_autoptr (JsonObject) record = smrt_sandbox_json_template (
    "{'object':'invoice_payment','amount_paid':null,'is_default':true,'livemode':false,'status':'open',"
    "'payment':{'type':'payment_intent'},'status_transitions':{'canceled_at':null,'paid_at':null}}");

  json_object_set_string_member (intent, "id", id);
  json_object_set_int_member (intent, "amount", amount);
  json_object_set_int_member (intent, "created", now);
  json_object_set_string_member (intent, "currency", smrt_sandbox_json_string (invoice, "currency"));
  json_object_set_string_member (intent, "customer", smrt_sandbox_json_string (invoice, "customer"));
  smrt_sandbox_store_add (store, intent);

  json_object_set_string_member (record, "id", payment_id);
  json_object_set_int_member (record, "amount_requested", amount);
  json_object_set_int_member (record, "created", now);
  json_object_set_string_member (record, "currency", smrt_sandbox_json_string (invoice, "currency"));
  json_object_set_string_member (record, "invoice", smrt_sandbox_json_string (invoice, "id"));
  json_object_set_string_member (smrt_sandbox_json_object (record, "payment"), "payment_intent", id);
  json_object_set_string_member (smrt_sandbox_json_hidden (record), "customer",
                                 smrt_sandbox_json_string (invoice, "customer"));
  smrt_sandbox_store_add (store, record);
  *payment = record;

  return intent;
}

JsonObject *
smrt_sandbox_payments_choose_method (SmrtSandboxStore *store,
                                     JsonObject       *customer,
                                     JsonObject       *subscription,
                                     const char       *method)
{
  JsonObject *settings = smrt_sandbox_json_object (customer, "invoice_settings");

  if (method == NULL && subscription != NULL)
    method = smrt_sandbox_json_string (subscription, "default_payment_method");
  if (method == NULL)
    method = smrt_sandbox_json_string (settings, "default_payment_method");

  return smrt_sandbox_store_get (store, "payment_method", method);
}

JsonObject *
smrt_sandbox_payments_get_intent (SmrtSandboxStore *store,
                                  JsonObject       *invoice)
{
  JsonObject *payment = NULL;

  return find_intent (store, invoice, &payment);
}

static void
set_last_error (JsonObject *intent,
                JsonObject *method,
                const char *code,
                const char *decline_code)
{
  JsonObject *last = json_object_new ();

  json_object_set_string_member (last, "type", "card_error");
  json_object_set_string_member (last, "code", code);
  if (decline_code != NULL)
    json_object_set_string_member (last, "decline_code", decline_code);
  json_object_set_string_member (last, "message",
                                 method != NULL ? get_message (code, decline_code)
                                                : "The customer has no payment method.");
  if (method != NULL)
    json_object_set_object_member (last, "payment_method", smrt_sandbox_json_copy (method));
  json_object_set_object_member (intent, "last_payment_error", last);
}

/* The bank's consent is for one payment with one card. */
static gboolean
is_authenticated (JsonObject *intent,
                  JsonObject *method)
{
  return g_strcmp0 (smrt_sandbox_json_string (smrt_sandbox_json_hidden (intent), "authenticated"),
                    smrt_sandbox_json_string (method, "id")) == 0;
}

static const char *
get_code (int         card,
          JsonObject *invoice)
{
  if (g_str_equal (cards[card].name, RENEWAL_FAIL) &&
      g_strcmp0 (smrt_sandbox_json_string (invoice, "billing_reason"), "subscription_cycle") != 0)
    return NULL;

  return cards[card].code;
}

SmrtSandboxOutcome
smrt_sandbox_payments_collect (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               JsonObject       *customer,
                               JsonObject       *subscription,
                               const char       *method_id,
                               gint64            now)
{
  JsonObject *method = smrt_sandbox_payments_choose_method (store, customer, subscription, method_id);
  JsonObject *payment = NULL;
  JsonObject *intent = find_intent (store, invoice, &payment);
  int card = method != NULL
               ? find_card (smrt_sandbox_json_string (smrt_sandbox_json_hidden (method), "card"))
               : -1;
  const char *code = card >= 0 ? get_code (card, invoice) : NULL;

  if (intent == NULL)
    intent = make_intent (store, invoice, now, &payment);
  /* A credit note may have lowered it since the last attempt. */
  json_object_set_int_member (intent, "amount", smrt_sandbox_json_int (invoice, "amount_remaining"));
  json_object_set_int_member (payment, "amount_requested", smrt_sandbox_json_int (invoice, "amount_remaining"));
  smrt_sandbox_store_touch (store, intent);
  smrt_sandbox_store_touch (store, payment);

  json_object_set_null_member (intent, "last_payment_error");
  json_object_set_null_member (intent, "next_action");
  smrt_sandbox_json_set_string (intent, "payment_method",
                                method != NULL ? smrt_sandbox_json_string (method, "id") : NULL);

  if (method == NULL || (code != NULL && !g_str_equal (code, "authentication_required")))
    {
      json_object_set_string_member (intent, "status", "requires_payment_method");
      json_object_set_null_member (intent, "payment_method");
      set_last_error (intent, method, method != NULL ? code : "payment_method_missing",
                      method != NULL ? cards[card].decline_code : NULL);
      return SMRT_SANDBOX_OUTCOME_DECLINED;
    }

  if (code != NULL && !is_authenticated (intent, method))
    {
      json_object_set_string_member (intent, "status", "requires_action");
      json_object_set_object_member (intent, "next_action",
                                     smrt_sandbox_json_template ("{'type':'use_stripe_sdk','use_stripe_sdk':{}}"));
      return SMRT_SANDBOX_OUTCOME_ACTION;
    }

  json_object_set_string_member (intent, "status", "succeeded");
  json_object_set_int_member (intent, "amount_received", smrt_sandbox_json_int (intent, "amount"));
  json_object_set_string_member (payment, "status", "paid");
  json_object_set_int_member (payment, "amount_paid", smrt_sandbox_json_int (intent, "amount"));
  json_object_set_int_member (smrt_sandbox_json_object (payment, "status_transitions"), "paid_at", now);

  return SMRT_SANDBOX_OUTCOME_PAID;
}

void
smrt_sandbox_payments_set_error (SmrtSandboxStore  *store,
                                 JsonObject        *invoice,
                                 GError           **error)
{
  JsonObject *payment = NULL;
  JsonObject *intent = find_intent (store, invoice, &payment);
  JsonObject *last = intent != NULL ? smrt_sandbox_json_object (intent, "last_payment_error") : NULL;

  if (last != NULL)
    smrt_sandbox_fault_declined (error, smrt_sandbox_json_string (last, "code"),
                                 smrt_sandbox_json_string (last, "decline_code"),
                                 smrt_sandbox_json_string (last, "message"));
  else
    smrt_sandbox_fault_declined (error, "subscription_payment_intent_requires_action", NULL,
                                 get_message ("authentication_required", NULL));
}

gboolean
smrt_sandbox_payments_authenticate (SmrtSandboxStore *store,
                                    JsonObject       *invoice,
                                    gboolean          succeeds)
{
  JsonObject *intent = smrt_sandbox_payments_get_intent (store, invoice);
  JsonObject *method;

  if (intent == NULL || g_strcmp0 (smrt_sandbox_json_string (intent, "status"), "requires_action") != 0)
    return FALSE;

  smrt_sandbox_store_touch (store, intent);
  if (succeeds)
    {
      json_object_set_string_member (smrt_sandbox_json_hidden (intent), "authenticated",
                                     smrt_sandbox_json_string (intent, "payment_method"));
      return TRUE;
    }

  method = smrt_sandbox_store_get (store, "payment_method", smrt_sandbox_json_string (intent, "payment_method"));
  json_object_set_string_member (intent, "status", "requires_payment_method");
  json_object_set_null_member (intent, "next_action");
  json_object_set_null_member (intent, "payment_method");
  set_last_error (intent, method, "payment_intent_authentication_failure", NULL);

  return TRUE;
}

void
smrt_sandbox_payments_cancel (SmrtSandboxStore *store,
                              JsonObject       *invoice)
{
  JsonObject *payment = NULL;
  JsonObject *intent = find_intent (store, invoice, &payment);

  if (intent == NULL)
    return;

  json_object_set_string_member (intent, "status", "canceled");
  json_object_set_string_member (intent, "cancellation_reason", "void_invoice");
  json_object_set_null_member (intent, "next_action");
  json_object_set_string_member (payment, "status", "canceled");
  smrt_sandbox_store_touch (store, intent);
  smrt_sandbox_store_touch (store, payment);
}

JsonObject *
smrt_sandbox_payment_methods_create (SmrtSandboxRequest  *request,
                                     GError             **error)
{
  SmrtSandboxParams *card;
  const char *token = NULL;
  g_autofree char *name = NULL;
  JsonObject *method;

  smrt_sandbox_params_choice (request->params, "type", "card", NULL);
  smrt_sandbox_params_require (request->params, "type");
  card = smrt_sandbox_params_object (request->params, "card");
  if (card != NULL)
    token = smrt_sandbox_params_require (card, "token");
  else
    smrt_sandbox_params_require (request->params, "card");
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  /* The tokens are named as the payment methods are: tok_visa, pm_card_visa. */
  name = g_str_has_prefix (token, "tok_") ? g_strconcat ("pm_card_", token + 4, NULL) : g_strdup (token);
  if (find_card (name) < 0)
    {
      smrt_sandbox_fault_missing (error, "token", token, "card[token]");
      return NULL;
    }
  method = make_method (request->store, find_card (name), request->now);

  return smrt_sandbox_present (request, method);
}

JsonObject *
smrt_sandbox_payment_methods_list (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("payment_method", "/v1/payment_methods");

  smrt_sandbox_query_filter (query, request, "customer", "customer");
  smrt_sandbox_query_filter (query, request, "type", "$.type");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_payment_methods_of (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  g_autofree char *url = g_strdup_printf ("/v1/customers/%s/payment_methods", request->id);
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("payment_method", url);
  const char *customer[] = { request->id, NULL };

  if (smrt_sandbox_request_find (request, "customer", "customer", error) == NULL)
    return NULL;

  smrt_sandbox_query_where (query, "customer", customer);
  smrt_sandbox_query_filter (query, request, "type", "$.type");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_payment_methods_get (SmrtSandboxRequest  *request,
                                  GError             **error)
{
  JsonObject *method = smrt_sandbox_request_find (request, "payment_method", "PaymentMethod", error);

  return method != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, method)
                                                                        : NULL;
}

JsonObject *
smrt_sandbox_payment_methods_update (SmrtSandboxRequest  *request,
                                     GError             **error)
{
  JsonObject *method = smrt_sandbox_request_find (request, "payment_method", "PaymentMethod", error);
  SmrtSandboxParams *card;
  JsonObject *details;

  if (method == NULL)
    return NULL;

  details = smrt_sandbox_json_object (method, "card");
  card = smrt_sandbox_params_object (request->params, "card");
  if (card != NULL)
    {
      json_object_set_int_member (details, "exp_month",
                                  smrt_sandbox_params_int_within (card, "exp_month",
                                                                  smrt_sandbox_json_int (details, "exp_month"),
                                                                  1, 12));
      json_object_set_int_member (details, "exp_year",
                                  smrt_sandbox_params_int_within (card, "exp_year",
                                                                  smrt_sandbox_json_int (details, "exp_year"),
                                                                  1970, 9999));
    }
  smrt_sandbox_params_update_metadata (request->params, method);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  smrt_sandbox_store_touch (request->store, method);

  return smrt_sandbox_present (request, method);
}

JsonObject *
smrt_sandbox_payment_methods_attach (SmrtSandboxRequest  *request,
                                     GError             **error)
{
  const char *id = smrt_sandbox_params_require (request->params, "customer");
  JsonObject *customer, *method;

  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  customer = smrt_sandbox_store_find (request->store, "customer", "customer", id, "customer", error);
  if (customer == NULL)
    return NULL;
  method = smrt_sandbox_payments_attach (request->store, request->id, customer, NULL,
                                         smrt_sandbox_request_now (request, customer), error);

  return method != NULL ? smrt_sandbox_present (request, method) : NULL;
}

JsonObject *
smrt_sandbox_payment_methods_detach (SmrtSandboxRequest  *request,
                                     GError             **error)
{
  JsonObject *method = smrt_sandbox_request_find (request, "payment_method", "PaymentMethod", error);
  JsonObject *customer, *settings;

  if (method == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;

  customer = smrt_sandbox_store_get (request->store, "customer", smrt_sandbox_json_string (method, "customer"));
  settings = customer != NULL ? smrt_sandbox_json_object (customer, "invoice_settings") : NULL;
  if (settings != NULL && g_strcmp0 (smrt_sandbox_json_string (settings, "default_payment_method"), request->id) == 0)
    {
      json_object_set_null_member (settings, "default_payment_method");
      smrt_sandbox_store_touch (request->store, customer);
    }
  json_object_set_null_member (method, "customer");
  smrt_sandbox_store_touch (request->store, method);

  return smrt_sandbox_present (request, method);
}

JsonObject *
smrt_sandbox_payment_intents_list (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("payment_intent", "/v1/payment_intents");

  smrt_sandbox_query_filter (query, request, "customer", "customer");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_payment_intents_get (SmrtSandboxRequest  *request,
                                  GError             **error)
{
  JsonObject *intent = smrt_sandbox_request_find (request, "payment_intent", "payment_intent", error);

  return intent != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, intent)
                                                                        : NULL;
}

JsonObject *
smrt_sandbox_invoice_payments_list (SmrtSandboxRequest  *request,
                                    GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("invoice_payment", "/v1/invoice_payments");

  smrt_sandbox_query_filter (query, request, "invoice", "parent");

  return smrt_sandbox_list (request, query, error);
}
