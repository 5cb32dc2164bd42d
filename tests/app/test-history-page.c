/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-fixture.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "smrt-history-page.h"
#include "smrt-pdf-window.h"

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
  g_clear_pointer (target, g_variant_unref);
  *target = g_variant_ref (parameter);
}

static GtkWidget *
show_page (DemoFixture *fixture,
           int          width)
{
  GtkWidget *page = smrt_history_page_new ();

  smrt_history_page_set_account (SMRT_HISTORY_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, width, 800);

  return page;
}

/* 3 November: 75.00 paid. 18 October: 25.00 open. 3 October: 75.00 paid, and
 * 28 September: −3.34 that became credit, so that nothing was paid. */
static void
fill_invoices (DemoFixture *fixture,
               const char  *last_currency,
               const char  *pdf)
{
  GPtrArray *invoices = ledger_page_new ();

  ledger_page_add_invoice (invoices, "in_4", "NW-0042", "paid", "usd", 1793707200, 7500, 7500, pdf);
  ledger_page_add_invoice (invoices, "in_3", "NW-0041", "open", "usd", 1792324800, 2500, 0, pdf);
  ledger_page_add_invoice (invoices, "in_2", "NW-0040", "paid", "usd", 1791028800, 7500, 7500, pdf);
  ledger_page_add_invoice (invoices, "in_1", NULL, "paid", last_currency, 1790596800, -334, 0, NULL);
  ledger_fill (fixture, SMRT_STORE_TABLE_INVOICES, invoices);
}

static SmrtLedgerPane *
get_pane (GtkWidget *page)
{
  return smrt_history_page_get_pane (SMRT_HISTORY_PAGE (page));
}

static gboolean
is_in_state (GtkWidget  *page,
             const char *state)
{
  return g_str_equal (smrt_history_page_get_state (SMRT_HISTORY_PAGE (page)), state);
}

static void
choose_status (GtkWidget         *page,
               SmrtInvoiceStatus  status)
{
  smrt_kinds_choice_set_chosen (smrt_ledger_pane_get_kinds (get_pane (page)), G_GUINT64_CONSTANT (1) << status);
}

static void
test_rows (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  g_assert_true (is_in_state (page, "ledger"));
  /* 75.00 + 25.00 + 75.00 − 3.34, of which 75.00 + 75.00 */
  g_assert_nonnull (demo_find_text (page, "4 invoices · total $171.66 · paid $150.00"));
  g_assert_nonnull (demo_find_text (page, "3 Nov 2026"));
  g_assert_nonnull (demo_find_text (page, "Open"));
  g_assert_nonnull (demo_find_text (page, "−$3.34"));
  /* What has no number is known by its id. */
  g_assert_nonnull (demo_find_text (page, "in_1"));
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (demo_find_text (page, "$25.00"))), ==, 1);

  gtk_test_accessible_assert_property (gtk_widget_get_parent (gtk_widget_get_parent (demo_find_text (page, "NW-0041"))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "18 Oct 2026: invoice NW-0041, A line, Open, total $25.00, paid $0.00");
}

static double
get_end (GtkWidget  *page,
         const char *text)
{
  GtkWidget *label = demo_find_text (page, text);
  graphene_rect_t bounds;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_bounds (label, page, &bounds));

  return bounds.origin.x + bounds.size.width;
}

/* Of what is sorted by and of what is not. */
static void
test_headings (DemoFixture *fixture,
               const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  demo_wait_until (gtk_widget_get_width (demo_find_text (page, "−$3.34")) > 0);
  g_assert_cmpfloat (ABS (get_end (page, "Total") - get_end (page, "−$3.34")), <=, 1);
  g_assert_cmpfloat (ABS (get_end (page, "Paid") - get_end (page, "$0.00")), <=, 1);
}

/* Euros and dollars are never summed. */
static void
test_currencies (DemoFixture *fixture,
                 const void  *data)
{
  GtkWidget *page;
  GtkWidget *choice;

  fill_invoices (fixture, "eur", NULL);
  page = show_page (fixture, 900);
  choice = demo_find_widget (page, GTK_TYPE_DROP_DOWN);
  demo_wait_until (demo_find_text (page, "3 invoices · total $175.00 · paid $150.00") != NULL);
  g_assert_true (gtk_widget_get_mapped (choice));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  demo_wait_until (demo_find_text (page, "1 invoice · total −€3.34 · paid €0.00") != NULL);
}

static void
test_search (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  SmrtHistoryPage *history = SMRT_HISTORY_PAGE (page);
  gboolean search_mode;
  int modes = 0;

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  g_signal_connect (page, "notify::search-mode", G_CALLBACK (count_cb), &modes);

  smrt_history_page_search (history, "nw-0042");
  g_object_get (page, "search-mode", &search_mode, NULL);
  g_assert_true (search_mode);
  demo_wait_until (demo_find_text (page, "1 of 4 invoices · total $75.00 · paid $75.00") != NULL);

  smrt_history_page_search (history, "no such thing");
  demo_wait_until (is_in_state (page, "no-results"));
  g_assert_nonnull (demo_find_text (page, "No Results Found"));

  demo_click (page, "Clear Filters");
  demo_wait_until (is_in_state (page, "ledger"));
  g_assert_cmpint (modes, ==, 2);
}

static void
test_status (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  const SmrtPeriod october = { SMRT_PERIOD_KIND_MONTH, 2026, 10 };

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  choose_status (page, SMRT_INVOICE_STATUS_OPEN);
  demo_wait_until (demo_find_text (page, "1 of 4 invoices · total $25.00 · paid $0.00") != NULL);
  choose_status (page, SMRT_INVOICE_STATUS_PAID);
  demo_wait_until (demo_find_text (page, "3 of 4 invoices · total $146.66 · paid $150.00") != NULL);

  /* Of the paid ones, the one of October. */
  smrt_period_choice_set_period (smrt_ledger_pane_get_period (get_pane (page)), &october);
  demo_wait_until (demo_find_text (page, "1 of 4 invoices · total $75.00 · paid $75.00") != NULL);

  choose_status (page, SMRT_INVOICE_STATUS_VOID);
  demo_wait_until (is_in_state (page, "no-results"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (smrt_ledger_pane_get_kinds (get_pane (page)))));
}

static void
test_sort (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autofree char *least_first = NULL;
  g_autofree char *oldest_first = NULL;

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  /* Equal totals are in the order of their date. */
  ledger_press_heading (get_pane (page), "Total");
  least_first = ledger_get_ids (get_pane (page));
  g_assert_cmpstr (least_first, ==, "in_1 in_3 in_2 in_4");
  ledger_press_heading (get_pane (page), "Date");
  oldest_first = ledger_get_ids (get_pane (page));
  g_assert_cmpstr (oldest_first, ==, "in_1 in_2 in_3 in_4");
}

static void
test_row_opens_invoice (DemoFixture *fixture,
                        const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-invoice", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  ledger_activate (get_pane (page), 1);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "in_3");

  /* The position is that of what is shown. */
  smrt_history_page_search (SMRT_HISTORY_PAGE (page), "NW-0040");
  ledger_settle (get_pane (page));
  ledger_activate (get_pane (page), 0);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "in_2");
}

static gboolean
is_column_visible (GtkWidget  *page,
                   const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (demo_find_widget (page, GTK_TYPE_COLUMN_VIEW)));

  for (unsigned int i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return gtk_column_view_column_get_visible (column);
    }

  g_assert_not_reached ();
}

static void
test_narrow (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page;

  fill_invoices (fixture, "usd", NULL);
  page = show_page (fixture, 360);
  demo_wait_until (!is_column_visible (page, "Number"));
  g_assert_false (is_column_visible (page, "Paid"));
  g_assert_true (is_column_visible (page, "Date"));
  g_assert_true (is_column_visible (page, "Total"));
  /* Where the status has given way it is said by what is not paid. */
  g_assert_false (is_column_visible (page, "Status"));
  demo_wait_until (demo_find_text (page, "Open · A line") != NULL);
  g_assert_nonnull (demo_find_text (page, "Credited · A line"));
  g_assert_nonnull (demo_find_text (page, "A line"));
  g_assert_cmpint (gtk_widget_get_width (page), ==, 360);

  demo_fixture_close (fixture);
  page = show_page (fixture, 900);
  demo_wait_until (is_column_visible (page, "Number"));
  g_assert_true (is_column_visible (page, "Paid"));
  demo_wait_until (demo_find_text (page, "Open") != NULL);
  g_assert_null (demo_find_text (page, "Open · A line"));
}

static void
test_empty (DemoFixture *fixture,
            const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  ledger_fill (fixture, SMRT_STORE_TABLE_INVOICES, ledger_page_new ());
  demo_wait_until (is_in_state (page, "empty"));
  g_assert_nonnull (demo_find_text (page, "No Invoices Yet"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (smrt_ledger_pane_get_kinds (get_pane (page)))));
  g_assert_null (demo_find_button (page, "Select"));
}

static void
test_demo_history (DemoFixture *fixture,
                   const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_invoices (fixture->account)), >=, 20);
  demo_wait_until (demo_find_text (page, "Standard, monthly: renewal") != NULL);
}

static GtkBitset *
get_picked (GtkWidget *page)
{
  return smrt_ledger_get_picked (smrt_ledger_pane_get_ledger (get_pane (page)));
}

/* Rows are picked instead of being opened, and are no longer once it is over. */
static void
test_select (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GtkBitset) one = NULL;
  g_autoptr (GtkBitset) all = NULL;
  g_autoptr (GtkBitset) none = NULL;

  fill_invoices (fixture, "usd", NULL);
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);

  smrt_history_page_set_selecting (SMRT_HISTORY_PAGE (page), TRUE);
  demo_wait_until (demo_find_text (page, "Choose invoices") != NULL);
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Save PDFs…")));

  ledger_activate (get_pane (page), 1);
  one = get_picked (page);
  g_assert_cmpuint (gtk_bitset_get_size (one), ==, 1);
  g_assert_true (gtk_bitset_contains (one, 1));
  g_assert_nonnull (demo_find_text (page, "1 chosen"));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (page, "Save PDFs…")));

  demo_click (page, "Select All");
  all = get_picked (page);
  g_assert_cmpuint (gtk_bitset_get_size (all), ==, 4);

  smrt_history_page_set_selecting (SMRT_HISTORY_PAGE (page), FALSE);
  none = get_picked (page);
  g_assert_true (gtk_bitset_is_empty (none));
}

static void
answer_pdf (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  static const char pdf[] = "%PDF-1.4 an invoice\n%%EOF\n";
  int *n_refused = data;

  if (*n_refused > 0)
    {
      (*n_refused)--;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/pdf", SOUP_MEMORY_STATIC, pdf, strlen (pdf));
}

static void
assert_pdf (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "%PDF-1.4 an invoice\n%%EOF\n");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Three have a PDF, one of which is refused at first; one has none. */
static void
test_save_pdfs (DemoFixture *fixture,
                const void  *data)
{
  int n_refused = 1;
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("smrt-pdfs-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_INVOICES);
  g_autoptr (GtkBitset) picked = gtk_bitset_new_range (0, 4);
  g_autofree char *address = NULL;
  GSList *uris;
  GtkWidget *window;

  soup_server_add_handler (server, NULL, answer_pdf, &n_refused, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fill_invoices (fixture, "usd", address);

  window = smrt_pdf_window_new (smrt_account_get_store (fixture->account), query, picked, 4, file);
  gtk_window_present (GTK_WINDOW (window));
  demo_wait_until (demo_find_text (window, "2 PDFs Saved") != NULL);
  g_assert_nonnull (demo_find_text (window, "in_1"));

  demo_click (window, "Try Again");
  demo_wait_until (demo_find_text (window, "3 PDFs Saved") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));

  /* Nothing else is in the folder, no half file either. */
  assert_pdf (folder, "2026-11-03 NW-0042.pdf");
  assert_pdf (folder, "2026-10-18 NW-0041.pdf");
  assert_pdf (folder, "2026-10-03 NW-0040.pdf");
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* One came while the folder was chosen: what was picked stands elsewhere now, and another invoice in its place. */
static void
test_list_changed (DemoFixture *fixture,
                   const void  *data)
{
  g_autofree char *folder = g_dir_make_tmp ("smrt-pdfs-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_INVOICES);
  g_autoptr (GtkBitset) picked = gtk_bitset_new_range (0, 1);
  GtkWidget *window;

  fill_invoices (fixture, "usd", "http://127.0.0.1:1/");
  window = smrt_pdf_window_new (smrt_account_get_store (fixture->account), query, picked, 3, file);
  gtk_window_present (GTK_WINDOW (window));
  demo_wait_until (demo_find_text (window, "0 PDFs Saved") != NULL);
  g_assert_nonnull (demo_find_text (window, "The list has changed since you chose. Choose the invoices again."));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                           \
 g_test_add ("/history-page/" name, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_FINANCE), \
             demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("rows", test_rows);
  ADD ("headings", test_headings);
  ADD ("currencies", test_currencies);
  ADD ("search", test_search);
  ADD ("status", test_status);
  ADD ("sort", test_sort);
  ADD ("row-opens-invoice", test_row_opens_invoice);
  ADD ("narrow", test_narrow);
  ADD ("empty", test_empty);
  ADD ("demo-history", test_demo_history);
  ADD ("select", test_select);
  ADD ("save-pdfs", test_save_pdfs);
  ADD ("list-changed", test_list_changed);

  return g_test_run ();
}
