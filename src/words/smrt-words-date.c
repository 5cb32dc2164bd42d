/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-date.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>

#include "smrt-words-locale-private.h"
#include "smrt-words-locale.h"

/* Where no locale was chosen, dates are English and in the order that most of
 * the world writes, and the day has 24 hours. */
#define DEFAULT_LOCALE "en"

#define MAX_LENGTH 128

typedef enum
{
  FORM_DATE,
  FORM_DATE_SHORT,
  FORM_DAY,
  FORM_TIME_OF_DAY,
  FORM_YEAR,
} Form;

static const struct
{
  const char *skeleton;
  const char *default_pattern;
} forms[] = {
  [FORM_DATE] = { "yMMMMd", "d MMMM y" },
  [FORM_DATE_SHORT] = { "yMMMd", "d MMM y" },
  [FORM_DAY] = { "MMMMd", "d MMMM" },
  [FORM_TIME_OF_DAY] = { "jmm", "HH:mm" },
  [FORM_YEAR] = { "y", "y" },
};

/* ICU's date formats may be used by one thread at a time: the lock is held
 * while one formats. */
G_LOCK_DEFINE_STATIC (formats);
static GHashTable *formats;

static void
close_format (gpointer format)
{
  udat_close (format);
}

static int
find_pattern (const char *locale,
              const char *skeleton,
              UChar      *pattern,
              UErrorCode *status)
{
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (skeleton, -1, NULL, NULL, NULL);
  UDateTimePatternGenerator *generator = udatpg_open (locale, status);
  int length;

  length = udatpg_getBestPattern (generator, (const UChar *) utf16, -1, pattern, MAX_LENGTH, status);
  if (generator != NULL)
    udatpg_close (generator);

  return length;
}

static UDateFormat *
open_format (const char *locale,
             const char *time_zone,
             Form        form)
{
  g_autofree gunichar2 *zone = NULL;
  g_autofree gunichar2 *fixed = NULL;
  UChar pattern[MAX_LENGTH];
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  int length = -1;

  if (time_zone != NULL)
    zone = g_utf8_to_utf16 (time_zone, -1, NULL, NULL, NULL);
  if (locale != NULL)
    length = find_pattern (locale, forms[form].skeleton, pattern, &status);
  else
    fixed = g_utf8_to_utf16 (forms[form].default_pattern, -1, NULL, NULL, NULL);

  format = udat_open (UDAT_PATTERN, UDAT_PATTERN,
                      locale != NULL ? locale : DEFAULT_LOCALE,
                      (const UChar *) zone, -1,
                      fixed != NULL ? (const UChar *) fixed : pattern, length,
                      &status);
  if (U_FAILURE (status))
    g_clear_pointer (&format, udat_close);

  return format;
}

static char *
format_time (gint64 time,
             Form   form)
{
  g_autofree char *locale = smrt_words_dup_locale (LC_TIME);
  g_autofree char *time_zone = smrt_words_dup_time_zone ();
  g_autofree char *key = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  UChar text[MAX_LENGTH];
  int length = 0;

  if (g_strcmp0 (locale, "en") == 0)
    g_clear_pointer (&locale, g_free);

  key = g_strdup_printf ("%s|%s|%d", locale != NULL ? locale : "", time_zone != NULL ? time_zone : "", form);

  G_LOCK (formats);

  if (formats == NULL)
    formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_format);

  format = g_hash_table_lookup (formats, key);
  if (format == NULL)
    {
      format = open_format (locale, time_zone, form);
      if (format != NULL)
        g_hash_table_insert (formats, g_steal_pointer (&key), format);
    }
  if (format != NULL)
    length = udat_format (format, time * 1000.0, text, MAX_LENGTH, NULL, &status);

  G_UNLOCK (formats);

  if (format == NULL || U_FAILURE (status) || length > MAX_LENGTH)
    {
      g_autoptr (GDateTime) date_time = g_date_time_new_from_unix_utc (time);

      return date_time != NULL ? g_date_time_format_iso8601 (date_time) : g_strdup ("");
    }

  return smrt_words_from_icu (text, length);
}

char *
smrt_words_date (gint64 time)
{
  return format_time (time, FORM_DATE);
}

char *
smrt_words_date_short (gint64 time)
{
  return format_time (time, FORM_DATE_SHORT);
}

char *
smrt_words_date_sortable (gint64 time)
{
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = NULL;

  if (utc != NULL)
    local = g_date_time_to_timezone (utc, zone);

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : g_strdup ("");
}

char *
smrt_words_date_range (gint64 start,
                       gint64 end)
{
  g_autofree char *first_year = format_time (start, FORM_YEAR);
  g_autofree char *last_year = format_time (end, FORM_YEAR);
  Form form = g_str_equal (first_year, last_year) ? FORM_DAY : FORM_DATE;
  g_autofree char *first = format_time (start, form);
  g_autofree char *last = format_time (end, form);

  if (g_str_equal (first, last))
    return g_steal_pointer (&first);

  /* Translators: a span of time: the first and the last day, "18 November" and
   * "3 December", or with their years where these differ */
  return g_strdup_printf (_("%1$s to %2$s"), first, last);
}

char *
smrt_words_date_range_short (gint64 start,
                             gint64 end)
{
  g_autofree char *first = smrt_words_date_short (start);
  g_autofree char *last = smrt_words_date_short (end);

  if (g_str_equal (first, last))
    return g_steal_pointer (&first);

  /* Translators: a span of time: the first and the last day, "18 Dec 2026" and
   * "18 Apr 2027" */
  return g_strdup_printf (C_("short dates", "%1$s to %2$s"), first, last);
}

char *
smrt_words_time (gint64 time)
{
  g_autofree char *date = smrt_words_date (time);
  g_autofree char *time_of_day = format_time (time, FORM_TIME_OF_DAY);

  /* Translators: %1$s is a day, "18 November 2026", %2$s a time of day, "00:00" */
  return g_strdup_printf (_("%1$s, %2$s"), date, time_of_day);
}
