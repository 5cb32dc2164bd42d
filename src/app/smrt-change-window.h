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
 * Properties: `change` (#SmrtChange, construct-only).
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
 * smrt_change_window_get_change:
 *
 * Returns: (transfer none): the change that is shown
 */
SmrtChange *smrt_change_window_get_change (SmrtChangeWindow *self);

G_END_DECLS
