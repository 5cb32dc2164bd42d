/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

#define START "2026-11-03T12:00:00Z"
#define MIDDLE "2026-11-18T12:00:00Z"
#define END "2026-12-03T12:00:00Z"

/* Standard with 20 % off and 8.875 % of tax on 18 November, and a schedule of it. */
typedef struct
{
  SandboxAccount account;
  char *coupon;
  char *rate;
  char *schedule;
  char *path;   /* of the schedule */
} Case;

static void
clear (Case *self)
{
  sandbox_account_clear (&self->account);
  g_free (self->coupon);
  g_free (self->rate);
  g_free (self->schedule);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, clear)

static void
set_up (SandboxFixture *fixture,
        Case           *self,
        const char     *mode,
        const char     *coupon)
{
  g_autofree char *more = NULL;

  self->coupon = sandbox_make (fixture, "/v1/coupons", "percent_off=20&%s", coupon);
  self->rate = sandbox_make (fixture, "/v1/tax_rates", "display_name=Sales tax&percentage=8.875&inclusive=false");
  more = g_strconcat ("&discounts[0][coupon]=", self->coupon, "&default_tax_rates[0]=", self->rate, NULL);
  sandbox_account_make_with (fixture, &self->account, SANDBOX_STANDARD, mode, START, more);
  sandbox_account_advance (fixture, &self->account, MIDDLE);
  self->schedule = sandbox_account_schedule (fixture, &self->account);
  self->path = g_strconcat ("/v1/subscription_schedules/", self->schedule, NULL);
}

/* Standard until the end of the month, and Pro after it. */
static JsonObject *
plan (SandboxFixture *fixture,
      Case           *self,
      const char     *more)
{
  return sandbox_post (fixture, self->path,
                       "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                       "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                       "&phases[1][duration][interval]=month&phases[1][proration_behavior]=none%s",
                       self->account.standard, sandbox_time (START), sandbox_time (END), self->account.pro, more);
}

static JsonObject *
get_subscription (SandboxFixture *fixture,
                  Case           *self)
{
  return sandbox_get (fixture, "%s?expand[]=latest_invoice&expand[]=discounts", self->account.path);
}

/* The next invoice is said to come to an amount, and does. */
static void
check_renewal (SandboxFixture *fixture,
               Case           *self,
               gint64          total)
{
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) begun = NULL;

  quote = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", self->account.subscription);
  g_assert_cmpint (sandbox_int (quote, "total"), ==, total);
  sandbox_account_advance (fixture, &self->account, END);
  begun = get_subscription (fixture, self);
  g_assert_cmpstr (sandbox_text (begun, "items.data.0.price.id"), ==, self->account.pro);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, total);
  sandbox_assert_same_lines (quote, json_object_get_object_member (begun, "latest_invoice"));
}

/* The first phase is what the subscription is. */
static void
test_made (SandboxFixture *fixture,
           gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autoptr (JsonObject) schedule = NULL;
  g_autoptr (JsonObject) subscription = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (JsonObject) noted = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  schedule = sandbox_get (fixture, "%s", self.path);
  subscription = sandbox_get (fixture, "%s", self.account.path);
  g_assert_cmpuint (sandbox_length (schedule, "phases.0.discounts"), ==, 1);
  g_assert_cmpstr (sandbox_text (schedule, "phases.0.discounts.0.discount"), ==,
                   sandbox_text (subscription, "discounts.0"));
  g_assert_cmpstr (sandbox_text (schedule, "phases.0.discounts.0.coupon"), ==, self.coupon);
  g_assert_true (sandbox_is_null (schedule, "phases.0.discounts.0.promotion_code"));
  g_assert_cmpuint (sandbox_length (schedule, "phases.0.default_tax_rates"), ==, 1);
  g_assert_cmpstr (sandbox_text (schedule, "phases.0.default_tax_rates.0.id"), ==, self.rate);
  g_assert_cmpstr (sandbox_text (schedule, "phases.0.default_tax_rates.0.object"), ==, "tax_rate");

  /* What is changed directly is changed in the phase. */
  changed = sandbox_make (fixture, self.account.path, "discounts=&default_tax_rates=");
  noted = sandbox_get (fixture, "%s", self.path);
  g_assert_cmpuint (sandbox_length (noted, "phases.0.discounts"), ==, 0);
  g_assert_cmpuint (sandbox_length (noted, "phases.0.default_tax_rates"), ==, 0);
}

/* Named in both phases: 12500 − 2500 = 10000, and 887.5 → 888 of tax. */
static void
test_named (SandboxFixture *fixture,
            gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *terms = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) after = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  before = get_subscription (fixture, &self);
  first = sandbox_account_name_terms (fixture, &self.account, 0);
  second = sandbox_account_name_terms (fixture, &self.account, 1);
  terms = g_strconcat (first, second, NULL);
  planned = plan (fixture, &self, terms);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (planned, "phases.1.discounts.0.discount"), ==,
                   sandbox_text (before, "discounts.0.id"));
  g_assert_true (sandbox_is_null (planned, "phases.1.discounts.0.coupon"));
  g_assert_cmpstr (sandbox_text (planned, "phases.1.default_tax_rates.0.id"), ==, self.rate);
  check_renewal (fixture, &self, 10888);
  after = get_subscription (fixture, &self);
  g_assert_cmpstr (sandbox_text (after, "discounts.0.id"), ==, sandbox_text (before, "discounts.0.id"));
  g_assert_cmpint (sandbox_int (after, "discounts.0.start"), ==, sandbox_time (START));
}

/* Not named anywhere both are lost at once, without a proration, and Pro costs
 * 12500. */
static void
test_not_named (SandboxFixture *fixture,
                gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) after = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  before = get_subscription (fixture, &self);
  planned = plan (fixture, &self, "");
  g_assert_cmpint (fixture->status, ==, 200);
  after = get_subscription (fixture, &self);
  g_assert_cmpuint (sandbox_length (after, "discounts"), ==, 0);
  g_assert_cmpuint (sandbox_length (after, "default_tax_rates"), ==, 0);
  g_assert_cmpstr (sandbox_text (after, "latest_invoice.id"), ==, sandbox_text (before, "latest_invoice.id"));
  check_renewal (fixture, &self, 12500);
}

/* Named in the running phase only they are lost when it ends. */
static void
test_named_first (SandboxFixture *fixture,
                  gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autofree char *terms = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) meanwhile = NULL;
  g_autoptr (JsonObject) after = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  terms = sandbox_account_name_terms (fixture, &self.account, 0);
  planned = plan (fixture, &self, terms);
  meanwhile = get_subscription (fixture, &self);
  g_assert_cmpuint (sandbox_length (meanwhile, "discounts"), ==, 1);
  check_renewal (fixture, &self, 12500);
  after = get_subscription (fixture, &self);
  g_assert_cmpuint (sandbox_length (after, "discounts"), ==, 0);
  g_assert_cmpuint (sandbox_length (after, "default_tax_rates"), ==, 0);
}

/* A discount that is used up does not come back with its id: 12500. Its coupon is
 * redeemed again: 12500 − 2500 = 10000, and 12500 the month after. */
static void
test_once (SandboxFixture *fixture,
           gconstpointer   mode)
{
  static const gint64 totals[] = { 12500, 10000 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      g_auto (Case) self = { 0 };
      g_autofree char *kept = NULL;
      g_autofree char *redeemed = NULL;
      g_autofree char *id = NULL;
      g_autoptr (JsonObject) subscription = NULL;
      g_autoptr (JsonObject) planned = NULL;
      g_autoptr (JsonObject) coupon = NULL;

      set_up (fixture, &self, mode, "duration=forever");
      id = sandbox_make (fixture, "/v1/coupons", "percent_off=20&duration=once");
      redeemed = sandbox_make (fixture, self.account.path, "discounts[0][coupon]=%s&default_tax_rates=", id);
      subscription = get_subscription (fixture, &self);
      kept = g_strconcat ("&phases[0][discounts][0][discount]=", sandbox_text (subscription, "discounts.0.id"),
                          i == 0 ? "&phases[1][discounts][0][discount]=" : "&phases[1][discounts][0][coupon]=",
                          i == 0 ? sandbox_text (subscription, "discounts.0.id") : id, NULL);
      planned = plan (fixture, &self, kept);
      g_assert_cmpint (fixture->status, ==, 200);
      json_object_unref (g_steal_pointer (&planned));

      /* Its invoice uses it up. */
      g_free (g_steal_pointer (&redeemed));
      redeemed = sandbox_make (fixture, self.account.path,
                               "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice",
                               self.account.item, self.account.pro);
      json_object_unref (g_steal_pointer (&subscription));
      subscription = get_subscription (fixture, &self);
      g_assert_cmpuint (sandbox_length (subscription, "discounts"), ==, 0);
      check_renewal (fixture, &self, totals[i]);
      coupon = sandbox_get (fixture, "/v1/coupons/%s", id);
      g_assert_cmpint (sandbox_int (coupon, "times_redeemed"), ==, 1 + i);
    }
}

/* A phase without discounts has the customer's, a tenth: 12500 − 1250 = 11250;
 * one with an empty text has none. */
static void
test_customer (SandboxFixture *fixture,
               gconstpointer   mode)
{
  static const char *const texts[] = { "", "&phases[1][discounts]=" };
  static const gint64 totals[] = { 11250, 12500 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Case) self = { 0 };
      g_autofree char *coupon = NULL;
      g_autofree char *path = NULL;
      g_autofree char *done = NULL;
      g_autoptr (JsonObject) planned = NULL;

      set_up (fixture, &self, mode, "duration=forever");
      coupon = sandbox_make (fixture, "/v1/coupons", "percent_off=10&duration=forever");
      path = g_strconcat ("/v1/customers/", self.account.customer, NULL);
      done = sandbox_make (fixture, path, "discounts[0][coupon]=%s", coupon);
      planned = plan (fixture, &self, texts[i]);
      g_assert_cmpint (fixture->status, ==, 200);
      g_assert_cmpuint (sandbox_length (planned, "phases.1.discounts"), ==, 0);
      check_renewal (fixture, &self, totals[i]);
    }
}

/* The tax of an item, in the phase that has it: 12500 × 8.875 % = 1109.375 → 1109. */
static void
test_item_rates (SandboxFixture *fixture,
                 gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) planned = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  text = g_strconcat ("&phases[1][items][0][tax_rates][0]=", self.rate, NULL);
  planned = plan (fixture, &self, text);
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (planned, "phases.1.items.0.tax_rates.0.id"), ==, self.rate);
  check_renewal (fixture, &self, 13609);
}

/* Half a month before its end, but for a second: half of the 6000 of Standard and of their 8.875 %
 * come back, and half of 10000 with its tax is due: (−3000 − 266) + (5000 + 444);
 * 266.25 → 266 and 443.75 → 444. */
static void
test_within_period (SandboxFixture *fixture,
                    gconstpointer   mode)
{
  g_auto (Case) self = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (JsonObject) planned = NULL;
  g_autoptr (JsonObject) quote = NULL;
  g_autoptr (JsonObject) begun = NULL;
  gint64 due = sandbox_time (MIDDLE) + 1;

  set_up (fixture, &self, mode, "duration=forever");
  first = sandbox_account_name_terms (fixture, &self.account, 0);
  second = sandbox_account_name_terms (fixture, &self.account, 1);
  planned = sandbox_post (fixture, self.path,
                          "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                          "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                          "&phases[1][duration][interval]=month&phases[1][proration_behavior]=always_invoice%s%s",
                          self.account.standard, sandbox_time (START), due, self.account.pro, first, second);
  g_assert_cmpint (fixture->status, ==, 200);
  quote = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", self.account.subscription);
  sandbox_account_advance (fixture, &self.account, "2026-11-18T12:00:01Z");
  begun = get_subscription (fixture, &self);
  g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, 2178);
  g_assert_cmpuint (sandbox_length (begun, "discounts"), ==, 1);
  sandbox_assert_same_lines (quote, json_object_get_object_member (begun, "latest_invoice"));
}

/* After half of 30 days half of 6000 comes back, what was paid for Standard. Half
 * of Pro costs 5000 while the fifth is taken off, and 6250 where that was once. */
static void
test_untaxed_within_period (SandboxFixture *fixture,
                            gconstpointer   mode)
{
  static const char *const coupons[] = { "duration=forever&percent_off=20", "duration=once&percent_off=20" };
  static const gint64 due[] = { 2000, 3250 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (coupons); i++)
    {
      g_auto (SandboxAccount) account = { 0 };
      g_autofree char *coupon = NULL;
      g_autofree char *more = NULL;
      g_autofree char *id = NULL;
      g_autofree char *path = NULL;
      g_autofree char *terms = NULL;
      g_autofree char *later_terms = NULL;
      g_autoptr (JsonObject) planned = NULL;
      g_autoptr (JsonObject) quote = NULL;
      g_autoptr (JsonObject) begun = NULL;

      coupon = sandbox_make (fixture, "/v1/coupons", "%s", coupons[i]);
      more = g_strconcat ("&discounts[0][coupon]=", coupon, NULL);
      sandbox_account_make_with (fixture, &account, SANDBOX_STANDARD, mode, START, more);
      id = sandbox_account_schedule (fixture, &account);
      path = g_strconcat ("/v1/subscription_schedules/", id, NULL);
      terms = sandbox_account_name_terms (fixture, &account, 0);
      later_terms = sandbox_account_name_terms (fixture, &account, 1);
      planned = sandbox_post (fixture, path,
                              "phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT
                              "&phases[0][end_date]=%" G_GINT64_FORMAT "&phases[1][items][0][price]=%s"
                              "&phases[1][duration][interval]=month&phases[1][proration_behavior]=always_invoice%s%s",
                              account.standard, sandbox_time (START),
                              sandbox_time (MIDDLE), account.pro, terms, later_terms);
      g_assert_cmpint (fixture->status, ==, 200);
      quote = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s", account.subscription);
      g_assert_cmpint (sandbox_int (quote, "lines.data.0.amount"), ==, -3000);
      g_assert_cmpint (sandbox_int (quote, "amount_due"), ==, due[i]);
      sandbox_account_advance (fixture, &account, MIDDLE);
      begun = sandbox_get (fixture, "%s?expand[]=latest_invoice", account.path);
      g_assert_cmpint (sandbox_int (begun, "latest_invoice.amount_paid"), ==, due[i]);
      sandbox_assert_same_lines (quote, json_object_get_object_member (begun, "latest_invoice"));
    }
}

static void
test_refused (SandboxFixture *fixture,
              gconstpointer   mode)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *param;
  } rows[] = {
    { "phases[0][discounts][0][coupon]", "none", "phases[0][discounts][0][coupon]" },
    { "phases[0][discounts][0][discount]", "di_none", "phases[0][discounts][0][discount]" },
    { "phases[0][discounts][0][promotion_code]", "promo_none", "phases[0][discounts][0][promotion_code]" },
    { "phases[0][default_tax_rates][0]", "txr_none", "phases[0][default_tax_rates]" },
    { "phases[0][items][0][tax_rates][0]", "txr_none", "phases[0][items][0][tax_rates]" },
  };
  g_auto (Case) self = { 0 };
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;

  set_up (fixture, &self, mode, "duration=forever");
  before = sandbox_get (fixture, "%s", self.path);
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *body = NULL;

      body = g_strdup_printf ("phases[0][items][0][price]=%s&phases[0][start_date]=%" G_GINT64_FORMAT "&%s=%s",
                              self.account.standard, sandbox_time (START), rows[i].name, rows[i].value);
      sandbox_assert_refused (fixture, self.path, body, rows[i].param);
      g_assert_cmpint (fixture->status, ==, 400);
    }
  after = sandbox_get (fixture, "%s", self.path);
  g_assert_cmpstr (sandbox_text (after, "phases.0.discounts.0.discount"), ==,
                   sandbox_text (before, "phases.0.discounts.0.discount"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/made", test_made);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/named", test_named);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/not-named", test_not_named);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/named-first", test_named_first);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/once", test_once);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/customer", test_customer);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/item-rates", test_item_rates);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/within-period", test_within_period);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/untaxed-within-period", test_untaxed_within_period);
  sandbox_fixture_add_modes ("/sandbox/phase-terms/refused", test_refused);

  return g_test_run ();
}
