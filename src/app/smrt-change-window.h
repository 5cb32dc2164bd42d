/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_CHANGE_WINDOW (smrt_change_window_get_type ())

/**
 * SmrtChangeWindow:
 *
 * One change from its quote to its receipt. It shows the states of a
 * [class@Change] and takes none of its steps.
 *
 * Properties: `change` (#SmrtChange, nullable, read-only).
 */
G_DECLARE_FINAL_TYPE (SmrtChangeWindow, smrt_change_window, SMRT, CHANGE_WINDOW, AdwWindow)

/**
 * smrt_change_window_new:
 * @account: the account
 * @offer: what is to be changed
 *
 * Starts quoting at once. When the change was made, or may have been, the
 * account is read anew.
 *
 * Returns: (transfer full): a modal window; the caller makes it transient
 */
GtkWidget  *smrt_change_window_new        (SmrtAccount      *account,
                                           SmrtOffer        *offer);

/**
 * smrt_change_window_new_for_seats:
 * @account: the account
 * @subscription: the subscription whose seats are to be changed
 *
 * Asks first how many seats there shall be; each number that is chosen is
 * quoted.
 *
 * Returns: (transfer full) (nullable): a modal window; %NULL where the number
 *   cannot be changed
 */
GtkWidget  *smrt_change_window_new_for_seats (SmrtAccount      *account,
                                              SmrtSubscription *subscription);

/**
 * smrt_change_window_get_change:
 *
 * Returns: (transfer none) (nullable): the change that is shown; %NULL before
 *   seats are chosen
 */
SmrtChange *smrt_change_window_get_change (SmrtChangeWindow *self);

G_END_DECLS
