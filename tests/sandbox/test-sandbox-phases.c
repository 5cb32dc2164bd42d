/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

/* At the next billing date, with the same interval. */
static void
test_same_interval (SandboxFixture *fixture,
                    gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) recurring = NULL;
  g_autoptr (JsonObject) waiting = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) schedule = NULL;
  g_autoptr (JsonObject) released = NULL;
  g_autoptr (JsonObject) over = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro,
                        "&phases[1][duration][interval]=month&phases[1][proration_behavior]=none"
                        "&phases[1][metadata][smrt_change]=c7");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.1.start_date"), ==, sandbox_time ("2026-12-03T12:00:00Z"));
  g_assert_cmpint (sandbox_int (planned, "phases.1.end_date"), ==, sandbox_time ("2027-01-03T12:00:00Z"));
  g_assert_cmpstr (sandbox_text (planned, "phases.1.proration_behavior"), ==, "none");

  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 12500);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_object_get_object_member (preview, "lines"), "data")),
                    ==, 1);
  recurring = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s&preview_mode=recurring",
                            account.subscription);
  g_assert_cmpint (sandbox_int (recurring, "amount_due"), ==, 12500);

  sandbox_account_advance (fixture, &account, "2026-12-03T11:59:59Z");
  waiting = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (waiting, "items.data.0.price.id"), ==, account.standard);
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (begun, "items.data.0.price.id"), ==, account.pro);
  g_assert_cmpstr (sandbox_text (begun, "items.data.0.id"), ==, account.item);
  g_assert_cmpstr (sandbox_text (begun, "metadata.smrt_change"), ==, "c7");
  g_assert_cmpstr (sandbox_text (begun, "latest_invoice.billing_reason"), ==, "subscription_cycle");
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 12500);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.lines.data.0.period.end"), ==,
                   sandbox_time ("2027-01-03T12:00:00Z"));
  schedule = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpint (sandbox_int (schedule, "current_phase.start_date"), ==, sandbox_time ("2026-12-03T12:00:00Z"));

  /* The last phase ends with the month: released first, then renewed. */
  sandbox_account_advance (fixture, &account, "2027-01-03T12:00:00Z");
  released = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpstr (sandbox_text (released, "status"), ==, "released");
  g_assert_cmpint (sandbox_int (released, "released_at"), ==, sandbox_time ("2027-01-03T12:00:00Z"));
  g_assert_cmpstr (sandbox_text (released, "released_subscription"), ==, account.subscription);
  g_assert_true (sandbox_is_null (released, "subscription"));
  g_assert_true (sandbox_is_null (released, "current_phase"));
  over = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (over, "schedule"));
  g_assert_cmpint (sandbox_int (over, "latest_invoice.amount_paid"), ==, 12500);
  g_assert_cmpint (sandbox_int (over, "items.data.0.current_period_end"), ==, sandbox_time ("2027-02-03T12:00:00Z"));
}

/* From a month to a year, once with a cycle of its own and once without. */
static void
test_longer (SandboxFixture *fixture,
             gconstpointer   mode)
{
  g_auto (SandboxAccount) anchored = { 0 };
  g_auto (SandboxAccount) plain = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autofree char *first = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) next = NULL;
  g_autoptr (JsonObject) quiet = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) later = NULL;
  g_autoptr (JsonObject) collected = NULL;

  sandbox_account_make (fixture, &anchored, SANDBOX_STANDARD, mode, "2026-10-18T12:00:00Z");
  sandbox_account_advance (fixture, &anchored, "2026-11-20T12:00:00Z");
  id = sandbox_account_schedule (fixture, &anchored);
  planned = sandbox_account_plan_phase (fixture, &anchored, id, anchored.pro_yearly,
                        "&phases[1][duration][interval]=year&phases[1][proration_behavior]=none"
                        "&phases[1][billing_cycle_anchor]=phase_start");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.1.end_date"), ==, sandbox_time ("2027-12-18T12:00:00Z"));
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", anchored.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 125000);
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.start"), ==, sandbox_time ("2026-12-18T12:00:00Z"));
  g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.end"), ==, sandbox_time ("2027-12-18T12:00:00Z"));
  sandbox_account_advance (fixture, &anchored, "2026-12-18T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", anchored.path);
  g_assert_cmpint (sandbox_int (begun, "billing_cycle_anchor"), ==, sandbox_time ("2026-12-18T12:00:00Z"));
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 125000);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_object_get_object_member (json_object_get_object_member (begun, "latest_invoice"), "lines"),
                      "data")),
                    ==, 1);
  g_assert_cmpint (sandbox_int (begun, "items.data.0.current_period_end"), ==, sandbox_time ("2027-12-18T12:00:00Z"));
  next = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", anchored.subscription);
  g_assert_cmpint (sandbox_int (next, "lines.data.0.period.start"), ==, sandbox_time ("2027-12-18T12:00:00Z"));

  /* Without the cycle of its own the year of the old anchor runs, and nothing is
   * collected before it ends on 18 October. */
  sandbox_account_make (fixture, &plain, SANDBOX_STANDARD, mode, "2026-10-18T12:00:00Z");
  sandbox_account_advance (fixture, &plain, "2026-11-20T12:00:00Z");
  other = sandbox_account_schedule (fixture, &plain);
  json_object_unref (g_steal_pointer (&planned));
  planned = sandbox_account_plan_phase (fixture, &plain, other, plain.pro_yearly,
                        "&phases[1][duration][interval]=year&phases[1][proration_behavior]=none");
  g_assert_cmpint (fixture->status, ==, 200);
  quiet = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", plain.subscription);
  g_assert_cmpint (sandbox_int (quiet, "lines.data.0.period.start"), ==, sandbox_time ("2027-10-18T12:00:00Z"));
  before = sandbox_get (fixture, "%s", plain.path);
  first = g_strdup (sandbox_text (before, "latest_invoice"));
  sandbox_account_advance (fixture, &plain, "2027-10-18T11:59:59Z");
  later = sandbox_get (fixture, "%s", plain.path);
  g_assert_cmpstr (sandbox_text (later, "items.data.0.price.id"), ==, plain.pro_yearly);
  g_assert_cmpstr (sandbox_text (later, "latest_invoice"), ==, first);
  g_assert_cmpint (sandbox_int (later, "items.data.0.current_period_end"), ==, sandbox_time ("2027-10-18T12:00:00Z"));
  sandbox_account_advance (fixture, &plain, "2027-10-18T12:00:00Z");
  collected = sandbox_get (fixture, "%s?expand[]=latest_invoice", plain.path);
  g_assert_cmpint (sandbox_int (collected, "latest_invoice.amount_paid"), ==, 125000);
}

/* From a year to a month: no credit, since nothing is unused. */
static void
test_shorter (SandboxFixture *fixture,
              gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) next = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_PRO_YEARLY, mode, "2026-07-18T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-20T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro,
                        "&phases[1][duration][interval]=month&phases[1][proration_behavior]=none"
                        "&phases[1][billing_cycle_anchor]=phase_start");
  g_assert_cmpint (fixture->status, ==, 200);
  sandbox_account_advance (fixture, &account, "2027-07-18T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.total"), ==, 12500);
  g_assert_cmpint (sandbox_int (begun, "items.data.0.current_period_end"), ==, sandbox_time ("2027-08-18T12:00:00Z"));
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, 0);
  sandbox_account_advance (fixture, &account, "2027-08-18T12:00:00Z");
  next = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (next, "latest_invoice.created"), ==, sandbox_time ("2027-08-18T12:00:00Z"));
  g_assert_cmpint (sandbox_int (next, "latest_invoice.total"), ==, 12500);
}

/* A phase that begins within a period, prorated. */
static void
test_within_period (SandboxFixture *fixture,
                    gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) early = NULL;
  g_autoptr (JsonObject) at = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  planned = sandbox_post (fixture, path,
                          "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&phases[0][end_date]=%" G_GINT64_FORMAT
                          "&phases[1][items][0][price]=%s&phases[1][proration_behavior]=always_invoice",
                          account.standard, sandbox_time ("2026-11-03T12:00:00Z"),
                          sandbox_time ("2026-11-18T12:00:00Z"), account.pro);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.1.end_date"), ==, sandbox_time ("2026-12-18T12:00:00Z"));

  /* 15 of 30 days: 3750 back, 6250 more. */
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 2500);
  sandbox_account_advance (fixture, &account, "2026-11-19T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (begun, "latest_invoice.billing_reason"), ==, "subscription_update");
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.created"), ==, sandbox_time ("2026-11-18T12:00:00Z"));
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.lines.data.0.amount"), ==, -3750);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.lines.data.1.amount"), ==, 6250);
  g_assert_cmpint (sandbox_int (begun, "items.data.0.current_period_end"), ==, sandbox_time ("2026-12-03T12:00:00Z"));

  /* What is prorated from now on cannot count from before the phase. */
  early = sandbox_account_change (fixture, &account, account.standard, "&proration_date=1795003199");
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (early, "error.param"), ==, "proration_date");
  at = sandbox_account_change (fixture, &account, account.standard, "&proration_date=1795003200");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (at, "latest_invoice.total"), ==, -2500);
}

/* A cycle of last days has phases that end on last days, until one begins anew. */
static void
test_last_days (SandboxFixture *fixture,
                gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) over = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-08-31T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-09-10T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  more = g_strdup_printf ("&phases[1][duration][interval]=month"
                          "&phases[2][items][0][price]=%s&phases[2][duration][interval]=month"
                          "&phases[2][duration][interval_count]=4"
                          "&phases[3][items][0][price]=%s&phases[3][duration][interval]=month"
                          "&phases[3][billing_cycle_anchor]=phase_start",
                          account.standard, account.pro);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro, more);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.0.end_date"), ==, sandbox_time ("2026-09-30T12:00:00Z"));
  g_assert_cmpint (sandbox_int (planned, "phases.1.end_date"), ==, sandbox_time ("2026-10-31T12:00:00Z"));
  g_assert_cmpint (sandbox_int (planned, "phases.2.end_date"), ==, sandbox_time ("2027-02-28T12:00:00Z"));
  g_assert_cmpint (sandbox_int (planned, "phases.3.end_date"), ==, sandbox_time ("2027-03-28T12:00:00Z"));

  sandbox_account_advance (fixture, &account, "2027-03-28T12:00:00Z");
  over = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_true (sandbox_is_null (over, "schedule"));
  g_assert_cmpint (sandbox_int (over, "latest_invoice.created"), ==, sandbox_time ("2027-03-28T12:00:00Z"));
  g_assert_cmpint (sandbox_int (over, "latest_invoice.amount_paid"), ==, 12500);
}

/* The phase ends with the trial, and the next one is what is billed first. */
static void
test_trial (SandboxFixture *fixture,
            gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) begun = NULL;

  sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z",
                             "&trial_period_days=14");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro_yearly,
                        "&phases[1][billing_cycle_anchor]=phase_start&phases[1][proration_behavior]=none");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.1.start_date"), ==, sandbox_time ("2026-11-17T12:00:00Z"));
  g_assert_cmpint (sandbox_int (planned, "phases.1.end_date"), ==, sandbox_time ("2027-11-17T12:00:00Z"));
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 125000);
  sandbox_account_advance (fixture, &account, "2026-11-17T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (begun, "status"), ==, "active");
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 125000);
  g_assert_cmpint (sandbox_int (begun, "items.data.0.current_period_end"), ==, sandbox_time ("2027-11-17T12:00:00Z"));
}

/* From one item to two and back. */
static void
test_items (SandboxFixture *fixture,
            gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *more = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (JsonObject) last = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  more = g_strdup_printf ("&phases[1][items][1][price]=%s&phases[1][items][1][quantity]=3"
                          "&phases[1][duration][interval]=month"
                          "&phases[2][items][0][price]=%s&phases[2][duration][interval]=month"
                          "&phases[2][duration][interval_count]=2",
                          account.standard, account.pro);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro, more);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (planned, "phases.2.end_date"), ==, sandbox_time ("2027-03-03T12:00:00Z"));

  /* 12500 and three times 7500. */
  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 35000);
  g_assert_cmpstr (sandbox_text (begun, "items.data.1.id"), ==, account.item);
  sandbox_account_advance (fixture, &account, "2027-01-03T12:00:00Z");
  last = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (last, "latest_invoice.amount_paid"), ==, 12500);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                      json_object_get_object_member (last, "items"), "data")),
                    ==, 1);
}

typedef struct
{
  const char *name;
  const char *end;          /* of the phase that runs */
  gboolean yearly;          /* the next one is Pro by the year, else by the month */
  const char *more;
  gint64 classic;
  gint64 flexible;
  const char *classic_at;
  const char *flexible_at;
} Case;

/* Standard from 3 November; on 23 November 10 of 30 days are left: 2500 of 7500,
 * 4166.667 → 4167 of 12500. The year of the anchor ends on 3 November 2027: from
 * 23 November 345 of its 365 days are left, 118150.685 → 118151 of 125000; from
 * 3 December 335 days, 114726.027 → 114726. */
static const Case cases[] = {
  { "none", "2026-11-23T12:00:00Z", FALSE, "&phases[1][proration_behavior]=none",
    12500, 12500, "2026-12-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* 4167 − 2500 + 12500 */
  { "create", "2026-11-23T12:00:00Z", FALSE, "&phases[1][proration_behavior]=create_prorations",
    14167, 14167, "2026-12-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  /* 4167 − 2500 */
  { "always", "2026-11-23T12:00:00Z", FALSE, "&phases[1][proration_behavior]=always_invoice",
    1667, 1667, "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z" },
  { "phase-start", "2026-11-23T12:00:00Z", TRUE,
    "&phases[1][proration_behavior]=none&phases[1][billing_cycle_anchor]=phase_start",
    125000, 125000, "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z" },
  /* Classic 125000 − 2500 at once; flexible 118151 − 2500 wait for the next year's
   * 125000. */
  { "longer-create", "2026-11-23T12:00:00Z", TRUE, "&phases[1][proration_behavior]=create_prorations",
    122500, 240651, "2026-11-23T12:00:00Z", "2027-11-03T12:00:00Z" },
  { "boundary-always", "2026-12-03T12:00:00Z", TRUE, "&phases[1][proration_behavior]=always_invoice",
    125000, 114726, "2026-12-03T12:00:00Z", "2026-12-03T12:00:00Z" },
  { "boundary-create", "2026-12-03T12:00:00Z", TRUE, "&phases[1][proration_behavior]=create_prorations",
    125000, 239726, "2026-12-03T12:00:00Z", "2027-11-03T12:00:00Z" },
  { "boundary-none", "2026-12-03T12:00:00Z", TRUE, "&phases[1][proration_behavior]=none",
    125000, 125000, "2027-11-03T12:00:00Z", "2027-11-03T12:00:00Z" },
};

/* What is previewed of a phase is what is invoiced, when it is said to be. */
static void
check_comes_true (SandboxFixture *fixture,
                  const Case     *row,
                  const char     *mode)
{
  gboolean classic = g_str_equal (mode, "classic");
  const char *at = classic ? row->classic_at : row->flexible_at;
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  planned = sandbox_post (fixture, path,
                          "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                          "&phases[1][duration][interval]=year&phases[1][duration][interval_count]=2%s",
                          account.standard, sandbox_time ("2026-11-03T12:00:00Z"), sandbox_time (row->end),
                          row->yearly ? account.pro_yearly : account.pro, row->more);
  g_assert_cmpint (fixture->status, ==, 200);

  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, classic ? row->classic : row->flexible);
  g_assert_cmpint (sandbox_int (preview, "created"), ==, sandbox_time (at));
  sandbox_account_advance (fixture, &account, at);
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.created"), ==, sandbox_time (at));
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, classic ? row->classic : row->flexible);
  sandbox_assert_same_lines (preview, json_object_get_object_member (after, "latest_invoice"));
}

static void
test_comes_true (SandboxFixture *fixture,
                 gconstpointer   row)
{
  check_comes_true (fixture, row, "classic");
  check_comes_true (fixture, row, "flexible");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add_modes ("/sandbox/phases/same-interval", test_same_interval);
  sandbox_fixture_add_modes ("/sandbox/phases/longer", test_longer);
  sandbox_fixture_add_modes ("/sandbox/phases/shorter", test_shorter);
  sandbox_fixture_add_modes ("/sandbox/phases/within-period", test_within_period);
  sandbox_fixture_add_modes ("/sandbox/phases/last-days", test_last_days);
  sandbox_fixture_add_modes ("/sandbox/phases/trial", test_trial);
  sandbox_fixture_add_modes ("/sandbox/phases/items", test_items);
  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sandbox/phases/comes-true/", cases[i].name, NULL);

      sandbox_fixture_add (path, test_comes_true, &cases[i]);
    }

  return g_test_run ();
}
