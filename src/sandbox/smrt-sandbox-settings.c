/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-settings.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

void
smrt_sandbox_settings_read_reason (SmrtSandboxParams *params,
                                   JsonObject        *subscription)
{
  SmrtSandboxParams *reason = smrt_sandbox_params_object (params, "cancellation_details");
  JsonObject *details = smrt_sandbox_json_object (subscription, "cancellation_details");

  if (reason == NULL)
    return;

  smrt_sandbox_params_update_string (reason, "comment", details);
  smrt_sandbox_json_set_string (details, "feedback",
                                smrt_sandbox_params_choice (reason, "feedback",
                                                            "customer_service|low_quality|missing_features|other|"
                                                            "switched_service|too_complex|too_expensive|unused",
                                                            smrt_sandbox_json_string (details, "feedback")));
}

static void
read_cancellation (SmrtSandboxParams *params,
                   JsonObject        *subscription)
{
  if (smrt_sandbox_params_has (params, "cancel_at_period_end"))
    json_object_set_boolean_member (subscription, "cancel_at_period_end",
                                    smrt_sandbox_params_bool (params, "cancel_at_period_end", FALSE));
  if (smrt_sandbox_params_clears (params, "cancel_at"))
    json_object_set_null_member (subscription, "cancel_at");
  else if (smrt_sandbox_params_has (params, "cancel_at"))
    json_object_set_int_member (subscription, "cancel_at", smrt_sandbox_params_int (params, "cancel_at", 0));
  smrt_sandbox_settings_read_reason (params, subscription);
}

static void
read_pause (SmrtSandboxParams *params,
            JsonObject        *subscription)
{
  SmrtSandboxParams *pause;
  JsonObject *made;

  if (smrt_sandbox_params_clears (params, "pause_collection"))
    {
      json_object_set_null_member (subscription, "pause_collection");
      return;
    }

  pause = smrt_sandbox_params_object (params, "pause_collection");
  if (pause == NULL)
    return;

  made = json_object_new ();
  smrt_sandbox_json_set_string (made, "behavior",
                                smrt_sandbox_params_choice (pause, "behavior",
                                                            "keep_as_draft|mark_uncollectible|void", NULL));
  smrt_sandbox_params_require (pause, "behavior");
  if (smrt_sandbox_params_has (pause, "resumes_at"))
    json_object_set_int_member (made, "resumes_at", smrt_sandbox_params_int (pause, "resumes_at", 0));
  else
    json_object_set_null_member (made, "resumes_at");
  json_object_set_object_member (subscription, "pause_collection", made);
}

static void
read_trial_settings (SmrtSandboxParams *params,
                     JsonObject        *subscription)
{
  SmrtSandboxParams *settings = smrt_sandbox_params_object (params, "trial_settings");
  SmrtSandboxParams *end = settings != NULL ? smrt_sandbox_params_object (settings, "end_behavior") : NULL;
  JsonObject *trial = smrt_sandbox_json_object (subscription, "trial_settings");

  if (settings != NULL && end == NULL)
    smrt_sandbox_params_require (settings, "end_behavior");
  if (end == NULL)
    return;

  json_object_set_string_member (smrt_sandbox_json_object (trial, "end_behavior"), "missing_payment_method",
                                 smrt_sandbox_params_choice (end, "missing_payment_method",
                                                             "cancel|create_invoice|pause", "create_invoice"));
  smrt_sandbox_params_require (end, "missing_payment_method");
}

static gboolean
check_times (SmrtSandboxParams  *params,
             JsonObject         *subscription,
             gint64              now,
             GError            **error)
{
  JsonObject *pause = smrt_sandbox_json_object (subscription, "pause_collection");
  gboolean sets_time = smrt_sandbox_params_has (params, "cancel_at") &&
                       !smrt_sandbox_json_is_null (subscription, "cancel_at");

  if (sets_time && smrt_sandbox_params_has (params, "cancel_at_period_end") &&
      smrt_sandbox_json_bool (subscription, "cancel_at_period_end"))
    return smrt_sandbox_fault_invalid (error, NULL, "cancel_at",
                                       "A subscription is canceled at a time or at the period's end, not both.");
  if (sets_time && smrt_sandbox_json_int (subscription, "cancel_at") <= now)
    return smrt_sandbox_fault_invalid (error, NULL, "cancel_at", "The time must lie in the future.");
  if (smrt_sandbox_params_has (params, "pause_collection") && pause != NULL &&
      !smrt_sandbox_json_is_null (pause, "resumes_at") && smrt_sandbox_json_int (pause, "resumes_at") <= now)
    return smrt_sandbox_fault_invalid (error, NULL, "pause_collection[resumes_at]",
                                       "The time must lie in the future.");

  return TRUE;
}

/* A cancellation that is asked for is dated and has its reason; one that is
 * taken back has neither. */
static void
note_cancellation (JsonObject *subscription,
                   gint64      now)
{
  JsonObject *details = smrt_sandbox_json_object (subscription, "cancellation_details");
  gboolean cancels = smrt_sandbox_json_bool (subscription, "cancel_at_period_end") ||
                     !smrt_sandbox_json_is_null (subscription, "cancel_at");

  if (!cancels)
    {
      json_object_set_null_member (subscription, "canceled_at");
      json_object_set_null_member (details, "reason");
    }
  else if (smrt_sandbox_json_is_null (subscription, "canceled_at"))
    {
      json_object_set_int_member (subscription, "canceled_at", now);
      json_object_set_string_member (details, "reason", "cancellation_requested");
    }
}

static gboolean
set_method (SmrtSandboxStore  *store,
            JsonObject        *subscription,
            const char        *customer,
            const char        *method,
            GError           **error)
{
  JsonObject *found;

  if (method == NULL)
    return TRUE;
  if (*method == '\0')
    {
      json_object_set_null_member (subscription, "default_payment_method");
      return TRUE;
    }

  found = smrt_sandbox_store_find (store, "payment_method", "PaymentMethod", method, "default_payment_method", error);
  if (found == NULL)
    return FALSE;
  if (g_strcmp0 (smrt_sandbox_json_string (found, "customer"), customer) != 0)
    return smrt_sandbox_fault_invalid (error, NULL, "default_payment_method",
                                       "The customer does not have the payment method '%s'.", method);
  json_object_set_string_member (subscription, "default_payment_method", method);

  return TRUE;
}

gboolean
smrt_sandbox_settings_read (SmrtSandboxRequest  *request,
                            JsonObject          *subscription,
                            const char          *customer,
                            gint64               now,
                            GError             **error)
{
  SmrtSandboxParams *params = request->params;
  const char *method = smrt_sandbox_params_string (params, "default_payment_method");
  const char *collection = smrt_sandbox_params_choice (params, "collection_method",
                                                       "charge_automatically|send_invoice", NULL);
  gint64 days = smrt_sandbox_params_int_within (params, "days_until_due", -1, 0, 3650);

  smrt_sandbox_params_update_string (params, "description", subscription);
  smrt_sandbox_params_bool (params, "off_session", FALSE);
  read_cancellation (params, subscription);
  read_pause (params, subscription);
  read_trial_settings (params, subscription);
  if (collection != NULL)
    json_object_set_string_member (subscription, "collection_method", collection);
  if (days >= 0)
    json_object_set_int_member (subscription, "days_until_due", days);

  if (!smrt_sandbox_request_finish (request, error) || !check_times (params, subscription, now, error))
    return FALSE;
  note_cancellation (subscription, now);

  if (g_strcmp0 (smrt_sandbox_json_string (subscription, "collection_method"), "send_invoice") != 0)
    json_object_set_null_member (subscription, "days_until_due");
  else if (smrt_sandbox_json_is_null (subscription, "days_until_due"))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "days_until_due",
                                       "An invoice that is sent needs days_until_due.");

  return set_method (request->store, subscription, customer, method, error);
}
