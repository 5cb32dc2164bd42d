/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static SmrtInvoice *
make_invoice (const char *reason,
              gint64      total)
{
  SmrtInvoice *invoice = words_invoice_new (SMRT_INVOICE_STATUS_PAID, (SmrtInvoiceSums) { .total = total });

  smrt_invoice_set_billing_reason (invoice, reason);

  return invoice;
}

static void
test_payments (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) first = make_invoice ("subscription_create", 7500);
  g_autoptr (SmrtInvoice) renewal = make_invoice ("subscription_cycle", 75000);
  g_autoptr (SmrtInvoice) other = make_invoice ("manual", 7500);
  g_autoptr (SmrtInvoice) trial = make_invoice ("subscription_create", 0);

  words_invoice_add_line (first, "standard", SMRT_INTERVAL_MONTH, 7500, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (first, catalogue), "Standard, monthly: first payment");

  words_invoice_add_line (renewal, "standard", SMRT_INTERVAL_YEAR, 75000, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (renewal, catalogue), "Standard, annual: renewal");
  assert_words (smrt_words_invoice (renewal, NULL), "What the server wrote: renewal");

  words_invoice_add_line (other, "standard", SMRT_INTERVAL_MONTH, 7500, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (other, catalogue), "Standard, monthly");

  assert_words (smrt_words_invoice (trial, catalogue), "Invoice without items");
  words_invoice_add_line (trial, "pro", SMRT_INTERVAL_MONTH, 0, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (trial, catalogue), "Pro, monthly: first payment");
}

static void
assert_described (const char *description,
                  const char *words)
{
  g_autoptr (SmrtInvoice) invoice = make_invoice ("subscription_cycle", 1380);
  SmrtMoney money = smrt_money_init (1380, "usd");
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_1", &money, description, NOVEMBER_18, DECEMBER_3, 12, NULL,
                                                            NULL, FALSE);

  smrt_invoice_add_line (invoice, line);
  assert_words (smrt_words_invoice (invoice, NULL), words);
}

/* What is no plan is named as the server does, without how many and what for. */
static void
test_descriptions (void)
{
  assert_described ("12 × Phone Numbers (at $1.15 / month)", "Phone Numbers: renewal");
  assert_described ("1,152 × Usage (EU) (at $0.02 / month)", "Usage (EU): renewal");
  assert_described ("12 × Phone Numbers", "12 × Phone Numbers: renewal");
  assert_described ("Setup (at once)", "Setup (at once): renewal");
  assert_described ("× (at $1.00)", "× (at $1.00): renewal");
  assert_described ("1 × (at $1.00)", "1 × (at $1.00): renewal");
}

static void
test_changes (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  g_autoptr (SmrtInvoice) upgrade = make_invoice ("subscription_update", 2500);
  g_autoptr (SmrtInvoice) both = make_invoice ("subscription_update", 121250);
  g_autoptr (SmrtInvoice) cycle = make_invoice ("subscription_update", -41667);
  g_autoptr (SmrtInvoice) seats = make_invoice ("subscription_update", 7500);
  g_autoptr (SmrtInvoice) added = make_invoice ("subscription_update", 3750);

  words_invoice_add_line (upgrade, "standard", SMRT_INTERVAL_MONTH, -3750, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (upgrade, "pro", SMRT_INTERVAL_MONTH, 6250, DECEMBER_3, 1, TRUE);
  assert_words (smrt_words_invoice (upgrade, catalogue), "Change from Standard to Pro");

  words_invoice_add_line (both, "standard", SMRT_INTERVAL_MONTH, -3750, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (both, "pro", SMRT_INTERVAL_YEAR, 125000, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (both, catalogue), "Change from Standard, monthly to Pro, annual");

  words_invoice_add_line (cycle, "standard", SMRT_INTERVAL_YEAR, -49167, DECEMBER_3, 1, TRUE);
  words_invoice_add_line (cycle, "standard", SMRT_INTERVAL_MONTH, 7500, DECEMBER_3, 1, FALSE);
  assert_words (smrt_words_invoice (cycle, catalogue), "Standard: switched to monthly");

  words_invoice_add_line (seats, "multi", SMRT_INTERVAL_MONTH, -11250, DECEMBER_3, 3, TRUE);
  words_invoice_add_line (seats, "multi", SMRT_INTERVAL_MONTH, 18750, DECEMBER_3, 5, TRUE);
  assert_words (smrt_words_invoice (seats, catalogue), "smrtDialer Multi Line: changed to 5 seats");

  words_invoice_add_line (added, "standard", SMRT_INTERVAL_MONTH, 3750, DECEMBER_3, 1, TRUE);
  assert_words (smrt_words_invoice (added, catalogue), "Standard, monthly: change");
}

static void
test_state (void)
{
  g_autoptr (SmrtInvoice) paid = make_invoice ("subscription_update", 7500);
  g_autoptr (SmrtInvoice) credited = make_invoice ("subscription_update", -334);
  g_autoptr (SmrtInvoice) open = words_invoice_new (SMRT_INVOICE_STATUS_OPEN, (SmrtInvoiceSums) { .total = -334 });
  SmrtTone tone;

  g_assert_cmpstr (smrt_words_invoice_state (paid, &tone), ==, "Paid");
  g_assert_cmpint (tone, ==, SMRT_TONE_GOOD);
  g_assert_cmpstr (smrt_words_invoice_state (credited, &tone), ==, "Credited");
  g_assert_cmpint (tone, ==, SMRT_TONE_INFO);
  g_assert_cmpstr (smrt_words_invoice_state (open, NULL), ==, "Open");
}

/* Each says something of its own, so that one knows what to do. */
static void
test_pdf_not_saved (void)
{
  static const SmrtProblem problems[] = {
    SMRT_PROBLEM_UNKNOWN,
    SMRT_PROBLEM_OFFLINE,
    SMRT_PROBLEM_TIMED_OUT,
    SMRT_PROBLEM_TLS,
    SMRT_PROBLEM_NOT_FOUND,
    SMRT_PROBLEM_SERVER,
    SMRT_PROBLEM_BAD_ANSWER,
    SMRT_PROBLEM_FILE,
  };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      const char *words = smrt_words_pdf_not_saved (problems[i]);

      g_assert_true (g_str_has_prefix (words, "The PDF was not saved"));
      g_assert_true (g_hash_table_add (seen, (gpointer) words));
    }
}

static void
test_number (void)
{
  g_autoptr (SmrtInvoice) invoice = make_invoice ("subscription_cycle", 7500);

  assert_words (smrt_words_invoice_number (invoice), "in_1");
  smrt_invoice_set_number (invoice, "NW-\n0042");
  assert_words (smrt_words_invoice_number (invoice), "NW- 0042");
}

static void
test_file_name (void)
{
  g_autoptr (SmrtInvoice) invoice = make_invoice ("subscription_cycle", 7500);
  g_autofree char *long_number = g_strnfill (200, '7');
  g_autofree char *cut = g_strnfill (60, '7');
  g_autofree char *expected = g_strdup_printf ("2026-11-18 %s.pdf", cut);

  smrt_invoice_set_number (invoice, "NW-0042");
  assert_words (smrt_words_invoice_file_name (invoice), "2026-11-18 NW-0042.pdf");
  smrt_invoice_set_number (invoice, "../../etc\\passwd:1\n");
  assert_words (smrt_words_invoice_file_name (invoice), "2026-11-18 ..-..-etc-passwd-1 .pdf");
  smrt_invoice_set_number (invoice, long_number);
  assert_words (smrt_words_invoice_file_name (invoice), expected);

  /* Noon in Greenwich is the next day on Kiritimati, 14 hours ahead. */
  smrt_words_set_time_zone ("Pacific/Kiritimati");
  smrt_invoice_set_number (invoice, "NW-0042");
  assert_words (smrt_words_invoice_file_name (invoice), "2026-11-19 NW-0042.pdf");
  smrt_words_set_time_zone ("UTC");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/invoice/payments", test_payments);
  g_test_add_func ("/words/invoice/descriptions", test_descriptions);
  g_test_add_func ("/words/invoice/changes", test_changes);
  g_test_add_func ("/words/invoice/state", test_state);
  g_test_add_func ("/words/invoice/pdf-not-saved", test_pdf_not_saved);
  g_test_add_func ("/words/invoice/number", test_number);
  g_test_add_func ("/words/invoice/file-name", test_file_name);

  return g_test_run ();
}
