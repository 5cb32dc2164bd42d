/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-store-list.h"
#include "smrt-store-snapshot.h"

/* A folder with a store, and the calls of the store as if they were not
 * asynchronous. */

typedef struct
{
  char *folder;
  char *path;
  SmrtStore *store;
} Fixture;

void        fixture_set_up       (Fixture             *fixture,
                                  gconstpointer        words);
void        fixture_tear_down    (Fixture             *fixture,
                                  gconstpointer        words);

/** Takes the store away and opens the file again. */
void        fixture_reopen       (Fixture             *fixture,
                                  gconstpointer        words);

/** Lets the main loop run until @flag is set. */
void        wait_for             (gboolean            *flag);

/** Lets the main loop run until an answer has come to @list. */
void        wait_for_list        (SmrtStoreList       *list);

/** Lets the main loop run until every row of @list that is held is there. */
void        wait_for_row         (SmrtLedgerRow       *row);

gboolean    store_open           (SmrtStore           *store,
                                  GError             **error);
void        store_close          (SmrtStore           *store);
gboolean    store_add            (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  SmrtStoreSide        side,
                                  const char          *cursor,
                                  GPtrArray           *objects,
                                  gboolean             complete,
                                  GError             **error);
gboolean    store_add_for        (SmrtStore           *store,
                                  const char          *customer,
                                  SmrtStoreTable       table,
                                  SmrtStoreSide        side,
                                  const char          *cursor,
                                  GPtrArray           *objects,
                                  gboolean             complete,
                                  GError             **error);
gboolean    store_update         (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  GPtrArray           *objects,
                                  GError             **error);
gboolean    store_clear          (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  GError             **error);
gboolean    store_keep           (SmrtStore           *store,
                                  SmrtStoreCopy       *copy,
                                  SmrtCatalogue       *catalogue,
                                  GError             **error);
SmrtStoreCopy *store_load        (SmrtStore           *store,
                                  GError             **error);
SmrtStoreEdge *store_edge        (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  GError             **error);
GPtrArray  *store_recent         (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  unsigned int         n_rows,
                                  GError             **error);
SmrtInvoice *store_find          (SmrtStore           *store,
                                  const char          *id,
                                  GError             **error);
GStrv       store_currencies     (SmrtStore           *store,
                                  SmrtStoreTable       table,
                                  GError             **error);

/** Returns: the ids of all rows of a table, newest first, with blanks between them */
char       *store_list_ids       (SmrtStore           *store,
                                  SmrtStoreTable       table);

/** Returns: an empty page */
GPtrArray  *page_new             (void);

/** Adds an object from JSON with single quotes. */
void        page_add             (GPtrArray           *page,
                                  const char          *format,
                                  ...) G_GNUC_PRINTF (2, 3);

/** Adds an entry of the subscription credit, in a person's signs. */
void        page_add_credit      (GPtrArray           *page,
                                  const char          *id,
                                  gint64               created,
                                  const char          *currency,
                                  gint64               amount,
                                  gint64               balance,
                                  const char          *invoice,
                                  const char          *description);

/** Adds an entry of the usage credit. */
void        page_add_usage       (GPtrArray           *page,
                                  const char          *id,
                                  gint64               created,
                                  gint64               amount);
void        page_add_invoice     (GPtrArray           *page,
                                  const char          *id,
                                  gint64               created,
                                  const char          *number,
                                  const char          *status,
                                  gint64               total,
                                  gint64               paid);
