/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-subscription-item.h"

struct _SmrtSubscriptionItem
{
  GObject parent_instance;

  char *id;
  SmrtPrice *price;
  gint64 quantity;
  gint64 period_start;
  gint64 period_end;
};

G_DEFINE_FINAL_TYPE (SmrtSubscriptionItem, smrt_subscription_item, G_TYPE_OBJECT)

static void
smrt_subscription_item_dispose (GObject *object)
{
  SmrtSubscriptionItem *self = SMRT_SUBSCRIPTION_ITEM (object);

  g_clear_object (&self->price);

  G_OBJECT_CLASS (smrt_subscription_item_parent_class)->dispose (object);
}

static void
smrt_subscription_item_finalize (GObject *object)
{
  SmrtSubscriptionItem *self = SMRT_SUBSCRIPTION_ITEM (object);

  g_free (self->id);

  G_OBJECT_CLASS (smrt_subscription_item_parent_class)->finalize (object);
}

static void
smrt_subscription_item_class_init (SmrtSubscriptionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_subscription_item_dispose;
  object_class->finalize = smrt_subscription_item_finalize;
}

static void
smrt_subscription_item_init (SmrtSubscriptionItem *self)
{
}

SmrtSubscriptionItem *
smrt_subscription_item_new (const char *id,
                            SmrtPrice  *price,
                            gint64      quantity,
                            gint64      period_start,
                            gint64      period_end)
{
  SmrtSubscriptionItem *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  self = g_object_new (SMRT_TYPE_SUBSCRIPTION_ITEM, NULL);
  self->id = g_strdup (id);
  self->price = g_object_ref (price);
  self->quantity = quantity;
  self->period_start = period_start;
  self->period_end = period_end;

  return self;
}

const char *
smrt_subscription_item_get_id (SmrtSubscriptionItem *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (self), NULL);

  return self->id;
}

SmrtPrice *
smrt_subscription_item_get_price (SmrtSubscriptionItem *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (self), NULL);

  return self->price;
}

gint64
smrt_subscription_item_get_quantity (SmrtSubscriptionItem *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (self), 0);

  return self->quantity;
}

gint64
smrt_subscription_item_get_period_start (SmrtSubscriptionItem *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (self), 0);

  return self->period_start;
}

gint64
smrt_subscription_item_get_period_end (SmrtSubscriptionItem *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (self), 0);

  return self->period_end;
}
