/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice.h"
#include "smrt-offer.h"
#include "smrt-payment-method.h"

G_BEGIN_DECLS

#define SMRT_TYPE_QUOTE (smrt_quote_get_type ())

/**
 * SmrtQuote:
 *
 * What the server says that a change costs, taken at one second of the
 * server's time. Nothing in it is reckoned by this program.
 */
G_DECLARE_FINAL_TYPE (SmrtQuote, smrt_quote, SMRT, QUOTE, GObject)

/**
 * smrt_quote_new_at_renewal:
 * @offer: what is quoted
 * @next_invoice: the preview of the payment at the next billing date, with the
 *   change in it
 * @taken_at: unix seconds, the server's `Date`
 * @taken_monotonic: microseconds of #SmrtClock's monotonic time
 *
 * A change at the next billing date: nothing is due today.
 */
SmrtQuote   *smrt_quote_new_at_renewal    (SmrtOffer   *offer,
                                           SmrtInvoice *next_invoice,
                                           gint64       taken_at,
                                           gint64       taken_monotonic);

/**
 * smrt_quote_new_charged_later:
 * @offer: what is quoted
 * @next_invoice: the preview of the payment at the next billing date, with what
 *   the change adds to it
 * @taken_at: unix seconds, the server's `Date`
 * @taken_monotonic: microseconds of #SmrtClock's monotonic time
 *
 * A change that is made now and charged with the next payment: during a trial,
 * or where the merchant says so.
 */
SmrtQuote   *smrt_quote_new_charged_later (SmrtOffer   *offer,
                                           SmrtInvoice *next_invoice,
                                           gint64       taken_at,
                                           gint64       taken_monotonic);
SmrtTiming   smrt_quote_get_timing        (SmrtQuote   *self);

/**
 * smrt_quote_new:
 * @offer: what is quoted
 * @due_invoice: the preview of the invoice that the change makes
 * @next_invoice: the preview of the payment after it
 * @taken_at: unix seconds, the server's `Date`
 * @taken_monotonic: microseconds of #SmrtClock's monotonic time
 */
SmrtQuote   *smrt_quote_new               (SmrtOffer   *offer,
                                           SmrtInvoice *due_invoice,
                                           SmrtInvoice *next_invoice,
                                           gint64       taken_at,
                                           gint64       taken_monotonic);
SmrtOffer   *smrt_quote_get_offer         (SmrtQuote   *self);

/**
 * smrt_quote_get_due_invoice:
 *
 * Returns: (transfer none) (nullable): the preview of the invoice that the
 *   change makes; %NULL for a change that makes none before the next billing
 *   date
 */
SmrtInvoice *smrt_quote_get_due_invoice   (SmrtQuote   *self);
SmrtInvoice *smrt_quote_get_next_invoice  (SmrtQuote   *self);
gint64       smrt_quote_get_taken_at      (SmrtQuote   *self);

/**
 * smrt_quote_get_payment_method:
 *
 * Returns: (nullable): what the payment is taken from, as the server said it
 *   with the quote; %NULL where there is none or it was not asked for
 */
SmrtPaymentMethod *smrt_quote_get_payment_method (SmrtQuote *self);
void         smrt_quote_set_payment_method (SmrtQuote *self,
                                            SmrtPaymentMethod *payment_method);

/**
 * smrt_quote_get_age:
 * @monotonic: microseconds of the same clock
 *
 * Returns: seconds since it was taken
 */
gint64       smrt_quote_get_age           (SmrtQuote   *self,
                                           gint64       monotonic);

/**
 * smrt_quote_get_proration_date:
 *
 * Returns: unix seconds of the server's time to which the quote is pinned; 0
 *   where the server prorates nothing
 */
gint64       smrt_quote_get_proration_date (SmrtQuote  *self);

/**
 * smrt_quote_get_due_today:
 *
 * Returns: `amount_due` of the change's invoice; 0 where it makes none
 */
SmrtMoney    smrt_quote_get_due_today     (SmrtQuote   *self);

/**
 * smrt_quote_get_credit_added:
 *
 * Returns: what is added to the subscription credit; 0 where nothing is
 */
SmrtMoney    smrt_quote_get_credit_added  (SmrtQuote   *self);

/**
 * smrt_quote_get_next_payment:
 *
 * Returns: `total` of the payment after the change, before any credit
 */
SmrtMoney    smrt_quote_get_next_payment  (SmrtQuote   *self);

/**
 * smrt_quote_get_next_date:
 *
 * When the next payment is taken: the end of the period that the change's
 * lines reach to, or of the running period for a change at the next billing
 * date.
 *
 * Returns: unix seconds
 */
gint64       smrt_quote_get_next_date     (SmrtQuote   *self);

/**
 * smrt_quote_same_amounts:
 *
 * Returns: whether both ask the same of the person: due today and how it comes
 *   about (discount, tax, total, what the customer balance contributes), credit
 *   added, next payment and its date
 */
gboolean     smrt_quote_same_amounts      (SmrtQuote   *self,
                                           SmrtQuote   *other);

G_END_DECLS
