/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * SmrtCreditKind:
 * @SMRT_CREDIT_KIND_OTHER: one that this program does not know
 *
 * Why a ledger has an entry: Stripe's `customer_balance_transaction.type` for
 * the subscription credit, and for the usage credit, from
 * @SMRT_CREDIT_KIND_USAGE_GRANTED on, the type of the credit or debit of a
 * `billing.credit_balance_transaction`.
 */
typedef enum
{
  SMRT_CREDIT_KIND_OTHER,
  SMRT_CREDIT_KIND_ADJUSTMENT,
  SMRT_CREDIT_KIND_APPLIED_TO_INVOICE,
  SMRT_CREDIT_KIND_CREDIT_NOTE,
  SMRT_CREDIT_KIND_INITIAL,
  SMRT_CREDIT_KIND_INVOICE_OVERPAID,
  SMRT_CREDIT_KIND_INVOICE_TOO_LARGE,
  SMRT_CREDIT_KIND_INVOICE_TOO_SMALL,
  SMRT_CREDIT_KIND_MIGRATION,
  SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE,
  SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT,
  SMRT_CREDIT_KIND_CHECKOUT_PAYMENT,
  SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED,
  SMRT_CREDIT_KIND_USAGE_GRANTED,
  SMRT_CREDIT_KIND_USAGE_APPLIED,
  SMRT_CREDIT_KIND_USAGE_EXPIRED,
  SMRT_CREDIT_KIND_USAGE_VOIDED,
  SMRT_CREDIT_KIND_USAGE_RETURNED,
} SmrtCreditKind;

#define SMRT_TYPE_CREDIT_KIND (smrt_credit_kind_get_type ())

GType smrt_credit_kind_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_CREDIT_ENTRY (smrt_credit_entry_get_type ())

/**
 * SmrtCreditEntry:
 *
 * A row of the ledger of the subscription credit or of the usage credit. Amounts
 * are turned to the way a person reads them: positive is credit, negative is used
 * or owed (Stripe's customer balance has it the other way round).
 */
G_DECLARE_FINAL_TYPE (SmrtCreditEntry, smrt_credit_entry, SMRT, CREDIT_ENTRY, GObject)

/**
 * smrt_credit_entry_new:
 * @id: the server's id
 * @kind: why there is an entry
 * @created: unix seconds
 * @amount: what came (positive) or went (negative)
 * @balance: (nullable): the credit after it; negative is owed. %NULL where the
 *   server does not say it: an entry of the usage credit comes without one
 * @description: (nullable): the server's text
 * @invoice_id: (nullable): the invoice that it belongs to
 */
SmrtCreditEntry *smrt_credit_entry_new             (const char      *id,
                                                    SmrtCreditKind   kind,
                                                    gint64           created,
                                                    const SmrtMoney *amount,
                                                    const SmrtMoney *balance,
                                                    const char      *description,
                                                    const char      *invoice_id);
const char      *smrt_credit_entry_get_id          (SmrtCreditEntry *self);
SmrtCreditKind   smrt_credit_entry_get_kind        (SmrtCreditEntry *self);
gint64           smrt_credit_entry_get_created     (SmrtCreditEntry *self);

/**
 * smrt_credit_entry_get_amount:
 *
 * Returns: what came (positive) or went (negative)
 */
const SmrtMoney *smrt_credit_entry_get_amount      (SmrtCreditEntry *self);

/**
 * smrt_credit_entry_get_balance:
 *
 * Returns: (nullable): the credit after the entry; negative is owed. %NULL where
 *   it is not known, as in an entry of the usage credit before the entries
 *   before it were added up
 */
const SmrtMoney *smrt_credit_entry_get_balance     (SmrtCreditEntry *self);

/**
 * smrt_credit_entry_get_description:
 *
 * Returns: (nullable): the server's text, never markup
 */
const char      *smrt_credit_entry_get_description (SmrtCreditEntry *self);

/**
 * smrt_credit_entry_get_invoice_id:
 *
 * Returns: (nullable): the invoice that it belongs to
 */
const char      *smrt_credit_entry_get_invoice_id  (SmrtCreditEntry *self);

/**
 * smrt_credit_entry_get_credit_note_id:
 *
 * Returns: (nullable): the credit note that it belongs to
 */
const char      *smrt_credit_entry_get_credit_note_id (SmrtCreditEntry *self);
void             smrt_credit_entry_set_credit_note_id (SmrtCreditEntry *self,
                                                       const char      *credit_note_id);

G_END_DECLS
