/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-update.h"

SmrtStripeUpdate *
smrt_stripe_update_new (SmrtSubscription *subscription,
                        SmrtInvoice      *latest_invoice)
{
  SmrtStripeUpdate *self;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (latest_invoice == NULL || SMRT_IS_INVOICE (latest_invoice), NULL);

  self = g_new0 (SmrtStripeUpdate, 1);
  self->subscription = subscription;
  self->latest_invoice = latest_invoice;

  return self;
}

void
smrt_stripe_update_free (SmrtStripeUpdate *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->subscription);
  g_clear_object (&self->latest_invoice);
  g_free (self);
}
