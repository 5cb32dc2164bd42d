/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-ledger-row.h"
#include "smrt-store-query.h"

G_BEGIN_DECLS

/**
 * smrt_dialogs_show_about:
 * @parent: (nullable): the window that it belongs to
 */
void     smrt_dialogs_show_about       (GtkWindow   *parent);
void     smrt_dialogs_show_shortcuts   (GtkWindow   *parent);

/**
 * smrt_dialogs_show_preferences:
 * @settings: what is remembered
 */
void     smrt_dialogs_show_preferences (GtkWindow   *parent,
                                        GSettings   *settings);

/**
 * smrt_dialogs_show_change:
 * @account: the account
 * @parameter: subscription, product and cycle (`(sss)`)
 *
 * Returns: %FALSE where that change is not offered any more
 */
gboolean smrt_dialogs_show_change      (GtkWindow   *parent,
                                        SmrtAccount *account,
                                        GVariant    *parameter);

/**
 * smrt_dialogs_show_seats:
 * @subscription_id: the id of a subscription
 *
 * Returns: %FALSE where its seats cannot be changed any more
 */
gboolean smrt_dialogs_show_seats       (GtkWindow   *parent,
                                        SmrtAccount *account,
                                        const char  *subscription_id);

/**
 * smrt_dialogs_show_invoice:
 * @invoice_id: the id of an invoice
 *
 * Shows it, of whatever age it is, or says that it is not there any more.
 */
void     smrt_dialogs_show_invoice     (GtkWindow   *parent,
                                        SmrtAccount *account,
                                        const char  *invoice_id);

/**
 * smrt_dialogs_show_entry:
 * @row: a row of a ledger
 *
 * Shows the details of what belongs to no invoice.
 */
void     smrt_dialogs_show_entry       (GtkWindow     *parent,
                                        SmrtAccount   *account,
                                        SmrtLedgerRow *row);

/**
 * smrt_dialogs_save_pdfs:
 * @query: which invoices are listed
 * @picked: which of the listed ones are saved
 * @n_listed: how many are listed
 *
 * Asks for a folder and saves the PDFs there.
 */
void     smrt_dialogs_save_pdfs        (GtkWindow            *parent,
                                        SmrtAccount          *account,
                                        const SmrtStoreQuery *query,
                                        GtkBitset            *picked,
                                        unsigned int          n_listed);

/**
 * smrt_dialogs_show_problem:
 * @error: what failed
 *
 * Says it until it was read.
 */
void     smrt_dialogs_show_problem     (GtkWindow    *parent,
                                        const GError *error);

/**
 * smrt_dialogs_has_modal:
 *
 * Returns: whether a dialog is in front of @parent that has to be finished first
 */
gboolean smrt_dialogs_has_modal        (GtkWindow    *parent);

/**
 * smrt_dialogs_close_all:
 * @parent: a window
 *
 * Closes what it has open, from the top.
 *
 * Returns: %FALSE where one has a reason to stay
 */
gboolean smrt_dialogs_close_all        (GtkWindow   *parent);

G_END_DECLS
