/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-schedule.h"

struct _SmrtSchedule
{
  GObject parent_instance;

  char *id;
  char *subscription_id;
  char *change_id;
  gint64 created;
  gboolean active;
  gboolean releases;
  GPtrArray *phases;
};

G_DEFINE_FINAL_TYPE (SmrtSchedule, smrt_schedule, G_TYPE_OBJECT)

static void
free_item (SmrtScheduleItem *item)
{
  g_free (item->price_id);
  g_free (item);
}

static void
free_phase (SmrtSchedulePhase *phase)
{
  g_ptr_array_unref (phase->items);
  g_free (phase);
}

static void
smrt_schedule_finalize (GObject *object)
{
  SmrtSchedule *self = SMRT_SCHEDULE (object);

  g_free (self->id);
  g_free (self->subscription_id);
  g_free (self->change_id);
  g_ptr_array_unref (self->phases);

  G_OBJECT_CLASS (smrt_schedule_parent_class)->finalize (object);
}

static void
smrt_schedule_class_init (SmrtScheduleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_schedule_finalize;
}

static void
smrt_schedule_init (SmrtSchedule *self)
{
  self->phases = g_ptr_array_new_with_free_func ((GDestroyNotify) free_phase);
}

SmrtSchedule *
smrt_schedule_new (const char *id,
                   const char *subscription_id,
                   gint64      created,
                   gboolean    active,
                   gboolean    releases,
                   const char *change_id)
{
  SmrtSchedule *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SMRT_TYPE_SCHEDULE, NULL);
  self->id = g_strdup (id);
  self->subscription_id = g_strdup (subscription_id);
  self->created = created;
  self->active = active;
  self->releases = releases;
  self->change_id = g_strdup (change_id);

  return self;
}

SmrtSchedulePhase *
smrt_schedule_add_phase (SmrtSchedule *self,
                         gint64        start_date,
                         gint64        end_date)
{
  SmrtSchedulePhase *phase;

  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  phase = g_new0 (SmrtSchedulePhase, 1);
  phase->start_date = start_date;
  phase->end_date = end_date;
  phase->items = g_ptr_array_new_with_free_func ((GDestroyNotify) free_item);
  g_ptr_array_add (self->phases, phase);

  return phase;
}

void
smrt_schedule_phase_add_item (SmrtSchedulePhase *phase,
                              const char        *price_id,
                              gint64             quantity)
{
  SmrtScheduleItem *item;

  g_return_if_fail (phase != NULL);
  g_return_if_fail (price_id != NULL);

  item = g_new0 (SmrtScheduleItem, 1);
  item->price_id = g_strdup (price_id);
  item->quantity = quantity;
  g_ptr_array_add (phase->items, item);
}

const char *
smrt_schedule_get_id (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->id;
}

const char *
smrt_schedule_get_subscription_id (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->subscription_id;
}

gint64
smrt_schedule_get_created (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), 0);

  return self->created;
}

gboolean
smrt_schedule_get_active (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), FALSE);

  return self->active;
}

gboolean
smrt_schedule_get_releases (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), FALSE);

  return self->releases;
}

const char *
smrt_schedule_get_change_id (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->change_id;
}

GPtrArray *
smrt_schedule_get_phases (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->phases;
}

const SmrtSchedulePhase *
smrt_schedule_get_next_phase (SmrtSchedule *self,
                              gint64        time)
{
  const SmrtSchedulePhase *next = NULL;

  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  for (unsigned int i = 0; i < self->phases->len; i++)
    {
      const SmrtSchedulePhase *phase = g_ptr_array_index (self->phases, i);

      if (phase->start_date > time && (next == NULL || phase->start_date < next->start_date))
        next = phase;
    }

  return next;
}

gboolean
smrt_schedule_phase_has_item (const SmrtSchedulePhase *phase,
                              const char              *price_id,
                              gint64                   quantity)
{
  g_return_val_if_fail (phase != NULL, FALSE);
  g_return_val_if_fail (price_id != NULL, FALSE);

  for (unsigned int i = 0; i < phase->items->len; i++)
    {
      const SmrtScheduleItem *item = g_ptr_array_index (phase->items, i);

      if (g_str_equal (item->price_id, price_id) && item->quantity == quantity)
        return TRUE;
    }

  return FALSE;
}
