/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMRT_TYPE_FIT_BIN (smrt_fit_bin_get_type ())

/**
 * SmrtFitBin:
 *
 * Two widgets for the same thing: it shows `wide` wherever its minimum width
 * fits, which grows with the text, and `narrow` elsewhere.
 *
 * Properties: `wide`, `narrow` (#GtkWidget, nullable), `fits` (boolean,
 * read-only: whether `wide` is shown).
 */
G_DECLARE_FINAL_TYPE (SmrtFitBin, smrt_fit_bin, SMRT, FIT_BIN, GtkWidget)

GtkWidget *smrt_fit_bin_new        (void);

/**
 * smrt_fit_bin_get_wide:
 *
 * Returns: (transfer none) (nullable): what is shown where there is room
 */
GtkWidget *smrt_fit_bin_get_wide   (SmrtFitBin *self);
void       smrt_fit_bin_set_wide   (SmrtFitBin *self,
                                    GtkWidget  *widget);

/**
 * smrt_fit_bin_get_narrow:
 *
 * Returns: (transfer none) (nullable): what is shown where there is none
 */
GtkWidget *smrt_fit_bin_get_narrow (SmrtFitBin *self);
void       smrt_fit_bin_set_narrow (SmrtFitBin *self,
                                    GtkWidget  *widget);

/**
 * smrt_fit_bin_get_fits:
 *
 * Returns: whether the wide one is shown
 */
gboolean   smrt_fit_bin_get_fits   (SmrtFitBin *self);

G_END_DECLS
