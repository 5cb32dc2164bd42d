/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-products-page.h"
#include "state-fixture.h"

/* What the products page shows and offers in each state of a subscription: a
 * test for each row of the table of states. */

/* 3 December 2026, 12:00 UTC. */
#define DECEMBER_3 "1796299200"

#define PAST_CARD \
  "'default_payment_method': {'id': 'pm_own', 'object': 'payment_method', 'type': 'card', " \
  "'card': {'brand': 'mastercard', 'last4': '0341', 'exp_month': 10, 'exp_year': 2024}}"

static GVariant *activated;

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_clear_pointer (&activated, g_variant_unref);
  activated = g_variant_ref_sink (g_variant_new ("(ss)", g_action_get_name (G_ACTION (action)),
                                                 parameter != NULL ? g_variant_get_string (parameter, NULL) : ""));
}

/* Stands in for the window's actions and keeps which one was activated last. */
static void
catch_actions (DemoFixture *fixture)
{
  static const char *const names[] = { "keep-plan", "give-up", "pay-invoice", "show-page", "update-payment-method" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const GVariantType *type = g_str_equal (names[i], "update-payment-method") ? NULL : G_VARIANT_TYPE_STRING;
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], type);

      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), NULL);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

static void
assert_activates (GtkWidget  *page,
                  const char *button,
                  const char *action,
                  const char *target)
{
  const char *name, *value;

  demo_click (page, button);
  g_variant_get (activated, "(&s&s)", &name, &value);
  g_assert_cmpstr (name, ==, action);
  g_assert_cmpstr (value, ==, target);
  g_clear_pointer (&activated, g_variant_unref);
}

static GtkWidget *
show_page (DemoFixture *fixture)
{
  GtkWidget *page = smrt_products_page_new ();

  smrt_products_page_set_account (SMRT_PRODUCTS_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, 900, 800);
  catch_actions (fixture);

  return page;
}

/* Shows an account that has nothing but that subscription. */
static void
take_reading (DemoFixture       *fixture,
              SmrtSubscription  *subscription,
              SmrtInvoice       *invoice,
              SmrtPaymentMethod *payment_method)
{
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new ();
  g_autoptr (GPtrArray) invoices = g_ptr_array_new ();

  g_ptr_array_add (subscriptions, subscription);
  if (invoice != NULL)
    g_ptr_array_add (invoices, invoice);
  state_take_reading (fixture->account, subscriptions, invoices, payment_method);
}

static void
take_state (DemoFixture *fixture,
            const char  *status,
            const char  *members)
{
  g_autoptr (SmrtSubscription) subscription = state_subscription_new (fixture->account, "sub_1", status, members);
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);

  take_reading (fixture, subscription, NULL, card);
}

static void
assert_offers (GtkWidget *page,
               gboolean   offered)
{
  g_assert_true ((demo_find_button (page, "Upgrade to Pro…") != NULL) == offered);
  g_assert_true ((demo_find_button (page, "Switch to Annual…") != NULL) == offered);
}

static gboolean
is_suggested (GtkWidget  *page,
              const char *button)
{
  return gtk_widget_has_css_class (demo_find_button (page, button), "suggested-action");
}

static void
test_active (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "active", "");
  g_assert_nonnull (demo_find_text (page, "Active"));
  g_assert_nonnull (demo_find_text (page, "Next billing date 3 December 2026"));
  assert_offers (page, TRUE);
  g_assert_true (is_suggested (page, "Upgrade to Pro…"));

  /* The payment method does: the way to another one is there, and quiet. */
  g_assert_nonnull (demo_find_text (page, "Expires 08/2029"));
  g_assert_true (gtk_widget_has_css_class (demo_find_button (page, "Update Payment Method…"), "flat"));
  g_assert_false (is_suggested (page, "Update Payment Method…"));
  assert_activates (page, "Update Payment Method…", "update-payment-method", "");
}

static void
test_trialing (DemoFixture *fixture,
               const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "trialing", "'trial_end': " DECEMBER_3);
  g_assert_nonnull (demo_find_text (page, "Trial until 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "Nothing due until 3 December 2026"));
  assert_offers (page, TRUE);
}

static void
test_owed (DemoFixture *fixture,
           const void  *data)
{
  static const struct
  {
    const char *status;
    const char *words;
  } owed[] = {
    { "past_due", "Past due" },
    { "unpaid", "Unpaid" },
    { "incomplete", "First payment outstanding" },
  };
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_autoptr (SmrtInvoice) invoice = state_invoice_new ("in_1", "sub_1", "https://invoice.stripe.com/i/1");
  g_autoptr (SmrtInvoice) unsafe = state_invoice_new ("in_1", "sub_1", "file:///etc/passwd");

  for (unsigned int i = 0; i < G_N_ELEMENTS (owed); i++)
    {
      g_autoptr (SmrtSubscription) subscription = state_subscription_new (fixture->account, "sub_1", owed[i].status, "");

      take_reading (fixture, subscription, invoice, card);
      g_assert_nonnull (demo_find_text (page, owed[i].words));
      assert_offers (page, FALSE);
      g_assert_true (is_suggested (page, "Pay $75.00…"));
      assert_activates (page, "Pay $75.00…", "pay-invoice", "in_1");
      g_assert_nonnull (demo_find_text (page, "A payment is outstanding. The plan can be changed once it is paid."));

      /* A page that is not safe to open is not offered. */
      take_reading (fixture, subscription, unsafe, card);
      g_assert_null (demo_find_button (page, "Pay $75.00…"));
    }
}

/* The payment method was refused, which is said where it stands; what is to be
 * paid is still the one thing that is suggested. */
static void
test_refused (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_autoptr (SmrtInvoice) invoice = state_invoice_new ("in_1", "sub_1", "https://invoice.stripe.com/i/1");
  g_autoptr (SmrtSubscription) subscription = state_subscription_new (fixture->account, "sub_1", "past_due", "");

  take_reading (fixture, subscription, invoice, card);
  g_assert_nonnull (demo_find_text (page, "The last payment from it failed."));
  g_assert_false (gtk_widget_has_css_class (demo_find_button (page, "Update Payment Method…"), "flat"));
  g_assert_false (is_suggested (page, "Update Payment Method…"));
}

static void
test_paused (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "paused", "");
  g_assert_nonnull (demo_find_text (page, "Paused"));
  g_assert_nonnull (demo_find_text (page, "This subscription is paused. The plan can be changed once it goes on."));
  assert_offers (page, FALSE);

  take_state (fixture, "active", "'pause_collection': {'behavior': 'void', 'resumes_at': " DECEMBER_3 "}");
  g_assert_nonnull (demo_find_text (page, "Payments paused"));
  g_assert_nonnull (demo_find_text (page, "Its payments are paused until 3 December 2026. The plan can be changed "
                                          "after that."));
  assert_offers (page, FALSE);
}

static void
test_cancels (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "active", "'cancel_at_period_end': true");
  g_assert_nonnull (demo_find_text (page, "Ends on 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "This subscription ends on 3 December 2026, so its plan cannot be changed."));
  assert_offers (page, FALSE);
}

static void
test_scheduled (DemoFixture *fixture,
                const void  *data)
{
  GtkWidget *page = show_page (fixture);

  state_schedule_single_line (fixture);
  g_assert_nonnull (demo_find_text (page, "Changes on 12 December 2026"));
  g_assert_nonnull (demo_find_text (page, "Becomes Single Line, 3 seats, $126.00 a month, on 12 December 2026"));
  g_assert_null (demo_find_text (page, "Next billing date 12 December 2026"));
  g_assert_null (demo_find_button (page, "Downgrade to Single Line…"));
  assert_activates (page, "Keep Multi Line", "keep-plan", smrt_subscription_get_id (state_find_dialer (fixture)));
  assert_activates (page, "Change…", "show-page", "plans");

  /* The other subscription offers what it did. */
  assert_offers (page, TRUE);

  /* Once it has come about, it is what the subscription is. */
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);
  g_assert_nonnull (demo_find_text (page, "3 seats · $126.00 a month · billed monthly"));
}

/* Only its id is known, or its price is in no catalogue. */
static void
test_scheduled_unknown (DemoFixture *fixture,
                        const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "active", "'schedule': 'sub_sched_1'");
  g_assert_nonnull (demo_find_text (page, "Change scheduled"));
  g_assert_nonnull (demo_find_text (page, "A change is scheduled"));
  g_assert_nonnull (demo_find_text (page, "Next billing date 3 December 2026"));
  assert_activates (page, "Keep Standard", "keep-plan", "sub_1");

  take_state (fixture, "active", "'schedule': {'id': 'sub_sched_1', 'status': 'active', 'phases': ["
                                 "{'start_date': " DECEMBER_3 ", 'items': [{'price': 'price_gone', 'quantity': 1}]}]}");
  g_assert_nonnull (demo_find_text (page, "A change is scheduled for 3 December 2026"));
  g_assert_nonnull (demo_find_button (page, "Keep Standard"));

  /* One that leads nowhere hides nothing. */
  take_state (fixture, "active", "'schedule': {'id': 'sub_sched_1', 'status': 'active', 'phases': []}");
  g_assert_null (demo_find_button (page, "Keep Standard"));
  assert_offers (page, TRUE);
}

/* Through the server: half of a month is left of 125.00 instead of 75.00. */
static void
test_pending (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtOffer) offer = NULL;
  g_autofree char *path = NULL;
  SmrtSubscription *phone;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_DECLINES);
  demo_fixture_refresh (fixture);
  offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  phone = demo_fixture_get_phone (fixture);
  path = g_strconcat ("/v1/subscriptions/", smrt_subscription_get_id (phone), NULL);
  demo_fixture_post (fixture, path,
                     "items[0][id]", smrt_subscription_item_get_id (smrt_offer_get_item (offer)),
                     "items[0][price]", smrt_price_get_id (smrt_offer_get_to_price (offer)),
                     "items[0][quantity]", "1",
                     "proration_behavior", "always_invoice",
                     "payment_behavior", "pending_if_incomplete",
                     NULL);
  demo_fixture_refresh (fixture);
  phone = demo_fixture_get_phone (fixture);

  g_assert_nonnull (demo_find_text (page, "Change waits for payment"));
  g_assert_nonnull (demo_find_text (page, "Waits for payment of $25.00 until 19 November 2026, 11:00"));
  g_assert_nonnull (demo_find_text (page, "Becomes Pro, $125.00 a month, once it is paid"));
  g_assert_null (demo_find_button (page, "Upgrade to Pro…"));
  g_assert_true (is_suggested (page, "Pay in Browser…"));
  assert_activates (page, "Pay in Browser…", "pay-invoice", smrt_subscription_get_latest_invoice_id (phone));
  assert_activates (page, "Give Up", "give-up", smrt_subscription_get_id (phone));
}

static void
test_sends_invoice (DemoFixture *fixture,
                    const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtSubscription) subscription = NULL;

  subscription = state_subscription_new (fixture->account, "sub_1", "active", "'collection_method': 'send_invoice', 'days_until_due': 30");
  take_reading (fixture, subscription, NULL, NULL);
  g_assert_nonnull (demo_find_text (page, "An invoice is sent, due in 30 days"));
  assert_offers (page, TRUE);

  /* Without a payment method nothing is wrong with that. */
  g_assert_true (is_suggested (page, "Upgrade to Pro…"));
  g_assert_true (gtk_widget_has_css_class (demo_find_button (page, "Add a Payment Method…"), "flat"));
}

static void
test_payment_method (DemoFixture *fixture,
                     const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtPaymentMethod) expired = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 10, 2026);
  g_autoptr (SmrtPaymentMethod) good = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_autoptr (SmrtSubscription) subscription = state_subscription_new (fixture->account, "sub_1", "active", "");
  g_autoptr (SmrtSubscription) own = state_subscription_new (fixture->account, "sub_1", "active", PAST_CARD);

  take_reading (fixture, subscription, NULL, NULL);
  g_assert_nonnull (demo_find_text (page, "No payment method"));
  g_assert_nonnull (demo_find_text (page, "Add one, so that the next payment can be made."));
  g_assert_true (is_suggested (page, "Add a Payment Method…"));
  g_assert_false (is_suggested (page, "Upgrade to Pro…"));
  assert_activates (page, "Add a Payment Method…", "update-payment-method", "");

  take_reading (fixture, subscription, NULL, expired);
  g_assert_nonnull (demo_find_text (page, "Expired 10/2026"));
  g_assert_true (is_suggested (page, "Update Payment Method…"));
  assert_offers (page, TRUE);

  /* The subscription has one of its own, and that one has expired. */
  take_reading (fixture, own, NULL, good);
  g_assert_nonnull (demo_find_text (page, "Charged to Mastercard •••• 0341"));
  g_assert_nonnull (demo_find_text (page, "The card that is charged has expired"));
  g_assert_nonnull (demo_find_text (page, "Expires 08/2029"));
}

static void
update_phone (DemoFixture *fixture,
              const char  *name,
              const char  *value,
              const char  *other_name,
              const char  *other_value)
{
  g_autofree char *path = g_strconcat ("/v1/subscriptions/",
                                       smrt_subscription_get_id (demo_fixture_get_phone (fixture)), NULL);

  demo_fixture_post (fixture, path, name, value, other_name, other_value, NULL);
  demo_fixture_refresh (fixture);
}

/* The states as the server itself brings them about. */
static void
test_through_the_server (DemoFixture *fixture,
                         const void  *data)
{
  GtkWidget *page = show_page (fixture);

  update_phone (fixture, "cancel_at_period_end", "true", NULL, NULL);
  g_assert_nonnull (demo_find_text (page, "Ends on 3 December 2026"));
  g_assert_null (demo_find_button (page, "Upgrade to Pro…"));
  update_phone (fixture, "cancel_at_period_end", "false", NULL, NULL);
  g_assert_nonnull (demo_find_button (page, "Upgrade to Pro…"));

  update_phone (fixture, "pause_collection[behavior]", "void", "pause_collection[resumes_at]", DECEMBER_3);
  g_assert_nonnull (demo_find_text (page, "Payments paused"));
  g_assert_null (demo_find_button (page, "Upgrade to Pro…"));
  update_phone (fixture, "pause_collection", "", NULL, NULL);
  g_assert_nonnull (demo_find_button (page, "Upgrade to Pro…"));

  update_phone (fixture, "collection_method", "send_invoice", "days_until_due", "14");
  g_assert_nonnull (demo_find_text (page, "An invoice is sent, due in 14 days"));
  g_assert_nonnull (demo_find_button (page, "Upgrade to Pro…"));
  update_phone (fixture, "collection_method", "charge_automatically", NULL, NULL);
  g_assert_null (demo_find_text (page, "An invoice is sent, due in 14 days"));
}

/* The renewal of 3 December fails: 75.00 are outstanding, and it can be paid. */
static void
test_past_due_through_the_server (DemoFixture *fixture,
                                  const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtSubscription *phone;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_DECLINES);
  demo_fixture_refresh (fixture);
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);
  phone = demo_fixture_get_phone (fixture);

  g_assert_nonnull (demo_find_text (page, "Past due"));
  g_assert_null (demo_find_button (page, "Upgrade to Pro…"));
  assert_activates (page, "Pay $75.00…", "pay-invoice", smrt_subscription_get_latest_invoice_id (phone));
  g_assert_nonnull (demo_find_text (page, "The last payment from it failed."));
}

static void
test_trial_through_the_server (DemoFixture *fixture,
                               const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (demo_fixture_get_phone (fixture));
  g_autofree char *customer = g_strdup (smrt_customer_get_id (smrt_account_get_customer (fixture->account)));
  g_autofree char *price = g_strdup (smrt_price_get_id (smrt_subscription_item_get_price (item)));

  demo_fixture_post (fixture, "/v1/subscriptions",
                     "customer", customer,
                     "items[0][price]", price,
                     "trial_end", DECEMBER_3,
                     NULL);
  demo_fixture_refresh (fixture);
  g_assert_nonnull (demo_find_text (page, "Trial until 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "Nothing due until 3 December 2026"));
}

static void
test_ended_and_unknown (DemoFixture *fixture,
                        const void  *data)
{
  GtkWidget *page = show_page (fixture);

  take_state (fixture, "incomplete_expired", "");
  g_assert_nonnull (demo_find_text (page, "Never started"));
  g_assert_nonnull (demo_find_text (page, "This subscription has ended."));
  assert_offers (page, FALSE);

  take_state (fixture, "hibernating", "");
  g_assert_nonnull (demo_find_text (page, "Unknown status"));
  assert_offers (page, FALSE);
}

/* Who may not change anything sees it all, and why. */
static void
test_read_only (DemoFixture *fixture,
                const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtInvoice) invoice = state_invoice_new ("in_1", "sub_1", "https://invoice.stripe.com/i/1");
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_autoptr (SmrtSubscription) owed = state_subscription_new (fixture->account, "sub_1", "past_due", "");
  g_autofree char *card_words = g_strconcat ("Expires 08/2029\n", smrt_words_read_only_payment (), NULL);

  take_state (fixture, "active", "'schedule': 'sub_sched_1'");
  g_assert_nonnull (demo_find_text (page, "A change is scheduled"));
  g_assert_nonnull (demo_find_text (page, smrt_words_read_only ()));
  g_assert_nonnull (demo_find_text (page, card_words));
  g_assert_false (is_suggested (page, "Keep Standard"));

  take_reading (fixture, owed, invoice, card);
  g_assert_false (is_suggested (page, "Pay $75.00…"));
  g_assert_false (is_suggested (page, "Update Payment Method…"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, role, function)                                                                           \
 g_test_add ("/subscription-states/" name, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("active", SMRT_ROLE_OWNER, test_active);
  ADD ("trialing", SMRT_ROLE_OWNER, test_trialing);
  ADD ("owed", SMRT_ROLE_OWNER, test_owed);
  ADD ("refused", SMRT_ROLE_OWNER, test_refused);
  ADD ("paused", SMRT_ROLE_OWNER, test_paused);
  ADD ("cancels", SMRT_ROLE_OWNER, test_cancels);
  ADD ("scheduled", SMRT_ROLE_FINANCE, test_scheduled);
  ADD ("scheduled-unknown", SMRT_ROLE_OWNER, test_scheduled_unknown);
  ADD ("pending", SMRT_ROLE_OWNER, test_pending);
  ADD ("sends-invoice", SMRT_ROLE_OWNER, test_sends_invoice);
  ADD ("payment-method", SMRT_ROLE_OWNER, test_payment_method);
  ADD ("through-the-server", SMRT_ROLE_OWNER, test_through_the_server);
  ADD ("past-due-through-the-server", SMRT_ROLE_OWNER, test_past_due_through_the_server);
  ADD ("trial-through-the-server", SMRT_ROLE_OWNER, test_trial_through_the_server);
  ADD ("ended-and-unknown", SMRT_ROLE_OWNER, test_ended_and_unknown);
  ADD ("read-only", SMRT_ROLE_USER, test_read_only);

  return g_test_run ();
}
