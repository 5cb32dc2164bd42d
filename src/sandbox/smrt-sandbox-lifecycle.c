/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-lifecycle.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-collection.h"
#include "smrt-sandbox-ending.h"
#include "smrt-sandbox-grants.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-pending.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-terms.h"
#include "smrt-sandbox-trials.h"

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

void
smrt_sandbox_lifecycle_schedule (SmrtSandboxStore *store,
                                 JsonObject       *subscription)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (subscription);
  JsonObject *pending = smrt_sandbox_json_object (subscription, "pending_update");
  JsonObject *pause = smrt_sandbox_json_object (subscription, "pause_collection");
  gint64 due;

  smrt_sandbox_store_touch (store, subscription);

  if (has_status (subscription, "canceled") || has_status (subscription, "incomplete_expired") ||
      (has_status (subscription, "paused") && smrt_sandbox_json_is_null (subscription, "cancel_at")))
    {
      json_object_set_null_member (hidden, "due");
      return;
    }

  if (has_status (subscription, "paused"))
    due = G_MAXINT64;
  else if (has_status (subscription, "incomplete"))
    due = smrt_sandbox_json_int (subscription, "created") + SMRT_SANDBOX_PATIENCE;
  else
    due = smrt_sandbox_items_get_period (subscription).end;
  if (pending != NULL)
    due = MIN (due, smrt_sandbox_json_int (pending, "expires_at"));
  if (!smrt_sandbox_json_is_null (subscription, "cancel_at"))
    due = MIN (due, smrt_sandbox_json_int (subscription, "cancel_at"));
  due = MIN (due, smrt_sandbox_phases_get_end (store, subscription));
  if (pause != NULL && !smrt_sandbox_json_is_null (pause, "resumes_at"))
    due = MIN (due, smrt_sandbox_json_int (pause, "resumes_at"));

  json_object_set_int_member (hidden, "due", due);
}

static void
record_billed (JsonObject *subscription,
               JsonObject *invoice)
{
  smrt_sandbox_items_record_billed (subscription, smrt_sandbox_json_array (invoice, "lines"),
                                    smrt_sandbox_json_string (invoice, "id"));
}

/* What cannot be collected makes the subscription past due, and unpaid after the
 * last attempt. Source: Stripe, "Subscription statuses". */
static void
fall_behind (SmrtSandboxStore *store,
             JsonObject       *subscription,
             JsonObject       *invoice,
             gint64            now)
{
  gboolean again = smrt_sandbox_collection_plan_attempt (store, invoice, now);

  json_object_set_string_member (subscription, "status", again ? "past_due" : "unpaid");
  smrt_sandbox_store_touch (store, subscription);
}

gboolean
smrt_sandbox_lifecycle_start (SmrtSandboxStore            *store,
                              JsonObject                  *subscription,
                              gint64                       trial_end,
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
  if (trial_end > now)
    period = (SmrtSandboxPeriod) { now, trial_end };
  else
    period = smrt_sandbox_period_containing (now, first->interval, now);
  smrt_sandbox_items_set_period (subscription, period);
  json_object_set_int_member (subscription, "billing_cycle_anchor", trial_end > now ? trial_end : now);
  if (trial_end > now)
    {
      json_object_set_int_member (subscription, "trial_start", now);
      json_object_set_int_member (subscription, "trial_end", trial_end);
    }
  smrt_sandbox_store_add (store, subscription);

  lines = trial_end > now ? smrt_sandbox_trials_make_lines (items, period, error)
                          : smrt_sandbox_billing_recurring_lines (items, period, error);
  if (lines == NULL)
    return FALSE;

  json_object_set_string_member (subscription, "status", trial_end > now ? "trialing" : "active");
  /* What is billed by usage alone is not billed yet. Source: Stripe, "Usage-based
   * billing". */
  if (json_array_get_length (lines) == 0)
    {
      smrt_sandbox_lifecycle_schedule (store, subscription);
      return TRUE;
    }

  invoice = smrt_sandbox_collection_invoice (store, subscription, lines, "subscription_create",
                                             (SmrtSandboxPeriod) { now, now }, now);
  record_billed (subscription, invoice);
  if (!smrt_sandbox_collection_settle (store, invoice, subscription, behavior, now))
    {
      if (behavior == SMRT_SANDBOX_ERROR_IF_INCOMPLETE)
        {
          smrt_sandbox_payments_set_error (store, invoice, error);
          return FALSE;
        }
      json_object_set_string_member (subscription, "status", "incomplete");
    }
  smrt_sandbox_lifecycle_schedule (store, subscription);

  return TRUE;
}

/* Makes the subscription what it shall be. */
static void
apply (SmrtSandboxStore      *store,
       JsonObject            *subscription,
       JsonArray             *items,
       const SmrtSandboxPlan *plan)
{
  if (plan->unbilled)
    json_object_remove_member (smrt_sandbox_json_hidden (subscription), "billed");
  if (plan->measured_until > 0)
    smrt_sandbox_meters_mark_billed (store, subscription, plan->measured_until);
  json_object_set_array_member (subscription, "items", smrt_sandbox_json_copy_array (items));
  smrt_sandbox_items_set_period (subscription, plan->period);
  json_object_set_int_member (subscription, "billing_cycle_anchor", plan->anchor);
  smrt_sandbox_trials_note (subscription, plan);
  smrt_sandbox_phases_note_items (store, subscription);
  smrt_sandbox_lifecycle_schedule (store, subscription);
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

  smrt_sandbox_pending_give_up (store, subscription, now);

  if (metadata != NULL)
    json_object_set_object_member (subscription, "metadata", smrt_sandbox_json_copy (metadata));
  smrt_sandbox_store_touch (store, subscription);

  if (!plan->invoice_now)
    {
      apply (store, subscription, items, plan);
      smrt_sandbox_collection_wait (store, subscription, plan->lines, now);
      smrt_sandbox_items_record_billed (subscription, plan->lines, NULL);
      return TRUE;
    }

  invoice = smrt_sandbox_collection_invoice (store, subscription, plan->lines, "subscription_update",
                                             (SmrtSandboxPeriod){ now, now }, now);
  settled = smrt_sandbox_collection_settle (store, invoice, subscription, behavior, now);

  if (!settled && behavior == SMRT_SANDBOX_ERROR_IF_INCOMPLETE)
    {
      smrt_sandbox_payments_set_error (store, invoice, error);
      return FALSE;
    }
  if (!settled && behavior == SMRT_SANDBOX_PENDING_IF_INCOMPLETE)
    {
      json_object_set_object_member (subscription, "metadata", json_object_ref (old_metadata));
      smrt_sandbox_pending_keep (subscription, items, plan, metadata, invoice, now);
      smrt_sandbox_lifecycle_schedule (store, subscription);
      return TRUE;
    }

  if (!settled)
    fall_behind (store, subscription, invoice, now);
  apply (store, subscription, items, plan);
  record_billed (subscription, invoice);

  return TRUE;
}

static gboolean
is_resumption (JsonObject *subscription,
               JsonObject *invoice)
{
  return g_strcmp0 (smrt_sandbox_json_string (smrt_sandbox_json_hidden (subscription), "resumption"),
                    smrt_sandbox_json_string (invoice, "id")) == 0;
}

/* After an invoice was paid or given up: a subscription that was behind goes on
 * where nothing else is owed. */
static void
catch_up (SmrtSandboxStore *store,
          JsonObject       *subscription,
          gint64            now)
{
  if ((has_status (subscription, "past_due") || has_status (subscription, "unpaid")) &&
      !smrt_sandbox_collection_owes (store, subscription, now))
    json_object_set_string_member (subscription, "status", "active");
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

static SmrtSandboxOutcome
collect (SmrtSandboxStore *store,
         JsonObject       *invoice,
         JsonObject       *subscription,
         const char       *method,
         gint64            now)
{
  SmrtSandboxOutcome outcome = smrt_sandbox_invoice_collect (store, invoice, subscription, method, now);

  if (outcome == SMRT_SANDBOX_OUTCOME_PAID)
    smrt_sandbox_lifecycle_note_paid (store, invoice, now);

  return outcome;
}

void
smrt_sandbox_lifecycle_note_paid (SmrtSandboxStore *store,
                                  JsonObject       *invoice,
                                  gint64            now)
{
  g_autoptr (JsonArray) items = NULL;
  SmrtSandboxPlan plan;
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);

  smrt_sandbox_collection_forget_attempt (store, invoice);
  if (subscription == NULL)
    return;

  if (smrt_sandbox_pending_is_for (subscription, invoice))
    {
      items = smrt_sandbox_pending_take (subscription, &plan);
      apply (store, subscription, items, &plan);
      record_billed (subscription, invoice);
    }
  if (has_status (subscription, "incomplete") ||
      (has_status (subscription, "paused") && is_resumption (subscription, invoice)))
    json_object_set_string_member (subscription, "status", "active");
  catch_up (store, subscription, now);
}

SmrtSandboxOutcome
smrt_sandbox_lifecycle_pay (SmrtSandboxStore *store,
                            JsonObject       *invoice,
                            const char       *method,
                            gboolean          outside,
                            gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);
  gint64 attempts = smrt_sandbox_json_int (invoice, "attempt_count");
  SmrtSandboxOutcome outcome;

  if (outside)
    {
      smrt_sandbox_payments_cancel (store, invoice);
      smrt_sandbox_invoice_mark_paid (store, invoice, now);
      smrt_sandbox_lifecycle_note_paid (store, invoice, now);
      return SMRT_SANDBOX_OUTCOME_PAID;
    }

  /* Of what is paid by hand only the first attempt counts. */
  outcome = collect (store, invoice, subscription, method, now);
  if (outcome != SMRT_SANDBOX_OUTCOME_PAID && attempts > 0)
    json_object_set_int_member (invoice, "attempt_count", attempts);

  return outcome;
}

void
smrt_sandbox_lifecycle_void (SmrtSandboxStore *store,
                             JsonObject       *invoice,
                             gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);

  if (subscription != NULL && smrt_sandbox_pending_is_for (subscription, invoice))
    {
      smrt_sandbox_pending_give_up (store, subscription, now);
      smrt_sandbox_lifecycle_schedule (store, subscription);
      return;
    }

  smrt_sandbox_invoice_void (store, invoice, now);
  smrt_sandbox_collection_forget_attempt (store, invoice);
  if (subscription == NULL)
    return;

  if (has_status (subscription, "incomplete"))
    {
      json_object_set_string_member (subscription, "status", "incomplete_expired");
      json_object_set_int_member (subscription, "ended_at", now);
    }
  catch_up (store, subscription, now);
}

void
smrt_sandbox_lifecycle_write_off (SmrtSandboxStore *store,
                                  JsonObject       *invoice,
                                  gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);

  smrt_sandbox_collection_write_off (store, invoice, now);
  if (subscription != NULL)
    catch_up (store, subscription, now);
}

gboolean
smrt_sandbox_lifecycle_resume (SmrtSandboxStore  *store,
                               JsonObject        *subscription,
                               gboolean           on_success,
                               gint64             now,
                               GError           **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  SmrtSandboxPeriod period;
  JsonObject *hidden = smrt_sandbox_json_hidden (subscription);
  JsonObject *invoice;
  gboolean settled;

  smrt_sandbox_terms_settle (store, subscription, now);
  smrt_sandbox_meters_mark_billed (store, subscription, now);
  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  period = smrt_sandbox_period_containing (now, ((SmrtSandboxItem *) items->pdata[0])->interval, now);
  lines = smrt_sandbox_billing_recurring_lines (items, period, error);
  if (lines == NULL)
    return FALSE;

  /* An attempt to resume that was not paid gives way to the new one. */
  invoice = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (hidden, "resumption"));
  if (invoice != NULL && g_str_equal (smrt_sandbox_json_string (invoice, "status"), "open"))
    smrt_sandbox_invoice_void (store, invoice, now);

  smrt_sandbox_items_set_period (subscription, period);
  json_object_set_int_member (subscription, "billing_cycle_anchor", now);
  invoice = smrt_sandbox_collection_invoice (store, subscription, lines, "subscription_update",
                                             (SmrtSandboxPeriod) { now, now }, now);
  record_billed (subscription, invoice);
  json_object_set_string_member (hidden, "resumption", smrt_sandbox_json_string (invoice, "id"));
  settled = smrt_sandbox_collection_settle (store, invoice, subscription, SMRT_SANDBOX_ALLOW_INCOMPLETE, now);
  if (settled)
    json_object_set_string_member (subscription, "status", "active");
  else if (!on_success)
    fall_behind (store, subscription, invoice, now);
  smrt_sandbox_lifecycle_schedule (store, subscription);

  return TRUE;
}

/* Begins the next period. The usage of the last one is that of its items, which
 * @usage knows where other items follow them. */
static void
renew (SmrtSandboxStore *store,
       JsonObject       *subscription,
       JsonArray        *usage,
       gint64            now)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonArray) lines = json_array_new ();
  g_autoptr (JsonArray) recurring = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSandboxPeriod last = smrt_sandbox_items_get_period (subscription);
  SmrtSandboxPeriod period;
  JsonObject *invoice;

  smrt_sandbox_terms_settle (store, subscription, now);
  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  period = smrt_sandbox_period_containing (smrt_sandbox_json_int (subscription, "billing_cycle_anchor"),
                                           ((SmrtSandboxItem *) g_ptr_array_index (items, 0))->interval, now);
  smrt_sandbox_items_set_period (subscription, period);
  if (usage != NULL)
    smrt_sandbox_json_append (lines, usage);
  else
    smrt_sandbox_meters_measure (store, smrt_sandbox_json_string (subscription, "customer"), items, last.end);
  smrt_sandbox_meters_mark_billed (store, subscription, last.end);
  recurring = smrt_sandbox_billing_recurring_lines (items, period, &error);
  if (recurring == NULL)
    {
      /* Only an amount beyond all measure comes here; it was billed before. */
      g_warning ("A subscription could not be renewed: %s", error->message);
      smrt_sandbox_ending_cancel (store, subscription, now);
      return;
    }

  smrt_sandbox_json_append (lines, recurring);
  if (smrt_sandbox_trials_is_running (subscription))
    json_object_set_string_member (subscription, "status", "active");
  if (json_array_get_length (lines) > 0)
    {
      invoice = smrt_sandbox_collection_invoice (store, subscription, lines, "subscription_cycle", last, now);
      record_billed (subscription, invoice);
      if (!smrt_sandbox_collection_settle (store, invoice, subscription, SMRT_SANDBOX_ALLOW_INCOMPLETE, now))
        fall_behind (store, subscription, invoice, now);
    }
  smrt_sandbox_lifecycle_schedule (store, subscription);
}

/* A trial that ends with nothing to collect from ends as its settings say.
 * Source: Stripe, "Trial periods", `missing_payment_method`. */
static gboolean
end_trial_without_method (SmrtSandboxStore *store,
                          JsonObject       *subscription,
                          gint64            now)
{
  JsonObject *settings = smrt_sandbox_json_object (subscription, "trial_settings");
  const char *behavior = smrt_sandbox_json_string (smrt_sandbox_json_object (settings, "end_behavior"),
                                                   "missing_payment_method");

  if (!smrt_sandbox_trials_is_running (subscription) || g_str_equal (behavior, "create_invoice") ||
      smrt_sandbox_collection_has_method (get_customer (store, subscription), subscription))
    return FALSE;

  if (g_str_equal (behavior, "cancel"))
    smrt_sandbox_ending_cancel (store, subscription, now);
  else
    {
      smrt_sandbox_phases_close (store, subscription, "released", now);
      json_object_set_string_member (subscription, "status", "paused");
      smrt_sandbox_lifecycle_schedule (store, subscription);
    }

  return TRUE;
}

/* The phase of a schedule is over: the next one begins, or the schedule ends as
 * it was to. */
static void
pass_phase (SmrtSandboxStore *store,
            JsonObject       *subscription,
            gint64            now)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (store, subscription);
  JsonObject *phase = smrt_sandbox_phases_get_next (schedule);
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  g_autoptr (JsonObject) amended = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cancels;

  if (phase == NULL)
    {
      cancels = g_str_equal (smrt_sandbox_json_string (schedule, "end_behavior"), "cancel");
      smrt_sandbox_phases_close (store, subscription, cancels ? "completed" : "released", now);
      if (cancels)
        smrt_sandbox_ending_finish (store, subscription, now);
      else
        smrt_sandbox_lifecycle_schedule (store, subscription);
      return;
    }

  items = smrt_sandbox_phases_make_items (store, subscription, phase, now);
  amended = smrt_sandbox_terms_follow (store, subscription, phase, now);
  if (smrt_sandbox_phases_is_renewal (store, subscription, phase, items, now))
    {
      SmrtSandboxPlan kept = { 0 };
      g_autoptr (JsonArray) usage = NULL;

      smrt_sandbox_terms_commit (store, subscription, amended);
      usage = smrt_sandbox_meters_make_lines (store, subscription, now, NULL);
      smrt_sandbox_phases_begin (store, schedule, subscription, phase);
      kept.anchor = smrt_sandbox_phases_get_anchor (store, subscription, phase, items, now);
      kept.period = smrt_sandbox_items_get_period (subscription);
      apply (store, subscription, items, &kept);
      renew (store, subscription, usage, now);
      return;
    }

  plan = smrt_sandbox_phases_plan (store, subscription, amended, phase, items, now, &error);
  smrt_sandbox_terms_commit (store, subscription, amended);
  smrt_sandbox_phases_begin (store, schedule, subscription, phase);
  if (plan == NULL || !smrt_sandbox_lifecycle_change (store, subscription, items, plan, NULL,
                                                      SMRT_SANDBOX_ALLOW_INCOMPLETE, now, &error))
    {
      /* Only an amount beyond all measure comes here. */
      g_warning ("A phase could not begin: %s", error->message);
      smrt_sandbox_ending_cancel (store, subscription, now);
    }
}

static void
run_subscription (SmrtSandboxStore *store,
                  JsonObject       *subscription,
                  gint64            now)
{
  JsonObject *pending = smrt_sandbox_json_object (subscription, "pending_update");
  JsonObject *pause = smrt_sandbox_json_object (subscription, "pause_collection");
  JsonObject *invoice;

  if (pause != NULL && !smrt_sandbox_json_is_null (pause, "resumes_at") &&
      smrt_sandbox_json_int (pause, "resumes_at") <= now)
    {
      json_object_set_null_member (subscription, "pause_collection");
      smrt_sandbox_lifecycle_schedule (store, subscription);
    }
  else if (pending != NULL && smrt_sandbox_json_int (pending, "expires_at") <= now)
    {
      smrt_sandbox_pending_give_up (store, subscription, now);
      smrt_sandbox_lifecycle_schedule (store, subscription);
    }
  else if (has_status (subscription, "incomplete"))
    {
      invoice = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (subscription, "latest_invoice"));
      smrt_sandbox_lifecycle_void (store, invoice, now);
    }
  else if (!smrt_sandbox_json_is_null (subscription, "cancel_at") &&
           smrt_sandbox_json_int (subscription, "cancel_at") <= now &&
           smrt_sandbox_json_string (subscription, "schedule") == NULL)
    smrt_sandbox_ending_finish (store, subscription, now);
  else if (smrt_sandbox_items_get_period (subscription).end <= now &&
           smrt_sandbox_json_bool (subscription, "cancel_at_period_end"))
    smrt_sandbox_ending_finish (store, subscription, now);
  else if (smrt_sandbox_items_get_period (subscription).end <= now &&
           end_trial_without_method (store, subscription, now))
    return;
  else if (smrt_sandbox_phases_get_end (store, subscription) <= now)
    pass_phase (store, subscription, now);
  else
    renew (store, subscription, NULL, now);
}

/* The time of an invoice comes with its next attempt, or with the date until
 * which it should be paid. */
static void
run_invoice (SmrtSandboxStore *store,
             JsonObject       *invoice,
             gint64            now)
{
  JsonObject *subscription = smrt_sandbox_invoice_get_subscription (store, invoice);
  gboolean sent = g_strcmp0 (smrt_sandbox_json_string (invoice, "collection_method"), "send_invoice") == 0;

  smrt_sandbox_collection_forget_attempt (store, invoice);
  if (g_strcmp0 (smrt_sandbox_json_string (invoice, "status"), "open") != 0 || subscription == NULL ||
      has_status (subscription, "canceled"))
    return;

  if (!sent)
    {
      if (collect (store, invoice, subscription, NULL, now) != SMRT_SANDBOX_OUTCOME_PAID)
        fall_behind (store, subscription, invoice, now);
    }
  else if (has_status (subscription, "active"))
    {
      json_object_set_string_member (subscription, "status", "past_due");
      smrt_sandbox_store_touch (store, subscription);
    }
}

void
smrt_sandbox_lifecycle_run (SmrtSandboxStore *store,
                            const char       *clock,
                            gint64            until)
{
  JsonObject *object;

  while ((object = smrt_sandbox_store_next_due (store, clock, until)) != NULL)
    {
      gint64 now = smrt_sandbox_json_int (smrt_sandbox_json_hidden (object), "due");

      if (g_str_equal (smrt_sandbox_json_string (object, "object"), "invoice"))
        run_invoice (store, object, now);
      else if (g_str_equal (smrt_sandbox_json_string (object, "object"), "billing.credit_grant"))
        smrt_sandbox_grants_expire (store, object, now);
      else
        run_subscription (store, object, now);
    }
}
