/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-preview.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-present.h"

/* A preview in the making. */
typedef struct
{
  SmrtSandboxRequest *request;
  JsonObject *customer;
  JsonObject *subscription;   /* NULL: one that does not exist yet */
  SmrtSandboxChange *change;  /* NULL: none is asked for */
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

static void
append (JsonArray *lines,
        JsonArray *more)
{
  for (unsigned int i = 0; i < json_array_get_length (more); i++)
    json_array_add_object_element (lines, smrt_sandbox_json_copy (json_array_get_object_element (more, i)));
}

/* The renewal at the end of the period, with the items as they would be. */
static JsonObject *
preview_renewal (Preview          *preview,
                 GPtrArray        *items,
                 SmrtSandboxPlan  *plan,
                 GError          **error)
{
  const SmrtSandboxItem *first = g_ptr_array_index (items, 0);
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  SmrtSandboxPeriod next = smrt_sandbox_period_containing (plan->anchor, first->interval, plan->period.end);
  JsonObject *invoice;

  lines = smrt_sandbox_billing_recurring_lines (items, next, error);
  if (lines == NULL)
    return NULL;

  if (!preview->recurring)
    {
      waiting = smrt_sandbox_invoice_take_pending (preview->request->store, preview->subscription, all);
      append (all, plan->lines);
    }
  append (all, lines);

  invoice = make_invoice (preview, all, first->currency, "upcoming", plan->period, plan->period.end);
  json_object_set_int_member (invoice, "next_payment_attempt", plan->period.end);

  return invoice;
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
  append (all, plan->lines);

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
  g_autoptr (GPtrArray) loaded = smrt_sandbox_items_load (store, preview->subscription, items);
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  g_autoptr (JsonArray) all = json_array_new ();

  if (smrt_sandbox_phases_is_renewal (store, preview->subscription, phase, items, start))
    {
      plan = g_new0 (SmrtSandboxPlan, 1);
      plan->lines = json_array_new ();
      plan->anchor = smrt_sandbox_phases_get_anchor (store, preview->subscription, phase, items, start);
      plan->period = smrt_sandbox_items_get_period (preview->subscription);
    }
  else
    {
      plan = smrt_sandbox_phases_plan (store, preview->subscription, phase, items, start, error);
      if (plan == NULL)
        return NULL;
    }
  append (all, lines);
  append (all, plan->lines);
  json_array_unref (plan->lines);
  plan->lines = g_steal_pointer (&all);

  return plan->invoice_now && !preview->recurring ? preview_at_once (preview, plan, start)
                                                  : preview_renewal (preview, loaded, plan, error);
}

static JsonObject *
preview_change (Preview  *preview,
                GError  **error)
{
  SmrtSandboxStore *store = preview->request->store;
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  JsonObject *invoice, *details;
  JsonObject *phase = NULL;
  gboolean changes = preview->change != NULL && smrt_sandbox_change_is_wanted (preview->change);

  if (changes)
    {
      items = smrt_sandbox_change_make_items (preview->change, store, preview->subscription, preview->now, error);
      if (items == NULL)
        return NULL;
      plan = smrt_sandbox_change_make_plan (preview->change, store, preview->subscription, items, preview->now, error);
      if (plan == NULL)
        return NULL;
    }
  else
    {
      items = json_array_ref (smrt_sandbox_json_array (preview->subscription, "items"));
      plan = g_new0 (SmrtSandboxPlan, 1);
      plan->lines = json_array_new ();
      plan->anchor = smrt_sandbox_json_int (preview->subscription, "billing_cycle_anchor");
      plan->period = smrt_sandbox_items_get_period (preview->subscription);
    }

  loaded = smrt_sandbox_items_load (store, preview->subscription, items);

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
      invoice = preview_renewal (preview, loaded, plan, error);
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
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (JsonArray) lines = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  SmrtSandboxPeriod period;
  const SmrtSandboxItem *first;

  items = smrt_sandbox_change_make_items (preview->change, store, NULL, preview->now, error);
  if (items == NULL)
    return NULL;
  loaded = smrt_sandbox_items_load (store, NULL, items);
  first = g_ptr_array_index (loaded, 0);
  period = smrt_sandbox_period_containing (preview->now, first->interval, preview->now);
  lines = smrt_sandbox_billing_recurring_lines (loaded, period, error);
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
        return smrt_sandbox_fault_invalid (error, "invoice_upcoming_none", NULL,
                                           "The subscription has ended, there is no next invoice.");
    }
  if (customer == NULL)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "customer",
                                       "A preview needs a subscription or a customer.");

  preview->customer = smrt_sandbox_store_find (store, "customer", "customer", customer, "customer", error);

  return preview->customer != NULL;
}

JsonObject *
smrt_sandbox_invoices_preview (SmrtSandboxRequest  *request,
                               GError             **error)
{
  const char *subscription = smrt_sandbox_params_string (request->params, "subscription");
  const char *customer = smrt_sandbox_params_string (request->params, "customer");
  const char *mode = smrt_sandbox_params_choice (request->params, "preview_mode", "next|recurring", "next");
  SmrtSandboxParams *details = smrt_sandbox_params_object (request->params, "subscription_details");
  g_autoptr (SmrtSandboxChange) change = details != NULL ? smrt_sandbox_change_read (details) : NULL;
  g_autoptr (JsonObject) invoice = NULL;
  Preview preview = { 0 };

  preview.request = request;
  preview.change = change;
  preview.recurring = g_str_equal (mode, "recurring");
  if (!smrt_sandbox_request_finish (request, error) || !find_parties (&preview, subscription, customer, error))
    return NULL;
  preview.now = smrt_sandbox_request_now (request, preview.customer);

  if (preview.subscription != NULL)
    invoice = preview_change (&preview, error);
  else if (change != NULL)
    invoice = preview_start (&preview, error);
  else
    smrt_sandbox_fault_invalid (error, "invoice_upcoming_none", NULL, "There is no next invoice for this customer.");
  if (invoice == NULL)
    return NULL;

  smrt_sandbox_invoice_settle (invoice, preview.customer);

  return smrt_sandbox_present (request, invoice);
}
