/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-change-state.h"
#include "smrt-offer.h"
#include "smrt-proof.h"
#include "smrt-quote.h"

G_BEGIN_DECLS

#define SMRT_TYPE_CHANGE (smrt_change_get_type ())

/**
 * SmrtChange:
 *
 * One change of one subscription, from the quote to the proof. The window and
 * the command line both follow its `state`; no step of a change is taken
 * anywhere else.
 *
 * Properties: `account`, `offer` (construct-only); `timing` (#SmrtTiming: when
 * it shall be made; now, where the offer allows it); read-only, notified:
 * `state`, `quote` (nullable), `previous-quote` (nullable), `proof` (nullable:
 * no invoice was made), `invoice` (nullable), `subscription` (nullable: as it
 * is after the change), `error` (GError, nullable), `can-confirm` (boolean).
 * `settle-delay` (unsigned, construct-only, milliseconds): how long after an
 * unknown outcome it is first looked into by itself; each later time after
 * twice as long, up to a minute, and at once when the network comes back.
 */
G_DECLARE_FINAL_TYPE (SmrtChange, smrt_change, SMRT, CHANGE, GObject)

/**
 * smrt_change_new:
 * @account: the account
 * @offer: what is to be changed
 *
 * Returns: (transfer full): a change that was not quoted yet
 */
SmrtChange       *smrt_change_new                (SmrtAccount          *account,
                                                  SmrtOffer            *offer);
SmrtAccount      *smrt_change_get_account        (SmrtChange           *self);
SmrtOffer        *smrt_change_get_offer          (SmrtChange           *self);
SmrtChangeState   smrt_change_get_state          (SmrtChange           *self);

SmrtTiming        smrt_change_get_timing         (SmrtChange           *self);

/**
 * smrt_change_set_timing:
 * @timing: one that the offer allows
 *
 * Chooses when the change shall be made, before it is confirmed. Both times
 * are quoted at once, so that `quote` becomes the other one without a question
 * to the server.
 */
void              smrt_change_set_timing         (SmrtChange           *self,
                                                  SmrtTiming            timing);

/**
 * smrt_change_get_quote_for:
 *
 * Returns: (transfer none) (nullable): the newest quote for that time; %NULL
 *   where there is none or the offer does not allow it
 */
SmrtQuote        *smrt_change_get_quote_for      (SmrtChange           *self,
                                                  SmrtTiming            timing);

/**
 * smrt_change_get_plan_released:
 *
 * Returns: whether a change that had been planned before was taken back for
 *   this one, also where this one was not made then
 */
gboolean          smrt_change_get_plan_released  (SmrtChange           *self);

/**
 * smrt_change_get_quote:
 *
 * Returns: (transfer none) (nullable): the newest quote; %NULL where it failed
 */
SmrtQuote        *smrt_change_get_quote          (SmrtChange           *self);
SmrtQuote        *smrt_change_get_previous_quote (SmrtChange           *self);
SmrtProof        *smrt_change_get_proof          (SmrtChange           *self);
SmrtInvoice      *smrt_change_get_invoice        (SmrtChange           *self);
SmrtSubscription *smrt_change_get_subscription   (SmrtChange           *self);
const GError     *smrt_change_get_error          (SmrtChange           *self);
gboolean          smrt_change_get_can_confirm    (SmrtChange           *self);

/**
 * smrt_change_get_can_quote:
 *
 * Returns: whether smrt_change_quote_async() is allowed: nothing is being made,
 *   was made or waits for its payment
 */
gboolean          smrt_change_get_can_quote      (SmrtChange           *self);

/**
 * smrt_change_get_in_force:
 *
 * Returns: whether `subscription` is what the change leads to. That it is, and
 *   the state %SMRT_CHANGE_STATE_DECLINED, means that the server changed the
 *   plan although its payment failed: then it cannot be given up.
 */
gboolean          smrt_change_get_in_force       (SmrtChange           *self);

/**
 * smrt_change_get_exact:
 *
 * Returns: whether the change was made, and its invoice is as quoted; also
 *   where none was made and none was quoted
 */
gboolean          smrt_change_get_exact          (SmrtChange           *self);

/**
 * smrt_change_quote_async:
 *
 * Asks the server what the change costs, all previews at once. Allowed where
 * smrt_change_get_can_quote() says so.
 */
void              smrt_change_quote_async        (SmrtChange           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          smrt_change_quote_finish       (SmrtChange           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * smrt_change_expect:
 * @quote: a quote that a person has seen, from a file
 *
 * Makes @quote the one that is to be confirmed: the next
 * smrt_change_quote_async() is pinned to its second, and ends in
 * %SMRT_CHANGE_STATE_QUOTE_CHANGED where it asks anything else.
 */
void              smrt_change_expect             (SmrtChange           *self,
                                                  SmrtQuote            *quote);

/**
 * smrt_change_confirm_async:
 *
 * The person's consent to `quote`. A quote that is too old is taken anew
 * first, and when it asks anything else the state becomes
 * %SMRT_CHANGE_STATE_QUOTE_CHANGED and nothing is changed. Finishes with %TRUE
 * when the outcome is known (done, declined, needs action), and with an error
 * otherwise; `state` says it exactly.
 */
void              smrt_change_confirm_async      (SmrtChange           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          smrt_change_confirm_finish     (SmrtChange           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * smrt_change_settle_async:
 *
 * Finds out what became of a change whose outcome is not known, or of a
 * payment that was to be finished in the browser: reads, and within ten
 * minutes of the consent sends again with the same idempotency key while the
 * subscription still is what was quoted. Five minutes after the last sending
 * a change that is not there was not made.
 */
void              smrt_change_settle_async       (SmrtChange           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          smrt_change_settle_finish      (SmrtChange           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * smrt_change_give_up_async:
 *
 * Gives up a change that waits for its payment, by voiding its invoice. Ends
 * in %SMRT_CHANGE_STATE_NOT_MADE; where the server refuses, the error says why
 * and the state what it is instead.
 */
void              smrt_change_give_up_async      (SmrtChange           *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean          smrt_change_give_up_finish     (SmrtChange           *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
