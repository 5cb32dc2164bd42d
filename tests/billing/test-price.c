/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static void
test_values (void)
{
  gint64 amount = 7500;
  SmrtPrice *price = smrt_price_new ("price_1", "prod_1", "USD", &amount, SMRT_INTERVAL_MONTH, 1, TRUE, FALSE,
                                     "standard_monthly");

  amount = 0;
  g_assert_cmpstr (smrt_price_get_id (price), ==, "price_1");
  g_assert_cmpstr (smrt_price_get_product_id (price), ==, "prod_1");
  g_assert_cmpstr (smrt_price_get_currency (price), ==, "usd");
  g_assert_cmpstr (smrt_price_get_lookup_key (price), ==, "standard_monthly");
  g_assert_cmpint (smrt_price_get_interval (price), ==, SMRT_INTERVAL_MONTH);
  g_assert_cmpuint (smrt_price_get_interval_count (price), ==, 1);
  g_assert_true (smrt_price_get_metered (price));
  g_assert_false (smrt_price_get_active (price));
  g_assert_cmpint (smrt_price_get_unit_amount (price)->amount, ==, 7500);
  g_assert_cmpstr (smrt_price_get_unit_amount (price)->currency, ==, "usd");

  g_assert_finalize_object (price);
}

static void
test_invalid (void)
{
  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*smrt_currency_is_valid*");
  g_assert_null (smrt_price_new ("price_1", "prod_1", "dollars", NULL, SMRT_INTERVAL_MONTH, 1, FALSE, TRUE, NULL));
  g_test_assert_expected_messages ();

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*SMRT_IS_PRICE*");
  g_assert_null (smrt_price_get_id (NULL));
  g_test_assert_expected_messages ();
}

static void
test_cycle (void)
{
  static const struct
  {
    SmrtInterval interval;
    unsigned int count;
    SmrtCycle cycle;
  } cases[] = {
    { SMRT_INTERVAL_MONTH, 1, SMRT_CYCLE_MONTHLY },
    { SMRT_INTERVAL_YEAR, 1, SMRT_CYCLE_ANNUAL },
    { SMRT_INTERVAL_MONTH, 12, SMRT_CYCLE_ANNUAL },
    { SMRT_INTERVAL_MONTH, 3, SMRT_CYCLE_OTHER },
    { SMRT_INTERVAL_MONTH, 0, SMRT_CYCLE_OTHER },
    { SMRT_INTERVAL_YEAR, 2, SMRT_CYCLE_OTHER },
    { SMRT_INTERVAL_WEEK, 4, SMRT_CYCLE_OTHER },
    { SMRT_INTERVAL_DAY, 30, SMRT_CYCLE_OTHER },
    { SMRT_INTERVAL_UNKNOWN, 1, SMRT_CYCLE_OTHER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtPrice) price = billing_price_new ("a-1", "usd", 7500, cases[i].interval, cases[i].count);

      g_assert_cmpint (smrt_price_get_cycle (price), ==, cases[i].cycle);
    }
}

static void
test_amount (void)
{
  g_autoptr (SmrtPrice) price = billing_price_new ("a-1", "usd", 4200, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) huge = billing_price_new ("a-2", "usd", G_MAXINT64, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) tiered = smrt_price_new ("a-3", "a", "usd", NULL, SMRT_INTERVAL_MONTH, 1, FALSE, TRUE, NULL);
  SmrtMoney amount;

  g_assert_true (smrt_price_get_amount (price, 3, &amount));
  g_assert_cmpint (amount.amount, ==, 12600);
  g_assert_cmpstr (amount.currency, ==, "usd");
  g_assert_true (smrt_price_get_amount (price, 0, &amount));
  g_assert_cmpint (amount.amount, ==, 0);

  g_assert_false (smrt_price_get_amount (huge, 2, &amount));
  g_assert_false (smrt_price_get_amount (tiered, 1, &amount));
  g_assert_null (smrt_price_get_unit_amount (tiered));
}

static void
test_per_month (void)
{
  static const struct
  {
    const char *currency;
    gint64 amount;
    SmrtInterval interval;
    unsigned int count;
    gint64 per_month;
  } cases[] = {
    { "usd", 75000, SMRT_INTERVAL_YEAR, 1, 6200 },
    { "usd", 125000, SMRT_INTERVAL_YEAR, 1, 10400 },
    { "usd", 75000, SMRT_INTERVAL_MONTH, 12, 6200 },
    { "usd", 120000, SMRT_INTERVAL_YEAR, 1, 10000 },
    { "usd", 119999, SMRT_INTERVAL_YEAR, 1, 9900 },
    { "usd", 1199, SMRT_INTERVAL_YEAR, 1, 0 },
    { "usd", 7550, SMRT_INTERVAL_MONTH, 1, 7550 },
    { "jpy", 100000, SMRT_INTERVAL_YEAR, 1, 8333 },
    { "kwd", 750000, SMRT_INTERVAL_YEAR, 1, 62000 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtPrice) price = NULL;
      SmrtMoney per_month;

      price = billing_price_new ("a-1", cases[i].currency, cases[i].amount, cases[i].interval, cases[i].count);
      g_assert_true (smrt_price_get_per_month (price, &per_month));
      g_assert_cmpint (per_month.amount, ==, cases[i].per_month);
      g_assert_cmpstr (per_month.currency, ==, cases[i].currency);
    }
}

static void
test_no_per_month (void)
{
  g_autoptr (SmrtPrice) quarterly = billing_price_new ("a-1", "usd", 20000, SMRT_INTERVAL_MONTH, 3);
  g_autoptr (SmrtPrice) tiered = smrt_price_new ("a-2", "a", "usd", NULL, SMRT_INTERVAL_YEAR, 1, FALSE, TRUE, NULL);
  SmrtMoney per_month;

  g_assert_false (smrt_price_get_per_month (quarterly, &per_month));
  g_assert_false (smrt_price_get_per_month (tiered, &per_month));
}

static unsigned int
free_months (gint64      annual_amount,
             const char *annual_currency,
             gint64      monthly_amount)
{
  g_autoptr (SmrtPrice) annual = billing_price_new ("a-1", annual_currency, annual_amount, SMRT_INTERVAL_YEAR, 1);
  g_autoptr (SmrtPrice) monthly = billing_price_new ("a-2", "usd", monthly_amount, SMRT_INTERVAL_MONTH, 1);

  return smrt_price_get_free_months (annual, monthly);
}

static void
test_free_months (void)
{
  g_autoptr (SmrtPrice) monthly = billing_price_new ("a-1", "usd", 7500, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) tiered = smrt_price_new ("a-2", "a", "usd", NULL, SMRT_INTERVAL_YEAR, 1, FALSE, TRUE, NULL);

  g_assert_cmpuint (free_months (75000, "usd", 7500), ==, 2);
  g_assert_cmpuint (free_months (125000, "usd", 12500), ==, 2);
  g_assert_cmpuint (free_months (0, "usd", 7500), ==, 12);

  /* A part of a month is none. */
  g_assert_cmpuint (free_months (75001, "usd", 7500), ==, 1);
  g_assert_cmpuint (free_months (82500, "usd", 7500), ==, 1);
  g_assert_cmpuint (free_months (82501, "usd", 7500), ==, 0);

  /* Nothing is saved. */
  g_assert_cmpuint (free_months (90000, "usd", 7500), ==, 0);
  g_assert_cmpuint (free_months (100000, "usd", 7500), ==, 0);

  /* Nothing can be compared. */
  g_assert_cmpuint (free_months (75000, "eur", 7500), ==, 0);
  g_assert_cmpuint (free_months (75000, "usd", 0), ==, 0);
  g_assert_cmpuint (free_months (-1, "usd", 7500), ==, 0);
  g_assert_cmpuint (free_months (75000, "usd", G_MAXINT64), ==, 0);
  g_assert_cmpuint (smrt_price_get_free_months (monthly, monthly), ==, 0);
  g_assert_cmpuint (smrt_price_get_free_months (tiered, monthly), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price/values", test_values);
  g_test_add_func ("/price/invalid", test_invalid);
  g_test_add_func ("/price/cycle", test_cycle);
  g_test_add_func ("/price/amount", test_amount);
  g_test_add_func ("/price/per-month", test_per_month);
  g_test_add_func ("/price/no-per-month", test_no_per_month);
  g_test_add_func ("/price/free-months", test_free_months);

  return g_test_run ();
}
