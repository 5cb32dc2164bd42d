/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-collection.h"

SmrtCollection
smrt_collection_of (SmrtSubscription  *subscription,
                    SmrtPaymentMethod *default_method,
                    gint64             time)
{
  SmrtPaymentMethod *method;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), SMRT_COLLECTION_NO_METHOD);
  g_return_val_if_fail (default_method == NULL || SMRT_IS_PAYMENT_METHOD (default_method), SMRT_COLLECTION_NO_METHOD);

  if (smrt_subscription_get_sends_invoice (subscription))
    return SMRT_COLLECTION_SEND_INVOICE;

  method = smrt_subscription_get_payment_method (subscription);
  if (method == NULL)
    method = default_method;
  if (method == NULL)
    return SMRT_COLLECTION_NO_METHOD;

  return smrt_payment_method_is_expired (method, time) ? SMRT_COLLECTION_EXPIRED : SMRT_COLLECTION_CHARGE;
}
