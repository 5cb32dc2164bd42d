/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-plan-choice.h"

#include "smrt-words.h"

struct _SmrtPlanChoice
{
  GObject parent_instance;

  char *title;
  SmrtPlan *plan;
  SmrtSubscription *subscription;
};

G_DEFINE_FINAL_TYPE (SmrtPlanChoice, smrt_plan_choice, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static SmrtPlanChoice *
create_choice (SmrtPlan         *plan,
               SmrtSubscription *subscription,
               SmrtCatalogue    *catalogue)
{
  SmrtPlanChoice *self = g_object_new (SMRT_TYPE_PLAN_CHOICE, NULL);

  self->plan = g_object_ref (plan);
  g_set_object (&self->subscription, subscription);
  self->title = smrt_words_family_title (plan, catalogue);

  return self;
}

static gboolean
has_namesake (GListModel     *choices,
              SmrtPlanChoice *self)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (SmrtPlanChoice) other = g_list_model_get_item (choices, i);

      if (other != self && g_str_equal (other->title, self->title))
        return TRUE;
    }
  return FALSE;
}

/* Two subscriptions to one family have the same title: then the plans tell them apart. */
static void
tell_apart (GListModel    *choices,
            SmrtCatalogue *catalogue)
{
  unsigned int n = g_list_model_get_n_items (choices);
  g_autoptr (GPtrArray) namesakes = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < n; i++)
    {
      g_autoptr (SmrtPlanChoice) choice = g_list_model_get_item (choices, i);

      if (has_namesake (choices, choice))
        g_ptr_array_add (namesakes, g_steal_pointer (&choice));
    }

  for (unsigned int i = 0; i < namesakes->len; i++)
    {
      SmrtPlanChoice *choice = g_ptr_array_index (namesakes, i);

      g_free (choice->title);
      choice->title = smrt_words_plan_with_cycle (choice->plan, smrt_plan_choice_get_price (choice), catalogue);
    }
}

static void
smrt_plan_choice_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtPlanChoice *self = SMRT_PLAN_CHOICE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_plan_choice_dispose (GObject *object)
{
  SmrtPlanChoice *self = SMRT_PLAN_CHOICE (object);

  g_clear_object (&self->plan);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (smrt_plan_choice_parent_class)->dispose (object);
}

static void
smrt_plan_choice_finalize (GObject *object)
{
  SmrtPlanChoice *self = SMRT_PLAN_CHOICE (object);

  g_free (self->title);

  G_OBJECT_CLASS (smrt_plan_choice_parent_class)->finalize (object);
}

static void
smrt_plan_choice_class_init (SmrtPlanChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = smrt_plan_choice_get_property;
  object_class->dispose = smrt_plan_choice_dispose;
  object_class->finalize = smrt_plan_choice_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_plan_choice_init (SmrtPlanChoice *self)
{
}

GListStore *
smrt_plan_choice_list (SmrtAccount *account)
{
  GListStore *choices = g_list_store_new (SMRT_TYPE_PLAN_CHOICE);
  g_autoptr (GHashTable) covered = g_hash_table_new (NULL, NULL);
  SmrtCatalogue *catalogue;
  GListModel *subscriptions;
  GPtrArray *plans;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), choices);

  catalogue = smrt_account_get_catalogue (account);
  if (!catalogue)
    return choices;

  subscriptions = smrt_account_get_subscriptions (account);
  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
      SmrtPlan *plan = item ? smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (smrt_subscription_item_get_price (item))) : NULL;
      g_autoptr (SmrtPlanChoice) choice = NULL;
      g_autoptr (GPtrArray) family = NULL;

      if (!plan)
        continue;
      choice = create_choice (plan, subscription, catalogue);
      g_list_store_append (choices, choice);
      family = smrt_catalogue_get_family (catalogue, plan);
      for (unsigned int j = 0; j < family->len; j++)
        g_hash_table_add (covered, g_ptr_array_index (family, j));
    }

  plans = smrt_catalogue_get_plans (catalogue);
  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      g_autoptr (SmrtPlanChoice) choice = NULL;
      g_autoptr (GPtrArray) family = NULL;

      if (!smrt_plan_get_active (plan) || g_hash_table_contains (covered, plan))
        continue;
      family = smrt_catalogue_get_family (catalogue, plan);
      choice = create_choice (g_ptr_array_index (family, 0), NULL, catalogue);
      g_list_store_append (choices, choice);
      for (unsigned int j = 0; j < family->len; j++)
        g_hash_table_add (covered, g_ptr_array_index (family, j));
    }

  tell_apart (G_LIST_MODEL (choices), catalogue);
  return choices;
}

const char *
smrt_plan_choice_get_title (SmrtPlanChoice *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), NULL);

  return self->title;
}

SmrtPlan *
smrt_plan_choice_get_plan (SmrtPlanChoice *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), NULL);

  return self->plan;
}

SmrtSubscription *
smrt_plan_choice_get_subscription (SmrtPlanChoice *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), NULL);

  return self->subscription;
}

SmrtPrice *
smrt_plan_choice_get_price (SmrtPlanChoice *self)
{
  SmrtSubscriptionItem *item;

  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), NULL);

  item = self->subscription ? smrt_subscription_get_main_item (self->subscription) : NULL;
  return item ? smrt_subscription_item_get_price (item) : NULL;
}

SmrtCycle
smrt_plan_choice_get_cycle (SmrtPlanChoice *self)
{
  SmrtPrice *price = smrt_plan_choice_get_price (self);

  return price ? smrt_price_get_cycle (price) : SMRT_CYCLE_OTHER;
}

const char *
smrt_plan_choice_get_currency (SmrtPlanChoice *self)
{
  GPtrArray *prices;

  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), NULL);

  if (self->subscription)
    return smrt_subscription_get_currency (self->subscription);
  prices = smrt_plan_get_prices (self->plan);
  return prices->len > 0 ? smrt_price_get_currency (g_ptr_array_index (prices, 0)) : "usd";
}

gboolean
smrt_plan_choice_is_same (SmrtPlanChoice *self,
                          SmrtPlanChoice *other)
{
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (self), FALSE);
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (other), FALSE);

  if (self->subscription && other->subscription)
    return g_str_equal (smrt_subscription_get_id (self->subscription),
                        smrt_subscription_get_id (other->subscription));
  return !self->subscription && !other->subscription &&
         g_str_equal (smrt_plan_get_id (self->plan), smrt_plan_get_id (other->plan));
}
