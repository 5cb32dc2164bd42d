/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-shots"

#include "shots-driver.h"

#include "smrt-demo-menu.h"
#include "smrt-form.h"

static void
count_frame_cb (GdkFrameClock *clock,
                unsigned int  *frames)
{
  (*frames)++;
}

/* Two frames: one to lay out what has just changed, one with all that the
 * first brought about. */
static void
wait_for_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  unsigned int frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &frames);

  gtk_widget_queue_draw (widget);
  demo_wait_until (frames >= 1);
  gtk_widget_queue_draw (widget);
  demo_wait_until (frames >= 2);
  g_signal_handler_disconnect (clock, handler);
}

/* The pointer is somewhere on the screen; a picture shows nothing of it. */
static void
leave (GtkWidget *widget)
{
  gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_PRELIGHT);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    leave (child);
}

void
shoot (Driver     *self,
       GtkWidget  *window,
       const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file_name = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (self->directory, file_name, NULL);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  demo_wait_until (gtk_widget_get_mapped (window));
  leave (window);
  wait_for_frames (window);

  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot),
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);

  if (!gdk_texture_save_to_png (texture, path))
    g_error ("Cannot write %s", path);

  g_print ("%s\n", path);
}

void
resize (Driver *self,
        int     width,
        int     height)
{
  GdkSurface *surface;

  demo_wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  demo_wait_until (gdk_surface_get_width (surface) == width && gdk_surface_get_height (surface) == height);
}

void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

void
set_text_scale (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

SmrtAccount *
get_account (Driver *self)
{
  return smrt_window_get_account (self->window);
}

void
open_demo (Driver   *self,
           SmrtRole  role)
{
  SmrtAccount *before = get_account (self);

  smrt_application_open_demo (self->application, role);
  demo_wait_until (get_account (self) != before && get_account (self) != NULL &&
                   smrt_account_get_loaded (get_account (self)));
}

void
show_page (Driver     *self,
           const char *page)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", page);
  g_assert_cmpstr (smrt_window_get_page (self->window), ==, page);
}

void
refresh (Driver *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.refresh", NULL);
  demo_wait_until (!smrt_account_get_refreshing (get_account (self)));
}

GtkWidget *
find_widget (GtkWidget *root,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (toplevel, type))
        return toplevel;
    }

  return NULL;
}

void
run_demo (Driver     *self,
          const char *nick)
{
  GtkWidget *menu = find_widget (GTK_WIDGET (self->window), SMRT_TYPE_DEMO_MENU);

  gtk_widget_activate_action (menu, "demo.run", "s", nick);
  demo_wait_until (!smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));

  /* What it tells for a moment is not a part of the pictures that follow. */
  demo_wait_until (find_widget (GTK_WIDGET (self->window), g_type_from_name ("AdwToastWidget")) != NULL);
  g_signal_emit_by_name (find_widget (find_widget (GTK_WIDGET (self->window), g_type_from_name ("AdwToastWidget")),
                                      GTK_TYPE_BUTTON),
                         "clicked");
}

static void
post_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

JsonNode *
post (Driver     *self,
      const char *path,
      const char *name,
      const char *value)
{
  SmrtStripeClient *client = smrt_session_get_client (smrt_account_get_session (get_account (self)));
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *key = smrt_stripe_client_new_idempotency_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *answer;

  if (name != NULL)
    smrt_form_add (form, name, value);
  smrt_stripe_client_post_async (client, path, form, key, NULL, post_cb, &result);
  demo_wait_until (result != NULL);
  answer = smrt_stripe_client_request_finish (client, result, &error);
  g_assert_no_error (error);

  return answer;
}
