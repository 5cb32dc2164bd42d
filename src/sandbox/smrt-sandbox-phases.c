/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-phases.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-terms.h"

JsonObject *
smrt_sandbox_phases_get_schedule (SmrtSandboxStore *store,
                                  JsonObject       *subscription)
{
  return smrt_sandbox_store_get (store, "subscription_schedule",
                                 smrt_sandbox_json_string (subscription, "schedule"));
}

static JsonObject *
find_phase (JsonObject *schedule,
            gint64      start)
{
  JsonArray *phases = smrt_sandbox_json_array (schedule, "phases");

  for (unsigned int i = 0; i < json_array_get_length (phases); i++)
    {
      JsonObject *phase = json_array_get_object_element (phases, i);

      if (smrt_sandbox_json_int (phase, "start_date") == start)
        return phase;
    }

  return NULL;
}

JsonObject *
smrt_sandbox_phases_get_current (JsonObject *schedule)
{
  return find_phase (schedule,
                     smrt_sandbox_json_int (smrt_sandbox_json_object (schedule, "current_phase"), "start_date"));
}

JsonObject *
smrt_sandbox_phases_get_next (JsonObject *schedule)
{
  return find_phase (schedule,
                     smrt_sandbox_json_int (smrt_sandbox_json_object (schedule, "current_phase"), "end_date"));
}

gint64
smrt_sandbox_phases_get_start (SmrtSandboxStore *store,
                               JsonObject       *subscription)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);

  return schedule != NULL ? smrt_sandbox_json_int (smrt_sandbox_json_object (schedule, "current_phase"), "start_date")
                          : 0;
}

gint64
smrt_sandbox_phases_get_end (SmrtSandboxStore *store,
                             JsonObject       *subscription)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);

  return schedule != NULL ? smrt_sandbox_json_int (smrt_sandbox_json_object (schedule, "current_phase"), "end_date")
                          : G_MAXINT64;
}

/* Takes the first item that has the price out of those that are left; without
 * a price the first one. */
static JsonObject *
take_item (GPtrArray  *left,
           const char *price)
{
  for (unsigned int i = 0; i < left->len; i++)
    if (price == NULL || g_strcmp0 (smrt_sandbox_json_string (left->pdata[i], "price"), price) == 0)
      return g_ptr_array_steal_index (left, i);

  return NULL;
}

JsonArray *
smrt_sandbox_phases_make_items (SmrtSandboxStore *store,
                                JsonObject       *subscription,
                                JsonObject       *phase,
                                gint64            now)
{
  JsonArray *wanted = smrt_sandbox_json_array (phase, "items");
  JsonArray *current = smrt_sandbox_json_array (subscription, "items");
  unsigned int length = json_array_get_length (wanted);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree JsonObject **made = g_new0 (JsonObject *, length);
  JsonArray *items = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (current); i++)
    g_ptr_array_add (left, smrt_sandbox_json_copy (json_array_get_object_element (current, i)));

  for (unsigned int i = 0; i < length; i++)
    made[i] = take_item (left, smrt_sandbox_json_string (json_array_get_object_element (wanted, i), "price"));

  for (unsigned int i = 0; i < length; i++)
    {
      JsonObject *wish = json_array_get_object_element (wanted, i);
      const char *price = smrt_sandbox_json_string (wish, "price");
      gint64 quantity = smrt_sandbox_json_int (wish, "quantity");

      if (made[i] == NULL)
        made[i] = take_item (left, NULL);
      if (made[i] == NULL)
        made[i] = smrt_sandbox_items_new (store, price, quantity, now);
      json_object_set_string_member (made[i], "price", price);
      if (json_object_has_member (wish, "quantity"))
        json_object_set_int_member (made[i], "quantity", quantity);
      else
        json_object_remove_member (made[i], "quantity");
      json_object_set_array_member (made[i], "tax_rates",
                                    smrt_sandbox_json_copy_array (smrt_sandbox_json_array (wish, "tax_rates")));
      json_array_add_object_element (items, made[i]);
    }

  return items;
}

static gboolean
has_text (JsonObject *object,
          const char *name,
          const char *text)
{
  return g_strcmp0 (smrt_sandbox_json_string (object, name), text) == 0;
}

static gboolean
changes_interval (SmrtSandboxStore *store,
                  JsonObject       *subscription,
                  JsonArray        *items)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = smrt_sandbox_items_load (store, subscription, items);

  before = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));

  return !smrt_sandbox_interval_equal (((SmrtSandboxItem *) before->pdata[0])->interval,
                                       ((SmrtSandboxItem *) after->pdata[0])->interval);
}

static gboolean
starts_cycle (SmrtSandboxStore *store,
              JsonObject       *subscription,
              JsonObject       *phase,
              JsonArray        *items)
{
  JsonObject *mode = smrt_sandbox_json_object (subscription, "billing_mode");

  return has_text (phase, "billing_cycle_anchor", "phase_start") ||
         (has_text (mode, "type", "classic") && !has_text (phase, "proration_behavior", "none") &&
          changes_interval (store, subscription, items));
}

gboolean
smrt_sandbox_phases_is_renewal (SmrtSandboxStore *store,
                                JsonObject       *subscription,
                                JsonObject       *phase,
                                JsonArray        *items,
                                gint64            now)
{
  return smrt_sandbox_items_get_period (subscription).end <= now &&
         (starts_cycle (store, subscription, phase, items) || !changes_interval (store, subscription, items));
}

gint64
smrt_sandbox_phases_get_anchor (SmrtSandboxStore *store,
                                JsonObject       *subscription,
                                JsonObject       *phase,
                                JsonArray        *items,
                                gint64            now)
{
  return starts_cycle (store, subscription, phase, items) ? now
                                                          : smrt_sandbox_json_int (subscription, "billing_cycle_anchor");
}

SmrtSandboxPlan *
smrt_sandbox_phases_plan (SmrtSandboxStore  *store,
                          JsonObject        *subscription,
                          JsonObject        *amended,
                          JsonObject        *phase,
                          JsonArray         *items,
                          gint64             now,
                          GError           **error)
{
  gboolean reset_anchor = has_text (phase, "billing_cycle_anchor", "phase_start");
  const char *proration = smrt_sandbox_json_string (phase, "proration_behavior");

  if (!reset_anchor && g_str_equal (proration, "none") && changes_interval (store, subscription, items))
    {
      g_autoptr (GPtrArray) after = smrt_sandbox_items_load (store, subscription, items);
      SmrtSandboxPlan *plan = g_new0 (SmrtSandboxPlan, 1);

      plan->lines = json_array_new ();
      plan->anchor = smrt_sandbox_json_int (subscription, "billing_cycle_anchor");
      plan->period = smrt_sandbox_period_containing (plan->anchor, ((SmrtSandboxItem *) after->pdata[0])->interval,
                                                     now);
      plan->unbilled = TRUE;

      return plan;
    }

  return smrt_sandbox_change_plan_items (store, subscription, amended, items,
                                         smrt_sandbox_change_parse_proration (proration), reset_anchor, now, now,
                                         error);
}

void
smrt_sandbox_phases_begin (SmrtSandboxStore *store,
                           JsonObject       *schedule,
                           JsonObject       *subscription,
                           JsonObject       *phase)
{
  JsonObject *current = smrt_sandbox_json_object (schedule, "current_phase");
  JsonObject *metadata = smrt_sandbox_json_object (phase, "metadata");
  g_autoptr (GList) names = json_object_get_members (metadata);

  json_object_set_int_member (current, "start_date", smrt_sandbox_json_int (phase, "start_date"));
  json_object_set_int_member (current, "end_date", smrt_sandbox_json_int (phase, "end_date"));
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (smrt_sandbox_json_object (subscription, "metadata"), l->data,
                                   smrt_sandbox_json_string (metadata, l->data));
  smrt_sandbox_store_touch (store, schedule);
  smrt_sandbox_store_touch (store, subscription);
}

void
smrt_sandbox_phases_note_items (SmrtSandboxStore *store,
                                JsonObject       *subscription)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);
  JsonArray *items = smrt_sandbox_json_array (subscription, "items");
  JsonArray *noted;

  if (schedule == NULL)
    return;

  noted = json_array_new ();
  for (unsigned int i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonObject *note = smrt_sandbox_json_template (
        "{'billing_thresholds':null,'discounts':[],'metadata':{}}");
      JsonArray *rates = smrt_sandbox_json_array (item, "tax_rates");

      json_object_set_array_member (note, "tax_rates", smrt_sandbox_json_copy_array (rates));
      json_object_set_string_member (note, "price", smrt_sandbox_json_string (item, "price"));
      if (json_object_has_member (item, "quantity"))
        json_object_set_int_member (note, "quantity", smrt_sandbox_json_int (item, "quantity"));
      json_array_add_object_element (noted, note);
    }
  json_object_set_array_member (smrt_sandbox_phases_get_current (schedule), "items", noted);
  smrt_sandbox_store_touch (store, schedule);
}

void
smrt_sandbox_phases_note_terms (SmrtSandboxStore *store,
                                JsonObject       *subscription)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);

  if (schedule == NULL)
    return;

  smrt_sandbox_terms_note (store, subscription, smrt_sandbox_phases_get_current (schedule));
  smrt_sandbox_store_touch (store, schedule);
}

void
smrt_sandbox_phases_close (SmrtSandboxStore *store,
                           JsonObject       *subscription,
                           const char       *status,
                           gint64            now)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);
  g_autofree char *when = g_strconcat (status, "_at", NULL);

  if (schedule == NULL)
    return;

  json_object_set_string_member (schedule, "status", status);
  json_object_set_int_member (schedule, when, now);
  json_object_set_null_member (schedule, "current_phase");
  if (g_str_equal (status, "released"))
    {
      json_object_set_string_member (schedule, "released_subscription",
                                     smrt_sandbox_json_string (subscription, "id"));
      json_object_set_null_member (schedule, "subscription");
    }
  json_object_set_null_member (subscription, "schedule");
  smrt_sandbox_store_touch (store, schedule);
  smrt_sandbox_store_touch (store, subscription);
}
