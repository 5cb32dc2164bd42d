/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-export-source.h"
#include "smrt-store-query.h"

G_BEGIN_DECLS

/**
 * SmrtListExportFormat:
 * @name: what an action calls it: `csv`
 * @label: what a menu calls it, to be translated
 * @suffix: the end of a file's name
 * @credits: writes a ledger
 * @invoices: writes the billing history
 *
 * In what a table can be written.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *suffix;
  SmrtExport  credits;
  SmrtExport  invoices;
} SmrtListExportFormat;

/**
 * smrt_list_export_get_formats:
 * @n_formats: (out): how many
 *
 * Returns: (array length=n_formats): those that this build has
 */
const SmrtListExportFormat *smrt_list_export_get_formats (unsigned int *n_formats);

/**
 * smrt_list_export_find_format:
 *
 * Returns: (nullable): the format with that name
 */
const SmrtListExportFormat *smrt_list_export_find_format (const char *name);

/**
 * smrt_list_export_dup_file_name:
 * @table: what is written
 * @span: of which period
 * @format: in what
 *
 * Returns: (transfer full): a name for the file that sorts by its period
 */
char    *smrt_list_export_dup_file_name (SmrtStoreTable              table,
                                         const SmrtExportSpan       *span,
                                         const SmrtListExportFormat *format);

/**
 * smrt_list_export_run_async:
 * @account: an account with a store
 * @query: which rows; they are written newest first whatever its order is
 * @span: the period that @query is of
 * @format: in what
 * @path: where to; the file is there whole or not at all
 * @progress: (nullable): called on this thread, for each hundredth part
 * @progress_data: handed on to @progress; it has to live until the end
 * @cancellable: (nullable): ends it
 *
 * Writes the rows of a table in a thread.
 */
void     smrt_list_export_run_async     (SmrtAccount                *account,
                                         const SmrtStoreQuery       *query,
                                         const SmrtExportSpan       *span,
                                         const SmrtListExportFormat *format,
                                         const char                 *path,
                                         SmrtExportProgress          progress,
                                         gpointer                    progress_data,
                                         GCancellable               *cancellable,
                                         GAsyncReadyCallback         callback,
                                         gpointer                    user_data);

/**
 * smrt_list_export_run_finish:
 * @error: return location for a GIOError or what the store said
 */
gboolean smrt_list_export_run_finish    (SmrtAccount                *account,
                                         GAsyncResult               *result,
                                         GError                    **error);

G_END_DECLS
