/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-ending.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-collection.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-pending.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-terms.h"

void
smrt_sandbox_ending_cancel (SmrtSandboxStore *store,
                            JsonObject       *subscription,
                            gint64            now)
{
  smrt_sandbox_pending_give_up (store, subscription, now);
  smrt_sandbox_phases_close (store, subscription, "canceled", now);
  json_object_set_string_member (subscription, "status", "canceled");
  if (smrt_sandbox_json_is_null (subscription, "canceled_at"))
    json_object_set_int_member (subscription, "canceled_at", now);
  json_object_set_int_member (subscription, "ended_at", now);
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

/* The last invoice of a subscription, with all that waits for one. */
static void
invoice_rest (SmrtSandboxStore  *store,
              JsonObject        *subscription,
              JsonArray         *lines,
              const char        *reason,
              SmrtSandboxPeriod  looks_back,
              gint64             now)
{
  JsonObject *invoice;

  if (json_array_get_length (lines) == 0 && !smrt_sandbox_collection_has_waiting (store, subscription))
    return;

  invoice = smrt_sandbox_collection_invoice (store, subscription, lines, reason, looks_back, now);
  smrt_sandbox_collection_settle (store, invoice, subscription, SMRT_SANDBOX_ALLOW_INCOMPLETE, now);
  smrt_sandbox_meters_mark_billed (store, subscription, now);
}

JsonArray *
smrt_sandbox_ending_make_usage (SmrtSandboxStore  *store,
                                JsonObject        *subscription,
                                gint64             time,
                                GError           **error)
{
  g_autoptr (JsonArray) lines = json_array_new ();
  g_autoptr (JsonArray) usage = NULL;

  if (g_strcmp0 (smrt_sandbox_json_string (subscription, "status"), "paused") == 0)
    return g_steal_pointer (&lines);

  smrt_sandbox_terms_settle (store, subscription, time);
  usage = smrt_sandbox_meters_make_lines (store, subscription, time, error);
  if (usage == NULL)
    return NULL;
  for (unsigned int i = 0; i < json_array_get_length (usage); i++)
    {
      JsonObject *line = json_array_get_object_element (usage, i);

      if (smrt_sandbox_json_int (line, "quantity") > 0)
        json_array_add_object_element (lines, json_object_ref (line));
    }

  return g_steal_pointer (&lines);
}

gboolean
smrt_sandbox_ending_settle (SmrtSandboxStore  *store,
                            JsonObject        *subscription,
                            gboolean           prorate,
                            gboolean           invoice_now,
                            gint64             now,
                            GError           **error)
{
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (JsonArray) usage = NULL;

  smrt_sandbox_pending_give_up (store, subscription, now);
  lines = prorate ? smrt_sandbox_change_plan_end (store, subscription, now, error) : json_array_new ();
  usage = invoice_now ? smrt_sandbox_ending_make_usage (store, subscription, now, error) : json_array_new ();
  if (lines == NULL || usage == NULL)
    return FALSE;

  smrt_sandbox_json_append (lines, usage);
  if (invoice_now)
    invoice_rest (store, subscription, lines, "subscription_update", (SmrtSandboxPeriod) { now, now }, now);
  else
    smrt_sandbox_collection_wait (store, subscription, lines, now);
  smrt_sandbox_ending_cancel (store, subscription, now);

  return TRUE;
}

void
smrt_sandbox_ending_finish (SmrtSandboxStore *store,
                            JsonObject       *subscription,
                            gint64            now)
{
  g_autoptr (JsonArray) usage = NULL;
  g_autoptr (GError) error = NULL;

  smrt_sandbox_pending_give_up (store, subscription, now);
  usage = smrt_sandbox_ending_make_usage (store, subscription, now, &error);
  if (usage != NULL)
    invoice_rest (store, subscription, usage, "subscription_cycle", smrt_sandbox_items_get_period (subscription), now);
  else
    g_warning ("The last usage of a subscription could not be billed: %s", error->message);
  smrt_sandbox_ending_cancel (store, subscription, now);
}
