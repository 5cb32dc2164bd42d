/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_INVOICE_WINDOW (smrt_invoice_window_get_type ())

/**
 * SmrtInvoiceWindow:
 *
 * An invoice as a receipt: what it was for, its sums, and what was charged.
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
