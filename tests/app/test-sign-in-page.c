/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign-in-fixture.h"

#include "smrt-database.h"
#include "smrt-key-sign-in.h"
#include "smrt-profile-row.h"
#include "smrt-sign-in-page.h"
#include "smrt-sign-in-wait.h"
#include "smrt-trouble-page.h"

typedef struct
{
  DemoFixture demo;
  IssuerFixture issuer;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  SmrtSignInPage *page;
  SmrtAccount *account;
  SmrtProfile *profile;
  unsigned int signed_in;
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
  g_free (sign_in_take_visited ());
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  sign_in_search_secrets (fixture->demo.directory);
  demo_fixture_close (&fixture->demo);
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->profile);
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)) > 0)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (fixture->profiles), 0);

      g_assert_true (smrt_profiles_remove (fixture->profiles, profile, NULL));
    }
  g_clear_object (&fixture->profiles);
  g_clear_object (&fixture->keyring);
  issuer_fixture_tear_down (&fixture->issuer, NULL);
  sign_in_remove_folder (fixture->demo.directory, "accounts");
  demo_fixture_tear_down (&fixture->demo, NULL);
}

static void
signed_in_cb (SmrtSignInPage *page,
              SmrtAccount    *account,
              SmrtProfile    *profile,
              Fixture        *fixture)
{
  fixture->signed_in++;
  g_set_object (&fixture->account, account);
  g_set_object (&fixture->profile, profile);
}

static GtkWidget *
show_page (Fixture *fixture)
{
  GtkWidget *page = smrt_sign_in_page_new (fixture->profiles, fixture->keyring);

  g_signal_connect (page, "signed-in", G_CALLBACK (signed_in_cb), fixture);
  demo_fixture_show (&fixture->demo, page, 700, 900);
  fixture->page = SMRT_SIGN_IN_PAGE (page);

  return page;
}

static void
type_in (GtkWidget  *page,
         const char *title,
         const char *text)
{
  gtk_editable_set_text (sign_in_find_entry (page, title), text);
}

static void
activate_row (GtkWidget  *root,
              const char *title)
{
  GtkWidget *row = gtk_widget_get_ancestor (demo_find_text (root, title), GTK_TYPE_LIST_BOX_ROW);

  g_signal_emit_by_name (row, "activate");
}

static void
show_key (GtkWidget *page)
{
  activate_row (page, "Stripe API Key");
  g_assert_nonnull (sign_in_find_entry (page, "API _key"));
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->demo.window));
}

/* What is focused, or what it is a part of, has that text. */
static gboolean
has_focus (Fixture    *fixture,
           const char *text)
{
  GtkWidget *focus = get_focus (fixture);

  return focus != NULL && demo_find_text (focus, text) != NULL;
}

static const char *
get_error (Fixture *fixture)
{
  return smrt_sign_in_page_get_error_title (fixture->page);
}

static SmrtSignIn *
get_sign_in (Fixture *fixture)
{
  GtkWidget *wait = demo_find_widget (GTK_WIDGET (fixture->page), SMRT_TYPE_SIGN_IN_WAIT);

  return smrt_sign_in_wait_get_sign_in (SMRT_SIGN_IN_WAIT (wait));
}

static gboolean
is_in (Fixture         *fixture,
       SmrtSignInState  state)
{
  return get_sign_in (fixture) != NULL && smrt_sign_in_get_state (get_sign_in (fixture)) == state;
}

/* There is at most one button that is suggested. */
static unsigned int
count_suggested (GtkWidget *root)
{
  unsigned int count = 0;

  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return 0;
  if (GTK_IS_BUTTON (root) && gtk_widget_has_css_class (root, "suggested-action"))
    return 1;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_suggested (child);

  return count;
}

static char *
take_visited (void)
{
  char *address = NULL;

  demo_wait_until ((address = sign_in_take_visited ()) != NULL);

  return address;
}

/* Begins in the browser and returns what it was given. */
static char *
begin_in_browser (Fixture   *fixture,
                  GtkWidget *page)
{
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Sign In with Browser");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_WAITING));

  return take_visited ();
}

static void
test_browser (Fixture    *fixture,
              const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;
  g_autofree char *port_address = NULL;
  unsigned int port;

  /* Nothing is asked for twice, and nothing can be done before there is an address. */
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Sign In with Browser")));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Use Another Device…")));
  g_assert_cmpuint (count_suggested (page), ==, 1);

  address = begin_in_browser (fixture, page);
  g_assert_cmpstr (address, ==, smrt_sign_in_get_address (get_sign_in (fixture)));
  g_assert_nonnull (demo_find_text (page, "Waiting for Your Browser"));
  g_assert_nonnull (demo_find_part (page, "127.0.0.1"));
  g_assert_true (has_focus (fixture, "Open Browser Again"));
  g_assert_cmpuint (count_suggested (page), ==, 0);

  /* The same again. */
  demo_click (page, "Open Browser Again");
  port_address = take_visited ();
  g_assert_cmpstr (port_address, ==, address);
  g_free (port_address);
  port_address = browser_get_parameter (address, "redirect_uri");
  port = browser_get_port (port_address);
  g_assert_true (browser_can_connect (port));

  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (fixture->account != NULL);
  g_assert_cmpuint (fixture->signed_in, ==, 1);
  g_assert_false (browser_can_connect (port));
  g_assert_cmpstr (smrt_session_get_name (smrt_account_get_session (fixture->account)), ==, "Ada Byron");
  g_assert_true (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (fixture->profile)) == fixture->profile);
  g_assert_true (smrt_profile_get_signed_in (fixture->profile));

  /* It is listed first now, with who it is. */
  g_assert_nonnull (demo_find_text (page, "Your Accounts"));
  g_assert_nonnull (demo_find_text (page, "Northwind Realty"));
  g_assert_nonnull (demo_find_text (page, "Ada Byron · Account Owner"));
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "Server")), ==, "");
}

static void
test_host_alone (Fixture    *fixture,
                 const void *data)
{
  GtkWidget *page = show_page (fixture);

  /* An https address that nobody answers at. */
  type_in (page, "Server", "127.0.0.1:1");
  g_signal_emit_by_name (sign_in_find_entry (page, "Server"), "entry-activated");
  g_assert_true (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_true (has_focus (fixture, "Cancel"));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Sign In with Browser")));
  g_assert_null (demo_find_button (page, "Use Another Device…"));
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpstr (get_error (fixture), ==, "Server Not Reached");
  g_assert_false (smrt_sign_in_page_get_busy (fixture->page));
}

static void
test_server_errors (Fixture    *fixture,
                    const void *data)
{
  static const struct
  {
    const char *path;
    unsigned int status;
    const char *json;
    const char *title;
  } rows[] = {
    { ISSUER_RESOURCE_PATH, 404, "{}", "No Account Server There" },
    { ISSUER_RESOURCE_PATH, 200, "{'resource': 'https://another.example.com', 'authorization_servers': ['%s']}",
      "Sign-In Not Trusted" },
    { ISSUER_METADATA_PATH, 200, "[]", "Account Server Not Understood" },
    { ISSUER_RESOURCE_PATH, 500, "{}", "Server Error" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *page = show_page (fixture);

      issuer_fixture_set_json (&fixture->issuer, rows[i].path, rows[i].status, rows[i].json);
      type_in (page, "Server", fixture->issuer.url);
      demo_click (page, "Sign In with Browser");
      demo_wait_until (get_error (fixture) != NULL);
      g_assert_cmpstr (get_error (fixture), ==, rows[i].title);

      /* In place, and under the focus, so that it is read. */
      g_assert_nonnull (demo_find_text (page, rows[i].title));
      g_assert_true (has_focus (fixture, rows[i].title));
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_ROLE_ALERT);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           rows[i].title);
      g_assert_cmpuint (count_suggested (page), ==, 1);
      type_in (page, "Server", "https://other.example.com");
      g_assert_null (get_error (fixture));
      demo_fixture_close (&fixture->demo);
      issuer_fixture_tear_down (&fixture->issuer, NULL);
      fixture->issuer = (IssuerFixture){ 0 };
      issuer_fixture_set_up (&fixture->issuer, NULL);
    }

  g_assert_cmpuint (fixture->signed_in, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

static void
test_wrong_server (Fixture    *fixture,
                   const void *data)
{
  GtkWidget *page = show_page (fixture);

  type_in (page, "Server", "http://billing.example.com");
  demo_click (page, "Sign In with Browser");
  g_assert_false (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_cmpstr (get_error (fixture), ==, "Address Cannot Be Used");

  activate_row (page, "Advanced");
  type_in (page, "_Ports", "80, many");
  g_assert_null (get_error (fixture));
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Sign In with Browser");
  g_assert_cmpstr (get_error (fixture), ==, "Ports Not Understood");
}

static void
test_advanced (Fixture    *fixture,
               const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;
  g_autofree char *client = NULL;
  g_autofree char *redirect = NULL;
  g_autofree char *ports = NULL;
  unsigned int port = browser_find_port ();

  activate_row (page, "Advanced");
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "Client")), ==, "io.smrtphone.Plans");
  ports = g_strdup_printf ("%u", port);
  type_in (page, "Client", "another-client");
  type_in (page, "_Ports", ports);
  address = begin_in_browser (fixture, page);

  client = browser_get_parameter (address, "client_id");
  redirect = browser_get_parameter (address, "redirect_uri");
  g_assert_cmpstr (client, ==, "another-client");
  g_assert_cmpuint (browser_get_port (redirect), ==, port);
}

/* The next server is not told what this one wanted. */
static void
test_advanced_reset (Fixture    *fixture,
                     const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;
  g_autofree char *ports = g_strdup_printf ("%u", browser_find_port ());

  activate_row (page, "Advanced");
  type_in (page, "_Ports", ports);
  address = begin_in_browser (fixture, page);
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (fixture->account != NULL);
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "_Ports")), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "Client")), ==, "io.smrtphone.Plans");
}

/* Who may see several accounts is asked which. */
static void
test_choosing (Fixture    *fixture,
               const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = begin_in_browser (fixture, page);

  sign_in_give_tokens_for (&fixture->issuer, address, "['cus_1', 'cus_2']");
  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_2", 200,
                           "{'id': 'cus_2', 'object': 'customer', 'name': 'Harbour <Hill>', 'livemode': false}");
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_CHOOSING));
  g_assert_nonnull (demo_find_text (page, "Choose an Account"));
  g_assert_nonnull (demo_find_text (page, "cus_1"));
  g_assert_true (has_focus (fixture, "cus_1"));
  activate_row (page, "cus_2");
  demo_wait_until (fixture->account != NULL);
  g_assert_cmpstr (smrt_profile_get_customer_id (fixture->profile), ==, "cus_2");
}

static void
test_denied (Fixture    *fixture,
             const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = begin_in_browser (fixture, page);

  sign_in_answer (&fixture->issuer, address, "error=access_denied&error_description=Not+%3Cyou%3E.");
  demo_wait_until (demo_find_text (page, "Sign-In Refused") != NULL);
  g_assert_nonnull (demo_find_part (page, "“Not <you>.”"));
  g_assert_true (has_focus (fixture, "Try Again"));
  g_assert_cmpuint (count_suggested (page), ==, 1);
  g_assert_cmpuint (fixture->signed_in, ==, 0);

  demo_click (page, "Try Again");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_WAITING));
  g_free (address);
  address = take_visited ();
  sign_in_answer (&fixture->issuer, address, "error=access_denied");
  demo_wait_until (demo_find_text (page, "Sign-In Refused") != NULL);
  demo_click (page, "Back");
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "Server")), ==, fixture->issuer.url);
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (page, "Sign In with Browser")));
}

static void
test_given_up (Fixture    *fixture,
               const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = begin_in_browser (fixture, page);
  g_autofree char *redirect = browser_get_parameter (address, "redirect_uri");
  unsigned int port = browser_get_port (redirect);

  g_assert_true (browser_can_connect (port));
  demo_click (page, "Cancel");
  demo_wait_until (!browser_can_connect (port));
  g_assert_nonnull (demo_find_button (page, "Sign In with Browser"));
  g_assert_null (get_error (fixture));

  /* Escape does the same. */
  g_free (address);
  g_free (redirect);
  address = begin_in_browser (fixture, page);
  redirect = browser_get_parameter (address, "redirect_uri");
  port = browser_get_port (redirect);
  gtk_widget_activate_action (page, "sign-in.back", NULL);
  demo_wait_until (!browser_can_connect (port));

  /* And so does closing the window. */
  g_free (address);
  g_free (redirect);
  address = begin_in_browser (fixture, page);
  redirect = browser_get_parameter (address, "redirect_uri");
  port = browser_get_port (redirect);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  demo_fixture_close (&fixture->demo);
  demo_wait_until (!browser_can_connect (port) && page == NULL);
  g_assert_cmpuint (fixture->signed_in, ==, 0);
}

static char *
read_clipboard (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));

  return g_value_dup_string (&value);
}

static void
test_no_browser (Fixture    *fixture,
                 const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *copied = NULL;

  sign_in_remove_browsers ();
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Sign In with Browser");
  demo_wait_until (demo_find_text (page, "No Browser Opened") != NULL);
  g_assert_true (has_focus (fixture, "Copy Address"));
  g_assert_cmpuint (count_suggested (page), ==, 1);

  /* It goes on all the same. */
  demo_click (page, "Copy Address");
  copied = read_clipboard (page);
  g_assert_cmpstr (copied, ==, smrt_sign_in_get_address (get_sign_in (fixture)));
  sign_in_give_tokens (&fixture->issuer, copied);
  sign_in_answer (&fixture->issuer, copied, "code=code-1");
  demo_wait_until (fixture->account != NULL);
}

static void
test_device (Fixture    *fixture,
             const void *data)
{
  GtkWidget *page = show_page (fixture);
  GtkWidget *code;
  g_autofree char *where = g_strconcat (fixture->issuer.url, "/enter", NULL);
  g_autofree char *copied = NULL;

  sign_in_offer_device (&fixture->issuer);
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Use Another Device…");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_WAITING));

  code = demo_find_text (page, "WDJB-MJHT");
  g_assert_nonnull (code);
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (code)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (code), GTK_ACCESSIBLE_PROPERTY_LABEL, "W D J B - M J H T");
  g_assert_nonnull (demo_find_text (page, where));
  g_assert_true (has_focus (fixture, "Copy Code"));
  demo_click (page, "Copy Code");
  copied = read_clipboard (page);
  g_assert_cmpstr (copied, ==, "WDJB-MJHT");
  g_free (copied);

  /* Nothing opens by itself. */
  g_assert_null (sign_in_take_visited ());
  demo_click (page, "Open Page");
  copied = take_visited ();
  g_assert_cmpstr (copied, ==, where);

  sign_in_give_tokens (&fixture->issuer, NULL);
  demo_wait_until (fixture->account != NULL);
  g_assert_true (smrt_profile_get_signed_in (fixture->profile));
}

static void
test_device_refused (Fixture    *fixture,
                     const void *data)
{
  GtkWidget *page = show_page (fixture);

  /* This issuer has no such way. */
  issuer_fixture_set_metadata (&fixture->issuer, "device_authorization_endpoint", NULL);
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Use Another Device…");
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpstr (get_error (fixture), ==, "Sign-In Not Possible This Way");
}

static void
test_device_expired (Fixture    *fixture,
                     const void *data)
{
  GtkWidget *page = show_page (fixture);

  sign_in_offer_device (&fixture->issuer);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400, "{'error': 'expired_token'}");
  type_in (page, "Server", fixture->issuer.url);
  demo_click (page, "Use Another Device…");
  demo_wait_until (demo_find_text (page, "Sign-In Took Too Long") != NULL);
  g_assert_null (demo_find_text (page, "WDJB-MJHT"));
  g_assert_true (has_focus (fixture, "Try Again"));
}

static void
test_not_stored (Fixture    *fixture,
                 const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;

  sign_in_set_keyring (FALSE);
  address = begin_in_browser (fixture, page);
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_NOT_STORED));
  g_assert_nonnull (demo_find_button (page, "Use for This Session Only"));
  g_assert_true (has_focus (fixture, "Try Again"));
  g_assert_cmpuint (count_suggested (page), ==, 1);
  g_assert_cmpuint (fixture->signed_in, ==, 0);

  /* Still none; then there is one. */
  demo_click (page, "Try Again");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_STORING));
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_NOT_STORED));
  sign_in_set_keyring (TRUE);
  demo_click (page, "Try Again");
  demo_wait_until (fixture->account != NULL);
  g_assert_nonnull (fixture->profile);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 0);
}

static void
test_for_this_session (Fixture    *fixture,
                       const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;

  sign_in_set_keyring (FALSE);
  address = begin_in_browser (fixture, page);
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_NOT_STORED));
  demo_click (page, "Use for This Session Only");
  g_assert_cmpuint (fixture->signed_in, ==, 1);
  g_assert_null (fixture->profile);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
  g_assert_null (demo_find_text (page, "Your Accounts"));
}

static void
test_abandoned (Fixture    *fixture,
                const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autofree char *address = NULL;

  sign_in_set_keyring (FALSE);
  address = begin_in_browser (fixture, page);
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_NOT_STORED));

  /* Who goes away leaves no sign-in behind at the server. */
  demo_fixture_close (&fixture->demo);
  issuer_fixture_await (&fixture->issuer, ISSUER_REVOCATION_PATH, 1);
  g_assert_cmpuint (fixture->signed_in, ==, 0);
}

/* Who may see two accounts and is asked which. */
static void
come_to_choice (Fixture   *fixture,
                GtkWidget *page)
{
  g_autofree char *address = begin_in_browser (fixture, page);

  sign_in_give_tokens_for (&fixture->issuer, address, "['cus_1', 'cus_2']");
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_CHOOSING));
}

static void
test_given_up_while_storing (Fixture    *fixture,
                             const void *data)
{
  GtkWidget *page = show_page (fixture);

  come_to_choice (fixture, page);
  activate_row (page, "cus_1");
  g_assert_true (is_in (fixture, SMRT_SIGN_IN_STATE_STORING));
  demo_click (page, "Cancel");
  g_assert_nonnull (demo_find_button (page, "Sign In with Browser"));
  demo_wait_until (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH) > 0);
  g_assert_cmpuint (fixture->signed_in, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

static void
leave_cb (GApplication *application,
          Fixture      *fixture)
{
  g_application_hold (application);
  come_to_choice (fixture, show_page (fixture));
  demo_fixture_close (&fixture->demo);
  g_application_release (application);
}

static void
ending_cb (GApplication *application,
           Fixture      *fixture)
{
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), >=, 1);
}

/* The program does not end before the server knows. */
static void
test_left (Fixture    *fixture,
           const void *data)
{
  g_autoptr (GApplication) application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_application_set_default (application);
  g_signal_connect (application, "activate", G_CALLBACK (leave_cb), fixture);
  g_signal_connect (application, "shutdown", G_CALLBACK (ending_cb), fixture);
  g_assert_cmpint (g_application_run (application, 0, NULL), ==, 0);
  g_application_set_default (NULL);
}

static void
test_key (Fixture    *fixture,
          const void *data)
{
  GtkWidget *page = show_page (fixture);
  SmrtSandbox *sandbox = fixture->demo.sandbox;

  show_key (page);
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "Server")), ==, "https://api.stripe.com");
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Connect")));
  g_assert_cmpuint (count_suggested (page), ==, 1);

  type_in (page, "Server", smrt_sandbox_get_url (sandbox));
  type_in (page, "API _key", smrt_sandbox_get_finance_key (sandbox));
  type_in (page, "C_ustomer", smrt_sandbox_get_customer (sandbox));
  demo_click (page, "Connect");
  g_assert_true (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (page, "Connect")));
  g_assert_true (has_focus (fixture, "Cancel"));

  demo_wait_until (fixture->account != NULL);
  g_assert_false (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_null (get_error (fixture));
  g_assert_cmpint (smrt_profile_get_kind (fixture->profile), ==, SMRT_PROFILE_KIND_API_KEY);
  g_assert_true (smrt_profile_get_signed_in (fixture->profile));
  g_assert_nonnull (demo_find_text (page, "API Key"));

  /* The key does not stay in the entry. */
  show_key (page);
  g_assert_cmpstr (gtk_editable_get_text (sign_in_find_entry (page, "API _key")), ==, "");
}

static void
test_key_errors (Fixture    *fixture,
                 const void *data)
{
  GtkWidget *page = show_page (fixture);

  show_key (page);
  type_in (page, "Server", "http://billing.example.com");
  type_in (page, "API _key", "sk_test_1");
  demo_click (page, "Connect");
  g_assert_false (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_cmpstr (get_error (fixture), ==, "Address Cannot Be Used");

  type_in (page, "Server", smrt_sandbox_get_url (fixture->demo.sandbox));
  g_assert_null (get_error (fixture));
  g_signal_emit_by_name (sign_in_find_entry (page, "API _key"), "entry-activated");
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpstr (get_error (fixture), ==, "Key Not Accepted");
  g_assert_nonnull (demo_find_part (page, "Invalid API Key"));
  type_in (page, "API _key", "another");
  g_assert_null (get_error (fixture));

  /* What is missing is said in the server's own words, as text. */
  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_1", 403,
                           "{'error': {'type': 'invalid_request_error', 'message':"
                           " 'The key lacks <b>rak_customer_read</b>.'}}");
  type_in (page, "Server", fixture->issuer.url);
  type_in (page, "C_ustomer", "cus_1");
  demo_click (page, "Connect");
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpstr (get_error (fixture), ==, "Permission Missing");
  g_assert_nonnull (demo_find_part (page, "The key lacks <b>rak_customer_read</b>."));
  g_assert_cmpuint (fixture->signed_in, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);

  gtk_widget_activate_action (page, "sign-in.back", NULL);
  g_assert_nonnull (demo_find_button (page, "Sign In with Browser"));
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

static void
test_live_key (Fixture    *fixture,
               const void *data)
{
  GtkWidget *page = show_page (fixture);

  show_key (page);
  type_in (page, "Server", fixture->issuer.url);
  type_in (page, "C_ustomer", "cus_1");
  type_in (page, "API _key", " rk_live_1 ");
  demo_click (page, "Connect");
  demo_wait_until (find_dialog () != NULL);
  g_assert_nonnull (demo_find_text (find_dialog (), "This Key Moves Real Money"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (find_dialog ())), ==, "cancel");
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  demo_wait_until (find_dialog () == NULL);
  g_assert_false (smrt_sign_in_page_get_busy (fixture->page));
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, "/v1/customers/cus_1"), ==, 0);

  issuer_fixture_set_json (&fixture->issuer, "/v1/customers/cus_1", 401, "{'error': {'message': 'no'}}");
  demo_click (page, "Connect");
  demo_wait_until (find_dialog () != NULL);
  demo_click (find_dialog (), "Use Live Key");
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, "/v1/customers/cus_1"), ==, 1);
}

/* With what the program was started with. */
static void
test_connect (Fixture    *fixture,
              const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtSecret) wrong = smrt_secret_new ("sk_test_wrong");
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->demo.sandbox));

  smrt_sign_in_page_connect (fixture->page, smrt_sandbox_get_url (fixture->demo.sandbox), wrong, NULL);
  demo_wait_until (get_error (fixture) != NULL);
  g_assert_cmpstr (get_error (fixture), ==, "Key Not Accepted");
  g_assert_nonnull (demo_find_button (page, "Connect"));

  smrt_sign_in_page_connect (fixture->page, smrt_sandbox_get_url (fixture->demo.sandbox), key,
                             smrt_sandbox_get_customer (fixture->demo.sandbox));
  g_assert_true (smrt_sign_in_page_get_busy (fixture->page));
  demo_wait_until (fixture->account != NULL);
  g_assert_true (smrt_account_get_loaded (fixture->account));
  g_assert_null (fixture->profile);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

static void
test_given_up_while_connecting (Fixture    *fixture,
                                const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->demo.sandbox));

  smrt_sign_in_page_connect (fixture->page, smrt_sandbox_get_url (fixture->demo.sandbox), key, NULL);
  g_assert_true (smrt_sign_in_page_get_busy (fixture->page));
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  demo_fixture_close (&fixture->demo);
  demo_wait_until (page == NULL);
}

static void
test_again (Fixture    *fixture,
            const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (SmrtProfile) known = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, fixture->issuer.url);
  g_autofree char *address = NULL;

  smrt_profile_set_customer_id (known, "cus_1");
  smrt_profile_set_subject (known, ISSUER_SUBJECT);
  smrt_profile_set_name (known, "My Account");
  g_assert_true (smrt_profiles_save (fixture->profiles, known, NULL));
  g_assert_nonnull (demo_find_text (page, "My Account"));
  g_assert_nonnull (demo_find_text (page, "Signed out"));

  smrt_sign_in_page_sign_in_again (fixture->page, known);
  demo_wait_until (is_in (fixture, SMRT_SIGN_IN_STATE_WAITING));
  address = take_visited ();
  sign_in_give_tokens (&fixture->issuer, address);
  sign_in_answer (&fixture->issuer, address, "code=code-1");
  demo_wait_until (fixture->account != NULL);

  /* It is the same one of the list, under the person's own name for it. */
  g_assert_true (fixture->profile == known);
  g_assert_true (smrt_profile_get_signed_in (known));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);
  g_assert_nonnull (demo_find_text (page, "My Account"));
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             GVariant     **target)
{
  *target = g_variant_ref (parameter);
}

/* Everything that can be done is reached by Tab alone, in the order of reading,
 * and done by the key that activates. */
static void
test_keyboard (Fixture    *fixture,
               const void *data)
{
  static const char *const stops[] = {
    "Old Mill",
    "Server address",
    "Advanced",
    "Sign In with Browser",
    "Use Another Device…",
    "Stripe API Key",
    "Demo Account",
  };
  GtkWidget *page;
  unsigned int stop = 0;

  sign_in_add_profile (fixture->profiles, SMRT_PROFILE_KIND_ACCOUNT_SERVER, "Old Mill", NULL, SMRT_ROLE_UNKNOWN, FALSE);
  page = show_page (fixture);
  type_in (page, "Server", "https://billing.example.com");
  g_assert_true (has_focus (fixture, "Old Mill"));

  for (unsigned int i = 0; i < 40 && stop < G_N_ELEMENTS (stops); i++)
    {
      GtkWidget *focus = get_focus (fixture);
      GtkWidget *row = GTK_IS_TEXT (focus) ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : focus;

      if (demo_find_text (row, stops[stop]) != NULL)
        stop++;
      if (stop < G_N_ELEMENTS (stops))
        gtk_widget_child_focus (fixture->demo.window, GTK_DIR_TAB_FORWARD);
    }
  g_assert_cmpuint (stop, ==, G_N_ELEMENTS (stops));

  gtk_widget_child_focus (fixture->demo.window, GTK_DIR_TAB_BACKWARD);
  while (!has_focus (fixture, "Stripe API Key"))
    gtk_widget_child_focus (fixture->demo.window, GTK_DIR_TAB_BACKWARD);
  gtk_widget_activate (get_focus (fixture));
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), GTK_WIDGET (sign_in_find_entry (page, "API _key"))));
  gtk_widget_activate_action (page, "sign-in.back", NULL);
  g_assert_true (has_focus (fixture, "Old Mill"));
}

static void
test_demo_rows (Fixture    *fixture,
                const void *data)
{
  GtkWidget *page = show_page (fixture);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("open-demo", G_VARIANT_TYPE_STRING);
  g_autoptr (GVariant) target = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), &target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->demo.window, "app", G_ACTION_GROUP (group));

  activate_row (page, "Demo Account");
  demo_wait_until (demo_find_text (page, "Finance & Billing") != NULL);
  activate_row (page, "Finance & Billing");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "finance");
}

static void
test_trouble (Fixture    *fixture,
              const void *data)
{
  GtkWidget *page = smrt_trouble_page_new ();
  g_autoptr (GError) corrupt = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT, "not <a> database");
  g_autoptr (GError) newer = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_NEWER, "version 99");
  g_autoptr (GError) locked = g_error_new_literal (SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_LOCKED, "locked");
  g_autoptr (GError) gone = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION, "no secret");
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, "https://billing.example.com");

  demo_fixture_show (&fixture->demo, page, 700, 900);

  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), corrupt, NULL);
  g_assert_true (smrt_trouble_page_get_can_start_anew (SMRT_TROUBLE_PAGE (page)));
  g_assert_nonnull (demo_find_button (page, "Set Aside and Start Anew"));
  g_assert_null (demo_find_button (page, "Try Again"));
  g_assert_null (demo_find_button (page, "Sign In Again…"));
  g_assert_nonnull (demo_find_text (page, smrt_trouble_page_get_title (SMRT_TROUBLE_PAGE (page))));

  /* What a newer version wrote is of use to it, and is not put aside. */
  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), newer, NULL);
  g_assert_false (smrt_trouble_page_get_can_start_anew (SMRT_TROUBLE_PAGE (page)));
  g_assert_null (demo_find_button (page, "Set Aside and Start Anew"));
  g_assert_nonnull (demo_find_button (page, "Try Again"));
  g_assert_nonnull (demo_find_button (page, "Back to Sign-In"));

  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), locked, profile);
  g_assert_cmpstr (smrt_trouble_page_get_title (SMRT_TROUBLE_PAGE (page)), ==, "Keyring Locked");
  g_assert_nonnull (demo_find_text (page, "billing.example.com"));
  g_assert_nonnull (demo_find_button (page, "Try Again"));
  g_assert_nonnull (demo_find_button (page, "Sign In Again…"));
  g_assert_cmpuint (count_suggested (page), ==, 1);

  /* Trying again would find nothing again. */
  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (page), gone, profile);
  g_assert_cmpstr (smrt_trouble_page_get_title (SMRT_TROUBLE_PAGE (page)), ==, "Not in the Keyring");
  g_assert_null (demo_find_button (page, "Try Again"));
  g_assert_nonnull (demo_find_button (page, "Sign In Again…"));
  g_assert_cmpuint (count_suggested (page), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  sign_in_isolate ();
  demo_init (&argc, &argv);

#define ADD(name, function) \
 g_test_add ("/sign-in-page/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("browser", test_browser);
  ADD ("host-alone", test_host_alone);
  ADD ("server-errors", test_server_errors);
  ADD ("wrong-server", test_wrong_server);
  ADD ("advanced", test_advanced);
  ADD ("advanced-reset", test_advanced_reset);
  ADD ("choosing", test_choosing);
  ADD ("denied", test_denied);
  ADD ("given-up", test_given_up);
  ADD ("no-browser", test_no_browser);
  ADD ("device", test_device);
  ADD ("device-refused", test_device_refused);
  ADD ("device-expired", test_device_expired);
  ADD ("not-stored", test_not_stored);
  ADD ("for-this-session", test_for_this_session);
  ADD ("abandoned", test_abandoned);
  ADD ("given-up-while-storing", test_given_up_while_storing);
  ADD ("left", test_left);
  ADD ("key", test_key);
  ADD ("key-errors", test_key_errors);
  ADD ("live-key", test_live_key);
  ADD ("connect", test_connect);
  ADD ("given-up-while-connecting", test_given_up_while_connecting);
  ADD ("again", test_again);
  ADD ("keyboard", test_keyboard);
  ADD ("demo-rows", test_demo_rows);
  ADD ("trouble", test_trouble);

  return g_test_run ();
}
