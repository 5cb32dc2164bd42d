/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-writer.h"

#include <string.h>

#define PIECE (64 * 1024)

struct _SmrtExportWriter
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GString *text;
  GError *error;
};

static void
write_text (SmrtExportWriter *self)
{
  if (self->error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL, self->cancellable, &self->error);

  g_string_truncate (self->text, 0);
}

SmrtExportWriter *
smrt_export_writer_new (GOutputStream *stream,
                        GCancellable  *cancellable)
{
  SmrtExportWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_new0 (SmrtExportWriter, 1);
  self->stream = g_object_ref (stream);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->text = g_string_sized_new (PIECE + 1024);

  return self;
}

void
smrt_export_writer_free (SmrtExportWriter *self)
{
  g_clear_error (&self->error);
  g_string_free (self->text, TRUE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_free (self);
}

void
smrt_export_writer_add (SmrtExportWriter *self,
                        const char       *text)
{
  g_return_if_fail (text != NULL);

  smrt_export_writer_add_length (self, text, strlen (text));
}

void
smrt_export_writer_add_length (SmrtExportWriter *self,
                               const char       *text,
                               gsize             length)
{
  g_return_if_fail (self != NULL && text != NULL);

  g_string_append_len (self->text, text, length);
  if (self->text->len >= PIECE)
    write_text (self);
}

void
smrt_export_writer_add_format (SmrtExportWriter *self,
                               const char       *format,
                               ...)
{
  va_list arguments;

  g_return_if_fail (self != NULL);

  va_start (arguments, format);
  g_string_append_vprintf (self->text, format, arguments);
  va_end (arguments);
  if (self->text->len >= PIECE)
    write_text (self);
}

gboolean
smrt_export_writer_has_failed (SmrtExportWriter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->error != NULL;
}

gboolean
smrt_export_writer_finish (SmrtExportWriter  *self,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  write_text (self);
  if (self->error == NULL)
    g_output_stream_flush (self->stream, self->cancellable, &self->error);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}
