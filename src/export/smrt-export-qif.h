/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * The Quicken Interchange Format: the transactions of
 * smrt_export_journal_new_credits() and smrt_export_journal_new_invoices(). It knows no
 * currencies, so that each has an account of its own, named after it. Days are
 * written the American way, which is the format's own.
 */

/**
 * smrt_export_qif_credits:
 *
 * A #SmrtExport of the subscription credit's ledger, as an asset.
 */
gboolean smrt_export_qif_credits  (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

/**
 * smrt_export_qif_invoices:
 *
 * A #SmrtExport of the invoices, as a card that pays them. What one charges, and
 * what did not come from the card, is its splits.
 */
gboolean smrt_export_qif_invoices (SmrtExportSource  *source,
                                   GOutputStream     *stream,
                                   GCancellable      *cancellable,
                                   GError           **error);

G_END_DECLS
