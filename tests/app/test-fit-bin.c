/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-fit-bin.h"

static GtkWidget *
create_block (int width,
              int height)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (block, width, height);
  return block;
}

static void
test_properties (void)
{
  SmrtFitBin *bin = g_object_ref_sink (SMRT_FIT_BIN (smrt_fit_bin_new ()));
  GtkWidget *wide = create_block (400, 10);
  int minimum;

  g_assert_null (smrt_fit_bin_get_wide (bin));
  g_assert_null (smrt_fit_bin_get_narrow (bin));
  gtk_widget_measure (GTK_WIDGET (bin), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);

  smrt_fit_bin_set_wide (bin, wide);
  smrt_fit_bin_set_wide (bin, wide);
  g_assert_true (smrt_fit_bin_get_wide (bin) == wide);
  g_object_add_weak_pointer (G_OBJECT (wide), (gpointer *) &wide);
  smrt_fit_bin_set_wide (bin, NULL);
  g_assert_null (wide);

  g_assert_finalize_object (bin);
}

static void
test_choice (void)
{
  DemoFixture fixture = { NULL };
  GtkWidget *bin = smrt_fit_bin_new ();
  GtkWidget *wide = create_block (400, 10);
  GtkWidget *narrow = create_block (200, 90);
  int minimum, natural;

  smrt_fit_bin_set_wide (SMRT_FIT_BIN (bin), wide);
  smrt_fit_bin_set_narrow (SMRT_FIT_BIN (bin), narrow);

  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 200);
  g_assert_cmpint (natural, ==, 400);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 399, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 90);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 400, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 10);

  demo_fixture_show (&fixture, bin, 300, 200);
  g_assert_false (smrt_fit_bin_get_fits (SMRT_FIT_BIN (bin)));
  g_assert_false (gtk_widget_get_child_visible (wide));
  g_assert_true (gtk_widget_get_child_visible (narrow));

  gtk_widget_set_size_request (wide, 250, 10);
  demo_wait_until (smrt_fit_bin_get_fits (SMRT_FIT_BIN (bin)));
  g_assert_true (gtk_widget_get_child_visible (wide));
  g_assert_false (gtk_widget_get_child_visible (narrow));

  gtk_window_destroy (GTK_WINDOW (fixture.window));
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  g_test_add_func ("/app/fit-bin/properties", test_properties);
  g_test_add_func ("/app/fit-bin/choice", test_choice);
  return g_test_run ();
}
