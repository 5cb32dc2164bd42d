/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtFileWriter:
 *
 * A file that is written as a stream, and is there under its name whole or not
 * at all: what smrt_file_replace() does, for what is too long to be held in
 * memory.
 */
typedef struct _SmrtFileWriter SmrtFileWriter;

/**
 * smrt_file_writer_new:
 * @path: the file; a link of this user or of root is followed, so that it
 *   stays one
 * @error: return location for a GFileError or GIOError
 *
 * Opens a file with a temporary name beside it, which its owner alone may read
 * (0600). What is there and no regular file, a device or a pipe, is refused, and so is another
 * user's link.
 *
 * Returns: (transfer full) (nullable): the writer
 */
SmrtFileWriter *smrt_file_writer_new        (const char      *path,
                                             GError         **error);

/**
 * smrt_file_writer_free:
 *
 * Without smrt_file_writer_finish() before it, nothing is left of what was
 * written, and what was there stays.
 */
void            smrt_file_writer_free       (SmrtFileWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtFileWriter, smrt_file_writer_free)

/**
 * smrt_file_writer_get_stream:
 *
 * Returns: (transfer none): where the contents go
 */
GOutputStream  *smrt_file_writer_get_stream (SmrtFileWriter  *self);

/**
 * smrt_file_writer_finish:
 * @error: return location for a GFileError or GIOError
 *
 * Syncs what was written and gives it its name.
 *
 * Returns: whether the file is there under its name
 */
gboolean        smrt_file_writer_finish     (SmrtFileWriter  *self,
                                             GError         **error);

G_END_DECLS
