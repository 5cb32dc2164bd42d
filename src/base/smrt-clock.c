/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-clock.h"

#include <time.h>

struct _SmrtClock
{
  GObject parent_instance;

  gboolean manual;
  GMutex mutex;
  gint64 real_time;
  gint64 monotonic_time;
};

G_DEFINE_FINAL_TYPE (SmrtClock, smrt_clock, G_TYPE_OBJECT)

static void
smrt_clock_finalize (GObject *object)
{
  SmrtClock *self = SMRT_CLOCK (object);

  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (smrt_clock_parent_class)->finalize (object);
}

static void
smrt_clock_class_init (SmrtClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_clock_finalize;
}

static void
smrt_clock_init (SmrtClock *self)
{
  g_mutex_init (&self->mutex);
}

SmrtClock *
smrt_clock_get_default (void)
{
  static gsize clock = 0;

  if (g_once_init_enter (&clock))
    g_once_init_leave (&clock, (gsize) g_object_new (SMRT_TYPE_CLOCK, NULL));

  return (SmrtClock *) clock;
}

SmrtClock *
smrt_clock_new_manual (gint64 real_time)
{
  SmrtClock *self = g_object_new (SMRT_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->real_time = real_time;

  return self;
}

gint64
smrt_clock_get_real_time (SmrtClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (SMRT_IS_CLOCK (self), 0);

  if (!self->manual)
    return g_get_real_time () / G_USEC_PER_SEC;

  locker = g_mutex_locker_new (&self->mutex);

  return self->real_time;
}

gint64
smrt_clock_get_monotonic_time (SmrtClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  struct timespec now;

  g_return_val_if_fail (SMRT_IS_CLOCK (self), 0);

  if (!self->manual)
    {
      /* CLOCK_MONOTONIC stands still during suspend, a quote does not. */
      clock_gettime (CLOCK_BOOTTIME, &now);

      return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
    }

  locker = g_mutex_locker_new (&self->mutex);

  return self->monotonic_time;
}

void
smrt_clock_advance (SmrtClock *self,
                    gint64     seconds)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (SMRT_IS_CLOCK (self));
  g_return_if_fail (self->manual);
  g_return_if_fail (seconds >= 0);

  locker = g_mutex_locker_new (&self->mutex);
  self->real_time += seconds;
  self->monotonic_time += seconds * G_USEC_PER_SEC;
}
