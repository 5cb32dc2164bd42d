/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <glib/gstdio.h>

#include "smrt-open-invoice.h"
#include "smrt-subscription-actions.h"
#include "smrt-window.h"

/* Where the browser that the tests set up leaves the address it was given. */
static char *visited;

static SmrtWindow *
show_window (DemoFixture *fixture)
{
  fixture->window = smrt_window_new (NULL);
  smrt_window_set_account (SMRT_WINDOW (fixture->window), fixture->account);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_mapped (fixture->window) && gtk_widget_get_width (fixture->window) > 0);

  return SMRT_WINDOW (fixture->window);
}

static gboolean
is_enabled (DemoFixture *fixture,
            const char  *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel))
        return toplevel;
    }

  return NULL;
}

static const char *
get_schedule_id (DemoFixture *fixture)
{
  return smrt_subscription_get_schedule_id (demo_fixture_get_phone (fixture));
}

/* A schedule with one phase, which an interruption has left. */
static void
begin_schedule (DemoFixture *fixture)
{
  demo_fixture_post (fixture, "/v1/subscription_schedules",
                     "from_subscription", smrt_subscription_get_id (demo_fixture_get_phone (fixture)),
                     NULL);
  demo_fixture_refresh (fixture);
  g_assert_nonnull (get_schedule_id (fixture));
}

static void
leave_change_waiting (DemoFixture *fixture)
{
  g_autoptr (SmrtOffer) offer = NULL;
  g_autofree char *path = NULL;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_DECLINES);
  demo_fixture_refresh (fixture);
  offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  path = g_strconcat ("/v1/subscriptions/", smrt_subscription_get_id (demo_fixture_get_phone (fixture)), NULL);
  demo_fixture_post (fixture, path,
                     "items[0][id]", smrt_subscription_item_get_id (smrt_offer_get_item (offer)),
                     "items[0][price]", smrt_price_get_id (smrt_offer_get_to_price (offer)),
                     "items[0][quantity]", "1",
                     "proration_behavior", "always_invoice",
                     "payment_behavior", "pending_if_incomplete",
                     NULL);
  demo_fixture_refresh (fixture);
}

/* The address that the browser was given; it is taken from it. */
static char *
wait_for_visit (void)
{
  char *address = NULL;

  demo_wait_until (g_file_get_contents (visited, &address, NULL, NULL) && *address != '\0');
  g_assert_cmpint (g_unlink (visited), ==, 0);

  return address;
}

static void
test_keep_plan (DemoFixture *fixture,
                const void  *data)
{
  show_window (fixture);
  begin_schedule (fixture);
  g_assert_true (is_enabled (fixture, "keep-plan"));

  gtk_widget_activate_action (fixture->window, "win.keep-plan", "s",
                              smrt_subscription_get_id (demo_fixture_get_phone (fixture)));
  g_assert_false (is_enabled (fixture, "keep-plan"));
  demo_wait_until (is_enabled (fixture, "keep-plan"));
  g_assert_null (get_schedule_id (fixture));
  g_assert_nonnull (demo_find_text (fixture->window, "The scheduled change was taken back"));
  g_assert_null (find_dialog ());
}

static void
test_give_up (DemoFixture *fixture,
              const void  *data)
{
  show_window (fixture);
  leave_change_waiting (fixture);

  demo_click (fixture->window, "Give Up");
  demo_wait_until (is_enabled (fixture, "give-up"));
  g_assert_cmpint (smrt_subscription_get_pending_update_expires_at (demo_fixture_get_phone (fixture)), ==, 0);
  g_assert_nonnull (demo_find_text (fixture->window, "The change was given up, and nothing was charged"));
  g_assert_nonnull (demo_find_button (fixture->window, "Upgrade to Pro…"));
}

/* What fails stays on the screen. */
static void
test_failure (DemoFixture *fixture,
              const void  *data)
{
  show_window (fixture);
  leave_change_waiting (fixture);
  smrt_sandbox_stop (fixture->sandbox);

  demo_click (fixture->window, "Give Up");
  demo_wait_until (find_dialog () != NULL);
  g_assert_nonnull (demo_find_button (find_dialog (), "Close"));
  demo_click (find_dialog (), "Close");
  demo_wait_until (find_dialog () == NULL && is_enabled (fixture, "give-up"));
}

static void
test_pay_invoice (DemoFixture *fixture,
                  const void  *data)
{
  g_autofree char *address = NULL;
  SmrtInvoice *invoice;

  show_window (fixture);
  leave_change_waiting (fixture);
  invoice = smrt_open_invoice_find (fixture->account, demo_fixture_get_phone (fixture));

  demo_click (fixture->window, "Pay in Browser…");
  address = wait_for_visit ();
  g_assert_cmpstr (address, ==, smrt_invoice_get_hosted_url (invoice));
  demo_wait_until (is_enabled (fixture, "pay-invoice"));

  gtk_widget_activate_action (fixture->window, "win.pay-invoice", "s", "in_none");
  g_assert_nonnull (demo_find_text (fixture->window, "The invoice has no page to pay it on"));
}

/* A page is opened, and somebody comes back from it. */
static void
test_reads_again (DemoFixture *fixture,
                  const void  *data)
{
  g_autofree char *address = NULL;
  GtkWidget *other = gtk_window_new ();
  unsigned int before;

  show_window (fixture);
  demo_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));

  /* Without a page there is nothing to read again. */
  gtk_window_present (GTK_WINDOW (other));
  demo_wait_until (!gtk_window_is_active (GTK_WINDOW (fixture->window)));
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  g_assert_false (smrt_account_get_refreshing (fixture->account));

  demo_click (fixture->window, "Update Payment Method…");
  address = wait_for_visit ();
  g_assert_true (g_str_has_prefix (address, smrt_sandbox_get_url (fixture->sandbox)));
  demo_wait_until (is_enabled (fixture, "update-payment-method"));
  before = demo_fixture_count_requests (fixture, "GET", "/v1/subscriptions");

  gtk_window_present (GTK_WINDOW (other));
  demo_wait_until (!gtk_window_is_active (GTK_WINDOW (fixture->window)));
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (smrt_account_get_refreshing (fixture->account));
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  g_assert_cmpuint (demo_fixture_count_requests (fixture, "GET", "/v1/subscriptions"), ==, before + 1);

  gtk_window_destroy (GTK_WINDOW (other));
}

/* The window goes while the server is being asked: nothing is told to anybody,
 * and nothing holds on to the account. */
static void
test_closed_meanwhile (DemoFixture *fixture,
                       const void  *data)
{
  show_window (fixture);
  begin_schedule (fixture);
  gtk_widget_activate_action (fixture->window, "win.keep-plan", "s",
                              smrt_subscription_get_id (demo_fixture_get_phone (fixture)));
  g_assert_false (is_enabled (fixture, "keep-plan"));
  demo_fixture_close (fixture);

  /* It was given up without any reading being shown. */
  demo_wait_until (!smrt_account_get_refreshing (fixture->account));
  g_assert_nonnull (get_schedule_id (fixture));
  g_assert_null (find_dialog ());
}

static void
test_user_cannot (DemoFixture *fixture,
                  const void  *data)
{
  static const char *const names[] = { "keep-plan", "give-up", "pay-invoice", "update-payment-method" };

  show_window (fixture);
  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (is_enabled (fixture, names[i]));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Update Payment Method…")));
}

/* The window opens on what an interruption has left a day ago. */
static void
test_repairs (DemoFixture *fixture,
              const void  *data)
{
  begin_schedule (fixture);
  demo_fixture_run (fixture, SMRT_DEMO_ONE_DAY);
  demo_fixture_refresh (fixture);

  show_window (fixture);
  demo_wait_until (get_schedule_id (fixture) == NULL);
}

static void
test_account (DemoFixture *fixture,
              const void  *data)
{
  SmrtSubscriptionActions *actions;
  SmrtAccount *account = NULL;

  show_window (fixture);
  actions = g_object_get_data (G_OBJECT (fixture->window), "smrt-subscription-actions");
  g_object_get (actions, "account", &account, NULL);
  g_assert_true (account == fixture->account);
  g_assert_true (smrt_subscription_actions_get_account (actions) == account);
  g_object_unref (account);

  smrt_window_set_account (SMRT_WINDOW (fixture->window), NULL);
  g_assert_null (smrt_subscription_actions_get_account (actions));
  g_assert_false (is_enabled (fixture, "update-payment-method"));
}

static void
write_file (const char *path,
            const char *text,
            int         mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, mode, &error);
  g_assert_no_error (error);
}

/* A browser that does no more than to write down where it was sent. */
static char *
install_browser (void)
{
  char *folder = g_dir_make_tmp ("smrt-browser-XXXXXX", NULL);
  g_autofree char *script = g_build_filename (folder, "browser", NULL);
  g_autofree char *entry = g_build_filename (folder, "applications", "test-browser.desktop", NULL);
  g_autofree char *defaults = g_build_filename (folder, "mimeapps.list", NULL);
  g_autofree char *script_text = NULL;
  g_autofree char *entry_text = NULL;

  visited = g_build_filename (folder, "visited", NULL);
  script_text = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" > '%s.new' && mv '%s.new' '%s'\n", visited, visited, visited);
  entry_text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\n"
                                "MimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
                                script);
  write_file (script, script_text, 0700);
  write_file (entry, entry_text, 0600);
  write_file (defaults, "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n", 0600);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);

  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = install_browser ();
  int result;

  demo_init (&argc, &argv);

#define ADD(name, role, function)                                                                            \
 g_test_add ("/subscription-actions/" name, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("keep-plan", SMRT_ROLE_OWNER, test_keep_plan);
  ADD ("give-up", SMRT_ROLE_FINANCE, test_give_up);
  ADD ("failure", SMRT_ROLE_OWNER, test_failure);
  ADD ("pay-invoice", SMRT_ROLE_OWNER, test_pay_invoice);
  ADD ("reads-again", SMRT_ROLE_OWNER, test_reads_again);
  ADD ("closed-meanwhile", SMRT_ROLE_OWNER, test_closed_meanwhile);
  ADD ("user-cannot", SMRT_ROLE_USER, test_user_cannot);
  ADD ("repairs", SMRT_ROLE_OWNER, test_repairs);
  ADD ("account", SMRT_ROLE_OWNER, test_account);

  result = g_test_run ();
  remove_tree (folder);
  g_free (visited);

  return result;
}
