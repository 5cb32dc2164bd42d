/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

/* One change of a plan, worked out by hand. The subscription starts at @start,
 * the change is made at @change; the first line gives back, the second charges.
 * preview and update are asked for the same second, and the invoice must be the
 * preview, line by line. */
typedef struct
{
  const char *name;
  const char *mode;
  const char *currency;
  const char *start;
  const char *change;
  int quantity;
  int old_amount;
  const char *old_interval;
  int new_amount;
  const char *new_interval;
  int new_quantity;
  int balance;
  int lines[2];
  int total;
  int amount_due;
  int ending_balance;
  const char *period_start;
  const char *period_end;
} Case;

/* Start and change; the item before, the item after; the balance; the lines, total
 * and due; the balance and the period after. */
/* clang-format off */
static const Case cases[] = {
  /* 15 of 30 days are left: 7500 / 2 = 3750 back, 12500 / 2 = 6250 charged. */
  { "upgrade/flexible", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -3750, 6250 }, 2500, 2500, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  { "upgrade/classic", "classic", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -3750, 6250 }, 2500, 2500, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* The other way round: 6250 back, 3750 charged; 2500 become credit. */
  { "downgrade/flexible", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 12500, "month",
    7500, "month", 1, 0, { -6250, 3750 }, -2500, 0, -2500, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  { "downgrade/classic", "classic", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 12500, "month",
    7500, "month", 1, 0, { -6250, 3750 }, -2500, 0, -2500, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* In the first second all is given back and all is charged. */
  { "first-second", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-03T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -7500, 12500 }, 5000, 5000, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* February: 21 of 28 days, three quarters: 5625 and 9375. */
  { "28-days", "classic", "usd", "2027-02-03T12:00:00Z", "2027-02-10T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -5625, 9375 }, 3750, 3750, 0, "2027-02-03T12:00:00Z", "2027-03-03T12:00:00Z" },
  /* January: 23 of 31 days: 7500 × 23 / 31 = 5564.516 → 5565 back,
   * 12500 × 23 / 31 = 9274.193 → 9274. */
  { "31-days", "flexible", "usd", "2027-01-03T12:00:00Z", "2027-01-11T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -5565, 9274 }, 3709, 3709, 0, "2027-01-03T12:00:00Z", "2027-02-03T12:00:00Z" },
  /* From 31 January the period ends on 29 February: 19 of 29 days:
   * 7500 × 19 / 29 = 4913.793 → 4914, 12500 × 19 / 29 = 8189.655 → 8190. */
  { "leap-year", "classic", "usd", "2028-01-31T12:00:00Z", "2028-02-10T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 0, { -4914, 8190 }, 3276, 3276, 0, "2028-01-31T12:00:00Z", "2028-02-29T12:00:00Z" },
  /* The year from 3 November; 350 of 365 days are left of it:
   * 75000 × 350 / 365 = 71917.808 → 71918. */
  { "to-annual/flexible", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    75000, "year", 1, 0, { -3750, 71918 }, 68168, 68168, 0, "2026-11-03T12:00:00Z", "2027-11-03T12:00:00Z" },
  /* Classic: the year begins now and is charged whole. */
  { "to-annual/classic", "classic", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    75000, "year", 1, 0, { -3750, 75000 }, 71250, 71250, 0, "2026-11-18T12:00:00Z", "2027-11-18T12:00:00Z" },
  /* 125 of 365 days are over on 20 November: 125000 × 240 / 365 = 82191.780
   * → 82192 back. The month that contains the day, counted from the 18th, has 28 of
   * its 30 days left: 12500 × 28 / 30 = 11666.667 → 11667. */
  { "to-monthly/flexible", "flexible", "usd", "2026-07-18T12:00:00Z", "2026-11-20T12:00:00Z", 1, 125000, "year",
    12500, "month", 1, 0, { -82192, 11667 }, -70525, 0, -70525, "2026-11-18T12:00:00Z", "2026-12-18T12:00:00Z" },
  { "to-monthly/classic", "classic", "usd", "2026-07-18T12:00:00Z", "2026-11-20T12:00:00Z", 1, 125000, "year",
    12500, "month", 1, 0, { -82192, 12500 }, -69692, 0, -69692, "2026-11-20T12:00:00Z", "2026-12-20T12:00:00Z" },
  /* Plan and cycle at once: 125000 × 350 / 365 = 119863.013 → 119863. */
  { "both/flexible", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    125000, "year", 1, 0, { -3750, 119863 }, 116113, 116113, 0, "2026-11-03T12:00:00Z", "2027-11-03T12:00:00Z" },
  { "both/classic", "classic", "usd", "2026-07-18T12:00:00Z", "2026-11-20T12:00:00Z", 1, 125000, "year",
    7500, "month", 1, 0, { -82192, 7500 }, -74692, 0, -74692, "2026-11-20T12:00:00Z", "2026-12-20T12:00:00Z" },
  /* 2500 to pay; 1000 of it were there as credit. */
  { "credit", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, -1000, { -3750, 6250 }, 2500, 1500, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* 2500 to pay, and 700 that were owed. */
  { "debt", "classic", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7500, "month",
    12500, "month", 1, 700, { -3750, 6250 }, 2500, 3200, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* 20 cents are too little to charge and become debt: 1000 / 2, 1040 / 2. */
  { "too-small", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 1000, "month",
    1040, "month", 1, 0, { -500, 520 }, 20, 0, 20, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* Yen have no decimals: 980 × 23 / 31 = 727.096 → 727,
   * 1480 × 23 / 31 = 1098.064 → 1098. */
  { "jpy", "classic", "jpy", "2027-01-03T12:00:00Z", "2027-01-11T12:00:00Z", 1, 980, "month",
    1480, "month", 1, 0, { -727, 1098 }, 371, 371, 0, "2027-01-03T12:00:00Z", "2027-02-03T12:00:00Z" },
  /* Dinars have three. Ties go toward −∞: −3750.5 → −3751, 6252.5 → 6252. */
  { "kwd", "flexible", "kwd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 1, 7501, "month",
    12505, "month", 1, 0, { -3751, 6252 }, 2501, 2501, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* Three seats: 3 × 7500 / 2 = 11250, 3 × 4200 / 2 = 6300. */
  { "seats-survive", "classic", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 3, 7500, "month",
    4200, "month", 3, 0, { -11250, 6300 }, -4950, 0, -4950, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* Three seats become five: 11250 back, 5 × 7500 / 2 = 18750. */
  { "more-seats", "flexible", "usd", "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z", 3, 7500, "month",
    7500, "month", 5, 0, { -11250, 18750 }, 7500, 7500, 0, "2026-11-03T12:00:00Z", "2026-12-03T12:00:00Z" },
};
/* clang-format on */

static void
assert_invoice (JsonObject *invoice,
                const Case *expected)
{
  gboolean whole = g_str_equal (expected->mode, "classic") &&
                   !g_str_equal (expected->old_interval, expected->new_interval);

  g_assert_cmpint (sandbox_int (invoice, "lines.data.0.amount"), ==, expected->lines[0]);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.amount"), ==, expected->lines[1]);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (
                     json_object_get_object_member (invoice, "lines"), "data")),
                   ==, 2);
  g_assert_cmpint (sandbox_int (invoice, "total"), ==, expected->total);
  g_assert_cmpint (sandbox_int (invoice, "amount_due"), ==, expected->amount_due);
  g_assert_cmpint (sandbox_int (invoice, "starting_balance"), ==, expected->balance);
  g_assert_cmpint (sandbox_int (invoice, "ending_balance"), ==, expected->ending_balance);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.0.quantity"), ==, expected->quantity);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.quantity"), ==, expected->new_quantity);
  g_assert_cmpint (sandbox_int (invoice, "lines.data.0.period.start"), ==, sandbox_time (expected->change));
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.period.end"), ==, sandbox_time (expected->period_end));
  g_assert_cmpint (sandbox_int (invoice, "lines.data.1.parent.subscription_item_details.proration"), ==, !whole);
  g_assert_false (sandbox_is_null (invoice,
                                   "lines.data.0.parent.subscription_item_details.proration_details.credited_items"));
}

static void
assert_same_lines (JsonObject *preview,
                   JsonObject *invoice)
{
  static const char * const members[] = { "amount", "quantity", "period.start", "period.end" };
  static const char * const texts[] = { "description", "currency", "pricing.price_details.price" };

  for (unsigned int i = 0; i < 2; i++)
    {
      for (unsigned int j = 0; j < G_N_ELEMENTS (members); j++)
        {
          g_autofree char *path = g_strdup_printf ("lines.data.%u.%s", i, members[j]);

          g_assert_cmpint (sandbox_int (preview, path), ==, sandbox_int (invoice, path));
        }
      for (unsigned int j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autofree char *path = g_strdup_printf ("lines.data.%u.%s", i, texts[j]);

          g_assert_cmpstr (sandbox_text (preview, path), ==, sandbox_text (invoice, path));
        }
    }
}

static void
test_case (SandboxFixture *fixture,
           gconstpointer   data)
{
  const Case *expected = data;
  gint64 change = sandbox_time (expected->change);
  g_autofree char *clock = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *product = NULL;
  g_autofree char *old_price = NULL;
  g_autofree char *new_price = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) created = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *item = NULL;

  clock = sandbox_make (fixture, "/v1/test_helpers/test_clocks", "frozen_time=%" G_GINT64_FORMAT,
                        sandbox_time (expected->start));
  customer = sandbox_make (fixture, "/v1/customers",
                           "test_clock=%s&invoice_settings[default_payment_method]=pm_card_visa", clock);
  product = sandbox_make (fixture, "/v1/products", "name=Plan");
  old_price = sandbox_make (fixture, "/v1/prices", "product=%s&currency=%s&unit_amount=%d&recurring[interval]=%s",
                            product, expected->currency, expected->old_amount, expected->old_interval);
  new_price = sandbox_make (fixture, "/v1/prices", "product=%s&currency=%s&unit_amount=%d&recurring[interval]=%s",
                            product, expected->currency, expected->new_amount, expected->new_interval);
  created = sandbox_post (fixture, "/v1/subscriptions",
                          "customer=%s&items[0][price]=%s&items[0][quantity]=%d&billing_mode[type]=%s", customer,
                          old_price, expected->quantity, expected->mode);
  g_assert_cmpint (fixture->status, ==, 200);
  id = g_strdup (sandbox_text (created, "id"));
  item = g_strdup (sandbox_text (created, "items.data.0.id"));
  path = g_strconcat ("/v1/subscriptions/", id, NULL);

  if (change > sandbox_time (expected->start))
    {
      g_autofree char *advance = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", clock);
      g_autofree char *done = sandbox_make (fixture, advance, "frozen_time=%" G_GINT64_FORMAT, change);

      g_assert_cmpstr (done, ==, clock);
    }
  if (expected->balance != 0)
    {
      g_autofree char *balance = g_strdup_printf ("/v1/customers/%s/balance_transactions", customer);
      g_autofree char *done = sandbox_make (fixture, balance, "amount=%d&currency=%s", expected->balance,
                                            expected->currency);

      g_assert_true (g_str_has_prefix (done, "cbtxn_"));
    }

  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&subscription_details[items][0][id]=%s"
                          "&subscription_details[items][0][price]=%s&subscription_details[items][0][quantity]=%d"
                          "&subscription_details[proration_behavior]=always_invoice",
                          id, item, new_price, expected->new_quantity);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (preview, "parent.subscription_details.subscription_proration_date"), ==, change);
  assert_invoice (preview, expected);

  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&items[0][quantity]=%d"
                          "&proration_behavior=always_invoice&proration_date=%" G_GINT64_FORMAT
                          "&payment_behavior=pending_if_incomplete&expand[]=latest_invoice",
                          item, new_price, expected->new_quantity, change);
  g_assert_cmpint (fixture->status, ==, 200);
  assert_invoice (json_object_get_object_member (changed, "latest_invoice"), expected);
  assert_same_lines (preview, json_object_get_object_member (changed, "latest_invoice"));
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.status"), ==, "paid");
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.billing_reason"), ==, "subscription_update");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_paid"), ==, expected->amount_due);
  g_assert_cmpint (sandbox_int (changed, "items.data.0.quantity"), ==, expected->new_quantity);
  g_assert_cmpstr (sandbox_text (changed, "items.data.0.price.id"), ==, new_price);
  g_assert_cmpint (sandbox_int (changed, "items.data.0.current_period_start"), ==,
                   sandbox_time (expected->period_start));
  g_assert_cmpint (sandbox_int (changed, "items.data.0.current_period_end"), ==, sandbox_time (expected->period_end));

  after = sandbox_get (fixture, "/v1/customers/%s", customer);
  g_assert_cmpint (sandbox_int (after, "balance"), ==, expected->ending_balance);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/invoices/", cases[i].name, NULL);

      sandbox_fixture_add (path, test_case, &cases[i]);
    }

  return g_test_run ();
}
