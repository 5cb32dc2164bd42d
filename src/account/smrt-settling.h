/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-attempt.h"
#include "smrt-stripe-update.h"

G_BEGIN_DECLS

/**
 * SmrtVerdict:
 * @SMRT_VERDICT_OPEN: what was read does not decide it: the payment is being
 *   made, or somebody else has changed the subscription meanwhile
 * @SMRT_VERDICT_MADE: the change was made and is in force
 * @SMRT_VERDICT_DECLINED: it waits for its payment, which failed
 * @SMRT_VERDICT_ASKS_BANK: it waits for its payment, which the person has to
 *   confirm at the bank
 * @SMRT_VERDICT_DROPPED: it waited for its payment, and its invoice is void
 * @SMRT_VERDICT_ABSENT: the subscription still is what was quoted: the change
 *   was not made so far
 *
 * What a reading says of a change that was sent.
 */
typedef enum
{
  SMRT_VERDICT_OPEN,
  SMRT_VERDICT_MADE,
  SMRT_VERDICT_DECLINED,
  SMRT_VERDICT_ASKS_BANK,
  SMRT_VERDICT_DROPPED,
  SMRT_VERDICT_ABSENT,
} SmrtVerdict;

#define SMRT_TYPE_SETTLING (smrt_settling_get_type ())

/**
 * SmrtSettling:
 *
 * Reads once what became of a change that was sent.
 */
G_DECLARE_FINAL_TYPE (SmrtSettling, smrt_settling, SMRT, SETTLING, GObject)

/**
 * smrt_settling_new:
 * @account: the account
 * @attempt: what was sent
 * @awaited: (nullable): the invoice that was last seen to wait for its payment
 */
SmrtSettling *smrt_settling_new        (SmrtAccount          *account,
                                        SmrtAttempt          *attempt,
                                        SmrtInvoice          *awaited);

/**
 * smrt_settling_run_async:
 * @answer: (nullable): what the server answered to the change, which spares a
 *   reading where it waits for its payment
 *
 * To be called once.
 */
void          smrt_settling_run_async  (SmrtSettling         *self,
                                        SmrtStripeUpdate     *answer,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * smrt_settling_run_finish:
 * @subscription: (out) (nullable) (transfer full): the subscription as it was
 *   read
 * @invoice: (out) (nullable) (transfer full): the invoice of the change or the
 *   one that is awaited, where there is one
 * @error: return location for a %SMRT_STRIPE_ERROR; with it the verdict is
 *   %SMRT_VERDICT_OPEN
 */
SmrtVerdict   smrt_settling_run_finish (SmrtSettling         *self,
                                        GAsyncResult         *result,
                                        SmrtSubscription    **subscription,
                                        SmrtInvoice         **invoice,
                                        GError              **error);

G_END_DECLS
