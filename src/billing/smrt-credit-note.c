/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-credit-note.h"

struct _SmrtCreditNote
{
  GObject               parent_instance;

  char                 *id;
  char                 *number;
  gint64                created;
  SmrtMoney             amount;
  SmrtCreditNoteReason  reason;
  char                 *memo;
  char                 *pdf_url;
  gboolean              is_void;
};

G_DEFINE_FINAL_TYPE (SmrtCreditNote, smrt_credit_note, G_TYPE_OBJECT)

static void
smrt_credit_note_finalize (GObject *object)
{
  SmrtCreditNote *self = SMRT_CREDIT_NOTE (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->memo);
  g_free (self->pdf_url);

  G_OBJECT_CLASS (smrt_credit_note_parent_class)->finalize (object);
}

static void
smrt_credit_note_class_init (SmrtCreditNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_credit_note_finalize;
}

static void
smrt_credit_note_init (SmrtCreditNote *self)
{
}

SmrtCreditNote *
smrt_credit_note_new (const char           *id,
                      const char           *number,
                      gint64                created,
                      const SmrtMoney      *amount,
                      SmrtCreditNoteReason  reason,
                      const char           *memo,
                      const char           *pdf_url,
                      gboolean              is_void)
{
  SmrtCreditNote *self;

  g_return_val_if_fail (id != NULL && number != NULL, NULL);
  g_return_val_if_fail (amount != NULL, NULL);

  self = g_object_new (SMRT_TYPE_CREDIT_NOTE, NULL);
  self->id = g_strdup (id);
  self->number = g_strdup (number);
  self->created = created;
  self->amount = *amount;
  self->reason = reason;
  self->memo = g_strdup (memo);
  self->pdf_url = g_strdup (pdf_url);
  self->is_void = is_void;

  return self;
}

const char *
smrt_credit_note_get_id (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), NULL);

  return self->id;
}

const char *
smrt_credit_note_get_number (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), NULL);

  return self->number;
}

gint64
smrt_credit_note_get_created (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), 0);

  return self->created;
}

const SmrtMoney *
smrt_credit_note_get_amount (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), NULL);

  return &self->amount;
}

SmrtCreditNoteReason
smrt_credit_note_get_reason (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), SMRT_CREDIT_NOTE_REASON_NONE);

  return self->reason;
}

const char *
smrt_credit_note_get_memo (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), NULL);

  return self->memo;
}

const char *
smrt_credit_note_get_pdf_url (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), NULL);

  return self->pdf_url;
}

gboolean
smrt_credit_note_get_void (SmrtCreditNote *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_NOTE (self), FALSE);

  return self->is_void;
}
