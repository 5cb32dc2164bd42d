/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-store-query.h"
#include "smrt-ledger-row.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STORE_LIST (smrt_store_list_get_type ())

/**
 * SmrtStoreList:
 *
 * A #GListModel of #SmrtLedgerRow over a store: filtered, sorted, searched and
 * summed by the database, off the main thread. Rows are given out at once and
 * filled when their page has come; pages are found by key. It follows what is
 * written to the store. A query that is set while another one is being answered
 * takes its place; until it is answered the former rows stay.
 *
 * Properties: `store` (#SmrtStore, nullable), `query` (#SmrtStoreQuery,
 * nullable), and read-only: `loading` (boolean: a query is being answered),
 * `answered` (boolean: a query was answered), `error` (GError, nullable).
 *
 * Signals: `summed`: smrt_store_list_get_sums() says something else.
 */
G_DECLARE_FINAL_TYPE (SmrtStoreList, smrt_store_list, SMRT, STORE_LIST, GObject)

SmrtStoreList        *smrt_store_list_new          (SmrtStore            *store,
                                                    const SmrtStoreQuery *query);
SmrtStore            *smrt_store_list_get_store    (SmrtStoreList        *self);
void                  smrt_store_list_set_store    (SmrtStoreList        *self,
                                                    SmrtStore            *store);
const SmrtStoreQuery *smrt_store_list_get_query    (SmrtStoreList        *self);
void                  smrt_store_list_set_query    (SmrtStoreList        *self,
                                                    const SmrtStoreQuery *query);
gboolean              smrt_store_list_get_loading  (SmrtStoreList        *self);
gboolean              smrt_store_list_get_answered (SmrtStoreList        *self);

/** Returns: (transfer none) (nullable): why the last query failed */
const GError         *smrt_store_list_get_error    (SmrtStoreList        *self);

/** Returns: what the rows come to; all zero before the first answer */
const SmrtStoreSums  *smrt_store_list_get_sums     (SmrtStoreList        *self);

G_END_DECLS
