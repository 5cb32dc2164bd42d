/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-fixture.h"

#include <glib/gstdio.h>

#include "secret-search.h"
#include "smrt-copy.h"
#include "smrt-tokens.h"

#define LIFETIME_SECONDS 3600

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
sign_in_servers_start (SignInServers *servers,
                       const char    *peer)
{
  static const char * const variables[] = { "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
  g_autoptr (GError) error = NULL;

  servers->home = g_dir_make_tmp ("smrt-home-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("HOME", servers->home, TRUE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (servers->home, variables[i], NULL);

      g_setenv (variables[i], folder, TRUE);
    }

  servers->keyring = real_keyring_start (servers->home);
  servers->peer = sign_in_peer_start (peer);
}

void
sign_in_servers_stop (SignInServers *servers)
{
  sign_in_peer_stop (servers->peer);
  real_keyring_stop (servers->keyring);
  remove_tree (servers->home);
  g_free (servers->home);
}

static void
start_sandbox (SignInFixture *fixture,
               guint16        port)
{
  g_autoptr (SmrtSecret) secret = smrt_secret_new (sign_in_peer_get_client_secret (fixture->peer));
  g_autoptr (GError) error = NULL;

  fixture->account.sandbox = smrt_sandbox_new (fixture->database, port, DEMO_NOW);
  smrt_sandbox_set_issuer (fixture->account.sandbox, sign_in_peer_get_issuer (fixture->peer),
                           sign_in_peer_get_client_id (fixture->peer), secret);
  smrt_sandbox_start (fixture->account.sandbox, &error);
  g_assert_no_error (error);
}

static void
set_up (SignInFixture *fixture,
        gconstpointer  servers)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("smrt-sign-in-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (folder, "sandbox.sqlite", NULL);
  fixture->servers = servers;
  fixture->peer = fixture->servers->peer;
  fixture->account.clock = smrt_clock_new_manual (g_get_real_time () / G_USEC_PER_SEC);
  fixture->keyring = smrt_keyring_new ();
  fixture->profiles = smrt_profiles_new (NULL);
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);

  start_sandbox (fixture, 0);
  fixture->profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER,
                                       smrt_sandbox_get_url (fixture->account.sandbox));
  smrt_profile_set_client_id (fixture->profile, SMRT_OIDC_CLIENT_ID);
  smrt_profile_set_redirect_ports (fixture->profile, sign_in_peer_get_ports (fixture->peer));
  sign_in_fixture_configure (fixture, TRUE, LIFETIME_SECONDS);
  secret_search_add (sign_in_peer_get_client_secret (fixture->peer));
}

static void
forget_profiles (SignInFixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->profiles);

  while (g_list_model_get_n_items (model) > 0)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (model, 0);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GAsyncResult) forgotten = NULL;
      g_autoptr (GError) error = NULL;

      /* The next test looks for what it leaves behind in the same home. */
      smrt_copy_forget_async (profile, result_cb, &forgotten);
      account_fixture_wait (has_result, &forgotten);
      smrt_copy_forget_finish (forgotten, &error);
      g_assert_no_error (error);
      smrt_keyring_clear_async (fixture->keyring, smrt_profile_get_id (profile), NULL, result_cb, &result);
      account_fixture_wait (has_result, &result);
      smrt_keyring_clear_finish (fixture->keyring, result, &error);
      g_assert_no_error (error);
      smrt_profiles_remove (fixture->profiles, profile, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (SignInFixture *fixture,
           gconstpointer  unused)
{
  g_autofree char *folder = g_path_get_dirname (fixture->database);

  secret_search_run (fixture->servers->home);

  forget_profiles (fixture);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  g_clear_object (&fixture->sign_in);
  g_clear_object (&fixture->profile);
  g_clear_object (&fixture->profiles);
  g_clear_object (&fixture->keyring);
  g_clear_object (&fixture->account.account);
  g_clear_object (&fixture->account.session);
  smrt_sandbox_stop (fixture->account.sandbox);
  g_clear_object (&fixture->account.sandbox);
  g_clear_object (&fixture->account.clock);

  g_assert_cmpint (g_unlink (fixture->database), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (fixture->database);
}

void
sign_in_fixture_add (const char          *name,
                     void               (*test) (SignInFixture *, gconstpointer),
                     const SignInServers *servers)
{
  g_autofree char *path = g_strdup_printf ("/sign-in/%s/%s", sign_in_peer_get_name (servers->peer), name);

  g_test_add (path, SignInFixture, servers, set_up, test, tear_down);
}

void
sign_in_fixture_configure (SignInFixture *fixture,
                           gboolean       rotate,
                           unsigned int   seconds)
{
  sign_in_peer_configure (fixture->peer, smrt_sandbox_get_customer (fixture->account.sandbox),
                          smrt_sandbox_get_url (fixture->account.sandbox), rotate, seconds);
}

static gboolean
is_persons_turn (gpointer data)
{
  SignInFixture *fixture = data;

  return fixture->result != NULL || smrt_sign_in_get_state (fixture->sign_in) == SMRT_SIGN_IN_STATE_WAITING;
}

/* Where the browser is to bring the answer. */
static guint16
find_port (const char *address)
{
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) redirect = NULL;
  g_autoptr (GError) error = NULL;

  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, &error);
  g_assert_no_error (error);
  query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, &error);
  g_assert_no_error (error);
  redirect = g_uri_parse (g_hash_table_lookup (query, "redirect_uri"), G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);

  return g_uri_get_port (redirect);
}

void
sign_in_fixture_begin (SignInFixture    *fixture,
                       SmrtSignInMethod  method)
{
  fixture->cancellable = g_cancellable_new ();
  fixture->sign_in = smrt_sign_in_new (method, fixture->profile, fixture->profiles, fixture->keyring,
                                       fixture->account.clock);
  smrt_sign_in_run_async (fixture->sign_in, fixture->cancellable, result_cb, &fixture->result);
  account_fixture_wait (is_persons_turn, fixture);

  if (fixture->result != NULL)
    {
      g_autoptr (GError) error = NULL;

      smrt_sign_in_run_finish (fixture->sign_in, fixture->result, &error);
      g_error ("It is not the person's turn: %s", error->message);
    }
  if (method == SMRT_SIGN_IN_METHOD_BROWSER)
    {
      fixture->port = find_port (smrt_sign_in_get_address (fixture->sign_in));
      g_assert_true (sign_in_fixture_is_open (fixture));
    }
}

static void
add_code (const char *query)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (GError) error = NULL;

  parameters = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, &error);
  g_assert_no_error (error);
  if (g_hash_table_lookup (parameters, "code") != NULL)
    secret_search_add (g_hash_table_lookup (parameters, "code"));
}

char *
sign_in_fixture_visit (SignInFixture      *fixture,
                       const SignInPerson *person,
                       unsigned int       *refused)
{
  g_autofree char *address = g_strdup (smrt_sign_in_get_address (fixture->sign_in));
  g_autofree char *query = NULL;
  char *page;

  secret_search_add (sign_in_peer_get_password (fixture->peer, person->user));
  page = sign_in_peer_visit (fixture->peer, person, address, refused, &query);
  if (query != NULL)
    add_code (query);

  return page;
}

gboolean
sign_in_fixture_finish (SignInFixture  *fixture,
                        GError        **error)
{
  gboolean done;

  account_fixture_wait (has_result, &fixture->result);
  done = smrt_sign_in_run_finish (fixture->sign_in, fixture->result, error);
  if (!done)
    return FALSE;

  fixture->account.session = g_object_ref (smrt_sign_in_get_session (fixture->sign_in));
  fixture->account.account = smrt_account_new (fixture->account.session);
  sign_in_fixture_get_tokens (fixture);

  return TRUE;
}

void
sign_in_fixture_sign_in (SignInFixture *fixture,
                         const char    *user)
{
  const SignInPerson person = { .user = user };
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int refused;

  sign_in_fixture_begin (fixture, SMRT_SIGN_IN_METHOD_BROWSER);
  page = sign_in_fixture_visit (fixture, &person, &refused);
  sign_in_fixture_finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_sign_in_get_state (fixture->sign_in), ==, SMRT_SIGN_IN_STATE_DONE);
  g_assert_cmpuint (refused, ==, 0);
}

const SmrtTokenSet *
sign_in_fixture_get_tokens (SignInFixture *fixture)
{
  const SmrtTokenSet *set = smrt_tokens_get_set (smrt_session_get_tokens (fixture->account.session));

  secret_search_add_secret (set->access_token);
  secret_search_add_secret (set->refresh_token);

  return set;
}

static gboolean
end_request (SmrtStripeClient  *client,
             GAsyncResult     **result,
             GError           **error)
{
  g_autoptr (JsonNode) node = NULL;

  account_fixture_wait (has_result, result);
  node = smrt_stripe_client_request_finish (client, *result, error);

  return node != NULL;
}

static char *
get_customer_path (SignInFixture *fixture)
{
  return g_strconcat ("/v1/customers/", smrt_session_get_customer_id (fixture->account.session), NULL);
}

gboolean
sign_in_fixture_read (SignInFixture  *fixture,
                      GError        **error)
{
  SmrtStripeClient *client = smrt_session_get_client (fixture->account.session);
  g_autofree char *path = get_customer_path (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_client_get_async (client, path, NULL, NULL, result_cb, &result);

  return end_request (client, &result, error);
}

gboolean
sign_in_fixture_write (SignInFixture  *fixture,
                       GError        **error)
{
  SmrtStripeClient *client = smrt_session_get_client (fixture->account.session);
  SmrtSubscription *subscription = account_fixture_find (&fixture->account, "smrtPhone Standard");
  g_autofree char *path = g_strconcat ("/v1/subscriptions/", smrt_subscription_get_id (subscription), NULL);
  g_autofree char *key = smrt_stripe_client_new_idempotency_key ();
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (GAsyncResult) result = NULL;

  smrt_form_add (form, "metadata[note]", "of a test");
  smrt_stripe_client_post_async (client, path, form, key, NULL, result_cb, &result);

  return end_request (client, &result, error);
}

void
sign_in_fixture_restart (SignInFixture *fixture)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  uri = g_uri_parse (smrt_sandbox_get_url (fixture->account.sandbox), G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  smrt_sandbox_stop (fixture->account.sandbox);
  g_clear_object (&fixture->account.sandbox);
  start_sandbox (fixture, g_uri_get_port (uri));
}

gboolean
sign_in_fixture_is_accepted (SignInFixture *fixture,
                             SmrtSecret    *refresh_token)
{
  g_autoptr (SmrtOidcClient) client = smrt_oidc_client_new (SMRT_OIDC_CLIENT_ID, fixture->account.clock);
  g_autoptr (SmrtOidcProvider) provider = NULL;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  g_autoptr (GAsyncResult) discovered = NULL;
  g_autoptr (GAsyncResult) refreshed = NULL;
  g_autoptr (GError) error = NULL;

  smrt_oidc_client_discover_async (client, smrt_sandbox_get_url (fixture->account.sandbox), NULL, result_cb,
                                   &discovered);
  account_fixture_wait (has_result, &discovered);
  provider = smrt_oidc_client_discover_finish (client, discovered, &error);
  g_assert_no_error (error);

  smrt_oidc_tokens_refresh_async (client, provider, refresh_token, NULL, NULL, result_cb, &refreshed);
  account_fixture_wait (has_result, &refreshed);
  tokens = smrt_oidc_tokens_refresh_finish (client, refreshed, &error);

  /* glewlwyd says nothing about it. */
  if (tokens == NULL && !g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT))
    {
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
      g_assert_null (smrt_oidc_error_get_code (error));
    }

  return tokens != NULL;
}

gboolean
sign_in_fixture_is_open (SignInFixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *where = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autoptr (GError) error = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, where, fixture->port, NULL, &error);
  if (connection == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  return connection != NULL;
}

void
sign_in_fixture_assert_nothing_kept (SignInFixture *fixture)
{
  g_autoptr (SmrtProfiles) profiles = smrt_profiles_new (NULL);

  smrt_profiles_load (profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (profiles)), ==, 0);
  g_assert_cmpuint (real_keyring_count (fixture->servers->keyring), ==, 0);
}
