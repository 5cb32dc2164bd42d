/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-invoice-line.h"

struct _SmrtInvoiceLine
{
  GObject parent_instance;

  char *id;
  char *description;
  char *price_id;
  char *product_id;
  SmrtMoney amount;
  gint64 period_start;
  gint64 period_end;
  gint64 quantity;
  gboolean proration;
};

G_DEFINE_FINAL_TYPE (SmrtInvoiceLine, smrt_invoice_line, G_TYPE_OBJECT)

static void
smrt_invoice_line_finalize (GObject *object)
{
  SmrtInvoiceLine *self = SMRT_INVOICE_LINE (object);

  g_free (self->id);
  g_free (self->description);
  g_free (self->price_id);
  g_free (self->product_id);

  G_OBJECT_CLASS (smrt_invoice_line_parent_class)->finalize (object);
}

static void
smrt_invoice_line_class_init (SmrtInvoiceLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_invoice_line_finalize;
}

static void
smrt_invoice_line_init (SmrtInvoiceLine *self)
{
}

SmrtInvoiceLine *
smrt_invoice_line_new (const char      *id,
                       const SmrtMoney *amount,
                       const char      *description,
                       gint64           period_start,
                       gint64           period_end,
                       gint64           quantity,
                       const char      *price_id,
                       const char      *product_id,
                       gboolean         proration)
{
  SmrtInvoiceLine *self;

  g_return_val_if_fail (id != NULL && amount != NULL, NULL);

  self = g_object_new (SMRT_TYPE_INVOICE_LINE, NULL);
  self->id = g_strdup (id);
  self->amount = *amount;
  self->description = g_strdup (description);
  self->period_start = period_start;
  self->period_end = period_end;
  self->quantity = quantity;
  self->price_id = g_strdup (price_id);
  self->product_id = g_strdup (product_id);
  self->proration = proration;

  return self;
}

const char *
smrt_invoice_line_get_id (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), NULL);

  return self->id;
}

const SmrtMoney *
smrt_invoice_line_get_amount (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), NULL);

  return &self->amount;
}

const char *
smrt_invoice_line_get_description (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), NULL);

  return self->description;
}

gint64
smrt_invoice_line_get_period_start (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), 0);

  return self->period_start;
}

gint64
smrt_invoice_line_get_period_end (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), 0);

  return self->period_end;
}

gint64
smrt_invoice_line_get_quantity (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), 0);

  return self->quantity;
}

const char *
smrt_invoice_line_get_price_id (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), NULL);

  return self->price_id;
}

const char *
smrt_invoice_line_get_product_id (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), NULL);

  return self->product_id;
}

gboolean
smrt_invoice_line_get_proration (SmrtInvoiceLine *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE_LINE (self), FALSE);

  return self->proration;
}
