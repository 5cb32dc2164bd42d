/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-sum.h"

#define HALF (G_GINT64_CONSTANT (1) << 32)

/* Of a negative amount, too, the lower half is not negative. */
static void
split (gint64  amount,
       gint64 *high,
       gint64 *low)
{
  *low = amount % HALF;
  *high = amount / HALF;
  if (*low < 0)
    {
      *low += HALF;
      *high -= 1;
    }
}

void
smrt_store_sum_add (SmrtStoreSum *self,
                    gint64        amount)
{
  gint64 high, low;

  split (amount, &high, &low);
  self->high += high;
  self->low += low;
}

void
smrt_store_sum_subtract (SmrtStoreSum *self,
                         gint64        amount)
{
  gint64 high, low;

  split (amount, &high, &low);
  self->high -= high;
  self->low -= low;
}

gboolean
smrt_store_sum_get (const SmrtStoreSum *self,
                    gint64             *amount)
{
  gint64 carry, low, high;

  split (self->low, &carry, &low);
  high = self->high + carry;
  if (high < G_MININT32 || high > G_MAXINT32)
    return FALSE;

  *amount = high * HALF + low;

  return TRUE;
}
