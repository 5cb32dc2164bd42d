/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-account-menu.h"

#include <glib/gi18n-lib.h>

#include "smrt-profile-row.h"

/* About seven accounts; then it scrolls. */
#define MOST_HEIGHT 400

static GMenuModel *
make_model (SmrtSession *session,
            gboolean     has_profiles,
            gboolean     can_rename)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) account = g_menu_new ();

  if (has_profiles)
    {
      g_autoptr (GMenu) accounts = g_menu_new ();
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_attribute (item, "custom", "s", "accounts");
      g_menu_append_item (accounts, item);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (accounts));
    }

  if (smrt_session_get_demo (session))
    {
      g_autoptr (GMenu) people = g_menu_new ();

      g_menu_append (people, _("Account _Owner"), "app.open-demo::owner");
      g_menu_append (people, _("_Finance & Billing"), "app.open-demo::finance");
      g_menu_append (people, _("_User"), "app.open-demo::user");
      g_menu_append_section (menu, _("Sign In As"), G_MENU_MODEL (people));
    }

  if (can_rename)
    g_menu_append (account, _("_Rename…"), "win.rename-account");
  g_menu_append (account, smrt_session_get_demo (session) ? _("_Sign Out") : _("_Sign Out…"), "win.sign-out");
  g_menu_append (account, _("_Add Account…"), "win.add-account");
  g_menu_append_section (menu, smrt_session_get_name (session), G_MENU_MODEL (account));

  return G_MENU_MODEL (menu);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = smrt_profile_row_new (item);

  smrt_profile_row_set_current (SMRT_PROFILE_ROW (row), item == user_data);

  return row;
}

static void
row_activated_cb (GtkListBox     *list,
                  SmrtProfileRow *row)
{
  g_autofree char *id = g_strdup (smrt_profile_get_id (smrt_profile_row_get_profile (row)));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  /* It ends with the menu. */
  g_object_ref (list);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (list), "win.open-account", "s", id);
  g_object_unref (list);
}

static GtkWidget *
make_list (SmrtProfiles *profiles,
           SmrtProfile  *current)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "accounts");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Your Accounts"), -1);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (profiles), create_row, current, NULL);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, 300, -1);

  return scrolled;
}

GtkWidget *
smrt_account_menu_new (SmrtAccount  *account,
                       SmrtProfile  *current,
                       SmrtProfiles *profiles)
{
  g_autoptr (GMenuModel) model = NULL;
  gboolean has_profiles;
  GtkWidget *menu;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (current == NULL || SMRT_IS_PROFILE (current), NULL);
  g_return_val_if_fail (profiles == NULL || SMRT_IS_PROFILES (profiles), NULL);

  if (profiles != NULL)
    smrt_profiles_load (profiles);
  has_profiles = profiles != NULL && g_list_model_get_n_items (G_LIST_MODEL (profiles)) > 0;

  model = make_model (smrt_account_get_session (account), has_profiles, current != NULL);
  menu = gtk_popover_menu_new_from_model (model);
  if (has_profiles)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (menu), make_list (profiles, current), "accounts");

  return menu;
}
