/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

static SmrtOffer *
make_offer (SmrtCatalogue *catalogue,
            SmrtCycle      from,
            const char    *to,
            SmrtCycle      to_cycle)
{
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", from);

  return smrt_catalogue_find_offer (catalogue, subscription, smrt_catalogue_find_plan (catalogue, to), to_cycle);
}

static SmrtInvoice *
make_next (gint64 total)
{
  return billing_invoice_new ((SmrtInvoiceSums) { .subtotal = total, .total = total, .amount_due = total });
}

/* Standard to Pro in the middle of the month: -37.50 and +62.50. */
static SmrtQuote *
make_upgrade (gint64 due,
              gint64 end,
              gint64 next)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtOffer) offer = make_offer (catalogue, SMRT_CYCLE_MONTHLY, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due_invoice = NULL;
  g_autoptr (SmrtInvoice) next_invoice = make_next (next);

  due_invoice = billing_invoice_new ((SmrtInvoiceSums) { .subtotal = 2500, .total = 2500, .amount_due = due });
  billing_invoice_add_line (due_invoice, "standard-month", -3750, DECEMBER_3);
  billing_invoice_add_line (due_invoice, "pro-month", 6250, end);
  smrt_invoice_set_proration_date (due_invoice, NOVEMBER_18);

  return smrt_quote_new (offer, due_invoice, next_invoice, NOVEMBER_18 + 1, 5 * G_USEC_PER_SEC);
}

static void
assert_money (SmrtMoney   money,
              gint64      amount,
              const char *currency)
{
  g_assert_cmpint (money.amount, ==, amount);
  g_assert_cmpstr (money.currency, ==, currency);
}

/* The same upgrade at the next billing date: nothing is due before it. */
static void
test_at_renewal (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtOffer) offer = make_offer (catalogue, SMRT_CYCLE_MONTHLY, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) next_invoice = make_next (12500);
  g_autoptr (SmrtInvoice) dearer_invoice = make_next (12600);
  g_autoptr (SmrtQuote) now = make_upgrade (2500, DECEMBER_3, 12500);
  g_autoptr (SmrtQuote) same = NULL;
  g_autoptr (SmrtQuote) dearer = NULL;
  SmrtQuote *quote = smrt_quote_new_at_renewal (offer, next_invoice, NOVEMBER_18, 0);
  gint64 renewal = smrt_subscription_item_get_period_end (smrt_offer_get_item (offer));

  g_assert_cmpint (smrt_quote_get_timing (quote), ==, SMRT_TIMING_AT_RENEWAL);
  g_assert_cmpint (smrt_quote_get_timing (now), ==, SMRT_TIMING_NOW);
  g_assert_null (smrt_quote_get_due_invoice (quote));
  assert_money (smrt_quote_get_due_today (quote), 0, "usd");
  assert_money (smrt_quote_get_credit_added (quote), 0, "usd");
  assert_money (smrt_quote_get_next_payment (quote), 12500, "usd");
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, renewal);
  g_assert_cmpint (smrt_quote_get_proration_date (quote), ==, 0);

  same = smrt_quote_new_at_renewal (offer, next_invoice, NOVEMBER_18 + 60, 0);
  dearer = smrt_quote_new_at_renewal (offer, dearer_invoice, NOVEMBER_18, 0);
  g_assert_true (smrt_quote_same_amounts (quote, same));
  g_assert_false (smrt_quote_same_amounts (quote, dearer));
  g_assert_false (smrt_quote_same_amounts (quote, now));
  g_assert_false (smrt_quote_same_amounts (now, quote));

  g_assert_finalize_object (quote);
}

static void
test_upgrade (void)
{
  SmrtQuote *quote = make_upgrade (2500, DECEMBER_3, 12500);

  assert_money (smrt_quote_get_due_today (quote), 2500, "usd");
  assert_money (smrt_quote_get_credit_added (quote), 0, "usd");
  assert_money (smrt_quote_get_next_payment (quote), 12500, "usd");
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, DECEMBER_3);
  g_assert_cmpint (smrt_quote_get_proration_date (quote), ==, NOVEMBER_18);
  g_assert_cmpint (smrt_quote_get_taken_at (quote), ==, NOVEMBER_18 + 1);
  g_assert_cmpint (smrt_quote_get_age (quote, 5 * G_USEC_PER_SEC), ==, 0);
  g_assert_cmpint (smrt_quote_get_age (quote, 65 * G_USEC_PER_SEC + 999999), ==, 60);
  g_assert_cmpint (smrt_offer_get_kind (smrt_quote_get_offer (quote)), ==, SMRT_OFFER_UPGRADE);
  g_assert_cmpuint (smrt_invoice_get_lines (smrt_quote_get_due_invoice (quote))->len, ==, 2);
  g_assert_nonnull (smrt_quote_get_next_invoice (quote));

  g_assert_finalize_object (quote);
}

/* Credit that the account already has pays a part: due is less than the total,
 * and nothing is added. */
static void
test_credit_used (void)
{
  g_autoptr (SmrtQuote) quote = make_upgrade (1500, DECEMBER_3, 12500);

  assert_money (smrt_quote_get_due_today (quote), 1500, "usd");
  assert_money (smrt_quote_get_credit_added (quote), 0, "usd");
}

/* Annual to monthly: what is left of the year, less the first month, becomes
 * credit. The old line reaches further than the new one, whose end counts. */
static void
test_credit_added (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtOffer) offer = make_offer (catalogue, SMRT_CYCLE_ANNUAL, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due = billing_invoice_new ((SmrtInvoiceSums) { .subtotal = -42500, .total = -42500 });
  g_autoptr (SmrtInvoice) next = make_next (7500);
  g_autoptr (SmrtQuote) quote = NULL;

  billing_invoice_add_line (due, "standard-year", -50000, DECEMBER_18 + 86400 * 200);
  billing_invoice_add_line (due, "standard-month", 7500, DECEMBER_18);
  quote = smrt_quote_new (offer, due, next, NOVEMBER_18, 0);

  assert_money (smrt_quote_get_due_today (quote), 0, "usd");
  assert_money (smrt_quote_get_credit_added (quote), 42500, "usd");
  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, DECEMBER_18);
}

/* Without a line for the new price the period stays what it is. */
static void
test_no_lines (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtOffer) offer = make_offer (catalogue, SMRT_CYCLE_MONTHLY, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due = billing_invoice_new ((SmrtInvoiceSums) { .total = 0 });
  g_autoptr (SmrtInvoice) next = make_next (12500);
  g_autoptr (SmrtQuote) quote = smrt_quote_new (offer, due, next, NOVEMBER_18, 0);

  g_assert_cmpint (smrt_quote_get_next_date (quote), ==, DECEMBER_3);
  g_assert_cmpint (smrt_quote_get_proration_date (quote), ==, 0);
}

static void
test_same_amounts (void)
{
  g_autoptr (SmrtQuote) quote = make_upgrade (2500, DECEMBER_3, 12500);
  g_autoptr (SmrtQuote) same = make_upgrade (2500, DECEMBER_3, 12500);
  g_autoptr (SmrtQuote) other_due = make_upgrade (2499, DECEMBER_3, 12500);
  g_autoptr (SmrtQuote) other_next = make_upgrade (2500, DECEMBER_3, 12501);
  g_autoptr (SmrtQuote) other_date = make_upgrade (2500, DECEMBER_18, 12500);
  g_autoptr (SmrtInvoice) credit = billing_invoice_new ((SmrtInvoiceSums) { .total = -334 });
  g_autoptr (SmrtInvoice) more_credit = billing_invoice_new ((SmrtInvoiceSums) { .total = -335 });
  g_autoptr (SmrtInvoice) next = make_next (12500);
  g_autoptr (SmrtQuote) credited = smrt_quote_new (smrt_quote_get_offer (quote), credit, next, 0, 0);
  g_autoptr (SmrtQuote) other_credit = smrt_quote_new (smrt_quote_get_offer (quote), more_credit, next, 0, 0);

  g_assert_true (smrt_quote_same_amounts (quote, same));
  g_assert_false (smrt_quote_same_amounts (quote, other_due));
  g_assert_false (smrt_quote_same_amounts (quote, other_next));
  g_assert_false (smrt_quote_same_amounts (quote, other_date));
  g_assert_false (smrt_quote_same_amounts (credited, other_credit));
  g_assert_true (smrt_quote_same_amounts (credited, credited));
}

/* What is due can stay the same and cost the person more: by their credit. */
static void
test_same_due_otherwise_made (void)
{
  static const SmrtInvoiceSums sums[] = {
    { .subtotal = 2500, .total = 2500, .amount_due = 2500 },
    { .subtotal = 3500, .total = 3500, .starting_balance = -1000, .amount_due = 2500 },
    { .subtotal = 2600, .discount = 100, .total = 2500, .amount_due = 2500 },
    { .subtotal = 2400, .tax = 100, .total = 2500, .amount_due = 2500 },
  };
  g_autoptr (SmrtQuote) quote = make_upgrade (2500, DECEMBER_3, 12500);
  g_autoptr (SmrtInvoice) next = make_next (12500);

  for (unsigned int i = 0; i < G_N_ELEMENTS (sums); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (sums); j++)
      {
        g_autoptr (SmrtInvoice) a = billing_invoice_new (sums[i]);
        g_autoptr (SmrtInvoice) b = billing_invoice_new (sums[j]);
        g_autoptr (SmrtQuote) first = smrt_quote_new (smrt_quote_get_offer (quote), a, next, 0, 0);
        g_autoptr (SmrtQuote) second = smrt_quote_new (smrt_quote_get_offer (quote), b, next, 0, 0);

        g_assert_cmpint (smrt_quote_same_amounts (first, second), ==, i == j);
      }
}

static void
test_never_without_preview (void)
{
  g_autoptr (SmrtQuote) quote = make_upgrade (2500, DECEMBER_3, 12500);

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*SMRT_IS_INVOICE (due_invoice)*");
  g_assert_null (smrt_quote_new (smrt_quote_get_offer (quote), NULL, smrt_quote_get_next_invoice (quote), 0, 0));
  g_test_assert_expected_messages ();

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*SMRT_IS_INVOICE (next_invoice)*");
  g_assert_null (smrt_quote_new (smrt_quote_get_offer (quote), smrt_quote_get_due_invoice (quote), NULL, 0, 0));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quote/upgrade", test_upgrade);
  g_test_add_func ("/quote/at-renewal", test_at_renewal);
  g_test_add_func ("/quote/credit-used", test_credit_used);
  g_test_add_func ("/quote/credit-added", test_credit_added);
  g_test_add_func ("/quote/no-lines", test_no_lines);
  g_test_add_func ("/quote/same-amounts", test_same_amounts);
  g_test_add_func ("/quote/same-due-otherwise-made", test_same_due_otherwise_made);
  g_test_add_func ("/quote/never-without-preview", test_never_without_preview);

  return g_test_run ();
}
