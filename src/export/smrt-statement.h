/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * SmrtStatementKind:
 * @SMRT_STATEMENT_KIND_CREDITS: the ledger of a credit
 * @SMRT_STATEMENT_KIND_INVOICES: the billing history
 */
typedef enum
{
  SMRT_STATEMENT_KIND_CREDITS,
  SMRT_STATEMENT_KIND_INVOICES,
} SmrtStatementKind;

#define SMRT_TYPE_STATEMENT (smrt_statement_get_type ())

/**
 * SmrtStatement:
 *
 * A statement for a period on pages: whose it is, what it begins and ends with,
 * every row from the oldest on, and for the subscription credit which coming
 * payments it covers. It is drawn by cairo, into a file or for a printer, and
 * keeps no more than where pages begin. To be used in the thread that made it.
 */
G_DECLARE_FINAL_TYPE (SmrtStatement, smrt_statement, SMRT, STATEMENT, GObject)

/**
 * smrt_statement_new:
 * @source: what it is about
 * @kind: which of its lists
 */
SmrtStatement *smrt_statement_new         (SmrtExportSource   *source,
                                           SmrtStatementKind   kind);

/**
 * smrt_statement_dup_title:
 *
 * Returns: (transfer full): what it is called: "Subscription credit, November
 *   2026"
 */
char          *smrt_statement_dup_title   (SmrtStatement      *self);

/**
 * smrt_statement_paginate:
 * @width: of a page, in Pango units of a point
 * @height: of a page
 * @cancellable: (nullable): ends it
 * @error: return location for a GIOError, as of #SmrtExport
 *
 * Finds out where pages begin, for which every row is looked at once.
 *
 * Returns: whether pages can be drawn
 */
gboolean       smrt_statement_paginate    (SmrtStatement      *self,
                                           int                 width,
                                           int                 height,
                                           GCancellable       *cancellable,
                                           GError            **error);

/**
 * smrt_statement_get_n_pages:
 *
 * Returns: how many pages, at least one; 0 before smrt_statement_paginate()
 */
unsigned int   smrt_statement_get_n_pages (SmrtStatement      *self);

/**
 * smrt_statement_draw_page:
 * @cr: where it is drawn, a unit a point
 * @page: which page, from 0 on
 * @error: return location for %G_IO_ERROR_FAILED
 *
 * Returns: whether no row was missing
 */
gboolean       smrt_statement_draw_page   (SmrtStatement      *self,
                                           cairo_t            *cr,
                                           unsigned int        page,
                                           GError            **error);

G_END_DECLS
