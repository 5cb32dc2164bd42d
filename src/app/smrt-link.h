/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * smrt_link_open_async:
 * @parent: the window that asks
 * @address: a page; it may hold a secret and is never logged
 *
 * Opens a page in the browser. An address that is not safe is refused with
 * %G_IO_ERROR_PERMISSION_DENIED.
 */
void     smrt_link_open_async  (GtkWindow            *parent,
                                const char           *address,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean smrt_link_open_finish (GtkWindow            *parent,
                                GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
