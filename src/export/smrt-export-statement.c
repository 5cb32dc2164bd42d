/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-statement.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "smrt-statement.h"
#include "smrt-words.h"

/* 210 × 297 mm, and 8.5 × 11 inches, in Pango units of a point. */
#define A4_WIDTH 609563
#define A4_HEIGHT 862096
#define LETTER_WIDTH (612 * PANGO_SCALE)
#define LETTER_HEIGHT (792 * PANGO_SCALE)

typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
} Sink;

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  Sink *sink = closure;

  if (sink->error == NULL && !g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error))
    g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable, &sink->error);

  return sink->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static gboolean
draw_pages (SmrtStatement    *statement,
            cairo_t          *cr,
            SmrtExportSource *source,
            Sink             *sink)
{
  unsigned int n_pages = smrt_statement_get_n_pages (statement);

  for (unsigned int i = 0; i < n_pages; i++)
    {
      if (g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error) ||
          !smrt_statement_draw_page (statement, cr, i, &sink->error))
        return FALSE;
      cairo_show_page (cr);
      if (cairo_status (cr) != CAIRO_STATUS_SUCCESS)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_statement (SmrtExportSource   *source,
                 SmrtStatementKind   kind,
                 GOutputStream      *stream,
                 GCancellable       *cancellable,
                 GError            **error)
{
  g_autoptr (SmrtStatement) statement = smrt_statement_new (source, kind);
  g_autofree char *title = smrt_statement_dup_title (statement);
  gboolean letter = smrt_words_has_letter_paper ();
  int width = letter ? LETTER_WIDTH : A4_WIDTH;
  int height = letter ? LETTER_HEIGHT : A4_HEIGHT;
  Sink sink = { stream, cancellable, NULL };
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  if (!smrt_statement_paginate (statement, width, height, cancellable, error))
    return FALSE;

  surface = cairo_pdf_surface_create_for_stream (write_cb, &sink, pango_units_to_double (width),
                                                 pango_units_to_double (height));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "smrtPhone Plans " PACKAGE_VERSION);
  cr = cairo_create (surface);
  draw_pages (statement, cr, source, &sink);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (sink.error == NULL && status == CAIRO_STATUS_SUCCESS)
    g_output_stream_flush (stream, cancellable, &sink.error);
  if (sink.error == NULL && status != CAIRO_STATUS_SUCCESS)
    g_set_error (&sink.error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The statement could not be drawn: %s"),
                 cairo_status_to_string (status));
  if (sink.error == NULL)
    return TRUE;

  g_propagate_error (error, sink.error);

  return FALSE;
}

gboolean
smrt_export_statement_credits (SmrtExportSource  *source,
                               GOutputStream     *stream,
                               GCancellable      *cancellable,
                               GError           **error)
{
  return write_statement (source, SMRT_STATEMENT_KIND_CREDITS, stream, cancellable, error);
}

gboolean
smrt_export_statement_invoices (SmrtExportSource  *source,
                                GOutputStream     *stream,
                                GCancellable      *cancellable,
                                GError           **error)
{
  return write_statement (source, SMRT_STATEMENT_KIND_INVOICES, stream, cancellable, error);
}
