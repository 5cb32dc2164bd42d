/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

/**
 * SmrtDemoAction:
 * @SMRT_DEMO_NEXT_BILLING_DATE: advance the clock to just past the next
 *   billing date of any subscription
 * @SMRT_DEMO_ONE_DAY: advance the clock by a day
 * @SMRT_DEMO_CARD_WORKS: the next card works
 * @SMRT_DEMO_CARD_DECLINES: the next card declines
 * @SMRT_DEMO_CARD_ASKS: the next card asks the bank
 * @SMRT_DEMO_RESET: the demo account as it was at first
 */
typedef enum
{
  SMRT_DEMO_NEXT_BILLING_DATE,
  SMRT_DEMO_ONE_DAY,
  SMRT_DEMO_CARD_WORKS,
  SMRT_DEMO_CARD_DECLINES,
  SMRT_DEMO_CARD_ASKS,
  SMRT_DEMO_RESET,
} SmrtDemoAction;

/**
 * smrt_demo_dup_path:
 *
 * Returns: (transfer full): where the demo account is kept between runs, for
 *   the window and the command line alike; its folder may have to be made
 */
char    *smrt_demo_dup_path   (void);

/**
 * smrt_demo_load_time_async:
 * @account: the demo account
 *
 * Reads at which time the demo account's clock stands.
 */
void     smrt_demo_load_time_async  (SmrtAccount          *account,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/**
 * smrt_demo_load_time_finish:
 * @time: (out): unix seconds
 *
 * Returns: whether it could be read; %G_IO_ERROR_NOT_SUPPORTED where the
 *   account does not live by such a clock
 */
gboolean smrt_demo_load_time_finish (SmrtAccount          *account,
                                     GAsyncResult         *result,
                                     gint64               *time,
                                     GError              **error);

/**
 * smrt_demo_run_async:
 * @account: the demo account
 * @action: what to do
 *
 * Does what the Demo menu offers, through the API like any client.
 */
void     smrt_demo_run_async  (SmrtAccount          *account,
                               SmrtDemoAction        action,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean smrt_demo_run_finish (SmrtAccount          *account,
                               GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
