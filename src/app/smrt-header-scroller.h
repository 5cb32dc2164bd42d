/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMRT_TYPE_HEADER_SCROLLER (smrt_header_scroller_get_type ())

/**
 * SmrtHeaderScroller:
 *
 * A #GtkScrollable with a header above a list and a footer beneath it, all of
 * one width, that scroll as one: first the header moves away, then the list
 * scrolls by an adjustment of its own, so that it makes widgets for the rows
 * in sight alone, however many there are. A footer that leaves room enough
 * stays in sight. What gets the focus is brought into sight.
 *
 * Properties: those of #GtkScrollable, `header`, `footer` (#GtkWidget,
 * nullable), `list` (#GtkWidget, nullable: with a property `vadjustment`, and
 * with the natural height of all its rows), `maximum-size` (int, 860: pixels
 * that they are wide at most), `margin` (int, 18: pixels at either side of
 * them).
 */
G_DECLARE_FINAL_TYPE (SmrtHeaderScroller, smrt_header_scroller, SMRT, HEADER_SCROLLER, GtkWidget)

GtkWidget *smrt_header_scroller_new        (void);

/** Returns: (transfer none) (nullable): what is above the list */
GtkWidget *smrt_header_scroller_get_header (SmrtHeaderScroller *self);
void       smrt_header_scroller_set_header (SmrtHeaderScroller *self,
                                            GtkWidget          *header);

/** Returns: (transfer none) (nullable): the list */
GtkWidget *smrt_header_scroller_get_list   (SmrtHeaderScroller *self);
void       smrt_header_scroller_set_list   (SmrtHeaderScroller *self,
                                            GtkWidget          *list);

/** Returns: (transfer none) (nullable): what is beneath the list */
GtkWidget *smrt_header_scroller_get_footer (SmrtHeaderScroller *self);
void       smrt_header_scroller_set_footer (SmrtHeaderScroller *self,
                                            GtkWidget          *footer);

G_END_DECLS
