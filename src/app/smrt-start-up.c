/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-start-up.h"

#include <gtk/gtk.h>

/* What is here makes the window come up sooner and nothing else: the program
 * is the same without it. ./dev bench shows by how much.
 *
 * GTK parses its own style sheet as soon as there is a display; a moment later
 * libadwaita asks for an empty theme and brings its own. With the empty theme
 * from the start the first parsing, as long as the second, falls away. GTK has
 * no other way to name a theme that early than GTK_THEME, and libadwaita keeps
 * its style to itself while that is set: it must be gone by then.
 *
 * GTK reads the icon theme in a thread as soon as it is asked for, and throws
 * it away when another place for icons is added, for which it first waits for
 * the thread. libadwaita and the application each add one. */

#define THEME_VARIABLE "GTK_THEME"
#define EMPTY_THEME "Adwaita-empty"

static gboolean names_theme;

void
smrt_start_up_prepare (void)
{
  /* Somebody's own choice stays. */
  names_theme = g_getenv (THEME_VARIABLE) == NULL && g_setenv (THEME_VARIABLE, EMPTY_THEME, FALSE);
}

char **
smrt_start_up_init_gtk (void)
{
  const char * const nowhere[] = { NULL };
  GtkIconTheme *icons;
  char **places;

  gtk_init ();
  gtk_settings_get_default ();

  /* It was added last, so that what other threads look up meanwhile stays
   * where it is. */
  if (names_theme)
    g_unsetenv (THEME_VARIABLE);

  names_theme = FALSE;

  icons = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  places = gtk_icon_theme_get_search_path (icons);
  gtk_icon_theme_set_search_path (icons, nowhere);

  return places;
}

void
smrt_start_up_restore_icons (char **places)
{
  gtk_icon_theme_set_search_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                  (const char * const *) places);
}

/* A GtkIconTheme that is set up may be asked from any thread. */
static void
read_icons_in_thread (GTask        *task,
                      gpointer      source_object,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  gtk_icon_theme_has_icon (task_data, "image-missing");
  g_task_return_boolean (task, TRUE);
}

void
smrt_start_up_read_icons (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, smrt_start_up_read_icons);
  g_task_set_task_data (task, g_object_ref (gtk_icon_theme_get_for_display (gdk_display_get_default ())),
                        g_object_unref);
  g_task_run_in_thread (task, read_icons_in_thread);
}

static gboolean
out_of_time_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_CONTINUE;
}

void
smrt_start_up_wait_while (gboolean     (*condition) (gpointer data),
                          gpointer       data,
                          unsigned int   most_ms)
{
  gboolean out_of_time = FALSE;
  unsigned int timeout = g_timeout_add (most_ms, out_of_time_cb, &out_of_time);

  while (!out_of_time && condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
}
