/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-forecast.h"

gint64
smrt_forecast_get_payment_date (gint64       first_date,
                                SmrtCycle    cycle,
                                unsigned int number)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_utc (first_date);
  g_autoptr (GDateTime) date = NULL;

  if (first != NULL && number < 10000)
    date = cycle == SMRT_CYCLE_ANNUAL ? g_date_time_add_years (first, number) : g_date_time_add_months (first, number);

  return date != NULL ? g_date_time_to_unix (date) : first_date;
}

static void
add_row (GArray          *rows,
         const SmrtMoney *payment,
         gint64           first_date,
         SmrtCycle        cycle,
         unsigned int     number,
         unsigned int     count,
         gint64           from_credit)
{
  SmrtForecastRow row = {
    .first_date = smrt_forecast_get_payment_date (first_date, cycle, number),
    .last_date = smrt_forecast_get_payment_date (first_date, cycle, number + MAX (count, 1) - 1),
    .count = count,
    .payment = *payment,
    .from_credit = smrt_money_init (from_credit, payment->currency),
    .charged = smrt_money_init (payment->amount - from_credit, payment->currency),
  };

  g_array_append_val (rows, row);
}

GArray *
smrt_forecast_credit (const SmrtMoney *credit,
                      const SmrtMoney *payment,
                      gint64           first_date,
                      SmrtCycle        cycle)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SmrtForecastRow));
  gint64 whole, rest;

  g_return_val_if_fail (credit != NULL && payment != NULL, rows);

  if (credit->amount <= 0 || payment->amount <= 0 || cycle == SMRT_CYCLE_OTHER ||
      !g_str_equal (credit->currency, payment->currency))
    return rows;

  whole = credit->amount / payment->amount;
  rest = credit->amount % payment->amount;

  /* A calendar ends with the year 9999; nobody plans a thousand payments. */
  if (whole >= 1000)
    return rows;

  if (whole > 0)
    add_row (rows, payment, first_date, cycle, 0, whole, payment->amount);
  if (rest > 0)
    add_row (rows, payment, first_date, cycle, whole, 1, rest);
  add_row (rows, payment, first_date, cycle, whole + (rest > 0 ? 1 : 0), 0, 0);

  return rows;
}

/* The series whose next payment comes first; of several, the first of them. */
static unsigned int
find_next (const SmrtForecastSeries *series,
           const unsigned int       *n_made,
           unsigned int              n_series,
           gint64                   *date)
{
  unsigned int next = 0;

  for (unsigned int i = 0; i < n_series; i++)
    {
      gint64 other = smrt_forecast_get_payment_date (series[i].first_date, series[i].cycle, n_made[i]);

      if (i == 0 || other < *date)
        {
          next = i;
          *date = other;
        }
    }

  return next;
}

GArray *
smrt_forecast_payments (const SmrtMoney          *credit,
                        const SmrtForecastSeries *series,
                        unsigned int              n_series,
                        unsigned int              n_payments)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SmrtForecastRow));
  g_autofree unsigned int *n_made = NULL;
  gint64 rest;

  g_return_val_if_fail (credit != NULL && (series != NULL || n_series == 0), rows);

  if (credit->amount <= 0 || n_series == 0)
    return rows;
  for (unsigned int i = 0; i < n_series; i++)
    if (series[i].payment.amount <= 0 || series[i].cycle == SMRT_CYCLE_OTHER ||
        !g_str_equal (series[i].payment.currency, credit->currency))
      return rows;

  rest = credit->amount;
  n_made = g_new0 (unsigned int, n_series);
  while (rows->len < n_payments)
    {
      gint64 date = 0;
      unsigned int next = find_next (series, n_made, n_series, &date);
      const SmrtMoney *payment = &series[next].payment;
      gint64 from_credit = MIN (rest, payment->amount);

      add_row (rows, payment, date, series[next].cycle, 0, 1, from_credit);
      if (from_credit == 0)
        break;
      rest -= from_credit;
      n_made[next]++;
    }

  return rows;
}
