/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-change-window.h"
#include "smrt-credits-page.h"
#include "smrt-demo-menu.h"
#include "smrt-history-page.h"
#include "smrt-invoice-window.h"
#include "smrt-plans-page.h"
#include "smrt-products-page.h"
#include "smrt-sidebar.h"
#include "smrt-window.h"

static SmrtWindow *
show_window (DemoFixture *fixture)
{
  fixture->window = smrt_window_new (NULL);
  smrt_window_set_account (SMRT_WINDOW (fixture->window), fixture->account);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_mapped (fixture->window) && gtk_widget_get_width (fixture->window) > 0);

  return SMRT_WINDOW (fixture->window);
}

static GtkWidget *
find_widget (GtkWidget *root,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (toplevel, type))
        return toplevel;
    }

  return NULL;
}

static gboolean
is_enabled (SmrtWindow *window,
            const char *button)
{
  return gtk_widget_is_sensitive (demo_find_button (smrt_window_get_page_widget (window), button));
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

/* Runs the test in a process of its own, where it is not that: GLib leaks its table
 * of quarks when it grows, and dialogs and pages bring in many. */
static gboolean
has_run_apart (void)
{
  if (g_test_subprocess ())
    return FALSE;

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();

  return TRUE;
}

static void
test_pages (DemoFixture *fixture,
            const void  *data)
{
  SmrtWindow *window;
  GtkWidget *first;
  int notified = 0;

  if (has_run_apart ())
    return;

  window = show_window (fixture);
  first = smrt_window_get_page_widget (window);
  g_signal_connect (window, "notify::page", G_CALLBACK (count_cb), &notified);
  g_assert_cmpstr (smrt_window_get_page (window), ==, "products");
  g_assert_true (SMRT_IS_PRODUCTS_PAGE (first));
  g_assert_null (find_widget (fixture->window, SMRT_TYPE_PLANS_PAGE));

  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "plans");
  g_assert_true (SMRT_IS_PLANS_PAGE (smrt_window_get_page_widget (window)));
  g_assert_nonnull (demo_find_text (fixture->window, "Compare"));
  g_assert_cmpstr (smrt_sidebar_get_page (SMRT_SIDEBAR (find_widget (fixture->window, SMRT_TYPE_SIDEBAR))), ==, "plans");

  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "credits");
  g_assert_true (SMRT_IS_CREDITS_PAGE (smrt_window_get_page_widget (window)));
  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "no such page");
  g_assert_cmpstr (smrt_window_get_page (window), ==, "credits");

  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "products");
  g_assert_true (smrt_window_get_page_widget (window) == first);
  g_assert_cmpint (notified, ==, 3);
}

static void
test_sidebar (DemoFixture *fixture,
              const void  *data)
{
  SmrtWindow *window = show_window (fixture);
  GtkWidget *sidebar = find_widget (fixture->window, SMRT_TYPE_SIDEBAR);
  GtkWidget *row = gtk_widget_get_ancestor (demo_find_text (sidebar, "Credits"), GTK_TYPE_LIST_BOX_ROW);

  g_assert_nonnull (demo_find_text (sidebar, "Northwind Realty"));
  g_assert_nonnull (demo_find_text (sidebar, "Account Owner"));
  g_assert_nonnull (demo_find_text (sidebar, "Demo"));
  g_assert_null (demo_find_text (sidebar, "Test mode"));
  g_assert_nonnull (demo_find_text (sidebar, "Billing History"));
  g_assert_nonnull (demo_find_text (sidebar, "Usage"));

  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (smrt_window_get_page (window), ==, "credits");
}

static void
test_change (DemoFixture *fixture,
             const void  *data)
{
  SmrtWindow *window;
  GtkWidget *dialog;
  SmrtChange *change;

  if (has_run_apart ())
    return;

  window = show_window (fixture);
  demo_click (smrt_window_get_page_widget (window), "Upgrade to Pro…");
  dialog = find_toplevel (SMRT_TYPE_CHANGE_WINDOW);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (dialog)) == GTK_WINDOW (window));
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (dialog)));

  change = smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog));
  demo_wait_until (smrt_change_get_state (change) == SMRT_CHANGE_STATE_QUOTED);
  demo_click (dialog, "Pay $25.00 and Upgrade");
  demo_wait_until (smrt_change_get_state (change) == SMRT_CHANGE_STATE_DONE);
  demo_wait_until (demo_find_text (smrt_window_get_page_widget (window), "Pro Subscription") != NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_change_no_longer_offered (DemoFixture *fixture,
                               const void  *data)
{
  show_window (fixture);

  gtk_widget_activate_action (fixture->window, "win.change", "(sss)", "sub_gone", "prod_gone", "monthly");
  g_assert_null (find_toplevel (SMRT_TYPE_CHANGE_WINDOW));
  demo_wait_until (demo_find_text (fixture->window, "This change is no longer offered") != NULL);
}

static void
test_user_cannot_change (DemoFixture *fixture,
                         const void  *data)
{
  SmrtWindow *window = show_window (fixture);
  g_autoptr (SmrtOffer) offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  g_assert_false (is_enabled (window, "Upgrade to Pro…"));
  g_assert_nonnull (demo_find_text (smrt_window_get_page_widget (window), smrt_words_read_only ()));

  gtk_widget_activate_action (fixture->window, "win.change", "(sss)",
                              smrt_subscription_get_id (demo_fixture_get_phone (fixture)),
                              smrt_plan_get_id (smrt_offer_get_to_plan (offer)), "monthly");
  g_assert_null (find_toplevel (SMRT_TYPE_CHANGE_WINDOW));
}

static void
test_invoice (DemoFixture *fixture,
              const void  *data)
{
  g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (smrt_account_get_invoices (fixture->account), 0);

  if (has_run_apart ())
    return;

  show_window (fixture);
  gtk_widget_activate_action (fixture->window, "win.show-invoice", "s", smrt_invoice_get_id (invoice));
  g_assert_nonnull (find_toplevel (SMRT_TYPE_INVOICE_WINDOW));

  /* The window takes its dialogs with it. */
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  g_assert_null (find_toplevel (SMRT_TYPE_INVOICE_WINDOW));
  g_assert_null (find_toplevel (SMRT_TYPE_WINDOW));
}

static void
test_refresh (DemoFixture *fixture,
              const void  *data)
{
  SmrtWindow *window = show_window (fixture);

  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  g_assert_true (smrt_account_get_refreshing (fixture->account));
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  g_assert_nonnull (demo_find_text (smrt_window_get_page_widget (window), "Next billing date 3 January 2027"));
}

static void
test_goes_offline (DemoFixture *fixture,
                   const void  *data)
{
  SmrtWindow *window = show_window (fixture);

  smrt_sandbox_stop (fixture->sandbox);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  g_assert_cmpint (smrt_account_get_state (fixture->account), ==, SMRT_ACCOUNT_STATE_OFFLINE);
  g_assert_nonnull (demo_find_text (smrt_window_get_page_widget (window), "Standard Subscription"));
  demo_wait_until (demo_find_part (smrt_window_get_page_widget (window), "What is shown is as of") != NULL);
}

static GtkWidget *
find_button_by_tooltip (GtkWidget  *root,
                        const char *tooltip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    found = root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button_by_tooltip (child, tooltip);

  return found;
}

static gboolean
get_search_mode (gpointer page)
{
  gboolean search_mode;

  g_object_get (page, "search-mode", &search_mode, NULL);

  return search_mode;
}

static void
test_search (DemoFixture *fixture,
             const void  *data)
{
  SmrtWindow *window;
  GtkWidget *page, *history;

  if (has_run_apart ())
    return;

  window = show_window (fixture);
  gtk_widget_activate_action (fixture->window, "win.search", NULL);
  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "credits");
  page = smrt_window_get_page_widget (window);
  g_assert_false (get_search_mode (page));
  gtk_widget_activate_action (fixture->window, "win.search", NULL);
  g_assert_true (get_search_mode (page));

  /* Each page has a search of its own. */
  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "billing-history");
  history = smrt_window_get_page_widget (window);
  g_assert_false (get_search_mode (history));
  gtk_widget_activate_action (fixture->window, "win.search", NULL);
  g_assert_true (get_search_mode (history));
  gtk_widget_activate_action (fixture->window, "win.search", NULL);
  g_assert_false (get_search_mode (history));
  g_assert_true (get_search_mode (page));
  gtk_widget_activate_action (fixture->window, "win.show-page", "s", "products");
  g_assert_false (gtk_widget_get_visible (find_button_by_tooltip (fixture->window, "Search")));
}

static void
test_demo_menu (DemoFixture *fixture,
                const void  *data)
{
  SmrtWindow *window;
  GtkWidget *menu;

  if (has_run_apart ())
    return;

  window = show_window (fixture);
  menu = find_widget (fixture->window, SMRT_TYPE_DEMO_MENU);
  gtk_widget_activate_action (menu, "demo.run", "s", "next-billing-date");
  g_assert_true (smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  demo_wait_until (!smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  g_assert_nonnull (demo_find_text (smrt_window_get_page_widget (window), "Next billing date 3 January 2027"));
  demo_wait_until (demo_find_text (fixture->window, "The clock is past the next billing date") != NULL);

  /* A reset asks first. */
  gtk_widget_activate_action (menu, "demo.reset", NULL);
  g_assert_false (smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  demo_wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)), "cancel");
  g_assert_false (smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  gtk_window_destroy (GTK_WINDOW (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)));

  gtk_widget_activate_action (menu, "demo.reset", NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)), "reset");
  g_assert_true (smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  gtk_window_destroy (GTK_WINDOW (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)));
  demo_wait_until (!smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
  g_assert_nonnull (demo_find_text (smrt_window_get_page_widget (window), "Next billing date 3 December 2026"));
}

static void
test_demo_date (DemoFixture *fixture,
                const void  *data)
{
  const char *clock_id = smrt_customer_get_test_clock (smrt_account_get_customer (fixture->account));
  g_autofree char *path = g_strconcat ("/v1/test_helpers/test_clocks/", clock_id, NULL);
  GtkWidget *menu;

  if (has_run_apart ())
    return;

  show_window (fixture);
  menu = find_widget (fixture->window, SMRT_TYPE_DEMO_MENU);
  g_assert_null (smrt_demo_menu_get_date (SMRT_DEMO_MENU (menu)));
  g_assert_cmpuint (demo_fixture_count_requests (fixture, "GET", path), ==, 0);

  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (menu, GTK_TYPE_MENU_BUTTON)));
  demo_wait_until (g_strcmp0 (smrt_demo_menu_get_date (SMRT_DEMO_MENU (menu)), "18 November 2026") == 0);
  g_assert_cmpuint (demo_fixture_count_requests (fixture, "GET", path), ==, 1);
  demo_wait_until (demo_find_text (menu, "It Is 18 November 2026") != NULL);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (find_widget (menu, GTK_TYPE_MENU_BUTTON)));

  gtk_widget_activate_action (menu, "demo.run", "s", "one-day");
  demo_wait_until (g_strcmp0 (smrt_demo_menu_get_date (SMRT_DEMO_MENU (menu)), "19 November 2026") == 0);
  demo_wait_until (!smrt_demo_menu_get_busy (SMRT_DEMO_MENU (menu)));
}

static void
test_sign_out_and_in (DemoFixture *fixture,
                      const void  *data)
{
  SmrtWindow *window;
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->sandbox));

  if (has_run_apart ())
    return;

  window = show_window (fixture);
  gtk_widget_activate_action (fixture->window, "win.sign-out", NULL);
  g_assert_null (smrt_window_get_account (window));
  g_assert_null (smrt_window_get_page_widget (window));
  g_assert_nonnull (demo_find_text (fixture->window, "Stripe API Key"));

  smrt_window_connect (window, smrt_sandbox_get_url (fixture->sandbox), key, smrt_sandbox_get_customer (fixture->sandbox));
  demo_wait_until (smrt_window_get_account (window) != NULL);
  g_assert_true (SMRT_IS_PRODUCTS_PAGE (smrt_window_get_page_widget (window)));
  g_assert_nonnull (demo_find_text (fixture->window, "Standard Subscription"));
  g_assert_nonnull (demo_find_text (fixture->window, "Test mode"));
  g_assert_null (demo_find_text (fixture->window, "Demo"));
}

static void
test_trouble (DemoFixture *fixture,
              const void  *data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "taken");

  fixture->window = smrt_window_new (NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  smrt_window_show_trouble (SMRT_WINDOW (fixture->window), error, NULL);
  g_assert_nonnull (demo_find_button (fixture->window, "Try Again"));
  g_assert_null (demo_find_button (fixture->window, "Set Aside and Start Anew"));
  demo_click (fixture->window, "Back to Sign-In");
  g_assert_nonnull (demo_find_text (fixture->window, "Stripe API Key"));
}

static void
test_narrow (DemoFixture *fixture,
             const void  *data)
{
  static const char *const pages[] = { "products", "plans", "credits", "billing-history", "usage" };
  SmrtWindow *window;
  AdwLeaflet *leaflet;

  if (has_run_apart ())
    return;

  fixture->window = smrt_window_new (NULL);
  window = SMRT_WINDOW (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 294);
  smrt_window_set_account (window, fixture->account);
  gtk_window_present (GTK_WINDOW (window));
  leaflet = ADW_LEAFLET (find_widget (fixture->window, ADW_TYPE_LEAFLET));
  demo_wait_until (gtk_widget_get_mapped (fixture->window) && adw_leaflet_get_folded (leaflet));

  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      int minimum;

      gtk_widget_activate_action (fixture->window, "win.show-page", "s", pages[i]);
      g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "content");
      gtk_widget_measure (fixture->window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      gtk_widget_measure (fixture->window, GTK_ORIENTATION_VERTICAL, 360, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 294);
    }

  gtk_widget_activate_action (fixture->window, "win.back", NULL);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "sidebar");
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, role, function)                                                                \
 g_test_add ("/window/" name, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("pages", SMRT_ROLE_OWNER, test_pages);
  ADD ("sidebar", SMRT_ROLE_OWNER, test_sidebar);
  ADD ("change", SMRT_ROLE_FINANCE, test_change);
  ADD ("change-no-longer-offered", SMRT_ROLE_OWNER, test_change_no_longer_offered);
  ADD ("user-cannot-change", SMRT_ROLE_USER, test_user_cannot_change);
  ADD ("invoice", SMRT_ROLE_OWNER, test_invoice);
  ADD ("refresh", SMRT_ROLE_OWNER, test_refresh);
  ADD ("goes-offline", SMRT_ROLE_OWNER, test_goes_offline);
  ADD ("search", SMRT_ROLE_OWNER, test_search);
  ADD ("demo-menu", SMRT_ROLE_OWNER, test_demo_menu);
  ADD ("demo-date", SMRT_ROLE_OWNER, test_demo_date);
  ADD ("sign-out-and-in", SMRT_ROLE_OWNER, test_sign_out_and_in);
  ADD ("trouble", SMRT_ROLE_OWNER, test_trouble);
  ADD ("narrow", SMRT_ROLE_OWNER, test_narrow);

  return g_test_run ();
}
