/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static SmrtUsageRow *
make_row (SmrtUsageKind  kind,
          const char    *name,
          const char    *unit,
          const char    *unit_amount,
          gint64         quantity,
          gint64         amount)
{
  g_autoptr (SmrtUsagePrice) price = smrt_usage_price_new ("price_1", name, unit, unit_amount);
  SmrtUsageRow *row = smrt_usage_row_new (kind, "price_1", name, price, "usd");

  g_assert_true (smrt_usage_row_add (row, quantity, amount));

  return row;
}

static void
test_rows (void)
{
  static const struct
  {
    const char *name;
    const char *unit;
    const char *unit_amount;
    gint64 quantity;
    gint64 amount;
    const char *name_words;
    const char *quantity_words;
    const char *price_words;
  } rows[] = {
    { "Outbound calls", "minute", "1.5", 1204, 1806, "Outbound calls", "1,204 minutes", "$0.015" },
    { "Outbound calls", "minute", "1.5", 1, 2, "Outbound calls", "1 minute", "$0.015" },
    { "Texts", "text", NULL, 7, 1000, "Texts", "7 texts", "$1.4286 on average" },
    { "Phone numbers", "number", "115", 12, 1380, "Phone numbers", "12 numbers", "$1.15" },
    { "Faxes\n<b>", "page", "1", 3, 3, "Faxes <b>", "3 × page", "$0.01" },
    { NULL, NULL, NULL, 0, 0, "Other usage", "0", "" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SmrtUsageRow) row = make_row (SMRT_USAGE_KIND_USED, rows[i].name, rows[i].unit, rows[i].unit_amount,
                                               rows[i].quantity, rows[i].amount);

      assert_words (smrt_words_usage_name (row), rows[i].name_words);
      assert_words (smrt_words_usage_quantity (row), rows[i].quantity_words);
      assert_words (smrt_words_usage_price (row), rows[i].price_words);
    }
}

static void
test_sums (void)
{
  g_autoptr (SmrtUsageRow) tax = make_row (SMRT_USAGE_KIND_TAX, NULL, NULL, NULL, 0, 240);
  g_autoptr (SmrtUsageRow) discount = make_row (SMRT_USAGE_KIND_DISCOUNT, NULL, NULL, NULL, 0, -240);

  assert_words (smrt_words_usage_name (tax), "Taxes");
  assert_words (smrt_words_usage_name (discount), "Discount");
  assert_words (smrt_words_usage_quantity (tax), "");
  assert_words (smrt_words_usage_price (tax), "");
}

static SmrtUsage *
make_usage (gint64             amount,
            gint64             from_credit,
            SmrtInvoiceStatus  status,
            gboolean           running)
{
  SmrtInvoiceSums sums = { .subtotal = amount, .usage_credit = from_credit, .total = amount - from_credit };
  g_autoptr (SmrtInvoice) invoice = words_invoice_new (status, sums);
  g_autoptr (GPtrArray) prices = g_ptr_array_new_with_free_func (g_object_unref);

  smrt_invoice_set_number (invoice, "NWR-0007");
  words_invoice_add_line (invoice, "calls", SMRT_INTERVAL_MONTH, amount, DECEMBER_3, 1, FALSE);
  g_ptr_array_add (prices, smrt_usage_price_new ("price_calls_month", "Calls", "minute", NULL));

  return smrt_usage_new_from_invoice (invoice, "sub_1", prices, running);
}

static void
test_periods (void)
{
  g_autoptr (SmrtUsage) running = make_usage (2340, 1840, SMRT_INVOICE_STATUS_DRAFT, TRUE);
  g_autoptr (SmrtUsage) without = make_usage (500, 0, SMRT_INVOICE_STATUS_DRAFT, TRUE);
  g_autoptr (SmrtUsage) paid = make_usage (2340, 2340, SMRT_INVOICE_STATUS_PAID, FALSE);
  g_autoptr (SmrtUsage) billed = make_usage (2340, 1840, SMRT_INVOICE_STATUS_OPEN, FALSE);
  g_autoptr (SmrtUsage) draft = make_usage (0, 0, SMRT_INVOICE_STATUS_DRAFT, FALSE);

  assert_words (smrt_words_usage_period (running), "18 Nov 2026 to 3 Dec 2026");
  assert_words (smrt_words_usage_status (running), "Running until 3 December 2026");
  assert_words (smrt_words_usage_payment (running), "$18.40 from usage credit. Owed beyond it: $5.00");
  assert_words (smrt_words_usage_payment (without), "Owed without usage credit: $5.00");
  assert_words (smrt_words_usage_status (paid), "Invoice NWR-0007 · Paid");
  assert_words (smrt_words_usage_payment (paid), "All of it from usage credit");
  assert_words (smrt_words_usage_payment (billed), "$18.40 from usage credit, $5.00 billed");
  assert_words (smrt_words_usage_status (draft), "Ended, not billed yet");
  assert_words (smrt_words_usage_payment (draft), "Nothing to pay");
}

static void
test_credit (void)
{
  SmrtMoney some = smrt_money_init (1840, "usd");
  SmrtMoney none = smrt_money_init (0, "usd");
  g_autoptr (SmrtUsageGrant) paid = smrt_usage_grant_new ("credgr_1", "Top-up", SMRT_GRANT_CATEGORY_PAID, &some, 1, 0,
                                                          FALSE);
  g_autoptr (SmrtUsageGrant) promotional = smrt_usage_grant_new ("credgr_2", NULL, SMRT_GRANT_CATEGORY_PROMOTIONAL,
                                                                 &some, 1, DECEMBER_3, FALSE);

  assert_words (smrt_words_usage_left (&some), "Usage credit $18.40 left");
  assert_words (smrt_words_usage_left (&none), "No usage credit left");
  assert_words (smrt_words_usage_grant (paid), "Top-up");
  assert_words (smrt_words_usage_grant_detail (paid), "Paid, does not expire");
  assert_words (smrt_words_usage_grant (promotional), "Promotional credit");
  assert_words (smrt_words_usage_grant_detail (promotional), "Promotional, expires 3 December 2026");
}

static void
test_top_up (void)
{
  SmrtTopUp rule = { smrt_money_init (1000, "usd"), smrt_money_init (500, "usd") };
  SmrtMoney credit = smrt_money_init (600, "usd");
  SmrtMoney due = smrt_money_init (3700, "usd");
  SmrtMoney little = smrt_money_init (100, "usd");
  SmrtMoney euros = smrt_money_init (3700, "eur");
  SmrtMoney more = smrt_money_init (200, "usd");

  assert_words (smrt_words_top_up (&rule), "Tops up by $10.00 below $5.00");
  assert_words (smrt_words_top_up_rule (&rule),
                "When usage credit falls below $5.00, $10.00 is charged to the card. Where one top-up is not enough for "
                "what is due, it is charged again, as often as it takes to be back at $5.00 or more.");
  assert_words (smrt_words_top_up_estimate (&rule, &credit, &due),
                "Estimate: with $6.00 of credit and $37.00 due, there are 4 charges of $10.00, $40.00 together, and "
                "$9.00 is left.");
  assert_words (smrt_words_top_up_estimate (&rule, &credit, &more),
                "Estimate: with $6.00 of credit and $2.00 due, there is 1 charge of $10.00, $10.00 together, and "
                "$14.00 is left.");
  assert_words (smrt_words_top_up_estimate (&rule, &credit, &little),
                "Estimate: with $6.00 of credit and $1.00 due, nothing is charged, and $5.00 is left.");
  g_assert_null (smrt_words_top_up_estimate (&rule, &credit, &euros));
}

static void
test_numbers (void)
{
  assert_words (smrt_words_count (1204), "1,204");
  assert_words (smrt_words_count (G_MININT64), "−9,223,372,036,854,775,808");
  assert_words (smrt_words_unit_price ("0.0005", "usd"), "$0.0005");
  assert_words (smrt_words_unit_price ("3", "jpy"), "¥3");
  assert_words (smrt_words_unit_price ("1.25", "jpy"), "¥1.25");

  smrt_words_set_locale ("de_DE");
  assert_words (smrt_words_count (1204), "1.204");
  assert_words (smrt_words_unit_price ("0.015", "eur"), "0,015\u00a0€");
  smrt_words_set_locale (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/usage/rows", test_rows);
  g_test_add_func ("/words/usage/sums", test_sums);
  g_test_add_func ("/words/usage/periods", test_periods);
  g_test_add_func ("/words/usage/credit", test_credit);
  g_test_add_func ("/words/usage/top-up", test_top_up);
  g_test_add_func ("/words/usage/numbers", test_numbers);

  return g_test_run ();
}
