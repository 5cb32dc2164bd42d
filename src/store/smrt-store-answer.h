/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"
#include "smrt-store-query.h"

G_BEGIN_DECLS

/**
 * SmrtStoreAnswer:
 *
 * The answer to a query: the keys of its rows in their order, and what they come
 * to. The rows themselves are read by their keys, so that a page costs the same
 * wherever it is. It does not change.
 */
typedef struct _SmrtStoreAnswer SmrtStoreAnswer;

SmrtStoreAnswer     *smrt_store_answer_ref            (SmrtStoreAnswer        *self);
void                 smrt_store_answer_unref          (SmrtStoreAnswer        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreAnswer, smrt_store_answer_unref)

/**
 * smrt_store_answer_find:
 *
 * #SmrtStoreWork: answers a #SmrtStoreQuery.
 *
 * Returns: (transfer full): a #SmrtStoreAnswer
 */
gpointer             smrt_store_answer_find           (SmrtDatabase           *database,
                                                       gpointer                query,
                                                       GCancellable           *cancellable,
                                                       GError                **error);
const SmrtStoreSums *smrt_store_answer_get_sums       (const SmrtStoreAnswer  *self);
unsigned int         smrt_store_answer_get_n_rows     (const SmrtStoreAnswer  *self);

/** Returns: the key of the row at @position */
gint64               smrt_store_answer_get_seq        (const SmrtStoreAnswer  *self,
                                                       unsigned int            position);

/** Returns: a number that grew when a row that was there says something else */
gint64               smrt_store_answer_get_revision   (const SmrtStoreAnswer  *self);

/**
 * smrt_store_answer_compare:
 * @other: a later answer
 * @n_before: (out): how many rows are the same at the beginning
 * @n_after: (out): how many of the others are the same at the end
 *
 * Returns: whether the keys of both mean the same rows
 */
gboolean             smrt_store_answer_compare        (const SmrtStoreAnswer  *self,
                                                       const SmrtStoreAnswer  *other,
                                                       unsigned int           *n_before,
                                                       unsigned int           *n_after);

/**
 * SmrtStoreSlice:
 * @answer: the answer that the rows are of
 * @seqs: (element-type gint64): their keys
 *
 * Some rows of an answer.
 */
typedef struct
{
  SmrtStoreAnswer *answer;
  GArray          *seqs;
} SmrtStoreSlice;

SmrtStoreSlice      *smrt_store_slice_new             (SmrtStoreAnswer        *answer);
void                 smrt_store_slice_free            (SmrtStoreSlice         *self);

/** Adds rows from @position on, as many as there are up to @n_rows. */
void                 smrt_store_slice_add             (SmrtStoreSlice         *self,
                                                       unsigned int            position,
                                                       unsigned int            n_rows);

/**
 * smrt_store_slice_read:
 *
 * #SmrtStoreWork: reads the rows of a #SmrtStoreSlice.
 *
 * Returns: (transfer full): a #GPtrArray of #SmrtStoreRow, %NULL in the place of
 *   one that is gone; %SMRT_STORE_ERROR_MOVED where the table was emptied
 */
gpointer             smrt_store_slice_read            (SmrtDatabase           *database,
                                                       gpointer                slice,
                                                       GCancellable           *cancellable,
                                                       GError                **error);

G_END_DECLS
