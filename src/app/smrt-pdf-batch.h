/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-store-query.h"
#include "smrt-store.h"

G_BEGIN_DECLS

/**
 * SmrtPdfFailure:
 * @number: which invoice
 * @reason: what went wrong, in words
 */
typedef struct
{
  char *number;
  char *reason;
} SmrtPdfFailure;

#define SMRT_TYPE_PDF_BATCH (smrt_pdf_batch_get_type ())

/**
 * SmrtPdfBatch:
 *
 * Saves the PDFs of many invoices into a folder, a few at a time, each whole or
 * not at all, under names that sort and are different from each other.
 *
 * Properties, read-only, notified: `n-done`, `n-all` (uint: how many are dealt
 * with, and of how many; 0 until that is known).
 */
G_DECLARE_FINAL_TYPE (SmrtPdfBatch, smrt_pdf_batch, SMRT, PDF_BATCH, GObject)

/**
 * smrt_pdf_batch_new:
 * @parent: the window that asks
 * @store: where the invoices are
 * @query: which invoices are listed
 * @picked: which of the listed ones are saved
 * @n_listed: how many were listed when they were picked
 * @folder: where to
 */
SmrtPdfBatch *smrt_pdf_batch_new          (GtkWindow            *parent,
                                           SmrtStore            *store,
                                           const SmrtStoreQuery *query,
                                           GtkBitset            *picked,
                                           unsigned int          n_listed,
                                           GFile                *folder);

/**
 * smrt_pdf_batch_run_async:
 * @cancellable: (nullable): cancels it; what is saved by then stays
 *
 * The first time it saves all, after that those again that failed.
 */
void          smrt_pdf_batch_run_async    (SmrtPdfBatch         *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/**
 * smrt_pdf_batch_run_finish:
 * @error: return location for why nothing could be saved at all:
 *   %SMRT_STORE_ERROR_MOVED where the list is another one by now, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it came to its end; see smrt_pdf_batch_get_failures()
 */
gboolean      smrt_pdf_batch_run_finish   (SmrtPdfBatch         *self,
                                           GAsyncResult         *result,
                                           GError              **error);
unsigned int  smrt_pdf_batch_get_n_done   (SmrtPdfBatch         *self);
unsigned int  smrt_pdf_batch_get_n_all    (SmrtPdfBatch         *self);

/** Returns: how many were saved, over all runs */
unsigned int  smrt_pdf_batch_get_n_saved  (SmrtPdfBatch         *self);

/**
 * smrt_pdf_batch_get_failures:
 *
 * Returns: (transfer none) (element-type SmrtPdfFailure): what was not saved
 */
GPtrArray    *smrt_pdf_batch_get_failures (SmrtPdfBatch         *self);

G_END_DECLS
