/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static void
assert_period (const char *text,
               int         fiscal_start,
               const char *expected)
{
  SmrtPeriod period;

  g_assert_true (smrt_period_parse (text, fiscal_start, &period));
  assert_words (smrt_words_period (&period, fiscal_start), expected);
}

static void
test_no_locale (void)
{
  smrt_words_set_locale (NULL);
  assert_period ("all", 1, "All time");
  assert_period ("2026-11", 7, "November 2026");
  assert_period ("2026-Q3", 1, "Q3 2026");
  assert_period ("2026-Q3", 7, "Q3 2026/27");
  assert_period ("2026", 7, "2026");
  assert_period ("FY2026", 7, "Fiscal year 2026/27");
  assert_period ("FY2026", 1, "Fiscal year 2026");
  assert_period ("FY1999", 4, "Fiscal year 1999/00");
}

static void
test_locales (void)
{
  smrt_words_set_locale ("en_US");
  assert_period ("2026-11", 1, "November 2026");
  assert_period ("2026-Q3", 1, "Q3 2026");
  smrt_words_set_locale ("de_DE");
  assert_period ("2026-03", 1, "März 2026");
  assert_period ("2026-Q3", 1, "Q3 2026");
  smrt_words_set_locale ("fr_FR");
  assert_period ("2026-08", 1, "août 2026");
  assert_period ("2026-Q2", 1, "T2 2026");
  assert_period ("2026-Q2", 4, "T2 2026/27");
  smrt_words_set_locale ("ja_JP");
  assert_period ("2026-11", 1, "2026年11月");
  /* The month meant is one of the Gregorian calendar, not of the Persian one. */
  smrt_words_set_locale ("fa_IR");
  assert_period ("2026-11", 1, "نوامبر ۲۰۲۶");
  smrt_words_set_locale (NULL);
}

/* Whatever the zone, and at both ends of the calendar, it is the same month. */
static void
test_ends (void)
{
  smrt_words_set_time_zone ("Pacific/Kiritimati");
  assert_period ("2026-01", 1, "January 2026");
  smrt_words_set_time_zone ("Pacific/Pago_Pago");
  assert_period ("2026-01", 1, "January 2026");
  smrt_words_set_time_zone (NULL);
  assert_period ("0001-02", 1, "February 1");
  assert_period ("9999-12", 1, "December 9999");
}

static void
test_months (void)
{
  assert_words (smrt_words_month (1), "January");
  assert_words (smrt_words_month (12), "December");
  assert_words (smrt_words_month_short (DECEMBER_3), "Dec");
  assert_words (smrt_words_year (DECEMBER_3), "2026");
  smrt_words_set_time_zone ("America/New_York");
  assert_words (smrt_words_month_short (DECEMBER_3 - 64 * 3600), "Nov");
  smrt_words_set_time_zone (NULL);
  /* A month that stands alone is not in the genitive. */
  smrt_words_set_locale ("cs_CZ");
  assert_words (smrt_words_month (11), "listopad");
  smrt_words_set_locale (NULL);
}

/* Which way the person reads, and on which paper. */
static void
test_pages (void)
{
  static const struct
  {
    const char *locale;
    gboolean right_to_left;
    gboolean letter;
  } cases[] = {
    { NULL, FALSE, FALSE },
    { "de_DE", FALSE, FALSE },
    { "en_GB", FALSE, FALSE },
    { "en_US", FALSE, TRUE },
    { "fr_CA", FALSE, TRUE },
    { "ar_EG", TRUE, FALSE },
    { "he_IL", TRUE, FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      smrt_words_set_locale (cases[i].locale);
      g_assert_cmpint (smrt_words_is_right_to_left (), ==, cases[i].right_to_left);
      g_assert_cmpint (smrt_words_has_letter_paper (), ==, cases[i].letter);
    }
  smrt_words_set_locale (NULL);
}

static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GTimeZone) other = NULL;

  smrt_words_set_time_zone ("Asia/Kathmandu");
  zone = smrt_words_dup_zone ();
  g_assert_cmpstr (g_time_zone_get_identifier (zone), ==, "Asia/Kathmandu");
  smrt_words_set_time_zone ("Europe/Berlin");
  other = smrt_words_dup_zone ();
  g_assert_cmpstr (g_time_zone_get_identifier (other), ==, "Europe/Berlin");
  smrt_words_set_time_zone (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/period/no-locale", test_no_locale);
  g_test_add_func ("/words/period/locales", test_locales);
  g_test_add_func ("/words/period/ends", test_ends);
  g_test_add_func ("/words/period/months", test_months);
  g_test_add_func ("/words/period/pages", test_pages);
  g_test_add_func ("/words/period/zone", test_zone);

  return g_test_run ();
}
