/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-stripe-account.h"
#include "smrt-stripe-catalogue.h"
#include "smrt-stripe-change.h"
#include "smrt-stripe-demo.h"
#include "wire-fixture.h"

#define add_test(path, function) \
 g_test_add ("/stripe/endpoints/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

#define PRICES "/v1/prices"
#define CONFIGURATIONS "/v1/billing_portal/configurations"

#define PRICE(id, product) \
  "{'id': '" id "', 'currency': 'usd', 'product': " product ", 'unit_amount': 7500, " \
  "'recurring': {'interval': 'month', 'interval_count': 1, 'usage_type': 'licensed'}}"

#define SUBSCRIPTION(rest) \
  "{'id': 'sub_1', 'status': 'active', 'currency': 'usd', 'items': {'data': [{'id': 'si_1', 'quantity': 3, " \
  "'current_period_start': 100, 'current_period_end': 200, 'price': " PRICE ("price_1", "'prod_1'") "}]}, " rest "}"

#define LINE(id, amount) \
  "{'id': '" id "', 'amount': " amount ", 'currency': 'usd', 'period': {'start': 150, 'end': 200}, " \
  "'parent': {'subscription_item_details': {'proration': true}}}"

#define INVOICE(id, lines) \
  "{'id': '" id "', 'status': 'open', 'currency': 'usd', 'created': 150, 'subtotal': 2500, 'total': 2500, " \
  "'starting_balance': 0, 'amount_due': 2500, 'amount_paid': 0, 'amount_remaining': 2500, 'lines': " lines "}"

static SmrtCatalogue *
load_catalogue (Wire    *wire,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_load_catalogue_async (wire->client, NULL, wire_result_cb, &result);

  return smrt_stripe_load_catalogue_finish (wire->client, wire_await (&result), error);
}

static void
test_catalogue (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *plans;

  wire_answer_for (wire, PRICES, 200,
                   "{'data': [" PRICE ("price_3", "{'id': 'prod_2', 'name': 'Pro'}") ", " PRICE ("price_2", "{'id': 'prod_1', 'name': 'Standard'}") "], 'has_more': true}");
  wire_answer_for (wire, PRICES, 200,
                   "{'data': [" PRICE ("price_1", "{'id': 'prod_1', 'name': 'Standard'}") "], 'has_more': false}");
  wire_answer_for (wire, CONFIGURATIONS, 200,
                   "{'data': [{'id': 'bpc_1', 'features': {'subscription_update': {'enabled': true, "
                   "'products': [{'product': 'prod_1', 'prices': ['price_1']}]}}}], 'has_more': false}");

  catalogue = load_catalogue (wire, &error);
  g_assert_no_error (error);
  plans = smrt_catalogue_get_plans (catalogue);
  g_assert_cmpuint (plans->len, ==, 2);
  g_assert_cmpuint (smrt_plan_get_prices (smrt_catalogue_find_plan (catalogue, "prod_1"))->len, ==, 2);
  g_assert_cmpuint (smrt_plan_get_prices (smrt_catalogue_find_plan (catalogue, "prod_2"))->len, ==, 1);

  g_assert_cmpstr (wire_find_request (wire, CONFIGURATIONS)->query, ==,
                   "is_default=true&active=true&expand[]=data.features.subscription_update.products&limit=100");
  for (unsigned int i = 0; i < wire->requests->len; i++)
    if (g_str_equal (wire_get_request (wire, i)->path, PRICES))
      g_assert_true (g_str_has_prefix (wire_get_request (wire, i)->query,
                                       "active=true&type=recurring&recurring[usage_type]=licensed"
                                       "&expand[]=data.product&limit=100"));
}

static void
test_catalogue_together (Wire          *wire,
                         gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wire_behave (wire, WIRE_HOLDS);
  wire_behave (wire, WIRE_HOLDS);
  smrt_stripe_load_catalogue_async (wire->client, NULL, wire_result_cb, &result);
  wire_await_held (wire, 2);
  wire_release (wire);
  /* Both answers are {}: an error each, of which one is reported. */
  g_assert_null (smrt_stripe_load_catalogue_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
}

static void
test_catalogue_without_rules (Wire          *wire,
                              gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    const char *json;
    gboolean loads;
  } cases[] = {
    { 200, "{'data': [], 'has_more': false}", TRUE },
    { 403, "{'error': {'message': 'No'}}", TRUE },
    { 404, "{'error': {'message': 'No'}}", TRUE },
    { 401, "{'error': {'message': 'No'}}", FALSE },
    { 200, "{'data': [{'features': {}}], 'has_more': false}", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtCatalogue) catalogue = NULL;
      g_autoptr (GError) error = NULL;

      wire_answer_for (wire, PRICES, 200, "{'data': [], 'has_more': false}");
      wire_answer_for (wire, CONFIGURATIONS, cases[i].status, cases[i].json);
      catalogue = load_catalogue (wire, &error);
      g_assert_cmpint (catalogue != NULL, ==, cases[i].loads);
      g_assert_cmpint (error == NULL, ==, cases[i].loads);
    }
}

static void
test_catalogue_malformed (Wire          *wire,
                          gconstpointer  data)
{
  static const struct
  {
    const char *price;
    const char *message;
  } cases[] = {
    { PRICE ("price_1", "'prod_1'"), "data[0].product: not expanded" },
    { PRICE ("price_1", "{'id': 'prod_1'}"), "data[0].product.name: missing" },
    { "{'id': 'price_1', 'currency': 'usd', 'product': 'prod_1', 'unit_amount': 0.5}",
      "data[0].unit_amount: not an integer" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'data': [%s], 'has_more': false}", cases[i].price);
      g_autoptr (GError) error = NULL;

      wire_answer_for (wire, PRICES, 200, json);
      wire_answer_for (wire, CONFIGURATIONS, 200, "{'data': [], 'has_more': false}");
      g_assert_null (load_catalogue (wire, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_plan (Wire          *wire,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtPlan) plan = NULL;

  wire_answer_for (wire, "/v1/products/prod/1 ?", 200, "{'id': 'prod/1 ?', 'name': 'Old', 'active': false}");
  smrt_stripe_load_plan_async (wire->client, "prod/1 ?", NULL, wire_result_cb, &result);
  plan = smrt_stripe_load_plan_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpstr (smrt_plan_get_name (plan), ==, "Old");
  g_assert_null (wire_get_request (wire, 0)->query);
}

static void
test_identity (Wire          *wire,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStripeIdentity) identity = NULL;

  wire_answer_for (wire, "/userinfo", 200, "{'smrtphone_role': 'finance', 'stripe_customer': 'cus_1'}");
  smrt_stripe_load_identity_async (wire->client, NULL, wire_result_cb, &result);
  identity = smrt_stripe_load_identity_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpstr (smrt_stripe_identity_get_role (identity), ==, "finance");
}

static void
test_customer (Wire          *wire,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtCustomer) customer = NULL;

  wire_answer_for (wire, "/v1/customers/cus_1", 200, "{'id': 'cus_1', 'balance': -5, 'currency': 'usd'}");
  smrt_stripe_load_customer_async (wire->client, "cus_1", NULL, wire_result_cb, &result);
  customer = smrt_stripe_load_customer_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpint (smrt_customer_get_balance (customer)->amount, ==, -5);
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==,
                   "expand[]=invoice_settings.default_payment_method&expand[]=default_source");
}

static void
test_find_customer (Wire          *wire,
                    gconstpointer  data)
{
  static const struct
  {
    const char *json;
    int code;
  } cases[] = {
    { "{'data': [{'id': 'cus_1'}], 'has_more': false}", -1 },
    { "{'data': [], 'has_more': false}", SMRT_STRIPE_ERROR_NOT_FOUND },
    { "{'data': [{'id': 'cus_1'}, {'id': 'cus_2'}], 'has_more': true}", SMRT_STRIPE_ERROR_AMBIGUOUS },
    { "{'data': [{'id': 1}]}", SMRT_STRIPE_ERROR_BAD_ANSWER },
    { "{}", SMRT_STRIPE_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (SmrtCustomer) customer = NULL;
      g_autoptr (GError) error = NULL;

      wire_answer_for (wire, "/v1/customers", 200, cases[i].json);
      smrt_stripe_find_customer_async (wire->client, NULL, wire_result_cb, &result);
      customer = smrt_stripe_find_customer_finish (wire->client, wire_await (&result), &error);
      if (cases[i].code < 0)
        g_assert_cmpstr (smrt_customer_get_id (customer), ==, "cus_1");
      else
        g_assert_error (error, SMRT_STRIPE_ERROR, cases[i].code);
    }
  g_assert_true (g_str_has_prefix (wire_get_request (wire, 0)->query, "limit=2&"));
}

static void
test_lists (Wire          *wire,
            gconstpointer  data)
{
  g_autoptr (GAsyncResult) subscriptions_result = NULL;
  g_autoptr (GAsyncResult) credits_result = NULL;
  g_autoptr (GAsyncResult) invoices_result = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;
  g_autoptr (GPtrArray) credits = NULL;
  g_autoptr (GPtrArray) invoices = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_for (wire, "/v1/subscriptions", 200,
                   "{'data': [" SUBSCRIPTION ("'metadata': {}") "], 'has_more': false}");
  smrt_stripe_list_subscriptions_async (wire->client, "cus_1", NULL, wire_result_cb, &subscriptions_result);
  subscriptions = smrt_stripe_list_subscriptions_finish (wire->client, wire_await (&subscriptions_result), NULL);
  g_assert_cmpuint (subscriptions->len, ==, 1);
  g_assert_cmpstr (wire_find_request (wire, "/v1/subscriptions")->query, ==,
                   "customer=cus_1&expand[]=data.default_payment_method&expand[]=data.schedule&limit=100");

  wire_answer_for (wire, "/v1/customers/cus_1/balance_transactions", 200,
                   "{'data': [{'id': 'cbtxn_1', 'currency': 'usd', 'created': 1, 'amount': -334, "
                   "'ending_balance': -334, 'type': 'adjustment'}, {'id': 'cbtxn_0'}], 'has_more': false}");
  smrt_stripe_list_credits_async (wire->client, "cus_1", NULL, wire_result_cb, &credits_result);
  credits = smrt_stripe_list_credits_finish (wire->client, wire_await (&credits_result), &error);
  g_assert_null (credits);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (error->message, ==, "data[1].currency: missing");

  wire_answer_for (wire, "/v1/invoices", 200,
                   "{'data': [" INVOICE ("in_2", "{'data': []}") ", " INVOICE ("in_1", "{'data': []}") "], "
                   "'has_more': false}");
  smrt_stripe_list_invoices_async (wire->client, "cus_1", NULL, wire_result_cb, &invoices_result);
  invoices = smrt_stripe_list_invoices_finish (wire->client, wire_await (&invoices_result), NULL);
  g_assert_cmpuint (invoices->len, ==, 2);
  g_assert_cmpstr (smrt_invoice_get_id (g_ptr_array_index (invoices, 0)), ==, "in_2");
}

static SmrtOffer *
create_offer (const char            *payment_kind,
              gboolean               sends_invoice,
              SmrtProrationBehavior  proration)
{
  const gint64 from_amount = 7500, to_amount = 4200;
  g_autoptr (SmrtPrice) from = smrt_price_new ("price_1", "prod_1", "usd", &from_amount, SMRT_INTERVAL_MONTH, 1,
                                               FALSE, TRUE, NULL);
  g_autoptr (SmrtPrice) to = smrt_price_new ("price_2", "prod_2", "usd", &to_amount, SMRT_INTERVAL_MONTH, 1,
                                             FALSE, TRUE, NULL);
  g_autoptr (SmrtPlan) from_plan = smrt_plan_new ("prod_1", "Multi Line");
  g_autoptr (SmrtPlan) to_plan = smrt_plan_new ("prod_2", "Single Line");
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_1", from, 3, 100, 200);
  g_autoptr (SmrtPaymentMethod) payment_method = smrt_payment_method_new ("pm_1", payment_kind, NULL, NULL, 0, 0);

  smrt_subscription_add_item (subscription, item);
  smrt_subscription_set_sends_invoice (subscription, sends_invoice);
  smrt_subscription_set_payment_method (subscription, payment_method);

  return smrt_offer_new (SMRT_OFFER_DOWNGRADE, subscription, item, from_plan, to_plan, to, 3, proration, FALSE);
}

static void
test_preview (Wire          *wire,
              gconstpointer  data)
{
  static const struct
  {
    SmrtStripePreview kind;
    SmrtProrationBehavior proration;
    gint64 date;
    const char *rest;
  } cases[] = {
    { SMRT_STRIPE_PREVIEW_DUE_NOW, SMRT_PRORATION_ALWAYS_INVOICE, 0,
      "&subscription_details[proration_behavior]=always_invoice" },
    { SMRT_STRIPE_PREVIEW_DUE_NOW, SMRT_PRORATION_ALWAYS_INVOICE, 150,
      "&subscription_details[proration_behavior]=always_invoice&subscription_details[proration_date]=150" },
    { SMRT_STRIPE_PREVIEW_DUE_NOW, SMRT_PRORATION_CREATE_PRORATIONS, 150,
      "&subscription_details[proration_behavior]=create_prorations&subscription_details[proration_date]=150" },
    { SMRT_STRIPE_PREVIEW_NEXT_SAME_INTERVAL, SMRT_PRORATION_ALWAYS_INVOICE, 150,
      "&subscription_details[proration_behavior]=none" },
    { SMRT_STRIPE_PREVIEW_NEXT_RECURRING, SMRT_PRORATION_ALWAYS_INVOICE, 150, "&preview_mode=recurring" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, cases[i].proration);
      g_autofree char *body = g_strconcat ("subscription=sub_1&subscription_details[items][0][id]=si_1"
                                           "&subscription_details[items][0][price]=price_2"
                                           "&subscription_details[items][0][quantity]=3",
                                           cases[i].rest, NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (SmrtInvoice) invoice = NULL;
      WireRequest *request;

      wire_answer_for (wire, "/v1/invoices/create_preview", 200,
                       INVOICE ("upcoming_in_1", "{'data': [" LINE ("il_1", "2500") "]}"));
      smrt_stripe_preview_async (wire->client, offer, cases[i].kind, cases[i].date, NULL, wire_result_cb, &result);
      invoice = smrt_stripe_preview_finish (wire->client, wire_await (&result), NULL);
      g_assert_cmpint (smrt_invoice_get_sums (invoice)->amount_due, ==, 2500);

      request = wire_get_request (wire, i);
      g_assert_cmpstr (request->body, ==, body);
      g_assert_true (g_uuid_string_is_valid (wire_request_header (request, "Idempotency-Key")));
      if (i > 0)
        g_assert_cmpstr (wire_request_header (request, "Idempotency-Key"), !=,
                         wire_request_header (wire_get_request (wire, i - 1), "Idempotency-Key"));
    }
}

static void
test_preview_lines (Wire          *wire,
                    gconstpointer  data)
{
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtInvoice) invoice = NULL;
  GPtrArray *lines;

  wire_answer (wire, 200, INVOICE ("upcoming_in_1", "{'data': [" LINE ("il_1", "1") "], 'has_more': true}"));
  wire_answer_for (wire, "/v1/invoices/upcoming_in_1/lines", 200,
                   "{'data': [" LINE ("il_2", "2") "], 'has_more': true}");
  wire_answer_for (wire, "/v1/invoices/upcoming_in_1/lines", 200,
                   "{'data': [" LINE ("il_3", "3") "], 'has_more': false}");
  smrt_stripe_preview_async (wire->client, offer, SMRT_STRIPE_PREVIEW_DUE_NOW, 0, NULL, wire_result_cb, &result);
  invoice = smrt_stripe_preview_finish (wire->client, wire_await (&result), NULL);

  lines = smrt_invoice_get_lines (invoice);
  g_assert_cmpuint (lines->len, ==, 3);
  for (unsigned int i = 0; i < lines->len; i++)
    g_assert_cmpint (smrt_invoice_line_get_amount (g_ptr_array_index (lines, i))->amount, ==, i + 1);
  g_assert_cmpstr (wire_get_request (wire, 1)->query, ==, "limit=100&starting_after=il_1");
  g_assert_cmpstr (wire_get_request (wire, 2)->query, ==, "limit=100&starting_after=il_2");
}

static SmrtStripeUpdate *
update (Wire       *wire,
        SmrtOffer  *offer,
        gint64      proration_date,
        GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_update_subscription_async (wire->client, offer, proration_date,
                                         smrt_subscription_get_payment_method (smrt_offer_get_subscription (offer)),
                                         "change-1", "key-1", NULL, wire_result_cb, &result);

  return smrt_stripe_update_subscription_finish (wire->client, wire_await (&result), error);
}

static void
test_update (Wire          *wire,
             gconstpointer  data)
{
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtStripeUpdate) updated = NULL;
  WireRequest *request;

  wire_answer_for (wire, "/v1/subscriptions/sub_1", 200,
                   SUBSCRIPTION ("'latest_invoice': " INVOICE ("in_7", "{'data': [" LINE ("il_1", "1") "]}") ", 'metadata': {'smrt_change': 'change-1'}"));
  updated = update (wire, offer, 150, NULL);
  g_assert_cmpstr (smrt_subscription_get_change_id (updated->subscription), ==, "change-1");
  g_assert_cmpstr (smrt_invoice_get_id (updated->latest_invoice), ==, "in_7");
  g_assert_cmpint (smrt_invoice_get_proration_date (updated->latest_invoice), ==, 150);

  request = wire_get_request (wire, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->body, ==,
                   "items[0][id]=si_1&items[0][price]=price_2&items[0][quantity]=3"
                   "&proration_behavior=always_invoice&proration_date=150&payment_behavior=pending_if_incomplete"
                   "&metadata[smrt_change]=change-1&expand[]=latest_invoice&expand[]=default_payment_method");
  g_assert_cmpstr (wire_request_header (request, "Idempotency-Key"), ==, "key-1");
}

static void
test_update_without_waiting (Wire          *wire,
                             gconstpointer  data)
{
  static const struct
  {
    const char *payment_kind;
    gboolean sends_invoice;
    SmrtProrationBehavior proration;
    const char *proration_word;
    gboolean waits;
  } cases[] = {
    { "card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE, "proration_behavior=always_invoice", TRUE },
    { "link", FALSE, SMRT_PRORATION_ALWAYS_INVOICE, "proration_behavior=always_invoice", TRUE },
    { "card", TRUE, SMRT_PRORATION_ALWAYS_INVOICE, "proration_behavior=always_invoice", FALSE },
    { "us_bank_account", FALSE, SMRT_PRORATION_ALWAYS_INVOICE, "proration_behavior=always_invoice", FALSE },
    { "sepa_debit", FALSE, SMRT_PRORATION_ALWAYS_INVOICE, "proration_behavior=always_invoice", FALSE },
    /* Where nothing is charged at once, there is no payment to wait for. */
    { "card", FALSE, SMRT_PRORATION_CREATE_PRORATIONS, "proration_behavior=create_prorations", FALSE },
    { "card", FALSE, SMRT_PRORATION_NONE, "proration_behavior=none", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtOffer) offer = create_offer (cases[i].payment_kind, cases[i].sends_invoice, cases[i].proration);
      g_autoptr (SmrtStripeUpdate) updated = NULL;
      const char *body;

      wire_answer (wire, 200, SUBSCRIPTION ("'latest_invoice': null"));
      updated = update (wire, offer, 0, NULL);
      g_assert_null (updated->latest_invoice);

      body = wire_get_request (wire, i)->body;
      g_assert_cmpint (strstr (body, "payment_behavior=pending_if_incomplete") != NULL, ==, cases[i].waits);
      g_assert_nonnull (strstr (body, cases[i].proration_word));
      g_assert_null (strstr (body, "proration_date"));
      g_assert_null (strstr (body, "billing_cycle_anchor"));
    }
}

/* Once the server has said yes, nothing that follows may look like a no. */
static void
test_update_not_understood (Wire          *wire,
                            gconstpointer  data)
{
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (GError) subscription_error = NULL;
  g_autoptr (GError) invoice_error = NULL;
  g_autoptr (GError) lines_error = NULL;
  g_autoptr (GError) refused = NULL;

  wire_answer (wire, 200, "{'id': 'sub_1'}");
  g_assert_null (update (wire, offer, 150, &subscription_error));
  g_assert_error (subscription_error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_true (smrt_stripe_error_is_outcome_unknown (subscription_error));

  wire_answer (wire, 200, SUBSCRIPTION ("'latest_invoice': {'id': 'in_7'}"));
  g_assert_null (update (wire, offer, 150, &invoice_error));
  g_assert_cmpstr (invoice_error->message, ==, "latest_invoice.currency: missing");
  g_assert_true (smrt_stripe_error_is_outcome_unknown (invoice_error));

  wire_answer (wire, 200,
               SUBSCRIPTION ("'latest_invoice': " INVOICE ("in_7", "{'data': [" LINE ("il_1", "1") "], "
                                                                   "'has_more': true}")));
  wire_answer_for (wire, "/v1/invoices/in_7/lines", 403, "{'error': {'message': 'No'}}");
  g_assert_null (update (wire, offer, 150, &lines_error));
  g_assert_error (lines_error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
  g_assert_true (smrt_stripe_error_is_outcome_unknown (lines_error));

  wire_answer (wire, 402, "{'error': {'type': 'card_error', 'code': 'card_declined', 'message': 'Declined.'}}");
  g_assert_null (update (wire, offer, 150, &refused));
  g_assert_error (refused, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_CARD);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (refused));
}

static void
test_load_subscription (Wire          *wire,
                        gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStripeUpdate) loaded = NULL;

  wire_answer_for (wire, "/v1/subscriptions/sub_1", 200,
                   SUBSCRIPTION ("'latest_invoice': " INVOICE ("in_7", "{'data': [" LINE ("il_1", "1") "], 'has_more': true}")));
  wire_answer_for (wire, "/v1/invoices/in_7/lines", 200,
                   "{'data': [" LINE ("il_2", "2") "], 'has_more': false}");
  smrt_stripe_load_subscription_async (wire->client, "sub_1", NULL, wire_result_cb, &result);
  loaded = smrt_stripe_load_subscription_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpstr (smrt_subscription_get_id (loaded->subscription), ==, "sub_1");
  g_assert_cmpuint (smrt_invoice_get_lines (loaded->latest_invoice)->len, ==, 2);
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==, "expand[]=latest_invoice&expand[]=default_payment_method&expand[]=schedule");
}

static void
test_load_invoice (Wire          *wire,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtInvoice) invoice = NULL;

  wire_answer_for (wire, "/v1/invoices/in_7", 200, INVOICE ("in_7", "{'data': []}"));
  smrt_stripe_load_invoice_async (wire->client, "in_7", NULL, wire_result_cb, &result);
  invoice = smrt_stripe_load_invoice_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpstr (smrt_invoice_get_id (invoice), ==, "in_7");
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==, "expand[]=payments.data.payment.payment_intent");
}

static void
test_void_invoice (Wire          *wire,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtInvoice) invoice = NULL;

  wire_answer_for (wire, "/v1/invoices/in_7/void", 200, INVOICE ("in_7", "{'data': []}"));
  smrt_stripe_void_invoice_async (wire->client, "in_7", "key-9", NULL, wire_result_cb, &result);
  invoice = smrt_stripe_void_invoice_finish (wire->client, wire_await (&result), NULL);
  g_assert_cmpstr (smrt_invoice_get_id (invoice), ==, "in_7");
  g_assert_cmpstr (wire_get_request (wire, 0)->body, ==, "");
  g_assert_cmpstr (wire_request_header (wire_get_request (wire, 0), "Idempotency-Key"), ==, "key-9");
}

static void
test_demo_clock (Wire          *wire,
                 gconstpointer  data)
{
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) strange = NULL;
  g_autoptr (GAsyncResult) advanced = NULL;
  g_autoptr (GError) error = NULL;
  gint64 time = 0;

  wire_answer_for (wire, "/v1/test_helpers/test_clocks/clock_1", 200, "{'id': 'clock_1', 'frozen_time': 1795003200}");
  smrt_stripe_load_test_clock_async (wire->client, "clock_1", NULL, wire_result_cb, &loaded);
  g_assert_true (smrt_stripe_load_test_clock_finish (wire->client, wire_await (&loaded), &time, NULL));
  g_assert_cmpint (time, ==, 1795003200);

  wire_answer (wire, 200, "{'id': 'clock_1', 'frozen_time': 'noon'}");
  smrt_stripe_load_test_clock_async (wire->client, "clock_1", NULL, wire_result_cb, &strange);
  g_assert_false (smrt_stripe_load_test_clock_finish (wire->client, wire_await (&strange), &time, &error));
  g_assert_cmpstr (error->message, ==, "frozen_time: not an integer");
  g_assert_cmpint (time, ==, 1795003200);

  wire_answer_for (wire, "/v1/test_helpers/test_clocks/clock_1/advance", 200, "{'id': 'clock_1'}");
  smrt_stripe_advance_test_clock_async (wire->client, "clock_1", 1795089600, NULL, wire_result_cb, &advanced);
  g_assert_true (smrt_stripe_advance_test_clock_finish (wire->client, wire_await (&advanced), NULL));
  g_assert_cmpstr (wire_get_request (wire, 2)->body, ==, "frozen_time=1795089600");
}

static void
test_demo_card (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_for (wire, "/v1/payment_methods/pm_card_visa/attach", 200, "{'id': 'pm_9', 'type': 'card', 'card': {}}");
  wire_answer_for (wire, "/v1/customers/cus_1", 200, "{'id': 'cus_1'}");
  smrt_stripe_set_test_card_async (wire->client, "cus_1", "pm_card_visa", NULL, wire_result_cb, &result);
  g_assert_true (smrt_stripe_set_test_card_finish (wire->client, wire_await (&result), NULL));
  g_assert_cmpstr (wire_get_request (wire, 0)->body, ==, "customer=cus_1");
  g_assert_cmpstr (wire_get_request (wire, 1)->body, ==, "invoice_settings[default_payment_method]=pm_9");

  wire_answer_for (wire, "/v1/payment_methods/pm_card_visa/attach", 403, "{'error': {'message': 'No'}}");
  smrt_stripe_set_test_card_async (wire->client, "cus_1", "pm_card_visa", NULL, wire_result_cb, &refused);
  g_assert_false (smrt_stripe_set_test_card_finish (wire->client, wire_await (&refused), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
  g_assert_cmpuint (wire->requests->len, ==, 3);
}

static void
test_demo_reset (Wire          *wire,
                 gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  wire_answer_for (wire, "/v1/test_helpers/demo/reset", 200, "{}");
  smrt_stripe_reset_demo_async (wire->client, NULL, wire_result_cb, &result);
  g_assert_true (smrt_stripe_reset_demo_finish (wire->client, wire_await (&result), NULL));
  g_assert_cmpstr (wire_get_request (wire, 0)->method, ==, "POST");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("catalogue", test_catalogue);
  add_test ("catalogue/together", test_catalogue_together);
  add_test ("catalogue/without-rules", test_catalogue_without_rules);
  add_test ("catalogue/malformed", test_catalogue_malformed);
  add_test ("plan", test_plan);
  add_test ("identity", test_identity);
  add_test ("customer", test_customer);
  add_test ("find-customer", test_find_customer);
  add_test ("lists", test_lists);
  add_test ("preview", test_preview);
  add_test ("preview/lines", test_preview_lines);
  add_test ("update", test_update);
  add_test ("update/without-waiting", test_update_without_waiting);
  add_test ("update/not-understood", test_update_not_understood);
  add_test ("load-subscription", test_load_subscription);
  add_test ("load-invoice", test_load_invoice);
  add_test ("void-invoice", test_void_invoice);
  add_test ("demo/clock", test_demo_clock);
  add_test ("demo/card", test_demo_card);
  add_test ("demo/reset", test_demo_reset);

  return g_test_run ();
}
