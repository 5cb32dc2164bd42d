/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-sandbox-hosted-invoice.h"
#include "smrt-sandbox-json.h"

#include <string.h>

/* The page of an invoice that was written by hand. */
static char *
show (const char *sums)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtSandboxStore) store = smrt_sandbox_store_open (NULL, &error);
  g_autofree char *text = g_strconcat (
    "{'id':'in_1','object':'invoice','created':1795003200,'currency':'usd','customer':'cus_1','customer_name':null,"
    "'customer_email':null,'due_date':1797595200,'lines':[{'amount':10000,'description':null,'period':{"
    "'start':1793707200,'end':1796299200}}],'number':'N-1','parent':null,'status':'paid','amount_paid':0,",
    sums, ",'_':{'secret':'known'}}", NULL);
  g_autoptr (JsonObject) customer = smrt_sandbox_json_template (
    "{'id':'cus_1','object':'customer','created':1795003200,'invoice_settings':{}}");
  g_autoptr (JsonObject) invoice = smrt_sandbox_json_template (text);
  SmrtSandboxRequest request = { 0 };
  g_autoptr (SmrtSandboxPage) page = NULL;

  g_assert_no_error (error);
  g_assert_true (smrt_sandbox_store_begin (store, NULL));
  smrt_sandbox_store_add (store, customer);
  smrt_sandbox_store_add (store, invoice);
  request.store = store;
  request.id = (char *) "known";
  page = smrt_sandbox_hosted_invoice_show (&request);
  g_assert_nonnull (page);
  g_assert_true (smrt_sandbox_store_commit (store, NULL));

  return g_strdup (smrt_sandbox_page_get_html (page));
}

static void
assert_row (const char *page,
            const char *label,
            const char *amount)
{
  g_autofree char *row = g_strdup_printf ("<th scope=\"row\">%s</th><td>%s</td></tr>", label, amount);

  if (strstr (page, row) == NULL)
    g_error ("“%s” is not on the page: %s", row, strstr (page, "<body>"));
}

/* 10000 − 1000 − 500 = 8500; taxes of 850 and 100 on top make 9450, with 200
 * that are in the prices already; 450 of credit leave 9000. */
static void
test_sums (void)
{
  g_autofree char *page = show (
    "'subtotal':10000,'total_discount_amounts':[{'amount':600},{'amount':400}],"
    "'total_pretax_credit_amounts':[{'amount':500}],'total_taxes':[{'amount':850,'tax_behavior':'exclusive'},"
    "{'amount':100,'tax_behavior':'exclusive'},{'amount':200,'tax_behavior':'inclusive'}],"
    "'total':9450,'starting_balance':-450,'ending_balance':0,'amount_due':9000");

  assert_row (page, "Subtotal", "$100.00");
  assert_row (page, "Discount", "-$10.00");
  assert_row (page, "Usage credit used", "-$5.00");
  assert_row (page, "Tax", "$9.50");
  assert_row (page, "Tax included", "$2.00");
  assert_row (page, "Total", "$94.50");
  assert_row (page, "Credit used", "-$4.50");
  assert_row (page, "Amount due", "$90.00");
  g_assert_nonnull (strstr (page, "<dt>Due by</dt><dd>18 December 2026</dd>"));
  g_assert_nonnull (strstr (page, "<small>3 November 2026 – 3 December 2026</small>"));
}

/* What is 0 is not there. */
static void
test_plain (void)
{
  g_autofree char *page = show ("'subtotal':10000,'total':10000,'starting_balance':0,'ending_balance':0,"
                                "'amount_due':10000");

  assert_row (page, "Subtotal", "$100.00");
  assert_row (page, "Amount due", "$100.00");
  g_assert_null (strstr (page, "Discount"));
  g_assert_null (strstr (page, "Tax"));
  g_assert_null (strstr (page, "redit"));
  g_assert_null (strstr (page, "Carried"));
  g_assert_null (strstr (page, "Owed"));
}

static void
test_balance (void)
{
  static const struct
  {
    const char *sums;
    const char *label;
    const char *amount;
  } cases[] = {
    { "'total':2500,'starting_balance':-4000,'ending_balance':-1500,'amount_due':0", "Credit used", "-$25.00" },
    { "'total':2500,'starting_balance':700,'ending_balance':0,'amount_due':3200", "Owed from before", "$7.00" },
    { "'total':-2500,'starting_balance':0,'ending_balance':-2500,'amount_due':0", "Added to the credit", "$25.00" },
    { "'total':20,'starting_balance':0,'ending_balance':20,'amount_due':0", "Carried over to the next invoice",
      "-$0.20" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sums = g_strconcat ("'subtotal':0,", cases[i].sums, NULL);
      g_autofree char *page = show (sums);

      assert_row (page, cases[i].label, cases[i].amount);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sandbox/hosted-invoice/sums", test_sums);
  g_test_add_func ("/sandbox/hosted-invoice/plain", test_plain);
  g_test_add_func ("/sandbox/hosted-invoice/balance", test_balance);

  return g_test_run ();
}
