/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-meters.h"

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#include <string.h>

#define METER "billing.meter"
#define EVENT "billing.meter_event"

/* How far an event may lie back or ahead. Source: Stripe, "Meter events". */
#define OLDEST_SECONDS (35 * 24 * 60 * 60)
#define NEWEST_SECONDS (5 * 60)

/* What one event can count. */
#define MAX_VALUE G_GINT64_CONSTANT (999999999)

static const char *
get_key (JsonObject *meter,
         const char *settings)
{
  return smrt_sandbox_json_string (smrt_sandbox_json_object (meter, settings), "event_payload_key");
}

static JsonObject *
find_active (SmrtSandboxStore *store,
             const char       *event_name)
{
  const char *values[] = { event_name, NULL };
  g_autoptr (GPtrArray) found = NULL;

  found = smrt_sandbox_store_query (store,
                                    "FROM objects WHERE type = 'billing.meter'"
                                    " AND json_extract (json, '$.event_name') = ?"
                                    " AND json_extract (json, '$.status') = 'active'",
                                    values);

  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

/* An object with a member that has to be there where the object is sent. */
static const char *
read_inner (SmrtSandboxParams *params,
            const char        *name,
            const char        *member,
            const char        *fallback)
{
  SmrtSandboxParams *inner = smrt_sandbox_params_object (params, name);

  return inner != NULL ? smrt_sandbox_params_require (inner, member) : fallback;
}

JsonObject *
smrt_sandbox_meters_create (SmrtSandboxRequest  *request,
                            GError             **error)
{
  SmrtSandboxParams *params = request->params;
  SmrtSandboxParams *aggregation = smrt_sandbox_params_object (params, "default_aggregation");
  SmrtSandboxParams *mapping = smrt_sandbox_params_object (params, "customer_mapping");
  const char *name = smrt_sandbox_params_require (params, "display_name");
  const char *event_name = smrt_sandbox_params_require (params, "event_name");
  const char *value_key = read_inner (params, "value_settings", "event_payload_key", "value");
  const char *customer_key = "stripe_customer_id";
  const char *formula = "sum";
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) meter = smrt_sandbox_json_template (
    "{'object':'billing.meter','customer_mapping':{'type':'by_id'},'default_aggregation':{},"
    "'event_time_window':null,'livemode':false,'status':'active','status_transitions':{'deactivated_at':null},"
    "'value_settings':{}}");

  if (aggregation != NULL)
    {
      smrt_sandbox_params_require (aggregation, "formula");
      formula = smrt_sandbox_params_choice (aggregation, "formula", "count|last|sum", formula);
    }
  else
    smrt_sandbox_params_require (params, "default_aggregation");
  if (mapping != NULL)
    {
      smrt_sandbox_params_choice (mapping, "type", "by_id", NULL);
      customer_key = smrt_sandbox_params_require (mapping, "event_payload_key");
    }
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (find_active (request->store, event_name) != NULL)
    {
      smrt_sandbox_fault_invalid (error, "resource_already_exists", "event_name",
                                  "There is an active meter for the event '%s' already.", event_name);
      return NULL;
    }

  id = smrt_sandbox_store_new_id (request->store, "mtr");
  json_object_set_string_member (meter, "id", id);
  json_object_set_int_member (meter, "created", request->now);
  json_object_set_int_member (meter, "updated", request->now);
  json_object_set_string_member (meter, "display_name", name);
  json_object_set_string_member (meter, "event_name", event_name);
  json_object_set_string_member (smrt_sandbox_json_object (meter, "default_aggregation"), "formula", formula);
  json_object_set_string_member (smrt_sandbox_json_object (meter, "customer_mapping"), "event_payload_key",
                                 customer_key);
  json_object_set_string_member (smrt_sandbox_json_object (meter, "value_settings"), "event_payload_key", value_key);
  smrt_sandbox_store_add (request->store, meter);

  return smrt_sandbox_present (request, meter);
}

JsonObject *
smrt_sandbox_meters_list (SmrtSandboxRequest  *request,
                          GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new (METER, "/v1/billing/meters");

  if (smrt_sandbox_params_choice (request->params, "status", "active|inactive", NULL) != NULL)
    smrt_sandbox_query_filter (query, request, "status", "$.status");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_meters_get (SmrtSandboxRequest  *request,
                         GError             **error)
{
  JsonObject *meter = smrt_sandbox_request_find (request, METER, "billing meter", error);

  return meter != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, meter) : NULL;
}

JsonObject *
smrt_sandbox_meters_update (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *meter = smrt_sandbox_request_find (request, METER, "billing meter", error);
  const char *name = smrt_sandbox_params_string (request->params, "display_name");

  if (meter == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  if (name != NULL)
    json_object_set_string_member (meter, "display_name", name);
  json_object_set_int_member (meter, "updated", request->now);
  smrt_sandbox_store_touch (request->store, meter);

  return smrt_sandbox_present (request, meter);
}

static JsonObject *
set_active (SmrtSandboxRequest  *request,
            gboolean             active,
            GError             **error)
{
  JsonObject *meter = smrt_sandbox_request_find (request, METER, "billing meter", error);
  const char *status = active ? "active" : "inactive";
  JsonObject *transitions;

  if (meter == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  if (g_str_equal (smrt_sandbox_json_string (meter, "status"), status) ||
      (active && find_active (request->store, smrt_sandbox_json_string (meter, "event_name")) != NULL))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The meter, or another one for its event, is %s already.", status);
      return NULL;
    }

  transitions = smrt_sandbox_json_object (meter, "status_transitions");
  json_object_set_string_member (meter, "status", status);
  json_object_set_null_member (transitions, "deactivated_at");
  if (!active)
    json_object_set_int_member (transitions, "deactivated_at", request->now);
  json_object_set_int_member (meter, "updated", request->now);
  smrt_sandbox_store_touch (request->store, meter);

  return smrt_sandbox_present (request, meter);
}

JsonObject *
smrt_sandbox_meters_deactivate (SmrtSandboxRequest  *request,
                                GError             **error)
{
  return set_active (request, FALSE, error);
}

JsonObject *
smrt_sandbox_meters_reactivate (SmrtSandboxRequest  *request,
                                GError             **error)
{
  return set_active (request, TRUE, error);
}

static gboolean
check_event (const char  *value,
             const char  *value_path,
             gint64       timestamp,
             gint64       now,
             gint64      *number,
             GError     **error)
{
  if (!g_ascii_string_to_signed (value, 10, 0, MAX_VALUE, number, NULL))
    return smrt_sandbox_fault_invalid (error, "parameter_invalid_integer", value_path,
                                       "The value of an event is a whole number here: %s", value);
  if (timestamp < now - OLDEST_SECONDS || timestamp > now + NEWEST_SECONDS)
    return smrt_sandbox_fault_invalid (error, NULL, "timestamp",
                                       "The timestamp must lie within the past 35 days or up to 5 minutes ahead.");

  return TRUE;
}

static JsonObject *
present_event (JsonObject *event)
{
  JsonObject *shown = smrt_sandbox_json_copy (event);

  /* Events have no id of their own on the wire. */
  json_object_remove_member (shown, "id");
  json_object_remove_member (shown, "customer");
  json_object_remove_member (shown, "test_clock");

  return shown;
}

/* The one that is sent again counts once. Source: Stripe, "Meter events". */
static JsonObject *
repeat_event (JsonObject  *known,
              JsonObject  *event,
              GError     **error)
{
  g_autofree char *before = smrt_sandbox_json_to_text (smrt_sandbox_json_object (known, "payload"));
  g_autofree char *after = smrt_sandbox_json_to_text (smrt_sandbox_json_object (event, "payload"));

  if (!g_str_equal (before, after) ||
      !g_str_equal (smrt_sandbox_json_string (known, "event_name"), smrt_sandbox_json_string (event, "event_name")))
    {
      smrt_sandbox_fault_invalid (error, "resource_already_exists", "identifier",
                                  "There is another event with the identifier '%s' already.",
                                  smrt_sandbox_json_string (event, "identifier"));
      return NULL;
    }

  return present_event (known);
}

JsonObject *
smrt_sandbox_meter_events_create (SmrtSandboxRequest  *request,
                                  GError             **error)
{
  const char *event_name = smrt_sandbox_params_require (request->params, "event_name");
  const char *identifier = smrt_sandbox_params_string (request->params, "identifier");
  SmrtSandboxParams *payload = smrt_sandbox_params_object (request->params, "payload");
  JsonObject *meter = event_name != NULL ? find_active (request->store, event_name) : NULL;
  const char *customer_key = meter != NULL ? get_key (meter, "customer_mapping") : "stripe_customer_id";
  const char *value_key = meter != NULL ? get_key (meter, "value_settings") : "value";
  const char *customer_id = NULL, *value = NULL;
  g_autofree char *customer_path = NULL;
  g_autofree char *value_path = NULL;
  g_autofree char *made = NULL;
  g_autofree char *id = NULL;
  gint64 timestamp, number, now;
  JsonObject *customer, *known;
  g_autoptr (JsonObject) event = smrt_sandbox_json_template (
    "{'object':'billing.meter_event','livemode':false,'payload':{}}");

  timestamp = smrt_sandbox_params_int_within (request->params, "timestamp", 0, 1, G_GINT64_CONSTANT (7258118400));
  if (payload != NULL)
    {
      customer_id = smrt_sandbox_params_require (payload, customer_key);
      value = smrt_sandbox_params_require (payload, value_key);
    }
  else
    smrt_sandbox_params_require (request->params, "payload");
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (meter == NULL)
    {
      smrt_sandbox_fault_missing (error, "active billing meter for the event", event_name, "event_name");
      return NULL;
    }

  customer_path = smrt_sandbox_params_path (payload, customer_key);
  value_path = smrt_sandbox_params_path (payload, value_key);
  customer = smrt_sandbox_store_find (request->store, "customer", "customer", customer_id, customer_path, error);
  if (customer == NULL)
    return NULL;
  now = smrt_sandbox_request_now (request, customer);
  if (timestamp == 0)
    timestamp = now;
  if (!check_event (value, value_path, timestamp, now, &number, error))
    return NULL;

  if (identifier == NULL)
    identifier = made = smrt_sandbox_store_new_id (request->store, "evt");
  id = g_strconcat ("meter_event/", identifier, NULL);
  json_object_set_string_member (event, "id", id);
  json_object_set_string_member (event, "identifier", identifier);
  json_object_set_string_member (event, "event_name", event_name);
  json_object_set_string_member (event, "customer", customer_id);
  smrt_sandbox_json_set_string (event, "test_clock", smrt_sandbox_json_string (customer, "test_clock"));
  json_object_set_int_member (event, "created", timestamp);
  json_object_set_int_member (event, "timestamp", timestamp);
  json_object_set_string_member (smrt_sandbox_json_object (event, "payload"), customer_key, customer_id);
  json_object_set_string_member (smrt_sandbox_json_object (event, "payload"), value_key, value);
  json_object_set_int_member (smrt_sandbox_json_hidden (event), "value", number);

  known = smrt_sandbox_store_get (request->store, EVENT, id);
  if (known != NULL)
    return repeat_event (known, event, error);
  smrt_sandbox_store_add (request->store, event);

  return present_event (event);
}

static gint64
count (SmrtSandboxStore  *store,
       JsonObject        *meter,
       const char        *customer,
       SmrtSandboxPeriod  period)
{
  const char *formula = smrt_sandbox_json_string (smrt_sandbox_json_object (meter, "default_aggregation"), "formula");
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, period.start);
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, period.end);
  const char *values[] = { smrt_sandbox_json_string (meter, "event_name"), customer, start, end, NULL };
  g_autoptr (GPtrArray) events = NULL;
  gint64 sum = 0;

  events = smrt_sandbox_store_query (store,
                                     "FROM objects WHERE type = 'billing.meter_event' AND parent = ? AND customer = ?"
                                     " AND created >= ? AND created < ? ORDER BY created, seq",
                                     values);
  if (g_str_equal (formula, "count"))
    return events->len;

  for (unsigned int i = 0; i < events->len; i++)
    {
      gint64 value = smrt_sandbox_json_int (smrt_sandbox_json_hidden (g_ptr_array_index (events, i)), "value");

      sum = g_str_equal (formula, "last") ? value : sum + value;
    }

  return sum;
}

JsonObject *
smrt_sandbox_meters_summaries (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *meter = smrt_sandbox_request_find (request, METER, "billing meter", error);
  const char *customer = smrt_sandbox_params_require (request->params, "customer");
  gint64 start = smrt_sandbox_params_require_int (request->params, "start_time");
  gint64 end = smrt_sandbox_params_require_int (request->params, "end_time");
  g_autofree char *url = g_strdup_printf ("/v1/billing/meters/%s/event_summaries", request->id);
  g_autofree char *id = NULL;
  JsonArray *data;
  JsonObject *summary;

  if (meter == NULL || !smrt_sandbox_request_finish (request, error) ||
      smrt_sandbox_store_find (request->store, "customer", "customer", customer, "customer", error) == NULL)
    return NULL;

  id = g_strdup_printf ("mtrsum_%s_%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, request->id, start, end);
  summary = smrt_sandbox_json_template ("{'object':'billing.meter_event_summary','livemode':false}");
  json_object_set_string_member (summary, "id", id);
  json_object_set_string_member (summary, "meter", request->id);
  json_object_set_int_member (summary, "start_time", start);
  json_object_set_int_member (summary, "end_time", end);
  json_object_set_int_member (summary, "aggregated_value",
                              count (request->store, meter, customer, (SmrtSandboxPeriod){ start, end }));
  data = json_array_new ();
  json_array_add_object_element (data, summary);

  return smrt_sandbox_json_list (data, FALSE, url);
}

void
smrt_sandbox_meters_measure (SmrtSandboxStore *store,
                             const char       *customer,
                             GPtrArray        *items,
                             gint64            until)
{
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSandboxItem *item = g_ptr_array_index (items, i);
      JsonObject *meter = smrt_sandbox_store_get (store, METER, item->meter);

      if (!item->metered || meter == NULL || until <= item->since)
        continue;
      item->measured = (SmrtSandboxPeriod){ item->since, until };
      item->quantity = count (store, meter, customer, item->measured);
    }
}

JsonArray *
smrt_sandbox_meters_make_lines (SmrtSandboxStore  *store,
                                JsonObject        *subscription,
                                gint64             until,
                                GError           **error)
{
  g_autoptr (GPtrArray) items = NULL;

  items = smrt_sandbox_items_load (store, subscription, smrt_sandbox_json_array (subscription, "items"));
  smrt_sandbox_meters_measure (store, smrt_sandbox_json_string (subscription, "customer"), items, until);

  return smrt_sandbox_billing_usage_lines (items, error);
}

void
smrt_sandbox_meters_mark_billed (SmrtSandboxStore *store,
                                 JsonObject       *subscription,
                                 gint64            until)
{
  json_object_set_int_member (smrt_sandbox_json_hidden (subscription), "measured", until);
  smrt_sandbox_store_touch (store, subscription);
}
