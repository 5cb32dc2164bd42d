/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages-fixture.h"

#include <string.h>

void
pages_clear (Page *page)
{
  g_free (page->text);
  g_free (page->location);
  g_clear_pointer (&page->headers, soup_message_headers_unref);
}

Page
pages_visit_as (SandboxFixture *fixture,
                const char     *method,
                const char     *url,
                const char     *form,
                const char     *host)
{
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  Page page;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (host != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  if (form != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
    }
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);

  page.status = soup_message_get_status (message);
  page.text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  page.headers = soup_message_headers_ref (headers);
  page.location = soup_message_headers_get_one (headers, "Location") != NULL
                    ? g_strconcat (fixture->url, soup_message_headers_get_one (headers, "Location"), NULL)
                    : NULL;

  return page;
}

Page
pages_visit (SandboxFixture *fixture,
             const char     *url)
{
  return pages_visit_as (fixture, "GET", url, NULL, NULL);
}

Page
pages_submit (SandboxFixture *fixture,
              const char     *url,
              const char     *rest,
              const char     *form)
{
  g_autofree char *action = g_strconcat (url, rest, NULL);
  g_auto (Page) answer = pages_visit_as (fixture, "POST", action, form, NULL);

  g_assert_cmpint (answer.status, ==, 303);

  return pages_visit (fixture, answer.location);
}

void
pages_assert_shows (const Page *page,
                    const char *text)
{
  if (strstr (page->text, text) == NULL)
    g_error ("“%s” is not on the page: %s", text, strstr (page->text, "<body>"));
}

void
pages_assert_hides (const Page *page,
                    const char *text)
{
  if (strstr (page->text, text) != NULL)
    g_error ("“%s” is on the page: %s", text, strstr (page->text, "<body>"));
}

void
pages_clear_payer (Payer *payer)
{
  g_free (payer->clock);
  g_free (payer->customer);
  g_free (payer->subscription);
  g_free (payer->item);
  g_free (payer->standard);
  g_free (payer->pro);
  g_free (payer->invoice);
  g_free (payer->url);
}

void
pages_advance (SandboxFixture *fixture,
               Payer          *payer,
               const char     *time)
{
  g_autofree char *path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", payer->clock);
  g_autofree char *done = sandbox_make (fixture, path, "frozen_time=%" G_GINT64_FORMAT, sandbox_time (time));
}

void
pages_use_card (SandboxFixture *fixture,
                Payer          *payer,
                const char     *card)
{
  g_autofree char *path = g_strconcat ("/v1/customers/", payer->customer, NULL);
  g_autofree char *done = sandbox_make (fixture, path, "invoice_settings[default_payment_method]=%s", card);
}

void
pages_found (SandboxFixture *fixture,
             Payer          *payer)
{
  g_autofree char *product = sandbox_make (fixture, "/v1/products", "name=%s", "Plan %3Cb%3E %26 more");
  g_autoptr (JsonObject) created = NULL;

  payer->clock = sandbox_make (fixture, "/v1/test_helpers/test_clocks", "frozen_time=%" G_GINT64_FORMAT,
                               sandbox_time ("2026-11-03T12:00:00Z"));
  payer->customer = sandbox_make (fixture, "/v1/customers",
                                    "test_clock=%s&name=%s&email=%s&invoice_prefix=MEER"
                                    "&invoice_settings[default_payment_method]=pm_card_visa",
                                  payer->clock, "%3Cscript%3Ealert(1)%3C/script%3E %26 %22S%C3%B6hne%22",
                                    "a%27b@example.com");
  payer->standard = sandbox_make (fixture, "/v1/prices",
                                    "product=%s&currency=usd&unit_amount=7500&recurring[interval]=month", product);
  payer->pro = sandbox_make (fixture, "/v1/prices",
                               "product=%s&currency=usd&unit_amount=12500&recurring[interval]=month", product);
  created = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s", payer->customer,
                          payer->standard);
  g_assert_cmpint (fixture->status, ==, 200);
  payer->subscription = g_strdup (sandbox_text (created, "id"));
  payer->item = g_strdup (sandbox_text (created, "items.data.0.id"));
  pages_advance (fixture, payer, "2026-11-18T12:00:00Z");
}

/* Asks for the larger plan: 15 of 30 days are left, 7500 / 2 = 3750 back and
 * 12500 / 2 = 6250 charged: 2500 are due, and @card does not pay them. */
void
pages_begin_change (SandboxFixture *fixture,
                    Payer          *payer,
                    const char     *card)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) changed = NULL;

  pages_found (fixture, payer);
  pages_use_card (fixture, payer, card);
  path = g_strconcat ("/v1/subscriptions/", payer->subscription, NULL);
  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice"
                          "&payment_behavior=pending_if_incomplete&expand[]=latest_invoice",
                          payer->item, payer->pro);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.status"), ==, "open");
  payer->invoice = g_strdup (sandbox_text (changed, "latest_invoice.id"));
  payer->url = g_strdup (sandbox_text (changed, "latest_invoice.hosted_invoice_url"));
}

void
pages_assert_invoice (SandboxFixture *fixture,
                      Payer          *payer,
                      const char     *status,
                      int             amount_paid)
{
  g_autoptr (JsonObject) invoice = sandbox_get (fixture, "/v1/invoices/%s", payer->invoice);

  g_assert_cmpstr (sandbox_text (invoice, "status"), ==, status);
  g_assert_cmpint (sandbox_int (invoice, "amount_paid"), ==, amount_paid);
}

void
pages_assert_plan (SandboxFixture *fixture,
                   Payer          *payer,
                   const char     *price,
                   gboolean        waits)
{
  g_autoptr (JsonObject) subscription = sandbox_get (fixture, "/v1/subscriptions/%s", payer->subscription);

  g_assert_cmpstr (sandbox_text (subscription, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (subscription, "items.data.0.price.id"), ==, price);
  g_assert_cmpint (sandbox_is_null (subscription, "pending_update"), ==, !waits);
}

unsigned int
pages_count_cards (SandboxFixture *fixture,
                   Payer          *payer)
{
  g_autoptr (JsonObject) cards = sandbox_get (fixture, "/v1/customers/%s/payment_methods?limit=100",
                                              payer->customer);

  return json_array_get_length (json_object_get_array_member (cards, "data"));
}

void
pages_assert_headers (const Page *page)
{
  static const char * const expected[][2] = {
    { "Cache-Control", "no-store" },
    { "Referrer-Policy", "no-referrer" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
  };
  const char *policy = soup_message_headers_get_one (page->headers, "Content-Security-Policy");

  for (unsigned int i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (soup_message_headers_get_one (page->headers, expected[i][0]), ==, expected[i][1]);
  g_assert_cmpstr (soup_message_headers_get_one (page->headers, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; style-src 'sha256-"));
  g_assert_true (g_str_has_suffix (policy, "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
}

char *
pages_open_portal (SandboxFixture *fixture,
                   Payer          *payer)
{
  g_autoptr (JsonObject) session = sandbox_post (fixture, "/v1/billing_portal/sessions",
                                                 "customer=%s&flow_data[type]=payment_method_update"
                                                 "&return_url=%s",
                                                 payer->customer, "https://plans.example/a?b%3D1%26c");

  g_assert_cmpint (fixture->status, ==, 200);

  return g_strdup (sandbox_text (session, "url"));
}
