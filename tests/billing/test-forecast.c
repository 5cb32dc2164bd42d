/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-forecast.h"

static gint64
noon (int year,
      int month,
      int day)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (date);
}

static GArray *
forecast (gint64      credit_amount,
          gint64      payment_amount,
          const char *currency,
          gint64      first_date,
          SmrtCycle   cycle)
{
  SmrtMoney credit = smrt_money_init (credit_amount, "usd");
  SmrtMoney payment = smrt_money_init (payment_amount, currency);

  return smrt_forecast_credit (&credit, &payment, first_date, cycle);
}

static void
assert_row (GArray       *rows,
            unsigned int  position,
            gint64        first_date,
            gint64        last_date,
            unsigned int  count,
            gint64        from_credit,
            gint64        charged)
{
  const SmrtForecastRow *row = &g_array_index (rows, SmrtForecastRow, position);

  g_assert_cmpint (row->first_date, ==, first_date);
  g_assert_cmpint (row->last_date, ==, last_date);
  g_assert_cmpuint (row->count, ==, count);
  g_assert_cmpint (row->payment.amount, ==, from_credit + charged);
  g_assert_cmpint (row->from_credit.amount, ==, from_credit);
  g_assert_cmpint (row->charged.amount, ==, charged);
  g_assert_cmpstr (row->payment.currency, ==, "usd");
  g_assert_cmpstr (row->from_credit.currency, ==, "usd");
  g_assert_cmpstr (row->charged.currency, ==, "usd");
}

/* 703.77 = 5 × 125.00 + 78.77, and 125.00 − 78.77 = 46.23. */
static void
test_part (void)
{
  g_autoptr (GArray) rows = forecast (70377, 12500, "usd", noon (2026, 12, 18), SMRT_CYCLE_MONTHLY);

  g_assert_cmpuint (rows->len, ==, 3);
  assert_row (rows, 0, noon (2026, 12, 18), noon (2027, 4, 18), 5, 12500, 0);
  assert_row (rows, 1, noon (2027, 5, 18), noon (2027, 5, 18), 1, 7877, 4623);
  assert_row (rows, 2, noon (2027, 6, 18), noon (2027, 6, 18), 0, 0, 12500);
}

static void
test_whole (void)
{
  g_autoptr (GArray) rows = forecast (25000, 12500, "usd", noon (2026, 12, 18), SMRT_CYCLE_MONTHLY);

  g_assert_cmpuint (rows->len, ==, 2);
  assert_row (rows, 0, noon (2026, 12, 18), noon (2027, 1, 18), 2, 12500, 0);
  assert_row (rows, 1, noon (2027, 2, 18), noon (2027, 2, 18), 0, 0, 12500);
}

static void
test_less_than_one (void)
{
  g_autoptr (GArray) rows = forecast (1, 125000, "usd", noon (2026, 12, 18), SMRT_CYCLE_ANNUAL);

  g_assert_cmpuint (rows->len, ==, 2);
  assert_row (rows, 0, noon (2026, 12, 18), noon (2026, 12, 18), 1, 1, 124999);
  assert_row (rows, 1, noon (2027, 12, 18), noon (2027, 12, 18), 0, 0, 125000);
}

static void
test_nothing (void)
{
  g_autoptr (GArray) none = forecast (0, 12500, "usd", 0, SMRT_CYCLE_MONTHLY);
  g_autoptr (GArray) owed = forecast (-500, 12500, "usd", 0, SMRT_CYCLE_MONTHLY);
  g_autoptr (GArray) gratis = forecast (500, 0, "usd", 0, SMRT_CYCLE_MONTHLY);
  g_autoptr (GArray) currency = forecast (500, 12500, "cad", 0, SMRT_CYCLE_MONTHLY);
  g_autoptr (GArray) cycle = forecast (500, 12500, "usd", 0, SMRT_CYCLE_OTHER);
  GArray *empty[] = { none, owed, gratis, currency, cycle };

  for (unsigned int i = 0; i < G_N_ELEMENTS (empty); i++)
    g_assert_cmpuint (empty[i]->len, ==, 0);
}

/* Either every date of it is right, or there is no forecast. */
static void
test_long (void)
{
  g_autoptr (GArray) rows = forecast (99950, 100, "usd", noon (2026, 12, 18), SMRT_CYCLE_ANNUAL);
  g_autoptr (GArray) beyond = forecast (100000, 100, "usd", noon (2026, 12, 18), SMRT_CYCLE_ANNUAL);
  g_autoptr (GArray) most = forecast (G_MAXINT64, 1, "usd", noon (2026, 12, 18), SMRT_CYCLE_MONTHLY);

  g_assert_cmpuint (rows->len, ==, 3);
  assert_row (rows, 0, noon (2026, 12, 18), noon (3024, 12, 18), 999, 100, 0);
  assert_row (rows, 1, noon (3025, 12, 18), noon (3025, 12, 18), 1, 50, 50);
  assert_row (rows, 2, noon (3026, 12, 18), noon (3026, 12, 18), 0, 0, 100);
  g_assert_cmpuint (beyond->len, ==, 0);
  g_assert_cmpuint (most->len, ==, 0);
}

static void
test_dates (void)
{
  gint64 last = noon (2027, 1, 31);
  gint64 leap = noon (2028, 2, 29);

  g_assert_cmpint (smrt_forecast_get_payment_date (last, SMRT_CYCLE_MONTHLY, 0), ==, last);
  g_assert_cmpint (smrt_forecast_get_payment_date (last, SMRT_CYCLE_MONTHLY, 1), ==, noon (2027, 2, 28));
  g_assert_cmpint (smrt_forecast_get_payment_date (last, SMRT_CYCLE_MONTHLY, 2), ==, noon (2027, 3, 31));
  g_assert_cmpint (smrt_forecast_get_payment_date (last, SMRT_CYCLE_MONTHLY, 13), ==, noon (2028, 2, 29));
  g_assert_cmpint (smrt_forecast_get_payment_date (leap, SMRT_CYCLE_ANNUAL, 1), ==, noon (2029, 2, 28));
  g_assert_cmpint (smrt_forecast_get_payment_date (leap, SMRT_CYCLE_ANNUAL, 4), ==, noon (2032, 2, 29));
}

static GArray *
list_payments (gint64       credit_amount,
               unsigned int n_payments)
{
  SmrtMoney credit = smrt_money_init (credit_amount, "usd");
  SmrtForecastSeries series = {
    .payment = smrt_money_init (12500, "usd"), .first_date = noon (2027, 1, 31), .cycle = SMRT_CYCLE_MONTHLY
  };

  return smrt_forecast_payments (&credit, &series, 1, n_payments);
}

/* Each payment by itself, up to the first that is charged in full. */
static void
test_payments (void)
{
  g_autoptr (GArray) part = list_payments (32877, 12);
  g_autoptr (GArray) whole = list_payments (12500, 12);
  g_autoptr (GArray) many = list_payments (G_MAXINT64, 12);
  g_autoptr (GArray) none = list_payments (0, 12);

  g_assert_cmpuint (part->len, ==, 4);
  assert_row (part, 0, noon (2027, 1, 31), noon (2027, 1, 31), 1, 12500, 0);
  assert_row (part, 1, noon (2027, 2, 28), noon (2027, 2, 28), 1, 12500, 0);
  assert_row (part, 2, noon (2027, 3, 31), noon (2027, 3, 31), 1, 7877, 4623);
  assert_row (part, 3, noon (2027, 4, 30), noon (2027, 4, 30), 1, 0, 12500);

  g_assert_cmpuint (whole->len, ==, 2);
  assert_row (whole, 0, noon (2027, 1, 31), noon (2027, 1, 31), 1, 12500, 0);
  assert_row (whole, 1, noon (2027, 2, 28), noon (2027, 2, 28), 1, 0, 12500);

  g_assert_cmpuint (many->len, ==, 12);
  assert_row (many, 11, noon (2027, 12, 31), noon (2027, 12, 31), 1, 12500, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

/* The credit does not belong to one subscription: what is due first takes it. */
static void
test_several_series (void)
{
  SmrtMoney credit = smrt_money_init (30000, "usd");
  SmrtForecastSeries series[] = {
    { smrt_money_init (10000, "usd"), noon (2026, 12, 18), SMRT_CYCLE_MONTHLY },
    { smrt_money_init (15000, "usd"), noon (2027, 1, 3), SMRT_CYCLE_ANNUAL },
  };
  g_autoptr (GArray) rows = smrt_forecast_payments (&credit, series, 2, 12);
  g_autoptr (GArray) mixed = NULL;
  g_autoptr (GArray) gratis = NULL;
  g_autoptr (GArray) other = NULL;

  g_assert_cmpuint (rows->len, ==, 4);
  assert_row (rows, 0, noon (2026, 12, 18), noon (2026, 12, 18), 1, 10000, 0);
  assert_row (rows, 1, noon (2027, 1, 3), noon (2027, 1, 3), 1, 15000, 0);
  assert_row (rows, 2, noon (2027, 1, 18), noon (2027, 1, 18), 1, 5000, 5000);
  assert_row (rows, 3, noon (2027, 2, 18), noon (2027, 2, 18), 1, 0, 10000);

  series[1].payment = smrt_money_init (15000, "cad");
  mixed = smrt_forecast_payments (&credit, series, 2, 12);
  g_assert_cmpuint (mixed->len, ==, 0);
  series[1].payment = smrt_money_init (0, "usd");
  gratis = smrt_forecast_payments (&credit, series, 2, 12);
  g_assert_cmpuint (gratis->len, ==, 0);
  series[1].payment = smrt_money_init (1, "usd");
  series[1].cycle = SMRT_CYCLE_OTHER;
  other = smrt_forecast_payments (&credit, series, 2, 12);
  g_assert_cmpuint (other->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forecast/part", test_part);
  g_test_add_func ("/forecast/whole", test_whole);
  g_test_add_func ("/forecast/less-than-one", test_less_than_one);
  g_test_add_func ("/forecast/nothing", test_nothing);
  g_test_add_func ("/forecast/long", test_long);
  g_test_add_func ("/forecast/dates", test_dates);
  g_test_add_func ("/forecast/payments", test_payments);
  g_test_add_func ("/forecast/several-series", test_several_series);

  return g_test_run ();
}
