/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-invoice.h"

G_BEGIN_DECLS

/**
 * smrt_words_invoice_line:
 * @line: a line of a quote or an invoice
 * @invoice: (nullable): the quote or invoice that it stands on: where its lines
 *   are of several cycles, each is named with its own
 * @catalogue: (nullable): the catalogue that knows the plans
 * @title: (out): "Unused time on Standard", "Remaining time on Pro", "Pro,
 *   monthly"; the server's text, made plain, where the plan is not known
 * @detail: (out): "18 November to 3 December", "3 seats · …"
 */
void       smrt_words_invoice_line    (SmrtInvoiceLine  *line,
                                       SmrtInvoice      *invoice,
                                       SmrtCatalogue    *catalogue,
                                       char            **title,
                                       char            **detail);

/**
 * smrt_words_included_tax:
 * @invoice: a quote or an invoice
 *
 * Returns: (transfer full) (nullable): "$4.17 of tax is included", where there
 *   is tax within its amounts
 */
char      *smrt_words_included_tax    (SmrtInvoice      *invoice);

/**
 * smrt_words_find_line_plan:
 * @line: (nullable): a line
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer none) (nullable): the plan that a line is for
 */
SmrtPlan  *smrt_words_find_line_plan  (SmrtInvoiceLine  *line,
                                       SmrtCatalogue    *catalogue);

/**
 * smrt_words_find_line_price:
 * @line: (nullable): a line
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer none) (nullable): the price that a line is for
 */
SmrtPrice *smrt_words_find_line_price (SmrtInvoiceLine  *line,
                                       SmrtCatalogue    *catalogue);

/**
 * smrt_words_find_main_line:
 * @invoice: an invoice
 * @sign: negative for what is credited, else for what is charged
 *
 * Returns: (transfer none) (nullable): the line with the largest amount of that
 *   sign, which says what the invoice is for
 */
SmrtInvoiceLine *smrt_words_find_main_line (SmrtInvoice *invoice,
                                            int          sign);

G_END_DECLS
