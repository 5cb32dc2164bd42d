/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-subscription.h"

struct _SmrtSubscription
{
  GObject parent_instance;

  char *id;
  char *schedule_id;
  char *latest_invoice_id;
  char *change_id;
  char *pending_change_id;
  char currency[4];
  SmrtSubscriptionStatus status;
  GPtrArray *items;
  GPtrArray *pending_items;
  SmrtSubscriptionItem *main_item;
  SmrtPaymentMethod *payment_method;
  SmrtSchedule *schedule;
  gint64 cancel_at;
  gint64 resumes_at;
  gint64 trial_end;
  gint64 pending_update_expires_at;
  unsigned int days_until_due;
  gboolean flexible;
  gboolean sends_invoice;
  gboolean collection_paused;
};

G_DEFINE_FINAL_TYPE (SmrtSubscription, smrt_subscription, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtSubscriptionStatus, smrt_subscription_status,
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_TRIALING, "trialing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_PAST_DUE, "past_due"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_UNPAID, "unpaid"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_INCOMPLETE, "incomplete"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED, "incomplete_expired"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SMRT_SUBSCRIPTION_STATUS_CANCELED, "canceled"))

static void
smrt_subscription_dispose (GObject *object)
{
  SmrtSubscription *self = SMRT_SUBSCRIPTION (object);

  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->pending_items, 0);
  g_clear_object (&self->main_item);
  g_clear_object (&self->payment_method);
  g_clear_object (&self->schedule);

  G_OBJECT_CLASS (smrt_subscription_parent_class)->dispose (object);
}

static void
smrt_subscription_finalize (GObject *object)
{
  SmrtSubscription *self = SMRT_SUBSCRIPTION (object);

  g_free (self->id);
  g_free (self->schedule_id);
  g_free (self->latest_invoice_id);
  g_free (self->change_id);
  g_free (self->pending_change_id);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->pending_items);

  G_OBJECT_CLASS (smrt_subscription_parent_class)->finalize (object);
}

static void
smrt_subscription_class_init (SmrtSubscriptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_subscription_dispose;
  object_class->finalize = smrt_subscription_finalize;
}

static void
smrt_subscription_init (SmrtSubscription *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->pending_items = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtSubscription *
smrt_subscription_new (const char             *id,
                       SmrtSubscriptionStatus  status,
                       const char             *currency)
{
  SmrtSubscription *self;
  SmrtMoney zero;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (smrt_currency_is_valid (currency), NULL);

  zero = smrt_money_init (0, currency);
  self = g_object_new (SMRT_TYPE_SUBSCRIPTION, NULL);
  self->id = g_strdup (id);
  self->status = status;
  g_strlcpy (self->currency, zero.currency, sizeof self->currency);

  return self;
}

const char *
smrt_subscription_get_id (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->id;
}

SmrtSubscriptionStatus
smrt_subscription_get_status (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), SMRT_SUBSCRIPTION_STATUS_UNKNOWN);

  return self->status;
}

const char *
smrt_subscription_get_currency (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->currency;
}

void
smrt_subscription_add_item (SmrtSubscription     *self,
                            SmrtSubscriptionItem *item)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));
  g_return_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (item));

  g_ptr_array_add (self->items, g_object_ref (item));
}

GPtrArray *
smrt_subscription_get_items (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->items;
}

SmrtSubscriptionItem *
smrt_subscription_get_main_item (SmrtSubscription *self)
{
  SmrtSubscriptionItem *main_item = NULL;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  if (self->main_item != NULL)
    return self->main_item;

  for (unsigned int i = 0; i < self->items->len; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (self->items, i);

      if (smrt_price_get_metered (smrt_subscription_item_get_price (item)))
        continue;
      if (main_item != NULL)
        return NULL;
      main_item = item;
    }

  return main_item;
}

void
smrt_subscription_set_main_item (SmrtSubscription     *self,
                                 SmrtSubscriptionItem *item)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));
  g_return_if_fail (item == NULL || g_ptr_array_find (self->items, item, NULL));

  g_set_object (&self->main_item, item);
}

gint64
smrt_subscription_get_next_billing_date (SmrtSubscription *self)
{
  gint64 date = 0;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  /* Items may have periods of their own; the next payment is the first end. */
  for (unsigned int i = 0; i < self->items->len; i++)
    {
      gint64 end = smrt_subscription_item_get_period_end (g_ptr_array_index (self->items, i));

      if (end != 0 && (date == 0 || end < date))
        date = end;
    }

  return date;
}

gboolean
smrt_subscription_get_flexible (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), FALSE);

  return self->flexible;
}

void
smrt_subscription_set_flexible (SmrtSubscription *self,
                                gboolean          flexible)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->flexible = flexible;
}

gboolean
smrt_subscription_get_sends_invoice (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), FALSE);

  return self->sends_invoice;
}

void
smrt_subscription_set_sends_invoice (SmrtSubscription *self,
                                     gboolean          sends_invoice)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->sends_invoice = sends_invoice;
}

unsigned int
smrt_subscription_get_days_until_due (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  return self->days_until_due;
}

void
smrt_subscription_set_days_until_due (SmrtSubscription *self,
                                      unsigned int days_until_due)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->days_until_due = days_until_due;
}

gint64
smrt_subscription_get_cancel_at (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  return self->cancel_at;
}

void
smrt_subscription_set_cancel_at (SmrtSubscription *self,
                                 gint64            cancel_at)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->cancel_at = cancel_at;
}

gboolean
smrt_subscription_get_collection_paused (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), FALSE);

  return self->collection_paused;
}

void
smrt_subscription_set_collection_paused (SmrtSubscription *self,
                                         gboolean          collection_paused)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->collection_paused = collection_paused;
}

gint64
smrt_subscription_get_resumes_at (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  return self->resumes_at;
}

void
smrt_subscription_set_resumes_at (SmrtSubscription *self,
                                  gint64 resumes_at)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->resumes_at = resumes_at;
}

gint64
smrt_subscription_get_trial_end (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  return self->trial_end;
}

void
smrt_subscription_set_trial_end (SmrtSubscription *self,
                                 gint64            trial_end)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->trial_end = trial_end;
}

const char *
smrt_subscription_get_schedule_id (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->schedule_id;
}

void
smrt_subscription_set_schedule_id (SmrtSubscription *self,
                                   const char       *schedule_id)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  g_free (self->schedule_id);
  self->schedule_id = g_strdup (schedule_id);
}

SmrtSchedule *
smrt_subscription_get_schedule (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->schedule;
}

void
smrt_subscription_set_schedule (SmrtSubscription *self,
                                SmrtSchedule     *schedule)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));
  g_return_if_fail (schedule == NULL || SMRT_IS_SCHEDULE (schedule));

  g_set_object (&self->schedule, schedule);
  smrt_subscription_set_schedule_id (self, schedule != NULL ? smrt_schedule_get_id (schedule) : NULL);
}

gint64
smrt_subscription_get_pending_update_expires_at (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), 0);

  return self->pending_update_expires_at;
}

void
smrt_subscription_set_pending_update_expires_at (SmrtSubscription *self,
                                                 gint64            pending_update_expires_at)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  self->pending_update_expires_at = pending_update_expires_at;
}

void
smrt_subscription_add_pending_item (SmrtSubscription     *self,
                                    SmrtSubscriptionItem *item)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));
  g_return_if_fail (SMRT_IS_SUBSCRIPTION_ITEM (item));

  g_ptr_array_add (self->pending_items, g_object_ref (item));
}

GPtrArray *
smrt_subscription_get_pending_items (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->pending_items;
}

const char *
smrt_subscription_get_pending_change_id (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->pending_change_id;
}

void
smrt_subscription_set_pending_change_id (SmrtSubscription *self,
                                         const char       *change_id)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  g_free (self->pending_change_id);
  self->pending_change_id = g_strdup (change_id);
}

const char *
smrt_subscription_get_latest_invoice_id (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->latest_invoice_id;
}

void
smrt_subscription_set_latest_invoice_id (SmrtSubscription *self,
                                         const char       *latest_invoice_id)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  g_free (self->latest_invoice_id);
  self->latest_invoice_id = g_strdup (latest_invoice_id);
}

SmrtPaymentMethod *
smrt_subscription_get_payment_method (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->payment_method;
}

void
smrt_subscription_set_payment_method (SmrtSubscription  *self,
                                      SmrtPaymentMethod *payment_method)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  g_set_object (&self->payment_method, payment_method);
}

const char *
smrt_subscription_get_change_id (SmrtSubscription *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (self), NULL);

  return self->change_id;
}

void
smrt_subscription_set_change_id (SmrtSubscription *self,
                                 const char       *change_id)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION (self));

  g_free (self->change_id);
  self->change_id = g_strdup (change_id);
}
