/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * smrt_settings_load:
 *
 * Needs no display.
 *
 * Returns: (transfer full) (nullable): what is remembered; %NULL, with a
 *   message, for a program that was not installed whole
 */
GSettings *smrt_settings_load            (void);

/**
 * smrt_settings_follow_appearance:
 * @settings: (nullable): what is remembered
 *
 * Shows the program light, dark or as the system is, now and whenever
 * `color-scheme` changes. Is to be called once GTK has started.
 */
void       smrt_settings_follow_appearance (GSettings *settings);

/**
 * smrt_settings_remember_window:
 * @settings: what is remembered
 * @window: a window that is about to be closed
 * @page: the page that it shows
 *
 * Keeps size and page for the next one.
 */
void       smrt_settings_remember_window (GSettings  *settings,
                                          GtkWindow  *window,
                                          const char *page);

/**
 * smrt_settings_restore_window:
 *
 * Gives a new window the size of the last one.
 */
void       smrt_settings_restore_window  (GSettings *settings,
                                          GtkWindow *window);

/**
 * smrt_settings_dup_start_page:
 * @settings: what is remembered
 *
 * Returns: (transfer full): the page that a new window shows
 */
char      *smrt_settings_dup_start_page  (GSettings *settings);

/** What the demo account is called in `last-account`. */
#define SMRT_SETTINGS_DEMO "demo"

/**
 * smrt_settings_remember_account:
 * @settings: what is remembered
 * @id: (nullable): the id of the account of the list that is open,
 *   %SMRT_SETTINGS_DEMO for the demo account; %NULL for none that can be opened
 *   again
 */
void       smrt_settings_remember_account (GSettings  *settings,
                                           const char *id);

/**
 * smrt_settings_dup_last_account:
 * @settings: what is remembered
 *
 * Returns: (transfer full) (nullable): what is opened at the start; %NULL for
 *   the sign-in page
 */
char      *smrt_settings_dup_last_account (GSettings  *settings);

G_END_DECLS
