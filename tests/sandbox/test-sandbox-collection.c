/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

typedef struct
{
  const char *name;
  const char *code;
  const char *decline_code;
} Card;

static JsonObject *
read_intent (SandboxFixture *fixture,
             const char     *invoice)
{
  g_autoptr (JsonObject) read = sandbox_get (fixture, "/v1/invoices/%s?expand[]=payments.data.payment.payment_intent",
                                             invoice);
  JsonArray *payments = json_object_get_array_member (json_object_get_object_member (read, "payments"), "data");
  JsonObject *payment = json_object_get_object_member (json_array_get_object_element (payments, 0), "payment");

  return json_object_ref (json_object_get_object_member (payment, "payment_intent"));
}

/* Each card attaches, and is refused in its own way when it is charged. */
static void
test_card (SandboxFixture *fixture,
           gconstpointer   data)
{
  const Card *card = data;
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) pending = NULL;
  g_autoptr (JsonObject) intent = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, card->name);
  refused = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=error_if_incomplete");
  g_assert_cmpint (fixture->status, ==, 402);
  g_assert_cmpstr (sandbox_text (refused, "error.type"), ==, "card_error");
  pending = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  g_assert_cmpint (fixture->status, ==, 200);
  intent = read_intent (fixture, sandbox_text (pending, "latest_invoice.id"));
  if (card->code == NULL)
    {
      g_assert_cmpstr (sandbox_text (refused, "error.code"), ==, "subscription_payment_intent_requires_action");
      g_assert_cmpstr (sandbox_text (intent, "status"), ==, "requires_action");
      return;
    }

  g_assert_cmpstr (sandbox_text (refused, "error.code"), ==, card->code);
  g_assert_cmpstr (sandbox_text (intent, "status"), ==, "requires_payment_method");
  g_assert_cmpstr (sandbox_text (intent, "last_payment_error.code"), ==, card->code);
  if (card->decline_code != NULL)
    g_assert_cmpstr (sandbox_text (intent, "last_payment_error.decline_code"), ==, card->decline_code);
}

/* One card pays everything but renewals. */
static void
test_renewal_fails (SandboxFixture *fixture,
                    gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) behind = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *pay = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_renewalFail");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  changed = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  g_assert_true (sandbox_is_null (changed, "pending_update"));
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_paid"), ==, 2500);

  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  behind = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (behind, "status"), ==, "past_due");
  g_assert_cmpstr (sandbox_text (behind, "latest_invoice.status"), ==, "open");
  g_assert_cmpint (sandbox_int (behind, "latest_invoice.attempt_count"), ==, 1);
  g_assert_cmpint (sandbox_int (behind, "latest_invoice.next_payment_attempt"), ==,
                   sandbox_time ("2026-12-06T12:00:00Z"));

  /* An attempt by hand does not count. */
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (behind, "latest_invoice.id"));
  refused = sandbox_post (fixture, pay, "%s", "");
  g_assert_cmpint (fixture->status, ==, 402);
  json_object_unref (g_steal_pointer (&behind));
  behind = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (behind, "latest_invoice.attempt_count"), ==, 1);

  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (paid, "amount_paid"), ==, 12500);
  g_assert_true (sandbox_is_null (paid, "next_payment_attempt"));
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
}

/* The clock tries it again: here the second time another card is there. */
static void
test_retried (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "classic", "2026-11-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclinedInsufficientFunds");
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_visa");
  sandbox_account_advance (fixture, &account, "2026-12-06T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.status"), ==, "paid");
  g_assert_cmpint (sandbox_int (after, "latest_invoice.attempt_count"), ==, 2);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.status_transitions.paid_at"), ==,
                   sandbox_time ("2026-12-06T12:00:00Z"));
}

/* Attempts on 3, 6, 11 and 18 December; then it is unpaid. */
static void
test_unpaid (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) behind = NULL;
  g_autoptr (JsonObject) unpaid = NULL;
  g_autoptr (JsonObject) later = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *pay = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeCustomerFail");
  sandbox_account_advance (fixture, &account, "2026-12-18T11:59:59Z");
  behind = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (behind, "status"), ==, "past_due");
  g_assert_cmpint (sandbox_int (behind, "latest_invoice.attempt_count"), ==, 3);
  sandbox_account_advance (fixture, &account, "2026-12-18T12:00:00Z");
  unpaid = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (unpaid, "status"), ==, "unpaid");
  g_assert_cmpstr (sandbox_text (unpaid, "latest_invoice.status"), ==, "open");
  g_assert_cmpint (sandbox_int (unpaid, "latest_invoice.attempt_count"), ==, 4);
  g_assert_true (sandbox_is_null (unpaid, "latest_invoice.next_payment_attempt"));

  /* What is invoiced from now on waits as a draft. */
  sandbox_account_advance (fixture, &account, "2027-01-03T12:00:00Z");
  later = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (later, "status"), ==, "unpaid");
  g_assert_cmpstr (sandbox_text (later, "latest_invoice.status"), ==, "draft");

  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (unpaid, "latest_invoice.id"));
  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
}

/* An invoice that is sent is due in days, and nothing is charged. */
static void
test_send_invoice (SandboxFixture *fixture,
                   gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) late = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autofree char *pay = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z",
                             "&collection_method=send_invoice&days_until_due=14");
  first = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (first, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (first, "latest_invoice.status"), ==, "open");
  g_assert_cmpint (sandbox_int (first, "latest_invoice.attempt_count"), ==, 0);
  g_assert_cmpint (sandbox_int (first, "latest_invoice.due_date"), ==, sandbox_time ("2026-11-17T12:00:00Z"));
  refused = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  g_assert_cmpint (fixture->status, ==, 400);

  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  late = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (late, "status"), ==, "past_due");
  changed = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (changed, "items.data.0.price.id"), ==, account.pro);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_due"), ==, 2500);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.due_date"), ==, sandbox_time ("2026-12-02T12:00:00Z"));

  /* What was sent by the change is open as well, but not due before December. */
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (first, "latest_invoice.id"));
  paid = sandbox_post (fixture, pay, "paid_out_of_band=true");
  g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
}

/* What is given up as uncollectible holds nothing up, and can be paid later. */
static void
test_uncollectible (SandboxFixture *fixture,
                    gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *mark = NULL;
  g_autofree char *pay = NULL;
  g_autoptr (JsonObject) behind = NULL;
  g_autoptr (JsonObject) marked = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) paid = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_renewalFail");
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  behind = sandbox_get (fixture, "%s", account.path);
  mark = g_strdup_printf ("/v1/invoices/%s/mark_uncollectible", sandbox_text (behind, "latest_invoice"));
  marked = sandbox_post (fixture, mark, "%s", "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (marked, "status"), ==, "uncollectible");
  g_assert_true (sandbox_is_null (marked, "next_payment_attempt"));
  again = sandbox_post (fixture, mark, "%s", "");
  g_assert_cmpint (fixture->status, ==, 400);
  sandbox_account_advance (fixture, &account, "2026-12-20T12:00:00Z");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (behind, "latest_invoice"));
  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
}

/* What a person has to confirm is not tried by the clock. */
static void
test_default_incomplete (SandboxFixture *fixture,
                         gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) later = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  changed = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=default_incomplete");
  g_assert_cmpstr (sandbox_text (changed, "status"), ==, "past_due");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.attempt_count"), ==, 0);
  sandbox_account_advance (fixture, &account, "2026-12-02T12:00:00Z");
  later = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (later, "latest_invoice.status"), ==, "open");
}

int
main (int   argc,
      char *argv[])
{
  static const Card cards[] = {
    { "pm_card_chargeDeclined", "card_declined", "generic_decline" },
    { "pm_card_chargeCustomerFail", "card_declined", "generic_decline" },
    { "pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds" },
    { "pm_card_chargeDeclinedExpiredCard", "expired_card", NULL },
    { "pm_card_authenticationRequired", NULL, NULL },
  };

  g_test_init (&argc, &argv, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/collection/card/", cards[i].name, NULL);

      sandbox_fixture_add (path, test_card, &cards[i]);
    }
  sandbox_fixture_add ("/sandbox/collection/renewal-fails", test_renewal_fails, NULL);
  sandbox_fixture_add ("/sandbox/collection/retried", test_retried, NULL);
  sandbox_fixture_add ("/sandbox/collection/unpaid", test_unpaid, NULL);
  sandbox_fixture_add ("/sandbox/collection/send-invoice", test_send_invoice, NULL);
  sandbox_fixture_add ("/sandbox/collection/uncollectible", test_uncollectible, NULL);
  sandbox_fixture_add ("/sandbox/collection/default-incomplete", test_default_incomplete, NULL);

  return g_test_run ();
}
