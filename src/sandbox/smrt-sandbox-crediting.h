/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * smrt_sandbox_crediting_line:
 * @line: a line of an invoice
 * @amount: how much of its amount is credited, from 1 to all of it
 *
 * The discounts, the usage credit and the taxes of the line are credited in the
 * same proportion, each rounded to the nearest minor unit, exact halves away
 * from zero; so a line that is credited whole gives back what it cost. That
 * shares are rounded one by one is inferred.
 *
 * Returns: (transfer full): a line of a credit note, without an id
 */
JsonObject *smrt_sandbox_crediting_line   (JsonObject *line,
                                           gint64      amount);

/**
 * smrt_sandbox_crediting_custom:
 * @description: (nullable): what it is for
 * @unit_amount: minor units, tax included
 * @quantity: how many
 *
 * Returns: (transfer full): a line of a credit note that no line of the invoice
 *   stands behind, without an id
 */
JsonObject *smrt_sandbox_crediting_custom (const char *description,
                                           gint64      unit_amount,
                                           gint64      quantity);

/**
 * smrt_sandbox_crediting_sum:
 * @note: where the sums are put: `total`, `subtotal` and their like
 * @lines: (element-type JsonObject): its lines
 */
void        smrt_sandbox_crediting_sum    (JsonObject *note,
                                           JsonArray  *lines);

G_END_DECLS
