/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-invoice.h"
#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/* The part of smrt-stripe-decoder.h that reads invoices. */

/**
 * smrt_stripe_decode_invoice:
 *
 * An invoice or a preview, with the lines that came with it; see
 * smrt_stripe_decode_lines_cursor() for the others. Addresses that are neither
 * https nor http to loopback are left out.
 */
SmrtInvoice       *smrt_stripe_decode_invoice        (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_lines_cursor:
 * @node: an invoice that smrt_stripe_decode_invoice() understood
 *
 * Returns: (transfer full) (nullable): the id of the last line that came with
 *   the invoice, where there are more
 */
char              *smrt_stripe_decode_lines_cursor   (JsonNode  *node);

/**
 * smrt_stripe_decode_line_into:
 * @invoice: an invoice that came without all its lines
 * @node: the next line
 *
 * Adds a line to an invoice.
 *
 * Returns: whether it was understood
 */
gboolean           smrt_stripe_decode_line_into      (SmrtInvoice  *invoice,
                                                      JsonNode     *node,
                                                      GError      **error);

G_END_DECLS
