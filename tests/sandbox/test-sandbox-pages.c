/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages-fixture.h"

#include <string.h>

static void
test_shows (SandboxFixture *fixture,
            gconstpointer   data)
{
  static const char * const texts[] = {
    "<html lang=\"en\">",
    "<h1>Invoice MEER-0002</h1>",
    "The card was declined. Nothing was charged, and nothing has changed.",
    "<dt>Status</dt><dd>Open</dd>",
    "<dt>Billed to</dt><dd>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;</dd>",
    "<dt>E-mail</dt><dd>a&apos;b@example.com</dd>",
    "<dt>Date</dt><dd>18 November 2026</dd>",
    "Unused time on Plan &lt;b&gt; &amp; more after 18 Nov 2026<small>18 November 2026 – 3 December 2026</small>",
    "<td>-$37.50</td>",
    "<td>$62.50</td>",
    "<tr><th scope=\"row\">Subtotal</th><td>$25.00</td></tr>",
    "<tr><th scope=\"row\">Total</th><td>$25.00</td></tr>",
    "<tr><th scope=\"row\">Credit used</th><td>-$10.00</td></tr>",
    "<tr class=\"due\"><th scope=\"row\">Amount due</th><td>$15.00</td></tr>",
    "<span>Visa ending in 0341, expires 08/2029 (on file)</span>",
    "<button type=\"submit\">Pay $15.00</button>",
  };
  g_auto (Payer) payer = { 0 };
  g_autofree char *balance = NULL;
  g_autofree char *path = NULL;
  g_autofree char *void_path = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_auto (Page) page = { 0 };
  const char *pdf;
  g_auto (Page) file = { 0 };
  g_autofree char *pdf_url = NULL;

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");

  /* The same once more, with a credit of 10.00: 2500 − 1000 = 1500. */
  void_path = g_strdup_printf ("/v1/invoices/%s/void", payer.invoice);
  voided = sandbox_post (fixture, void_path, "%s", "");
  path = g_strconcat ("/v1/customers/", payer.customer, "/balance_transactions", NULL);
  balance = sandbox_make (fixture, path, "amount=-1000&currency=usd");
  g_free (path);
  path = g_strconcat ("/v1/customers/", payer.customer, NULL);
  g_free (sandbox_make (fixture, path, "next_invoice_sequence=2"));
  g_free (path);
  path = g_strconcat ("/v1/subscriptions/", payer.subscription, NULL);
  again = sandbox_post (fixture, path,
                        "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice"
                        "&payment_behavior=pending_if_incomplete&expand[]=latest_invoice",
                        payer.item, payer.pro);
  page = pages_visit (fixture, sandbox_text (again, "latest_invoice.hosted_invoice_url"));

  g_assert_cmpint (page.status, ==, 200);
  pages_assert_headers (&page);
  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    pages_assert_shows (&page, texts[i]);
  pages_assert_hides (&page, "<script");

  pdf = strstr (page.text, "href=\"/pdf/");
  g_assert_nonnull (pdf);
  pdf_url = g_strdup_printf ("%s/pdf/%.32s", fixture->url, pdf + strlen ("href=\"/pdf/"));
  file = pages_visit (fixture, pdf_url);
  g_assert_cmpint (file.status, ==, 200);
  g_assert_true (g_str_has_prefix (file.text, "%PDF-"));
}

/* A draft and a preview have no page; a finalised invoice always has. */
static void
test_address (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autoptr (JsonObject) preview = NULL;
  g_autofree char *prefix = g_strconcat (fixture->url, "/i/", NULL);

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", payer.subscription);

  g_assert_true (sandbox_is_null (preview, "hosted_invoice_url"));
  g_assert_true (g_str_has_prefix (payer.url, prefix));
  g_assert_cmpuint (strlen (payer.url), ==, strlen (prefix) + 32);
}

static void
test_pays_with_another_card (SandboxFixture *fixture,
                             gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_auto (Page) page = { 0 };
  g_auto (Page) again = { 0 };

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  page = pages_submit (fixture, payer.url, "/pay", "card=works");
  g_assert_cmpint (page.status, ==, 200);
  pages_assert_shows (&page, "<p role=\"status\">Paid. You can close this page and go back to smrtPhone Plans.</p>");
  pages_assert_shows (&page, "<dt>Status</dt><dd>Paid</dd>");
  pages_assert_shows (&page, "<th scope=\"row\">Amount paid</th><td>$25.00</td>");
  pages_assert_hides (&page, "<form");
  pages_assert_invoice (fixture, &payer, "paid", 2500);
  pages_assert_plan (fixture, &payer, payer.pro, FALSE);

  /* The form of a page that was left open takes nothing twice. */
  again = pages_submit (fixture, payer.url, "/pay", "card=works");
  pages_assert_shows (&again, "Paid. You can close this page");
  pages_assert_invoice (fixture, &payer, "paid", 2500);
}

static void
test_pays_with_card_on_file (SandboxFixture *fixture,
                             gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_auto (Page) before = { 0 };
  g_auto (Page) page = { 0 };

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  pages_use_card (fixture, &payer, "pm_card_amex");
  before = pages_visit (fixture, payer.url);
  pages_assert_shows (&before, "American Express ending in 0005, expires 08/2029 (on file)");
  page = pages_submit (fixture, payer.url, "/pay", "card=on_file");
  pages_assert_shows (&page, "Paid. You can close this page");
  pages_assert_plan (fixture, &payer, payer.pro, FALSE);
}

static void
test_declines (SandboxFixture *fixture,
               gconstpointer   data)
{
  static const char * const forms[] = { "card=declines", "card=on_file" };
  g_auto (Payer) payer = { 0 };
  unsigned int n_cards;

  pages_begin_change (fixture, &payer, "pm_card_chargeDeclinedInsufficientFunds");
  n_cards = pages_count_cards (fixture, &payer);
  for (unsigned int i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (Page) page = pages_submit (fixture, payer.url, "/pay", forms[i]);

      pages_assert_shows (&page, i == 0 ? "<p role=\"alert\">The card was declined. Nothing was charged"
                                        : "<p role=\"alert\">The card has not enough funds for this payment. Nothing was");
      pages_assert_shows (&page, "Pay $25.00</button>");
      pages_assert_invoice (fixture, &payer, "open", 0);
      pages_assert_plan (fixture, &payer, payer.standard, TRUE);
      g_assert_cmpuint (pages_count_cards (fixture, &payer), ==, n_cards);
    }
}

static void
test_bank (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autofree char *question_url = NULL;
  g_auto (Page) page = { 0 };
  g_auto (Page) question = { 0 };
  g_auto (Page) failed = { 0 };
  g_auto (Page) asked = { 0 };
  g_auto (Page) paid = { 0 };
  g_auto (Page) late = { 0 };
  unsigned int n_cards;

  pages_begin_change (fixture, &payer, "pm_card_authenticationRequired");
  question_url = g_strconcat (payer.url, "/confirm", NULL);
  n_cards = pages_count_cards (fixture, &payer);
  page = pages_visit (fixture, payer.url);
  pages_assert_shows (&page, "/confirm\">Confirm This Payment</a>");

  question = pages_visit (fixture, question_url);
  g_assert_cmpint (question.status, ==, 200);
  pages_assert_headers (&question);
  pages_assert_shows (&question, "<h1>Confirm This Payment</h1>");
  pages_assert_shows (&question, "<dt>Amount</dt><dd>$25.00</dd>");
  pages_assert_shows (&question, "<dt>Card</dt><dd>Visa ending in 3184, expires 08/2029</dd>");

  failed = pages_submit (fixture, payer.url, "/confirm", "answer=fail");
  pages_assert_shows (&failed, "<p role=\"alert\">The payment was not confirmed with the bank. Nothing was charged");
  pages_assert_invoice (fixture, &payer, "open", 0);
  pages_assert_plan (fixture, &payer, payer.standard, TRUE);

  /* There is nothing to answer any more, and no way to slip a consent in. */
  late = pages_submit (fixture, payer.url, "/confirm", "answer=complete");
  pages_assert_shows (&late, "The payment was not confirmed with the bank.");
  pages_assert_invoice (fixture, &payer, "open", 0);

  asked = pages_submit (fixture, payer.url, "/pay", "card=asks");
  pages_assert_shows (&asked, "<h1>Confirm This Payment</h1>");
  pages_assert_invoice (fixture, &payer, "open", 0);
  paid = pages_submit (fixture, payer.url, "/confirm", "answer=complete");
  pages_assert_shows (&paid, "Paid. You can close this page");
  pages_assert_invoice (fixture, &payer, "paid", 2500);
  pages_assert_plan (fixture, &payer, payer.pro, FALSE);
  g_assert_cmpuint (pages_count_cards (fixture, &payer), ==, n_cards + 1);
}

/* A card whose question was left unanswered, or was denied, is not kept. */
static void
test_bank_leaves_no_card (SandboxFixture *fixture,
                          gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_auto (Page) asked = { 0 };
  g_auto (Page) asked_again = { 0 };
  g_auto (Page) failed = { 0 };
  unsigned int n_cards;

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  n_cards = pages_count_cards (fixture, &payer);
  asked = pages_submit (fixture, payer.url, "/pay", "card=asks");
  asked_again = pages_submit (fixture, payer.url, "/pay", "card=asks");
  g_assert_cmpuint (pages_count_cards (fixture, &payer), ==, n_cards + 1);
  failed = pages_submit (fixture, payer.url, "/confirm", "answer=fail");
  g_assert_cmpuint (pages_count_cards (fixture, &payer), ==, n_cards);
}

/* A subscription that is past due, as the renewal of 3 December was not paid. */
static void
test_past_due (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_auto (Page) page = { 0 };

  pages_found (fixture, &payer);
  pages_use_card (fixture, &payer, "pm_card_chargeCustomerFail");
  pages_advance (fixture, &payer, "2026-12-03T13:00:00Z");
  subscription = sandbox_get (fixture, "/v1/subscriptions/%s", payer.subscription);
  g_assert_cmpstr (sandbox_text (subscription, "status"), ==, "past_due");
  invoice = sandbox_get (fixture, "/v1/invoices/%s", sandbox_text (subscription, "latest_invoice"));
  payer.invoice = g_strdup (sandbox_text (invoice, "id"));

  page = pages_submit (fixture, sandbox_text (invoice, "hosted_invoice_url"), "/pay", "card=works");
  pages_assert_shows (&page, "Paid. You can close this page");
  pages_assert_invoice (fixture, &payer, "paid", 7500);
  pages_assert_plan (fixture, &payer, payer.standard, FALSE);
}

/* The first invoice of a subscription that has not begun. */
static void
test_incomplete (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autoptr (JsonObject) subscription = NULL;
  g_auto (Page) page = { 0 };

  pages_found (fixture, &payer);
  subscription = sandbox_post (fixture, "/v1/subscriptions",
                               "customer=%s&items[0][price]=%s&payment_behavior=default_incomplete"
                               "&expand[]=latest_invoice",
                               payer.customer, payer.pro);
  g_assert_cmpstr (sandbox_text (subscription, "status"), ==, "incomplete");
  g_free (payer.subscription);
  payer.subscription = g_strdup (sandbox_text (subscription, "id"));
  payer.invoice = g_strdup (sandbox_text (subscription, "latest_invoice.id"));

  page = pages_visit (fixture, sandbox_text (subscription, "latest_invoice.hosted_invoice_url"));
  pages_assert_hides (&page, "<p role=");
  pages_clear (&page);
  page = pages_submit (fixture, sandbox_text (subscription, "latest_invoice.hosted_invoice_url"), "/pay",
                       "card=on_file");
  pages_assert_shows (&page, "Paid. You can close this page");
  pages_assert_invoice (fixture, &payer, "paid", 12500);
  pages_assert_plan (fixture, &payer, payer.pro, FALSE);
}

static void
test_voided (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_auto (Page) page = { 0 };
  g_auto (Page) late = { 0 };

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  path = g_strdup_printf ("/v1/invoices/%s/void", payer.invoice);
  done = sandbox_make (fixture, path, "%s", "");
  page = pages_visit (fixture, payer.url);
  g_assert_cmpint (page.status, ==, 200);
  pages_assert_shows (&page, "This invoice was voided. There is nothing to pay.");
  pages_assert_hides (&page, "<form");
  late = pages_submit (fixture, payer.url, "/pay", "card=works");
  pages_assert_shows (&late, "This invoice was voided.");
  pages_assert_invoice (fixture, &payer, "void", 0);
  pages_assert_plan (fixture, &payer, payer.standard, FALSE);
}

static void
test_refuses (SandboxFixture *fixture,
              gconstpointer   data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *form;
    int status;
  } cases[] = {
    { "GET", "/i/00000000000000000000000000000000", NULL, 404 },
    { "GET", "/i/", NULL, 404 },
    { "GET", "/i/%27%20OR%201%3D1%20--", NULL, 404 },
    { "GET", "/i/00000000000000000000000000000000/confirm", NULL, 404 },
    { "POST", "/i/00000000000000000000000000000000/pay", "card=works", 404 },
    { "POST", "/i/00000000000000000000000000000000/confirm", "answer=complete", 404 },
    { "GET", "/p/session/00000000000000000000000000000000", NULL, 404 },
    { "POST", "/p/session/00000000000000000000000000000000", "card=works", 404 },
    { "GET", "/p/", NULL, 404 },
    { "POST", "/i/00000000000000000000000000000000", "card=works", 405 },
    { "GET", "/i/00000000000000000000000000000000/pay", NULL, 405 },
    { "DELETE", "/p/session/00000000000000000000000000000000", NULL, 405 },
  };
  g_auto (Payer) payer = { 0 };
  g_auto (Page) nothing = { 0 };
  g_auto (Page) unknown = { 0 };
  g_auto (Page) large = { 0 };
  g_autofree char *pay = NULL;
  g_autofree char *much = g_strnfill (1024 * 1024 + 10, 'a');

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = g_strconcat (fixture->url, cases[i].path, NULL);
      g_auto (Page) page = pages_visit_as (fixture, cases[i].method, url, cases[i].form, NULL);

      g_assert_cmpint (page.status, ==, cases[i].status);
      pages_assert_headers (&page);
      if (page.status == 404)
        pages_assert_shows (&page, "<h1>There Is No Such Page</h1>");
    }

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  pay = g_strconcat (payer.url, "/pay", NULL);
  nothing = pages_visit_as (fixture, "POST", pay, "", NULL);
  g_assert_cmpint (nothing.status, ==, 400);
  unknown = pages_visit_as (fixture, "POST", pay, "card=pm_card_visa", NULL);
  g_assert_cmpint (unknown.status, ==, 400);
  pages_assert_shows (&unknown, "Nothing was charged, and nothing has changed.");
  large = pages_visit_as (fixture, "POST", pay, much, NULL);
  g_assert_cmpint (large.status, ==, 400);
  pages_assert_invoice (fixture, &payer, "open", 0);
}

/* A name that leads here is not this server's: what it asks for is not told. */
static void
test_host (SandboxFixture *fixture,
           gconstpointer   data)
{
  static const char * const hosts[] = { "rebound.example", "127.0.0.1.rebound.example", "127.0.0.1:1" };
  g_auto (Payer) payer = { 0 };
  g_autofree char *pay = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  pay = g_strconcat (payer.url, "/pay", NULL);
  invoice = sandbox_get (fixture, "/v1/invoices/%s", payer.invoice);
  for (unsigned int i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_auto (Page) page = pages_visit_as (fixture, "GET", payer.url, NULL, hosts[i]);
      g_auto (Page) file = pages_visit_as (fixture, "GET", sandbox_text (invoice, "invoice_pdf"), NULL, hosts[i]);
      g_auto (Page) paid = pages_visit_as (fixture, "POST", pay, "card=works", hosts[i]);

      g_assert_cmpint (page.status, ==, 421);
      pages_assert_hides (&page, "MEER");
      g_assert_cmpint (file.status, ==, 421);
      g_assert_cmpint (paid.status, ==, 421);
    }
  pages_assert_invoice (fixture, &payer, "open", 0);
}

/* Whoever reads the log of requests must not be able to pay. */
static void
test_not_logged (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (Payer) payer = { 0 };
  g_autofree char *portal = NULL;
  g_auto (Page) page = { 0 };
  g_auto (Page) form = { 0 };
  g_autoptr (JsonObject) log = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  pages_begin_change (fixture, &payer, "pm_card_chargeCustomerFail");
  portal = pages_open_portal (fixture, &payer);
  page = pages_submit (fixture, payer.url, "/pay", "card=declines");
  form = pages_visit (fixture, portal);

  log = sandbox_get (fixture, "/v1/test_helpers/requests");
  g_assert_cmpint (fixture->status, ==, 200);
  json_node_set_object (node, log);
  text = json_to_string (node, FALSE);
  g_assert_nonnull (strstr (text, "/v1/billing_portal/sessions"));
  g_assert_null (strstr (text, payer.url + strlen (payer.url) - 32));
  g_assert_null (strstr (text, portal + strlen (portal) - 32));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/pages/shows", test_shows, NULL);
  sandbox_fixture_add ("/sandbox/pages/address", test_address, NULL);
  sandbox_fixture_add ("/sandbox/pages/pays-with-another-card", test_pays_with_another_card, NULL);
  sandbox_fixture_add ("/sandbox/pages/pays-with-card-on-file", test_pays_with_card_on_file, NULL);
  sandbox_fixture_add ("/sandbox/pages/declines", test_declines, NULL);
  sandbox_fixture_add ("/sandbox/pages/bank", test_bank, NULL);
  sandbox_fixture_add ("/sandbox/pages/bank-leaves-no-card", test_bank_leaves_no_card, NULL);
  sandbox_fixture_add ("/sandbox/pages/past-due", test_past_due, NULL);
  sandbox_fixture_add ("/sandbox/pages/incomplete", test_incomplete, NULL);
  sandbox_fixture_add ("/sandbox/pages/voided", test_voided, NULL);
  sandbox_fixture_add ("/sandbox/pages/refuses", test_refuses, NULL);
  sandbox_fixture_add ("/sandbox/pages/host", test_host, NULL);
  sandbox_fixture_add ("/sandbox/pages/not-logged", test_not_logged, NULL);

  return g_test_run ();
}
