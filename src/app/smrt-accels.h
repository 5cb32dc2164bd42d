/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * smrt_accels_set:
 *
 * Gives the actions of the program and its window their keys; `help-overlay.ui`
 * lists them for people.
 */
void smrt_accels_set (GtkApplication *application);

G_END_DECLS
