/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * smrt_pdf_save_async:
 * @parent: the window that asks
 * @address: where the server says that the PDF is; it is never logged
 * @name: what the file is to be called
 * @cancellable: (nullable): cancels it
 *
 * Asks the person for a file, fetches the PDF
 * and writes it there. Where something goes wrong the file is as it was.
 *
 * Ends in %G_IO_ERROR_CANCELLED where the person chose none, else in an error
 * of [class@StripeDownload] or of the file.
 */
void     smrt_pdf_save_async    (GtkWindow            *parent,
                                 const char           *address,
                                 const char           *name,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * smrt_pdf_save_to_async:
 * @parent: the window that asks
 * @address: where the server says that the PDF is; it is never logged
 * @file: where to
 * @cancellable: (nullable): cancels it
 *
 * As smrt_pdf_save_async(), without asking; finished by the same function.
 */
void     smrt_pdf_save_to_async (GtkWindow            *parent,
                                 const char           *address,
                                 GFile                *file,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * smrt_pdf_save_finish:
 *
 * Returns: whether the PDF was saved
 */
gboolean smrt_pdf_save_finish   (GtkWindow            *parent,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
