/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

/* 18 December 2026 and 18 July 2027, 12:00 UTC. */
#define DECEMBER_18 G_GINT64_CONSTANT (1797595200)
#define JULY_18 G_GINT64_CONSTANT (1815912000)

static void
assert_line (SmrtInvoiceLine *line,
             SmrtInvoice     *invoice,
             SmrtCatalogue   *catalogue,
             const char      *expected_title,
             const char      *expected_detail)
{
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  smrt_words_invoice_line (line, invoice, catalogue, &title, &detail);
  g_assert_cmpstr (title, ==, expected_title);
  g_assert_cmpstr (detail, ==, expected_detail);
}

static void
test_lines_same_cycle (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) invoice = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { 0 });
  SmrtInvoiceLine *unused, *remaining;

  unused = words_invoice_add_line (invoice, "standard", SMRT_INTERVAL_MONTH, -3750, DECEMBER_3, 1, TRUE);
  remaining = words_invoice_add_line (invoice, "pro", SMRT_INTERVAL_MONTH, 6250, DECEMBER_3, 1, TRUE);

  assert_line (unused, invoice, catalogue, "Unused time on Standard", "18 November to 3 December");
  assert_line (remaining, invoice, catalogue, "Remaining time on Pro", "18 November to 3 December");
}

static void
test_lines_other_cycle (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) invoice = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { 0 });
  SmrtInvoiceLine *unused, *full;

  unused = words_invoice_add_line (invoice, "pro", SMRT_INTERVAL_YEAR, -82877, JULY_18, 1, TRUE);
  full = words_invoice_add_line (invoice, "pro", SMRT_INTERVAL_MONTH, 12500, DECEMBER_18, 1, FALSE);

  assert_line (unused, invoice, catalogue, "Unused time on Pro, annual", "18 November 2026 to 18 July 2027");
  assert_line (full, invoice, catalogue, "Pro, monthly", "18 November to 18 December");
}

static void
test_lines_of_seats (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) invoice = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { 0 });
  SmrtInvoiceLine *line = words_invoice_add_line (invoice, "multi", SMRT_INTERVAL_MONTH, 22500, DECEMBER_18, 3, FALSE);

  assert_line (line, invoice, catalogue, "smrtDialer Multi Line, monthly", "3 seats · 18 November to 18 December");
}

static void
test_lines_unknown (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  SmrtMoney money = smrt_money_init (100, "usd");
  g_autoptr (SmrtInvoiceLine) odd = NULL;
  g_autoptr (SmrtInvoiceLine) mute = NULL;

  odd = smrt_invoice_line_new ("il_1", &money, "Set-up\n<b>fee</b> \x01\xe2\x80\xae", NOVEMBER_18, NOVEMBER_18, 1,
                               NULL, NULL, FALSE);
  assert_line (odd, NULL, catalogue, "Set-up <b>fee</b> \xe2\x90\x81\xef\xbf\xbd", "18 November");

  mute = smrt_invoice_line_new ("il_2", &money, NULL, NOVEMBER_18, NOVEMBER_18, 1, "price_x", "prod_x", TRUE);
  assert_line (mute, NULL, NULL, "Item without a description", "18 November");
}

static void
test_titles (void)
{
  static const struct
  {
    SmrtOfferKind kind;
    const char *from;
    SmrtCycle from_cycle;
    const char *to;
    SmrtCycle to_cycle;
    const char *title;
    const char *button;
    const char *paid;
    const char *free;
    const char *done;
    const char *body;
  } cases[] = {
    { SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY, "prod_pro", SMRT_CYCLE_MONTHLY,
      "Upgrade to Pro", "Upgrade to Pro…", "Pay $25.00 and Upgrade", "Upgrade",
      "You’re on Pro", "All Pro features are available now." },
    { SMRT_OFFER_DOWNGRADE, "prod_pro", SMRT_CYCLE_MONTHLY, "prod_standard", SMRT_CYCLE_MONTHLY,
      "Downgrade to Standard", "Downgrade to Standard…", "Pay $25.00 and Downgrade", "Downgrade",
      "You’re on Standard", "Your subscription has the features of Standard now." },
    { SMRT_OFFER_SWITCH_TO_ANNUAL, "prod_pro", SMRT_CYCLE_MONTHLY, "prod_pro", SMRT_CYCLE_ANNUAL,
      "Switch to Annual", "Switch to Annual…", "Pay $25.00 and Switch to Annual", "Switch to Annual",
      "You Now Pay Annually", "All features stay." },
    { SMRT_OFFER_SWITCH_TO_MONTHLY, "prod_pro", SMRT_CYCLE_ANNUAL, "prod_pro", SMRT_CYCLE_MONTHLY,
      "Switch to Monthly", "Switch to Monthly…", "Pay $25.00 and Switch to Monthly", "Switch to Monthly",
      "You Now Pay Monthly", "All features stay." },
    { SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY, "prod_pro", SMRT_CYCLE_ANNUAL,
      "Upgrade to Pro, annual", "Upgrade to Pro, annual…", "Pay $25.00 and Upgrade", "Upgrade",
      "You’re on Pro and pay annually", "All Pro features are available now." },
    { SMRT_OFFER_DOWNGRADE, "prod_pro", SMRT_CYCLE_ANNUAL, "prod_standard", SMRT_CYCLE_MONTHLY,
      "Downgrade to Standard, monthly", "Downgrade to Standard, monthly…", "Pay $25.00 and Downgrade", "Downgrade",
      "You’re on Standard and pay monthly", "Your subscription has the features of Standard now." },
    { SMRT_OFFER_CHANGE_SEATS, "prod_multi", SMRT_CYCLE_MONTHLY, "prod_multi", SMRT_CYCLE_MONTHLY,
      "Change to 5 seats", "Change Seats…", "Pay $25.00 and Change Seats", "Change Seats",
      "You now have 5 seats", "The new number applies now." },
  };
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, cases[i].kind, cases[i].from, cases[i].from_cycle,
                                                     cases[i].to, cases[i].to_cycle);
      g_autoptr (SmrtInvoice) paid = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                        (SmrtInvoiceSums) { .total = 2500, .amount_due = 2500 });
      g_autoptr (SmrtInvoice) free_of_charge = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                                  (SmrtInvoiceSums) { .total = -2500 });
      g_autoptr (SmrtQuote) paid_quote = smrt_quote_new (offer, paid, paid, NOVEMBER_18, 0);
      g_autoptr (SmrtQuote) free_quote = smrt_quote_new (offer, free_of_charge, paid, NOVEMBER_18, 0);

      assert_words (smrt_words_offer_title (offer, catalogue), cases[i].title);
      assert_words (smrt_words_offer_button (offer, catalogue), cases[i].button);
      assert_words (smrt_words_confirm (paid_quote), cases[i].paid);
      assert_words (smrt_words_confirm (free_quote), cases[i].free);
      assert_words (smrt_words_done_title (offer, catalogue), cases[i].done);
      assert_words (smrt_words_done_body (offer, catalogue), cases[i].body);

      /* An invoice that is sent is not paid by the button. */
      smrt_subscription_set_sends_invoice (smrt_offer_get_subscription (offer), TRUE);
      assert_words (smrt_words_confirm (paid_quote), cases[i].free);
    }
}

static void
test_quoted_for (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY,
                                                 "prod_pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { 0 });
  g_autoptr (SmrtQuote) quote = smrt_quote_new (offer, due, due, DECEMBER_3, 0);

  assert_words (smrt_words_quoted_for (quote),
                "Quoted for 3 December 2026, 12:00. If anything changes before you confirm, you are asked again.");
  smrt_invoice_set_proration_date (due, NOVEMBER_18);
  assert_words (smrt_words_quoted_for (quote),
                "Quoted for 18 November 2026, 12:00. If anything changes before you confirm, you are asked again.");
}

/* At the next billing date: the button names the day, and no second is pinned. */
static void
test_at_renewal (void)
{
  static const struct
  {
    SmrtOfferKind kind;
    const char *confirm;
  } cases[] = {
    { SMRT_OFFER_UPGRADE, "Upgrade on 3 December 2026" },
    { SMRT_OFFER_DOWNGRADE, "Downgrade on 3 December 2026" },
    { SMRT_OFFER_SWITCH_TO_ANNUAL, "Switch to Annual on 3 December 2026" },
    { SMRT_OFFER_SWITCH_TO_MONTHLY, "Switch to Monthly on 3 December 2026" },
    { SMRT_OFFER_CHANGE_SEATS, "Change Seats on 3 December 2026" },
  };
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) next = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                    (SmrtInvoiceSums) { .total = 12500, .amount_due = 12500 });

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, cases[i].kind, "prod_standard", SMRT_CYCLE_MONTHLY,
                                                     "prod_pro", SMRT_CYCLE_MONTHLY);
      g_autoptr (SmrtQuote) quote = smrt_quote_new_at_renewal (offer, next, NOVEMBER_18, 0);

      assert_words (smrt_words_confirm (quote), cases[i].confirm);
      assert_words (smrt_words_quoted_for (quote),
                    "Nothing changes before that day. If anything changes before you confirm, you are asked again.");
      assert_words (smrt_words_planned_title (quote), "Planned for 3 December 2026");
      assert_words (smrt_words_planned_body (quote, catalogue),
                    cases[i].kind == SMRT_OFFER_CHANGE_SEATS
                      ? "It becomes Pro, monthly, with 5 units. Until then all stays as it is, and nothing is charged."
                      : "It becomes Pro, monthly. Until then all stays as it is, and nothing is charged.");
      assert_words (smrt_words_next_payment (quote), "3 December 2026, then monthly");
    }
}

static void
test_changed (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY,
                                                 "prod_pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) due = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT,
                                                   (SmrtInvoiceSums) { .total = 2500, .amount_due = 2500 });
  g_autoptr (SmrtInvoice) credit = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { .total = -100 });
  g_autoptr (SmrtInvoice) next = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { .total = 12500 });
  g_autoptr (SmrtInvoice) dearer = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, (SmrtInvoiceSums) { .total = 13000 });
  g_autoptr (SmrtQuote) first = NULL;
  g_autoptr (SmrtQuote) second = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) all = NULL;

  words_invoice_add_line (due, "pro", SMRT_INTERVAL_MONTH, 2500, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (credit, "pro", SMRT_INTERVAL_MONTH, 2500, DECEMBER_18, 1, TRUE);
  first = smrt_quote_new (offer, due, next, NOVEMBER_18, 0);
  second = smrt_quote_new (offer, credit, dearer, NOVEMBER_18, 0);

  none = smrt_words_quote_changed (first, first);
  g_assert_cmpuint (none->len, ==, 0);

  all = smrt_words_quote_changed (first, second);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "Due today was $25.00 and is now $0.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 1), ==, "The credit added was $0.00 and is now $1.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 2), ==, "The next payment was $125.00 and is now $130.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 3), ==,
                   "The next payment was due on 3 December 2026, 12:00 and is now due on 18 December 2026, 12:00.");

  assert_words (smrt_words_next_payment (first), "3 December 2026, then monthly");
}

/* What is due stays the same, and credit is used for it. */
static void
test_changed_sums (void)
{
  static const SmrtInvoiceSums before = { .subtotal = 2600, .discount = 200, .tax = 100, .total = 2500, .amount_due = 2500 };
  static const SmrtInvoiceSums after = { .subtotal = 3500, .total = 3500, .starting_balance = -1000, .amount_due = 2500 };
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtOffer) offer = words_offer_new (catalogue, SMRT_OFFER_UPGRADE, "prod_standard", SMRT_CYCLE_MONTHLY,
                                                 "prod_pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtInvoice) first_due = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, before);
  g_autoptr (SmrtInvoice) second_due = words_invoice_new (SMRT_INVOICE_STATUS_DRAFT, after);
  g_autoptr (SmrtQuote) first = smrt_quote_new (offer, first_due, first_due, NOVEMBER_18, 0);
  g_autoptr (SmrtQuote) second = smrt_quote_new (offer, second_due, first_due, NOVEMBER_18, 0);
  g_autoptr (GPtrArray) all = smrt_words_quote_changed (first, second);

  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "The total was $25.00 and is now $35.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 1), ==, "The credit used was $0.00 and is now $10.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 2), ==, "The discount was $2.00 and is now $0.00.");
  g_assert_cmpstr (g_ptr_array_index (all, 3), ==, "The tax was $1.00 and is now $0.00.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/line/same-cycle", test_lines_same_cycle);
  g_test_add_func ("/words/line/other-cycle", test_lines_other_cycle);
  g_test_add_func ("/words/line/seats", test_lines_of_seats);
  g_test_add_func ("/words/line/unknown", test_lines_unknown);
  g_test_add_func ("/words/quote/titles", test_titles);
  g_test_add_func ("/words/quote/quoted-for", test_quoted_for);
  g_test_add_func ("/words/quote/at-renewal", test_at_renewal);
  g_test_add_func ("/words/quote/changed", test_changed);
  g_test_add_func ("/words/quote/changed-sums", test_changed_sums);

  return g_test_run ();
}
