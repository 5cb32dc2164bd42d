/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-settle-timer.h"

#include <gio/gio.h>

struct _SmrtSettleTimer
{
  GObject parent_instance;

  unsigned int first_delay;
  unsigned int next_delay;
  GSource *source;
};

G_DEFINE_FINAL_TYPE (SmrtSettleTimer, smrt_settle_timer, G_TYPE_OBJECT)

enum
{
  DUE,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static gboolean
due_cb (gpointer user_data)
{
  SmrtSettleTimer *self = user_data;

  smrt_settle_timer_stop (self);
  g_signal_emit (self, signals[DUE], 0);

  return G_SOURCE_REMOVE;
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    gpointer         user_data)
{
  SmrtSettleTimer *self = SMRT_SETTLE_TIMER (user_data);

  if (available && self->source != NULL)
    due_cb (self);
}

static void
smrt_settle_timer_dispose (GObject *object)
{
  smrt_settle_timer_stop (SMRT_SETTLE_TIMER (object));

  G_OBJECT_CLASS (smrt_settle_timer_parent_class)->dispose (object);
}

static void
smrt_settle_timer_class_init (SmrtSettleTimerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_settle_timer_dispose;

  signals[DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
smrt_settle_timer_init (SmrtSettleTimer *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, 0);
}

SmrtSettleTimer *
smrt_settle_timer_new (unsigned int delay)
{
  SmrtSettleTimer *self;

  g_return_val_if_fail (delay > 0, NULL);

  self = g_object_new (SMRT_TYPE_SETTLE_TIMER, NULL);
  self->first_delay = delay;
  self->next_delay = delay;

  return self;
}

void
smrt_settle_timer_start (SmrtSettleTimer *self)
{
  g_return_if_fail (SMRT_IS_SETTLE_TIMER (self));

  smrt_settle_timer_stop (self);

  self->source = g_timeout_source_new (self->next_delay);
  g_source_set_callback (self->source, due_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  self->next_delay = MIN (self->next_delay * 2, SMRT_SETTLE_TIMER_MAX_DELAY_MS);
}

void
smrt_settle_timer_stop (SmrtSettleTimer *self)
{
  g_return_if_fail (SMRT_IS_SETTLE_TIMER (self));

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

void
smrt_settle_timer_reset (SmrtSettleTimer *self)
{
  g_return_if_fail (SMRT_IS_SETTLE_TIMER (self));

  smrt_settle_timer_stop (self);
  self->next_delay = self->first_delay;
}
