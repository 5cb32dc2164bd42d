/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-query.h"

G_BEGIN_DECLS

/**
 * smrt_store_period_read:
 * @query: a query of a ledger
 * @sums: (inout): has the currency and whether the ledger is complete; is given
 *   the balances at the two ends of the query's period
 *
 * Within a transaction. Balances that cannot be known are left out.
 */
gboolean smrt_store_period_read (SmrtDatabase          *database,
                                 const SmrtStoreQuery  *query,
                                 SmrtStoreSums         *sums,
                                 GError               **error);

G_END_DECLS
