/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

#define SMRT_TYPE_TOP_UP (smrt_top_up_get_type ())

/**
 * SmrtTopUp:
 * @amount: what is charged each time; positive
 * @below: what the usage credit must fall below
 *
 * The rule by which usage credit is bought without anyone asking for it. Both
 * are in one currency.
 */
typedef struct
{
  SmrtMoney amount;
  SmrtMoney below;
} SmrtTopUp;

GType      smrt_top_up_get_type (void) G_GNUC_CONST;
SmrtTopUp *smrt_top_up_copy     (const SmrtTopUp *self);
void       smrt_top_up_free     (SmrtTopUp       *self);

/**
 * SmrtTopUpSum:
 * @n_charges: how often the card is charged
 * @charged: all of that together
 * @left: the usage credit after it
 *
 * What a rule comes to.
 */
typedef struct
{
  gint64    n_charges;
  SmrtMoney charged;
  SmrtMoney left;
} SmrtTopUpSum;

/**
 * smrt_top_up_reckon:
 * @credit: the usage credit that there is
 * @due: what it has to pay
 * @sum: (out): what it comes to
 *
 * Reckons "batch billing": a top-up smaller than what is due is charged again
 * and again until the credit is no longer below the limit. It is an estimate and
 * must be labelled as one.
 *
 * Returns: %FALSE where the currencies differ or a sum does not fit
 */
gboolean   smrt_top_up_reckon   (const SmrtTopUp *self,
                                 const SmrtMoney *credit,
                                 const SmrtMoney *due,
                                 SmrtTopUpSum    *sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtTopUp, smrt_top_up_free)

G_END_DECLS
