/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-offer.h"

struct _SmrtOffer
{
  GObject parent_instance;

  SmrtOfferKind kind;
  SmrtSubscription *subscription;
  SmrtSubscriptionItem *item;
  SmrtPlan *from_plan;
  SmrtPlan *to_plan;
  SmrtPrice *to_price;
  gint64 quantity;
  SmrtProrationBehavior proration;
  gboolean only_at_renewal;
};

G_DEFINE_FINAL_TYPE (SmrtOffer, smrt_offer, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtOfferKind, smrt_offer_kind,
                    G_DEFINE_ENUM_VALUE (SMRT_OFFER_UPGRADE, "upgrade"),
                    G_DEFINE_ENUM_VALUE (SMRT_OFFER_DOWNGRADE, "downgrade"),
                    G_DEFINE_ENUM_VALUE (SMRT_OFFER_SWITCH_TO_ANNUAL, "switch-to-annual"),
                    G_DEFINE_ENUM_VALUE (SMRT_OFFER_SWITCH_TO_MONTHLY, "switch-to-monthly"),
                    G_DEFINE_ENUM_VALUE (SMRT_OFFER_CHANGE_SEATS, "change-seats"))

G_DEFINE_ENUM_TYPE (SmrtTiming, smrt_timing,
                    G_DEFINE_ENUM_VALUE (SMRT_TIMING_NOW, "now"),
                    G_DEFINE_ENUM_VALUE (SMRT_TIMING_AT_RENEWAL, "renewal"))

static void
smrt_offer_dispose (GObject *object)
{
  SmrtOffer *self = SMRT_OFFER (object);

  g_clear_object (&self->subscription);
  g_clear_object (&self->item);
  g_clear_object (&self->from_plan);
  g_clear_object (&self->to_plan);
  g_clear_object (&self->to_price);

  G_OBJECT_CLASS (smrt_offer_parent_class)->dispose (object);
}

static void
smrt_offer_class_init (SmrtOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_offer_dispose;
}

static void
smrt_offer_init (SmrtOffer *self)
{
}

SmrtOffer *
smrt_offer_new (SmrtOfferKind          kind,
                SmrtSubscription      *subscription,
                SmrtSubscriptionItem  *item,
                SmrtPlan              *from_plan,
                SmrtPlan              *to_plan,
                SmrtPrice             *to_price,
                gint64                 quantity,
                SmrtProrationBehavior  proration,
                gboolean               only_at_renewal)
{
  SmrtOffer *self;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (item), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN (from_plan) && SMRT_IS_PLAN (to_plan), NULL);
  g_return_val_if_fail (SMRT_IS_PRICE (to_price), NULL);

  self = g_object_new (SMRT_TYPE_OFFER, NULL);
  self->kind = kind;
  self->subscription = g_object_ref (subscription);
  self->item = g_object_ref (item);
  self->from_plan = g_object_ref (from_plan);
  self->to_plan = g_object_ref (to_plan);
  self->to_price = g_object_ref (to_price);
  self->quantity = quantity;
  self->proration = proration;
  self->only_at_renewal = only_at_renewal;

  return self;
}

SmrtPrice *
smrt_offer_get_from_price (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return smrt_subscription_item_get_price (self->item);
}

gboolean
smrt_offer_allows (SmrtOffer  *self,
                   SmrtTiming  timing)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);

  if (timing == SMRT_TIMING_NOW)
    return !self->only_at_renewal;

  return smrt_subscription_get_status (self->subscription) == SMRT_SUBSCRIPTION_STATUS_ACTIVE;
}

gboolean
smrt_offer_charges_at_once (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);

  return self->proration == SMRT_PRORATION_ALWAYS_INVOICE &&
         smrt_subscription_get_status (self->subscription) != SMRT_SUBSCRIPTION_STATUS_TRIALING;
}

SmrtOffer *
smrt_offer_with_quantity (SmrtOffer *self,
                          gint64     quantity)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);
  g_return_val_if_fail (quantity > 0, NULL);

  return smrt_offer_new (self->kind, self->subscription, self->item, self->from_plan, self->to_plan, self->to_price,
                         quantity, self->proration, self->only_at_renewal);
}

gboolean
smrt_offer_is_reached (SmrtOffer        *self,
                       SmrtSubscription *subscription)
{
  GPtrArray *items;

  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), FALSE);

  items = smrt_subscription_get_items (subscription);
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (smrt_subscription_item_get_id (item), smrt_subscription_item_get_id (self->item)))
        return g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)),
                            smrt_price_get_id (self->to_price)) &&
               smrt_subscription_item_get_quantity (item) == self->quantity;
    }

  return FALSE;
}

gboolean
smrt_offer_replaces_schedule (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);

  return smrt_subscription_get_schedule_id (self->subscription) != NULL;
}

gboolean
smrt_offer_changes_interval (SmrtOffer *self)
{
  SmrtPrice *from;

  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);

  from = smrt_offer_get_from_price (self);

  return smrt_price_get_interval (from) != smrt_price_get_interval (self->to_price) ||
         smrt_price_get_interval_count (from) != smrt_price_get_interval_count (self->to_price);
}

SmrtOfferKind
smrt_offer_get_kind (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), SMRT_OFFER_UPGRADE);

  return self->kind;
}

SmrtSubscription *
smrt_offer_get_subscription (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return self->subscription;
}

SmrtSubscriptionItem *
smrt_offer_get_item (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return self->item;
}

SmrtPlan *
smrt_offer_get_from_plan (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return self->from_plan;
}

SmrtPlan *
smrt_offer_get_to_plan (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return self->to_plan;
}

SmrtPrice *
smrt_offer_get_to_price (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), NULL);

  return self->to_price;
}

gint64
smrt_offer_get_quantity (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), 0);

  return self->quantity;
}

SmrtProrationBehavior
smrt_offer_get_proration (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), SMRT_PRORATION_ALWAYS_INVOICE);

  return self->proration;
}

gboolean
smrt_offer_get_only_at_renewal (SmrtOffer *self)
{
  g_return_val_if_fail (SMRT_IS_OFFER (self), FALSE);

  return self->only_at_renewal;
}
