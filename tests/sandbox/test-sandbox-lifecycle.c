/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

static void
test_credit (SandboxFixture *fixture,
             gconstpointer   data)
{
  /* 82192 back, 12500 for the month: 69692. Five months take 62500 and leave
   * 7192; the sixth takes those and 5308 from the card. */
  static const struct
  {
    const char *time;
    int balance;
    int due;
  } months[] = {
    { "2026-12-20T12:00:00Z", -57192, 0 },
    { "2027-01-20T12:00:00Z", -44692, 0 },
    { "2027-02-20T12:00:00Z", -32192, 0 },
    { "2027-03-20T12:00:00Z", -19692, 0 },
    { "2027-04-20T12:00:00Z", -7192, 0 },
    { "2027-05-20T12:00:00Z", 0, 5308 },
    { "2027-06-20T12:00:00Z", 0, 12500 },
  };
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) ledger = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_PRO_YEARLY, "classic", "2026-07-18T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-20T12:00:00Z");
  changed = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.total"), ==, -69692);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_due"), ==, 0);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, -69692);

  for (unsigned int i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autoptr (JsonObject) subscription = NULL;

      sandbox_account_advance (fixture, &account, months[i].time);
      subscription = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
      g_assert_cmpstr (sandbox_text (subscription, "latest_invoice.billing_reason"), ==, "subscription_cycle");
      g_assert_cmpint (sandbox_int (subscription, "latest_invoice.created"), ==, sandbox_time (months[i].time));
      g_assert_cmpint (sandbox_int (subscription, "latest_invoice.amount_due"), ==, months[i].due);
      g_assert_cmpint (sandbox_int (subscription, "latest_invoice.amount_paid"), ==, months[i].due);
      g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, months[i].balance);
    }

  ledger = sandbox_get (fixture, "/v1/customers/%s/balance_transactions?limit=100", account.customer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (ledger, "data")), ==, 7);
  g_assert_cmpint (sandbox_int (ledger, "data.0.amount"), ==, 7192);
  g_assert_cmpint (sandbox_int (ledger, "data.6.amount"), ==, -69692);
  g_assert_cmpstr (sandbox_text (ledger, "data.6.type"), ==, "applied_to_invoice");
  g_assert_cmpint (sandbox_int (ledger, "data.6.ending_balance"), ==, -69692);
}

static void
test_ten_years (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *query = NULL;
  g_autofree char *last = g_strdup ("");
  unsigned int count = 0;
  gboolean more = TRUE;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-01-31T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2036-01-31T12:00:00Z");

  while (more)
    {
      g_autoptr (JsonObject) page = sandbox_get (fixture, "/v1/invoices?subscription=%s&limit=100%s",
                                                 account.subscription, last);
      JsonArray *array = json_object_get_array_member (page, "data");
      JsonObject *oldest = json_array_get_object_element (array, json_array_get_length (array) - 1);

      count += json_array_get_length (array);
      more = json_object_get_boolean_member (page, "has_more");
      g_free (last);
      last = g_strdup_printf ("&starting_after=%s", json_object_get_string_member (oldest, "id"));
      if (!more)
        g_assert_cmpint (json_object_get_int_member (oldest, "created"), ==, sandbox_time ("2026-01-31T12:00:00Z"));
    }

  /* The first one and 120 renewals, each at the end of its month. */
  g_assert_cmpuint (count, ==, 121);
  {
    g_autoptr (JsonObject) subscription = sandbox_get (fixture, "%s", account.path);

    g_assert_cmpint (sandbox_int (subscription, "items.data.0.current_period_end"), ==,
                     sandbox_time ("2036-02-29T12:00:00Z"));
  }
}

static void
test_pending_declined (SandboxFixture *fixture,
                       gconstpointer   card)
{
  gboolean asks = g_str_equal (card, "pm_card_authenticationRequired");
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *invoice_path = NULL;
  g_autofree char *void_path = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, card);

  changed = sandbox_account_change (fixture, &account, account.pro,
                       "&payment_behavior=pending_if_incomplete&metadata[smrt_change]=c1");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (changed, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (changed, "items.data.0.price.id"), ==, account.standard);
  g_assert_cmpstr (sandbox_text (changed, "pending_update.subscription_items.0.price.id"), ==, account.pro);
  g_assert_cmpint (sandbox_int (changed, "pending_update.expires_at"), ==, sandbox_time ("2026-11-19T11:00:00Z"));
  g_assert_cmpstr (sandbox_text (changed, "pending_update.metadata.smrt_change"), ==, "c1");
  g_assert_false (json_object_has_member (json_object_get_object_member (changed, "metadata"), "smrt_change"));
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.status"), ==, "open");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_due"), ==, 2500);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_paid"), ==, 0);

  invoice_path = g_strconcat ("/v1/invoices/", sandbox_text (changed, "latest_invoice.id"), NULL);
  invoice = sandbox_get (fixture, "%s?expand[]=payments.data.payment.payment_intent", invoice_path);
  g_assert_cmpstr (sandbox_text (invoice, "payments.data.0.payment.payment_intent.status"), ==,
                   asks ? "requires_action" : "requires_payment_method");
  if (!asks)
    g_assert_cmpstr (sandbox_text (invoice, "payments.data.0.payment.payment_intent.last_payment_error.code"), ==,
                     "card_declined");

  void_path = g_strconcat (invoice_path, "/void", NULL);
  voided = sandbox_post (fixture, void_path, "%s", "");
  g_assert_cmpstr (sandbox_text (voided, "status"), ==, "void");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_true (sandbox_is_null (after, "pending_update"));
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.standard);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);
}

static void
test_pending_paid (SandboxFixture *fixture,
                   gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *pay = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  changed = sandbox_account_change (fixture, &account, account.pro,
                       "&payment_behavior=pending_if_incomplete&metadata[smrt_change]=c1");
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (changed, "latest_invoice.id"));

  refused = sandbox_post (fixture, pay, "%s", "");
  g_assert_cmpint (fixture->status, ==, 402);
  g_assert_cmpstr (sandbox_text (refused, "error.type"), ==, "card_error");
  g_assert_cmpstr (sandbox_text (refused, "error.decline_code"), ==, "generic_decline");

  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (paid, "amount_paid"), ==, 2500);
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_true (sandbox_is_null (after, "pending_update"));
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.pro);
  g_assert_cmpstr (sandbox_text (after, "metadata.smrt_change"), ==, "c1");
}

static void
test_pending_lapses (SandboxFixture *fixture,
                     gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) waiting = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  changed = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  sandbox_account_advance (fixture, &account, "2026-11-19T10:59:59Z");
  waiting = sandbox_get (fixture, "%s", account.path);
  g_assert_false (sandbox_is_null (waiting, "pending_update"));
  sandbox_account_advance (fixture, &account, "2026-11-19T11:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (after, "pending_update"));
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.status"), ==, "void");
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.standard);
}

/* A waiting change lapses with the period where that ends before the 23 hours
 * do: the renewal then bills the old plan. */
static void
test_pending_period_end (SandboxFixture *fixture,
                         gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) voided = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-12-03T00:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  changed = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  /* Half a day of thirty: 125 back, 208.333 → 208 more. */
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.total"), ==, 83);
  g_assert_cmpint (sandbox_int (changed, "pending_update.expires_at"), ==, sandbox_time ("2026-12-03T12:00:00Z"));

  sandbox_account_use_card (fixture, &account, "pm_card_visa");
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (after, "pending_update"));
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.standard);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 7500);
  voided = sandbox_get (fixture, "/v1/invoices/%s", sandbox_text (changed, "latest_invoice.id"));
  g_assert_cmpstr (sandbox_text (voided, "status"), ==, "void");
}

/* Ending the trial waits for its payment, until the trial ends by itself. */
static void
test_pending_trial_end (SandboxFixture *fixture,
                        gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autofree char *pay = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  sandbox_account_advance (fixture, &account, "2026-11-17T02:00:00Z");
  changed = sandbox_account_change (fixture, &account, account.pro,
                                    "&payment_behavior=pending_if_incomplete&trial_end=now");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (changed, "status"), ==, "trialing");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_due"), ==, 12500);
  g_assert_cmpint (sandbox_int (changed, "pending_update.trial_end"), ==, sandbox_time ("2026-11-17T02:00:00Z"));
  g_assert_cmpint (sandbox_int (changed, "pending_update.expires_at"), ==, sandbox_time ("2026-11-17T12:00:00Z"));

  /* Asked for anew it replaces the one that waits; then it is paid. */
  sandbox_account_advance (fixture, &account, "2026-11-17T03:00:00Z");
  again = sandbox_account_change (fixture, &account, account.pro,
                                  "&payment_behavior=pending_if_incomplete&trial_end=now");
  g_assert_cmpstr (sandbox_text (again, "latest_invoice.id"), !=, sandbox_text (changed, "latest_invoice.id"));
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (again, "latest_invoice.id"));
  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (after, "trial_end"), ==, sandbox_time ("2026-11-17T03:00:00Z"));
  g_assert_cmpint (sandbox_int (after, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-17T03:00:00Z"));
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.pro);
}

typedef enum
{
  GIVE_UP_VOID,
  GIVE_UP_LAPSE,
  FINISH,
} Ending;

/* 1000 of credit goes into the invoice of 2500: it comes back where the change
 * is given up, with what the metadata was before. */
static void
test_pending_credit (SandboxFixture *fixture,
                     gconstpointer   data)
{
  Ending ending = GPOINTER_TO_INT (data);
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *ledger = NULL;
  g_autofree char *credit = NULL;
  g_autofree char *done = NULL;
  g_autofree char *end = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) ended = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) rows = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  ledger = g_strdup_printf ("/v1/customers/%s/balance_transactions", account.customer);
  credit = sandbox_make (fixture, ledger, "amount=-1000&currency=usd");
  done = sandbox_make (fixture, account.path, "metadata[smrt_change]=c0&metadata[team]=blue");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclinedExpiredCard");
  changed = sandbox_account_change (fixture, &account, account.pro,
                                    "&payment_behavior=pending_if_incomplete&metadata[smrt_change]=c1");
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_due"), ==, 1500);
  g_assert_cmpstr (sandbox_text (changed, "metadata.smrt_change"), ==, "c0");
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);

  if (ending == GIVE_UP_LAPSE)
    sandbox_account_advance (fixture, &account, "2026-11-19T11:00:00Z");
  else
    {
      end = g_strdup_printf ("/v1/invoices/%s/%s", sandbox_text (changed, "latest_invoice.id"),
                             ending == FINISH ? "pay" : "void");
      ended = sandbox_post (fixture, end, "%s", ending == FINISH ? "payment_method=pm_card_visa" : "");
      g_assert_cmpint (fixture->status, ==, 200);
    }

  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (after, "pending_update"));
  g_assert_cmpstr (sandbox_text (after, "metadata.team"), ==, "blue");
  g_assert_cmpstr (sandbox_text (after, "metadata.smrt_change"), ==, ending == FINISH ? "c1" : "c0");
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.status"), ==, ending == FINISH ? "paid" : "void");
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==,
                   ending == FINISH ? account.pro : account.standard);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, ending == FINISH ? 0 : -1000);
  rows = sandbox_get (fixture, "%s", ledger);
  g_assert_cmpstr (sandbox_text (rows, "data.0.type"), ==,
                   ending == FINISH ? "applied_to_invoice" : "unapplied_from_invoice");
  g_assert_cmpstr (sandbox_text (rows, "data.0.invoice"), ==, sandbox_text (changed, "latest_invoice.id"));
}

static void
test_error_if_incomplete (SandboxFixture *fixture,
                          gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "classic", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  before = sandbox_get (fixture, "%s", account.path);
  refused = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=error_if_incomplete");
  g_assert_cmpint (fixture->status, ==, 402);
  g_assert_cmpstr (sandbox_text (refused, "error.type"), ==, "card_error");
  g_assert_cmpstr (sandbox_text (refused, "error.code"), ==, "card_declined");

  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.standard);
  g_assert_cmpstr (sandbox_text (after, "latest_invoice"), ==, sandbox_text (before, "latest_invoice"));
}

static void
test_past_due (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) renewed = NULL;
  g_autofree char *pay = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "classic", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeCustomerFail");
  changed = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=allow_incomplete");
  g_assert_cmpstr (sandbox_text (changed, "status"), ==, "past_due");
  g_assert_cmpstr (sandbox_text (changed, "items.data.0.price.id"), ==, account.pro);
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.status"), ==, "open");

  sandbox_account_use_card (fixture, &account, "pm_card_visa");
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (changed, "latest_invoice.id"));
  paid = sandbox_post (fixture, pay, "%s", "");
  g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");

  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclinedInsufficientFunds");
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewed = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (renewed, "status"), ==, "past_due");
  g_assert_cmpstr (sandbox_text (renewed, "latest_invoice.status"), ==, "open");
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.amount_remaining"), ==, 12500);
}

static void
test_create_prorations (SandboxFixture *fixture,
                        gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) renewed = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  done = sandbox_make (fixture, account.path, "items[0][id]=%s&items[0][price]=%s", account.item, account.pro);

  /* −3750 and 6250 wait for the renewal of 12500. */
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 15000);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.amount"), ==, -3750);
  g_assert_cmpint (sandbox_int (preview, "lines.data.1.amount"), ==, 6250);
  g_assert_cmpint (sandbox_int (preview, "lines.data.2.amount"), ==, 12500);

  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewed = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.amount_paid"), ==, 15000);
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.lines.data.2.amount"), ==, 12500);
  json_object_unref (g_steal_pointer (&preview));
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 12500);
}

static void
test_billed_twice (SandboxFixture *fixture,
                   gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) up = NULL;
  g_autoptr (JsonObject) down = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  /* 20 of 30 days: 7500 × 2 / 3 = 5000 back, 12500 × 2 / 3 = 8333.333 → 8333. */
  sandbox_account_advance (fixture, &account, "2026-11-13T12:00:00Z");
  up = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (sandbox_int (up, "latest_invoice.total"), ==, 3333);

  /* Half of the 20 days later, classic gives back a third of the price,
   * 4166.667 → 4167; flexible half of the 8333 that were billed, 4166.5, and ties go
   * toward −∞: 4167 as well. Standard costs 2500 for the rest. */
  sandbox_account_advance (fixture, &account, "2026-11-23T12:00:00Z");
  down = sandbox_account_change (fixture, &account, account.standard, "");
  g_assert_cmpint (sandbox_int (down, "latest_invoice.lines.data.0.amount"), ==, -4167);
  g_assert_cmpint (sandbox_int (down, "latest_invoice.lines.data.1.amount"), ==, 2500);
  g_assert_cmpstr (sandbox_text (down, "latest_invoice.lines.data.0.parent.subscription_item_details"
                                       ".proration_details.credited_items.invoice"),
                   ==,
                   sandbox_text (up, "latest_invoice.id"));
}

static void
test_cancel (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) listed = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  done = sandbox_make (fixture, account.path, "cancel_at_period_end=true");
  sandbox_account_advance (fixture, &account, "2026-12-04T12:00:00Z");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (after, "ended_at"), ==, sandbox_time ("2026-12-03T12:00:00Z"));
  refused = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (fixture->status, ==, 400);
  listed = sandbox_get (fixture, "/v1/subscriptions?customer=%s", account.customer);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (listed, "data")), ==, 0);
}

static void
test_proration_date (SandboxFixture *fixture,
                     gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) early = NULL;
  g_autoptr (JsonObject) late = NULL;
  g_autoptr (JsonObject) both = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  early = sandbox_account_change (fixture, &account, account.pro, "&proration_date=1762171199");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (early, "error.param"), ==, "proration_date");
  late = sandbox_account_change (fixture, &account, account.pro, "&proration_date=1800000000");
  g_assert_cmpint (fixture->status, ==, 400);
  both = sandbox_account_change (fixture, &account, account.pro, "&proration_date=1793707200&billing_cycle_anchor[type]=now");
  g_assert_cmpint (fixture->status, ==, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/lifecycle/credit", test_credit, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/ten-years", test_ten_years, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/pending/declined", test_pending_declined, "pm_card_chargeDeclined");
  sandbox_fixture_add ("/sandbox/lifecycle/pending/asks", test_pending_declined, "pm_card_authenticationRequired");
  sandbox_fixture_add ("/sandbox/lifecycle/pending/paid", test_pending_paid, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/pending/lapses", test_pending_lapses, NULL);
  sandbox_fixture_add_modes ("/sandbox/lifecycle/pending/period-end", test_pending_period_end);
  sandbox_fixture_add_modes ("/sandbox/lifecycle/pending/trial-end", test_pending_trial_end);
  sandbox_fixture_add ("/sandbox/lifecycle/pending/credit/void", test_pending_credit, GINT_TO_POINTER (GIVE_UP_VOID));
  sandbox_fixture_add ("/sandbox/lifecycle/pending/credit/lapse", test_pending_credit,
                       GINT_TO_POINTER (GIVE_UP_LAPSE));
  sandbox_fixture_add ("/sandbox/lifecycle/pending/credit/finish", test_pending_credit, GINT_TO_POINTER (FINISH));
  sandbox_fixture_add ("/sandbox/lifecycle/error-if-incomplete", test_error_if_incomplete, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/past-due", test_past_due, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/create-prorations", test_create_prorations, NULL);
  sandbox_fixture_add_modes ("/sandbox/lifecycle/billed-twice", test_billed_twice);
  sandbox_fixture_add ("/sandbox/lifecycle/cancel", test_cancel, NULL);
  sandbox_fixture_add ("/sandbox/lifecycle/proration-date", test_proration_date, NULL);

  return g_test_run ();
}
