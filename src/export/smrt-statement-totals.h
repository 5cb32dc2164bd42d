/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-credit-entry.h"
#include "smrt-invoice.h"

G_BEGIN_DECLS

/**
 * SmrtStatementTotals:
 * @currency: whose
 * @exact: whether no sum was too large
 * @opening: the balance before the first entry
 * @closing: the balance after the last entry
 * @came: what entries added; of invoices the sum of their totals, without drafts
 *   and void ones
 * @went: what entries took, not positive; of invoices what was paid of them
 *
 * What the rows of one currency come to, in minor units.
 */
typedef struct
{
  char     currency[4];
  gboolean exact;
  gint64   opening;
  gint64   closing;
  gint64   came;
  gint64   went;
} SmrtStatementTotals;

/**
 * smrt_statement_totals_new:
 *
 * Returns: (transfer full) (element-type SmrtStatementTotals): none so far
 */
GArray              *smrt_statement_totals_new         (void);

/**
 * smrt_statement_totals_find:
 * @totals: (element-type SmrtStatementTotals): totals, one a currency
 *
 * Returns: (transfer none): those of a currency
 */
SmrtStatementTotals *smrt_statement_totals_find        (GArray          *totals,
                                                        const char      *currency);

/** Adds an entry that is newer than all before. */
void                 smrt_statement_totals_add_entry   (GArray          *totals,
                                                        SmrtCreditEntry *entry);
void                 smrt_statement_totals_add_invoice (GArray          *totals,
                                                        SmrtInvoice     *invoice);

G_END_DECLS
