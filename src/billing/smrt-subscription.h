/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-payment-method.h"
#include "smrt-schedule.h"
#include "smrt-subscription-item.h"

G_BEGIN_DECLS

/**
 * SmrtSubscriptionStatus:
 * @SMRT_SUBSCRIPTION_STATUS_UNKNOWN: one that this program does not know
 *
 * Stripe's `subscription.status`.
 */
typedef enum
{
  SMRT_SUBSCRIPTION_STATUS_UNKNOWN,
  SMRT_SUBSCRIPTION_STATUS_ACTIVE,
  SMRT_SUBSCRIPTION_STATUS_TRIALING,
  SMRT_SUBSCRIPTION_STATUS_PAST_DUE,
  SMRT_SUBSCRIPTION_STATUS_UNPAID,
  SMRT_SUBSCRIPTION_STATUS_INCOMPLETE,
  SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED,
  SMRT_SUBSCRIPTION_STATUS_PAUSED,
  SMRT_SUBSCRIPTION_STATUS_CANCELED,
} SmrtSubscriptionStatus;

#define SMRT_TYPE_SUBSCRIPTION_STATUS (smrt_subscription_status_get_type ())

GType smrt_subscription_status_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_SUBSCRIPTION (smrt_subscription_get_type ())

/**
 * SmrtSubscription:
 *
 * One subscription of the account, as the server last told it.
 */
G_DECLARE_FINAL_TYPE (SmrtSubscription, smrt_subscription, SMRT, SUBSCRIPTION, GObject)

/**
 * smrt_subscription_new:
 * @id: the server's id
 * @status: its status
 * @currency: ISO code
 */
SmrtSubscription      *smrt_subscription_new                (const char             *id,
                                                             SmrtSubscriptionStatus  status,
                                                             const char             *currency);
const char            *smrt_subscription_get_id             (SmrtSubscription       *self);
SmrtSubscriptionStatus smrt_subscription_get_status         (SmrtSubscription       *self);
const char            *smrt_subscription_get_currency       (SmrtSubscription       *self);

void                   smrt_subscription_add_item           (SmrtSubscription       *self,
                                                             SmrtSubscriptionItem   *item);

/**
 * smrt_subscription_get_items:
 *
 * Returns: (transfer none) (element-type SmrtSubscriptionItem): its items
 */
GPtrArray             *smrt_subscription_get_items          (SmrtSubscription       *self);

/**
 * smrt_subscription_get_main_item:
 *
 * The item that a change replaces: the one that smrt_subscription_set_main_item()
 * named, else the only one with a licensed price.
 *
 * Returns: (transfer none) (nullable): %NULL where there is not exactly one
 */
SmrtSubscriptionItem  *smrt_subscription_get_main_item      (SmrtSubscription       *self);

/**
 * smrt_subscription_set_main_item:
 * @item: (nullable): one of its items; %NULL for the only licensed one
 *
 * Which of several licensed items it is only a catalogue can tell:
 * smrt_catalogue_choose_main_item().
 */
void                   smrt_subscription_set_main_item      (SmrtSubscription       *self,
                                                             SmrtSubscriptionItem   *item);

/**
 * smrt_subscription_get_next_billing_date:
 *
 * Returns: unix seconds; 0 where there is none
 */
gint64                 smrt_subscription_get_next_billing_date (SmrtSubscription    *self);

/**
 * smrt_subscription_get_flexible:
 *
 * Returns: whether `billing_mode` is flexible rather than classic
 */
gboolean               smrt_subscription_get_flexible       (SmrtSubscription       *self);
void                   smrt_subscription_set_flexible       (SmrtSubscription       *self,
                                                             gboolean                flexible);

/**
 * smrt_subscription_get_sends_invoice:
 *
 * Returns: whether invoices are sent to be paid, instead of charged
 */
gboolean               smrt_subscription_get_sends_invoice  (SmrtSubscription       *self);
void                   smrt_subscription_set_sends_invoice  (SmrtSubscription       *self,
                                                             gboolean                sends_invoice);

/**
 * smrt_subscription_get_days_until_due:
 *
 * Returns: how many days a sent invoice can wait; 0 where the server tells
 *   none
 */
unsigned int           smrt_subscription_get_days_until_due (SmrtSubscription       *self);
void                   smrt_subscription_set_days_until_due (SmrtSubscription       *self,
                                                             unsigned int            days_until_due);

/**
 * smrt_subscription_get_cancel_at:
 *
 * Returns: unix seconds at which it ends, by either of Stripe's two ways of
 *   saying so; 0 where it goes on
 */
gint64                 smrt_subscription_get_cancel_at      (SmrtSubscription       *self);
void                   smrt_subscription_set_cancel_at      (SmrtSubscription       *self,
                                                             gint64                  cancel_at);

/**
 * smrt_subscription_get_collection_paused:
 *
 * Returns: whether its payments are not collected for a while, whatever its
 *   status says
 */
gboolean               smrt_subscription_get_collection_paused (SmrtSubscription    *self);
void                   smrt_subscription_set_collection_paused (SmrtSubscription    *self,
                                                                gboolean             paused);

/**
 * smrt_subscription_get_resumes_at:
 *
 * Returns: unix seconds from which payments are collected again; 0 where they
 *   are not paused or nobody has said until when
 */
gint64                 smrt_subscription_get_resumes_at     (SmrtSubscription       *self);
void                   smrt_subscription_set_resumes_at     (SmrtSubscription       *self,
                                                             gint64                  resumes_at);

/**
 * smrt_subscription_get_trial_end:
 *
 * Returns: unix seconds; 0 where there is no trial
 */
gint64                 smrt_subscription_get_trial_end      (SmrtSubscription       *self);
void                   smrt_subscription_set_trial_end      (SmrtSubscription       *self,
                                                             gint64                  trial_end);

/**
 * smrt_subscription_get_schedule_id:
 *
 * Returns: (nullable): the schedule that will change it
 */
const char            *smrt_subscription_get_schedule_id    (SmrtSubscription       *self);
void                   smrt_subscription_set_schedule_id    (SmrtSubscription       *self,
                                                             const char             *schedule_id);

/**
 * smrt_subscription_get_schedule:
 *
 * Returns: (transfer none) (nullable): the schedule that will change it; %NULL
 *   where it has none or the server gave no more than its id
 */
SmrtSchedule          *smrt_subscription_get_schedule       (SmrtSubscription       *self);

/**
 * smrt_subscription_set_schedule:
 * @schedule: (nullable): the schedule
 *
 * Its id becomes the schedule id too.
 */
void                   smrt_subscription_set_schedule       (SmrtSubscription       *self,
                                                             SmrtSchedule           *schedule);

/**
 * smrt_subscription_get_pending_update_expires_at:
 *
 * Returns: unix seconds until which a change waits for its payment; 0 where
 *   none waits
 */
gint64                 smrt_subscription_get_pending_update_expires_at (SmrtSubscription *self);
void                   smrt_subscription_set_pending_update_expires_at (SmrtSubscription *self,
                                                                        gint64            expires_at);

/**
 * smrt_subscription_add_pending_item:
 * @item: what becomes of the item with the same id once the pending update is
 *   paid; without a period
 */
void                   smrt_subscription_add_pending_item   (SmrtSubscription       *self,
                                                             SmrtSubscriptionItem   *item);

/**
 * smrt_subscription_get_pending_items:
 *
 * Returns: (transfer none) (element-type SmrtSubscriptionItem): what its items
 *   become once the pending update is paid
 */
GPtrArray             *smrt_subscription_get_pending_items  (SmrtSubscription       *self);

/**
 * smrt_subscription_get_pending_change_id:
 *
 * Returns: (nullable): `pending_update.metadata.smrt_change`: which change of
 *   ours it is that waits for its payment
 */
const char            *smrt_subscription_get_pending_change_id (SmrtSubscription    *self);
void                   smrt_subscription_set_pending_change_id (SmrtSubscription    *self,
                                                                const char          *change_id);

/**
 * smrt_subscription_get_latest_invoice_id:
 *
 * Returns: (nullable): the server's id
 */
const char            *smrt_subscription_get_latest_invoice_id (SmrtSubscription    *self);
void                   smrt_subscription_set_latest_invoice_id (SmrtSubscription    *self,
                                                                const char          *invoice_id);

/**
 * smrt_subscription_get_payment_method:
 *
 * Returns: (nullable): its own payment method; %NULL where the customer's
 *   default is used
 */
SmrtPaymentMethod     *smrt_subscription_get_payment_method (SmrtSubscription       *self);
void                   smrt_subscription_set_payment_method (SmrtSubscription       *self,
                                                             SmrtPaymentMethod      *payment_method);

/**
 * smrt_subscription_get_change_id:
 *
 * Returns: (nullable): `metadata.smrt_change`: which change of ours was the
 *   last one to be carried out
 */
const char            *smrt_subscription_get_change_id      (SmrtSubscription       *self);
void                   smrt_subscription_set_change_id      (SmrtSubscription       *self,
                                                             const char             *change_id);

G_END_DECLS
