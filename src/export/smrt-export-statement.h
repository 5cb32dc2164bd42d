/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * A SmrtStatement as a PDF, on the paper of the person's country.
 */

/**
 * smrt_export_statement_credits:
 *
 * A #SmrtExport of the ledger's statement.
 */
gboolean smrt_export_statement_credits  (SmrtExportSource  *source,
                                         GOutputStream     *stream,
                                         GCancellable      *cancellable,
                                         GError           **error);

/**
 * smrt_export_statement_invoices:
 *
 * A #SmrtExport of the billing history's statement.
 */
gboolean smrt_export_statement_invoices (SmrtExportSource  *source,
                                         GOutputStream     *stream,
                                         GCancellable      *cancellable,
                                         GError           **error);

G_END_DECLS
