/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-wording.h"

G_BEGIN_DECLS

/* Putting rows that are there already into words. */

/**
 * smrt_store_reword_find_invoice:
 * @invoice: (out) (transfer full) (nullable): the invoice of @entry, where it is
 *   there
 */
gboolean smrt_store_reword_find_invoice (SmrtDatabase      *database,
                                         SmrtCreditEntry   *entry,
                                         SmrtInvoice      **invoice,
                                         GError           **error);

/**
 * smrt_store_reword_entries:
 * @invoice: an invoice that came or changed
 * @changed: (inout): the ledgers that have entries of it are added
 *
 * Within a transaction, puts the entries of an invoice into words.
 */
gboolean smrt_store_reword_entries      (SmrtDatabase      *database,
                                         SmrtStoreWording  *wording,
                                         SmrtInvoice       *invoice,
                                         unsigned int      *changed,
                                         GError           **error);

/**
 * smrt_store_reword_begin:
 * @pending: (inout): %SMRT_STORE_REWORD is added where rows are to be put into
 *   words anew
 *
 * Within a transaction, compares the words of the rows with those that there
 * are now.
 */
gboolean smrt_store_reword_begin        (SmrtDatabase      *database,
                                         SmrtStoreWording  *wording,
                                         unsigned int      *pending,
                                         GError           **error);

/** #SmrtStoreWork: smrt_store_reword_begin() with a #SmrtStoreWording, in a transaction of its own. */
gpointer smrt_store_reword_prepare      (SmrtDatabase      *database,
                                         gpointer           wording,
                                         GCancellable      *cancellable,
                                         GError           **error);

/**
 * smrt_store_reword_continue:
 *
 * #SmrtStoreWork: puts the next rows into words by a #SmrtStoreWording, in a
 * transaction. The result has the table's bit when that was the last of its
 * rows, and %SMRT_STORE_REWORD where there may be more to do.
 */
gpointer smrt_store_reword_continue     (SmrtDatabase      *database,
                                         gpointer           wording,
                                         GCancellable      *cancellable,
                                         GError           **error);

G_END_DECLS
