/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-proration.h"

gboolean
smrt_round_ratio (__int128  numerator,
                  gint64    denominator,
                  gint64   *result)
{
  __int128 doubled, quotient, divisor;

  g_return_val_if_fail (denominator > 0, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  /* ceil (n / d − 1/2) = ceil ((2n − d) / 2d) */
  if (__builtin_mul_overflow (numerator, (__int128) 2, &doubled) ||
      __builtin_sub_overflow (doubled, (__int128) denominator, &doubled))
    return FALSE;

  divisor = (__int128) denominator * 2;
  quotient = doubled / divisor;
  if (doubled > 0 && doubled % divisor != 0)
    quotient++;

  if (quotient < G_MININT64 || quotient > G_MAXINT64)
    return FALSE;

  *result = (gint64) quotient;

  return TRUE;
}

gboolean
smrt_proration_of_amount (gint64  full_amount,
                          gint64  period_start,
                          gint64  period_end,
                          gint64  date,
                          gint64 *amount)
{
  gint64 length, remaining;

  if (period_end <= period_start || date < period_start || date > period_end)
    return FALSE;
  if (__builtin_sub_overflow (period_end, period_start, &length) ||
      __builtin_sub_overflow (period_end, date, &remaining))
    return FALSE;

  return smrt_round_ratio ((__int128) full_amount * remaining, length, amount);
}

gboolean
smrt_proration (gint64    unit_amount,
                gint64    quantity,
                gint64    period_start,
                gint64    period_end,
                gint64    date,
                gboolean  credit,
                gint64   *amount)
{
  gint64 full_amount;

  if (quantity < 0 || __builtin_mul_overflow (unit_amount, quantity, &full_amount))
    return FALSE;
  if (credit && __builtin_sub_overflow ((gint64) 0, full_amount, &full_amount))
    return FALSE;

  return smrt_proration_of_amount (full_amount, period_start, period_end, date, amount);
}
