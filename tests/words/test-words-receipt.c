/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static void
assert_proof (SmrtInvoiceStatus  status,
              SmrtInvoiceSums    sums,
              const char        *expected)
{
  g_autoptr (SmrtInvoice) quoted = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, sums);
  g_autoptr (SmrtInvoice) charged = words_invoice_new (status, sums);
  g_autoptr (SmrtProof) proof = smrt_proof_new (quoted, charged);

  assert_words (smrt_words_proof (proof), expected);
}

static void
test_exact (void)
{
  assert_proof (SMRT_INVOICE_STATUS_PAID,
                (SmrtInvoiceSums) { .subtotal = 2500, .total = 2500, .amount_due = 2500, .amount_paid = 2500 },
                "Charged $25.00, exactly as quoted");
  assert_proof (SMRT_INVOICE_STATUS_PAID,
                (SmrtInvoiceSums) { .subtotal = -70377, .total = -70377, .ending_balance = -70377, .has_ending_balance = TRUE },
                "$703.77 was added to your subscription credit, exactly as quoted");
  assert_proof (SMRT_INVOICE_STATUS_PAID,
                (SmrtInvoiceSums) { .subtotal = 2500, .total = 2500, .starting_balance = -2500, .has_ending_balance = TRUE },
                "Nothing was charged, exactly as quoted");
  assert_words (smrt_words_proof (NULL), "No invoice was made");
}

static void
test_inexact (void)
{
  g_autoptr (SmrtInvoice) quoted = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                      (SmrtInvoiceSums) { .subtotal = 2500, .total = 2500, .amount_due = 2500 });
  g_autoptr (SmrtInvoice) charged = words_invoice_new (SMRT_INVOICE_STATUS_PAID,
                                                       (SmrtInvoiceSums) { .subtotal = 2501, .total = 2501, .amount_due = 2501, .amount_paid = 2501 });
  g_autoptr (SmrtProof) proof = NULL;

  proof = smrt_proof_new (quoted, charged);
  assert_words (smrt_words_proof (proof), "The invoice differs from the quote");
}

static void
test_missing_invoice (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY,
                                                 "prod_pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                   (SmrtInvoiceSums) { .subtotal = 2500, .total = 2500, .amount_due = 2500 });
  g_autoptr (SmrtQuote) quote = smrt_quote_new (offer, due, due, NOVEMBER_18, 0);

  assert_words (smrt_words_missing_invoice (quote),
                "One for $25.00 was quoted. Look at the invoices before you pay anything.");
}

static void
test_differences (void)
{
  static const char * const expected[] = {
    [SMRT_DIFFERENCE_LINE_AMOUNT] = "“Pro” was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_LINE_PERIOD] = "“Pro” was quoted for 18 November to 3 December; "
                                    "the invoice says 18 November to 18 December.",
    [SMRT_DIFFERENCE_LINE_MISSING] = "“Pro” was quoted at $1.00 and is not on the invoice.",
    [SMRT_DIFFERENCE_LINE_ADDED] = "“Pro” for −$2.00 is on the invoice and was not quoted.",
    [SMRT_DIFFERENCE_SUBTOTAL] = "The lines were quoted at $1.00 together; on the invoice they come to −$2.00.",
    [SMRT_DIFFERENCE_DISCOUNT] = "The discount was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_TAX] = "The tax was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_TOTAL] = "The total was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_BALANCE_USED] = "The credit used was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_AMOUNT_DUE] = "The amount due was quoted at $1.00; the invoice says −$2.00.",
    [SMRT_DIFFERENCE_AMOUNT_PAID] = "$1.00 was due; −$2.00 was paid.",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      char description[] = "Pro";
      SmrtDifference difference = {
        .kind = i,
        .description = description,
        .quoted = smrt_money_init (100, "usd"),
        .charged = smrt_money_init (-200, "usd"),
        .quoted_start = NOVEMBER_18,
        .quoted_end = NOVEMBER_18 + 15 * 86400,
        .charged_start = NOVEMBER_18,
        .charged_end = NOVEMBER_18 + 30 * 86400,
      };

      assert_words (smrt_words_difference (&difference), expected[i]);
    }
}

static void
test_payment_method (void)
{
  g_autoptr (SmrtPaymentMethod) visa = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_autoptr (SmrtPaymentMethod) bank = smrt_payment_method_new ("pm_2", "us_bank_account", NULL, "6789", 0, 0);
  g_autoptr (SmrtPaymentMethod) odd = smrt_payment_method_new ("pm_3", "card", "new\tbrand", "1", 8, 2024);
  g_autoptr (SmrtPaymentMethod) other = smrt_payment_method_new ("pm_4", "giro", NULL, NULL, 0, 0);

  assert_words (smrt_words_payment_method (visa), "Visa •••• 4242");
  assert_words (smrt_words_payment_method_expiry (visa, NOVEMBER_18), "expires 08/2029");
  assert_words (smrt_words_payment_method (bank), "Bank account •••• 6789");
  g_assert_null (smrt_words_payment_method_expiry (bank, NOVEMBER_18));
  assert_words (smrt_words_payment_method (odd), "new brand •••• 1");
  assert_words (smrt_words_payment_method_expiry (odd, NOVEMBER_18), "expired 08/2024");
  assert_words (smrt_words_payment_method (other), "giro");

  assert_words (smrt_words_payment_method_expiry_title (visa, NOVEMBER_18), "Expires 08/2029");
  assert_words (smrt_words_payment_method_expiry_title (odd, NOVEMBER_18), "Expired 08/2024");
  g_assert_null (smrt_words_payment_method_expiry_title (bank, NOVEMBER_18));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/receipt/exact", test_exact);
  g_test_add_func ("/words/receipt/inexact", test_inexact);
  g_test_add_func ("/words/receipt/differences", test_differences);
  g_test_add_func ("/words/receipt/missing-invoice", test_missing_invoice);
  g_test_add_func ("/words/receipt/payment-method", test_payment_method);

  return g_test_run ();
}
