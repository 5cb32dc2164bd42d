/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-money.h"

static void
test_init (void)
{
  SmrtMoney money = smrt_money_init (-3750, "USD");
  g_autoptr (SmrtMoney) copy = g_boxed_copy (SMRT_TYPE_MONEY, &money);

  g_assert_cmpint (money.amount, ==, -3750);
  g_assert_cmpstr (money.currency, ==, "usd");
  g_assert_true (smrt_money_equal (&money, copy));

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*smrt_currency_is_valid*");
  money = smrt_money_init (1, "us");
  g_test_assert_expected_messages ();
}

static void
test_currencies (void)
{
  static const char * const invalid[] = { NULL, "", "us", "usdx", "u1d", "us ", "\xc3\xa9u" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (smrt_currency_is_valid (invalid[i]));
  g_assert_true (smrt_currency_is_valid ("usd"));
  g_assert_true (smrt_currency_is_valid ("JPY"));
}

/* Stripe's lists, whole; ISK, UGX, HUF and TWD are of two decimals there. */
static void
test_exponents (void)
{
  static const char * const none[] = { "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg",
                                       "rwf", "vnd", "vuv", "xaf", "xof", "xpf", NULL };
  static const char * const three[] = { "bhd", "jod", "kwd", "omr", "tnd", NULL };
  unsigned int n_none = 0, n_three = 0;

  for (char a = 'a'; a <= 'z'; a++)
    for (char b = 'a'; b <= 'z'; b++)
      for (char c = 'a'; c <= 'z'; c++)
        {
          char currency[] = { a, b, c, '\0' };
          unsigned int expected = 2;

          if (g_strv_contains (none, currency))
            expected = 0;
          else if (g_strv_contains (three, currency))
            expected = 3;

          g_assert_cmpuint (smrt_currency_get_exponent (currency), ==, expected);
          n_none += expected == 0;
          n_three += expected == 3;
        }

  g_assert_cmpuint (n_none, ==, 15);
  g_assert_cmpuint (n_three, ==, 5);
  g_assert_cmpuint (smrt_currency_get_exponent ("JPY"), ==, 0);
  g_assert_cmpuint (smrt_currency_get_exponent ("ISK"), ==, 2);
  g_assert_cmpuint (smrt_currency_get_exponent ("Kwd"), ==, 3);
}

static void
test_decimal (void)
{
  static const struct
  {
    gint64 amount;
    const char *currency;
    const char *decimal;
  } cases[] = {
    { 0, "usd", "0.00" },
    { 5, "usd", "0.05" },
    { -5, "usd", "-0.05" },
    { 99, "usd", "0.99" },
    { 100, "usd", "1.00" },
    { -3750, "usd", "-37.50" },
    { 1500, "jpy", "1500" },
    { -1, "jpy", "-1" },
    { 1250, "kwd", "1.250" },
    { -7, "kwd", "-0.007" },
    { G_MAXINT64, "usd", "92233720368547758.07" },
    { G_MININT64, "usd", "-92233720368547758.08" },
    { G_MININT64, "jpy", "-9223372036854775808" },
    { G_MININT64, "kwd", "-9223372036854775.808" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SmrtMoney money = smrt_money_init (cases[i].amount, cases[i].currency);
      g_autofree char *decimal = smrt_money_to_decimal (&money);

      g_assert_cmpstr (decimal, ==, cases[i].decimal);
    }
}

static void
test_add (void)
{
  SmrtMoney sum = smrt_money_init (100, "usd");
  SmrtMoney cents = smrt_money_init (-250, "usd");
  SmrtMoney yen = smrt_money_init (1, "jpy");
  SmrtMoney most = smrt_money_init (G_MAXINT64, "usd");
  SmrtMoney least = smrt_money_init (G_MININT64, "usd");
  SmrtMoney one = smrt_money_init (1, "usd");

  g_assert_true (smrt_money_add (&sum, &cents));
  g_assert_cmpint (sum.amount, ==, -150);

  g_assert_false (smrt_money_add (&sum, &yen));
  g_assert_cmpint (sum.amount, ==, -150);
  g_assert_cmpstr (sum.currency, ==, "usd");

  g_assert_false (smrt_money_add (&most, &one));
  g_assert_cmpint (most.amount, ==, G_MAXINT64);
  g_assert_false (smrt_money_add (&least, &cents));
  g_assert_cmpint (least.amount, ==, G_MININT64);
  g_assert_true (smrt_money_add (&least, &most));
  g_assert_cmpint (least.amount, ==, -1);
}

static void
test_equal (void)
{
  SmrtMoney a = smrt_money_init (100, "usd");
  SmrtMoney b = smrt_money_init (100, "USD");
  SmrtMoney other_amount = smrt_money_init (101, "usd");
  SmrtMoney other_currency = smrt_money_init (100, "cad");

  g_assert_true (smrt_money_equal (&a, &b));
  g_assert_false (smrt_money_equal (&a, &other_amount));
  g_assert_false (smrt_money_equal (&a, &other_currency));
  g_assert_false (smrt_money_equal (&a, NULL));
  g_assert_true (smrt_money_equal (NULL, NULL));
}

static void
test_negate (void)
{
  SmrtMoney money = smrt_money_init (4133, "usd");
  SmrtMoney least = smrt_money_init (G_MININT64, "usd");
  SmrtMoney negated = smrt_money_negate (&money);

  g_assert_cmpint (negated.amount, ==, -4133);
  g_assert_cmpstr (negated.currency, ==, "usd");

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*G_MININT64*");
  negated = smrt_money_negate (&least);
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/init", test_init);
  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/exponents", test_exponents);
  g_test_add_func ("/money/decimal", test_decimal);
  g_test_add_func ("/money/add", test_add);
  g_test_add_func ("/money/equal", test_equal);
  g_test_add_func ("/money/negate", test_negate);

  return g_test_run ();
}
