/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

#define SMRT_TYPE_LEDGER_SYNC (smrt_ledger_sync_get_type ())

/**
 * SmrtLedgerSync:
 *
 * Brings one table of a store up to what the server has. First what is new, or
 * of an empty table the newest page; then, back from the oldest row that is
 * there, the rest, wherever an earlier loading was interrupted. Every page is
 * in the store before the next one is written, so that there is never a gap.
 *
 * What an entry of a ledger says never changes. Of invoices the newest page is
 * read again each time, and of the older ones those that can still change.
 *
 * Properties, read-only, notified: `n-rows` (uint64: how many rows
 * smrt_ledger_sync_read_rest_async() has brought so far).
 */
G_DECLARE_FINAL_TYPE (SmrtLedgerSync, smrt_ledger_sync, SMRT, LEDGER_SYNC, GObject)

SmrtLedgerSync *smrt_ledger_sync_new                (SmrtStripeClient     *client,
                                                     SmrtStore            *store,
                                                     SmrtStoreTable        table,
                                                     const char           *customer_id);

/**
 * smrt_ledger_sync_get_n_rows:
 *
 * Returns: how many rows smrt_ledger_sync_read_rest_async() has brought so far
 */
guint64         smrt_ledger_sync_get_n_rows         (SmrtLedgerSync       *self);

/**
 * smrt_ledger_sync_get_complete:
 *
 * Returns: whether there is nothing for smrt_ledger_sync_read_rest_async() to
 *   read, after smrt_ledger_sync_read_newest_async() has ended
 */
gboolean        smrt_ledger_sync_get_complete       (SmrtLedgerSync       *self);

/**
 * smrt_ledger_sync_read_newest_async:
 * @cancellable: (nullable): cancels it
 *
 * Reads what is new: one request for a table that is up to date. A server that
 * knows no usage credit has none.
 */
void            smrt_ledger_sync_read_newest_async  (SmrtLedgerSync       *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_ledger_sync_read_newest_finish:
 * @error: return location for an error of %SMRT_STRIPE_ERROR,
 *   %SMRT_DATABASE_ERROR or %G_IO_ERROR
 */
gboolean        smrt_ledger_sync_read_newest_finish (SmrtLedgerSync       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/**
 * smrt_ledger_sync_read_rest_async:
 * @cancellable: (nullable): cancels it
 *
 * Reads the older rows that are not there yet, to the server's oldest. While a
 * page is written the next one is on its way. No request for a table that goes
 * back to it. To be called after smrt_ledger_sync_read_newest_async().
 */
void            smrt_ledger_sync_read_rest_async    (SmrtLedgerSync       *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean        smrt_ledger_sync_read_rest_finish   (SmrtLedgerSync       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
