/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-credit-entry.h"

struct _SmrtCreditEntry
{
  GObject parent_instance;

  char *id;
  char *description;
  char *invoice_id;
  char *credit_note_id;
  SmrtMoney amount;
  SmrtMoney balance;
  SmrtCreditKind kind;
  gint64 created;
  gboolean has_balance;
};

G_DEFINE_FINAL_TYPE (SmrtCreditEntry, smrt_credit_entry, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtCreditKind, smrt_credit_kind,
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_ADJUSTMENT, "adjustment"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_APPLIED_TO_INVOICE, "applied_to_invoice"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_CREDIT_NOTE, "credit_note"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_INITIAL, "initial"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_INVOICE_OVERPAID, "invoice_overpaid"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_INVOICE_TOO_LARGE, "invoice_too_large"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_INVOICE_TOO_SMALL, "invoice_too_small"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_MIGRATION, "migration"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE, "unapplied_from_invoice"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT, "unspent_receiver_credit"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_CHECKOUT_PAYMENT, "checkout_session_subscription_payment"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED,
                                         "checkout_session_subscription_payment_canceled"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_USAGE_GRANTED, "credits_granted"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_USAGE_APPLIED, "credits_applied"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_USAGE_EXPIRED, "credits_expired"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_USAGE_VOIDED, "credits_voided"),
                    G_DEFINE_ENUM_VALUE (SMRT_CREDIT_KIND_USAGE_RETURNED, "credits_application_invoice_voided"))

static void
smrt_credit_entry_finalize (GObject *object)
{
  SmrtCreditEntry *self = SMRT_CREDIT_ENTRY (object);

  g_free (self->id);
  g_free (self->description);
  g_free (self->invoice_id);
  g_free (self->credit_note_id);

  G_OBJECT_CLASS (smrt_credit_entry_parent_class)->finalize (object);
}

static void
smrt_credit_entry_class_init (SmrtCreditEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_credit_entry_finalize;
}

static void
smrt_credit_entry_init (SmrtCreditEntry *self)
{
}

SmrtCreditEntry *
smrt_credit_entry_new (const char      *id,
                       SmrtCreditKind   kind,
                       gint64           created,
                       const SmrtMoney *amount,
                       const SmrtMoney *balance,
                       const char      *description,
                       const char      *invoice_id)
{
  SmrtCreditEntry *self;

  g_return_val_if_fail (id != NULL && amount != NULL, NULL);

  self = g_object_new (SMRT_TYPE_CREDIT_ENTRY, NULL);
  self->id = g_strdup (id);
  self->kind = kind;
  self->created = created;
  self->amount = *amount;
  self->has_balance = balance != NULL;
  if (balance != NULL)
    self->balance = *balance;
  self->description = g_strdup (description);
  self->invoice_id = g_strdup (invoice_id);

  return self;
}

const char *
smrt_credit_entry_get_id (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return self->id;
}

SmrtCreditKind
smrt_credit_entry_get_kind (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), SMRT_CREDIT_KIND_OTHER);

  return self->kind;
}

gint64
smrt_credit_entry_get_created (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), 0);

  return self->created;
}

const SmrtMoney *
smrt_credit_entry_get_amount (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return &self->amount;
}

const SmrtMoney *
smrt_credit_entry_get_balance (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return self->has_balance ? &self->balance : NULL;
}

const char *
smrt_credit_entry_get_description (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return self->description;
}

const char *
smrt_credit_entry_get_invoice_id (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return self->invoice_id;
}

const char *
smrt_credit_entry_get_credit_note_id (SmrtCreditEntry *self)
{
  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (self), NULL);

  return self->credit_note_id;
}

void
smrt_credit_entry_set_credit_note_id (SmrtCreditEntry *self,
                                      const char      *credit_note_id)
{
  g_return_if_fail (SMRT_IS_CREDIT_ENTRY (self));

  if (g_strcmp0 (self->credit_note_id, credit_note_id) == 0)
    return;

  g_free (self->credit_note_id);
  self->credit_note_id = g_strdup (credit_note_id);
}
