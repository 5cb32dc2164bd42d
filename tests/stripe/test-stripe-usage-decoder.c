/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-usage-decoder.h"

#define ROW(side, details) \
  "{'id': 'cbtxn_1', 'object': 'billing.credit_balance_transaction', 'created': 1795003200, " \
  "'credit_grant': 'credgr_1', 'effective_at': 1795003201, 'type': '" side "', " details "}"

#define AMOUNT "'amount': {'type': 'monetary', 'monetary': {'currency': 'usd', 'value': 1840}}"

/* Single quotes stand for double ones. */
static JsonNode *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = smrt_json_parse (bytes, 1 << 20, &error);

  g_assert_no_error (error);

  return node;
}

static void
test_entry (void)
{
  static const struct
  {
    const char *text;
    SmrtCreditKind kind;
    gint64 amount;
    const char *invoice;
  } rows[] = {
    { ROW ("credit", "'debit': null, 'credit': {'type': 'credits_granted', " AMOUNT "}"),
      SMRT_CREDIT_KIND_USAGE_GRANTED, 1840, NULL },
    { ROW ("credit", "'credit': {'type': 'credits_application_invoice_voided', " AMOUNT
                     ", 'credits_application_invoice_voided': {'invoice': 'in_1', 'invoice_line_item': 'il_1'}}"),
      SMRT_CREDIT_KIND_USAGE_RETURNED, 1840, "in_1" },
    { ROW ("debit", "'credit': null, 'debit': {'type': 'credits_applied', " AMOUNT
                    ", 'credits_applied': {'invoice': {'id': 'in_2'}, 'invoice_line_item': 'il_1'}}"),
      SMRT_CREDIT_KIND_USAGE_APPLIED, -1840, "in_2" },
    { ROW ("debit", "'debit': {'type': 'credits_expired', 'credits_applied': null, " AMOUNT "}"),
      SMRT_CREDIT_KIND_USAGE_EXPIRED, -1840, NULL },
    { ROW ("debit", "'debit': {'type': 'credits_voided', " AMOUNT "}"), SMRT_CREDIT_KIND_USAGE_VOIDED, -1840, NULL },
    { ROW ("debit", "'debit': {'type': 'lost at sea', " AMOUNT "}"), SMRT_CREDIT_KIND_OTHER, -1840, NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (SmrtCreditEntry) entry = smrt_stripe_decode_usage_entry (node, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (smrt_credit_entry_get_id (entry), ==, "cbtxn_1");
      g_assert_cmpint (smrt_credit_entry_get_created (entry), ==, 1795003200);
      g_assert_cmpint (smrt_credit_entry_get_kind (entry), ==, rows[i].kind);
      g_assert_cmpint (smrt_credit_entry_get_amount (entry)->amount, ==, rows[i].amount);
      g_assert_cmpstr (smrt_credit_entry_get_amount (entry)->currency, ==, "usd");
      g_assert_cmpstr (smrt_credit_entry_get_invoice_id (entry), ==, rows[i].invoice);
      g_assert_null (smrt_credit_entry_get_balance (entry));
    }
}

/* Without its side or its amount a row would make the sum of the ledger wrong. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } rows[] = {
    { "{'created': 1, 'type': 'credit'}", "id: missing" },
    { ROW ("gift", "'credit': {" AMOUNT "}"), "type: neither credit nor debit" },
    { ROW ("credit", "'credit': null, 'debit': {" AMOUNT "}"), "credit: missing" },
    { ROW ("debit", "'debit': {'type': 'credits_applied'}"), "debit.amount: missing" },
    { ROW ("debit", "'debit': {'amount': {'type': 'custom_pricing_unit'}}"), "debit.amount.monetary: missing" },
    { ROW ("debit", "'debit': {'amount': {'monetary': {'currency': 'usd', 'value': 1.5}}}"),
      "debit.amount.monetary.value: not an integer" },
    { ROW ("debit", "'debit': {'amount': {'monetary': {'currency': '$', 'value': 1}}}"),
      "debit.amount.monetary.currency: not a currency" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (smrt_stripe_decode_usage_entry (node, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stripe/usage-decoder/entry", test_entry);
  g_test_add_func ("/stripe/usage-decoder/refused", test_refused);

  return g_test_run ();
}
