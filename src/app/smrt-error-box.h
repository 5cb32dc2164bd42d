/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMRT_TYPE_ERROR_BOX (smrt_error_box_get_type ())

/**
 * SmrtErrorBox:
 *
 * What went wrong, at the place where it can be mended. It is an alert to
 * assistive technology, is hidden while there is nothing to say, and takes the
 * focus so that it is read.
 *
 * Properties, read-only, notified: `title` (string, nullable: %NULL while it is
 * hidden).
 */
G_DECLARE_FINAL_TYPE (SmrtErrorBox, smrt_error_box, SMRT, ERROR_BOX, GtkWidget)

GtkWidget  *smrt_error_box_new       (void);

/**
 * smrt_error_box_show:
 * @title: a heading of a few words
 * @body: what it means and what can be done, as plain text
 */
void        smrt_error_box_show      (SmrtErrorBox *self,
                                      const char   *title,
                                      const char   *body);

/**
 * smrt_error_box_show_error:
 * @error: any error of the floors below
 */
void        smrt_error_box_show_error (SmrtErrorBox *self,
                                       const GError *error);
void        smrt_error_box_clear     (SmrtErrorBox *self);

/** Returns: (nullable): the heading */
const char *smrt_error_box_get_title (SmrtErrorBox *self);

G_END_DECLS
