/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-change.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-terms.h"
#include "smrt-sandbox-trials.h"

#define MAX_ITEMS 20
#define MAX_TRIAL (G_GINT64_CONSTANT (730) * 24 * 60 * 60)

typedef struct
{
  SmrtSandboxParams *params;
  const char *id;
  const char *price;
  gint64 quantity;
  gboolean has_quantity;
  gboolean deleted;
  gboolean has_tax_rates;
  char **tax_rates;
} Wish;

struct _SmrtSandboxChange
{
  SmrtSandboxParams *params;
  GArray *wishes;
  SmrtSandboxProration proration;
  gboolean has_date;
  gint64 date;
  gboolean reset_anchor;
  gboolean has_trial;
  gboolean ends_trial;
  gint64 trial_end;
};

SmrtSandboxProration
smrt_sandbox_change_parse_proration (const char *text)
{
  if (g_strcmp0 (text, "always_invoice") == 0)
    return SMRT_SANDBOX_PRORATION_INVOICE;
  if (g_strcmp0 (text, "create_prorations") == 0)
    return SMRT_SANDBOX_PRORATION_CREATE;

  return SMRT_SANDBOX_PRORATION_NONE;
}

const char *
smrt_sandbox_change_read_proration (SmrtSandboxParams *params)
{
  return smrt_sandbox_params_choice (params, "proration_behavior", "always_invoice|create_prorations|none",
                                     "create_prorations");
}

SmrtSandboxChange *
smrt_sandbox_change_read (SmrtSandboxParams *params)
{
  SmrtSandboxChange *self = g_new0 (SmrtSandboxChange, 1);
  GPtrArray *items = smrt_sandbox_params_objects (params, "items");
  SmrtSandboxParams *anchor = smrt_sandbox_params_object (params, "billing_cycle_anchor");

  self->params = params;
  self->wishes = g_array_new (FALSE, TRUE, sizeof (Wish));
  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    {
      SmrtSandboxParams *item = g_ptr_array_index (items, i);
      Wish wish = { 0 };

      wish.params = item;
      wish.id = smrt_sandbox_params_string (item, "id");
      wish.price = smrt_sandbox_params_string (item, "price");
      wish.has_quantity = smrt_sandbox_params_has (item, "quantity");
      wish.quantity = smrt_sandbox_params_int_within (item, "quantity", 1, 0, 999999);
      wish.deleted = smrt_sandbox_params_bool (item, "deleted", FALSE);
      wish.has_tax_rates = smrt_sandbox_params_has (item, "tax_rates");
      if (wish.has_tax_rates && !smrt_sandbox_params_clears (item, "tax_rates"))
        wish.tax_rates = smrt_sandbox_params_strings (item, "tax_rates");
      g_array_append_val (self->wishes, wish);
    }

  self->proration = smrt_sandbox_change_parse_proration (smrt_sandbox_change_read_proration (params));
  self->has_date = smrt_sandbox_params_has (params, "proration_date");
  self->date = smrt_sandbox_params_int (params, "proration_date", 0);
  if (anchor != NULL)
    self->reset_anchor = g_strcmp0 (smrt_sandbox_params_choice (anchor, "type", "now|unchanged", NULL), "now") == 0;
  if (anchor != NULL)
    smrt_sandbox_params_require (anchor, "type");

  /* No price here has a trial of its own, so that trial_from_plan changes nothing. */
  smrt_sandbox_params_bool (params, "trial_from_plan", FALSE);
  self->has_trial = smrt_sandbox_params_has (params, "trial_end");
  self->ends_trial = g_strcmp0 (smrt_sandbox_params_string (params, "trial_end"), "now") == 0;
  if (self->has_trial && !self->ends_trial)
    self->trial_end = smrt_sandbox_params_int (params, "trial_end", 0);

  return self;
}

void
smrt_sandbox_change_free (SmrtSandboxChange *self)
{
  g_array_unref (self->wishes);
  g_free (self);
}

gboolean
smrt_sandbox_change_is_wanted (SmrtSandboxChange *self)
{
  return self->wishes->len > 0 || self->reset_anchor || self->has_trial;
}

gint64
smrt_sandbox_change_get_date (SmrtSandboxChange *self,
                              gint64             now)
{
  return self->has_date ? self->date : now;
}

gboolean
smrt_sandbox_change_check_price (SmrtSandboxStore   *store,
                                 SmrtSandboxParams  *params,
                                 const char         *id,
                                 JsonArray          *current,
                                 GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (params, "price");
  JsonObject *price = smrt_sandbox_store_find (store, "price", "price", id, path, error);

  if (price == NULL)
    return FALSE;
  if (smrt_sandbox_json_object (price, "recurring") == NULL)
    return smrt_sandbox_fault_invalid (error, NULL, path,
                                       "The price '%s' is not recurring; a subscription needs a recurring price.", id);
  if (smrt_sandbox_json_bool (price, "active"))
    return TRUE;

  for (unsigned int i = 0; current != NULL && i < json_array_get_length (current); i++)
    if (g_strcmp0 (smrt_sandbox_json_string (json_array_get_object_element (current, i), "price"), id) == 0)
      return TRUE;

  return smrt_sandbox_fault_invalid (error, "price_inactive", path,
                                     "The price '%s' is inactive and takes no new subscriptions.", id);
}

gboolean
smrt_sandbox_change_check_quantity (SmrtSandboxStore   *store,
                                    SmrtSandboxParams  *params,
                                    JsonObject         *item,
                                    GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (params, "quantity");

  if (!smrt_sandbox_params_has (params, "quantity") || !smrt_sandbox_items_is_metered (store, item))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, NULL, path, "A metered price has no quantity.");
}

static gboolean
find_item (JsonArray    *items,
           const char   *id,
           unsigned int *index)
{
  for (unsigned int i = 0; i < json_array_get_length (items); i++)
    if (g_strcmp0 (smrt_sandbox_json_string (json_array_get_object_element (items, i), "id"), id) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_tax_rates (SmrtSandboxStore  *store,
               const Wish        *wish,
               JsonObject        *item,
               GError           **error)
{
  g_autofree char *path = smrt_sandbox_params_path (wish->params, "tax_rates");
  JsonArray *rates;

  if (!wish->has_tax_rates)
    return TRUE;

  rates = smrt_sandbox_terms_read_rates (store, wish->tax_rates, path, error);
  if (rates != NULL)
    json_object_set_array_member (item, "tax_rates", rates);

  return rates != NULL;
}

static gboolean
grant (SmrtSandboxStore  *store,
       const Wish        *wish,
       JsonArray         *items,
       gint64             now,
       GError           **error)
{
  g_autofree char *id_path = smrt_sandbox_params_path (wish->params, "id");
  JsonObject *current = NULL;
  unsigned int index = 0;

  if (wish->id != NULL)
    {
      if (!find_item (items, wish->id, &index))
        {
          smrt_sandbox_fault_missing (error, "subscription item", wish->id, id_path);
          return FALSE;
        }
      current = json_array_get_object_element (items, index);
    }

  if (wish->deleted)
    {
      if (current == NULL)
        return smrt_sandbox_fault_invalid (error, "parameter_missing", id_path,
                                           "Only an item with an id can be deleted.");
      json_array_remove_element (items, index);
      return TRUE;
    }

  if (wish->price == NULL && current == NULL)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", id_path,
                                       "An item needs a price, or the id of an item that there is.");
  if (wish->price != NULL)
    {
      g_autoptr (JsonArray) alone = json_array_new ();

      if (current != NULL)
        json_array_add_object_element (alone, json_object_ref (current));
      if (!smrt_sandbox_change_check_price (store, wish->params, wish->price, alone, error))
        return FALSE;
    }

  if (current == NULL)
    {
      current = smrt_sandbox_items_new (store, wish->price, wish->quantity, now);
      json_array_add_object_element (items, current);
      return smrt_sandbox_change_check_quantity (store, wish->params, current, error) && set_tax_rates (store, wish, current, error);
    }

  if (wish->price != NULL)
    json_object_set_string_member (current, "price", wish->price);
  /* As at Stripe: a new price without a quantity means one. */
  if (smrt_sandbox_items_is_metered (store, current))
    json_object_remove_member (current, "quantity");
  else if (wish->has_quantity || wish->price != NULL)
    json_object_set_int_member (current, "quantity", wish->quantity);

  return smrt_sandbox_change_check_quantity (store, wish->params, current, error) && set_tax_rates (store, wish, current, error);
}

gboolean
smrt_sandbox_change_check_items (SmrtSandboxStore  *store,
                                 JsonObject        *subscription,
                                 JsonArray         *items,
                                 GError           **error)
{
  g_autoptr (GPtrArray) loaded = smrt_sandbox_items_load (store, subscription, items);
  const SmrtSandboxItem *first;
  const char *currency;

  if (loaded->len == 0)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "items", "A subscription needs an item.");
  if (loaded->len > MAX_ITEMS)
    return smrt_sandbox_fault_invalid (error, NULL, "items", "A subscription has %d items at the most.", MAX_ITEMS);

  first = g_ptr_array_index (loaded, 0);
  currency = subscription != NULL ? smrt_sandbox_json_string (subscription, "currency") : NULL;
  for (unsigned int i = 0; i < loaded->len; i++)
    {
      const SmrtSandboxItem *item = g_ptr_array_index (loaded, i);

      if (!g_str_equal (item->currency, currency != NULL ? currency : first->currency))
        return smrt_sandbox_fault_invalid (error, "currency_mismatch", "items",
                                           "The price '%s' is in %s, but the subscription is in %s.", item->price,
                                           item->currency, currency != NULL ? currency : first->currency);
      if (!smrt_sandbox_interval_equal (item->interval, first->interval))
        return smrt_sandbox_fault_invalid (error, NULL, "items",
                                           "All prices of a subscription must have the same interval here.");
    }

  return TRUE;
}

gboolean
smrt_sandbox_change_get_trial_end (SmrtSandboxChange  *self,
                                   gint64              now,
                                   gint64             *trial_end,
                                   GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (self->params, "trial_end");

  *trial_end = self->ends_trial ? now : self->trial_end;
  if (!self->has_trial || self->ends_trial)
    return TRUE;
  if (*trial_end <= now)
    return smrt_sandbox_fault_invalid (error, NULL, path, "The trial must end in the future, or now.");
  if (*trial_end - now > MAX_TRIAL)
    return smrt_sandbox_fault_invalid (error, NULL, path, "A trial is two years long at the most.");

  return TRUE;
}

JsonArray *
smrt_sandbox_change_make_items (SmrtSandboxChange  *self,
                                SmrtSandboxStore   *store,
                                JsonObject         *subscription,
                                gint64              now,
                                GError            **error)
{
  g_autoptr (JsonArray) items = NULL;

  if (subscription != NULL)
    items = smrt_sandbox_json_copy_array (smrt_sandbox_json_array (subscription, "items"));
  else
    items = json_array_new ();

  for (unsigned int i = 0; i < self->wishes->len; i++)
    if (!grant (store, &g_array_index (self->wishes, Wish, i), items, now, error))
      return NULL;

  return smrt_sandbox_change_check_items (store, subscription, items, error) ? g_steal_pointer (&items) : NULL;
}

static void
fill_input (SmrtSandboxChangeInput *input,
            JsonObject             *subscription,
            GPtrArray              *before,
            gint64                  now)
{
  JsonObject *mode = smrt_sandbox_json_object (subscription, "billing_mode");
  JsonObject *flexible = smrt_sandbox_json_object (mode, "flexible");

  input->flexible = g_strcmp0 (smrt_sandbox_json_string (mode, "type"), "flexible") == 0;
  input->itemized = input->flexible &&
                    g_strcmp0 (smrt_sandbox_json_string (flexible, "proration_discounts"), "itemized") == 0;
  input->anchor = smrt_sandbox_json_int (subscription, "billing_cycle_anchor");
  input->period = smrt_sandbox_items_get_period (subscription);
  input->now = now;
  input->date = now;
  input->before = before;
}

static GPtrArray *
load_current (SmrtSandboxStore *store,
              JsonObject       *subscription)
{
  return smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
}

SmrtSandboxPlan *
smrt_sandbox_change_plan_items (SmrtSandboxStore      *store,
                                JsonObject            *subscription,
                                JsonObject            *amended,
                                JsonArray             *items,
                                SmrtSandboxProration   proration,
                                gboolean               reset_anchor,
                                gint64                 date,
                                gint64                 now,
                                GError               **error)
{
  g_autoptr (GPtrArray) before = load_current (store, subscription);
  g_autoptr (GPtrArray) after = smrt_sandbox_items_load (store, amended, items);
  g_autoptr (JsonArray) usage = NULL;
  SmrtSandboxChangeInput input = { 0 };

  if (smrt_sandbox_trials_is_running (subscription))
    return smrt_sandbox_trials_plan (store, subscription, amended, items, 0, proration, now, error);

  usage = smrt_sandbox_meters_make_lines (store, amended, now, error);
  if (usage == NULL)
    return NULL;

  fill_input (&input, subscription, before, now);
  input.reset_anchor = reset_anchor;
  input.proration = proration;
  input.date = date;
  input.usage = usage;
  input.after = after;

  return smrt_sandbox_billing_plan_change (&input, error);
}

JsonArray *
smrt_sandbox_change_plan_end (SmrtSandboxStore  *store,
                              JsonObject        *subscription,
                              gint64             now,
                              GError           **error)
{
  g_autoptr (GPtrArray) before = load_current (store, subscription);
  g_autoptr (GPtrArray) after = g_ptr_array_new ();
  SmrtSandboxChangeInput input = { 0 };

  if (smrt_sandbox_trials_is_running (subscription))
    return json_array_new ();

  fill_input (&input, subscription, before, now);
  input.after = after;

  return smrt_sandbox_billing_credit_lines (&input, error);
}

SmrtSandboxPlan *
smrt_sandbox_change_make_plan (SmrtSandboxChange  *self,
                               SmrtSandboxStore   *store,
                               JsonObject         *subscription,
                               JsonObject         *amended,
                               JsonArray          *items,
                               gint64              now,
                               GError            **error)
{
  g_autofree char *date_path = smrt_sandbox_params_path (self->params, "proration_date");
  SmrtSandboxPeriod period = smrt_sandbox_items_get_period (subscription);
  gint64 date = smrt_sandbox_change_get_date (self, now);
  gint64 trial_end;

  if (!smrt_sandbox_change_get_trial_end (self, now, &trial_end, error))
    return NULL;
  if (self->has_date && self->reset_anchor)
    {
      smrt_sandbox_fault_invalid (error, NULL, date_path,
                                  "proration_date cannot be used where billing_cycle_anchor is now.");
      return NULL;
    }
  if (date < MAX (period.start, smrt_sandbox_phases_get_start (store, subscription)) || date >= period.end)
    {
      smrt_sandbox_fault_invalid (error, "subscription_proration_date_invalid", date_path,
                                  "The proration date must lie in the current period of the subscription, and in the current "
                                  "phase of its schedule.");
      return NULL;
    }

  if (trial_end > now || (trial_end != 0 && smrt_sandbox_trials_is_running (subscription)))
    return smrt_sandbox_trials_plan (store, subscription, amended, items, trial_end, self->proration, now, error);

  return smrt_sandbox_change_plan_items (store, subscription, amended, items, self->proration, self->reset_anchor, date,
                                         now, error);
}
