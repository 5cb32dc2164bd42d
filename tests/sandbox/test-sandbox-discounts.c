/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

/* The renewal has the discounts and taxes of its preview: of 7500 20 % are 1500;
 * on 6000 8.875 % are 532.5 → 533. */
static void
test_renewal (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *subscription = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  JsonObject *both[2];

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=20&name=Fifth");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Sales tax&percentage=8.875&inclusive=false");
  subscription = sandbox_make (fixture, "/v1/subscriptions",
                               "customer=%s&items[0][price]=%s&discounts[0][coupon]=%s&default_tax_rates[0]=%s",
                               account.customer, price, coupon, rate);
  sandbox_customer_advance (fixture, &account, "2026-11-18T12:00:00Z");
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", subscription);
  g_assert_cmpint (fixture->status, ==, 200);
  sandbox_customer_advance (fixture, &account, "2026-12-03T13:00:00Z");
  invoice = sandbox_customer_latest (fixture, &account);

  both[0] = preview;
  both[1] = invoice;
  for (unsigned int i = 0; i < 2; i++)
    {
      g_assert_cmpuint (sandbox_length (both[i], "lines.data"), ==, 1);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.amount"), ==, 7500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.discount_amounts.0.amount"), ==, 1500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.pretax_credit_amounts.0.amount"), ==, 1500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.taxes.0.amount"), ==, 533);
      g_assert_cmpint (sandbox_int (both[i], "subtotal"), ==, 7500);
      g_assert_cmpint (sandbox_int (both[i], "total"), ==, 6533);
      g_assert_cmpint (sandbox_int (both[i], "total_excluding_tax"), ==, 6000);
      g_assert_cmpint (sandbox_int (both[i], "amount_due"), ==, 6533);
    }
  g_assert_cmpstr (sandbox_text (preview, "discounts.0"), ==, sandbox_text (invoice, "discounts.0"));
}

typedef struct
{
  const char *coupon;
  int totals[4];
} Duration;

/* 7500 a month; 2500 off it. */
static const Duration durations[] = {
  { "duration=once&amount_off=2500&currency=usd", { 5000, 7500, 7500, 7500 } },
  { "duration=repeating&duration_in_months=3&amount_off=2500&currency=usd", { 5000, 5000, 5000, 7500 } },
  { "duration=forever&amount_off=2500&currency=usd", { 5000, 5000, 5000, 5000 } },
};

static void
test_duration (SandboxFixture *fixture,
               gconstpointer   data)
{
  static const char *const times[] = { NULL, "2026-12-03T12:00:00Z", "2027-01-03T12:00:00Z", "2027-02-03T12:00:00Z" };
  const Duration *duration = data;
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *subscription = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  coupon = sandbox_make (fixture, "/v1/coupons", "%s", duration->coupon);
  subscription = sandbox_make (fixture, "/v1/subscriptions",
                               "customer=%s&items[0][price]=%s&discounts[0][coupon]=%s", account.customer, price,
                               coupon);

  for (unsigned int i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (JsonObject) invoice = NULL;
      g_autoptr (JsonObject) preview = NULL;

      if (times[i] != NULL)
        sandbox_customer_advance (fixture, &account, times[i]);
      invoice = sandbox_customer_latest (fixture, &account);
      g_assert_cmpint (sandbox_int (invoice, "total"), ==, duration->totals[i]);
      if (i + 1 == G_N_ELEMENTS (times))
        break;
      preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", subscription);
      g_assert_cmpint (sandbox_int (preview, "total"), ==, duration->totals[i + 1]);
    }
}

/* 1000 off 7500 and 2 × 4200 = 8400: 7500 × 1000 / 15900 = 471.698 → 472, and the
 * remaining 528. Then a tenth of what is left: 702.8 → 703 and 787.2 → 787. */
static void
test_spread (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *fixed = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *subscription = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  first = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  second = sandbox_customer_price (fixture, &account, "usd", 4200, "month");
  fixed = sandbox_make (fixture, "/v1/coupons", "id=THOUSAND&duration=forever&amount_off=1000&currency=usd");
  percent = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=10");
  g_assert_cmpstr (fixed, ==, "THOUSAND");
  subscription = sandbox_make (fixture, "/v1/subscriptions",
                               "customer=%s&items[0][price]=%s&items[1][price]=%s&items[1][quantity]=2"
                               "&discounts[0][coupon]=%s&discounts[1][coupon]=%s",
                               account.customer, first, second, fixed, percent);
  invoice = sandbox_customer_latest (fixture, &account);

  g_assert_true (g_str_has_prefix (subscription, "sub_"));
  g_assert_cmpint (sandbox_int (invoice, "lines.data.0.discount_amounts.0.amount"), ==, 472);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.discount_amounts.0.amount"), ==, 528);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.0.discount_amounts.1.amount"), ==, 703);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.discount_amounts.1.amount"), ==, 787);
  g_assert_cmpint (sandbox_int (invoice, "total_discount_amounts.0.amount"), ==, 1000);
  g_assert_cmpint (sandbox_int (invoice, "total_discount_amounts.1.amount"), ==, 1490);
  /* 15900 − 1000 − 1490 */
  g_assert_cmpint (sandbox_int (invoice, "total"), ==, 13410);
}

/* A fixed discount takes no more than there is. */
static void
test_never_below_zero (SandboxFixture *fixture,
                       gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *subscription = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&amount_off=9000&currency=usd");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=10&inclusive=false");
  subscription = sandbox_make (fixture, "/v1/subscriptions",
                               "customer=%s&items[0][price]=%s&discounts[0][coupon]=%s&default_tax_rates[0]=%s",
                               account.customer, price, coupon, rate);
  invoice = sandbox_customer_latest (fixture, &account);

  g_assert_true (g_str_has_prefix (subscription, "sub_"));
  g_assert_cmpint (sandbox_int (invoice, "total_discount_amounts.0.amount"), ==, 7500);
  g_assert_cmpint (sandbox_int (invoice, "total_taxes.0.amount"), ==, 0);
  g_assert_cmpint (sandbox_int (invoice, "total"), ==, 0);
  g_assert_cmpstr (sandbox_text (invoice, "status"), ==, "paid");
}

/* A subscription without discounts has its customer's. */
static void
test_customer_discount (SandboxFixture *fixture,
                        gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *quarter = NULL;
  g_autofree char *tenth = NULL;
  g_autofree char *path = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (JsonObject) customer = NULL;
  g_autoptr (JsonObject) inherited = NULL;
  g_autoptr (JsonObject) own = NULL;
  g_autoptr (JsonObject) removed = NULL;
  g_autofree char *discount_path = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  quarter = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=25");
  tenth = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=10");
  path = g_strconcat ("/v1/customers/", account.customer, NULL);
  customer = sandbox_post (fixture, path, "discounts[0][coupon]=%s&expand[]=discount.source.coupon", quarter);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (customer, "discount.source.coupon.percent_off"), ==, 25);
  g_assert_cmpint (sandbox_int (customer, "discount.source.coupon.times_redeemed"), ==, 1);

  first = sandbox_make (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s", account.customer, price);
  inherited = sandbox_customer_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (inherited, "total"), ==, 5625);
  g_assert_cmpstr (sandbox_text (inherited, "total_discount_amounts.0.discount"), ==,
                   sandbox_text (customer, "discount.id"));

  second = sandbox_make (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s&discounts[0][coupon]=%s",
                         account.customer, price, tenth);
  own = sandbox_customer_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (own, "total"), ==, 6750);
  g_assert_cmpstr (first, !=, second);

  discount_path = g_strconcat (path, "/discount", NULL);
  removed = sandbox_send (fixture, "DELETE", discount_path, NULL);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (removed, "deleted"), ==, TRUE);
  json_object_unref (g_steal_pointer (&removed));
  removed = sandbox_send (fixture, "DELETE", discount_path, NULL);
  g_assert_cmpint (fixture->status, ==, 404);
}

/* A coupon that comes with the change counts for what is charged, not for what was
 * paid without it: 3750 back, (12500 − 2500) / 2 = 5000 charged. Once means once. */
static void
test_discount_with_change (SandboxFixture *fixture,
                           gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *standard = NULL;
  g_autofree char *pro = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) created = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) unused = NULL;
  g_autoptr (JsonObject) next = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  standard = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  pro = sandbox_customer_price (fixture, &account, "usd", 12500, "month");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&percent_off=20");
  created = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s", account.customer, standard);
  sandbox_customer_advance (fixture, &account, "2026-11-18T12:00:00Z");

  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&discounts[0][coupon]=%s&subscription_details[items][0][id]=%s"
                          "&subscription_details[items][0][price]=%s"
                          "&subscription_details[proration_behavior]=always_invoice",
                          sandbox_text (created, "id"), coupon, sandbox_text (created, "items.data.0.id"), pro);
  g_assert_cmpint (fixture->status, ==, 200);
  unused = sandbox_get (fixture, "/v1/coupons/%s", coupon);
  g_assert_cmpint (sandbox_int (unused, "times_redeemed"), ==, 0);

  path = g_strconcat ("/v1/subscriptions/", sandbox_text (created, "id"), NULL);
  changed = sandbox_post (fixture, path,
                          "discounts[0][coupon]=%s&items[0][id]=%s&items[0][price]=%s"
                          "&proration_behavior=always_invoice&expand[]=latest_invoice.discounts",
                          coupon, sandbox_text (created, "items.data.0.id"), pro);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.amount"), ==, -3750);
  g_assert_cmpint (sandbox_int (preview, "lines.data.1.amount"), ==, 5000);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.lines.data.0.amount"), ==, -3750);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.lines.data.1.amount"), ==, 5000);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.total"), ==, 1250);
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.discounts.0.source.coupon"), ==, coupon);

  next = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", sandbox_text (created, "id"));
  g_assert_cmpint (sandbox_int (next, "total"), ==, 12500);
}

/* What waits for the next invoice is discounted and taxed there as it was made:
 * −3000 and 5000, then the month of 12500 less 2500; tax at 10 %: −300, 500, 1000. */
static void
test_waiting (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *standard = NULL;
  g_autofree char *pro = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) created = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  JsonObject *both[2];

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  standard = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  pro = sandbox_customer_price (fixture, &account, "usd", 12500, "month");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=forever&percent_off=20");
  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=10&inclusive=false");
  created = sandbox_post (fixture, "/v1/subscriptions",
                          "customer=%s&items[0][price]=%s&discounts[0][coupon]=%s&default_tax_rates[0]=%s",
                          account.customer, standard, coupon, rate);
  sandbox_customer_advance (fixture, &account, "2026-11-18T12:00:00Z");
  path = g_strconcat ("/v1/subscriptions/", sandbox_text (created, "id"), NULL);
  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&proration_behavior=create_prorations",
                          sandbox_text (created, "items.data.0.id"), pro);
  g_assert_cmpint (fixture->status, ==, 200);
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", sandbox_text (created, "id"));
  sandbox_customer_advance (fixture, &account, "2026-12-03T12:00:00Z");
  invoice = sandbox_customer_latest (fixture, &account);

  both[0] = preview;
  both[1] = invoice;
  for (unsigned int i = 0; i < 2; i++)
    {
      g_assert_cmpuint (sandbox_length (both[i], "lines.data"), ==, 3);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.amount"), ==, -3000);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.0.taxes.0.amount"), ==, -300);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.1.amount"), ==, 5000);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.1.taxes.0.amount"), ==, 500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.2.amount"), ==, 12500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.2.discount_amounts.0.amount"), ==, 2500);
      g_assert_cmpint (sandbox_int (both[i], "lines.data.2.taxes.0.amount"), ==, 1000);
      g_assert_cmpint (sandbox_int (both[i], "total_taxes.0.amount"), ==, 1200);
      /* −3000 + 5000 + 12500 − 2500 + 1200 */
      g_assert_cmpint (sandbox_int (both[i], "total"), ==, 13200);
    }
}

/* An item's own rates count instead of the subscription's. Of 12000, 20 % within are
 * 2000; on the other 10000, 5 % and 2.5 % are 500 and 250. */
static void
test_item_rates (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *other = NULL;
  g_autofree char *within = NULL;
  g_autofree char *five = NULL;
  g_autofree char *half = NULL;
  g_autoptr (JsonObject) created = NULL;

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 12000, "month");
  other = sandbox_customer_price (fixture, &account, "usd", 10000, "month");
  within = sandbox_make (fixture, "/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=true");
  five = sandbox_make (fixture, "/v1/tax_rates", "display_name=State&percentage=5&inclusive=false");
  half = sandbox_make (fixture, "/v1/tax_rates", "display_name=City&percentage=2.5&inclusive=false");
  created = sandbox_post (fixture, "/v1/subscriptions",
                          "customer=%s&items[0][price]=%s&items[0][tax_rates][0]=%s&items[1][price]=%s"
                          "&default_tax_rates[0]=%s&default_tax_rates[1]=%s&expand[]=latest_invoice",
                          account.customer, price, within, other, five, half);
  g_assert_cmpint (fixture->status, ==, 200);

  g_assert_cmpstr (sandbox_text (created, "default_tax_rates.1.display_name"), ==, "City");
  g_assert_cmpint (sandbox_int (created, "latest_invoice.lines.data.0.taxes.0.amount"), ==, 2000);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.lines.data.0.taxes.0.taxable_amount"), ==, 10000);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.lines.data.1.taxes.0.amount"), ==, 500);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.lines.data.1.taxes.1.amount"), ==, 250);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.subtotal"), ==, 22000);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.subtotal_excluding_tax"), ==, 20000);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.total"), ==, 22750);
  g_assert_cmpint (sandbox_int (created, "latest_invoice.total_excluding_tax"), ==, 20000);
}

static void
test_refusals (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *euros = NULL;
  g_autofree char *body = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *rate_path = NULL;
  g_autofree char *inactive = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) deleted = NULL;

  sandbox_assert_refused (fixture, "/v1/coupons", "duration=once", "percent_off");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=10&amount_off=5&currency=usd", "percent_off");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=100.5", "percent_off");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=0", "percent_off");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=1e1", "percent_off");
  sandbox_assert_refused (fixture, "/v1/coupons", "amount_off=5", "currency");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=5&duration=repeating", "duration_in_months");
  sandbox_assert_refused (fixture, "/v1/coupons", "percent_off=5&duration_in_months=2", "duration_in_months");
  sandbox_assert_refused (fixture, "/v1/tax_rates", "display_name=T&inclusive=true&percentage=7,5", "percentage");
  sandbox_assert_refused (fixture, "/v1/tax_rates", "display_name=T&inclusive=true&percentage=1.23456", "percentage");
  sandbox_assert_refused (fixture, "/v1/tax_rates", "display_name=T&percentage=7", "inclusive");

  sandbox_customer_make (fixture, &account, "2026-11-03T12:00:00Z");
  price = sandbox_customer_price (fixture, &account, "usd", 7500, "month");
  euros = sandbox_make (fixture, "/v1/coupons", "id=EURO&amount_off=500&currency=eur");
  sandbox_assert_refused (fixture, "/v1/coupons", "id=EURO&percent_off=5", "id");
  body = g_strdup_printf ("customer=%s&items[0][price]=%s&discounts[0][coupon]=%s", account.customer, price, euros);
  sandbox_assert_refused (fixture, "/v1/subscriptions", body, "discounts[0][coupon]");

  rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Old&percentage=7&inclusive=false");
  rate_path = g_strconcat ("/v1/tax_rates/", rate, NULL);
  done = sandbox_make (fixture, rate_path, "active=false");
  inactive = g_strdup_printf ("customer=%s&items[0][price]=%s&default_tax_rates[0]=%s", account.customer, price, rate);
  sandbox_assert_refused (fixture, "/v1/subscriptions", inactive, "default_tax_rates");

  deleted = sandbox_send (fixture, "DELETE", "/v1/coupons/EURO", NULL);
  g_assert_cmpint (fixture->status, ==, 200);
  sandbox_assert_refused (fixture, "/v1/subscriptions", body, "discounts[0][coupon]");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/discounts/renewal", test_renewal, NULL);
  sandbox_fixture_add ("/sandbox/discounts/duration/once", test_duration, &durations[0]);
  sandbox_fixture_add ("/sandbox/discounts/duration/repeating", test_duration, &durations[1]);
  sandbox_fixture_add ("/sandbox/discounts/duration/forever", test_duration, &durations[2]);
  sandbox_fixture_add ("/sandbox/discounts/spread", test_spread, NULL);
  sandbox_fixture_add ("/sandbox/discounts/never-below-zero", test_never_below_zero, NULL);
  sandbox_fixture_add ("/sandbox/discounts/customer-discount", test_customer_discount, NULL);
  sandbox_fixture_add ("/sandbox/discounts/discount-with-change", test_discount_with_change, NULL);
  sandbox_fixture_add ("/sandbox/discounts/waiting", test_waiting, NULL);
  sandbox_fixture_add ("/sandbox/discounts/item-rates", test_item_rates, NULL);
  sandbox_fixture_add ("/sandbox/discounts/refusals", test_refusals, NULL);

  return g_test_run ();
}
