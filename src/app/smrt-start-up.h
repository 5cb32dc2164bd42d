/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_start_up_prepare:
 *
 * Spares GTK the reading of its own style sheet, which libadwaita replaces.
 * To be called before there is a second thread, since it changes the
 * environment; smrt_start_up_init_gtk() puts that back.
 */
void   smrt_start_up_prepare      (void);

/**
 * smrt_start_up_init_gtk:
 *
 * Opens the display, and keeps GTK from reading the icon theme until all
 * places are known where icons are.
 *
 * Returns: (transfer full) (array zero-terminated=1): the places, for
 *   smrt_start_up_restore_icons()
 */
char **smrt_start_up_init_gtk     (void);

/**
 * smrt_start_up_restore_icons:
 * @places: (array zero-terminated=1): what smrt_start_up_init_gtk() returned
 *
 * Lets icons be found again, once libadwaita has come up.
 */
void   smrt_start_up_restore_icons (char **places);

/**
 * smrt_start_up_read_icons:
 *
 * Begins to read the icon theme in another thread. The first icon that is
 * drawn waits for it.
 */
void   smrt_start_up_read_icons   (void);

/**
 * smrt_start_up_wait_while:
 * @condition: asked after everything that happens
 * @data: what it is asked about
 * @most_ms: how long at the most
 *
 * Lets happen what was begun, before GTK takes this thread.
 */
void   smrt_start_up_wait_while   (gboolean     (*condition) (gpointer data),
                                   gpointer       data,
                                   unsigned int   most_ms);

G_END_DECLS
