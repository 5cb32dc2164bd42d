/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

static JsonObject *
subscribe (SandboxFixture  *fixture,
           SandboxCustomer *customer,
           int              amount,
           const char      *more)
{
  g_autofree char *price = sandbox_customer_price (fixture, customer, "usd", amount, "month");
  g_autoptr (JsonObject) subscription = NULL;

  subscription = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s%s", customer->customer,
                               price, more);
  if (fixture->status != 200)
    g_error ("%s", sandbox_text (subscription, "error.message"));

  return sandbox_customer_latest (fixture, customer);
}

static JsonObject *
credit (SandboxFixture *fixture,
        JsonObject     *invoice,
        const char     *more)
{
  JsonObject *note = sandbox_post (fixture, "/v1/credit_notes", "invoice=%s%s", sandbox_text (invoice, "id"), more);

  if (fixture->status != 200)
    g_error ("%s", sandbox_text (note, "error.message"));

  return note;
}

static void
assert_due (SandboxFixture *fixture,
            JsonObject     *invoice,
            gint64          due,
            gint64          credited,
            const char     *status)
{
  g_autoptr (JsonObject) now = sandbox_get (fixture, "/v1/invoices/%s", sandbox_text (invoice, "id"));

  g_assert_cmpint (sandbox_int (now, "amount_due"), ==, due);
  g_assert_cmpint (sandbox_int (now, "pre_payment_credit_notes_amount"), ==, credited);
  g_assert_cmpstr (sandbox_text (now, "status"), ==, status);
}

/* 7500 with 10 % are 8250. 1000 less are 7250, 250 less would be 7000. */
static void
test_open (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_auto (SandboxCustomer) customer = { 0 };
  g_autofree char *rate = NULL;
  g_autofree char *more = NULL;
  g_autofree char *void_path = NULL;
  g_autofree char *pay_path = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) again = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=10&inclusive=false");
  more = g_strdup_printf ("&default_tax_rates[0]=%s&collection_method=send_invoice&days_until_due=30", rate);
  invoice = subscribe (fixture, &customer, 7500, more);
  assert_due (fixture, invoice, 8250, 0, "open");

  first = credit (fixture, invoice, "&amount=1000&reason=order_change&memo=Sorry");
  g_assert_cmpstr (sandbox_text (first, "type"), ==, "pre_payment");
  g_assert_cmpstr (sandbox_text (first, "status"), ==, "issued");
  g_assert_cmpstr (sandbox_text (first, "reason"), ==, "order_change");
  g_assert_cmpstr (sandbox_text (first, "memo"), ==, "Sorry");
  g_assert_cmpint (sandbox_int (first, "total"), ==, 1000);
  g_assert_cmpint (sandbox_int (first, "pre_payment_amount"), ==, 1000);
  g_assert_cmpint (sandbox_int (first, "post_payment_amount"), ==, 0);
  g_assert_true (sandbox_is_null (first, "customer_balance_transaction"));
  g_assert_true (g_str_has_suffix (sandbox_text (first, "number"), "-0001-CN-01"));
  assert_due (fixture, invoice, 7250, 1000, "open");

  second = credit (fixture, invoice, "&amount=250");
  g_assert_true (g_str_has_suffix (sandbox_text (second, "number"), "-0001-CN-02"));
  assert_due (fixture, invoice, 7000, 1250, "open");
  void_path = g_strdup_printf ("/v1/credit_notes/%s/void", sandbox_text (second, "id"));
  voided = sandbox_post (fixture, void_path, "%s", "");
  g_assert_cmpstr (sandbox_text (voided, "status"), ==, "void");
  assert_due (fixture, invoice, 7250, 1000, "open");

  pay_path = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (invoice, "id"));
  paid = sandbox_post (fixture, pay_path, "expand[]=payments.data.payment.payment_intent");
  g_assert_cmpint (sandbox_int (paid, "amount_paid"), ==, 7250);
  g_assert_cmpint (sandbox_int (paid, "payments.data.0.payment.payment_intent.amount_received"), ==, 7250);
  again = sandbox_post (fixture, void_path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 400);
}

/* What is credited whole is paid. */
static void
test_whole (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_auto (SandboxCustomer) customer = { 0 };
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) note = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  invoice = subscribe (fixture, &customer, 7500, "&collection_method=send_invoice&days_until_due=30");
  note = credit (fixture, invoice, "&amount=7500");
  g_assert_cmpint (sandbox_int (note, "pre_payment_amount"), ==, 7500);
  assert_due (fixture, invoice, 0, 7500, "paid");
  after = sandbox_get (fixture, "/v1/customers/%s", customer.customer);
  g_assert_cmpint (sandbox_int (after, "balance"), ==, 0);
}

/* 12500 less 2500, with a tax of 887.5 → 888: 10888. Of 5000 the discount is 1000 and
 * the tax 355.2 → 355: 4355. Then the other 6533, and nothing any more. */
static void
test_paid (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_auto (SandboxCustomer) customer = { 0 };
  g_autofree char *rate = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *more = NULL;
  g_autofree char *line = NULL;
  g_autofree char *body = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) notes = NULL;
  g_autoptr (JsonObject) lines = NULL;
  g_autoptr (JsonObject) read = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=8.875&inclusive=false");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&percent_off=20");
  more = g_strdup_printf ("&default_tax_rates[0]=%s&discounts[0][coupon]=%s", rate, coupon);
  invoice = subscribe (fixture, &customer, 12500, more);
  g_assert_cmpint (sandbox_int (invoice, "amount_paid"), ==, 10888);

  line = g_strdup_printf ("&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=%s&lines[0][amount]=5000"
                          "&credit_amount=4355",
                          sandbox_text (invoice, "lines.data.0.id"));
  first = credit (fixture, invoice, line);
  g_assert_cmpstr (sandbox_text (first, "type"), ==, "post_payment");
  g_assert_cmpint (sandbox_int (first, "subtotal"), ==, 5000);
  g_assert_cmpint (sandbox_int (first, "discount_amount"), ==, 1000);
  g_assert_cmpint (sandbox_int (first, "total_taxes.0.amount"), ==, 355);
  g_assert_cmpint (sandbox_int (first, "total_taxes.0.taxable_amount"), ==, 4000);
  g_assert_cmpint (sandbox_int (first, "total_excluding_tax"), ==, 4000);
  g_assert_cmpint (sandbox_int (first, "total"), ==, 4355);
  g_assert_cmpint (sandbox_int (first, "post_payment_amount"), ==, 4355);
  g_assert_cmpstr (sandbox_text (first, "lines.data.0.invoice_line_item"), ==,
                   sandbox_text (invoice, "lines.data.0.id"));

  row = sandbox_get (fixture, "/v1/customers/%s/balance_transactions/%s?expand[]=credit_note", customer.customer,
                     sandbox_text (first, "customer_balance_transaction"));
  g_assert_cmpstr (sandbox_text (row, "type"), ==, "credit_note");
  g_assert_cmpint (sandbox_int (row, "amount"), ==, -4355);
  g_assert_cmpstr (sandbox_text (row, "credit_note.id"), ==, sandbox_text (first, "id"));
  g_assert_cmpstr (sandbox_text (row, "invoice"), ==, sandbox_text (invoice, "id"));

  second = credit (fixture, invoice, "&amount=6533&refund_amount=6000&out_of_band_amount=533");
  g_assert_cmpint (sandbox_int (second, "refunds.0.amount_refunded"), ==, 6000);
  g_assert_cmpint (sandbox_int (second, "out_of_band_amount"), ==, 533);
  body = g_strdup_printf ("invoice=%s&amount=1&credit_amount=1", sandbox_text (invoice, "id"));
  sandbox_assert_refused (fixture, "/v1/credit_notes", body, "amount");

  after = sandbox_get (fixture, "/v1/customers/%s", customer.customer);
  g_assert_cmpint (sandbox_int (after, "balance"), ==, -4355);
  read = sandbox_get (fixture, "/v1/invoices/%s", sandbox_text (invoice, "id"));
  g_assert_cmpint (sandbox_int (read, "post_payment_credit_notes_amount"), ==, 10888);
  g_assert_cmpint (sandbox_int (read, "amount_paid"), ==, 10888);
  notes = sandbox_get (fixture, "/v1/credit_notes?invoice=%s", sandbox_text (invoice, "id"));
  g_assert_cmpuint (sandbox_length (notes, "data"), ==, 2);
  g_assert_cmpstr (sandbox_text (notes, "data.1.id"), ==, sandbox_text (first, "id"));
  lines = sandbox_get (fixture, "/v1/credit_notes/%s/lines", sandbox_text (first, "id"));
  g_assert_cmpint (sandbox_int (lines, "data.0.amount"), ==, 5000);
}

/* One of three seats. Within 20 %: 7500 × 20 / 120 = 1250 of 7500. */
static void
test_quantity (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_auto (SandboxCustomer) customer = { 0 };
  g_autofree char *rate = NULL;
  g_autofree char *more = NULL;
  g_autofree char *line = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) note = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=true");
  more = g_strdup_printf ("&default_tax_rates[0]=%s&items[0][quantity]=3", rate);
  invoice = subscribe (fixture, &customer, 7500, more);
  line = g_strdup_printf ("&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=%s&lines[0][quantity]=1"
                          "&lines[1][type]=custom_line_item&lines[1][unit_amount]=50&lines[1][quantity]=2"
                          "&lines[1][description]=Courtesy&credit_amount=7600",
                          sandbox_text (invoice, "lines.data.0.id"));
  note = credit (fixture, invoice, line);
  g_assert_cmpint (sandbox_int (note, "lines.data.0.amount"), ==, 7500);
  g_assert_cmpint (sandbox_int (note, "lines.data.0.taxes.0.amount"), ==, 1250);
  g_assert_cmpint (sandbox_int (note, "lines.data.1.amount"), ==, 100);
  g_assert_cmpint (sandbox_int (note, "total"), ==, 7600);
  g_assert_cmpint (sandbox_int (note, "total_excluding_tax"), ==, 6350);
}

static void
test_refusals (SandboxFixture *fixture,
               gconstpointer   data)
{
  static const struct
  {
    const char *more;
    const char *param;
  } refused[] = {
    { "", "amount" },
    { "&amount=100", "credit_amount" },
    { "&amount=100&credit_amount=99", "credit_amount" },
    { "&amount=7501&credit_amount=7501", "amount" },
    { "&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=il_none", "lines[0][invoice_line_item]" },
    { "&lines[0][type]=custom_line_item", "lines[0][unit_amount]" },
    { "&amount=1&credit_amount=1&reason=whim", "reason" },
  };
  g_auto (SandboxCustomer) customer = { 0 };
  g_autofree char *open_body = NULL;
  g_autofree char *too_much = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) open = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  invoice = subscribe (fixture, &customer, 7500, "");
  for (unsigned int i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *body = g_strdup_printf ("invoice=%s%s", sandbox_text (invoice, "id"), refused[i].more);

      sandbox_assert_refused (fixture, "/v1/credit_notes", body, refused[i].param);
    }

  open = subscribe (fixture, &customer, 7500, "&collection_method=send_invoice&days_until_due=30");
  open_body = g_strdup_printf ("invoice=%s&amount=5&credit_amount=5", sandbox_text (open, "id"));
  sandbox_assert_refused (fixture, "/v1/credit_notes", open_body, "credit_amount");
  too_much = g_strdup_printf ("invoice=%s&amount=7501", sandbox_text (open, "id"));
  sandbox_assert_refused (fixture, "/v1/credit_notes", too_much, "amount");
}

static void
test_pdf (SandboxFixture *fixture,
          gconstpointer   data)
{
  g_auto (SandboxCustomer) customer = { 0 };
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) note = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;

  sandbox_customer_make (fixture, &customer, "2026-11-03T12:00:00Z");
  invoice = subscribe (fixture, &customer, 7500, "");
  note = credit (fixture, invoice, "&amount=100&credit_amount=100");
  message = soup_message_new ("GET", sandbox_text (note, "pdf"));
  bytes = soup_session_send_and_read (fixture->session, message, NULL, NULL);

  g_assert_cmpstr (sandbox_text (note, "pdf"), !=, sandbox_text (invoice, "invoice_pdf"));
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/credit-notes/open", test_open, NULL);
  sandbox_fixture_add ("/sandbox/credit-notes/whole", test_whole, NULL);
  sandbox_fixture_add ("/sandbox/credit-notes/paid", test_paid, NULL);
  sandbox_fixture_add ("/sandbox/credit-notes/quantity", test_quantity, NULL);
  sandbox_fixture_add ("/sandbox/credit-notes/refusals", test_refusals, NULL);
  sandbox_fixture_add ("/sandbox/credit-notes/pdf", test_pdf, NULL);

  return g_test_run ();
}
