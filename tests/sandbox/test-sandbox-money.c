/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

/* One change of a plan with discount and tax, worked out by hand. The
 * subscription begins at @start with the coupon and the tax rate and is changed at
 * @change: the first line gives back, the second charges. Preview and update are
 * asked for the same second, and both must be the literals. */
typedef struct
{
  const char *name;
  const char *mode; /* itemized is flexible with itemized discounts */
  const char *currency;
  const char *start;
  const char *change;
  int quantity;
  int old_amount;
  const char *old_interval;
  int new_amount;
  const char *new_interval;
  int new_quantity;
  const char *coupon; /* what a coupon that counts for ever is made of, or NULL */
  const char *tax;    /* a percentage, or NULL */
  gboolean inclusive;
  int balance;
  struct
  {
    int amount;
    int discount;
    int tax;
    int taxable;
  } lines[2];
  int subtotal;
  int subtotal_excluding_tax;
  int total;
  int total_excluding_tax;
  int amount_due;
  int ending_balance;
} Case;

#define NOVEMBER "2026-11-03T12:00:00Z", "2026-11-18T12:00:00Z"
#define JULY     "2026-07-18T12:00:00Z", "2026-11-20T12:00:00Z"

/* Unless something else is said 15 of 30 days are left, so half of everything.
 * Shares of a period are rounded to the nearest, halves down; discounts and taxes
 * to the nearest, halves away from zero. */
/* clang-format off */
static const Case cases[] = {
  /* 20 %: 7500 − 1500 = 6000, half of it back: 3000; 12500 − 2500 = 10000: 5000. */
  { "percent/flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", NULL, FALSE, 0,
    { { -3000, 0, 0, 0 }, { 5000, 0, 0, 0 } }, 2000, 2000, 2000, 2000, 2000, 0 },
  { "percent/classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", NULL, FALSE, 0,
    { { -3000, 0, 0, 0 }, { 5000, 0, 0, 0 } }, 2000, 2000, 2000, 2000, 2000, 0 },
  /* The same beside each other: 3750 and 6250, less 750 and 1250. */
  { "percent/itemized", "itemized", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", NULL, FALSE, 0,
    { { -3750, -750, 0, 0 }, { 6250, 1250, 0, 0 } }, 2500, 2500, 2000, 2000, 2000, 0 },
  /* Downgrade: 5000 back, 3000 charged; 2000 become credit. */
  { "percent/downgrade", "flexible", "usd", NOVEMBER, 1, 12500, "month", 7500, "month", 1, "percent_off=20", NULL, FALSE, 0,
    { { -5000, 0, 0, 0 }, { 3000, 0, 0, 0 } }, -2000, -2000, -2000, -2000, 0, -2000 },
  /* 12.5 %: 937.5 → 938, 6562 / 2 = 3281; 1562.5 → 1563, 10937 / 2 = 5468.5 → 5468. */
  { "percent/halves", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=12.5", NULL, FALSE, 0,
    { { -3281, 0, 0, 0 }, { 5468, 0, 0, 0 } }, 2187, 2187, 2187, 2187, 2187, 0 },
  /* The discounts beside: 938 / 2 = 469; 1563 / 2 = 781.5 → 781. 2500 − (781 − 469). */
  { "percent/halves-itemized", "itemized", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=12.5", NULL, FALSE, 0,
    { { -3750, -469, 0, 0 }, { 6250, 781, 0, 0 } }, 2500, 2500, 2188, 2188, 2188, 0 },
  /* 33.33 %: 2499.75 → 2500, 5000 / 2; 4166.25 → 4166, 8334 / 2 = 4167. */
  { "percent/decimals", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=33.33", NULL, FALSE, 0,
    { { -2500, 0, 0, 0 }, { 4167, 0, 0, 0 } }, 1667, 1667, 1667, 1667, 1667, 0 },
  /* All of it: nothing is given back and nothing charged. */
  { "percent/whole", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=100", NULL, FALSE, 0,
    { { 0, 0, 0, 0 }, { 0, 0, 0, 0 } }, 0, 0, 0, 0, 0, 0 },
  /* 23 of 31 days and 15 %: 6375 × 23 / 31 = 4729.838 → 4730; 10625 × 23 / 31 = 7883.064. */
  { "percent/31-days", "classic", "usd", "2027-01-03T12:00:00Z", "2027-01-11T12:00:00Z", 1, 7500, "month", 12500, "month", 1,
    "percent_off=15", NULL, FALSE, 0, { { -4730, 0, 0, 0 }, { 7883, 0, 0, 0 } }, 3153, 3153, 3153, 3153, 3153, 0 },
  /* Three seats become five, 10 %: 22500 − 2250 = 20250 / 2 = 10125; 37500 − 3750 = 33750 / 2 = 16875. */
  { "percent/seats", "classic", "usd", NOVEMBER, 3, 7500, "month", 7500, "month", 5, "percent_off=10", NULL, FALSE, 0,
    { { -10125, 0, 0, 0 }, { 16875, 0, 0, 0 } }, 6750, 6750, 6750, 6750, 6750, 0 },

  /* 1000 a month off: 6500 / 2 = 3250; 11500 / 2 = 5750. */
  { "fixed/flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "amount_off=1000&currency=usd", NULL, FALSE,
    0, { { -3250, 0, 0, 0 }, { 5750, 0, 0, 0 } }, 2500, 2500, 2500, 2500, 2500, 0 },
  { "fixed/classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "amount_off=1000&currency=usd", NULL, FALSE,
    0, { { -3250, 0, 0, 0 }, { 5750, 0, 0, 0 } }, 2500, 2500, 2500, 2500, 2500, 0 },
  { "fixed/itemized", "itemized", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "amount_off=1000&currency=usd", NULL, FALSE,
    0, { { -3750, -500, 0, 0 }, { 6250, 500, 0, 0 } }, 2500, 2500, 2500, 2500, 2500, 0 },
  /* More than the old plan costs: that was free, so nothing is given back; (12500 − 8000) / 2 = 2250. */
  { "fixed/beyond", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "amount_off=8000&currency=usd", NULL, FALSE,
    0, { { 0, 0, 0, 0 }, { 2250, 0, 0, 0 } }, 2250, 2250, 2250, 2250, 2250, 0 },
  /* Classic, to annual: 3250 back; the year is billed whole, and loses 1000. */
  { "fixed/to-annual", "classic", "usd", NOVEMBER, 1, 7500, "month", 75000, "year", 1, "amount_off=1000&currency=usd", NULL, FALSE,
    0, { { -3250, 0, 0, 0 }, { 75000, 1000, 0, 0 } }, 71750, 71750, 70750, 70750, 70750, 0 },

  /* 8.875 %: 3750 × 0.08875 = 332.8125 → 333; 6250 × 0.08875 = 554.6875 → 555. 2500 + 222. */
  { "exclusive/flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "8.875", FALSE, 0,
    { { -3750, 0, -333, -3750 }, { 6250, 0, 555, 6250 } }, 2500, 2500, 2722, 2500, 2722, 0 },
  { "exclusive/classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "8.875", FALSE, 0,
    { { -3750, 0, -333, -3750 }, { 6250, 0, 555, 6250 } }, 2500, 2500, 2722, 2500, 2722, 0 },
  /* −6250 + 3750 and −555 + 333: −2722 become credit. */
  { "exclusive/downgrade", "classic", "usd", NOVEMBER, 1, 12500, "month", 7500, "month", 1, NULL, "8.875", FALSE, 0,
    { { -6250, 0, -555, -6250 }, { 3750, 0, 333, 3750 } }, -2500, -2500, -2722, -2500, 0, -2722 },
  /* 2722 and the 700 that were owed. */
  { "exclusive/debt", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "8.875", FALSE, 700,
    { { -3750, 0, -333, -3750 }, { 6250, 0, 555, 6250 } }, 2500, 2500, 2722, 2500, 3422, 0 },
  /* 5000 of credit pay 2722 and leave 2278. */
  { "exclusive/credit", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "8.875", FALSE, -5000,
    { { -3750, 0, -333, -3750 }, { 6250, 0, 555, 6250 } }, 2500, 2500, 2722, 2500, 0, -2278 },
  /* Three seats become one: 11250 back with 998.4375 → 998, 3750 charged with 333. */
  { "exclusive/seats", "flexible", "usd", NOVEMBER, 3, 7500, "month", 7500, "month", 1, NULL, "8.875", FALSE, 0,
    { { -11250, 0, -998, -11250 }, { 3750, 0, 333, 3750 } }, -7500, -7500, -8165, -7500, 0, -8165 },
  /* Within the price, 20 %: 3750 × 20 / 120 = 625, 6250 × 20 / 120 = 1041.67 → 1042: 2500 − 417. */
  { "inclusive/flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "20", TRUE, 0,
    { { -3750, 0, -625, -3125 }, { 6250, 0, 1042, 5208 } }, 2500, 2083, 2500, 2083, 2500, 0 },
  { "inclusive/classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "20", TRUE, 0,
    { { -3750, 0, -625, -3125 }, { 6250, 0, 1042, 5208 } }, 2500, 2083, 2500, 2083, 2500, 0 },
  /* 19 %: 3750 × 19 / 119 = 598.739 → 599; 6250 × 19 / 119 = 997.899 → 998: 2500 − 399. */
  { "inclusive/19", "flexible", "eur", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "19", TRUE, 0,
    { { -3750, 0, -599, -3151 }, { 6250, 0, 998, 5252 } }, 2500, 2101, 2500, 2101, 2500, 0 },

  /* 3000 and 5000 after 20 %; tax 266.25 → 266 and 443.75 → 444: 2000 + 178. */
  { "both/flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", "8.875", FALSE, 0,
    { { -3000, 0, -266, -3000 }, { 5000, 0, 444, 5000 } }, 2000, 2000, 2178, 2000, 2178, 0 },
  { "both/classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", "8.875", FALSE, 0,
    { { -3000, 0, -266, -3000 }, { 5000, 0, 444, 5000 } }, 2000, 2000, 2178, 2000, 2178, 0 },
  { "both/itemized", "itemized", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", "8.875", FALSE, 0,
    { { -3750, -750, -266, -3000 }, { 6250, 1250, 444, 5000 } }, 2500, 2500, 2178, 2000, 2178, 0 },
  /* Within: 3000 / 6 = 500, 5000 / 6 = 833.33 → 833: 2000 − 333; before the discount 625 and 1042. */
  { "both/inclusive", "itemized", "usd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "percent_off=20", "20", TRUE, 0,
    { { -3750, -750, -500, -2500 }, { 6250, 1250, 833, 4167 } }, 2500, 2083, 2000, 1667, 2000, 0 },
  /* February, 21 of 28 days: 6000 × 3 / 4 = 4500, 10000 × 3 / 4 = 7500; 7 % within: 294.39 → 294, 490.65 → 491. */
  { "both/28-days", "classic", "usd", "2027-02-03T12:00:00Z", "2027-02-10T12:00:00Z", 1, 7500, "month", 12500, "month", 1,
    "percent_off=20", "7", TRUE, 0, { { -4500, 0, -294, -4206 }, { 7500, 0, 491, 7009 } }, 3000, 2803, 3000, 2803, 3000, 0 },
  /* The year from 3 November, 350 of 365 days: 60000 × 350 / 365 = 57534.25 → 57534;
   * tax 266.25 → 266 and 5106.14 → 5106: 54534 + 4840. */
  { "both/to-annual-flexible", "flexible", "usd", NOVEMBER, 1, 7500, "month", 75000, "year", 1, "percent_off=20", "8.875", FALSE,
    0, { { -3000, 0, -266, -3000 }, { 57534, 0, 5106, 57534 } }, 54534, 54534, 59374, 54534, 59374, 0 },
  /* Classic: the year whole, 75000 less 15000, tax 5325; −3000 + 60000 = 57000, + 5059. */
  { "both/to-annual-classic", "classic", "usd", NOVEMBER, 1, 7500, "month", 75000, "year", 1, "percent_off=20", "8.875", FALSE,
    0, { { -3000, 0, -266, -3000 }, { 75000, 15000, 5325, 60000 } }, 72000, 72000, 62059, 57000, 62059, 0 },
  /* 100000 × 240 / 365 = 65753.42 → 65753, tax 5835.58 → 5836; 10000 × 28 / 30 = 9333.33 → 9333, tax 828.30. */
  { "both/to-monthly-flexible", "flexible", "usd", JULY, 1, 125000, "year", 12500, "month", 1, "percent_off=20", "8.875", FALSE, 0,
    { { -65753, 0, -5836, -65753 }, { 9333, 0, 828, 9333 } }, -56420, -56420, -61428, -56420, 0, -61428 },
  /* The month whole: 12500 less 2500, tax 887.5 → 888; −65753 + 10000 = −55753, − 4948. */
  { "both/to-monthly-classic", "classic", "usd", JULY, 1, 125000, "year", 12500, "month", 1, "percent_off=20", "8.875", FALSE, 0,
    { { -65753, 0, -5836, -65753 }, { 12500, 2500, 888, 10000 } }, -53253, -53253, -60701, -55753, 0, -60701 },

  /* 25 %: 750 / 2 = 375, 780 / 2 = 390: 15 cents are too little to charge and are owed. */
  { "small/discount", "flexible", "usd", NOVEMBER, 1, 1000, "month", 1040, "month", 1, "percent_off=25", NULL, FALSE, 0,
    { { -375, 0, 0, 0 }, { 390, 0, 0, 0 } }, 15, 15, 15, 15, 0, 15 },
  /* With 40 that were owed they are 55: enough. */
  { "small/debt", "flexible", "usd", NOVEMBER, 1, 1000, "month", 1040, "month", 1, "percent_off=25", NULL, FALSE, 40,
    { { -375, 0, 0, 0 }, { 390, 0, 0, 0 } }, 15, 15, 15, 15, 55, 0 },
  /* 500 and 545 with 10 %: 50 and 54.5 → 55: 45 + 5 = 50, just enough. */
  { "small/tax", "classic", "usd", NOVEMBER, 1, 1000, "month", 1090, "month", 1, NULL, "10", FALSE, 0,
    { { -500, 0, -50, -500 }, { 545, 0, 55, 545 } }, 45, 45, 50, 45, 50, 0 },

  /* No decimals: 999 / 2 → 500 back (halves down), 1999 / 2 → 999; tax 50 and 99.9 → 100. */
  { "jpy/tax", "flexible", "jpy", NOVEMBER, 1, 999, "month", 1999, "month", 1, NULL, "10", FALSE, 0,
    { { -500, 0, -50, -500 }, { 999, 0, 100, 999 } }, 499, 499, 549, 499, 549, 0 },
  /* 15 %: 149.85 → 150, 849 / 2 = 424.5 → 425 back; 299.85 → 300, 1699 / 2 → 849. */
  { "jpy/discount", "classic", "jpy", NOVEMBER, 1, 999, "month", 1999, "month", 1, "percent_off=15", NULL, FALSE, 0,
    { { -425, 0, 0, 0 }, { 849, 0, 0, 0 } }, 424, 424, 424, 424, 424, 0 },
  /* 500 and 540, tax 50 and 54: 44 yen are below the smallest charge. */
  { "jpy/small", "flexible", "jpy", NOVEMBER, 1, 1000, "month", 1080, "month", 1, NULL, "10", FALSE, 0,
    { { -500, 0, -50, -500 }, { 540, 0, 54, 540 } }, 40, 40, 44, 40, 0, 44 },
  /* Three decimals: 5 % of 3750 = 187.5 → 188, of 6250 = 312.5 → 313; 1.000 of credit. */
  { "kwd/tax", "flexible", "kwd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, NULL, "5", FALSE, -1000,
    { { -3750, 0, -188, -3750 }, { 6250, 0, 313, 6250 } }, 2500, 2500, 2625, 2500, 1625, 0 },
  /* 0.500 off: 7000 / 2, 12000 / 2. */
  { "kwd/discount", "classic", "kwd", NOVEMBER, 1, 7500, "month", 12500, "month", 1, "amount_off=500&currency=kwd", NULL, FALSE, 0,
    { { -3500, 0, 0, 0 }, { 6000, 0, 0, 0 } }, 2500, 2500, 2500, 2500, 2500, 0 },
};
/* clang-format on */

static gint64
sum_of (JsonObject *invoice,
        const char *list)
{
  JsonArray *amounts = json_object_get_array_member (invoice, list);
  gint64 sum = 0;

  for (unsigned int i = 0; i < json_array_get_length (amounts); i++)
    sum += json_object_get_int_member (json_array_get_object_element (amounts, i), "amount");

  return sum;
}

static JsonObject *
get_line (JsonObject *invoice,
          unsigned int index)
{
  JsonArray *lines = json_object_get_array_member (json_object_get_object_member (invoice, "lines"), "data");

  g_assert_cmpuint (index, <, json_array_get_length (lines));

  return json_array_get_object_element (lines, index);
}

static void
assert_tax (JsonObject *tax,
            const Case *expected,
            gint64 amount,
            gint64 taxable)
{
  g_assert_cmpint (sandbox_int (tax, "amount"), ==, amount);
  g_assert_cmpint (sandbox_int (tax, "taxable_amount"), ==, taxable);
  g_assert_cmpstr (sandbox_text (tax, "tax_behavior"), ==, expected->inclusive ? "inclusive" : "exclusive");
  g_assert_cmpstr (sandbox_text (tax, "type"), ==, "tax_rate_details");
  g_assert_true (g_str_has_prefix (sandbox_text (tax, "tax_rate_details.tax_rate"), "txr_"));
}

static void
assert_invoice (JsonObject *invoice,
                const Case *expected)
{
  gint64 discount = expected->lines[0].discount + expected->lines[1].discount;
  gint64 tax = expected->lines[0].tax + expected->lines[1].tax;
  gint64 taxable = expected->lines[0].taxable + expected->lines[1].taxable;

  g_assert_cmpuint (sandbox_length (invoice, "lines.data"), ==, 2);
  for (unsigned int i = 0; i < 2; i++)
    {
      JsonObject *line = get_line (invoice, i);

      g_assert_cmpint (sandbox_int (line, "amount"), ==, expected->lines[i].amount);
      g_assert_cmpint (sum_of (line, "discount_amounts"), ==, expected->lines[i].discount);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (line, "discount_amounts")), ==,
                        expected->coupon != NULL);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (line, "taxes")), ==,
                        expected->tax != NULL);
      if (expected->tax != NULL)
        assert_tax (json_array_get_object_element (json_object_get_array_member (line, "taxes"), 0), expected,
                    expected->lines[i].tax, expected->lines[i].taxable);
    }

  g_assert_cmpint (sum_of (invoice, "total_discount_amounts"), ==, discount);
  g_assert_cmpint (sum_of (invoice, "total_taxes"), ==, tax);
  if (expected->tax != NULL)
    assert_tax (json_array_get_object_element (json_object_get_array_member (invoice, "total_taxes"), 0), expected,
                tax, taxable);
  g_assert_cmpint (sandbox_int (invoice, "subtotal"), ==, expected->subtotal);
  g_assert_cmpint (sandbox_int (invoice, "subtotal_excluding_tax"), ==, expected->subtotal_excluding_tax);
  g_assert_cmpint (sandbox_int (invoice, "total"), ==, expected->total);
  g_assert_cmpint (sandbox_int (invoice, "total_excluding_tax"), ==, expected->total_excluding_tax);
  g_assert_cmpint (sandbox_int (invoice, "starting_balance"), ==, expected->balance);
  g_assert_cmpint (sandbox_int (invoice, "amount_due"), ==, expected->amount_due);
  g_assert_cmpint (sandbox_int (invoice, "ending_balance"), ==, expected->ending_balance);
}

static JsonObject *
post_ok (SandboxFixture *fixture,
         const char *path,
         const char *body)
{
  JsonObject *answer = sandbox_send (fixture, "POST", path, body);

  if (fixture->status != 200)
    g_error ("%s: %s", path, sandbox_text (answer, "error.message"));

  return answer;
}

static void
test_case (SandboxFixture *fixture,
           gconstpointer   data)
{
  const Case *expected = data;
  gboolean itemized = g_str_equal (expected->mode, "itemized");
  GString *body = g_string_new (NULL);
  g_auto (SandboxCustomer) account = { 0 };
  g_autofree char *old_price = NULL;
  g_autofree char *new_price = NULL;
  g_autofree char *coupon = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) created = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) after = NULL;
  const char *item;

  sandbox_customer_make (fixture, &account, expected->start);
  old_price = sandbox_customer_price (fixture, &account, expected->currency, expected->old_amount, expected->old_interval);
  new_price = sandbox_customer_price (fixture, &account, expected->currency, expected->new_amount, expected->new_interval);
  g_string_printf (body, "customer=%s&items[0][price]=%s&items[0][quantity]=%d&billing_mode[type]=%s", account.customer,
                   old_price, expected->quantity, itemized ? "flexible" : expected->mode);
  if (itemized)
    g_string_append (body, "&billing_mode[flexible][proration_discounts]=itemized");
  if (expected->coupon != NULL)
    {
      coupon = sandbox_make (fixture, "/v1/coupons", "duration=forever&%s", expected->coupon);
      g_string_append_printf (body, "&discounts[0][coupon]=%s", coupon);
    }
  if (expected->tax != NULL)
    {
      rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Tax&percentage=%s&inclusive=%s", expected->tax,
                           expected->inclusive ? "true" : "false");
      g_string_append_printf (body, "&default_tax_rates[0]=%s", rate);
    }
  text = g_string_free (body, FALSE);
  created = post_ok (fixture, "/v1/subscriptions", text);
  item = sandbox_text (created, "items.data.0.id");
  sandbox_customer_advance (fixture, &account, expected->change);
  if (expected->balance != 0)
    {
      g_autofree char *balance = g_strdup_printf ("/v1/customers/%s/balance_transactions", account.customer);
      g_autofree char *done = sandbox_make (fixture, balance, "amount=%d&currency=%s", expected->balance,
                                            expected->currency);

      g_assert_true (g_str_has_prefix (done, "cbtxn_"));
    }

  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&subscription_details[items][0][id]=%s"
                          "&subscription_details[items][0][price]=%s&subscription_details[items][0][quantity]=%d"
                          "&subscription_details[proration_behavior]=always_invoice",
                          sandbox_text (created, "id"), item, new_price, expected->new_quantity);
  g_assert_cmpint (fixture->status, ==, 200);
  assert_invoice (preview, expected);

  path = g_strconcat ("/v1/subscriptions/", sandbox_text (created, "id"), NULL);
  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&items[0][quantity]=%d&proration_behavior=always_invoice"
                          "&proration_date=%" G_GINT64_FORMAT
                          "&payment_behavior=pending_if_incomplete&expand[]=latest_invoice",
                          item, new_price, expected->new_quantity, sandbox_time (expected->change));
  g_assert_cmpint (fixture->status, ==, 200);
  assert_invoice (json_object_get_object_member (changed, "latest_invoice"), expected);
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.status"), ==, "paid");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_paid"), ==, expected->amount_due);

  after = sandbox_get (fixture, "/v1/customers/%s", account.customer);
  g_assert_cmpint (sandbox_int (after, "balance"), ==, expected->ending_balance);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/money/change/", cases[i].name, NULL);

      sandbox_fixture_add (path, test_case, &cases[i]);
    }

  return g_test_run ();
}
