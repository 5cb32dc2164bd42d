/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-proration.h"

#define PERIOD 2592000

/* Points known from public invoices. */
static void
test_known_points (void)
{
  static const struct
  {
    gint64 start;
    gint64 end;
    gint64 date;
    gint64 unit;
    gint64 quantity;
    gboolean credit;
    gint64 amount;
  } points[] = {
    { 1762799351, 1765391351, 1762799355, 2500, 1, TRUE, -2500 },
    { 1762799351, 1794335351, 1762799355, 25000, 1, FALSE, 25000 },
    { 1790021318, 1792613318, 1792606838, 1000, 1, TRUE, -3 },
    { 1790021318, 1792613318, 1792606838, 1800, 1, FALSE, 4 },
    { 0, 2592000, 2585520, 1000, 3, FALSE, 7 },
    { 1596749288, 1599427688, 1598982148, 1000, 1, TRUE, -166 },
    { 1596749288, 1599427688, 1598982148, 3252, 1, FALSE, 541 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (points); i++)
    {
      gint64 amount;

      g_assert_true (smrt_proration (points[i].unit, points[i].quantity, points[i].start, points[i].end,
                                     points[i].date, points[i].credit, &amount));
      g_assert_cmpint (amount, ==, points[i].amount);
    }
}

static void
test_bounds (void)
{
  gint64 amount;

  /* The first second is the whole period, the last one nothing. */
  g_assert_true (smrt_proration (7500, 3, 0, PERIOD, 0, FALSE, &amount));
  g_assert_cmpint (amount, ==, 22500);
  g_assert_true (smrt_proration (7500, 3, 0, PERIOD, 0, TRUE, &amount));
  g_assert_cmpint (amount, ==, -22500);
  g_assert_true (smrt_proration (7500, 3, 0, PERIOD, PERIOD, FALSE, &amount));
  g_assert_cmpint (amount, ==, 0);
  g_assert_true (smrt_proration (7500, 0, 0, PERIOD, PERIOD / 2, FALSE, &amount));
  g_assert_cmpint (amount, ==, 0);

  g_assert_false (smrt_proration (7500, 1, 0, PERIOD, -1, FALSE, &amount));
  g_assert_false (smrt_proration (7500, 1, 0, PERIOD, PERIOD + 1, FALSE, &amount));
  g_assert_false (smrt_proration (7500, 1, PERIOD, PERIOD, PERIOD, FALSE, &amount));
  g_assert_false (smrt_proration (7500, 1, PERIOD, 0, 0, FALSE, &amount));
  g_assert_false (smrt_proration (7500, -1, 0, PERIOD, 0, FALSE, &amount));
}

/* Rounded after the quantity, not for each unit: 3 × 1000 × 6480 / 2592000 is
 * 7.5, of which each third would be 2.5. */
static void
test_quantity (void)
{
  gint64 amount;

  g_assert_true (smrt_proration (1000, 1, 0, PERIOD, 2585520, FALSE, &amount));
  g_assert_cmpint (amount, ==, 2);
  g_assert_true (smrt_proration (1000, 3, 0, PERIOD, 2585520, FALSE, &amount));
  g_assert_cmpint (amount, ==, 7);
  g_assert_true (smrt_proration (1000, 3, 0, PERIOD, 2585520, TRUE, &amount));
  g_assert_cmpint (amount, ==, -8);
}

static void
test_of_amount (void)
{
  gint64 amount;

  g_assert_true (smrt_proration_of_amount (-7500, 0, PERIOD, PERIOD / 2, &amount));
  g_assert_cmpint (amount, ==, -3750);
  g_assert_true (smrt_proration_of_amount (7501, 0, PERIOD, PERIOD / 2, &amount));
  g_assert_cmpint (amount, ==, 3750);
  g_assert_false (smrt_proration_of_amount (7500, 0, PERIOD, PERIOD + 1, &amount));
}

static void
test_ties (void)
{
  static const struct
  {
    gint64 numerator;
    gint64 denominator;
    gint64 result;
  } cases[] = {
    { 0, 2, 0 },
    { 1, 2, 0 },
    { 3, 2, 1 },
    { 5, 2, 2 },
    { -1, 2, -1 },
    { -3, 2, -2 },
    { -5, 2, -3 },
    { 1, 3, 0 },
    { 2, 3, 1 },
    { -1, 3, 0 },
    { -2, 3, -1 },
    { 4, 3, 1 },
    { -4, 3, -1 },
    { -5, 3, -2 },
    { 49, 100, 0 },
    { 50, 100, 0 },
    { 51, 100, 1 },
    { -49, 100, 0 },
    { -50, 100, -1 },
    { -51, 100, -1 },
    { 7, 1, 7 },
    { -7, 1, -7 },
    { G_MAXINT64, 1, G_MAXINT64 },
    { G_MININT64, 1, G_MININT64 },
    { G_MAXINT64, G_MAXINT64, 1 },
    { G_MININT64, G_MAXINT64, -1 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 result;

      g_assert_true (smrt_round_ratio (cases[i].numerator, cases[i].denominator, &result));
      g_assert_cmpint (result, ==, cases[i].result);
    }
}

static void
test_overflow (void)
{
  const __int128 most = (__int128) (((unsigned __int128) 1 << 127) - 1);
  gint64 amount;

  g_assert_false (smrt_round_ratio ((__int128) G_MAXINT64 + 1, 1, &amount));
  g_assert_false (smrt_round_ratio ((__int128) G_MININT64 - 1, 1, &amount));
  g_assert_false (smrt_round_ratio (most, G_MAXINT64, &amount));
  g_assert_false (smrt_round_ratio (-most - 1, 1, &amount));

  g_assert_false (smrt_proration (G_MAXINT64, 2, 0, PERIOD, 0, FALSE, &amount));
  g_assert_false (smrt_proration (G_MININT64, 1, 0, PERIOD, 0, TRUE, &amount));
  g_assert_false (smrt_proration (1, 1, G_MININT64, G_MAXINT64, 0, FALSE, &amount));
  g_assert_true (smrt_proration (G_MAXINT64, 1, 0, G_MAXINT64, 0, FALSE, &amount));
  g_assert_cmpint (amount, ==, G_MAXINT64);
  g_assert_true (smrt_proration (G_MAXINT64, 1, 0, G_MAXINT64, 1, TRUE, &amount));
  g_assert_cmpint (amount, ==, -(G_MAXINT64 - 1));

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*denominator > 0*");
  g_assert_false (smrt_round_ratio (1, 0, &amount));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proration/known-points", test_known_points);
  g_test_add_func ("/proration/bounds", test_bounds);
  g_test_add_func ("/proration/quantity", test_quantity);
  g_test_add_func ("/proration/of-amount", test_of_amount);
  g_test_add_func ("/proration/ties", test_ties);
  g_test_add_func ("/proration/overflow", test_overflow);

  return g_test_run ();
}
