/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * smrt_export_csv_usage:
 * @periods: a model of #SmrtUsage
 * @stream: where it goes; it is not closed
 * @cancellable: (nullable): ends it
 *
 * Comma-separated values as those of smrt-export-csv.h, a row for each thing that
 * was used in a period, its taxes and its discount.
 *
 * Returns: whether the stream took all of it
 */
gboolean smrt_export_csv_usage (GListModel     *periods,
                                GOutputStream  *stream,
                                GCancellable   *cancellable,
                                GError        **error);

G_END_DECLS
