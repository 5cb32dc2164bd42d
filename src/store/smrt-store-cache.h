/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-ledger-row.h"

G_BEGIN_DECLS

/**
 * SmrtStoreCache:
 *
 * The rows of a list that somebody holds, by their keys, and the last ones that
 * were loaded, whether or not somebody still holds them. A row that is asked for
 * twice is the same object.
 */
typedef struct _SmrtStoreCache SmrtStoreCache;

SmrtStoreCache *smrt_store_cache_new      (void);
void            smrt_store_cache_free     (SmrtStoreCache *self);

/**
 * smrt_store_cache_get:
 * @position: where it is in the list now
 *
 * Returns: (transfer full): the row, an empty one where it was not there
 */
SmrtLedgerRow  *smrt_store_cache_get      (SmrtStoreCache *self,
                                           gint64          seq,
                                           unsigned int    position);

/**
 * smrt_store_cache_keep:
 * @row: a row that was loaded
 *
 * Holds it for a while.
 */
void            smrt_store_cache_keep     (SmrtStoreCache *self,
                                           SmrtLedgerRow  *row);

/**
 * smrt_store_cache_find:
 *
 * Returns: (transfer none) (nullable): the row
 */
SmrtLedgerRow  *smrt_store_cache_find     (SmrtStoreCache *self,
                                           gint64          seq);

/**
 * smrt_store_cache_find_wanted:
 * @seq: (out): its key
 * @position: (out): where it was when it was asked for, %G_MAXUINT if that is
 *   not known any more
 *
 * Returns: whether somebody holds a row that is not loaded; the one that was
 *   asked for last
 */
gboolean        smrt_store_cache_find_wanted (SmrtStoreCache *self,
                                              gint64         *seq,
                                              unsigned int   *position);

/** Says that @seq cannot be loaded, so that it is not wanted again. */
void            smrt_store_cache_give_up  (SmrtStoreCache *self,
                                           gint64          seq);

/**
 * smrt_store_cache_move:
 * @n_before: rows at the beginning that are where they were
 * @n_removed: rows after them that were there
 * @n_added: rows that are there instead
 */
void            smrt_store_cache_move     (SmrtStoreCache *self,
                                           unsigned int    n_before,
                                           unsigned int    n_removed,
                                           unsigned int    n_added);

/** Returns: (transfer full) (element-type gint64): the keys of all loaded rows */
GArray         *smrt_store_cache_list_loaded (SmrtStoreCache *self);

/** Forgets all rows: their keys mean other ones now. */
void            smrt_store_cache_clear    (SmrtStoreCache *self);

G_END_DECLS
