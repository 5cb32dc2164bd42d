/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

/* "kind price" of each offer, in their order; a star marks what can be made at
 * the next billing date alone. */
static char *
list_offers (SmrtCatalogue    *catalogue,
             SmrtSubscription *subscription)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_OFFER_KIND);
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);

      g_string_append_printf (text, "%s%s %s%s", i > 0 ? ", " : "",
                              g_enum_get_value (kinds, smrt_offer_get_kind (offer))->value_nick,
                              smrt_price_get_id (smrt_offer_get_to_price (offer)),
                              smrt_offer_get_only_at_renewal (offer) ? "*" : "");
      g_assert_cmpint (smrt_offer_allows (offer, SMRT_TIMING_NOW), !=, smrt_offer_get_only_at_renewal (offer));
    }

  return g_string_free (text, FALSE);
}

static void
assert_offers (SmrtCatalogue    *catalogue,
               SmrtSubscription *subscription,
               const char       *expected)
{
  g_autofree char *offers = list_offers (catalogue, subscription);

  g_assert_cmpstr (offers, ==, expected);
  g_assert_cmpint (smrt_catalogue_get_obstacle (catalogue, subscription), ==, SMRT_OFFER_OBSTACLE_NONE);
}

static void
assert_obstacle (SmrtCatalogue     *catalogue,
                 SmrtSubscription  *subscription,
                 SmrtOfferObstacle  obstacle)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);

  g_assert_cmpint (smrt_catalogue_get_obstacle (catalogue, subscription), ==, obstacle);
  g_assert_cmpuint (offers->len, ==, 0);
}

/* Rules that allow every price of Standard, Pro and Dialer. */
static SmrtSwitchRules *
make_rules (SmrtSwitchFlags       flags,
            SmrtProrationBehavior proration)
{
  static const char * const products[] = { "standard", "pro", "dialer" };
  SmrtSwitchRules *rules = smrt_switch_rules_new (TRUE, flags, proration);

  for (unsigned int i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autofree char *monthly = g_strconcat (products[i], "-month", NULL);
      g_autofree char *annual = g_strconcat (products[i], "-year", NULL);

      smrt_switch_rules_allow_price (rules, products[i], monthly);
      smrt_switch_rules_allow_price (rules, products[i], annual);
    }

  return rules;
}

static void
test_all (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) standard = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSubscription) pro = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_ANNUAL);
  g_autoptr (SmrtSubscription) dialer = billing_subscription_to (catalogue, "dialer", SMRT_CYCLE_MONTHLY);

  assert_offers (catalogue, standard, "upgrade pro-month, switch-to-annual standard-year, upgrade pro-year");
  assert_offers (catalogue, pro, "downgrade standard-year, switch-to-monthly pro-month, downgrade standard-month");
  assert_offers (catalogue, dialer, "switch-to-annual dialer-year");
}

/* From the nearest up, then from the nearest down. */
static void
test_order (void)
{
  static const char * const ids[] = { "p4", "p1", "p5", "p3", "p2" };
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (SmrtSubscription) subscription = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SmrtPlan *plan = billing_plan_new (ids[i], 100 * g_ascii_digit_value (ids[i][1]), -1);

      smrt_plan_set_family (plan, "p");
      g_ptr_array_add (plans, plan);
    }
  catalogue = smrt_catalogue_new (plans, NULL);
  subscription = billing_subscription_to (catalogue, "p3", SMRT_CYCLE_MONTHLY);

  assert_offers (catalogue, subscription, "upgrade p4-month, upgrade p5-month, downgrade p2-month, downgrade p1-month");
}

static void
test_offer (void)
{
  g_autoptr (SmrtSwitchRules) rules = make_rules (SMRT_SWITCH_PRICE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (rules);
  SmrtPlan *standard = smrt_catalogue_find_plan (catalogue, "standard");
  SmrtPlan *pro = smrt_catalogue_find_plan (catalogue, "pro");
  SmrtPrice *from = smrt_plan_find_price (standard, SMRT_CYCLE_MONTHLY, "usd");
  g_autoptr (SmrtSubscription) subscription = billing_subscription_new (from, 3);
  SmrtOffer *offer = smrt_catalogue_find_offer (catalogue, subscription, pro, SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtOffer) annual = smrt_catalogue_find_offer (catalogue, subscription, pro, SMRT_CYCLE_ANNUAL);

  g_assert_true (smrt_offer_get_subscription (offer) == subscription);
  g_assert_true (smrt_offer_get_item (offer) == smrt_subscription_get_main_item (subscription));
  g_assert_true (smrt_offer_get_from_plan (offer) == standard);
  g_assert_true (smrt_offer_get_from_price (offer) == from);
  g_assert_true (smrt_offer_get_to_plan (offer) == pro);
  g_assert_true (smrt_offer_get_to_price (offer) == smrt_plan_find_price (pro, SMRT_CYCLE_MONTHLY, "usd"));
  g_assert_cmpint (smrt_offer_get_quantity (offer), ==, 3);
  g_assert_cmpint (smrt_offer_get_proration (offer), ==, SMRT_PRORATION_ALWAYS_INVOICE);
  g_assert_false (smrt_offer_get_only_at_renewal (offer));
  g_assert_false (smrt_offer_changes_interval (offer));
  g_assert_true (smrt_offer_changes_interval (annual));

  g_assert_null (smrt_catalogue_find_offer (catalogue, subscription, standard, SMRT_CYCLE_MONTHLY));
  g_assert_null (smrt_catalogue_find_offer (catalogue, subscription, smrt_catalogue_find_plan (catalogue, "dialer"),
                                            SMRT_CYCLE_MONTHLY));

  g_assert_finalize_object (offer);
}

static void
test_without_rules (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "dialer", SMRT_CYCLE_MONTHLY);
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, subscription);

  g_assert_cmpint (smrt_offer_get_proration (g_ptr_array_index (offers, 0)), ==, SMRT_PRORATION_ALWAYS_INVOICE);
}

/* The table of states, row by row. */
static void
test_states (void)
{
  static const struct
  {
    SmrtSubscriptionStatus status;
    SmrtOfferObstacle obstacle;
  } cases[] = {
    { SMRT_SUBSCRIPTION_STATUS_ACTIVE, SMRT_OFFER_OBSTACLE_NONE },
    { SMRT_SUBSCRIPTION_STATUS_TRIALING, SMRT_OFFER_OBSTACLE_NONE },
    { SMRT_SUBSCRIPTION_STATUS_PAST_DUE, SMRT_OFFER_OBSTACLE_UNPAID },
    { SMRT_SUBSCRIPTION_STATUS_UNPAID, SMRT_OFFER_OBSTACLE_UNPAID },
    { SMRT_SUBSCRIPTION_STATUS_INCOMPLETE, SMRT_OFFER_OBSTACLE_UNPAID },
    { SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED, SMRT_OFFER_OBSTACLE_ENDED },
    { SMRT_SUBSCRIPTION_STATUS_PAUSED, SMRT_OFFER_OBSTACLE_PAUSED },
    { SMRT_SUBSCRIPTION_STATUS_CANCELED, SMRT_OFFER_OBSTACLE_ENDED },
    { SMRT_SUBSCRIPTION_STATUS_UNKNOWN, SMRT_OFFER_OBSTACLE_UNKNOWN_STATUS },
  };
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  SmrtPrice *price = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "pro"), SMRT_CYCLE_MONTHLY, "usd");
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_1", price, 1, NOVEMBER_3, DECEMBER_3);

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", cases[i].status, "usd");

      smrt_subscription_add_item (subscription, item);
      if (cases[i].obstacle == SMRT_OFFER_OBSTACLE_NONE)
        assert_offers (catalogue, subscription, "downgrade standard-month, switch-to-annual pro-year, downgrade standard-year");
      else
        assert_obstacle (catalogue, subscription, cases[i].obstacle);
    }
}

static void
test_states_beside_status (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "dialer", SMRT_CYCLE_MONTHLY);

  /* How it is paid decides the words of the button alone. */
  smrt_subscription_set_sends_invoice (subscription, TRUE);
  assert_offers (catalogue, subscription, "switch-to-annual dialer-year");

  /* A change that is scheduled gives way to a new one. */
  smrt_subscription_set_schedule_id (subscription, "sub_sched_1");
  assert_offers (catalogue, subscription, "switch-to-annual dialer-year");
  smrt_subscription_set_cancel_at (subscription, DECEMBER_3);
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_CANCELS);
  smrt_subscription_set_collection_paused (subscription, TRUE);
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_PAUSED);
  smrt_subscription_set_pending_update_expires_at (subscription, DECEMBER_3);
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_PENDING);

  smrt_subscription_set_pending_update_expires_at (subscription, 0);
  smrt_subscription_set_collection_paused (subscription, FALSE);
  smrt_subscription_set_cancel_at (subscription, 0);
  smrt_subscription_set_schedule_id (subscription, NULL);
  assert_offers (catalogue, subscription, "switch-to-annual dialer-year");
}

static void
test_own_currency (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtPrice) euro = billing_price_new ("pro-euro", "eur", 11500, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) own = billing_price_new ("standard-euro", "eur", 7000, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_new (own, 1);

  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_NOTHING);

  smrt_plan_add_price (smrt_catalogue_find_plan (catalogue, "pro"), euro);
  assert_offers (catalogue, subscription, "upgrade pro-euro");
}

/* An old price of a plan stays the current one and is never offered. */
static void
test_archived_price (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  gint64 amount = 4900;
  g_autoptr (SmrtPrice) old = smrt_price_new ("standard-old", "standard", "usd", &amount, SMRT_INTERVAL_MONTH, 1,
                                              FALSE, FALSE, NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_new (old, 1);
  g_autoptr (SmrtSubscription) pro = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);

  smrt_plan_add_price (smrt_catalogue_find_plan (catalogue, "standard"), old);
  assert_offers (catalogue, subscription, "upgrade pro-month, switch-to-annual standard-year, upgrade pro-year");
  assert_offers (catalogue, pro, "downgrade standard-month, switch-to-annual pro-year, downgrade standard-year");
}

static void
test_archived_plan (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) standard = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSubscription) pro = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);

  smrt_plan_set_active (smrt_catalogue_find_plan (catalogue, "standard"), FALSE);
  assert_offers (catalogue, pro, "switch-to-annual pro-year");
  assert_offers (catalogue, standard, "upgrade pro-month, upgrade pro-year");
}

static void
test_unknown_plan (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtPrice) price = billing_price_new ("gone-month", "usd", 5000, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_new (price, 1);

  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_NOTHING);
}

static void
test_other_interval (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtPrice) price = billing_price_new ("standard-quarter", "usd", 21000, SMRT_INTERVAL_MONTH, 3);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_new (price, 1);
  g_autoptr (SmrtSubscription) pro = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);

  smrt_plan_add_price (smrt_catalogue_find_plan (catalogue, "standard"), price);
  assert_offers (catalogue, subscription,
                 "upgrade pro-month, switch-to-monthly standard-month, switch-to-annual standard-year, upgrade pro-year");
  assert_offers (catalogue, pro, "downgrade standard-month, switch-to-annual pro-year, downgrade standard-year");
}

static void
test_several_items (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtPrice) licensed = billing_price_new ("dialer-month", "usd", 7500, SMRT_INTERVAL_MONTH, 1);
  gint64 amount = 1;
  g_autoptr (SmrtPrice) metered = smrt_price_new ("calls", "calls", "usd", &amount, SMRT_INTERVAL_MONTH, 1,
                                                  TRUE, TRUE, NULL);
  g_autoptr (SmrtSubscriptionItem) usage = smrt_subscription_item_new ("si_2", metered, 0, NOVEMBER_3, DECEMBER_3);
  g_autoptr (SmrtSubscriptionItem) second = smrt_subscription_item_new ("si_3", licensed, 1, NOVEMBER_3, DECEMBER_3);
  g_autoptr (SmrtSubscription) usage_alone = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");

  smrt_subscription_add_item (subscription, usage);
  assert_offers (catalogue, subscription, "upgrade pro-month, switch-to-annual standard-year, upgrade pro-year");

  smrt_subscription_add_item (subscription, second);
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS);

  smrt_subscription_add_item (usage_alone, usage);
  assert_obstacle (catalogue, usage_alone, SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS);
}

static SmrtSubscriptionItem *
add_item (SmrtSubscription *subscription,
          const char       *id,
          SmrtPrice        *price)
{
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new (id, price, 2, NOVEMBER_3, DECEMBER_3);

  smrt_subscription_add_item (subscription, item);

  return item;
}

/* Of several licensed items the one of a known family is meant. */
static void
test_main_item (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtPrice) gone = billing_price_new ("gone-month", "usd", 100, SMRT_INTERVAL_MONTH, 1);
  SmrtPrice *dialer = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "dialer"), SMRT_CYCLE_MONTHLY, "usd");
  SmrtPrice *standard = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "standard"), SMRT_CYCLE_MONTHLY, "usd");
  SmrtPrice *pro = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "pro"), SMRT_CYCLE_MONTHLY, "usd");
  SmrtSubscriptionItem *only, *meant;
  g_autoptr (SmrtOffer) offer = NULL;

  /* A single one needs no family. */
  only = add_item (subscription, "si_1", dialer);
  smrt_catalogue_choose_main_item (catalogue, subscription);
  g_assert_true (smrt_subscription_get_main_item (subscription) == only);

  add_item (subscription, "si_2", gone);
  smrt_catalogue_choose_main_item (catalogue, subscription);
  g_assert_null (smrt_subscription_get_main_item (subscription));
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS);

  meant = add_item (subscription, "si_3", standard);
  smrt_catalogue_choose_main_item (catalogue, subscription);
  g_assert_true (smrt_subscription_get_main_item (subscription) == meant);
  assert_offers (catalogue, subscription, "upgrade pro-month, switch-to-annual standard-year, upgrade pro-year");
  offer = smrt_catalogue_find_offer (catalogue, subscription, smrt_catalogue_find_plan (catalogue, "pro"),
                                     SMRT_CYCLE_MONTHLY);
  g_assert_true (smrt_offer_get_item (offer) == meant);
  g_assert_cmpint (smrt_offer_get_quantity (offer), ==, 2);

  add_item (subscription, "si_4", pro);
  smrt_catalogue_choose_main_item (catalogue, subscription);
  g_assert_null (smrt_subscription_get_main_item (subscription));
  assert_obstacle (catalogue, subscription, SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS);
}

/* Without a family of its own, a plan of the portal configuration has one. */
static void
test_main_item_by_rules (void)
{
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (TRUE, SMRT_SWITCH_PRICE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtPrice) gone = billing_price_new ("gone-month", "usd", 100, SMRT_INTERVAL_MONTH, 1);
  SmrtSubscriptionItem *meant;

  smrt_switch_rules_allow_price (rules, "dialer", "dialer-year");
  catalogue = billing_catalogue_new (rules);
  add_item (subscription, "si_1", gone);
  meant = add_item (subscription, "si_2", smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, "dialer"), SMRT_CYCLE_MONTHLY, "usd"));
  smrt_catalogue_choose_main_item (catalogue, subscription);
  g_assert_true (smrt_subscription_get_main_item (subscription) == meant);
  assert_offers (catalogue, subscription, "switch-to-annual dialer-year");
}

static void
test_reached (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSubscription) after = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtSubscription) beside = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtOffer) offer = smrt_catalogue_find_offer (catalogue, subscription,
                                                           smrt_catalogue_find_plan (catalogue, "pro"),
                                                           SMRT_CYCLE_MONTHLY);
  SmrtPrice *pro = smrt_offer_get_to_price (offer);

  g_assert_false (smrt_offer_is_reached (offer, subscription));
  g_assert_true (smrt_offer_is_reached (offer, after));

  /* Another item with that price, or another number of them, is not it. */
  add_item (beside, "si_2", pro);
  g_assert_false (smrt_offer_is_reached (offer, beside));
  add_item (beside, "si_1", pro);
  g_assert_false (smrt_offer_is_reached (offer, beside));
}

static void
assert_rules_obstacle (SmrtSwitchRules   *rules,
                       SmrtOfferObstacle  obstacle)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (rules);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);

  assert_obstacle (catalogue, subscription, obstacle);
}

static void
test_rules_forbid (void)
{
  g_autoptr (SmrtSwitchRules) disabled = smrt_switch_rules_new (FALSE, SMRT_SWITCH_PRICE, SMRT_PRORATION_NONE);
  g_autoptr (SmrtSwitchRules) seats = make_rules (SMRT_SWITCH_QUANTITY, SMRT_PRORATION_NONE);
  g_autoptr (SmrtSwitchRules) moves = make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_MOVES_ANCHOR, SMRT_PRORATION_NONE);
  g_autoptr (SmrtSwitchRules) empty = smrt_switch_rules_new (TRUE, SMRT_SWITCH_PRICE, SMRT_PRORATION_ALWAYS_INVOICE);

  smrt_switch_rules_allow_price (disabled, "pro", "pro-month");
  assert_rules_obstacle (disabled, SMRT_OFFER_OBSTACLE_NOT_ALLOWED);
  assert_rules_obstacle (seats, SMRT_OFFER_OBSTACLE_NOT_ALLOWED);
  assert_rules_obstacle (moves, SMRT_OFFER_OBSTACLE_MOVES_ANCHOR);
  assert_rules_obstacle (empty, SMRT_OFFER_OBSTACLE_NOTHING);
}

/* Where the difference is not charged at once, another interval waits for the
 * next billing date, where it is certain what is due. */
static void
test_rules_charge_later (void)
{
  const SmrtProrationBehavior behaviors[] = { SMRT_PRORATION_CREATE_PRORATIONS, SMRT_PRORATION_NONE };

  for (unsigned int i = 0; i < G_N_ELEMENTS (behaviors); i++)
    {
      g_autoptr (SmrtSwitchRules) rules = make_rules (SMRT_SWITCH_PRICE, behaviors[i]);
      g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (rules);
      g_autoptr (SmrtSubscription) monthly = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
      g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, monthly);

      assert_offers (catalogue, monthly, "upgrade pro-month, switch-to-annual standard-year*, upgrade pro-year*");
      g_assert_cmpint (smrt_offer_get_proration (g_ptr_array_index (offers, 0)), ==, behaviors[i]);
    }
}

static void
test_rules_list (void)
{
  g_autoptr (SmrtSwitchRules) rules = smrt_switch_rules_new (TRUE, SMRT_SWITCH_PRICE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (rules);
  g_autoptr (SmrtSubscription) subscription = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);

  smrt_switch_rules_allow_price (rules, "standard", "standard-month");
  smrt_switch_rules_allow_price (rules, "pro", "pro-year");
  assert_offers (catalogue, subscription, "upgrade pro-year");
}

/* What has to wait for the next billing date is offered for then. */
static void
test_rules_wait (void)
{
  g_autoptr (SmrtSwitchRules) shorter = make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_WAIT_SHORTENING_INTERVAL,
                                                    SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtSwitchRules) cheaper = make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_WAIT_DECREASING_AMOUNT,
                                                    SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) first = billing_catalogue_new (shorter);
  g_autoptr (SmrtCatalogue) second = billing_catalogue_new (cheaper);
  g_autoptr (SmrtSubscription) annual = billing_subscription_to (first, "pro", SMRT_CYCLE_ANNUAL);
  g_autoptr (SmrtSubscription) monthly = billing_subscription_to (second, "pro", SMRT_CYCLE_MONTHLY);

  assert_offers (first, annual, "downgrade standard-year, switch-to-monthly pro-month*, downgrade standard-month*");
  assert_offers (first, monthly, "downgrade standard-month, switch-to-annual pro-year, downgrade standard-year");
  assert_offers (second, annual, "downgrade standard-year*, switch-to-monthly pro-month*, downgrade standard-month*");
  assert_offers (second, monthly, "downgrade standard-month*, switch-to-annual pro-year, downgrade standard-year");
}

/* Only an active subscription has a next billing date to wait for. */
static void
test_timings (void)
{
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (NULL);
  g_autoptr (SmrtSubscription) active = billing_subscription_to (catalogue, "standard", SMRT_CYCLE_MONTHLY);
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (catalogue, active);
  SmrtOffer *offer = g_ptr_array_index (offers, 0);

  g_assert_true (smrt_offer_allows (offer, SMRT_TIMING_NOW));
  g_assert_true (smrt_offer_allows (offer, SMRT_TIMING_AT_RENEWAL));

  smrt_subscription_set_trial_end (active, 1);
  g_assert_true (smrt_offer_allows (offer, SMRT_TIMING_NOW));
}

/* What is not paid for so far has nothing to wait for, whatever the rules say. */
static void
test_trial_waits_for_nothing (void)
{
  g_autoptr (SmrtSwitchRules) rules = make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_QUANTITY |
                                                    SMRT_SWITCH_WAIT_SHORTENING_INTERVAL |
                                                    SMRT_SWITCH_WAIT_DECREASING_AMOUNT,
                                                  SMRT_PRORATION_NONE);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (SmrtSubscription) trial = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_TRIALING, "usd");
  g_autoptr (SmrtSubscription) paid = NULL;
  g_autoptr (SmrtSubscriptionItem) item = NULL;
  g_autoptr (SmrtOffer) less = NULL;

  smrt_switch_rules_allow_quantity (rules, "pro", 1, 9);
  catalogue = billing_catalogue_new (rules);
  paid = billing_subscription_to (catalogue, "pro", SMRT_CYCLE_ANNUAL);
  item = smrt_subscription_item_new ("si_2", smrt_subscription_item_get_price (smrt_subscription_get_main_item (paid)), 3,
                                     NOVEMBER_3, DECEMBER_3);
  smrt_subscription_add_item (trial, item);

  assert_offers (catalogue, trial, "downgrade standard-year, switch-to-monthly pro-month, downgrade standard-month");
  less = smrt_catalogue_make_seat_offer (catalogue, trial, 2);
  g_assert_true (smrt_offer_allows (less, SMRT_TIMING_NOW));
}

static void
test_seats (void)
{
  g_autoptr (SmrtSwitchRules) fixed = make_rules (SMRT_SWITCH_PRICE, SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtSwitchRules) free_rules =
    make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_QUANTITY | SMRT_SWITCH_WAIT_DECREASING_AMOUNT,
                SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) without = billing_catalogue_new (fixed);
  g_autoptr (SmrtCatalogue) catalogue = NULL;
  g_autoptr (SmrtSubscription) dialer = billing_subscription_to (without, "dialer", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtOffer) more = NULL;
  g_autoptr (SmrtOffer) less = NULL;
  g_autoptr (SmrtOffer) grown = NULL;
  gint64 present = smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (dialer));
  gint64 least, most;

  /* Seats follow the merchant's rules, product by product. */
  g_assert_false (smrt_catalogue_get_seat_range (without, dialer, &least, &most));
  smrt_switch_rules_allow_quantity (free_rules, "dialer", present - 1 > 0 ? present - 1 : 1, present + 5);
  catalogue = billing_catalogue_new (free_rules);
  g_assert_true (smrt_catalogue_get_seat_range (catalogue, dialer, &least, &most));
  g_assert_cmpint (most, ==, present + 5);

  more = smrt_catalogue_make_seat_offer (catalogue, dialer, present + 2);
  g_assert_nonnull (more);
  g_assert_cmpint (smrt_offer_get_kind (more), ==, SMRT_OFFER_CHANGE_SEATS);
  g_assert_cmpint (smrt_offer_get_quantity (more), ==, present + 2);
  g_assert_true (smrt_offer_get_to_price (more) == smrt_offer_get_from_price (more));
  g_assert_true (smrt_offer_allows (more, SMRT_TIMING_NOW));

  /* As many as there are, and more than allowed, is no change. */
  g_assert_null (smrt_catalogue_make_seat_offer (catalogue, dialer, present));
  g_assert_null (smrt_catalogue_make_seat_offer (catalogue, dialer, present + 6));
  g_assert_null (smrt_catalogue_make_seat_offer (catalogue, dialer, 0));

  /* Fewer cost less, and what costs less waits by these rules. */
  if (present > 1)
    {
      less = smrt_catalogue_make_seat_offer (catalogue, dialer, present - 1);
      g_assert_true (smrt_offer_get_only_at_renewal (less));
    }

  grown = smrt_offer_with_quantity (more, present + 4);
  g_assert_cmpint (smrt_offer_get_quantity (grown), ==, present + 4);
  g_assert_cmpint (smrt_offer_get_quantity (more), ==, present + 2);
}

/* A quarter is longer than a month and shorter than a year; twelve months are
 * a year. */
static void
test_rules_wait_other_intervals (void)
{
  g_autoptr (SmrtSwitchRules) rules = make_rules (SMRT_SWITCH_PRICE | SMRT_SWITCH_WAIT_SHORTENING_INTERVAL,
                                                  SMRT_PRORATION_ALWAYS_INVOICE);
  g_autoptr (SmrtCatalogue) catalogue = billing_catalogue_new (rules);
  g_autoptr (SmrtPrice) quarter = billing_price_new ("standard-quarter", "usd", 21000, SMRT_INTERVAL_MONTH, 3);
  g_autoptr (SmrtPrice) weeks = billing_price_new ("standard-weeks", "usd", 4000, SMRT_INTERVAL_WEEK, 2);
  g_autoptr (SmrtPrice) months = billing_price_new ("standard-months", "usd", 75000, SMRT_INTERVAL_MONTH, 12);
  g_autoptr (SmrtPrice) years = billing_price_new ("standard-years", "usd", 140000, SMRT_INTERVAL_YEAR, 2);
  g_autoptr (SmrtSubscription) quarterly = billing_subscription_new (quarter, 1);
  g_autoptr (SmrtSubscription) weekly = billing_subscription_new (weeks, 1);
  g_autoptr (SmrtSubscription) yearly = billing_subscription_new (months, 1);
  g_autoptr (SmrtSubscription) two_yearly = billing_subscription_new (years, 1);

  assert_offers (catalogue, quarterly,
                 "upgrade pro-month*, switch-to-monthly standard-month*, switch-to-annual standard-year, upgrade pro-year");
  assert_offers (catalogue, weekly,
                 "upgrade pro-month, switch-to-monthly standard-month, switch-to-annual standard-year, upgrade pro-year");
  assert_offers (catalogue, yearly, "upgrade pro-year, switch-to-monthly standard-month*, upgrade pro-month*");
  assert_offers (catalogue, two_yearly,
                 "upgrade pro-month*, switch-to-monthly standard-month*, switch-to-annual standard-year*, upgrade pro-year*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/offers/all", test_all);
  g_test_add_func ("/offers/order", test_order);
  g_test_add_func ("/offers/offer", test_offer);
  g_test_add_func ("/offers/without-rules", test_without_rules);
  g_test_add_func ("/offers/states", test_states);
  g_test_add_func ("/offers/states-beside-status", test_states_beside_status);
  g_test_add_func ("/offers/own-currency", test_own_currency);
  g_test_add_func ("/offers/archived-price", test_archived_price);
  g_test_add_func ("/offers/archived-plan", test_archived_plan);
  g_test_add_func ("/offers/unknown-plan", test_unknown_plan);
  g_test_add_func ("/offers/other-interval", test_other_interval);
  g_test_add_func ("/offers/several-items", test_several_items);
  g_test_add_func ("/offers/rules-forbid", test_rules_forbid);
  g_test_add_func ("/offers/rules-charge-later", test_rules_charge_later);
  g_test_add_func ("/offers/rules-list", test_rules_list);
  g_test_add_func ("/offers/timings", test_timings);
  g_test_add_func ("/offers/trial-waits-for-nothing", test_trial_waits_for_nothing);
  g_test_add_func ("/offers/seats", test_seats);
  g_test_add_func ("/offers/rules-wait", test_rules_wait);
  g_test_add_func ("/offers/rules-wait-other-intervals", test_rules_wait_other_intervals);

  g_test_add_func ("/offers/main-item", test_main_item);
  g_test_add_func ("/offers/main-item-by-rules", test_main_item_by_rules);
  g_test_add_func ("/offers/reached", test_reached);

  return g_test_run ();
}
