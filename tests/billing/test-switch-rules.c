/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-switch-rules.h"

static void
test_values (void)
{
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (TRUE, SMRT_SWITCH_PRICE | SMRT_SWITCH_QUANTITY,
                                                             SMRT_PRORATION_CREATE_PRORATIONS);

  g_assert_true (smrt_switch_rules_get_enabled (rules));
  g_assert_cmpuint (smrt_switch_rules_get_flags (rules), ==, SMRT_SWITCH_PRICE | SMRT_SWITCH_QUANTITY);
  g_assert_cmpint (smrt_switch_rules_get_proration (rules), ==, SMRT_PRORATION_CREATE_PRORATIONS);
}

static void
test_products (void)
{
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (FALSE, 0, SMRT_PRORATION_NONE);

  g_assert_false (smrt_switch_rules_get_enabled (rules));
  g_assert_false (smrt_switch_rules_has_product (rules, "prod_1"));
  g_assert_false (smrt_switch_rules_has_price (rules, "price_1"));

  smrt_switch_rules_allow_price (rules, "prod_1", "price_1");
  smrt_switch_rules_allow_price (rules, "prod_1", "price_1");
  smrt_switch_rules_allow_price (rules, "prod_1", "price_2");

  g_assert_true (smrt_switch_rules_has_product (rules, "prod_1"));
  g_assert_true (smrt_switch_rules_has_price (rules, "price_1"));
  g_assert_true (smrt_switch_rules_has_price (rules, "price_2"));
  g_assert_false (smrt_switch_rules_has_product (rules, "price_1"));
  g_assert_false (smrt_switch_rules_has_price (rules, "prod_1"));
}

static void
test_references (void)
{
  SmrtSwitchRules *rules = smrt_switch_rules_new (TRUE, 0, SMRT_PRORATION_ALWAYS_INVOICE);
  SmrtSwitchRules *copy = g_boxed_copy (SMRT_TYPE_SWITCH_RULES, rules);

  smrt_switch_rules_unref (rules);
  smrt_switch_rules_allow_price (copy, "prod_1", "price_1");
  g_assert_true (smrt_switch_rules_has_price (copy, "price_1"));
  smrt_switch_rules_unref (copy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/switch-rules/values", test_values);
  g_test_add_func ("/switch-rules/products", test_products);
  g_test_add_func ("/switch-rules/references", test_references);

  return g_test_run ();
}
