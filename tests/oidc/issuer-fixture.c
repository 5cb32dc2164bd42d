/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-oidc-request.h"

typedef struct
{
  unsigned int status;
  char *content_type;
  GBytes *body;
} Answer;

/* What a path does: answers that are given once, and the one that stays. */
typedef struct
{
  GQueue once;
  Answer *always;
  GHashTable *headers;
  IssuerBehaviour behaviour;
} Place;

static void
free_answer (Answer *answer)
{
  g_free (answer->content_type);
  g_bytes_unref (answer->body);
  g_free (answer);
}

static void
free_place (Place *place)
{
  g_queue_clear_full (&place->once, (GDestroyNotify) free_answer);
  g_clear_pointer (&place->always, free_answer);
  g_hash_table_unref (place->headers);
  g_free (place);
}

static void
free_request (IssuerRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_free (request->body);
  g_hash_table_unref (request->headers);
  g_hash_table_unref (request->form);
  g_free (request);
}

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static Answer *
create_answer (unsigned int  status,
               const char   *content_type,
               const char   *body,
               gssize        length)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);

  return answer;
}

/* JSON as tests write it. */
static char *
expand_json (IssuerFixture *fixture,
             const char    *json)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (json), "'", '"');
  g_auto (GStrv) parts = g_strsplit (quoted, "%s", -1);

  return g_strjoinv (fixture->url, parts);
}

static JsonNode *
parse_json (IssuerFixture *fixture,
            const char    *json)
{
  g_autofree char *text = expand_json (fixture, json);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);

  return node;
}

static Place *
get_place (IssuerFixture *fixture,
           const char    *path)
{
  Place *place = g_hash_table_lookup (fixture->answers, path);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      g_queue_init (&place->once);
      place->headers = create_table ();
      g_hash_table_insert (fixture->answers, g_strdup (path), place);
    }

  return place;
}

static void
keep_header (const char *name,
             const char *value,
             gpointer    user_data)
{
  g_hash_table_insert (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
keep_request (IssuerFixture     *fixture,
              SoupServerMessage *message,
              const char        *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  IssuerRequest *request = g_new0 (IssuerRequest, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  request->body = g_strndup (body->data != NULL ? body->data : "", body->length);
  request->headers = create_table ();
  soup_message_headers_foreach (headers, keep_header, request->headers);
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/x-www-form-urlencoded") == 0)
    request->form = soup_form_decode (request->body);
  else
    request->form = create_table ();
  g_ptr_array_add (fixture->requests, request);
}

static void
give_answer (SoupServerMessage *message,
             const Place       *place,
             const Answer      *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GHashTableIter iter;
  gpointer name, value;

  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", answer->content_type);
  if (g_bytes_get_size (answer->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
  g_hash_table_iter_init (&iter, place->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
}

static void
stall (SoupServerMessage *message)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), "application/json", NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  IssuerFixture *fixture = user_data;
  Place *place = g_hash_table_lookup (fixture->answers, path);
  Answer *answer;

  keep_request (fixture, message, path);
  if (place == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  switch (place->behaviour)
    {
    case ISSUER_RESETS:
      {
        g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

        g_io_stream_close (stream, NULL, NULL);
        return;
      }
    case ISSUER_HOLDS:
      soup_server_message_pause (message);
      g_ptr_array_add (fixture->held, g_object_ref (message));
      return;
    case ISSUER_STALLS:
      stall (message);
      return;
    case ISSUER_ANSWERS:
    default:
      break;
    }

  answer = g_queue_pop_head (&place->once);
  if (answer != NULL)
    {
      give_answer (message, place, answer);
      free_answer (answer);
    }
  else if (place->always != NULL)
    give_answer (message, place, place->always);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
set_documents (IssuerFixture *fixture)
{
  issuer_fixture_set_json (fixture, ISSUER_RESOURCE_PATH, 200,
                           "{'resource':'%s','authorization_servers':['%s'],"
                           "'scopes_supported':['billing:read','billing:write']}");
  issuer_fixture_set_json (fixture, ISSUER_METADATA_PATH, 200,
                           "{'issuer':'%s',"
                           "'authorization_endpoint':'%s/authorize',"
                           "'token_endpoint':'%s/token',"
                           "'jwks_uri':'%s/jwks',"
                           "'userinfo_endpoint':'%s/userinfo',"
                           "'revocation_endpoint':'%s/revoke',"
                           "'device_authorization_endpoint':'%s/device',"
                           "'introspection_endpoint':'%s/introspect',"
                           "'scopes_supported':['openid','offline_access','billing:read','billing:write'],"
                           "'response_types_supported':['code'],"
                           "'code_challenge_methods_supported':['S256'],"
                           "'authorization_response_iss_parameter_supported':true}");
  issuer_fixture_set_keys (fixture, fixture->key, NULL);
}

void
issuer_fixture_set_up (IssuerFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  fixture->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) free_request);
  fixture->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_place);
  fixture->held = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->key = issuer_key_new ("ES256", "key-1");
  fixture->clock = smrt_clock_new_manual (ISSUER_NOW);
  issuer_fixture_set_client (fixture, 60000, NULL);
  set_documents (fixture);
}

void
issuer_fixture_tear_down (IssuerFixture *fixture,
                          gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  g_ptr_array_unref (fixture->held);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_ptr_array_unref (fixture->requests);
  g_hash_table_unref (fixture->answers);
  g_clear_pointer (&fixture->key, issuer_key_free);
  g_clear_object (&fixture->clock);
  g_free (fixture->url);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
issuer_fixture_set_client (IssuerFixture *fixture,
                           unsigned int   deadline_ms,
                           const char    *client_secret)
{
  g_autoptr (SmrtSecret) secret = client_secret != NULL ? smrt_secret_new (client_secret) : NULL;

  g_clear_object (&fixture->client);
  fixture->client = g_object_new (SMRT_TYPE_OIDC_CLIENT,
                                  "client-id", SMRT_OIDC_CLIENT_ID,
                                  "client-secret", secret,
                                  "clock", fixture->clock,
                                  "deadline-ms", deadline_ms,
                                  NULL);
}

void
issuer_fixture_set_answer (IssuerFixture *fixture,
                           const char    *path,
                           unsigned int   status,
                           const char    *content_type,
                           const char    *body,
                           gssize         length)
{
  Place *place = get_place (fixture, path);

  g_clear_pointer (&place->always, free_answer);
  place->always = create_answer (status, content_type, body, length);
}

void
issuer_fixture_set_json (IssuerFixture *fixture,
                         const char    *path,
                         unsigned int   status,
                         const char    *json)
{
  g_autofree char *text = expand_json (fixture, json);

  issuer_fixture_set_answer (fixture, path, status, "application/json", text, -1);
}

void
issuer_fixture_queue_json (IssuerFixture *fixture,
                           const char    *path,
                           unsigned int   status,
                           const char    *json)
{
  g_autofree char *text = expand_json (fixture, json);

  g_queue_push_tail (&get_place (fixture, path)->once, create_answer (status, "application/json", text, -1));
}

void
issuer_fixture_set_header (IssuerFixture *fixture,
                           const char    *path,
                           const char    *name,
                           const char    *value)
{
  g_hash_table_insert (get_place (fixture, path)->headers, g_strdup (name), g_strdup (value));
}

void
issuer_fixture_set_behaviour (IssuerFixture   *fixture,
                              const char      *path,
                              IssuerBehaviour  behaviour)
{
  get_place (fixture, path)->behaviour = behaviour;
}

void
issuer_fixture_set_metadata (IssuerFixture *fixture,
                             const char    *member,
                             const char    *json)
{
  Place *place = get_place (fixture, ISSUER_METADATA_PATH);
  g_autofree char *old = g_strndup (g_bytes_get_data (place->always->body, NULL), g_bytes_get_size (place->always->body));
  g_autoptr (JsonNode) root = parse_json (fixture, old);
  JsonObject *object = json_node_get_object (root);
  g_autofree char *text = NULL;

  if (json != NULL)
    json_object_set_member (object, member, parse_json (fixture, json));
  else
    json_object_remove_member (object, member);

  text = smrt_json_to_string (root, FALSE);
  issuer_fixture_set_json (fixture, ISSUER_METADATA_PATH, 200, text);
}

void
issuer_fixture_set_keys (IssuerFixture *fixture,
                         IssuerKey     *first,
                         ...)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *set = json_object_new ();
  JsonArray *keys = json_array_new ();
  g_autofree char *text = NULL;
  va_list rest;

  va_start (rest, first);
  for (IssuerKey *key = first; key != NULL; key = va_arg (rest, IssuerKey *))
    json_array_add_object_element (keys, issuer_key_to_jwk (key));
  va_end (rest);

  json_object_set_array_member (set, "keys", keys);
  json_node_take_object (root, set);
  text = smrt_json_to_string (root, FALSE);
  issuer_fixture_set_answer (fixture, ISSUER_KEYS_PATH, 200, "application/jwk-set+json", text, -1);
}

static void
override_cb (JsonObject *overrides,
             const char *name,
             JsonNode   *member,
             gpointer    user_data)
{
  JsonObject *claims = user_data;

  if (JSON_NODE_HOLDS_NULL (member))
    json_object_remove_member (claims, name);
  else
    json_object_set_member (claims, name, json_node_copy (member));
}

char *
issuer_fixture_make_claims (IssuerFixture *fixture,
                            const char    *nonce,
                            const char    *overrides)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *claims = json_object_new ();
  gint64 now = smrt_clock_get_real_time (fixture->clock);

  json_object_set_string_member (claims, "iss", fixture->url);
  json_object_set_string_member (claims, "aud", SMRT_OIDC_CLIENT_ID);
  json_object_set_string_member (claims, "sub", ISSUER_SUBJECT);
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "exp", now + 3600);
  if (nonce != NULL)
    json_object_set_string_member (claims, "nonce", nonce);
  if (overrides != NULL)
    {
      g_autoptr (JsonNode) node = parse_json (fixture, overrides);

      json_object_foreach_member (json_node_get_object (node), override_cb, claims);
    }
  json_node_take_object (root, claims);

  return smrt_json_to_string (root, FALSE);
}

char *
issuer_fixture_make_id_token (IssuerFixture *fixture,
                              const char    *nonce,
                              const char    *overrides)
{
  g_autofree char *claims = issuer_fixture_make_claims (fixture, nonce, overrides);

  return issuer_key_sign (fixture->key, claims);
}

void
issuer_fixture_set_tokens (IssuerFixture *fixture,
                           const char    *access_token,
                           const char    *refresh_token,
                           const char    *id_token)
{
  const char *members[][2] = {
    { "access_token", access_token },
    { "refresh_token", refresh_token },
    { "id_token", id_token },
  };
  g_autoptr (GString) json = g_string_new ("{'token_type':'Bearer','expires_in':3600");

  for (unsigned int i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i][1] != NULL)
      g_string_append_printf (json, ",'%s':'%s'", members[i][0], members[i][1]);
  g_string_append_c (json, '}');
  issuer_fixture_set_json (fixture, ISSUER_TOKEN_PATH, 200, json->str);
}

SmrtOidcProvider *
issuer_fixture_discover (IssuerFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtOidcProvider *provider;

  smrt_oidc_client_discover_async (fixture->client, fixture->url, NULL, issuer_result_cb, &result);
  provider = smrt_oidc_client_discover_finish (fixture->client, issuer_await (&result), &error);
  g_assert_no_error (error);

  return provider;
}

JsonObject *
issuer_fixture_get (IssuerFixture  *fixture,
                    const char *address,
                    unsigned int *status,
                    GError **error)
{
  g_autoptr (SmrtSecret) bearer = smrt_secret_new (ISSUER_BEARER);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_request_get_async (fixture->client, address, bearer, NULL, issuer_result_cb, &result);

  return smrt_oidc_request_finish (fixture->client, issuer_await (&result), status, error);
}

JsonObject *
issuer_fixture_post (IssuerFixture  *fixture,
                     const char *address,
                     unsigned int *status,
                     GError **error)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (GAsyncResult) result = NULL;

  smrt_form_add (form, "grant_type", "authorization_code");
  smrt_form_add (form, "code", ISSUER_CODE);
  smrt_oidc_request_post_async (fixture->client, address, form, NULL, issuer_result_cb, &result);

  return smrt_oidc_request_finish (fixture->client, issuer_await (&result), status, error);
}

unsigned int
issuer_fixture_count (IssuerFixture *fixture,
                      const char    *path)
{
  unsigned int count = 0;

  for (unsigned int i = 0; i < fixture->requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->requests, i);

      count += g_str_equal (request->path, path);
    }

  return count;
}

IssuerRequest *
issuer_fixture_find (IssuerFixture *fixture,
                     const char    *path)
{
  for (unsigned int i = fixture->requests->len; i > 0; i--)
    {
      IssuerRequest *request = g_ptr_array_index (fixture->requests, i - 1);

      if (g_str_equal (request->path, path))
        return request;
    }

  g_error ("Nobody asked for %s", path);
}

const char *
issuer_request_header (IssuerRequest *request,
                       const char    *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (request->headers, lower);
}

void
issuer_fixture_await (IssuerFixture *fixture,
                      const char    *path,
                      unsigned int   count)
{
  while (issuer_fixture_count (fixture, path) < count)
    g_main_context_iteration (NULL, TRUE);
}

void
issuer_result_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
issuer_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

void
issuer_fixture_release (IssuerFixture *fixture)
{
  for (unsigned int i = 0; i < fixture->held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (fixture->held, i);
      Place *place = g_hash_table_lookup (fixture->answers, g_uri_get_path (soup_server_message_get_uri (message)));

      give_answer (message, place, place->always);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (fixture->held, 0);
}
