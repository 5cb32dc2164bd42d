/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-progress.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* What takes no longer than this needs no word; and how often a line changes. */
#define PATIENCE (G_USEC_PER_SEC / 2)
#define TERMINAL_PAUSE (G_USEC_PER_SEC / 10)
#define LINE_PAUSE G_USEC_PER_SEC

struct _SmrtCliProgress
{
  SmrtExportSource *source;
  gboolean on_terminal;
  gboolean shown;
  gint64 next;
};

static void
progress_cb (guint64  n_done,
             guint64  n_rows,
             gpointer user_data)
{
  SmrtCliProgress *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean at_end = n_done == n_rows;
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;

  /* Of the lines the last one always comes; on a terminal it would be wiped. */
  if (now < self->next && (self->on_terminal || !at_end))
    return;

  self->next = now + (self->on_terminal ? TERMINAL_PAUSE : LINE_PAUSE);
  if (self->on_terminal)
    {
      g_printerr ("\r\033[K");
      self->shown = TRUE;
    }
  done = g_strdup_printf ("%" G_GUINT64_FORMAT, n_done);
  all = g_strdup_printf ("%" G_GUINT64_FORMAT, n_rows);
  /* Translators: how far an export has come: two numbers of rows */
  g_printerr (_("%1$s of %2$s rows"), done, all);
  if (!self->on_terminal)
    g_printerr ("\n");
}

SmrtCliProgress *
smrt_cli_progress_new (SmrtExportSource *source,
                       gboolean          wanted,
                       gboolean          to_terminal)
{
  SmrtCliProgress *self = g_new0 (SmrtCliProgress, 1);

  self->source = g_object_ref (source);
  self->on_terminal = isatty (STDERR_FILENO) && !to_terminal;
  self->next = g_get_monotonic_time () + (self->on_terminal ? PATIENCE : LINE_PAUSE);
  if (self->on_terminal || wanted)
    smrt_export_source_set_progress (source, progress_cb, self, NULL);

  return self;
}

void
smrt_cli_progress_free (SmrtCliProgress *self)
{
  smrt_export_source_set_progress (self->source, NULL, NULL, NULL);
  if (self->shown)
    g_printerr ("\r\033[K");
  g_object_unref (self->source);
  g_free (self);
}
