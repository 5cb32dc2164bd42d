/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-period-choice.h"
#include "smrt-preferences-window.h"
#include "smrt-settings.h"

static AdwComboRow *
find_row (GtkWidget  *window,
          const char *title)
{
  GtkWidget *widget = demo_find_text (window, title);

  g_assert_nonnull (widget);

  return ADW_COMBO_ROW (gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW));
}

static void
test_fiscal_year (void)
{
  g_autoptr (GSettings) settings = smrt_settings_load ();
  GtkWidget *window = smrt_preferences_window_new (settings);
  AdwComboRow *row;

  g_object_ref_sink (window);
  gtk_window_present (GTK_WINDOW (window));
  demo_wait_until (gtk_widget_get_mapped (window));
  row = find_row (window, "Fiscal Year Begins In");
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 12);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_nonnull (demo_find_text (GTK_WIDGET (row), "January"));

  adw_combo_row_set_selected (row, 3);
  g_assert_cmpint (g_settings_get_int (settings, "fiscal-year-start"), ==, 4);
  g_settings_set_int (settings, "fiscal-year-start", 12);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 11);

  g_settings_reset (settings, "fiscal-year-start");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

/* 18 November 2026 is in another quarter where years begin in February. */
static void
test_quarters (void)
{
  const SmrtPeriod november = { SMRT_PERIOD_KIND_MONTH, 2026, 11 };
  GtkWidget *choice = g_object_ref_sink (smrt_period_choice_new ());

  g_object_set (choice, "now", G_GINT64_CONSTANT (1795003200), NULL);
  smrt_period_choice_set_period (SMRT_PERIOD_CHOICE (choice), &november);
  gtk_widget_activate_action (choice, "period.kind", "s", "quarter");
  g_assert_cmpint (smrt_period_choice_get_period (SMRT_PERIOD_CHOICE (choice))->month, ==, 10);

  g_object_set (choice, "fiscal-start", 2, NULL);
  g_assert_cmpint (smrt_period_choice_get_period (SMRT_PERIOD_CHOICE (choice))->month, ==, 11);
  g_object_unref (choice);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add_func ("/preferences/fiscal-year", test_fiscal_year);
  g_test_add_func ("/preferences/quarters", test_quarters);

  return g_test_run ();
}
