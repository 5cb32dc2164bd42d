/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-interrupt.h"

#include <glib-unix.h>
#include <signal.h>

struct _SmrtCliInterrupt
{
  GCancellable *cancellable;
  unsigned int interrupt;
  unsigned int terminate;
};

static void
stop_watching (SmrtCliInterrupt *self)
{
  g_clear_handle_id (&self->interrupt, g_source_remove);
  g_clear_handle_id (&self->terminate, g_source_remove);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  SmrtCliInterrupt *self = user_data;

  stop_watching (self);
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

SmrtCliInterrupt *
smrt_cli_interrupt_new (void)
{
  SmrtCliInterrupt *self = g_new0 (SmrtCliInterrupt, 1);

  self->cancellable = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, interrupted_cb, self);
  self->terminate = g_unix_signal_add (SIGTERM, interrupted_cb, self);

  return self;
}

void
smrt_cli_interrupt_free (SmrtCliInterrupt *self)
{
  stop_watching (self);
  g_clear_object (&self->cancellable);
  g_free (self);
}

GCancellable *
smrt_cli_interrupt_get_cancellable (SmrtCliInterrupt *self)
{
  return self->cancellable;
}
