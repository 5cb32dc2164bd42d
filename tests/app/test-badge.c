/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-badge.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  SmrtBadge *badge = SMRT_BADGE (g_object_ref_sink (smrt_badge_new (NULL, SMRT_TONE_GOOD)));
  g_autofree char *label = NULL;
  int labels = 0;
  int tones = 0;
  SmrtTone tone;

  g_assert_null (smrt_badge_get_label (badge));
  g_assert_cmpint (smrt_badge_get_tone (badge), ==, SMRT_TONE_GOOD);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (badge)));

  g_signal_connect (badge, "notify::label", G_CALLBACK (count_cb), &labels);
  g_signal_connect (badge, "notify::tone", G_CALLBACK (count_cb), &tones);
  smrt_badge_set_label (badge, "Past due <b>& more</b>");
  smrt_badge_set_label (badge, "Past due <b>& more</b>");
  smrt_badge_set_tone (badge, SMRT_TONE_BAD);
  smrt_badge_set_tone (badge, SMRT_TONE_BAD);
  g_assert_cmpint (labels, ==, 1);
  g_assert_cmpint (tones, ==, 1);

  g_object_get (badge, "label", &label, "tone", &tone, NULL);
  g_assert_cmpstr (label, ==, "Past due <b>& more</b>");
  g_assert_cmpint (tone, ==, SMRT_TONE_BAD);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (badge)));
  g_assert_nonnull (demo_find_text (GTK_WIDGET (badge), "Past due <b>& more</b>"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (badge), "bad"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (badge), "good"));

  smrt_badge_set_label (badge, "");
  g_assert_null (smrt_badge_get_label (badge));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (badge)));
  g_assert_cmpint (labels, ==, 2);

  g_assert_finalize_object (badge);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add_func ("/badge/properties", test_properties);

  return g_test_run ();
}
