/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-shots"

/* Drives the real application to its pages and states and draws each into a
 * PNG, as it is on the screen.
 *
 *   smrt-shots DIRECTORY [sign-in | usage]
 */

#include "shots-driver.h"

#include "smrt-change-window.h"
#include "smrt-seat-picker.h"
#include "smrt-credits-page.h"
#include "smrt-history-page.h"
#include "smrt-invoice-window.h"
#include "smrt-plans-page.h"
#include "smrt-preferences-window.h"
#include "sign-in-fixture.h"
#include "state-fixture.h"

static SmrtPlan *
find_plan (Driver     *self,
           const char *name)
{
  GPtrArray *plans = smrt_catalogue_get_plans (smrt_account_get_catalogue (get_account (self)));

  for (unsigned int i = 0; i < plans->len; i++)
    {
      if (g_str_equal (smrt_plan_get_name (g_ptr_array_index (plans, i)), name))
        return g_ptr_array_index (plans, i);
    }

  g_error ("There is no plan %s", name);
}

static const char *
find_subscription (Driver     *self,
                   const char *family)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (get_account (self));

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPrice *price = smrt_subscription_item_get_price (smrt_subscription_get_main_item (subscription));
      SmrtPlan *plan = smrt_catalogue_find_plan (smrt_account_get_catalogue (get_account (self)),
                                                 smrt_price_get_product_id (price));

      if (g_strcmp0 (smrt_plan_get_family (plan), family) == 0)
        return smrt_subscription_get_id (subscription);
    }

  g_error ("There is no subscription of %s", family);
}

static GtkWidget *
open_change (Driver          *self,
             const char      *family,
             const char      *plan,
             const char      *cycle,
             SmrtChangeState  state)
{
  GtkWidget *dialog;
  SmrtChange *change;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.change", "(sss)",
                              find_subscription (self, family), smrt_plan_get_id (find_plan (self, plan)), cycle);
  dialog = find_toplevel (SMRT_TYPE_CHANGE_WINDOW);
  change = smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog));
  demo_wait_until (smrt_change_get_state (change) == state);

  return dialog;
}

static void
confirm (GtkWidget *dialog)
{
  SmrtChange *change = smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog));
  g_autofree char *label = smrt_words_confirm (smrt_change_get_quote (change));

  demo_click (dialog, label);
}

static void
confirm_and_wait (GtkWidget       *dialog,
                  SmrtChangeState  state)
{
  SmrtChange *change = smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog));

  confirm (dialog);
  demo_wait_until (smrt_change_get_state (change) == state);
}

static void
close_dialog (Driver *self,
              GType   type)
{
  gtk_window_destroy (GTK_WINDOW (find_toplevel (type)));
  demo_wait_until (!smrt_account_get_refreshing (get_account (self)));
}

static void
shoot_pages (Driver *self)
{
  shoot (self, GTK_WIDGET (self->window), "sign-in");

  open_demo (self, SMRT_ROLE_OWNER);
  shoot (self, GTK_WIDGET (self->window), "products");
  show_page (self, "plans");
  shoot (self, GTK_WIDGET (self->window), "plans");
  smrt_plans_page_set_cycle (SMRT_PLANS_PAGE (smrt_window_get_page_widget (self->window)), SMRT_CYCLE_ANNUAL);
  shoot (self, GTK_WIDGET (self->window), "plans-annual");
  set_dark (TRUE);
  shoot (self, GTK_WIDGET (self->window), "plans-dark");
  show_page (self, "products");
  shoot (self, GTK_WIDGET (self->window), "products-dark");
  set_dark (FALSE);

  open_demo (self, SMRT_ROLE_USER);
  shoot (self, GTK_WIDGET (self->window), "products-as-user");
  show_page (self, "plans");
  shoot (self, GTK_WIDGET (self->window), "plans-as-user");
  open_demo (self, SMRT_ROLE_OWNER);
  show_page (self, "products");
}

static void
shoot_changes (Driver *self)
{
  GtkWidget *dialog = open_change (self, "smrtphone", "smrtPhone Pro", "monthly", SMRT_CHANGE_STATE_QUOTED);
  GtkWidget *invoice;
  SmrtChange *change;

  shoot (self, dialog, "change");
  set_dark (TRUE);
  shoot (self, dialog, "change-dark");
  set_dark (FALSE);
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DONE);
  shoot (self, dialog, "receipt");
  demo_wait_until (!smrt_account_get_refreshing (get_account (self)));
  change = smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-invoice", "s",
                              smrt_invoice_get_id (smrt_change_get_invoice (change)));
  demo_wait_until (find_toplevel (SMRT_TYPE_INVOICE_WINDOW) != NULL);
  invoice = find_toplevel (SMRT_TYPE_INVOICE_WINDOW);
  shoot (self, invoice, "invoice");
  close_dialog (self, SMRT_TYPE_INVOICE_WINDOW);
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  dialog = open_change (self, "smrtphone", "smrtPhone Pro", "annual", SMRT_CHANGE_STATE_QUOTED);
  shoot (self, dialog, "switch-to-annual");
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DONE);
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  run_demo (self, "one-day");
  dialog = open_change (self, "smrtphone", "smrtPhone Pro", "monthly", SMRT_CHANGE_STATE_QUOTED);
  shoot (self, dialog, "switch-to-monthly");
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DONE);
  shoot (self, dialog, "receipt-credit");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  dialog = open_change (self, "smrtdialer", "smrtDialer Single Line", "monthly", SMRT_CHANGE_STATE_QUOTED);
  shoot (self, dialog, "downgrade-seats");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
}

static void
shoot_seats (Driver *self)
{
  GtkWidget *dialog;
  SmrtSeatPicker *picker;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.change-seats", "s", find_subscription (self, "smrtdialer"));
  dialog = find_toplevel (SMRT_TYPE_CHANGE_WINDOW);
  shoot (self, dialog, "seats");
  picker = SMRT_SEAT_PICKER (find_widget (dialog, SMRT_TYPE_SEAT_PICKER));
  smrt_seat_picker_choose (picker, 5);
  demo_wait_until (smrt_change_get_state (smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog))) ==
                   SMRT_CHANGE_STATE_QUOTED);
  shoot (self, dialog, "seats-quoted");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
}

static void
shoot_later (Driver *self)
{
  GtkWidget *dialog = open_change (self, "smrtdialer", "smrtDialer Single Line", "monthly", SMRT_CHANGE_STATE_QUOTED);

  smrt_change_set_timing (smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog)), SMRT_TIMING_AT_RENEWAL);
  shoot (self, dialog, "change-later");
  set_dark (TRUE);
  shoot (self, dialog, "change-later-dark");
  set_dark (FALSE);
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DONE);
  shoot (self, dialog, "receipt-planned");
  demo_wait_until (!smrt_account_get_refreshing (get_account (self)));
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
  shoot (self, GTK_WIDGET (self->window), "products-planned");

  dialog = open_change (self, "smrtdialer", "smrtDialer Single Line", "annual", SMRT_CHANGE_STATE_QUOTED);
  shoot (self, dialog, "change-over-plan");
  resize (self, 360, 720);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 720);
  shoot (self, dialog, "change-over-plan-narrow");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
  resize (self, WIDTH, HEIGHT);
}

/* Rows come from the store a moment after their page. */
static void
wait_for_rows (Driver *self)
{
  GtkWidget *page = smrt_window_get_page_widget (self->window);
  SmrtLedgerPane *pane = SMRT_LEDGER_PANE (find_widget (page, SMRT_TYPE_LEDGER_PANE));
  SmrtStoreList *list = smrt_ledger_pane_get_list (pane);
  unsigned int n_rows;

  demo_wait_until (smrt_store_list_get_answered (list) && !smrt_store_list_get_loading (list));
  n_rows = MIN (g_list_model_get_n_items (G_LIST_MODEL (list)), 20);
  for (unsigned int i = 0; i < n_rows; i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      demo_wait_until (smrt_ledger_row_get_loaded (row));
    }
}

static GtkToggleButton *
find_run_down (Driver *self)
{
  GtkWidget *page = smrt_window_get_page_widget (self->window);

  return GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (page, SMRT_TYPE_CREDITS_PAGE, "run_down_button"));
}

static void
shoot_credits (Driver *self)
{
  run_demo (self, "next-billing-date");
  shoot (self, GTK_WIDGET (self->window), "products-with-credit");
  show_page (self, "credits");
  wait_for_rows (self);
  demo_wait_until (smrt_account_usage_get_loaded (smrt_account_get_usage (get_account (self))));
  shoot (self, GTK_WIDGET (self->window), "credits");
  set_dark (TRUE);
  shoot (self, GTK_WIDGET (self->window), "credits-dark");
  set_dark (FALSE);
  gtk_toggle_button_set_active (find_run_down (self), TRUE);
  shoot (self, GTK_WIDGET (self->window), "credits-run-down");
  gtk_toggle_button_set_active (find_run_down (self), FALSE);
  demo_click (GTK_WIDGET (self->window), "Usage Credit");
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "credits-usage");
  demo_click (GTK_WIDGET (self->window), "Subscription Credit");
  smrt_credits_page_search (SMRT_CREDITS_PAGE (smrt_window_get_page_widget (self->window)), "multi");
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "credits-search");
  smrt_credits_page_search (SMRT_CREDITS_PAGE (smrt_window_get_page_widget (self->window)), "nowhere to be found");
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "credits-no-results");
  smrt_credits_page_search (SMRT_CREDITS_PAGE (smrt_window_get_page_widget (self->window)), "");
}

static void
shoot_history (Driver *self)
{
  SmrtHistoryPage *page;

  show_page (self, "billing-history");
  page = SMRT_HISTORY_PAGE (smrt_window_get_page_widget (self->window));
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "billing-history");
  smrt_history_page_set_selecting (page, TRUE);
  smrt_ledger_pick_all (smrt_ledger_pane_get_ledger (smrt_history_page_get_pane (page)));
  shoot (self, GTK_WIDGET (self->window), "billing-history-select");
  smrt_history_page_set_selecting (page, FALSE);
  set_dark (TRUE);
  shoot (self, GTK_WIDGET (self->window), "billing-history-dark");
  set_dark (FALSE);
  smrt_history_page_search (page, "change");
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "billing-history-search");
  smrt_history_page_search (page, "nowhere to be found");
  wait_for_rows (self);
  shoot (self, GTK_WIDGET (self->window), "billing-history-no-results");
  smrt_history_page_search (page, "");

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "preferences", NULL);
  demo_wait_until (find_toplevel (SMRT_TYPE_PREFERENCES_WINDOW) != NULL);
  shoot (self, find_toplevel (SMRT_TYPE_PREFERENCES_WINDOW), "preferences");
  close_dialog (self, SMRT_TYPE_PREFERENCES_WINDOW);
}

static void
shoot_sizes (Driver *self)
{
  static const char *const pages[] = { "products", "plans", "credits", "billing-history", "usage" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *narrow = g_strconcat (pages[i], "-narrow", NULL);
      g_autofree char *smallest = g_strconcat (pages[i], "-smallest", NULL);
      g_autofree char *large = g_strconcat (pages[i], "-large-text", NULL);

      show_page (self, pages[i]);
      resize (self, 360, HEIGHT);
      shoot (self, GTK_WIDGET (self->window), narrow);
      resize (self, 360, 294);
      shoot (self, GTK_WIDGET (self->window), smallest);
      resize (self, WIDTH, HEIGHT);
      set_text_scale (150);
      shoot (self, GTK_WIDGET (self->window), large);
      set_text_scale (100);
    }

  resize (self, 360, HEIGHT);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  shoot (self, GTK_WIDGET (self->window), "sidebar-narrow");
  show_page (self, "products");
  resize (self, WIDTH, HEIGHT);
}

static void
shoot_long_names (Driver *self)
{
  g_autofree char *path = g_strconcat ("/v1/products/", smrt_plan_get_id (find_plan (self, "smrtPhone Pro")), NULL);
  g_autoptr (JsonNode) renamed =
    post (self, path, "name",
          "smrtPhone Professional with <b>Everything</b> & More for Very Large Organisations in Many Countries");

  refresh (self);
  show_page (self, "products");
  shoot (self, GTK_WIDGET (self->window), "products-long-names");
  show_page (self, "plans");
  shoot (self, GTK_WIDGET (self->window), "plans-long-names");
  show_page (self, "products");
}

static void
reset_demo (Driver *self)
{
  g_autoptr (JsonNode) reset = post (self, "/v1/test_helpers/demo/reset", NULL, NULL);

  refresh (self);
}

/* What the server itself brings about, and what no one account will have. */
static void
shoot_states (Driver *self)
{
  DemoFixture fixture = { .account = get_account (self) };
  GtkWidget *dialog;

  reset_demo (self);
  show_page (self, "products");
  state_schedule_single_line (&fixture);
  shoot (self, GTK_WIDGET (self->window), "products-scheduled");

  run_demo (self, "card-declines");
  dialog = open_change (self, "smrtphone", "smrtPhone Pro", "monthly", SMRT_CHANGE_STATE_QUOTED);
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DECLINED);
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
  refresh (self);
  shoot (self, GTK_WIDGET (self->window), "products-waiting");
  resize (self, 360, 780);
  shoot (self, GTK_WIDGET (self->window), "products-waiting-narrow");
  resize (self, WIDTH, 780);

  state_take_many (get_account (self), 0, 4);
  shoot (self, GTK_WIDGET (self->window), "products-states");
  set_dark (TRUE);
  shoot (self, GTK_WIDGET (self->window), "products-states-dark");
  set_dark (FALSE);
  state_take_many (get_account (self), 4, 3);
  shoot (self, GTK_WIDGET (self->window), "products-collection");
  set_text_scale (150);
  shoot (self, GTK_WIDGET (self->window), "products-collection-large-text");
  set_text_scale (100);
  resize (self, 360, 780);
  shoot (self, GTK_WIDGET (self->window), "products-collection-narrow");
  state_take_many (get_account (self), 0, 1);
  shoot (self, GTK_WIDGET (self->window), "products-past-due-narrow");
  resize (self, WIDTH, HEIGHT);
  refresh (self);
}

static void
shoot_open_invoice (Driver *self)
{
  GListModel *invoices = smrt_account_get_invoices (get_account (self));
  g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, 0);

  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_OPEN);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-invoice", "s", smrt_invoice_get_id (invoice));
  demo_wait_until (find_toplevel (SMRT_TYPE_INVOICE_WINDOW) != NULL);
  shoot (self, find_toplevel (SMRT_TYPE_INVOICE_WINDOW), "invoice-open");
  set_dark (TRUE);
  shoot (self, find_toplevel (SMRT_TYPE_INVOICE_WINDOW), "invoice-open-dark");
  set_dark (FALSE);
  close_dialog (self, SMRT_TYPE_INVOICE_WINDOW);
}

static void
shoot_failures (Driver *self)
{
  SmrtDemoHost *host = smrt_application_get_demo_host (self->application);
  g_autoptr (JsonNode) delayed = NULL;
  GtkWidget *dialog;

  run_demo (self, "card-declines");
  dialog = open_change (self, "smrtdialer", "smrtDialer Single Line", "annual", SMRT_CHANGE_STATE_QUOTED);
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_DECLINED);
  shoot (self, dialog, "declined");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);
  refresh (self);
  shoot (self, GTK_WIDGET (self->window), "products-pending");
  show_page (self, "billing-history");
  shoot (self, GTK_WIDGET (self->window), "billing-history-open");
  shoot_open_invoice (self);
  show_page (self, "products");

  run_demo (self, "card-asks");
  dialog = open_change (self, "smrtphone", "smrtPhone Standard", "annual", SMRT_CHANGE_STATE_QUOTED);
  confirm_and_wait (dialog, SMRT_CHANGE_STATE_NEEDS_ACTION);
  shoot (self, dialog, "needs-action");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  /* The server goes away while it is being asked. */
  open_demo (self, SMRT_ROLE_FINANCE);
  reset_demo (self);
  dialog = open_change (self, "smrtphone", "smrtPhone Pro", "monthly", SMRT_CHANGE_STATE_QUOTED);
  delayed = post (self, "/v1/test_helpers/delay", "milliseconds", "60000");
  confirm (dialog);
  demo_wait_until (smrt_change_get_state (smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog))) ==
                   SMRT_CHANGE_STATE_CONFIRMING);
  shoot (self, dialog, "confirming");
  smrt_demo_host_stop (host);
  demo_wait_until (smrt_change_get_state (smrt_change_window_get_change (SMRT_CHANGE_WINDOW (dialog))) ==
                   SMRT_CHANGE_STATE_UNKNOWN);
  shoot (self, dialog, "unknown");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  dialog = open_change (self, "smrtphone", "smrtPhone Pro", "monthly", SMRT_CHANGE_STATE_QUOTE_FAILED);
  shoot (self, dialog, "quote-failed");
  close_dialog (self, SMRT_TYPE_CHANGE_WINDOW);

  refresh (self);
  shoot (self, GTK_WIDGET (self->window), "products-offline");
  show_page (self, "billing-history");
  shoot (self, GTK_WIDGET (self->window), "billing-history-offline");
  show_page (self, "products");
}

static gboolean
drive (gpointer data)
{
  Driver *self = data;

  self->window = SMRT_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  resize (self, WIDTH, HEIGHT);

  if (self->sign_in_only)
    {
      shoot (self, GTK_WIDGET (self->window), "sign-in");
      shoot_sign_in (self);
      gtk_window_destroy (GTK_WINDOW (self->window));
      return G_SOURCE_REMOVE;
    }

  if (self->usage_only)
    {
      open_demo (self, SMRT_ROLE_OWNER);
      shoot_usage (self);
      reset_demo (self);
      shoot_usage_offline (self);
      gtk_window_destroy (GTK_WINDOW (self->window));
      return G_SOURCE_REMOVE;
    }

  shoot_pages (self);
  shoot_changes (self);
  shoot_credits (self);
  shoot_history (self);
  shoot_sizes (self);
  shoot_states (self);
  reset_demo (self);
  shoot_failures (self);
  shoot_sign_in (self);
  open_demo (self, SMRT_ROLE_OWNER);
  shoot_long_names (self);
  reset_demo (self);
  show_page (self, "products");
  shoot_seats (self);
  shoot_later (self);
  reset_demo (self);
  shoot_usage (self);
  reset_demo (self);
  shoot_usage_offline (self);

  gtk_window_destroy (GTK_WINDOW (self->window));

  return G_SOURCE_REMOVE;
}

static void
activate_cb (Driver *self)
{
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-font-name", "Cantarell 11",
                NULL);
  set_dark (FALSE);
  g_idle_add (drive, self);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SmrtApplication) application = NULL;
  Driver driver = {
    0,
  };

  if (argc != 2 && (argc != 3 || (!g_str_equal (argv[2], "sign-in") && !g_str_equal (argv[2], "usage"))))
    {
      g_printerr ("Usage: smrt-shots DIRECTORY [sign-in | usage]\n");
      return 2;
    }

  if (g_mkdir_with_parents (argv[1], 0755) != 0)
    g_error ("Cannot make %s", argv[1]);

  sign_in_isolate ();
  smrt_words_set_time_zone ("UTC");
  application = smrt_application_new (NULL, NULL, G_APPLICATION_NON_UNIQUE);
  driver.application = application;
  driver.directory = argv[1];
  driver.sign_in_only = argc == 3 && g_str_equal (argv[2], "sign-in");
  driver.usage_only = argc == 3 && g_str_equal (argv[2], "usage");
  g_signal_connect_data (application, "activate", G_CALLBACK (activate_cb), &driver, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
