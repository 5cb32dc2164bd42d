/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-store-query.h"
#include "smrt-store.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PDF_WINDOW (smrt_pdf_window_get_type ())

/**
 * SmrtPdfWindow:
 *
 * Saves the PDFs of many invoices into a folder: how far it has come, with
 * Cancel, and then which were not saved and why, to be tried again.
 */
G_DECLARE_FINAL_TYPE (SmrtPdfWindow, smrt_pdf_window, SMRT, PDF_WINDOW, AdwWindow)

/**
 * smrt_pdf_window_new:
 * @store: where the invoices are
 * @query: which invoices are listed
 * @picked: which of the listed ones are saved
 * @n_listed: how many were listed when they were picked
 * @folder: where to
 *
 * Begins at once.
 */
GtkWidget *smrt_pdf_window_new (SmrtStore            *store,
                                const SmrtStoreQuery *query,
                                GtkBitset            *picked,
                                unsigned int          n_listed,
                                GFile                *folder);

G_END_DECLS
