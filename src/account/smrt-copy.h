/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

/* The offline copies of this person's accounts: one file an account of the list,
 * and one beside the database of the demo account. */

/**
 * smrt_copy_dup_path:
 *
 * Returns: (transfer full) (nullable): where the account's copy is kept; %NULL
 *   where none is: the account is not in the list, or lives in memory alone
 */
char    *smrt_copy_dup_path       (SmrtAccount          *account);

/**
 * smrt_copy_open_async:
 * @account: an account
 * @cancellable: (nullable): cancels the waiting
 *
 * Opens the account's store, unless that was done, and shows what is in it as of
 * its time, unless something is shown already. The store is there before that
 * is shown. A copy that cannot be kept is no failure: a temporary store stands
 * in for it, and the account says why. A copy of another customer, or one that
 * can no longer be understood, is not shown.
 */
void     smrt_copy_open_async     (SmrtAccount          *account,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);

/**
 * smrt_copy_open_finish:
 * @error: return location for %SMRT_DATABASE_ERROR: not even a temporary store
 *   can be made
 */
gboolean smrt_copy_open_finish    (SmrtAccount          *account,
                                   GAsyncResult         *result,
                                   GError              **error);

/**
 * smrt_copy_give_up_async:
 * @account: an account whose store is open
 * @store: the store that failed
 * @problem: why it can no longer be written
 *
 * Puts an empty temporary store into the place of one that fails, unless that
 * was done. A damaged file is set aside instead, once, and its store goes on
 * with an empty one.
 */
void     smrt_copy_give_up_async  (SmrtAccount          *account,
                                   SmrtStore            *store,
                                   const GError         *problem,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean smrt_copy_give_up_finish (SmrtAccount          *account,
                                   GAsyncResult         *result,
                                   GError              **error);

/**
 * smrt_copy_forget_async:
 * @profile: an account of the list
 *
 * Closes the account's store, where it is open, and removes its copy.
 */
void     smrt_copy_forget_async   (SmrtProfile          *profile,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);

/**
 * smrt_copy_forget_finish:
 * @error: return location for a GIOError
 */
gboolean smrt_copy_forget_finish  (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
