/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-products.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-list.h"
#include "smrt-cli-output.h"
#include "smrt-export-calendar.h"
#include "smrt-export-csv.h"
#include "smrt-words.h"

static SmrtPlan *
find_plan (SmrtAccount      *account,
           SmrtSubscription *subscription)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

  if (item == NULL)
    return NULL;

  return smrt_catalogue_find_plan (smrt_account_get_catalogue (account),
                                   smrt_price_get_product_id (smrt_subscription_item_get_price (item)));
}

static void
add_price (JsonBuilder          *builder,
           SmrtSubscriptionItem *item)
{
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  SmrtPrice *price = item != NULL ? smrt_subscription_item_get_price (item) : NULL;
  SmrtMoney amount;
  gboolean known;

  known = price != NULL && smrt_price_get_amount (price, smrt_subscription_item_get_quantity (item), &amount);

  smrt_cli_add_string (builder, "price", price != NULL ? smrt_price_get_id (price) : NULL);
  smrt_cli_add_string (builder, "cycle",
                       price != NULL ? g_enum_get_value (cycles, smrt_price_get_cycle (price))->value_nick : NULL);
  smrt_cli_add_int (builder, "quantity", item != NULL ? smrt_subscription_item_get_quantity (item) : 0);
  smrt_cli_add_money (builder, "amount", known ? &amount : NULL);
}

static void
add_offers (JsonBuilder      *builder,
            SmrtCatalogue    *catalogue,
            SmrtSubscription *subscription)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);
  g_autofree char *obstacle = smrt_words_obstacle (smrt_catalogue_get_obstacle (catalogue, subscription), subscription);

  json_builder_set_member_name (builder, "offers");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char *title = smrt_words_offer_title (offer, catalogue);

      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "title", title);
      smrt_cli_add_string (builder, "plan", smrt_plan_get_id (smrt_offer_get_to_plan (offer)));
      smrt_cli_add_string (builder, "price", smrt_price_get_id (smrt_offer_get_to_price (offer)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  smrt_cli_add_string (builder, "obstacle", obstacle);
}

static JsonNode *
make_json (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (GEnumClass) statuses = g_type_class_ref (SMRT_TYPE_SUBSCRIPTION_STATUS);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *subscriptions = smrt_account_get_subscriptions (account);

  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPlan *plan = find_plan (account, subscription);
      g_autofree char *summary = smrt_words_subscription_summary (subscription, plan);
      SmrtSubscriptionStatus status = smrt_subscription_get_status (subscription);

      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "id", smrt_subscription_get_id (subscription));
      smrt_cli_add_string (builder, "name", plan != NULL ? smrt_plan_get_name (plan) : NULL);
      smrt_cli_add_string (builder, "plan", plan != NULL ? smrt_plan_get_id (plan) : NULL);
      smrt_cli_add_string (builder, "status", g_enum_get_value (statuses, status)->value_nick);
      add_price (builder, smrt_subscription_get_main_item (subscription));
      smrt_cli_add_time (builder, "next_billing_date", smrt_subscription_get_next_billing_date (subscription));
      smrt_cli_add_time (builder, "cancel_at", smrt_subscription_get_cancel_at (subscription));
      smrt_cli_add_string (builder, "summary", summary);
      add_offers (builder, smrt_account_get_catalogue (account), subscription);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}

static char *
make_text (SmrtAccount       *account,
           SmrtExportSource  *source,
           GError           **error)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("llll");
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *subscriptions = smrt_account_get_subscriptions (account);

  if (g_list_model_get_n_items (subscriptions) == 0)
    return g_strdup (_("There are no subscriptions.\n"));

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPlan *plan = find_plan (account, subscription);
      g_autofree char *id = smrt_words_plain (smrt_subscription_get_id (subscription));
      g_autofree char *name = plan != NULL ? smrt_words_plain (smrt_plan_get_name (plan)) : g_strdup ("");
      g_autofree char *status = smrt_words_subscription_status (subscription, NULL);
      g_autofree char *summary = smrt_words_subscription_summary (subscription, plan);

      smrt_cli_table_add (table, (const char *[]) { id, name, status, summary, NULL });
    }
  smrt_cli_table_append_to (table, text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtCliList list = {
  .command = "products",
  .summary = N_("Lists the subscriptions of the account."),
  .make_json = make_json,
  .make_text = make_text,
  .formats = {
    { "csv", N_("Print comma-separated values for a spreadsheet"), smrt_export_csv_products },
    { "ics", N_("Print the next billing dates for a calendar"), smrt_export_calendar },
  },
};

SmrtCliExit
smrt_cli_products (char ***args)
{
  return smrt_cli_list_run (&list, args);
}
