/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/*
 * Journals for beancount: the transactions of smrt_export_journal_new_credits() and
 * smrt_export_journal_new_invoices(), a commodity a currency. They open no
 * accounts, so that they can be included in a book that does; on their own,
 * beancount's plugin does it.
 */

/**
 * smrt_export_beancount_credits:
 *
 * A #SmrtExport of the subscription credit's ledger, with a balance of each
 * currency at its end.
 */
gboolean smrt_export_beancount_credits  (SmrtExportSource  *source,
                                         GOutputStream     *stream,
                                         GCancellable      *cancellable,
                                         GError           **error);

/**
 * smrt_export_beancount_invoices:
 *
 * A #SmrtExport of the invoices and their payments.
 */
gboolean smrt_export_beancount_invoices (SmrtExportSource  *source,
                                         GOutputStream     *stream,
                                         GCancellable      *cancellable,
                                         GError           **error);

G_END_DECLS
