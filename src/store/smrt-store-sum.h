/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmrtStoreSum:
 * @high: the sum of the upper halves
 * @low: the sum of the lower halves
 *
 * A sum of minor units that is wider than 64 bits: it is right at any time,
 * whatever comes and goes in between, for up to 2³¹ amounts.
 */
typedef struct
{
  gint64 high;
  gint64 low;
} SmrtStoreSum;

void     smrt_store_sum_add      (SmrtStoreSum       *self,
                                  gint64              amount);
void     smrt_store_sum_subtract (SmrtStoreSum       *self,
                                  gint64              amount);

/**
 * smrt_store_sum_get:
 * @amount: (out): the sum
 *
 * Returns: whether it fits into 64 bits
 */
gboolean smrt_store_sum_get      (const SmrtStoreSum *self,
                                  gint64             *amount);

G_END_DECLS
