/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-lifecycle.h"

#include "smrt-sandbox-grants.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-terms.h"

/* How long a first payment or a waiting change may take. Source: Stripe,
 * "Pending updates" and "Subscription statuses". */
#define PATIENCE_SECONDS (23 * 60 * 60)

static gboolean
has_status (JsonObject *subscription,
            const char *status)
{
  return g_strcmp0 (smrt_sandbox_json_string (subscription, "status"), status) == 0;
}

static JsonObject *
get_customer (SmrtSandboxStore *store,
              JsonObject       *subscription)
{
  return smrt_sandbox_store_get (store, "customer", smrt_sandbox_json_string (subscription, "customer"));
}

static JsonObject *
get_pending (JsonObject *subscription)
{
  return smrt_sandbox_json_object (smrt_sandbox_json_hidden (subscription), "pending");
}

void
smrt_sandbox_lifecycle_schedule (SmrtSandboxStore *store,
                                 JsonObject       *subscription)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (subscription);
  JsonObject *pending = smrt_sandbox_json_object (subscription, "pending_update");
  gint64 due;

  smrt_sandbox_store_touch (store, subscription);

  if (has_status (subscription, "canceled") || has_status (subscription, "incomplete_expired"))
    {
      json_object_set_null_member (hidden, "due");
      return;
    }

  if (has_status (subscription, "incomplete"))
    due = smrt_sandbox_json_int (subscription, "created") + PATIENCE_SECONDS;
  else
    due = smrt_sandbox_items_get_period (subscription).end;
  if (pending != NULL)
    due = MIN (due, smrt_sandbox_json_int (pending, "expires_at"));
  if (!smrt_sandbox_json_is_null (subscription, "cancel_at"))
    due = MIN (due, smrt_sandbox_json_int (subscription, "cancel_at"));

  json_object_set_int_member (hidden, "due", due);
}

/* What waits for the invoice that is being made comes first, so that the lines
 * of the running change are the last word on what an item was billed. */
static JsonObject *
make_invoice (SmrtSandboxStore  *store,
              JsonObject        *subscription,
              JsonArray         *lines,
              const char        *reason,
              SmrtSandboxPeriod  looks_back,
              gint64             now)
{
  JsonObject *customer = get_customer (store, subscription);
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (GPtrArray) waiting = smrt_sandbox_invoice_take_pending (store, subscription, all);
  g_autoptr (JsonObject) invoice = NULL;

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    json_array_add_object_element (all, smrt_sandbox_json_copy (json_array_get_object_element (lines, i)));

  invoice = smrt_sandbox_invoice_new (store, "in", customer, subscription, all,
                                      smrt_sandbox_json_string (subscription, "currency"), reason, looks_back, now);
  smrt_sandbox_invoice_finalise (store, invoice, customer, now);
  smrt_sandbox_invoice_assign_pending (store, waiting, invoice);
  smrt_sandbox_terms_use_up (store, subscription, invoice);
  json_object_set_string_member (subscription, "latest_invoice", smrt_sandbox_json_string (invoice, "id"));
  smrt_sandbox_store_touch (store, subscription);

  if (g_strcmp0 (smrt_sandbox_json_string (invoice, "collection_method"), "send_invoice") == 0 &&
      g_strcmp0 (smrt_sandbox_json_string (invoice, "status"), "open") == 0)
    json_object_set_int_member (invoice, "due_date",
                                now + smrt_sandbox_json_int (subscription, "days_until_due") * 24 * 60 * 60);

  return invoice;
}

static void
record_billed (JsonObject *subscription,
               JsonObject *invoice)
{
  smrt_sandbox_items_record_billed (subscription, smrt_sandbox_json_array (invoice, "lines"),
                                    smrt_sandbox_json_string (invoice, "id"));
}

/* Whether an invoice needs nothing more for its subscription to go on. */
static gboolean
settle_invoice (SmrtSandboxStore           *store,
                JsonObject                 *invoice,
                JsonObject                 *subscription,
                SmrtSandboxPaymentBehavior  behavior,
                gint64                      now)
{
  if (g_strcmp0 (smrt_sandbox_json_string (invoice, "status"), "open") != 0 ||
      g_strcmp0 (smrt_sandbox_json_string (invoice, "collection_method"), "send_invoice") == 0)
    return TRUE;
  if (behavior == SMRT_SANDBOX_DEFAULT_INCOMPLETE)
    return FALSE;

  return smrt_sandbox_invoice_collect (store, invoice, subscription, NULL, now) == SMRT_SANDBOX_OUTCOME_PAID;
}

gboolean
smrt_sandbox_lifecycle_start (SmrtSandboxStore            *store,
                              JsonObject                  *subscription,
                              SmrtSandboxPaymentBehavior   behavior,
                              gint64                       now,
                              GError                     **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  SmrtSandboxItem *first;
  SmrtSandboxPeriod period;
  JsonObject *invoice;

  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  first = g_ptr_array_index (items, 0);
  period = smrt_sandbox_period_containing (now, first->interval, now);
  smrt_sandbox_items_set_period (subscription, period);
  json_object_set_string_member (subscription, "currency", first->currency);
  json_object_set_int_member (subscription, "billing_cycle_anchor", now);
  smrt_sandbox_store_add (store, subscription);

  lines = smrt_sandbox_billing_recurring_lines (items, period, error);
  if (lines == NULL)
    return FALSE;

  /* What is billed by usage alone is not billed yet. Source: Stripe, "Usage-based
   * billing". */
  if (json_array_get_length (lines) == 0)
    {
      json_object_set_string_member (subscription, "status", "active");
      smrt_sandbox_lifecycle_schedule (store, subscription);
      return TRUE;
    }

  invoice = make_invoice (store, subscription, lines, "subscription_create", (SmrtSandboxPeriod) { now, now }, now);
  record_billed (subscription, invoice);
  if (settle_invoice (store, invoice, subscription, behavior, now))
    json_object_set_string_member (subscription, "status", "active");
  else if (behavior == SMRT_SANDBOX_ERROR_IF_INCOMPLETE)
    {
      smrt_sandbox_payments_set_error (store, invoice, error);
      return FALSE;
    }
  else
    json_object_set_string_member (subscription, "status", "incomplete");
  smrt_sandbox_lifecycle_schedule (store, subscription);

  return TRUE;
}

/* Makes the subscription what it shall be. */
static void
apply (SmrtSandboxStore  *store,
       JsonObject        *subscription,
       JsonArray         *items,
       gint64             anchor,
       SmrtSandboxPeriod  period,
       gboolean           unbilled)
{
  if (unbilled)
    json_object_remove_member (smrt_sandbox_json_hidden (subscription), "billed");
  json_object_set_array_member (subscription, "items", smrt_sandbox_json_copy_array (items));
  smrt_sandbox_items_set_period (subscription, period);
  json_object_set_int_member (subscription, "billing_cycle_anchor", anchor);
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

/* The change waits for its payment: what is to become of the subscription is
 * kept beside it, and shown as its `pending_update`. */
static void
postpone (SmrtSandboxStore      *store,
          JsonObject            *subscription,
          JsonArray             *items,
          const SmrtSandboxPlan *plan,
          JsonObject            *metadata,
          JsonObject            *invoice,
          gint64                 now)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (subscription);
  JsonObject *pending = json_object_new ();
  JsonObject *shown = smrt_sandbox_json_template ("{'trial_end':null,'trial_from_plan':null}");
  gint64 period_end = smrt_sandbox_items_get_period (subscription).end;
  gint64 old_anchor = smrt_sandbox_json_int (subscription, "billing_cycle_anchor");

  json_object_set_string_member (pending, "invoice", smrt_sandbox_json_string (invoice, "id"));
  json_object_set_array_member (pending, "items", smrt_sandbox_json_copy_array (items));
  json_object_set_int_member (pending, "anchor", plan->anchor);
  json_object_set_int_member (pending, "start", plan->period.start);
  json_object_set_int_member (pending, "end", plan->period.end);
  json_object_set_int_member (pending, "measured", plan->measured_until);
  if (metadata != NULL)
    json_object_set_object_member (pending, "metadata", smrt_sandbox_json_copy (metadata));
  json_object_set_object_member (hidden, "pending", pending);

  if (plan->anchor != old_anchor)
    json_object_set_int_member (shown, "billing_cycle_anchor", plan->anchor);
  else
    json_object_set_null_member (shown, "billing_cycle_anchor");
  json_object_set_int_member (shown, "expires_at", MIN (now + PATIENCE_SECONDS, period_end));
  if (metadata != NULL)
    json_object_set_object_member (shown, "metadata", smrt_sandbox_json_copy (metadata));
  json_object_set_array_member (shown, "subscription_items", smrt_sandbox_json_copy_array (items));
  json_object_set_object_member (subscription, "pending_update", shown);
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

static void
forget_pending (SmrtSandboxStore *store,
                JsonObject       *subscription)
{
  json_object_remove_member (smrt_sandbox_json_hidden (subscription), "pending");
  json_object_set_null_member (subscription, "pending_update");
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

static void
give_up_pending (SmrtSandboxStore *store,
                 JsonObject       *subscription,
                 gint64            now)
{
  JsonObject *pending = get_pending (subscription);
  JsonObject *invoice;

  if (pending == NULL)
    return;

  invoice = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (pending, "invoice"));
  smrt_sandbox_invoice_void (store, invoice, now);
  smrt_sandbox_invoice_release_pending (store, subscription, invoice);
  forget_pending (store, subscription);
}

gboolean
smrt_sandbox_lifecycle_change (SmrtSandboxStore            *store,
                               JsonObject                  *subscription,
                               JsonArray                   *items,
                               const SmrtSandboxPlan       *plan,
                               JsonObject                  *metadata,
                               SmrtSandboxPaymentBehavior   behavior,
                               gint64                       now,
                               GError                     **error)
{
  g_autoptr (JsonObject) old_metadata = json_object_ref (smrt_sandbox_json_object (subscription, "metadata"));
  JsonObject *invoice;
  gboolean settled;

  give_up_pending (store, subscription, now);

  if (metadata != NULL)
    json_object_set_object_member (subscription, "metadata", smrt_sandbox_json_copy (metadata));
  smrt_sandbox_store_touch (store, subscription);

  if (!plan->invoice_now)
    {
      apply (store, subscription, items, plan->anchor, plan->period, plan->unbilled);
      for (unsigned int i = 0; i < json_array_get_length (plan->lines); i++)
        smrt_sandbox_invoice_add_pending (store, subscription,
                                          json_array_get_object_element (plan->lines, i), now);
      smrt_sandbox_items_record_billed (subscription, plan->lines, NULL);
      return TRUE;
    }

  invoice = make_invoice (store, subscription, plan->lines, "subscription_update",
                          (SmrtSandboxPeriod) { now, now }, now);
  settled = settle_invoice (store, invoice, subscription, behavior, now);

  if (!settled && behavior == SMRT_SANDBOX_ERROR_IF_INCOMPLETE)
    {
      smrt_sandbox_payments_set_error (store, invoice, error);
      return FALSE;
    }
  if (!settled && behavior == SMRT_SANDBOX_PENDING_IF_INCOMPLETE)
    {
      json_object_set_object_member (subscription, "metadata", json_object_ref (old_metadata));
      postpone (store, subscription, items, plan, metadata, invoice, now);
      return TRUE;
    }

  if (!settled)
    json_object_set_string_member (subscription, "status", "past_due");
  apply (store, subscription, items, plan->anchor, plan->period, FALSE);
  record_billed (subscription, invoice);
  if (plan->measured_until > 0)
    smrt_sandbox_meters_mark_billed (store, subscription, plan->measured_until);

  return TRUE;
}

static void
apply_pending (SmrtSandboxStore *store,
               JsonObject       *subscription,
               JsonObject       *invoice)
{
  g_autoptr (JsonObject) pending = json_object_ref (get_pending (subscription));
  JsonObject *metadata = smrt_sandbox_json_object (pending, "metadata");

  forget_pending (store, subscription);
  if (metadata != NULL)
    json_object_set_object_member (subscription, "metadata", smrt_sandbox_json_copy (metadata));
  apply (store, subscription, smrt_sandbox_json_array (pending, "items"),
         smrt_sandbox_json_int (pending, "anchor"),
         (SmrtSandboxPeriod) { smrt_sandbox_json_int (pending, "start"), smrt_sandbox_json_int (pending, "end") },
         FALSE);
  record_billed (subscription, invoice);
  if (smrt_sandbox_json_int (pending, "measured") > 0)
    smrt_sandbox_meters_mark_billed (store, subscription, smrt_sandbox_json_int (pending, "measured"));
}

static gboolean
is_pending_invoice (JsonObject *subscription,
                    JsonObject *invoice)
{
  JsonObject *pending = get_pending (subscription);

  return pending != NULL && g_strcmp0 (smrt_sandbox_json_string (pending, "invoice"),
                                       smrt_sandbox_json_string (invoice, "id")) == 0;
}

static gboolean
owes (SmrtSandboxStore *store,
      JsonObject       *subscription)
{
  const char *values[] = { smrt_sandbox_json_string (subscription, "id"), NULL };
  g_autoptr (GPtrArray) open = NULL;

  open = smrt_sandbox_store_query (store,
                                   "FROM objects WHERE type = 'invoice' AND parent = ?"
                                   " AND json_extract (json, '$.status') = 'open'",
                                   values);

  return open->len > 0;
}

SmrtSandboxOutcome
smrt_sandbox_lifecycle_pay (SmrtSandboxStore *store,
                            JsonObject       *invoice,
                            const char       *method,
                            gboolean          outside,
                            gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);
  SmrtSandboxOutcome outcome = SMRT_SANDBOX_OUTCOME_PAID;

  if (outside)
    {
      smrt_sandbox_payments_cancel (store, invoice);
      smrt_sandbox_invoice_mark_paid (store, invoice, now);
    }
  else
    outcome = smrt_sandbox_invoice_collect (store, invoice, subscription, method, now);

  if (outcome != SMRT_SANDBOX_OUTCOME_PAID || subscription == NULL)
    return outcome;

  if (is_pending_invoice (subscription, invoice))
    apply_pending (store, subscription, invoice);
  if (has_status (subscription, "incomplete") ||
      (has_status (subscription, "past_due") && !owes (store, subscription)))
    json_object_set_string_member (subscription, "status", "active");
  smrt_sandbox_lifecycle_schedule (store, subscription);

  return outcome;
}

void
smrt_sandbox_lifecycle_void (SmrtSandboxStore *store,
                             JsonObject       *invoice,
                             gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);

  if (subscription != NULL && is_pending_invoice (subscription, invoice))
    {
      give_up_pending (store, subscription, now);
      return;
    }

  smrt_sandbox_invoice_void (store, invoice, now);
  if (subscription == NULL)
    return;

  if (has_status (subscription, "incomplete"))
    {
      json_object_set_string_member (subscription, "status", "incomplete_expired");
      json_object_set_int_member (subscription, "ended_at", now);
    }
  else if (has_status (subscription, "past_due") && !owes (store, subscription))
    json_object_set_string_member (subscription, "status", "active");
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

void
smrt_sandbox_lifecycle_cancel (SmrtSandboxStore *store,
                               JsonObject       *subscription,
                               gint64            now)
{
  give_up_pending (store, subscription, now);
  json_object_set_string_member (subscription, "status", "canceled");
  if (smrt_sandbox_json_is_null (subscription, "canceled_at"))
    json_object_set_int_member (subscription, "canceled_at", now);
  json_object_set_int_member (subscription, "ended_at", now);
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

static void
renew (SmrtSandboxStore *store,
       JsonObject       *subscription,
       gint64            now)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSandboxPeriod last = smrt_sandbox_items_get_period (subscription);
  SmrtSandboxPeriod period;
  JsonObject *invoice;

  smrt_sandbox_terms_settle (store, subscription, now);
  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  period = smrt_sandbox_period_containing (smrt_sandbox_json_int (subscription, "billing_cycle_anchor"),
                                           ((SmrtSandboxItem *) g_ptr_array_index (items, 0))->interval, now);
  smrt_sandbox_items_set_period (subscription, period);
  smrt_sandbox_meters_measure (store, smrt_sandbox_json_string (subscription, "customer"), items, last.end);
  smrt_sandbox_meters_mark_billed (store, subscription, last.end);
  lines = smrt_sandbox_billing_recurring_lines (items, period, &error);
  if (lines == NULL)
    {
      /* Only an amount beyond all measure comes here; it was billed before. */
      g_warning ("A subscription could not be renewed: %s", error->message);
      smrt_sandbox_lifecycle_cancel (store, subscription, now);
      return;
    }

  invoice = make_invoice (store, subscription, lines, "subscription_cycle", last, now);
  record_billed (subscription, invoice);
  if (!settle_invoice (store, invoice, subscription, SMRT_SANDBOX_ALLOW_INCOMPLETE, now))
    json_object_set_string_member (subscription, "status", "past_due");
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

/* The usage of the last period, which no renewal bills any more. */
static void
bill_last_usage (SmrtSandboxStore *store,
                 JsonObject       *subscription,
                 gint64            now)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  SmrtSandboxPeriod period = smrt_sandbox_items_get_period (subscription);
  JsonObject *invoice;

  smrt_sandbox_terms_settle (store, subscription, now);
  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  smrt_sandbox_meters_measure (store, smrt_sandbox_json_string (subscription, "customer"), items, now);
  for (unsigned int i = items->len; i-- > 0;)
    {
      const SmrtSandboxItem *item = g_ptr_array_index (items, i);

      if (!item->metered || item->quantity == 0)
        g_ptr_array_remove_index (items, i);
    }

  lines = smrt_sandbox_billing_recurring_lines (items, period, NULL);
  if (lines == NULL || json_array_get_length (lines) == 0)
    return;
  invoice = make_invoice (store, subscription, lines, "subscription_cycle", period, now);
  settle_invoice (store, invoice, subscription, SMRT_SANDBOX_ALLOW_INCOMPLETE, now);
  smrt_sandbox_meters_mark_billed (store, subscription, now);
}

static void
run_one (SmrtSandboxStore *store,
         JsonObject       *subscription)
{
  gint64 now = smrt_sandbox_json_int (smrt_sandbox_json_hidden (subscription), "due");
  JsonObject *pending = smrt_sandbox_json_object (subscription, "pending_update");
  JsonObject *invoice;

  if (pending != NULL && smrt_sandbox_json_int (pending, "expires_at") <= now)
    give_up_pending (store, subscription, now);
  else if (has_status (subscription, "incomplete"))
    {
      invoice = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (subscription, "latest_invoice"));
      smrt_sandbox_lifecycle_void (store, invoice, now);
    }
  else if (smrt_sandbox_json_bool (subscription, "cancel_at_period_end") ||
           (!smrt_sandbox_json_is_null (subscription, "cancel_at") &&
            smrt_sandbox_json_int (subscription, "cancel_at") <= now))
    {
      bill_last_usage (store, subscription, now);
      smrt_sandbox_lifecycle_cancel (store, subscription, now);
    }
  else
    renew (store, subscription, now);
}

void
smrt_sandbox_lifecycle_run (SmrtSandboxStore *store,
                            const char       *clock,
                            gint64            until)
{
  JsonObject *object;

  while ((object = smrt_sandbox_store_next_due (store, clock, until)) != NULL)
    if (g_str_equal (smrt_sandbox_json_string (object, "object"), "billing.credit_grant"))
      smrt_sandbox_grants_expire (store, object, smrt_sandbox_json_int (object, "expires_at"));
    else
      run_one (store, object);
}
