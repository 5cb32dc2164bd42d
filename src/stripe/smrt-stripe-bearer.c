/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-bearer.h"

G_DEFINE_INTERFACE (SmrtStripeBearer, smrt_stripe_bearer, G_TYPE_OBJECT)

static void
smrt_stripe_bearer_default_init (SmrtStripeBearerInterface *iface)
{
}

SmrtSecret *
smrt_stripe_bearer_peek (SmrtStripeBearer *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_BEARER (self), NULL);

  return SMRT_STRIPE_BEARER_GET_IFACE (self)->peek (self);
}

gboolean
smrt_stripe_bearer_can_renew (SmrtStripeBearer *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_BEARER (self), FALSE);

  return SMRT_STRIPE_BEARER_GET_IFACE (self)->renew_async != NULL;
}

void
smrt_stripe_bearer_renew_async (SmrtStripeBearer    *self,
                                SmrtSecret          *refused,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (smrt_stripe_bearer_can_renew (self));

  SMRT_STRIPE_BEARER_GET_IFACE (self)->renew_async (self, refused, cancellable, callback, user_data);
}

SmrtSecret *
smrt_stripe_bearer_renew_finish (SmrtStripeBearer  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (smrt_stripe_bearer_can_renew (self), NULL);

  return SMRT_STRIPE_BEARER_GET_IFACE (self)->renew_finish (self, result, error);
}
