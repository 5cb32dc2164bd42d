/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

typedef struct
{
  const char *name;
  const char *coupon;
  gboolean taxed;
  gboolean yearly;
  gint64 first;
  gint64 total;
} Phase;

/* Standard becomes Pro at the next billing date. A fifth off: 7500 − 1500 and
 * 12500 − 2500. Tax of 8.875 %: 665.625 → 666 on 7500, 1109.375 → 1109 on 12500.
 * Both: 532.5 → 533 on 6000; a year costs 125000 − 25000, and 8875 of tax. What
 * counts once or for a month is over by then. */
static const Phase phases[] = {
  { "discounted", "duration=forever&percent_off=20", FALSE, FALSE, 6000, 10000 },
  { "taxed", NULL, TRUE, FALSE, 8166, 13609 },
  { "both", "duration=forever&percent_off=20", TRUE, TRUE, 6533, 108875 },
  { "once", "duration=once&percent_off=20", FALSE, FALSE, 6000, 12500 },
  { "one-month", "duration=repeating&duration_in_months=1&percent_off=20", FALSE, FALSE, 6000, 12500 },
};

static void
make_discounted (SandboxFixture *fixture,
                 SandboxAccount *account,
                 const char     *mode,
                 const char     *coupon,
                 gboolean        taxed)
{
  g_autofree char *discount = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *more = NULL;

  if (coupon != NULL)
    discount = sandbox_make (fixture, "/v1/coupons", "%s", coupon);
  if (taxed)
    rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Sales tax&percentage=8.875&inclusive=false");
  more = g_strconcat (coupon != NULL ? "&discounts[0][coupon]=" : "", coupon != NULL ? discount : "",
                      taxed ? "&default_tax_rates[0]=" : "", taxed ? rate : "", NULL);
  sandbox_account_make_with (fixture, account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z", more);
}

static JsonObject *
preview_next (SandboxFixture *fixture,
              SandboxAccount *account,
              const char     *more)
{
  JsonObject *preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s%s",
                                      account->subscription, more);

  g_assert_cmpint (fixture->status, ==, 200);

  return preview;
}

/* The latest invoice of the subscription at a path. */
static JsonObject *
get_invoice (SandboxFixture *fixture,
             const char     *path)
{
  g_autoptr (JsonObject) subscription = sandbox_get (fixture, "%s?expand[]=latest_invoice", path);

  return json_object_ref (json_object_get_object_member (subscription, "latest_invoice"));
}

static JsonObject *
get_latest (SandboxFixture *fixture,
            SandboxAccount *account)
{
  return get_invoice (fixture, account->path);
}

static void
check_phase (SandboxFixture *fixture,
             const Phase    *row,
             const char     *mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *terms = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) recurring = NULL;
  g_autoptr (JsonObject) renewal = NULL;

  make_discounted (fixture, &account, mode, row->coupon, row->taxed);
  first = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (first, "amount_paid"), ==, row->first);
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  terms = sandbox_account_name_terms (fixture, &account, 1);
  more = g_strconcat ("&phases[1][proration_behavior]=none",
                      row->yearly ? "&phases[1][duration][interval]=year&phases[1][billing_cycle_anchor]=phase_start"
                                  : "&phases[1][duration][interval]=month",
                      terms, NULL);
  planned = sandbox_account_plan_phase (fixture, &account, id, row->yearly ? account.pro_yearly : account.pro, more);
  g_assert_cmpint (fixture->status, ==, 200);

  quote = preview_next (fixture, &account, "");
  recurring = preview_next (fixture, &account, "&preview_mode=recurring");
  g_assert_cmpint (sandbox_int (quote, "total"), ==, row->total);
  sandbox_assert_same_lines (quote, recurring);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewal = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (renewal, "amount_paid"), ==, row->total);
  sandbox_assert_same_lines (quote, renewal);
}

static void
test_phase (SandboxFixture *fixture,
            gconstpointer   row)
{
  check_phase (fixture, row, "classic");
  check_phase (fixture, row, "flexible");
}

/* A discount that counts once waits for the first invoice that costs something. */
static void
test_trial_with_coupon (SandboxFixture *fixture,
                        gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *coupon = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) running = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) later = NULL;

  coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&percent_off=20");
  more = g_strdup_printf ("&discounts[0][coupon]=%s&trial_end=%" G_GINT64_FORMAT, coupon,
                          sandbox_time ("2026-11-17T12:00:00Z"));
  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z", more);
  first = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (first, "total"), ==, 0);
  g_assert_cmpuint (sandbox_length (first, "total_discount_amounts"), ==, 0);
  running = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (running, "status"), ==, "trialing");
  g_assert_cmpuint (sandbox_length (running, "discounts"), ==, 1);
  quote = preview_next (fixture, &account, "");
  g_assert_cmpint (sandbox_int (quote, "total"), ==, 6000);

  sandbox_account_advance (fixture, &account, "2026-11-17T12:00:00Z");
  paid = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (paid, "amount_paid"), ==, 6000);
  sandbox_assert_same_lines (quote, paid);
  sandbox_account_advance (fixture, &account, "2026-12-17T12:00:00Z");
  later = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (later, "amount_paid"), ==, 7500);
}

/* Calls at 2 cents, with a meter of the customer's own; the price. */
static char *
make_calls (SandboxFixture *fixture,
            SandboxAccount *account)
{
  g_autofree char *meter = NULL;

  meter = sandbox_make (fixture, "/v1/billing/meters",
                        "display_name=Calls&event_name=%s&default_aggregation[formula]=sum", account->customer);

  return sandbox_make (fixture, "/v1/prices",
                       "product=%s&currency=usd&unit_amount=2&recurring[interval]=month"
                       "&recurring[usage_type]=metered&recurring[meter]=%s",
                       account->product, meter);
}

/* Adds calls to the subscription; the price. */
static char *
add_calls (SandboxFixture *fixture,
           SandboxAccount *account)
{
  char *price = make_calls (fixture, account);
  g_autofree char *done = sandbox_make (fixture, account->path, "items[0][price]=%s", price);

  g_assert_cmpstr (done, ==, account->subscription);

  return price;
}

static void
use_calls (SandboxFixture *fixture,
           SandboxAccount *account,
           int             calls)
{
  g_autoptr (JsonObject) event = NULL;

  event = sandbox_post (fixture, "/v1/billing/meter_events",
                        "event_name=%s&payload[stripe_customer_id]=%s&payload[value]=%d", account->customer,
                        account->customer, calls);
  g_assert_cmpint (fixture->status, ==, 200);
}

/* 350 calls are 700, billed where the phase ends, whether the next one has calls
 * or not. Of the 10 calls after that, 20, only the phase that has them knows. */
static void
check_usage (SandboxFixture *fixture,
             const char     *mode,
             gboolean        kept)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) next = NULL;
  g_autoptr (JsonObject) renewal = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 350);
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  more = g_strconcat (kept ? "&phases[1][items][1][price]=" : "", kept ? calls : "", NULL);
  planned = sandbox_post (fixture, path,
                          "phases[0][items][0][price]=%s&phases[0][items][1][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                          "&phases[1][duration][interval]=month&phases[1][duration][interval_count]=2"
                          "&phases[1][proration_behavior]=none%s",
                          account.standard, calls, sandbox_time ("2026-11-03T12:00:00Z"),
                          sandbox_time ("2026-12-03T12:00:00Z"), account.pro, more);
  g_assert_cmpint (fixture->status, ==, 200);

  quote = preview_next (fixture, &account, "");
  g_assert_cmpuint (sandbox_length (quote, "lines.data"), ==, 2);
  g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, 13200);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  begun = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (begun, "amount_paid"), ==, 13200);
  sandbox_assert_same_lines (quote, begun);

  use_calls (fixture, &account, 10);
  next = preview_next (fixture, &account, "");
  sandbox_account_advance (fixture, &account, "2027-01-03T12:00:00Z");
  renewal = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (renewal, "amount_paid"), ==, kept ? 12520 : 12500);
  sandbox_assert_same_lines (next, renewal);
}

static void
test_usage_of_phase (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  check_usage (fixture, mode, TRUE);
  check_usage (fixture, mode, FALSE);
}

typedef struct
{
  const char *name;
  const char *method;
  const char *query;
  const char *body;
  const char *end;
  gint64 due;
  gboolean foreseen;
} End;

/* 75 calls are 150. A credit for the rest of Standard, 7500 / 2, comes with
 * `prorate`, and leaves nothing to pay. */
static const End ends[] = {
  { "with-period", "POST", "", "cancel_at_period_end=true", "2026-12-03T12:00:00Z", 150, TRUE },
  { "within-period", "POST", "", "cancel_at=1796040000", "2026-11-30T12:00:00Z", 150, TRUE },
  { "invoiced", "DELETE", "?invoice_now=true", NULL, NULL, 150, FALSE },
  { "prorated", "DELETE", "?invoice_now=true&prorate=true", NULL, NULL, -3600, FALSE },
};

static void
test_usage_at_end (SandboxFixture *fixture,
                   gconstpointer   data)
{
  const End *end = data;
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) done = NULL;
  g_autoptr (JsonObject) over = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 75);
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  path = g_strconcat (account.path, end->query, NULL);
  done = sandbox_send (fixture, end->method, path, end->body);
  g_assert_cmpint (fixture->status, ==, 200);
  if (end->foreseen)
    quote = preview_next (fixture, &account, "");
  if (end->end != NULL)
    sandbox_account_advance (fixture, &account, end->end);

  over = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (over, "status"), ==, "canceled");
  invoice = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (invoice, "total"), ==, end->due);
  if (end->foreseen)
    sandbox_assert_same_lines (quote, invoice);
}

/* Without `invoice_now` what was used is not billed. */
static void
test_usage_given_up (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) done = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 75);
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  before = sandbox_get (fixture, "%s", account.path);
  done = sandbox_send (fixture, "DELETE", account.path, NULL);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (done, "status"), ==, "canceled");
  g_assert_cmpstr (sandbox_text (done, "latest_invoice"), ==, sandbox_text (before, "latest_invoice"));
}

/* The schedule ends the subscription with its only phase. */
static void
test_usage_at_end_of_schedule (SandboxFixture *fixture,
                               gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) over = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 75);
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  done = sandbox_make (fixture, path, "end_behavior=cancel");
  quote = preview_next (fixture, &account, "");
  g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, 150);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  over = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (over, "status"), ==, "canceled");
  invoice = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (invoice, "amount_paid"), ==, 150);
  sandbox_assert_same_lines (quote, invoice);
}

/* Of 75 calls during the trial nobody hears again; 10 after it are 20. */
static void
test_usage_of_trial (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) renewal = NULL;

  more = g_strdup_printf ("&trial_end=%" G_GINT64_FORMAT, sandbox_time ("2026-11-17T12:00:00Z"));
  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z", more);
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 75);
  quote = preview_next (fixture, &account, "");
  g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, 7500);
  sandbox_account_advance (fixture, &account, "2026-11-17T12:00:00Z");
  begun = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (begun, "amount_paid"), ==, 7500);
  sandbox_assert_same_lines (quote, begun);
  use_calls (fixture, &account, 10);
  sandbox_account_advance (fixture, &account, "2026-12-17T12:00:00Z");
  renewal = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (renewal, "amount_paid"), ==, 7520);
}

/* A trial within a paid period gives back half of 7500 and bills 75 calls: 150
 * less 3750, which stays with the customer. */
static void
test_usage_before_trial (SandboxFixture *fixture,
                         gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *trial = NULL;
  g_autofree char *details = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) invoice = NULL;
  g_autoptr (JsonObject) renewal = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  use_calls (fixture, &account, 75);
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  trial = g_strdup_printf ("%" G_GINT64_FORMAT, sandbox_time ("2026-11-25T12:00:00Z"));
  details = g_strdup_printf ("&subscription_details[trial_end]=%s", trial);
  quote = preview_next (fixture, &account, details);
  g_assert_cmpint (sandbox_int (quote, "total"), ==, -3600);
  done = sandbox_make (fixture, account.path, "trial_end=%s", trial);
  invoice = get_latest (fixture, &account);
  sandbox_assert_same_lines (quote, invoice);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, -3600);
  sandbox_account_advance (fixture, &account, "2026-11-25T12:00:00Z");
  renewal = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (renewal, "total"), ==, 7500);
}

/* The discount that the first invoice used up takes nothing from the usage that is
 * billed where the cycle begins anew, half a period later: 700, less half of 6000,
 * and 7500. With a trial it is 700 less 3000. */
static void
test_usage_after_coupon (SandboxFixture *fixture,
                         gconstpointer   mode)
{
  static const char *const changes[] = { "billing_cycle_anchor[type]=now&proration_behavior=always_invoice",
                                         "trial_end=1795608000&proration_behavior=always_invoice" };
  static const gint64 totals[] = { 5200, -2300 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (SandboxAccount) account = { 0 };
      g_autofree char *calls = NULL;
      g_autofree char *coupon = NULL;
      g_autofree char *second = NULL;
      g_autofree char *path = NULL;
      g_autofree char *done = NULL;
      g_autoptr (JsonObject) invoice = NULL;

      sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
      calls = make_calls (fixture, &account);
      coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&percent_off=20");
      second = sandbox_make (fixture, "/v1/subscriptions",
                             "customer=%s&items[0][price]=%s&items[1][price]=%s&discounts[0][coupon]=%s"
                             "&billing_mode[type]=%s",
                             account.customer, account.standard, calls, coupon, (const char *) mode);
      path = g_strconcat ("/v1/subscriptions/", second, NULL);
      use_calls (fixture, &account, 350);
      sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
      done = sandbox_make (fixture, path, "%s", changes[i]);
      invoice = get_invoice (fixture, path);
      g_assert_cmpint (sandbox_int (invoice, "total"), ==, totals[i]);
    }
}

/* What waits for an invoice when the subscription ends is on the last one: half
 * of 12500 less half of 7500. */
static void
test_waiting_at_end (SandboxFixture *fixture,
                     gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *changed = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) invoice = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  changed = sandbox_make (fixture, account.path, "items[0][id]=%s&items[0][price]=%s", account.item, account.pro);
  done = sandbox_make (fixture, account.path, "cancel_at_period_end=true");
  quote = preview_next (fixture, &account, "");
  g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, 2500);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  invoice = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (invoice, "amount_paid"), ==, 2500);
  sandbox_assert_same_lines (quote, invoice);
}

/* Two drafts of 8200, with 350 calls of 700 each; the credit of 1000 pays 700 of
 * the first one that is finalised and 300 of the second. */
static void
test_usage_credit_of_drafts (SandboxFixture *fixture,
                             gconstpointer   mode)
{
  static const char *const times[] = { "2026-12-03T12:00:00Z", "2027-01-03T12:00:00Z" };
  static const gint64 totals[] = { 7500, 7900 };
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *calls = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *done = NULL;
  char *drafts[2] = { NULL };
  g_autoptr (JsonObject) summary = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  calls = add_calls (fixture, &account);
  grant = sandbox_make (fixture, "/v1/billing/credit_grants",
                        "customer=%s&amount[type]=monetary&amount[monetary][currency]=usd&amount[monetary][value]=1000"
                        "&applicability_config[scope][price_type]=metered",
                        account.customer);
  done = sandbox_make (fixture, account.path, "pause_collection[behavior]=keep_as_draft");
  for (unsigned int i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (JsonObject) draft = NULL;

      use_calls (fixture, &account, 350);
      sandbox_account_advance (fixture, &account, times[i]);
      draft = get_latest (fixture, &account);
      g_assert_cmpstr (sandbox_text (draft, "status"), ==, "draft");
      drafts[i] = g_strdup (sandbox_text (draft, "id"));
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/invoices/", drafts[i], "/finalize", NULL);
      g_autoptr (JsonObject) invoice = sandbox_post (fixture, path, "auto_advance=false");

      g_assert_cmpint (fixture->status, ==, 200);
      g_assert_cmpint (sandbox_int (invoice, "subtotal"), ==, 8200);
      g_assert_cmpint (sandbox_int (invoice, "total"), ==, totals[i]);
    }
  g_clear_pointer (&drafts[0], g_free);
  g_clear_pointer (&drafts[1], g_free);
  summary = sandbox_get (fixture,
                         "/v1/billing/credit_balance_summary?customer=%s&filter[type]=applicability_scope"
                         "&filter[applicability_scope][price_type]=metered",
                         account.customer);
  g_assert_cmpint (sandbox_int (summary, "balances.0.available_balance.monetary.value"), ==, 0);
}

/* A change is declined and given up. */
static void
give_up_change (SandboxFixture *fixture,
                SandboxAccount *account,
                gint64          debit)
{
  g_autofree char *path = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (JsonObject) waiting = NULL;

  sandbox_account_use_card (fixture, account, "pm_card_chargeCustomerFail");
  waiting = sandbox_account_change (fixture, account, account->pro, "&payment_behavior=pending_if_incomplete");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_false (sandbox_is_null (waiting, "pending_update"));
  g_assert_cmpint (sandbox_int (waiting, "latest_invoice.lines.data.1.amount"), ==, debit);
  g_assert_cmpuint (sandbox_length (waiting, "discounts"), ==, 0);
  path = g_strconcat ("/v1/invoices/", sandbox_text (waiting, "latest_invoice.id"), "/void", NULL);
  gone = sandbox_make (fixture, path, "expand[]=payments");
  sandbox_account_use_card (fixture, account, "pm_card_visa");
}

/* A change that is given up leaves the discount that its invoice would have used
 * up: half of 12500 less a fifth is 5000, and the fifth is taken off 7500 later. A
 * discount that an earlier invoice used up does not come back; half of 12500 is
 * 6250. */
static void
test_coupon_of_change_given_up (SandboxFixture *fixture,
                                gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_auto (SandboxAccount) other = { 0 };
  g_autofree char *coupon = NULL;
  g_autofree char *redeemed = NULL;
  g_autoptr (JsonObject) renewal = NULL;
  g_autoptr (JsonObject) other_renewal = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  coupon = sandbox_make (fixture, "/v1/coupons", "duration=once&percent_off=20");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  redeemed = sandbox_make (fixture, account.path, "discounts[0][coupon]=%s", coupon);
  give_up_change (fixture, &account, 5000);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewal = get_latest (fixture, &account);
  g_assert_cmpint (sandbox_int (renewal, "amount_paid"), ==, 6000);

  make_discounted (fixture, &other, mode, "duration=once&percent_off=20", FALSE);
  sandbox_account_advance (fixture, &other, "2026-11-18T12:00:00Z");
  give_up_change (fixture, &other, 6250);
  sandbox_account_advance (fixture, &other, "2026-12-03T12:00:00Z");
  other_renewal = get_latest (fixture, &other);
  g_assert_cmpint (sandbox_int (other_renewal, "amount_paid"), ==, 7500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/renewals/phase/", phases[i].name, NULL);

      sandbox_fixture_add (path, test_phase, &phases[i]);
    }
  sandbox_fixture_add_modes ("/sandbox/renewals/trial-with-coupon", test_trial_with_coupon);
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-of-phase", test_usage_of_phase);
  for (unsigned int i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/renewals/usage-at-end/", ends[i].name, NULL);

      sandbox_fixture_add (path, test_usage_at_end, &ends[i]);
    }
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-given-up", test_usage_given_up);
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-at-end-of-schedule", test_usage_at_end_of_schedule);
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-of-trial", test_usage_of_trial);
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-before-trial", test_usage_before_trial);
  sandbox_fixture_add_modes ("/sandbox/renewals/usage-after-coupon", test_usage_after_coupon);
  sandbox_fixture_add_modes ("/sandbox/renewals/waiting-at-end", test_waiting_at_end);

  sandbox_fixture_add_modes ("/sandbox/renewals/usage-credit-of-drafts", test_usage_credit_of_drafts);
  sandbox_fixture_add_modes ("/sandbox/renewals/coupon-of-change-given-up", test_coupon_of_change_given_up);

  return g_test_run ();
}
