/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

/**
 * smrt_open_invoice_find:
 * @account: the account
 * @subscription: one of its subscriptions
 *
 * What has to be paid for a subscription: its latest invoice where that is
 * open, else the newest open one.
 *
 * Returns: (transfer none) (nullable): %NULL where nothing is to be paid
 */
SmrtInvoice *smrt_open_invoice_find        (SmrtAccount      *account,
                                            SmrtSubscription *subscription);

/**
 * smrt_open_invoice_find_latest:
 * @account: the account
 * @subscription: one of its subscriptions
 *
 * Returns: (transfer none) (nullable): its latest invoice where that is open,
 *   which a pending update waits for
 */
SmrtInvoice *smrt_open_invoice_find_latest (SmrtAccount      *account,
                                            SmrtSubscription *subscription);

G_END_DECLS
