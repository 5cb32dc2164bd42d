/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-schedule.h"

struct _SmrtSchedule
{
  GObject parent_instance;

  char *id;
  char *change_id;
  gint64 created;
  gint64 current_start;
  GPtrArray *phases;
  gboolean releases;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (SmrtSchedule, smrt_schedule, G_TYPE_OBJECT)

static void
free_term (SmrtScheduleTerm *term)
{
  g_free (term->key);
  g_free (term->value);
  g_free (term);
}

static void
free_item (SmrtScheduleItem *item)
{
  g_free (item->price_id);
  g_ptr_array_unref (item->terms);
  g_free (item);
}

static void
smrt_schedule_finalize (GObject *object)
{
  SmrtSchedule *self = SMRT_SCHEDULE (object);

  g_free (self->id);
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
  self->phases = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_schedule_phase_free);
  self->running = TRUE;
}

SmrtSchedulePhase *
smrt_schedule_phase_new (gint64 start_date,
                         gint64 end_date)
{
  SmrtSchedulePhase *self = g_new0 (SmrtSchedulePhase, 1);

  self->start_date = start_date;
  self->end_date = end_date;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) free_item);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) free_term);

  return self;
}

void
smrt_schedule_phase_free (SmrtSchedulePhase *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->terms);
  g_free (self);
}

SmrtScheduleItem *
smrt_schedule_phase_add_item (SmrtSchedulePhase *self,
                              const char        *price_id,
                              gint64             quantity)
{
  SmrtScheduleItem *item;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (price_id != NULL, NULL);

  item = g_new0 (SmrtScheduleItem, 1);
  item->price_id = g_strdup (price_id);
  item->quantity = quantity;
  item->has_quantity = TRUE;
  item->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) free_term);
  g_ptr_array_add (self->items, item);

  return item;
}

void
smrt_schedule_add_term (GPtrArray  *terms,
                        char       *key,
                        const char *value)
{
  SmrtScheduleTerm *term;

  g_return_if_fail (terms != NULL);
  g_return_if_fail (key != NULL && value != NULL);

  term = g_new0 (SmrtScheduleTerm, 1);
  term->key = key;
  term->value = g_strdup (value);
  g_ptr_array_add (terms, term);
}

SmrtSchedule *
smrt_schedule_new (const char *id,
                   gint64      created)
{
  SmrtSchedule *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SMRT_TYPE_SCHEDULE, NULL);
  self->id = g_strdup (id);
  self->created = created;

  return self;
}

const char *
smrt_schedule_get_id (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->id;
}

gint64
smrt_schedule_get_created (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), 0);

  return self->created;
}

gboolean
smrt_schedule_get_releases (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), FALSE);

  return self->releases;
}

void
smrt_schedule_set_releases (SmrtSchedule *self,
                            gboolean      releases)
{
  g_return_if_fail (SMRT_IS_SCHEDULE (self));

  self->releases = releases;
}

gboolean
smrt_schedule_get_running (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), FALSE);

  return self->running;
}

void
smrt_schedule_set_running (SmrtSchedule *self,
                           gboolean      running)
{
  g_return_if_fail (SMRT_IS_SCHEDULE (self));

  self->running = running;
}

gint64
smrt_schedule_get_current_start (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), 0);

  return self->current_start;
}

void
smrt_schedule_set_current_start (SmrtSchedule *self,
                                 gint64        current_start)
{
  g_return_if_fail (SMRT_IS_SCHEDULE (self));

  self->current_start = current_start;
}

void
smrt_schedule_take_phase (SmrtSchedule      *self,
                          SmrtSchedulePhase *phase)
{
  g_return_if_fail (SMRT_IS_SCHEDULE (self));
  g_return_if_fail (phase != NULL);

  g_ptr_array_add (self->phases, phase);
}

GPtrArray *
smrt_schedule_get_phases (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->phases;
}

SmrtSchedulePhase *
smrt_schedule_find_next_phase (SmrtSchedule *self)
{
  SmrtSchedulePhase *next = NULL;

  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  if (!self->running)
    return NULL;

  for (unsigned int i = 0; i < self->phases->len; i++)
    {
      SmrtSchedulePhase *phase = g_ptr_array_index (self->phases, i);

      if (phase->start_date > self->current_start && (next == NULL || phase->start_date < next->start_date))
        next = phase;
    }

  return next;
}

const char *
smrt_schedule_get_change_id (SmrtSchedule *self)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE (self), NULL);

  return self->change_id;
}

void
smrt_schedule_set_change_id (SmrtSchedule *self,
                             const char   *change_id)
{
  g_return_if_fail (SMRT_IS_SCHEDULE (self));

  g_free (self->change_id);
  self->change_id = g_strdup (change_id);
}
