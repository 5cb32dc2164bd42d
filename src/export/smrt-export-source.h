/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-catalogue.h"
#include "smrt-invoice.h"

G_BEGIN_DECLS

#define SMRT_TYPE_EXPORT_SOURCE (smrt_export_source_get_type ())

/**
 * SmrtExportSource:
 *
 * What is exported: lists as they are shown, and what their rows are described
 * by. The lists must not change while an exporter reads them.
 */
G_DECLARE_FINAL_TYPE (SmrtExportSource, smrt_export_source, SMRT, EXPORT_SOURCE, GObject)

/**
 * SmrtExport:
 * @source: what is exported
 * @stream: where it goes; it is not closed
 * @cancellable: (nullable): ends it
 * @error: return location for a GIOError: of the stream, or
 *   %G_IO_ERROR_INVALID_DATA for amounts and dates beyond what can be reckoned
 *
 * An exporter. It may run in a thread of its own.
 *
 * Returns: whether the stream took all of it
 */
typedef gboolean (*SmrtExport) (SmrtExportSource  *source,
                                GOutputStream     *stream,
                                GCancellable      *cancellable,
                                GError           **error);

/**
 * smrt_export_source_new:
 * @credits: a model of #SmrtCreditEntry, newest first
 * @invoices: a model of #SmrtInvoice, newest first
 * @subscriptions: a model of #SmrtSubscription
 * @catalogue: (nullable): the plans
 * @as_of: unix seconds at which the server was asked
 */
SmrtExportSource *smrt_export_source_new               (GListModel        *credits,
                                                        GListModel        *invoices,
                                                        GListModel        *subscriptions,
                                                        SmrtCatalogue     *catalogue,
                                                        gint64             as_of);

/**
 * smrt_export_source_get_credits:
 *
 * Returns: (transfer none): a model of #SmrtCreditEntry, newest first
 */
GListModel       *smrt_export_source_get_credits       (SmrtExportSource  *self);

/**
 * smrt_export_source_get_invoices:
 *
 * Returns: (transfer none): a model of #SmrtInvoice, newest first
 */
GListModel       *smrt_export_source_get_invoices      (SmrtExportSource  *self);

/**
 * smrt_export_source_get_subscriptions:
 *
 * Returns: (transfer none): a model of #SmrtSubscription
 */
GListModel       *smrt_export_source_get_subscriptions (SmrtExportSource  *self);

/**
 * smrt_export_source_get_catalogue:
 *
 * Returns: (transfer none) (nullable): the plans
 */
SmrtCatalogue    *smrt_export_source_get_catalogue     (SmrtExportSource  *self);
gint64            smrt_export_source_get_as_of         (SmrtExportSource  *self);

/**
 * smrt_export_source_find_invoice:
 * @id: (nullable): the server's id
 *
 * Returns: (transfer none) (nullable): the invoice of the list with that id
 */
SmrtInvoice      *smrt_export_source_find_invoice      (SmrtExportSource  *self,
                                                        const char        *id);

G_END_DECLS
