/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SUBSCRIPTION_ROW (smrt_subscription_row_get_type ())

/**
 * SmrtSubscriptionRow:
 *
 * A subscription as a card: what it is, what it costs, when it is paid next,
 * what it is going to be, and what can be done about all that in the state it
 * is in, or why nothing can.
 *
 * Properties, all construct-only: `account` (#SmrtAccount), `subscription`
 * (#SmrtSubscription), `prominent` (boolean: whether its first button may
 * be the suggested action of the page).
 *
 * Its buttons activate `win.change` (subscription, product, cycle),
 * `win.keep-plan` and `win.give-up` (subscription), `win.pay-invoice` (invoice)
 * and `win.show-page`.
 */
G_DECLARE_FINAL_TYPE (SmrtSubscriptionRow, smrt_subscription_row, SMRT, SUBSCRIPTION_ROW, GtkListBoxRow)

/**
 * smrt_subscription_row_new:
 * @account: the account
 * @subscription: one of its subscriptions
 * @prominent: whether its first button may be the suggested action of the page
 */
GtkWidget        *smrt_subscription_row_new              (SmrtAccount         *account,
                                                          SmrtSubscription    *subscription,
                                                          gboolean             prominent);

/**
 * smrt_subscription_row_get_subscription:
 *
 * Returns: (transfer none): what it shows
 */
SmrtSubscription *smrt_subscription_row_get_subscription (SmrtSubscriptionRow *self);

/**
 * smrt_subscription_row_get_family:
 *
 * Returns: the title of the family of products that it belongs to
 */
const char       *smrt_subscription_row_get_family       (SmrtSubscriptionRow *self);

/**
 * smrt_subscription_row_get_suggests:
 *
 * Returns: whether it shows the suggested action
 */
gboolean          smrt_subscription_row_get_suggests     (SmrtSubscriptionRow *self);

G_END_DECLS
