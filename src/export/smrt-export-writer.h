/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtExportWriter:
 *
 * Text on its way into a stream, in large pieces. The first error is kept, and
 * what is added after it goes nowhere: an exporter asks once, at its end.
 */
typedef struct _SmrtExportWriter SmrtExportWriter;

/**
 * smrt_export_writer_new:
 * @stream: where it goes; it is not closed
 * @cancellable: (nullable): ends it
 */
SmrtExportWriter *smrt_export_writer_new        (GOutputStream     *stream,
                                                 GCancellable      *cancellable);
void              smrt_export_writer_free       (SmrtExportWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtExportWriter, smrt_export_writer_free)

void              smrt_export_writer_add        (SmrtExportWriter  *self,
                                                 const char        *text);
void              smrt_export_writer_add_length (SmrtExportWriter  *self,
                                                 const char        *text,
                                                 gsize              length);
void              smrt_export_writer_add_format (SmrtExportWriter  *self,
                                                 const char        *format,
                                                 ...) G_GNUC_PRINTF (2, 3);

/**
 * smrt_export_writer_has_failed:
 *
 * Returns: whether there is no point in going on
 */
gboolean          smrt_export_writer_has_failed (SmrtExportWriter  *self);

/**
 * smrt_export_writer_finish:
 * @error: return location for the first error that there was
 *
 * Returns: whether the stream took all of it
 */
gboolean          smrt_export_writer_finish     (SmrtExportWriter  *self,
                                                 GError           **error);

G_END_DECLS
