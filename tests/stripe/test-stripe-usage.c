/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-usage.h"
#include "wire-fixture.h"

#define add_test(path, function) \
 g_test_add ("/stripe/usage/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

#define LINE(id, amount) \
  "{'id': '" id "', 'amount': " amount ", 'currency': 'usd', 'period': {'start': 150, 'end': 200}, 'quantity': 3, " \
  "'pricing': {'price_details': {'price': 'price_1', 'product': 'prod_1'}}}"

#define INVOICE(id, lines) \
  "{'id': '" id "', 'status': 'draft', 'currency': 'usd', 'created': 150, 'subtotal': 2500, 'total': 2500, " \
  "'starting_balance': 0, 'amount_due': 2500, 'amount_paid': 0, 'amount_remaining': 2500, 'lines': " lines "}"

#define PRICE(id) \
  "{'id': '" id "', 'nickname': 'Calls', 'unit_amount_decimal': '1.5', 'metadata': {'unit': 'minute'}, " \
  "'product': {'id': 'prod_1', 'name': 'Usage'}}"

/* The oldest comes first, and those that are no longer sold are there, too: past
 * periods have them. */
static void
test_prices (Wire          *wire,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) prices = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'data': [" PRICE ("price_3") ", " PRICE ("price_2") "], 'has_more': true}");
  wire_answer (wire, 200, "{'data': [" PRICE ("price_1") "], 'has_more': false}");
  smrt_stripe_list_usage_prices_async (wire->client, NULL, wire_result_cb, &result);
  prices = smrt_stripe_list_usage_prices_finish (wire->client, wire_await (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (prices->len, ==, 3);
  g_assert_cmpstr (smrt_usage_price_get_id (g_ptr_array_index (prices, 0)), ==, "price_1");
  g_assert_cmpstr (smrt_usage_price_get_id (g_ptr_array_index (prices, 2)), ==, "price_3");
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==,
                   "type=recurring&recurring[usage_type]=metered&expand[]=data.product&limit=100");
}

/* An answer has the first ten lines, and there can be more prices than that. */
static void
test_preview (Wire          *wire,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtInvoice) invoice = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, INVOICE ("upcoming_in_1", "{'data': [" LINE ("il_1", "100") "], 'has_more': true}"));
  wire_answer (wire, 200, "{'data': [" LINE ("il_2", "200") "], 'has_more': true}");
  wire_answer (wire, 200, "{'data': [" LINE ("il_3", "300") "], 'has_more': false}");
  smrt_stripe_preview_usage_async (wire->client, "sub_1", NULL, wire_result_cb, &result);
  invoice = smrt_stripe_preview_usage_finish (wire->client, wire_await (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (smrt_invoice_get_lines (invoice)->len, ==, 3);
  g_assert_cmpstr (wire_get_request (wire, 0)->method, ==, "POST");
  g_assert_cmpstr (wire_get_request (wire, 0)->path, ==, "/v1/invoices/create_preview");
  g_assert_cmpstr (wire_get_request (wire, 0)->body, ==, "subscription=sub_1");
  g_assert_cmpstr (wire_get_request (wire, 1)->path, ==, "/v1/invoices/upcoming_in_1/lines");
  g_assert_cmpstr (wire_get_request (wire, 1)->query, ==, "limit=100&starting_after=il_1");
  g_assert_cmpstr (wire_get_request (wire, 2)->query, ==, "limit=100&starting_after=il_2");
}

static void
test_invoices (Wire          *wire,
               gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) invoices = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_for (wire, "/v1/invoices", 200,
                   "{'data': [" INVOICE ("in_3", "{'data': [" LINE ("il_5", "1") "], 'has_more': true}") ", " INVOICE ("in_2", "{'data': [" LINE ("il_3", "1") "], 'has_more': false}") ", " INVOICE ("in_1", "{'data': [" LINE ("il_1", "1") "], 'has_more': true}") "], 'has_more': false}");
  wire_answer_for (wire, "/v1/invoices/in_3/lines", 200, "{'data': [" LINE ("il_6", "2") "], 'has_more': false}");
  wire_answer_for (wire, "/v1/invoices/in_1/lines", 200, "{'data': [" LINE ("il_2", "2") "], 'has_more': false}");
  smrt_stripe_list_usage_invoices_async (wire->client, "sub_1", NULL, wire_result_cb, &result);
  invoices = smrt_stripe_list_usage_invoices_finish (wire->client, wire_await (&result), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (invoices->len, ==, 3);
  g_assert_cmpuint (smrt_invoice_get_lines (g_ptr_array_index (invoices, 0))->len, ==, 2);
  g_assert_cmpuint (smrt_invoice_get_lines (g_ptr_array_index (invoices, 1))->len, ==, 1);
  g_assert_cmpuint (smrt_invoice_get_lines (g_ptr_array_index (invoices, 2))->len, ==, 2);
  g_assert_cmpstr (wire_find_request (wire, "/v1/invoices")->query, ==, "subscription=sub_1&limit=100");
}

/* Half of the lines are no period. */
static void
test_lines_refused (Wire          *wire,
                    gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) list_result = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, INVOICE ("upcoming_in_1", "{'data': [" LINE ("il_1", "100") "], 'has_more': true}"));
  wire_answer (wire, 200, "{'data': [" LINE ("il_2", "1.5") "], 'has_more': false}");
  smrt_stripe_preview_usage_async (wire->client, "sub_1", NULL, wire_result_cb, &result);
  g_assert_null (smrt_stripe_preview_usage_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_clear_error (&error);

  wire_answer (wire, 200, "{'data': [{'id': 'in_1'}], 'has_more': false}");
  smrt_stripe_list_usage_invoices_async (wire->client, "sub_1", NULL, wire_result_cb, &list_result);
  g_assert_null (smrt_stripe_list_usage_invoices_finish (wire->client, wire_await (&list_result), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_true (g_str_has_prefix (error->message, "data[0]."));
}

static void
test_credit (Wire          *wire,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) all_result = NULL;
  g_autoptr (GAsyncResult) one_result = NULL;
  g_autoptr (GAsyncResult) grants_result = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) grants = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'balances': [{'available_balance': {'monetary': {'currency': 'usd', 'value': 1840}}}]}");
  smrt_stripe_load_usage_balance_async (wire->client, "cus_1", NULL, NULL, wire_result_cb, &all_result);
  all = smrt_stripe_load_usage_balance_finish (wire->client, wire_await (&all_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpint (((SmrtMoney *) g_ptr_array_index (all, 0))->amount, ==, 1840);
  g_assert_cmpstr (wire_get_request (wire, 0)->path, ==, "/v1/billing/credit_balance_summary");
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==,
                   "customer=cus_1&filter[type]=applicability_scope&filter[applicability_scope][price_type]=metered");

  wire_answer (wire, 200, "{'balances': []}");
  smrt_stripe_load_usage_balance_async (wire->client, "cus_1", "credgr_1", NULL, wire_result_cb, &one_result);
  one = smrt_stripe_load_usage_balance_finish (wire->client, wire_await (&one_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 0);
  g_assert_cmpstr (wire_get_request (wire, 1)->query, ==,
                   "customer=cus_1&filter[type]=credit_grant&filter[credit_grant]=credgr_1");

  wire_answer (wire, 200, "{'data': [{'id': 'credgr_1', 'category': 'paid', 'amount': {'monetary': "
                          "{'currency': 'usd', 'value': 5}}}], 'has_more': false}");
  smrt_stripe_list_usage_grants_async (wire->client, "cus_1", NULL, wire_result_cb, &grants_result);
  grants = smrt_stripe_list_usage_grants_finish (wire->client, wire_await (&grants_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (grants->len, ==, 1);
  g_assert_cmpstr (wire_get_request (wire, 2)->path, ==, "/v1/billing/credit_grants");
  g_assert_cmpstr (wire_get_request (wire, 2)->query, ==, "customer=cus_1&limit=100");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("prices", test_prices);
  add_test ("preview", test_preview);
  add_test ("invoices", test_invoices);
  add_test ("lines-refused", test_lines_refused);
  add_test ("credit", test_credit);

  return g_test_run ();
}
