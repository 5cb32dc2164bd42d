/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

static void
test_trial (SandboxFixture *fixture,
            gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) trial = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) after = NULL;
  gint64 end = sandbox_time ("2026-11-17T12:00:00Z");

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  begun = sandbox_post (fixture, "/v1/invoices/create_preview",
                       "customer=%s&subscription_details[items][0][price]=%s"
                        "&subscription_details[trial_end]=%" G_GINT64_FORMAT,
                        account.customer, account.pro, end);
  g_assert_cmpint (sandbox_int (begun, "amount_due"), ==, 0);
  g_assert_cmpint (sandbox_int (begun, "lines.data.0.period.end"), ==, end);
  trial = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (trial, "status"), ==, "trialing");
  g_assert_cmpint (sandbox_int (trial, "trial_start"), ==, sandbox_time ("2026-11-03T12:00:00Z"));
  g_assert_cmpint (sandbox_int (trial, "trial_end"), ==, end);
  g_assert_cmpint (sandbox_int (trial, "billing_cycle_anchor"), ==, end);
  g_assert_cmpint (sandbox_int (trial, "items.data.0.current_period_end"), ==, end);
  g_assert_cmpstr (sandbox_text (trial, "latest_invoice.status"), ==, "paid");
  g_assert_cmpint (sandbox_int (trial, "latest_invoice.total"), ==, 0);
  g_assert_cmpint (sandbox_int (trial, "latest_invoice.lines.data.0.period.end"), ==, end);

  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 7500);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.start"), ==, end);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.end"), ==, sandbox_time ("2026-12-17T12:00:00Z"));

  sandbox_account_advance (fixture, &account, "2026-11-17T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.billing_reason"), ==, "subscription_cycle");
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 7500);
  g_assert_cmpint (sandbox_int (after, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-17T12:00:00Z"));
  g_assert_cmpint (sandbox_int (after, "trial_end"), ==, end);
}

/* A change during the trial costs nothing and makes no invoice, whatever the
 * interval; the trial's end bills the new price. */
static void
test_trial_change (SandboxFixture *fixture,
                   gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autofree char *first = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  changed = sandbox_get (fixture, "%s", account.path);
  first = g_strdup (sandbox_text (changed, "latest_invoice"));
  json_object_unref (g_steal_pointer (&changed));
  sandbox_account_advance (fixture, &account, "2026-11-10T12:00:00Z");
  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&subscription_details[items][0][id]=%s"
                          "&subscription_details[items][0][price]=%s"
                          "&subscription_details[proration_behavior]=always_invoice",
                          account.subscription, account.item, account.pro_yearly);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 125000);
  g_assert_cmpint (sandbox_int (preview, "created"), ==, sandbox_time ("2026-11-17T12:00:00Z"));

  changed = sandbox_account_change (fixture, &account, account.pro_yearly, "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (changed, "status"), ==, "trialing");
  g_assert_cmpstr (sandbox_text (changed, "latest_invoice.id"), ==, first);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);

  sandbox_account_advance (fixture, &account, "2026-11-17T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 125000);
  g_assert_cmpint (sandbox_int (after, "items.data.0.current_period_end"), ==, sandbox_time ("2027-11-17T12:00:00Z"));
}

static void
test_trial_ends_now (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) after = NULL;
  gint64 now = sandbox_time ("2026-11-10T12:00:00Z");

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  sandbox_account_advance (fixture, &account, "2026-11-10T12:00:00Z");
  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&subscription_details[trial_end]=now", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 7500);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.start"), ==, now);
  after = sandbox_post (fixture, account.path, "trial_end=now&expand[]=latest_invoice");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (after, "trial_end"), ==, now);
  g_assert_cmpint (sandbox_int (after, "billing_cycle_anchor"), ==, now);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 7500);
  g_assert_cmpint (sandbox_int (after, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-10T12:00:00Z"));
}

/* A trial in the middle of a paid month gives the rest of it back. */
static void
test_trial_later (SandboxFixture *fixture,
                  gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) past = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) longer = NULL;
  g_autoptr (JsonObject) renewed = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  past = sandbox_post (fixture, account.path, "trial_end=%" G_GINT64_FORMAT, sandbox_time ("2026-11-18T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (past, "error.param"), ==, "trial_end");

  after = sandbox_post (fixture, account.path,
                        "trial_end=%" G_GINT64_FORMAT "&proration_behavior=always_invoice&expand[]=latest_invoice",
                        sandbox_time ("2026-11-25T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "trialing");
  g_assert_cmpint (sandbox_int (after, "latest_invoice.total"), ==, -3750);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, -3750);
  longer = sandbox_post (fixture, account.path, "trial_end=%" G_GINT64_FORMAT, sandbox_time ("2026-12-01T12:00:00Z"));
  g_assert_cmpint (sandbox_int (longer, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-01T12:00:00Z"));

  /* 7500 less the 3750. */
  sandbox_account_advance (fixture, &account, "2026-12-01T12:00:00Z");
  renewed = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (renewed, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.amount_paid"), ==, 3750);
}

/* A trial of a customer without a card, by what its settings say. */
static void
test_no_method (SandboxFixture *fixture,
                gconstpointer   behavior)
{
  g_autofree char *clock = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *product = sandbox_make (fixture, "/v1/products", "name=Plan");
  g_autofree char *price = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *advance = NULL;
  g_autofree char *customer_path = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) moved = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) resumed = NULL;

  price = sandbox_make (fixture, "/v1/prices", "product=%s&currency=usd&unit_amount=7500&recurring[interval]=month",
                        product);
  clock = sandbox_make (fixture, "/v1/test_helpers/test_clocks", "frozen_time=%" G_GINT64_FORMAT,
                        sandbox_time ("2026-11-03T12:00:00Z"));
  customer = sandbox_make (fixture, "/v1/customers", "test_clock=%s", clock);
  id = sandbox_make (fixture, "/v1/subscriptions",
                     "customer=%s&items[0][price]=%s&trial_end=%" G_GINT64_FORMAT
                     "&trial_settings[end_behavior][missing_payment_method]=%s",
                     customer, price, sandbox_time ("2026-11-10T12:00:00Z"), (const char *) behavior);
  path = g_strconcat ("/v1/subscriptions/", id, NULL);
  advance = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", clock);
  moved = sandbox_post (fixture, advance, "frozen_time=%" G_GINT64_FORMAT, sandbox_time ("2026-12-12T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 200);

  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", path);
  if (g_str_equal (behavior, "cancel"))
    {
      g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
      g_assert_cmpint (sandbox_int (after, "ended_at"), ==, sandbox_time ("2026-11-10T12:00:00Z"));
      return;
    }
  if (g_str_equal (behavior, "create_invoice"))
    {
      /* Four attempts until 25 November; the month after that is a draft. */
      g_assert_cmpstr (sandbox_text (after, "status"), ==, "unpaid");
      g_assert_cmpstr (sandbox_text (after, "latest_invoice.status"), ==, "draft");
      return;
    }

  g_assert_cmpstr (sandbox_text (after, "status"), ==, "paused");
  g_assert_cmpint (sandbox_int (after, "latest_invoice.total"), ==, 0);
  refused = sandbox_post (fixture, path, "items[0][id]=%s&items[0][quantity]=2",
                          sandbox_text (after, "items.data.0.id"));
  g_assert_cmpint (fixture->status, ==, 400);
  customer_path = g_strconcat ("/v1/customers/", customer, NULL);
  done = sandbox_make (fixture, customer_path, "invoice_settings[default_payment_method]=pm_card_visa");
  g_free (g_steal_pointer (&path));
  path = g_strdup_printf ("/v1/subscriptions/%s/resume", id);
  resumed = sandbox_post (fixture, path, "expand[]=latest_invoice");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (resumed, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (resumed, "latest_invoice.amount_paid"), ==, 7500);
  g_assert_cmpint (sandbox_int (resumed, "items.data.0.current_period_end"), ==,
                   sandbox_time ("2027-01-12T12:00:00Z"));
  json_object_unref (g_steal_pointer (&resumed));
  resumed = sandbox_post (fixture, path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 400);
}

/* While collection is paused the subscription goes on. */
static void
test_pause_collection (SandboxFixture *fixture,
                       gconstpointer   behavior)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) paused = NULL;
  g_autoptr (JsonObject) during = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) unset = NULL;
  const char *status = g_str_equal (behavior, "void") ? "void"
                       : g_str_equal (behavior, "keep_as_draft") ? "draft"
                                                                 : "uncollectible";

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  refused = sandbox_post (fixture, account.path, "pause_collection[resumes_at]=1900000000");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (refused, "error.param"), ==, "pause_collection[behavior]");
  paused = sandbox_post (fixture, account.path,
                         "pause_collection[behavior]=%s&pause_collection[resumes_at]=%" G_GINT64_FORMAT,
                         (const char *) behavior, sandbox_time ("2026-12-20T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (paused, "pause_collection.behavior"), ==, behavior);
  g_assert_cmpstr (sandbox_text (paused, "status"), ==, "active");

  sandbox_account_advance (fixture, &account, "2026-12-04T12:00:00Z");
  during = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (during, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (during, "latest_invoice.billing_reason"), ==, "subscription_cycle");
  g_assert_cmpstr (sandbox_text (during, "latest_invoice.status"), ==, status);
  g_assert_cmpint (sandbox_int (during, "latest_invoice.amount_paid"), ==, 0);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);

  if (g_str_equal (behavior, "keep_as_draft"))
    {
      g_autofree char *finalize = NULL;
      g_autofree char *pay = NULL;
      g_autoptr (JsonObject) open = NULL;
      g_autoptr (JsonObject) paid = NULL;

      g_assert_true (sandbox_is_null (during, "latest_invoice.number"));
      finalize = g_strdup_printf ("/v1/invoices/%s/finalize", sandbox_text (during, "latest_invoice.id"));
      open = sandbox_post (fixture, finalize, "%s", "");
      g_assert_cmpstr (sandbox_text (open, "status"), ==, "open");
      g_assert_cmpint (sandbox_int (open, "amount_due"), ==, 7500);
      pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (during, "latest_invoice.id"));
      paid = sandbox_post (fixture, pay, "%s", "");
      g_assert_cmpstr (sandbox_text (paid, "status"), ==, "paid");
    }

  /* It resumes on 20 December by itself. */
  sandbox_account_advance (fixture, &account, "2027-01-03T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (after, "pause_collection"));
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 7500);

  json_object_unref (g_steal_pointer (&paused));
  paused = sandbox_post (fixture, account.path, "pause_collection[behavior]=void");
  g_assert_true (sandbox_is_null (paused, "pause_collection.resumes_at"));
  unset = sandbox_post (fixture, account.path, "pause_collection=");
  g_assert_true (sandbox_is_null (unset, "pause_collection"));
}

/* Nothing was paid for a trial, so nothing of it is given back. */
static void
test_trial_canceled (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) canceled = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  path = g_strconcat (account.path, "?prorate=true&invoice_now=true", NULL);
  canceled = sandbox_send (fixture, "DELETE", path, NULL);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (canceled, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);
}

/* Resuming on success only: it stays paused until one of the attempts is paid. */
static void
test_resume_on_success (SandboxFixture *fixture,
                        gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *detach = NULL;
  g_autofree char *resume = NULL;
  g_autofree char *pay = NULL;
  g_autoptr (JsonObject) methods = NULL;
  g_autoptr (JsonObject) detached = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) given_up = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z",
                             "&trial_period_days=14"
                             "&trial_settings[end_behavior][missing_payment_method]=pause");
  methods = sandbox_get (fixture, "/v1/customers/%s/payment_methods", account.customer);
  detach = g_strdup_printf ("/v1/payment_methods/%s/detach", sandbox_text (methods, "data.0.id"));
  detached = sandbox_post (fixture, detach, "%s", "");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");

  resume = g_strconcat (account.path, "/resume", NULL);
  first = sandbox_post (fixture, resume, "payment_behavior=resume_on_payment_success");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (first, "status"), ==, "paused");
  second = sandbox_post (fixture, resume, "payment_behavior=resume_on_payment_success");
  g_assert_cmpstr (sandbox_text (second, "latest_invoice"), !=, sandbox_text (first, "latest_invoice"));
  given_up = sandbox_get (fixture, "/v1/invoices/%s", sandbox_text (first, "latest_invoice"));
  g_assert_cmpstr (sandbox_text (given_up, "status"), ==, "void");

  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (second, "latest_invoice"));
  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpint (sandbox_int (paid, "amount_paid"), ==, 7500);
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (after, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-18T12:00:00Z"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add_modes ("/sandbox/trials/trial", test_trial);
  sandbox_fixture_add_modes ("/sandbox/trials/change", test_trial_change);
  sandbox_fixture_add_modes ("/sandbox/trials/ends-now", test_trial_ends_now);
  sandbox_fixture_add_modes ("/sandbox/trials/later", test_trial_later);
  sandbox_fixture_add_modes ("/sandbox/trials/canceled", test_trial_canceled);
  sandbox_fixture_add ("/sandbox/trials/resume-on-success", test_resume_on_success, NULL);
  sandbox_fixture_add ("/sandbox/trials/no-method/pause", test_no_method, "pause");
  sandbox_fixture_add ("/sandbox/trials/no-method/cancel", test_no_method, "cancel");
  sandbox_fixture_add ("/sandbox/trials/no-method/create-invoice", test_no_method, "create_invoice");
  sandbox_fixture_add ("/sandbox/trials/pause-collection/keep-as-draft", test_pause_collection, "keep_as_draft");
  sandbox_fixture_add ("/sandbox/trials/pause-collection/mark-uncollectible", test_pause_collection,
                       "mark_uncollectible");
  sandbox_fixture_add ("/sandbox/trials/pause-collection/void", test_pause_collection, "void");

  return g_test_run ();
}
