/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-store-query.h"
#include "smrt-ledger-row.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STORE_SNAPSHOT (smrt_store_snapshot_get_type ())

/**
 * SmrtStoreSnapshot:
 *
 * A #GListModel of #SmrtLedgerRow for exporters and the command line: every item
 * is filled when it is got, and the thread that gets it waits for the database.
 * It has the rows that there were when it was made, and keeps a few pages.
 * To be used from one thread at a time, and not where the main loop of a window
 * runs.
 */
G_DECLARE_FINAL_TYPE (SmrtStoreSnapshot, smrt_store_snapshot, SMRT, STORE_SNAPSHOT, GObject)

/**
 * smrt_store_snapshot_new:
 * @store: an open store
 * @query: which rows
 *
 * Waits for the database.
 *
 * Returns: (transfer full) (nullable): the rows
 */
SmrtStoreSnapshot   *smrt_store_snapshot_new      (SmrtStore             *store,
                                                   const SmrtStoreQuery  *query,
                                                   GError               **error);
const SmrtStoreSums *smrt_store_snapshot_get_sums (SmrtStoreSnapshot     *self);

/**
 * smrt_store_snapshot_get_error:
 *
 * Returns: (transfer none) (nullable): why a row could not be read; such a row
 *   is not loaded, and who writes all rows asks for this at the end
 */
const GError        *smrt_store_snapshot_get_error (SmrtStoreSnapshot    *self);

G_END_DECLS
