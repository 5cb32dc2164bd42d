/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-customer.h"

static void
test_values (void)
{
  SmrtMoney balance = smrt_money_init (-4133, "usd");
  SmrtPaymentMethod *card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 12, 2027);
  SmrtCustomer *customer = smrt_customer_new ("cus_1", "Example & Sons", &balance, card, TRUE);

  balance.amount = 0;
  g_assert_cmpstr (smrt_customer_get_id (customer), ==, "cus_1");
  g_assert_cmpstr (smrt_customer_get_name (customer), ==, "Example & Sons");
  g_assert_cmpint (smrt_customer_get_balance (customer)->amount, ==, -4133);
  g_assert_true (smrt_customer_get_payment_method (customer) == card);
  g_assert_true (smrt_customer_get_livemode (customer));
  g_assert_null (smrt_customer_get_test_clock (customer));

  smrt_customer_set_test_clock (customer, "clock_1");
  g_assert_cmpstr (smrt_customer_get_test_clock (customer), ==, "clock_1");
  smrt_customer_set_test_clock (customer, NULL);
  g_assert_null (smrt_customer_get_test_clock (customer));

  g_assert_finalize_object (customer);
  g_assert_finalize_object (card);
}

static void
test_optional (void)
{
  SmrtCustomer *customer = smrt_customer_new ("cus_1", NULL, NULL, NULL, FALSE);

  g_assert_null (smrt_customer_get_name (customer));
  g_assert_null (smrt_customer_get_balance (customer));
  g_assert_null (smrt_customer_get_payment_method (customer));
  g_assert_false (smrt_customer_get_livemode (customer));

  g_assert_finalize_object (customer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/customer/values", test_values);
  g_test_add_func ("/customer/optional", test_optional);

  return g_test_run ();
}
