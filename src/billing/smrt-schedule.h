/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtScheduleTerm:
 * @key: the end of the parameter by which the server is told of it,
 *   "[discounts][0][discount]"
 * @value: what it is told
 *
 * A discount or a tax rate of a phase. The program does not look into it: a
 * phase has only what it is told each time, so that it is told again.
 */
typedef struct
{
  char *key;
  char *value;
} SmrtScheduleTerm;

/**
 * SmrtScheduleItem:
 * @price_id: a price
 * @quantity: how many units; 0 where the server tells none
 * @has_quantity: whether the server tells it
 * @terms: (element-type SmrtScheduleTerm): what else it has
 *
 * What a subscription has during a phase of its schedule.
 */
typedef struct
{
  char *price_id;
  gint64 quantity;
  gboolean has_quantity;
  GPtrArray *terms;
} SmrtScheduleItem;

/**
 * SmrtSchedulePhase:
 * @start_date: unix seconds
 * @end_date: unix seconds; 0 where the server tells none
 * @items: (element-type SmrtScheduleItem): what the subscription has then
 * @terms: (element-type SmrtScheduleTerm): what else it has then
 *
 * A part of a schedule.
 */
typedef struct
{
  gint64 start_date;
  gint64 end_date;
  GPtrArray *items;
  GPtrArray *terms;
} SmrtSchedulePhase;

/**
 * smrt_schedule_phase_new:
 * @start_date: unix seconds
 * @end_date: unix seconds, or 0
 */
SmrtSchedulePhase *smrt_schedule_phase_new             (gint64              start_date,
                                                        gint64              end_date);
void               smrt_schedule_phase_free            (SmrtSchedulePhase  *self);

/**
 * smrt_schedule_phase_add_item:
 * @price_id: a price
 * @quantity: how many units
 *
 * Returns: (transfer none): the item
 */
SmrtScheduleItem  *smrt_schedule_phase_add_item        (SmrtSchedulePhase  *self,
                                                        const char         *price_id,
                                                        gint64              quantity);

/**
 * smrt_schedule_add_term:
 * @terms: (element-type SmrtScheduleTerm): the terms of a phase or an item
 * @key: (transfer full): the end of a parameter
 * @value: its value
 */
void               smrt_schedule_add_term              (GPtrArray          *terms,
                                                        char               *key,
                                                        const char         *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSchedulePhase, smrt_schedule_phase_free)

#define SMRT_TYPE_SCHEDULE (smrt_schedule_get_type ())

/**
 * SmrtSchedule:
 *
 * What is going to become of a subscription, and when. Source: Stripe,
 * "Subscription schedules".
 */
G_DECLARE_FINAL_TYPE (SmrtSchedule, smrt_schedule, SMRT, SCHEDULE, GObject)

/**
 * smrt_schedule_new:
 * @id: the server's id
 * @created: unix seconds; 0 where the server tells none
 */
SmrtSchedule      *smrt_schedule_new                   (const char         *id,
                                                        gint64              created);
const char        *smrt_schedule_get_id                (SmrtSchedule       *self);
gint64             smrt_schedule_get_created           (SmrtSchedule       *self);

/**
 * smrt_schedule_get_releases:
 *
 * Returns: whether the subscription goes on by itself after the last phase,
 *   instead of being cancelled
 */
gboolean           smrt_schedule_get_releases          (SmrtSchedule       *self);
void               smrt_schedule_set_releases          (SmrtSchedule       *self,
                                                        gboolean            releases);

/**
 * smrt_schedule_get_running:
 *
 * Returns: whether it still has a hold on the subscription: it was neither
 *   released nor cancelled nor is it at its end
 */
gboolean           smrt_schedule_get_running           (SmrtSchedule       *self);
void               smrt_schedule_set_running           (SmrtSchedule       *self,
                                                        gboolean            running);

/**
 * smrt_schedule_get_current_start:
 *
 * Returns: unix seconds at which the present phase began; 0 where it has none
 */
gint64             smrt_schedule_get_current_start     (SmrtSchedule       *self);
void               smrt_schedule_set_current_start     (SmrtSchedule       *self,
                                                        gint64              current_start);

/**
 * smrt_schedule_get_change_id:
 *
 * Returns: (nullable): `metadata.smrt_change`: the change of this program that
 *   it belongs to
 */
const char        *smrt_schedule_get_change_id         (SmrtSchedule       *self);
void               smrt_schedule_set_change_id         (SmrtSchedule       *self,
                                                        const char         *change_id);

/**
 * smrt_schedule_take_phase:
 * @phase: (transfer full): the phase after those that were taken before
 */
void               smrt_schedule_take_phase            (SmrtSchedule       *self,
                                                        SmrtSchedulePhase  *phase);

/**
 * smrt_schedule_get_phases:
 *
 * Returns: (transfer none) (element-type SmrtSchedulePhase): all phases, also
 *   those that are over
 */
GPtrArray         *smrt_schedule_get_phases            (SmrtSchedule       *self);

/**
 * smrt_schedule_find_next_phase:
 *
 * Returns: (transfer none) (nullable): the phase after the present one; %NULL
 *   where nothing is going to change
 */
SmrtSchedulePhase *smrt_schedule_find_next_phase       (SmrtSchedule       *self);

G_END_DECLS
