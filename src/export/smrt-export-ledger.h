/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * Journals for ledger and for hledger: the transactions of
 * smrt_export_journal_new_credits() and smrt_export_journal_new_invoices(), a commodity
 * a currency. Each entry of the credit asserts the server's running balance.
 */

/**
 * smrt_export_ledger_credits:
 *
 * A #SmrtExport of the subscription credit's ledger, for ledger.
 */
gboolean smrt_export_ledger_credits   (SmrtExportSource  *source,
                                       GOutputStream     *stream,
                                       GCancellable      *cancellable,
                                       GError           **error);

/**
 * smrt_export_ledger_invoices:
 *
 * A #SmrtExport of the invoices and their payments, for ledger.
 */
gboolean smrt_export_ledger_invoices  (SmrtExportSource  *source,
                                       GOutputStream     *stream,
                                       GCancellable      *cancellable,
                                       GError           **error);

/**
 * smrt_export_hledger_credits:
 *
 * A #SmrtExport of the subscription credit's ledger, for hledger.
 */
gboolean smrt_export_hledger_credits  (SmrtExportSource  *source,
                                       GOutputStream     *stream,
                                       GCancellable      *cancellable,
                                       GError           **error);

/**
 * smrt_export_hledger_invoices:
 *
 * A #SmrtExport of the invoices and their payments, for hledger.
 */
gboolean smrt_export_hledger_invoices (SmrtExportSource  *source,
                                       GOutputStream     *stream,
                                       GCancellable      *cancellable,
                                       GError           **error);

G_END_DECLS
