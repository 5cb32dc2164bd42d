/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-ledger-row.h"

struct _SmrtLedgerRow
{
  GObject parent_instance;

  SmrtCreditEntry *entry;
  SmrtInvoice *invoice;
  char *words;
  char *receipt;
  gboolean faulty;
};

enum
{
  PROP_0,
  PROP_ENTRY,
  PROP_INVOICE,
  PROP_WORDS,
  PROP_RECEIPT,
  PROP_FAULTY,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtLedgerRow, smrt_ledger_row, G_TYPE_OBJECT)

static void
smrt_ledger_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtLedgerRow *self = SMRT_LEDGER_ROW (object);

  switch (prop_id)
    {
    case PROP_ENTRY:
      g_value_set_object (value, self->entry);
      break;
    case PROP_INVOICE:
      g_value_set_object (value, self->invoice);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_RECEIPT:
      g_value_set_string (value, self->receipt);
      break;
    case PROP_FAULTY:
      g_value_set_boolean (value, self->faulty);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, smrt_ledger_row_get_loaded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_ledger_row_finalize (GObject *object)
{
  SmrtLedgerRow *self = SMRT_LEDGER_ROW (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->invoice);
  g_free (self->words);
  g_free (self->receipt);

  G_OBJECT_CLASS (smrt_ledger_row_parent_class)->finalize (object);
}

static void
smrt_ledger_row_class_init (SmrtLedgerRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smrt_ledger_row_get_property;
  object_class->finalize = smrt_ledger_row_finalize;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, SMRT_TYPE_CREDIT_ENTRY, readable);
  properties[PROP_INVOICE] = g_param_spec_object ("invoice", NULL, NULL, SMRT_TYPE_INVOICE, readable);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, readable);
  properties[PROP_RECEIPT] = g_param_spec_string ("receipt", NULL, NULL, NULL, readable);
  properties[PROP_FAULTY] = g_param_spec_boolean ("faulty", NULL, NULL, FALSE, readable);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_ledger_row_init (SmrtLedgerRow *self)
{
}

SmrtLedgerRow *
smrt_ledger_row_new (void)
{
  return g_object_new (SMRT_TYPE_LEDGER_ROW, NULL);
}

gboolean
smrt_ledger_row_get_loaded (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), FALSE);

  return self->entry != NULL || self->invoice != NULL;
}

SmrtCreditEntry *
smrt_ledger_row_get_entry (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), NULL);

  return self->entry;
}

SmrtInvoice *
smrt_ledger_row_get_invoice (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), NULL);

  return self->invoice;
}

const char *
smrt_ledger_row_get_words (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), NULL);

  return self->words;
}

const char *
smrt_ledger_row_get_receipt (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), NULL);

  return self->receipt;
}

gboolean
smrt_ledger_row_get_faulty (SmrtLedgerRow *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (self), FALSE);

  return self->faulty;
}

void
smrt_ledger_row_fill (SmrtLedgerRow   *self,
                      SmrtCreditEntry *entry,
                      SmrtInvoice     *invoice,
                      const char      *words,
                      const char      *receipt,
                      gboolean         faulty)
{
  g_return_if_fail (SMRT_IS_LEDGER_ROW (self));
  g_return_if_fail (entry == NULL || SMRT_IS_CREDIT_ENTRY (entry));
  g_return_if_fail (invoice == NULL || SMRT_IS_INVOICE (invoice));

  g_set_object (&self->entry, entry);
  g_set_object (&self->invoice, invoice);
  g_free (self->words);
  self->words = g_strdup (words);
  g_free (self->receipt);
  self->receipt = g_strdup (receipt);
  self->faulty = !!faulty;

  g_object_freeze_notify (G_OBJECT (self));
  for (unsigned int i = PROP_ENTRY; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}
