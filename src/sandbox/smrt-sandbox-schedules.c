/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-schedules.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-ending.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-present.h"
#include "smrt-sandbox-terms.h"

#define MAX_PHASES 10
#define LATEST G_GINT64_CONSTANT (7258118400) /* 1 January 2200 */

/* A phase as a request wants it. */
typedef struct
{
  SmrtSandboxParams *params;
  GPtrArray *items;
  JsonObject *phase;
  SmrtSandboxTerms *terms;
  gboolean has_start;
  gint64 start;
  gboolean has_end;
  gint64 end;
  SmrtSandboxInterval duration;   /* its count is 0 where there is none */
} Wish;

static void
clear_wish (gpointer data)
{
  Wish *wish = data;

  json_object_unref (wish->phase);
  smrt_sandbox_terms_free (wish->terms);
}

static JsonObject *
make_phase (const char *currency)
{
  JsonObject *phase = smrt_sandbox_json_template (
    "{'add_invoice_items':[],'application_fee_percent':null,'billing_cycle_anchor':null,'billing_thresholds':null,"
    "'collection_method':null,'default_payment_method':null,'default_tax_rates':[],'description':null,"
    "'discounts':[],'invoice_settings':null,'items':[],'metadata':{},'on_behalf_of':null,"
    "'proration_behavior':'create_prorations','transfer_data':null,'trial_end':null}");

  json_object_set_string_member (phase, "currency", currency);

  return phase;
}

static void
set_dates (JsonObject *object,
           gint64      start,
           gint64      end)
{
  json_object_set_int_member (object, "start_date", start);
  json_object_set_int_member (object, "end_date", end);
}

static JsonObject *
make_schedule (SmrtSandboxStore *store,
               JsonObject       *subscription,
               gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "sub_sched");
  SmrtSandboxPeriod period = smrt_sandbox_items_get_period (subscription);
  g_autoptr (JsonObject) schedule = smrt_sandbox_json_template (
    "{'object':'subscription_schedule','application':null,'canceled_at':null,'completed_at':null,"
    "'current_phase':{},'customer_account':null,'default_settings':{'application_fee_percent':null,"
    "'billing_cycle_anchor':'automatic','billing_thresholds':null,'collection_method':'charge_automatically',"
    "'default_payment_method':null,'description':null,'invoice_settings':{'account_tax_ids':null,"
    "'custom_fields':null,'days_until_due':null,'description':null,'footer':null,'issuer':{'type':'self'}},"
    "'on_behalf_of':null,'transfer_data':null},'end_behavior':'release','livemode':false,'metadata':{},"
    "'pause_schedules':[],'phases':[],'released_at':null,'released_subscription':null,'status':'active'}");
  JsonObject *phase = make_phase (smrt_sandbox_json_string (subscription, "currency"));

  json_object_set_string_member (schedule, "id", id);
  json_object_set_int_member (schedule, "created", now);
  json_object_set_string_member (schedule, "customer", smrt_sandbox_json_string (subscription, "customer"));
  json_object_set_string_member (schedule, "subscription", smrt_sandbox_json_string (subscription, "id"));
  smrt_sandbox_json_set_string (schedule, "test_clock", smrt_sandbox_json_string (subscription, "test_clock"));
  json_object_set_object_member (schedule, "billing_mode",
                                 smrt_sandbox_json_copy (smrt_sandbox_json_object (subscription, "billing_mode")));
  set_dates (smrt_sandbox_json_object (schedule, "current_phase"), period.start, period.end);
  set_dates (phase, period.start, period.end);
  if (g_strcmp0 (smrt_sandbox_json_string (subscription, "status"), "trialing") == 0)
    json_object_set_int_member (phase, "trial_end", smrt_sandbox_json_int (subscription, "trial_end"));
  json_array_add_object_element (smrt_sandbox_json_array (schedule, "phases"), phase);
  smrt_sandbox_store_add (store, schedule);

  return schedule;
}

/* A schedule that ends with a cancellation shows it on the subscription. */
static void
set_end_behavior (SmrtSandboxStore *store,
                  JsonObject       *schedule,
                  JsonObject       *subscription,
                  const char       *behavior)
{
  JsonArray *phases = smrt_sandbox_json_array (schedule, "phases");
  JsonObject *last = json_array_get_object_element (phases, json_array_get_length (phases) - 1);
  const char *before = smrt_sandbox_json_string (schedule, "end_behavior");

  if (behavior == NULL)
    behavior = before;
  if (g_str_equal (behavior, "cancel"))
    json_object_set_int_member (subscription, "cancel_at", smrt_sandbox_json_int (last, "end_date"));
  else if (g_str_equal (before, "cancel"))
    json_object_set_null_member (subscription, "cancel_at");
  json_object_set_string_member (schedule, "end_behavior", behavior);
  smrt_sandbox_store_touch (store, schedule);
}

/* A cancellation that was planned before becomes the schedule's. */
static void
take_cancellation (SmrtSandboxStore *store,
                   JsonObject       *schedule,
                   JsonObject       *subscription)
{
  JsonObject *current = smrt_sandbox_json_object (schedule, "current_phase");
  gint64 start = smrt_sandbox_json_int (current, "start_date");

  if (!smrt_sandbox_json_is_null (subscription, "cancel_at"))
    {
      gint64 end = smrt_sandbox_json_int (subscription, "cancel_at");

      set_dates (smrt_sandbox_phases_get_current (schedule), start, end);
      set_dates (current, start, end);
    }
  else if (!smrt_sandbox_json_bool (subscription, "cancel_at_period_end"))
    return;

  json_object_set_boolean_member (subscription, "cancel_at_period_end", FALSE);
  set_end_behavior (store, schedule, subscription, "cancel");
}

JsonObject *
smrt_sandbox_schedules_create (SmrtSandboxRequest  *request,
                               GError             **error)
{
  const char *id = smrt_sandbox_params_require (request->params, "from_subscription");
  JsonObject *subscription, *schedule;
  const char *status;

  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  subscription = smrt_sandbox_store_find (request->store, "subscription", "subscription", id, "from_subscription",
                                          error);
  if (subscription == NULL)
    return NULL;

  status = smrt_sandbox_json_string (subscription, "status");
  if (!g_str_equal (status, "active") && !g_str_equal (status, "trialing") && !g_str_equal (status, "past_due"))
    {
      smrt_sandbox_fault_invalid (error, NULL, "from_subscription",
                                  "A schedule cannot be made from a subscription that is %s.", status);
      return NULL;
    }
  if (smrt_sandbox_json_string (subscription, "schedule") != NULL)
    {
      smrt_sandbox_fault_invalid (error, NULL, "from_subscription",
                                  "The subscription follows the schedule '%s' already.",
                                  smrt_sandbox_json_string (subscription, "schedule"));
      return NULL;
    }

  schedule = make_schedule (request->store, subscription, smrt_sandbox_request_now (request, subscription));
  json_object_set_string_member (subscription, "schedule", smrt_sandbox_json_string (schedule, "id"));
  smrt_sandbox_phases_note_items (request->store, subscription);
  smrt_sandbox_phases_note_terms (request->store, subscription);
  take_cancellation (request->store, schedule, subscription);
  smrt_sandbox_lifecycle_schedule (request->store, subscription);

  return smrt_sandbox_present (request, schedule);
}

JsonObject *
smrt_sandbox_schedules_list (SmrtSandboxRequest  *request,
                             GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("subscription_schedule", "/v1/subscription_schedules");

  smrt_sandbox_query_filter (query, request, "customer", "customer");
  if (smrt_sandbox_params_bool (request->params, "scheduled", FALSE))
    smrt_sandbox_query_where (query, "$.status", (const char *[]) { "not_started", NULL });

  return smrt_sandbox_list (request, query, error);
}

static JsonObject *
find_schedule (SmrtSandboxRequest  *request,
               GError             **error)
{
  return smrt_sandbox_request_find (request, "subscription_schedule", "subscription schedule", error);
}

JsonObject *
smrt_sandbox_schedules_get (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *schedule = find_schedule (request, error);

  return schedule != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, schedule)
                                                                          : NULL;
}

static void
read_items (Wish *wish)
{
  JsonArray *items = smrt_sandbox_json_array (wish->phase, "items");

  wish->items = smrt_sandbox_params_objects (wish->params, "items");
  if (wish->items == NULL)
    smrt_sandbox_params_require (wish->params, "items");

  for (unsigned int i = 0; wish->items != NULL && i < wish->items->len; i++)
    {
      SmrtSandboxParams *params = g_ptr_array_index (wish->items, i);
      const char *price = smrt_sandbox_params_require (params, "price");
      JsonObject *item = smrt_sandbox_json_template (
        "{'billing_thresholds':null,'discounts':[],'metadata':{},'tax_rates':[]}");

      smrt_sandbox_json_set_string (item, "price", price);
      json_object_set_int_member (item, "quantity",
                                  smrt_sandbox_params_int_within (params, "quantity", 1, 0, 999999));
      /* They are looked at later, but all that is accepted has to be read. */
      if (!smrt_sandbox_params_clears (params, "tax_rates"))
        smrt_sandbox_params_strings (params, "tax_rates");
      smrt_sandbox_params_update_metadata (params, item);
      json_array_add_object_element (items, item);
    }
}

static void
read_phase (Wish       *wish,
            const char *currency)
{
  SmrtSandboxParams *params = wish->params;
  SmrtSandboxParams *duration = smrt_sandbox_params_object (params, "duration");

  wish->phase = make_phase (currency);
  wish->terms = smrt_sandbox_terms_read (params, params);
  wish->has_start = smrt_sandbox_params_has (params, "start_date");
  wish->start = smrt_sandbox_params_int (params, "start_date", 0);
  wish->has_end = smrt_sandbox_params_has (params, "end_date");
  wish->end = smrt_sandbox_params_int_within (params, "end_date", 0, 1, LATEST);
  if (duration != NULL)
    {
      wish->duration.unit = smrt_sandbox_params_choice (duration, "interval", "day|week|month|year", "month");
      wish->duration.count = smrt_sandbox_params_int_within (duration, "interval_count", 1, 1, 1000);
      smrt_sandbox_params_require (duration, "interval");
    }
  json_object_set_string_member (wish->phase, "proration_behavior", smrt_sandbox_change_read_proration (params));
  smrt_sandbox_json_set_string (wish->phase, "billing_cycle_anchor",
                                smrt_sandbox_params_choice (params, "billing_cycle_anchor", "automatic|phase_start",
                                                            NULL));
  smrt_sandbox_params_update_metadata (params, wish->phase);
  read_items (wish);
}

static GArray *
read_phases (SmrtSandboxParams *params,
             const char        *currency)
{
  GPtrArray *phases = smrt_sandbox_params_objects (params, "phases");
  GArray *wishes = g_array_new (FALSE, TRUE, sizeof (Wish));

  g_array_set_clear_func (wishes, clear_wish);
  for (unsigned int i = 0; phases != NULL && i < phases->len; i++)
    {
      Wish wish = { 0 };

      wish.params = g_ptr_array_index (phases, i);
      read_phase (&wish, currency);
      g_array_append_val (wishes, wish);
    }

  return wishes;
}

static gboolean
set_tax_rates (SmrtSandboxStore   *store,
               SmrtSandboxParams  *params,
               JsonObject         *item,
               GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (params, "tax_rates");
  JsonArray *rates;

  if (!smrt_sandbox_params_has (params, "tax_rates") || smrt_sandbox_params_clears (params, "tax_rates"))
    return TRUE;

  rates = smrt_sandbox_terms_read_rates (store, smrt_sandbox_params_strings (params, "tax_rates"), path, error);
  if (rates != NULL)
    json_object_set_array_member (item, "tax_rates", rates);

  return rates != NULL;
}

static gboolean
check_items (SmrtSandboxStore  *store,
             JsonObject        *subscription,
             const Wish        *wish,
             gint64             now,
             GError           **error)
{
  JsonArray *current = smrt_sandbox_json_array (subscription, "items");
  g_autoptr (JsonArray) made = NULL;

  for (unsigned int i = 0; i < wish->items->len; i++)
    {
      JsonObject *item = json_array_get_object_element (smrt_sandbox_json_array (wish->phase, "items"), i);
      SmrtSandboxParams *params = g_ptr_array_index (wish->items, i);

      if (!smrt_sandbox_change_check_price (store, params, smrt_sandbox_json_string (item, "price"), current,
                                            error) ||
          !smrt_sandbox_change_check_quantity (store, params, item, error) ||
          !set_tax_rates (store, params, item, error))
        return FALSE;
      if (smrt_sandbox_items_is_metered (store, item))
        json_object_remove_member (item, "quantity");
    }

  made = smrt_sandbox_phases_make_items (store, subscription, wish->phase, now);

  return smrt_sandbox_change_check_items (store, subscription, made, error);
}

/* One interval of its price, where a phase does not say how long it is. */
static SmrtSandboxInterval
get_interval (SmrtSandboxStore *store,
              const Wish       *wish)
{
  JsonObject *item = json_array_get_object_element (smrt_sandbox_json_array (wish->phase, "items"), 0);
  JsonObject *price = smrt_sandbox_store_get (store, "price", smrt_sandbox_json_string (item, "price"));
  JsonObject *recurring = smrt_sandbox_json_object (price, "recurring");

  return (SmrtSandboxInterval) { g_intern_string (smrt_sandbox_json_string (recurring, "interval")),
                                smrt_sandbox_json_int (recurring, "interval_count") };
}

/* When the billing cycle began that runs in a phase. */
static gint64
get_anchor (JsonObject   *subscription,
            GArray       *wishes,
            unsigned int  index)
{
  for (unsigned int i = index; i > 0; i--)
    {
      const Wish *wish = &g_array_index (wishes, Wish, i);

      if (g_strcmp0 (smrt_sandbox_json_string (wish->phase, "billing_cycle_anchor"), "phase_start") == 0)
        return wish->start;
    }

  return smrt_sandbox_json_int (subscription, "billing_cycle_anchor");
}

/* A phase that begins with a period ends with one: on the last day of a month
 * where the cycle does. Source: Stripe, changelog of 2025-09-30. */
static gint64
add_length (gint64              begin,
            SmrtSandboxInterval length,
            gint64              anchor)
{
  SmrtSandboxInterval one = { length.unit, 1 };

  if (smrt_sandbox_period_containing (anchor, one, begin).start != begin)
    return smrt_sandbox_period_containing (begin, length, begin).end;

  for (gint64 i = 0; i < length.count; i++)
    begin = smrt_sandbox_period_containing (anchor, one, begin).end;

  return begin;
}

/* Source: Stripe, "Update a schedule": each phase begins where the one before it
 * ends, and the first is the current one. */
static gboolean
place_phase (SmrtSandboxStore  *store,
             JsonObject        *schedule,
             JsonObject        *subscription,
             GArray            *wishes,
             unsigned int       index,
             gint64             now,
             GError           **error)
{
  Wish *wish = &g_array_index (wishes, Wish, index);
  const Wish *next = index + 1 < wishes->len ? &g_array_index (wishes, Wish, index + 1) : NULL;
  g_autofree char *start_path = smrt_sandbox_params_path (wish->params, "start_date");
  g_autofree char *end_path = smrt_sandbox_params_path (wish->params, "end_date");
  SmrtSandboxInterval length = wish->duration;
  gint64 begin;

  if (index == 0)
    begin = smrt_sandbox_json_int (smrt_sandbox_json_object (schedule, "current_phase"), "start_date");
  else
    begin = g_array_index (wishes, Wish, index - 1).end;

  if (index == 0 && !wish->has_start)
    return smrt_sandbox_fault_invalid (error, "parameter_missing", start_path, "The first phase needs a start_date.");
  if (wish->has_start && wish->start != begin)
    return smrt_sandbox_fault_invalid (error, NULL, start_path,
                                       index == 0 ? "The first phase must be the current one, which started at %" G_GINT64_FORMAT "."
                                                  : "The phase must start where the one before it ends, at %" G_GINT64_FORMAT ".",
                                       begin);
  if (wish->has_end && length.count > 0)
    return smrt_sandbox_fault_invalid (error, NULL, end_path, "A phase has an end_date or a duration, not both.");

  wish->start = begin;
  if (!wish->has_end && length.count == 0 && next != NULL && next->has_start)
    wish->end = next->start;
  else if (!wish->has_end)
    {
      if (length.count == 0)
        length = get_interval (store, wish);
      wish->end = add_length (begin, length, get_anchor (subscription, wishes, index));
    }
  if (wish->end <= MAX (begin, now))
    return smrt_sandbox_fault_invalid (error, NULL, end_path,
                                       "A phase must end after it starts, and later than now.");
  if (wish->end > LATEST)
    return smrt_sandbox_fault_invalid (error, NULL, end_path, "The phase ends too far in the future.");
  set_dates (wish->phase, wish->start, wish->end);

  return TRUE;
}

static gboolean
check_phases (SmrtSandboxStore  *store,
              JsonObject        *schedule,
              JsonObject        *subscription,
              GArray            *wishes,
              gint64             now,
              GError           **error)
{
  if (wishes->len > MAX_PHASES)
    return smrt_sandbox_fault_invalid (error, NULL, "phases", "A schedule has %d phases at the most.", MAX_PHASES);

  for (unsigned int i = 0; i < wishes->len; i++)
    {
      const Wish *wish = &g_array_index (wishes, Wish, i);

      if (!check_items (store, subscription, wish, now, error) ||
          !smrt_sandbox_terms_plan (wish->terms, store, schedule, subscription, wish->phase, now, error) ||
          !place_phase (store, schedule, subscription, wishes, i, now, error))
        return FALSE;
    }

  return TRUE;
}

/* Phases that are over stay, the others are replaced. */
static void
replace_phases (SmrtSandboxStore *store,
                JsonObject       *schedule,
                GArray           *wishes)
{
  JsonArray *old = smrt_sandbox_json_array (schedule, "phases");
  JsonObject *current = smrt_sandbox_json_object (schedule, "current_phase");
  gint64 start = smrt_sandbox_json_int (current, "start_date");
  JsonArray *phases = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (old); i++)
    {
      JsonObject *phase = json_array_get_object_element (old, i);

      if (smrt_sandbox_json_int (phase, "start_date") < start)
        json_array_add_object_element (phases, json_object_ref (phase));
    }
  for (unsigned int i = 0; i < wishes->len; i++)
    json_array_add_object_element (phases, json_object_ref (g_array_index (wishes, Wish, i).phase));

  set_dates (current, start, g_array_index (wishes, Wish, 0).end);
  json_object_set_array_member (schedule, "phases", phases);
  smrt_sandbox_store_touch (store, schedule);
}

static gboolean
is_same_item (JsonObject *a,
              JsonObject *b)
{
  return g_strcmp0 (smrt_sandbox_json_string (a, "price"), smrt_sandbox_json_string (b, "price")) == 0 &&
         smrt_sandbox_json_int (a, "quantity") == smrt_sandbox_json_int (b, "quantity");
}

/* What the request makes of the current phase holds at once. Discounts and taxes
 * alone prorate nothing. */
static gboolean
change_current (SmrtSandboxStore      *store,
                JsonObject            *schedule,
                JsonObject            *subscription,
                SmrtSandboxProration   proration,
                gint64                 now,
                GError               **error)
{
  JsonArray *before = smrt_sandbox_json_array (subscription, "items");
  JsonObject *phase = smrt_sandbox_phases_get_current (schedule);
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (JsonObject) amended = NULL;
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  gboolean same;

  amended = smrt_sandbox_terms_follow (store, subscription, phase, now);
  items = smrt_sandbox_phases_make_items (store, subscription, phase, now);
  same = json_array_get_length (items) == json_array_get_length (before);
  for (unsigned int i = 0; same && i < json_array_get_length (items); i++)
    same = is_same_item (json_array_get_object_element (items, i), json_array_get_object_element (before, i));
  if (same)
    {
      if (smrt_sandbox_terms_is_change (subscription, amended))
        smrt_sandbox_terms_commit (store, subscription, amended);
      json_object_set_array_member (subscription, "items", g_steal_pointer (&items));
      smrt_sandbox_store_touch (store, subscription);
      return TRUE;
    }

  plan = smrt_sandbox_change_plan_items (store, subscription, amended, items, proration, FALSE, now, now, error);
  if (plan == NULL)
    return FALSE;
  smrt_sandbox_terms_commit (store, subscription, amended);

  return smrt_sandbox_lifecycle_change (store, subscription, items, plan, NULL,
                                        SMRT_SANDBOX_ALLOW_INCOMPLETE, now, error);
}

static gboolean
check_active (JsonObject  *schedule,
              GError     **error)
{
  const char *status = smrt_sandbox_json_string (schedule, "status");

  if (g_str_equal (status, "active"))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, NULL, NULL, "The schedule is %s; only an active one can be changed.",
                                     status);
}

static JsonObject *
get_subscription (SmrtSandboxStore *store,
                  JsonObject       *schedule)
{
  return smrt_sandbox_store_get (store, "subscription", smrt_sandbox_json_string (schedule, "subscription"));
}

JsonObject *
smrt_sandbox_schedules_update (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *schedule = find_schedule (request, error);
  g_autoptr (GArray) wishes = NULL;
  SmrtSandboxProration proration;
  const char *behavior;
  JsonObject *subscription;
  gint64 now;

  if (schedule == NULL)
    return NULL;

  subscription = get_subscription (request->store, schedule);
  wishes = read_phases (request->params, subscription != NULL ? smrt_sandbox_json_string (subscription, "currency")
                                                              : "");
  behavior = smrt_sandbox_params_choice (request->params, "end_behavior", "release|cancel", NULL);
  proration = smrt_sandbox_change_parse_proration (smrt_sandbox_change_read_proration (request->params));
  smrt_sandbox_params_update_metadata (request->params, schedule);
  if (!smrt_sandbox_request_finish (request, error) || !check_active (schedule, error))
    return NULL;

  now = smrt_sandbox_request_now (request, schedule);
  if (wishes->len > 0)
    {
      if (!check_phases (request->store, schedule, subscription, wishes, now, error))
        return NULL;
      replace_phases (request->store, schedule, wishes);
      if (!change_current (request->store, schedule, subscription, proration, now, error))
        return NULL;
    }
  set_end_behavior (request->store, schedule, subscription, behavior);
  smrt_sandbox_lifecycle_schedule (request->store, subscription);

  return smrt_sandbox_present (request, schedule);
}

JsonObject *
smrt_sandbox_schedules_release (SmrtSandboxRequest  *request,
                                GError             **error)
{
  JsonObject *schedule = find_schedule (request, error);
  gboolean keep = smrt_sandbox_params_bool (request->params, "preserve_cancel_date", FALSE);
  JsonObject *subscription;

  if (schedule == NULL || !smrt_sandbox_request_finish (request, error) || !check_active (schedule, error))
    return NULL;

  subscription = get_subscription (request->store, schedule);
  if (!keep && g_str_equal (smrt_sandbox_json_string (schedule, "end_behavior"), "cancel"))
    json_object_set_null_member (subscription, "cancel_at");
  smrt_sandbox_phases_close (request->store, subscription, "released", smrt_sandbox_request_now (request, schedule));
  smrt_sandbox_lifecycle_schedule (request->store, subscription);

  return smrt_sandbox_present (request, schedule);
}

JsonObject *
smrt_sandbox_schedules_cancel (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *schedule = find_schedule (request, error);
  gboolean invoice_now = smrt_sandbox_params_bool (request->params, "invoice_now", TRUE);
  gboolean prorate = smrt_sandbox_params_bool (request->params, "prorate", TRUE);

  if (schedule == NULL || !smrt_sandbox_request_finish (request, error) || !check_active (schedule, error))
    return NULL;

  if (!smrt_sandbox_ending_settle (request->store, get_subscription (request->store, schedule), prorate, invoice_now,
                                   smrt_sandbox_request_now (request, schedule), error))
    return NULL;

  return smrt_sandbox_present (request, schedule);
}
