/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SCHEDULE_REPAIR (smrt_schedule_repair_get_type ())

/**
 * SmrtScheduleRepair:
 *
 * A change at the next billing date takes two requests. Where the second one
 * was never sent, a schedule is left that changes nothing and still stands in
 * the way of others: it is released. That is so of one with a single phase,
 * which would release the subscription at its end anyway, and which is older
 * than any change that could still be under way.
 */
G_DECLARE_FINAL_TYPE (SmrtScheduleRepair, smrt_schedule_repair, SMRT, SCHEDULE_REPAIR, GObject)

/**
 * smrt_schedule_repair_is_needed:
 * @account: an account
 *
 * Returns: whether there may be such a schedule, and who is signed in may
 *   release it; how old it is on a test clock only the repair itself finds out
 */
gboolean            smrt_schedule_repair_is_needed  (SmrtAccount          *account);

SmrtScheduleRepair *smrt_schedule_repair_new        (SmrtAccount          *account);

/**
 * smrt_schedule_repair_run_async:
 *
 * To be called once, after the account was read. The schedules are released one
 * after the other.
 */
void                smrt_schedule_repair_run_async  (SmrtScheduleRepair   *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_schedule_repair_run_finish:
 *
 * Returns: whether all of them are gone; the first failure ends it
 */
gboolean            smrt_schedule_repair_run_finish (SmrtScheduleRepair   *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
