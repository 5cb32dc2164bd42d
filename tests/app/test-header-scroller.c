/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-header-scroller.h"
#include "smrt-ledger.h"

/* A million rows, which are made when they are asked for. */
#define N_ROWS 1000000
#define HEADER_HEIGHT 150
#define FOOTER_HEIGHT 20

#define MANY_TYPE_ROWS (many_rows_get_type ())
G_DECLARE_FINAL_TYPE (ManyRows, many_rows, MANY, ROWS, GObject)

struct _ManyRows
{
  GObject parent_instance;

  unsigned int n_rows;
};

static GType
get_item_type (GListModel *model)
{
  return SMRT_TYPE_LEDGER_ROW;
}

static unsigned int
get_n_items (GListModel *model)
{
  return MANY_ROWS (model)->n_rows;
}

static gpointer
get_item (GListModel   *model,
          unsigned int  position)
{
  const SmrtMoney amount = smrt_money_init (position + 1, "usd");
  g_autofree char *id = g_strdup_printf ("cbtxn_%u", position);
  g_autofree char *words = g_strdup_printf ("Entry %u", position);
  g_autoptr (SmrtCreditEntry) entry = NULL;
  SmrtLedgerRow *row;

  if (position >= MANY_ROWS (model)->n_rows)
    return NULL;

  row = smrt_ledger_row_new ();
  entry = smrt_credit_entry_new (id, SMRT_CREDIT_KIND_ADJUSTMENT, 1793707200, &amount, &amount, NULL, NULL);
  /* A row in ten is still to come. */
  if (position % 10 != 9)
    smrt_ledger_row_fill (row, entry, NULL, words, NULL, FALSE);

  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ManyRows, many_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
many_rows_class_init (ManyRowsClass *klass)
{
}

static void
many_rows_init (ManyRows *self)
{
}

static char *
get_words (SmrtLedgerRow *row,
           gpointer       data)
{
  return g_strdup (smrt_ledger_row_get_words (row));
}

static char *
get_amount (SmrtLedgerRow *row,
            gpointer       data)
{
  return smrt_words_money (smrt_credit_entry_get_amount (smrt_ledger_row_get_entry (row)));
}

static const SmrtLedgerColumn columns[] = {
  { .title = "What", .look = SMRT_LEDGER_WHAT, .get_text = get_words, .sortable = TRUE, .sort = SMRT_STORE_SORT_DATE },
  { .title = "Amount", .look = SMRT_LEDGER_BALANCE, .get_text = get_amount, .sortable = TRUE, .sort = SMRT_STORE_SORT_AMOUNT },
};

typedef struct
{
  GtkWidget     *window;
  GtkWidget     *scroller;
  GtkWidget     *header;
  GtkWidget     *footer;
  GtkWidget     *ledger;
  ManyRows      *rows;
  GtkAdjustment *adjustment;
} Fixture;

static void
set_up (Fixture    *fixture,
        const void *n_rows)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->rows = g_object_new (MANY_TYPE_ROWS, NULL);
  fixture->rows->n_rows = GPOINTER_TO_UINT (n_rows);
  fixture->scroller = smrt_header_scroller_new ();
  fixture->header = gtk_button_new_with_label ("Header");
  gtk_widget_set_size_request (fixture->header, -1, HEADER_HEIGHT);
  fixture->footer = gtk_label_new ("Footer");
  gtk_widget_set_size_request (fixture->footer, -1, FOOTER_HEIGHT);
  fixture->ledger = smrt_ledger_new ();
  smrt_ledger_set_columns (SMRT_LEDGER (fixture->ledger), columns, G_N_ELEMENTS (columns), get_words, NULL);
  smrt_ledger_set_model (SMRT_LEDGER (fixture->ledger), G_LIST_MODEL (fixture->rows));
  smrt_header_scroller_set_header (SMRT_HEADER_SCROLLER (fixture->scroller), fixture->header);
  smrt_header_scroller_set_list (SMRT_HEADER_SCROLLER (fixture->scroller), fixture->ledger);
  smrt_header_scroller_set_footer (SMRT_HEADER_SCROLLER (fixture->scroller), fixture->footer);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), fixture->scroller);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_width (fixture->ledger) > 0);
}

static void
tear_down (Fixture    *fixture,
           const void *n_rows)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->rows);
}

static double
get_y (Fixture   *fixture,
       GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, fixture->scroller, &bounds));

  return bounds.origin.y;
}

static void
tick_cb (GdkFrameClock *clock,
         unsigned int  *ticks)
{
  (*ticks)++;
}

/* Until what was asked for is laid out. */
static void
wait_for_layout (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);
  unsigned int ticks = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (tick_cb), &ticks);

  while (ticks < 3)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
}

static void
scroll_to (Fixture *fixture,
           double   value)
{
  gtk_adjustment_set_value (fixture->adjustment, value);
  wait_for_layout (fixture);
}

static GtkWidget *
get_list_view (Fixture *fixture)
{
  return demo_find_widget (fixture->ledger, GTK_TYPE_LIST_VIEW);
}

static unsigned int
count_rows (Fixture *fixture)
{
  unsigned int count = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (get_list_view (fixture)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    count++;

  return count;
}

static int
get_row_height (Fixture *fixture)
{
  return gtk_widget_get_height (gtk_widget_get_first_child (get_list_view (fixture)));
}

static void
test_scroll (Fixture    *fixture,
             const void *n_rows)
{
  double end = gtk_adjustment_get_upper (fixture->adjustment) - gtk_adjustment_get_page_size (fixture->adjustment);
  int row_height = get_row_height (fixture);

  /* Header and footer, the heading, and all rows. */
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), >, (double) N_ROWS * row_height);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), <,
                     (double) N_ROWS * row_height + HEADER_HEIGHT + FOOTER_HEIGHT + 100);
  g_assert_cmpfloat (get_y (fixture, fixture->header), ==, 0);
  g_assert_cmpfloat (get_y (fixture, fixture->ledger), ==, HEADER_HEIGHT);
  g_assert_cmpfloat (get_y (fixture, fixture->footer), ==, 600 - FOOTER_HEIGHT);

  /* First the header goes, and the list with it. */
  scroll_to (fixture, 60);
  g_assert_cmpfloat (get_y (fixture, fixture->header), ==, -60);
  g_assert_cmpfloat (get_y (fixture, fixture->ledger), ==, HEADER_HEIGHT - 60);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 0"));

  /* Then the list scrolls, and its heading stays. */
  scroll_to (fixture, HEADER_HEIGHT + 500 * row_height);
  g_assert_cmpfloat (get_y (fixture, fixture->ledger), ==, 0);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 500"));
  g_assert_cmpfloat (get_y (fixture, fixture->footer), ==, 600 - FOOTER_HEIGHT);

  scroll_to (fixture, end);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 999998"));
  g_assert_cmpuint (count_rows (fixture), <, 300);

  scroll_to (fixture, 0);
  g_assert_cmpfloat (get_y (fixture, fixture->header), ==, 0);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 0"));
}

/* A wheel's 60 pixels a frame move everything by 60 pixels. */
static void
test_no_jump (Fixture    *fixture,
              const void *n_rows)
{
  double before = get_y (fixture, fixture->ledger);
  GtkAdjustment *list = NULL;

  g_object_get (fixture->ledger, "vadjustment", &list, NULL);
  g_object_unref (list);
  before -= gtk_adjustment_get_value (list);

  for (unsigned int i = 1; i <= 100; i++)
    {
      double after;

      scroll_to (fixture, i * 60);
      after = get_y (fixture, fixture->ledger) - gtk_adjustment_get_value (list);
      g_assert_cmpfloat (before - after, ==, 60);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, i * 60);
      before = after;
    }
}

static GtkWidget *
get_focus_row (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, get_list_view (fixture)));

  return focus;
}

/* The row that has the focus is in sight, whole. */
static void
assert_in_sight (Fixture *fixture)
{
  GtkWidget *row = get_focus_row (fixture);
  double y = get_y (fixture, row);

  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y + gtk_widget_get_height (row), <=, 600 - FOOTER_HEIGHT);
}

static void
test_focus (Fixture    *fixture,
            const void *n_rows)
{
  GtkWidget *list = get_list_view (fixture);
  int row_height = get_row_height (fixture);

  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  wait_for_layout (fixture);
  g_assert_nonnull (demo_find_text (get_focus_row (fixture), "Entry 0"));

  /* Into the part that the header pushes out of sight. */
  for (unsigned int i = 0; i < 15; i++)
    {
      gtk_widget_child_focus (list, GTK_DIR_DOWN);
      wait_for_layout (fixture);
      assert_in_sight (fixture);
    }
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >, 0);

  /* What End, Home and the row in the middle do. */
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", N_ROWS - 1);
  wait_for_layout (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >, (N_ROWS - 100.0) * row_height);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", N_ROWS / 2);
  wait_for_layout (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >, (N_ROWS / 2 - 100.0) * row_height);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), <, (N_ROWS / 2 + 100.0) * row_height);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 500000"));
  g_assert_cmpfloat (get_y (fixture, fixture->ledger), ==, 0);

  gtk_widget_grab_focus (fixture->header);
  wait_for_layout (fixture);
  g_assert_cmpfloat (get_y (fixture, fixture->header), ==, 0);
  g_assert_cmpuint (count_rows (fixture), <, 300);
}

/* Rows that come above those in sight do not move them. */
static void
test_rows_come (Fixture    *fixture,
                const void *n_rows)
{
  double value = HEADER_HEIGHT + 500 * get_row_height (fixture);

  scroll_to (fixture, value);
  fixture->rows->n_rows += 10;
  g_list_model_items_changed (G_LIST_MODEL (fixture->rows), 0, 0, 10);
  wait_for_layout (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, value + 10 * get_row_height (fixture));
}

static void
test_few (Fixture    *fixture,
          const void *n_rows)
{
  double list_end = get_y (fixture, fixture->ledger) + gtk_widget_get_height (fixture->ledger);

  /* The footer follows the list at once. */
  g_assert_cmpfloat (list_end, <, 500);
  g_assert_cmpfloat (get_y (fixture, fixture->footer), ==, list_end);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==, 600);
}

/* Where there is hardly any room, a footer goes with the list. */
static void
test_small (Fixture    *fixture,
            const void *n_rows)
{
  gtk_widget_set_size_request (fixture->footer, -1, 100);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 294);
  demo_wait_until (gtk_widget_get_height (fixture->scroller) == 294);
  wait_for_layout (fixture);
  g_assert_cmpfloat (get_y (fixture, fixture->footer), >=, 294);

  scroll_to (fixture, 1e9);
  g_assert_cmpfloat (get_y (fixture, fixture->footer), ==, 294 - 100);
  g_assert_nonnull (demo_find_text (fixture->ledger, "Entry 999998"));
}

static void
count_cb (GObject *object,
          int     *count)
{
  (*count)++;
}

/* The word over the amounts ends where they do, with the arrow before it. */
static void
test_heading_ends (Fixture    *fixture,
                   const void *n_rows)
{
  GtkWidget *heading = demo_find_text (fixture->ledger, "Amount");
  GtkWidget *amount = demo_find_text (fixture->ledger, "$0.01");
  graphene_rect_t above;
  graphene_rect_t below;

  g_assert_nonnull (heading);
  g_assert_nonnull (amount);
  g_assert_true (gtk_widget_compute_bounds (heading, fixture->ledger, &above));
  g_assert_true (gtk_widget_compute_bounds (amount, fixture->ledger, &below));
  g_assert_cmpfloat (ABS (above.origin.x + above.size.width - below.origin.x - below.size.width), <=, 1);
}

/* A heading says what the table is sorted by, and is pressed by keyboard. */
static void
test_sort (Fixture    *fixture,
           const void *n_rows)
{
  SmrtLedger *ledger = SMRT_LEDGER (fixture->ledger);
  GtkWidget *heading = gtk_widget_get_ancestor (demo_find_text (fixture->ledger, "Amount"), GTK_TYPE_WIDGET);
  gboolean ascending = TRUE;
  int count = 0;

  g_signal_connect (ledger, "sorted", G_CALLBACK (count_cb), &count);
  smrt_ledger_set_sort (ledger, SMRT_STORE_SORT_AMOUNT, FALSE);
  g_assert_cmpint (smrt_ledger_get_sort (ledger, &ascending), ==, SMRT_STORE_SORT_AMOUNT);
  g_assert_false (ascending);
  g_assert_cmpint (count, ==, 1);
  smrt_ledger_set_sort (ledger, SMRT_STORE_SORT_AMOUNT, TRUE);
  g_assert_cmpint (smrt_ledger_get_sort (ledger, &ascending), ==, SMRT_STORE_SORT_AMOUNT);
  g_assert_true (ascending);
  smrt_ledger_set_sort (ledger, SMRT_STORE_SORT_DATE, TRUE);
  g_assert_cmpint (smrt_ledger_get_sort (ledger, &ascending), ==, SMRT_STORE_SORT_DATE);
  g_assert_true (ascending);
  g_assert_cmpint (count, ==, 3);

  while (heading != NULL && !gtk_widget_get_focusable (heading))
    heading = gtk_widget_get_parent (heading);
  g_assert_nonnull (heading);
  g_assert_true (gtk_widget_grab_focus (heading));
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *words)
{
  GtkWidget *widget = demo_find_text (fixture->ledger, words);

  while (!gtk_widget_get_focusable (widget))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

static void
activated_cb (SmrtLedger     *ledger,
              SmrtLedgerRow  *row,
              SmrtLedgerRow **activated)
{
  g_set_object (activated, row);
}

/* Rows are picked where they would be activated. */
static void
test_selecting (Fixture    *fixture,
                const void *n_rows)
{
  SmrtLedger *ledger = SMRT_LEDGER (fixture->ledger);
  g_autoptr (SmrtLedgerRow) activated = NULL;
  g_autoptr (GtkBitset) picked = NULL;

  g_signal_connect (ledger, "activated", G_CALLBACK (activated_cb), &activated);
  gtk_widget_activate (find_row (fixture, "Entry 2"));
  g_assert_cmpstr (smrt_ledger_row_get_words (activated), ==, "Entry 2");
  g_clear_object (&activated);

  smrt_ledger_set_selecting (ledger, TRUE);
  wait_for_layout (fixture);
  gtk_widget_activate (find_row (fixture, "Entry 2"));
  gtk_widget_activate (find_row (fixture, "Entry 4"));
  gtk_widget_activate (find_row (fixture, "Entry 5"));
  gtk_widget_activate (find_row (fixture, "Entry 4"));
  g_assert_null (activated);
  picked = smrt_ledger_get_picked (ledger);
  g_assert_cmpuint (gtk_bitset_get_size (picked), ==, 2);
  g_assert_true (gtk_bitset_contains (picked, 2));
  g_assert_true (gtk_bitset_contains (picked, 5));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (demo_find_widget (find_row (fixture, "Entry 2"),
                                                                                  GTK_TYPE_CHECK_BUTTON))));

  g_clear_pointer (&picked, gtk_bitset_unref);
  smrt_ledger_pick_all (ledger);
  picked = smrt_ledger_get_picked (ledger);
  g_assert_cmpuint (gtk_bitset_get_size (picked), ==, fixture->rows->n_rows);

  smrt_ledger_set_selecting (ledger, FALSE);
  wait_for_layout (fixture);
  g_assert_null (demo_find_widget (fixture->ledger, GTK_TYPE_CHECK_BUTTON));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, n_rows, function) \
 g_test_add ("/header-scroller/" name, Fixture, GUINT_TO_POINTER (n_rows), set_up, function, tear_down)

  ADD ("scroll", N_ROWS, test_scroll);
  ADD ("no-jump", N_ROWS, test_no_jump);
  ADD ("focus", N_ROWS, test_focus);
  ADD ("rows-come", N_ROWS, test_rows_come);
  ADD ("few", 5, test_few);
  ADD ("small", N_ROWS, test_small);
  ADD ("sort", 20, test_sort);
  ADD ("heading-ends", 20, test_heading_ends);
  ADD ("selecting", 20, test_selecting);

  return g_test_run ();
}
