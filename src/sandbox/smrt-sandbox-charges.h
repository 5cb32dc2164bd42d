/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SMRT_SANDBOX_WHOLE_RATE:
 *
 * A hundred per cent. Rates are integers of ten thousandths of a per cent.
 */
#define SMRT_SANDBOX_WHOLE_RATE G_GINT64_CONSTANT (1000000)

/**
 * SmrtSandboxGrant:
 * @id: the credit grant
 * @prices: (nullable): prices that it pays for; %NULL: every metered one
 * @available: what is left of it, minor units
 *
 * Usage credit that an invoice may take from.
 */
typedef struct
{
  char *id;
  char **prices;
  gint64 available;
} SmrtSandboxGrant;

void       smrt_sandbox_grant_free            (SmrtSandboxGrant  *self);

/**
 * smrt_sandbox_charges_parse_rate:
 * @text: a decimal such as `8.875`, with four decimals at the most
 * @rate: (out): where the rate is put
 *
 * No floating point is involved.
 *
 * Returns: whether @text is a rate from 0 to 100 per cent
 */
gboolean   smrt_sandbox_charges_parse_rate    (const char        *text,
                                               gint64            *rate);

/**
 * smrt_sandbox_charges_set_terms:
 * @line: a line item without ids
 * @discounts: (nullable) (element-type JsonObject): `id`, and either `rate` or
 *   `amount` in minor units
 * @tax_rates: (nullable) (element-type JsonObject): `id`, `rate`, `inclusive`
 * @metered: whether usage credit pays for the line
 *
 * Writes on a line what smrt_sandbox_charges_apply() has to know of it; nobody
 * outside of the server sees it.
 */
void       smrt_sandbox_charges_set_terms     (JsonObject        *line,
                                               JsonArray         *discounts,
                                               JsonArray         *tax_rates,
                                               gboolean           metered);

/**
 * smrt_sandbox_charges_discount:
 * @lines: (element-type JsonObject): line items with their terms
 *
 * Fills in `discount_amounts` of the lines that are discountable; the others
 * have theirs already. The discounts count one after the other, each from what
 * the one before has left. A percentage is taken of each line, rounded once to
 * the nearest minor unit, exact halves away from zero. A fixed amount is spread
 * over the lines that something is left of, in proportion to what is left; the
 * sum up to each line is rounded, so that the shares add up to the amount, and
 * no line falls below zero. Source: Stripe, "Coupons"; the rounding and the
 * spreading are inferred.
 */
void       smrt_sandbox_charges_discount      (JsonArray         *lines);

/**
 * smrt_sandbox_charges_apply:
 * @invoice: where the sums are put: `subtotal`, `total`, `total_taxes` and
 *   their like
 * @lines: (element-type JsonObject): its line items with their terms
 * @grants: (nullable) (element-type SmrtSandboxGrant): in the order in which
 *   they are used; what is taken is taken from their `available`
 *
 * Discounts come first, then usage credit, then taxes. Tax is on what is left
 * of a line, rounded for each line and each rate to the nearest minor unit,
 * exact halves away from zero; so a line that is credited whole gives back just
 * the tax that it cost. An inclusive rate r is taken out as r / (100 + all
 * inclusive rates); exclusive tax is on what remains without inclusive tax, and
 * is added to the total. Source: Stripe, "Tax rates", rounding "at item level";
 * halves are inferred.
 *
 * It can be done again, with other grants.
 */
void       smrt_sandbox_charges_apply         (JsonObject        *invoice,
                                               JsonArray         *lines,
                                               GPtrArray         *grants);

/**
 * smrt_sandbox_charges_collect:
 * @lines: (element-type JsonObject): lines whose discounts, usage credit and
 *   taxes are known
 *
 * Returns: (transfer full): the arrays `discounts`, one for each discount,
 *   `taxes`, one for each tax rate, and `credits`, all of them
 */
JsonObject *smrt_sandbox_charges_collect      (JsonArray         *lines);

/**
 * smrt_sandbox_charges_sum:
 * @amounts: (element-type JsonObject): objects with an `amount`
 *
 * Returns: the sum of the amounts
 */
gint64     smrt_sandbox_charges_sum           (JsonArray         *amounts);

/**
 * smrt_sandbox_charges_share:
 * @amount: minor units, with sign
 * @part: not more than @whole
 * @whole: greater than zero
 *
 * Returns: @amount × @part ÷ @whole, to the nearest minor unit, exact halves
 *   away from zero
 */
gint64     smrt_sandbox_charges_share         (gint64             amount,
                                               gint64             part,
                                               gint64             whole);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxGrant, smrt_sandbox_grant_free)

G_END_DECLS
