/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-money.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SmrtMoney, smrt_money, smrt_money_copy, smrt_money_free)

SmrtMoney
smrt_money_init (gint64      amount,
                 const char *currency)
{
  SmrtMoney self = { .amount = amount };

  g_return_val_if_fail (smrt_currency_is_valid (currency), self);

  for (unsigned int i = 0; i < 3; i++)
    self.currency[i] = g_ascii_tolower (currency[i]);

  return self;
}

SmrtMoney *
smrt_money_copy (const SmrtMoney *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
smrt_money_free (SmrtMoney *self)
{
  g_free (self);
}

gboolean
smrt_money_add (SmrtMoney       *self,
                const SmrtMoney *other)
{
  gint64 sum;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!g_str_equal (self->currency, other->currency))
    return FALSE;
  if (__builtin_add_overflow (self->amount, other->amount, &sum))
    return FALSE;

  self->amount = sum;

  return TRUE;
}

gboolean
smrt_money_equal (const SmrtMoney *a,
                  const SmrtMoney *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->amount == b->amount && g_str_equal (a->currency, b->currency);
}

SmrtMoney
smrt_money_negate (const SmrtMoney *self)
{
  SmrtMoney negated = *self;

  g_return_val_if_fail (self->amount != G_MININT64, negated);

  negated.amount = -self->amount;

  return negated;
}

char *
smrt_money_to_decimal (const SmrtMoney *self)
{
  char text[SMRT_MONEY_DECIMAL_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  smrt_money_write_decimal (self->amount, smrt_currency_get_exponent (self->currency), text);

  return g_strdup (text);
}

gsize
smrt_money_write_decimal (gint64       amount,
                          unsigned int exponent,
                          char         text[SMRT_MONEY_DECIMAL_SIZE])
{
  guint64 rest = amount < 0 ? -(guint64) amount : (guint64) amount;
  char reversed[SMRT_MONEY_DECIMAL_SIZE];
  unsigned int n_digits = 0;
  gsize length = 0;

  g_return_val_if_fail (text != NULL && exponent <= 3, 0);

  /* All decimals, and at least one digit before them. */
  while (rest > 0 || n_digits <= exponent)
    {
      reversed[n_digits++] = '0' + rest % 10;
      rest /= 10;
    }

  if (amount < 0)
    text[length++] = '-';
  while (n_digits > 0)
    {
      n_digits--;
      text[length++] = reversed[n_digits];
      if (n_digits == exponent && exponent > 0)
        text[length++] = '.';
    }
  text[length] = '\0';

  return length;
}

gboolean
smrt_currency_is_valid (const char *currency)
{
  if (currency == NULL || strlen (currency) != 3)
    return FALSE;

  for (unsigned int i = 0; i < 3; i++)
    if (!g_ascii_isalpha (currency[i]))
      return FALSE;

  return TRUE;
}

unsigned int
smrt_currency_get_exponent (const char *currency)
{
  static const char * const zero_decimal[] = {
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg",
    "rwf", "vnd", "vuv", "xaf", "xof", "xpf", NULL
  };
  static const char * const three_decimal[] = {
    "bhd", "jod", "kwd", "omr", "tnd", NULL
  };
  SmrtMoney money = smrt_money_init (0, currency);

  if (g_strv_contains (zero_decimal, money.currency))
    return 0;
  if (g_strv_contains (three_decimal, money.currency))
    return 3;

  return 2;
}
