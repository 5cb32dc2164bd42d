/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-coupons.h"

#include "smrt-money.h"
#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"
#include "smrt-sandbox-rates.h"

#define MAX_NAME_LENGTH 40
#define MAX_MONTHS 120

static gboolean
is_valid (JsonObject *coupon,
          gint64      now)
{
  return (smrt_sandbox_json_is_null (coupon, "redeem_by") || smrt_sandbox_json_int (coupon, "redeem_by") > now) &&
         (smrt_sandbox_json_is_null (coupon, "max_redemptions") ||
          smrt_sandbox_json_int (coupon, "times_redeemed") < smrt_sandbox_json_int (coupon, "max_redemptions"));
}

static JsonObject *
present (SmrtSandboxRequest *request,
         JsonObject         *coupon)
{
  JsonObject *shown = smrt_sandbox_present (request, coupon);

  json_object_set_boolean_member (shown, "valid", is_valid (coupon, request->now));

  return shown;
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (name == NULL || g_utf8_strlen (name, -1) <= MAX_NAME_LENGTH)
    return TRUE;

  return smrt_sandbox_fault_invalid (error, NULL, "name", "A coupon's name has %d characters at the most.",
                                     MAX_NAME_LENGTH);
}

/* Either a percentage or an amount. */
static gboolean
set_value (JsonObject  *coupon,
           const char  *percent,
           gint64       amount,
           const char  *currency,
           GError     **error)
{
  g_autofree char *code = currency != NULL ? g_ascii_strdown (currency, -1) : NULL;

  if ((percent == NULL) == (amount == 0))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "percent_off",
                                       "A coupon needs either percent_off or amount_off.");
  if (percent != NULL)
    {
      if (smrt_sandbox_rates_set (coupon, "percent_off", percent) && smrt_sandbox_rates_get (coupon) > 0)
        return TRUE;
      return smrt_sandbox_fault_invalid (error, "parameter_invalid_integer", "percent_off",
                                         "Invalid percentage: %s. It is above 0, and 100 at the most.", percent);
    }

  if (code == NULL || !smrt_currency_is_valid (code))
    return smrt_sandbox_fault_invalid (error, code == NULL ? "parameter_missing" : NULL, "currency",
                                       "An amount_off needs a valid currency.");
  json_object_set_int_member (coupon, "amount_off", amount);
  json_object_set_string_member (coupon, "currency", code);

  return TRUE;
}

static gboolean
set_duration (JsonObject  *coupon,
              const char  *duration,
              gint64       months,
              GError     **error)
{
  if (g_str_equal (duration, "repeating") != (months > 0))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "duration_in_months",
                                       "duration_in_months belongs to the duration repeating.");

  json_object_set_string_member (coupon, "duration", duration);
  if (months > 0)
    json_object_set_int_member (coupon, "duration_in_months", months);

  return TRUE;
}

JsonObject *
smrt_sandbox_coupons_create (SmrtSandboxRequest  *request,
                             GError             **error)
{
  SmrtSandboxParams *params = request->params;
  const char *wanted = smrt_sandbox_params_string (params, "id");
  const char *name = smrt_sandbox_params_string (params, "name");
  const char *percent = smrt_sandbox_params_string (params, "percent_off");
  const char *currency = smrt_sandbox_params_string (params, "currency");
  const char *duration = smrt_sandbox_params_choice (params, "duration", "forever|once|repeating", "once");
  gint64 amount = smrt_sandbox_params_int_within (params, "amount_off", 0, 1, 99999999);
  gint64 months = smrt_sandbox_params_int_within (params, "duration_in_months", 0, 1, MAX_MONTHS);
  gint64 most = smrt_sandbox_params_int_within (params, "max_redemptions", 0, 1, G_MAXINT32);
  gint64 redeem_by = smrt_sandbox_params_int_within (params, "redeem_by", 0, 1, G_GINT64_CONSTANT (7258118400));
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) coupon = smrt_sandbox_json_template (
    "{'object':'coupon','amount_off':null,'currency':null,'duration_in_months':null,'livemode':false,"
    "'max_redemptions':null,'metadata':{},'name':null,'percent_off':null,'redeem_by':null,'times_redeemed':0}");

  smrt_sandbox_params_update_metadata (params, coupon);
  if (!smrt_sandbox_request_finish (request, error) || !check_name (name, error) ||
      !set_value (coupon, percent, amount, currency, error) || !set_duration (coupon, duration, months, error))
    return NULL;
  if (wanted != NULL && smrt_sandbox_store_has (request->store, wanted))
    {
      smrt_sandbox_fault_invalid (error, "resource_already_exists", "id", "There is a coupon '%s' already.", wanted);
      return NULL;
    }

  id = wanted != NULL ? g_strdup (wanted) : smrt_sandbox_store_new_id (request->store, "co");
  json_object_set_string_member (coupon, "id", id);
  smrt_sandbox_json_set_string (coupon, "name", name);
  json_object_set_int_member (coupon, "created", request->now);
  if (most > 0)
    json_object_set_int_member (coupon, "max_redemptions", most);
  if (redeem_by > 0)
    json_object_set_int_member (coupon, "redeem_by", redeem_by);
  smrt_sandbox_store_add (request->store, coupon);

  return present (request, coupon);
}

JsonObject *
smrt_sandbox_coupons_list (SmrtSandboxRequest  *request,
                           GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("coupon", "/v1/coupons");
  JsonObject *list = smrt_sandbox_list (request, query, error);
  JsonArray *data = list != NULL ? smrt_sandbox_json_array (list, "data") : NULL;

  for (unsigned int i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonObject *coupon = json_array_get_object_element (data, i);

      json_object_set_boolean_member (coupon, "valid", is_valid (coupon, request->now));
    }

  return list;
}

JsonObject *
smrt_sandbox_coupons_get (SmrtSandboxRequest  *request,
                          GError             **error)
{
  JsonObject *coupon = smrt_sandbox_request_find (request, "coupon", "coupon", error);

  return coupon != NULL && smrt_sandbox_request_finish (request, error) ? present (request, coupon) : NULL;
}

JsonObject *
smrt_sandbox_coupons_update (SmrtSandboxRequest  *request,
                             GError             **error)
{
  JsonObject *coupon = smrt_sandbox_request_find (request, "coupon", "coupon", error);
  const char *name = smrt_sandbox_params_string (request->params, "name");

  if (coupon == NULL)
    return NULL;
  smrt_sandbox_params_update_metadata (request->params, coupon);
  smrt_sandbox_params_update_string (request->params, "name", coupon);
  if (!smrt_sandbox_request_finish (request, error) || !check_name (name, error))
    return NULL;
  smrt_sandbox_store_touch (request->store, coupon);

  return present (request, coupon);
}

/* Discounts that were made of it stay as they are. Source: Stripe, "Coupons". */
JsonObject *
smrt_sandbox_coupons_delete (SmrtSandboxRequest  *request,
                             GError             **error)
{
  JsonObject *answer;

  if (smrt_sandbox_request_find (request, "coupon", "coupon", error) == NULL ||
      !smrt_sandbox_request_finish (request, error))
    return NULL;
  smrt_sandbox_store_remove (request->store, request->id);

  answer = smrt_sandbox_json_template ("{'object':'coupon','deleted':true}");
  json_object_set_string_member (answer, "id", request->id);

  return answer;
}

static gint64
add_months (gint64 time,
            gint64 months)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) end = g_date_time_add_months (start, months);

  return g_date_time_to_unix (end);
}

JsonObject *
smrt_sandbox_coupons_redeem (SmrtSandboxStore  *store,
                             const char        *coupon_id,
                             const char        *param,
                             const char        *customer,
                             const char        *subscription,
                             const char        *currency,
                             gint64             now,
                             GError           **error)
{
  JsonObject *coupon = smrt_sandbox_store_find (store, "coupon", "coupon", coupon_id, param, error);
  JsonObject *discount, *hidden;
  const char *only;
  g_autofree char *id = NULL;

  if (coupon == NULL)
    return NULL;
  if (!is_valid (coupon, now))
    {
      smrt_sandbox_fault_invalid (error, "coupon_expired", param, "The coupon '%s' can no longer be redeemed.",
                                  coupon_id);
      return NULL;
    }
  only = smrt_sandbox_json_string (coupon, "currency");
  if (only != NULL && currency != NULL && !g_str_equal (only, currency))
    {
      smrt_sandbox_fault_invalid (error, NULL, param, "The coupon '%s' is in %s and does not apply to %s.", coupon_id,
                                  only, currency);
      return NULL;
    }

  id = smrt_sandbox_store_new_id (store, "di");
  discount = smrt_sandbox_json_template (
    "{'object':'discount','checkout_session':null,'customer_account':null,'end':null,'invoice':null,"
    "'invoice_item':null,'promotion_code':null,'source':{'type':'coupon'},'subscription_item':null}");
  json_object_set_string_member (discount, "id", id);
  smrt_sandbox_json_set_string (discount, "customer", customer);
  smrt_sandbox_json_set_string (discount, "subscription", subscription);
  json_object_set_string_member (smrt_sandbox_json_object (discount, "source"), "coupon", coupon_id);
  json_object_set_int_member (discount, "start", now);
  if (!smrt_sandbox_json_is_null (coupon, "duration_in_months"))
    json_object_set_int_member (discount, "end",
                                add_months (now, smrt_sandbox_json_int (coupon, "duration_in_months")));

  hidden = smrt_sandbox_json_hidden (discount);
  json_object_set_boolean_member (hidden, "once",
                                  g_str_equal (smrt_sandbox_json_string (coupon, "duration"), "once"));
  if (smrt_sandbox_json_is_null (coupon, "amount_off"))
    json_object_set_int_member (hidden, "rate", smrt_sandbox_rates_get (coupon));
  else
    json_object_set_int_member (hidden, "amount", smrt_sandbox_json_int (coupon, "amount_off"));
  smrt_sandbox_json_set_string (hidden, "currency", only);

  return discount;
}

void
smrt_sandbox_coupons_keep (SmrtSandboxStore *store,
                           JsonObject       *discount)
{
  const char *id = smrt_sandbox_json_string (smrt_sandbox_json_object (discount, "source"), "coupon");
  JsonObject *coupon = smrt_sandbox_store_get (store, "coupon", id);

  smrt_sandbox_store_add (store, discount);
  if (coupon == NULL)
    return;
  json_object_set_int_member (coupon, "times_redeemed", smrt_sandbox_json_int (coupon, "times_redeemed") + 1);
  smrt_sandbox_store_touch (store, coupon);
}
