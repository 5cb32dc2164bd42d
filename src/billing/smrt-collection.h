/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * SmrtCollection:
 * @SMRT_COLLECTION_CHARGE: payments are taken from a payment method
 * @SMRT_COLLECTION_SEND_INVOICE: an invoice is sent to be paid
 * @SMRT_COLLECTION_NO_METHOD: payments were to be taken, but there is nothing
 *   to take them from
 * @SMRT_COLLECTION_EXPIRED: the card that they are taken from has expired
 *
 * How the payments of a subscription come about.
 */
typedef enum
{
  SMRT_COLLECTION_CHARGE,
  SMRT_COLLECTION_SEND_INVOICE,
  SMRT_COLLECTION_NO_METHOD,
  SMRT_COLLECTION_EXPIRED,
} SmrtCollection;

/**
 * smrt_collection_of:
 * @subscription: a subscription
 * @default_method: (nullable): the customer's payment method, which is used
 *   where the subscription has none of its own
 * @time: unix seconds of the server, by which cards expire
 *
 * Source: Stripe, "collection_method" and "default_payment_method" of a
 * subscription.
 */
SmrtCollection smrt_collection_of (SmrtSubscription  *subscription,
                                   SmrtPaymentMethod *default_method,
                                   gint64             time);

G_END_DECLS
