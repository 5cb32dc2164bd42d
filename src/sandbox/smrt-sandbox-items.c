/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-items.h"

#include "smrt-sandbox-json.h"
#include "smrt-sandbox-terms.h"

gboolean
smrt_sandbox_items_is_metered (SmrtSandboxStore *store,
                               JsonObject       *item)
{
  JsonObject *price = smrt_sandbox_store_get (store, "price", smrt_sandbox_json_string (item, "price"));
  JsonObject *recurring = smrt_sandbox_json_object (price, "recurring");

  return g_strcmp0 (smrt_sandbox_json_string (recurring, "usage_type"), "metered") == 0;
}

JsonObject *
smrt_sandbox_items_new (SmrtSandboxStore *store,
                        const char       *price,
                        gint64            quantity,
                        gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "si");
  JsonObject *item = smrt_sandbox_json_template (
    "{'object':'subscription_item','billing_thresholds':null,'discounts':[],'metadata':{},'tax_rates':[]}");

  json_object_set_string_member (item, "id", id);
  json_object_set_int_member (item, "created", now);
  json_object_set_string_member (item, "price", price);
  if (!smrt_sandbox_items_is_metered (store, item))
    json_object_set_int_member (item, "quantity", quantity);

  return item;
}

static JsonObject *
get_billed (JsonObject *subscription)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (subscription);

  if (smrt_sandbox_json_object (hidden, "billed") == NULL)
    json_object_set_object_member (hidden, "billed", json_object_new ());

  return smrt_sandbox_json_object (hidden, "billed");
}

static void
load_billed (SmrtSandboxItem *item,
             JsonObject      *subscription)
{
  JsonObject *billed = smrt_sandbox_json_object (get_billed (subscription), item->id);

  if (billed == NULL)
    return;

  item->billed = TRUE;
  item->billed_amount = smrt_sandbox_json_int (billed, "amount");
  if (smrt_sandbox_json_array (billed, "discounts") != NULL)
    item->billed_discounts = smrt_sandbox_json_copy_array (smrt_sandbox_json_array (billed, "discounts"));
  item->billed_period.start = smrt_sandbox_json_int (billed, "start");
  item->billed_period.end = smrt_sandbox_json_int (billed, "end");
  item->billed_invoice = g_strdup (smrt_sandbox_json_string (billed, "invoice"));
  item->billed_line = g_strdup (smrt_sandbox_json_string (billed, "line"));
}

GPtrArray *
smrt_sandbox_items_load (SmrtSandboxStore *store,
                         JsonObject       *subscription,
                         JsonArray        *items)
{
  GPtrArray *loaded = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_sandbox_item_free);

  for (unsigned int i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *stored = json_array_get_object_element (items, i);
      JsonObject *price = smrt_sandbox_store_get (store, "price", smrt_sandbox_json_string (stored, "price"));
      JsonObject *product = smrt_sandbox_store_get (store, "product", smrt_sandbox_json_string (price, "product"));
      JsonObject *recurring = smrt_sandbox_json_object (price, "recurring");
      SmrtSandboxItem *item = g_new0 (SmrtSandboxItem, 1);

      item->id = g_strdup (smrt_sandbox_json_string (stored, "id"));
      item->price = g_strdup (smrt_sandbox_json_string (price, "id"));
      item->product = g_strdup (smrt_sandbox_json_string (price, "product"));
      item->name = g_strdup (product != NULL ? smrt_sandbox_json_string (product, "name") : "");
      item->currency = g_strdup (smrt_sandbox_json_string (price, "currency"));
      item->unit_amount_decimal = g_strdup (smrt_sandbox_json_string (price, "unit_amount_decimal"));
      item->interval.unit = g_intern_string (smrt_sandbox_json_string (recurring, "interval"));
      item->interval.count = smrt_sandbox_json_int (recurring, "interval_count");
      item->metered = g_strcmp0 (smrt_sandbox_json_string (recurring, "usage_type"), "metered") == 0;
      item->meter = g_strdup (smrt_sandbox_json_string (recurring, "meter"));
      item->quantity = item->metered ? 0 : smrt_sandbox_json_int (stored, "quantity");
      item->since = smrt_sandbox_json_int (stored, "created");
      smrt_sandbox_terms_load (subscription, stored, item);
      if (subscription != NULL)
        {
          item->subscription = g_strdup (smrt_sandbox_json_string (subscription, "id"));
          load_billed (item, subscription);
          item->since = MAX (item->since, smrt_sandbox_json_int (smrt_sandbox_json_hidden (subscription), "measured"));
          item->since = MAX (item->since, smrt_sandbox_json_int (subscription, "trial_end"));
        }
      g_ptr_array_add (loaded, item);
    }

  return loaded;
}

const char *
smrt_sandbox_items_get_currency (SmrtSandboxStore *store,
                                 JsonArray        *items)
{
  JsonObject *first = json_array_get_object_element (items, 0);
  JsonObject *price = smrt_sandbox_store_get (store, "price", smrt_sandbox_json_string (first, "price"));

  return smrt_sandbox_json_string (price, "currency");
}

SmrtSandboxPeriod
smrt_sandbox_items_get_period (JsonObject *subscription)
{
  JsonObject *item = json_array_get_object_element (smrt_sandbox_json_array (subscription, "items"), 0);

  return (SmrtSandboxPeriod) { smrt_sandbox_json_int (item, "current_period_start"),
                              smrt_sandbox_json_int (item, "current_period_end") };
}

void
smrt_sandbox_items_set_period (JsonObject        *subscription,
                               SmrtSandboxPeriod  period)
{
  JsonArray *items = smrt_sandbox_json_array (subscription, "items");

  for (unsigned int i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      json_object_set_string_member (item, "subscription", smrt_sandbox_json_string (subscription, "id"));
      json_object_set_int_member (item, "current_period_start", period.start);
      json_object_set_int_member (item, "current_period_end", period.end);
    }
}

void
smrt_sandbox_items_record_billed (JsonObject *subscription,
                                  JsonArray  *lines,
                                  const char *invoice)
{
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *parent = smrt_sandbox_json_object (line, "parent");
      JsonObject *details = smrt_sandbox_json_object (parent, "subscription_item_details");
      JsonObject *prorated = smrt_sandbox_json_object (details, "proration_details");
      JsonObject *period = smrt_sandbox_json_object (line, "period");
      JsonObject *billed;

      if (!smrt_sandbox_json_is_null (prorated, "credited_items"))
        continue;

      billed = json_object_new ();
      json_object_set_int_member (billed, "amount", smrt_sandbox_json_int (line, "amount"));
      json_object_set_array_member (billed, "discounts",
                                    smrt_sandbox_json_copy_array (smrt_sandbox_json_array (line, "discount_amounts")));
      json_object_set_int_member (billed, "start", smrt_sandbox_json_int (period, "start"));
      json_object_set_int_member (billed, "end", smrt_sandbox_json_int (period, "end"));
      smrt_sandbox_json_set_string (billed, "invoice", invoice);
      smrt_sandbox_json_set_string (billed, "line", invoice != NULL ? smrt_sandbox_json_string (line, "id") : NULL);
      json_object_set_object_member (get_billed (subscription),
                                     smrt_sandbox_json_string (details, "subscription_item"), billed);
    }
}
