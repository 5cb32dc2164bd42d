/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"
#include "smrt-stripe-client.h"
#include "smrt-token-revocation.h"

#define MANY 100

#define add_test(path, function) \
 g_test_add ("/account/tokens/" path, Fixture, NULL, set_up, function, tear_down)

/* An issuer, and an account server that accepts one token. */
typedef struct
{
  IssuerFixture issuer;
  SoupServer *server;
  char *url;
  const char *accepted;
  unsigned int n_accepted;
  unsigned int n_refused;
  SmrtTokens *tokens;
  SmrtStripeClient *client;
} Fixture;

static void
clear_issuer (IssuerFixture *issuer)
{
  issuer_fixture_tear_down (issuer, NULL);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IssuerFixture, clear_issuer)

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                     "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", fixture->accepted, NULL);
  gboolean accepted = g_strcmp0 (header, expected) == 0;
  const char *body = accepted ? "{}" : "{\"error\": {\"type\": \"invalid_request_error\"}}";

  fixture->n_accepted += accepted;
  fixture->n_refused += !accepted;
  soup_server_message_set_status (message, accepted ? 200 : 401, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static SmrtTokens *
create_tokens (Fixture    *fixture,
               const char *access_token,
               const char *refresh_token,
               gint64      expires_at)
{
  g_autoptr (SmrtSecret) access = smrt_secret_new (access_token);
  g_autoptr (SmrtSecret) refresh = refresh_token != NULL ? smrt_secret_new (refresh_token) : NULL;
  g_autoptr (SmrtTokenSet) set = smrt_token_set_new (fixture->issuer.url, fixture->issuer.url, access, refresh,
                                                     expires_at);
  g_autoptr (SmrtSecret) secret = smrt_token_set_to_secret (set);

  return smrt_tokens_new_from_secret (fixture->issuer.client, fixture->issuer.url, secret, ISSUER_SUBJECT, NULL);
}

static void
use_tokens (Fixture    *fixture,
            SmrtTokens *tokens)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->tokens);
  fixture->tokens = tokens;
  fixture->client = smrt_stripe_client_new_with_bearer (fixture->url, SMRT_STRIPE_BEARER (tokens),
                                                        fixture->issuer.clock);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  issuer_fixture_set_up (&fixture->issuer, NULL);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  fixture->accepted = "new";
  issuer_fixture_set_tokens (&fixture->issuer, "new", "refresh-2", NULL);
  use_tokens (fixture, create_tokens (fixture, "old", "refresh-1", ISSUER_NOW + 3600));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_assert_finalize_object (g_steal_pointer (&fixture->tokens));
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_free (fixture->url);
  issuer_fixture_tear_down (&fixture->issuer, NULL);
}

static void
ask (Fixture  *fixture,
     GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) answer = NULL;

  smrt_stripe_client_get_async (fixture->client, "/v1/thing", NULL, NULL, issuer_result_cb, &result);
  answer = smrt_stripe_client_request_finish (fixture->client, issuer_await (&result), error);
}

static void
assert_refreshed (Fixture      *fixture,
                  unsigned int  count,
                  const char   *refresh_token)
{
  IssuerRequest *request = issuer_fixture_find (&fixture->issuer, ISSUER_TOKEN_PATH);

  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, count);
  g_assert_cmpstr (g_hash_table_lookup (request->form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (request->form, "refresh_token"), ==, refresh_token);
  g_assert_cmpstr (g_hash_table_lookup (request->form, "resource"), ==, fixture->issuer.url);
}

/* However many wait. */
static void
ask_many (Fixture *fixture)
{
  GAsyncResult *results[MANY] = { NULL };

  for (unsigned int i = 0; i < MANY; i++)
    smrt_stripe_client_get_async (fixture->client, "/v1/thing", NULL, NULL, issuer_result_cb, &results[i]);

  for (unsigned int i = 0; i < MANY; i++)
    {
      g_autoptr (GAsyncResult) result = issuer_await (&results[i]);
      g_autoptr (JsonNode) answer = NULL;
      g_autoptr (GError) error = NULL;

      answer = smrt_stripe_client_request_finish (fixture->client, result, &error);
      g_assert_no_error (error);
    }
}

static void
test_many_at_an_expired (Fixture       *fixture,
                         gconstpointer  data)
{
  smrt_clock_advance (fixture->issuer.clock, 3600);
  ask_many (fixture);
  assert_refreshed (fixture, 1, "refresh-1");
  g_assert_cmpuint (fixture->n_accepted, ==, MANY);
  g_assert_cmpuint (fixture->n_refused, ==, 0);
}

static void
test_many_at_a_refused (Fixture       *fixture,
                        gconstpointer  data)
{
  ask_many (fixture);
  assert_refreshed (fixture, 1, "refresh-1");
  g_assert_cmpuint (fixture->n_accepted, ==, MANY);
}

static void
test_rotation (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  ask (fixture, &error);
  g_assert_no_error (error);
  assert_refreshed (fixture, 1, "refresh-1");

  /* The new token lasts its hour and is gone half a minute before. */
  smrt_clock_advance (fixture->issuer.clock, 3569);
  ask (fixture, &error);
  g_assert_no_error (error);
  assert_refreshed (fixture, 1, "refresh-1");

  smrt_clock_advance (fixture->issuer.clock, 1);
  issuer_fixture_set_tokens (&fixture->issuer, "new", NULL, NULL);
  ask (fixture, &error);
  g_assert_no_error (error);
  assert_refreshed (fixture, 2, "refresh-2");

  /* Without rotation the token is used again. */
  smrt_clock_advance (fixture->issuer.clock, 3600);
  ask (fixture, &error);
  g_assert_no_error (error);
  assert_refreshed (fixture, 3, "refresh-2");
}

static void
count_cb (unsigned int *count)
{
  (*count)++;
}

static void
test_ended (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  unsigned int n_notified = 0;

  g_signal_connect_swapped (fixture->tokens, "notify::ended", G_CALLBACK (count_cb), &n_notified);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 400,
                           "{'error': 'invalid_grant', 'error_description': 'Gone'}");
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_cmpstr (smrt_stripe_error_get_message (error), ==, "Gone");
  g_assert_true (smrt_tokens_get_ended (fixture->tokens));
  g_assert_cmpuint (n_notified, ==, 1);
  g_clear_error (&error);

  /* Nobody is asked any more. */
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  g_assert_cmpuint (n_notified, ==, 1);
}

static void
test_no_refresh_token (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  use_tokens (fixture, create_tokens (fixture, "new", NULL, 0));
  ask (fixture, &error);
  g_assert_no_error (error);

  fixture->accepted = "another";
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_true (smrt_tokens_get_ended (fixture->tokens));
}

/* That the issuer is not reached ends nothing. */
static void
test_issuer_down (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_TOKEN_PATH, ISSUER_RESETS);
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT);
  g_assert_false (smrt_tokens_get_ended (fixture->tokens));
  g_clear_error (&error);

  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_TOKEN_PATH, ISSUER_ANSWERS);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_TOKEN_PATH, 503, "{'error': 'temporarily_unavailable'}");
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_SERVER);
  g_assert_false (smrt_tokens_get_ended (fixture->tokens));
  g_clear_error (&error);

  issuer_fixture_set_tokens (&fixture->issuer, "new", NULL, NULL);
  ask (fixture, &error);
  g_assert_no_error (error);
}

/* Tokens of somebody else are not taken. */
static void
test_other_person (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, "{'sub': 'user-2'}");
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_tokens (&fixture->issuer, "new", "refresh-2", id_token);
  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_true (smrt_tokens_get_ended (fixture->tokens));
  g_assert_cmpuint (fixture->n_accepted, ==, 0);
}

static void
test_claims (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id_token = issuer_fixture_make_id_token (&fixture->issuer, NULL, "{'smrtphone_role': 'finance'}");
  g_autoptr (GError) error = NULL;
  unsigned int n_notified = 0;

  g_signal_connect_swapped (fixture->tokens, "notify::claims", G_CALLBACK (count_cb), &n_notified);
  issuer_fixture_set_tokens (&fixture->issuer, "new", "refresh-2", id_token);
  ask (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (smrt_tokens_get_claims (fixture->tokens), "smrtphone_role"), ==,
                   "finance");
  g_assert_cmpstr (smrt_tokens_get_subject (fixture->tokens), ==, ISSUER_SUBJECT);
  g_assert_cmpuint (n_notified, ==, 1);
}

/* Who gives up gets away at once, and the others get their token. */
static void
test_one_gives_up (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_METADATA_PATH, ISSUER_HOLDS);
  smrt_stripe_client_get_async (fixture->client, "/v1/thing", NULL, cancellable, issuer_result_cb, &given_up);
  smrt_stripe_client_get_async (fixture->client, "/v1/thing", NULL, NULL, issuer_result_cb, &waiting);
  issuer_fixture_await (&fixture->issuer, ISSUER_METADATA_PATH, 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_stripe_client_request_finish (fixture->client, issuer_await (&given_up), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (waiting);
  g_clear_error (&error);

  issuer_fixture_release (&fixture->issuer);
  answer = smrt_stripe_client_request_finish (fixture->client, issuer_await (&waiting), &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

static gboolean
revoke_tokens (Fixture  *fixture,
               GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_token_revocation_run_async (fixture->tokens, NULL, issuer_result_cb, &result);

  return smrt_token_revocation_run_finish (fixture->tokens, issuer_await (&result), error);
}

static void
test_revoked (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  g_assert_true (revoke_tokens (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (issuer_fixture_find (&fixture->issuer, ISSUER_REVOCATION_PATH)->form, "token"),
                   ==, "old");
}

static void
assert_revoked (IssuerRequest *request,
                const char    *token,
                const char    *shown)
{
  g_autofree char *expected = shown != NULL ? g_strconcat ("Bearer ", shown, NULL) : NULL;

  g_assert_cmpstr (g_hash_table_lookup (request->form, "token"), ==, token);
  g_assert_cmpstr (g_hash_table_lookup (request->form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpstr (issuer_request_header (request, "Authorization"), ==, expected);
}

static IssuerRequest *
find_revocation (Fixture      *fixture,
                 unsigned int  index)
{
  for (unsigned int i = 0; i < fixture->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->issuer.requests, i);

      if (g_str_equal (request->path, ISSUER_REVOCATION_PATH) && index-- == 0)
        return request;
    }

  g_assert_not_reached ();
}

/* An issuer that does not take the client at its word is shown a token. */
static void
test_revoked_as_bearer (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  issuer_fixture_queue_json (&fixture->issuer, ISSUER_REVOCATION_PATH, 401, "");
  g_assert_true (revoke_tokens (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 3);
  assert_revoked (find_revocation (fixture, 0), "refresh-1", NULL);
  assert_revoked (find_revocation (fixture, 1), "refresh-1", "old");
  assert_revoked (find_revocation (fixture, 2), "old", "old");
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

/* One that has expired is renewed for it. */
static void
test_revoked_late (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  issuer_fixture_queue_json (&fixture->issuer, ISSUER_REVOCATION_PATH, 401, "{'error':'invalid_client'}");
  g_assert_true (revoke_tokens (fixture, &error));
  g_assert_no_error (error);
  assert_refreshed (fixture, 1, "refresh-1");
  assert_revoked (find_revocation (fixture, 1), "refresh-2", "new");
  assert_revoked (find_revocation (fixture, 2), "new", "new");
}

/* Whoever does not renew any more has revoked already. */
static void
test_revoked_before (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 401, NULL, "", 0);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_TOKEN_PATH, 400, NULL, "", 0);
  g_assert_true (revoke_tokens (fixture, &error));
  g_assert_no_error (error);
}

/* It is asked twice at the most. */
static void
test_not_revoked (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 401, NULL, "", 0);
  g_assert_false (revoke_tokens (fixture, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_REVOCATION_PATH), ==, 2);
}

/* What a renewal brings while the person signs out is revoked too. */
static void
test_revoked_while_renewing (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) revoked = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  smrt_clock_advance (fixture->issuer.clock, 3600);
  issuer_fixture_set_answer (&fixture->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_METADATA_PATH, ISSUER_HOLDS);
  smrt_stripe_client_get_async (fixture->client, "/v1/thing", NULL, NULL, issuer_result_cb, &asked);
  issuer_fixture_await (&fixture->issuer, ISSUER_METADATA_PATH, 1);

  smrt_token_revocation_run_async (fixture->tokens, NULL, issuer_result_cb, &revoked);
  smrt_tokens_end (fixture->tokens);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_METADATA_PATH, ISSUER_ANSWERS);
  issuer_fixture_release (&fixture->issuer);

  g_assert_true (smrt_token_revocation_run_finish (fixture->tokens, issuer_await (&revoked), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (issuer_fixture_find (&fixture->issuer, ISSUER_REVOCATION_PATH)->form, "token"),
                   ==, "new");

  /* Who waited does not get it. */
  answer = smrt_stripe_client_request_finish (fixture->client, issuer_await (&asked), &error);
  g_assert_null (answer);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_cmpuint (fixture->n_accepted + fixture->n_refused, ==, 0);
}

/* An account server that names another issuer later on does not get the refresh
 * token that way, neither when it is used nor when it is revoked. */
static void
test_other_issuer (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto (IssuerFixture) other = { 0 };
  g_autofree char *metadata = NULL;
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_up (&other, NULL);
  issuer_fixture_set_tokens (&other, "new", "refresh-2", NULL);
  issuer_fixture_set_answer (&other, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  metadata = g_strdup_printf ("{'resource': '%s', 'authorization_servers': ['%s']}", fixture->issuer.url, other.url);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_RESOURCE_PATH, 200, metadata);

  g_assert_false (revoke_tokens (fixture, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH);
  g_clear_error (&error);

  ask (fixture, &error);
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_true (smrt_tokens_get_ended (fixture->tokens));
  g_assert_null (smrt_tokens_get_provider (fixture->tokens));
  g_clear_error (&error);

  g_assert_false (revoke_tokens (fixture, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH);
  g_assert_cmpuint (issuer_fixture_count (&other, ISSUER_TOKEN_PATH), ==, 0);
  g_assert_cmpuint (issuer_fixture_count (&other, ISSUER_REVOCATION_PATH), ==, 0);
}

/* Nor does another account server get them, wherever its address comes from. */
static void
test_other_server (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SmrtSecret) secret = smrt_tokens_to_secret (fixture->tokens);

  g_assert_null (smrt_tokens_new_from_secret (fixture->issuer.client, "https://evil.example.com", secret,
                                              ISSUER_SUBJECT, NULL));
}

static void
test_set (void)
{
  static const char * const broken[] = {
    "",
    "tokens 2",
    "tokens 2\nhttps://a\nhttps://b\n0\naccess",
    "tokens 1\n0\naccess\nrefresh",
    "tokens 3\nhttps://a\nhttps://b\n0\naccess\nrefresh",
    "tokens 2\n\nhttps://b\n0\naccess\nrefresh",
    "tokens 2\nhttps://a\n\n0\naccess\nrefresh",
    "tokens 2\nhttps://a\nhttps:// b\n0\naccess\nrefresh",
    "tokens 2\nhttps://a\nhttps://b\n-1\naccess\nrefresh",
    "tokens 2\nhttps://a\nhttps://b\n0\n\nrefresh",
    "tokens 2\nhttps://a\nhttps://b\n0\naccess\nre fresh",
    "tokens 2\nhttps://a\nhttps://b\n0\naccess\nrefresh\nmore",
    "sk_test_a_key_is_no_set",
  };
  g_autoptr (SmrtSecret) access = smrt_secret_new ("access");
  g_autoptr (SmrtSecret) refresh = smrt_secret_new ("refresh");
  g_autoptr (SmrtTokenSet) set = smrt_token_set_new ("https://a", "https://b", access, refresh, 7);
  g_autoptr (SmrtTokenSet) bare = smrt_token_set_new ("https://a", "https://b", access, NULL, 0);
  g_autoptr (SmrtSecret) text = smrt_token_set_to_secret (set);
  g_autoptr (SmrtSecret) bare_text = smrt_token_set_to_secret (bare);
  g_autoptr (SmrtTokenSet) again = smrt_token_set_parse (text);
  g_autoptr (SmrtTokenSet) bare_again = smrt_token_set_parse (bare_text);

  g_assert_true (smrt_token_set_equal (set, again));
  g_assert_cmpint (again->expires_at, ==, 7);
  g_assert_cmpstr (again->server_url, ==, "https://a");
  g_assert_cmpstr (again->issuer, ==, "https://b");
  g_assert_true (smrt_token_set_equal (bare, bare_again));
  g_assert_null (bare_again->refresh_token);
  g_assert_false (smrt_token_set_equal (set, bare));

  for (unsigned int i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (SmrtSecret) secret = smrt_secret_new (broken[i]);

      g_assert_null (smrt_token_set_parse (secret));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("many-at-an-expired", test_many_at_an_expired);
  add_test ("many-at-a-refused", test_many_at_a_refused);
  add_test ("rotation", test_rotation);
  add_test ("ended", test_ended);
  add_test ("no-refresh-token", test_no_refresh_token);
  add_test ("issuer-down", test_issuer_down);
  add_test ("other-person", test_other_person);
  add_test ("other-issuer", test_other_issuer);
  add_test ("other-server", test_other_server);
  add_test ("claims", test_claims);
  add_test ("one-gives-up", test_one_gives_up);
  add_test ("revoked", test_revoked);
  add_test ("revoked-as-bearer", test_revoked_as_bearer);
  add_test ("revoked-late", test_revoked_late);
  add_test ("revoked-before", test_revoked_before);
  add_test ("not-revoked", test_not_revoked);
  add_test ("revoked-while-renewing", test_revoked_while_renewing);
  g_test_add_func ("/account/tokens/set", test_set);
  return g_test_run ();
}
