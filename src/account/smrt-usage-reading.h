/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

#define SMRT_TYPE_USAGE_READING (smrt_usage_reading_get_type ())

/**
 * SmrtUsageReading:
 *
 * Reads once what an account has used and its usage credit, when somebody wants
 * to see it, and shows it in the account's [class@AccountUsage].
 */
G_DECLARE_FINAL_TYPE (SmrtUsageReading, smrt_usage_reading, SMRT, USAGE_READING, GObject)

/**
 * smrt_usage_reading_new:
 * @account: what is filled
 * @client: (nullable): where from; %NULL for the server of the account's session,
 *   and then what is read is also kept in the offline copy
 */
SmrtUsageReading *smrt_usage_reading_new        (SmrtAccount          *account,
                                                 SmrtStripeClient     *client);

/**
 * smrt_usage_reading_run_async:
 * @cancellable: (nullable): cancels it; what was shown stays
 *
 * Runs it; can be done once.
 */
void              smrt_usage_reading_run_async  (SmrtUsageReading     *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean          smrt_usage_reading_run_finish (SmrtUsageReading     *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * smrt_usage_reading_read:
 * @account: what is filled
 * @cancellable: (nullable): cancels it
 *
 * Reads without anyone waiting for it: the account's usage tells what became of
 * it.
 */
void              smrt_usage_reading_read       (SmrtAccount          *account,
                                                 GCancellable         *cancellable);

G_END_DECLS
