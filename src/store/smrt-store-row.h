/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-ledger-row.h"
#include "smrt-store-table.h"

G_BEGIN_DECLS

/**
 * SmrtStoreRow:
 * @seq: its place
 * @entry: (nullable): the entry of a ledger
 * @invoice: (nullable): the invoice
 * @words: (nullable): what it is
 * @receipt: (nullable): the number of the invoice
 * @faulty: whether its balance does not follow from the one before
 *
 * A row as it comes from a table.
 */
typedef struct
{
  gint64           seq;
  SmrtCreditEntry *entry;
  SmrtInvoice     *invoice;
  char            *words;
  char            *receipt;
  gboolean         faulty;
} SmrtStoreRow;

void         smrt_store_row_free     (SmrtStoreRow         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreRow, smrt_store_row_free)

/**
 * smrt_store_row_read:
 * @seqs: (array length=n_seqs): which rows
 *
 * Returns: (transfer full) (nullable) (element-type SmrtStoreRow): the rows in
 *   the order of @seqs, %NULL in the place of one that is gone
 */
GPtrArray   *smrt_store_row_read     (SmrtDatabase         *database,
                                      SmrtStoreTable        table,
                                      const gint64         *seqs,
                                      unsigned int          n_seqs,
                                      GError              **error);

/**
 * smrt_store_row_read_entry:
 *
 * Returns: (transfer full) (nullable): the entry of one row; %NULL without an
 *   error where there is none
 */
SmrtCreditEntry *smrt_store_row_read_entry (SmrtDatabase    *database,
                                            SmrtStoreTable   table,
                                            gint64           seq,
                                            GError         **error);

/**
 * smrt_store_row_find_invoice:
 *
 * Returns: (transfer full) (nullable): an invoice by its id; %NULL without an
 *   error where there is none
 */
SmrtInvoice *smrt_store_row_find_invoice (SmrtDatabase     *database,
                                          const char       *id,
                                          GError          **error);

G_END_DECLS
