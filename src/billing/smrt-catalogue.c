/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-catalogue.h"

#include "smrt-comparison-private.h"

struct _SmrtCatalogue
{
  GObject parent_instance;

  GPtrArray *plans;
  SmrtSwitchRules *rules;
};

G_DEFINE_FINAL_TYPE (SmrtCatalogue, smrt_catalogue, G_TYPE_OBJECT)

static void
smrt_catalogue_finalize (GObject *object)
{
  SmrtCatalogue *self = SMRT_CATALOGUE (object);

  g_ptr_array_unref (self->plans);
  g_clear_pointer (&self->rules, smrt_switch_rules_unref);

  G_OBJECT_CLASS (smrt_catalogue_parent_class)->finalize (object);
}

static void
smrt_catalogue_class_init (SmrtCatalogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_catalogue_finalize;
}

static void
smrt_catalogue_init (SmrtCatalogue *self)
{
  self->plans = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
replaces (SmrtCatalogue *self,
          SmrtPlan      *plan,
          SmrtPlan      *other)
{
  const char *family = smrt_plan_get_family (plan);
  const char *other_family = smrt_plan_get_family (other);

  if (!smrt_plan_get_active (other))
    return FALSE;
  if (family != NULL || other_family != NULL)
    return g_strcmp0 (family, other_family) == 0;

  return self->rules != NULL &&
         smrt_switch_rules_has_product (self->rules, smrt_plan_get_id (plan)) &&
         smrt_switch_rules_has_product (self->rules, smrt_plan_get_id (other));
}

static int
compare_amounts (SmrtPrice *a,
                 SmrtPrice *b)
{
  const SmrtMoney *amount_a = a != NULL ? smrt_price_get_unit_amount (a) : NULL;
  const SmrtMoney *amount_b = b != NULL ? smrt_price_get_unit_amount (b) : NULL;

  if (amount_a == NULL || amount_b == NULL)
    return (amount_a != NULL) - (amount_b != NULL);

  return (amount_a->amount > amount_b->amount) - (amount_a->amount < amount_b->amount);
}

/* What a year of @plan comes to, by its monthly price, else by its annual one. */
static gboolean
get_yearly_cost (SmrtPlan   *plan,
                 const char *currency,
                 __int128   *cost)
{
  static const struct
  {
    SmrtCycle cycle;
    int times;
  } cycles[] = { { SMRT_CYCLE_MONTHLY, 12 }, { SMRT_CYCLE_ANNUAL, 1 } };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cycles); i++)
    {
      SmrtPrice *price = smrt_plan_find_price (plan, cycles[i].cycle, currency);
      const SmrtMoney *amount = price != NULL ? smrt_price_get_unit_amount (price) : NULL;

      if (amount != NULL)
        {
          *cost = (__int128) amount->amount * cycles[i].times;
          return TRUE;
        }
    }

  return FALSE;
}

/* In twelfths of a day, so that twelve months are exactly a year. */
static guint64
get_interval_length (SmrtPrice *price)
{
  guint64 count = smrt_price_get_interval_count (price);

  switch (smrt_price_get_interval (price))
    {
    case SMRT_INTERVAL_DAY:
      return count * 12;
    case SMRT_INTERVAL_WEEK:
      return count * 7 * 12;
    case SMRT_INTERVAL_MONTH:
      return count * 365;
    case SMRT_INTERVAL_YEAR:
      return count * 365 * 12;
    case SMRT_INTERVAL_UNKNOWN:
    default:
      return 0;
    }
}

static const char *
any_currency (SmrtPlan *plan)
{
  GPtrArray *prices = smrt_plan_get_prices (plan);

  return prices->len > 0 ? smrt_price_get_currency (g_ptr_array_index (prices, 0)) : "usd";
}

typedef struct
{
  SmrtCatalogue *catalogue;
  const char *currency;
} RankContext;

static int
compare_rank_cb (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  RankContext *context = user_data;

  return smrt_catalogue_compare_rank (context->catalogue, *(SmrtPlan **) a, *(SmrtPlan **) b, context->currency);
}

static void
collect_features (SmrtCatalogue *self,
                  SmrtPlan      *plan,
                  GPtrArray     *names,
                  GHashTable    *seen_plans,
                  GHashTable    *seen_names)
{
  const char * const *own = smrt_plan_get_features (plan);
  SmrtPlan *included = NULL;

  /* A plan that includes itself by a detour is the server's mistake. */
  if (!g_hash_table_add (seen_plans, plan))
    return;

  if (smrt_plan_get_includes (plan) != NULL)
    included = smrt_catalogue_find_plan (self, smrt_plan_get_includes (plan));
  if (included != NULL)
    collect_features (self, included, names, seen_plans, seen_names);

  for (unsigned int i = 0; own[i] != NULL; i++)
    if (g_hash_table_add (seen_names, (gpointer) own[i]))
      g_ptr_array_add (names, g_strdup (own[i]));
}

static SmrtProrationBehavior
get_proration (SmrtCatalogue *self)
{
  return self->rules != NULL ? smrt_switch_rules_get_proration (self->rules) : SMRT_PRORATION_ALWAYS_INVOICE;
}

/* A trial is not paid for: nothing is given back or charged when what comes
 * after it changes, so that there is nothing to wait for. */
static gboolean
may_wait (SmrtSubscription *subscription)
{
  return smrt_subscription_get_status (subscription) != SMRT_SUBSCRIPTION_STATUS_TRIALING;
}

static gboolean
waits_for_renewal (SmrtCatalogue    *self,
                   SmrtSubscription *subscription,
                   SmrtPrice        *from,
                   SmrtPrice        *to)
{
  SmrtSwitchFlags flags = self->rules != NULL ? smrt_switch_rules_get_flags (self->rules) : 0;

  if (!may_wait (subscription))
    return FALSE;

  /* Where the difference is charged later, what is due at once when the period
   * changes is nowhere said; at the next billing date it is certain. */
  if (get_proration (self) != SMRT_PRORATION_ALWAYS_INVOICE &&
      get_interval_length (to) != get_interval_length (from))
    return TRUE;

  if ((flags & SMRT_SWITCH_WAIT_SHORTENING_INTERVAL) != 0 &&
      get_interval_length (to) < get_interval_length (from))
    return TRUE;

  return (flags & SMRT_SWITCH_WAIT_DECREASING_AMOUNT) != 0 && compare_amounts (to, from) < 0;
}

static void
add_offer (SmrtCatalogue        *self,
           GPtrArray            *offers,
           SmrtSubscription     *subscription,
           SmrtSubscriptionItem *item,
           SmrtPlan             *from_plan,
           SmrtPlan             *to_plan,
           SmrtCycle             cycle)
{
  SmrtPrice *from = smrt_subscription_item_get_price (item);
  SmrtPrice *to = smrt_plan_find_price (to_plan, cycle, smrt_subscription_get_currency (subscription));
  SmrtOfferKind kind;

  if (to == NULL || !smrt_plan_get_active (to_plan) || g_str_equal (smrt_price_get_id (to), smrt_price_get_id (from)))
    return;
  if (self->rules != NULL && !smrt_switch_rules_has_price (self->rules, smrt_price_get_id (to)))
    return;

  if (to_plan == from_plan)
    {
      if (smrt_price_get_cycle (from) == cycle)
        return;
      kind = cycle == SMRT_CYCLE_ANNUAL ? SMRT_OFFER_SWITCH_TO_ANNUAL : SMRT_OFFER_SWITCH_TO_MONTHLY;
    }
  else
    {
      int rank = smrt_catalogue_compare_rank (self, to_plan, from_plan,
                                              smrt_subscription_get_currency (subscription));

      kind = rank >= 0 ? SMRT_OFFER_UPGRADE : SMRT_OFFER_DOWNGRADE;
    }

  g_ptr_array_add (offers, smrt_offer_new (kind, subscription, item, from_plan, to_plan, to,
                                           smrt_subscription_item_get_quantity (item), get_proration (self),
                                           waits_for_renewal (self, subscription, from, to)));
}

/* Upgrades from the nearest up, then downgrades from the nearest down. */
static void
add_other_plans (SmrtCatalogue        *self,
                 GPtrArray            *offers,
                 GPtrArray            *family,
                 SmrtSubscription     *subscription,
                 SmrtSubscriptionItem *item,
                 SmrtPlan             *plan,
                 SmrtCycle             cycle)
{
  unsigned int own;

  if (!g_ptr_array_find (family, plan, &own))
    return;

  for (unsigned int i = own + 1; i < family->len; i++)
    add_offer (self, offers, subscription, item, plan, g_ptr_array_index (family, i), cycle);
  for (unsigned int i = own; i > 0; i--)
    add_offer (self, offers, subscription, item, plan, g_ptr_array_index (family, i - 1), cycle);
}

static GPtrArray *
list_offers (SmrtCatalogue    *self,
             SmrtSubscription *subscription)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) family = NULL;
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
  SmrtPrice *price = smrt_subscription_item_get_price (item);
  SmrtPlan *plan = smrt_catalogue_find_plan (self, smrt_price_get_product_id (price));
  SmrtCycle own_cycle, other_cycle;

  if (plan == NULL)
    return g_steal_pointer (&offers);

  own_cycle = smrt_price_get_cycle (price) == SMRT_CYCLE_ANNUAL ? SMRT_CYCLE_ANNUAL : SMRT_CYCLE_MONTHLY;
  other_cycle = own_cycle == SMRT_CYCLE_ANNUAL ? SMRT_CYCLE_MONTHLY : SMRT_CYCLE_ANNUAL;
  family = smrt_catalogue_get_family (self, plan);

  add_other_plans (self, offers, family, subscription, item, plan, own_cycle);
  add_offer (self, offers, subscription, item, plan, plan, own_cycle);
  add_offer (self, offers, subscription, item, plan, plan, other_cycle);
  add_other_plans (self, offers, family, subscription, item, plan, other_cycle);

  return g_steal_pointer (&offers);
}

static SmrtOfferObstacle
get_status_obstacle (SmrtSubscription *subscription)
{
  switch (smrt_subscription_get_status (subscription))
    {
    case SMRT_SUBSCRIPTION_STATUS_ACTIVE:
    case SMRT_SUBSCRIPTION_STATUS_TRIALING:
      break;

    case SMRT_SUBSCRIPTION_STATUS_PAST_DUE:
    case SMRT_SUBSCRIPTION_STATUS_UNPAID:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE:
      return SMRT_OFFER_OBSTACLE_UNPAID;

    case SMRT_SUBSCRIPTION_STATUS_PAUSED:
      return SMRT_OFFER_OBSTACLE_PAUSED;

    case SMRT_SUBSCRIPTION_STATUS_CANCELED:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED:
      return SMRT_OFFER_OBSTACLE_ENDED;

    case SMRT_SUBSCRIPTION_STATUS_UNKNOWN:
    default:
      return SMRT_OFFER_OBSTACLE_UNKNOWN_STATUS;
    }

  if (smrt_subscription_get_pending_update_expires_at (subscription) != 0)
    return SMRT_OFFER_OBSTACLE_PENDING;
  if (smrt_subscription_get_collection_paused (subscription))
    return SMRT_OFFER_OBSTACLE_PAUSED;
  if (smrt_subscription_get_cancel_at (subscription) != 0)
    return SMRT_OFFER_OBSTACLE_CANCELS;

  return SMRT_OFFER_OBSTACLE_NONE;
}

static SmrtOfferObstacle
get_rules_obstacle (SmrtCatalogue    *self,
                    SmrtSubscription *subscription)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

  if (item == NULL)
    return SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS;
  if (self->rules == NULL)
    return SMRT_OFFER_OBSTACLE_NONE;
  if (!smrt_switch_rules_get_enabled (self->rules) ||
      (smrt_switch_rules_get_flags (self->rules) & SMRT_SWITCH_PRICE) == 0)
    return SMRT_OFFER_OBSTACLE_NOT_ALLOWED;
  if ((smrt_switch_rules_get_flags (self->rules) & SMRT_SWITCH_MOVES_ANCHOR) != 0)
    return SMRT_OFFER_OBSTACLE_MOVES_ANCHOR;

  return SMRT_OFFER_OBSTACLE_NONE;
}

SmrtCatalogue *
smrt_catalogue_new (GPtrArray       *plans,
                    SmrtSwitchRules *rules)
{
  SmrtCatalogue *self;

  g_return_val_if_fail (plans != NULL, NULL);

  self = g_object_new (SMRT_TYPE_CATALOGUE, NULL);
  for (unsigned int i = 0; i < plans->len; i++)
    g_ptr_array_add (self->plans, g_object_ref (g_ptr_array_index (plans, i)));
  if (rules != NULL)
    self->rules = smrt_switch_rules_ref (rules);

  return self;
}

GPtrArray *
smrt_catalogue_get_plans (SmrtCatalogue *self)
{
  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);

  return self->plans;
}

SmrtSwitchRules *
smrt_catalogue_get_rules (SmrtCatalogue *self)
{
  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);

  return self->rules;
}

SmrtPlan *
smrt_catalogue_find_plan (SmrtCatalogue *self,
                          const char    *product_id)
{
  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (product_id != NULL, NULL);

  for (unsigned int i = 0; i < self->plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (self->plans, i);

      if (g_str_equal (smrt_plan_get_id (plan), product_id))
        return plan;
    }

  return NULL;
}

GPtrArray *
smrt_catalogue_get_family (SmrtCatalogue *self,
                           SmrtPlan      *plan)
{
  GPtrArray *family;
  RankContext context = { self, NULL };

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  family = g_ptr_array_new ();
  for (unsigned int i = 0; i < self->plans->len; i++)
    {
      SmrtPlan *other = g_ptr_array_index (self->plans, i);

      if (other == plan || replaces (self, plan, other))
        g_ptr_array_add (family, other);
    }

  context.currency = any_currency (plan);
  g_ptr_array_sort_with_data (family, compare_rank_cb, &context);

  return family;
}

int
smrt_catalogue_compare_rank (SmrtCatalogue *self,
                             SmrtPlan      *a,
                             SmrtPlan      *b,
                             const char    *currency)
{
  gint64 rank_a, rank_b;
  __int128 cost_a, cost_b;
  gboolean has_a, has_b;

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), 0);
  g_return_val_if_fail (SMRT_IS_PLAN (a) && SMRT_IS_PLAN (b), 0);

  has_a = smrt_plan_get_rank (a, &rank_a);
  has_b = smrt_plan_get_rank (b, &rank_b);
  if (has_a && has_b && rank_a != rank_b)
    return rank_a > rank_b ? 1 : -1;

  has_a = get_yearly_cost (a, currency, &cost_a);
  has_b = get_yearly_cost (b, currency, &cost_b);
  if (!has_a || !has_b)
    return has_a - has_b;

  return (cost_a > cost_b) - (cost_a < cost_b);
}

char **
smrt_catalogue_get_features (SmrtCatalogue *self,
                             SmrtPlan      *plan)
{
  g_autoptr (GHashTable) seen_plans = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) seen_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  collect_features (self, plan, names, seen_plans, seen_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}

char **
smrt_catalogue_get_feature_difference (SmrtCatalogue *self,
                                       SmrtPlan      *from,
                                       SmrtPlan      *to)
{
  g_auto (GStrv) has = NULL;
  g_auto (GStrv) gets = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);

  has = smrt_catalogue_get_features (self, from);
  gets = smrt_catalogue_get_features (self, to);
  for (unsigned int i = 0; gets[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) has, gets[i]))
      g_strv_builder_add (builder, gets[i]);

  return g_strv_builder_end (builder);
}

SmrtComparison *
smrt_catalogue_compare (SmrtCatalogue *self,
                        SmrtPlan      *plan)
{
  g_autoptr (GPtrArray) family = NULL;
  g_autoptr (GPtrArray) features = NULL;

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  family = smrt_catalogue_get_family (self, plan);
  features = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (unsigned int i = 0; i < family->len; i++)
    g_ptr_array_add (features, smrt_catalogue_get_features (self, g_ptr_array_index (family, i)));

  return smrt_comparison_new (family, features);
}

static gboolean
has_known_family (SmrtCatalogue        *self,
                  SmrtSubscriptionItem *item)
{
  SmrtPrice *price = smrt_subscription_item_get_price (item);
  const char *product_id = smrt_price_get_product_id (price);
  SmrtPlan *plan = smrt_catalogue_find_plan (self, product_id);

  if (smrt_price_get_metered (price) || plan == NULL)
    return FALSE;

  return smrt_plan_get_family (plan) != NULL ||
         (self->rules != NULL && smrt_switch_rules_has_product (self->rules, product_id));
}

void
smrt_catalogue_choose_main_item (SmrtCatalogue    *self,
                                 SmrtSubscription *subscription)
{
  SmrtSubscriptionItem *main_item = NULL;
  GPtrArray *items;

  g_return_if_fail (SMRT_IS_CATALOGUE (self));
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (subscription));

  items = smrt_subscription_get_items (subscription);
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (items, i);

      if (!has_known_family (self, item))
        continue;
      if (main_item != NULL)
        {
          smrt_subscription_set_main_item (subscription, NULL);
          return;
        }
      main_item = item;
    }

  smrt_subscription_set_main_item (subscription, main_item);
}

SmrtOfferObstacle
smrt_catalogue_get_obstacle (SmrtCatalogue    *self,
                             SmrtSubscription *subscription)
{
  g_autoptr (GPtrArray) offers = NULL;
  SmrtOfferObstacle obstacle;

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), SMRT_OFFER_OBSTACLE_NOTHING);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), SMRT_OFFER_OBSTACLE_NOTHING);

  obstacle = get_status_obstacle (subscription);
  if (obstacle == SMRT_OFFER_OBSTACLE_NONE)
    obstacle = get_rules_obstacle (self, subscription);
  if (obstacle != SMRT_OFFER_OBSTACLE_NONE)
    return obstacle;

  offers = list_offers (self, subscription);

  return offers->len > 0 ? SMRT_OFFER_OBSTACLE_NONE : SMRT_OFFER_OBSTACLE_NOTHING;
}

GPtrArray *
smrt_catalogue_get_offers (SmrtCatalogue    *self,
                           SmrtSubscription *subscription)
{
  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  if (smrt_catalogue_get_obstacle (self, subscription) != SMRT_OFFER_OBSTACLE_NONE)
    return g_ptr_array_new_with_free_func (g_object_unref);

  return list_offers (self, subscription);
}

gboolean
smrt_catalogue_get_seat_range (SmrtCatalogue    *self,
                               SmrtSubscription *subscription,
                               gint64           *least,
                               gint64           *most)
{
  SmrtSubscriptionItem *item;
  SmrtPrice *price;
  SmrtPlan *plan;

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), FALSE);
  g_return_val_if_fail (least != NULL && most != NULL, FALSE);

  item = smrt_subscription_get_main_item (subscription);
  if (item == NULL || get_status_obstacle (subscription) != SMRT_OFFER_OBSTACLE_NONE)
    return FALSE;

  price = smrt_subscription_item_get_price (item);
  plan = smrt_catalogue_find_plan (self, smrt_price_get_product_id (price));
  if (plan == NULL || !smrt_price_get_active (price))
    return FALSE;

  if (self->rules != NULL)
    return smrt_switch_rules_get_enabled (self->rules) &&
           (smrt_switch_rules_get_flags (self->rules) & SMRT_SWITCH_QUANTITY) != 0 &&
           (smrt_switch_rules_get_flags (self->rules) & SMRT_SWITCH_MOVES_ANCHOR) == 0 &&
           smrt_switch_rules_get_quantities (self->rules, smrt_plan_get_id (plan), least, most);

  /* Without rules: where the plan is counted in units that have a name. */
  *least = 1;
  *most = 0;

  return smrt_plan_get_unit_label (plan) != NULL;
}

SmrtOffer *
smrt_catalogue_make_seat_offer (SmrtCatalogue    *self,
                                SmrtSubscription *subscription,
                                gint64            quantity)
{
  SmrtSubscriptionItem *item;
  SmrtPrice *price;
  SmrtPlan *plan;
  gint64 least, most;
  gboolean waits;

  g_return_val_if_fail (SMRT_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  if (!smrt_catalogue_get_seat_range (self, subscription, &least, &most))
    return NULL;

  item = smrt_subscription_get_main_item (subscription);
  if (quantity < least || (most > 0 && quantity > most) || quantity == smrt_subscription_item_get_quantity (item))
    return NULL;

  price = smrt_subscription_item_get_price (item);
  plan = smrt_catalogue_find_plan (self, smrt_price_get_product_id (price));
  waits = may_wait (subscription) && self->rules != NULL && quantity < smrt_subscription_item_get_quantity (item) &&
          (smrt_switch_rules_get_flags (self->rules) & SMRT_SWITCH_WAIT_DECREASING_AMOUNT) != 0;

  return smrt_offer_new (SMRT_OFFER_CHANGE_SEATS, subscription, item, plan, plan, price, quantity,
                         get_proration (self), waits);
}

SmrtOffer *
smrt_catalogue_find_offer (SmrtCatalogue    *self,
                           SmrtSubscription *subscription,
                           SmrtPlan         *plan,
                           SmrtCycle         cycle)
{
  g_autoptr (GPtrArray) offers = smrt_catalogue_get_offers (self, subscription);

  for (unsigned int i = 0; i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);

      if (smrt_offer_get_to_plan (offer) == plan &&
          smrt_price_get_cycle (smrt_offer_get_to_price (offer)) == cycle)
        return g_object_ref (offer);
    }

  return NULL;
}
