/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-database.h"

G_BEGIN_DECLS

/**
 * SmrtStoreFile:
 *
 * The file of a store, as its threads share it: where it is, whether it was
 * found damaged, and where a damaged one was put.
 */
typedef struct _SmrtStoreFile SmrtStoreFile;

/**
 * smrt_store_file_new:
 * @path: (nullable): the file; %NULL for one that is gone with its connection
 */
SmrtStoreFile *smrt_store_file_new  (const char     *path);
SmrtStoreFile *smrt_store_file_ref  (SmrtStoreFile  *self);
void           smrt_store_file_unref (SmrtStoreFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreFile, smrt_store_file_unref)

const char    *smrt_store_file_get_path (SmrtStoreFile *self);

/**
 * smrt_store_file_open:
 * @cache_kib: how much of it the connection may keep in memory
 *
 * Makes the folder and the file where they are missing, and brings it to the
 * newest schema.
 *
 * Returns: (transfer full) (nullable): a connection
 */
SmrtDatabase  *smrt_store_file_open (SmrtStoreFile  *self,
                                     unsigned int    cache_kib,
                                     GError        **error);

/**
 * smrt_store_file_open_or_replace:
 *
 * As smrt_store_file_open(), but sets a corrupt file aside, and one that was
 * found damaged while it was open.
 */
SmrtDatabase  *smrt_store_file_open_or_replace (SmrtStoreFile  *self,
                                                unsigned int    cache_kib,
                                                GError        **error);

/**
 * smrt_store_file_set_damaged:
 *
 * Says that something in the file cannot be read, so that it is set aside the
 * next time it is opened.
 */
void           smrt_store_file_set_damaged (SmrtStoreFile *self);
gboolean       smrt_store_file_get_damaged (SmrtStoreFile *self);

/**
 * smrt_store_file_get_epoch:
 *
 * Returns: a number that changes when another file takes the place of the one
 *   that was open
 */
unsigned int   smrt_store_file_get_epoch (SmrtStoreFile *self);

/**
 * smrt_store_file_dup_set_aside:
 *
 * Returns: (transfer full) (nullable): where a damaged file was put
 */
char          *smrt_store_file_dup_set_aside (SmrtStoreFile *self);

/**
 * smrt_store_file_forget:
 * @path: a file that is not open
 *
 * Removes it, its journals and what was set aside of it.
 */
gboolean       smrt_store_file_forget (const char  *path,
                                       GError     **error);

G_END_DECLS
