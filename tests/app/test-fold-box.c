/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-fold-box.h"

typedef struct
{
  GtkWidget *box;
  GtkWidget *start;
  GtkWidget *end;
} Fixture;

static void
set_up (Fixture    *fixture,
        const void *data)
{
  fixture->box = g_object_ref_sink (smrt_fold_box_new ());
  fixture->start = gtk_drawing_area_new ();
  fixture->end = gtk_drawing_area_new ();
  gtk_widget_set_size_request (fixture->start, 100, 20);
  gtk_widget_set_size_request (fixture->end, 80, 30);
  g_object_set (fixture->box,
                "start", fixture->start,
                "end", fixture->end,
                "spacing", 10,
                "fold-spacing", 5,
                NULL);
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  g_assert_finalize_object (fixture->box);
}

static void
allocate (Fixture *fixture,
          int      width)
{
  int height;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_allocate (fixture->box, width, height, -1, NULL);
}

static void
assert_place (Fixture   *fixture,
              GtkWidget *child,
              int        x,
              int        y,
              int        width,
              int        height)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, fixture->box, &bounds));
  g_assert_cmpint (bounds.origin.x, ==, x);
  g_assert_cmpint (bounds.origin.y, ==, y);
  g_assert_cmpint (bounds.size.width, ==, width);
  g_assert_cmpint (bounds.size.height, ==, height);
}

static void
test_measure (Fixture    *fixture,
              const void *data)
{
  int minimum;
  int natural;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 190);

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, 190, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 30);
  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, 189, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 55);
}

static void
test_wide (Fixture    *fixture,
           const void *data)
{
  allocate (fixture, 300);
  g_assert_false (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  assert_place (fixture, fixture->start, 0, 0, 210, 30);
  assert_place (fixture, fixture->end, 220, 0, 80, 30);

  gtk_widget_set_direction (fixture->box, GTK_TEXT_DIR_RTL);
  allocate (fixture, 300);
  assert_place (fixture, fixture->start, 90, 0, 210, 30);
  assert_place (fixture, fixture->end, 0, 0, 80, 30);
}

static void
test_narrow (Fixture    *fixture,
             const void *data)
{
  allocate (fixture, 150);
  g_assert_true (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  assert_place (fixture, fixture->start, 0, 0, 150, 20);
  assert_place (fixture, fixture->end, 0, 25, 150, 30);
}

static void
test_fold_width (Fixture    *fixture,
                 const void *data)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  g_object_set (fixture->box, "fold-width", 400, NULL);
  allocate (fixture, 399);
  g_assert_true (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  allocate (fixture, 400);
  g_assert_false (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));

  /* Half as large again. */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 144 * 1024, NULL);
  gtk_widget_queue_resize (fixture->box);
  allocate (fixture, 599);
  g_assert_true (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  allocate (fixture, 600);
  g_assert_false (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
test_hidden (Fixture    *fixture,
             const void *data)
{
  gtk_widget_set_visible (fixture->end, FALSE);
  allocate (fixture, 120);
  g_assert_false (smrt_fold_box_get_folded (SMRT_FOLD_BOX (fixture->box)));
  assert_place (fixture, fixture->start, 0, 0, 120, 20);
}

static void
test_replace (Fixture    *fixture,
              const void *data)
{
  GtkWidget *other = gtk_label_new ("Another");

  smrt_fold_box_set_start (SMRT_FOLD_BOX (fixture->box), other);
  g_assert_true (smrt_fold_box_get_start (SMRT_FOLD_BOX (fixture->box)) == other);
  g_assert_true (gtk_widget_get_first_child (fixture->box) == other);
  g_assert_true (gtk_widget_get_next_sibling (other) == fixture->end);

  smrt_fold_box_set_end (SMRT_FOLD_BOX (fixture->box), NULL);
  g_assert_null (smrt_fold_box_get_end (SMRT_FOLD_BOX (fixture->box)));
  g_assert_true (gtk_widget_get_last_child (fixture->box) == other);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add ("/fold-box/measure", Fixture, NULL, set_up, test_measure, tear_down);
  g_test_add ("/fold-box/wide", Fixture, NULL, set_up, test_wide, tear_down);
  g_test_add ("/fold-box/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add ("/fold-box/fold-width", Fixture, NULL, set_up, test_fold_width, tear_down);
  g_test_add ("/fold-box/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/fold-box/replace", Fixture, NULL, set_up, test_replace, tear_down);

  return g_test_run ();
}
