/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-subscriptions.h"

#include "smrt-sandbox-change.h"
#include "smrt-sandbox-ending.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-items.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-phases.h"
#include "smrt-sandbox-present.h"
#include "smrt-sandbox-settings.h"
#include "smrt-sandbox-terms.h"

static SmrtSandboxPaymentBehavior
read_behavior (SmrtSandboxParams *params,
               const char        *choices)
{
  const char *text = smrt_sandbox_params_choice (params, "payment_behavior", choices, "allow_incomplete");

  if (g_str_equal (text, "default_incomplete"))
    return SMRT_SANDBOX_DEFAULT_INCOMPLETE;
  if (g_str_equal (text, "error_if_incomplete"))
    return SMRT_SANDBOX_ERROR_IF_INCOMPLETE;
  if (g_str_equal (text, "pending_if_incomplete"))
    return SMRT_SANDBOX_PENDING_IF_INCOMPLETE;

  return SMRT_SANDBOX_ALLOW_INCOMPLETE;
}

/* Source: Stripe, "Create a subscription": automatic collection needs
 * something to collect from, unless a trial comes first. */
static gboolean
check_method (JsonObject  *customer,
              JsonObject  *subscription,
              GError     **error)
{
  if (smrt_sandbox_collection_has_method (customer, subscription))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, "resource_missing", NULL,
                                     "The customer has no default payment method. Attach one and set it as default.");
}

static JsonObject *
make_subscription (SmrtSandboxStore *store,
                   JsonObject       *customer,
                   const char       *mode,
                   const char       *proration_discounts,
                   gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "sub");
  JsonObject *subscription = smrt_sandbox_json_template (
    "{'object':'subscription','application':null,'application_fee_percent':null,"
    "'automatic_tax':{'disabled_reason':null,'enabled':false,'liability':null},'billing_cycle_anchor_config':null,"
    "'billing_mode':{},'billing_thresholds':null,'cancel_at':null,'cancel_at_period_end':false,'canceled_at':null,"
    "'cancellation_details':{'comment':null,'feedback':null,'reason':null},"
    "'collection_method':'charge_automatically','days_until_due':null,'default_payment_method':null,"
    "'default_source':null,'default_tax_rates':[],'description':null,'discounts':[],'ended_at':null,"
    "'invoice_settings':{'account_tax_ids':null,'issuer':{'type':'self'}},'items':[],'latest_invoice':null,"
    "'livemode':false,'metadata':{},'next_pending_invoice_item_invoice':null,'on_behalf_of':null,"
    "'pause_collection':null,'payment_settings':{'payment_method_options':null,'payment_method_types':null,"
    "'save_default_payment_method':'off'},'pending_invoice_item_interval':null,'pending_setup_intent':null,"
    "'pending_update':null,'schedule':null,'status':'incomplete','transfer_data':null,'trial_end':null,"
    "'trial_settings':{'end_behavior':{'missing_payment_method':'create_invoice'}},'trial_start':null}");
  JsonObject *billing_mode = smrt_sandbox_json_object (subscription, "billing_mode");

  json_object_set_string_member (subscription, "id", id);
  json_object_set_int_member (subscription, "created", now);
  json_object_set_int_member (subscription, "start_date", now);
  json_object_set_string_member (subscription, "customer", smrt_sandbox_json_string (customer, "id"));
  smrt_sandbox_json_set_string (subscription, "test_clock", smrt_sandbox_json_string (customer, "test_clock"));
  json_object_set_string_member (billing_mode, "type", mode);
  if (g_str_equal (mode, "flexible"))
    {
      JsonObject *flexible = json_object_new ();

      json_object_set_string_member (flexible, "proration_discounts", proration_discounts);
      json_object_set_object_member (billing_mode, "flexible", flexible);
    }
  else
    json_object_set_null_member (billing_mode, "flexible");

  return subscription;
}

/* When the trial of a new subscription ends; not after now: it has none. */
static gboolean
read_trial (SmrtSandboxRequest  *request,
            SmrtSandboxChange   *change,
            gint64               days,
            gint64               now,
            gint64              *trial_end,
            GError             **error)
{
  if (!smrt_sandbox_change_get_trial_end (change, now, trial_end, error))
    return FALSE;
  if (days == 0)
    return TRUE;
  if (*trial_end != 0)
    return smrt_sandbox_fault_invalid (error, NULL, "trial_period_days",
                                       "A trial has a trial_end or trial_period_days, not both.");
  *trial_end = now + days * 24 * 60 * 60;

  return TRUE;
}

JsonObject *
smrt_sandbox_subscriptions_create (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  const char *customer_id = smrt_sandbox_params_require (request->params, "customer");
  SmrtSandboxParams *mode = smrt_sandbox_params_object (request->params, "billing_mode");
  SmrtSandboxParams *flexible = mode != NULL ? smrt_sandbox_params_object (mode, "flexible") : NULL;
  g_autoptr (SmrtSandboxChange) change = smrt_sandbox_change_read (request->params);
  g_autoptr (SmrtSandboxTerms) terms = smrt_sandbox_terms_read (request->params, request->params);
  const char *type = mode != NULL ? smrt_sandbox_params_choice (mode, "type", "classic|flexible", NULL) : "flexible";
  gint64 days = smrt_sandbox_params_int_within (request->params, "trial_period_days", 0, 0, 730);
  const char *discounts = "included";
  SmrtSandboxPaymentBehavior behavior;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) amended = NULL;
  JsonArray *items;
  JsonObject *customer;
  gint64 now, trial_end;

  behavior = read_behavior (request->params, "allow_incomplete|default_incomplete|error_if_incomplete");
  if (mode != NULL)
    smrt_sandbox_params_require (mode, "type");
  if (flexible != NULL)
    discounts = smrt_sandbox_params_choice (flexible, "proration_discounts", "included|itemized", discounts);
  customer = smrt_sandbox_store_get (request->store, "customer", customer_id);
  now = smrt_sandbox_request_now (request, customer);
  if (customer == NULL)
    {
      if (smrt_sandbox_request_finish (request, error))
        smrt_sandbox_fault_missing (error, "customer", customer_id, "customer");
      return NULL;
    }

  subscription = make_subscription (request->store, customer, type != NULL ? type : "flexible", discounts, now);
  smrt_sandbox_params_update_metadata (request->params, subscription);
  if (!smrt_sandbox_settings_read (request, subscription, customer_id, now, error) ||
      !read_trial (request, change, days, now, &trial_end, error) ||
      (trial_end <= now && !check_method (customer, subscription, error)))
    return NULL;

  items = smrt_sandbox_change_make_items (change, request->store, NULL, now, error);
  if (items == NULL)
    return NULL;
  json_object_set_array_member (subscription, "items", items);
  json_object_set_string_member (subscription, "currency", smrt_sandbox_items_get_currency (request->store, items));
  amended = smrt_sandbox_terms_amend (terms, request->store, subscription,
                                      smrt_sandbox_json_string (subscription, "currency"), now, error);
  if (amended == NULL)
    return NULL;
  smrt_sandbox_terms_commit (request->store, subscription, amended);

  if (!smrt_sandbox_lifecycle_start (request->store, subscription, trial_end, behavior, now, error))
    return NULL;

  return smrt_sandbox_present (request, subscription);
}

JsonObject *
smrt_sandbox_subscriptions_list (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  static const char * const running[] = {
    "active", "past_due", "unpaid", "incomplete", "trialing", "paused", NULL
  };
  static const char * const ended[] = { "canceled", "incomplete_expired", NULL };
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("subscription", "/v1/subscriptions");
  const char *status;

  status = smrt_sandbox_params_choice (request->params, "status",
                                       "all|ended|active|canceled|incomplete|incomplete_expired|past_due|paused|"
                                       "trialing|unpaid",
                                       NULL);
  smrt_sandbox_query_filter (query, request, "customer", "customer");
  smrt_sandbox_query_filter (query, request, "test_clock", "clock");
  smrt_sandbox_query_filter (query, request, "collection_method", "$.collection_method");

  if (status == NULL)
    smrt_sandbox_query_where (query, "$.status", running);
  else if (g_str_equal (status, "ended"))
    smrt_sandbox_query_where (query, "$.status", ended);
  else if (!g_str_equal (status, "all"))
    smrt_sandbox_query_where (query, "$.status", (const char *[]) { status, NULL });

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_subscriptions_get (SmrtSandboxRequest  *request,
                                GError             **error)
{
  JsonObject *subscription = smrt_sandbox_request_find (request, "subscription", "subscription", error);

  return subscription != NULL && smrt_sandbox_request_finish (request, error)
           ? smrt_sandbox_present (request, subscription)
           : NULL;
}

/* Source: stripe.com, "Pending updates": nothing else goes with them. */
static gboolean
check_pending_params (SmrtSandboxRequest  *request,
                      JsonObject          *subscription,
                      GError             **error)
{
  static const char * const refused[] = {
    "default_payment_method",
    "collection_method",
    "days_until_due",
    "description",
    "cancel_at_period_end",
    "cancel_at",
    "cancellation_details",
    "off_session",
    "pause_collection",
    "trial_settings",
    "discounts",
    "default_tax_rates",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (refused); i++)
    if (smrt_sandbox_params_has (request->params, refused[i]))
      return smrt_sandbox_fault_invalid (error, NULL, refused[i],
                                         "%s cannot be used together with payment_behavior=pending_if_incomplete.",
                                         refused[i]);

  if (g_strcmp0 (smrt_sandbox_json_string (subscription, "collection_method"), "send_invoice") == 0)
    return smrt_sandbox_fault_invalid (error, NULL, "payment_behavior",
                                       "pending_if_incomplete needs automatic collection.");

  return TRUE;
}

/* Source: Stripe, "Subscription schedules": its end is the schedule's business. */
static gboolean
check_schedule (SmrtSandboxRequest  *request,
                JsonObject          *subscription,
                GError             **error)
{
  const char *schedule = smrt_sandbox_json_string (subscription, "schedule");
  static const char * const refused[] = { "cancel_at_period_end", "cancel_at" };

  for (unsigned int i = 0; schedule != NULL && i < G_N_ELEMENTS (refused); i++)
    if (smrt_sandbox_params_has (request->params, refused[i]))
      return smrt_sandbox_fault_invalid (error, NULL, refused[i],
                                         "The subscription follows the schedule '%s', which decides how it ends.",
                                         schedule);

  return TRUE;
}

static gboolean
is_over (JsonObject *subscription)
{
  const char *status = smrt_sandbox_json_string (subscription, "status");

  return g_str_equal (status, "canceled") || g_str_equal (status, "incomplete_expired");
}

JsonObject *
smrt_sandbox_subscriptions_update (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  JsonObject *subscription = smrt_sandbox_request_find (request, "subscription", "subscription", error);
  g_autoptr (SmrtSandboxChange) change = NULL;
  g_autoptr (SmrtSandboxTerms) terms = NULL;
  g_autoptr (SmrtSandboxPlan) plan = NULL;
  g_autoptr (JsonObject) amended = NULL;
  g_autoptr (JsonArray) items = NULL;
  g_autoptr (JsonObject) merged = NULL;
  SmrtSandboxPaymentBehavior behavior;
  gboolean has_metadata;
  gint64 now;

  if (subscription == NULL)
    return NULL;

  now = smrt_sandbox_request_now (request, subscription);
  change = smrt_sandbox_change_read (request->params);
  terms = smrt_sandbox_terms_read (request->params, request->params);
  behavior = read_behavior (request->params,
                            "allow_incomplete|default_incomplete|error_if_incomplete|pending_if_incomplete");
  has_metadata = smrt_sandbox_params_has (request->params, "metadata");
  merged = json_object_new ();
  json_object_set_object_member (merged, "metadata",
                                 smrt_sandbox_json_copy (smrt_sandbox_json_object (subscription, "metadata")));
  smrt_sandbox_params_update_metadata (request->params, merged);

  if (behavior == SMRT_SANDBOX_PENDING_IF_INCOMPLETE && !check_pending_params (request, subscription, error))
    return NULL;
  if (!smrt_sandbox_settings_read (request, subscription, smrt_sandbox_json_string (subscription, "customer"), now,
                                   error))
    return NULL;

  if (is_over (subscription))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The subscription has ended and cannot be changed.");
      return NULL;
    }
  if (!check_schedule (request, subscription, error))
    return NULL;

  amended = smrt_sandbox_terms_amend (terms, request->store, subscription,
                                      smrt_sandbox_json_string (subscription, "currency"), now, error);
  if (amended == NULL)
    return NULL;

  if (!smrt_sandbox_change_is_wanted (change))
    {
      if (smrt_sandbox_terms_is_wanted (terms))
        {
          smrt_sandbox_terms_commit (request->store, subscription, amended);
          smrt_sandbox_phases_note_terms (request->store, subscription);
        }
      if (has_metadata)
        json_object_set_object_member (subscription, "metadata",
                                       json_object_ref (smrt_sandbox_json_object (merged, "metadata")));
      smrt_sandbox_lifecycle_schedule (request->store, subscription);
      return smrt_sandbox_present (request, subscription);
    }

  if (g_str_equal (smrt_sandbox_json_string (subscription, "status"), "paused"))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The subscription is paused; it has to be resumed first.");
      return NULL;
    }

  items = smrt_sandbox_change_make_items (change, request->store, subscription, now, error);
  if (items == NULL)
    return NULL;
  plan = smrt_sandbox_change_make_plan (change, request->store, subscription, amended, items, now, error);
  if (plan == NULL)
    return NULL;
  smrt_sandbox_terms_commit (request->store, subscription, amended);
  if (smrt_sandbox_terms_is_wanted (terms))
    smrt_sandbox_phases_note_terms (request->store, subscription);
  if (!smrt_sandbox_lifecycle_change (request->store, subscription, items, plan,
                                      has_metadata ? smrt_sandbox_json_object (merged, "metadata") : NULL,
                                      behavior, now, error))
    return NULL;

  return smrt_sandbox_present (request, subscription);
}

JsonObject *
smrt_sandbox_subscriptions_cancel (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  JsonObject *subscription = smrt_sandbox_request_find (request, "subscription", "subscription", error);
  gboolean invoice_now = smrt_sandbox_params_bool (request->params, "invoice_now", FALSE);
  gboolean prorate = smrt_sandbox_params_bool (request->params, "prorate", FALSE);

  if (subscription == NULL)
    return NULL;

  smrt_sandbox_settings_read_reason (request->params, subscription);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (is_over (subscription))
    {
      smrt_sandbox_fault_missing (error, "subscription", request->id, NULL);
      return NULL;
    }

  json_object_set_string_member (smrt_sandbox_json_object (subscription, "cancellation_details"), "reason",
                                 "cancellation_requested");
  if (!smrt_sandbox_ending_settle (request->store, subscription, prorate, invoice_now,
                                   smrt_sandbox_request_now (request, subscription), error))
    return NULL;

  return smrt_sandbox_present (request, subscription);
}

JsonObject *
smrt_sandbox_subscriptions_resume (SmrtSandboxRequest  *request,
                                   GError             **error)
{
  JsonObject *subscription = smrt_sandbox_request_find (request, "subscription", "subscription", error);
  SmrtSandboxParams *anchor = smrt_sandbox_params_object (request->params, "billing_cycle_anchor");
  const char *behavior;

  if (subscription == NULL)
    return NULL;

  /* Where the cycle begins anew nothing is prorated, whatever is asked for. */
  if (anchor != NULL)
    {
      smrt_sandbox_params_choice (anchor, "type", "now", NULL);
      smrt_sandbox_params_require (anchor, "type");
    }
  smrt_sandbox_change_read_proration (request->params);
  behavior = smrt_sandbox_params_choice (request->params, "payment_behavior",
                                         "resume_on_payment_attempt|resume_on_payment_success",
                                         "resume_on_payment_attempt");
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (!g_str_equal (smrt_sandbox_json_string (subscription, "status"), "paused"))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "The subscription is %s; only a paused one can be resumed.",
                                  smrt_sandbox_json_string (subscription, "status"));
      return NULL;
    }
  if (!smrt_sandbox_lifecycle_resume (request->store, subscription,
                                      g_str_equal (behavior, "resume_on_payment_success"),
                                      smrt_sandbox_request_now (request, subscription), error))
    return NULL;

  return smrt_sandbox_present (request, subscription);
}

JsonObject *
smrt_sandbox_subscription_items_list (SmrtSandboxRequest  *request,
                                      GError             **error)
{
  const char *id = smrt_sandbox_params_require (request->params, "subscription");
  g_autoptr (JsonObject) shown = NULL;
  JsonObject *subscription;

  subscription = id != NULL ? smrt_sandbox_store_find (request->store, "subscription", "subscription", id,
                                                       "subscription", error)
                            : NULL;
  if (subscription == NULL)
    {
      if (id == NULL)
        smrt_sandbox_request_finish (request, error);
      return NULL;
    }

  shown = smrt_sandbox_present (request, subscription);

  return smrt_sandbox_list_lines (request, smrt_sandbox_json_array (smrt_sandbox_json_object (shown, "items"), "data"),
                                  "/v1/subscription_items", error);
}
