/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-plans.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-list.h"
#include "smrt-cli-output.h"
#include "smrt-export-csv.h"
#include "smrt-words.h"

/* The price of a subscription to the plan, where there is one. */
static SmrtPrice *
find_current_price (SmrtAccount *account,
                    SmrtPlan    *plan)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (account);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
      SmrtPrice *price = item != NULL ? smrt_subscription_item_get_price (item) : NULL;

      if (price != NULL && g_str_equal (smrt_price_get_product_id (price), smrt_plan_get_id (plan)))
        return price;
    }

  return NULL;
}

static void
add_price (JsonBuilder *builder,
           SmrtPlan    *plan,
           SmrtPrice   *price,
           SmrtPrice   *current)
{
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  SmrtPrice *monthly = smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, smrt_price_get_currency (price));
  SmrtCycle cycle = smrt_price_get_cycle (price);
  SmrtMoney per_month;
  gboolean has_per_month = smrt_price_get_per_month (price, &per_month);
  unsigned int free_months = 0;

  if (cycle == SMRT_CYCLE_ANNUAL && monthly != NULL)
    free_months = smrt_price_get_free_months (price, monthly);

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "id", smrt_price_get_id (price));
  smrt_cli_add_string (builder, "cycle", g_enum_get_value (cycles, cycle)->value_nick);
  smrt_cli_add_money (builder, "amount", smrt_price_get_unit_amount (price));
  smrt_cli_add_money (builder, "display_per_month", has_per_month ? &per_month : NULL);
  smrt_cli_add_int (builder, "free_months", free_months);
  smrt_cli_add_boolean (builder, "current",
                        current != NULL && g_str_equal (smrt_price_get_id (price), smrt_price_get_id (current)));
  json_builder_end_object (builder);
}

static void
add_plan (JsonBuilder *builder,
          SmrtAccount *account,
          SmrtPlan    *plan)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  g_autofree char *family = smrt_words_family_title (plan, catalogue);
  g_autofree char *short_name = smrt_words_plan_short_name (plan, catalogue);
  g_auto (GStrv) features = smrt_catalogue_get_features (catalogue, plan);
  GPtrArray *prices = smrt_plan_get_prices (plan);
  SmrtPrice *current = find_current_price (account, plan);

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "id", smrt_plan_get_id (plan));
  smrt_cli_add_string (builder, "name", smrt_plan_get_name (plan));
  smrt_cli_add_string (builder, "short_name", short_name);
  smrt_cli_add_string (builder, "family", family);
  smrt_cli_add_boolean (builder, "current", current != NULL);
  smrt_cli_add_boolean (builder, "offered", smrt_plan_get_active (plan));

  json_builder_set_member_name (builder, "prices");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < prices->len; i++)
    add_price (builder, plan, g_ptr_array_index (prices, i), current);
  json_builder_end_array (builder);

  smrt_cli_add_strings (builder, "features", (const char * const *) features);
  json_builder_end_object (builder);
}

static JsonNode *
make_json (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *plans = smrt_catalogue_get_plans (smrt_account_get_catalogue (account));

  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < plans->len; i++)
    add_plan (builder, account, g_ptr_array_index (plans, i));
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}

static const char *
find_currency (SmrtAccount *account,
               GPtrArray   *family)
{
  for (unsigned int i = 0; i < family->len; i++)
    {
      SmrtPrice *price = find_current_price (account, g_ptr_array_index (family, i));

      if (price != NULL)
        return smrt_price_get_currency (price);
    }
  for (unsigned int i = 0; i < family->len; i++)
    {
      GPtrArray *prices = smrt_plan_get_prices (g_ptr_array_index (family, i));

      if (prices->len > 0)
        return smrt_price_get_currency (g_ptr_array_index (prices, 0));
    }

  return "usd";
}

static char *
describe_price (SmrtPlan   *plan,
                SmrtCycle   cycle,
                const char *currency)
{
  SmrtPrice *price = smrt_plan_find_price (plan, cycle, currency);

  if (price == NULL)
    return g_strdup ("–");

  return smrt_words_price_exact (price, smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, currency));
}

static void
add_row (SmrtCliTable *table,
         GStrvBuilder *cells)
{
  g_auto (GStrv) row = g_strv_builder_end (cells);

  smrt_cli_table_add (table, (const char * const *) row);
}

static void
add_price_row (SmrtCliTable *table,
               GPtrArray    *plans,
               SmrtCycle     cycle,
               const char   *currency)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  g_strv_builder_add (cells, smrt_words_cycle_name (cycle));
  for (unsigned int i = 0; i < plans->len; i++)
    {
      g_autofree char *price = describe_price (g_ptr_array_index (plans, i), cycle, currency);

      g_strv_builder_add (cells, price);
    }
  add_row (table, cells);
}

static void
append_family (GString     *text,
               SmrtAccount *account,
               SmrtPlan    *plan)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  g_autoptr (SmrtComparison) comparison = smrt_catalogue_compare (catalogue, plan);
  GPtrArray *plans = smrt_comparison_get_plans (comparison);
  g_autofree char *alignment = g_strnfill (plans->len + 1, 'l');
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new (alignment);
  g_autoptr (GStrvBuilder) head = g_strv_builder_new ();
  g_autofree char *title = smrt_words_family_title (plan, catalogue);
  const char *currency = find_currency (account, plans);

  g_strv_builder_add (head, title);
  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *column = g_ptr_array_index (plans, i);
      g_autofree char *name = smrt_words_plan_short_name (column, catalogue);
      g_autofree char *current = NULL;

      if (find_current_price (account, column) != NULL)
        /* Translators: %s is the name of the plan that the account has */
        current = g_strdup_printf (_("%s (your plan)"), name);
      g_strv_builder_add (head, current != NULL ? current : name);
    }
  add_row (table, head);

  add_price_row (table, plans, SMRT_CYCLE_MONTHLY, currency);
  add_price_row (table, plans, SMRT_CYCLE_ANNUAL, currency);

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (comparison)); i++)
    {
      g_autoptr (SmrtFeature) feature = g_list_model_get_item (G_LIST_MODEL (comparison), i);
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      g_autofree char *name = smrt_words_plain (smrt_feature_get_name (feature));

      g_strv_builder_add (cells, name);
      for (unsigned int j = 0; j < plans->len; j++)
        g_strv_builder_add (cells, smrt_feature_get_included (feature, j) ? _("Included") : _("Not included"));
      add_row (table, cells);
    }

  if (text->len > 0)
    g_string_append_c (text, '\n');
  smrt_cli_table_append_to (table, text);
}

static char *
make_text (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  GPtrArray *plans = smrt_catalogue_get_plans (catalogue);
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      g_autoptr (GPtrArray) family = NULL;

      if (g_hash_table_contains (shown, plan))
        continue;
      family = smrt_catalogue_get_family (catalogue, plan);
      for (unsigned int j = 0; j < family->len; j++)
        g_hash_table_add (shown, g_ptr_array_index (family, j));
      append_family (text, account, plan);
    }

  if (text->len == 0)
    g_string_append (text, _("There are no plans.\n"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtCliList list = {
  .command = "plans",
  .summary = N_("Compares the plans, feature by feature."),
  .make_json = make_json,
  .make_text = make_text,
  .formats = {
    { "csv", N_("Print comma-separated values for a spreadsheet"), smrt_export_csv_plans },
  },
};

SmrtCliExit
smrt_cli_plans (char ***args)
{
  return smrt_cli_list_run (&list, args);
}
