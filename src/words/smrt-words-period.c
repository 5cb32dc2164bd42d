/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-period.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>

#include "smrt-words-locale-private.h"
#include "smrt-words-locale.h"

#define MAX_LENGTH 128

/* A day in the middle of the month is in it by every calendar of the West. */
static UDate
find_day (int year,
          int month)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (year, month, 15, 12, 0, 0);

  return day != NULL ? g_date_time_to_unix (day) * 1000.0 : 0.0;
}

/* Periods are those of the Gregorian calendar, also where dates are written by
 * another one. Where no locale was chosen, the pattern is the default one. */
static char *
format (int         year,
        int         month,
        const char *skeleton,
        const char *default_pattern)
{
  static const UChar utc[] = u"UTC";
  g_autofree char *chosen = smrt_words_dup_locale (LC_TIME);
  g_autofree gunichar2 *utf16 = NULL;
  char locale[ULOC_FULLNAME_CAPACITY + ULOC_KEYWORDS_CAPACITY];
  UChar pattern[MAX_LENGTH], text[MAX_LENGTH];
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *date_format;
  int length = 0;

  g_strlcpy (locale, chosen != NULL ? chosen : "en", sizeof locale);
  uloc_setKeywordValue ("calendar", "gregorian", locale, sizeof locale, &status);

  if (chosen != NULL)
    {
      UDateTimePatternGenerator *generator = udatpg_open (locale, &status);

      utf16 = g_utf8_to_utf16 (skeleton, -1, NULL, NULL, NULL);
      length = udatpg_getBestPattern (generator, (const UChar *) utf16, -1, pattern, MAX_LENGTH, &status);
      if (generator != NULL)
        udatpg_close (generator);
    }
  else
    {
      utf16 = g_utf8_to_utf16 (default_pattern, -1, NULL, NULL, NULL);
    }

  date_format = udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1,
                           chosen != NULL ? pattern : (const UChar *) utf16, chosen != NULL ? length : -1, &status);
  if (U_SUCCESS (status))
    length = udat_format (date_format, find_day (year, month), text, MAX_LENGTH, NULL, &status);
  if (date_format != NULL)
    udat_close (date_format);

  if (U_FAILURE (status) || length > MAX_LENGTH)
    return g_strdup_printf ("%04d-%02d", year, month);

  return smrt_words_from_icu (text, length);
}

/* "2026/27", or "2026" where it is the calendar's. */
static char *
format_fiscal_year (int year,
                    int fiscal_start)
{
  if (fiscal_start == 1)
    return format (year, 1, "y", "y");

  /* Translators: a fiscal year that begins in the year %1$04d and ends in the next one, of which %2$02d are the last
   * two digits: "2026/27" */
  return g_strdup_printf (_("%1$04d/%2$02d"), year, (year + 1) % 100);
}

static char *
format_quarter (const SmrtPeriod *period,
                int               fiscal_start)
{
  g_autofree char *quarter = NULL;
  g_autofree char *fiscal_year = NULL;
  int year, number;

  number = smrt_period_get_quarter (period, fiscal_start, &year);
  if (fiscal_start == 1)
    return format (year, number * 3 - 2, "yQQQ", "QQQ y");

  quarter = format (2000, number * 3 - 2, "qqq", "qqq");
  fiscal_year = format_fiscal_year (year, fiscal_start);

  /* Translators: a quarter of a fiscal year: %1$s is "Q3", %2$s is "2026/27" */
  return g_strdup_printf (C_("quarter", "%1$s %2$s"), quarter, fiscal_year);
}

char *
smrt_words_period (const SmrtPeriod *period,
                   int               fiscal_start)
{
  g_autofree char *year = NULL;

  g_return_val_if_fail (period != NULL, NULL);
  g_return_val_if_fail (fiscal_start >= 1 && fiscal_start <= 12, NULL);

  switch (period->kind)
    {
    case SMRT_PERIOD_KIND_MONTH:
      return format (period->year, period->month, "yMMMM", "MMMM y");
    case SMRT_PERIOD_KIND_QUARTER:
      return format_quarter (period, fiscal_start);
    case SMRT_PERIOD_KIND_YEAR:
      return format (period->year, 1, "y", "y");
    case SMRT_PERIOD_KIND_FISCAL_YEAR:
      year = format_fiscal_year (period->year, period->month);
      /* Translators: %s is "2026/27", or "2026" where it is the same as the year of the calendar */
      return g_strdup_printf (_("Fiscal year %s"), year);
    case SMRT_PERIOD_KIND_ALL:
    default:
      /* Translators: a period: from the first entry to the last one */
      return g_strdup (_("All time"));
    }
}

char *
smrt_words_month (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, NULL);

  return format (2000, month, "LLLL", "LLLL");
}

static SmrtPeriod
find_month (gint64 time)
{
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();

  return smrt_period_at (SMRT_PERIOD_KIND_MONTH, time, 1, zone);
}

char *
smrt_words_month_short (gint64 time)
{
  SmrtPeriod month = find_month (time);

  return format (month.year, month.month, "LLL", "LLL");
}

char *
smrt_words_year (gint64 time)
{
  SmrtPeriod month = find_month (time);

  return format (month.year, 1, "y", "y");
}
