/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * SmrtCreditNoteReason:
 * @SMRT_CREDIT_NOTE_REASON_NONE: none was given, or one that this program does
 *   not know
 *
 * Stripe's `credit_note.reason`.
 */
typedef enum
{
  SMRT_CREDIT_NOTE_REASON_NONE,
  SMRT_CREDIT_NOTE_REASON_DUPLICATE,
  SMRT_CREDIT_NOTE_REASON_FRAUDULENT,
  SMRT_CREDIT_NOTE_REASON_ORDER_CHANGE,
  SMRT_CREDIT_NOTE_REASON_UNSATISFACTORY,
} SmrtCreditNoteReason;

#define SMRT_TYPE_CREDIT_NOTE (smrt_credit_note_get_type ())

/**
 * SmrtCreditNote:
 *
 * The document by which an invoice was reduced.
 */
G_DECLARE_FINAL_TYPE (SmrtCreditNote, smrt_credit_note, SMRT, CREDIT_NOTE, GObject)

/**
 * smrt_credit_note_new:
 * @id: the server's id
 * @number: what people know it by
 * @created: unix seconds
 * @amount: what it is over
 * @reason: why
 * @memo: (nullable): the server's text
 * @pdf_url: (nullable): where its PDF is; it holds a secret
 * @is_void: whether it was taken back
 */
SmrtCreditNote       *smrt_credit_note_new         (const char           *id,
                                                    const char           *number,
                                                    gint64                created,
                                                    const SmrtMoney      *amount,
                                                    SmrtCreditNoteReason  reason,
                                                    const char           *memo,
                                                    const char           *pdf_url,
                                                    gboolean              is_void);
const char           *smrt_credit_note_get_id      (SmrtCreditNote       *self);
const char           *smrt_credit_note_get_number  (SmrtCreditNote       *self);
gint64                smrt_credit_note_get_created (SmrtCreditNote       *self);
const SmrtMoney      *smrt_credit_note_get_amount  (SmrtCreditNote       *self);
SmrtCreditNoteReason  smrt_credit_note_get_reason  (SmrtCreditNote       *self);

/** Returns: (nullable): the server's text, never markup */
const char           *smrt_credit_note_get_memo    (SmrtCreditNote       *self);

/** Returns: (nullable): where its PDF is; never logged */
const char           *smrt_credit_note_get_pdf_url (SmrtCreditNote       *self);

/** Returns: whether it was taken back */
gboolean              smrt_credit_note_get_void    (SmrtCreditNote       *self);

G_END_DECLS
