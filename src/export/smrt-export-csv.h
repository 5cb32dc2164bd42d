/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * Comma-separated values (RFC 4180) in UTF-8, with a header of names that are
 * the same in every language. Amounts are plain decimal numbers beside a column
 * for their currency; days are those of the person's time zone and times are
 * UTC, both by ISO 8601. A text that a spreadsheet would take for a formula
 * gets an apostrophe before it; numbers do not.
 */

/**
 * smrt_export_csv_credits:
 *
 * A #SmrtExport of the subscription credit's ledger in the list's order.
 */
gboolean smrt_export_csv_credits  (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

/**
 * smrt_export_csv_invoices:
 *
 * A #SmrtExport of the invoices in the list's order.
 */
gboolean smrt_export_csv_invoices (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

/**
 * smrt_export_csv_products:
 *
 * A #SmrtExport of the subscriptions in the list's order.
 */
gboolean smrt_export_csv_products (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

/**
 * smrt_export_csv_plans:
 *
 * A #SmrtExport of the plans of the catalogue, a row a price; `current` is
 * whether one of the subscriptions has it.
 */
gboolean smrt_export_csv_plans    (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

G_END_DECLS
