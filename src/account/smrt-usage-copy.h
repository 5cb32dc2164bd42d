/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-store-copy.h"

G_BEGIN_DECLS

/* What was used, in the offline copy. It is read at other times than the rest of
 * the copy, and so has a time of its own in it. */

/**
 * smrt_usage_copy_carry:
 * @account: an account
 * @archive: what was just read of it, about to be kept
 *
 * Adds what was last read of the usage to a new copy, which replaces the one
 * before.
 */
void smrt_usage_copy_carry (SmrtAccount         *account,
                            SmrtStripeArchive   *archive);

/**
 * smrt_usage_copy_keep:
 * @account: an account whose copy was kept or shown
 * @archive: what was just read of the usage
 * @as_of: unix seconds of the server
 * @task: (transfer full): what returns %TRUE when that was done
 *
 * Keeps it, in the copy that there is and in those that come. A copy that cannot
 * be written is the matter of the next reading of the account.
 */
void smrt_usage_copy_keep  (SmrtAccount         *account,
                            SmrtStripeArchive   *archive,
                            gint64               as_of,
                            GTask               *task);

/**
 * smrt_usage_copy_show:
 * @account: an account that shows @copy
 * @copy: an offline copy
 *
 * Shows what was used as of its time, where that is in the copy.
 */
void smrt_usage_copy_show  (SmrtAccount         *account,
                            const SmrtStoreCopy *copy);

/**
 * smrt_usage_copy_set_base:
 * @copy: what is kept of the account from now on
 *
 * What is read of the usage is added to this.
 */
void smrt_usage_copy_set_base (SmrtAccount         *account,
                               const SmrtStoreCopy *copy);

G_END_DECLS
