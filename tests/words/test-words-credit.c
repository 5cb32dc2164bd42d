/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static SmrtCreditEntry *
make_entry (SmrtCreditKind  kind,
            gint64          amount,
            const char     *description)
{
  SmrtMoney money = smrt_money_init (amount, "usd");

  return smrt_credit_entry_new ("cbtxn_1", kind, NOVEMBER_18, &money, &money, description, "in_1");
}

static void
test_used (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtCreditEntry) entry = make_entry (SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, -7500, NULL);
  g_autoptr (SmrtInvoice) renewal = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = 7500 });
  g_autoptr (SmrtInvoice) change = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = 2500 });
  g_autoptr (SmrtInvoice) bare = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = 7500 });

  words_invoice_add_line (renewal, "standard", SMRT_INTERVAL_MONTH, 7500, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_credit_entry (entry, renewal, catalogue), "Used for the payment of Standard, monthly");

  words_invoice_add_line (change, "standard", SMRT_INTERVAL_MONTH, -3750, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (change, "pro", SMRT_INTERVAL_MONTH, 6250, DECEMBER_3, 1, TRUE);
  assert_words (smrt_words_credit_entry (entry, change, catalogue), "Used for the change to Pro, monthly");

  assert_words (smrt_words_credit_entry (entry, bare, catalogue), "Settled with an invoice");
  smrt_invoice_set_number (bare, "NW-0041");
  assert_words (smrt_words_credit_entry (entry, bare, catalogue), "Used for invoice NW-0041");
  assert_words (smrt_words_credit_entry (entry, NULL, catalogue), "Settled with an invoice");
}

static void
test_credited (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtCreditEntry) entry = make_entry (SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, 41667, NULL);
  g_autoptr (SmrtInvoice) cycle = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = -41667 });
  g_autoptr (SmrtInvoice) plan = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = -2500 });
  g_autoptr (SmrtInvoice) bare = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = -2500 });
  g_autoptr (SmrtInvoice) debt = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = 7500 });

  words_invoice_add_line (cycle, "standard", SMRT_INTERVAL_YEAR, -49167, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (cycle, "standard", SMRT_INTERVAL_MONTH, 7500, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_credit_entry (entry, cycle, catalogue),
                "Unused time on Standard, annual: switched to monthly");

  words_invoice_add_line (plan, "pro", SMRT_INTERVAL_MONTH, -6250, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (plan, "standard", SMRT_INTERVAL_MONTH, 3750, DECEMBER_3, 1, TRUE);
  assert_words (smrt_words_credit_entry (entry, plan, catalogue),
                "Unused time on Pro, monthly: changed to Standard, monthly");

  words_invoice_add_line (bare, "pro", SMRT_INTERVAL_MONTH, -2500, DECEMBER_3, 1, TRUE);
  assert_words (smrt_words_credit_entry (entry, bare, catalogue), "Unused time on Pro, monthly");
  assert_words (smrt_words_credit_entry (entry, bare, NULL), "Settled with an invoice");
  assert_words (smrt_words_credit_entry (entry, debt, catalogue), "Owed amount collected with an invoice");
}

static void
test_kinds (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SmrtCreditEntry) adjusted = make_entry (SMRT_CREDIT_KIND_ADJUSTMENT, 500, "Sorry for\nthe outage");

  for (int kind = SMRT_CREDIT_KIND_OTHER; kind <= SMRT_CREDIT_KIND_USAGE_RETURNED; kind++)
    {
      g_autoptr (SmrtCreditEntry) entry = make_entry (kind, 500, NULL);

      g_assert_true (g_hash_table_add (seen, (gpointer) smrt_words_credit_kind (kind)));
      assert_words (smrt_words_credit_entry (entry, NULL, NULL), smrt_words_credit_kind (kind));
    }

  assert_words (smrt_words_credit_entry (adjusted, NULL, NULL), "Sorry for the outage");
}

static void
test_use (void)
{
  SmrtMoney some = smrt_money_init (4167, "usd");
  SmrtMoney much = smrt_money_init (7500, "usd");
  SmrtMoney none = smrt_money_init (0, "usd");
  SmrtMoney euros = smrt_money_init (7500, "eur");

  assert_words (smrt_words_credit_use (&some, &much, DECEMBER_3), "Pays part of $75.00 on 3 December 2026");
  assert_words (smrt_words_credit_use (&much, &much, DECEMBER_3), "Pays all of $75.00 on 3 December 2026");
  assert_words (smrt_words_credit_use (&none, &much, DECEMBER_3), "Nothing is taken from credit");
  assert_words (smrt_words_credit_use (&euros, &much, DECEMBER_3), "Nothing is taken from credit");
}

static void
assert_forecast (const SmrtForecastRow *row,
                 SmrtPaymentMethod     *card,
                 const char            *expected_title,
                 const char            *expected_detail)
{
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  smrt_words_forecast (row, SMRT_CYCLE_MONTHLY, card, &title, &detail);
  g_assert_cmpstr (title, ==, expected_title);
  g_assert_cmpstr (detail, ==, expected_detail);
}

/* $703.77 against $125.00 a month from 18 December: 5 × 125.00 = 625.00 leaves
 * 78.77 for the sixth. */
static void
test_forecast (void)
{
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  SmrtMoney credit = smrt_money_init (70377, "usd");
  SmrtMoney payment = smrt_money_init (12500, "usd");
  g_autoptr (GArray) rows = smrt_forecast_credit (&credit, &payment, G_GINT64_CONSTANT (1797595200), SMRT_CYCLE_MONTHLY);

  g_assert_cmpuint (rows->len, ==, 3);
  assert_forecast (&g_array_index (rows, SmrtForecastRow, 0), card,
                   "18 Dec 2026 to 18 Apr 2027", "5 payments of $125.00, all from credit");
  assert_forecast (&g_array_index (rows, SmrtForecastRow, 1), card, "18 May 2027", "$78.77 from credit");
  assert_forecast (&g_array_index (rows, SmrtForecastRow, 2), card,
                   "From 18 June 2027", "monthly, charged to Visa •••• 4242");
  assert_forecast (&g_array_index (rows, SmrtForecastRow, 2), NULL, "From 18 June 2027", "monthly");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/credit/used", test_used);
  g_test_add_func ("/words/credit/credited", test_credited);
  g_test_add_func ("/words/credit/kinds", test_kinds);
  g_test_add_func ("/words/credit/use", test_use);
  g_test_add_func ("/words/credit/forecast", test_forecast);

  return g_test_run ();
}
