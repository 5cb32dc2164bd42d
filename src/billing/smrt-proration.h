/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_proration:
 * @unit_amount: minor units for one
 * @quantity: how many; not negative
 * @period_start: unix seconds
 * @period_end: unix seconds, later than @period_start
 * @date: unix seconds, within the period
 * @credit: whether the time is given back (a negative amount) or charged
 * @amount: (out): minor units, with sign
 *
 * The price of the time from @date to the end of the period, to the second and
 * rounded to the nearest minor unit, exact ties toward negative infinity.
 * Source: Stripe, "Prorations" (to the second); the rule for ties is inferred
 * from public invoices.
 *
 * Returns: %FALSE where the period is empty, the date outside of it, or the
 *   amount does not fit
 */
G_GNUC_WARN_UNUSED_RESULT
gboolean smrt_proration       (gint64    unit_amount,
                               gint64    quantity,
                               gint64    period_start,
                               gint64    period_end,
                               gint64    date,
                               gboolean  credit,
                               gint64   *amount);

/**
 * smrt_proration_of_amount:
 * @full_amount: minor units for the whole period, with sign
 *
 * As smrt_proration(), for an amount that was billed for the whole period.
 *
 * Returns: as smrt_proration()
 */
G_GNUC_WARN_UNUSED_RESULT
gboolean smrt_proration_of_amount (gint64    full_amount,
                                   gint64    period_start,
                                   gint64    period_end,
                                   gint64    date,
                                   gint64   *amount);

/**
 * smrt_round_ratio:
 * @numerator: any value
 * @denominator: greater than zero
 * @result: (out): the quotient
 *
 * Divides and rounds to the nearest integer, exact ties toward negative
 * infinity: the smallest integer not below x − ½.
 *
 * Returns: %FALSE where the quotient does not fit
 */
G_GNUC_WARN_UNUSED_RESULT
gboolean smrt_round_ratio     (__int128  numerator,
                               gint64    denominator,
                               gint64   *result);

G_END_DECLS
