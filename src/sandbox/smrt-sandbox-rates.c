/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-rates.h"

#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define PERCENT (SMRT_SANDBOX_WHOLE_RATE / 100)

#define TAX_TYPES "amusement_tax|communications_tax|gst|hst|igst|jct|lease_tax|pst|qst|retail_delivery_fee|rst|" \
                  "sales_tax|service_tax|vat"

/* The wire wants a number. It is written as text and read back, so that nothing
 * here ever holds it as one that is not exact. */
static JsonNode *
make_number (gint64 rate)
{
  g_autofree char *text = NULL;

  if (rate % PERCENT == 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, rate / PERCENT);
  else
    text = g_strdup_printf ("%" G_GINT64_FORMAT ".%04" G_GINT64_FORMAT, rate / PERCENT, rate % PERCENT);

  return json_from_string (text, NULL);
}

gboolean
smrt_sandbox_rates_set (JsonObject *object,
                        const char *name,
                        const char *text)
{
  gint64 rate;

  if (!smrt_sandbox_charges_parse_rate (text, &rate))
    return FALSE;

  json_object_set_int_member (smrt_sandbox_json_hidden (object), "rate", rate);
  json_object_set_member (object, name, make_number (rate));

  return TRUE;
}

gint64
smrt_sandbox_rates_get (JsonObject *object)
{
  return smrt_sandbox_json_int (smrt_sandbox_json_hidden (object), "rate");
}

static void
read_tax_rate (SmrtSandboxParams *params,
               JsonObject        *rate)
{
  static const char * const texts[] = { "country", "description", "jurisdiction", "state" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    smrt_sandbox_params_update_string (params, texts[i], rate);
  if (smrt_sandbox_params_has (params, "tax_type"))
    smrt_sandbox_json_set_string (rate, "tax_type", smrt_sandbox_params_choice (params, "tax_type", TAX_TYPES, NULL));
  if (smrt_sandbox_params_has (params, "active"))
    json_object_set_boolean_member (rate, "active", smrt_sandbox_params_bool (params, "active", TRUE));
  smrt_sandbox_params_update_metadata (params, rate);
}

JsonObject *
smrt_sandbox_tax_rates_create (SmrtSandboxRequest  *request,
                               GError             **error)
{
  const char *name = smrt_sandbox_params_require (request->params, "display_name");
  const char *percentage = smrt_sandbox_params_require (request->params, "percentage");
  gboolean inclusive = smrt_sandbox_params_bool (request->params, "inclusive", FALSE);
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) rate = smrt_sandbox_json_template (
    "{'object':'tax_rate','active':true,'country':null,'description':null,'effective_percentage':null,"
    "'flat_amount':null,'jurisdiction':null,'jurisdiction_level':null,'livemode':false,'metadata':{},"
    "'rate_type':'percentage','state':null,'tax_type':null}");

  smrt_sandbox_params_require (request->params, "inclusive");
  read_tax_rate (request->params, rate);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (!smrt_sandbox_rates_set (rate, "percentage", percentage))
    {
      smrt_sandbox_fault_invalid (error, "parameter_invalid_integer", "percentage",
                                  "Invalid percentage: %s. It is 0 to 100 with four decimals at the most.", percentage);
      return NULL;
    }

  id = smrt_sandbox_store_new_id (request->store, "txr");
  json_object_set_string_member (rate, "id", id);
  json_object_set_int_member (rate, "created", request->now);
  json_object_set_string_member (rate, "display_name", name);
  json_object_set_boolean_member (rate, "inclusive", inclusive);
  smrt_sandbox_store_add (request->store, rate);

  return smrt_sandbox_present (request, rate);
}

JsonObject *
smrt_sandbox_tax_rates_list (SmrtSandboxRequest  *request,
                             GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("tax_rate", "/v1/tax_rates");

  smrt_sandbox_query_filter_bool (query, request, "active", "$.active");
  smrt_sandbox_query_filter_bool (query, request, "inclusive", "$.inclusive");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_tax_rates_get (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *rate = smrt_sandbox_request_find (request, "tax_rate", "tax rate", error);

  return rate != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, rate) : NULL;
}

/* The percentage of a tax rate is for ever. Source: Stripe, "Tax rates". */
JsonObject *
smrt_sandbox_tax_rates_update (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *rate = smrt_sandbox_request_find (request, "tax_rate", "tax rate", error);
  const char *name = smrt_sandbox_params_string (request->params, "display_name");

  if (rate == NULL)
    return NULL;
  read_tax_rate (request->params, rate);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (name != NULL)
    json_object_set_string_member (rate, "display_name", name);
  smrt_sandbox_store_touch (request->store, rate);

  return smrt_sandbox_present (request, rate);
}
