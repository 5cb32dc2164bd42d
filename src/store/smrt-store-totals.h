/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-record.h"
#include "smrt-store-sum.h"

G_BEGIN_DECLS

/**
 * SmrtStoreTotals:
 *
 * What a transaction does to the number of the rows of a table and to their
 * sums, a currency at a time; the totals are kept, so that nobody has to add up
 * a whole table.
 */
typedef struct _SmrtStoreTotals SmrtStoreTotals;

SmrtStoreTotals *smrt_store_totals_new    (SmrtDatabase           *database,
                                           SmrtStoreTable          table);
void             smrt_store_totals_free   (SmrtStoreTotals        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreTotals, smrt_store_totals_free)

void             smrt_store_totals_add    (SmrtStoreTotals        *self,
                                           const SmrtStoreRecord  *record);

/**
 * smrt_store_totals_remove:
 * @seq: a row that is about to be replaced
 */
gboolean         smrt_store_totals_remove (SmrtStoreTotals        *self,
                                           gint64                  seq,
                                           GError                **error);

/**
 * smrt_store_totals_flush:
 *
 * Writes what has come and gone.
 */
gboolean         smrt_store_totals_flush  (SmrtStoreTotals        *self,
                                           GError                **error);

/**
 * SmrtStoreTotal:
 * @n_currencies: how many currencies it is of
 * @currency: the currency, where it is one
 * @n_rows: how many rows there are
 *
 * The rows of a table, or those of one currency.
 */
typedef struct
{
  unsigned int n_currencies;
  char         currency[4];
  gint64       n_rows;
  SmrtStoreSum credited;
  SmrtStoreSum used;
} SmrtStoreTotal;

/**
 * smrt_store_totals_read:
 * @currency: (nullable): one currency; %NULL for all
 * @total: (out): what they come to
 */
gboolean         smrt_store_totals_read   (SmrtDatabase           *database,
                                           SmrtStoreTable          table,
                                           const char             *currency,
                                           SmrtStoreTotal         *total,
                                           GError                **error);

G_END_DECLS
