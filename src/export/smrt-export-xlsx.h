/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * Workbooks for spreadsheets (Office Open XML), where libxlsxwriter was there at
 * build time (`HAVE_XLSX`). Amounts are numbers, shown with the decimals of
 * their currency, up to fifteen digits, which is what a spreadsheet keeps; what
 * is larger is a text, so that no digit is ever wrong. Days are dates. All else
 * is a text, whatever it begins with. There is no row of sums: a list may have
 * several currencies, and a sum would be sorted and filtered with the rows.
 * What a sheet has no room for is in another one.
 */

/**
 * smrt_export_xlsx_credits:
 *
 * A #SmrtExport of the ledger in the list's order.
 */
gboolean smrt_export_xlsx_credits  (SmrtExportSource  *source,
                                    GOutputStream     *stream,
                                    GCancellable      *cancellable,
                                    GError           **error);

/**
 * smrt_export_xlsx_invoices:
 *
 * A #SmrtExport of the invoices in the list's order, and in a second sheet of
 * their lines.
 */
gboolean smrt_export_xlsx_invoices (SmrtExportSource  *source,
                                    GOutputStream     *stream,
                                    GCancellable      *cancellable,
                                    GError           **error);

/**
 * smrt_export_xlsx_usage:
 * @periods: a model of #SmrtUsage
 * @stream: where it goes; it is not closed
 * @cancellable: (nullable): ends it
 *
 * A workbook of what was used in these periods, a row each.
 *
 * Returns: whether the stream took all of it
 */
gboolean smrt_export_xlsx_usage    (GListModel        *periods,
                                    GOutputStream     *stream,
                                    GCancellable      *cancellable,
                                    GError           **error);

G_END_DECLS
