/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-top-up.h"

G_DEFINE_BOXED_TYPE (SmrtTopUp, smrt_top_up, smrt_top_up_copy, smrt_top_up_free)

SmrtTopUp *
smrt_top_up_copy (const SmrtTopUp *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
smrt_top_up_free (SmrtTopUp *self)
{
  g_free (self);
}

gboolean
smrt_top_up_reckon (const SmrtTopUp *self,
                    const SmrtMoney *credit,
                    const SmrtMoney *due,
                    SmrtTopUpSum    *sum)
{
  gint64 left, missing, charged = 0, n_charges = 0;

  g_return_val_if_fail (self != NULL && credit != NULL && due != NULL && sum != NULL, FALSE);

  if (self->amount.amount <= 0 || !g_str_equal (self->amount.currency, self->below.currency) ||
      !g_str_equal (self->amount.currency, credit->currency) || !g_str_equal (credit->currency, due->currency))
    return FALSE;
  if (__builtin_sub_overflow (credit->amount, due->amount, &left) ||
      __builtin_sub_overflow (self->below.amount, left, &missing))
    return FALSE;

  if (missing > 0)
    {
      n_charges = missing / self->amount.amount + (missing % self->amount.amount > 0 ? 1 : 0);
      if (__builtin_mul_overflow (n_charges, self->amount.amount, &charged) ||
          __builtin_add_overflow (left, charged, &left))
        return FALSE;
    }

  *sum = (SmrtTopUpSum) {
    .n_charges = n_charges,
    .charged = smrt_money_init (charged, credit->currency),
    .left = smrt_money_init (left, credit->currency),
  };

  return TRUE;
}
