/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-expand.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-present.h"

#include <string.h>

#define MAX_LEVELS 4

/* What may be expanded: a member of an object of a kind, or, where the kind is
 * NULL, of an inner object that has none. An id is replaced by the object of
 * the type; without a type the member is one that is left out until it is asked
 * for, and waits under its name with an underscore. */
static const struct
{
  const char *kind;
  const char *name;
  const char *type;
} expandable[] = {
  { "price", "product", "product" },
  { "product", "default_price", "price" },
  { "subscription", "customer", "customer" },
  { "subscription", "discounts", "discount" },
  { "subscription", "default_payment_method", "payment_method" },
  { "subscription", "latest_invoice", "invoice" },
  { "subscription", "test_clock", "test_helpers.test_clock" },
  { "subscription", "schedule", "subscription_schedule" },
  { "subscription", "pending_setup_intent", "setup_intent" },
  { "subscription", "default_source", "source" },
  { "subscription_schedule", "customer", "customer" },
  { "subscription_schedule", "subscription", "subscription" },
  { "subscription_schedule", "test_clock", "test_helpers.test_clock" },
  { "customer", "test_clock", "test_helpers.test_clock" },
  { "customer", "default_source", "source" },
  { "customer", "invoice_credit_balance", NULL },
  { "invoice", "customer", "customer" },
  { "invoice", "discounts", "discount" },
  { "invoice", "default_payment_method", "payment_method" },
  { "invoice", "test_clock", "test_helpers.test_clock" },
  { "invoice", "payments", NULL },
  { "line_item", "discounts", "discount" },
  { "credit_note", "customer", "customer" },
  { "credit_note", "invoice", "invoice" },
  { "credit_note", "customer_balance_transaction", "customer_balance_transaction" },
  { "discount", "customer", "customer" },
  { "discount", "subscription", "subscription" },
  { "invoice_payment", "invoice", "invoice" },
  { "payment_intent", "customer", "customer" },
  { "payment_intent", "payment_method", "payment_method" },
  { "payment_method", "customer", "customer" },
  { "customer_balance_transaction", "customer", "customer" },
  { "customer_balance_transaction", "invoice", "invoice" },
  { "customer_balance_transaction", "credit_note", "credit_note" },
  { "invoiceitem", "customer", "customer" },
  { "invoiceitem", "invoice", "invoice" },
  { "invoiceitem", "test_clock", "test_helpers.test_clock" },
  { NULL, "default_payment_method", "payment_method" },
  { NULL, "payment_intent", "payment_intent" },
  { NULL, "subscription", "subscription" },
  { NULL, "price", "price" },
  { NULL, "coupon", "coupon" },
  { NULL, "meter", "billing.meter" },
  { NULL, "credit_balance_transaction", "billing.credit_balance_transaction" },
  { NULL, "invoice", "invoice" },
  { NULL, "refund", "refund" },
  { "billing.credit_grant", "customer", "customer" },
  { "billing.credit_grant", "test_clock", "test_helpers.test_clock" },
  { "billing.credit_balance_transaction", "credit_grant", "billing.credit_grant" },
  { "billing.credit_balance_transaction", "test_clock", "test_helpers.test_clock" },
  { "billing.credit_balance_summary", "customer", "customer" },
  { NULL, "discount", "discount" },
  { NULL, "products", NULL },
};

static gboolean expand_node (SmrtSandboxRequest  *request,
                             JsonNode            *node,
                             char               **path,
                             GError             **error);

static JsonArray *
list_payments (SmrtSandboxRequest *request,
               const char         *invoice)
{
  const char *values[] = { invoice, NULL };
  g_autoptr (GPtrArray) found = NULL;
  JsonArray *data = json_array_new ();

  found = smrt_sandbox_store_query (request->store,
                                    "FROM objects WHERE type = 'invoice_payment' AND parent = ? ORDER BY seq DESC",
                                    values);
  for (unsigned int i = 0; i < found->len; i++)
    json_array_add_object_element (data, smrt_sandbox_present (request, g_ptr_array_index (found, i)));

  return data;
}

/* Puts a member that is left out by default where it belongs. */
static void
include (SmrtSandboxRequest *request,
         JsonObject         *object,
         const char         *name)
{
  g_autofree char *hidden = g_strconcat ("_", name, NULL);
  JsonNode *waiting = json_object_get_member (object, hidden);

  if (json_object_has_member (object, name))
    return;
  if (waiting != NULL)
    json_object_set_member (object, name, json_node_copy (waiting));
  else if (g_str_equal (name, "payments"))
    {
      const char *id = smrt_sandbox_json_string (object, "id");
      g_autofree char *url = g_strconcat ("/v1/invoice_payments?invoice=", id, NULL);

      json_object_set_object_member (object, name,
                                     smrt_sandbox_json_list (list_payments (request, id), FALSE, url));
    }
}

/* Replaces the ids of a list by the objects. */
static void
expand_ids (SmrtSandboxRequest *request,
            JsonObject         *object,
            const char         *name,
            const char         *type)
{
  JsonArray *ids = smrt_sandbox_json_array (object, name);
  JsonArray *objects = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (ids); i++)
    {
      JsonNode *element = json_array_get_element (ids, i);
      JsonObject *target = NULL;

      if (JSON_NODE_HOLDS_VALUE (element))
        target = smrt_sandbox_store_get (request->store, type, json_node_get_string (element));
      if (target != NULL)
        json_array_add_object_element (objects, smrt_sandbox_present (request, target));
      else
        json_array_add_element (objects, json_node_copy (element));
    }
  json_object_set_array_member (object, name, objects);
}

static gboolean
expand_member (SmrtSandboxRequest  *request,
               JsonObject          *object,
               char               **path,
               GError             **error)
{
  const char *kind = smrt_sandbox_json_string (object, "object");
  const char *name = path[0];
  gboolean allowed = FALSE;

  for (unsigned int i = 0; i < G_N_ELEMENTS (expandable); i++)
    {
      JsonObject *target;

      if (g_strcmp0 (expandable[i].kind, kind) != 0 || !g_str_equal (expandable[i].name, name))
        continue;

      allowed = TRUE;
      if (expandable[i].type == NULL)
        include (request, object, name);
      else if (smrt_sandbox_json_array (object, name) != NULL)
        expand_ids (request, object, name, expandable[i].type);
      else if (smrt_sandbox_json_string (object, name) != NULL)
        {
          target = smrt_sandbox_store_get (request->store, expandable[i].type,
                                           smrt_sandbox_json_string (object, name));
          if (target != NULL)
            json_object_set_object_member (object, name, smrt_sandbox_present (request, target));
        }
    }

  if (json_object_has_member (object, name) && !smrt_sandbox_json_is_null (object, name))
    {
      JsonNode *member = json_object_get_member (object, name);

      if (!JSON_NODE_HOLDS_VALUE (member))
        {
          /* What is shown whole anyway needs no permission on the way. */
          if (path[1] != NULL || allowed || smrt_sandbox_json_object (object, name) != NULL)
            return path[1] == NULL || expand_node (request, member, path + 1, error);
        }
    }
  else if (allowed || (json_object_has_member (object, name) && path[1] != NULL))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, NULL, "expand", "This property cannot be expanded (%s).", name);
}

static gboolean
expand_node (SmrtSandboxRequest  *request,
             JsonNode            *node,
             char               **path,
             GError             **error)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return expand_member (request, json_node_get_object (node), path, error);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;

  array = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    if (!expand_node (request, json_array_get_element (array, i), path, error))
      return FALSE;

  return TRUE;
}

gboolean
smrt_sandbox_expand (SmrtSandboxRequest  *request,
                     JsonObject          *answer,
                     GError             **error)
{
  for (char **wish = request->expand; wish != NULL && *wish != NULL; wish++)
    {
      g_auto (GStrv) path = g_strsplit (*wish, ".", -1);

      if (g_strv_length (path) > MAX_LEVELS)
        return smrt_sandbox_fault_invalid (error, NULL, "expand",
                                           "You cannot expand more than %d levels of a property (%s).",
                                           MAX_LEVELS, *wish);
      if (path[0] == NULL || !expand_member (request, answer, path, error))
        {
          if (path[0] == NULL)
            smrt_sandbox_fault_invalid (error, "parameter_invalid_empty", "expand", "There is nothing to expand");
          return FALSE;
        }
    }

  smrt_sandbox_json_strip_hidden (answer);

  return TRUE;
}
