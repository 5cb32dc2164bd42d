/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"

/* A subscription of Standard at $75.00 that begins on 18 November 2026, 12:00
 * UTC, and becomes Pro at $125.00 on 3 December at the same hour, with 15 of
 * its 30 days left: half of everything. */
#define DECEMBER_3  G_GINT64_CONSTANT (1796299200)
#define DECEMBER_18 G_GINT64_CONSTANT (1797595200)

typedef struct
{
  const char *name;
  const char *mode;
  const char *coupon; /* what a coupon that counts for ever is made of, or NULL */
  const char *tax;    /* what a tax rate is made of, or NULL */
  gint64 balance;     /* what the customer owes before; a credit is negative */
  gint64 lines[2];
  gint64 discount;
  gint64 tax_on_top;
  gint64 tax_within;
  gint64 total;
  gint64 due;
  gint64 ending_balance;
} Case;

/* clang-format off */
static const Case cases[] = {
  /* 3750 back, 6250 charged. */
  { "plain", "classic", NULL, NULL, 0, { -3750, 6250 }, 0, 0, 0, 2500, 2500, 0 },
  /* 20 % off: 6000 / 2 back, 10000 / 2 charged; the lines have it in them. */
  { "percent", "flexible", "percent_off=20", NULL, 0, { -3000, 5000 }, 0, 0, 0, 2000, 2000, 0 },
  /* $10.00 a month off: 6500 / 2 and 11500 / 2. */
  { "fixed", "classic", "amount_off=1000&currency=usd", NULL, 0, { -3250, 5750 }, 0, 0, 0, 2500, 2500, 0 },
  /* 8.875 %: −332.81 and 554.69 are −333 and 555. */
  { "tax", "flexible", NULL, "inclusive=false&percentage=8.875", 0, { -3750, 6250 }, 0, 222, 0, 2722, 2722, 0 },
  /* 20 % within the price: −3750 / 6 = −625, 6250 / 6 = 1041.67. */
  { "tax-within", "classic", NULL, "inclusive=true&percentage=20", 0, { -3750, 6250 }, 0, 0, 417, 2500, 2500, 0 },
  /* Both: 3000 and 5000, tax −266.25 and 443.75: 2000 − 266 + 444. */
  { "both", "flexible", "percent_off=20", "inclusive=false&percentage=8.875", 0, { -3000, 5000 }, 0, 178, 0, 2178, 2178, 0 },
  /* 2722 and the 700 that were owed. */
  { "debt", "classic", NULL, "inclusive=false&percentage=8.875", 700, { -3750, 6250 }, 0, 222, 0, 2722, 3422, 0 },
  /* 2722 out of 5000 of credit. */
  { "credit", "flexible", NULL, "inclusive=false&percentage=8.875", -5000, { -3750, 6250 }, 0, 222, 0, 2722, 0, -2278 },
  /* 2500 out of 2470 of credit leave 30, which is less than may be charged: it is owed and comes with the next one. */
  { "minimum", "classic", NULL, NULL, -2470, { -3750, 6250 }, 0, 0, 0, 2500, 0, 30 },
};
/* clang-format on */

static char *
create (AccountFixture *fixture,
        const char     *path,
        const char     *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = account_fixture_post (fixture, path, parameters, &error);

  g_assert_no_error (error);

  return account_fixture_string (node, "id");
}

/* A Standard of its own, beside the one of the demo account. */
static char *
subscribe (AccountFixture *fixture,
           const Case     *expected)
{
  SmrtSubscription *standard = account_fixture_find (fixture, "smrtPhone Standard");
  g_autoptr (GString) parameters = g_string_new (NULL);

  g_string_append_printf (parameters, "customer=%s&items[0][price]=%s&billing_mode[type]=%s",
                          smrt_sandbox_get_customer (fixture->sandbox),
                          smrt_price_get_id (smrt_subscription_item_get_price (smrt_subscription_get_main_item (standard))),
                          expected->mode);
  if (expected->coupon != NULL)
    {
      g_autofree char *terms = g_strconcat ("duration=forever&", expected->coupon, NULL);
      g_autofree char *coupon = create (fixture, "/v1/coupons", terms);

      g_string_append_printf (parameters, "&discounts[0][coupon]=%s", coupon);
    }
  if (expected->tax != NULL)
    {
      g_autofree char *terms = g_strconcat ("display_name=Tax&", expected->tax, NULL);
      g_autofree char *rate = create (fixture, "/v1/tax_rates", terms);

      g_string_append_printf (parameters, "&default_tax_rates[0]=%s", rate);
    }

  return create (fixture, "/v1/subscriptions", parameters->str);
}

static gint64
get_balance (AccountFixture *fixture)
{
  const SmrtMoney *balance = smrt_customer_get_balance (smrt_account_get_customer (fixture->account));

  return balance != NULL ? balance->amount : 0;
}

static void
set_balance (AccountFixture *fixture,
             gint64          balance)
{
  gint64 now = get_balance (fixture);
  g_autofree char *path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                                           smrt_sandbox_get_customer (fixture->sandbox));
  g_autofree char *parameters = g_strdup_printf ("currency=usd&amount=%" G_GINT64_FORMAT, balance - now);
  g_autofree char *id = NULL;

  if (balance != now)
    id = create (fixture, path, parameters);
}

static void
assert_invoice (SmrtInvoice *invoice,
                const Case  *expected)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  g_assert_cmpuint (lines->len, ==, 2);
  for (unsigned int i = 0; i < lines->len; i++)
    g_assert_cmpint (smrt_invoice_line_get_amount (lines->pdata[i])->amount, ==, expected->lines[i]);
  g_assert_cmpint (sums->discount, ==, expected->discount);
  g_assert_cmpint (sums->tax, ==, expected->tax_on_top);
  g_assert_cmpint (sums->included_tax, ==, expected->tax_within);
  g_assert_cmpint (sums->total, ==, expected->total);
  g_assert_cmpint (sums->amount_due, ==, expected->due);
}

static SmrtOffer *
find_upgrade (AccountFixture *fixture,
              const char     *id)
{
  SmrtPlan *pro = account_fixture_find_plan (fixture, "smrtPhone Pro");

  return smrt_account_find_offer (fixture->account, id, smrt_plan_get_id (pro), SMRT_CYCLE_MONTHLY);
}

/* What is quoted is what is charged, and what is charged is what was worked out. */
static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  AccountFixture fixture = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtInvoice *receipt;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  id = subscribe (&fixture, expected);
  account_fixture_advance (&fixture, DECEMBER_3);
  set_balance (&fixture, expected->balance);
  account_fixture_refresh (&fixture);

  offer = find_upgrade (&fixture, id);
  change = smrt_change_new (fixture.account, offer);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, expected->due);
  assert_invoice (smrt_quote_get_due_invoice (smrt_change_get_quote (change)), expected);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (change));
  receipt = smrt_change_get_invoice (change);
  g_assert_cmpint (smrt_invoice_get_status (receipt), ==, SMRT_INVOICE_STATUS_PAID);
  g_assert_cmpint (smrt_invoice_get_sums (receipt)->amount_paid, ==, expected->due);
  assert_invoice (receipt, expected);

  account_fixture_refresh (&fixture);
  g_assert_cmpint (get_balance (&fixture), ==, expected->ending_balance);

  g_clear_object (&change);
  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

/* What is planned for the next billing date keeps its discount and its tax: 12500 − 2500 = 10000, tax 887.5 → 888. */
static void
test_at_renewal (void)
{
  static const Case terms = { .mode = "flexible", .coupon = "percent_off=20", .tax = "inclusive=false&percentage=8.875" };
  AccountFixture fixture = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (SmrtProof) proof = NULL;
  g_autoptr (GError) error = NULL;
  SmrtInvoice *renewal;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  id = subscribe (&fixture, &terms);
  account_fixture_refresh (&fixture);

  offer = find_upgrade (&fixture, id);
  change = smrt_change_new (fixture.account, offer);
  smrt_change_set_timing (change, SMRT_TIMING_AT_RENEWAL);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_next_payment (smrt_change_get_quote (change)).amount, ==, 10888);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);

  account_fixture_advance (&fixture, DECEMBER_18 + 2 * 60 * 60);
  renewal = account_fixture_get_latest_invoice (&fixture, id);
  g_assert_cmpint (smrt_invoice_get_sums (renewal)->tax, ==, 888);
  g_assert_cmpint (smrt_invoice_get_sums (renewal)->amount_paid, ==, 10888);
  proof = smrt_proof_new_at_renewal (smrt_quote_get_next_invoice (smrt_change_get_quote (change)), renewal);
  g_assert_true (smrt_proof_is_exact (proof));

  g_clear_object (&change);
  g_clear_object (&offer);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/change/money/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  g_test_add_func ("/change/money/at-renewal", test_at_renewal);

  return g_test_run ();
}
