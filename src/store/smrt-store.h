/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-catalogue.h"
#include "smrt-credit-entry.h"
#include "smrt-invoice.h"
#include "smrt-store-copy.h"
#include "smrt-store-table.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STORE (smrt_store_get_type ())

/**
 * SmrtStore:
 *
 * The offline copy of one account: an SQLite database with everything that was
 * read of it, as the server sent it, and the columns that are sorted and
 * searched by. All of SQLite happens on two threads of its own, one that writes
 * and one that reads; a store without a file has one for both, and is gone with
 * it.
 *
 * Properties: `path` (string, nullable, construct-only: %NULL for a store that
 * is not kept), `words` (pointer to a static #SmrtStoreWords, nullable,
 * construct-only), and read-only: `set-aside` (string, nullable: where a
 * damaged file was put by smrt_store_open_async()) and `rewording` (boolean: rows
 * are being put into words anew).
 *
 * Signals: `changed` (#SmrtStoreTable): rows of that table were added, changed
 * or removed. On the thread that made the store.
 */
G_DECLARE_FINAL_TYPE (SmrtStore, smrt_store, SMRT, STORE, GObject)

/**
 * SmrtStoreWords:
 * @dup_language: names the language and format of all the others; when it
 *   differs from what the store was written in, the words are made anew
 * @credit: what an entry of a ledger is, in a sentence
 * @invoice: what an invoice is for, in a sentence
 * @credit_search: (nullable): what else an entry is found by: its number, its
 *   amount, its day, as they are shown
 * @invoice_search: (nullable): the same for an invoice
 *
 * How rows are put into words, for showing and for searching. Called on the
 * store's writing thread; all results are owned by the caller. The invoice and
 * the catalogue may be %NULL.
 */
typedef struct
{
  char *(*dup_language)   (void);
  char *(*credit)         (SmrtCreditEntry *entry,
                           SmrtInvoice     *invoice,
                           SmrtCatalogue   *catalogue);
  char *(*invoice)        (SmrtInvoice     *invoice,
                           SmrtCatalogue   *catalogue);
  char *(*credit_search)  (SmrtCreditEntry *entry,
                           SmrtInvoice     *invoice);
  char *(*invoice_search) (SmrtInvoice     *invoice);
} SmrtStoreWords;

/**
 * smrt_store_new:
 * @path: (nullable): the file; %NULL for a store that is not kept
 * @words: (nullable): static
 *
 * Nothing is opened yet.
 */
SmrtStore           *smrt_store_new                   (const char            *path,
                                                       const SmrtStoreWords  *words);
const char          *smrt_store_get_path              (SmrtStore             *self);

/**
 * smrt_store_get_set_aside:
 *
 * Returns: (nullable): the new name of a damaged file, in whose place there is
 *   an empty one now
 */
const char          *smrt_store_get_set_aside         (SmrtStore             *self);

/**
 * smrt_store_get_rewording:
 *
 * Returns: whether rows are being put into words anew, so that what is written
 *   elsewhere had better wait
 */
gboolean             smrt_store_get_rewording         (SmrtStore             *self);

/**
 * smrt_store_open_async:
 *
 * Opens the file, makes it where there is none (its folder too, mode 0700),
 * and brings it to the newest schema. A corrupt one is set aside; also one of
 * which something could not be read (%SMRT_DATABASE_ERROR_CORRUPT) since it was
 * opened. May be called again, also while it is under way.
 */
void                 smrt_store_open_async            (SmrtStore             *self,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_open_finish:
 * @error: return location for %SMRT_DATABASE_ERROR: FULL, READ_ONLY, NEWER,
 *   FOREIGN, BUSY
 */
gboolean             smrt_store_open_finish           (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_close_async:
 *
 * Ends what is under way and closes the file. Whatever is asked for after that
 * is %G_IO_ERROR_CLOSED.
 */
void                 smrt_store_close_async           (SmrtStore             *self,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
gboolean             smrt_store_close_finish          (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_forget:
 * @path: the file of a store that is not open in this process
 * @error: return location for a GIOError
 *
 * Removes the file with its journals and what was set aside of it. Nothing
 * happens where there is none.
 */
gboolean             smrt_store_forget                (const char            *path,
                                                       GError               **error);

/**
 * smrt_store_load_copy_async:
 *
 * Reads what is not in a table: the answers of the last reading.
 */
void                 smrt_store_load_copy_async       (SmrtStore             *self,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_load_copy_finish:
 *
 * Returns: (transfer full) (nullable): the last reading; %NULL without an error
 *   where there was none
 */
SmrtStoreCopy       *smrt_store_load_copy_finish      (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_keep_copy_async:
 * @copy: a whole reading
 * @catalogue: (nullable): the plans in it; rows are put into words by it from
 *   now on, and those that read differently by it are made anew
 *
 * Replaces the last reading in one transaction. A copy of another customer than
 * the store's empties all tables first.
 */
void                 smrt_store_keep_copy_async       (SmrtStore             *self,
                                                       SmrtStoreCopy         *copy,
                                                       SmrtCatalogue         *catalogue,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
gboolean             smrt_store_keep_copy_finish      (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_set_catalogue:
 * @catalogue: the plans, as they are known without a new copy
 *
 * Rows are put into words by it from now on, and those that read differently by
 * it are made anew in the background. For a start without the server, when the
 * plans come from the kept copy.
 */
void                 smrt_store_set_catalogue         (SmrtStore             *self,
                                                       SmrtCatalogue         *catalogue);

/**
 * smrt_store_load_edge_async:
 * @table: a table
 *
 * Reads how far a table has come.
 */
void                 smrt_store_load_edge_async       (SmrtStore             *self,
                                                       SmrtStoreTable         table,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_load_edge_finish:
 *
 * Returns: (transfer full) (nullable): the edge, with %NULL ids where the table
 *   is empty
 */
SmrtStoreEdge       *smrt_store_load_edge_finish      (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_add_page_async:
 * @table: a table
 * @side: at which end the page belongs
 * @cursor: (nullable): the id of the row that the server put the page next to;
 *   %NULL for the first page of an empty table
 * @objects: (element-type JsonNode) (transfer full): the server's objects,
 *   newest first, given away
 * @complete: whether the server has no more on that side; what the oldest side
 *   once said stays
 * @copy_of: (nullable): the customer that the page belongs to; a store that
 *   holds another one's is emptied first
 *
 * Adds a page in one transaction: the table has no gap at any moment. Rows that
 * are there already are replaced. Where @cursor is no longer the table's edge,
 * because another instance went on, nothing is written and the result is
 * %SMRT_STORE_ERROR_MOVED: load the edge again.
 */
void                 smrt_store_add_page_async        (SmrtStore             *self,
                                                       SmrtStoreTable         table,
                                                       SmrtStoreSide          side,
                                                       const char            *cursor,
                                                       GPtrArray             *objects,
                                                       gboolean               complete,
                                                       const char            *copy_of,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_add_page_finish:
 *
 * Returns: whether it was added; %SMRT_STRIPE_ERROR_BAD_ANSWER where an object
 *   cannot be decoded, %SMRT_DATABASE_ERROR and %SMRT_STORE_ERROR otherwise
 */
gboolean             smrt_store_add_page_finish       (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_update_async:
 * @table: a table
 * @objects: (element-type JsonNode) (transfer full): objects of rows that are
 *   there; others are left out
 *
 * Replaces rows that have changed at the server.
 */
void                 smrt_store_update_async          (SmrtStore             *self,
                                                       SmrtStoreTable         table,
                                                       GPtrArray             *objects,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
gboolean             smrt_store_update_finish         (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_clear_async:
 * @table: a table
 *
 * Empties a table, because the server no longer knows what is in it.
 */
void                 smrt_store_clear_async           (SmrtStore             *self,
                                                       SmrtStoreTable         table,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
gboolean             smrt_store_clear_finish          (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_load_recent_async:
 * @table: a table
 * @n_rows: how many at least, where there are so many
 *
 * Reads the newest rows, and of invoices also those older ones that can still
 * change (open or a draft).
 */
void                 smrt_store_load_recent_async     (SmrtStore             *self,
                                                       SmrtStoreTable         table,
                                                       unsigned int           n_rows,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_load_recent_finish:
 *
 * Returns: (transfer container) (nullable) (element-type GObject):
 *   #SmrtCreditEntry or #SmrtInvoice, newest first
 */
GPtrArray           *smrt_store_load_recent_finish    (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_find_invoice_async:
 * @id: the server's id
 *
 * Reads an invoice of any age.
 */
void                 smrt_store_find_invoice_async    (SmrtStore             *self,
                                                       const char            *id,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);

/**
 * smrt_store_find_invoice_finish:
 *
 * Returns: (transfer full) (nullable): the invoice; %NULL without an error
 *   where there is none
 */
SmrtInvoice         *smrt_store_find_invoice_finish   (SmrtStore             *self,
                                                       GAsyncResult          *result,
                                                       GError               **error);

/**
 * smrt_store_load_currencies_async:
 * @table: a table
 *
 * Reads which currencies there are rows in: one ledger a currency.
 */
void                 smrt_store_load_currencies_async  (SmrtStore             *self,
                                                        SmrtStoreTable         table,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);

/**
 * smrt_store_load_currencies_finish:
 *
 * Returns: (transfer full) (nullable): the codes, that of the newest row first
 */
GStrv                smrt_store_load_currencies_finish (SmrtStore             *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);

G_END_DECLS
