/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SMRT_TYPE_PREFERENCES_WINDOW (smrt_preferences_window_get_type ())

/**
 * SmrtPreferencesWindow:
 *
 * How the program looks and with what it starts. Every choice holds at once.
 */
G_DECLARE_FINAL_TYPE (SmrtPreferencesWindow, smrt_preferences_window, SMRT, PREFERENCES_WINDOW, AdwPreferencesWindow)

/**
 * smrt_preferences_window_new:
 * @settings: what is remembered
 *
 * Returns: (transfer full): a modal window; the caller makes it transient
 */
GtkWidget *smrt_preferences_window_new (GSettings *settings);

G_END_DECLS
