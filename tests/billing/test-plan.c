/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static void
test_defaults (void)
{
  SmrtPlan *plan = smrt_plan_new ("prod_1", "Standard & more");
  gint64 rank = -1;

  g_assert_cmpstr (smrt_plan_get_id (plan), ==, "prod_1");
  g_assert_cmpstr (smrt_plan_get_name (plan), ==, "Standard & more");
  g_assert_null (smrt_plan_get_description (plan));
  g_assert_null (smrt_plan_get_family (plan));
  g_assert_null (smrt_plan_get_includes (plan));
  g_assert_null (smrt_plan_get_unit_label (plan));
  g_assert_false (smrt_plan_get_rank (plan, &rank));
  g_assert_true (smrt_plan_get_active (plan));
  g_assert_null (smrt_plan_get_features (plan)[0]);
  g_assert_cmpuint (smrt_plan_get_prices (plan)->len, ==, 0);

  g_assert_finalize_object (plan);
}

static void
test_values (void)
{
  static const char * const features[] = { "Cold Transfer", "Instant Numbers", NULL };
  SmrtPlan *plan = smrt_plan_new ("prod_1", "Standard");
  gint64 rank;

  smrt_plan_set_description (plan, "For teams");
  smrt_plan_set_family (plan, "other");
  smrt_plan_set_family (plan, "smrtphone");
  smrt_plan_set_includes (plan, "prod_0");
  smrt_plan_set_unit_label (plan, "seat");
  smrt_plan_set_rank (plan, 0);
  smrt_plan_set_active (plan, FALSE);
  smrt_plan_set_features (plan, features);

  g_assert_cmpstr (smrt_plan_get_description (plan), ==, "For teams");
  g_assert_cmpstr (smrt_plan_get_family (plan), ==, "smrtphone");
  g_assert_cmpstr (smrt_plan_get_includes (plan), ==, "prod_0");
  g_assert_cmpstr (smrt_plan_get_unit_label (plan), ==, "seat");
  g_assert_true (smrt_plan_get_rank (plan, &rank));
  g_assert_cmpint (rank, ==, 0);
  g_assert_false (smrt_plan_get_active (plan));
  g_assert_cmpstrv (smrt_plan_get_features (plan), features);

  smrt_plan_set_family (plan, NULL);
  g_assert_null (smrt_plan_get_family (plan));

  g_assert_finalize_object (plan);
}

static void
test_find_price (void)
{
  SmrtPlan *plan = smrt_plan_new ("prod_1", "Standard");
  gint64 amount = 7500;
  SmrtPrice *archived = smrt_price_new ("old", "prod_1", "usd", &amount, SMRT_INTERVAL_MONTH, 1, FALSE, FALSE, NULL);
  SmrtPrice *metered = smrt_price_new ("usage", "prod_1", "usd", &amount, SMRT_INTERVAL_MONTH, 1, TRUE, TRUE, NULL);
  SmrtPrice *quarterly = billing_price_new ("quarterly", "usd", 20000, SMRT_INTERVAL_MONTH, 3);
  SmrtPrice *euro = billing_price_new ("euro", "eur", 7000, SMRT_INTERVAL_MONTH, 1);
  SmrtPrice *monthly = billing_price_new ("monthly", "usd", 7500, SMRT_INTERVAL_MONTH, 1);
  SmrtPrice *annual = billing_price_new ("annual", "usd", 75000, SMRT_INTERVAL_YEAR, 1);
  SmrtPrice *prices[] = { archived, metered, quarterly, euro, monthly, annual };

  for (unsigned int i = 0; i < G_N_ELEMENTS (prices); i++)
    smrt_plan_add_price (plan, prices[i]);

  g_assert_true (smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, "usd") == monthly);
  g_assert_true (smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, "EUR") == euro);
  g_assert_true (smrt_plan_find_price (plan, SMRT_CYCLE_ANNUAL, "usd") == annual);
  g_assert_null (smrt_plan_find_price (plan, SMRT_CYCLE_ANNUAL, "eur"));
  g_assert_cmpuint (smrt_plan_get_prices (plan)->len, ==, G_N_ELEMENTS (prices));

  g_assert_finalize_object (plan);
  for (unsigned int i = 0; i < G_N_ELEMENTS (prices); i++)
    g_assert_finalize_object (prices[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/defaults", test_defaults);
  g_test_add_func ("/plan/values", test_values);
  g_test_add_func ("/plan/find-price", test_find_price);

  return g_test_run ();
}
