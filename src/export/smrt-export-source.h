/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-catalogue.h"
#include "smrt-ledger-row.h"
#include "smrt-payment-method.h"
#include "smrt-period.h"

G_BEGIN_DECLS

#define SMRT_TYPE_EXPORT_SOURCE (smrt_export_source_get_type ())

/**
 * SmrtExportSource:
 *
 * What is exported: lists as they are shown, and what is known about them. The
 * lists must not change while an exporter reads them. An exporter gets each row
 * once and one after the other, so that a list may read its rows from a
 * database.
 */
G_DECLARE_FINAL_TYPE (SmrtExportSource, smrt_export_source, SMRT, EXPORT_SOURCE, GObject)

/**
 * SmrtExport:
 * @source: what is exported
 * @stream: where it goes; it is not closed
 * @cancellable: (nullable): ends it
 * @error: return location for a GIOError: of the stream,
 *   %G_IO_ERROR_INVALID_DATA for amounts and dates beyond what can be reckoned,
 *   or %G_IO_ERROR_FAILED for a row that a list could not read
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
 * SmrtExportProgress:
 * @n_done: how many rows are done
 * @n_rows: of how many
 *
 * Called by an exporter, in its thread, every few hundred rows and at the end.
 */
typedef void (*SmrtExportProgress) (guint64  n_done,
                                    guint64  n_rows,
                                    gpointer user_data);

/**
 * SmrtExportFindInvoice:
 * @id: the server's id
 *
 * Called by an exporter, in its thread.
 *
 * Returns: (transfer full) (nullable): the invoice with that id
 */
typedef SmrtInvoice *(*SmrtExportFindInvoice) (const char *id,
                                               gpointer    user_data);

/**
 * SmrtExportCredit:
 * @SMRT_EXPORT_CREDIT_SUBSCRIPTION: the subscription credit
 * @SMRT_EXPORT_CREDIT_USAGE: the usage credit
 *
 * Whose ledger it is.
 */
typedef enum
{
  SMRT_EXPORT_CREDIT_SUBSCRIPTION,
  SMRT_EXPORT_CREDIT_USAGE,
} SmrtExportCredit;

/**
 * SmrtExportSpan:
 * @period: which period
 * @fiscal_start: the first month of the fiscal year, 1 to 12
 * @from: unix seconds of its first second; 0 for all there is
 * @until: unix seconds of the first second after it; 0 for all there is
 *
 * What the rows of the lists are of.
 */
typedef struct
{
  SmrtPeriod period;
  int        fiscal_start;
  gint64     from;
  gint64     until;
} SmrtExportSpan;

/**
 * smrt_export_source_new:
 * @credits: (nullable): a model of #SmrtLedgerRow with entries, newest first
 * @invoices: (nullable): a model of #SmrtLedgerRow with invoices, newest first
 * @subscriptions: (nullable): a model of #SmrtSubscription
 * @catalogue: (nullable): the plans
 * @as_of: unix seconds at which the server was asked
 *
 * Of the subscription credit and of all time, until something else is said.
 */
SmrtExportSource *smrt_export_source_new               (GListModel        *credits,
                                                        GListModel        *invoices,
                                                        GListModel        *subscriptions,
                                                        SmrtCatalogue     *catalogue,
                                                        gint64             as_of);

/**
 * smrt_export_source_get_credits:
 *
 * Returns: (transfer none): a model of #SmrtLedgerRow with entries, newest first
 */
GListModel       *smrt_export_source_get_credits       (SmrtExportSource  *self);

/**
 * smrt_export_source_get_invoices:
 *
 * Returns: (transfer none): a model of #SmrtLedgerRow with invoices, newest
 *   first
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
 * smrt_export_source_get_credit:
 *
 * Returns: whose ledger the credits are
 */
SmrtExportCredit  smrt_export_source_get_credit        (SmrtExportSource  *self);
void              smrt_export_source_set_credit        (SmrtExportSource  *self,
                                                        SmrtExportCredit   credit);

/**
 * smrt_export_source_get_span:
 *
 * Returns: the period that the lists are of
 */
const SmrtExportSpan *smrt_export_source_get_span      (SmrtExportSource  *self);
void              smrt_export_source_set_span          (SmrtExportSource  *self,
                                                        const SmrtExportSpan *span);

/**
 * smrt_export_source_get_opening:
 *
 * Returns: (nullable): the balance before the first row of the period
 */
const SmrtMoney  *smrt_export_source_get_opening       (SmrtExportSource  *self);

/**
 * smrt_export_source_get_closing:
 *
 * Returns: (nullable): the balance after the last row of the period
 */
const SmrtMoney  *smrt_export_source_get_closing       (SmrtExportSource  *self);

/**
 * smrt_export_source_set_balances:
 * @opening: (nullable): the balance before the period, where it is known
 * @closing: (nullable): the balance after it
 *
 * For a ledger of one currency.
 */
void              smrt_export_source_set_balances      (SmrtExportSource  *self,
                                                        const SmrtMoney   *opening,
                                                        const SmrtMoney   *closing);

/**
 * smrt_export_source_get_account_name:
 *
 * Returns: (nullable): what the account is called, never markup
 */
const char       *smrt_export_source_get_account_name  (SmrtExportSource  *self);
void              smrt_export_source_set_account_name  (SmrtExportSource  *self,
                                                        const char        *name);

/**
 * smrt_export_source_get_payment_method:
 *
 * Returns: (transfer none) (nullable): what coming payments are taken from
 */
SmrtPaymentMethod *smrt_export_source_get_payment_method (SmrtExportSource  *self);
void              smrt_export_source_set_payment_method  (SmrtExportSource  *self,
                                                          SmrtPaymentMethod *payment_method);

/**
 * smrt_export_source_set_find_invoice:
 * @find_invoice: (nullable): finds an invoice that need not be in the list
 * @user_data: handed on to it
 * @destroy: (nullable): frees @user_data
 */
void              smrt_export_source_set_find_invoice  (SmrtExportSource      *self,
                                                        SmrtExportFindInvoice  find_invoice,
                                                        gpointer               user_data,
                                                        GDestroyNotify         destroy);

/**
 * smrt_export_source_find_invoice:
 * @id: (nullable): the server's id
 *
 * Returns: (transfer full) (nullable): the invoice with that id
 */
SmrtInvoice      *smrt_export_source_find_invoice      (SmrtExportSource  *self,
                                                        const char        *id);

/**
 * smrt_export_source_set_progress:
 * @progress: (nullable): is told how far an exporter has come
 * @user_data: handed on to it
 * @destroy: (nullable): frees @user_data
 */
void              smrt_export_source_set_progress      (SmrtExportSource   *self,
                                                        SmrtExportProgress  progress,
                                                        gpointer            user_data,
                                                        GDestroyNotify      destroy);

/**
 * smrt_export_source_report:
 *
 * For exporters: tells how far they have come.
 */
void              smrt_export_source_report            (SmrtExportSource   *self,
                                                        guint64             n_done,
                                                        guint64             n_rows);

G_END_DECLS
