/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

/* Calls at 2 cents, counted by a meter. */
typedef struct
{
  SandboxCustomer account;
  char *meter;
  char *price;
} Usage;

static void
usage_clear (Usage *usage)
{
  sandbox_customer_clear (&usage->account);
  g_free (usage->meter);
  g_free (usage->price);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Usage, usage_clear)

static void
make_usage (SandboxFixture *fixture,
            Usage          *usage,
            const char     *formula)
{
  sandbox_customer_make (fixture, &usage->account, "2026-11-03T12:00:00Z");
  usage->meter = sandbox_make (fixture, "/v1/billing/meters",
                               "display_name=Calls&event_name=calls&default_aggregation[formula]=%s", formula);
  usage->price = sandbox_make (fixture, "/v1/prices",
                               "product=%s&currency=usd&unit_amount=2&recurring[interval]=month"
                               "&recurring[usage_type]=metered&recurring[meter]=%s",
                               usage->account.product, usage->meter);
}

static JsonObject *
send_event (SandboxFixture *fixture,
            Usage          *usage,
            int             value,
            const char     *more)
{
  return sandbox_post (fixture, "/v1/billing/meter_events",
                       "event_name=calls&payload[stripe_customer_id]=%s&payload[value]=%d%s", usage->account.customer,
                       value, more);
}

static void
use (SandboxFixture *fixture,
     Usage          *usage,
     int             value)
{
  g_autoptr (JsonObject) event = send_event (fixture, usage, value, "");

  g_assert_cmpint (fixture->status, ==, 200);
}

static JsonObject *
subscribe (SandboxFixture *fixture,
           Usage          *usage,
           const char     *more)
{
  JsonObject *subscription = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s%s",
                                           usage->account.customer, usage->price, more);

  if (fixture->status != 200)
    g_error ("%s", sandbox_text (subscription, "error.message"));

  return subscription;
}

static JsonObject *
preview (SandboxFixture *fixture,
         JsonObject     *subscription)
{
  JsonObject *invoice = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s",
                                      sandbox_text (subscription, "id"));

  g_assert_cmpint (fixture->status, ==, 200);

  return invoice;
}

static char *
grant (SandboxFixture *fixture,
       Usage          *usage,
       int             value,
       const char     *more)
{
  return sandbox_make (fixture, "/v1/billing/credit_grants",
                       "customer=%s&amount[type]=monetary&amount[monetary][currency]=usd&amount[monetary][value]=%d"
                       "&applicability_config[scope][price_type]=metered%s",
                       usage->account.customer, value, more);
}

static void
assert_credit (SandboxFixture *fixture,
               Usage          *usage,
               gint64          available,
               gint64          ledger)
{
  g_autoptr (JsonObject) summary = NULL;

  summary = sandbox_get (fixture,
                         "/v1/billing/credit_balance_summary?customer=%s&filter[type]=applicability_scope"
                         "&filter[applicability_scope][price_type]=metered",
                         usage->account.customer);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (summary, "balances.0.available_balance.monetary.currency"), ==, "usd");
  g_assert_cmpint (sandbox_int (summary, "balances.0.available_balance.monetary.value"), ==, available);
  g_assert_cmpint (sandbox_int (summary, "balances.0.ledger_balance.monetary.value"), ==, ledger);
}

/* 100 and 250 calls are 350: $7.00, when the period is over. What happens in the
 * second in which it ends belongs to the next one. */
static void
test_arrears (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) next = NULL;
  g_autoptr (JsonObject) list = NULL;
  JsonObject *both[2];

  make_usage (fixture, &usage, "sum");
  subscription = subscribe (fixture, &usage, "");
  g_assert_cmpstr (sandbox_text (subscription, "status"), ==, "active");
  g_assert_true (sandbox_is_null (subscription, "latest_invoice"));
  g_assert_cmpstr (sandbox_text (subscription, "items.data.0.price.recurring.usage_type"), ==, "metered");
  g_assert_cmpstr (sandbox_text (subscription, "items.data.0.price.recurring.meter"), ==, usage.meter);
  g_assert_false (json_object_has_member (
    json_array_get_object_element (
      json_object_get_array_member (json_object_get_object_member (subscription, "items"), "data"), 0),
    "quantity"));
  list = sandbox_get (fixture, "/v1/invoices?customer=%s", usage.account.customer);
  g_assert_cmpuint (sandbox_length (list, "data"), ==, 0);

  use (fixture, &usage, 100);
  sandbox_customer_advance (fixture, &usage.account, "2026-11-18T12:00:00Z");
  use (fixture, &usage, 250);
  quote = preview (fixture, subscription);
  sandbox_customer_advance (fixture, &usage.account, "2026-12-03T12:00:00Z");
  invoice = sandbox_customer_latest (fixture, &usage.account);
  use (fixture, &usage, 3);

  both[0] = quote;
  both[1] = invoice;
  for (unsigned int i = 0; i < 2; i++)
    {
      g_assert_cmpuint (sandbox_length (both[i], "lines.data"), ==, 1);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.quantity"), ==, 350);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.amount"), ==, 700);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.period.start"), ==, sandbox_time ("2026-11-03T12:00:00Z"));
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.period.end"), ==, sandbox_time ("2026-12-03T12:00:00Z"));
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.parent.subscription_item_details.proration"), ==, FALSE);
      g_assert_cmpstr (sandbox_text (both[i], "lines.data.0.description"), ==, "350 × Plan (at $0.02 / month)");
      g_assert_cmpint (sandbox_int (both[i], "amount_due"), ==, 700);
    }
  g_assert_cmpstr (sandbox_text (invoice, "billing_reason"), ==, "subscription_cycle");
  g_assert_cmpstr (sandbox_text (invoice, "status"), ==, "paid");

  next = preview (fixture, subscription);
  g_assert_cmpint (sandbox_int (next, "lines.data.0.quantity"), ==, 3);
  g_assert_cmpint (sandbox_int (next, "lines.data.0.amount"), ==, 6);
}

/* A tenth of a cent a minute: 12345 minutes are 1234.5 cents, halves down. */
static void
test_fractions (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *minutes = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) quote = NULL;

  make_usage (fixture, &usage, "sum");
  minutes = sandbox_make (fixture, "/v1/prices",
                          "product=%s&currency=usd&unit_amount_decimal=0.1&recurring[interval]=month"
                          "&recurring[usage_type]=metered&recurring[meter]=%s",
                          usage.account.product, usage.meter);
  subscription = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s", usage.account.customer,
                               minutes);
  use (fixture, &usage, 12345);
  quote = preview (fixture, subscription);

  g_assert_cmpint (sandbox_int (quote, "lines.data.0.amount"), ==, 1234);
  g_assert_cmpstr (sandbox_text (quote, "lines.data.0.pricing.unit_amount_decimal"), ==, "0.1");
  g_assert_cmpstr (sandbox_text (quote, "lines.data.0.description"), ==, "12345 × Plan (at $0.001 / month)");
}

typedef struct
{
  const char *formula;
  int quantity;
} Formula;

/* Of 5, 9 and 4. */
static const Formula formulas[] = { { "sum", 18 }, { "count", 3 }, { "last", 4 } };

static void
test_formula (SandboxFixture *fixture,
              gconstpointer   data)
{
  const Formula *formula = data;
  g_auto (Usage) usage = { 0 };
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) summaries = NULL;

  make_usage (fixture, &usage, formula->formula);
  subscription = subscribe (fixture, &usage, "");
  use (fixture, &usage, 5);
  use (fixture, &usage, 9);
  use (fixture, &usage, 4);
  quote = preview (fixture, subscription);
  g_assert_cmpint (sandbox_int (quote, "lines.data.0.quantity"), ==, formula->quantity);

  summaries = sandbox_get (fixture,
                           "/v1/billing/meters/%s/event_summaries?customer=%s&start_time=%" G_GINT64_FORMAT
                           "&end_time=%" G_GINT64_FORMAT,
                           usage.meter, usage.account.customer, sandbox_time ("2026-11-03T00:00:00Z"),
                           sandbox_time ("2026-11-04T00:00:00Z"));
  g_assert_cmpint (sandbox_int (summaries, "data.0.aggregated_value"), ==, formula->quantity);
}

/* An upgrade leaves what is metered as it is: −3750 and 6250, and no third line.
 * A new cycle ends the period: −6250 for Pro, the 100 calls so far, 12500. */
static void
test_never_prorated (SandboxFixture *fixture,
                     gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *standard = NULL;
  g_autofree char *pro = NULL;
  g_autofree char *path = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) anew = NULL;
  g_autoptr (JsonObject) next = NULL;
  const char *item;

  make_usage (fixture, &usage, "sum");
  standard = sandbox_customer_price (fixture, &usage.account, "usd", 7500, "month");
  pro = sandbox_customer_price (fixture, &usage.account, "usd", 12500, "month");
  more = g_strdup_printf ("&items[1][price]=%s&billing_mode[type]=classic&expand[]=latest_invoice", standard);
  subscription = subscribe (fixture, &usage, more);
  g_assert_cmpuint (sandbox_length (subscription, "latest_invoice.lines.data"), ==, 1);
  g_assert_cmpint (sandbox_int (subscription, "latest_invoice.total"), ==, 7500);
  item = sandbox_text (subscription, "items.data.1.id");
  path = g_strconcat ("/v1/subscriptions/", sandbox_text (subscription, "id"), NULL);

  use (fixture, &usage, 100);
  sandbox_customer_advance (fixture, &usage.account, "2026-11-18T12:00:00Z");
  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice"
                          "&expand[]=latest_invoice",
                          item, pro);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpuint (sandbox_length (changed, "latest_invoice.lines.data"), ==, 2);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.lines.data.0.amount"), ==, -3750);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.lines.data.1.amount"), ==, 6250);

  quote = sandbox_post (fixture, "/v1/invoices/create_preview",
                        "subscription=%s&subscription_details[billing_cycle_anchor][type]=now",
                        sandbox_text (subscription, "id"));
  anew = sandbox_post (fixture, path, "billing_cycle_anchor[type]=now&expand[]=latest_invoice");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpuint (sandbox_length (anew, "latest_invoice.lines.data"), ==, 3);
  g_assert_cmpint (sandbox_int (anew, "latest_invoice.lines.data.0.amount"), ==, -6250);
  g_assert_cmpint (sandbox_int (anew, "latest_invoice.lines.data.1.amount"), ==, 200);
  g_assert_cmpint (sandbox_int (anew, "latest_invoice.lines.data.2.amount"), ==, 12500);
  g_assert_cmpint (sandbox_int (anew, "latest_invoice.amount_due"), ==, 6450);
  g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, 6450);

  next = preview (fixture, subscription);
  g_assert_cmpint (sandbox_int (next, "lines.data.0.quantity"), ==, 0);
  g_assert_cmpint (sandbox_int (next, "total"), ==, 12500);
}

/* The last usage is billed when the subscription ends. */
static void
test_last_usage (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) ended = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  make_usage (fixture, &usage, "sum");
  subscription = subscribe (fixture, &usage, "");
  path = g_strconcat ("/v1/subscriptions/", sandbox_text (subscription, "id"), NULL);
  use (fixture, &usage, 75);
  done = sandbox_make (fixture, path, "cancel_at_period_end=true");
  sandbox_customer_advance (fixture, &usage.account, "2026-12-04T12:00:00Z");
  ended = sandbox_get (fixture, "%s", path);
  invoice = sandbox_customer_latest (fixture, &usage.account);

  g_assert_cmpstr (sandbox_text (ended, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (invoice, "amount_due"), ==, 150);
  g_assert_cmpstr (sandbox_text (ended, "latest_invoice"), ==, sandbox_text (invoice, "id"));
}

static void
test_events (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autofree char *fraction = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *early = NULL;
  g_autofree char *meter_path = NULL;
  g_autofree char *body = NULL;
  g_autofree char *quantity = NULL;
  g_autoptr (JsonObject) inactive = NULL;

  make_usage (fixture, &usage, "sum");
  subscription = subscribe (fixture, &usage, "");
  first = send_event (fixture, &usage, 7, "&identifier=once");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (first, "identifier"), ==, "once");
  g_assert_cmpstr (sandbox_text (first, "payload.value"), ==, "7");
  g_assert_cmpint (sandbox_int (first, "timestamp"), ==, sandbox_time ("2026-11-03T12:00:00Z"));
  again = send_event (fixture, &usage, 7, "&identifier=once");
  g_assert_cmpint (fixture->status, ==, 200);
  other = send_event (fixture, &usage, 8, "&identifier=once");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (other, "error.param"), ==, "identifier");
  quote = preview (fixture, subscription);
  g_assert_cmpint (sandbox_int (quote, "lines.data.0.quantity"), ==, 7);

  fraction = g_strdup_printf ("event_name=calls&payload[stripe_customer_id]=%s&payload[value]=1.5",
                              usage.account.customer);
  sandbox_assert_refused (fixture, "/v1/billing/meter_events", fraction, "payload[value]");
  unknown = g_strdup_printf ("event_name=letters&payload[stripe_customer_id]=%s&payload[value]=1",
                             usage.account.customer);
  sandbox_assert_refused (fixture, "/v1/billing/meter_events", unknown, "event_name");
  early = g_strdup_printf ("event_name=calls&payload[stripe_customer_id]=%s&payload[value]=1&timestamp=%" G_GINT64_FORMAT,
                           usage.account.customer, sandbox_time ("2026-09-01T00:00:00Z"));
  sandbox_assert_refused (fixture, "/v1/billing/meter_events", early, "timestamp");
  sandbox_assert_refused (fixture, "/v1/billing/meters",
                          "display_name=Again&event_name=calls&default_aggregation[formula]=sum", "event_name");
  body = g_strdup_printf ("product=%s&currency=usd&unit_amount=2&recurring[interval]=month"
                          "&recurring[usage_type]=metered",
                          usage.account.product);
  sandbox_assert_refused (fixture, "/v1/prices", body, "recurring[meter]");
  quantity = g_strdup_printf ("customer=%s&items[0][price]=%s&items[0][quantity]=2", usage.account.customer,
                              usage.price);
  sandbox_assert_refused (fixture, "/v1/subscriptions", quantity, "items[0][quantity]");

  meter_path = g_strdup_printf ("/v1/billing/meters/%s/deactivate", usage.meter);
  inactive = sandbox_post (fixture, meter_path, "%s", "");
  g_assert_cmpstr (sandbox_text (inactive, "status"), ==, "inactive");
  g_assert_cmpint (sandbox_int (inactive, "status_transitions.deactivated_at"), >, 0);
}

/* 350 calls are $7.00: $3.00 that were given for nothing and expire, then $4.00 of
 * the $10.00 that were paid; no tax is left. 800 calls are $16.00: the other $6.00
 * pay their part, and on $10.00 the tax is $1.00. */
static void
test_grants (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *paid = NULL;
  g_autofree char *promotional = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *more = NULL;
  g_autofree char *expires = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) rows = NULL;
  g_autoptr (JsonObject) of_paid = NULL;

  make_usage (fixture, &usage, "sum");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=10&inclusive=false");
  more = g_strdup_printf ("&default_tax_rates[0]=%s", rate);
  subscription = subscribe (fixture, &usage, more);
  paid = grant (fixture, &usage, 1000, "&name=Top-up");
  expires = g_strdup_printf ("&category=promotional&expires_at=%" G_GINT64_FORMAT,
                             sandbox_time ("2027-06-01T00:00:00Z"));
  promotional = grant (fixture, &usage, 300, expires);
  assert_credit (fixture, &usage, 1300, 1300);

  use (fixture, &usage, 350);
  quote = preview (fixture, subscription);
  g_assert_cmpint (sandbox_int (quote, "subtotal"), ==, 700);
  g_assert_cmpint (sandbox_int (quote, "total"), ==, 0);
  g_assert_cmpint (sandbox_int (quote, "total_taxes.0.amount"), ==, 0);
  g_assert_true (sandbox_is_null (quote, "total_pretax_credit_amounts.0.credit_balance_transaction"));
  assert_credit (fixture, &usage, 1300, 1300);

  sandbox_customer_advance (fixture, &usage.account, "2026-12-03T12:00:00Z");
  first = sandbox_customer_latest (fixture, &usage.account);
  g_assert_cmpint (sandbox_int (first, "lines.data.0.pretax_credit_amounts.0.amount"), ==, 300);
  g_assert_cmpint (sandbox_int (first, "lines.data.0.pretax_credit_amounts.1.amount"), ==, 400);
  g_assert_cmpstr (sandbox_text (first, "total_pretax_credit_amounts.0.credit_balance_transaction"), ==,
                   sandbox_text (first, "lines.data.0.pretax_credit_amounts.0.credit_balance_transaction"));
  g_assert_cmpint (sandbox_int (first, "total"), ==, 0);
  g_assert_cmpstr (sandbox_text (first, "status"), ==, "paid");
  assert_credit (fixture, &usage, 600, 600);

  use (fixture, &usage, 800);
  sandbox_customer_advance (fixture, &usage.account, "2027-01-03T12:00:00Z");
  second = sandbox_customer_latest (fixture, &usage.account);
  g_assert_cmpint (sandbox_int (second, "total_pretax_credit_amounts.0.amount"), ==, 600);
  g_assert_cmpint (sandbox_int (second, "subtotal"), ==, 1600);
  g_assert_cmpint (sandbox_int (second, "total_taxes.0.taxable_amount"), ==, 1000);
  g_assert_cmpint (sandbox_int (second, "total_taxes.0.amount"), ==, 100);
  g_assert_cmpint (sandbox_int (second, "amount_due"), ==, 1100);
  assert_credit (fixture, &usage, 0, 0);

  rows = sandbox_get (fixture, "/v1/billing/credit_balance_transactions?customer=%s", usage.account.customer);
  g_assert_cmpuint (sandbox_length (rows, "data"), ==, 5);
  g_assert_cmpstr (sandbox_text (rows, "data.0.type"), ==, "debit");
  g_assert_cmpstr (sandbox_text (rows, "data.0.debit.type"), ==, "credits_applied");
  g_assert_cmpint (sandbox_int (rows, "data.0.debit.amount.monetary.value"), ==, 600);
  g_assert_cmpstr (sandbox_text (rows, "data.0.debit.credits_applied.invoice"), ==, sandbox_text (second, "id"));
  g_assert_cmpstr (sandbox_text (rows, "data.0.debit.credits_applied.invoice_line_item"), ==,
                   sandbox_text (second, "lines.data.0.id"));
  g_assert_cmpstr (sandbox_text (rows, "data.2.credit_grant"), ==, promotional);
  of_paid = sandbox_get (fixture, "/v1/billing/credit_balance_transactions?customer=%s&credit_grant=%s",
                         usage.account.customer, paid);
  g_assert_cmpuint (sandbox_length (of_paid, "data"), ==, 3);
  g_assert_cmpstr (sandbox_text (of_paid, "data.2.credit.type"), ==, "credits_granted");
}

/* Discount, then credit, then tax: 700 − 175 = 525, − 300 = 225, of which 10 % are
 * 22.5 → 23. The plan of 7500 has its discount of 1875 and tax of 562.5 → 563, and
 * usage credit does not pay for it. */
static void
test_everything (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *standard = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *credit = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  JsonObject *both[2];

  make_usage (fixture, &usage, "sum");
  standard = sandbox_customer_price (fixture, &usage.account, "usd", 7500, "month");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=10&inclusive=false");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=25");
  more = g_strdup_printf ("&items[1][price]=%s&default_tax_rates[0]=%s&discounts[0][coupon]=%s", standard, rate, coupon);
  subscription = subscribe (fixture, &usage, more);
  credit = grant (fixture, &usage, 300, "");
  use (fixture, &usage, 350);
  quote = preview (fixture, subscription);
  sandbox_customer_advance (fixture, &usage.account, "2026-12-03T12:00:00Z");
  invoice = sandbox_customer_latest (fixture, &usage.account);

  both[0] = quote;
  both[1] = invoice;
  for (unsigned int i = 0; i < 2; i++)
    {
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.amount"), ==, 700);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.discount_amounts.0.amount"), ==, 175);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.pretax_credit_amounts.1.amount"), ==, 300);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.taxes.0.taxable_amount"), ==, 225);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.taxes.0.amount"), ==, 23);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.1.discount_amounts.0.amount"), ==, 1875);
      g_assert_cmpuint (sandbox_length (both[i], "lines.data.1.pretax_credit_amounts"), ==, 1);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.1.taxes.0.amount"), ==, 563);
      g_assert_cmpint (sandbox_int (both[i], "subtotal"), ==, 8200);
      g_assert_cmpint (sandbox_int (both[i], "total_discount_amounts.0.amount"), ==, 2050);
      /* 225 + 5625 */
      g_assert_cmpint (sandbox_int (both[i], "total_excluding_tax"), ==, 5850);
      g_assert_cmpint (sandbox_int (both[i], "total"), ==, 6436);
    }
}

/* What expires is lost when its time has come; what is voided was never used; what
 * starts later is in the ledger already. */
static void
test_ends (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *expires = NULL;
  g_autofree char *starts = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *void_path = NULL;
  g_autofree char *expire_path = NULL;
  g_autoptr (JsonObject) rows = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) expired = NULL;

  make_usage (fixture, &usage, "sum");
  expires = g_strdup_printf ("&expires_at=%" G_GINT64_FORMAT, sandbox_time ("2026-11-10T00:00:00Z"));
  starts = g_strdup_printf ("&effective_at=%" G_GINT64_FORMAT, sandbox_time ("2026-11-20T00:00:00Z"));
  first = grant (fixture, &usage, 500, expires);
  second = grant (fixture, &usage, 40, starts);
  third = grant (fixture, &usage, 3, "");
  assert_credit (fixture, &usage, 503, 543);

  sandbox_customer_advance (fixture, &usage.account, "2026-11-12T00:00:00Z");
  assert_credit (fixture, &usage, 3, 43);
  rows = sandbox_get (fixture, "/v1/billing/credit_balance_transactions?customer=%s&credit_grant=%s",
                      usage.account.customer, first);
  g_assert_cmpstr (sandbox_text (rows, "data.0.debit.type"), ==, "credits_expired");
  g_assert_cmpint (sandbox_int (rows, "data.0.debit.amount.monetary.value"), ==, 500);
  g_assert_cmpint (sandbox_int (rows, "data.0.created"), ==, sandbox_time ("2026-11-10T00:00:00Z"));

  void_path = g_strdup_printf ("/v1/billing/credit_grants/%s/void", third);
  voided = sandbox_post (fixture, void_path, "%s", "");
  g_assert_cmpint (sandbox_int (voided, "voided_at"), ==, sandbox_time ("2026-11-12T00:00:00Z"));
  assert_credit (fixture, &usage, 0, 40);

  sandbox_customer_advance (fixture, &usage.account, "2026-11-21T00:00:00Z");
  assert_credit (fixture, &usage, 40, 40);
  expire_path = g_strdup_printf ("/v1/billing/credit_grants/%s/expire", second);
  expired = sandbox_post (fixture, expire_path, "%s", "");
  g_assert_cmpint (sandbox_int (expired, "expires_at"), ==, sandbox_time ("2026-11-21T00:00:00Z"));
  assert_credit (fixture, &usage, 0, 0);
  json_object_unref (g_steal_pointer (&expired));
  expired = sandbox_post (fixture, expire_path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 400);
}

/* An invoice that is voided gives back what it took. 350 calls: $3.00 by credit,
 * $4.00 that the card refuses. */
static void
test_give_back (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autofree char *customer_path = NULL;
  g_autofree char *credit = NULL;
  g_autofree char *done = NULL;
  g_autofree char *void_path = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) rows = NULL;

  make_usage (fixture, &usage, "sum");
  subscription = subscribe (fixture, &usage, "");
  credit = grant (fixture, &usage, 300, "");
  customer_path = g_strconcat ("/v1/customers/", usage.account.customer, NULL);
  done = sandbox_make (fixture, customer_path, "invoice_settings[default_payment_method]=pm_card_chargeDeclined");
  use (fixture, &usage, 350);
  sandbox_customer_advance (fixture, &usage.account, "2026-12-03T12:00:00Z");
  invoice = sandbox_customer_latest (fixture, &usage.account);
  g_assert_cmpstr (sandbox_text (invoice, "status"), ==, "open");
  g_assert_cmpint (sandbox_int (invoice, "amount_due"), ==, 400);
  assert_credit (fixture, &usage, 0, 0);

  void_path = g_strdup_printf ("/v1/invoices/%s/void", sandbox_text (invoice, "id"));
  voided = sandbox_post (fixture, void_path, "%s", "");
  g_assert_cmpstr (sandbox_text (voided, "status"), ==, "void");
  assert_credit (fixture, &usage, 300, 300);
  rows = sandbox_get (fixture, "/v1/billing/credit_balance_transactions?customer=%s", usage.account.customer);
  g_assert_cmpstr (sandbox_text (rows, "data.0.credit.type"), ==, "credits_application_invoice_voided");
  g_assert_cmpstr (sandbox_text (rows, "data.0.credit.credits_application_invoice_voided.invoice"), ==,
                   sandbox_text (invoice, "id"));
}

/* The demo account: half of $42.00, then $42.00 with 8.875 % (3.7275 → $3.73), of
 * which $30.00 and 373 × 3000 / 4200 = 266.43 → $2.66 were refunded. Twelve numbers
 * at $1.15 are $13.80, in every invoice for usage, which credit pays. */
static void
test_demo (SandboxFixture *fixture,
           gconstpointer   data)
{
  const char *customer = smrt_sandbox_get_customer (fixture->sandbox);
  g_autoptr (JsonObject) subscriptions = NULL;
  g_autoptr (JsonObject) product = NULL;
  g_autoptr (JsonObject) running = NULL;
  g_autoptr (JsonObject) invoices = NULL;
  g_autoptr (JsonObject) notes = NULL;
  g_autoptr (JsonObject) grants = NULL;
  unsigned int n_usage = 0;
  JsonArray *list;

  subscriptions = sandbox_get (fixture, "/v1/subscriptions?customer=%s", customer);
  g_assert_cmpuint (sandbox_length (subscriptions, "data"), ==, 3);
  g_assert_cmpuint (sandbox_length (subscriptions, "data.0.items.data"), ==, 9);
  product = sandbox_get (fixture, "/v1/products/%s", sandbox_text (subscriptions, "data.0.items.data.0.price.product"));
  g_assert_cmpstr (sandbox_text (product, "name"), ==, "smrtPhone Usage");
  g_assert_false (json_object_has_member (json_object_get_object_member (product, "metadata"), "family"));
  running = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s",
                          sandbox_text (subscriptions, "data.0.id"));
  g_assert_cmpuint (sandbox_length (running, "lines.data"), ==, 9);
  g_assert_cmpint (sandbox_int (running, "lines.data.0.amount"), ==, 1380);
  for (unsigned int i = 0; i < 9; i++)
    {
      g_autofree char *path = g_strdup_printf ("lines.data.%u.quantity", i);

      g_assert_cmpint (sandbox_int (running, path), >, 0);
    }

  invoices = sandbox_get (fixture, "/v1/invoices?customer=%s&limit=100", customer);
  list = json_object_get_array_member (invoices, "data");
  for (unsigned int i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *invoice = json_array_get_object_element (list, i);

      if (sandbox_length (invoice, "lines.data") != 9)
        continue;
      g_assert_cmpint (sandbox_int (invoice, "lines.data.0.amount"), ==, 1380);
      g_assert_cmpint (sandbox_int (invoice, "total"), ==, 0);
      g_assert_cmpint (sandbox_int (invoice, "starting_balance"), ==, sandbox_int (invoice, "ending_balance"));
      n_usage++;
    }
  g_assert_cmpuint (n_usage, ==, 4);

  notes = sandbox_get (fixture, "/v1/credit_notes?customer=%s&expand[]=data.invoice", customer);
  g_assert_cmpuint (sandbox_length (notes, "data"), ==, 1);
  g_assert_cmpint (sandbox_int (notes, "data.0.total"), ==, 3266);
  g_assert_cmpint (sandbox_int (notes, "data.0.refunds.0.amount_refunded"), ==, 3266);
  g_assert_cmpint (sandbox_int (notes, "data.0.invoice.total_taxes.0.amount"), ==, 373);
  g_assert_cmpint (sandbox_int (notes, "data.0.invoice.total"), ==, 4573);
  g_assert_cmpint (sandbox_int (json_array_get_object_element (list, json_array_get_length (list) - 1), "total"), ==,
                   2100);
  grants = sandbox_get (fixture, "/v1/billing/credit_grants?customer=%s", customer);
  g_assert_cmpstr (sandbox_text (grants, "data.0.category"), ==, "promotional");
  g_assert_cmpstr (sandbox_text (grants, "data.1.category"), ==, "paid");
}

/* A preview shows ten lines; the others are asked for, as those of an invoice. */
static void
test_many_lines (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (Usage) usage = { 0 };
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) older = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) rest = NULL;
  g_autoptr (JsonObject) gone = NULL;

  make_usage (fixture, &usage, "sum");
  for (unsigned int i = 1; i < 12; i++)
    {
      g_autofree char *meter = sandbox_make (fixture, "/v1/billing/meters",
                                             "display_name=Meter&event_name=event%u&default_aggregation[formula]=sum", i);
      g_autofree char *price = sandbox_make (fixture, "/v1/prices",
                                             "product=%s&currency=usd&unit_amount=2&recurring[interval]=month"
                                             "&recurring[usage_type]=metered&recurring[meter]=%s",
                                             usage.account.product, meter);

      g_string_append_printf (items, "&items[%u][price]=%s", i, price);
    }
  subscription = subscribe (fixture, &usage, items->str);
  older = preview (fixture, subscription);
  invoice = preview (fixture, subscription);
  g_assert_cmpuint (sandbox_length (invoice, "lines.data"), ==, 10);
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (invoice, "lines"), "has_more"));

  rest = sandbox_get (fixture, "/v1/invoices/%s/lines?limit=100&starting_after=%s", sandbox_text (invoice, "id"),
                      sandbox_text (invoice, "lines.data.9.id"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpuint (sandbox_length (rest, "data"), ==, 2);
  g_assert_false (json_object_get_boolean_member (rest, "has_more"));

  gone = sandbox_get (fixture, "/v1/invoices/%s/lines", sandbox_text (older, "id"));
  g_assert_cmpint (fixture->status, ==, 404);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/usage/arrears", test_arrears, NULL);
  sandbox_fixture_add ("/sandbox/usage/fractions", test_fractions, NULL);
  sandbox_fixture_add ("/sandbox/usage/formula/sum", test_formula, &formulas[0]);
  sandbox_fixture_add ("/sandbox/usage/formula/count", test_formula, &formulas[1]);
  sandbox_fixture_add ("/sandbox/usage/formula/last", test_formula, &formulas[2]);
  sandbox_fixture_add ("/sandbox/usage/never-prorated", test_never_prorated, NULL);
  sandbox_fixture_add ("/sandbox/usage/last-usage", test_last_usage, NULL);
  sandbox_fixture_add ("/sandbox/usage/events", test_events, NULL);
  sandbox_fixture_add ("/sandbox/usage/many-lines", test_many_lines, NULL);
  sandbox_fixture_add ("/sandbox/usage/grants", test_grants, NULL);
  sandbox_fixture_add ("/sandbox/usage/everything", test_everything, NULL);
  sandbox_fixture_add ("/sandbox/usage/ends", test_ends, NULL);
  sandbox_fixture_add ("/sandbox/usage/give-back", test_give_back, NULL);
  sandbox_fixture_add ("/sandbox/usage/demo", test_demo, NULL);

  return g_test_run ();
}
