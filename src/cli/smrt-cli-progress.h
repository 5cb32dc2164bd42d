/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * SmrtCliProgress:
 *
 * Says on standard error how far an export has come: on a terminal in one line
 * that is wiped in the end, and elsewhere, where it was asked for, in a line a
 * second at the most.
 */
typedef struct _SmrtCliProgress SmrtCliProgress;

/**
 * smrt_cli_progress_new:
 * @source: what is exported
 * @wanted: whether it was asked for; otherwise it says something on a terminal
 *   alone, and not where that shows the data as well
 * @to_terminal: whether the data goes to a terminal
 */
SmrtCliProgress *smrt_cli_progress_new  (SmrtExportSource *source,
                                         gboolean          wanted,
                                         gboolean          to_terminal);

/** Ends it; standard error is as if nothing had been on a terminal. */
void             smrt_cli_progress_free (SmrtCliProgress  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtCliProgress, smrt_cli_progress_free)

G_END_DECLS
