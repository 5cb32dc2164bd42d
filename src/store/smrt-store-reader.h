/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-copy.h"
#include "smrt-store-table.h"
#include "smrt-store-wording.h"

G_BEGIN_DECLS

/* What is read of a store in one piece, and its copy; #SmrtStoreWork. */

/**
 * SmrtStoreAsk:
 * @table: a table
 * @n_rows: how many rows
 * @id: (nullable): which row
 *
 * What is asked for.
 */
typedef struct
{
  SmrtStoreTable  table;
  unsigned int    n_rows;
  char           *id;
} SmrtStoreAsk;

void     smrt_store_ask_free               (SmrtStoreAsk   *self);

/** Returns: (transfer full) (nullable): a #SmrtStoreCopy */
gpointer smrt_store_reader_load_copy       (SmrtDatabase   *database,
                                            gpointer        ask,
                                            GCancellable   *cancellable,
                                            GError        **error);

/** Returns: (transfer full): a #SmrtStoreEdge */
gpointer smrt_store_reader_load_edge       (SmrtDatabase   *database,
                                            gpointer        ask,
                                            GCancellable   *cancellable,
                                            GError        **error);

/** Returns: (transfer full): a #GPtrArray of #SmrtCreditEntry or #SmrtInvoice */
gpointer smrt_store_reader_load_recent     (SmrtDatabase   *database,
                                            gpointer        ask,
                                            GCancellable   *cancellable,
                                            GError        **error);

/** Returns: (transfer full) (nullable): a #SmrtInvoice */
gpointer smrt_store_reader_find_invoice    (SmrtDatabase   *database,
                                            gpointer        ask,
                                            GCancellable   *cancellable,
                                            GError        **error);

/** Returns: (transfer full): a #GStrv */
gpointer smrt_store_reader_load_currencies (SmrtDatabase   *database,
                                            gpointer        ask,
                                            GCancellable   *cancellable,
                                            GError        **error);

/**
 * SmrtStoreKeep:
 *
 * A copy to be kept.
 */
typedef struct
{
  SmrtStoreCopy    *copy;
  SmrtStoreWording *wording;
} SmrtStoreKeep;

void     smrt_store_keep_free              (SmrtStoreKeep  *self);

/** Keeps a #SmrtStoreKeep; the result is as in smrt-store-writer.h. */
gpointer smrt_store_writer_keep_copy       (SmrtDatabase   *database,
                                            gpointer        keep,
                                            GCancellable   *cancellable,
                                            GError        **error);

G_END_DECLS
