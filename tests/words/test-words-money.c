/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "words-fixture.h"

static void
assert_money (char       *(*format) (const SmrtMoney *),
              gint64      amount,
              const char *currency,
              const char *expected)
{
  SmrtMoney money = smrt_money_init (amount, currency);

  assert_words (format (&money), expected);
}

static void
test_american (void)
{
  smrt_words_set_locale ("en_US");
  assert_money (smrt_words_money, 125000, "usd", "$1,250.00");
  assert_money (smrt_words_money, -3750, "usd", "−$37.50");
  assert_money (smrt_words_money, 0, "usd", "$0.00");
  assert_money (smrt_words_money, 5, "usd", "$0.05");
  assert_money (smrt_words_money, 1500, "jpy", "¥1,500");
  assert_money (smrt_words_money, 1250, "kwd", "KWD\u00a01.250");
  /* Two decimals at Stripe, none in ISO's table of ISK and UGX. */
  assert_money (smrt_words_money, 12345, "isk", "ISK\u00a0123.45");
  assert_money (smrt_words_money, 12345, "ugx", "UGX\u00a0123.45");
}

static void
test_german (void)
{
  smrt_words_set_locale ("de_DE");
  assert_money (smrt_words_money, 125000, "usd", "1.250,00\u00a0$");
  assert_money (smrt_words_money, -3750, "eur", "−37,50\u00a0€");
  assert_money (smrt_words_money, 1500, "jpy", "1.500\u00a0¥");
  assert_money (smrt_words_money, 1250, "kwd", "1,250\u00a0KWD");
}

static void
test_no_locale (void)
{
  smrt_words_set_locale (NULL);
  g_assert_cmpstr (setlocale (LC_MONETARY, NULL), ==, "C.UTF-8");
  assert_money (smrt_words_money, 125000, "usd", "$1,250.00");
  assert_money (smrt_words_money, -3750, "usd", "−$37.50");
}

static void
test_signed (void)
{
  smrt_words_set_locale ("en_US");
  assert_money (smrt_words_money_signed, 41667, "usd", "+$416.67");
  assert_money (smrt_words_money_signed, -7500, "usd", "−$75.00");
  assert_money (smrt_words_money_signed, 0, "usd", "$0.00");
  assert_money (smrt_words_money_unsigned, -7500, "usd", "$75.00");
  assert_money (smrt_words_money_unsigned, 7500, "usd", "$75.00");
}

static void
test_whole (void)
{
  smrt_words_set_locale ("en_US");
  assert_money (smrt_words_money_whole, 6200, "usd", "$62");
  assert_money (smrt_words_money_whole, 6250, "usd", "$62.50");
  assert_money (smrt_words_money_whole, -6200, "usd", "−$62");
  assert_money (smrt_words_money_whole, 0, "usd", "$0");
  assert_money (smrt_words_money_whole, 1500, "jpy", "¥1,500");
  assert_money (smrt_words_money_whole, 62000, "kwd", "KWD\u00a062");
  assert_money (smrt_words_money_whole, 62010, "kwd", "KWD\u00a062.010");
}

static void
test_limits (void)
{
  smrt_words_set_locale ("en_US");
  assert_money (smrt_words_money, G_MAXINT64, "usd", "$92,233,720,368,547,758.07");
  assert_money (smrt_words_money, G_MININT64, "usd", "−$92,233,720,368,547,758.08");
  assert_money (smrt_words_money, G_MININT64, "jpy", "−¥9,223,372,036,854,775,808");
  assert_money (smrt_words_money, G_MININT64, "kwd", "−KWD\u00a09,223,372,036,854,775.808");
  assert_money (smrt_words_balance, G_MININT64, "usd", "Owed $92,233,720,368,547,758.08");
}

static void
test_balance (void)
{
  smrt_words_set_locale ("en_US");
  assert_money (smrt_words_balance, 4133, "usd", "Credit $41.33");
  assert_money (smrt_words_balance, -500, "usd", "Owed $5.00");
  assert_money (smrt_words_balance, 0, "usd", "No credit");
}

static gpointer
format_many (gpointer unused)
{
  for (unsigned int i = 0; i < 500; i++)
    {
      assert_money (smrt_words_money, 125000, i % 2 == 0 ? "usd" : "eur", i % 2 == 0 ? "$1,250.00" : "€1,250.00");
      assert_words (smrt_words_date (DECEMBER_3), "December 3, 2026");
    }

  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  smrt_words_set_locale ("en_US");
  smrt_words_set_time_zone ("UTC");
  for (unsigned int i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("words", format_many, NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/money/american", test_american);
  g_test_add_func ("/words/money/german", test_german);
  g_test_add_func ("/words/money/no-locale", test_no_locale);
  g_test_add_func ("/words/money/signed", test_signed);
  g_test_add_func ("/words/money/whole", test_whole);
  g_test_add_func ("/words/money/limits", test_limits);
  g_test_add_func ("/words/money/balance", test_balance);
  g_test_add_func ("/words/money/threads", test_threads);

  return g_test_run ();
}
