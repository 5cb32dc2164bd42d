/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-history-page.h"
#include "smrt-ledger.h"

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
read_invoices (DemoFixture *fixture,
               const char  *last_currency)
{
  static const struct
  {
    const char       *id;
    const char       *number;
    SmrtInvoiceStatus status;
    gint64            total;
    gint64            paid;
    gint64            created;
  } rows[] = {
    { "in_4", "NW-0042", SMRT_INVOICE_STATUS_PAID, 7500, 7500, 1793707200 },
    { "in_3", "NW-0041", SMRT_INVOICE_STATUS_OPEN, 2500, 0, 1792324800 },
    { "in_2", "NW-0040", SMRT_INVOICE_STATUS_PAID, 7500, 7500, 1791028800 },
    { "in_1", NULL, SMRT_INVOICE_STATUS_PAID, -334, 0, 1790596800 },
  };
  g_autoptr (GPtrArray) invoices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SmrtInvoiceSums sums = {
        .total = rows[i].total,
        .amount_due = MAX (rows[i].total, 0),
        .amount_paid = rows[i].paid,
      };
      SmrtInvoice *invoice = smrt_invoice_new (rows[i].id, rows[i].status, i == 3 ? last_currency : "usd",
                                               rows[i].created, &sums);

      smrt_invoice_set_number (invoice, rows[i].number);
      g_ptr_array_add (invoices, invoice);
    }

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account),
                             smrt_account_get_customer (fixture->account), nothing, nothing, invoices, 1795003200);
}

static void
test_rows (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  read_invoices (fixture, "usd");
  g_assert_cmpstr (smrt_history_page_get_state (SMRT_HISTORY_PAGE (page)), ==, "ledger");
  /* 75.00 + 0.00 + 75.00 + 0.00 */
  g_assert_nonnull (demo_find_text (page, "4 invoices · paid $150.00"));
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  g_assert_nonnull (demo_find_text (page, "3 Nov 2026"));
  g_assert_nonnull (demo_find_text (page, "Open"));
  g_assert_nonnull (demo_find_text (page, "−$3.34"));
  /* What has no number is known by its id. */
  g_assert_nonnull (demo_find_text (page, "in_1"));
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (demo_find_text (page, "$25.00"))), ==, 1);
}

/* Euros and dollars have no sum. */
static void
test_currencies (DemoFixture *fixture,
                 const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  read_invoices (fixture, "eur");
  g_assert_nonnull (demo_find_text (page, "4 invoices"));
}

static void
test_search (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  SmrtHistoryPage *history = SMRT_HISTORY_PAGE (page);
  int modes = 0;
  int states = 0;

  read_invoices (fixture, "usd");
  g_signal_connect (page, "notify::search-mode", G_CALLBACK (count_cb), &modes);
  g_signal_connect (page, "notify::state", G_CALLBACK (count_cb), &states);

  smrt_history_page_search (history, "nw-0042");
  g_assert_true (smrt_history_page_get_search_mode (history));
  g_assert_nonnull (demo_find_text (page, "1 of 4 invoices · paid $75.00"));

  smrt_history_page_search (history, "no such thing");
  g_assert_cmpstr (smrt_history_page_get_state (history), ==, "no-results");
  g_assert_nonnull (demo_find_text (page, "No Results Found"));
  g_assert_nonnull (demo_find_text (page, "0 of 4 invoices"));

  smrt_history_page_search (history, "");
  g_assert_cmpstr (smrt_history_page_get_state (history), ==, "ledger");
  g_assert_cmpint (modes, ==, 2);
  g_assert_cmpint (states, ==, 2);
}

static void
test_status (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  GtkDropDown *choice;

  read_invoices (fixture, "usd");
  choice = GTK_DROP_DOWN (demo_find_widget (page, GTK_TYPE_DROP_DOWN));

  gtk_drop_down_set_selected (choice, 1);
  g_assert_nonnull (demo_find_text (page, "1 of 4 invoices · paid $0.00"));
  gtk_drop_down_set_selected (choice, 2);
  g_assert_nonnull (demo_find_text (page, "3 of 4 invoices · paid $150.00"));

  /* Of the paid ones, one of October. */
  smrt_history_page_search (SMRT_HISTORY_PAGE (page), "oct");
  g_assert_nonnull (demo_find_text (page, "1 of 4 invoices · paid $75.00"));

  gtk_drop_down_set_selected (choice, 3);
  g_assert_cmpstr (smrt_history_page_get_state (SMRT_HISTORY_PAGE (page)), ==, "no-results");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (choice)));
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
  read_invoices (fixture, "usd");

  g_signal_emit_by_name (demo_find_widget (page, GTK_TYPE_COLUMN_VIEW), "activate", 1);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "in_3");

  /* The position is that of what is shown. */
  smrt_history_page_search (SMRT_HISTORY_PAGE (page), "NW-0040");
  g_signal_emit_by_name (demo_find_widget (page, GTK_TYPE_COLUMN_VIEW), "activate", 0);
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

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return gtk_column_view_column_get_visible (column);
    }

  g_assert_not_reached ();
}

static void
test_narrow (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page;

  read_invoices (fixture, "usd");
  page = show_page (fixture, 360);
  demo_wait_until (!is_column_visible (page, "Number"));
  g_assert_false (is_column_visible (page, "Paid"));
  g_assert_true (is_column_visible (page, "Date"));
  g_assert_true (is_column_visible (page, "Total"));
  /* Where the status has given way it is said by what is not paid. */
  g_assert_false (is_column_visible (page, "Status"));
  demo_wait_until (demo_find_text (page, "Open · Invoice without items") != NULL);
  g_assert_nonnull (demo_find_text (page, "Credited · Invoice without items"));
  g_assert_nonnull (demo_find_text (page, "Invoice without items"));
  g_assert_cmpint (gtk_widget_get_width (page), ==, 360);

  demo_fixture_close (fixture);
  page = show_page (fixture, 900);
  demo_wait_until (is_column_visible (page, "Number"));
  g_assert_true (is_column_visible (page, "Paid"));
  demo_wait_until (demo_find_text (page, "Open") != NULL);
  g_assert_null (demo_find_text (page, "Open · Invoice without items"));
}

static void
test_empty (DemoFixture *fixture,
            const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account),
                             smrt_account_get_customer (fixture->account), nothing, nothing, nothing, 1795003200);
  g_assert_cmpstr (smrt_history_page_get_state (SMRT_HISTORY_PAGE (page)), ==, "empty");
  g_assert_nonnull (demo_find_text (page, "No Invoices Yet"));
  g_assert_false (gtk_widget_get_mapped (demo_find_widget (page, GTK_TYPE_DROP_DOWN)));
}

static void
test_demo_history (DemoFixture *fixture,
                   const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  g_assert_cmpuint (g_list_model_get_n_items (smrt_account_get_invoices (fixture->account)), >=, 20);
  demo_wait_until (demo_find_text (page, "Standard, monthly: renewal") != NULL);
}

/* A ledger reads its rows aloud, filters and tells how many are left. */
static void
test_ledger (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  SmrtLedger *ledger;
  int counts = 0;

  read_invoices (fixture, "usd");
  ledger = SMRT_LEDGER (demo_find_widget (page, SMRT_TYPE_LEDGER));
  g_assert_cmpuint (smrt_ledger_get_n_shown (ledger), ==, 4);
  g_assert_true (smrt_ledger_get_model (ledger) == smrt_account_get_invoices (fixture->account));

  g_signal_connect (ledger, "notify::n-shown", G_CALLBACK (count_cb), &counts);
  smrt_ledger_set_search (ledger, "  OPEN ");
  g_assert_cmpuint (smrt_ledger_get_n_shown (ledger), ==, 1);
  g_assert_cmpstr (smrt_ledger_get_search (ledger), ==, "  OPEN ");
  smrt_ledger_set_search (ledger, "  OPEN ");
  g_assert_cmpint (counts, ==, 1);

  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (gtk_widget_get_parent (demo_find_text (page, "NW-0041"))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "18 Oct 2026: invoice NW-0041, Invoice without items, Open, "
                                       "total $25.00, paid $0.00");
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
  ADD ("currencies", test_currencies);
  ADD ("search", test_search);
  ADD ("status", test_status);
  ADD ("row-opens-invoice", test_row_opens_invoice);
  ADD ("narrow", test_narrow);
  ADD ("empty", test_empty);
  ADD ("demo-history", test_demo_history);
  ADD ("ledger", test_ledger);

  return g_test_run ();
}
