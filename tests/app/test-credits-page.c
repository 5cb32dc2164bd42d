/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-fixture.h"

#include "smrt-credits-page.h"
#include "smrt-entry-window.h"
#include "smrt-header-scroller.h"
#include "smrt-window.h"

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
             GVariant     **target)
{
  *target = g_variant_ref (parameter);
}

static GtkWidget *
show_page (DemoFixture *fixture)
{
  GtkWidget *page = smrt_credits_page_new ();

  smrt_credits_page_set_account (SMRT_CREDITS_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, 900, 800);

  return page;
}

/* A ledger whose sums are known: 416.67 came, 75.00 went, twice. */
static void
fill_credits (DemoFixture *fixture)
{
  GPtrArray *invoices = ledger_page_new ();
  GPtrArray *credits = ledger_page_new ();

  ledger_page_add_invoice (invoices, "in_3", "NW-0041", "paid", "usd", 1793707200, 7500, 7500, NULL);
  ledger_fill (fixture, SMRT_STORE_TABLE_INVOICES, invoices);

  ledger_page_add_credit (credits, "cbtxn_3", "applied_to_invoice", 1793707200, -7500, 26667, "in_3", NULL);
  ledger_page_add_credit (credits, "cbtxn_2", "applied_to_invoice", 1791028800, -7500, 34167, NULL, NULL);
  ledger_page_add_credit (credits, "cbtxn_1", "adjustment", 1788436800, 41667, 41667, NULL, "Goodwill for the outage");
  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, credits);
}

static gboolean
is_in_state (GtkWidget  *page,
             const char *state)
{
  return g_str_equal (smrt_credits_page_get_state (SMRT_CREDITS_PAGE (page)), state);
}

static gboolean
get_search_mode (GtkWidget *page)
{
  gboolean search_mode;

  g_object_get (page, "search-mode", &search_mode, NULL);

  return search_mode;
}

static unsigned int
count_rows (GtkWidget *root)
{
  unsigned int count = g_str_equal (gtk_widget_get_css_name (root), "row") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);

  return count;
}

static void
test_ledger (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);

  fill_credits (fixture);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  g_assert_true (is_in_state (page, "ledger"));
  g_assert_nonnull (demo_find_text (page, "3 entries · opening balance $0.00 · credited $416.67 · used $150.00 · "
                                          "closing balance $266.67"));
  g_assert_nonnull (demo_find_text (page, "3 Nov 2026"));
  g_assert_nonnull (demo_find_text (page, "−$75.00"));
  g_assert_nonnull (demo_find_text (page, "+$416.67"));
  g_assert_nonnull (demo_find_text (page, "$341.67"));
  g_assert_nonnull (demo_find_text (page, "Goodwill for the outage"));
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (demo_find_text (page, "−$75.00"))), ==, 1);
}

static void
test_search (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtCreditsPage *credits = SMRT_CREDITS_PAGE (page);
  int modes = 0;

  fill_credits (fixture);
  g_signal_connect (page, "notify::search-mode", G_CALLBACK (count_cb), &modes);

  smrt_credits_page_search (credits, "nw-0041");
  g_assert_true (get_search_mode (page));
  demo_wait_until (demo_find_part (page, "1 of 3 entries") != NULL);
  demo_wait_until (demo_find_text (page, "+$416.67") == NULL && demo_find_text (page, "NW-0041") != NULL);

  /* By what came, as one would write it down. */
  smrt_credits_page_search (credits, "416.67");
  demo_wait_until (demo_find_text (page, "+$416.67") != NULL && demo_find_text (page, "NW-0041") == NULL);

  smrt_credits_page_search (credits, "no such thing");
  demo_wait_until (is_in_state (page, "no-results"));
  g_assert_nonnull (demo_find_text (page, "No Results Found"));

  smrt_credits_page_search (credits, "");
  demo_wait_until (is_in_state (page, "ledger"));
  g_assert_false (get_search_mode (page));
  g_assert_cmpint (modes, ==, 2);
}

/* September to November: what was there before October is its opening balance. */
static void
test_filters (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtLedgerPane *pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));
  const SmrtPeriod october = { SMRT_PERIOD_KIND_MONTH, 2026, 10 };
  const SmrtPeriod january = { SMRT_PERIOD_KIND_MONTH, 2026, 1 };

  fill_credits (fixture);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  smrt_period_choice_set_period (smrt_ledger_pane_get_period (pane), &october);
  demo_wait_until (demo_find_text (page, "1 of 3 entries · opening balance $416.67 · credited $0.00 · used $75.00 · "
                                         "closing balance $341.67") != NULL);

  smrt_kinds_choice_set_chosen (smrt_ledger_pane_get_kinds (pane), 1u << SMRT_CREDIT_KIND_ADJUSTMENT);
  demo_wait_until (is_in_state (page, "no-results"));

  demo_click (page, "Clear Filters");
  demo_wait_until (demo_find_part (page, "3 entries · ") != NULL);

  smrt_kinds_choice_set_chosen (smrt_ledger_pane_get_kinds (pane), 1u << SMRT_CREDIT_KIND_ADJUSTMENT);
  demo_wait_until (demo_find_part (page, "credited $416.67 · used $0.00") != NULL);

  smrt_period_choice_set_period (smrt_ledger_pane_get_period (pane), &january);
  demo_wait_until (is_in_state (page, "no-results"));
}

static void
test_sort (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtLedgerPane *pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));
  g_autofree char *newest_first = NULL;
  g_autofree char *least_first = NULL;
  g_autofree char *most_first = NULL;

  fill_credits (fixture);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  newest_first = ledger_get_ids (pane);
  g_assert_cmpstr (newest_first, ==, "cbtxn_3 cbtxn_2 cbtxn_1");

  ledger_press_heading (pane, "Balance");
  least_first = ledger_get_ids (pane);
  g_assert_cmpstr (least_first, ==, "cbtxn_3 cbtxn_2 cbtxn_1");
  ledger_press_heading (pane, "Balance");
  most_first = ledger_get_ids (pane);
  g_assert_cmpstr (most_first, ==, "cbtxn_1 cbtxn_2 cbtxn_3");
}

static void
test_row_opens_receipt (DemoFixture *fixture,
                        const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-invoice", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GList) windows = NULL;
  GtkWindow *details = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  fill_credits (fixture);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  ledger_activate (smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page)), 0);
  g_assert_nonnull (target);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "in_3");
  g_clear_pointer (&target, g_variant_unref);

  /* An adjustment belongs to no invoice: it is shown itself. */
  ledger_activate (smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page)), 2);
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (SMRT_IS_ENTRY_WINDOW (l->data))
      details = l->data;
  g_assert_null (target);
  g_assert_nonnull (details);
  demo_wait_until (demo_find_text (GTK_WIDGET (details), "Goodwill for the outage") != NULL);
  g_assert_nonnull (demo_find_part (GTK_WIDGET (details), "cbtxn_1"));
  gtk_window_destroy (details);
}

/* 100.00, 10.00 less, and then 95.00. */
static void
test_faulty (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtLedgerPane *pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));
  GPtrArray *credits = ledger_page_new ();
  g_autofree char *faulty = NULL;
  g_autofree char *all = NULL;

  ledger_page_add_credit (credits, "cbtxn_3", "adjustment", 1793707200, 100, 9600, NULL, "A dollar");
  ledger_page_add_credit (credits, "cbtxn_2", "adjustment", 1791028800, -1000, 9500, NULL, "Ten dollars");
  ledger_page_add_credit (credits, "cbtxn_1", "adjustment", 1788436800, 10000, 10000, NULL, "A hundred dollars");
  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, credits);

  demo_wait_until (demo_find_text (page, "The balance of 1 entry does not follow from the one before it.") != NULL);
  demo_wait_until (demo_find_text (page, "The balance does not add up · Ten dollars") != NULL);
  g_assert_nonnull (demo_find_text (page, "A dollar"));

  demo_click (page, "Show Them");
  faulty = ledger_get_ids (pane);
  g_assert_cmpstr (faulty, ==, "cbtxn_2");
  demo_click (page, "Show All");
  all = ledger_get_ids (pane);
  g_assert_cmpstr (all, ==, "cbtxn_3 cbtxn_2 cbtxn_1");
}

static void
test_currencies (DemoFixture *fixture,
                 const void  *data)
{
  GtkWidget *page = show_page (fixture);
  GPtrArray *credits = ledger_page_new ();
  GtkWidget *choice;

  ledger_page_add_foreign (credits, "cbtxn_2", "jpy", 1793707200, 1200, 1200);
  ledger_page_add_foreign (credits, "cbtxn_1", "usd", 1788436800, 500, 500);
  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, credits);
  smrt_ledger_pane_set_account (smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page)), NULL);
  smrt_ledger_pane_set_account (smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page)), fixture->account);

  choice = demo_find_widget (page, GTK_TYPE_DROP_DOWN);
  demo_wait_until (gtk_widget_get_mapped (choice));
  demo_wait_until (demo_find_part (page, "1 entry · opening balance ¥0 · credited ¥1,200") != NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  demo_wait_until (demo_find_part (page, "1 entry · opening balance $0.00 · credited $5.00") != NULL);
}

static GtkWidget *
find_row (GtkWidget  *page,
          const char *text)
{
  GtkWidget *widget = demo_find_text (page, text);

  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* However many rows there are, there are widgets for those in sight and a few
 * more, and the first and the last one are a step away. */
static void
test_many (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture);
  GtkWidget *view;

  ledger_fill_many (fixture, 50000);
  demo_wait_until (demo_find_part (page, "50,000 entries") != NULL || demo_find_part (page, "50000 entries") != NULL);
  demo_wait_until (demo_find_text (page, "Entry 50000") != NULL);
  g_assert_cmpuint (count_rows (page), <, 400);

  view = demo_find_widget (demo_find_widget (page, SMRT_TYPE_LEDGER), GTK_TYPE_LIST_VIEW);
  gtk_widget_grab_focus (find_row (page, "Entry 50000"));
  g_assert_true (gtk_widget_activate_action (view, "list.scroll-to-item", "u", 49999));
  demo_wait_until (demo_find_text (page, "Entry 1") != NULL);
  g_assert_cmpuint (count_rows (page), <, 400);
  g_assert_true (gtk_widget_activate_action (view, "list.scroll-to-item", "u", 0));
  demo_wait_until (demo_find_text (page, "Entry 50000") != NULL);
}

#define PIXELS_A_FRAME 60
#define FRAMES 200

typedef struct
{
  GtkAdjustment *adjustment;
  unsigned int   n_frames;
} Scrolling;

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  Scrolling *scrolling = data;

  gtk_adjustment_set_value (scrolling->adjustment, PIXELS_A_FRAME * ++scrolling->n_frames);

  return scrolling->n_frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* In the window, as a wheel does it, past the header and on through rows that
 * are still being read: whatever is drawn has its place by then, or GTK warns,
 * and a warning ends the test. */
static void
test_scroll (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page;
  Scrolling scrolling = { 0 };

  ledger_fill_many (fixture, 10000);
  fixture->window = smrt_window_new (NULL);
  smrt_window_set_account (SMRT_WINDOW (fixture->window), fixture->account);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "credits");
  demo_wait_until (demo_find_text (fixture->window, "Entry 10000") != NULL);
  page = demo_find_widget (fixture->window, SMRT_TYPE_CREDITS_PAGE);

  scrolling.adjustment =
    gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (demo_find_widget (page, SMRT_TYPE_HEADER_SCROLLER)));
  gtk_widget_add_tick_callback (fixture->window, scroll_cb, &scrolling, NULL);
  demo_wait_until (scrolling.n_frames == FRAMES);
  demo_wait_until (demo_find_part (page, "Entry 96") != NULL);
}

static void
test_usage (DemoFixture *fixture,
            const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtLedgerPane *pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));
  GPtrArray *usage = ledger_page_new ();
  g_autofree char *found = NULL;
  g_autofree char *subscription = NULL;

  fill_credits (fixture);
  ledger_page_add_usage (usage, "cbtxn_u2", 1793707200, -250);
  ledger_page_add_usage (usage, "cbtxn_u1", 1788436800, 1000);
  ledger_fill (fixture, SMRT_STORE_TABLE_USAGE_CREDITS, usage);

  demo_click (page, "Usage Credit");
  demo_wait_until (demo_find_text (page, "+$10.00") != NULL && demo_find_text (page, "−$2.50") != NULL);
  found = ledger_get_ids (pane);
  g_assert_cmpstr (found, ==, "cbtxn_u2 cbtxn_u1");
  g_assert_nonnull (demo_find_part (page, "credited $10.00 · used $2.50"));

  /* The two are never one. */
  demo_click (page, "Subscription Credit");
  subscription = ledger_get_ids (pane);
  g_assert_cmpstr (subscription, ==, "cbtxn_3 cbtxn_2 cbtxn_1");
}

/* The rows of a receipt, whatever was filtered by before. */
static void
test_rows_of_receipt (DemoFixture *fixture,
                      const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtLedgerPane *pane = smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));
  const SmrtPeriod january = { SMRT_PERIOD_KIND_MONTH, 2026, 1 };
  g_autofree char *found = NULL;

  fill_credits (fixture);
  smrt_period_choice_set_period (smrt_ledger_pane_get_period (pane), &january);
  demo_wait_until (is_in_state (page, "no-results"));

  smrt_credits_page_show (SMRT_CREDITS_PAGE (page), SMRT_STORE_TABLE_CREDITS, "NW-0041");
  found = ledger_get_ids (pane);
  g_assert_cmpstr (found, ==, "cbtxn_3");
}

static void
test_empty_and_owed (DemoFixture *fixture,
                     const void  *data)
{
  GtkWidget *page = show_page (fixture);
  const SmrtMoney owed = smrt_money_init (500, "usd");
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", NULL, &owed, NULL, FALSE);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, ledger_page_new ());
  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account), customer,
                             nothing, nothing, nothing, 1795003200);
  demo_wait_until (is_in_state (page, "empty"));
  g_assert_nonnull (demo_find_text (page, "No Credits Yet"));
  g_assert_nonnull (demo_find_text (page, "Owed $5.00"));
}

static void
test_demo_history (DemoFixture *fixture,
                   const void  *data)
{
  GtkWidget *page = show_page (fixture);

  /* What the downgrade of the demo account's history brought is used up. */
  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_credits (fixture->account)), >=, 2);
  demo_wait_until (demo_find_part (page, "Used for the payment of") != NULL);
  g_assert_nonnull (demo_find_text (page, "$0.00"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                                  \
 g_test_add ("/credits-page/" name, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_FINANCE), \
             demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("ledger", test_ledger);
  ADD ("search", test_search);
  ADD ("filters", test_filters);
  ADD ("sort", test_sort);
  ADD ("row-opens-receipt", test_row_opens_receipt);
  ADD ("faulty", test_faulty);
  ADD ("many", test_many);
  ADD ("scroll", test_scroll);
  ADD ("usage", test_usage);
  ADD ("currencies", test_currencies);
  ADD ("rows-of-receipt", test_rows_of_receipt);
  ADD ("empty-and-owed", test_empty_and_owed);
  ADD ("demo-history", test_demo_history);

  return g_test_run ();
}
