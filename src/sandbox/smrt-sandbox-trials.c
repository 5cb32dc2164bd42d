/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-trials.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"

gboolean
smrt_sandbox_trials_is_running (JsonObject *subscription)
{
  return g_strcmp0 (smrt_sandbox_json_string (subscription, "status"), "trialing") == 0;
}

JsonArray *
smrt_sandbox_trials_make_lines (GPtrArray          *items,
                                SmrtSandboxPeriod   period,
                                GError            **error)
{
  g_autoptr (GPtrArray) licensed = g_ptr_array_new ();
  JsonArray *lines;

  for (unsigned int i = 0; i < items->len; i++)
    if (!((SmrtSandboxItem *) g_ptr_array_index (items, i))->metered)
      g_ptr_array_add (licensed, g_ptr_array_index (items, i));

  lines = smrt_sandbox_billing_recurring_lines (licensed, period, error);
  for (unsigned int i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const SmrtSandboxItem *item = g_ptr_array_index (licensed, i);
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autofree char *description = g_strdup_printf ("Trial period for %s", item->name);

      json_object_set_int_member (line, "amount", 0);
      json_object_set_int_member (line, "subtotal", 0);
      json_object_set_boolean_member (line, "discountable", FALSE);
      json_object_set_string_member (line, "description", description);
      json_object_set_string_member (smrt_sandbox_json_object (line, "pricing"), "unit_amount_decimal", "0");
    }

  return lines;
}

SmrtSandboxPlan *
smrt_sandbox_trials_plan (SmrtSandboxStore      *store,
                          JsonObject            *subscription,
                          JsonObject            *amended,
                          JsonArray             *items,
                          gint64                 trial_end,
                          SmrtSandboxProration   proration,
                          gint64                 now,
                          GError               **error)
{
  g_autoptr (GPtrArray) loaded = smrt_sandbox_items_load (store, amended, items);
  g_autoptr (SmrtSandboxPlan) plan = g_new0 (SmrtSandboxPlan, 1);
  g_autoptr (JsonArray) credits = NULL;
  g_autoptr (JsonArray) usage = NULL;
  g_autoptr (JsonArray) lines = NULL;

  plan->lines = json_array_new ();
  plan->anchor = smrt_sandbox_json_int (subscription, "billing_cycle_anchor");
  plan->period = smrt_sandbox_items_get_period (subscription);
  plan->trial_end = trial_end;
  if (trial_end == 0)
    return g_steal_pointer (&plan);

  if (trial_end <= now)
    {
      plan->anchor = now;
      plan->period = smrt_sandbox_period_containing (now, ((SmrtSandboxItem *) loaded->pdata[0])->interval, now);
      lines = smrt_sandbox_billing_recurring_lines (loaded, plan->period, error);
      if (lines == NULL)
        return NULL;
      smrt_sandbox_json_append (plan->lines, lines);
      plan->invoice_now = json_array_get_length (lines) > 0;

      return g_steal_pointer (&plan);
    }

  plan->anchor = trial_end;
  plan->period.end = trial_end;
  if (smrt_sandbox_trials_is_running (subscription))
    return g_steal_pointer (&plan);

  plan->period.start = now;
  if (proration != SMRT_SANDBOX_PRORATION_NONE)
    {
      credits = smrt_sandbox_change_plan_end (store, subscription, now, error);
      if (credits == NULL)
        return NULL;
      smrt_sandbox_json_append (plan->lines, credits);
    }
  usage = smrt_sandbox_meters_make_lines (store, amended, now, error);
  if (usage == NULL)
    return NULL;
  smrt_sandbox_json_append (plan->lines, usage);
  plan->measured_until = now;
  lines = smrt_sandbox_trials_make_lines (loaded, plan->period, error);
  if (lines == NULL)
    return NULL;
  smrt_sandbox_json_append (plan->lines, lines);
  plan->prorated = credits != NULL && json_array_get_length (credits) > 0;
  plan->invoice_now = json_array_get_length (plan->lines) > 0;

  return g_steal_pointer (&plan);
}

void
smrt_sandbox_trials_note (JsonObject            *subscription,
                          const SmrtSandboxPlan *plan)
{
  gboolean running = smrt_sandbox_trials_is_running (subscription);

  if (plan->trial_end == 0)
    return;

  json_object_set_int_member (subscription, "trial_end", plan->trial_end);
  if (plan->period.end == plan->trial_end)
    {
      if (!running)
        json_object_set_int_member (subscription, "trial_start", plan->period.start);
      json_object_set_string_member (subscription, "status", "trialing");
    }
  else if (running)
    json_object_set_string_member (subscription, "status", "active");
}
