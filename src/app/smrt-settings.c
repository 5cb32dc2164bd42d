/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-settings.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
apply_appearance (GSettings *settings)
{
  g_autofree char *scheme = g_settings_get_string (settings, "color-scheme");
  AdwColorScheme color_scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    color_scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    color_scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), color_scheme);
}

GSettings *
smrt_settings_load (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);

  if (schema == NULL)
    {
      g_printerr (_("The settings’ schema is not installed; nothing will be remembered.\n"));
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

void
smrt_settings_follow_appearance (GSettings *settings)
{
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));

  if (settings == NULL)
    return;

  g_signal_connect (settings, "changed::color-scheme", G_CALLBACK (apply_appearance), NULL);
  apply_appearance (settings);
}

void
smrt_settings_remember_window (GSettings  *settings,
                               GtkWindow  *window,
                               const char *page)
{
  int width;
  int height;

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (page != NULL);

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  g_settings_set_string (settings, "last-page", page);
}

void
smrt_settings_restore_window (GSettings *settings,
                              GtkWindow *window)
{
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_window_set_default_size (window,
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));

  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

char *
smrt_settings_dup_start_page (GSettings *settings)
{
  g_autofree char *start_page = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  start_page = g_settings_get_string (settings, "start-page");
  if (g_str_equal (start_page, "last"))
    return g_settings_get_string (settings, "last-page");

  return g_steal_pointer (&start_page);
}

void
smrt_settings_remember_account (GSettings  *settings,
                                const char *id)
{
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_set_string (settings, "last-account", id != NULL ? id : "");
}

char *
smrt_settings_dup_last_account (GSettings *settings)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  id = g_settings_get_string (settings, "last-account");

  return *id != '\0' && g_settings_get_boolean (settings, "reopen-account") ? g_steal_pointer (&id) : NULL;
}
