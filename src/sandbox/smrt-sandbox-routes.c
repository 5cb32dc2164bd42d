/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-routes.h"

#include "smrt-sandbox-catalogue.h"
#include "smrt-sandbox-clocks.h"
#include "smrt-sandbox-coupons.h"
#include "smrt-sandbox-credit-balance.h"
#include "smrt-sandbox-credit-grants.h"
#include "smrt-sandbox-credit-notes.h"
#include "smrt-sandbox-customers.h"
#include "smrt-sandbox-demo.h"
#include "smrt-sandbox-invoices.h"
#include "smrt-sandbox-log.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-payments.h"
#include "smrt-sandbox-portal-session.h"
#include "smrt-sandbox-portal.h"
#include "smrt-sandbox-preview.h"
#include "smrt-sandbox-principal.h"
#include "smrt-sandbox-rates.h"
#include "smrt-sandbox-schedules.h"
#include "smrt-sandbox-subscriptions.h"

/* The first one that fits counts. A preview changes nothing, so it needs no
 * more than reading does; the test helpers are the demo menu's, for everybody. */
static const SmrtSandboxRoute routes[] = {
  { "GET", "/userinfo", NULL, FALSE, smrt_sandbox_principal_userinfo },

  { "GET", "/v1/products", NULL, FALSE, smrt_sandbox_products_list },
  { "POST", "/v1/products", "product", FALSE, smrt_sandbox_products_create },
  { "GET", "/v1/products/*", NULL, FALSE, smrt_sandbox_products_get },
  { "POST", "/v1/products/*", "product", FALSE, smrt_sandbox_products_update },
  { "GET", "/v1/prices", NULL, FALSE, smrt_sandbox_prices_list },
  { "POST", "/v1/prices", "plan", FALSE, smrt_sandbox_prices_create },
  { "GET", "/v1/prices/*", NULL, FALSE, smrt_sandbox_prices_get },
  { "POST", "/v1/prices/*", "plan", FALSE, smrt_sandbox_prices_update },
  { "GET", "/v1/billing_portal/configurations", NULL, FALSE, smrt_sandbox_portal_list },
  { "POST", "/v1/billing_portal/configurations", "customer_portal", FALSE, smrt_sandbox_portal_create },
  { "GET", "/v1/billing_portal/configurations/*", NULL, FALSE, smrt_sandbox_portal_get },
  { "POST", "/v1/billing_portal/configurations/*", "customer_portal", FALSE, smrt_sandbox_portal_update },
  { "POST", "/v1/billing_portal/sessions", "customer_portal", FALSE, smrt_sandbox_portal_session_create },

  { "GET", "/v1/coupons", NULL, FALSE, smrt_sandbox_coupons_list },
  { "POST", "/v1/coupons", "coupon", FALSE, smrt_sandbox_coupons_create },
  { "GET", "/v1/coupons/*", NULL, FALSE, smrt_sandbox_coupons_get },
  { "POST", "/v1/coupons/*", "coupon", FALSE, smrt_sandbox_coupons_update },
  { "DELETE", "/v1/coupons/*", "coupon", FALSE, smrt_sandbox_coupons_delete },
  { "GET", "/v1/tax_rates", NULL, FALSE, smrt_sandbox_tax_rates_list },
  { "POST", "/v1/tax_rates", "tax_rate", FALSE, smrt_sandbox_tax_rates_create },
  { "GET", "/v1/tax_rates/*", NULL, FALSE, smrt_sandbox_tax_rates_get },
  { "POST", "/v1/tax_rates/*", "tax_rate", FALSE, smrt_sandbox_tax_rates_update },

  { "GET", "/v1/billing/meters", NULL, FALSE, smrt_sandbox_meters_list },
  { "POST", "/v1/billing/meters", "billing_meter", FALSE, smrt_sandbox_meters_create },
  { "GET", "/v1/billing/meters/*", NULL, FALSE, smrt_sandbox_meters_get },
  { "POST", "/v1/billing/meters/*", "billing_meter", FALSE, smrt_sandbox_meters_update },
  { "POST", "/v1/billing/meters/*/deactivate", "billing_meter", FALSE, smrt_sandbox_meters_deactivate },
  { "POST", "/v1/billing/meters/*/reactivate", "billing_meter", FALSE, smrt_sandbox_meters_reactivate },
  { "GET", "/v1/billing/meters/*/event_summaries", NULL, FALSE, smrt_sandbox_meters_summaries },
  { "GET", "/v1/billing/credit_grants", NULL, FALSE, smrt_sandbox_credit_grants_list },
  { "POST", "/v1/billing/credit_grants", "credit_grant", FALSE, smrt_sandbox_credit_grants_create },
  { "GET", "/v1/billing/credit_grants/*", NULL, FALSE, smrt_sandbox_credit_grants_get },
  { "POST", "/v1/billing/credit_grants/*", "credit_grant", FALSE, smrt_sandbox_credit_grants_update },
  { "POST", "/v1/billing/credit_grants/*/expire", "credit_grant", FALSE, smrt_sandbox_credit_grants_expire },
  { "POST", "/v1/billing/credit_grants/*/void", "credit_grant", FALSE, smrt_sandbox_credit_grants_void },
  { "GET", "/v1/billing/credit_balance_summary", NULL, FALSE, smrt_sandbox_credit_summary_get },
  { "GET", "/v1/billing/credit_balance_transactions", NULL, FALSE, smrt_sandbox_credit_transactions_list },
  { "GET", "/v1/billing/credit_balance_transactions/*", NULL, FALSE, smrt_sandbox_credit_transactions_get },
  { "POST", "/v1/billing/meter_events", "billing_meter_event", FALSE, smrt_sandbox_meter_events_create },

  { "GET", "/v1/customers", NULL, FALSE, smrt_sandbox_customers_list },
  { "POST", "/v1/customers", "customer", FALSE, smrt_sandbox_customers_create },
  { "GET", "/v1/customers/*", NULL, FALSE, smrt_sandbox_customers_get },
  { "POST", "/v1/customers/*", "customer", FALSE, smrt_sandbox_customers_update },
  { "DELETE", "/v1/customers/*/discount", "customer", FALSE, smrt_sandbox_customers_delete_discount },
  { "GET", "/v1/customers/*/balance_transactions", NULL, FALSE, smrt_sandbox_balance_transactions_list },
  { "POST", "/v1/customers/*/balance_transactions", "customer", FALSE, smrt_sandbox_balance_transactions_create },
  { "GET", "/v1/customers/*/balance_transactions/*", NULL, FALSE, smrt_sandbox_balance_transactions_get },
  { "GET", "/v1/customers/*/payment_methods", NULL, FALSE, smrt_sandbox_payment_methods_of },
  { "GET", "/v1/payment_methods", NULL, FALSE, smrt_sandbox_payment_methods_list },
  { "POST", "/v1/payment_methods", "payment_method", FALSE, smrt_sandbox_payment_methods_create },
  { "GET", "/v1/payment_methods/*", NULL, FALSE, smrt_sandbox_payment_methods_get },
  { "POST", "/v1/payment_methods/*", "payment_method", FALSE, smrt_sandbox_payment_methods_update },
  { "POST", "/v1/payment_methods/*/attach", "payment_method", FALSE, smrt_sandbox_payment_methods_attach },
  { "POST", "/v1/payment_methods/*/detach", "payment_method", FALSE, smrt_sandbox_payment_methods_detach },
  { "GET", "/v1/payment_intents", NULL, FALSE, smrt_sandbox_payment_intents_list },
  { "GET", "/v1/payment_intents/*", NULL, FALSE, smrt_sandbox_payment_intents_get },

  { "GET", "/v1/subscriptions", NULL, FALSE, smrt_sandbox_subscriptions_list },
  { "POST", "/v1/subscriptions", "subscription", FALSE, smrt_sandbox_subscriptions_create },
  { "GET", "/v1/subscriptions/*", NULL, FALSE, smrt_sandbox_subscriptions_get },
  { "POST", "/v1/subscriptions/*", "subscription", FALSE, smrt_sandbox_subscriptions_update },
  { "DELETE", "/v1/subscriptions/*", "subscription", FALSE, smrt_sandbox_subscriptions_cancel },
  { "POST", "/v1/subscriptions/*/resume", "subscription", FALSE, smrt_sandbox_subscriptions_resume },
  { "GET", "/v1/subscription_items", NULL, FALSE, smrt_sandbox_subscription_items_list },
  { "GET", "/v1/subscription_schedules", NULL, FALSE, smrt_sandbox_schedules_list },
  { "POST", "/v1/subscription_schedules", "subscription", FALSE, smrt_sandbox_schedules_create },
  { "GET", "/v1/subscription_schedules/*", NULL, FALSE, smrt_sandbox_schedules_get },
  { "POST", "/v1/subscription_schedules/*", "subscription", FALSE, smrt_sandbox_schedules_update },
  { "POST", "/v1/subscription_schedules/*/cancel", "subscription", FALSE, smrt_sandbox_schedules_cancel },
  { "POST", "/v1/subscription_schedules/*/release", "subscription", FALSE, smrt_sandbox_schedules_release },

  { "GET", "/v1/invoices", NULL, FALSE, smrt_sandbox_invoices_list },
  { "POST", "/v1/invoices/create_preview", NULL, FALSE, smrt_sandbox_invoices_preview },
  { "GET", "/v1/invoices/*", NULL, FALSE, smrt_sandbox_invoices_get },
  { "GET", "/v1/invoices/*/lines", NULL, FALSE, smrt_sandbox_invoices_lines },
  { "POST", "/v1/invoices/*/finalize", "invoice", FALSE, smrt_sandbox_invoices_finalize },
  { "POST", "/v1/invoices/*/mark_uncollectible", "invoice", FALSE, smrt_sandbox_invoices_mark_uncollectible },
  { "POST", "/v1/invoices/*/pay", "invoice", FALSE, smrt_sandbox_invoices_pay },
  { "POST", "/v1/invoices/*/void", "invoice", FALSE, smrt_sandbox_invoices_void },
  { "GET", "/v1/credit_notes", NULL, FALSE, smrt_sandbox_credit_notes_list },
  { "POST", "/v1/credit_notes", "credit_note", FALSE, smrt_sandbox_credit_notes_create },
  { "GET", "/v1/credit_notes/*", NULL, FALSE, smrt_sandbox_credit_notes_get },
  { "POST", "/v1/credit_notes/*", "credit_note", FALSE, smrt_sandbox_credit_notes_update },
  { "GET", "/v1/credit_notes/*/lines", NULL, FALSE, smrt_sandbox_credit_notes_lines },
  { "POST", "/v1/credit_notes/*/void", "credit_note", FALSE, smrt_sandbox_credit_notes_void },
  { "GET", "/v1/invoiceitems", NULL, FALSE, smrt_sandbox_invoiceitems_list },
  { "GET", "/v1/invoice_payments", NULL, FALSE, smrt_sandbox_invoice_payments_list },

  { "GET", "/v1/test_helpers/test_clocks", NULL, FALSE, smrt_sandbox_clocks_list },
  { "POST", "/v1/test_helpers/test_clocks", NULL, FALSE, smrt_sandbox_clocks_create },
  { "GET", "/v1/test_helpers/test_clocks/*", NULL, FALSE, smrt_sandbox_clocks_get },
  { "DELETE", "/v1/test_helpers/test_clocks/*", NULL, FALSE, smrt_sandbox_clocks_delete },
  { "POST", "/v1/test_helpers/test_clocks/*/advance", NULL, FALSE, smrt_sandbox_clocks_advance },
  { "POST", "/v1/test_helpers/demo/reset", NULL, FALSE, smrt_sandbox_demo_reset },
  { "GET", "/v1/test_helpers/requests", NULL, TRUE, smrt_sandbox_log_list },
  { "POST", "/v1/test_helpers/requests/reset", NULL, TRUE, smrt_sandbox_log_reset },
  { "POST", "/v1/test_helpers/delay", NULL, TRUE, smrt_sandbox_log_set_delay },
};

gboolean
smrt_sandbox_routes_match (const char  *pattern,
                           char       **parts,
                           char       **id,
                           char       **id2)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);

  if (g_strv_length (wanted) != g_strv_length (parts))
    return FALSE;
  for (unsigned int i = 0; wanted[i] != NULL; i++)
    if (g_str_equal (wanted[i], "*") ? *parts[i] == '\0' : !g_str_equal (wanted[i], parts[i]))
      return FALSE;

  for (unsigned int i = 0; wanted[i] != NULL; i++)
    if (g_str_equal (wanted[i], "*"))
      {
        char **target = *id == NULL ? id : id2;

        *target = g_strdup (parts[i]);
      }

  return TRUE;
}

const SmrtSandboxRoute *
smrt_sandbox_routes_find (const char  *method,
                          const char  *path,
                          char       **id,
                          char       **id2)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  *id = NULL;
  *id2 = NULL;
  for (unsigned int i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].method, method) && smrt_sandbox_routes_match (routes[i].path, parts, id, id2))
      return &routes[i];

  return NULL;
}

gboolean
smrt_sandbox_routes_is_unlogged (const char *method,
                                 const char *path)
{
  g_autofree char *id = NULL;
  g_autofree char *id2 = NULL;
  const SmrtSandboxRoute *route = smrt_sandbox_routes_find (method, path, &id, &id2);

  return route != NULL && route->unlogged;
}
