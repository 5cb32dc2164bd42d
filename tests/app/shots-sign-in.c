/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-shots"

#include "shots-driver.h"

#include "sign-in-fixture.h"
#include "smrt-sidebar.h"
#include "smrt-sign-in-page.h"
#include "smrt-sign-in-wait.h"
#include "smrt-sign-in.h"
#include "state-fixture.h"

static GtkWidget *
get_window (Driver *self)
{
  return GTK_WIDGET (self->window);
}

static SmrtSignInPage *
get_page (Driver *self)
{
  return SMRT_SIGN_IN_PAGE (find_widget (get_window (self), SMRT_TYPE_SIGN_IN_PAGE));
}

static SmrtSignIn *
get_sign_in (Driver *self)
{
  return smrt_sign_in_wait_get_sign_in (SMRT_SIGN_IN_WAIT (find_widget (get_window (self), SMRT_TYPE_SIGN_IN_WAIT)));
}

static void
await_state (Driver          *self,
             SmrtSignInState  state)
{
  demo_wait_until (get_sign_in (self) != NULL && smrt_sign_in_get_state (get_sign_in (self)) == state);
}

static void
type_address (Driver     *self,
              const char *address)
{
  gtk_editable_set_text (sign_in_find_entry (get_window (self), "Server _address"), address);
}

static void
add_account (Driver *self)
{
  gtk_widget_activate_action (get_window (self), "win.add-account", NULL);
}

static void
shoot_sized (Driver     *self,
             const char *name)
{
  g_autofree char *narrow = g_strconcat (name, "-narrow", NULL);
  g_autofree char *smallest = g_strconcat (name, "-smallest", NULL);
  g_autofree char *large = g_strconcat (name, "-large-text", NULL);
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  shoot (self, get_window (self), name);
  set_dark (TRUE);
  shoot (self, get_window (self), dark);
  set_dark (FALSE);
  resize (self, 360, HEIGHT);
  shoot (self, get_window (self), narrow);
  resize (self, 360, 294);
  shoot (self, get_window (self), smallest);
  resize (self, WIDTH, HEIGHT);
  set_text_scale (150);
  shoot (self, get_window (self), large);
  set_text_scale (100);
}

static void
shoot_dialog (Driver     *self,
              const char *name)
{
  GtkWidget *dialog;

  demo_wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG);
  shoot (self, dialog, name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
shoot_key (Driver *self)
{
  SmrtSandbox *sandbox = smrt_demo_host_get_sandbox (smrt_application_get_demo_host (self->application));
  g_autofree char *url = g_strdup (smrt_sandbox_get_url (sandbox));
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (sandbox));
  g_autoptr (SmrtSecret) wrong = smrt_secret_new ("sk_test_wrong");
  g_autoptr (JsonNode) made = post (self, "/v1/customers", "name", "An Account Without Anything");
  g_autofree char *customer = g_strdup (json_object_get_string_member (json_node_get_object (made), "id"));
  GtkWidget *row;

  gtk_widget_activate_action (get_window (self), "win.sign-out", NULL);
  row = gtk_widget_get_ancestor (demo_find_text (get_window (self), "Stripe API Key"), ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  shoot_sized (self, "sign-in-key");
  gtk_editable_set_text (sign_in_find_entry (get_window (self), "API _key"), "rk_live_never");
  demo_click (get_window (self), "Connect");
  shoot_dialog (self, "sign-in-live-key");

  smrt_window_connect (self->window, url, wrong, NULL);
  demo_wait_until (smrt_sign_in_page_get_error_title (get_page (self)) != NULL);
  shoot (self, get_window (self), "sign-in-error");

  smrt_window_connect (self->window, url, key, customer);
  demo_wait_until (get_account (self) != NULL && smrt_account_get_loaded (get_account (self)));
  show_page (self, "products");
  shoot (self, get_window (self), "products-empty");
  show_page (self, "plans");
  shoot (self, get_window (self), "plans-empty");
  show_page (self, "credits");
  shoot (self, get_window (self), "credits-empty");
  show_page (self, "billing-history");
  shoot (self, get_window (self), "billing-history-empty");
  show_page (self, "products");
}

static void
shoot_server (Driver        *self,
              IssuerFixture *issuer)
{
  g_autofree char *address = NULL;
  GtkWidget *row;

  add_account (self);
  shoot (self, get_window (self), "sign-in-add");
  type_address (self, "http://127.0.0.1:1");
  demo_click (get_window (self), "Sign In with Browser");
  demo_wait_until (smrt_sign_in_page_get_error_title (get_page (self)) != NULL);
  shoot_sized (self, "sign-in-server-error");

  type_address (self, issuer->url);
  demo_click (get_window (self), "Use Another Device…");
  await_state (self, SMRT_SIGN_IN_STATE_WAITING);
  shoot_sized (self, "sign-in-device");
  demo_click (get_window (self), "Cancel");

  demo_click (get_window (self), "Sign In with Browser");
  await_state (self, SMRT_SIGN_IN_STATE_WAITING);
  demo_wait_until (demo_find_text (get_window (self), "No Browser Opened") != NULL);
  shoot (self, get_window (self), "sign-in-no-browser");
  demo_click (get_window (self), "Cancel");

  sign_in_add_browser ();
  demo_click (get_window (self), "Sign In with Browser");
  await_state (self, SMRT_SIGN_IN_STATE_WAITING);
  shoot_sized (self, "sign-in-browser");

  address = g_strdup (smrt_sign_in_get_address (get_sign_in (self)));
  sign_in_answer (issuer, address, "error=access_denied&error_description=The+owner+of+the+account+said+no.");
  await_state (self, SMRT_SIGN_IN_STATE_FAILED);
  shoot_sized (self, "sign-in-denied");
  demo_click (get_window (self), "Try Again");
  await_state (self, SMRT_SIGN_IN_STATE_WAITING);

  g_free (address);
  address = g_strdup (smrt_sign_in_get_address (get_sign_in (self)));
  sign_in_give_tokens_for (issuer, address, "['cus_1', 'cus_2', 'cus_3']");
  sign_in_answer (issuer, address, "code=code-1");
  await_state (self, SMRT_SIGN_IN_STATE_CHOOSING);
  shoot_sized (self, "sign-in-choosing");
  row = gtk_widget_get_ancestor (demo_find_text (get_window (self), "cus_1"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  await_state (self, SMRT_SIGN_IN_STATE_NOT_STORED);
  shoot_sized (self, "sign-in-not-stored");
  demo_click (get_window (self), "Use for This Session Only");
  demo_wait_until (get_account (self) != NULL && smrt_account_get_state (get_account (self)) != SMRT_ACCOUNT_STATE_LOADING);
}

static void
add_profile (Driver     *self,
             const char *name,
             const char *person,
             SmrtRole    role,
             gboolean    signed_in)
{
  g_autoptr (SmrtProfiles) profiles = NULL;

  g_object_get (self->window, "profiles", &profiles, NULL);
  sign_in_add_profile (profiles, SMRT_PROFILE_KIND_ACCOUNT_SERVER, name, person, role, signed_in);
}

static SmrtProfile *
get_first_profile (Driver *self)
{
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (SmrtProfile) profile = NULL;

  g_object_get (self->window, "profiles", &profiles, NULL);
  profile = g_list_model_get_item (G_LIST_MODEL (profiles), 0);

  return profile;
}

static void
shoot_menu (Driver     *self,
            const char *name)
{
  GtkWidget *button = find_widget (find_widget (get_window (self), SMRT_TYPE_SIDEBAR), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  shoot (self, GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), name);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

/* The issuer knows nothing of billing; the account shows what the demo account
 * does. */
static void
lend_reading (SmrtAccount *account,
              SmrtAccount *demo)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  smrt_account_take_reading (account, smrt_account_get_catalogue (demo), smrt_account_get_customer (demo), none, none,
                             none, ISSUER_NOW);
  state_take_many (account, 0, 2);
}

static void
shoot_accounts (Driver      *self,
                SmrtAccount *demo)
{
  SmrtProfile *profile;

  add_profile (self, "Northwind Realty", "Ada Byron", SMRT_ROLE_OWNER, TRUE);
  add_profile (self, "Harbour & Hill <Lawyers>", "Grace Hopper", SMRT_ROLE_FINANCE, TRUE);
  add_profile (self, "A Very Large Organisation with Offices in Many Countries of the World", "Wolfeschlegelsteinhausen-Bergerdorff", SMRT_ROLE_USER, TRUE);
  add_profile (self, "Old Mill Bakery", NULL, SMRT_ROLE_UNKNOWN, FALSE);

  lend_reading (get_account (self), demo);
  smrt_window_show_account (self->window, get_account (self), get_first_profile (self));
  show_page (self, "products");
  shoot (self, get_window (self), "products-of-long-name");
  shoot_menu (self, "account-menu");
  set_dark (TRUE);
  shoot_menu (self, "account-menu-dark");
  set_dark (FALSE);
  gtk_widget_activate_action (get_window (self), "win.rename-account", NULL);
  shoot_dialog (self, "rename");
  gtk_widget_activate_action (get_window (self), "win.sign-out", NULL);
  shoot_dialog (self, "sign-out");

  add_account (self);
  shoot_sized (self, "sign-in-accounts");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  shoot (self, get_window (self), "sign-in-accounts-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  profile = get_first_profile (self);
  smrt_window_show_opening (self->window, profile);
  shoot (self, get_window (self), "opening");
  gtk_widget_activate_action (get_window (self), "win.show-account", NULL);
  for (unsigned int i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %u", i + 1);

      add_profile (self, name, "Ada Byron", SMRT_ROLE_OWNER, TRUE);
    }
  shoot_menu (self, "account-menu-many");
}

static void
shoot_ended (Driver        *self,
             IssuerFixture *issuer)
{
  issuer_fixture_set_json (issuer, ISSUER_TOKEN_PATH, 400, "{'error': 'invalid_grant'}");
  for (unsigned int i = 0; i < issuer->requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (issuer->requests, i);

      if (g_str_has_prefix (request->path, "/v1/"))
        issuer_fixture_set_json (issuer, request->path, 401, "{'error': {'message': 'expired'}}");
    }
  refresh (self);
  shoot_sized (self, "products-ended");
}

void
shoot_sign_in (Driver *self)
{
  IssuerFixture issuer = { 0 };
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (SmrtAccount) demo = NULL;
  SmrtProfile *profile;

  issuer_fixture_set_up (&issuer, NULL);
  issuer_fixture_set_answer (&issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  sign_in_offer_device (&issuer);
  sign_in_remove_browsers ();

  open_demo (self, SMRT_ROLE_OWNER);
  demo = g_object_ref (get_account (self));
  shoot_key (self);
  shoot_server (self, &issuer);
  shoot_accounts (self, demo);
  shoot_ended (self, &issuer);

  /* No keyring is running here. */
  profile = get_first_profile (self);
  smrt_window_show_account (self->window, NULL, NULL);
  gtk_widget_activate_action (get_window (self), "win.open-account", "s", smrt_profile_get_id (profile));
  demo_wait_until (demo_find_button (get_window (self), "Sign In Again…") != NULL);
  shoot_sized (self, "account-trouble");

  g_object_get (self->window, "profiles", &profiles, NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (profiles)) > 0)
    smrt_profiles_remove (profiles, get_first_profile (self), NULL);
  issuer_fixture_tear_down (&issuer, NULL);
}
