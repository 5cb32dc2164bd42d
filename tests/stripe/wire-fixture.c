/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire-fixture.h"

#include <string.h>

#include "smrt-stripe-key.h"

static void
free_request (WireRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_free (request->body);
  g_hash_table_unref (request->headers);
  g_free (request);
}

static void
free_answer (WireAnswer *answer)
{
  g_free (answer->path);
  g_free (answer->content_type);
  g_bytes_unref (answer->body);
  g_hash_table_unref (answer->headers);
  g_free (answer);
}

static GHashTable *
create_headers (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
keep_header (const char *name,
             const char *value,
             gpointer    user_data)
{
  g_hash_table_insert (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
keep_request (Wire              *wire,
              SoupServerMessage *message,
              const char        *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  WireRequest *request = g_new0 (WireRequest, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  request->body = g_strndup (body->data != NULL ? body->data : "", body->length);
  request->headers = create_headers ();
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header, request->headers);
  g_ptr_array_add (wire->requests, request);
}

static WireAnswer *
take_answer (Wire       *wire,
             const char *path)
{
  for (GList *link = wire->answers.head; link != NULL; link = link->next)
    {
      WireAnswer *answer = link->data;

      if (answer->path == NULL || g_str_equal (answer->path, path))
        {
          g_queue_delete_link (&wire->answers, link);
          return answer;
        }
    }

  g_error ("Nobody said what to answer to %s", path);
}

static void
give_answer (SoupServerMessage *message,
             WireAnswer        *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GHashTableIter iter;
  gpointer name, value;

  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
  g_hash_table_iter_init (&iter, answer->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Wire *wire = user_data;
  WireAnswer *answer = take_answer (wire, path);

  keep_request (wire, message, path);
  if (answer->clock_advance > 0)
    smrt_clock_advance (wire->clock, answer->clock_advance);

  switch (answer->behaviour)
    {
    case WIRE_RESETS_AND_CLOSES:
      soup_server_disconnect (server);
      break;
    case WIRE_RESETS:
      {
        g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

        g_io_stream_close (stream, NULL, NULL);
        break;
      }
    case WIRE_HOLDS:
      soup_server_message_pause (message);
      g_ptr_array_add (wire->held, g_object_ref (message));
      break;
    case WIRE_ANSWERS:
    default:
      give_answer (message, answer);
    }

  free_answer (answer);
}

void
wire_set_limits (Wire        *wire,
                 unsigned int deadline_ms,
                 unsigned int retry_base_ms,
                 unsigned int max_retries)
{
  g_autoptr (SmrtStripeBearer) bearer = smrt_stripe_key_new (wire->key);

  wire_set_bearer (wire, bearer, deadline_ms, retry_base_ms, max_retries);
}

void
wire_set_bearer (Wire             *wire,
                 SmrtStripeBearer *bearer,
                 unsigned int      deadline_ms,
                 unsigned int      retry_base_ms,
                 unsigned int      max_retries)
{
  g_clear_object (&wire->client);
  wire->client = g_object_new (SMRT_TYPE_STRIPE_CLIENT,
                               "base-url", wire->url,
                               "bearer", bearer,
                               "clock", wire->clock,
                               "deadline-ms", deadline_ms,
                               "retry-base-ms", retry_base_ms,
                               "retry-max-ms", retry_base_ms * 4,
                               "max-retries", max_retries,
                               NULL);
}

void
wire_set_up (Wire          *wire,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  wire->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (wire->server, NULL, handle_cb, wire, NULL);
  soup_server_listen_local (wire->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (wire->server);
  wire->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  wire->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) free_request);
  g_queue_init (&wire->answers);
  wire->held = g_ptr_array_new_with_free_func (g_object_unref);
  wire->key = smrt_secret_new (WIRE_KEY);
  wire->clock = smrt_clock_new_manual (1795003200);
  wire_set_limits (wire, 60000, 1, 2);
}

void
wire_tear_down (Wire          *wire,
                gconstpointer  data)
{
  g_assert_cmpuint (g_queue_get_length (&wire->answers), ==, 0);
  g_assert_finalize_object (wire->client);
  g_ptr_array_unref (wire->held);
  soup_server_disconnect (wire->server);
  g_clear_object (&wire->server);
  g_ptr_array_unref (wire->requests);
  g_clear_object (&wire->clock);
  g_clear_pointer (&wire->key, smrt_secret_unref);
  g_free (wire->url);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

WireAnswer *
wire_answer (Wire         *wire,
             unsigned int  status,
             const char   *json)
{
  WireAnswer *answer = g_new0 (WireAnswer, 1);
  char *text = g_strdelimit (g_strdup (json), "'", '"');

  answer->status = status;
  answer->content_type = g_strdup ("application/json");
  answer->body = g_bytes_new_take (text, strlen (text));
  answer->headers = create_headers ();
  g_queue_push_tail (&wire->answers, answer);

  return answer;
}

WireAnswer *
wire_answer_for (Wire         *wire,
                 const char   *path,
                 unsigned int  status,
                 const char   *json)
{
  WireAnswer *answer = wire_answer (wire, status, json);

  answer->path = g_strdup (path);

  return answer;
}

WireAnswer *
wire_behave (Wire          *wire,
             WireBehaviour  behaviour)
{
  WireAnswer *answer = wire_answer (wire, 200, "{}");

  answer->behaviour = behaviour;

  return answer;
}

void
wire_add_header (WireAnswer *answer,
                 const char *name,
                 const char *value)
{
  g_hash_table_insert (answer->headers, g_strdup (name), g_strdup (value));
}

void
wire_await_held (Wire         *wire,
                 unsigned int  count)
{
  while (wire->held->len < count)
    g_main_context_iteration (NULL, TRUE);
}

void
wire_release (Wire *wire)
{
  for (unsigned int i = 0; i < wire->held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (wire->held, i);

      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (wire->held, 0);
}

WireRequest *
wire_get_request (Wire         *wire,
                  unsigned int  index)
{
  g_assert_cmpuint (index, <, wire->requests->len);

  return g_ptr_array_index (wire->requests, index);
}

WireRequest *
wire_find_request (Wire       *wire,
                   const char *path)
{
  WireRequest *found = NULL;

  for (unsigned int i = 0; i < wire->requests->len; i++)
    {
      WireRequest *request = g_ptr_array_index (wire->requests, i);

      if (!g_str_equal (request->path, path))
        continue;
      g_assert_null (found);
      found = request;
    }
  g_assert_nonnull (found);

  return found;
}

const char *
wire_request_header (WireRequest *request,
                     const char  *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (request->headers, lower);
}

void
wire_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
wire_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

JsonNode *
wire_get (Wire        *wire,
          const char  *path,
          GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_client_get_async (wire->client, path, NULL, NULL, wire_result_cb, &result);

  return smrt_stripe_client_request_finish (wire->client, wire_await (&result), error);
}

JsonNode *
wire_post (Wire        *wire,
           const char  *path,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtForm) form = smrt_form_new ();

  smrt_form_add (form, "items[0][price]", "price_1");
  smrt_stripe_client_post_async (wire->client, path, form, "key-1", NULL, wire_result_cb, &result);

  return smrt_stripe_client_request_finish (wire->client, wire_await (&result), error);
}
