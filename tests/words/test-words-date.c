/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "words-fixture.h"

/* 18 July 2027, 12:00 UTC. */
#define JULY_18 G_GINT64_CONSTANT (1815912000)

static void
choose (const char *locale,
        const char *time_zone)
{
  smrt_words_set_locale (locale);
  smrt_words_set_time_zone (time_zone);
}

static void
test_no_locale (void)
{
  choose (NULL, "UTC");
  g_assert_cmpstr (setlocale (LC_TIME, NULL), ==, "C.UTF-8");
  assert_words (smrt_words_date (DECEMBER_3), "3 December 2026");
  assert_words (smrt_words_date_short (DECEMBER_3), "3 Dec 2026");
  assert_words (smrt_words_time (NOVEMBER_18 - 43200), "18 November 2026, 00:00");
  assert_words (smrt_words_time (NOVEMBER_18 + 3600), "18 November 2026, 13:00");
}

static void
test_order (void)
{
  choose ("en_GB", "UTC");
  assert_words (smrt_words_date (DECEMBER_3), "3 December 2026");
  choose ("en", "UTC");
  assert_words (smrt_words_date (DECEMBER_3), "3 December 2026");
  choose ("en_US", "UTC");
  assert_words (smrt_words_date (DECEMBER_3), "December 3, 2026");
  assert_words (smrt_words_date_short (DECEMBER_3), "Dec 3, 2026");
  choose ("de_DE", "UTC");
  assert_words (smrt_words_date (DECEMBER_3), "3. Dezember 2026");
  assert_words (smrt_words_time (NOVEMBER_18 + 3600), "18. November 2026, 13:00");
}

static void
test_range (void)
{
  choose (NULL, "UTC");
  assert_words (smrt_words_date_range (NOVEMBER_18, DECEMBER_3), "18 November to 3 December");
  assert_words (smrt_words_date_range (NOVEMBER_18, JULY_18), "18 November 2026 to 18 July 2027");
  assert_words (smrt_words_date_range (NOVEMBER_18, NOVEMBER_18 + 4), "18 November");
  /* The same day of another year is another day. */
  assert_words (smrt_words_date_range (NOVEMBER_18, NOVEMBER_18 + 365 * 86400), "18 November 2026 to 18 November 2027");
  assert_words (smrt_words_date_range_short (NOVEMBER_18, JULY_18), "18 Nov 2026 to 18 Jul 2027");
  assert_words (smrt_words_date_range_short (NOVEMBER_18, NOVEMBER_18), "18 Nov 2026");
}

static void
test_time_zone (void)
{
  choose (NULL, "Pacific/Auckland");
  assert_words (smrt_words_time (NOVEMBER_18), "19 November 2026, 01:00");
  choose (NULL, "America/New_York");
  assert_words (smrt_words_time (NOVEMBER_18), "18 November 2026, 07:00");
  assert_words (smrt_words_date (NOVEMBER_18 - 43200), "17 November 2026");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/date/no-locale", test_no_locale);
  g_test_add_func ("/words/date/order", test_order);
  g_test_add_func ("/words/date/range", test_range);
  g_test_add_func ("/words/date/time-zone", test_time_zone);

  return g_test_run ();
}
