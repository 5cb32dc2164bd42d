/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtFileLock:
 *
 * What only one process does at a time. It is let go with the process at the
 * latest.
 */
typedef struct _SmrtFileLock SmrtFileLock;

/**
 * smrt_file_lock_take_async:
 * @path: a file, which is made where there is none, and its folder too; it
 *   stays empty, and stays
 * @patience_ms: how long another holder is waited for
 *
 * Waits until nobody else holds the lock. A holder that takes longer is not
 * waited for: it may hang.
 */
void          smrt_file_lock_take_async  (const char           *path,
                                          unsigned int          patience_ms,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

/**
 * smrt_file_lock_take_finish:
 * @error: return location for %G_IO_ERROR_TIMED_OUT, or for a GFileError
 *
 * Returns: (transfer full) (nullable): the lock
 */
SmrtFileLock *smrt_file_lock_take_finish (GAsyncResult         *result,
                                          GError              **error);

/**
 * smrt_file_lock_free:
 *
 * Lets the lock go.
 */
void          smrt_file_lock_free        (SmrtFileLock         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtFileLock, smrt_file_lock_free)

G_END_DECLS
