/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-beancount.h"
#include "smrt-export-journal.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"

#include <string.h>

typedef SmrtExportJournal *(*MakeJournal) (SmrtExportSource *source);

static GPtrArray *
make_journal (ExportFixture  *fixture,
              MakeJournal     make,
              GError        **error)
{
  g_autoptr (SmrtExportSource) source = export_fixture_make_source (fixture);
  g_autoptr (SmrtExportJournal) journal = make (source);
  GPtrArray *transactions = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_export_transaction_free);
  SmrtExportTransaction *transaction;

  while ((transaction = smrt_export_journal_next (journal)) != NULL)
    g_ptr_array_add (transactions, transaction);
  g_assert_true (smrt_export_journal_check (journal, error));

  return transactions;
}

/* Two currencies, an opening balance, entries that are not listed, and texts
 * that mean something else to each format. */
static void
add_credits (ExportFixture *fixture)
{
  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, JANUARY_2, "usd", (SmrtInvoiceSums) { .total = 2000 });
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, JANUARY_2, -2000, 500, "usd", NULL, "in_1");
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_CREDIT_NOTE, NOVEMBER_18, 1500, 1500, "jpy", NULL, NULL);
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_ADJUSTMENT, DECEMBER_3, 100, 700, "usd",
                             "a; \"b\"  |\n\\c", NULL);
}

static void
test_ledger (ExportFixture *fixture,
             gconstpointer  unused)
{
  add_credits (fixture);
  export_fixture_assert (fixture, smrt_export_ledger_credits,
                         "commodity USD\n"
                         "    format 1000.00 USD\n"
                         "\n"
                         "2026-01-02 * smrtPhone: Opening balance\n"
                         "    Assets:smrtPhone:Subscription Credit  25.00 USD = 25.00 USD\n"
                         "    Equity:Opening Balances  -25.00 USD\n"
                         "\n"
                         "2026-01-02 * (NW-1) smrtPhone: Used for invoice NW-1\n"
                         "    ; id: cbtxn_1\n"
                         "    Assets:smrtPhone:Subscription Credit  -20.00 USD = 5.00 USD\n"
                         "    Equity:smrtPhone:Credit Applied  20.00 USD\n"
                         "\n"
                         "commodity JPY\n"
                         "    format 1000 JPY\n"
                         "\n"
                         "2026-11-18 * smrtPhone: Credit note\n"
                         "    ; id: cbtxn_2\n"
                         "    Assets:smrtPhone:Subscription Credit  1500 JPY = 1500 JPY\n"
                         "    Income:smrtPhone:Credit Notes  -1500 JPY\n"
                         "\n"
                         "2026-12-03 * smrtPhone: Entries that are not listed\n"
                         "    Assets:smrtPhone:Subscription Credit  1.00 USD = 6.00 USD\n"
                         "    Equity:Opening Balances  -1.00 USD\n"
                         "\n"
                         "2026-12-03 * smrtPhone: a, \"b\" | \\c\n"
                         "    ; id: cbtxn_3\n"
                         "    Assets:smrtPhone:Subscription Credit  1.00 USD = 7.00 USD\n"
                         "    Income:smrtPhone:Adjustments  -1.00 USD\n");
}

static void
test_hledger (ExportFixture *fixture,
              gconstpointer  unused)
{
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_ADJUSTMENT, NOVEMBER_18, -1250, -1250, "kwd", "a; b | c", NULL);
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_INITIAL, DECEMBER_3, 1500, 1500, "jpy", NULL, NULL);
  export_fixture_assert (fixture, smrt_export_hledger_credits,
                         "decimal-mark .\n"
                         "commodity 1000.000 KWD\n"
                         "\n"
                         "2026-11-18 * smrtPhone | a, b / c\n"
                         "    ; id: cbtxn_1\n"
                         "    Assets:smrtPhone:Subscription Credit  -1.250 KWD = -1.250 KWD\n"
                         "    Income:smrtPhone:Adjustments  1.250 KWD\n"
                         "\n"
                         "commodity 1000. JPY\n"
                         "\n"
                         "2026-12-03 * smrtPhone | Opening balance\n"
                         "    ; id: cbtxn_2\n"
                         "    Assets:smrtPhone:Subscription Credit  1500 JPY = 1500 JPY\n"
                         "    Equity:Opening Balances  -1500 JPY\n");
}

static void
test_beancount (ExportFixture *fixture,
                gconstpointer  unused)
{
  add_credits (fixture);
  export_fixture_assert (fixture, smrt_export_beancount_credits,
                         "plugin \"beancount.plugins.auto_accounts\"\n"
                         "\n"
                         "2026-01-02 * \"smrtPhone\" \"Opening balance\"\n"
                         "  Assets:SmrtPhone:Subscription-Credit  25.00 USD\n"
                         "  Equity:Opening-Balances  -25.00 USD\n"
                         "\n"
                         "2026-01-02 * \"smrtPhone\" \"Used for invoice NW-1\" ^NW-1\n"
                         "  id: \"cbtxn_1\"\n"
                         "  Assets:SmrtPhone:Subscription-Credit  -20.00 USD\n"
                         "  Equity:SmrtPhone:Credit-Applied  20.00 USD\n"
                         "\n"
                         "2026-11-18 * \"smrtPhone\" \"Credit note\"\n"
                         "  id: \"cbtxn_2\"\n"
                         "  Assets:SmrtPhone:Subscription-Credit  1500 JPY\n"
                         "  Income:SmrtPhone:Credit-Notes  -1500 JPY\n"
                         "\n"
                         "2026-12-03 * \"smrtPhone\" \"Entries that are not listed\"\n"
                         "  Assets:SmrtPhone:Subscription-Credit  1.00 USD\n"
                         "  Equity:Opening-Balances  -1.00 USD\n"
                         "\n"
                         "2026-12-03 * \"smrtPhone\" \"a; \\\"b\\\" | \\\\c\"\n"
                         "  id: \"cbtxn_3\"\n"
                         "  Assets:SmrtPhone:Subscription-Credit  1.00 USD\n"
                         "  Income:SmrtPhone:Adjustments  -1.00 USD\n"
                         "\n"
                         "2026-12-04 balance Assets:SmrtPhone:Subscription-Credit  1500 JPY\n"
                         "\n"
                         "2026-12-04 balance Assets:SmrtPhone:Subscription-Credit  7.00 USD\n");
}

static void
add_invoices (ExportFixture *fixture)
{
  static const SmrtInvoiceSums downgrade = {
    .subtotal = -334,
    .total = -334,
    .has_ending_balance = TRUE,
    .ending_balance = -334,
  };
  static const SmrtInvoiceSums everything = {
    .subtotal = 12000,
    .discount = 1000,
    .usage_credit = 500,
    .tax = 850,
    .total = 11350,
    .starting_balance = -1350,
    .has_ending_balance = TRUE,
    .amount_due = 10000,
    .amount_paid = 9000,
    .amount_remaining = 1000,
  };
  SmrtInvoice *invoice;

  export_fixture_add_text_plan (fixture, "Déluxe: (a/b) ; 名前  [x]");

  /* 100.00 + 20.00 − 10.00 − 5.00 + 8.50 = 113.50, of which 13.50 is credit;
   * 90.00 were paid, and 10.00 are open. */
  invoice = export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_OPEN, NOVEMBER_18, "usd", everything);
  export_fixture_add_line (invoice, "prod_text", 10000);
  export_fixture_add_line (invoice, "prod_unknown", 2000);

  /* A downgrade: nothing is due, and 3.34 become credit. */
  invoice = export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, DECEMBER_3, "usd", downgrade);
  export_fixture_add_line (invoice, "prod_standard", -334);

  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, DECEMBER_3, "usd", (SmrtInvoiceSums) { 0 });
  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_DRAFT, DECEMBER_3, "usd", (SmrtInvoiceSums) { .total = 5 });
  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_VOID, DECEMBER_3, "usd", (SmrtInvoiceSums) { .total = 5 });
}

static void
test_invoices (ExportFixture *fixture,
               gconstpointer  unused)
{
  add_invoices (fixture);
  export_fixture_assert (fixture, smrt_export_hledger_invoices,
                         "decimal-mark .\n"
                         "commodity 1000.00 USD\n"
                         "\n"
                         "2026-11-18 * (NW-1) smrtPhone | Déluxe: (a/b) , 名前 [x]\n"
                         "    ; id: in_1\n"
                         "    Expenses:smrtPhone:Déluxe- (a/b) - 名前 [x]  100.00 USD\n"
                         "    Expenses:smrtPhone:Other  20.00 USD\n"
                         "    Expenses:smrtPhone:Discounts  -10.00 USD\n"
                         "    Equity:smrtPhone:Usage Credit Applied  -5.00 USD\n"
                         "    Expenses:smrtPhone:Tax  8.50 USD\n"
                         "    Equity:smrtPhone:Credit Applied  -13.50 USD\n"
                         "    Liabilities:Card  -90.00 USD\n"
                         "    Liabilities:smrtPhone:Open Invoices  -10.00 USD\n"
                         "\n"
                         "2026-12-03 * (NW-2) smrtPhone | Standard, monthly\n"
                         "    ; id: in_2\n"
                         "    Expenses:smrtPhone:smrtPhone Standard  -3.34 USD\n"
                         "    Equity:smrtPhone:Credit Applied  3.34 USD\n");
  export_fixture_assert (fixture, smrt_export_beancount_invoices,
                         "plugin \"beancount.plugins.auto_accounts\"\n"
                         "\n"
                         "2026-11-18 * \"smrtPhone\" \"Déluxe: (a/b) ; 名前 [x]\" ^NW-1\n"
                         "  id: \"in_1\"\n"
                         "  Expenses:SmrtPhone:Deluxe-a-b-x  100.00 USD\n"
                         "  Expenses:SmrtPhone:Other  20.00 USD\n"
                         "  Expenses:SmrtPhone:Discounts  -10.00 USD\n"
                         "  Equity:SmrtPhone:Usage-Credit-Applied  -5.00 USD\n"
                         "  Expenses:SmrtPhone:Tax  8.50 USD\n"
                         "  Equity:SmrtPhone:Credit-Applied  -13.50 USD\n"
                         "  Liabilities:Card  -90.00 USD\n"
                         "  Liabilities:SmrtPhone:Open-Invoices  -10.00 USD\n"
                         "\n"
                         "2026-12-03 * \"smrtPhone\" \"Standard, monthly\" ^NW-2\n"
                         "  id: \"in_2\"\n"
                         "  Expenses:SmrtPhone:SmrtPhone-Standard  -3.34 USD\n"
                         "  Equity:SmrtPhone:Credit-Applied  3.34 USD\n");
}

static void
test_qif (ExportFixture *fixture,
          gconstpointer  unused)
{
  add_invoices (fixture);
  export_fixture_assert (fixture, smrt_export_qif_invoices,
                         "!Account\nNCard USD\nTCCard\n^\n!Type:CCard\n"
                         "D11/18/2026\nT-90.00\nCX\nNNW-1\nPsmrtPhone\nMDéluxe: (a/b) ; 名前 [x]\n"
                         "SsmrtPhone:Déluxe- (a-b) ; 名前 -x-\n$-100.00\n"
                         "SsmrtPhone:Other\n$-20.00\n"
                         "SsmrtPhone:Discounts\n$10.00\n"
                         "S[smrtPhone Usage Credit Applied USD]\n$5.00\n"
                         "SsmrtPhone:Tax\n$-8.50\n"
                         "S[smrtPhone Credit Applied USD]\n$13.50\n"
                         "S[smrtPhone Open Invoices USD]\n$10.00\n"
                         "^\n"
                         "D12/03/2026\nT0.00\nCX\nNNW-2\nPsmrtPhone\nMStandard, monthly\n"
                         "SsmrtPhone:smrtPhone Standard\n$3.34\n"
                         "S[smrtPhone Credit Applied USD]\n$-3.34\n"
                         "^\n");

  g_list_store_remove_all (fixture->invoices);
  add_credits (fixture);
  export_fixture_assert (fixture, smrt_export_qif_credits,
                         "!Account\nNsmrtPhone Subscription Credit USD\nTOth A\n^\n!Type:Oth A\n"
                         "D01/02/2026\nT25.00\nCX\nPsmrtPhone\nMOpening balance\nL[Opening Balances USD]\n^\n"
                         "D01/02/2026\nT-20.00\nCX\nNNW-1\nPsmrtPhone\nMUsed for invoice NW-1\n"
                         "L[smrtPhone Credit Applied USD]\n^\n"
                         "D12/03/2026\nT1.00\nCX\nPsmrtPhone\nMEntries that are not listed\nL[Opening Balances USD]\n^\n"
                         "D12/03/2026\nT1.00\nCX\nPsmrtPhone\nMa; \"b\" | \\c\nLsmrtPhone:Adjustments\n^\n"
                         "!Account\nNsmrtPhone Subscription Credit JPY\nTOth A\n^\n!Type:Oth A\n"
                         "D11/18/2026\nT1500\nCX\nPsmrtPhone\nMCredit note\nLsmrtPhone:Credit Notes\n^\n");
}

/* A plan whose name has no letter of ASCII goes by its id. */
static void
test_plan_names (ExportFixture *fixture,
                 gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    const char *ledger;
    const char *beancount;
  } cases[] = {
    { "名前", "    Expenses:smrtPhone:名前  1.00 USD\n", "  Expenses:SmrtPhone:Prod-text  1.00 USD\n" },
    { "", "    Expenses:smrtPhone:Other  1.00 USD\n", "  Expenses:SmrtPhone:Prod-text  1.00 USD\n" },
    { "  two   spaces ", "    Expenses:smrtPhone:two spaces  1.00 USD\n", "  Expenses:SmrtPhone:Two-spaces  1.00 USD\n" },
    { "3 lines", "    Expenses:smrtPhone:3 lines  1.00 USD\n", "  Expenses:SmrtPhone:3-lines  1.00 USD\n" },
    { "a\tb\nc", "    Expenses:smrtPhone:a b c  1.00 USD\n", "  Expenses:SmrtPhone:A-b-c  1.00 USD\n" },
    { "--a--", "    Expenses:smrtPhone:--a--  1.00 USD\n", "  Expenses:SmrtPhone:A  1.00 USD\n" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ledger = NULL;
      g_autofree char *beancount = NULL;
      SmrtInvoice *invoice;

      export_fixture_tear_down (fixture, NULL);
      export_fixture_set_up (fixture, NULL);
      export_fixture_add_text_plan (fixture, cases[i].name);
      invoice = export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, NOVEMBER_18, "usd",
                                            (SmrtInvoiceSums) { .total = 100, .amount_due = 100, .amount_paid = 100 });
      export_fixture_add_line (invoice, "prod_text", 100);

      ledger = export_fixture_run (fixture, smrt_export_ledger_invoices, NULL);
      beancount = export_fixture_run (fixture, smrt_export_beancount_invoices, NULL);
      g_assert_nonnull (strstr (ledger, cases[i].ledger));
      g_assert_nonnull (strstr (beancount, cases[i].beancount));
    }
}

static void
assert_balanced (GPtrArray *journal)
{
  for (unsigned int i = 0; i < journal->len; i++)
    {
      SmrtExportTransaction *transaction = g_ptr_array_index (journal, i);
      gint64 sum = 0;

      g_assert_cmpuint (transaction->postings->len, >, 1);
      for (unsigned int j = 0; j < transaction->postings->len; j++)
        sum += g_array_index (transaction->postings, SmrtExportPosting, j).amount.amount;
      g_assert_cmpint (sum, ==, 0);
    }
}

/* What one account of a journal comes to. */
static gint64
sum_up (GPtrArray         *journal,
        SmrtExportAccount  account,
        const char        *currency)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < journal->len; i++)
    {
      GArray *postings = ((SmrtExportTransaction *) g_ptr_array_index (journal, i))->postings;

      for (unsigned int j = 0; j < postings->len; j++)
        {
          SmrtExportPosting *posting = &g_array_index (postings, SmrtExportPosting, j);

          if (posting->account == account && g_str_equal (posting->amount.currency, currency))
            sum += posting->amount.amount;
        }
    }

  return sum;
}

static void
test_balanced (ExportFixture *fixture,
               gconstpointer  unused)
{
  static const char * const currencies[] = { "usd", "jpy", "kwd" };
  g_autoptr (GPtrArray) credits = NULL;
  g_autoptr (GPtrArray) invoices = NULL;
  gint64 paid[G_N_ELEMENTS (currencies)] = { 0 };

  export_fixture_fill_credits (fixture);
  export_fixture_fill_invoices (fixture);

  credits = make_journal (fixture, smrt_export_journal_new_credits, NULL);
  assert_balanced (credits);
  g_assert_cmpuint (credits->len, ==, g_list_model_get_n_items (G_LIST_MODEL (fixture->credits)));

  invoices = make_journal (fixture, smrt_export_journal_new_invoices, NULL);
  assert_balanced (invoices);
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->invoices)); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (G_LIST_MODEL (fixture->invoices), i);

      for (unsigned int j = 0; j < G_N_ELEMENTS (currencies); j++)
        if (g_str_equal (smrt_invoice_get_currency (invoice), currencies[j]))
          paid[j] += smrt_invoice_get_sums (invoice)->amount_paid;
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (currencies); i++)
    g_assert_cmpint (sum_up (invoices, SMRT_EXPORT_ACCOUNT_CARD, currencies[i]), ==, -paid[i]);
}

/* A random history of invoices and of what they did to the credit. */
static gint64
add_history (ExportFixture *fixture,
             const char    *currency)
{
  gint64 balance = 0;

  for (unsigned int i = 1; i <= 20; i++)
    {
      gint64 total = g_test_rand_int_range (-3000, 4000);
      gint64 credit = balance;
      g_autofree char *id = g_strdup_printf ("in_%u", i);
      SmrtInvoiceSums sums = { .subtotal = total, .total = total, .starting_balance = -credit, .has_ending_balance = TRUE };

      sums.amount_due = total < 0 ? 0 : MAX (0, total - credit);
      /* Too little to be charged: it is owed. */
      if (sums.amount_due < 50)
        sums.amount_due = 0;
      balance = credit - total + sums.amount_due;
      sums.ending_balance = -balance;
      sums.amount_paid = sums.amount_due;

      export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, JANUARY_2 + i * DAY, currency, sums);
      if (balance != credit)
        export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, JANUARY_2 + i * DAY, balance - credit,
                                   balance, currency, NULL, id);
    }

  return balance;
}

/* What an invoice takes from the credit is what the credit's entry gives: both
 * journals together leave nothing between them. */
static void
test_together (ExportFixture *fixture,
               gconstpointer  unused)
{
  static const char * const currencies[] = { "usd", "jpy", "kwd" };
  gint64 most_applied = 0;

  for (unsigned int i = 0; i < 200; i++)
    {
      const char *currency = currencies[i % G_N_ELEMENTS (currencies)];
      g_autoptr (GPtrArray) credits = NULL;
      g_autoptr (GPtrArray) invoices = NULL;
      gint64 balance, applied;

      g_list_store_remove_all (fixture->credits);
      g_list_store_remove_all (fixture->invoices);
      balance = add_history (fixture, currency);
      credits = make_journal (fixture, smrt_export_journal_new_credits, NULL);
      invoices = make_journal (fixture, smrt_export_journal_new_invoices, NULL);
      assert_balanced (credits);
      assert_balanced (invoices);

      applied = sum_up (invoices, SMRT_EXPORT_ACCOUNT_APPLIED, currency);
      g_assert_cmpint (sum_up (credits, SMRT_EXPORT_ACCOUNT_CREDIT, currency), ==, balance);
      g_assert_cmpint (sum_up (credits, SMRT_EXPORT_ACCOUNT_APPLIED, currency), ==, -applied);
      most_applied = MAX (most_applied, applied);
    }
  g_assert_cmpint (most_applied, >, 0);
}

/* A credit note before the payment makes less due, and no credit pays for it. */
static void
test_credit_note (ExportFixture *fixture,
                  gconstpointer  unused)
{
  static const SmrtInvoiceSums reduced = {
    .total = 7500,
    .starting_balance = -500,
    .has_ending_balance = TRUE,
    .amount_due = 5000,
    .amount_paid = 5000,
  };
  g_autoptr (GPtrArray) journal = NULL;

  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, NOVEMBER_18, "usd", reduced);
  journal = make_journal (fixture, smrt_export_journal_new_invoices, NULL);
  assert_balanced (journal);
  g_assert_cmpint (sum_up (journal, SMRT_EXPORT_ACCOUNT_APPLIED, "usd"), ==, -500);
  g_assert_cmpint (sum_up (journal, SMRT_EXPORT_ACCOUNT_CREDIT_NOTES, "usd"), ==, -2000);
  g_assert_cmpint (sum_up (journal, SMRT_EXPORT_ACCOUNT_CARD, "usd"), ==, -5000);
}

static void
assert_refused (ExportFixture *fixture,
                SmrtExport     write)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (export_fixture_run (fixture, write, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What cannot be reckoned is refused, before anything is written. */
static void
test_too_large (ExportFixture *fixture,
                gconstpointer  unused)
{
  static const struct
  {
    gint64 created;
    gint64 amount;
    gint64 balance;
  } entries[] = {
    { NOVEMBER_18, G_MININT64, 0 },
    { NOVEMBER_18, G_MAXINT64, -2 },
    { NOVEMBER_18, 1, G_MININT64 },
    { G_MAXINT64 / 4, 1, 1 },
    { G_MININT64 / 4, 1, 1 },
  };
  static const SmrtInvoiceSums sums[] = {
    { .total = G_MININT64 },
    { .total = 1, .discount = G_MININT64 },
    { .total = 1, .usage_credit = G_MININT64 },
    { .total = G_MAXINT64, .tax = -2 },
    { .total = G_MAXINT64, .amount_due = -2 },
    { .total = 1, .amount_paid = G_MININT64 },
    { .total = 1, .amount_paid = G_MAXINT64, .amount_due = -1 },
    { .total = 1, .starting_balance = G_MAXINT64, .ending_balance = -1, .has_ending_balance = TRUE },
    { .total = 1, .starting_balance = G_MININT64, .has_ending_balance = TRUE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_list_store_remove_all (fixture->credits);
      export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_OTHER, entries[i].created, entries[i].amount,
                                 entries[i].balance, "usd", NULL, NULL);
      assert_refused (fixture, smrt_export_ledger_credits);
      assert_refused (fixture, smrt_export_hledger_credits);
      assert_refused (fixture, smrt_export_beancount_credits);
      assert_refused (fixture, smrt_export_qif_credits);
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_list_store_remove_all (fixture->invoices);
      export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, NOVEMBER_18, "usd", sums[i]);
      assert_refused (fixture, smrt_export_ledger_invoices);
      assert_refused (fixture, smrt_export_hledger_invoices);
      assert_refused (fixture, smrt_export_beancount_invoices);
      assert_refused (fixture, smrt_export_qif_invoices);
    }

  g_list_store_remove_all (fixture->invoices);
  export_fixture_add_line (export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, NOVEMBER_18, "usd",
                                                       (SmrtInvoiceSums) { .total = -1 }),
                           "prod_pro", G_MININT64);
  assert_refused (fixture, smrt_export_ledger_invoices);
}

/* The usage credit's ledger has an account of its own, and what invoices took
 * from it is not counted twice in one book. */
static void
test_usage_credit (ExportFixture *fixture,
                   gconstpointer  unused)
{
  SmrtInvoice *invoice;

  invoice = export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, JANUARY_2, "usd",
                                        (SmrtInvoiceSums) { .subtotal = 500, .usage_credit = 500 });
  export_fixture_add_line (invoice, "prod_standard", 500);
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, 2000, 2000, "usd", NULL, NULL);
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, NOVEMBER_18, -500, 1500, "usd", NULL, "in_1");
  fixture->credit = SMRT_EXPORT_CREDIT_USAGE;

  export_fixture_assert (fixture, smrt_export_hledger_credits,
                         "decimal-mark .\n"
                         "commodity 1000.00 USD\n"
                         "\n"
                         "2026-01-02 * smrtPhone | Opening balance\n"
                         "    ; id: cbtxn_1\n"
                         "    Assets:smrtPhone:Usage Credit  20.00 USD = 20.00 USD\n"
                         "    Equity:Opening Balances  -20.00 USD\n"
                         "\n"
                         "2026-11-18 * (NW-1) smrtPhone | Used for the payment of Standard, monthly\n"
                         "    ; id: cbtxn_2\n"
                         "    Assets:smrtPhone:Usage Credit  -5.00 USD = 15.00 USD\n"
                         "    Equity:smrtPhone:Usage Credit Applied  5.00 USD\n");
  export_fixture_assert (fixture, smrt_export_hledger_invoices,
                         "decimal-mark .\n"
                         "commodity 1000.00 USD\n"
                         "\n"
                         "2026-01-02 * (NW-1) smrtPhone | Standard, monthly\n"
                         "    ; id: in_1\n"
                         "    Expenses:smrtPhone:smrtPhone Standard  5.00 USD\n"
                         "    Equity:smrtPhone:Usage Credit Applied  -5.00 USD\n");
  export_fixture_assert (fixture, smrt_export_qif_credits,
                         "!Account\nNsmrtPhone Usage Credit USD\nTOth A\n^\n!Type:Oth A\n"
                         "D01/02/2026\nT20.00\nCX\nPsmrtPhone\nMOpening balance\nL[Opening Balances USD]\n^\n"
                         "D11/18/2026\nT-5.00\nCX\nNNW-1\nPsmrtPhone\nMUsed for the payment of Standard, monthly\n"
                         "L[smrtPhone Usage Credit Applied USD]\n^\n");
}

#define ADD(path, function) \
 g_test_add (path, ExportFixture, NULL, export_fixture_set_up, function, export_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/journal/ledger", test_ledger);
  ADD ("/export/journal/hledger", test_hledger);
  ADD ("/export/journal/beancount", test_beancount);
  ADD ("/export/journal/invoices", test_invoices);
  ADD ("/export/journal/qif", test_qif);
  ADD ("/export/journal/plan-names", test_plan_names);
  ADD ("/export/journal/balanced", test_balanced);
  ADD ("/export/journal/together", test_together);
  ADD ("/export/journal/credit-note", test_credit_note);
  ADD ("/export/journal/too-large", test_too_large);
  ADD ("/export/journal/usage-credit", test_usage_credit);

  return g_test_run ();
}
