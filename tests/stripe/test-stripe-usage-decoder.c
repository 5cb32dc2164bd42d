/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-decoder.h"
#include "smrt-stripe-usage-decoder.h"

#define ROW(side, details) \
  "{'id': 'cbtxn_1', 'object': 'billing.credit_balance_transaction', 'created': 1795003200, " \
  "'credit_grant': 'credgr_1', 'effective_at': 1795003201, 'type': '" side "', " details "}"

#define AMOUNT "'amount': {'type': 'monetary', 'monetary': {'currency': 'usd', 'value': 1840}}"

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

static void
test_entry (void)
{
  static const struct
  {
    const char *text;
    SmrtCreditKind kind;
    gint64 amount;
    const char *invoice;
  } rows[] = {
    { ROW ("credit", "'debit': null, 'credit': {'type': 'credits_granted', " AMOUNT "}"),
      SMRT_CREDIT_KIND_USAGE_GRANTED, 1840, NULL },
    { ROW ("credit", "'credit': {'type': 'credits_application_invoice_voided', " AMOUNT
                     ", 'credits_application_invoice_voided': {'invoice': 'in_1', 'invoice_line_item': 'il_1'}}"),
      SMRT_CREDIT_KIND_USAGE_RETURNED, 1840, "in_1" },
    { ROW ("debit", "'credit': null, 'debit': {'type': 'credits_applied', " AMOUNT
                    ", 'credits_applied': {'invoice': {'id': 'in_2'}, 'invoice_line_item': 'il_1'}}"),
      SMRT_CREDIT_KIND_USAGE_APPLIED, -1840, "in_2" },
    { ROW ("debit", "'debit': {'type': 'credits_expired', 'credits_applied': null, " AMOUNT "}"),
      SMRT_CREDIT_KIND_USAGE_EXPIRED, -1840, NULL },
    { ROW ("debit", "'debit': {'type': 'credits_voided', " AMOUNT "}"), SMRT_CREDIT_KIND_USAGE_VOIDED, -1840, NULL },
    { ROW ("debit", "'debit': {'type': 'lost at sea', " AMOUNT "}"), SMRT_CREDIT_KIND_OTHER, -1840, NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (SmrtCreditEntry) entry = smrt_stripe_decode_usage_entry (node, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (smrt_credit_entry_get_id (entry), ==, "cbtxn_1");
      g_assert_cmpint (smrt_credit_entry_get_created (entry), ==, 1795003200);
      g_assert_cmpint (smrt_credit_entry_get_kind (entry), ==, rows[i].kind);
      g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, rows[i].amount);
      g_assert_cmpstr (smrt_credit_entry_get_amount (entry)->currency, ==, "usd");
      g_assert_cmpstr (smrt_credit_entry_get_invoice_id (entry), ==, rows[i].invoice);
      g_assert_null (smrt_credit_entry_get_balance (entry));
    }
}

/* Without its side or its amount a row would make the sum of the ledger wrong. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } rows[] = {
    { "{'created': 1, 'type': 'credit'}", "id: missing" },
    { ROW ("gift", "'credit': {" AMOUNT "}"), "type: neither credit nor debit" },
    { ROW ("credit", "'credit': null, 'debit': {" AMOUNT "}"), "credit: missing" },
    { ROW ("debit", "'debit': {'type': 'credits_applied'}"), "debit.amount: missing" },
    { ROW ("debit", "'debit': {'amount': {'type': 'custom_pricing_unit'}}"), "debit.amount.monetary: missing" },
    { ROW ("debit", "'debit': {'amount': {'monetary': {'currency': 'usd', 'value': 1.5}}}"),
      "debit.amount.monetary.value: not an integer" },
    { ROW ("debit", "'debit': {'amount': {'monetary': {'currency': '$', 'value': 1}}}"),
      "debit.amount.monetary.currency: not a currency" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (smrt_stripe_decode_usage_entry (node, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

static void
assert_price (const char *text,
              const char *name,
              const char *unit_label,
              const char *unit_amount)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtUsagePrice) price = smrt_stripe_decode_usage_price (node, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (smrt_usage_price_get_id (price), ==, "price_1");
  g_assert_cmpstr (smrt_usage_price_get_name (price), ==, name);
  g_assert_cmpstr (smrt_usage_price_get_unit_label (price), ==, unit_label);
  g_assert_cmpstr (smrt_usage_price_get_unit_amount (price), ==, unit_amount);
}

static void
test_price (void)
{
  assert_price ("{'id': 'price_1', 'nickname': 'Calls', 'unit_amount': null, 'unit_amount_decimal': '1.5', "
                "'metadata': {'unit': 'minute'}, 'product': {'id': 'prod_1', 'name': 'Usage', 'unit_label': 'unit'}}",
                "Calls", "minute", "1.5");
  assert_price ("{'id': 'price_1', 'nickname': null, 'unit_amount_decimal': '2', 'metadata': {}, "
                "'product': {'id': 'prod_1', 'name': 'Texts', 'unit_label': 'text'}}",
                "Texts", "text", "2");
  assert_price ("{'id': 'price_1', 'nickname': '', 'product': 'prod_1'}", NULL, NULL, NULL);

  /* What is no price of one unit is none. */
  assert_price ("{'id': 'price_1', 'unit_amount_decimal': '2', 'transform_quantity': {'divide_by': 60}}", NULL, NULL,
                NULL);
  assert_price ("{'id': 'price_1', 'unit_amount_decimal': '2.'}", NULL, NULL, NULL);
  assert_price ("{'id': 'price_1', 'unit_amount_decimal': '-2'}", NULL, NULL, NULL);
  assert_price ("{'id': 'price_1', 'unit_amount_decimal': '1e3'}", NULL, NULL, NULL);
}

static void
test_grant (void)
{
  g_autoptr (JsonNode) node = parse ("{'id': 'credgr_1', 'name': 'Welcome', 'category': 'promotional', "
                                     "'amount': {'type': 'monetary', 'monetary': {'currency': 'usd', 'value': 2500}}, "
                                     "'effective_at': 100, 'expires_at': 200, 'voided_at': null}");
  g_autoptr (JsonNode) voided = parse ("{'id': 'credgr_2', 'name': null, 'category': 'found', 'amount': {'monetary': "
                                       "{'currency': 'eur', 'value': 1}}, 'expires_at': null, 'voided_at': 5}");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtUsageGrant) grant = smrt_stripe_decode_usage_grant (node, &error);
  g_autoptr (SmrtUsageGrant) other = NULL;

  g_assert_no_error (error);
  other = smrt_stripe_decode_usage_grant (voided, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_usage_grant_get_name (grant), ==, "Welcome");
  g_assert_cmpint (smrt_usage_grant_get_category (grant), ==, SMRT_GRANT_CATEGORY_PROMOTIONAL);
  g_assert_cmpint (smrt_usage_grant_get_amount (grant)->amount, ==, 2500);
  g_assert_cmpint (smrt_usage_grant_get_expires_at (grant), ==, 200);
  g_assert_true (smrt_usage_grant_is_in_force (grant, 150));
  g_assert_null (smrt_usage_grant_get_name (other));
  g_assert_cmpint (smrt_usage_grant_get_category (other), ==, SMRT_GRANT_CATEGORY_OTHER);
  g_assert_false (smrt_usage_grant_is_in_force (other, 150));
}

static void
test_balance (void)
{
  g_autoptr (JsonNode) node =
    parse ("{'object': 'billing.credit_balance_summary', 'balances': ["
           "{'available_balance': {'monetary': {'currency': 'usd', 'value': 1840}, 'type': 'monetary'}, "
           "'ledger_balance': {'monetary': {'currency': 'usd', 'value': 9999}, 'type': 'monetary'}}, "
           "{'available_balance': {'monetary': {'currency': 'eur', 'value': 0}}}]}");
  g_autoptr (JsonNode) bad = parse ("{'balances': [{'available_balance': null}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) balances = smrt_stripe_decode_usage_balance (node, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (balances->len, ==, 2);
  g_assert_cmpint (((SmrtMoney *) g_ptr_array_index (balances, 0))->amount, ==, 1840);
  g_assert_cmpstr (((SmrtMoney *) g_ptr_array_index (balances, 1))->currency, ==, "eur");

  g_assert_null (smrt_stripe_decode_usage_balance (bad, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (error->message, ==, "balances[0].available_balance: missing");
}

static void
assert_top_up (const char *metadata,
               gint64      amount,
               gint64      below)
{
  g_autofree char *text = g_strdup_printf ("{'id': 'cus_1', 'currency': 'usd', 'metadata': {%s}}", metadata);
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtCustomer) customer = smrt_stripe_decode_customer (node, &error);
  const SmrtTopUp *top_up;

  g_assert_no_error (error);
  top_up = smrt_customer_get_top_up (customer);
  g_assert_cmpint (top_up != NULL ? top_up->amount.amount : 0, ==, amount);
  g_assert_cmpint (top_up != NULL ? top_up->below.amount : 0, ==, below);
}

/* Metadata is written by hand: what is no rule is none, and no error. */
static void
test_top_up (void)
{
  assert_top_up ("'topup_amount': '1000', 'topup_below': '500'", 1000, 500);
  assert_top_up ("'topup_amount': '1000', 'topup_below': '0'", 1000, 0);
  assert_top_up ("'topup_amount': '1000'", 0, 0);
  assert_top_up ("'topup_below': '500'", 0, 0);
  assert_top_up ("'topup_amount': '0', 'topup_below': '500'", 0, 0);
  assert_top_up ("'topup_amount': '$10', 'topup_below': '500'", 0, 0);
  assert_top_up ("'topup_amount': '10.50', 'topup_below': '500'", 0, 0);
  assert_top_up ("'topup_amount': '1000', 'topup_below': '-500'", 0, 0);
  assert_top_up ("", 0, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stripe/usage-decoder/entry", test_entry);
  g_test_add_func ("/stripe/usage-decoder/refused", test_refused);
  g_test_add_func ("/stripe/usage-decoder/price", test_price);
  g_test_add_func ("/stripe/usage-decoder/grant", test_grant);
  g_test_add_func ("/stripe/usage-decoder/balance", test_balance);
  g_test_add_func ("/stripe/usage-decoder/top-up", test_top_up);

  return g_test_run ();
}
