/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-catalogue.h"
#include "smrt-invoice.h"

G_BEGIN_DECLS

#define SMRT_TYPE_INVOICE_LIST (smrt_invoice_list_get_type ())

/**
 * SmrtInvoiceList:
 *
 * The lines of an invoice or of the preview of one, what comes on top and goes
 * off, and the amount that it comes down to. Each amount is the server's.
 */
G_DECLARE_FINAL_TYPE (SmrtInvoiceList, smrt_invoice_list, SMRT, INVOICE_LIST, AdwBin)

/**
 * smrt_invoice_list_show:
 * @invoice: (nullable): an invoice or a preview; %NULL empties the list
 * @catalogue: (nullable): the catalogue that knows the plans
 * @due_title: the title of the last row, "Due today"
 * @due_subtitle: (nullable): what stands beneath it
 */
void smrt_invoice_list_show (SmrtInvoiceList *self,
                             SmrtInvoice     *invoice,
                             SmrtCatalogue   *catalogue,
                             const char      *due_title,
                             const char      *due_subtitle);

/**
 * smrt_invoice_list_show_nothing_due:
 * @zero: 0 in the currency of the bill
 * @due_title: the title of the only row, "Due today"
 * @due_subtitle: (nullable): what stands beneath it
 *
 * Shows a bill with nothing on it.
 */
void smrt_invoice_list_show_nothing_due (SmrtInvoiceList *self,
                                         const SmrtMoney *zero,
                                         const char      *due_title,
                                         const char      *due_subtitle);

G_END_DECLS
