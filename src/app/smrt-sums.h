/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store-query.h"

G_BEGIN_DECLS

/**
 * smrt_sums_describe_credits:
 * @sums: what the rows of a ledger come to
 * @filtered: whether only some of the ledger's rows, or of a period's, are shown
 *
 * Returns: (transfer full): "6 entries · opening balance $0.00 · credited
 *   $416.67 · used $375.00 · closing balance $41.67"; of several currencies the
 *   number alone
 */
char *smrt_sums_describe_credits  (const SmrtStoreSums *sums,
                                   gboolean             filtered);

/**
 * smrt_sums_describe_invoices:
 * @sums: what the invoices come to
 * @filtered: whether only some of them are shown
 *
 * Returns: (transfer full): "12 invoices · total $900.00 · paid $825.00"
 */
char *smrt_sums_describe_invoices (const SmrtStoreSums *sums,
                                   gboolean             filtered);

G_END_DECLS
