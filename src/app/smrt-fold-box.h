/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMRT_TYPE_FOLD_BOX (smrt_fold_box_get_type ())

/**
 * SmrtFoldBox:
 *
 * Two widgets side by side, `start` taking what `end` leaves; where the width
 * does not allow both their natural width, `end` is put below and both have all
 * of it.
 *
 * Properties: `start`, `end` (#GtkWidget, nullable), `spacing` and
 * `fold-spacing` (int, pixels between them side by side and stacked), `folded`
 * (boolean, read-only: whether they are stacked), `fold-width` (int, pixels:
 * below this width they are stacked in any case; 0 for the natural widths
 * alone), `homogeneous` (boolean: whether they are of one width side by side).
 */
G_DECLARE_FINAL_TYPE (SmrtFoldBox, smrt_fold_box, SMRT, FOLD_BOX, GtkWidget)

/**
 * smrt_fold_box_new:
 *
 * Returns: an empty box
 */
GtkWidget *smrt_fold_box_new       (void);

/**
 * smrt_fold_box_get_start:
 *
 * Returns: (transfer none) (nullable): the first widget
 */
GtkWidget *smrt_fold_box_get_start (SmrtFoldBox *self);
void       smrt_fold_box_set_start (SmrtFoldBox *self,
                                    GtkWidget   *widget);

/**
 * smrt_fold_box_get_end:
 *
 * Returns: (transfer none) (nullable): the second widget
 */
GtkWidget *smrt_fold_box_get_end   (SmrtFoldBox *self);
void       smrt_fold_box_set_end   (SmrtFoldBox *self,
                                    GtkWidget   *widget);

/**
 * smrt_fold_box_get_folded:
 *
 * Returns: whether the two are stacked
 */
gboolean   smrt_fold_box_get_folded (SmrtFoldBox *self);

G_END_DECLS
