/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-invoice.h"
#include "smrt-words-error.h"
#include "smrt-words-status.h"

G_BEGIN_DECLS

/**
 * smrt_words_invoice:
 * @invoice: an invoice
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * What an invoice is for, as exactly as its lines and its reason allow:
 * "Standard, monthly: renewal", "Change from Standard to Pro", "Pro: switched
 * to annual". Source: Stripe, "The Invoice object", `billing_reason`.
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_invoice           (SmrtInvoice   *invoice,
                                    SmrtCatalogue *catalogue);

/**
 * smrt_words_invoice_state:
 * @invoice: an invoice
 * @tone: (out) (optional): its colour
 *
 * As smrt_words_invoice_status(), but an invoice whose total is negative was
 * not paid by anybody: what it comes to became credit. Source: Stripe,
 * "Customer balance".
 *
 * Returns: "Paid", "Credited", "Open", …
 */
const char *smrt_words_invoice_state (SmrtInvoice *invoice,
                                      SmrtTone    *tone);

/**
 * smrt_words_invoice_number:
 *
 * Returns: (transfer full): the number that people know it by, else the
 *   server's id
 */
char *smrt_words_invoice_number    (SmrtInvoice   *invoice);

/**
 * smrt_words_invoice_file_name:
 *
 * A name that sorts by date and can be used on any file system.
 *
 * Returns: (transfer full): "2026-11-03 NW-0042.pdf"
 */
char *smrt_words_invoice_file_name (SmrtInvoice   *invoice);

/**
 * smrt_words_pdf_name:
 * @created: unix seconds
 * @number: what people know the document by
 *
 * A name that sorts by date and can be used on any file system.
 *
 * Returns: (transfer full): "2026-11-03 NW-0042.pdf"
 */
char *smrt_words_pdf_name          (gint64         created,
                                    const char    *number);

/**
 * smrt_words_pay_read_only:
 *
 * Returns: the sentence for who may look at an open invoice but not pay it
 */
const char *smrt_words_pay_read_only (void);

/**
 * smrt_words_pdf_not_saved:
 * @problem: what went wrong
 *
 * Returns: a sentence for a person who wanted the PDF of an invoice
 */
const char *smrt_words_pdf_not_saved (SmrtProblem problem);

G_END_DECLS
