/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static SmrtCatalogue *
make_catalogue (SmrtSwitchRules *rules,
                SmrtPlan        *first,
                ...) G_GNUC_NULL_TERMINATED;

/* Takes the plans. */
static SmrtCatalogue *
make_catalogue (SmrtSwitchRules *rules,
                SmrtPlan        *first,
                ...)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  va_list arguments;

  va_start (arguments, first);
  for (SmrtPlan *plan = first; plan != NULL; plan = va_arg (arguments, SmrtPlan *))
    g_ptr_array_add (plans, plan);
  va_end (arguments);

  return smrt_catalogue_new (plans, rules);
}

static char *
list_family (SmrtCatalogue *catalogue,
             const char    *id)
{
  g_autoptr (GPtrArray) family = smrt_catalogue_get_family (catalogue, smrt_catalogue_find_plan (catalogue, id));
  GString *names = g_string_new (NULL);

  for (unsigned int i = 0; i < family->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", smrt_plan_get_id (g_ptr_array_index (family, i)));

  return g_string_free (names, FALSE);
}

static void
assert_family (SmrtCatalogue *catalogue,
               const char    *id,
               const char    *expected)
{
  g_autofree char *family = list_family (catalogue, id);

  g_assert_cmpstr (family, ==, expected);
}

static void
test_plans (void)
{
  SmrtPlan *plan = billing_plan_new ("standard", 7500, 75000);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (TRUE, 0, SMRT_PRORATION_NONE);
  SmrtCatalogue *catalogue;

  g_ptr_array_add (plans, plan);
  catalogue = smrt_catalogue_new (plans, rules);

  g_assert_cmpuint (smrt_catalogue_get_plans (catalogue)->len, ==, 1);
  g_assert_true (smrt_catalogue_get_rules (catalogue) == rules);
  g_assert_true (smrt_catalogue_find_plan (catalogue, "standard") == plan);
  g_assert_null (smrt_catalogue_find_plan (catalogue, "pro"));

  g_assert_finalize_object (catalogue);
  g_assert_finalize_object (plan);
}

static void
test_family_by_metadata (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);

  assert_family (catalogue, "standard", "standard pro");
  assert_family (catalogue, "pro", "standard pro");
  assert_family (catalogue, "dialer", "dialer");
}

/* Two products that have no family may be switched by the portal; one that has
 * a family may not leave it. */
static void
test_family_by_portal (void)
{
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (TRUE, SMRT_SWITCH_PRICE, SMRT_PRORATION_NONE);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  SmrtPlan *named = billing_plan_new ("named", 100, 1000);

  smrt_plan_set_family (named, "other");
  smrt_switch_rules_allow_price (rules, "small", "small-month");
  smrt_switch_rules_allow_price (rules, "large", "large-month");
  smrt_switch_rules_allow_price (rules, "named", "named-month");
  catalogue = make_catalogue (rules, named, billing_plan_new ("large", 900, 9000),
                              billing_plan_new ("outside", 500, 5000), billing_plan_new ("small", 300, 3000), NULL);

  assert_family (catalogue, "small", "small large");
  assert_family (catalogue, "large", "small large");
  assert_family (catalogue, "outside", "outside");
  assert_family (catalogue, "named", "named");
}

static void
test_family_alone (void)
{
  g_autoptr (SmrtCatalogue) catalogue = NULL;

  catalogue = make_catalogue (NULL, billing_plan_new ("a", 100, 1000), billing_plan_new ("b", 200, 2000), NULL);
  assert_family (catalogue, "a", "a");
}

static void
test_family_without_archived (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);

  smrt_plan_set_active (smrt_catalogue_find_plan (catalogue, "standard"), FALSE);
  assert_family (catalogue, "pro", "pro");
  assert_family (catalogue, "standard", "standard pro");
}

static int
compare (SmrtPlan *a,
         SmrtPlan *b)
{
  g_autoptr (SmrtCatalogue) catalogue = make_catalogue (NULL, g_object_ref (a), g_object_ref (b), NULL);
  int order = smrt_catalogue_compare_rank (catalogue, a, b, "usd");

  g_assert_cmpint (smrt_catalogue_compare_rank (catalogue, b, a, "usd"), ==, -order);

  return order;
}

static void
test_rank (void)
{
  g_autoptr (SmrtPlan) cheap = billing_plan_new ("cheap", 7500, 75000);
  g_autoptr (SmrtPlan) dear = billing_plan_new ("dear", 12500, 125000);
  g_autoptr (SmrtPlan) also_cheap = billing_plan_new ("also-cheap", 7500, 1);
  g_autoptr (SmrtPlan) free_plan = billing_plan_new ("free", -1, -1);

  /* By the monthly price, whatever the annual one is. */
  g_assert_cmpint (compare (cheap, dear), <, 0);
  g_assert_cmpint (compare (cheap, also_cheap), ==, 0);
  g_assert_cmpint (compare (free_plan, cheap), <, 0);

  /* By the rank of the server, once both have one. */
  smrt_plan_set_rank (cheap, 5);
  g_assert_cmpint (compare (cheap, dear), <, 0);
  smrt_plan_set_rank (dear, -5);
  g_assert_cmpint (compare (cheap, dear), >, 0);
  smrt_plan_set_rank (dear, 5);
  g_assert_cmpint (compare (cheap, dear), <, 0);
}

/* A plan that is sold by the year alone has a price to be ranked by as well. */
static void
test_rank_annual (void)
{
  g_autoptr (SmrtPlan) monthly = billing_plan_new ("monthly", 7500, -1);
  g_autoptr (SmrtPlan) annual = billing_plan_new ("annual", -1, 125000);
  g_autoptr (SmrtPlan) cheap_annual = billing_plan_new ("cheap-annual", -1, 75000);
  g_autoptr (SmrtPlan) huge = billing_plan_new ("huge", G_MAXINT64, -1);

  g_assert_cmpint (compare (annual, cheap_annual), >, 0);
  g_assert_cmpint (compare (annual, monthly), >, 0);
  g_assert_cmpint (compare (cheap_annual, monthly), <, 0);
  g_assert_cmpint (compare (huge, annual), >, 0);
}

static void
assert_features (char       **features,
                 const char  *expected)
{
  g_autofree char *joined = g_strjoinv (", ", features);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (features);
}

static void
test_features (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  SmrtPlan *standard = smrt_catalogue_find_plan (catalogue, "standard");
  SmrtPlan *pro = smrt_catalogue_find_plan (catalogue, "pro");

  assert_features (smrt_catalogue_get_features (catalogue, standard), "Instant Numbers, Cold Transfer");
  assert_features (smrt_catalogue_get_features (catalogue, pro),
                   "Instant Numbers, Cold Transfer, Warm Transfers, Call Monitoring");
  assert_features (smrt_catalogue_get_feature_difference (catalogue, standard, pro), "Warm Transfers, Call Monitoring");
  assert_features (smrt_catalogue_get_feature_difference (catalogue, pro, standard), "");
  assert_features (smrt_catalogue_get_feature_difference (catalogue, pro, pro), "");
}

/* Each feature stands once, and a circle of plans comes to an end. */
static void
test_features_in_circle (void)
{
  static const char * const a_features[] = { "A", "Both", "A", NULL };
  static const char * const b_features[] = { "Both", "B", NULL };
  SmrtPlan *a = billing_plan_new ("a", 100, 1000);
  SmrtPlan *b = billing_plan_new ("b", 200, 2000);
  SmrtPlan *lost = billing_plan_new ("lost", 200, 2000);
  g_autoptr (SmrtCatalogue) catalogue = make_catalogue (NULL, a, b, lost, NULL);

  smrt_plan_set_features (a, a_features);
  smrt_plan_set_includes (a, "b");
  smrt_plan_set_features (b, b_features);
  smrt_plan_set_includes (b, "a");
  smrt_plan_set_features (lost, b_features);
  smrt_plan_set_includes (lost, "nowhere");

  assert_features (smrt_catalogue_get_features (catalogue, a), "Both, B, A");
  assert_features (smrt_catalogue_get_features (catalogue, b), "A, Both, B");
  assert_features (smrt_catalogue_get_features (catalogue, lost), "Both, B");

  smrt_plan_set_includes (a, "a");
  assert_features (smrt_catalogue_get_features (catalogue, a), "A, Both");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/plans", test_plans);
  g_test_add_func ("/catalogue/family-by-metadata", test_family_by_metadata);
  g_test_add_func ("/catalogue/family-by-portal", test_family_by_portal);
  g_test_add_func ("/catalogue/family-alone", test_family_alone);
  g_test_add_func ("/catalogue/family-without-archived", test_family_without_archived);
  g_test_add_func ("/catalogue/rank", test_rank);
  g_test_add_func ("/catalogue/rank-annual", test_rank_annual);
  g_test_add_func ("/catalogue/features", test_features);
  g_test_add_func ("/catalogue/features-in-circle", test_features_in_circle);

  return g_test_run ();
}
