/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-portal-session.h"

#include "smrt-sandbox-cards.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-payments.h"

#define TYPE "billing_portal.session"
#define LIFETIME_SECONDS (60 * 60)

/* Only an address that a link can safely have. */
static gboolean
check_return_url (const char  *url,
                  GError     **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (url == NULL ||
      (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
       (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"))))
    return TRUE;

  return smrt_sandbox_fault_invalid (error, "url_invalid", "return_url", "The return address is no web address.");
}

static JsonObject *
find_configuration (SmrtSandboxRequest  *request,
                    const char          *id,
                    GError             **error)
{
  JsonObject *configuration;
  g_autoptr (GPtrArray) found = NULL;

  if (id == NULL)
    {
      found = smrt_sandbox_store_query (request->store,
                                        "FROM objects WHERE type = 'billing_portal.configuration'"
                                        " AND json_extract (json, '$.is_default')",
                                        NULL);
      if (found->len == 0)
        {
          smrt_sandbox_fault_invalid (error, NULL, NULL,
                                      "The customer portal has no default configuration; name one or make one.");
          return NULL;
        }
      configuration = g_ptr_array_index (found, 0);
    }
  else
    configuration = smrt_sandbox_store_find (request->store, "billing_portal.configuration", "configuration", id,
                                             "configuration", error);

  if (configuration != NULL && !smrt_sandbox_json_bool (configuration, "active"))
    {
      smrt_sandbox_fault_invalid (error, NULL, "configuration", "The configuration is not active.");
      return NULL;
    }

  return configuration;
}

static gboolean
allows_new_card (JsonObject *configuration)
{
  JsonObject *features = smrt_sandbox_json_object (configuration, "features");

  return smrt_sandbox_json_bool (smrt_sandbox_json_object (features, "payment_method_update"), "enabled");
}

static JsonObject *
make_flow (const char *type)
{
  JsonObject *flow = smrt_sandbox_json_template (
    "{'after_completion':{'hosted_confirmation':null,'redirect':null,'type':'portal_homepage'},"
    "'subscription_cancel':null,'subscription_update':null,'subscription_update_confirm':null}");

  json_object_set_string_member (flow, "type", type);

  return flow;
}

JsonObject *
smrt_sandbox_portal_session_create (SmrtSandboxRequest  *request,
                                    GError             **error)
{
  const char *customer_id = smrt_sandbox_params_require (request->params, "customer");
  const char *configuration_id = smrt_sandbox_params_string (request->params, "configuration");
  const char *return_url = smrt_sandbox_params_string (request->params, "return_url");
  SmrtSandboxParams *flow = smrt_sandbox_params_object (request->params, "flow_data");
  const char *type = flow != NULL ? smrt_sandbox_params_choice (flow, "type", "payment_method_update", NULL) : NULL;
  JsonObject *configuration, *customer, *answer;
  g_autoptr (JsonObject) session = NULL;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *url = NULL;
  gint64 now;

  if (flow != NULL)
    smrt_sandbox_params_require (flow, "type");
  if (!smrt_sandbox_request_finish (request, error) || !check_return_url (return_url, error))
    return NULL;
  customer = smrt_sandbox_store_find (request->store, "customer", "customer", customer_id, "customer", error);
  configuration = customer != NULL ? find_configuration (request, configuration_id, error) : NULL;
  if (configuration == NULL)
    return NULL;
  if (type != NULL && !allows_new_card (configuration))
    {
      smrt_sandbox_fault_invalid (error, NULL, "flow_data[type]",
                                  "The configuration does not allow payment methods to be updated.");
      return NULL;
    }

  now = smrt_sandbox_request_now (request, customer);
  id = smrt_sandbox_store_new_id (request->store, "bps");
  secret = smrt_sandbox_store_new_secret (request->store);
  session = smrt_sandbox_json_template ("{'object':'billing_portal.session','customer_account':null,'flow':null,"
                                        "'livemode':false,'locale':null,'on_behalf_of':null,'return_url':null}");
  json_object_set_string_member (session, "id", id);
  json_object_set_int_member (session, "created", now);
  json_object_set_string_member (session, "configuration", smrt_sandbox_json_string (configuration, "id"));
  json_object_set_string_member (session, "customer", customer_id);
  smrt_sandbox_json_set_string (session, "return_url", return_url);
  if (type != NULL)
    json_object_set_object_member (session, "flow", make_flow (type));
  json_object_set_string_member (smrt_sandbox_json_hidden (session), "secret", secret);
  json_object_set_int_member (smrt_sandbox_json_hidden (session), "expires", now + LIFETIME_SECONDS);
  smrt_sandbox_store_add (request->store, session);

  /* The address is shown this once. */
  answer = smrt_sandbox_json_copy (session);
  url = g_strconcat (request->base_url, "/p/session/", secret, NULL);
  json_object_set_string_member (answer, "url", url);

  return answer;
}

/* The customer of a session that still counts. */
static JsonObject *
get_customer (SmrtSandboxRequest *request,
              JsonObject         *session)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (session);
  JsonObject *customer = smrt_sandbox_store_get (request->store, "customer",
                                                 smrt_sandbox_json_string (session, "customer"));

  if (customer == NULL || smrt_sandbox_json_bool (hidden, "used") ||
      smrt_sandbox_request_now (request, customer) >= smrt_sandbox_json_int (hidden, "expires"))
    return NULL;

  return customer;
}

static SmrtSandboxPage *
refuse_lapsed (void)
{
  SmrtSandboxPage *page = smrt_sandbox_page_new (410, "This Link Has Lapsed");

  smrt_sandbox_page_add (page, "<p>It works once, and for an hour. Ask for a new one in smrtPhone Plans.</p>\n");

  return page;
}

static void
add_way_back (SmrtSandboxPage *page,
              JsonObject      *session)
{
  const char *url = smrt_sandbox_json_string (session, "return_url");

  if (url != NULL)
    smrt_sandbox_page_add (page, "<p><a href=\"%s\" rel=\"noreferrer\">Go back</a></p>\n", url);
}

/* The form with what there is to say above it. */
static SmrtSandboxPage *
make_form (SmrtSandboxRequest *request,
           JsonObject         *session,
           JsonObject         *customer,
           int                 status)
{
  JsonObject *settings = smrt_sandbox_json_object (customer, "invoice_settings");
  JsonObject *method = smrt_sandbox_store_get (request->store, "payment_method",
                                               smrt_sandbox_json_string (settings, "default_payment_method"));
  g_autofree char *card = method != NULL ? smrt_sandbox_cards_describe (method) : NULL;
  const char *name = smrt_sandbox_json_string (customer, "name");
  SmrtSandboxPage *page = smrt_sandbox_page_new (status, "Update Payment Method");

  if (status != 200)
    smrt_sandbox_page_add (page, "<p role=\"alert\">No card was chosen, and nothing has changed.</p>\n");
  smrt_sandbox_page_add (page, "<dl>\n");
  if (name != NULL)
    smrt_sandbox_page_add (page, "<dt>Account</dt><dd>%s</dd>\n", name);
  smrt_sandbox_page_add (page, "<dt>Card on file</dt><dd>%s</dd>\n</dl>\n<h2>New card</h2>\n"
                               "<form method=\"post\" action=\"/p/session/%s\">\n",
                         card != NULL ? card : "None", request->id);
  smrt_sandbox_cards_add_choices (page, "The card for coming payments", NULL, TRUE);
  smrt_sandbox_page_add (page, "<button type=\"submit\">Save Card</button>\n</form>\n");
  add_way_back (page, session);

  return page;
}

SmrtSandboxPage *
smrt_sandbox_portal_session_show (SmrtSandboxRequest *request)
{
  JsonObject *session = smrt_sandbox_store_find_by_secret (request->store, TYPE, request->id);
  JsonObject *customer = session != NULL ? get_customer (request, session) : NULL;

  if (session == NULL)
    return NULL;

  return customer != NULL ? make_form (request, session, customer, 200) : refuse_lapsed ();
}

SmrtSandboxPage *
smrt_sandbox_portal_session_save (SmrtSandboxRequest *request)
{
  JsonObject *session = smrt_sandbox_store_find_by_secret (request->store, TYPE, request->id);
  JsonObject *customer = session != NULL ? get_customer (request, session) : NULL;
  const char *choice = smrt_sandbox_params_string (request->params, "card");
  g_autofree char *card = NULL;
  SmrtSandboxPage *page;
  JsonObject *method;

  if (session == NULL)
    return NULL;
  if (customer == NULL)
    return refuse_lapsed ();

  method = smrt_sandbox_cards_take (request->store, choice, customer, smrt_sandbox_request_now (request, customer));
  if (method == NULL)
    return make_form (request, session, customer, 400);

  json_object_set_string_member (smrt_sandbox_json_object (customer, "invoice_settings"), "default_payment_method",
                                 smrt_sandbox_json_string (method, "id"));
  smrt_sandbox_store_touch (request->store, customer);
  json_object_set_boolean_member (smrt_sandbox_json_hidden (session), "used", TRUE);
  smrt_sandbox_store_touch (request->store, session);

  card = smrt_sandbox_cards_describe (method);
  page = smrt_sandbox_page_new (200, "Card Saved");
  smrt_sandbox_page_add (page, "<p role=\"status\">%s is the card for coming payments now. You can close this page and"
                               " go back to smrtPhone Plans.</p>\n",
                         card);
  add_way_back (page, session);

  return page;
}
