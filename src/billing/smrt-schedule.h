/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtSchedulePhase:
 * @start_date: unix seconds
 * @end_date: unix seconds
 * @items: (element-type SmrtScheduleItem): what the subscription consists of
 *   in that time
 *
 * A part of a schedule.
 */
typedef struct
{
  gint64 start_date;
  gint64 end_date;
  GPtrArray *items;
} SmrtSchedulePhase;

/**
 * SmrtScheduleItem:
 * @price_id: the price
 * @quantity: how many units; 0 where it is metered
 */
typedef struct
{
  char *price_id;
  gint64 quantity;
} SmrtScheduleItem;

#define SMRT_TYPE_SCHEDULE (smrt_schedule_get_type ())

/**
 * SmrtSchedule:
 *
 * What a subscription is to become, and when. Source: Stripe, "Subscription
 * schedules".
 */
G_DECLARE_FINAL_TYPE (SmrtSchedule, smrt_schedule, SMRT, SCHEDULE, GObject)

/**
 * smrt_schedule_new:
 * @id: its id
 * @subscription_id: (nullable): the subscription that it changes
 * @created: unix seconds
 * @active: whether it still has something to do
 * @releases: whether the subscription goes on by itself after the last phase
 * @change_id: (nullable): the change of this program that it belongs to
 */
SmrtSchedule            *smrt_schedule_new                 (const char        *id,
                                                            const char        *subscription_id,
                                                            gint64             created,
                                                            gboolean           active,
                                                            gboolean           releases,
                                                            const char        *change_id);

/**
 * smrt_schedule_add_phase:
 *
 * Returns: (transfer none): a new last phase, without items
 */
SmrtSchedulePhase       *smrt_schedule_add_phase           (SmrtSchedule      *self,
                                                            gint64             start_date,
                                                            gint64             end_date);
void                     smrt_schedule_phase_add_item      (SmrtSchedulePhase *phase,
                                                            const char        *price_id,
                                                            gint64             quantity);
const char              *smrt_schedule_get_id              (SmrtSchedule      *self);

/**
 * smrt_schedule_get_subscription_id:
 *
 * Returns: (nullable): the subscription that it changes
 */
const char              *smrt_schedule_get_subscription_id (SmrtSchedule      *self);
gint64                   smrt_schedule_get_created         (SmrtSchedule      *self);
gboolean                 smrt_schedule_get_active          (SmrtSchedule      *self);
gboolean                 smrt_schedule_get_releases        (SmrtSchedule      *self);

/**
 * smrt_schedule_get_change_id:
 *
 * Returns: (nullable): the change of this program that it belongs to
 */
const char              *smrt_schedule_get_change_id       (SmrtSchedule      *self);

/**
 * smrt_schedule_get_phases:
 *
 * Returns: (transfer none) (element-type SmrtSchedulePhase): from the first on
 */
GPtrArray               *smrt_schedule_get_phases          (SmrtSchedule      *self);

/**
 * smrt_schedule_get_next_phase:
 * @time: unix seconds in the running phase
 *
 * Returns: (transfer none) (nullable): the first phase that begins after @time
 */
const SmrtSchedulePhase *smrt_schedule_get_next_phase      (SmrtSchedule      *self,
                                                            gint64             time);

/**
 * smrt_schedule_phase_has_item:
 *
 * Returns: whether the phase has that many units of that price
 */
gboolean                 smrt_schedule_phase_has_item      (const SmrtSchedulePhase *phase,
                                                            const char              *price_id,
                                                            gint64                   quantity);

G_END_DECLS
