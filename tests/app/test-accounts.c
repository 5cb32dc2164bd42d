/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign-in-fixture.h"

#include "smrt-api-key.h"
#include "smrt-application.h"
#include "smrt-profile-row.h"
#include "smrt-sidebar.h"
#include "smrt-sign-in-page.h"
#include "smrt-window.h"

typedef struct
{
  DemoFixture demo;
  IssuerFixture issuer;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  SmrtWindow *window;
} Fixture;

static void
set_up (Fixture    *fixture,
        const void *data)
{
  g_autofree char *folder = NULL;

  demo_fixture_set_up (&fixture->demo, NULL);
  issuer_fixture_set_up (&fixture->issuer, NULL);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  folder = g_build_filename (fixture->demo.directory, "accounts", NULL);
  fixture->profiles = smrt_profiles_new (folder);
  fixture->keyring = smrt_keyring_new ();
  sign_in_set_keyring (TRUE);
  sign_in_add_browser ();
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  sign_in_search_secrets (fixture->demo.directory);
  demo_fixture_close (&fixture->demo);
  g_clear_object (&fixture->profiles);
  g_clear_object (&fixture->keyring);
  issuer_fixture_tear_down (&fixture->issuer, NULL);
  sign_in_remove_folder (fixture->demo.directory, "accounts");
  demo_fixture_tear_down (&fixture->demo, NULL);
}

/* Keeps a key as a sign-in does. */
static void
store (SmrtKeyring *keyring,
       SmrtProfile *profile,
       const char  *text)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new (text);
  g_autoptr (SmrtSecret) secret = smrt_api_key_bind (key, smrt_profile_get_server_url (profile));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_keyring_store_async (keyring, smrt_profile_get_id (profile), "a label", secret, NULL, issuer_result_cb, &result);
  demo_wait_until (result != NULL);
  smrt_keyring_store_finish (keyring, result, &error);
  g_assert_no_error (error);
}

static gboolean
has_secret (Fixture    *fixture,
            const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  smrt_keyring_lookup_async (fixture->keyring, account, NULL, issuer_result_cb, &result);
  demo_wait_until (result != NULL);
  secret = smrt_keyring_lookup_finish (fixture->keyring, result, &error);
  g_assert_no_error (error);

  return secret != NULL;
}

/* An account that is kept with a key of the sandbox. */
static SmrtProfile *
keep_key (DemoFixture  *demo,
          SmrtProfiles *profiles,
          SmrtKeyring  *keyring,
          const char   *name,
          const char   *key)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, smrt_sandbox_get_url (demo->sandbox));
  g_autoptr (GError) error = NULL;

  smrt_profile_set_account_name (profile, name);
  smrt_profile_set_role (profile, SMRT_ROLE_API_KEY);
  smrt_profile_set_customer_id (profile, smrt_sandbox_get_customer (demo->sandbox));
  smrt_profile_set_signed_in (profile, TRUE);
  smrt_profiles_save (profiles, profile, &error);
  g_assert_no_error (error);
  if (key != NULL)
    store (keyring, profile, key);

  return smrt_profiles_find (profiles, smrt_profile_get_id (profile));
}

static SmrtProfile *
keep_owner (Fixture    *fixture,
            const char *name)
{
  return keep_key (&fixture->demo, fixture->profiles, fixture->keyring, name,
                   smrt_sandbox_get_owner_key (fixture->demo.sandbox));
}

static GtkWidget *
show_window (Fixture *fixture)
{
  fixture->demo.window = smrt_window_new_with_accounts (NULL, fixture->profiles, fixture->keyring);
  fixture->window = SMRT_WINDOW (fixture->demo.window);
  smrt_window_show_sign_in (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_mapped (fixture->demo.window) && gtk_widget_get_width (fixture->demo.window) > 0);

  return fixture->demo.window;
}

static gboolean
is_open (Fixture     *fixture,
         SmrtProfile *profile)
{
  SmrtAccount *account = smrt_window_get_account (fixture->window);

  return account != NULL && smrt_window_get_profile (fixture->window) == profile && smrt_account_get_loaded (account);
}

static void
open_account (Fixture     *fixture,
              SmrtProfile *profile)
{
  gtk_widget_activate_action (fixture->demo.window, "win.open-account", "s", smrt_profile_get_id (profile));
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->demo.window, action, NULL));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel) && gtk_widget_get_visible (toplevel))
        return toplevel;
    }

  return NULL;
}

static GtkWidget *
await_dialog (const char *heading)
{
  demo_wait_until (find_dialog () != NULL && demo_find_text (find_dialog (), heading) != NULL);

  return find_dialog ();
}

static GtkWidget *
open_menu (Fixture *fixture)
{
  GtkWidget *sidebar = demo_find_widget (fixture->demo.window, SMRT_TYPE_SIDEBAR);
  GtkMenuButton *button = GTK_MENU_BUTTON (demo_find_widget (sidebar, GTK_TYPE_MENU_BUTTON));

  gtk_menu_button_popup (button);
  demo_wait_until (gtk_menu_button_get_popover (button) != NULL &&
                   gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));

  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

static SmrtProfileRow *
find_row (GtkWidget  *root,
          const char *title)
{
  return SMRT_PROFILE_ROW (gtk_widget_get_ancestor (demo_find_text (root, title), SMRT_TYPE_PROFILE_ROW));
}

static void
test_open (Fixture    *fixture,
           const void *data)
{
  SmrtProfile *harbour = keep_owner (fixture, "Harbour & Hill");
  SmrtProfile *mill = keep_owner (fixture, "Old Mill <Bakery>");
  GtkWidget *window = show_window (fixture);
  GtkWidget *menu;

  /* From the sign-in page; */
  g_signal_emit_by_name (find_row (window, "Harbour & Hill"), "activate");
  demo_wait_until (is_open (fixture, harbour));
  g_assert_true (smrt_window_get_shows_account (fixture->window));
  g_assert_nonnull (demo_find_text (demo_find_widget (window, SMRT_TYPE_SIDEBAR), "Harbour & Hill"));

  /* and from the menu, where the one that is open is marked. */
  menu = open_menu (fixture);
  g_assert_true (smrt_profile_row_get_current (find_row (menu, smrt_profile_get_title (harbour))));
  g_assert_false (smrt_profile_row_get_current (find_row (menu, "Old Mill <Bakery>")));
  g_signal_emit_by_name (find_row (menu, "Old Mill <Bakery>"), "activate");
  demo_wait_until (is_open (fixture, mill));
}

static void
test_add_and_back (Fixture    *fixture,
                   const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);
  SmrtAccount *account;

  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));
  account = smrt_window_get_account (fixture->window);

  activate (fixture, "win.add-account");
  g_assert_false (smrt_window_get_shows_account (fixture->window));
  g_assert_nonnull (demo_find_button (window, "Sign In with Browser"));
  g_assert_true (smrt_window_get_account (fixture->window) == account);
  activate (fixture, "win.back");
  g_assert_true (smrt_window_get_shows_account (fixture->window));

  /* The one that is open is not opened anew. */
  activate (fixture, "win.add-account");
  open_account (fixture, profile);
  g_assert_true (smrt_window_get_shows_account (fixture->window));
  g_assert_true (smrt_window_get_account (fixture->window) == account);
}

static void
test_rename (Fixture    *fixture,
             const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);
  GtkWidget *sidebar = demo_find_widget (window, SMRT_TYPE_SIDEBAR);
  g_autoptr (SmrtProfiles) again = NULL;
  g_autofree char *folder = g_build_filename (fixture->demo.directory, "accounts", NULL);
  GtkWidget *dialog;
  GtkEditable *entry;

  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));

  activate (fixture, "win.rename-account");
  dialog = await_dialog ("Rename Account");
  entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, smrt_profile_get_title (profile));
  gtk_editable_set_text (entry, "  The <Shop>  ");
  demo_click (dialog, "Rename");
  g_assert_nonnull (demo_find_text (sidebar, "The <Shop>"));
  again = smrt_profiles_new (folder);
  smrt_profiles_load (again);
  g_assert_cmpstr (smrt_profile_get_title (smrt_profiles_find (again, smrt_profile_get_id (profile))), ==, "The <Shop>");

  /* Nothing is the account's own name. */
  demo_wait_until (find_dialog () == NULL);
  activate (fixture, "win.rename-account");
  dialog = await_dialog ("Rename Account");
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), " ");
  demo_click (dialog, "Rename");
  g_assert_null (smrt_profile_get_name (profile));
  g_assert_nonnull (demo_find_text (sidebar, "Harbour & Hill"));
}

static void
test_sign_out (Fixture    *fixture,
               const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);
  g_autofree char *id = g_strdup (smrt_profile_get_id (profile));
  GtkWidget *dialog;

  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));

  activate (fixture, "win.sign-out");
  dialog = await_dialog ("Sign Out of Harbour & Hill?");
  g_assert_nonnull (demo_find_part (dialog, "keyring"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==, "cancel");
  gtk_window_close (GTK_WINDOW (dialog));
  demo_wait_until (find_dialog () == NULL);
  g_assert_true (is_open (fixture, profile));

  activate (fixture, "win.sign-out");
  demo_click (await_dialog ("Sign Out of Harbour & Hill?"), "Sign Out");
  g_assert_null (smrt_window_get_account (fixture->window));
  demo_wait_until (demo_find_text (window, "Signed out of Harbour & Hill") != NULL);
  g_assert_null (smrt_profiles_find (fixture->profiles, id));
  g_assert_false (has_secret (fixture, id));
  g_assert_null (demo_find_text (window, "Your Accounts"));
}

static void
test_sign_out_kept (Fixture    *fixture,
                    const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);
  g_autofree char *id = g_strdup (smrt_profile_get_id (profile));
  GtkWidget *dialog;

  /* One that is not open. */
  gtk_widget_activate_action (window, "win.leave-account", "s", id);
  dialog = await_dialog ("Sign Out of Harbour & Hill?");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), TRUE);
  demo_click (dialog, "Sign Out");
  demo_wait_until (!smrt_profile_get_signed_in (profile) &&
                   demo_find_text (window, "Signed out of Harbour & Hill") != NULL);
  g_assert_false (has_secret (fixture, id));
  g_assert_nonnull (demo_find_text (window, "Harbour & Hill"));
  g_assert_nonnull (demo_find_text (window, "Signed out"));

  /* Opening it is signing in again, with all but the key filled in. */
  open_account (fixture, profile);
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (window, "Server")), ==,
                   smrt_sandbox_get_url (fixture->demo.sandbox));
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (window, "C_ustomer")), ==,
                   smrt_sandbox_get_customer (fixture->demo.sandbox));
  gtk_editable_set_text (sign_in_find_entry (window, "API _key"), smrt_sandbox_get_owner_key (fixture->demo.sandbox));
  demo_click (window, "Connect");
  demo_wait_until (is_open (fixture, profile));
  g_assert_true (smrt_profile_get_signed_in (profile));
}

static void
test_remove (Fixture    *fixture,
             const void *data)
{
  SmrtProfile *profile = sign_in_add_profile (fixture->profiles, SMRT_PROFILE_KIND_ACCOUNT_SERVER, "Old Mill", NULL,
                                              SMRT_ROLE_UNKNOWN, FALSE);
  GtkWidget *window = show_window (fixture);
  g_autofree char *id = g_strdup (smrt_profile_get_id (profile));

  gtk_widget_activate_action (window, "win.leave-account", "s", id);
  demo_wait_until (demo_find_text (window, "Old Mill was removed from the list") != NULL);
  g_assert_null (smrt_profiles_find (fixture->profiles, id));
  g_assert_null (demo_find_text (window, "Old Mill"));
}

static void
test_keyring_fails_at_sign_out (Fixture    *fixture,
                                const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  g_autofree char *id = g_strdup (smrt_profile_get_id (profile));
  GtkWidget *dialog;

  show_window (fixture);
  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));
  sign_in_set_keyring (FALSE);
  activate (fixture, "win.sign-out");
  demo_click (await_dialog ("Sign Out of Harbour & Hill?"), "Sign Out");

  demo_wait_until (find_dialog () != NULL && demo_find_button (find_dialog (), "Try Again") != NULL);
  dialog = find_dialog ();
  g_assert_nonnull (demo_find_part (dialog, "Not everything could be removed"));
  sign_in_set_keyring (TRUE);
  demo_click (dialog, "Try Again");
  demo_wait_until (smrt_profiles_find (fixture->profiles, id) == NULL);
  g_assert_false (has_secret (fixture, id));
}

static void
test_keyring_fails_at_opening (Fixture    *fixture,
                               const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);

  sign_in_set_keyring (FALSE);
  open_account (fixture, profile);
  demo_wait_until (demo_find_button (window, "Sign In Again…") != NULL);
  g_assert_null (smrt_window_get_account (fixture->window));
  g_assert_nonnull (demo_find_text (window, "Harbour & Hill"));
  demo_click (window, "Back to Sign-In");
  g_assert_nonnull (demo_find_text (window, "Your Accounts"));

  open_account (fixture, profile);
  demo_wait_until (demo_find_button (window, "Try Again") != NULL);
  sign_in_set_keyring (TRUE);
  demo_click (window, "Try Again");
  demo_wait_until (is_open (fixture, profile));
}

static void
test_no_secret (Fixture    *fixture,
                const void *data)
{
  SmrtProfile *profile = keep_key (&fixture->demo, fixture->profiles, fixture->keyring, "Harbour & Hill", NULL);
  GtkWidget *window = show_window (fixture);

  open_account (fixture, profile);
  demo_wait_until (demo_find_button (window, "Sign In Again…") != NULL);
  g_assert_nonnull (demo_find_text (window, "Not in the Keyring"));
  g_assert_null (demo_find_button (window, "Try Again"));
  demo_click (window, "Sign In Again…");
  g_assert_nonnull (sign_in_find_entry (window, "API _key"));
}

static char *
take_visited (void)
{
  char *address = NULL;

  demo_wait_until ((address = sign_in_take_visited ()) != NULL);

  return address;
}

/* Signs in to the issuer from the window. */
static SmrtProfile *
sign_in (Fixture *fixture)
{
  GtkWidget *window = fixture->demo.window;
  g_autofree char *address = NULL;

  gtk_editable_set_text (sign_in_find_entry (window, "Server"), fixture->issuer.url);
  demo_click (window, "Sign In with Browser");
  address = take_visited ();
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (smrt_window_get_account (fixture->window) != NULL &&
                   !smrt_account_get_refreshing (smrt_window_get_account (fixture->window)) &&
                   smrt_account_get_error (smrt_window_get_account (fixture->window)) != NULL);

  return smrt_window_get_profile (fixture->window);
}

static void
test_server_not_told (Fixture    *fixture,
                      const void *data)
{
  SmrtProfile *profile;
  g_autofree char *id = NULL;

  show_window (fixture);
  profile = sign_in (fixture);
  g_assert_nonnull (profile);
  id = g_strdup (smrt_profile_get_id (profile));
  issuer_fixture_set_json (&fixture->issuer, ISSUER_REVOCATION_PATH, 503, "{}");
  activate (fixture, "win.sign-out");
  demo_click (await_dialog ("Sign Out of Northwind Realty?"), "Sign Out");
  await_dialog ("Server Not Told");

  /* Here nothing is left all the same. */
  g_assert_null (smrt_profiles_find (fixture->profiles, id));
  g_assert_false (has_secret (fixture, id));
  gtk_window_close (GTK_WINDOW (find_dialog ()));
}

static void
test_revoked (Fixture    *fixture,
              const void *data)
{
  GtkWidget *window = show_window (fixture);

  g_assert_nonnull (sign_in (fixture));
  activate (fixture, "win.sign-out");
  demo_click (await_dialog ("Sign Out of Northwind Realty?"), "Sign Out");
  demo_wait_until (demo_find_text (window, "Signed out of Northwind Realty") != NULL);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), >=, 1);
}

static void
test_ended (Fixture    *fixture,
            const void *data)
{
  GtkWidget *window = show_window (fixture);
  GtkWidget *button = gtk_button_new ();
  SmrtAccount *account;
  SmrtProfile *profile = sign_in (fixture);
  g_autofree char *address = NULL;

  account = smrt_window_get_account (fixture->window);
  g_assert_nonnull (demo_find_text (demo_find_widget (window, SMRT_TYPE_SIDEBAR), "Account Owner · Ada Byron"));

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.change-seats::sub_1");
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_parent (button, window);
  demo_wait_until (!smrt_account_get_refreshing (account));
  g_assert_cmpint (smrt_account_get_changes (account), !=, SMRT_ACCOUNT_CHANGES_SIGNED_OUT);

  /* The server no longer knows the tokens. */
  for (unsigned int i = 0; i < fixture->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->issuer.requests, i);

      if (g_str_has_prefix (request->path, "/v1/"))
        issuer_fixture_set_json (&fixture->issuer, request->path, 401, "{'error': {'message': 'no longer'}}");
    }
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400, "{'error': 'invalid_grant'}");
  activate (fixture, "win.refresh");
  demo_wait_until (smrt_session_get_ended (smrt_account_get_session (account)) && !smrt_account_get_refreshing (account));
  g_assert_nonnull (demo_find_text (window, "Signed Out by the Server"));
  g_assert_true (smrt_window_get_account (fixture->window) == account);
  g_assert_cmpint (smrt_account_get_changes (account), ==, SMRT_ACCOUNT_CHANGES_SIGNED_OUT);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_widget_unparent (button);

  demo_click (window, "Sign In Again…");
  address = take_visited ();
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-2");
  demo_wait_until (smrt_window_get_account (fixture->window) != account);
  g_assert_true (smrt_window_get_profile (fixture->window) == profile);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);
}

static SmrtProfile *
read_again (Fixture     *fixture,
            SmrtProfile *profile)
{
  g_autofree char *folder = g_build_filename (fixture->demo.directory, "accounts", NULL);
  g_autoptr (SmrtProfiles) again = smrt_profiles_new (folder);

  smrt_profiles_load (again);

  return g_object_ref (smrt_profiles_find (again, smrt_profile_get_id (profile)));
}

/* What the server says of the account is what its list says the next time. */
static void
test_learned (Fixture    *fixture,
              const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "A former name");
  g_autoptr (SmrtProfile) read = NULL;

  show_window (fixture);
  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));
  smrt_profile_set_role (profile, SMRT_ROLE_USER);
  smrt_profile_set_person (profile, "Ada Byron");
  read = read_again (fixture, profile);
  g_assert_cmpint (smrt_profile_get_role (read), ==, SMRT_ROLE_USER);
  g_assert_cmpstr (smrt_profile_get_person (read), ==, "Ada Byron");
}

/* While its sign-out goes on an account may be opened again; it does not stay. */
static void
test_opened_while_signing_out (Fixture    *fixture,
                               const void *data)
{
  SmrtProfile *profile = keep_owner (fixture, "Harbour & Hill");
  GtkWidget *window = show_window (fixture);

  open_account (fixture, profile);
  demo_wait_until (is_open (fixture, profile));
  activate (fixture, "win.sign-out");
  demo_click (await_dialog ("Sign Out of Harbour & Hill?"), "Sign Out");
  open_account (fixture, profile);
  demo_wait_until (demo_find_text (window, "Signed out of Harbour & Hill") != NULL);
  demo_wait_until (demo_find_button (window, "Sign In with Browser") != NULL);
  g_assert_null (smrt_window_get_account (fixture->window));
}

/* Another start of the program may ask for another account. A dialog is finished
 * first: it does not stand on top of an account that is not its own. */
static void
test_open_under_a_dialog (Fixture    *fixture,
                          const void *data)
{
  SmrtProfile *harbour = keep_owner (fixture, "Harbour & Hill");
  SmrtProfile *mill = keep_owner (fixture, "Old Mill");
  GtkWidget *dialog;

  show_window (fixture);
  open_account (fixture, harbour);
  demo_wait_until (is_open (fixture, harbour));
  activate (fixture, "win.rename-account");
  dialog = await_dialog ("Rename Account");
  open_account (fixture, mill);
  g_assert_true (find_dialog () == dialog);
  g_assert_true (is_open (fixture, harbour));
  g_assert_true (smrt_window_get_shows_account (fixture->window));

  gtk_window_close (GTK_WINDOW (dialog));
  demo_wait_until (find_dialog () == NULL);
  open_account (fixture, mill);
  demo_wait_until (is_open (fixture, mill));
}

typedef struct
{
  const char *id;
  gboolean opened;
} Reopening;

static gboolean
look_cb (gpointer data)
{
  Reopening *reopening = data;
  GApplication *application = g_application_get_default ();
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (GTK_APPLICATION (application)) : NULL;
  SmrtAccount *account = SMRT_IS_WINDOW (window) ? smrt_window_get_account (SMRT_WINDOW (window)) : NULL;

  if (account == NULL || !smrt_account_get_loaded (account))
    return G_SOURCE_CONTINUE;

  g_assert_cmpstr (smrt_profile_get_id (smrt_window_get_profile (SMRT_WINDOW (window))), ==, reopening->id);
  reopening->opened = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
run (const char *argument,
     const char *id)
{
  char *argv[] = { (char *) "smrtphone-plans", (char *) argument, NULL };
  Reopening reopening = { id, FALSE };

  g_timeout_add (10, look_cb, &reopening);
  g_assert_cmpint (smrt_application_run (argument != NULL ? 2 : 1, argv), ==, 0);
  g_assert_true (reopening.opened);
}

static void
assert_last (GSettings  *settings,
             const char *expected)
{
  g_autofree char *id = g_settings_get_string (settings, "last-account");

  g_assert_cmpstr (id, ==, expected);
}

/* In a process of its own, for what the program sets. */
static void
test_reopen (Fixture    *fixture,
             const void *data)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (SmrtProfiles) own = NULL;
  SmrtProfile *first;
  SmrtProfile *second;
  char *wrong[] = { (char *) "smrtphone-plans", (char *) "--account=Nobody", NULL };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  settings = g_settings_new ("io.smrtphone.Plans");
  own = smrt_profiles_new (NULL);
  smrt_profiles_load (own);
  first = keep_key (&fixture->demo, own, fixture->keyring, "First", smrt_sandbox_get_owner_key (fixture->demo.sandbox));
  second = keep_key (&fixture->demo, own, fixture->keyring, "Second", smrt_sandbox_get_user_key (fixture->demo.sandbox));

  /* The one that is named, and then the last one. */
  run ("--account=Second", smrt_profile_get_id (second));
  assert_last (settings, smrt_profile_get_id (second));
  g_settings_set_string (settings, "last-account", smrt_profile_get_id (first));
  run (NULL, smrt_profile_get_id (first));
  assert_last (settings, smrt_profile_get_id (first));

  g_assert_cmpint (smrt_application_run (2, wrong), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  sign_in_isolate ();
  demo_init (&argc, &argv);

#define ADD(name, function) \
 g_test_add ("/accounts/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("open", test_open);
  ADD ("add-and-back", test_add_and_back);
  ADD ("rename", test_rename);
  ADD ("sign-out", test_sign_out);
  ADD ("sign-out-kept", test_sign_out_kept);
  ADD ("remove", test_remove);
  ADD ("keyring-fails-at-sign-out", test_keyring_fails_at_sign_out);
  ADD ("keyring-fails-at-opening", test_keyring_fails_at_opening);
  ADD ("no-secret", test_no_secret);
  ADD ("server-not-told", test_server_not_told);
  ADD ("revoked", test_revoked);
  ADD ("ended", test_ended);
  ADD ("learned", test_learned);
  ADD ("opened-while-signing-out", test_opened_while_signing_out);
  ADD ("open-under-a-dialog", test_open_under_a_dialog);
  ADD ("reopen", test_reopen);

  return g_test_run ();
}
