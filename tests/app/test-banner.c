/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-banner.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             int           *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  SmrtBanner *banner = SMRT_BANNER (g_object_ref_sink (smrt_banner_new ()));
  int titles = 0;
  int reveals = 0;

  g_assert_null (smrt_banner_get_title (banner));
  g_assert_null (smrt_banner_get_detail (banner));
  g_assert_false (smrt_banner_get_revealed (banner));

  g_signal_connect (banner, "notify::title", G_CALLBACK (count_cb), &titles);
  g_signal_connect (banner, "notify::revealed", G_CALLBACK (count_cb), &reveals);
  smrt_banner_show (banner, "Offline", "As of <now> & then");
  smrt_banner_show (banner, "Offline", "As of <now> & then");
  g_assert_cmpint (titles, ==, 1);
  g_assert_cmpint (reveals, ==, 1);
  g_assert_cmpstr (smrt_banner_get_detail (banner), ==, "As of <now> & then");

  smrt_banner_hide (banner);
  g_assert_false (smrt_banner_get_revealed (banner));
  g_assert_cmpint (reveals, ==, 2);

  g_assert_finalize_object (banner);
}

static void
test_button (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = smrt_banner_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("again", NULL);
  int activations = 0;

  g_object_set (banner, "button-label", "Try Again", "button-action", "test.again", NULL);
  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &activations);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "test", G_ACTION_GROUP (group));

  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  smrt_banner_show (SMRT_BANNER (banner), "Offline", "As of <now> & then");
  demo_wait_until (demo_find_text (banner, "As of <now> & then") != NULL &&
                   gtk_widget_get_mapped (demo_find_text (banner, "As of <now> & then")));

  demo_click (banner, "Try Again");
  g_assert_cmpint (activations, ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add_func ("/banner/properties", test_properties);
  g_test_add_func ("/banner/button", test_button);

  return g_test_run ();
}
