/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-credit-entry.h"

static void
test_values (void)
{
  SmrtMoney amount = smrt_money_init (334, "usd");
  SmrtMoney balance = smrt_money_init (-500, "usd");
  SmrtCreditEntry *entry = smrt_credit_entry_new ("cbtxn_1", SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, 1795003200,
                                                  &amount, &balance, "What the server wrote", "in_1");

  amount.amount = balance.amount = 0;
  g_assert_cmpstr (smrt_credit_entry_get_id (entry), ==, "cbtxn_1");
  g_assert_cmpint (smrt_credit_entry_get_kind (entry), ==, SMRT_CREDIT_KIND_APPLIED_TO_INVOICE);
  g_assert_cmpint (smrt_credit_entry_get_created (entry), ==, 1795003200);
  g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, 334);
  g_assert_cmpint (smrt_credit_entry_get_balance (entry)->amount, ==, -500);
  g_assert_cmpstr (smrt_credit_entry_get_description (entry), ==, "What the server wrote");
  g_assert_cmpstr (smrt_credit_entry_get_invoice_id (entry), ==, "in_1");

  g_assert_finalize_object (entry);
}

static void
test_optional (void)
{
  SmrtMoney zero = smrt_money_init (0, "usd");
  g_autoptr (SmrtCreditEntry) entry = smrt_credit_entry_new ("cbtxn_1", SMRT_CREDIT_KIND_OTHER, 0, &zero, &zero,
                                                             NULL, NULL);

  g_assert_null (smrt_credit_entry_get_description (entry));
  g_assert_null (smrt_credit_entry_get_invoice_id (entry));

  g_assert_nonnull (smrt_credit_entry_get_balance (entry));
}

/* Nothing is not a balance of 0. */
static void
test_unknown_balance (void)
{
  SmrtMoney amount = smrt_money_init (334, "usd");
  g_autoptr (SmrtCreditEntry) entry = smrt_credit_entry_new ("cbtxn_1", SMRT_CREDIT_KIND_USAGE_GRANTED, 0, &amount,
                                                             NULL, NULL, NULL);

  g_assert_null (smrt_credit_entry_get_balance (entry));
  g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, 334);

  g_test_expect_message ("smrt-billing", G_LOG_LEVEL_CRITICAL, "*amount != NULL*");
  g_assert_null (smrt_credit_entry_new ("cbtxn_1", SMRT_CREDIT_KIND_OTHER, 0, NULL, NULL, NULL, NULL));
  g_test_assert_expected_messages ();
}

/* The names are the provider's, a decoder finds the kind by them. */
static void
test_kinds (void)
{
  static const char * const names[] = {
    "adjustment",
    "applied_to_invoice",
    "credit_note",
    "initial",
    "invoice_overpaid",
    "invoice_too_large",
    "invoice_too_small",
    "migration",
    "unapplied_from_invoice",
    "unspent_receiver_credit",
    "checkout_session_subscription_payment",
    "checkout_session_subscription_payment_canceled",
    "credits_granted",
    "credits_applied",
    "credits_expired",
    "credits_voided",
    "credits_application_invoice_voided",
  };
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_CREDIT_KIND);

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GEnumValue *value = g_enum_get_value_by_nick (kinds, names[i]);

      g_assert_nonnull (value);
      g_assert_cmpint (value->value, !=, SMRT_CREDIT_KIND_OTHER);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/credit-entry/values", test_values);
  g_test_add_func ("/credit-entry/optional", test_optional);
  g_test_add_func ("/credit-entry/unknown-balance", test_unknown_balance);
  g_test_add_func ("/credit-entry/kinds", test_kinds);

  return g_test_run ();
}
