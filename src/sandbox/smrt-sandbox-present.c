/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-present.h"

#include "smrt-sandbox-json.h"

static void
present_items (SmrtSandboxRequest *request,
               JsonArray          *items)
{
  for (unsigned int i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonObject *price = smrt_sandbox_store_get (request->store, "price", smrt_sandbox_json_string (item, "price"));

      if (price != NULL)
        json_object_set_object_member (item, "price", smrt_sandbox_present (request, price));
    }
}

static void
present_subscription (SmrtSandboxRequest *request,
                      JsonObject         *object)
{
  JsonArray *items = json_array_ref (smrt_sandbox_json_array (object, "items"));
  JsonObject *pending = smrt_sandbox_json_object (object, "pending_update");
  g_autofree char *url = g_strconcat ("/v1/subscription_items?subscription=",
                                      smrt_sandbox_json_string (object, "id"), NULL);

  present_items (request, items);
  json_object_set_object_member (object, "items", smrt_sandbox_json_list (items, FALSE, url));
  if (pending != NULL)
    present_items (request, smrt_sandbox_json_array (pending, "subscription_items"));
}

static void
present_invoice (SmrtSandboxRequest *request,
                 JsonObject         *object)
{
  JsonObject *hidden = smrt_sandbox_json_object (object, "_");
  const char *secret = hidden != NULL ? smrt_sandbox_json_string (hidden, "secret") : NULL;
  JsonArray *lines = smrt_sandbox_json_array (object, "lines");
  unsigned int total = json_array_get_length (lines);
  JsonArray *shown = json_array_new ();
  g_autofree char *url = g_strdup_printf ("/v1/invoices/%s/lines", smrt_sandbox_json_string (object, "id"));

  for (unsigned int i = 0; i < MIN (total, SMRT_SANDBOX_LINES_SHOWN); i++)
    json_array_add_object_element (shown, json_object_ref (json_array_get_object_element (lines, i)));
  json_object_set_object_member (object, "lines", smrt_sandbox_json_list (shown, total > SMRT_SANDBOX_LINES_SHOWN, url));

  if (secret != NULL && smrt_sandbox_json_string (object, "number") != NULL)
    {
      g_autofree char *page = g_strconcat (request->base_url, "/i/", secret, NULL);
      g_autofree char *pdf = g_strconcat (request->base_url, "/pdf/", secret, NULL);

      json_object_set_string_member (object, "hosted_invoice_url", page);
      json_object_set_string_member (object, "invoice_pdf", pdf);
    }
}

static void
present_customer (SmrtSandboxRequest *request,
                  JsonObject         *object)
{
  JsonObject *balances = smrt_sandbox_json_object (smrt_sandbox_json_hidden (object), "balances");
  JsonObject *shown = json_object_new ();
  JsonObject *discount;
  g_autoptr (GList) names = json_object_get_members (balances);

  /* Here, unlike in `balance`, credit is positive. */
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_int_member (shown, l->data, -smrt_sandbox_json_int (balances, l->data));
  json_object_set_object_member (object, "_invoice_credit_balance", shown);

  discount = smrt_sandbox_store_get (request->store, "discount",
                                     smrt_sandbox_json_string (smrt_sandbox_json_hidden (object), "discount"));
  if (discount != NULL)
    json_object_set_object_member (object, "discount", smrt_sandbox_present (request, discount));
}

static void
present_credit_note (SmrtSandboxRequest *request,
                     JsonObject         *object)
{
  JsonArray *lines = json_array_ref (smrt_sandbox_json_array (object, "lines"));
  const char *secret = smrt_sandbox_json_string (smrt_sandbox_json_hidden (object), "secret");
  g_autofree char *url = g_strdup_printf ("/v1/credit_notes/%s/lines", smrt_sandbox_json_string (object, "id"));
  g_autofree char *pdf = g_strconcat (request->base_url, "/pdf/", secret, NULL);

  json_object_set_object_member (object, "lines", smrt_sandbox_json_list (lines, FALSE, url));
  json_object_set_string_member (object, "pdf", pdf);
}

static void
present_in_place (SmrtSandboxRequest *request,
                  JsonObject         *object)
{
  const char *type = smrt_sandbox_json_string (object, "object");

  if (g_strcmp0 (type, "subscription") == 0)
    present_subscription (request, object);
  else if (g_strcmp0 (type, "invoice") == 0)
    present_invoice (request, object);
  else if (g_strcmp0 (type, "customer") == 0)
    present_customer (request, object);
  else if (g_strcmp0 (type, "credit_note") == 0)
    present_credit_note (request, object);
}

JsonObject *
smrt_sandbox_present (SmrtSandboxRequest *request,
                      JsonObject         *object)
{
  JsonObject *copy = smrt_sandbox_json_copy (object);

  present_in_place (request, copy);

  return copy;
}

JsonObject *
smrt_sandbox_present_read (SmrtSandboxRequest *request,
                           JsonObject         *object)
{
  smrt_sandbox_store_let_go (request->store, smrt_sandbox_json_string (object, "id"));
  present_in_place (request, object);

  return json_object_ref (object);
}
