/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-payment-method.h"

static void
test_values (void)
{
  SmrtPaymentMethod *card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 12, 2026);
  SmrtPaymentMethod *account = smrt_payment_method_new ("pm_2", "us_bank_account", NULL, NULL, 0, 0);

  g_assert_cmpstr (smrt_payment_method_get_id (card), ==, "pm_1");
  g_assert_cmpstr (smrt_payment_method_get_kind (card), ==, "card");
  g_assert_cmpstr (smrt_payment_method_get_brand (card), ==, "visa");
  g_assert_cmpstr (smrt_payment_method_get_last4 (card), ==, "4242");
  g_assert_cmpuint (smrt_payment_method_get_exp_month (card), ==, 12);
  g_assert_cmpuint (smrt_payment_method_get_exp_year (card), ==, 2026);
  g_assert_null (smrt_payment_method_get_brand (account));
  g_assert_null (smrt_payment_method_get_last4 (account));
  g_assert_false (smrt_payment_method_is_expired (account, G_GINT64_CONSTANT (32503680000)));

  g_assert_finalize_object (card);
  g_assert_finalize_object (account);
}

/* Good to the last second of its month: 31 December 2026, 23:59:59 UTC. */
static void
test_expiry (void)
{
  const gint64 new_year = 1798761600;
  g_autoptr (SmrtPaymentMethod) december = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 12, 2026);
  g_autoptr (SmrtPaymentMethod) january = smrt_payment_method_new ("pm_2", "card", "visa", "4242", 1, 2027);
  g_autoptr (SmrtPaymentMethod) before = smrt_payment_method_new ("pm_3", "card", "visa", "4242", 11, 2026);

  g_assert_false (smrt_payment_method_is_expired (december, new_year - 1));
  g_assert_true (smrt_payment_method_is_expired (december, new_year));
  g_assert_false (smrt_payment_method_is_expired (january, new_year));
  g_assert_true (smrt_payment_method_is_expired (before, new_year - 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payment-method/values", test_values);
  g_test_add_func ("/payment-method/expiry", test_expiry);

  return g_test_run ();
}
