/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"
#include "smrt-proof.h"

static const SmrtInvoiceSums sums = {
  .subtotal = 2500,
  .discount = 250,
  .tax = 180,
  .total = 2430,
  .starting_balance = -1000,
  .ending_balance = 0,
  .has_ending_balance = TRUE,
  .amount_due = 1430,
  .amount_paid = 1430,
};

static SmrtInvoice *
make_invoice (SmrtInvoiceSums with)
{
  SmrtInvoice *invoice = billing_invoice_new (with);

  billing_invoice_add_line (invoice, "standard-month", -3750, DECEMBER_3);
  billing_invoice_add_line (invoice, "pro-month", 6250, DECEMBER_3);

  return invoice;
}

/* A preview has no ending balance and nothing paid. */
static SmrtInvoice *
make_preview (void)
{
  SmrtInvoiceSums preview = sums;

  preview.has_ending_balance = FALSE;
  preview.ending_balance = 0;
  preview.amount_paid = 0;

  return make_invoice (preview);
}

static void
assert_difference (SmrtProof          *proof,
                   unsigned int        position,
                   SmrtDifferenceKind  kind,
                   const char         *description,
                   gint64              quoted,
                   gint64              charged)
{
  GPtrArray *differences = smrt_proof_get_differences (proof);
  const SmrtDifference *difference;

  g_assert_false (smrt_proof_is_exact (proof));
  g_assert_cmpuint (differences->len, >, position);
  difference = g_ptr_array_index (differences, position);
  g_assert_cmpint (difference->kind, ==, kind);
  g_assert_cmpstr (difference->description, ==, description);
  g_assert_cmpint (difference->quoted.amount, ==, quoted);
  g_assert_cmpint (difference->charged.amount, ==, charged);
}

static void
assert_one (SmrtInvoice        *charged,
            SmrtDifferenceKind  kind,
            const char         *description,
            gint64              quoted_amount,
            gint64              charged_amount)
{
  g_autoptr (SmrtInvoice) quoted = make_preview ();
  g_autoptr (SmrtProof) proof = smrt_proof_new (quoted, charged);

  assert_difference (proof, 0, kind, description, quoted_amount, charged_amount);
  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 1);
}

static void
test_exact (void)
{
  SmrtInvoice *quoted = make_preview ();
  SmrtInvoice *charged = make_invoice (sums);
  SmrtProof *proof = smrt_proof_new (quoted, charged);

  g_assert_true (smrt_proof_is_exact (proof));
  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 0);
  g_assert_true (smrt_proof_get_quoted (proof) == quoted);
  g_assert_true (smrt_proof_get_charged (proof) == charged);

  g_assert_finalize_object (proof);
  g_assert_finalize_object (quoted);
  g_assert_finalize_object (charged);
}

/* Classic mode: the new period begins when the change is made. */
static void
test_shifted_seconds (void)
{
  g_autoptr (SmrtInvoice) quoted = make_preview ();
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);
  g_autoptr (SmrtProof) proof = NULL;

  billing_invoice_add_line (charged, "pro-month", 6250, DECEMBER_3 + 17);
  billing_invoice_add_line (charged, "standard-month", -3750, DECEMBER_3 + 17);
  proof = smrt_proof_new (quoted, charged);
  g_assert_true (smrt_proof_is_exact (proof));
}

/* The same amounts for another time are not what was quoted. */
static void
test_line_period (void)
{
  static const struct
  {
    gint64 start;
    gint64 end;
    gint64 amount;
    unsigned int n_differences;
  } cases[] = {
    { NOVEMBER_18 + 3600, DECEMBER_3 - 3600, 6250, 0 },
    { NOVEMBER_18 + 3601, DECEMBER_3, 6250, 1 },
    { NOVEMBER_18, DECEMBER_3 - 3601, 6250, 1 },
    { NOVEMBER_18, DECEMBER_18, 6250, 1 },
    { NOVEMBER_18, DECEMBER_18, 6251, 2 },
    { G_MININT64, G_MAXINT64, 6250, 1 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtInvoice) quoted = make_preview ();
      g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);
      SmrtMoney amount = smrt_money_init (cases[i].amount, "usd");
      g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_2", &amount, "pro-month", cases[i].start,
                                                                cases[i].end, 1, "pro-month", "pro", TRUE);
      g_autoptr (SmrtProof) proof = NULL;
      const SmrtDifference *last;

      billing_invoice_add_line (charged, "standard-month", -3750, DECEMBER_3);
      smrt_invoice_add_line (charged, line);
      proof = smrt_proof_new (quoted, charged);
      g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, cases[i].n_differences);
      if (cases[i].n_differences == 0)
        continue;

      assert_difference (proof, cases[i].n_differences - 1, SMRT_DIFFERENCE_LINE_PERIOD, "pro-month",
                         6250, cases[i].amount);
      last = g_ptr_array_index (smrt_proof_get_differences (proof), cases[i].n_differences - 1);
      g_assert_cmpint (last->quoted_start, ==, NOVEMBER_18);
      g_assert_cmpint (last->quoted_end, ==, DECEMBER_3);
      g_assert_cmpint (last->charged_start, ==, cases[i].start);
      g_assert_cmpint (last->charged_end, ==, cases[i].end);
    }
}

/* The ledger row of a net credit and of a small amount that is carried on. */
static void
test_exact_balances (void)
{
  static const SmrtInvoiceSums cases[] = {
    { .total = -334, .ending_balance = -334 },
    { .total = -334, .starting_balance = -100, .ending_balance = -434 },
    { .total = 2500, .starting_balance = 500, .ending_balance = 0, .amount_due = 3000, .amount_paid = 3000 },
    { .total = 30, .ending_balance = 30 },
    { .total = 400, .starting_balance = -1000, .ending_balance = -600 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SmrtInvoiceSums after = cases[i];
      g_autoptr (SmrtInvoice) quoted = billing_invoice_new (cases[i]);
      g_autoptr (SmrtInvoice) charged = NULL;
      g_autoptr (SmrtProof) proof = NULL;

      after.has_ending_balance = TRUE;
      charged = billing_invoice_new (after);
      proof = smrt_proof_new (quoted, charged);
      g_assert_true (smrt_proof_is_exact (proof));
    }
}

static void
test_line_amount (void)
{
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);

  billing_invoice_add_line (charged, "standard-month", -3750, DECEMBER_3);
  billing_invoice_add_line (charged, "pro-month", 6249, DECEMBER_3);
  assert_one (charged, SMRT_DIFFERENCE_LINE_AMOUNT, "pro-month", 6250, 6249);
}

static void
test_line_quantity (void)
{
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);
  SmrtMoney amount = smrt_money_init (6250, "usd");
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_2", &amount, NULL, NOVEMBER_18, DECEMBER_3, 2,
                                                            "pro-month", "pro", TRUE);

  billing_invoice_add_line (charged, "standard-month", -3750, DECEMBER_3);
  smrt_invoice_add_line (charged, line);
  assert_one (charged, SMRT_DIFFERENCE_LINE_AMOUNT, "pro-month", 6250, 6250);
}

static void
test_line_missing (void)
{
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);

  billing_invoice_add_line (charged, "pro-month", 6250, DECEMBER_3);
  assert_one (charged, SMRT_DIFFERENCE_LINE_MISSING, "standard-month", -3750, 0);
}

static void
test_line_added (void)
{
  g_autoptr (SmrtInvoice) charged = make_invoice (sums);

  billing_invoice_add_line (charged, "setup-fee", 900, DECEMBER_3);
  assert_one (charged, SMRT_DIFFERENCE_LINE_ADDED, "setup-fee", 0, 900);
}

/* A charge is not the credit of the same price, nor a full period a part. */
static void
test_line_kind (void)
{
  g_autoptr (SmrtInvoice) quoted = make_preview ();
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);
  SmrtMoney amount = smrt_money_init (6250, "usd");
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_2", &amount, "full", NOVEMBER_18, DECEMBER_3, 1,
                                                            "pro-month", "pro", FALSE);
  g_autoptr (SmrtProof) proof = NULL;

  billing_invoice_add_line (charged, "standard-month", 3750, DECEMBER_3);
  smrt_invoice_add_line (charged, line);
  proof = smrt_proof_new (quoted, charged);

  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 4);
  assert_difference (proof, 0, SMRT_DIFFERENCE_LINE_MISSING, "standard-month", -3750, 0);
  assert_difference (proof, 1, SMRT_DIFFERENCE_LINE_MISSING, "pro-month", 6250, 0);
  assert_difference (proof, 2, SMRT_DIFFERENCE_LINE_ADDED, "standard-month", 0, 3750);
  assert_difference (proof, 3, SMRT_DIFFERENCE_LINE_ADDED, "full", 0, 6250);
}

/* Of like lines, those of the same amount belong together, in any order. */
static void
test_like_lines (void)
{
  g_autoptr (SmrtInvoice) quoted = billing_invoice_new (sums);
  g_autoptr (SmrtInvoice) turned = billing_invoice_new (sums);
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (sums);
  g_autoptr (SmrtProof) same = NULL;
  g_autoptr (SmrtProof) proof = NULL;

  billing_invoice_add_line (quoted, "pro-month", 100, DECEMBER_3);
  billing_invoice_add_line (quoted, "pro-month", 200, DECEMBER_3);
  billing_invoice_add_line (turned, "pro-month", 200, DECEMBER_3);
  billing_invoice_add_line (turned, "pro-month", 100, DECEMBER_3);
  billing_invoice_add_line (charged, "pro-month", 200, DECEMBER_3);
  billing_invoice_add_line (charged, "pro-month", 150, DECEMBER_3);

  same = smrt_proof_new (quoted, turned);
  g_assert_true (smrt_proof_is_exact (same));
  proof = smrt_proof_new (quoted, charged);
  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 1);
  assert_difference (proof, 0, SMRT_DIFFERENCE_LINE_AMOUNT, "pro-month", 100, 150);
}

static void
test_sums (void)
{
  SmrtInvoiceSums changed = sums;

  changed.discount = 0;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_DISCOUNT, NULL, 250, 0);
  }

  changed = sums;
  changed.tax = 200;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_TAX, NULL, 180, 200);
  }

  changed = sums;
  changed.total = 2431;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_TOTAL, NULL, 2430, 2431);
  }

  changed = sums;
  changed.ending_balance = -100;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_BALANCE_USED, NULL, 1000, 900);
  }

  changed = sums;
  changed.amount_due = changed.amount_paid = 1431;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_AMOUNT_DUE, NULL, 1430, 1431);
  }

  changed = sums;
  changed.amount_paid = 1400;
  {
    g_autoptr (SmrtInvoice) charged = make_invoice (changed);

    assert_one (charged, SMRT_DIFFERENCE_AMOUNT_PAID, NULL, 1430, 1400);
  }
}

/* What is still open has not been paid, and that is no difference. */
static void
test_open (void)
{
  SmrtInvoiceSums unpaid = sums;
  g_autoptr (SmrtInvoice) quoted = make_preview ();
  g_autoptr (SmrtInvoice) charged = NULL;
  g_autoptr (SmrtProof) proof = NULL;

  unpaid.amount_paid = 0;
  charged = smrt_invoice_new ("in_2", SMRT_INVOICE_STATUS_OPEN, "usd", NOVEMBER_18, &unpaid);
  billing_invoice_add_line (charged, "standard-month", -3750, DECEMBER_3);
  billing_invoice_add_line (charged, "pro-month", 6250, DECEMBER_3);
  proof = smrt_proof_new (quoted, charged);
  g_assert_true (smrt_proof_is_exact (proof));
}

static void
test_currency (void)
{
  g_autoptr (SmrtInvoice) quoted = billing_invoice_new (sums);
  g_autoptr (SmrtInvoice) charged = smrt_invoice_new ("in_2", SMRT_INVOICE_STATUS_PAID, "cad", NOVEMBER_18, &sums);
  g_autoptr (SmrtProof) proof = smrt_proof_new (quoted, charged);
  const SmrtDifference *first = g_ptr_array_index (smrt_proof_get_differences (proof), 0);

  g_assert_false (smrt_proof_is_exact (proof));
  g_assert_cmpstr (first->quoted.currency, ==, "usd");
  g_assert_cmpstr (first->charged.currency, ==, "cad");
}

/* Sums at the ends of what a number holds are compared as well. */
static void
test_extremes (void)
{
  SmrtInvoiceSums quoted_sums = { .total = G_MAXINT64, .amount_due = G_MININT64 };
  SmrtInvoiceSums charged_sums = {
    .total = G_MAXINT64,
    .starting_balance = G_MAXINT64,
    .ending_balance = G_MININT64,
    .has_ending_balance = TRUE,
    .amount_due = G_MININT64,
    .amount_paid = G_MININT64,
  };
  g_autoptr (SmrtInvoice) quoted = billing_invoice_new (quoted_sums);
  g_autoptr (SmrtInvoice) charged = billing_invoice_new (charged_sums);
  g_autoptr (SmrtProof) proof = smrt_proof_new (quoted, charged);

  g_assert_cmpuint (smrt_proof_get_differences (proof)->len, ==, 1);
  g_assert_cmpint (((SmrtDifference *) g_ptr_array_index (smrt_proof_get_differences (proof), 0))->kind, ==,
                   SMRT_DIFFERENCE_BALANCE_USED);
}

/* Of a day that is still to come the lines are known, and what comes on top of
 * them is not: that is named and no mistake. */
static void
test_at_renewal (void)
{
  g_autoptr (SmrtInvoice) quoted = make_preview ();
  g_autoptr (SmrtInvoice) same = make_invoice (sums);
  g_autoptr (SmrtInvoice) taxed = NULL;
  g_autoptr (SmrtInvoice) dearer = NULL;
  g_autoptr (SmrtProof) exact = NULL;
  g_autoptr (SmrtProof) explained = NULL;
  g_autoptr (SmrtProof) wrong = NULL;
  SmrtInvoiceSums other = sums;

  exact = smrt_proof_new_at_renewal (quoted, same);
  g_assert_true (smrt_proof_is_exact (exact));
  g_assert_cmpuint (smrt_proof_get_differences (exact)->len, ==, 0);

  /* 2500 − 250 + 200 = 2450; 1000 of it from credit. */
  other.tax = 200;
  other.total = 2450;
  other.amount_due = 1450;
  other.amount_paid = 1450;
  taxed = make_invoice (other);
  explained = smrt_proof_new_at_renewal (quoted, taxed);
  g_assert_true (smrt_proof_is_exact (explained));
  g_assert_cmpuint (smrt_proof_get_differences (explained)->len, ==, 3);
  g_assert_cmpint (((SmrtDifference *) g_ptr_array_index (smrt_proof_get_differences (explained), 0))->kind, ==,
                   SMRT_DIFFERENCE_TAX);

  /* Another subtotal is one, even where the lines are all there. */
  other = sums;
  other.subtotal = 2600;
  dearer = make_invoice (other);
  wrong = smrt_proof_new_at_renewal (quoted, dearer);
  assert_difference (wrong, 0, SMRT_DIFFERENCE_SUBTOTAL, NULL, 2500, 2600);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proof/exact", test_exact);
  g_test_add_func ("/proof/at-renewal", test_at_renewal);
  g_test_add_func ("/proof/shifted-seconds", test_shifted_seconds);
  g_test_add_func ("/proof/exact-balances", test_exact_balances);
  g_test_add_func ("/proof/line-amount", test_line_amount);
  g_test_add_func ("/proof/line-quantity", test_line_quantity);
  g_test_add_func ("/proof/line-missing", test_line_missing);
  g_test_add_func ("/proof/line-added", test_line_added);
  g_test_add_func ("/proof/line-kind", test_line_kind);
  g_test_add_func ("/proof/line-period", test_line_period);
  g_test_add_func ("/proof/like-lines", test_like_lines);
  g_test_add_func ("/proof/sums", test_sums);
  g_test_add_func ("/proof/open", test_open);
  g_test_add_func ("/proof/currency", test_currency);
  g_test_add_func ("/proof/extremes", test_extremes);

  return g_test_run ();
}
