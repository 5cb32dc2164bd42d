/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages-fixture.h"

#include <string.h>

static void
test_session (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autofree char *prefix = g_strconcat (fixture->url, "/p/session/", NULL);
  g_autofree char *url = NULL;
  g_autoptr (JsonObject) session = NULL;
  g_autoptr (JsonObject) plain = NULL;

  pages_found (fixture, &payer);
  session = sandbox_post (fixture, "/v1/billing_portal/sessions",
                          "customer=%s&flow_data[type]=payment_method_update&return_url=https://plans.example/",
                          payer.customer);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (session, "object"), ==, "billing_portal.session");
  g_assert_true (g_str_has_prefix (sandbox_text (session, "id"), "bps_"));
  g_assert_true (g_str_has_prefix (sandbox_text (session, "configuration"), "bpc_"));
  g_assert_true (g_str_has_prefix (sandbox_text (session, "url"), prefix));
  g_assert_cmpuint (strlen (sandbox_text (session, "url")), ==, strlen (prefix) + 32);
  g_assert_cmpstr (sandbox_text (session, "customer"), ==, payer.customer);
  g_assert_cmpstr (sandbox_text (session, "return_url"), ==, "https://plans.example/");
  g_assert_cmpstr (sandbox_text (session, "flow.type"), ==, "payment_method_update");
  g_assert_cmpstr (sandbox_text (session, "flow.after_completion.type"), ==, "portal_homepage");
  g_assert_cmpint (sandbox_int (session, "created"), ==, sandbox_time ("2026-11-18T12:00:00Z"));
  g_assert_false (json_object_has_member (session, "_"));

  plain = sandbox_post (fixture, "/v1/billing_portal/sessions", "customer=%s&configuration=%s", payer.customer,
                        sandbox_text (session, "configuration"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_true (sandbox_is_null (plain, "flow"));
  g_assert_true (sandbox_is_null (plain, "return_url"));
  g_assert_cmpstr (sandbox_text (plain, "url"), !=, sandbox_text (session, "url"));
}

static void
test_refusals (SandboxFixture *fixture,
               gconstpointer   data)
{
  static const struct
  {
    const char *form;
    const char *code;
    const char *param;
  } cases[] = {
    { "flow_data[type]=payment_method_update", "parameter_missing", "customer" },
    { "customer=cus_none", "resource_missing", "customer" },
    { "customer=%s&configuration=bpc_none", "resource_missing", "configuration" },
    { "customer=%s&flow_data[type]=subscription_cancel", NULL, "flow_data[type]" },
    { "customer=%s&flow_data[kind]=payment_method_update", "parameter_unknown", "flow_data[kind]" },
    { "customer=%s&return_url=javascript:alert(1)", "url_invalid", "return_url" },
    { "customer=%s&return_url=plans", "url_invalid", "return_url" },
    { "customer=%s&colour=red", "parameter_unknown", "colour" },
  };
  g_auto (Payer) payer = { 0 };
  g_autofree char *closed = NULL;
  g_autofree char *inactive = NULL;

  pages_found (fixture, &payer);
  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].form, "%s", -1);
      g_autofree char *form = g_strjoinv (payer.customer, parts);
      g_autoptr (JsonObject) refusal = sandbox_send (fixture, "POST", "/v1/billing_portal/sessions", form);

      g_assert_cmpint (fixture->status, ==, 400);
      if (cases[i].code != NULL)
        g_assert_cmpstr (sandbox_text (refusal, "error.code"), ==, cases[i].code);
      g_assert_cmpstr (sandbox_text (refusal, "error.param"), ==, cases[i].param);
    }

  closed = sandbox_make (fixture, "/v1/billing_portal/configurations",
                         "features[payment_method_update][enabled]=false");
  inactive = sandbox_make (fixture, "/v1/billing_portal/configurations", "active=false");
  {
    g_autoptr (JsonObject) refusal = sandbox_post (fixture, "/v1/billing_portal/sessions",
                                                   "customer=%s&configuration=%s"
                                                   "&flow_data[type]=payment_method_update",
                                                   payer.customer, closed);

    g_assert_cmpint (fixture->status, ==, 400);
    g_assert_cmpstr (sandbox_text (refusal, "error.param"), ==, "flow_data[type]");
  }
  {
    g_autoptr (JsonObject) refusal = sandbox_post (fixture, "/v1/billing_portal/sessions",
                                                   "customer=%s&configuration=%s", payer.customer, inactive);

    g_assert_cmpint (fixture->status, ==, 400);
    g_assert_cmpstr (sandbox_text (refusal, "error.param"), ==, "configuration");
  }
}

static void
test_roles (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autoptr (JsonObject) allowed = NULL;
  g_autoptr (JsonObject) refused = NULL;

  pages_found (fixture, &payer);
  g_free (fixture->key);
  fixture->key = g_strdup (smrt_sandbox_get_finance_key (fixture->sandbox));
  allowed = sandbox_post (fixture, "/v1/billing_portal/sessions", "customer=%s", payer.customer);
  g_assert_cmpint (fixture->status, ==, 200);

  g_free (fixture->key);
  fixture->key = g_strdup (smrt_sandbox_get_user_key (fixture->sandbox));
  refused = sandbox_post (fixture, "/v1/billing_portal/sessions", "customer=%s", payer.customer);
  g_assert_cmpint (fixture->status, ==, 403);
  g_assert_nonnull (strstr (sandbox_text (refused, "error.message"), "rak_customer_portal_write"));
}

/* Each card, in the clock's November 2026; what is saved is what is charged. */
static void
test_cards (SandboxFixture *fixture,
            gconstpointer   data)
{
  static const struct
  {
    const char *form;
    const char *saved;
    const char *last4;
    int exp_month;
    int exp_year;
  } cases[] = {
    { "card=works", "Mastercard ending in 4444, expires 08/2029", "4444", 8, 2029 },
    { "card=declines", "Visa ending in 0341, expires 08/2029", "0341", 8, 2029 },
    { "card=asks", "Visa ending in 3184, expires 08/2029", "3184", 8, 2029 },
    { "card=expires", "American Express ending in 0005, expires 11/2026", "0005", 11, 2026 },
    { "card=expired", "Visa ending in 0069, expires 10/2026", "0069", 10, 2026 },
  };
  g_auto (Payer) payer = { 0 };

  pages_found (fixture, &payer);
  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = pages_open_portal (fixture, &payer);
      g_autofree char *expected = g_strconcat ("<p role=\"status\">", cases[i].saved,
                                               " is the card for coming payments now.", NULL);
      g_auto (Page) form = pages_visit (fixture, url);
      g_auto (Page) page = pages_visit_as (fixture, "POST", url, cases[i].form, NULL);
      g_auto (Page) again = pages_visit (fixture, url);
      g_auto (Page) twice = pages_visit_as (fixture, "POST", url, "card=works", NULL);
      g_autoptr (JsonObject) customer = NULL;

      g_assert_cmpint (form.status, ==, 200);
      pages_assert_headers (&form);
      pages_assert_shows (&form, "<h1>Update Payment Method</h1>");
      pages_assert_shows (&form, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;");
      pages_assert_shows (&form, "<a href=\"https://plans.example/a?b=1&amp;c\" rel=\"noreferrer\">Go back</a>");
      pages_assert_shows (&form, i == 0 ? "<dd>Visa ending in 4242, expires 08/2029</dd>" : cases[i - 1].saved);
      g_assert_cmpint (page.status, ==, 200);
      pages_assert_headers (&page);
      pages_assert_shows (&page, expected);

      /* It works once. */
      g_assert_cmpint (again.status, ==, 410);
      pages_assert_shows (&again, "<h1>This Link Has Lapsed</h1>");
      pages_assert_hides (&again, "ending in");
      g_assert_cmpint (twice.status, ==, 410);

      customer = sandbox_get (fixture, "/v1/customers/%s?expand[]=invoice_settings.default_payment_method",
                              payer.customer);
      g_assert_cmpstr (sandbox_text (customer, "invoice_settings.default_payment_method.card.last4"), ==,
                       cases[i].last4);
      g_assert_cmpint (sandbox_int (customer, "invoice_settings.default_payment_method.card.exp_month"), ==,
                       cases[i].exp_month);
      g_assert_cmpint (sandbox_int (customer, "invoice_settings.default_payment_method.card.exp_year"), ==,
                       cases[i].exp_year);
    }
}

static void
test_lapses (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autofree char *url = NULL;
  g_auto (Page) nothing = { 0 };
  g_auto (Page) in_time = { 0 };
  g_auto (Page) late = { 0 };
  g_auto (Page) saved = { 0 };
  g_autoptr (JsonObject) customer = NULL;

  pages_found (fixture, &payer);
  url = pages_open_portal (fixture, &payer);

  /* A form with no choice uses nothing up. */
  nothing = pages_visit_as (fixture, "POST", url, "", NULL);
  g_assert_cmpint (nothing.status, ==, 400);
  pages_assert_shows (&nothing, "No card was chosen, and nothing has changed.");
  pages_advance (fixture, &payer, "2026-11-18T12:59:59Z");
  in_time = pages_visit (fixture, url);
  g_assert_cmpint (in_time.status, ==, 200);
  pages_advance (fixture, &payer, "2026-11-18T13:00:00Z");
  late = pages_visit (fixture, url);
  g_assert_cmpint (late.status, ==, 410);
  saved = pages_visit_as (fixture, "POST", url, "card=works", NULL);
  g_assert_cmpint (saved.status, ==, 410);

  customer = sandbox_get (fixture, "/v1/customers/%s?expand[]=invoice_settings.default_payment_method",
                          payer.customer);
  g_assert_cmpstr (sandbox_text (customer, "invoice_settings.default_payment_method.card.last4"), ==, "4242");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/portal/session", test_session, NULL);
  sandbox_fixture_add ("/sandbox/portal/refusals", test_refusals, NULL);
  sandbox_fixture_add ("/sandbox/portal/roles", test_roles, NULL);
  sandbox_fixture_add ("/sandbox/portal/cards", test_cards, NULL);
  sandbox_fixture_add ("/sandbox/portal/lapses", test_lapses, NULL);

  return g_test_run ();
}
