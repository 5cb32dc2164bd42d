/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"
#include "smrt-store-table.h"

G_BEGIN_DECLS

/**
 * SmrtStoreSort:
 * @SMRT_STORE_SORT_DATE: by when it was made, as the server orders them
 * @SMRT_STORE_SORT_AMOUNT: by the amount of an entry, the total of an invoice
 * @SMRT_STORE_SORT_BALANCE: by the balance after an entry
 * @SMRT_STORE_SORT_DUE: by what is charged for an invoice
 * @SMRT_STORE_SORT_NUMBER: by the number of an invoice
 * @SMRT_STORE_SORT_STATUS: by the status of an invoice
 */
typedef enum
{
  SMRT_STORE_SORT_DATE,
  SMRT_STORE_SORT_AMOUNT,
  SMRT_STORE_SORT_BALANCE,
  SMRT_STORE_SORT_DUE,
  SMRT_STORE_SORT_NUMBER,
  SMRT_STORE_SORT_STATUS,
} SmrtStoreSort;

#define SMRT_TYPE_STORE_QUERY (smrt_store_query_get_type ())

/**
 * SmrtStoreQuery:
 * @table: where
 * @currency: (nullable): rows of this currency alone
 * @from: unix seconds from which on; 0 for all
 * @until: unix seconds before which; 0 for all
 * @kinds: rows of these kinds: bit n is #SmrtCreditKind n of an entry,
 *   #SmrtInvoiceStatus n of an invoice; 0 for all
 * @faulty: only entries of a ledger whose balance does not add up
 * @search: (nullable): what a row must have in its words, its number, its
 *   amount or its day, in any case
 * @sort: their order
 * @ascending: whether the smallest, or the oldest, comes first
 *
 * Which rows, and in which order. Rows that are equal in @sort are in the order
 * of their date.
 */
typedef struct
{
  SmrtStoreTable  table;
  char           *currency;
  gint64          from;
  gint64          until;
  guint64         kinds;
  gboolean        faulty;
  char           *search;
  SmrtStoreSort   sort;
  gboolean        ascending;
} SmrtStoreQuery;

GType           smrt_store_query_get_type (void) G_GNUC_CONST;

/**
 * smrt_store_query_new:
 * @table: a table
 *
 * Returns: (transfer full): a query of all its rows, newest first
 */
SmrtStoreQuery *smrt_store_query_new      (SmrtStoreTable        table);
SmrtStoreQuery *smrt_store_query_copy     (const SmrtStoreQuery *self);
void            smrt_store_query_free     (SmrtStoreQuery       *self);
gboolean        smrt_store_query_equal    (const SmrtStoreQuery *self,
                                           const SmrtStoreQuery *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreQuery, smrt_store_query_free)

/**
 * SmrtStoreSums:
 * @n_rows: how many rows are shown
 * @n_all: how many there are in the table, of the query's currency
 * @n_faulty: rows whose running balance does not follow from the one before
 * @currency: (nullable): the currency of all sums; %NULL where the rows are of
 *   several currencies, and then there are no sums
 * @exact: whether the sums are right; %FALSE where one is beyond 64 bits
 * @credited: minor units: what came, of the rows shown; of invoices the sum of
 *   their totals, drafts and void ones left out
 * @used: minor units, not positive: what went, of the rows shown; of invoices
 *   not positive either: what was paid of them
 * @has_balances: whether @opening and @closing are known: for a ledger whose
 *   beginning is known, or that goes back far enough
 * @opening: minor units: the balance before the first row of the query's
 *   period, whatever its other filters
 * @closing: minor units: the balance after the last row of the period
 * @complete: whether the table goes back to the server's oldest row
 *
 * What the rows of a query come to.
 */
typedef struct
{
  guint64   n_rows;
  guint64   n_all;
  guint64   n_faulty;
  char      currency[4];
  gboolean  exact;
  gint64    credited;
  gint64    used;
  gboolean  has_balances;
  gint64    opening;
  gint64    closing;
  gboolean  complete;
} SmrtStoreSums;

G_END_DECLS
