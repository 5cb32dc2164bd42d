/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-stripe-change.h"
#include "wire-fixture.h"

#define PRICE(id, product) \
  "{'id': '" id "', 'currency': 'usd', 'product': " product ", 'unit_amount': 7500, " \
  "'recurring': {'interval': 'month', 'interval_count': 1, 'usage_type': 'licensed'}}"

#define SUBSCRIPTION(rest) \
  "{'id': 'sub_1', 'status': 'active', 'currency': 'usd', 'items': {'data': [{'id': 'si_1', 'quantity': 3, " \
  "'current_period_start': 100, 'current_period_end': 200, 'price': " PRICE ("price_1", "'prod_1'") "}]}, " rest "}"

#define OTHER_SUBSCRIPTION \
  "{'id': 'sub_2', 'status': 'active', 'currency': 'usd', 'items': {'data': []}, 'latest_invoice': null}"

#define INVOICE(id, lines) \
  "{'id': '" id "', 'status': 'open', 'currency': 'usd', 'created': 150, 'subtotal': 2500, 'total': 2500, " \
  "'starting_balance': 0, 'amount_due': 2500, 'amount_paid': 0, 'amount_remaining': 2500, 'lines': " lines "}"

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

/* A 2xx about another subscription decides nothing. */
static void
test_other_object (Wire          *wire,
                   gconstpointer  data)
{
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) invoice_loaded = NULL;
  g_autoptr (GAsyncResult) voided = NULL;
  g_autoptr (GError) updated = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, OTHER_SUBSCRIPTION);
  smrt_stripe_update_subscription_async (wire->client, offer, 150, NULL, "change-1", "key-1", NULL,
                                         wire_result_cb, &result);
  g_assert_null (smrt_stripe_update_subscription_finish (wire->client, wire_await (&result), &updated));
  g_assert_error (updated, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (updated->message, ==, "id: sub_1 was asked for, not sub_2");
  g_assert_true (smrt_stripe_error_is_outcome_unknown (updated));

  wire_answer (wire, 200, OTHER_SUBSCRIPTION);
  smrt_stripe_load_subscription_async (wire->client, "sub_1", NULL, wire_result_cb, &loaded);
  g_assert_null (smrt_stripe_load_subscription_finish (wire->client, wire_await (&loaded), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_clear_error (&error);

  wire_answer (wire, 200, INVOICE ("in_8", "{'data': []}"));
  smrt_stripe_load_invoice_async (wire->client, "in_7", NULL, wire_result_cb, &invoice_loaded);
  g_assert_null (smrt_stripe_load_invoice_finish (wire->client, wire_await (&invoice_loaded), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_clear_error (&error);

  wire_answer (wire, 200, INVOICE ("in_8", "{'data': []}"));
  smrt_stripe_void_invoice_async (wire->client, "in_7", "key-9", NULL, wire_result_cb, &voided);
  g_assert_null (smrt_stripe_void_invoice_finish (wire->client, wire_await (&voided), &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));
}

/* What waits is told by the method that is charged, whoever's it is. */
static void
test_update_with_customers_method (Wire          *wire,
                                   gconstpointer  data)
{
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtPaymentMethod) debit = smrt_payment_method_new ("pm_2", "sepa_debit", NULL, "3000", 0, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtStripeUpdate) updated = NULL;

  wire_answer (wire, 200, SUBSCRIPTION ("'latest_invoice': null"));
  smrt_stripe_update_subscription_async (wire->client, offer, 150, debit, "change-1", "key-1", NULL,
                                         wire_result_cb, &result);
  updated = smrt_stripe_update_subscription_finish (wire->client, wire_await (&result), NULL);
  g_assert_nonnull (updated);
  g_assert_null (strstr (wire_get_request (wire, 0)->body, "payment_behavior"));
}

/* Amounts that are missing or contradict themselves make no quote. */
static void
test_preview_refused (Wire          *wire,
                      gconstpointer  data)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { INVOICE ("upcoming_in_1", "{'data': [], 'has_more': true}"), "lines.data: empty, although there is more" },
    { INVOICE ("upcoming_in_1", "{'data': [{'id': 'il_1', 'amount': 1, 'currency': 'eur', 'period': {'start': 1, 'end': 2}}]}"),
      "lines.data[0].currency: not that of the invoice" },
    { "{'id': 'upcoming_in_1', 'currency': 'usd', 'created': 150, 'subtotal': 0, 'total': 0, 'starting_balance': 0, "
      "'amount_due': -1, 'amount_paid': 0, 'amount_remaining': 0, 'lines': {'data': []}}",
      "amount_due: out of range" },
    { "{'id': 'upcoming_in_1', 'currency': 'usd', 'created': 150, 'subtotal': 0, 'total': 9007199254740992, "
      "'starting_balance': 0, 'amount_due': 0, 'amount_paid': 0, 'amount_remaining': 0, 'lines': {'data': []}}",
      "total: not an integer" },
  };
  g_autoptr (SmrtOffer) offer = create_offer ("card", FALSE, SMRT_PRORATION_ALWAYS_INVOICE);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      wire_answer (wire, 200, cases[i].json);
      smrt_stripe_preview_async (wire->client, offer, SMRT_STRIPE_PREVIEW_DUE_NOW, 0, NULL, wire_result_cb, &result);
      g_assert_null (smrt_stripe_preview_finish (wire->client, wire_await (&result), &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
add_test (const char *path,
          void      (*test) (Wire *wire, gconstpointer data))
{
  g_test_add (path, Wire, NULL, wire_set_up, test, wire_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/stripe/mismatch/other-object", test_other_object);
  add_test ("/stripe/mismatch/customers-method", test_update_with_customers_method);
  add_test ("/stripe/mismatch/preview", test_preview_refused);

  return g_test_run ();
}
