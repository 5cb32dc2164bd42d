/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-credits-page.h"

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
read_ledger (DemoFixture *fixture)
{
  static const struct
  {
    const char *id;
    gint64      amount;
    gint64      balance;
    gint64      created;
  } rows[] = {
    { "cbtxn_3", -7500, 26667, 1793707200 },
    { "cbtxn_2", -7500, 34167, 1791028800 },
    { "cbtxn_1", 41667, 41667, 1788436800 },
  };
  const SmrtInvoiceSums sums = { .subtotal = 7500, .total = 7500 };
  const SmrtMoney balance = smrt_money_init (-26667, "usd");
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", "Northwind Realty", &balance, NULL, FALSE);
  g_autoptr (GPtrArray) credits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) invoices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  SmrtInvoice *invoice = smrt_invoice_new ("in_3", SMRT_INVOICE_STATUS_PAID, "usd", rows[0].created, &sums);

  smrt_invoice_set_number (invoice, "NW-0041");
  g_ptr_array_add (invoices, invoice);
  g_ptr_array_add (subscriptions, g_object_ref (demo_fixture_get_phone (fixture)));

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SmrtMoney amount = smrt_money_init (rows[i].amount, "usd");
      const SmrtMoney left = smrt_money_init (rows[i].balance, "usd");

      g_ptr_array_add (credits,
                       smrt_credit_entry_new (rows[i].id,
                                              i == 2 ? SMRT_CREDIT_KIND_ADJUSTMENT : SMRT_CREDIT_KIND_APPLIED_TO_INVOICE,
                                              rows[i].created, &amount, &left, NULL, i == 0 ? "in_3" : NULL));
    }

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account), customer,
                             subscriptions, credits, invoices, 1795003200);
}

static void
test_ledger (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);

  read_ledger (fixture);
  g_assert_cmpstr (smrt_credits_page_get_state (SMRT_CREDITS_PAGE (page)), ==, "ledger");
  g_assert_nonnull (demo_find_text (page, "Pays all of $75.00 on 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "3 entries · credited $416.67 · used $150.00"));
  demo_wait_until (demo_find_text (page, "NW-0041") != NULL);
  g_assert_nonnull (demo_find_text (page, "3 Nov 2026"));
  g_assert_nonnull (demo_find_text (page, "−$75.00"));
  g_assert_nonnull (demo_find_text (page, "+$416.67"));
  g_assert_nonnull (demo_find_text (page, "$341.67"));
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (demo_find_text (page, "−$75.00"))), ==, 1);
}

static void
test_search (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtCreditsPage *credits = SMRT_CREDITS_PAGE (page);
  int modes = 0;

  read_ledger (fixture);
  g_signal_connect (page, "notify::search-mode", G_CALLBACK (count_cb), &modes);

  smrt_credits_page_search (credits, "nw-0041");
  g_assert_true (smrt_credits_page_get_search_mode (credits));
  g_assert_nonnull (demo_find_text (page, "1 of 3 entries"));
  demo_wait_until (demo_find_text (page, "+$416.67") == NULL && demo_find_text (page, "NW-0041") != NULL);

  smrt_credits_page_search (credits, "no such thing");
  g_assert_cmpstr (smrt_credits_page_get_state (credits), ==, "no-results");
  g_assert_nonnull (demo_find_text (page, "No Results Found"));

  smrt_credits_page_search (credits, "");
  g_assert_cmpstr (smrt_credits_page_get_state (credits), ==, "ledger");
  g_assert_false (smrt_credits_page_get_search_mode (credits));
  g_assert_cmpint (modes, ==, 2);
}

static void
test_row_opens_receipt (DemoFixture *fixture,
                        const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-invoice", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  read_ledger (fixture);

  /* An adjustment belongs to no invoice. */
  g_signal_emit_by_name (demo_find_widget (page, GTK_TYPE_COLUMN_VIEW), "activate", 2);
  g_assert_null (target);
  g_signal_emit_by_name (demo_find_widget (page, GTK_TYPE_COLUMN_VIEW), "activate", 0);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "in_3");
}

static void
test_empty_and_owed (DemoFixture *fixture,
                     const void  *data)
{
  GtkWidget *page = show_page (fixture);
  const SmrtMoney owed = smrt_money_init (500, "usd");
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", NULL, &owed, NULL, FALSE);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account), customer,
                             nothing, nothing, nothing, 1795003200);
  g_assert_cmpstr (smrt_credits_page_get_state (SMRT_CREDITS_PAGE (page)), ==, "empty");
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
  g_assert_nonnull (demo_find_text (page, "$0.00"));
  demo_wait_until (demo_find_part (page, "Used for the payment of") != NULL);
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
  ADD ("row-opens-receipt", test_row_opens_receipt);
  ADD ("empty-and-owed", test_empty_and_owed);
  ADD ("demo-history", test_demo_history);

  return g_test_run ();
}
