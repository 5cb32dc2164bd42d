/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-change-window.h"

/* The demo account: smrtPhone Standard, $75.00 a month, exactly half of the period is left. So the upgrade to Pro,
 * $125.00 a month, is 62.50 − 37.50 = $25.00 today. */

static SmrtChange *
open_change (DemoFixture *fixture,
             const char  *plan_name,
             SmrtCycle    cycle)
{
  g_autoptr (SmrtOffer) offer = demo_fixture_get_offer (fixture, plan_name, cycle);

  fixture->window = smrt_change_window_new (fixture->account, offer);
  gtk_window_present (GTK_WINDOW (fixture->window));
  return smrt_change_window_get_change (SMRT_CHANGE_WINDOW (fixture->window));
}

static void
wait_for (SmrtChange      *change,
          SmrtChangeState  state)
{
  demo_wait_until (smrt_change_get_state (change) == state);
}

static const char *
get_plan (DemoFixture *fixture)
{
  SmrtPrice *price = smrt_subscription_item_get_price (smrt_subscription_get_main_item (demo_fixture_get_phone (fixture)));

  return smrt_plan_get_name (smrt_catalogue_find_plan (smrt_account_get_catalogue (fixture->account),
                                                       smrt_price_get_product_id (price)));
}

static void
assert_no_amount (DemoFixture *fixture)
{
  g_assert_null (demo_find_part (fixture->window, "$"));
}

static void
test_quote (DemoFixture *fixture,
            const void  *data)
{
  SmrtChange *change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTING);
  assert_no_amount (fixture);
  g_assert_null (demo_find_button (fixture->window, "Confirm"));

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Upgrade to Pro");
  g_assert_nonnull (demo_find_text (fixture->window, "Standard, monthly"));
  g_assert_nonnull (demo_find_text (fixture->window, "Pro, monthly"));
  g_assert_nonnull (demo_find_text (fixture->window, "Unused time on Standard"));
  g_assert_nonnull (demo_find_text (fixture->window, "−$37.50"));
  g_assert_nonnull (demo_find_text (fixture->window, "Remaining time on Pro"));
  g_assert_nonnull (demo_find_text (fixture->window, "$62.50"));
  g_assert_nonnull (demo_find_text (fixture->window, "$25.00"));
  g_assert_nonnull (demo_find_text (fixture->window, "Visa •••• 4242 · expires 08/2029"));
  g_assert_nonnull (demo_find_text (fixture->window, "3 December 2026, then monthly"));
  g_assert_nonnull (demo_find_text (fixture->window, "$125.00"));
  g_assert_nonnull (demo_find_text (fixture->window, "What you gain"));
  g_assert_nonnull (demo_find_text (fixture->window, "Warm Transfers"));
  g_assert_null (demo_find_text (fixture->window, "What you lose"));
  g_assert_null (demo_find_text (fixture->window, "How the credit is used"));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Pay $25.00 and Upgrade")));
}

static void
test_receipt (DemoFixture *fixture,
              const void  *data)
{
  SmrtChange *change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (GListModel) toplevels = NULL;
  GtkWidget *invoice = NULL;

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  demo_click (fixture->window, "Pay $25.00 and Upgrade");
  wait_for (change, SMRT_CHANGE_STATE_DONE);

  g_assert_nonnull (demo_find_text (fixture->window, "You’re on Pro"));
  g_assert_nonnull (demo_find_text (fixture->window, "Charged exactly as quoted"));
  g_assert_nonnull (demo_find_text (fixture->window, "$25.00"));
  g_assert_null (demo_find_text (fixture->window, "What differs from the quote"));
  g_assert_nonnull (demo_find_button (fixture->window, "Done"));

  /* The account follows by itself. */
  demo_wait_until (g_str_equal (get_plan (fixture), "smrtPhone Pro"));

  demo_click (fixture->window, "View");
  toplevels = g_object_ref (gtk_window_get_toplevels ());
  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (window != fixture->window)
        invoice = window;
    }
  g_assert_nonnull (invoice);
  g_assert_nonnull (demo_find_text (invoice, smrt_invoice_get_number (smrt_change_get_invoice (change))));
  g_assert_nonnull (demo_find_text (invoice, "Paid"));
  g_assert_nonnull (demo_find_text (invoice, "Unused time on Standard"));
  g_assert_nonnull (demo_find_text (invoice, "$25.00"));
  gtk_window_destroy (GTK_WINDOW (invoice));
}

/* Of the annual period from 3 November 350 of 365 days are left: 750.00 × 350 / 365 = 719.18, less 37.50 for the rest
 * of the month: 681.68 today. At once back again, the same amount is to the good: 9 payments of 75.00 are 675.00, and
 * 6.68 go off the tenth, which leaves 68.32. */
static void
test_credit (DemoFixture *fixture,
             const void  *data)
{
  SmrtChange *change = open_change (fixture, "smrtPhone Standard", SMRT_CYCLE_ANNUAL);

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_text (fixture->window, "−$37.50"));
  g_assert_nonnull (demo_find_text (fixture->window, "$719.18"));
  g_assert_null (demo_find_text (fixture->window, "Added to your subscription credit"));
  g_assert_nonnull (demo_find_text (fixture->window, "All features stay. A year is paid at once; 2 months of it are free."));
  demo_click (fixture->window, "Pay $681.68 and Switch to Annual");
  wait_for (change, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (demo_find_text (fixture->window, "You Now Pay Annually"));
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  demo_fixture_close (fixture);

  change = open_change (fixture, "smrtPhone Standard", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_text (fixture->window, "Nothing is charged"));
  g_assert_nonnull (demo_find_text (fixture->window, "$0.00"));
  g_assert_nonnull (demo_find_text (fixture->window, "Added to your subscription credit"));
  g_assert_nonnull (demo_find_text (fixture->window, "$681.68"));
  g_assert_nonnull (demo_find_text (fixture->window, "How the credit is used"));
  g_assert_nonnull (demo_find_text (fixture->window, "Estimate"));
  g_assert_nonnull (demo_find_text (fixture->window, "9 payments of $75.00, all from credit"));
  g_assert_nonnull (demo_find_text (fixture->window, "$6.68 from credit"));
  g_assert_nonnull (demo_find_text (fixture->window, "$68.32"));
  g_assert_nonnull (demo_find_text (fixture->window, "All features stay. You lose the 2 free months of annual billing."));

  demo_click (fixture->window, "Switch to Monthly");
  wait_for (change, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (demo_find_text (fixture->window, "Credited exactly as quoted"));
  g_assert_nonnull (demo_find_text (fixture->window, "$681.68"));
}

static void
test_quote_failed (DemoFixture *fixture,
                   const void  *data)
{
  SmrtChange *change;

  smrt_sandbox_stop (fixture->sandbox);
  change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTE_FAILED);
  g_assert_nonnull (demo_find_text (fixture->window, "There Is No Quote"));
  assert_no_amount (fixture);

  gtk_widget_activate_action (fixture->window, "change.confirm", NULL);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTE_FAILED);

  demo_click (fixture->window, "Try Again");
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTING);
  wait_for (change, SMRT_CHANGE_STATE_QUOTE_FAILED);
  assert_no_amount (fixture);
}

static void
test_quote_changed (DemoFixture *fixture,
                    const void  *data)
{
  g_autofree char *path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                                           smrt_sandbox_get_customer (fixture->sandbox));
  SmrtChange *change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  demo_fixture_post (fixture, path, "amount", "-600", "currency", "usd", NULL);
  smrt_clock_advance (fixture->clock, 120);
  demo_click (fixture->window, "Pay $25.00 and Upgrade");
  wait_for (change, SMRT_CHANGE_STATE_QUOTE_CHANGED);

  g_assert_nonnull (demo_find_part (fixture->window, "The quote has changed."));
  g_assert_nonnull (demo_find_part (fixture->window, "Due today was $25.00 and is now $19.00."));
  g_assert_nonnull (demo_find_text (fixture->window, "Paid from subscription credit"));
  g_assert_nonnull (demo_find_text (fixture->window, "−$6.00"));

  demo_click (fixture->window, "Pay $19.00 and Upgrade");
  wait_for (change, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (demo_find_text (fixture->window, "Charged exactly as quoted"));
  g_assert_nonnull (demo_find_text (fixture->window, "$19.00"));
}

/* What cannot be paid is not offered for payment; what costs nothing can be had all the same. */
static void
test_without_payment_method (DemoFixture *fixture,
                             const void  *data)
{
  SmrtPaymentMethod *method = smrt_customer_get_payment_method (smrt_account_get_customer (fixture->account));
  g_autofree char *path = g_strdup_printf ("/v1/payment_methods/%s", smrt_payment_method_get_id (method));
  g_autofree char *detach = g_strdup_printf ("%s/detach", path);
  SmrtChange *change;

  demo_fixture_post (fixture, path, "card[exp_year]", "2025", "card[exp_month]", "1", NULL);
  demo_fixture_refresh (fixture);
  change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_button (fixture->window, "Update Payment Method…"));
  g_assert_null (demo_find_button (fixture->window, "Pay $25.00 and Upgrade"));
  demo_fixture_close (fixture);

  demo_fixture_post (fixture, detach, "expand[]", "customer", NULL);
  demo_fixture_refresh (fixture);
  change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_text (fixture->window, "There is no payment method on the account"));
  g_assert_nonnull (demo_find_button (fixture->window, "Add a Payment Method…"));
  g_assert_null (demo_find_button (fixture->window, "Pay $25.00 and Upgrade"));

  smrt_change_set_timing (change, SMRT_TIMING_AT_RENEWAL);
  g_assert_null (demo_find_button (fixture->window, "Add a Payment Method…"));
  g_assert_nonnull (demo_find_button (fixture->window, "Upgrade on 3 December 2026"));
}

static void
test_declined (DemoFixture *fixture,
               const void  *data)
{
  SmrtChange *change;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_DECLINES);
  demo_fixture_refresh (fixture);
  change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  demo_click (fixture->window, "Pay $25.00 and Upgrade");
  wait_for (change, SMRT_CHANGE_STATE_DECLINED);

  g_assert_nonnull (demo_find_text (fixture->window, "The Payment Was Declined"));
  g_assert_nonnull (demo_find_part (fixture->window, "Your plan has not changed. The change waits for its payment until "));
  g_assert_null (demo_find_text (fixture->window, "You’re on Pro"));
  assert_no_amount (fixture);
  g_assert_cmpstr (get_plan (fixture), ==, "smrtPhone Standard");

  /* The keyboard goes on where the window does. */
  demo_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                   demo_find_button (fixture->window, "Pay with Another Card…"));

  demo_click (fixture->window, "Give Up");
  wait_for (change, SMRT_CHANGE_STATE_NOT_MADE);
  demo_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == demo_find_button (fixture->window, "Try Again"));
  g_assert_nonnull (demo_find_text (fixture->window, "The Change Was Not Made"));
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  g_assert_cmpstr (get_plan (fixture), ==, "smrtPhone Standard");
}

static void
test_needs_action (DemoFixture *fixture,
                   const void  *data)
{
  SmrtChange *change;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_ASKS);
  demo_fixture_refresh (fixture);
  change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  demo_click (fixture->window, "Pay $25.00 and Upgrade");
  wait_for (change, SMRT_CHANGE_STATE_NEEDS_ACTION);

  g_assert_nonnull (demo_find_text (fixture->window, "Your Bank Asks for Confirmation"));
  g_assert_nonnull (demo_find_part (fixture->window, "Your plan has not changed."));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Confirm in Browser…")));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Check Now")));
  assert_no_amount (fixture);

  /* Nobody paid meanwhile: asking again changes nothing. */
  demo_click (fixture->window, "Check Now");
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Check Now")));
  demo_wait_until (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Check Now")));
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_NEEDS_ACTION);
}

/* Leaves @change without an answer: the server ends while it holds it back. */
static SmrtChange *
lose_answer (DemoFixture *fixture)
{
  g_autofree char *path = g_strconcat ("/v1/subscriptions/", smrt_subscription_get_id (demo_fixture_get_phone (fixture)),
                                       NULL);
  SmrtChange *change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  demo_fixture_post (fixture, "/v1/test_helpers/delay", "milliseconds", "60000", NULL);
  demo_click (fixture->window, "Pay $25.00 and Upgrade");
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_CONFIRMING);

  /* While the answer is awaited the window does not close by accident, and nothing is sent twice. */
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Pay $25.00 and Upgrade")));
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_get_visible (fixture->window));
  g_assert_true (gtk_widget_get_mapped (gtk_widget_get_prev_sibling (demo_find_text (fixture->window, "Pay $25.00 and Upgrade"))));

  demo_wait_until (demo_fixture_count_requests (fixture, "POST", path) == 1);
  smrt_sandbox_stop (fixture->sandbox);
  wait_for (change, SMRT_CHANGE_STATE_UNKNOWN);
  return change;
}

static unsigned int
count_invoices (DemoFixture *fixture)
{
  return g_list_model_get_n_items (smrt_account_get_invoices (fixture->account));
}

static void
test_unknown (DemoFixture *fixture,
              const void  *data)
{
  unsigned int invoices = count_invoices (fixture);
  SmrtChange *change = lose_answer (fixture);

  g_assert_nonnull (demo_find_text (fixture->window, "The Outcome Is Not Known Yet"));
  g_assert_null (demo_find_text (fixture->window, "You’re on Pro"));
  assert_no_amount (fixture);

  demo_fixture_restart (fixture);
  demo_click (fixture->window, "Check Now");
  wait_for (change, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (demo_find_text (fixture->window, "Charged exactly as quoted"));
  demo_wait_until (g_str_equal (get_plan (fixture), "smrtPhone Pro"));
  g_assert_cmpint (count_invoices (fixture), ==, invoices + 1);
}

/* A change is settled also when nobody looks at it any more. */
static void
test_unknown_closed (DemoFixture *fixture,
                     const void  *data)
{
  unsigned int invoices = count_invoices (fixture);

  lose_answer (fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  demo_fixture_restart (fixture);
  demo_wait_until (g_str_equal (get_plan (fixture), "smrtPhone Pro"));
  g_assert_cmpint (count_invoices (fixture), ==, invoices + 1);
}

static void
test_read_only (DemoFixture *fixture,
                const void  *data)
{
  SmrtChange *change = open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  wait_for (change, SMRT_CHANGE_STATE_QUOTED);
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Pay $25.00 and Upgrade")));
  gtk_widget_activate_action (fixture->window, "change.confirm", NULL);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTED);
}

static void
test_closed_while_quoting (DemoFixture *fixture,
                           const void  *data)
{
  SmrtChange *change = g_object_ref (open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY));
  GtkWidget *window = g_steal_pointer (&fixture->window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  demo_wait_until (!window);
  wait_for (change, SMRT_CHANGE_STATE_QUOTE_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (change);
}

static void
add (const char *path,
     SmrtRole    role,
     void      (*test) (DemoFixture *fixture, const void *data))
{
  g_test_add (path, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, test, demo_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  add ("/app/change-window/quote", SMRT_ROLE_OWNER, test_quote);
  add ("/app/change-window/receipt", SMRT_ROLE_FINANCE, test_receipt);
  add ("/app/change-window/credit", SMRT_ROLE_OWNER, test_credit);
  add ("/app/change-window/quote-failed", SMRT_ROLE_OWNER, test_quote_failed);
  add ("/app/change-window/quote-changed", SMRT_ROLE_OWNER, test_quote_changed);
  add ("/app/change-window/without-payment-method", SMRT_ROLE_OWNER, test_without_payment_method);
  add ("/app/change-window/declined", SMRT_ROLE_OWNER, test_declined);
  add ("/app/change-window/needs-action", SMRT_ROLE_OWNER, test_needs_action);
  add ("/app/change-window/unknown", SMRT_ROLE_OWNER, test_unknown);
  add ("/app/change-window/unknown-closed", SMRT_ROLE_OWNER, test_unknown_closed);
  add ("/app/change-window/read-only", SMRT_ROLE_USER, test_read_only);
  add ("/app/change-window/closed-while-quoting", SMRT_ROLE_OWNER, test_closed_while_quoting);
  return g_test_run ();
}
