/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-amount-row.h"
#include "smrt-invoice-list.h"

/* One line of $25.00, and the sums. */
static SmrtInvoiceList *
show (const SmrtInvoiceSums *sums)
{
  SmrtInvoiceList *list = g_object_ref_sink (g_object_new (SMRT_TYPE_INVOICE_LIST, NULL));
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_DRAFT, "usd", 1795003200, sums);
  SmrtMoney money = smrt_money_init (sums->subtotal, "usd");
  g_autoptr (SmrtInvoiceLine) line = smrt_invoice_line_new ("il_1", &money, "Setup <b>", 1795003200, 1796299200, 1,
                                                            NULL, NULL, FALSE);

  smrt_invoice_add_line (invoice, line);
  smrt_invoice_list_show (list, invoice, NULL, "Due today", "Visa •••• 4242");
  return list;
}

static GtkWidget *
find_row (SmrtInvoiceList *list,
          const char      *title)
{
  GtkWidget *label = demo_find_text (GTK_WIDGET (list), title);

  return label ? gtk_widget_get_ancestor (label, SMRT_TYPE_AMOUNT_ROW) : NULL;
}

static void
assert_row (SmrtInvoiceList *list,
            const char      *title,
            const char      *amount)
{
  GtkWidget *row = find_row (list, title);

  if (!row)
    g_error ("There is no row “%s”", title);
  g_assert_cmpstr (smrt_amount_row_get_amount (SMRT_AMOUNT_ROW (row)), ==, amount);
}

static void
test_plain (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .total = 2500, .amount_due = 2500 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Setup <b>", "$25.00");
  assert_row (list, "Due today", "$25.00");
  g_assert_true (smrt_amount_row_get_emphasized (SMRT_AMOUNT_ROW (find_row (list, "Due today"))));
  g_assert_null (find_row (list, "Subtotal"));
  g_assert_null (find_row (list, "Total"));
  g_assert_null (find_row (list, "Discount"));
  g_assert_null (find_row (list, "Tax"));
  g_assert_null (find_row (list, "Added to your subscription credit"));

  smrt_invoice_list_show (list, NULL, NULL, "Due today", NULL);
  g_assert_null (demo_find_part (GTK_WIDGET (list), "$"));
  g_assert_finalize_object (list);
}

/* Usage of 25.00, of which 15.00 are paid from the credit balance. */
static void
test_usage_credit (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .usage_credit = 1500, .total = 1000, .amount_due = 1000 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Subtotal", "$25.00");
  assert_row (list, "Paid from the credit balance", "−$15.00");
  assert_row (list, "Due today", "$10.00");
  g_assert_finalize_object (list);
}

/* 25.00 − 2.50 + 1.80 = 24.30, of which 4.30 are paid from credit. */
static void
test_all_sums (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .discount = 250, .tax = 180, .total = 2430, .starting_balance = -430, .amount_due = 2000 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Subtotal", "$25.00");
  assert_row (list, "Discount", "−$2.50");
  assert_row (list, "Tax", "$1.80");
  assert_row (list, "Total", "$24.30");
  assert_row (list, "Paid from subscription credit", "−$4.30");
  assert_row (list, "Due today", "$20.00");
  g_assert_finalize_object (list);
}

/* 25.00, within which there are 4.17 of tax. */
static void
test_included_tax (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .included_tax = 417, .total = 2500, .amount_due = 2500 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Total", "$25.00");
  g_assert_cmpstr (smrt_amount_row_get_subtitle (SMRT_AMOUNT_ROW (find_row (list, "Total"))), ==, "$4.17 of tax is included");
  assert_row (list, "Due today", "$25.00");
  g_assert_null (find_row (list, "Tax"));
  g_assert_finalize_object (list);
}

static void
test_debt (void)
{
  SmrtInvoiceSums sums = { .subtotal = 2500, .total = 2500, .starting_balance = 500, .amount_due = 3000 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Total", "$25.00");
  assert_row (list, "Owed from before", "$5.00");
  assert_row (list, "Due today", "$30.00");
  g_assert_finalize_object (list);
}

/* 0.70, of which 0.40 are paid from credit; 0.30 are too little for a card. */
static void
test_carried (void)
{
  SmrtInvoiceSums sums = { .subtotal = 70, .total = 70, .starting_balance = -40, .amount_due = 0 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Paid from subscription credit", "−$0.40");
  assert_row (list, "Carried to the next payment", "−$0.30");
  assert_row (list, "Due today", "$0.00");
  g_assert_finalize_object (list);
}

static void
test_credit (void)
{
  SmrtInvoiceSums sums = { .subtotal = -70377, .total = -70377, .amount_due = 0 };
  SmrtInvoiceList *list = show (&sums);

  assert_row (list, "Due today", "$0.00");
  assert_row (list, "Added to your subscription credit", "$703.77");
  g_assert_null (find_row (list, "Paid from subscription credit"));
  g_assert_finalize_object (list);
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  g_test_add_func ("/app/invoice-list/plain", test_plain);
  g_test_add_func ("/app/invoice-list/usage-credit", test_usage_credit);
  g_test_add_func ("/app/invoice-list/all-sums", test_all_sums);
  g_test_add_func ("/app/invoice-list/included-tax", test_included_tax);
  g_test_add_func ("/app/invoice-list/debt", test_debt);
  g_test_add_func ("/app/invoice-list/carried", test_carried);
  g_test_add_func ("/app/invoice-list/credit", test_credit);
  return g_test_run ();
}
