/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-invoices.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-pending.h"
#include "smrt-sandbox-present.h"
#include "smrt-sandbox-preview.h"
#include "smrt-sandbox-principal.h"

JsonObject *
smrt_sandbox_invoices_list (SmrtSandboxRequest  *request,
                            GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("invoice", "/v1/invoices");

  smrt_sandbox_query_filter (query, request, "customer", "customer");
  smrt_sandbox_query_filter (query, request, "subscription", "parent");
  smrt_sandbox_query_filter (query, request, "collection_method", "$.collection_method");
  if (smrt_sandbox_params_choice (request->params, "status", "draft|open|paid|uncollectible|void", NULL) != NULL)
    smrt_sandbox_query_filter (query, request, "status", "$.status");

  return smrt_sandbox_list (request, query, error);
}

static JsonObject *
find_invoice (SmrtSandboxRequest  *request,
              GError             **error)
{
  return smrt_sandbox_request_find (request, "invoice", "invoice", error);
}

JsonObject *
smrt_sandbox_invoices_get (SmrtSandboxRequest  *request,
                           GError             **error)
{
  JsonObject *invoice = find_invoice (request, error);

  return invoice != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, invoice)
                                                                         : NULL;
}

JsonObject *
smrt_sandbox_invoices_lines (SmrtSandboxRequest  *request,
                             GError             **error)
{
  gboolean preview = g_str_has_prefix (request->id, "upcoming_in");
  JsonObject *invoice = preview ? smrt_sandbox_request_find (request, SMRT_SANDBOX_PREVIEW, "invoice", error)
                                : find_invoice (request, error);
  g_autofree char *url = g_strdup_printf ("/v1/invoices/%s/lines", request->id);

  return invoice != NULL ? smrt_sandbox_list_lines (request, smrt_sandbox_json_array (invoice, "lines"), url, error)
                         : NULL;
}

/* What was given up as uncollectible may still be paid, or voided. */
static gboolean
check_open (JsonObject  *invoice,
            GError     **error)
{
  const char *status = smrt_sandbox_json_string (invoice, "status");

  if (g_str_equal (status, "open") || g_str_equal (status, "uncollectible"))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, g_str_equal (status, "paid") ? "invoice_already_paid" : "invoice_not_editable",
                                     NULL, "The invoice is %s; only an open one can be paid or voided.", status);
}

JsonObject *
smrt_sandbox_invoices_pay (SmrtSandboxRequest  *request,
                           GError             **error)
{
  JsonObject *invoice = find_invoice (request, error);
  const char *method = smrt_sandbox_params_string (request->params, "payment_method");
  gboolean outside = smrt_sandbox_params_bool (request->params, "paid_out_of_band", FALSE);
  g_autofree char *attached = NULL;
  gint64 now;

  smrt_sandbox_params_bool (request->params, "off_session", FALSE);
  if (invoice == NULL || !smrt_sandbox_request_finish (request, error) || !check_open (invoice, error))
    return NULL;

  now = smrt_sandbox_request_now (request, invoice);
  if (method != NULL)
    {
      JsonObject *customer = smrt_sandbox_store_get (request->store, "customer",
                                                     smrt_sandbox_json_string (invoice, "customer"));
      JsonObject *found = smrt_sandbox_payments_attach (request->store, method, customer, "payment_method", now, error);

      if (found == NULL)
        return NULL;
      attached = g_strdup (smrt_sandbox_json_string (found, "id"));
    }

  if (smrt_sandbox_lifecycle_pay (request->store, invoice, attached, outside, now) != SMRT_SANDBOX_OUTCOME_PAID)
    {
      smrt_sandbox_payments_set_error (request->store, invoice, error);
      return NULL;
    }

  return smrt_sandbox_present (request, invoice);
}

JsonObject *
smrt_sandbox_invoices_finalize (SmrtSandboxRequest  *request,
                                GError             **error)
{
  JsonObject *invoice = find_invoice (request, error);
  JsonObject *customer;
  gint64 now;

  if (invoice == NULL)
    return NULL;

  if (smrt_sandbox_params_has (request->params, "auto_advance"))
    json_object_set_boolean_member (invoice, "auto_advance",
                                    smrt_sandbox_params_bool (request->params, "auto_advance", FALSE));
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  if (!g_str_equal (smrt_sandbox_json_string (invoice, "status"), "draft"))
    {
      smrt_sandbox_fault_invalid (error, "invoice_not_editable", NULL,
                                  "The invoice is %s; only a draft can be finalized.",
                                  smrt_sandbox_json_string (invoice, "status"));
      return NULL;
    }

  customer = smrt_sandbox_store_get (request->store, "customer", smrt_sandbox_json_string (invoice, "customer"));
  now = smrt_sandbox_request_now (request, invoice);
  smrt_sandbox_invoice_charge (request->store, invoice, now);
  smrt_sandbox_invoice_finalise (request->store, invoice, customer, now);

  return smrt_sandbox_present (request, invoice);
}

JsonObject *
smrt_sandbox_invoices_mark_uncollectible (SmrtSandboxRequest  *request,
                                          GError             **error)
{
  JsonObject *invoice = find_invoice (request, error);

  if (invoice == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  if (!g_str_equal (smrt_sandbox_json_string (invoice, "status"), "open"))
    {
      smrt_sandbox_fault_invalid (error, "invoice_not_editable", NULL,
                                  "The invoice is %s; only an open one can be marked uncollectible.",
                                  smrt_sandbox_json_string (invoice, "status"));
      return NULL;
    }
  smrt_sandbox_lifecycle_write_off (request->store, invoice, smrt_sandbox_request_now (request, invoice));

  return smrt_sandbox_present (request, invoice);
}

/* A person gives up a change that is not paid; other invoices are debts, which
 * the merchant alone forgives. */
static gboolean
check_given_up (SmrtSandboxRequest  *request,
                JsonObject          *invoice,
                GError             **error)
{
  JsonObject *subscription;

  if (request->principal == NULL || request->principal->claims == NULL)
    return TRUE;

  subscription = smrt_sandbox_invoice_get_subscription (request->store, invoice);
  if (subscription != NULL && smrt_sandbox_pending_is_for (subscription, invoice))
    return TRUE;

  smrt_sandbox_fault_set (error, 403, "invalid_request_error", NULL, NULL,
                          "With an access token only the invoice of a change that waits for its payment can be voided.");

  return FALSE;
}

JsonObject *
smrt_sandbox_invoices_void (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *invoice = find_invoice (request, error);

  if (invoice == NULL || !smrt_sandbox_request_finish (request, error) || !check_open (invoice, error) ||
      !check_given_up (request, invoice, error))
    return NULL;
  smrt_sandbox_lifecycle_void (request->store, invoice, smrt_sandbox_request_now (request, invoice));

  return smrt_sandbox_present (request, invoice);
}

JsonObject *
smrt_sandbox_invoiceitems_list (SmrtSandboxRequest  *request,
                                GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("invoiceitem", "/v1/invoiceitems");

  smrt_sandbox_query_filter (query, request, "customer", "customer");
  smrt_sandbox_query_filter (query, request, "invoice", "$.invoice");
  if (smrt_sandbox_params_bool (request->params, "pending", FALSE))
    smrt_sandbox_query_where (query, "COALESCE (json_extract (json, '$.invoice'), '')", (const char *[]) { "", NULL });

  return smrt_sandbox_list (request, query, error);
}
