/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-trials.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"

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
  JsonArray *lines = smrt_sandbox_billing_recurring_lines (items, period, error);

  for (unsigned int i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const SmrtSandboxItem *item = g_ptr_array_index (items, i);
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autofree char *description = g_strdup_printf ("Trial period for %s", item->name);

      json_object_set_int_member (line, "amount", 0);
      json_object_set_int_member (line, "subtotal", 0);
      json_object_set_string_member (line, "description", description);
      json_object_set_string_member (smrt_sandbox_json_object (line, "pricing"), "unit_amount_decimal", "0");
    }

  return lines;
}

static void
add_all (JsonArray *lines,
         JsonArray *more)
{
  for (unsigned int i = 0; i < json_array_get_length (more); i++)
    json_array_add_object_element (lines, json_object_ref (json_array_get_object_element (more, i)));
}

SmrtSandboxPlan *
smrt_sandbox_trials_plan (SmrtSandboxStore      *store,
                          JsonObject            *subscription,
                          JsonArray             *items,
                          gint64                 trial_end,
                          SmrtSandboxProration   proration,
                          gint64                 now,
                          GError               **error)
{
  g_autoptr (GPtrArray) loaded = smrt_sandbox_items_load (store, subscription, items);
  g_autoptr (SmrtSandboxPlan) plan = g_new0 (SmrtSandboxPlan, 1);
  g_autoptr (JsonArray) credits = NULL;
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
      plan->invoice_now = TRUE;
      lines = smrt_sandbox_billing_recurring_lines (loaded, plan->period, error);
      if (lines == NULL)
        return NULL;
      add_all (plan->lines, lines);

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
      add_all (plan->lines, credits);
    }
  lines = smrt_sandbox_trials_make_lines (loaded, plan->period, error);
  if (lines == NULL)
    return NULL;
  add_all (plan->lines, lines);
  plan->prorated = credits != NULL && json_array_get_length (credits) > 0;
  plan->invoice_now = TRUE;

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
