/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-decoder.h"

#define PRICE \
  "{'id': 'price_1', 'object': 'price', 'active': true, 'currency': 'usd', 'product': 'prod_1', " \
  "'unit_amount': 7500, 'unit_amount_decimal': '7500', 'lookup_key': 'standard_monthly', " \
  "'recurring': {'interval': 'month', 'interval_count': 1, 'usage_type': 'licensed', 'meter': null}}"

#define LINE \
  "{'id': 'il_1', 'amount': -3750, 'currency': 'usd', 'description': 'Unused time', 'quantity': 1, " \
  "'period': {'start': 1795003200, 'end': 1796299200}, " \
  "'pricing': {'type': 'price_details', 'price_details': {'price': 'price_1', 'product': 'prod_1'}}, " \
  "'parent': {'type': 'subscription_item_details', 'subscription_item_details': {'proration': true}}}"

#define SUMS \
  "'subtotal': 2500, 'total': 2500, 'starting_balance': 0, 'amount_due': 2500, 'amount_paid': 0, " \
  "'amount_remaining': 2500"

/* Single quotes stand for double ones. */
static JsonNode *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = smrt_json_parse (bytes, 1 << 20, &error);

  g_assert_no_error (error);

  return node;
}

static gpointer
decode (SmrtStripeDecode  function,
        const char       *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  gpointer value = function (node, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);

  return value;
}

#define DECODE(name, text) decode ((SmrtStripeDecode) smrt_stripe_decode_##name, text)

static void
assert_refused (SmrtStripeDecode  function,
                const char       *text,
                const char       *message)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (function (node, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (function (node, NULL));
}

#define REFUSE(name, text, message) assert_refused ((SmrtStripeDecode) smrt_stripe_decode_##name, text, message)

static void
test_price (void)
{
  g_autoptr (SmrtPrice) price = DECODE (price, PRICE);
  g_autoptr (SmrtPrice) other = NULL;

  g_assert_cmpstr (smrt_price_get_id (price), ==, "price_1");
  g_assert_cmpstr (smrt_price_get_product_id (price), ==, "prod_1");
  g_assert_cmpstr (smrt_price_get_currency (price), ==, "usd");
  g_assert_cmpstr (smrt_price_get_lookup_key (price), ==, "standard_monthly");
  g_assert_cmpint (smrt_price_get_unit_amount (price)->amount, ==, 7500);
  g_assert_cmpint (smrt_price_get_cycle (price), ==, SMRT_CYCLE_MONTHLY);
  g_assert_true (smrt_price_get_active (price));
  g_assert_false (smrt_price_get_metered (price));

  other = DECODE (price, "{'id': 'price_2', 'currency': 'jpy', 'product': {'id': 'prod_2', 'name': 'x'}, "
                         "'active': false, 'unit_amount': null, 'unit_amount_decimal': '0.5', 'new': [{}], "
                         "'recurring': {'interval': 'fortnight', 'interval_count': 3, 'usage_type': 'metered'}}");
  g_assert_cmpstr (smrt_price_get_product_id (other), ==, "prod_2");
  g_assert_null (smrt_price_get_unit_amount (other));
  g_assert_cmpint (smrt_price_get_interval (other), ==, SMRT_INTERVAL_UNKNOWN);
  g_assert_cmpuint (smrt_price_get_interval_count (other), ==, 3);
  g_assert_cmpint (smrt_price_get_cycle (other), ==, SMRT_CYCLE_OTHER);
  g_assert_true (smrt_price_get_metered (other));
  g_assert_false (smrt_price_get_active (other));
}

/* The amount is for a package of ten: a product with the quantity is wrong. */
static void
test_price_of_packages (void)
{
  g_autoptr (SmrtPrice) price = DECODE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'unit_amount': 100, "
                                               "'transform_quantity': {'divide_by': 10, 'round': 'up'}}");

  g_assert_null (smrt_price_get_unit_amount (price));
}

static void
test_price_refused (void)
{
  REFUSE (price, "[]", "the answer: not an object");
  REFUSE (price, "{}", "id: missing");
  REFUSE (price, "{'id': 1}", "id: not a string");
  REFUSE (price, "{'id': 'p', 'currency': 'usd'}", "product: missing");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 5}", "product: not an object");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': {'name': 'x'}}", "product.id: missing");
  REFUSE (price, "{'id': 'p', 'currency': 'dollar', 'product': 'x'}", "currency: not a currency");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'unit_amount': 75.0}", "unit_amount: not an integer");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'unit_amount': '75'}", "unit_amount: not an integer");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'unit_amount': true}", "unit_amount: not an integer");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'unit_amount': 9223372036854775807}",
          "unit_amount: not an integer");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'active': 1}", "active: not a boolean");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'recurring': 'month'}", "recurring: not an object");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'recurring': {'interval': 1}}",
          "recurring.interval: not a string");
  REFUSE (price, "{'id': 'p', 'currency': 'usd', 'product': 'x', 'recurring': {'interval_count': -1}}",
          "recurring.interval_count: out of range");
}

static void
test_plan (void)
{
  g_autoptr (SmrtPlan) plan = DECODE (plan, "{'id': 'prod_1', 'name': 'Team & <b>Pro</b>', 'description': '', "
                                            "'unit_label': 'seat', 'active': false, "
                                            "'metadata': {'family': 'phone', 'rank': '2', 'includes': 'prod_0'}, "
                                            "'marketing_features': [{'name': 'Warm Transfers'}, {'name': ''}, "
                                            "{'name': 'Whisper'}]}");
  g_autoptr (SmrtPlan) bare = DECODE (plan, "{'id': 'prod_2', 'name': 'Bare', 'metadata': {'rank': '2nd'}}");
  const char * const *features = smrt_plan_get_features (plan);
  gint64 rank;

  g_assert_cmpstr (smrt_plan_get_name (plan), ==, "Team & <b>Pro</b>");
  g_assert_null (smrt_plan_get_description (plan));
  g_assert_cmpstr (smrt_plan_get_unit_label (plan), ==, "seat");
  g_assert_cmpstr (smrt_plan_get_family (plan), ==, "phone");
  g_assert_cmpstr (smrt_plan_get_includes (plan), ==, "prod_0");
  g_assert_true (smrt_plan_get_rank (plan, &rank));
  g_assert_cmpint (rank, ==, 2);
  g_assert_false (smrt_plan_get_active (plan));
  g_assert_cmpuint (g_strv_length ((char **) features), ==, 2);
  g_assert_cmpstr (features[0], ==, "Warm Transfers");
  g_assert_cmpstr (features[1], ==, "Whisper");

  g_assert_null (smrt_plan_get_family (bare));
  g_assert_false (smrt_plan_get_rank (bare, &rank));
  g_assert_true (smrt_plan_get_active (bare));
  g_assert_null (smrt_plan_get_features (bare)[0]);

  REFUSE (plan, "{'id': 'prod_1'}", "name: missing");
  REFUSE (plan, "{'id': 'prod_1', 'name': 'x', 'metadata': {'family': 1}}", "metadata.family: not a string");
  REFUSE (plan, "{'id': 'prod_1', 'name': 'x', 'marketing_features': [{'name': 'a'}, 'b']}",
          "marketing_features[1]: not an object");
  REFUSE (plan, "{'id': 'prod_1', 'name': 'x', 'marketing_features': {}}", "marketing_features: not a list");
}

static void
test_switch_rules (void)
{
  g_autoptr (SmrtSwitchRules) rules =
    DECODE (switch_rules, "{'features': {'subscription_update': {'enabled': true, "
                          "'default_allowed_updates': ['price', 'promotion_code', 'quantity'], "
                          "'proration_behavior': 'create_prorations', 'billing_cycle_anchor': 'now', "
                          "'products': [{'product': 'prod_1', 'prices': ['price_1', 'price_2']}], "
                          "'schedule_at_period_end': {'conditions': [{'type': 'shortening_interval'}, "
                          "{'type': 'decreasing_item_amount'}, {'type': 'full_moon'}]}}}}");
  g_autoptr (SmrtSwitchRules) empty =
    DECODE (switch_rules, "{'features': {'subscription_update': {'enabled': true, 'products': [], "
                          "'default_allowed_updates': ['price'], 'proration_behavior': 'later'}}}");
  g_autoptr (SmrtSwitchRules) off =
    DECODE (switch_rules, "{'features': {'subscription_update': {'enabled': false, "
                          "'products': [{'product': 'prod_1', 'prices': ['price_1']}]}}}");

  g_assert_true (smrt_switch_rules_get_enabled (rules));
  g_assert_cmpuint (smrt_switch_rules_get_flags (rules), ==,
                    SMRT_SWITCH_PRICE | SMRT_SWITCH_QUANTITY | SMRT_SWITCH_MOVES_ANCHOR |
                      SMRT_SWITCH_WAIT_DECREASING_AMOUNT | SMRT_SWITCH_WAIT_SHORTENING_INTERVAL);
  g_assert_cmpint (smrt_switch_rules_get_proration (rules), ==, SMRT_PRORATION_CREATE_PRORATIONS);
  g_assert_true (smrt_switch_rules_has_product (rules, "prod_1"));
  g_assert_true (smrt_switch_rules_has_price (rules, "price_2"));
  g_assert_false (smrt_switch_rules_has_price (rules, "price_3"));

  g_assert_false (smrt_switch_rules_get_enabled (empty));
  g_assert_cmpuint (smrt_switch_rules_get_flags (empty), ==, SMRT_SWITCH_PRICE);
  g_assert_cmpint (smrt_switch_rules_get_proration (empty), ==, SMRT_PRORATION_ALWAYS_INVOICE);
  g_assert_false (smrt_switch_rules_get_enabled (off));

  REFUSE (switch_rules, "{'features': {}}", "features.subscription_update: missing");
  REFUSE (switch_rules, "{'features': {'subscription_update': {'enabled': 'yes'}}}",
          "features.subscription_update.enabled: not a boolean");
  REFUSE (switch_rules, "{'features': {'subscription_update': {'products': [{'product': 'p', 'prices': [1]}]}}}",
          "features.subscription_update.products[0].prices: not a list of strings");
}

#define ITEM(rest) "{'id': 'si_1', 'current_period_start': 100, 'current_period_end': 200, " rest "}"
#define ITEMS(rest) "'items': {'data': [" ITEM (rest) "]}"

static void
test_subscription (void)
{
  g_autoptr (SmrtSubscription) subscription =
    DECODE (subscription,
            "{'id': 'sub_1', 'status': 'active', 'currency': 'usd', 'billing_mode': {'type': 'flexible'}, "
            "'collection_method': 'charge_automatically', 'cancel_at': null, 'cancel_at_period_end': false, "
            "'trial_end': 50, 'schedule': null, 'pending_update': null, 'pause_collection': null, "
            "'latest_invoice': 'in_1', 'metadata': {'smrt_change': 'change-1'}, "
            "'default_payment_method': {'id': 'pm_1', 'object': 'payment_method', 'type': 'card', "
            "'card': {'brand': 'visa', 'last4': '4242', 'exp_month': 8, 'exp_year': 2029}}, " ITEMS (
              "'quantity': 3, 'price': " PRICE) "}");
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
  SmrtPaymentMethod *card = smrt_subscription_get_payment_method (subscription);

  g_assert_cmpint (smrt_subscription_get_status (subscription), ==, SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_assert_true (smrt_subscription_get_flexible (subscription));
  g_assert_false (smrt_subscription_get_sends_invoice (subscription));
  g_assert_cmpint (smrt_subscription_get_cancel_at (subscription), ==, 0);
  g_assert_cmpint (smrt_subscription_get_trial_end (subscription), ==, 0);
  g_assert_cmpstr (smrt_subscription_get_latest_invoice_id (subscription), ==, "in_1");
  g_assert_cmpstr (smrt_subscription_get_change_id (subscription), ==, "change-1");
  g_assert_cmpstr (smrt_subscription_item_get_id (item), ==, "si_1");
  g_assert_cmpint (smrt_subscription_item_get_quantity (item), ==, 3);
  g_assert_cmpint (smrt_subscription_item_get_period_start (item), ==, 100);
  g_assert_cmpint (smrt_subscription_item_get_period_end (item), ==, 200);
  g_assert_cmpstr (smrt_price_get_id (smrt_subscription_item_get_price (item)), ==, "price_1");
  g_assert_cmpstr (smrt_payment_method_get_brand (card), ==, "visa");
  g_assert_cmpstr (smrt_payment_method_get_last4 (card), ==, "4242");
  g_assert_cmpuint (smrt_payment_method_get_exp_month (card), ==, 8);
  g_assert_cmpuint (smrt_payment_method_get_exp_year (card), ==, 2029);
}

static void
test_subscription_states (void)
{
  g_autoptr (SmrtSubscription) strange =
    DECODE (subscription,
            "{'id': 'sub_1', 'status': 'hibernating', 'currency': 'eur', 'billing_mode': {'type': 'classic'}, "
            "'collection_method': 'send_invoice', 'cancel_at_period_end': true, 'trial_end': 50, "
            "'schedule': {'id': 'sub_sched_1'}, 'pending_update': {'expires_at': 900, 'metadata': {'smrt_change': 'change-2'}}, "
            "'pause_collection': {'behavior': 'void'}, 'latest_invoice': {'id': 'in_2'}, "
            "'default_payment_method': 'pm_1', " ITEMS ("'quantity': 1, 'price': " PRICE) "}");
  g_autoptr (SmrtSubscription) trial =
    DECODE (subscription, "{'id': 'sub_1', 'status': 'trialing', 'currency': 'eur', 'cancel_at': 333, "
                          "'cancel_at_period_end': true, 'trial_end': 50, 'items': {'data': []}}");

  g_assert_cmpint (smrt_subscription_get_status (strange), ==, SMRT_SUBSCRIPTION_STATUS_UNKNOWN);
  g_assert_false (smrt_subscription_get_flexible (strange));
  g_assert_true (smrt_subscription_get_sends_invoice (strange));
  g_assert_cmpint (smrt_subscription_get_cancel_at (strange), ==, 200);
  g_assert_cmpint (smrt_subscription_get_trial_end (strange), ==, 0);
  g_assert_cmpstr (smrt_subscription_get_schedule_id (strange), ==, "sub_sched_1");
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (strange), ==, 900);
  g_assert_cmpstr (smrt_subscription_get_pending_change_id (strange), ==, "change-2");
  g_assert_true (smrt_subscription_get_collection_paused (strange));
  g_assert_cmpstr (smrt_subscription_get_latest_invoice_id (strange), ==, "in_2");
  g_assert_null (smrt_subscription_get_payment_method (strange));
  g_assert_null (smrt_subscription_get_change_id (strange));

  g_assert_cmpint (smrt_subscription_get_cancel_at (trial), ==, 333);
  g_assert_cmpint (smrt_subscription_get_trial_end (trial), ==, 50);
  g_assert_null (smrt_subscription_get_main_item (trial));
}

static void
test_subscription_refused (void)
{
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd'}", "items: missing");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', " ITEMS ("'quantity': 1") "}",
          "items.data[0].price: missing");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', " ITEMS ("'price': " PRICE) "}",
          "items.data[0].quantity: missing");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', " ITEMS ("'quantity': 1.5, 'price': " PRICE) "}",
          "items.data[0].quantity: not an integer");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', " ITEMS ("'quantity': 1, 'price': {'id': []}") "}",
          "items.data[0].price.id: not a string");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', 'items': {'data': [7]}}",
          "items.data[0]: not an object");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', 'items': {'data': []}, 'pending_update': {}}",
          "pending_update.expires_at: missing");
  REFUSE (subscription, "{'id': 'sub_1', 'currency': 'usd', 'items': {'data': []}, 'pending_update': {'expires_at': 0}}",
          "pending_update.expires_at: out of range");
}

static void
test_invoice (void)
{
  g_autoptr (SmrtInvoice) invoice =
    DECODE (invoice,
            "{'id': 'in_1', 'status': 'paid', 'currency': 'usd', 'created': 1795003200, 'number': 'N-0001', "
            "'billing_reason': 'subscription_update', 'subtotal': 10000, 'total': 9720, 'starting_balance': -500, "
            "'ending_balance': 0, 'amount_due': 9220, 'amount_paid': 9220, 'amount_remaining': 0, "
            "'total_discount_amounts': [{'amount': 1000}, {'amount': 80}], "
            "'total_taxes': [{'amount': 800, 'tax_behavior': 'exclusive'}, "
            "{'amount': 77, 'tax_behavior': 'inclusive'}], "
            "'total_pretax_credit_amounts': [{'amount': 1080, 'type': 'discount'}, "
            "{'amount': 300, 'type': 'credit_balance_transaction'}, "
            "{'amount': 40, 'type': 'credit_balance_transaction'}], "
            "'hosted_invoice_url': 'https://pay.example/i/secret', 'invoice_pdf': 'http://127.0.0.1:5/pdf/secret', "
            "'parent': {'type': 'subscription_details', 'subscription_details': {'subscription': 'sub_1', "
            "'subscription_proration_date': 1795003201}}, "
            "'lines': {'data': [" LINE "], 'has_more': false}}");
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  SmrtInvoiceLine *line = g_ptr_array_index (smrt_invoice_get_lines (invoice), 0);

  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_PAID);
  g_assert_cmpstr (smrt_invoice_get_number (invoice), ==, "N-0001");
  g_assert_cmpstr (smrt_invoice_get_billing_reason (invoice), ==, "subscription_update");
  g_assert_cmpstr (smrt_invoice_get_subscription_id (invoice), ==, "sub_1");
  g_assert_cmpint (smrt_invoice_get_proration_date (invoice), ==, 1795003201);
  g_assert_cmpstr (smrt_invoice_get_hosted_url (invoice), ==, "https://pay.example/i/secret");
  g_assert_cmpstr (smrt_invoice_get_pdf_url (invoice), ==, "http://127.0.0.1:5/pdf/secret");
  g_assert_cmpint (sums->subtotal, ==, 10000);
  g_assert_cmpint (sums->discount, ==, 1080);
  g_assert_cmpint (sums->usage_credit, ==, 340);
  g_assert_cmpint (sums->tax, ==, 800);
  g_assert_cmpint (sums->included_tax, ==, 77);
  g_assert_cmpint (sums->total, ==, 9720);
  g_assert_cmpint (sums->starting_balance, ==, -500);
  g_assert_true (sums->has_ending_balance);
  g_assert_cmpint (sums->amount_due, ==, 9220);
  g_assert_cmpint (sums->amount_paid, ==, 9220);

  g_assert_cmpstr (smrt_invoice_line_get_id (line), ==, "il_1");
  g_assert_cmpint (smrt_invoice_line_get_amount (line)->amount, ==, -3750);
  g_assert_cmpint (smrt_invoice_line_get_period_start (line), ==, 1795003200);
  g_assert_cmpint (smrt_invoice_line_get_period_end (line), ==, 1796299200);
  g_assert_cmpstr (smrt_invoice_line_get_price_id (line), ==, "price_1");
  g_assert_cmpstr (smrt_invoice_line_get_product_id (line), ==, "prod_1");
  g_assert_true (smrt_invoice_line_get_proration (line));
}

static void
test_preview (void)
{
  g_autoptr (SmrtInvoice) invoice =
    DECODE (invoice,
            "{'id': 'upcoming_in_1', 'status': 'unheard_of', 'currency': 'usd', 'created': 5, 'number': null, " SUMS
            ", 'ending_balance': null, 'total_discount_amounts': null, 'total_taxes': [], "
            "'hosted_invoice_url': 'javascript:alert(1)', 'invoice_pdf': 'http://pay.example/pdf', 'parent': null, "
            "'lines': {'data': [{'id': 'il_0', 'amount': 7500, 'currency': 'usd', 'quantity': null, "
            "'period': {'start': 1, 'end': 2}, 'parent': {'invoice_item_details': {'proration': false}}}, " LINE "]}}");
  SmrtInvoiceLine *line = g_ptr_array_index (smrt_invoice_get_lines (invoice), 0);

  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_UNKNOWN);
  g_assert_null (smrt_invoice_get_number (invoice));
  g_assert_null (smrt_invoice_get_subscription_id (invoice));
  g_assert_null (smrt_invoice_get_hosted_url (invoice));
  g_assert_null (smrt_invoice_get_pdf_url (invoice));
  g_assert_false (smrt_invoice_get_sums (invoice)->has_ending_balance);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->discount, ==, 0);
  g_assert_cmpint (smrt_invoice_get_payment_state (invoice), ==, SMRT_PAYMENT_STATE_NONE);
  /* From the first line that is prorated. */
  g_assert_cmpint (smrt_invoice_get_proration_date (invoice), ==, 1795003200);
  g_assert_false (smrt_invoice_line_get_proration (line));
  g_assert_null (smrt_invoice_line_get_price_id (line));
  g_assert_null (smrt_invoice_line_get_description (line));
}

static void
test_payment (void)
{
  static const struct
  {
    const char *intent;
    SmrtPaymentState state;
    const char *message;
  } cases[] = {
    { "{'id': 'pi_1', 'status': 'succeeded', 'last_payment_error': null}", SMRT_PAYMENT_STATE_SUCCEEDED, NULL },
    { "{'id': 'pi_1', 'status': 'requires_action'}", SMRT_PAYMENT_STATE_REQUIRES_ACTION, NULL },
    { "{'id': 'pi_1', 'status': 'requires_payment_method', 'last_payment_error': {'message': 'Declined.'}}",
      SMRT_PAYMENT_STATE_REQUIRES_PAYMENT_METHOD, "Declined." },
    { "{'id': 'pi_1', 'status': 'dreaming'}", SMRT_PAYMENT_STATE_NONE, NULL },
    { "'pi_1'", SMRT_PAYMENT_STATE_NONE, NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'id': 'in_1', 'currency': 'usd', 'created': 5, " SUMS ", "
                                               "'lines': {'data': []}, 'payments': {'data': [{'payment': "
                                               "{'type': 'payment_intent', 'payment_intent': %s}}]}}",
                                               cases[i].intent);
      g_autoptr (SmrtInvoice) invoice = DECODE (invoice, json);

      g_assert_cmpint (smrt_invoice_get_payment_state (invoice), ==, cases[i].state);
      g_assert_cmpstr (smrt_invoice_get_payment_error (invoice), ==, cases[i].message);
    }
}

#define INVOICE(rest) "{'id': 'in_1', 'currency': 'usd', 'created': 5, " SUMS ", " rest "}"

static void
test_invoice_refused (void)
{
  REFUSE (invoice, "{'id': 'in_1', 'currency': 'usd', 'created': 5}", "subtotal: missing");
  REFUSE (invoice, "{'id': 'in_1', 'currency': 'usd', 'created': 5, 'subtotal': 25.00}", "subtotal: not an integer");
  REFUSE (invoice, "{'id': 'in_1', 'currency': 'usd', 'created': 5, 'subtotal': 1, 'total': null}", "total: missing");
  REFUSE (invoice, INVOICE ("'number': 1"), "number: not a string");
  REFUSE (invoice, INVOICE ("'number': null"), "lines: missing");
  REFUSE (invoice, INVOICE ("'lines': []"), "lines: not an object");
  REFUSE (invoice, INVOICE ("'lines': {'data': {}}"), "lines.data: not a list");
  REFUSE (invoice, INVOICE ("'lines': {'data': [], 'has_more': 1}"), "lines.has_more: not a boolean");
  REFUSE (invoice, INVOICE ("'lines': {'data': [" LINE ", {'id': 'il_2', 'currency': 'usd', 'amount': 0.1}]}"),
          "lines.data[1].amount: not an integer");
  REFUSE (invoice, INVOICE ("'total_taxes': [{'tax_behavior': 'exclusive', 'amount': '8'}]"),
          "total_taxes[0].amount: not an integer");
  REFUSE (invoice, INVOICE ("'total_discount_amounts': [{'amount': 9007199254740992}]"),
          "total_discount_amounts[0].amount: not an integer");
  REFUSE (invoice, INVOICE ("'lines': {'data': [{'id': 'il_1', 'currency': 'usd', 'amount': 1}]}"),
          "lines.data[0].period: missing");
  REFUSE (invoice, INVOICE ("'lines': {'data': [{'id': 'il_1', 'currency': 'usd', 'amount': 1, 'period': {'start': 1}}]}"),
          "lines.data[0].period.end: missing");
}

static void
test_lines_cursor (void)
{
  g_autoptr (JsonNode) more = parse (INVOICE ("'lines': {'data': [" LINE "], 'has_more': true}"));
  g_autoptr (JsonNode) all = parse (INVOICE ("'lines': {'data': [" LINE "], 'has_more': false}"));
  g_autoptr (JsonNode) none = parse (INVOICE ("'lines': {'data': [], 'has_more': true}"));
  g_autofree char *cursor = smrt_stripe_decode_lines_cursor (more);

  g_assert_cmpstr (cursor, ==, "il_1");
  g_assert_null (smrt_stripe_decode_lines_cursor (all));
  g_assert_null (smrt_stripe_decode_lines_cursor (none));
}

static void
test_customer (void)
{
  g_autoptr (SmrtCustomer) customer =
    DECODE (customer, "{'id': 'cus_1', 'name': 'Northwind', 'balance': -4133, 'currency': 'usd', 'livemode': true, "
                      "'test_clock': 'clock_1', 'default_source': {'id': 'card_1', 'object': 'card', 'last4': '1'}, "
                      "'invoice_settings': {'default_payment_method': {'id': 'pm_1', 'type': 'us_bank_account', "
                      "'us_bank_account': {'last4': '6789'}}}}");
  g_autoptr (SmrtCustomer) bare =
    DECODE (customer, "{'id': 'cus_2', 'name': null, 'balance': 0, 'currency': null, "
                      "'invoice_settings': {'default_payment_method': null}, 'default_source': {'id': 'card_1', "
                      "'object': 'card', 'brand': 'Visa', 'last4': '4242', 'exp_month': 12, 'exp_year': 2030}}");
  SmrtPaymentMethod *bank = smrt_customer_get_payment_method (customer);
  SmrtPaymentMethod *card = smrt_customer_get_payment_method (bare);

  g_assert_cmpint (smrt_customer_get_balance (customer)->amount, ==, -4133);
  g_assert_true (smrt_customer_get_livemode (customer));
  g_assert_cmpstr (smrt_customer_get_test_clock (customer), ==, "clock_1");
  g_assert_cmpstr (smrt_payment_method_get_kind (bank), ==, "us_bank_account");
  g_assert_cmpstr (smrt_payment_method_get_last4 (bank), ==, "6789");
  g_assert_cmpuint (smrt_payment_method_get_exp_month (bank), ==, 0);

  g_assert_null (smrt_customer_get_name (bare));
  g_assert_null (smrt_customer_get_balance (bare));
  g_assert_cmpstr (smrt_payment_method_get_kind (card), ==, "card");
  g_assert_cmpstr (smrt_payment_method_get_brand (card), ==, "visa");
  g_assert_cmpuint (smrt_payment_method_get_exp_year (card), ==, 2030);

  REFUSE (customer, "{'id': 'cus_1', 'balance': 1.5}", "balance: not an integer");
  REFUSE (customer, "{'id': 'cus_1', 'invoice_settings': {'default_payment_method': {'id': 'pm_1', 'type': 'card', "
                    "'card': {'exp_month': 13}}}}",
          "invoice_settings.default_payment_method.card.exp_month: out of range");
}

static void
test_customer_deleted (void)
{
  g_autoptr (JsonNode) node = parse ("{'id': 'cus_1', 'object': 'customer', 'deleted': true}");
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_stripe_decode_customer (node, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
}

static void
test_credit_entry (void)
{
  g_autoptr (SmrtCreditEntry) entry =
    DECODE (credit_entry, "{'id': 'cbtxn_1', 'amount': -334, 'ending_balance': -334, 'currency': 'usd', "
                          "'created': 1795003200, 'type': 'applied_to_invoice', 'invoice': 'in_1', "
                          "'description': null}");
  g_autoptr (SmrtCreditEntry) strange =
    DECODE (credit_entry, "{'id': 'cbtxn_2', 'amount': 500, 'ending_balance': 166, 'currency': 'usd', "
                          "'created': 1, 'type': 'gift'}");

  g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, 334);
  g_assert_cmpint (smrt_credit_entry_get_balance (entry)->amount, ==, 334);
  g_assert_cmpint (smrt_credit_entry_get_kind (entry), ==, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE);
  g_assert_cmpstr (smrt_credit_entry_get_invoice_id (entry), ==, "in_1");
  g_assert_cmpint (smrt_credit_entry_get_amount (strange)->amount, ==, -500);
  g_assert_cmpint (smrt_credit_entry_get_balance (strange)->amount, ==, -166);
  g_assert_cmpint (smrt_credit_entry_get_kind (strange), ==, SMRT_CREDIT_KIND_OTHER);

  REFUSE (credit_entry, "{'id': 'c', 'currency': 'usd', 'created': 1, 'amount': -9223372036854775808}",
          "amount: not an integer");
  REFUSE (credit_entry, "{'id': 'c', 'currency': 'usd', 'created': 1, 'amount': 1}", "ending_balance: missing");
}

static void
test_identity (void)
{
  g_autoptr (SmrtStripeIdentity) one =
    DECODE (identity, "{'sub': 'u1', 'name': 'Olivia', 'email': 'o@example.com', 'smrtphone_role': 'owner', "
                      "'smrtphone_account': 'Northwind', 'stripe_customer': 'cus_1'}");
  g_autoptr (SmrtStripeIdentity) several = DECODE (identity, "{'stripe_customer': ['cus_1', 'cus_2']}");
  g_autoptr (SmrtStripeIdentity) none = DECODE (identity, "{'sub': 'u1'}");

  g_assert_cmpstr (smrt_stripe_identity_get_name (one), ==, "Olivia");
  g_assert_cmpstr (smrt_stripe_identity_get_email (one), ==, "o@example.com");
  g_assert_cmpstr (smrt_stripe_identity_get_role (one), ==, "owner");
  g_assert_cmpstr (smrt_stripe_identity_get_account_name (one), ==, "Northwind");
  g_assert_cmpstr (smrt_stripe_identity_get_customer_id (one), ==, "cus_1");
  g_assert_cmpuint (g_strv_length ((char **) smrt_stripe_identity_get_customer_ids (several)), ==, 2);
  g_assert_cmpstr (smrt_stripe_identity_get_customer_ids (several)[1], ==, "cus_2");
  g_assert_null (smrt_stripe_identity_get_customer_id (none));

  REFUSE (identity, "{'name': 1}", "name: not a string");
  REFUSE (identity, "{'stripe_customer': [1]}", "stripe_customer: not a list of strings");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stripe/decoder/price", test_price);
  g_test_add_func ("/stripe/decoder/price/of-packages", test_price_of_packages);
  g_test_add_func ("/stripe/decoder/price/refused", test_price_refused);
  g_test_add_func ("/stripe/decoder/plan", test_plan);
  g_test_add_func ("/stripe/decoder/switch-rules", test_switch_rules);
  g_test_add_func ("/stripe/decoder/subscription", test_subscription);
  g_test_add_func ("/stripe/decoder/subscription/states", test_subscription_states);
  g_test_add_func ("/stripe/decoder/subscription/refused", test_subscription_refused);
  g_test_add_func ("/stripe/decoder/invoice", test_invoice);
  g_test_add_func ("/stripe/decoder/invoice/preview", test_preview);
  g_test_add_func ("/stripe/decoder/invoice/payment", test_payment);
  g_test_add_func ("/stripe/decoder/invoice/refused", test_invoice_refused);
  g_test_add_func ("/stripe/decoder/invoice/lines-cursor", test_lines_cursor);
  g_test_add_func ("/stripe/decoder/customer", test_customer);
  g_test_add_func ("/stripe/decoder/customer/deleted", test_customer_deleted);
  g_test_add_func ("/stripe/decoder/credit-entry", test_credit_entry);
  g_test_add_func ("/stripe/decoder/identity", test_identity);

  return g_test_run ();
}
