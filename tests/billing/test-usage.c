/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-top-up.h"
#include "smrt-usage-grant.h"
#include "smrt-usage.h"

static SmrtMoney
dollars (gint64 cents)
{
  return smrt_money_init (cents, "usd");
}

/* The article's own example: a balance of $6, $37 due, top-ups of $10 below $5. */
static void
test_batch_billing (void)
{
  static const struct
  {
    gint64 credit;
    gint64 due;
    gint64 amount;
    gint64 below;
    gint64 n_charges;
    gint64 charged;
    gint64 left;
  } rows[] = {
    { 600, 3700, 1000, 500, 4, 4000, 900 },
    { 600, 0, 1000, 500, 0, 0, 600 },
    { 500, 0, 1000, 500, 0, 0, 500 },
    { 499, 0, 1000, 500, 1, 1000, 1499 },
    { 0, 500, 1000, 500, 1, 1000, 500 },
    { 0, 501, 1000, 500, 2, 2000, 1499 },
    { 50, 3700, 10000, 500, 1, 10000, 6350 },
    { 100, 100, 1000, 0, 0, 0, 0 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SmrtTopUp rule = { dollars (rows[i].amount), dollars (rows[i].below) };
      SmrtMoney credit = dollars (rows[i].credit);
      SmrtMoney due = dollars (rows[i].due);
      SmrtTopUpSum sum;

      g_assert_true (smrt_top_up_reckon (&rule, &credit, &due, &sum));
      g_assert_cmpint (sum.n_charges, ==, rows[i].n_charges);
      g_assert_cmpint (sum.charged.amount, ==, rows[i].charged);
      g_assert_cmpint (sum.left.amount, ==, rows[i].left);
      g_assert_cmpstr (sum.left.currency, ==, "usd");
    }
}

static void
test_batch_billing_refused (void)
{
  SmrtTopUp rule = { dollars (1000), dollars (500) };
  SmrtTopUp nothing = { dollars (0), dollars (500) };
  SmrtTopUp huge = { dollars (G_MAXINT64), dollars (G_MAXINT64) };
  SmrtMoney euros = smrt_money_init (600, "eur");
  SmrtMoney some = dollars (600);
  SmrtMoney all = dollars (G_MAXINT64);
  SmrtMoney debt = dollars (-2);
  SmrtTopUpSum sum;

  g_assert_false (smrt_top_up_reckon (&rule, &euros, &some, &sum));
  g_assert_false (smrt_top_up_reckon (&rule, &some, &euros, &sum));
  g_assert_false (smrt_top_up_reckon (&nothing, &some, &some, &sum));
  g_assert_false (smrt_top_up_reckon (&rule, &debt, &all, &sum));
  g_assert_false (smrt_top_up_reckon (&huge, &some, &all, &sum));
}

static void
test_row_prices (void)
{
  static const struct
  {
    const char *currency;
    const char *unit_amount;
    gint64 quantity;
    gint64 amount;
    const char *unit_price;
    const char *average;
  } rows[] = {
    { "usd", "1.5", 1204, 1806, "0.015", "0.015" },
    { "usd", "115", 12, 1380, "1.15", "1.15" },
    { "usd", "100", 3, 300, "1.00", "1.00" },
    { "usd", "0.05", 3, 1, "0.0005", "0.0033" },
    { "usd", "12345.678", 1, 12346, "123.45678", "123.46" },
    { "usd", NULL, 7, 1000, NULL, "1.4286" },
    { "usd", NULL, 3, -1000, NULL, "-3.3333" },
    { "usd", NULL, 0, 0, NULL, NULL },
    { "usd", "1", G_MAXINT64, 1, "0.01", NULL },
    { "jpy", "1.25", 4, 5, "1.25", "1.25" },
    { "jpy", "3", 4, 12, "3", "3" },
    { "kwd", "15", 2, 31, "0.015", "0.0155" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtUsagePrice) price = smrt_usage_price_new ("price_1", "Calls", "minute", rows[i].unit_amount);
      g_autoptr (SmrtUsageRow) row = smrt_usage_row_new (SMRT_USAGE_KIND_USED, "price_1", "Calls", price,
                                                         rows[i].currency);
      g_autofree char *unit_price = NULL;
      g_autofree char *average = NULL;

      g_assert_true (smrt_usage_row_add (row, rows[i].quantity, rows[i].amount));
      unit_price = smrt_usage_row_dup_unit_price (row);
      average = smrt_usage_row_dup_average (row);
      g_assert_cmpstr (unit_price, ==, rows[i].unit_price);
      g_assert_cmpstr (average, ==, rows[i].average);
      g_assert_cmpstr (smrt_usage_row_get_unit_label (row), ==, "minute");
    }
}

static void
add_line (SmrtInvoice *invoice,
          const char  *price,
          gint64       quantity,
          gint64       amount)
{
  SmrtMoney money = dollars (amount);
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_1", &money, "What the server wrote", 1000, 2000,
                                                            quantity, price, "prod_1", FALSE);

  smrt_invoice_add_line (invoice, line);
}

static GPtrArray *
make_prices (void)
{
  GPtrArray *prices = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (prices, smrt_usage_price_new ("price_numbers", "Phone numbers", "number", "115"));
  g_ptr_array_add (prices, smrt_usage_price_new ("price_calls", "Outbound calls", "minute", "1.5"));
  g_ptr_array_add (prices, smrt_usage_price_new ("price_other", NULL, NULL, NULL));

  return prices;
}

static void
assert_row (SmrtUsage     *usage,
            unsigned int   place,
            SmrtUsageKind  kind,
            const char    *id,
            const char    *name,
            gint64         quantity,
            gint64         amount)
{
  g_autoptr (SmrtUsageRow) row = g_list_model_get_item (smrt_usage_get_rows (usage), place);

  g_assert_nonnull (row);
  g_assert_cmpint (smrt_usage_row_get_kind (row), ==, kind);
  g_assert_cmpstr (smrt_usage_row_get_id (row), ==, id);
  g_assert_cmpstr (smrt_usage_row_get_name (row), ==, name);
  g_assert_cmpint (smrt_usage_row_get_quantity (row), ==, quantity);
  g_assert_cmpint (smrt_usage_row_get_amount (row)->amount, ==, amount);
}

/* The lines of one price are one row; the rows come to the invoice's total and
 * what the credit paid. */
static void
test_invoice (void)
{
  SmrtInvoiceSums sums = { .subtotal = 3186, .discount = 186, .usage_credit = 2500, .tax = 240, .total = 740 };
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", 2000, &sums);
  g_autoptr (GPtrArray) prices = make_prices ();
  g_autoptr (SmrtUsage) usage = NULL;

  add_line (invoice, "price_calls", 1000, 1500);
  add_line (invoice, "price_numbers", 12, 1380);
  add_line (invoice, "price_calls", 200, 300);
  add_line (invoice, "price_other", 6, 6);
  usage = smrt_usage_new_from_invoice (invoice, "sub_1", prices, FALSE);

  g_assert_nonnull (usage);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_usage_get_rows (usage)), ==, 5);
  assert_row (usage, 0, SMRT_USAGE_KIND_USED, "price_numbers", "Phone numbers", 12, 1380);
  assert_row (usage, 1, SMRT_USAGE_KIND_USED, "price_calls", "Outbound calls", 1200, 1800);
  assert_row (usage, 2, SMRT_USAGE_KIND_USED, "price_other", "What the server wrote", 6, 6);
  assert_row (usage, 3, SMRT_USAGE_KIND_DISCOUNT, "discount", NULL, 0, -186);
  assert_row (usage, 4, SMRT_USAGE_KIND_TAX, "tax", NULL, 0, 240);
  g_assert_cmpint (smrt_usage_get_total (usage)->amount, ==, 3240);
  g_assert_cmpint (smrt_usage_get_from_credit (usage)->amount, ==, 2500);
  g_assert_cmpint (smrt_usage_get_owed (usage)->amount, ==, 740);
  g_assert_cmpint (smrt_usage_get_start (usage), ==, 1000);
  g_assert_cmpint (smrt_usage_get_end (usage), ==, 2000);
  g_assert_cmpstr (smrt_usage_get_id (usage), ==, "in_1");
  g_assert_true (smrt_usage_get_used (usage));
  g_assert_false (smrt_usage_get_running (usage));
}

/* The tax of an invoice with a plan on it is not that of the usage. */
static void
test_mixed_invoice (void)
{
  SmrtInvoiceSums sums = { .subtotal = 9300, .tax = 900, .total = 10200 };
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", 2000, &sums);
  g_autoptr (GPtrArray) prices = make_prices ();
  g_autoptr (SmrtUsage) usage = NULL;

  add_line (invoice, "price_plan", 1, 7500);
  g_assert_null (smrt_usage_new_from_invoice (invoice, "sub_1", prices, TRUE));

  add_line (invoice, "price_calls", 1200, 1800);
  usage = smrt_usage_new_from_invoice (invoice, "sub_1", prices, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (smrt_usage_get_rows (usage)), ==, 1);
  g_assert_cmpint (smrt_usage_get_total (usage)->amount, ==, 1800);
  g_assert_cmpint (smrt_usage_get_owed (usage)->amount, ==, 1800);
  g_assert_cmpstr (smrt_usage_get_id (usage), ==, "sub_1");
}

static void
test_nothing_used (void)
{
  SmrtInvoiceSums sums = { 0 };
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", 2000, &sums);
  g_autoptr (GPtrArray) prices = make_prices ();
  g_autoptr (SmrtUsage) usage = NULL;

  add_line (invoice, "price_calls", 0, 0);
  usage = smrt_usage_new_from_invoice (invoice, "sub_1", prices, TRUE);
  g_assert_nonnull (usage);
  g_assert_false (smrt_usage_get_used (usage));
}

static void
test_too_large (void)
{
  SmrtInvoiceSums sums = { 0 };
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", 2000, &sums);
  g_autoptr (GPtrArray) prices = make_prices ();

  add_line (invoice, "price_calls", 1, G_MAXINT64);
  add_line (invoice, "price_calls", 1, 1);
  g_assert_null (smrt_usage_new_from_invoice (invoice, "sub_1", prices, TRUE));
}

static void
test_grant (void)
{
  SmrtMoney amount = dollars (2500);
  SmrtMoney left = dollars (100);
  g_autoptr (SmrtUsageGrant) grant = smrt_usage_grant_new ("credgr_1", NULL, SMRT_GRANT_CATEGORY_PAID, &amount, 100, 200,
                                                           FALSE);
  g_autoptr (SmrtUsageGrant) forever = smrt_usage_grant_new ("credgr_2", NULL, SMRT_GRANT_CATEGORY_PAID, &amount, 100, 0,
                                                             FALSE);
  g_autoptr (SmrtUsageGrant) voided = smrt_usage_grant_new ("credgr_3", NULL, SMRT_GRANT_CATEGORY_PAID, &amount, 100, 0,
                                                            TRUE);

  g_assert_false (smrt_usage_grant_is_in_force (grant, 99));
  g_assert_true (smrt_usage_grant_is_in_force (grant, 100));
  g_assert_false (smrt_usage_grant_is_in_force (grant, 200));
  g_assert_true (smrt_usage_grant_is_in_force (forever, G_MAXINT64));
  g_assert_false (smrt_usage_grant_is_in_force (voided, 100));

  g_assert_null (smrt_usage_grant_get_left (grant));
  smrt_usage_grant_set_left (grant, &left);
  g_assert_cmpint (smrt_usage_grant_get_left (grant)->amount, ==, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage/batch-billing", test_batch_billing);
  g_test_add_func ("/usage/batch-billing-refused", test_batch_billing_refused);
  g_test_add_func ("/usage/row-prices", test_row_prices);
  g_test_add_func ("/usage/invoice", test_invoice);
  g_test_add_func ("/usage/mixed-invoice", test_mixed_invoice);
  g_test_add_func ("/usage/nothing-used", test_nothing_used);
  g_test_add_func ("/usage/too-large", test_too_large);
  g_test_add_func ("/usage/grant", test_grant);

  return g_test_run ();
}
