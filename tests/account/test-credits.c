/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-forecast.h"

#define NOVEMBER G_GINT64_CONSTANT (1795003200) /* 2026-11-18 12:00 UTC */
#define MARCH    G_GINT64_CONSTANT (1805371200) /* 2027-03-18 12:00 UTC */

static char *
get_id (JsonNode *node)
{
  return account_fixture_string (node, "id");
}

static void
advance (AccountFixture *fixture,
         const char     *clock,
         gint64          time)
{
  g_autofree char *path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", clock);
  g_autofree char *parameters = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, time);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = account_fixture_post (fixture, path, parameters, &error);

  g_assert_no_error (error);
}

static SmrtCreditEntry *
get_entry (AccountFixture *fixture,
           unsigned int    position)
{
  g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (smrt_account_get_credits (fixture->account), position);

  g_assert_nonnull (entry);

  return entry;
}

/* Annual → monthly: nothing is refunded, the rest becomes credit, and coming
 * invoices use it until it is gone. */
static void
test_annual_to_monthly (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) clock = NULL;
  g_autoptr (JsonNode) customer = NULL;
  g_autoptr (JsonNode) method = NULL;
  g_autoptr (JsonNode) defaults = NULL;
  g_autoptr (JsonNode) subscription = NULL;
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GArray) forecast = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *clock_id = NULL;
  g_autofree char *customer_id = NULL;
  g_autofree char *method_id = NULL;
  g_autofree char *parameters = NULL;
  g_autofree char *path = NULL;
  /* 71404 cents pay five months of 12500 whole, and 8904 of the sixth. */
  static const gint64 from_credit[] = { 12500, 12500, 12500, 12500, 12500, 8904, 0 };
  gint64 left = 71404;
  unsigned int n_entries;
  SmrtMoney credit, payment;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  parameters = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, NOVEMBER);
  clock = account_fixture_post (&fixture, "/v1/test_helpers/test_clocks", parameters, &error);
  g_assert_no_error (error);
  clock_id = get_id (clock);

  g_free (parameters);
  parameters = g_strdup_printf ("name=Southwind&test_clock=%s", clock_id);
  customer = account_fixture_post (&fixture, "/v1/customers", parameters, &error);
  g_assert_no_error (error);
  customer_id = get_id (customer);

  g_free (parameters);
  parameters = g_strdup_printf ("customer=%s", customer_id);
  method = account_fixture_post (&fixture, "/v1/payment_methods/pm_card_visa/attach", parameters, &error);
  g_assert_no_error (error);
  method_id = get_id (method);

  g_free (parameters);
  parameters = g_strdup_printf ("invoice_settings[default_payment_method]=%s", method_id);
  path = g_strdup_printf ("/v1/customers/%s", customer_id);
  defaults = account_fixture_post (&fixture, path, parameters, &error);
  g_assert_no_error (error);

  g_free (parameters);
  parameters = g_strdup_printf ("customer=%s&billing_mode[type]=classic&items[0][price]=%s", customer_id,
                                smrt_price_get_id (smrt_plan_find_price (account_fixture_find_plan (&fixture, "smrtPhone Pro"),
                                                                         SMRT_CYCLE_ANNUAL, "usd")));
  subscription = account_fixture_post (&fixture, "/v1/subscriptions", parameters, &error);
  g_assert_no_error (error);

  advance (&fixture, clock_id, MARCH);

  key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture.sandbox));
  g_clear_object (&fixture.account);
  g_clear_object (&fixture.session);
  fixture.session = smrt_session_new_with_key (smrt_sandbox_get_url (fixture.sandbox), key, customer_id,
                                               fixture.clock, &error);
  g_assert_no_error (error);
  fixture.account = smrt_account_new (fixture.session);
  account_fixture_refresh (&fixture);

  /* 18 November 2026 to 18 November 2027 are 365 days; from 18 March 245 are
   * left. 125000 × 245 / 365 = 83904.1…, credited as 83904. The month costs
   * 12500 at once. 12500 − 83904 = −71404: nothing is due. */
  offer = account_fixture_offer (&fixture, "smrtPhone Pro", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  change = smrt_change_new (fixture.account, offer);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (smrt_change_get_quote (change)).amount, ==, 0);
  g_assert_cmpint (smrt_quote_get_credit_added (smrt_change_get_quote (change)).amount, ==, 71404);
  g_assert_cmpint (smrt_quote_get_next_payment (smrt_change_get_quote (change)).amount, ==, 12500);

  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, 0);

  account_fixture_refresh (&fixture);
  g_assert_true (smrt_account_get_credit (fixture.account, &credit));
  g_assert_cmpint (credit.amount, ==, 71404);
  g_assert_cmpint (g_list_model_get_n_items (smrt_account_get_credits (fixture.account)), ==, 1);
  g_assert_cmpint (smrt_credit_entry_get_amount (get_entry (&fixture, 0))->amount, ==, 71404);
  g_assert_cmpstr (smrt_credit_entry_get_invoice_id (get_entry (&fixture, 0)), ==,
                   smrt_invoice_get_id (smrt_change_get_invoice (change)));

  payment = smrt_quote_get_next_payment (smrt_change_get_quote (change));
  forecast = smrt_forecast_credit (&credit, &payment,
                                   smrt_quote_get_next_date (smrt_change_get_quote (change)), SMRT_CYCLE_MONTHLY);
  g_assert_cmpuint (forecast->len, ==, 3);
  g_assert_cmpuint (g_array_index (forecast, SmrtForecastRow, 0).count, ==, 5);
  g_assert_cmpint (g_array_index (forecast, SmrtForecastRow, 1).from_credit.amount, ==, 8904);

  n_entries = 1;
  for (unsigned int month = 0; month < G_N_ELEMENTS (from_credit); month++)
    {
      g_autoptr (SmrtInvoice) renewal = NULL;
      const SmrtInvoiceSums *sums;
      gint64 date = smrt_forecast_get_payment_date (smrt_quote_get_next_date (smrt_change_get_quote (change)),
                                                    SMRT_CYCLE_MONTHLY, month);

      advance (&fixture, clock_id, date + 2 * 60 * 60);
      account_fixture_refresh (&fixture);
      left -= from_credit[month];
      n_entries += from_credit[month] != 0;

      renewal = g_list_model_get_item (smrt_account_get_invoices (fixture.account), 0);
      sums = smrt_invoice_get_sums (renewal);
      g_assert_cmpstr (smrt_invoice_get_billing_reason (renewal), ==, "subscription_cycle");
      g_assert_cmpint (sums->total, ==, 12500);
      g_assert_cmpint (sums->amount_due, ==, 12500 - from_credit[month]);
      g_assert_cmpint (sums->amount_paid, ==, 12500 - from_credit[month]);
      g_assert_cmpint (smrt_invoice_get_balance_used (renewal), ==, from_credit[month]);

      g_assert_true (smrt_account_get_credit (fixture.account, &credit));
      g_assert_cmpint (credit.amount, ==, left);
      g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_credits (fixture.account)), ==, n_entries);
      g_assert_cmpint (smrt_credit_entry_get_balance (get_entry (&fixture, 0))->amount, ==, left);
    }

  g_assert_cmpint (left, ==, 0);

  g_clear_object (&offer);
  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/credits/annual-to-monthly", test_annual_to_monthly);

  return g_test_run ();
}
