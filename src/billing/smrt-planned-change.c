/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-planned-change.h"

struct _SmrtPlannedChange
{
  GObject parent_instance;

  SmrtPlan *plan;
  SmrtPrice *price;
  gint64 quantity;
  gint64 date;
};

G_DEFINE_FINAL_TYPE (SmrtPlannedChange, smrt_planned_change, G_TYPE_OBJECT)

static SmrtPrice *
find_price (SmrtCatalogue *catalogue,
            const char    *price_id)
{
  GPtrArray *plans = smrt_catalogue_get_plans (catalogue);

  for (unsigned int i = 0; i < plans->len; i++)
    {
      GPtrArray *prices = smrt_plan_get_prices (g_ptr_array_index (plans, i));

      for (unsigned int j = 0; j < prices->len; j++)
        if (g_str_equal (smrt_price_get_id (g_ptr_array_index (prices, j)), price_id))
          return g_ptr_array_index (prices, j);
    }

  return NULL;
}

static gboolean
belongs_to_other_item (SmrtSubscription *subscription,
                       const char       *price_id)
{
  SmrtSubscriptionItem *main_item = smrt_subscription_get_main_item (subscription);
  GPtrArray *items = smrt_subscription_get_items (subscription);

  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (items, i);

      if (item != main_item && g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)), price_id))
        return TRUE;
    }

  return FALSE;
}

/* Of all items of the phase the one that takes the place of the main item. */
static SmrtScheduleItem *
find_main_item (SmrtSubscription  *subscription,
                SmrtSchedulePhase *phase)
{
  SmrtScheduleItem *found = NULL;

  for (unsigned int i = 0; i < phase->items->len; i++)
    {
      SmrtScheduleItem *item = g_ptr_array_index (phase->items, i);

      if (belongs_to_other_item (subscription, item->price_id))
        continue;
      if (found != NULL)
        return NULL;
      found = item;
    }

  return found;
}

static SmrtPlannedChange *
create (SmrtCatalogue *catalogue,
        SmrtPrice     *price,
        gint64         quantity,
        gint64         date)
{
  SmrtPlannedChange *self;

  /* An amount of an unknown number of units would be a guess. */
  if (price == NULL || quantity <= 0)
    return NULL;

  self = g_object_new (SMRT_TYPE_PLANNED_CHANGE, NULL);
  g_set_object (&self->plan, smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (price)));
  self->price = g_object_ref (price);
  self->quantity = quantity;
  self->date = date;

  return self;
}

static void
smrt_planned_change_dispose (GObject *object)
{
  SmrtPlannedChange *self = SMRT_PLANNED_CHANGE (object);

  g_clear_object (&self->plan);
  g_clear_object (&self->price);

  G_OBJECT_CLASS (smrt_planned_change_parent_class)->dispose (object);
}

static void
smrt_planned_change_class_init (SmrtPlannedChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_planned_change_dispose;
}

static void
smrt_planned_change_init (SmrtPlannedChange *self)
{
}

SmrtPlannedChange *
smrt_planned_change_new_scheduled (SmrtSubscription *subscription,
                                   SmrtCatalogue    *catalogue)
{
  SmrtSchedule *schedule;
  SmrtSchedulePhase *phase;
  SmrtScheduleItem *item;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (SMRT_IS_CATALOGUE (catalogue), NULL);

  schedule = smrt_subscription_get_schedule (subscription);
  phase = schedule != NULL ? smrt_schedule_find_next_phase (schedule) : NULL;
  item = phase != NULL ? find_main_item (subscription, phase) : NULL;
  if (item == NULL)
    return NULL;

  return create (catalogue, find_price (catalogue, item->price_id), item->quantity, phase->start_date);
}

SmrtPlannedChange *
smrt_planned_change_new_pending (SmrtSubscription *subscription,
                                 SmrtCatalogue    *catalogue)
{
  SmrtSubscriptionItem *main_item;
  GPtrArray *items;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (SMRT_IS_CATALOGUE (catalogue), NULL);

  main_item = smrt_subscription_get_main_item (subscription);
  items = smrt_subscription_get_pending_items (subscription);
  for (unsigned int i = 0; i < items->len && main_item != NULL; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (smrt_subscription_item_get_id (item), smrt_subscription_item_get_id (main_item)))
        return create (catalogue, smrt_subscription_item_get_price (item), smrt_subscription_item_get_quantity (item),
                       smrt_subscription_get_pending_update_expires_at (subscription));
    }

  return NULL;
}

SmrtPlan *
smrt_planned_change_get_plan (SmrtPlannedChange *self)
{
  g_return_val_if_fail (SMRT_IS_PLANNED_CHANGE (self), NULL);

  return self->plan;
}

SmrtPrice *
smrt_planned_change_get_price (SmrtPlannedChange *self)
{
  g_return_val_if_fail (SMRT_IS_PLANNED_CHANGE (self), NULL);

  return self->price;
}

gint64
smrt_planned_change_get_quantity (SmrtPlannedChange *self)
{
  g_return_val_if_fail (SMRT_IS_PLANNED_CHANGE (self), 0);

  return self->quantity;
}

gint64
smrt_planned_change_get_date (SmrtPlannedChange *self)
{
  g_return_val_if_fail (SMRT_IS_PLANNED_CHANGE (self), 0);

  return self->date;
}
