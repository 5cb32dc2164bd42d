/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice.h"

G_BEGIN_DECLS

/**
 * SmrtDifferenceKind:
 * @SMRT_DIFFERENCE_LINE_AMOUNT: a line has another amount
 * @SMRT_DIFFERENCE_LINE_PERIOD: a line is for another time; @quoted and
 *   @charged are its amount
 * @SMRT_DIFFERENCE_LINE_MISSING: a quoted line is not on the invoice
 * @SMRT_DIFFERENCE_LINE_ADDED: the invoice has a line that was not quoted
 * @SMRT_DIFFERENCE_SUBTOTAL: what the lines come to
 * @SMRT_DIFFERENCE_DISCOUNT: the discount
 * @SMRT_DIFFERENCE_TAX: the tax
 * @SMRT_DIFFERENCE_TOTAL: the total
 * @SMRT_DIFFERENCE_BALANCE_USED: what the customer balance contributed
 * @SMRT_DIFFERENCE_AMOUNT_DUE: what is charged
 * @SMRT_DIFFERENCE_AMOUNT_PAID: what was paid is not what was due
 */
typedef enum
{
  SMRT_DIFFERENCE_LINE_AMOUNT,
  SMRT_DIFFERENCE_LINE_PERIOD,
  SMRT_DIFFERENCE_LINE_MISSING,
  SMRT_DIFFERENCE_LINE_ADDED,
  SMRT_DIFFERENCE_SUBTOTAL,
  SMRT_DIFFERENCE_DISCOUNT,
  SMRT_DIFFERENCE_TAX,
  SMRT_DIFFERENCE_TOTAL,
  SMRT_DIFFERENCE_BALANCE_USED,
  SMRT_DIFFERENCE_AMOUNT_DUE,
  SMRT_DIFFERENCE_AMOUNT_PAID,
} SmrtDifferenceKind;

/**
 * SmrtDifference:
 * @kind: where
 * @description: (nullable): the line's text
 * @quoted: what was quoted
 * @charged: what the invoice says
 * @quoted_start: unix seconds; with %SMRT_DIFFERENCE_LINE_PERIOD alone
 * @quoted_end: unix seconds; likewise
 * @charged_start: unix seconds; likewise
 * @charged_end: unix seconds; likewise
 */
typedef struct
{
  SmrtDifferenceKind kind;
  char *description;
  SmrtMoney quoted;
  SmrtMoney charged;
  gint64 quoted_start;
  gint64 quoted_end;
  gint64 charged_start;
  gint64 charged_end;
} SmrtDifference;

#define SMRT_TYPE_PROOF (smrt_proof_get_type ())

/**
 * SmrtProof:
 *
 * An invoice held against the quote that was confirmed, line by line.
 */
G_DECLARE_FINAL_TYPE (SmrtProof, smrt_proof, SMRT, PROOF, GObject)

/**
 * smrt_proof_new:
 * @quoted: the preview that was confirmed
 * @charged: the invoice that the change made
 *
 * Lines are matched by price, product, proration and sign of the amount. Their
 * periods may differ by an hour at most: by the seconds between quote and
 * change, where a change of interval begins a new period.
 */
SmrtProof   *smrt_proof_new             (SmrtInvoice *quoted,
                                         SmrtInvoice *charged);

/**
 * smrt_proof_new_at_renewal:
 * @quoted: the preview of the payment at the next billing date
 * @charged: the invoice of that date
 *
 * Holds a change that was made at the next billing date against its quote. The
 * lines and what they come to must be as quoted. Discounts, taxes and the
 * customer balance of a day that was still to come could not be: where they
 * differ it is named in smrt_proof_get_differences(), and
 * smrt_proof_is_exact() remains %TRUE. Periods are not compared: the preview of
 * a change of interval says what comes again and again, not from when.
 */
SmrtProof   *smrt_proof_new_at_renewal  (SmrtInvoice *quoted,
                                         SmrtInvoice *charged);
SmrtInvoice *smrt_proof_get_quoted      (SmrtProof   *self);
SmrtInvoice *smrt_proof_get_charged     (SmrtProof   *self);

/**
 * smrt_proof_is_exact:
 *
 * Returns: whether nothing differs that was quoted
 */
gboolean     smrt_proof_is_exact        (SmrtProof   *self);

/**
 * smrt_proof_get_differences:
 *
 * Returns: (transfer none) (element-type SmrtDifference): what differs
 */
GPtrArray   *smrt_proof_get_differences (SmrtProof   *self);

G_END_DECLS
