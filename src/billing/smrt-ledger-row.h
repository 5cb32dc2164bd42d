/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-credit-entry.h"
#include "smrt-invoice.h"

G_BEGIN_DECLS

#define SMRT_TYPE_LEDGER_ROW (smrt_ledger_row_get_type ())

/**
 * SmrtLedgerRow:
 *
 * A row of a ledger or of the billing history as it is listed and exported. It
 * may be empty at first and be filled when it has come from where it is kept.
 *
 * Properties, read-only: `loaded` (boolean), `entry` (#SmrtCreditEntry,
 * nullable: the row of a ledger), `invoice` (#SmrtInvoice, nullable: the row of
 * the billing history), `words` (string, nullable: what it is, in a sentence),
 * `receipt` (string, nullable: the number of the invoice), `faulty` (boolean:
 * the entry's balance does not follow from the one before). They are notified
 * together, `loaded` last.
 */
G_DECLARE_FINAL_TYPE (SmrtLedgerRow, smrt_ledger_row, SMRT, LEDGER_ROW, GObject)

SmrtLedgerRow   *smrt_ledger_row_new         (void);
gboolean         smrt_ledger_row_get_loaded  (SmrtLedgerRow   *self);

/** Returns: (transfer none) (nullable): the entry */
SmrtCreditEntry *smrt_ledger_row_get_entry   (SmrtLedgerRow   *self);

/** Returns: (transfer none) (nullable): the invoice */
SmrtInvoice     *smrt_ledger_row_get_invoice (SmrtLedgerRow   *self);

/** Returns: (nullable): what the row is, as a person reads it */
const char      *smrt_ledger_row_get_words   (SmrtLedgerRow   *self);

/** Returns: (nullable): the number of the invoice */
const char      *smrt_ledger_row_get_receipt (SmrtLedgerRow   *self);
gboolean         smrt_ledger_row_get_faulty  (SmrtLedgerRow   *self);

/**
 * smrt_ledger_row_fill:
 * @entry: (nullable): the entry
 * @invoice: (nullable): the invoice
 * @words: (nullable): what it is
 * @receipt: (nullable): the number of the invoice
 * @faulty: whether its balance is wrong
 */
void             smrt_ledger_row_fill        (SmrtLedgerRow   *self,
                                              SmrtCreditEntry *entry,
                                              SmrtInvoice     *invoice,
                                              const char      *words,
                                              const char      *receipt,
                                              gboolean         faulty);

G_END_DECLS
