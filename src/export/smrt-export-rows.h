/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * SmrtExportRows:
 *
 * The rows of a list, one after the other. Each is got once, and the source is
 * told how far it has come.
 */
typedef struct _SmrtExportRows SmrtExportRows;

/**
 * smrt_export_rows_new:
 * @source: what is exported
 * @model: a model of #SmrtLedgerRow of it
 * @backwards: whether the last one comes first
 */
SmrtExportRows  *smrt_export_rows_new          (SmrtExportSource  *source,
                                                GListModel        *model,
                                                gboolean           backwards);
void             smrt_export_rows_free         (SmrtExportRows    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtExportRows, smrt_export_rows_free)

/**
 * smrt_export_rows_set_quiet:
 *
 * The source is not told how far it has come: for a list that is read twice.
 */
void             smrt_export_rows_set_quiet    (SmrtExportRows    *self);

/**
 * smrt_export_rows_next:
 *
 * Returns: (transfer none) (nullable): the next row, good until this is called
 *   again; %NULL at the end and where a row could not be read
 */
SmrtLedgerRow   *smrt_export_rows_next         (SmrtExportRows    *self);

/**
 * smrt_export_rows_next_entry:
 *
 * Returns: (transfer none) (nullable): the entry of smrt_export_rows_next()
 */
SmrtCreditEntry *smrt_export_rows_next_entry   (SmrtExportRows    *self,
                                                SmrtLedgerRow    **row);

/**
 * smrt_export_rows_next_invoice:
 *
 * Returns: (transfer none) (nullable): the invoice of smrt_export_rows_next()
 */
SmrtInvoice     *smrt_export_rows_next_invoice (SmrtExportRows    *self,
                                                SmrtLedgerRow    **row);

/**
 * smrt_export_rows_check:
 * @error: return location for %G_IO_ERROR_FAILED
 *
 * Returns: whether no row was missing so far
 */
gboolean         smrt_export_rows_check        (SmrtExportRows    *self,
                                                GError           **error);

G_END_DECLS
