/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static void
test_values (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .total = 2500, .amount_due = 2500 };
  SmrtInvoice *invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_OPEN, "JPY", NOVEMBER_18, &sums);
  SmrtMoney money;

  sums.subtotal = 0;
  g_assert_cmpstr (smrt_invoice_get_id (invoice), ==, "in_1");
  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_OPEN);
  g_assert_cmpstr (smrt_invoice_get_currency (invoice), ==, "jpy");
  g_assert_cmpint (smrt_invoice_get_created (invoice), ==, NOVEMBER_18);
  g_assert_cmpint (smrt_invoice_get_sums (invoice)->subtotal, ==, 2500);
  money = smrt_invoice_get_money (invoice, 42);
  g_assert_cmpint (money.amount, ==, 42);
  g_assert_cmpstr (money.currency, ==, "jpy");

  g_assert_null (smrt_invoice_get_number (invoice));
  g_assert_null (smrt_invoice_get_billing_reason (invoice));
  g_assert_null (smrt_invoice_get_subscription_id (invoice));
  g_assert_null (smrt_invoice_get_hosted_url (invoice));
  g_assert_null (smrt_invoice_get_pdf_url (invoice));
  g_assert_null (smrt_invoice_get_payment_error (invoice));
  g_assert_cmpint (smrt_invoice_get_proration_date (invoice), ==, 0);
  g_assert_cmpint (smrt_invoice_get_payment_state (invoice), ==, SMRT_PAYMENT_STATE_NONE);

  g_assert_finalize_object (invoice);
}

static void
test_optional (void)
{
  SmrtInvoice *invoice = billing_invoice_new ((SmrtInvoiceSums) { .total = 0 });

  smrt_invoice_set_number (invoice, "A-1");
  smrt_invoice_set_number (invoice, "A-2");
  smrt_invoice_set_billing_reason (invoice, "subscription_update");
  smrt_invoice_set_subscription_id (invoice, "sub_1");
  smrt_invoice_set_hosted_url (invoice, "https://pay.example/1");
  smrt_invoice_set_pdf_url (invoice, "https://pay.example/1.pdf");
  smrt_invoice_set_payment_error (invoice, "Declined");
  smrt_invoice_set_payment_state (invoice, SMRT_PAYMENT_STATE_REQUIRES_ACTION);
  smrt_invoice_set_proration_date (invoice, NOVEMBER_18);

  g_assert_cmpstr (smrt_invoice_get_number (invoice), ==, "A-2");
  g_assert_cmpstr (smrt_invoice_get_billing_reason (invoice), ==, "subscription_update");
  g_assert_cmpstr (smrt_invoice_get_subscription_id (invoice), ==, "sub_1");
  g_assert_cmpstr (smrt_invoice_get_hosted_url (invoice), ==, "https://pay.example/1");
  g_assert_cmpstr (smrt_invoice_get_pdf_url (invoice), ==, "https://pay.example/1.pdf");
  g_assert_cmpstr (smrt_invoice_get_payment_error (invoice), ==, "Declined");
  g_assert_cmpint (smrt_invoice_get_payment_state (invoice), ==, SMRT_PAYMENT_STATE_REQUIRES_ACTION);
  g_assert_cmpint (smrt_invoice_get_proration_date (invoice), ==, NOVEMBER_18);

  smrt_invoice_set_number (invoice, NULL);
  g_assert_null (smrt_invoice_get_number (invoice));

  g_assert_finalize_object (invoice);
}

static void
test_lines (void)
{
  SmrtMoney amount = smrt_money_init (-3750, "usd");
  SmrtInvoice *invoice = billing_invoice_new ((SmrtInvoiceSums) { .total = 0 });
  SmrtInvoiceLine *line = smrt_invoice_line_new ("il_1", &amount, "Unused time", NOVEMBER_18, DECEMBER_3, 3,
                                                 "price_1", "prod_1", TRUE);

  smrt_invoice_add_line (invoice, line);
  billing_invoice_add_line (invoice, "pro-month", 6250, DECEMBER_3);
  g_assert_cmpuint (smrt_invoice_get_lines (invoice)->len, ==, 2);
  g_assert_true (g_ptr_array_index (smrt_invoice_get_lines (invoice), 0) == line);

  g_assert_cmpstr (smrt_invoice_line_get_id (line), ==, "il_1");
  g_assert_cmpint (smrt_invoice_line_get_amount (line)->amount, ==, -3750);
  g_assert_cmpstr (smrt_invoice_line_get_description (line), ==, "Unused time");
  g_assert_cmpint (smrt_invoice_line_get_period_start (line), ==, NOVEMBER_18);
  g_assert_cmpint (smrt_invoice_line_get_period_end (line), ==, DECEMBER_3);
  g_assert_cmpint (smrt_invoice_line_get_quantity (line), ==, 3);
  g_assert_cmpstr (smrt_invoice_line_get_price_id (line), ==, "price_1");
  g_assert_cmpstr (smrt_invoice_line_get_product_id (line), ==, "prod_1");
  g_assert_true (smrt_invoice_line_get_proration (line));

  g_assert_finalize_object (invoice);
  g_assert_finalize_object (line);
}

static void
test_balance (void)
{
  static const struct
  {
    gint64 total;
    gint64 amount_due;
    gint64 credit_added;
    gint64 balance_used;
  } cases[] = {
    { 2500, 2500, 0, 0 },
    { 2500, 1500, 0, 1000 },
    { 2500, 0, 0, 2500 },
    { 2500, 3000, 0, -500 },
    { 30, 0, 0, 30 },
    { 0, 0, 0, 0 },
    { 0, 500, 0, -500 },
    { -334, 0, 334, 0 },
    { G_MININT64, 0, 0, 0 },
    { G_MAXINT64, -1, 0, 0 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SmrtInvoiceSums sums = { .total = cases[i].total, .amount_due = cases[i].amount_due };
      g_autoptr (SmrtInvoice) invoice = billing_invoice_new (sums);

      g_assert_cmpint (smrt_invoice_get_credit_added (invoice), ==, cases[i].credit_added);
      g_assert_cmpint (smrt_invoice_get_balance_used (invoice), ==, cases[i].balance_used);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/invoice/values", test_values);
  g_test_add_func ("/invoice/optional", test_optional);
  g_test_add_func ("/invoice/lines", test_lines);
  g_test_add_func ("/invoice/balance", test_balance);

  return g_test_run ();
}
