/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_REFRESH (smrt_refresh_get_type ())

/**
 * SmrtRefresh:
 *
 * One reading of the account from its server: signs in where that was not done
 * and reads the catalogue beside it, then all that belongs to the customer at
 * once: two round trips. The account shows a whole reading or none.
 */
G_DECLARE_FINAL_TYPE (SmrtRefresh, smrt_refresh, SMRT, REFRESH, GObject)

SmrtRefresh *smrt_refresh_new        (SmrtAccount          *account);

/**
 * smrt_refresh_run_async:
 *
 * To be called once. The outcome is also shown by the account's properties.
 */
void         smrt_refresh_run_async  (SmrtRefresh          *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean     smrt_refresh_run_finish (SmrtRefresh          *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
