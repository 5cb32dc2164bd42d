/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-quote.h"

struct _SmrtQuote
{
  GObject parent_instance;

  SmrtOffer *offer;
  SmrtTiming timing;
  SmrtInvoice *due_invoice;
  SmrtInvoice *next_invoice;
  SmrtPaymentMethod *payment_method;
  gint64 taken_at;
  gint64 taken_monotonic;
};

G_DEFINE_FINAL_TYPE (SmrtQuote, smrt_quote, G_TYPE_OBJECT)

static void
smrt_quote_dispose (GObject *object)
{
  SmrtQuote *self = SMRT_QUOTE (object);

  g_clear_object (&self->offer);
  g_clear_object (&self->due_invoice);
  g_clear_object (&self->next_invoice);
  g_clear_object (&self->payment_method);

  G_OBJECT_CLASS (smrt_quote_parent_class)->dispose (object);
}

static void
smrt_quote_class_init (SmrtQuoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_quote_dispose;
}

static void
smrt_quote_init (SmrtQuote *self)
{
}

static SmrtQuote *
create (SmrtOffer   *offer,
        SmrtTiming   timing,
        SmrtInvoice *due_invoice,
        SmrtInvoice *next_invoice,
        gint64       taken_at,
        gint64       taken_monotonic)
{
  SmrtQuote *self = g_object_new (SMRT_TYPE_QUOTE, NULL);

  self->offer = g_object_ref (offer);
  self->timing = timing;
  g_set_object (&self->due_invoice, due_invoice);
  self->next_invoice = g_object_ref (next_invoice);
  self->taken_at = taken_at;
  self->taken_monotonic = taken_monotonic;

  return self;
}

SmrtQuote *
smrt_quote_new (SmrtOffer   *offer,
                SmrtInvoice *due_invoice,
                SmrtInvoice *next_invoice,
                gint64       taken_at,
                gint64       taken_monotonic)
{
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (due_invoice), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (next_invoice), NULL);

  return create (offer, SMRT_TIMING_NOW, due_invoice, next_invoice, taken_at, taken_monotonic);
}

SmrtQuote *
smrt_quote_new_at_renewal (SmrtOffer   *offer,
                           SmrtInvoice *next_invoice,
                           gint64       taken_at,
                           gint64       taken_monotonic)
{
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (next_invoice), NULL);

  return create (offer, SMRT_TIMING_AT_RENEWAL, NULL, next_invoice, taken_at, taken_monotonic);
}

SmrtQuote *
smrt_quote_new_charged_later (SmrtOffer   *offer,
                              SmrtInvoice *next_invoice,
                              gint64       taken_at,
                              gint64       taken_monotonic)
{
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (next_invoice), NULL);

  return create (offer, SMRT_TIMING_NOW, NULL, next_invoice, taken_at, taken_monotonic);
}

SmrtTiming
smrt_quote_get_timing (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), SMRT_TIMING_NOW);

  return self->timing;
}

SmrtOffer *
smrt_quote_get_offer (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), NULL);

  return self->offer;
}

SmrtInvoice *
smrt_quote_get_due_invoice (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), NULL);

  return self->due_invoice;
}

SmrtInvoice *
smrt_quote_get_next_invoice (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), NULL);

  return self->next_invoice;
}

gint64
smrt_quote_get_taken_at (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), 0);

  return self->taken_at;
}

SmrtPaymentMethod *
smrt_quote_get_payment_method (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), NULL);

  return self->payment_method;
}

void
smrt_quote_set_payment_method (SmrtQuote         *self,
                               SmrtPaymentMethod *payment_method)
{
  g_return_if_fail (SMRT_IS_QUOTE (self));
  g_return_if_fail (payment_method == NULL || SMRT_IS_PAYMENT_METHOD (payment_method));

  g_set_object (&self->payment_method, payment_method);
}

gint64
smrt_quote_get_age (SmrtQuote *self,
                    gint64     monotonic)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), 0);

  return (monotonic - self->taken_monotonic) / G_USEC_PER_SEC;
}

gint64
smrt_quote_get_proration_date (SmrtQuote *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE (self), 0);

  if (self->timing == SMRT_TIMING_AT_RENEWAL)
    return 0;

  return smrt_invoice_get_proration_date (self->due_invoice != NULL ? self->due_invoice : self->next_invoice);
}

SmrtMoney
smrt_quote_get_due_today (SmrtQuote *self)
{
  SmrtMoney none = { .amount = 0 };

  g_return_val_if_fail (SMRT_IS_QUOTE (self), none);

  if (self->due_invoice == NULL)
    return smrt_invoice_get_money (self->next_invoice, 0);

  return smrt_invoice_get_money (self->due_invoice, smrt_invoice_get_sums (self->due_invoice)->amount_due);
}

SmrtMoney
smrt_quote_get_credit_added (SmrtQuote *self)
{
  SmrtMoney none = { .amount = 0 };

  g_return_val_if_fail (SMRT_IS_QUOTE (self), none);

  if (self->due_invoice == NULL)
    return smrt_invoice_get_money (self->next_invoice, 0);

  return smrt_invoice_get_money (self->due_invoice, smrt_invoice_get_credit_added (self->due_invoice));
}

SmrtMoney
smrt_quote_get_next_payment (SmrtQuote *self)
{
  SmrtMoney none = { .amount = 0 };

  g_return_val_if_fail (SMRT_IS_QUOTE (self), none);

  return smrt_invoice_get_money (self->next_invoice, smrt_invoice_get_sums (self->next_invoice)->total);
}

gint64
smrt_quote_get_next_date (SmrtQuote *self)
{
  gint64 renewal;
  GPtrArray *lines;
  const char *price_id;
  gint64 date = 0;

  g_return_val_if_fail (SMRT_IS_QUOTE (self), 0);

  renewal = smrt_subscription_item_get_period_end (smrt_offer_get_item (self->offer));
  if (self->due_invoice == NULL)
    return renewal;

  lines = smrt_invoice_get_lines (self->due_invoice);
  price_id = smrt_price_get_id (smrt_offer_get_to_price (self->offer));
  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);

      if (g_strcmp0 (smrt_invoice_line_get_price_id (line), price_id) == 0)
        date = MAX (date, smrt_invoice_line_get_period_end (line));
    }

  return date != 0 ? date : renewal;
}

static gboolean
same_sums (SmrtInvoice *a,
           SmrtInvoice *b)
{
  const SmrtInvoiceSums *sums_a;
  const SmrtInvoiceSums *sums_b;

  if (a == NULL || b == NULL)
    return a == b;

  sums_a = smrt_invoice_get_sums (a);
  sums_b = smrt_invoice_get_sums (b);

  return sums_a->discount == sums_b->discount && sums_a->tax == sums_b->tax && sums_a->total == sums_b->total &&
         smrt_invoice_get_balance_used (a) == smrt_invoice_get_balance_used (b);
}

gboolean
smrt_quote_same_amounts (SmrtQuote *self,
                         SmrtQuote *other)
{
  SmrtMoney a, b;

  g_return_val_if_fail (SMRT_IS_QUOTE (self) && SMRT_IS_QUOTE (other), FALSE);

  if (self->timing != other->timing)
    return FALSE;

  a = smrt_quote_get_due_today (self);
  b = smrt_quote_get_due_today (other);
  if (!smrt_money_equal (&a, &b))
    return FALSE;

  if (!same_sums (self->due_invoice, other->due_invoice))
    return FALSE;

  a = smrt_quote_get_next_payment (self);
  b = smrt_quote_get_next_payment (other);

  return smrt_money_equal (&a, &b) && smrt_quote_get_next_date (self) == smrt_quote_get_next_date (other);
}
