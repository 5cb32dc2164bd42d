/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_INVOICE_WINDOW (smrt_invoice_window_get_type ())

/**
 * SmrtInvoiceWindow:
 *
 * An invoice with its lines and sums. Its PDF can be saved, and one that is
 * open be paid in the browser; afterwards the account is read again and what
 * is shown is what the server says then.
 *
 * Actions: `invoice.save-pdf`, `invoice.pay`.
 */
G_DECLARE_FINAL_TYPE (SmrtInvoiceWindow, smrt_invoice_window, SMRT, INVOICE_WINDOW, AdwWindow)

/**
 * smrt_invoice_window_new:
 * @account: the account
 * @invoice: one of its invoices
 *
 * Returns: (transfer full): a modal window; the caller makes it transient
 */
GtkWidget *smrt_invoice_window_new (SmrtAccount *account,
                                    SmrtInvoice *invoice);

G_END_DECLS
