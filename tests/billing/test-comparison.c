/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static void
assert_row (SmrtComparison *comparison,
            unsigned int    position,
            const char     *name,
            gboolean        in_first,
            gboolean        in_second)
{
  g_autoptr (SmrtFeature) feature = g_list_model_get_item (G_LIST_MODEL (comparison), position);

  g_assert_cmpstr (smrt_feature_get_name (feature), ==, name);
  g_assert_cmpint (smrt_feature_get_included (feature, 0), ==, in_first);
  g_assert_cmpint (smrt_feature_get_included (feature, 1), ==, in_second);
  g_assert_false (smrt_feature_get_included (feature, 2));
  g_assert_false (smrt_feature_get_included (feature, 64));
  g_assert_cmpint (smrt_feature_get_differs (feature), ==, in_first != in_second);
}

static void
test_rows (void)
{
  static const char * const own[] = { "Desk Phones", "Cold Transfer", NULL };
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  SmrtPlan *standard = smrt_catalogue_find_plan (catalogue, "standard");
  SmrtPlan *pro = smrt_catalogue_find_plan (catalogue, "pro");
  SmrtComparison *comparison;
  GPtrArray *columns;

  smrt_plan_set_includes (pro, NULL);
  smrt_plan_set_features (pro, own);
  comparison = smrt_catalogue_compare (catalogue, pro);
  columns = smrt_comparison_get_plans (comparison);

  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_true (g_ptr_array_index (columns, 0) == standard);
  g_assert_true (g_ptr_array_index (columns, 1) == pro);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (comparison)) == SMRT_TYPE_FEATURE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (comparison)), ==, 3);
  assert_row (comparison, 0, "Instant Numbers", TRUE, FALSE);
  assert_row (comparison, 1, "Cold Transfer", TRUE, TRUE);
  assert_row (comparison, 2, "Desk Phones", FALSE, TRUE);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (comparison), 3));

  g_assert_finalize_object (comparison);
}

static void
test_included (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtComparison) comparison = NULL;

  comparison = smrt_catalogue_compare (catalogue, smrt_catalogue_find_plan (catalogue, "standard"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (comparison)), ==, 4);
  assert_row (comparison, 0, "Instant Numbers", TRUE, TRUE);
  assert_row (comparison, 1, "Cold Transfer", TRUE, TRUE);
  assert_row (comparison, 2, "Warm Transfers", FALSE, TRUE);
  assert_row (comparison, 3, "Call Monitoring", FALSE, TRUE);
}

/* The server sets no limit to a family. */
static void
test_many_columns (void)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (SmrtComparison) comparison = NULL;

  for (unsigned int i = 0; i < 70; i++)
    {
      g_autofree char *id = g_strdup_printf ("plan%02u", i);
      const char * const features[] = { "All", i == 69 ? "Last" : "All", NULL };
      SmrtPlan *plan = billing_plan_new (id, 100 + i, -1);

      smrt_plan_set_family (plan, "many");
      smrt_plan_set_features (plan, features);
      g_ptr_array_add (plans, plan);
    }

  catalogue = smrt_catalogue_new (plans, NULL);
  comparison = smrt_catalogue_compare (catalogue, g_ptr_array_index (plans, 0));
  g_assert_cmpuint (smrt_comparison_get_plans (comparison)->len, ==, 70);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (comparison)), ==, 2);
  {
    g_autoptr (SmrtFeature) all = g_list_model_get_item (G_LIST_MODEL (comparison), 0);
    g_autoptr (SmrtFeature) last = g_list_model_get_item (G_LIST_MODEL (comparison), 1);

    g_assert_false (smrt_feature_get_differs (all));
    g_assert_true (smrt_feature_get_differs (last));
    g_assert_true (smrt_feature_get_included (last, 69));
    g_assert_false (smrt_feature_get_included (last, 5));
    g_assert_false (smrt_feature_get_included (last, 70));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comparison/rows", test_rows);
  g_test_add_func ("/comparison/included", test_included);
  g_test_add_func ("/comparison/many-columns", test_many_columns);

  return g_test_run ();
}
