/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-copy.h"
#include "smrt-store-table.h"
#include "smrt-store-wording.h"

G_BEGIN_DECLS

/* What is written, each in one transaction; #SmrtStoreWork for the thread that
 * writes. The result is a set of bits: 1 << #SmrtStoreTable for each table with
 * rows that are not what they were, and one more. */

/** There are rows to be put into words anew. */
#define SMRT_STORE_REWORD (1u << 8)

/** The page was not added, the edge is another one. What changed did so anyway. */
#define SMRT_STORE_MOVED (1u << 9)

/**
 * SmrtStorePage:
 * @objects: (element-type JsonNode): the server's objects, newest first
 * @wording: what rows are put into words by
 *
 * A page to be added, or (@update) rows to be replaced.
 */
typedef struct
{
  SmrtStoreTable    table;
  SmrtStoreSide     side;
  char             *cursor;
  GPtrArray        *objects;
  gboolean          complete;
  char             *copy_of;
  SmrtStoreWording *wording;
} SmrtStorePage;

void     smrt_store_page_free         (SmrtStorePage  *self);

/** Adds a #SmrtStorePage. */
gpointer smrt_store_writer_add_page   (SmrtDatabase   *database,
                                       gpointer        page,
                                       GCancellable   *cancellable,
                                       GError        **error);

/** Replaces those rows of a #SmrtStorePage that are there. */
gpointer smrt_store_writer_update     (SmrtDatabase   *database,
                                       gpointer        page,
                                       GCancellable   *cancellable,
                                       GError        **error);

/** Empties the table of a #SmrtStorePage. */
gpointer smrt_store_writer_clear      (SmrtDatabase   *database,
                                       gpointer        page,
                                       GCancellable   *cancellable,
                                       GError        **error);

/**
 * smrt_store_writer_empty:
 *
 * Empties a table within a transaction.
 */
gboolean smrt_store_writer_empty      (SmrtDatabase   *database,
                                       SmrtStoreTable  table,
                                       GError        **error);

/**
 * smrt_store_writer_claim:
 * @customer_id: whose the file is from now on
 * @changed: (inout): the tables that were emptied are added
 *
 * Within a transaction, empties all tables where the file is another
 * customer's.
 */
gboolean smrt_store_writer_claim      (SmrtDatabase   *database,
                                       const char     *customer_id,
                                       unsigned int   *changed,
                                       GError        **error);

G_END_DECLS
