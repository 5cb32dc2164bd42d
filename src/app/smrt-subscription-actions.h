/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SUBSCRIPTION_ACTIONS (smrt_subscription_actions_get_type ())

/**
 * SmrtSubscriptionActions:
 *
 * What can be done about the states of the subscriptions of a window's account:
 * `win.keep-plan` and `win.give-up` (s: subscription), `win.pay-invoice` (s:
 * invoice) and `win.update-payment-method`. The last two open a page in the
 * browser; when the window is returned to, the account is read again.
 *
 * It also releases what an interruption has left behind
 * ([class@ScheduleRepair]), once the account has been read.
 *
 * Properties: `account` (#SmrtAccount, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtSubscriptionActions, smrt_subscription_actions, SMRT, SUBSCRIPTION_ACTIONS, GObject)

/**
 * smrt_subscription_actions_add_to:
 * @window: a window with the actions `win.refresh` and `win.tell` and a
 *   property `account`
 *
 * Adds the actions to a window, which keeps them as long as it lives.
 *
 * Returns: (transfer none): the actions
 */
SmrtSubscriptionActions *smrt_subscription_actions_add_to      (GtkApplicationWindow    *window);

/**
 * smrt_subscription_actions_get_account:
 *
 * Returns: (transfer none) (nullable): the account that they are for
 */
SmrtAccount             *smrt_subscription_actions_get_account (SmrtSubscriptionActions *self);
void                     smrt_subscription_actions_set_account (SmrtSubscriptionActions *self,
                                                                SmrtAccount             *account);

G_END_DECLS
