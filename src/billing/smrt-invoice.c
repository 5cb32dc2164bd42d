/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-invoice.h"

G_DEFINE_ENUM_TYPE (SmrtInvoiceStatus, smrt_invoice_status,
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_UNCOLLECTIBLE, "uncollectible"),
                    G_DEFINE_ENUM_VALUE (SMRT_INVOICE_STATUS_VOID, "void"))

struct _SmrtInvoice
{
  GObject parent_instance;

  char *id;
  char *number;
  char *billing_reason;
  char *subscription_id;
  char *hosted_url;
  char *pdf_url;
  char *payment_error;
  char currency[4];
  SmrtInvoiceStatus status;
  SmrtPaymentState payment_state;
  SmrtInvoiceSums sums;
  GPtrArray *lines;
  gint64 created;
  gint64 proration_date;
};

G_DEFINE_FINAL_TYPE (SmrtInvoice, smrt_invoice, G_TYPE_OBJECT)

static void
smrt_invoice_finalize (GObject *object)
{
  SmrtInvoice *self = SMRT_INVOICE (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->billing_reason);
  g_free (self->subscription_id);
  g_free (self->hosted_url);
  g_free (self->pdf_url);
  g_free (self->payment_error);
  g_ptr_array_unref (self->lines);

  G_OBJECT_CLASS (smrt_invoice_parent_class)->finalize (object);
}

static void
smrt_invoice_class_init (SmrtInvoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_invoice_finalize;
}

static void
smrt_invoice_init (SmrtInvoice *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtInvoice *
smrt_invoice_new (const char            *id,
                  SmrtInvoiceStatus      status,
                  const char            *currency,
                  gint64                 created,
                  const SmrtInvoiceSums *sums)
{
  SmrtInvoice *self;
  SmrtMoney zero;

  g_return_val_if_fail (id != NULL && sums != NULL, NULL);
  g_return_val_if_fail (smrt_currency_is_valid (currency), NULL);

  zero = smrt_money_init (0, currency);
  self = g_object_new (SMRT_TYPE_INVOICE, NULL);
  self->id = g_strdup (id);
  self->status = status;
  g_strlcpy (self->currency, zero.currency, sizeof self->currency);
  self->created = created;
  self->sums = *sums;

  return self;
}

SmrtMoney
smrt_invoice_get_money (SmrtInvoice *self,
                        gint64       amount)
{
  SmrtMoney money = { .amount = 0 };

  g_return_val_if_fail (SMRT_IS_INVOICE (self), money);

  return smrt_money_init (amount, self->currency);
}

const SmrtInvoiceSums *
smrt_invoice_get_sums (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return &self->sums;
}

void
smrt_invoice_add_line (SmrtInvoice     *self,
                       SmrtInvoiceLine *line)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));
  g_return_if_fail (SMRT_IS_INVOICE_LINE (line));

  g_ptr_array_add (self->lines, g_object_ref (line));
}

GPtrArray *
smrt_invoice_get_lines (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->lines;
}

gint64
smrt_invoice_get_credit_added (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), 0);

  return self->sums.total < 0 && self->sums.total != G_MININT64 ? -self->sums.total : 0;
}

gint64
smrt_invoice_get_balance_used (SmrtInvoice *self)
{
  gint64 used;

  g_return_val_if_fail (SMRT_IS_INVOICE (self), 0);

  if (self->sums.total < 0 || __builtin_sub_overflow (self->sums.total, self->sums.amount_due, &used))
    return 0;

  return used;
}

const char *
smrt_invoice_get_id (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->id;
}

SmrtInvoiceStatus
smrt_invoice_get_status (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), SMRT_INVOICE_STATUS_UNKNOWN);

  return self->status;
}

const char *
smrt_invoice_get_currency (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->currency;
}

gint64
smrt_invoice_get_created (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), 0);

  return self->created;
}

const char *
smrt_invoice_get_number (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->number;
}

void
smrt_invoice_set_number (SmrtInvoice *self,
                         const char  *number)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->number);
  self->number = g_strdup (number);
}

const char *
smrt_invoice_get_billing_reason (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->billing_reason;
}

void
smrt_invoice_set_billing_reason (SmrtInvoice *self,
                                 const char  *billing_reason)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->billing_reason);
  self->billing_reason = g_strdup (billing_reason);
}

const char *
smrt_invoice_get_subscription_id (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->subscription_id;
}

void
smrt_invoice_set_subscription_id (SmrtInvoice *self,
                                  const char  *subscription_id)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->subscription_id);
  self->subscription_id = g_strdup (subscription_id);
}

gint64
smrt_invoice_get_proration_date (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), 0);

  return self->proration_date;
}

void
smrt_invoice_set_proration_date (SmrtInvoice *self,
                                 gint64       proration_date)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  self->proration_date = proration_date;
}

const char *
smrt_invoice_get_hosted_url (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->hosted_url;
}

void
smrt_invoice_set_hosted_url (SmrtInvoice *self,
                             const char  *url)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->hosted_url);
  self->hosted_url = g_strdup (url);
}

const char *
smrt_invoice_get_pdf_url (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->pdf_url;
}

void
smrt_invoice_set_pdf_url (SmrtInvoice *self,
                          const char  *url)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->pdf_url);
  self->pdf_url = g_strdup (url);
}

SmrtPaymentState
smrt_invoice_get_payment_state (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), SMRT_PAYMENT_STATE_NONE);

  return self->payment_state;
}

void
smrt_invoice_set_payment_state (SmrtInvoice      *self,
                                SmrtPaymentState  payment_state)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  self->payment_state = payment_state;
}

const char *
smrt_invoice_get_payment_error (SmrtInvoice *self)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (self), NULL);

  return self->payment_error;
}

void
smrt_invoice_set_payment_error (SmrtInvoice *self,
                                const char  *message)
{
  g_return_if_fail (SMRT_IS_INVOICE (self));

  g_free (self->payment_error);
  self->payment_error = g_strdup (message);
}
