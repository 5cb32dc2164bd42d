/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * smrt_file_replace:
 * @path: the file
 * @contents: what it shall hold
 * @error: return location for a GFileError
 *
 * Writes a file whole or not at all: to a temporary name beside it, synced,
 * then renamed. Only its owner may read it (0600).
 *
 * Returns: whether the file is there under its name
 */
gboolean smrt_file_replace (const char  *path,
                            GBytes      *contents,
                            GError     **error);

/**
 * smrt_file_load:
 * @path: the file
 * @max_size: bytes at the most
 * @error: return location for a GIOError or GFileError
 *
 * Reads a file that comes from outside; a larger one is refused with
 * %G_IO_ERROR_MESSAGE_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable): its contents
 */
GBytes  *smrt_file_load    (const char  *path,
                            gsize        max_size,
                            GError     **error);

G_END_DECLS
