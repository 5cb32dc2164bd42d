/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-quote.h"

G_BEGIN_DECLS

#define SMRT_TYPE_QUOTING (smrt_quoting_get_type ())

/**
 * SmrtQuoting:
 *
 * Quotes a change for each time that its offer allows: the previews, the
 * subscription and what is charged are asked for at once, in one round trip. It
 * fails where the subscription is no longer what the offer starts from, and
 * where a preview is of something else.
 */
G_DECLARE_FINAL_TYPE (SmrtQuoting, smrt_quoting, SMRT, QUOTING, GObject)

/**
 * smrt_quoting_new:
 * @account: the account
 * @offer: what is to be quoted
 * @proration_date: unix seconds of the server to pin the quote to, or 0 for
 *   its present
 */
SmrtQuoting *smrt_quoting_new        (SmrtAccount          *account,
                                      SmrtOffer            *offer,
                                      gint64                proration_date);

/**
 * smrt_quoting_run_async:
 *
 * To be called once.
 */
void         smrt_quoting_run_async  (SmrtQuoting          *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

/**
 * smrt_quoting_run_finish:
 * @now: (out) (nullable) (transfer full): the quote for now
 * @at_renewal: (out) (nullable) (transfer full): the quote for the next billing
 *   date
 * @latest_invoice_id: (out) (optional) (nullable) (transfer full): the newest
 *   invoice of the subscription at the time of the quote
 * @error: return location for %SMRT_STRIPE_ERROR or
 *   %SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED
 *
 * Returns: whether all that the offer allows was quoted
 */
gboolean     smrt_quoting_run_finish (SmrtQuoting          *self,
                                      GAsyncResult         *result,
                                      SmrtQuote           **now,
                                      SmrtQuote           **at_renewal,
                                      char                **latest_invoice_id,
                                      GError              **error);

G_END_DECLS
