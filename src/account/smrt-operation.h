/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OPERATION (smrt_operation_get_type ())

/**
 * SmrtOperation:
 *
 * Something that is taken back for a subscription: one request, after which the
 * account is read again. What the reading shows decides, whatever became of
 * the answer.
 *
 * Properties, both construct-only: `account` (#SmrtAccount), `subscription-id`
 * (string).
 */
G_DECLARE_DERIVABLE_TYPE (SmrtOperation, smrt_operation, SMRT, OPERATION, GObject)

/**
 * SmrtOperationClass:
 * @send: sends the request, or returns %FALSE where the account shows nothing
 *   to be taken back
 * @send_finish: ends it
 * @is_done: whether the subscription, as it was read after the request, shows
 *   that it was carried out
 */
struct _SmrtOperationClass
{
  GObjectClass parent_class;

  gboolean (*send)        (SmrtOperation        *self,
                           SmrtStripeClient     *client,
                           SmrtSubscription     *subscription,
                           const char           *idempotency_key,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
  gboolean (*send_finish) (SmrtOperation        *self,
                           SmrtStripeClient     *client,
                           GAsyncResult         *result,
                           GError              **error);
  gboolean (*is_done)     (SmrtOperation        *self,
                           SmrtSubscription     *subscription);
};

SmrtAccount *smrt_operation_get_account         (SmrtOperation        *self);

/**
 * smrt_operation_run_async:
 * @cancellable: (nullable): cancels it; what was sent may still be carried out
 *
 * To be called once.
 */
void         smrt_operation_run_async           (SmrtOperation        *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

/**
 * smrt_operation_run_finish:
 * @error: return location for a %SMRT_STRIPE_ERROR;
 *   smrt_stripe_error_is_outcome_unknown() where the reading did not tell
 *
 * Returns: whether the reading shows that it was carried out
 */
gboolean     smrt_operation_run_finish          (SmrtOperation        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
