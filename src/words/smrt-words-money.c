/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-money.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>
#include <unicode/unumberformatter.h>

#include "smrt-words-locale-private.h"

/* What a person reads when no locale was chosen. */
#define DEFAULT_LOCALE "en_US"

G_LOCK_DEFINE_STATIC (formatters);
static GHashTable *formatters;

static void
close_formatter (gpointer formatter)
{
  unumf_close (formatter);
}

/* A formatter is never changed after it was made, and is kept for good: so it
 * can be used by several threads and outlives the lock. */
static const UNumberFormatter *
find_formatter (const char *locale,
                const char *skeleton)
{
  g_autofree char *key = g_strconcat (locale, "|", skeleton, NULL);
  UNumberFormatter *formatter;

  G_LOCK (formatters);

  if (formatters == NULL)
    formatters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_formatter);

  formatter = g_hash_table_lookup (formatters, key);
  if (formatter == NULL)
    {
      g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (skeleton, -1, NULL, NULL, NULL);
      UErrorCode status = U_ZERO_ERROR;

      formatter = unumf_openForSkeletonAndLocale ((const UChar *) utf16, -1, locale, &status);
      if (U_SUCCESS (status))
        g_hash_table_insert (formatters, g_steal_pointer (&key), formatter);
      else
        g_clear_pointer (&formatter, unumf_close);
    }

  G_UNLOCK (formatters);

  return formatter;
}

static char *
format_decimal (const UNumberFormatter *formatter,
                const char             *decimal)
{
  UErrorCode status = U_ZERO_ERROR;
  UFormattedNumber *result = unumf_openResult (&status);
  g_autofree UChar *text = NULL;
  int length;
  char *words = NULL;

  unumf_formatDecimal (formatter, decimal, strlen (decimal), result, &status);
  if (U_SUCCESS (status))
    {
      length = unumf_resultToString (result, NULL, 0, &status);
      status = U_ZERO_ERROR;
      text = g_new (UChar, length + 1);
      unumf_resultToString (result, text, length + 1, &status);
      if (U_SUCCESS (status))
        words = smrt_words_from_icu (text, length);
    }

  unumf_closeResult (result);

  return words;
}

static gboolean
has_no_fraction (const char *decimal)
{
  const char *point = strchr (decimal, '.');

  return point == NULL || point[1 + strspn (point + 1, "0")] == '\0';
}

static char *
format_money (const SmrtMoney *money,
              gboolean         whole,
              const char      *sign)
{
  static const char * const precisions[] = { ".", ".0", ".00", ".000" };
  g_autofree char *locale = NULL;
  g_autofree char *code = NULL;
  g_autofree char *decimal = NULL;
  g_autofree char *skeleton = NULL;
  const UNumberFormatter *formatter;
  unsigned int exponent;
  char *words = NULL;

  g_return_val_if_fail (money != NULL, NULL);

  locale = smrt_words_dup_locale (LC_MONETARY);
  code = g_ascii_strup (money->currency, -1);
  decimal = smrt_money_to_decimal (money);
  exponent = smrt_currency_get_exponent (money->currency);
  if (whole && has_no_fraction (decimal))
    exponent = 0;

  skeleton = g_strdup_printf ("currency/%s %s %s", code, precisions[exponent], sign);
  formatter = find_formatter (locale != NULL ? locale : DEFAULT_LOCALE, skeleton);
  if (formatter != NULL)
    words = format_decimal (formatter, decimal);
  if (words == NULL)
    words = g_strdup_printf ("%s %s", code, decimal);

  return words;
}

char *
smrt_words_money (const SmrtMoney *money)
{
  return format_money (money, FALSE, "sign-auto");
}

char *
smrt_words_money_signed (const SmrtMoney *money)
{
  return format_money (money, FALSE, "sign-except-zero");
}

char *
smrt_words_money_unsigned (const SmrtMoney *money)
{
  return format_money (money, FALSE, "sign-never");
}

char *
smrt_words_money_whole (const SmrtMoney *money)
{
  return format_money (money, TRUE, "sign-auto");
}

char *
smrt_words_unit_price (const char *decimal,
                       const char *currency)
{
  static const char * const precisions[] = { ".############", ".0###########", ".00##########", ".000#########" };
  g_autofree char *locale = NULL;
  g_autofree char *code = NULL;
  g_autofree char *skeleton = NULL;
  const UNumberFormatter *formatter;
  char *words = NULL;

  g_return_val_if_fail (decimal != NULL && smrt_currency_is_valid (currency), NULL);

  locale = smrt_words_dup_locale (LC_MONETARY);
  code = g_ascii_strup (currency, -1);
  skeleton = g_strdup_printf ("currency/%s %s", code, precisions[smrt_currency_get_exponent (currency)]);
  formatter = find_formatter (locale != NULL ? locale : DEFAULT_LOCALE, skeleton);
  if (formatter != NULL)
    words = format_decimal (formatter, decimal);
  if (words == NULL)
    words = g_strdup_printf ("%s %s", code, decimal);

  return words;
}

char *
smrt_words_count (gint64 count)
{
  g_autofree char *locale = smrt_words_dup_locale (LC_NUMERIC);
  g_autofree char *decimal = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  const UNumberFormatter *formatter = find_formatter (locale != NULL ? locale : DEFAULT_LOCALE, "precision-integer");
  char *words = formatter != NULL ? format_decimal (formatter, decimal) : NULL;

  return words != NULL ? words : g_steal_pointer (&decimal);
}

char *
smrt_words_balance (const SmrtMoney *credit)
{
  g_autofree char *amount = smrt_words_money_unsigned (credit);

  if (credit->amount > 0)
    /* Translators: %s is an amount of money: subscription credit that is left */
    return g_strdup_printf (_("Credit %s"), amount);
  if (credit->amount < 0)
    /* Translators: %s is an amount of money that has to be paid with the next invoice */
    return g_strdup_printf (_("Owed %s"), amount);

  return g_strdup (_("No credit"));
}
