/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

static unsigned int
count_items (JsonObject *subscription)
{
  return json_array_get_length (json_object_get_array_member (json_object_get_object_member (subscription, "items"),
                                                              "data"));
}

/* At a time of one's own, and taken back. */
static void
test_cancel_at (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autoptr (JsonObject) past = NULL;
  g_autoptr (JsonObject) both = NULL;
  g_autoptr (JsonObject) set = NULL;
  g_autoptr (JsonObject) none = NULL;
  g_autoptr (JsonObject) unset = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) after = NULL;
  gint64 time = sandbox_time ("2026-11-20T12:00:00Z");

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  past = sandbox_post (fixture, account.path, "cancel_at=%" G_GINT64_FORMAT, sandbox_time ("2026-11-03T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (past, "error.param"), ==, "cancel_at");
  both = sandbox_post (fixture, account.path, "cancel_at_period_end=true&cancel_at=%" G_GINT64_FORMAT, time);
  g_assert_cmpint (fixture->status, ==, 400);

  set = sandbox_post (fixture, account.path,
                      "cancel_at=%" G_GINT64_FORMAT "&cancellation_details[feedback]=unused"
                      "&cancellation_details[comment]=Moved",
                      time);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (set, "cancel_at"), ==, time);
  g_assert_cmpint (sandbox_int (set, "canceled_at"), ==, sandbox_time ("2026-11-03T12:00:00Z"));
  g_assert_cmpstr (sandbox_text (set, "cancellation_details.reason"), ==, "cancellation_requested");
  g_assert_cmpstr (sandbox_text (set, "cancellation_details.feedback"), ==, "unused");
  g_assert_cmpstr (sandbox_text (set, "cancellation_details.comment"), ==, "Moved");
  none = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (fixture->status, ==, 404);
  g_assert_cmpstr (sandbox_text (none, "error.code"), ==, "invoice_upcoming_none");
  unset = sandbox_post (fixture, account.path, "cancel_at=");
  g_assert_true (sandbox_is_null (unset, "cancel_at"));
  g_assert_true (sandbox_is_null (unset, "canceled_at"));
  g_assert_true (sandbox_is_null (unset, "cancellation_details.reason"));

  again = sandbox_post (fixture, account.path, "cancel_at=%" G_GINT64_FORMAT, time);
  sandbox_account_advance (fixture, &account, "2026-12-04T12:00:00Z");
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (after, "ended_at"), ==, time);
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.billing_reason"), ==, "subscription_create");
}

/* At once: the rest of the month is gone, unless it is asked for. */
static void
test_cancel_now (SandboxFixture *fixture,
                 gconstpointer   body)
{
  gboolean prorates = body != NULL;
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) canceled = NULL;
  g_autoptr (JsonObject) refused = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  path = g_strconcat (account.path, prorates ? "?prorate=true&invoice_now=true" : "", NULL);
  canceled = sandbox_send (fixture, "DELETE", path, NULL);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (canceled, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (canceled, "ended_at"), ==, sandbox_time ("2026-11-18T12:00:00Z"));
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, prorates ? -3750 : 0);
  refused = sandbox_send (fixture, "DELETE", account.path, NULL);
  g_assert_cmpint (fixture->status, ==, 404);
}

/* A second item is added, and taken out again. */
static void
test_items (SandboxFixture *fixture,
            gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *seat = NULL;
  g_autoptr (JsonObject) added = NULL;
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) removed = NULL;
  g_autoptr (JsonObject) last = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  seat = sandbox_make (fixture, "/v1/prices",
                       "product=%s&currency=usd&unit_amount=1000&recurring[interval]=month", account.product);
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  /* Three for half a month. */
  added = sandbox_post (fixture, account.path,
                        "items[0][price]=%s&items[0][quantity]=3&proration_behavior=always_invoice"
                        "&expand[]=latest_invoice",
                        seat);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpuint (count_items (added), ==, 2);
  g_assert_cmpint (sandbox_int (added, "latest_invoice.total"), ==, 1500);
  other = sandbox_post (fixture, account.path, "items[0][price]=%s", account.pro_yearly);
  g_assert_cmpint (fixture->status, ==, 400);

  sandbox_account_advance (fixture, &account, "2026-11-25T12:00:00Z");
  removed = sandbox_post (fixture, account.path,
                          "items[0][id]=%s&items[0][deleted]=true&proration_behavior=always_invoice"
                          "&expand[]=latest_invoice",
                          sandbox_text (added, "items.data.1.id"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpuint (count_items (removed), ==, 1);
  /* 8 of 30 days of 3000, and 8 of the 15 days that cost 1500: both 800. */
  g_assert_cmpint (sandbox_int (removed, "latest_invoice.total"), ==, -800);
  last = sandbox_post (fixture, account.path, "items[0][id]=%s&items[0][deleted]=true", account.item);
  g_assert_cmpint (fixture->status, ==, 400);
}

/* An archived price goes on, in a schedule too, and takes no others. */
static void
test_archived (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_autofree char *seats = NULL;
  g_autofree char *schedule = NULL;
  g_autofree char *updated = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) back = NULL;
  g_autoptr (JsonObject) renewed = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  path = g_strconcat ("/v1/prices/", account.standard, NULL);
  done = sandbox_make (fixture, path, "active=false");
  seats = sandbox_make (fixture, account.path, "items[0][id]=%s&items[0][price]=%s&items[0][quantity]=2"
                                               "&proration_behavior=none",
                        account.item, account.standard);
  schedule = sandbox_make (fixture, "/v1/subscription_schedules", "from_subscription=%s", account.subscription);
  g_free (g_steal_pointer (&path));
  path = g_strconcat ("/v1/subscription_schedules/", schedule, NULL);
  updated = sandbox_make (fixture, path,
                          "phases[0][items][0][price]=%s&phases[0][items][0][quantity]=2"
                          "&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&phases[1][items][0][price]=%s&phases[1][items][0][quantity]=1",
                          account.standard, sandbox_time ("2026-11-03T12:00:00Z"), account.standard);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewed = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.amount_paid"), ==, 7500);

  changed = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (fixture->status, ==, 200);
  back = sandbox_account_change (fixture, &account, account.standard, "");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (back, "error.code"), ==, "price_inactive");
}

/* Another currency has a subscription, and a credit, of its own. */
static void
test_currencies (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *price = NULL;
  g_autofree char *dearer = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) mixed = NULL;
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) customer = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  price = sandbox_make (fixture, "/v1/prices",
                        "product=%s&currency=eur&unit_amount=7000&recurring[interval]=month", account.product);
  dearer = sandbox_make (fixture, "/v1/prices",
                         "product=%s&currency=eur&unit_amount=11000&recurring[interval]=month", account.product);
  mixed = sandbox_account_change (fixture, &account, price, "");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (mixed, "error.code"), ==, "currency_mismatch");

  made = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s", account.customer, dearer);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (made, "currency"), ==, "eur");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  /* Half a month: 5500 back, 3500 more. */
  path = g_strconcat ("/v1/subscriptions/", sandbox_text (made, "id"), NULL);
  changed = sandbox_post (fixture, path,
                          "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice"
                          "&expand[]=latest_invoice",
                          sandbox_text (made, "items.data.0.id"), price);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.total"), ==, -2000);
  customer = sandbox_get (fixture, "/v1/customers/%s?expand[]=invoice_credit_balance", account.customer);
  g_assert_cmpint (sandbox_int (customer, "balance"), ==, 0);
  g_assert_cmpint (sandbox_int (customer, "invoice_credit_balance.eur"), ==, 2000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/states/cancel-at", test_cancel_at, NULL);
  sandbox_fixture_add ("/sandbox/states/cancel-now/plain", test_cancel_now, NULL);
  sandbox_fixture_add ("/sandbox/states/cancel-now/prorated", test_cancel_now, "prorated");
  sandbox_fixture_add_modes ("/sandbox/states/items", test_items);
  sandbox_fixture_add ("/sandbox/states/archived", test_archived, NULL);
  sandbox_fixture_add ("/sandbox/states/currencies", test_currencies, NULL);

  return g_test_run ();
}
