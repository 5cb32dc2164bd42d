/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "fault-proxy.h"

#define SUBSCRIPTIONS "/v1/subscriptions"
#define PREVIEWS      "/v1/invoices/create_preview"

/* What stands between the person and a wrong word about their money: a server
 * that contradicts itself, and other people who act at the same time. */
typedef struct
{
  AccountFixture account;
  FaultProxy *proxy;
  SmrtChange *change;
} Doubt;

static void
set_up (Doubt         *doubt,
        gconstpointer  data)
{
  account_fixture_set_up (&doubt->account, SMRT_ROLE_OWNER);
  account_fixture_refresh (&doubt->account);
  doubt->proxy = fault_proxy_new_for (&doubt->account);
  doubt->change = account_fixture_new_upgrade (&doubt->account);
}

static void
tear_down (Doubt         *doubt,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&doubt->change));
  account_fixture_tear_down (&doubt->account);
  fault_proxy_free (doubt->proxy);
}

static const char *
get_price (Doubt      *doubt,
           const char *plan)
{
  return smrt_price_get_id (smrt_plan_find_price (account_fixture_find_plan (&doubt->account, plan),
                                                  SMRT_CYCLE_MONTHLY, "usd"));
}

static void
assert_state (Doubt           *doubt,
              SmrtChangeState  state)
{
  g_assert_cmpint (smrt_change_get_state (doubt->change), ==, state);
  if (state == SMRT_CHANGE_STATE_DONE)
    return;

  g_assert_null (smrt_change_get_proof (doubt->change));
  g_assert_false (smrt_change_get_exact (doubt->change));
}

static void
use_demo_card (Doubt          *doubt,
               SmrtDemoAction  action)
{
  SmrtRole role = SMRT_ROLE_OWNER;
  g_autoptr (SmrtSession) session = smrt_session_new_demo (doubt->account.sandbox, role, doubt->account.clock);
  g_autoptr (SmrtAccount) account = smrt_account_new (session);
  AccountFixture demo = doubt->account;

  demo.session = session;
  demo.account = account;
  account_fixture_refresh (&demo);
  account_fixture_run_demo (&demo, action);
}

/* A repeated sending that is turned away says nothing of the first one. */
static void
test_resend_refused (Doubt         *doubt,
                     gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_LOSE_REQUEST);
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_fault (doubt->proxy, FAULT_REFUSE);
  g_assert_false (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_fault (doubt->proxy, FAULT_NONE);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (doubt->change));
}

/* The first one that is turned away was not carried out. */
static void
test_refused (Doubt         *doubt,
              gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_REFUSE);
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_NOT_MADE);
}

/* The server says yes, and the plan is the old one. */
static void
test_nothing_changed (Doubt         *doubt,
                      gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_lie (doubt->proxy, "*", SUBSCRIPTIONS,
                       get_price (doubt, "smrtPhone Pro"), get_price (doubt, "smrtPhone Standard"));
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  /* Nor does it become "not made" while the server keeps its id. */
  smrt_clock_advance (doubt->account.clock, 11 * 60);
  g_assert_false (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_lie (doubt->proxy, NULL, NULL, NULL, NULL);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
}

/* An answer about another subscription. */
static void
test_other_subscription (Doubt         *doubt,
                         gconstpointer  data)
{
  const char *id = smrt_subscription_get_id (smrt_offer_get_subscription (smrt_change_get_offer (doubt->change)));

  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_lie (doubt->proxy, "*", SUBSCRIPTIONS, id, "sub_of_somebody_else");
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_lie (doubt->proxy, NULL, NULL, NULL, NULL);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
}

/* Something waits for its payment, but which invoice is not said. */
static void
test_pending_without_invoice (Doubt         *doubt,
                              gconstpointer  data)
{
  use_demo_card (doubt, SMRT_DEMO_CARD_DECLINES);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_lie (doubt->proxy, "*", SUBSCRIPTIONS, "\"latest_invoice\"", "\"another_member\"");
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);

  fault_proxy_set_lie (doubt->proxy, NULL, NULL, NULL, NULL);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);
  g_assert_nonnull (smrt_change_get_invoice (doubt->change));
}

/* What waits is the change of somebody else: it is neither paid nor given up
 * in place of this one. */
static void
test_pending_of_somebody_else (Doubt         *doubt,
                               gconstpointer  data)
{
  use_demo_card (doubt, SMRT_DEMO_CARD_DECLINES);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_LOSE_ANSWER);
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_NONE);

  fault_proxy_set_lie (doubt->proxy, "*", SUBSCRIPTIONS, "smrt_change", "another_tool");
  g_assert_false (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);
  g_assert_null (smrt_change_get_invoice (doubt->change));
  fault_proxy_set_lie (doubt->proxy, NULL, NULL, NULL, NULL);

  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);
}

/* It was made, its answer was lost, and somebody else changed the plan since:
 * to say that it was not made, and charge it again, would be wrong. */
static void
test_overtaken (Doubt         *doubt,
                gconstpointer  data)
{
  SmrtOffer *offer = smrt_change_get_offer (doubt->change);
  g_autofree char *path = NULL;
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_LOSE_ANSWER);
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_NONE);

  path = g_strconcat (SUBSCRIPTIONS "/", smrt_subscription_get_id (smrt_offer_get_subscription (offer)), NULL);
  parameters = g_strdup_printf ("items[0][id]=%s&items[0][price]=%s&items[0][quantity]=1&proration_behavior=always_invoice"
                                "&metadata[smrt_change]=another",
                                smrt_subscription_item_get_id (smrt_offer_get_item (offer)),
                                get_price (doubt, "smrtPhone Standard"));
  changed = account_fixture_post (&doubt->account, path, parameters, &error);
  g_assert_no_error (error);

  smrt_clock_advance (doubt->account.clock, 6 * 60);
  g_assert_false (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);
  g_assert_error (smrt_change_get_error (doubt->change), SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED);
  g_assert_false (smrt_change_get_can_quote (doubt->change));
  g_assert_cmpuint (fault_proxy_get_keys (doubt->proxy)->len, >=, 1);
}

/* A quote announced an invoice, and there is none of this change. */
static void
test_no_invoice (Doubt         *doubt,
                 gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_lie (doubt->proxy, "GET", SUBSCRIPTIONS, "subscription_update", "manual");
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_null (smrt_change_get_proof (doubt->change));
  g_assert_false (smrt_change_get_exact (doubt->change));
}

/* An invoice of another subscription is not this change's. */
static void
test_other_invoice (Doubt         *doubt,
                    gconstpointer  data)
{
  g_autofree char *said = NULL;

  g_assert_true (account_fixture_quote (doubt->change, NULL));
  said = g_strdup_printf ("\"subscription\":\"%s\"",
                          smrt_subscription_get_id (smrt_offer_get_subscription (smrt_change_get_offer (doubt->change))));
  fault_proxy_set_lie (doubt->proxy, "GET", SUBSCRIPTIONS, said, "\"subscription\":\"sub_other\"");
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_null (smrt_change_get_invoice (doubt->change));
  g_assert_false (smrt_change_get_exact (doubt->change));
}

/* The server changed the plan although the payment failed. */
static void
test_left_unpaid (Doubt         *doubt,
                  gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  g_assert_false (smrt_change_get_in_force (doubt->change));
  fault_proxy_set_lie (doubt->proxy, "GET", SUBSCRIPTIONS, "\"status\":\"paid\"", "\"status\":\"open\"");
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);
  g_assert_true (smrt_change_get_in_force (doubt->change));
  g_assert_false (smrt_change_get_can_quote (doubt->change));

  fault_proxy_set_lie (doubt->proxy, NULL, NULL, NULL, NULL);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
}

/* Refused at once and without an invoice: another quote can be taken. */
static void
test_declined_at_once (Doubt         *doubt,
                       gconstpointer  data)
{
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_DECLINE);
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);
  g_assert_null (smrt_change_get_invoice (doubt->change));
  g_assert_true (smrt_change_get_can_quote (doubt->change));
  g_assert_false (smrt_change_get_can_confirm (doubt->change));

  fault_proxy_set_fault (doubt->proxy, FAULT_NONE);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_QUOTED);
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_cmpstr (g_ptr_array_index (fault_proxy_get_keys (doubt->proxy), 0), !=,
                   g_ptr_array_index (fault_proxy_get_keys (doubt->proxy), 1));
}

/* What an attempt that was given up left behind does not decide the next. */
static void
test_second_attempt (Doubt         *doubt,
                     gconstpointer  data)
{
  use_demo_card (doubt, SMRT_DEMO_CARD_DECLINES);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);
  account_fixture_give_up (doubt->change, NULL);
  assert_state (doubt, SMRT_CHANGE_STATE_NOT_MADE);

  use_demo_card (doubt, SMRT_DEMO_CARD_WORKS);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  fault_proxy_set_fault (doubt->proxy, FAULT_LOSE_REQUEST);
  g_assert_false (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_UNKNOWN);
  g_assert_null (smrt_change_get_invoice (doubt->change));

  fault_proxy_set_fault (doubt->proxy, FAULT_NONE);
  g_assert_true (account_fixture_settle (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (doubt->change));
}

/* Paid somewhere else just before it is given up: it was not given up. */
static void
test_paid_before_given_up (Doubt         *doubt,
                           gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) paid = NULL;
  g_autoptr (GError) error = NULL;

  use_demo_card (doubt, SMRT_DEMO_CARD_DECLINES);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  g_assert_true (account_fixture_confirm (doubt->change, NULL));
  assert_state (doubt, SMRT_CHANGE_STATE_DECLINED);

  use_demo_card (doubt, SMRT_DEMO_CARD_WORKS);
  path = g_strconcat ("/v1/invoices/", smrt_invoice_get_id (smrt_change_get_invoice (doubt->change)), "/pay", NULL);
  paid = account_fixture_post (&doubt->account, path, "", &error);
  g_assert_no_error (error);

  g_assert_false (account_fixture_give_up (doubt->change, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST);
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (doubt->change));
}

static void
assert_no_quote (Doubt *doubt)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (account_fixture_quote (doubt->change, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  assert_state (doubt, SMRT_CHANGE_STATE_QUOTE_FAILED);
  g_assert_null (smrt_change_get_quote (doubt->change));
  g_assert_false (smrt_change_get_can_confirm (doubt->change));
}

static void
test_other_preview (Doubt         *doubt,
                    gconstpointer  data)
{
  fault_proxy_set_lie (doubt->proxy, "*", PREVIEWS, "\"usd\"", "\"eur\"");
  assert_no_quote (doubt);
  fault_proxy_set_lie (doubt->proxy, "*", PREVIEWS, get_price (doubt, "smrtPhone Pro"), "price_other");
  assert_no_quote (doubt);
  fault_proxy_set_lie (doubt->proxy, "*", PREVIEWS,
                       smrt_subscription_get_id (smrt_offer_get_subscription (smrt_change_get_offer (doubt->change))),
                       "sub_other");
  assert_no_quote (doubt);
}

/* The card that the quote names is the one that is charged now. */
static void
test_card_of_quote (Doubt         *doubt,
                    gconstpointer  data)
{
  SmrtSubscription *subscription = smrt_offer_get_subscription (smrt_change_get_offer (doubt->change));
  SmrtPaymentMethod *read_before = smrt_account_get_payment_method (doubt->account.account, subscription);
  SmrtPaymentMethod *quoted;

  use_demo_card (doubt, SMRT_DEMO_CARD_ASKS);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  quoted = smrt_quote_get_payment_method (smrt_change_get_quote (doubt->change));
  g_assert_nonnull (quoted);
  g_assert_cmpstr (smrt_payment_method_get_last4 (quoted), !=, smrt_payment_method_get_last4 (read_before));
}

/* Quotes that are taken anew do not carry the same second along forever. */
static void
test_pinned_second (Doubt         *doubt,
                    gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) advanced = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (account_fixture_quote (doubt->change, NULL));
  g_assert_cmpint (smrt_quote_get_proration_date (smrt_change_get_quote (doubt->change)), ==, DEMO_NOW);

  path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance",
                          smrt_customer_get_test_clock (smrt_account_get_customer (doubt->account.account)));
  parameters = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, DEMO_NOW + 20 * 60);
  advanced = account_fixture_post (&doubt->account, path, parameters, &error);
  g_assert_no_error (error);

  smrt_clock_advance (doubt->account.clock, 10 * 60);
  g_assert_true (account_fixture_quote (doubt->change, NULL));
  g_assert_cmpint (smrt_quote_get_proration_date (smrt_change_get_quote (doubt->change)), ==, DEMO_NOW);

  smrt_clock_advance (doubt->account.clock, 10 * 60);
  account_fixture_quote (doubt->change, NULL);
  g_assert_cmpint (smrt_quote_get_proration_date (smrt_change_get_quote (doubt->change)), ==, DEMO_NOW + 20 * 60);
}

/* Twice in a row is once. */
static void
test_confirm_twice (Doubt         *doubt,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (account_fixture_quote (doubt->change, NULL));
  smrt_change_confirm_async (doubt->change, NULL, NULL, NULL);
  g_assert_cmpint (smrt_change_get_state (doubt->change), ==, SMRT_CHANGE_STATE_CONFIRMING);
  g_assert_false (account_fixture_confirm (doubt->change, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  while (smrt_change_get_state (doubt->change) == SMRT_CHANGE_STATE_CONFIRMING)
    g_main_context_iteration (NULL, TRUE);
  assert_state (doubt, SMRT_CHANGE_STATE_DONE);
  g_assert_cmpuint (fault_proxy_get_keys (doubt->proxy)->len, ==, 1);
}

/* Of several items the one of a known family is changed, and the others are
 * left as they are. */
static void
test_several_items (Doubt         *doubt,
                    gconstpointer  data)
{
  AccountFixture *fixture = &doubt->account;
  g_autofree char *price_id = NULL;
  g_autofree char *id = NULL;
  g_autofree char *parameters = NULL;
  g_autoptr (JsonNode) price = NULL;
  g_autoptr (JsonNode) created = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *after;

  price = account_fixture_post (fixture, "/v1/prices", "currency=usd&unit_amount=900&recurring[interval]=month"
                                                       "&product_data[name]=Extra Number",
                                &error);
  g_assert_no_error (error);
  price_id = account_fixture_string (price, "id");
  parameters = g_strdup_printf ("customer=%s&items[0][price]=%s&items[0][quantity]=2&items[1][price]=%s",
                                smrt_sandbox_get_customer (fixture->sandbox), price_id,
                                get_price (doubt, "smrtPhone Standard"));
  created = account_fixture_post (fixture, SUBSCRIPTIONS, parameters, &error);
  g_assert_no_error (error);
  id = account_fixture_string (created, "id");
  account_fixture_refresh (fixture);

  offer = smrt_catalogue_find_offer (smrt_account_get_catalogue (fixture->account),
                                     smrt_account_find_subscription (fixture->account, id),
                                     account_fixture_find_plan (fixture, "smrtPhone Pro"), SMRT_CYCLE_MONTHLY);
  g_assert_nonnull (offer);
  change = smrt_change_new (fixture->account, offer);
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_DONE);
  g_assert_true (smrt_change_get_exact (change));

  after = smrt_change_get_subscription (change);
  g_assert_cmpuint (smrt_subscription_get_items (after)->len, ==, 2);
  for (unsigned int i = 0; i < 2; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (smrt_subscription_get_items (after), i);
      gboolean extra = g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)), price_id);

      g_assert_cmpint (smrt_subscription_item_get_quantity (item), ==, extra ? 2 : 1);
      g_assert_true (extra == (item != smrt_subscription_get_main_item (after)));
    }
  g_assert_cmpstr (smrt_price_get_id (smrt_subscription_item_get_price (smrt_subscription_get_main_item (after))), ==,
                   get_price (doubt, "smrtPhone Pro"));
}

static void
add (const char *path,
     void      (*test) (Doubt *doubt, gconstpointer data))
{
  g_test_add (path, Doubt, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/change-doubt/resend-refused", test_resend_refused);
  add ("/change-doubt/refused", test_refused);
  add ("/change-doubt/nothing-changed", test_nothing_changed);
  add ("/change-doubt/other-subscription", test_other_subscription);
  add ("/change-doubt/pending-without-invoice", test_pending_without_invoice);
  add ("/change-doubt/pending-of-somebody-else", test_pending_of_somebody_else);
  add ("/change-doubt/overtaken", test_overtaken);
  add ("/change-doubt/no-invoice", test_no_invoice);
  add ("/change-doubt/other-invoice", test_other_invoice);
  add ("/change-doubt/left-unpaid", test_left_unpaid);
  add ("/change-doubt/declined-at-once", test_declined_at_once);
  add ("/change-doubt/second-attempt", test_second_attempt);
  add ("/change-doubt/paid-before-given-up", test_paid_before_given_up);
  add ("/change-doubt/other-preview", test_other_preview);
  add ("/change-doubt/card-of-quote", test_card_of_quote);
  add ("/change-doubt/pinned-second", test_pinned_second);
  add ("/change-doubt/confirm-twice", test_confirm_twice);
  add ("/change-doubt/several-items", test_several_items);

  return g_test_run ();
}
