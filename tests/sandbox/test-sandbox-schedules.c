/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

static void
test_create (SandboxFixture *fixture,
             gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) both = NULL;
  g_autoptr (JsonObject) made = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autoptr (JsonObject) listed = NULL;
  g_autoptr (JsonObject) none = NULL;
  gint64 start = sandbox_time ("2026-11-03T12:00:00Z");
  gint64 end = sandbox_time ("2026-12-03T12:00:00Z");

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  both = sandbox_post (fixture, "/v1/subscription_schedules", "from_subscription=%s&end_behavior=cancel",
                       account.subscription);
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (both, "error.code"), ==, "parameter_unknown");

  made = sandbox_post (fixture, "/v1/subscription_schedules", "from_subscription=%s", account.subscription);
  g_assert_cmpint (fixture->status, ==, 200);
  id = g_strdup (sandbox_text (made, "id"));
  g_assert_true (g_str_has_prefix (id, "sub_sched_"));
  g_assert_cmpstr (sandbox_text (made, "object"), ==, "subscription_schedule");
  g_assert_cmpstr (sandbox_text (made, "status"), ==, "active");
  g_assert_cmpstr (sandbox_text (made, "end_behavior"), ==, "release");
  g_assert_cmpstr (sandbox_text (made, "billing_mode.type"), ==, mode);
  g_assert_cmpstr (sandbox_text (made, "subscription"), ==, account.subscription);
  g_assert_cmpint (sandbox_int (made, "current_phase.start_date"), ==, start);
  g_assert_cmpint (sandbox_int (made, "current_phase.end_date"), ==, end);
  g_assert_cmpint (sandbox_int (made, "phases.0.start_date"), ==, start);
  g_assert_cmpint (sandbox_int (made, "phases.0.end_date"), ==, end);
  g_assert_cmpstr (sandbox_text (made, "phases.0.items.0.price"), ==, account.standard);
  g_assert_cmpint (sandbox_int (made, "phases.0.items.0.quantity"), ==, 1);

  subscription = sandbox_get (fixture, "%s?expand[]=schedule", account.path);
  g_assert_cmpstr (sandbox_text (subscription, "schedule.id"), ==, id);
  second = sandbox_post (fixture, "/v1/subscription_schedules", "from_subscription=%s", account.subscription);
  g_assert_cmpint (fixture->status, ==, 400);
  listed = sandbox_get (fixture, "/v1/subscription_schedules?customer=%s&expand[]=data.subscription",
                        account.customer);
  g_assert_cmpstr (sandbox_text (listed, "data.0.subscription.id"), ==, account.subscription);
  none = sandbox_get (fixture, "/v1/subscription_schedules?customer=cus_nobody");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (none, "data")), ==, 0);
}

/* Each row changes one parameter of a right update. */
static void
test_refused (SandboxFixture *fixture,
              gconstpointer   data)
{
  static const struct
  {
    const char *more;
    const char *code;
    const char *param;
  } rows[] = {
    { "&phases[1][iterations]=1", "parameter_unknown", "phases[1][iterations]" },
    { "&phases[1][duration][interval]=month&phases[1][end_date]=1800000000", NULL, "phases[1][end_date]" },
    { "&phases[1][end_date]=1700000000", NULL, "phases[1][end_date]" },
    { "&phases[1][end_date]=999999999999", "parameter_invalid_integer", "phases[1][end_date]" },
    { "&phases[1][duration][interval]=year&phases[1][duration][interval_count]=1000", NULL, "phases[1][end_date]" },
    { "&phases[1][duration][interval]=moon", "parameter_invalid_enum", "phases[1][duration][interval]" },
    { "&phases[1][metadata]=x", "parameter_invalid_object", "phases[1][metadata]" },
    { "&phases[1][billing_cycle_anchor]=now", "parameter_invalid_enum", "phases[1][billing_cycle_anchor]" },
    { "&phases[1][items][0][quantity]=-1", "parameter_invalid_integer", "phases[1][items][0][quantity]" },
    { "&phases[1][items][1][price]=price_none", "resource_missing", "phases[1][items][1][price]" },
    { "&phases[2][start_date]=1", "parameter_missing", "phases[2][items]" },
  };
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) early = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) refused = sandbox_account_plan_phase (fixture, &account, id, account.pro, rows[i].more);

      g_assert_cmpint (fixture->status, ==, 400);
      g_assert_cmpstr (sandbox_text (refused, "error.param"), ==, rows[i].param);
      if (rows[i].code != NULL)
        g_assert_cmpstr (sandbox_text (refused, "error.code"), ==, rows[i].code);
    }

  /* The first phase has to be the current one. */
  early = sandbox_post (fixture, path, "phases[0][items][0][price]=%s&phases[0][start_date]=1793620800",
                        account.standard);
  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (early, "error.param"), ==, "phases[0][start_date]");
  after = sandbox_get (fixture, "%s", path);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (after, "phases")), ==, 1);
}

/* Who may only look may look at schedules. */
static void
test_user (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *release = NULL;
  g_autoptr (JsonObject) seen = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) made = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  g_free (fixture->key);
  fixture->key = g_strdup (smrt_sandbox_get_user_key (fixture->sandbox));
  seen = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpint (fixture->status, ==, 200);
  release = g_strdup_printf ("/v1/subscription_schedules/%s/release", id);
  refused = sandbox_post (fixture, release, "%s", "");
  g_assert_cmpint (fixture->status, ==, 403);
  made = sandbox_post (fixture, "/v1/subscription_schedules", "from_subscription=%s", account.subscription);
  g_assert_cmpint (fixture->status, ==, 403);
}

static void
test_release (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) released = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) renewed = NULL;
  g_autofree char *second = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro, "&phases[1][proration_behavior]=none");
  g_assert_cmpint (fixture->status, ==, 200);
  path = g_strdup_printf ("/v1/subscription_schedules/%s/release", id);
  released = sandbox_post (fixture, path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (released, "status"), ==, "released");
  again = sandbox_post (fixture, path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 400);

  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  renewed = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (renewed, "items.data.0.price.id"), ==, account.standard);
  g_assert_cmpint (sandbox_int (renewed, "latest_invoice.amount_paid"), ==, 7500);
  second = sandbox_account_schedule (fixture, &account);
  g_assert_cmpstr (second, !=, id);
}

static void
test_end_behavior_cancel (SandboxFixture *fixture,
                          gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_autoptr (JsonObject) shown = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) schedule = NULL;
  gint64 end = sandbox_time ("2026-12-03T12:00:00Z");

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  done = sandbox_make (fixture, path, "end_behavior=cancel&metadata[why]=moving");
  shown = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpint (sandbox_int (shown, "cancel_at"), ==, end);

  sandbox_account_advance (fixture, &account, "2026-12-04T12:00:00Z");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (after, "ended_at"), ==, end);
  schedule = sandbox_get (fixture, "%s", path);
  g_assert_cmpstr (sandbox_text (schedule, "status"), ==, "completed");
  g_assert_cmpint (sandbox_int (schedule, "completed_at"), ==, end);
  g_assert_cmpstr (sandbox_text (schedule, "metadata.why"), ==, "moving");
}

/* A cancellation that was planned before the schedule was made stays. */
static void
test_planned_cancellation (SandboxFixture *fixture,
                           gconstpointer   data)
{
  gboolean at_end = g_str_equal (data, "cancel_at_period_end=true");
  gint64 end = sandbox_time (at_end ? "2026-12-03T12:00:00Z" : "2026-11-20T12:00:00Z");
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *done = NULL;
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) schedule = NULL;
  g_autoptr (JsonObject) shown = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  done = sandbox_make (fixture, account.path, "%s", (const char *) data);
  id = sandbox_account_schedule (fixture, &account);
  schedule = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpstr (sandbox_text (schedule, "end_behavior"), ==, "cancel");
  g_assert_cmpint (sandbox_int (schedule, "current_phase.end_date"), ==, end);
  g_assert_cmpint (sandbox_int (schedule, "phases.0.end_date"), ==, end);
  shown = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpint (sandbox_int (shown, "cancel_at"), ==, end);

  sandbox_account_advance (fixture, &account, "2026-12-04T12:00:00Z");
  after = sandbox_get (fixture, "%s", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (after, "ended_at"), ==, end);
}

/* What waits for its payment is applied to the phase that runs. */
static void
test_pending (SandboxFixture *fixture,
              gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *pay = NULL;
  g_autoptr (JsonObject) pending = NULL;
  g_autoptr (JsonObject) waiting = NULL;
  g_autoptr (JsonObject) paid = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  sandbox_account_use_card (fixture, &account, "pm_card_chargeDeclined");
  pending = sandbox_account_change (fixture, &account, account.pro, "&payment_behavior=pending_if_incomplete");
  waiting = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpstr (sandbox_text (waiting, "phases.0.items.0.price"), ==, account.standard);
  pay = g_strdup_printf ("/v1/invoices/%s/pay", sandbox_text (pending, "latest_invoice.id"));
  paid = sandbox_post (fixture, pay, "payment_method=pm_card_visa");
  g_assert_cmpint (fixture->status, ==, 200);
  after = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpstr (sandbox_text (after, "phases.0.items.0.price"), ==, account.pro);
}

static void
test_cancel (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) canceled = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, "flexible", "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strdup_printf ("/v1/subscription_schedules/%s/cancel", id);
  canceled = sandbox_post (fixture, path, "%s", "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (canceled, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (canceled, "canceled_at"), ==, sandbox_time ("2026-11-18T12:00:00Z"));

  /* Half of the month is given back by the last invoice. */
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (after, "status"), ==, "canceled");
  g_assert_cmpint (sandbox_int (after, "latest_invoice.total"), ==, -3750);
  g_assert_cmpint (sandbox_account_get_balance (fixture, &account), ==, -3750);
}

/* What is changed directly holds until the phase ends. */
static void
test_direct_change (SandboxFixture *fixture,
                    gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) schedule = NULL;
  g_autoptr (JsonObject) begun = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.standard,
                        "&phases[1][items][0][quantity]=2&phases[1][proration_behavior]=none");
  g_assert_cmpint (fixture->status, ==, 200);
  changed = sandbox_account_change (fixture, &account, account.pro, "");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (changed, "latest_invoice.amount_paid"), ==, 2500);
  schedule = sandbox_get (fixture, "/v1/subscription_schedules/%s", id);
  g_assert_cmpstr (sandbox_text (schedule, "phases.0.items.0.price"), ==, account.pro);
  g_assert_cmpstr (sandbox_text (schedule, "phases.1.items.0.price"), ==, account.standard);
  refused = sandbox_post (fixture, account.path, "cancel_at_period_end=true");
  g_assert_cmpint (fixture->status, ==, 400);

  sandbox_account_advance (fixture, &account, "2026-12-03T12:00:00Z");
  begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 15000);
  g_assert_cmpint (sandbox_int (begun, "items.data.0.quantity"), ==, 2);
}

/* An update of the current phase takes effect at once. */
static void
test_current_phase (SandboxFixture *fixture,
                    gconstpointer   mode)
{
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) updated = NULL;
  g_autoptr (JsonObject) after = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
  updated = sandbox_post (fixture, path,
                          "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&proration_behavior=always_invoice",
                          account.pro, sandbox_time ("2026-11-03T12:00:00Z"));
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpint (sandbox_int (updated, "current_phase.end_date"), ==, sandbox_time ("2026-12-03T12:00:00Z"));
  after = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
  g_assert_cmpstr (sandbox_text (after, "items.data.0.price.id"), ==, account.pro);
  g_assert_cmpint (sandbox_int (after, "latest_invoice.amount_paid"), ==, 2500);
}

/* What comes next, by each way of asking, and what a change on top comes to. */
static void
test_preview (SandboxFixture *fixture,
              gconstpointer   mode)
{
  static const struct
  {
    const char *more;
    gint64 amount;
    const char *end;
  } rows[] = {
    { "", 125000, "2027-12-03T12:00:00Z" },
    { "&preview_mode=recurring", 125000, "2027-12-03T12:00:00Z" },
  };
  g_auto (SandboxAccount) account = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *release = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) today = NULL;
  g_autoptr (JsonObject) later = NULL;
  g_autoptr (JsonObject) recurring = NULL;
  g_autoptr (JsonObject) both = NULL;
  g_autoptr (JsonObject) by_schedule = NULL;
  g_autoptr (JsonObject) released = NULL;
  g_autoptr (JsonObject) plain = NULL;
  g_autoptr (JsonObject) none = NULL;

  sandbox_account_make (fixture, &account, SANDBOX_STANDARD, mode, "2026-11-03T12:00:00Z");
  sandbox_account_advance (fixture, &account, "2026-11-18T12:00:00Z");
  id = sandbox_account_schedule (fixture, &account);
  planned = sandbox_account_plan_phase (fixture, &account, id, account.pro_yearly,
                        "&phases[1][duration][interval]=year&phases[1][proration_behavior]=none"
                        "&phases[1][billing_cycle_anchor]=phase_start");
  g_assert_cmpint (fixture->status, ==, 200);
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s%s",
                                                     account.subscription, rows[i].more);

      g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, rows[i].amount);
      g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.start"), ==, sandbox_time ("2026-12-03T12:00:00Z"));
      g_assert_cmpint (sandbox_int (preview, "lines.data.0.period.end"), ==, sandbox_time (rows[i].end));
    }
  by_schedule = sandbox_post (fixture, "/v1/invoices/create_preview", "schedule=%s", id);
  g_assert_cmpint (sandbox_int (by_schedule, "amount_due"), ==, 125000);
  both = sandbox_post (fixture, "/v1/invoices/create_preview", "schedule=%s&subscription=%s", id,
                       account.subscription);
  g_assert_cmpint (fixture->status, ==, 400);

  /* A change holds until the phase ends: today 2500, at the renewal the year. */
  today = sandbox_post (fixture, "/v1/invoices/create_preview",
                        "subscription=%s&subscription_details[items][0][id]=%s"
                        "&subscription_details[items][0][price]=%s"
                        "&subscription_details[proration_behavior]=always_invoice",
                        account.subscription, account.item, account.pro);
  g_assert_cmpint (sandbox_int (today, "amount_due"), ==, 2500);
  later = sandbox_post (fixture, "/v1/invoices/create_preview",
                        "subscription=%s&subscription_details[items][0][id]=%s"
                        "&subscription_details[items][0][price]=%s&subscription_details[proration_behavior]=none",
                        account.subscription, account.item, account.pro);
  g_assert_cmpint (sandbox_int (later, "amount_due"), ==, 125000);
  /* What is asked for by its items is what recurs. */
  recurring = sandbox_post (fixture, "/v1/invoices/create_preview",
                            "subscription=%s&subscription_details[items][0][id]=%s"
                            "&subscription_details[items][0][price]=%s&preview_mode=recurring",
                            account.subscription, account.item, account.pro);
  g_assert_cmpint (sandbox_int (recurring, "amount_due"), ==, 12500);

  release = g_strdup_printf ("/v1/subscription_schedules/%s/release", id);
  released = sandbox_post (fixture, release, "%s", "");
  plain = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
  g_assert_cmpint (sandbox_int (plain, "amount_due"), ==, 7500);
  none = sandbox_post (fixture, "/v1/invoices/create_preview", "schedule=%s", id);
  g_assert_cmpint (fixture->status, ==, 404);
  g_assert_cmpstr (sandbox_text (none, "error.code"), ==, "invoice_upcoming_none");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add_modes ("/sandbox/schedules/create", test_create);
  sandbox_fixture_add ("/sandbox/schedules/refused", test_refused, NULL);
  sandbox_fixture_add ("/sandbox/schedules/user", test_user, NULL);
  sandbox_fixture_add ("/sandbox/schedules/release", test_release, NULL);
  sandbox_fixture_add ("/sandbox/schedules/end-behavior-cancel", test_end_behavior_cancel, NULL);
  sandbox_fixture_add ("/sandbox/schedules/cancel", test_cancel, NULL);
  sandbox_fixture_add ("/sandbox/schedules/planned-cancellation/at-period-end", test_planned_cancellation,
                       "cancel_at_period_end=true");
  sandbox_fixture_add ("/sandbox/schedules/planned-cancellation/at", test_planned_cancellation,
                       "cancel_at=1795176000");
  sandbox_fixture_add_modes ("/sandbox/schedules/pending", test_pending);
  sandbox_fixture_add_modes ("/sandbox/schedules/direct-change", test_direct_change);
  sandbox_fixture_add_modes ("/sandbox/schedules/current-phase", test_current_phase);
  sandbox_fixture_add_modes ("/sandbox/schedules/preview", test_preview);
  return g_test_run ();
}
