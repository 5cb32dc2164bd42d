/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-csv.h"

#include <string.h>

#define CREDITS_HEADER "id,date,created,kind,what,invoice,receipt,amount,balance,currency\r\n"

static void
test_credits (ExportFixture *fixture,
              gconstpointer  unused)
{
  export_fixture_assert (fixture, smrt_export_csv_credits, CREDITS_HEADER);

  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, JANUARY_2, "usd", (SmrtInvoiceSums) { .total = 7500 });
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, 7505, 7505, "usd", NULL, NULL);
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, NOVEMBER_18, -7500, 5, "usd", NULL, "in_1");
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_ADJUSTMENT, DECEMBER_3, -1234567, -1234562, "usd",
                             "Sorry, \"really\"", "in_unknown");
  export_fixture_assert (fixture, smrt_export_csv_credits,
                         CREDITS_HEADER
                         "cbtxn_3,2026-12-03,2026-12-03T12:00:00Z,adjustment,\"Sorry, \"\"really\"\"\",in_unknown,,"
                         "-12345.67,-12345.62,USD\r\n"
                         "cbtxn_2,2026-11-18,2026-11-18T12:00:00Z,applied_to_invoice,Used for invoice NW-1,in_1,NW-1,"
                         "-75.00,0.05,USD\r\n"
                         "cbtxn_1,2026-01-02,2026-01-02T12:00:00Z,initial,Opening balance,,,75.05,75.05,USD\r\n");
}

/* The day is the person's, the time is everybody's. */
static void
test_time_zone (ExportFixture *fixture,
                gconstpointer  unused)
{
  export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_INITIAL, JANUARY_2 + DAY / 2, 1, 1, "usd", NULL, NULL);
  smrt_words_set_time_zone ("America/New_York");
  export_fixture_assert (fixture, smrt_export_csv_credits,
                         CREDITS_HEADER
                         "cbtxn_1,2026-01-02,2026-01-03T00:00:00Z,initial,Opening balance,,,0.01,0.01,USD\r\n");
  smrt_words_set_time_zone (NULL);
}

static void
test_currencies (ExportFixture *fixture,
                 gconstpointer  unused)
{
  static const struct
  {
    const char *currency;
    gint64 amount;
    const char *cell;
  } cases[] = {
    { "jpy", -1500, ",-1500,-1500,JPY\r\n" },
    { "clp", 0, ",0,0,CLP\r\n" },
    { "usd", -1, ",-0.01,-0.01,USD\r\n" },
    { "isk", 150000, ",1500.00,1500.00,ISK\r\n" },
    { "ugx", 5, ",0.05,0.05,UGX\r\n" },
    { "kwd", -1250, ",-1.250,-1.250,KWD\r\n" },
    { "tnd", 7, ",0.007,0.007,TND\r\n" },
    { "usd", G_MAXINT64, ",92233720368547758.07,92233720368547758.07,USD\r\n" },
    { "bhd", G_MININT64, ",-9223372036854775.808,-9223372036854775.808,BHD\r\n" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      g_list_store_remove_all (fixture->credits);
      export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, cases[i].amount, cases[i].amount,
                                 cases[i].currency, NULL, NULL);
      text = export_fixture_run (fixture, smrt_export_csv_credits, NULL);
      g_assert_true (g_str_has_suffix (text, cases[i].cell));
    }
}

static void
test_formulas (ExportFixture *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cases[] = {
    { "=1+1", ",'=1+1," },
    { "+1", ",'+1," },
    { "-1", ",'-1," },
    { "@SUM(A1)", ",'@SUM(A1)," },
    { "\t=1", ",\"' =1\"," },
    { "\r=1", ",\"' =1\"," },
    { "  =1", ",\"'  =1\"," },
    { "\u00a0=1", ",'\u00a0=1," },
    { "＝1", ",'＝1," },
    { "－1", ",'－1," },
    { "=cmd|' /C calc'!A0", ",'=cmd|' /C calc'!A0," },
    { "=\"a\",\"b\"", ",\"'=\"\"a\"\",\"\"b\"\"\"," },
    { "1=1", ",1=1," },
    { "a\r\nb", ",a  b," },
    { "trailing ", ",\"trailing \"," },
    { "a;b|c\\", ",a;b|c\\," },
    { "Ünïcödé 名前", ",Ünïcödé 名前," },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      g_list_store_remove_all (fixture->credits);
      export_fixture_add_credit (fixture, SMRT_CREDIT_KIND_ADJUSTMENT, JANUARY_2, -500, -500, "usd", cases[i].text, NULL);
      text = export_fixture_run (fixture, smrt_export_csv_credits, NULL);
      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, cases[i].cell));
      /* A negative amount is a number all the same. */
      g_assert_true (g_str_has_suffix (text, ",,,-5.00,-5.00,USD\r\n"));
    }
}

static void
test_invoices (ExportFixture *fixture,
               gconstpointer  unused)
{
  static const SmrtInvoiceSums everything = {
    .subtotal = 10000,
    .discount = 1000,
    .usage_credit = 500,
    .tax = 850,
    .included_tax = 7,
    .total = 9350,
    .amount_due = 9000,
    .amount_paid = 1,
    .amount_remaining = 8999,
  };
  SmrtInvoice *invoice;

  invoice = export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_OPEN, NOVEMBER_18, "usd", everything);
  smrt_invoice_set_number (invoice, "=NW-1");
  smrt_invoice_set_subscription_id (invoice, "sub_1");
  export_fixture_add_line (invoice, "prod_standard", 10000);
  export_fixture_add_invoice (fixture, SMRT_INVOICE_STATUS_PAID, DECEMBER_3, "jpy", (SmrtInvoiceSums) { .total = -334 });
  export_fixture_assert (fixture, smrt_export_csv_invoices,
                         "id,number,date,created,status,what,subscription,subtotal,discount,usage_credit,tax,"
                         "included_tax,total,credit_used,credit_added,due,paid,remaining,currency\r\n"
                         "in_2,NW-2,2026-12-03,2026-12-03T12:00:00Z,paid,Invoice without items,,"
                         "0,0,0,0,0,-334,0,334,0,0,0,JPY\r\n"
                         "in_1,'=NW-1,2026-11-18,2026-11-18T12:00:00Z,open,\"Standard, monthly\",sub_1,"
                         "100.00,10.00,5.00,8.50,0.07,93.50,3.50,0.00,90.00,0.01,89.99,USD\r\n");
}

static void
test_products (ExportFixture *fixture,
               gconstpointer  unused)
{
  g_autoptr (SmrtSubscription) subscription = NULL;
  g_autoptr (SmrtSubscription) empty = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_CANCELED, "kwd");

  subscription = words_subscription_new (fixture->catalogue, "prod_multi", SMRT_CYCLE_MONTHLY, 3,
                                         SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_list_store_append (fixture->subscriptions, subscription);
  g_list_store_append (fixture->subscriptions, empty);
  export_fixture_assert (fixture, smrt_export_csv_products,
                         "id,name,plan,status,price,cycle,quantity,amount,currency,next_billing_date,cancel_at,"
                         "summary\r\n"
                         "sub_1,smrtDialer Multi Line,prod_multi,active,price_multi_month,monthly,3,225.00,USD,"
                         "2026-12-03,,Billed monthly · 3 seats · $225.00 a month · next billing date 3 December 2026\r\n"
                         "sub_2,,,canceled,,,,,KWD,,,0 products\r\n");
}

static void
test_plans (ExportFixture *fixture,
            gconstpointer  unused)
{
  static const char * const features[] = { "Calls, and texts", "=1+1", NULL };
  g_autoptr (SmrtSubscription) subscription = NULL;

  subscription = words_subscription_new (fixture->catalogue, "prod_pro", SMRT_CYCLE_ANNUAL, 1,
                                         SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_list_store_append (fixture->subscriptions, subscription);
  smrt_plan_set_features (smrt_catalogue_find_plan (fixture->catalogue, "prod_multi"), features);
  smrt_plan_set_active (smrt_catalogue_find_plan (fixture->catalogue, "prod_multi"), FALSE);
  export_fixture_assert (fixture, smrt_export_csv_plans,
                         "id,name,family,offered,price,cycle,amount,currency,display_per_month,free_months,current,"
                         "features\r\n"
                         "prod_standard,smrtPhone Standard,smrtPhone,true,"
                         "price_standard_month,monthly,75.00,USD,75.00,0,false,\r\n"
                         "prod_standard,smrtPhone Standard,smrtPhone,true,"
                         "price_standard_year,annual,750.00,USD,62.00,2,false,\r\n"
                         "prod_pro,smrtPhone Pro,smrtPhone,true,"
                         "price_pro_month,monthly,125.00,USD,125.00,0,false,\r\n"
                         "prod_pro,smrtPhone Pro,smrtPhone,true,"
                         "price_pro_year,annual,1250.00,USD,104.00,2,true,\r\n"
                         "prod_multi,smrtDialer Multi Line,smrtDialer Multi Line,false,"
                         "price_multi_month,monthly,75.00,USD,75.00,0,false,\"Calls, and texts; =1+1\"\r\n"
                         "prod_multi,smrtDialer Multi Line,smrtDialer Multi Line,false,"
                         "price_multi_year,annual,750.00,USD,62.00,2,false,\"Calls, and texts; =1+1\"\r\n");
}

#define ADD(path, function) \
 g_test_add (path, ExportFixture, NULL, export_fixture_set_up, function, export_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/csv/credits", test_credits);
  ADD ("/export/csv/time-zone", test_time_zone);
  ADD ("/export/csv/currencies", test_currencies);
  ADD ("/export/csv/formulas", test_formulas);
  ADD ("/export/csv/invoices", test_invoices);
  ADD ("/export/csv/products", test_products);
  ADD ("/export/csv/plans", test_plans);

  return g_test_run ();
}
