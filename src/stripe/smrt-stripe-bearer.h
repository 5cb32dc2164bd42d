/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-secret.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STRIPE_BEARER (smrt_stripe_bearer_get_type ())

/**
 * SmrtStripeBearer:
 *
 * What a client shows its server: a key that stays, or an access token that is
 * renewed when it has expired or the server no longer accepts it.
 */
G_DECLARE_INTERFACE (SmrtStripeBearer, smrt_stripe_bearer, SMRT, STRIPE_BEARER, GObject)

struct _SmrtStripeBearerInterface
{
  GTypeInterface parent_interface;

  SmrtSecret *(*peek)         (SmrtStripeBearer     *self);
  void        (*renew_async)  (SmrtStripeBearer     *self,
                               SmrtSecret           *refused,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  SmrtSecret *(*renew_finish) (SmrtStripeBearer     *self,
                               GAsyncResult         *result,
                               GError              **error);
};

/**
 * smrt_stripe_bearer_peek:
 *
 * Returns: (transfer none) (nullable): what to send now; %NULL where it has to
 *   be renewed first
 */
SmrtSecret *smrt_stripe_bearer_peek         (SmrtStripeBearer     *self);

/**
 * smrt_stripe_bearer_can_renew:
 *
 * Returns: whether there can be another one; not for a key
 */
gboolean    smrt_stripe_bearer_can_renew    (SmrtStripeBearer     *self);

/**
 * smrt_stripe_bearer_renew_async:
 * @refused: (nullable): what the server did not accept (401)
 * @cancellable: (nullable): cancels the waiting of this caller
 *
 * Asks for another one. However many ask, it is renewed once; who brings one
 * that was renewed in the meantime gets the new one at once.
 */
void        smrt_stripe_bearer_renew_async  (SmrtStripeBearer     *self,
                                             SmrtSecret           *refused,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);

/**
 * smrt_stripe_bearer_renew_finish:
 * @error: return location for an error of %SMRT_STRIPE_ERROR: AUTHENTICATION
 *   where the person has to sign in again, NOT_SENT and the others where it
 *   could not be asked for
 *
 * Returns: (transfer full) (nullable): what to send from now on
 */
SmrtSecret *smrt_stripe_bearer_renew_finish (SmrtStripeBearer     *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
