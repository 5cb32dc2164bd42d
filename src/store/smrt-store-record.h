/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store.h"

G_BEGIN_DECLS

/**
 * SmrtStoreRecord:
 * @entry: (nullable): the row of a ledger
 * @invoice: (nullable): the row of the invoices
 * @json: the object as the server sent it
 *
 * A row on its way into a table.
 */
typedef struct
{
  SmrtCreditEntry *entry;
  SmrtInvoice     *invoice;
  char            *json;
} SmrtStoreRecord;

void        smrt_store_record_free         (SmrtStoreRecord *self);

/**
 * smrt_store_record_decode:
 * @objects: (element-type JsonNode): objects of the server
 *
 * Returns: (transfer full) (nullable) (element-type SmrtStoreRecord): all of
 *   them, or %SMRT_STRIPE_ERROR_BAD_ANSWER
 */
GPtrArray  *smrt_store_record_decode       (SmrtStoreTable         table,
                                            GPtrArray             *objects,
                                            GError               **error);
const char *smrt_store_record_get_id       (const SmrtStoreRecord *self);
const char *smrt_store_record_get_currency (const SmrtStoreRecord *self);

/** Returns: what came and what went, as #SmrtStoreSums has them */
void        smrt_store_record_get_change   (const SmrtStoreRecord *self,
                                            gint64                *credited,
                                            gint64                *used);

/**
 * smrt_store_record_insert:
 * @seq: its place
 * @faulty: whether its balance does not follow from the one before
 * @words: (nullable): what it is
 * @search: what it is found by
 */
gboolean    smrt_store_record_insert       (const SmrtStoreRecord *self,
                                            SmrtDatabase          *database,
                                            SmrtStoreTable         table,
                                            gint64                 seq,
                                            gboolean               faulty,
                                            const char            *words,
                                            const char            *search,
                                            GError               **error);

/**
 * smrt_store_record_change:
 * @table: a table
 * @kind: #SmrtCreditKind or #SmrtInvoiceStatus
 * @paid: what was paid of an invoice; 0 otherwise
 *
 * What a row that is there already adds to the sums.
 */
void        smrt_store_record_change       (SmrtStoreTable         table,
                                            gint64                 amount,
                                            gint64                 kind,
                                            gint64                 paid,
                                            gint64                *credited,
                                            gint64                *used);

/**
 * smrt_store_record_parse:
 *
 * Returns: (transfer full) (nullable): an invoice from its kept JSON
 */
SmrtInvoice *smrt_store_record_parse       (const char            *json,
                                            GError               **error);

G_END_DECLS
