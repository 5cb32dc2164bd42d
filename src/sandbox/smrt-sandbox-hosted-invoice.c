/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-hosted-invoice.h"

#include "smrt-sandbox-cards.h"
#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"

static JsonObject *
find_invoice (SmrtSandboxRequest *request)
{
  return smrt_sandbox_store_find_by_secret (request->store, "invoice", request->id);
}

static JsonObject *
get_customer (SmrtSandboxRequest *request,
              JsonObject         *invoice)
{
  return smrt_sandbox_store_get (request->store, "customer", smrt_sandbox_json_string (invoice, "customer"));
}

static JsonObject *
get_card_on_file (SmrtSandboxRequest *request,
                  JsonObject         *invoice)
{
  return smrt_sandbox_payments_choose_method (request->store, get_customer (request, invoice),
                                              smrt_sandbox_invoice_get_subscription (request->store, invoice), NULL);
}

static gboolean
has_status (JsonObject *object,
            const char *status)
{
  return g_strcmp0 (smrt_sandbox_json_string (object, "status"), status) == 0;
}

/* The attempt that waits for the bank's question to be answered. */
static JsonObject *
find_question (SmrtSandboxRequest *request,
               JsonObject         *invoice)
{
  JsonObject *intent = smrt_sandbox_payments_get_intent (request->store, invoice);

  return has_status (invoice, "open") && intent != NULL && has_status (intent, "requires_action") ? intent : NULL;
}

static SmrtSandboxPage *
go_to (SmrtSandboxRequest *request,
       const char         *rest)
{
  g_autofree char *path = g_strconcat ("/i/", request->id, rest, NULL);

  return smrt_sandbox_page_new_elsewhere (path);
}

static SmrtSandboxPage *
refuse_choice (SmrtSandboxRequest *request)
{
  SmrtSandboxPage *page = smrt_sandbox_page_new (400, "Nothing Was Chosen");

  smrt_sandbox_page_add (page, "<p>Nothing was charged, and nothing has changed.</p>"
                               "<p><a href=\"/i/%s\">Back to the invoice</a></p>",
                         request->id);

  return page;
}

static gint64
sum (JsonObject *invoice,
     const char *member,
     const char *behavior)
{
  JsonArray *array = smrt_sandbox_json_array (invoice, member);
  gint64 total = 0;

  for (unsigned int i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = json_array_get_object_element (array, i);

      if (behavior == NULL || g_strcmp0 (smrt_sandbox_json_string (element, "tax_behavior"), behavior) == 0)
        total += smrt_sandbox_json_int (element, "amount");
    }

  return total;
}

static void
add_total (SmrtSandboxPage *page,
           JsonObject      *invoice,
           const char      *label,
           gint64           amount)
{
  g_autofree char *text = smrt_sandbox_format_amount (amount, smrt_sandbox_json_string (invoice, "currency"));

  smrt_sandbox_page_add (page, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", label, text);
}

static void
add_total_unless_0 (SmrtSandboxPage *page,
                    JsonObject      *invoice,
                    const char      *label,
                    gint64           amount)
{
  if (amount != 0)
    add_total (page, invoice, label, amount);
}

/* What the customer's balance did to the invoice. */
static const char *
name_balance (JsonObject *invoice)
{
  gint64 starting = smrt_sandbox_json_int (invoice, "starting_balance");
  gint64 ending = smrt_sandbox_json_int (invoice, "ending_balance");

  if (ending > starting)
    return starting < 0 ? "Credit used" : "Carried over to the next invoice";

  return smrt_sandbox_json_int (invoice, "total") < 0 ? "Added to the credit" : "Owed from before";
}

static void
add_totals (SmrtSandboxPage *page,
            JsonObject      *invoice)
{
  const char *currency = smrt_sandbox_json_string (invoice, "currency");
  gint64 balance = smrt_sandbox_json_int (invoice, "starting_balance") -
                   smrt_sandbox_json_int (invoice, "ending_balance");
  g_autofree char *due = smrt_sandbox_format_amount (smrt_sandbox_json_int (invoice, "amount_due"), currency);

  smrt_sandbox_page_add (page, "<tfoot>\n");
  add_total (page, invoice, "Subtotal", smrt_sandbox_json_int (invoice, "subtotal"));
  add_total_unless_0 (page, invoice, "Discount", -sum (invoice, "total_discount_amounts", NULL));
  add_total_unless_0 (page, invoice, "Usage credit used", -sum (invoice, "total_pretax_credit_amounts", NULL));
  add_total_unless_0 (page, invoice, "Tax", sum (invoice, "total_taxes", "exclusive"));
  add_total_unless_0 (page, invoice, "Tax included", sum (invoice, "total_taxes", "inclusive"));
  add_total (page, invoice, "Total", smrt_sandbox_json_int (invoice, "total"));
  add_total_unless_0 (page, invoice, name_balance (invoice), balance);
  smrt_sandbox_page_add (page, "<tr class=\"due\"><th scope=\"row\">Amount due</th><td>%s</td></tr>\n", due);
  if (has_status (invoice, "paid"))
    add_total (page, invoice, "Amount paid", smrt_sandbox_json_int (invoice, "amount_paid"));
  smrt_sandbox_page_add (page, "</tfoot>\n");
}

static void
add_lines (SmrtSandboxPage *page,
           JsonObject      *invoice)
{
  JsonArray *lines = smrt_sandbox_json_array (invoice, "lines");

  smrt_sandbox_page_add (page, "<h2>What it is for</h2>\n<table><thead><tr><th scope=\"col\">Description</th>"
                               "<th scope=\"col\">Amount</th></tr></thead>\n<tbody>\n");
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *period = smrt_sandbox_json_object (line, "period");
      const char *description = smrt_sandbox_json_string (line, "description");
      g_autofree char *start = smrt_sandbox_page_format_date (smrt_sandbox_json_int (period, "start"));
      g_autofree char *end = smrt_sandbox_page_format_date (smrt_sandbox_json_int (period, "end"));
      g_autofree char *amount = smrt_sandbox_format_amount (smrt_sandbox_json_int (line, "amount"),
                                                            smrt_sandbox_json_string (invoice, "currency"));

      smrt_sandbox_page_add (page, "<tr><th scope=\"row\">%s<small>%s – %s</small></th><td>%s</td></tr>\n",
                             description != NULL ? description : "", start, end, amount);
    }
  smrt_sandbox_page_add (page, "</tbody>\n");
  add_totals (page, invoice);
  smrt_sandbox_page_add (page, "</table>\n");
}

static void
add_detail (SmrtSandboxPage *page,
            const char      *label,
            const char      *text)
{
  if (text != NULL)
    smrt_sandbox_page_add (page, "<dt>%s</dt><dd>%s</dd>\n", label, text);
}

static void
add_details (SmrtSandboxPage *page,
             JsonObject      *invoice)
{
  static const char * const statuses[][2] = {
    { "open", "Open" },
    { "paid", "Paid" },
    { "void", "Voided" },
    { "uncollectible", "Uncollectible" },
  };
  g_autofree char *date = smrt_sandbox_page_format_date (smrt_sandbox_json_int (invoice, "created"));

  smrt_sandbox_page_add (page, "<dl>\n");
  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (has_status (invoice, statuses[i][0]))
      add_detail (page, "Status", statuses[i][1]);
  add_detail (page, "Billed to", smrt_sandbox_json_string (invoice, "customer_name"));
  add_detail (page, "E-mail", smrt_sandbox_json_string (invoice, "customer_email"));
  add_detail (page, "Date", date);
  if (!smrt_sandbox_json_is_null (invoice, "due_date"))
    {
      g_autofree char *due = smrt_sandbox_page_format_date (smrt_sandbox_json_int (invoice, "due_date"));

      add_detail (page, "Due by", due);
    }
  smrt_sandbox_page_add (page, "</dl>\n");
}

/* What a person has to know before anything else: how it stands, and what came
 * of the last attempt to pay. */
static void
add_news (SmrtSandboxPage    *page,
          SmrtSandboxRequest *request,
          JsonObject         *invoice)
{
  JsonObject *intent = smrt_sandbox_payments_get_intent (request->store, invoice);
  JsonObject *last = intent != NULL ? smrt_sandbox_json_object (intent, "last_payment_error") : NULL;

  if (has_status (invoice, "paid"))
    smrt_sandbox_page_add (page, "<p role=\"status\">Paid. You can close this page and go back to"
                                 " smrtPhone Plans.</p>\n");
  else if (!has_status (invoice, "open"))
    smrt_sandbox_page_add (page, "<p role=\"status\">This invoice was %s. There is nothing to pay.</p>\n",
                           has_status (invoice, "void") ? "voided" : "given up");
  else if (find_question (request, invoice) != NULL)
    smrt_sandbox_page_add (page, "<p role=\"alert\">The bank asks about this payment. Nothing is charged before you"
                                 " answer: <a href=\"/i/%s/confirm\">Confirm This Payment</a></p>\n",
                           request->id);
  else if (last != NULL)
    smrt_sandbox_page_add (page, "<p role=\"alert\">%s Nothing was charged, and nothing has changed. You can pay"
                                 " with another card.</p>\n",
                           smrt_sandbox_json_string (last, "message"));
}

static void
add_payment (SmrtSandboxPage    *page,
             SmrtSandboxRequest *request,
             JsonObject         *invoice)
{
  g_autofree char *due = smrt_sandbox_format_amount (smrt_sandbox_json_int (invoice, "amount_remaining"),
                                                     smrt_sandbox_json_string (invoice, "currency"));

  smrt_sandbox_page_add (page, "<h2>Payment</h2>\n<form method=\"post\" action=\"/i/%s/pay\">\n", request->id);
  smrt_sandbox_cards_add_choices (page, "The card to pay with", get_card_on_file (request, invoice), FALSE);
  smrt_sandbox_page_add (page, "<button type=\"submit\">Pay %s</button>\n</form>\n", due);
}

SmrtSandboxPage *
smrt_sandbox_hosted_invoice_show (SmrtSandboxRequest *request)
{
  JsonObject *invoice = find_invoice (request);
  g_autofree char *title = NULL;
  SmrtSandboxPage *page;

  if (invoice == NULL)
    return NULL;

  title = g_strconcat ("Invoice ", smrt_sandbox_json_string (invoice, "number"), NULL);
  page = smrt_sandbox_page_new (200, title);
  add_news (page, request, invoice);
  add_details (page, invoice);
  add_lines (page, invoice);
  smrt_sandbox_page_add (page, "<p><a href=\"/pdf/%s\">Invoice as PDF</a></p>\n", request->id);
  if (has_status (invoice, "open"))
    add_payment (page, request, invoice);

  return page;
}

/* A card that was taken for a payment which failed is not kept. */
static void
drop_card (SmrtSandboxRequest *request,
           JsonObject         *method)
{
  if (method == NULL || !smrt_sandbox_json_bool (smrt_sandbox_json_hidden (method), "for_payment"))
    return;

  json_object_set_null_member (method, "customer");
  smrt_sandbox_store_touch (request->store, method);
}

static JsonObject *
get_method (SmrtSandboxRequest *request,
            JsonObject         *intent)
{
  return smrt_sandbox_store_get (request->store, "payment_method", smrt_sandbox_json_string (intent, "payment_method"));
}

SmrtSandboxPage *
smrt_sandbox_hosted_invoice_pay (SmrtSandboxRequest *request)
{
  JsonObject *invoice = find_invoice (request);
  const char *choice = smrt_sandbox_params_string (request->params, "card");
  JsonObject *question, *method = NULL;
  gint64 now;

  if (invoice == NULL)
    return NULL;
  if (!has_status (invoice, "open"))
    return go_to (request, NULL);

  now = smrt_sandbox_request_now (request, invoice);
  if (g_strcmp0 (choice, SMRT_SANDBOX_CARD_ON_FILE) != 0)
    {
      method = smrt_sandbox_cards_take (request->store, choice, get_customer (request, invoice), now);
      if (method == NULL)
        return refuse_choice (request);
      json_object_set_boolean_member (smrt_sandbox_json_hidden (method), "for_payment", TRUE);
    }

  question = find_question (request, invoice);
  if (question != NULL)
    drop_card (request, get_method (request, question));

  switch (smrt_sandbox_lifecycle_pay (request->store, invoice,
                                      method != NULL ? smrt_sandbox_json_string (method, "id") : NULL, FALSE, now))
    {
    case SMRT_SANDBOX_OUTCOME_ACTION:
      return go_to (request, "/confirm");
    case SMRT_SANDBOX_OUTCOME_DECLINED:
      drop_card (request, method);
      return go_to (request, NULL);
    case SMRT_SANDBOX_OUTCOME_PAID:
    default:
      return go_to (request, NULL);
    }
}

SmrtSandboxPage *
smrt_sandbox_hosted_invoice_ask (SmrtSandboxRequest *request)
{
  JsonObject *invoice = find_invoice (request);
  JsonObject *question = invoice != NULL ? find_question (request, invoice) : NULL;
  g_autofree char *amount = NULL;
  g_autofree char *card = NULL;
  SmrtSandboxPage *page;

  if (invoice == NULL)
    return NULL;
  if (question == NULL)
    return go_to (request, NULL);

  amount = smrt_sandbox_format_amount (smrt_sandbox_json_int (question, "amount"),
                                       smrt_sandbox_json_string (question, "currency"));
  card = smrt_sandbox_cards_describe (get_method (request, question));
  page = smrt_sandbox_page_new (200, "Confirm This Payment");
  smrt_sandbox_page_add (page, "<p>This is where your bank would ask whether it is you who pays.</p>\n"
                               "<dl><dt>Invoice</dt><dd>%s</dd>\n<dt>Amount</dt><dd>%s</dd>\n<dt>Card</dt><dd>%s</dd>"
                               "</dl>\n",
                         smrt_sandbox_json_string (invoice, "number"), amount, card);
  smrt_sandbox_page_add (page, "<form method=\"post\" action=\"/i/%s/confirm\">\n"
                               "<button type=\"submit\" name=\"answer\" value=\"complete\">Complete</button>\n"
                               "<button type=\"submit\" name=\"answer\" value=\"fail\" class=\"plain\">Fail</button>\n"
                               "</form>\n<p><a href=\"/i/%s\">Back to the invoice</a></p>\n",
                         request->id, request->id);

  return page;
}

SmrtSandboxPage *
smrt_sandbox_hosted_invoice_confirm (SmrtSandboxRequest *request)
{
  JsonObject *invoice = find_invoice (request);
  const char *answer = smrt_sandbox_params_string (request->params, "answer");
  JsonObject *question = invoice != NULL ? find_question (request, invoice) : NULL;
  gboolean completes = g_strcmp0 (answer, "complete") == 0;
  JsonObject *method;

  if (invoice == NULL)
    return NULL;
  if (!completes && g_strcmp0 (answer, "fail") != 0)
    return refuse_choice (request);
  if (question == NULL)
    return go_to (request, NULL);

  method = get_method (request, question);
  smrt_sandbox_payments_authenticate (request->store, invoice, completes);
  if (completes)
    smrt_sandbox_lifecycle_pay (request->store, invoice, smrt_sandbox_json_string (method, "id"), FALSE,
                                smrt_sandbox_request_now (request, invoice));
  else
    drop_card (request, method);

  return go_to (request, NULL);
}
