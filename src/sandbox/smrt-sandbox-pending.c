/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-pending.h"

#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-terms.h"

static JsonObject *
get_kept (JsonObject *subscription)
{
  return smrt_sandbox_json_object (smrt_sandbox_json_hidden (subscription), "pending");
}

static void
forget (JsonObject *subscription)
{
  json_object_remove_member (smrt_sandbox_json_hidden (subscription), "pending");
  json_object_set_null_member (subscription, "pending_update");
}

static void
show (JsonObject            *subscription,
      JsonArray             *items,
      const SmrtSandboxPlan *plan,
      JsonObject            *metadata,
      gint64                 now)
{
  JsonObject *shown = smrt_sandbox_json_template (
    "{'billing_cycle_anchor':null,'trial_end':null,'trial_from_plan':null}");
  gint64 period_end = smrt_sandbox_items_get_period (subscription).end;

  if (plan->anchor != smrt_sandbox_json_int (subscription, "billing_cycle_anchor"))
    json_object_set_int_member (shown, "billing_cycle_anchor", plan->anchor);
  if (plan->trial_end != 0)
    json_object_set_int_member (shown, "trial_end", plan->trial_end);
  json_object_set_int_member (shown, "expires_at", MIN (now + SMRT_SANDBOX_PATIENCE, period_end));
  if (metadata != NULL)
    json_object_set_object_member (shown, "metadata", smrt_sandbox_json_copy (metadata));
  json_object_set_array_member (shown, "subscription_items", smrt_sandbox_json_copy_array (items));
  json_object_set_object_member (subscription, "pending_update", shown);
}

void
smrt_sandbox_pending_keep (JsonObject            *subscription,
                           JsonArray             *items,
                           const SmrtSandboxPlan *plan,
                           JsonObject            *metadata,
                           JsonObject            *invoice,
                           gint64                 now)
{
  JsonObject *kept = json_object_new ();

  json_object_set_string_member (kept, "invoice", smrt_sandbox_json_string (invoice, "id"));
  json_object_set_array_member (kept, "items", smrt_sandbox_json_copy_array (items));
  json_object_set_int_member (kept, "anchor", plan->anchor);
  json_object_set_int_member (kept, "start", plan->period.start);
  json_object_set_int_member (kept, "end", plan->period.end);
  json_object_set_int_member (kept, "trial_end", plan->trial_end);
  json_object_set_int_member (kept, "measured", plan->measured_until);
  if (metadata != NULL)
    json_object_set_object_member (kept, "metadata", smrt_sandbox_json_copy (metadata));
  json_object_set_object_member (smrt_sandbox_json_hidden (subscription), "pending", kept);

  show (subscription, items, plan, metadata, now);
}

gboolean
smrt_sandbox_pending_is_for (JsonObject *subscription,
                             JsonObject *invoice)
{
  JsonObject *kept = get_kept (subscription);

  return kept != NULL && g_strcmp0 (smrt_sandbox_json_string (kept, "invoice"),
                                    smrt_sandbox_json_string (invoice, "id")) == 0;
}

JsonArray *
smrt_sandbox_pending_take (JsonObject      *subscription,
                           SmrtSandboxPlan *plan)
{
  g_autoptr (JsonObject) kept = json_object_ref (get_kept (subscription));
  JsonObject *metadata = smrt_sandbox_json_object (kept, "metadata");

  forget (subscription);
  if (metadata != NULL)
    json_object_set_object_member (subscription, "metadata", smrt_sandbox_json_copy (metadata));

  *plan = (SmrtSandboxPlan) { 0 };
  plan->anchor = smrt_sandbox_json_int (kept, "anchor");
  plan->period.start = smrt_sandbox_json_int (kept, "start");
  plan->period.end = smrt_sandbox_json_int (kept, "end");
  plan->trial_end = smrt_sandbox_json_int (kept, "trial_end");
  plan->measured_until = smrt_sandbox_json_int (kept, "measured");

  return json_array_ref (smrt_sandbox_json_array (kept, "items"));
}

void
smrt_sandbox_pending_give_up (SmrtSandboxStore *store,
                              JsonObject       *subscription,
                              gint64            now)
{
  JsonObject *kept = get_kept (subscription);
  JsonObject *invoice;

  if (kept == NULL)
    return;

  invoice = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (kept, "invoice"));
  smrt_sandbox_invoice_void (store, invoice, now);
  smrt_sandbox_invoice_release_pending (store, subscription, invoice);
  smrt_sandbox_terms_give_back (store, subscription, invoice);
  forget (subscription);
  smrt_sandbox_store_touch (store, subscription);
}
