/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-sign-in-page.h"
#include "smrt-trouble-page.h"
#include "smrt-database.h"

static void
signed_in_cb (SmrtSignInPage  *page,
              SmrtAccount     *account,
              SmrtAccount    **signed_in)
{
  g_set_object (signed_in, account);
}

static GtkWidget *
show_page (DemoFixture *fixture)
{
  GtkWidget *page = smrt_sign_in_page_new ();

  demo_fixture_show (fixture, page, 700, 900);

  return page;
}

static GtkEditable *
find_entry (GtkWidget  *root,
            const char *title)
{
  GtkEditable *found = NULL;

  if (ADW_IS_ENTRY_ROW (root) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return GTK_EDITABLE (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, title);

  return found;
}

static void
type_in (GtkWidget  *page,
         const char *title,
         const char *text)
{
  gtk_editable_set_text (find_entry (page, title), text);
}

static void
test_connects (DemoFixture *fixture,
               const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtAccount) account = NULL;

  g_signal_connect (page, "signed-in", G_CALLBACK (signed_in_cb), &account);
  g_assert_cmpstr (gtk_editable_get_text (find_entry (page, "Server")), ==, "https://api.stripe.com");
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Connect")));

  type_in (page, "Server", smrt_sandbox_get_url (fixture->sandbox));
  type_in (page, "API key", smrt_sandbox_get_finance_key (fixture->sandbox));
  type_in (page, "Customer", smrt_sandbox_get_customer (fixture->sandbox));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (page, "Connect")));
  demo_click (page, "Connect");
  g_assert_true (smrt_sign_in_page_get_busy (SMRT_SIGN_IN_PAGE (page)));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Connect")));

  demo_wait_until (account != NULL);
  g_assert_true (smrt_account_get_loaded (account));
  g_assert_false (smrt_session_get_demo (smrt_account_get_session (account)));
  g_assert_null (smrt_sign_in_page_get_error_title (SMRT_SIGN_IN_PAGE (page)));

  /* The key does not stay in the entry. */
  g_assert_cmpstr (gtk_editable_get_text (find_entry (page, "API key")), ==, "");
}

static void
test_wrong_key (DemoFixture *fixture,
                const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtAccount) account = NULL;

  g_signal_connect (page, "signed-in", G_CALLBACK (signed_in_cb), &account);
  type_in (page, "Server", smrt_sandbox_get_url (fixture->sandbox));
  type_in (page, "API key", "sk_test_wrong");
  demo_click (page, "Connect");
  demo_wait_until (!smrt_sign_in_page_get_busy (SMRT_SIGN_IN_PAGE (page)));

  g_assert_null (account);
  g_assert_nonnull (smrt_sign_in_page_get_error_title (SMRT_SIGN_IN_PAGE (page)));
  g_assert_nonnull (demo_find_text (page, smrt_sign_in_page_get_error_title (SMRT_SIGN_IN_PAGE (page))));

  type_in (page, "API key", "another");
  g_assert_null (smrt_sign_in_page_get_error_title (SMRT_SIGN_IN_PAGE (page)));
}

static void
test_wrong_address (DemoFixture *fixture,
                    const void  *data)
{
  GtkWidget *page = show_page (fixture);

  type_in (page, "Server", "http://billing.example.com");
  type_in (page, "API key", "sk_test_1");
  demo_click (page, "Connect");
  g_assert_false (smrt_sign_in_page_get_busy (SMRT_SIGN_IN_PAGE (page)));
  g_assert_nonnull (smrt_sign_in_page_get_error_title (SMRT_SIGN_IN_PAGE (page)));
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             GVariant     **target)
{
  *target = g_variant_ref (parameter);
}

static void
test_demo_rows (DemoFixture *fixture,
                const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("open-demo", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;
  GtkWidget *row;

  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "app", G_ACTION_GROUP (group));

  row = gtk_widget_get_ancestor (demo_find_text (page, "Finance & Billing"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "finance");
}

static void
test_given_up_while_connecting (DemoFixture *fixture,
                                const void  *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->sandbox));

  smrt_sign_in_page_connect (SMRT_SIGN_IN_PAGE (page), smrt_sandbox_get_url (fixture->sandbox), key, NULL);
  g_assert_true (smrt_sign_in_page_get_busy (SMRT_SIGN_IN_PAGE (page)));
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  demo_wait_until (page == NULL);
}

static void
test_trouble (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = smrt_trouble_page_new ();
  g_autoptr (GError) corrupt = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT, "not <a> database");
  g_autoptr (GError) newer = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_NEWER, "version 99");

  demo_fixture_show (fixture, page, 700, 900);

  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), corrupt);
  g_assert_true (smrt_trouble_page_get_can_start_anew (SMRT_TROUBLE_PAGE (page)));
  g_assert_nonnull (demo_find_button (page, "Set Aside and Start Anew"));
  g_assert_null (demo_find_button (page, "Try Again"));
  g_assert_nonnull (demo_find_text (page, smrt_trouble_page_get_title (SMRT_TROUBLE_PAGE (page))));

  /* What a newer version wrote is of use to it, and is not put aside. */
  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), newer);
  g_assert_false (smrt_trouble_page_get_can_start_anew (SMRT_TROUBLE_PAGE (page)));
  g_assert_null (demo_find_button (page, "Set Aside and Start Anew"));
  g_assert_nonnull (demo_find_button (page, "Try Again"));
  g_assert_nonnull (demo_find_button (page, "Back to Sign-In"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                           \
 g_test_add ("/sign-in-page/" name, DemoFixture, NULL, demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("connects", test_connects);
  ADD ("wrong-key", test_wrong_key);
  ADD ("wrong-address", test_wrong_address);
  ADD ("demo-rows", test_demo_rows);
  ADD ("given-up-while-connecting", test_given_up_while_connecting);
  ADD ("trouble", test_trouble);

  return g_test_run ();
}
