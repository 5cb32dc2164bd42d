/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

#define SMRT_TYPE_INVOICE_LINE (smrt_invoice_line_get_type ())

/**
 * SmrtInvoiceLine:
 *
 * A line of an invoice or of the preview of one.
 */
G_DECLARE_FINAL_TYPE (SmrtInvoiceLine, smrt_invoice_line, SMRT, INVOICE_LINE, GObject)

/**
 * smrt_invoice_line_new:
 * @id: the server's id
 * @amount: minor units and currency, without discount and exclusive tax
 * @description: (nullable): the server's text
 * @period_start: unix seconds
 * @period_end: unix seconds
 * @quantity: how many
 * @price_id: (nullable): the price
 * @product_id: (nullable): its product
 * @proration: whether it is for a part of a period
 */
SmrtInvoiceLine *smrt_invoice_line_new              (const char      *id,
                                                     const SmrtMoney *amount,
                                                     const char      *description,
                                                     gint64           period_start,
                                                     gint64           period_end,
                                                     gint64           quantity,
                                                     const char      *price_id,
                                                     const char      *product_id,
                                                     gboolean         proration);
const char      *smrt_invoice_line_get_id           (SmrtInvoiceLine *self);
const SmrtMoney *smrt_invoice_line_get_amount       (SmrtInvoiceLine *self);

/**
 * smrt_invoice_line_get_description:
 *
 * Returns: (nullable): the server's text, never markup
 */
const char      *smrt_invoice_line_get_description  (SmrtInvoiceLine *self);
gint64           smrt_invoice_line_get_period_start (SmrtInvoiceLine *self);
gint64           smrt_invoice_line_get_period_end   (SmrtInvoiceLine *self);
gint64           smrt_invoice_line_get_quantity     (SmrtInvoiceLine *self);

/**
 * smrt_invoice_line_get_price_id:
 *
 * Returns: (nullable): the price; %NULL for what was invoiced without one
 */
const char      *smrt_invoice_line_get_price_id     (SmrtInvoiceLine *self);

/**
 * smrt_invoice_line_get_product_id:
 *
 * Returns: (nullable): the product of the price
 */
const char      *smrt_invoice_line_get_product_id   (SmrtInvoiceLine *self);
gboolean         smrt_invoice_line_get_proration    (SmrtInvoiceLine *self);

G_END_DECLS
