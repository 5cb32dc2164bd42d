/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-preview.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-ending.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-present.h"
#include "smrt-sandbox-terms.h"
#include "smrt-sandbox-trials.h"

/* A preview in the making. */
typedef struct
{
  SmrtSandboxRequest *request;
  JsonObject *customer;
  JsonObject *subscription;   /* NULL: one that does not exist yet */
  JsonObject *amended;        /* with the discounts and taxes that it would have */
  SmrtSandboxChange *change;  /* NULL: none is asked for */
  SmrtSandboxTerms *terms;
  gboolean recurring;
  gint64 now;
} Preview;

static JsonObject *
make_invoice (Preview           *preview,
              JsonArray         *lines,
              const char        *currency,
              const char        *reason,
              SmrtSandboxPeriod  period,
              gint64             created)
{
  return smrt_sandbox_invoice_new (preview->request->store, "upcoming_in", preview->customer, preview->subscription,
                                   lines, currency, reason, period, created);
}

/* The renewal at the end of the period, with the items as they would be. */
static JsonObject *
preview_renewal (Preview          *preview,
                 JsonArray        *items,
                 SmrtSandboxPlan  *plan,
                 gboolean          measures,
                 GError          **error)
{
  SmrtSandboxStore *store = preview->request->store;
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  const SmrtSandboxItem *first;
  SmrtSandboxPeriod next;
  JsonObject *invoice;

  smrt_sandbox_terms_settle (store, preview->amended, plan->period.end);
  loaded = smrt_sandbox_items_load (store, preview->amended, items);
  if (measures && !preview->recurring)
    smrt_sandbox_meters_measure (store, smrt_sandbox_json_string (preview->customer, "id"), loaded, plan->period.end);
  first = g_ptr_array_index (loaded, 0);
  next = smrt_sandbox_period_containing (plan->anchor, first->interval, plan->period.end);
  lines = smrt_sandbox_billing_recurring_lines (loaded, next, error);
  if (lines == NULL)
    return NULL;

  if (!preview->recurring)
    {
      waiting = smrt_sandbox_invoice_take_pending (store, preview->subscription, all);
      smrt_sandbox_json_append (all, plan->lines);
    }
  smrt_sandbox_json_append (all, lines);

  invoice = make_invoice (preview, all, first->currency, "upcoming", plan->period, plan->period.end);
  json_object_set_int_member (invoice, "next_payment_attempt", plan->period.end);

  return invoice;
}

static gboolean
set_none (GError **error)
{
  smrt_sandbox_fault_set (error, 404, "invalid_request_error", "invoice_upcoming_none", NULL,
                          "There is no next invoice.");

  return FALSE;
}

/* Whether no period comes after the running one. */
static gboolean
ends_with_period (JsonObject *subscription)
{
  return smrt_sandbox_json_bool (subscription, "cancel_at_period_end") ||
         g_str_equal (smrt_sandbox_json_string (subscription, "status"), "paused") ||
         (!smrt_sandbox_json_is_null (subscription, "cancel_at") &&
          smrt_sandbox_json_int (subscription, "cancel_at") <= smrt_sandbox_items_get_period (subscription).end);
}

/* The invoice of the subscription's end, where there is anything to put on it. */
static JsonObject *
preview_end (Preview  *preview,
             GError  **error)
{
  SmrtSandboxStore *store = preview->request->store;
  SmrtSandboxPeriod period = smrt_sandbox_items_get_period (preview->subscription);
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (JsonArray) usage = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  if (!smrt_sandbox_json_is_null (preview->subscription, "cancel_at"))
    period.end = MIN (period.end, smrt_sandbox_json_int (preview->subscription, "cancel_at"));
  usage = smrt_sandbox_ending_make_usage (store, preview->amended, period.end, error);
  if (usage == NULL)
    return NULL;
  if (!g_str_equal (smrt_sandbox_json_string (preview->subscription, "status"), "paused"))
    waiting = smrt_sandbox_invoice_take_pending (store, preview->subscription, all);
  smrt_sandbox_json_append (all, usage);
  if (preview->recurring || json_array_get_length (all) == 0)
    {
      set_none (error);
      return NULL;
    }

  return make_invoice (preview, all, smrt_sandbox_json_string (preview->subscription, "currency"), "upcoming", period,
                       period.end);
}

/* The invoice that a change makes where it takes place. */
static JsonObject *
preview_at_once (Preview         *preview,
                 SmrtSandboxPlan *plan,
                 gint64           time)
{
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (GPtrArray) waiting = NULL;

  waiting = smrt_sandbox_invoice_take_pending (preview->request->store, preview->subscription, all);
  smrt_sandbox_json_append (all, plan->lines);

  return make_invoice (preview, all, smrt_sandbox_json_string (preview->subscription, "currency"), "upcoming",
                       (SmrtSandboxPeriod) { time, time }, time);
}

/* The phase of a schedule that begins before the period ends, or with its end. */
static JsonObject *
find_phase (Preview *preview,
            gint64   end)
{
  JsonObject *schedule = smrt_sandbox_phases_get_schedule (preview->request->store, preview->subscription);
  JsonObject *phase = schedule != NULL ? smrt_sandbox_phases_get_next (schedule) : NULL;

  return phase != NULL && smrt_sandbox_json_int (phase, "start_date") <= end ? phase : NULL;
}

/* The first invoice of a phase: where it begins with a period of its own or is
 * invoiced at once, that of its beginning, else that of the next renewal. The
 * lines are those that wait for it. */
static JsonObject *
preview_phase (Preview     *preview,
               JsonObject  *phase,
               JsonArray   *lines,
               GError     **error)
{
  SmrtSandboxStore *store = preview->request->store;
  gint64 start = smrt_sandbox_json_int (phase, "start_date");
  g_autoptr (JsonArray) items = smrt_sandbox_phases_make_items (store, preview->subscription, phase, start);
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  g_autoptr (JsonArray) all = json_array_new ();
  gboolean renews = smrt_sandbox_phases_is_renewal (store, preview->subscription, phase, items, start);

  /* What is asked for holds for the invoice, in place of what the phase has. */
  if (smrt_sandbox_terms_is_wanted (preview->terms))
    smrt_sandbox_terms_settle (store, preview->amended, start);
  else
    {
      g_clear_pointer (&preview->amended, json_object_unref);
      preview->amended = smrt_sandbox_terms_follow (store, preview->subscription, phase, start);
    }
  if (renews)
    {
      plan = g_new0 (SmrtSandboxPlan, 1);
      plan->lines = smrt_sandbox_meters_make_lines (store, preview->amended, start, error);
      if (plan->lines == NULL)
        return NULL;
      plan->anchor = smrt_sandbox_phases_get_anchor (store, preview->subscription, phase, items, start);
      plan->period = smrt_sandbox_items_get_period (preview->subscription);
    }
  else
    {
      plan = smrt_sandbox_phases_plan (store, preview->subscription, preview->amended, phase, items, start, error);
      if (plan == NULL)
        return NULL;
    }
  smrt_sandbox_json_append (all, lines);
  smrt_sandbox_json_append (all, plan->lines);
  json_array_unref (plan->lines);
  plan->lines = g_steal_pointer (&all);

  return plan->invoice_now && !preview->recurring ? preview_at_once (preview, plan, start)
                                                  : preview_renewal (preview, items, plan, !renews, error);
}

static JsonObject *
preview_change (Preview  *preview,
                GError  **error)
{
  SmrtSandboxStore *store = preview->request->store;
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  JsonObject *invoice, *details;
  JsonObject *phase = NULL;
  gboolean changes = preview->change != NULL && smrt_sandbox_change_is_wanted (preview->change);

  preview->amended = smrt_sandbox_terms_amend (preview->terms, store, preview->subscription,
                                               smrt_sandbox_json_string (preview->subscription, "currency"),
                                               preview->now, error);
  if (preview->amended == NULL)
    return NULL;

  if (changes)
    {
      items = smrt_sandbox_change_make_items (preview->change, store, preview->subscription, preview->now, error);
      if (items == NULL)
        return NULL;
      plan = smrt_sandbox_change_make_plan (preview->change, store, preview->subscription, preview->amended, items,
                                            preview->now, error);
      if (plan == NULL)
        return NULL;
    }
  else if (ends_with_period (preview->subscription))
    return preview_end (preview, error);
  else
    {
      items = json_array_ref (smrt_sandbox_json_array (preview->subscription, "items"));
      plan = g_new0 (SmrtSandboxPlan, 1);
      plan->lines = json_array_new ();
      plan->anchor = smrt_sandbox_json_int (preview->subscription, "billing_cycle_anchor");
      plan->period = smrt_sandbox_items_get_period (preview->subscription);
    }

  /* A change holds until the phase ends: what is billed then is the next one's. */
  if (!changes || !(plan->invoice_now || preview->recurring))
    phase = find_phase (preview, plan->period.end);

  if (phase != NULL)
    {
      invoice = preview_phase (preview, phase, plan->lines, error);
      if (invoice == NULL)
        return NULL;
    }
  else if (plan->invoice_now && !preview->recurring)
    invoice = preview_at_once (preview, plan, preview->now);
  else
    {
      invoice = preview_renewal (preview, items, plan, TRUE, error);
      if (invoice == NULL)
        return NULL;
    }

  details = smrt_sandbox_json_object (smrt_sandbox_json_object (invoice, "parent"), "subscription_details");
  if (plan->prorated && !preview->recurring)
    json_object_set_int_member (details, "subscription_proration_date",
                                smrt_sandbox_change_get_date (preview->change, preview->now));

  return invoice;
}

static JsonObject *
preview_start (Preview  *preview,
               GError  **error)
{
  SmrtSandboxStore *store = preview->request->store;
  g_autoptr (JsonObject) nothing = smrt_sandbox_json_template ("{'discounts':[],'default_tax_rates':[]}");
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  SmrtSandboxPeriod period;
  const SmrtSandboxItem *first;
  gint64 trial_end;

  if (!smrt_sandbox_change_get_trial_end (preview->change, preview->now, &trial_end, error))
    return NULL;
  items = smrt_sandbox_change_make_items (preview->change, store, NULL, preview->now, error);
  if (items == NULL)
    return NULL;
  json_object_set_string_member (nothing, "customer", smrt_sandbox_json_string (preview->customer, "id"));
  json_object_set_string_member (nothing, "currency", smrt_sandbox_items_get_currency (store, items));
  preview->amended = smrt_sandbox_terms_amend (preview->terms, store, nothing,
                                               smrt_sandbox_json_string (nothing, "currency"), preview->now, error);
  if (preview->amended == NULL)
    return NULL;
  loaded = smrt_sandbox_items_load (store, preview->amended, items);
  first = g_ptr_array_index (loaded, 0);
  period = smrt_sandbox_period_containing (preview->now, first->interval, preview->now);
  if (trial_end > preview->now)
    period.end = trial_end;
  lines = trial_end > preview->now ? smrt_sandbox_trials_make_lines (loaded, period, error)
                                   : smrt_sandbox_billing_recurring_lines (loaded, period, error);
  if (lines == NULL)
    return NULL;

  return make_invoice (preview, lines, first->currency, "upcoming",
                       (SmrtSandboxPeriod) { preview->now, preview->now }, preview->now);
}

static gboolean
find_parties (Preview     *preview,
              const char  *subscription,
              const char  *customer,
              GError     **error)
{
  SmrtSandboxStore *store = preview->request->store;

  if (subscription != NULL)
    {
      preview->subscription = smrt_sandbox_store_find (store, "subscription", "subscription", subscription,
                                                       "subscription", error);
      if (preview->subscription == NULL)
        return FALSE;
      if (customer != NULL &&
          g_strcmp0 (smrt_sandbox_json_string (preview->subscription, "customer"), customer) != 0)
        return smrt_sandbox_fault_invalid (error, NULL, "customer", "The subscription is another customer's.");
      customer = smrt_sandbox_json_string (preview->subscription, "customer");
      if (g_str_equal (smrt_sandbox_json_string (preview->subscription, "status"), "canceled"))
        return set_none (error);
    }
  if (customer == NULL)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "customer",
                                       "A preview needs a subscription or a customer.");

  preview->customer = smrt_sandbox_store_find (store, "customer", "customer", customer, "customer", error);

  return preview->customer != NULL;
}

/* The next invoice of a schedule is that of its subscription. */
static gboolean
follow_schedule (SmrtSandboxStore  *store,
                 const char        *id,
                 const char       **subscription,
                 GError           **error)
{
  JsonObject *schedule;

  if (id == NULL)
    return TRUE;
  if (*subscription != NULL)
    return smrt_sandbox_fault_invalid (error, NULL, "schedule",
                                       "A preview is of a schedule or of a subscription, not of both.");

  schedule = smrt_sandbox_store_find (store, "subscription_schedule", "subscription schedule", id, "schedule", error);
  if (schedule == NULL)
    return FALSE;
  if (!g_str_equal (smrt_sandbox_json_string (schedule, "status"), "active"))
    return set_none (error);
  *subscription = smrt_sandbox_json_string (schedule, "subscription");

  return TRUE;
}

/* Where the answer has the first lines only, the others are asked for by the id
 * of the preview: those of a customer's last one are kept. */
static void
keep_lines (Preview    *preview,
            JsonObject *invoice)
{
  const char *customer = smrt_sandbox_json_string (preview->customer, "id");
  const char *values[] = { customer, NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (JsonObject) kept = NULL;

  if (json_array_get_length (smrt_sandbox_json_array (invoice, "lines")) <= SMRT_SANDBOX_LINES_SHOWN)
    return;

  before = smrt_sandbox_store_query (preview->request->store,
                                     "FROM objects WHERE type = '" SMRT_SANDBOX_PREVIEW "' AND customer = ?", values);
  for (unsigned int i = 0; i < before->len; i++)
    {
      g_autofree char *id = g_strdup (smrt_sandbox_json_string (g_ptr_array_index (before, i), "id"));

      smrt_sandbox_store_remove (preview->request->store, id);
    }

  kept = json_object_new ();
  json_object_set_string_member (kept, "id", smrt_sandbox_json_string (invoice, "id"));
  json_object_set_string_member (kept, "object", SMRT_SANDBOX_PREVIEW);
  json_object_set_int_member (kept, "created", preview->now);
  json_object_set_string_member (kept, "customer", customer);
  smrt_sandbox_json_set_string (kept, "test_clock", smrt_sandbox_json_string (preview->customer, "test_clock"));
  json_object_set_array_member (kept, "lines", json_array_ref (smrt_sandbox_json_array (invoice, "lines")));
  smrt_sandbox_store_add (preview->request->store, kept);
}

JsonObject *
smrt_sandbox_invoices_preview (SmrtSandboxRequest  *request,
                               GError             **error)
{
  const char *subscription = smrt_sandbox_params_string (request->params, "subscription");
  const char *customer = smrt_sandbox_params_string (request->params, "customer");
  const char *schedule = smrt_sandbox_params_string (request->params, "schedule");
  const char *mode = smrt_sandbox_params_choice (request->params, "preview_mode", "next|recurring", "next");
  SmrtSandboxParams *details = smrt_sandbox_params_object (request->params, "subscription_details");
  g_autoptr (SmrtSandboxChange) change = details != NULL ? smrt_sandbox_change_read (details) : NULL;
  g_autoptr (SmrtSandboxTerms) terms = smrt_sandbox_terms_read (request->params, details);
  g_autoptr (JsonObject) invoice = NULL;
  Preview preview = { 0 };

  preview.request = request;
  preview.change = change;
  preview.terms = terms;
  preview.recurring = g_str_equal (mode, "recurring");
  if (!smrt_sandbox_request_finish (request, error) ||
      !follow_schedule (request->store, schedule, &subscription, error) ||
      !find_parties (&preview, subscription, customer, error))
    return NULL;
  preview.now = smrt_sandbox_request_now (request, preview.customer);

  if (preview.subscription != NULL)
    invoice = preview_change (&preview, error);
  else if (change != NULL)
    invoice = preview_start (&preview, error);
  else
    set_none (error);
  g_clear_pointer (&preview.amended, json_object_unref);
  if (invoice == NULL)
    return NULL;

  smrt_sandbox_invoice_settle (invoice, preview.customer);
  keep_lines (&preview, invoice);

  return smrt_sandbox_present (request, invoice);
}
