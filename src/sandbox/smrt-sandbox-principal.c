/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-principal.h"

#include "smrt-sandbox-demo.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define ACCOUNT "acct_1SmrtSandboxDemo"
#define READ "billing:read"
#define WRITE "billing:write"

/* What a person may send; all else but reading is the merchant's. Each lists
 * its parameters, so that none of what only the merchant may say comes along:
 * that an invoice was paid elsewhere, a discount, a trial, a price of one's
 * own. */
static const struct
{
  const char *path;
  const char *params;
} allowed[] = {
  { "/v1/invoices/create_preview",
    "expand customer subscription subscription_details schedule preview_mode discounts automatic_tax" },
  { "/v1/invoices/*/pay", "expand payment_method off_session" },
  { "/v1/invoices/*/void", "expand" },
  { "/v1/subscriptions/*",
    "expand items proration_behavior proration_date payment_behavior metadata default_payment_method cancel_at"
    " cancel_at_period_end cancellation_details off_session" },
  { "/v1/subscription_schedules", "expand from_subscription" },
  { "/v1/subscription_schedules/*", "expand phases end_behavior proration_behavior metadata" },
  { "/v1/subscription_schedules/*/release", "expand preserve_cancel_date" },
  { "/v1/billing_portal/sessions", "expand customer configuration flow_data return_url locale" },
};

char *
smrt_sandbox_principal_blur (const char *key)
{
  gsize length = strlen (key);

  if (length < 12 || !g_str_is_ascii (key))
    return g_strdup ("****");

  return g_strdup_printf ("%.8s***%s", key, key + length - 4);
}

SmrtSandboxPrincipal *
smrt_sandbox_principal_new_for_key (const char *role,
                                    const char *key)
{
  SmrtSandboxPrincipal *self = g_rc_box_new0 (SmrtSandboxPrincipal);
  g_autofree char *blurred = smrt_sandbox_principal_blur (key);

  self->id = g_strconcat ("key:", role, NULL);
  self->role = g_intern_string (role);
  self->name = g_strdup_printf ("provided key '%s'", blurred);
  self->reads = TRUE;
  self->writes = !g_str_equal (role, "user");

  return self;
}

static char **
read_customers (JsonObject *claims)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *several = smrt_sandbox_json_array (claims, "stripe_customer");
  const char *one = smrt_sandbox_json_string (claims, "stripe_customer");

  if (one != NULL)
    g_strv_builder_add (builder, one);
  for (unsigned int i = 0; several != NULL && i < json_array_get_length (several); i++)
    {
      JsonNode *node = json_array_get_element (several, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

static gboolean
has_scope (const char *scope,
           const char *wanted)
{
  g_auto (GStrv) scopes = NULL;

  if (scope == NULL)
    return TRUE;

  scopes = g_strsplit (scope, " ", -1);

  return g_strv_contains ((const char * const *) scopes, wanted);
}

SmrtSandboxPrincipal *
smrt_sandbox_principal_new_for_token (JsonObject *claims,
                                      const char *scope)
{
  static const char * const roles[] = { "owner", "finance", "user", NULL };
  SmrtSandboxPrincipal *self = g_rc_box_new0 (SmrtSandboxPrincipal);
  const char *role = smrt_sandbox_json_string (claims, "smrtphone_role");

  if (role == NULL || !g_strv_contains (roles, role))
    role = "user";

  self->id = g_strconcat ("sub:", smrt_sandbox_json_string (claims, "sub"), NULL);
  self->role = g_intern_string (role);
  self->customers = read_customers (claims);
  self->claims = json_object_ref (claims);
  self->name = g_strdup ("access token");
  self->reads = has_scope (scope, READ);
  self->writes = has_scope (scope, WRITE);

  return self;
}

SmrtSandboxPrincipal *
smrt_sandbox_principal_ref (SmrtSandboxPrincipal *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SmrtSandboxPrincipal *self = data;

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->customers);
  g_clear_pointer (&self->claims, json_object_unref);
}

void
smrt_sandbox_principal_unref (SmrtSandboxPrincipal *self)
{
  g_rc_box_release_full (self, clear);
}

static gboolean
refuse_permission (SmrtSandboxPrincipal  *self,
                   const char            *permission,
                   GError               **error)
{
  smrt_sandbox_fault_set (error, 403, "invalid_request_error", NULL, NULL,
                          "The %s does not have the required permissions for this endpoint on account '%s'. Having the"
                          " 'rak_%s' permission would allow this request to continue.",
                          self->name, ACCOUNT, permission);

  return FALSE;
}

static const char *
find_params (const SmrtSandboxRoute *route)
{
  if (!g_str_equal (route->method, "POST"))
    return NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_str_equal (allowed[i].path, route->path))
      return allowed[i].params;

  return NULL;
}

/* What is no reading of billing objects is for the merchant, but for what is
 * listed. */
static gboolean
check_route (const SmrtSandboxRoute  *route,
             SmrtSandboxParams       *params,
             GError                 **error)
{
  const char *names;
  g_autofree char *other = NULL;

  if (g_str_equal (route->method, "GET") && !g_str_has_prefix (route->path, "/v1/test_helpers/"))
    return TRUE;

  names = find_params (route);
  if (names == NULL)
    {
      smrt_sandbox_fault_set (error, 403, "invalid_request_error", NULL, NULL,
                              "This endpoint (%s %s) is not for access tokens.", route->method, route->path);
      return FALSE;
    }

  other = smrt_sandbox_params_find_other (params, names, "items", "id price quantity deleted");
  if (other == NULL)
    return TRUE;

  smrt_sandbox_fault_set (error, 403, "invalid_request_error", NULL, other,
                          "The parameter '%s' is not for access tokens.", other);

  return FALSE;
}

gboolean
smrt_sandbox_principal_may (SmrtSandboxPrincipal    *self,
                            const SmrtSandboxRoute  *route,
                            SmrtSandboxParams       *params,
                            const char             **scope,
                            GError                 **error)
{
  g_autofree char *permission = g_strconcat (route->permission != NULL ? route->permission : "billing", "_write", NULL);

  if (scope != NULL)
    *scope = NULL;

  if (!self->reads)
    {
      if (scope != NULL)
        *scope = READ;
      return refuse_permission (self, "billing_read", error);
    }
  if (self->claims != NULL && !check_route (route, params, error))
    return FALSE;
  if (route->permission == NULL)
    return TRUE;
  if (!self->writes && scope != NULL && self->claims != NULL)
    *scope = WRITE;

  return (self->writes && !g_str_equal (self->role, "user")) || refuse_permission (self, permission, error);
}

/* One customer is told as a text, several as a list, as in a claim. */
static void
tell_customers (SmrtSandboxRequest *request,
                JsonObject         *answer)
{
  JsonArray *customers = json_array_new ();

  for (char **id = request->principal->customers; *id != NULL; id++)
    if (smrt_sandbox_store_get (request->store, "customer", *id) != NULL)
      json_array_add_string_element (customers, *id);

  if (json_array_get_length (customers) == 1)
    json_object_set_string_member (answer, "stripe_customer", json_array_get_string_element (customers, 0));
  else if (json_array_get_length (customers) > 1)
    json_object_set_array_member (answer, "stripe_customer", json_array_ref (customers));
  json_array_unref (customers);
}

JsonObject *
smrt_sandbox_principal_userinfo (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  static const char * const names[] = { "sub", "name", "email", "smrtphone_account" };
  SmrtSandboxPrincipal *self = request->principal;
  JsonObject *answer;

  if (self->claims == NULL)
    return smrt_sandbox_demo_userinfo (request, error);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  answer = json_object_new ();
  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    if (smrt_sandbox_json_string (self->claims, names[i]) != NULL)
      json_object_set_string_member (answer, names[i], smrt_sandbox_json_string (self->claims, names[i]));
  json_object_set_string_member (answer, "smrtphone_role", self->role);
  tell_customers (request, answer);

  return answer;
}
