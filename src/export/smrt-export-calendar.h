/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * smrt_export_calendar:
 *
 * A #SmrtExport of the next billing dates (RFC 5545): an event of a whole day
 * for each subscription that goes on. It is known by the subscription, so that
 * importing it again moves it. An amount is reckoned from the prices alone and
 * labelled "Estimate".
 */
gboolean smrt_export_calendar (SmrtExportSource  *source,
                               GOutputStream     *stream,
                               GCancellable      *cancellable,
                               GError           **error);

G_END_DECLS
