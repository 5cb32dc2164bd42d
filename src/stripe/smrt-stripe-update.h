/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * SmrtStripeUpdate:
 * @subscription: the subscription as the server has it
 * @latest_invoice: (nullable): its newest invoice with all lines. It belongs to
 *   a change only where its id differs from the one seen before, its billing
 *   reason is `subscription_update`, and a line carries the change's second.
 *
 * A subscription and its newest invoice.
 */
typedef struct
{
  SmrtSubscription *subscription;
  SmrtInvoice *latest_invoice;
} SmrtStripeUpdate;

/**
 * smrt_stripe_update_new:
 * @subscription: (transfer full): the subscription
 * @latest_invoice: (transfer full) (nullable): its newest invoice
 */
SmrtStripeUpdate *smrt_stripe_update_new  (SmrtSubscription *subscription,
                                           SmrtInvoice      *latest_invoice);
void              smrt_stripe_update_free (SmrtStripeUpdate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStripeUpdate, smrt_stripe_update_free)

G_END_DECLS
