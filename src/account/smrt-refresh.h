/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_REFRESH (smrt_refresh_get_type ())

/**
 * SmrtRefresh:
 *
 * One reading of the account from its server: signs in where that was not done,
 * opens the account's store and shows what is kept there, reads all that is
 * small, and brings the ledgers up to date, all at once where the customer is
 * known and in two round trips otherwise. The account shows a whole reading or
 * none. What a ledger has beyond its newest page, and was never loaded, is loaded
 * after that.
 */
G_DECLARE_FINAL_TYPE (SmrtRefresh, smrt_refresh, SMRT, REFRESH, GObject)

/**
 * smrt_refresh_new:
 *
 * Returns: (transfer full): a reading that ends when the account shows it
 */
SmrtRefresh *smrt_refresh_new        (SmrtAccount          *account);

/**
 * smrt_refresh_new_whole:
 *
 * Returns: (transfer full): a reading that ends when the store has every row
 */
SmrtRefresh *smrt_refresh_new_whole  (SmrtAccount          *account);

/**
 * smrt_refresh_run_async:
 *
 * To be called once. The outcome is also shown by the account's properties.
 * @cancellable cancels the loading behind it, too.
 */
void         smrt_refresh_run_async  (SmrtRefresh          *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean     smrt_refresh_run_finish (SmrtRefresh          *self,
                                      GAsyncResult         *result,
                                      GError              **error);

/**
 * smrt_refresh_read:
 * @account: an account
 * @cancellable: (nullable): cancels it
 *
 * Reads an account for those who need no answer: how it went the account says
 * itself, and everything that shows it follows.
 */
void         smrt_refresh_read       (SmrtAccount          *account,
                                      GCancellable         *cancellable);

G_END_DECLS
