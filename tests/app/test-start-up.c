/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "smrt-start-up.h"

static GtkIconTheme *
get_icons (void)
{
  return gtk_icon_theme_get_for_display (gdk_display_get_default ());
}

/* Each in a process of its own, since GTK comes up once. */
static void
test_own_style (void)
{
  if (g_test_subprocess ())
    {
      g_auto (GStrv) places = NULL;
      g_auto (GStrv) restored = NULL;

      g_unsetenv ("GTK_THEME");
      smrt_start_up_prepare ();
      places = smrt_start_up_init_gtk ();
      g_assert_null (g_getenv ("GTK_THEME"));
      g_assert_cmpuint (g_strv_length (places), >, 0);

      adw_init ();
      smrt_start_up_restore_icons (places);
      restored = gtk_icon_theme_get_search_path (get_icons ());
      g_assert_cmpstrv (restored, places);

      smrt_start_up_read_icons ();
      g_assert_true (gtk_icon_theme_has_icon (get_icons (), "view-refresh-symbolic"));
      g_assert_true (adw_style_manager_get_default () != NULL);

      /* libadwaita's own colours are there, so that its style was loaded. */
      {
        GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
        GdkRGBA colour;

        g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (label), "card_bg_color", &colour));
        g_object_unref (label);
      }
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_person_s_theme (void)
{
  if (g_test_subprocess ())
    {
      g_auto (GStrv) places = NULL;

      g_setenv ("GTK_THEME", "HighContrast", TRUE);
      smrt_start_up_prepare ();
      places = smrt_start_up_init_gtk ();
      g_assert_cmpstr (g_getenv ("GTK_THEME"), ==, "HighContrast");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/start-up/own-style", test_own_style);
  g_test_add_func ("/start-up/person-s-theme", test_person_s_theme);

  return g_test_run ();
}
