/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"
#include "smrt-price.h"

G_BEGIN_DECLS

/**
 * SmrtForecastRow:
 * @first_date: unix seconds of the first payment of the row
 * @last_date: unix seconds of the last one
 * @count: how many payments; 0 for the last row, which stands for all from
 *   @first_date on
 * @payment: what one payment comes to
 * @from_credit: what the credit pays of one payment
 * @charged: what is charged for one payment
 *
 * Payments of one kind, one after the other.
 */
typedef struct
{
  gint64       first_date;
  gint64       last_date;
  unsigned int count;
  SmrtMoney    payment;
  SmrtMoney    from_credit;
  SmrtMoney    charged;
} SmrtForecastRow;

/**
 * smrt_forecast_credit:
 * @credit: the subscription credit, positive
 * @payment: what each payment comes to
 * @first_date: unix seconds of the next payment
 * @cycle: how often it is made
 *
 * Which coming payments a credit covers: those that it pays whole, the one it
 * pays a part of, and the first that is charged in full. It is an estimate and
 * must be labelled as one.
 *
 * Returns: (transfer full) (element-type SmrtForecastRow): up to three rows;
 *   empty where there is no credit, the currencies differ, the cycle is
 *   another one, or the credit pays for a thousand payments and more
 */
GArray *smrt_forecast_credit    (const SmrtMoney *credit,
                                 const SmrtMoney *payment,
                                 gint64           first_date,
                                 SmrtCycle        cycle);

/**
 * SmrtForecastSeries:
 * @payment: what each payment comes to
 * @first_date: unix seconds of the next payment
 * @cycle: how often it is made
 *
 * The coming payments of one subscription.
 */
typedef struct
{
  SmrtMoney payment;
  gint64    first_date;
  SmrtCycle cycle;
} SmrtForecastSeries;

/**
 * smrt_forecast_payments:
 * @credit: the subscription credit, positive
 * @series: (array length=n_series): all that the credit pays for
 * @n_series: how many subscriptions
 * @n_payments: how many payments at the most
 *
 * The coming payments one by one, in the order of their dates, which is the
 * order in which they use up the credit, up to the first that is charged in
 * full. It is an estimate and must be labelled as one.
 *
 * Returns: (transfer full) (element-type SmrtForecastRow): rows of one payment
 *   each; empty where there is no credit, or a series is in another currency,
 *   comes to nothing or is paid in another cycle
 */
GArray *smrt_forecast_payments  (const SmrtMoney          *credit,
                                 const SmrtForecastSeries *series,
                                 unsigned int              n_series,
                                 unsigned int              n_payments);

/**
 * smrt_forecast_get_payment_date:
 * @first_date: unix seconds of payment number 0
 * @cycle: how often it is made
 * @number: which payment
 *
 * Counts months from the first date, so that the 31st comes back after a
 * shorter month.
 *
 * Returns: unix seconds
 */
gint64  smrt_forecast_get_payment_date (gint64       first_date,
                                        SmrtCycle    cycle,
                                        unsigned int number);

G_END_DECLS
