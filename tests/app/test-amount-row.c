/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-amount-row.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    count)
{
  ++*(int *) count;
}

static void
test_properties (void)
{
  SmrtAmountRow *row = g_object_ref_sink (SMRT_AMOUNT_ROW (smrt_amount_row_new ("Tax", NULL, NULL)));
  int count = 0;

  g_assert_cmpstr (smrt_amount_row_get_title (row), ==, "Tax");
  g_assert_null (smrt_amount_row_get_subtitle (row));
  g_assert_null (smrt_amount_row_get_amount (row));
  g_assert_false (smrt_amount_row_get_emphasized (row));
  g_assert_cmpint (smrt_amount_row_get_tone (row), ==, SMRT_TONE_NEUTRAL);

  g_signal_connect (row, "notify", G_CALLBACK (count_cb), &count);
  g_object_set (row, "title", "Discount", "subtitle", "Spring", "amount", "−$1.00", NULL);
  g_object_set (row, "emphasized", TRUE, "tone", SMRT_TONE_GOOD, NULL);
  g_assert_cmpint (count, ==, 5);
  g_object_set (row, "title", "Discount", "subtitle", "Spring", "amount", "−$1.00", NULL);
  g_object_set (row, "emphasized", TRUE, "tone", SMRT_TONE_GOOD, NULL);
  g_assert_cmpint (count, ==, 5);

  g_assert_nonnull (demo_find_text (GTK_WIDGET (row), "Spring"));
  smrt_amount_row_set_subtitle (row, NULL);
  g_assert_null (demo_find_text (GTK_WIDGET (row), "Spring"));

  g_assert_finalize_object (row);
}

static void
test_money (void)
{
  SmrtMoney money = smrt_money_init (-3750, "usd");
  GtkWidget *row = g_object_ref_sink (smrt_amount_row_new_money ("Unused time", "18 November", &money));

  g_assert_nonnull (demo_find_text (row, "−$37.50"));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Unused time: −$37.50");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "18 November");

  g_assert_finalize_object (row);
}

static void
test_markup (void)
{
  GtkWidget *row = g_object_ref_sink (smrt_amount_row_new ("Team <b>& Support", "<i>", "&amp;"));

  g_assert_nonnull (demo_find_text (row, "Team <b>& Support"));
  g_assert_nonnull (demo_find_text (row, "<i>"));
  g_assert_nonnull (demo_find_text (row, "&amp;"));

  g_assert_finalize_object (row);
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  g_test_add_func ("/app/amount-row/properties", test_properties);
  g_test_add_func ("/app/amount-row/money", test_money);
  g_test_add_func ("/app/amount-row/markup", test_markup);
  return g_test_run ();
}
