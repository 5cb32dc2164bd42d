/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-window.h"

G_BEGIN_DECLS

/* What exports the table of the page that is shown: `win.export` (s: the name of
 * a format) asks where to and writes what is shown, with its progress and Cancel
 * in a toast; `win.cancel-export`. */

/**
 * smrt_export_actions_add_to:
 * @window: a window
 *
 * Adds the actions.
 */
void        smrt_export_actions_add_to (SmrtWindow *window);

/**
 * smrt_export_actions_can_export:
 * @page: (nullable): a page
 *
 * Returns: whether it shows a table
 */
gboolean    smrt_export_actions_can_export (GtkWidget *page);

/** Returns: (transfer full): a menu of all formats */
GMenuModel *smrt_export_actions_create_menu (void);

G_END_DECLS
