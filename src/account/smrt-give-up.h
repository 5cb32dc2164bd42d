/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-operation.h"

G_BEGIN_DECLS

#define SMRT_TYPE_GIVE_UP (smrt_give_up_get_type ())

/**
 * SmrtGiveUp:
 *
 * Gives up a change that waits for its payment, such as one that was there when
 * the program was started: voids its invoice and sees that the change waits no
 * longer. A payment that comes first wins.
 */
G_DECLARE_FINAL_TYPE (SmrtGiveUp, smrt_give_up, SMRT, GIVE_UP, SmrtOperation)

/**
 * smrt_give_up_new:
 * @account: an account that was read
 * @subscription_id: one of its subscriptions
 */
SmrtOperation *smrt_give_up_new (SmrtAccount *account,
                                 const char  *subscription_id);

G_END_DECLS
