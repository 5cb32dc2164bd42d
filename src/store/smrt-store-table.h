/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtStoreTable:
 * @SMRT_STORE_TABLE_CREDITS: the ledger of the subscription credit
 * @SMRT_STORE_TABLE_USAGE_CREDITS: the ledger of the usage credit
 * @SMRT_STORE_TABLE_INVOICES: the invoices
 *
 * What can become long.
 */
typedef enum
{
  SMRT_STORE_TABLE_CREDITS,
  SMRT_STORE_TABLE_USAGE_CREDITS,
  SMRT_STORE_TABLE_INVOICES,
} SmrtStoreTable;

#define SMRT_TYPE_STORE_TABLE (smrt_store_table_get_type ())

GType smrt_store_table_get_type (void) G_GNUC_CONST;

/**
 * SmrtStoreSide:
 * @SMRT_STORE_SIDE_NEWER: before the newest row
 * @SMRT_STORE_SIDE_OLDER: after the oldest row
 */
typedef enum
{
  SMRT_STORE_SIDE_NEWER,
  SMRT_STORE_SIDE_OLDER,
} SmrtStoreSide;

#define SMRT_STORE_ERROR (smrt_store_error_quark ())

/**
 * SmrtStoreError:
 * @SMRT_STORE_ERROR_MOVED: another instance wrote in the meantime
 */
typedef enum
{
  SMRT_STORE_ERROR_MOVED,
} SmrtStoreError;

GQuark smrt_store_error_quark (void);

/**
 * SmrtStoreEdge:
 * @newest_id: (nullable): the newest row
 * @oldest_id: (nullable): the oldest row
 * @complete: whether the oldest row is the server's oldest
 * @n_rows: how many rows there are
 * @changeable: (array zero-terminated=1): rows that can still change at the
 *   server: open invoices and drafts
 *
 * How far a table has come.
 */
typedef struct
{
  char     *newest_id;
  char     *oldest_id;
  gboolean  complete;
  guint64   n_rows;
  GStrv     changeable;
} SmrtStoreEdge;

void smrt_store_edge_free (SmrtStoreEdge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreEdge, smrt_store_edge_free)

G_END_DECLS
