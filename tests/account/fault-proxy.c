/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-proxy.h"

#include <libsoup/soup.h>
#include <string.h>

struct _FaultProxy
{
  SoupServer *server;
  SoupSession *session;
  char *server_url;
  char *url;
  char *target;
  GPtrArray *keys;
  GPtrArray *requests;
  unsigned int page_size;
  int n_until_cut;
  char *refused_path;
  unsigned int refused_status;
  Fault fault;
  char *lie[4];
  unsigned int n_hits;
};

typedef struct
{
  FaultProxy *proxy;
  SoupServerMessage *message;
  SoupMessage *forwarded;
  gboolean lose_answer;
  gboolean lie;
} Relay;

static void
cut (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static void
copy_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  static const char * const own[] = { "Host", "Content-Length", "Connection", "Transfer-Encoding", "Content-Encoding", NULL };

  for (unsigned int i = 0; own[i] != NULL; i++)
    if (g_ascii_strcasecmp (own[i], name) == 0)
      return;

  soup_message_headers_append (user_data, name, value);
}

static GBytes *
tell_lie (FaultProxy *self,
          GBytes     *body)
{
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  g_string_replace (text, self->lie[2], self->lie[3], 0);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Relay *relay = user_data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  if (body == NULL || relay->lose_answer)
    {
      cut (relay->message);
    }
  else
    {
      SoupMessageHeaders *headers = soup_server_message_get_response_headers (relay->message);

      if (relay->lie)
        {
          GBytes *lie = tell_lie (relay->proxy, body);

          g_bytes_unref (body);
          body = lie;
        }
      soup_message_headers_foreach (soup_message_get_response_headers (relay->forwarded), copy_header_cb, headers);
      soup_server_message_set_status (relay->message, soup_message_get_status (relay->forwarded), NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (relay->message), body);
      soup_server_message_unpause (relay->message);
    }

  g_object_unref (relay->message);
  g_object_unref (relay->forwarded);
  g_free (relay);
}

static void
refuse (SoupServerMessage *message,
        unsigned int       status)
{
  const char *body = status == 402 ? "{\"error\": {\"type\": \"card_error\", \"message\": \"Declined.\"}}"
                                   : "{\"error\": {\"type\": \"api_error\", \"message\": \"Later.\"}}";

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

/* As if the server's pages were shorter, so that few rows make many of them. */
static char *
shorten_pages (FaultProxy *self,
               const char *query)
{
  g_autoptr (GString) text = g_string_new (query);
  g_autofree char *limit = g_strdup_printf ("limit=%u", self->page_size);

  if (self->page_size > 0)
    g_string_replace (text, "limit=100", limit, 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_cut (FaultProxy *self)
{
  if (self->n_until_cut < 0)
    return FALSE;
  if (self->n_until_cut == 0)
    return TRUE;
  self->n_until_cut--;

  return FALSE;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  FaultProxy *self = user_data;
  const char *method = soup_server_message_get_method (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *address = NULL;
  g_autofree char *shorter = NULL;
  g_autoptr (GBytes) body = NULL;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean hit = g_str_equal (method, "POST") && g_str_has_prefix (path, self->target);
  Relay *relay;

  if (hit)
    g_ptr_array_add (self->keys, g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key")));
  hit = hit && self->fault != FAULT_NONE;
  if (hit)
    self->n_hits++;

  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s%s%s", method, path, g_uri_get_query (uri) != NULL ? "?" : "",
                                                    g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : ""));

  if (self->refused_path != NULL && g_str_has_prefix (path, self->refused_path))
    {
      refuse (message, self->refused_status);
      return;
    }

  if (is_cut (self) || (hit && self->fault == FAULT_LOSE_REQUEST))
    {
      cut (message);
      return;
    }

  if (hit && (self->fault == FAULT_REFUSE || self->fault == FAULT_DECLINE))
    {
      refuse (message, self->fault == FAULT_REFUSE ? 429 : 402);
      return;
    }

  shorter = shorten_pages (self, g_uri_get_query (uri));
  address = g_strdup_printf ("%s%s%s%s", self->server_url, path, *shorter != '\0' ? "?" : "", shorter);
  relay = g_new0 (Relay, 1);
  relay->proxy = self;
  relay->message = g_object_ref (message);
  relay->forwarded = soup_message_new (method, address);
  relay->lose_answer = hit;
  relay->lie = self->lie[0] != NULL &&
               (g_str_equal (self->lie[0], "*") || g_str_equal (method, self->lie[0])) &&
               g_str_has_prefix (path, self->lie[1]);
  soup_message_headers_foreach (headers, copy_header_cb, soup_message_get_request_headers (relay->forwarded));
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  if (g_bytes_get_size (body) > 0)
    soup_message_set_request_body_from_bytes (relay->forwarded, soup_message_headers_get_one (headers, "Content-Type"), body);

  soup_server_message_pause (message);
  soup_session_send_and_read_async (self->session, relay->forwarded, G_PRIORITY_DEFAULT, NULL, answered_cb, relay);
}

FaultProxy *
fault_proxy_new (const char *server_url)
{
  FaultProxy *self = g_new0 (FaultProxy, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server_url = g_strdup (server_url);
  self->target = g_strdup ("/v1/subscriptions");
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->n_until_cut = -1;
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

void
fault_proxy_free (FaultProxy *self)
{
  soup_session_abort (self->session);
  soup_server_disconnect (self->server);
  g_object_unref (self->session);
  g_object_unref (self->server);
  fault_proxy_set_lie (self, NULL, NULL, NULL, NULL);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->requests);
  g_free (self->refused_path);
  g_free (self->server_url);
  g_free (self->target);
  g_free (self->url);
  g_free (self);
}

const char *
fault_proxy_get_url (FaultProxy *self)
{
  return self->url;
}

void
fault_proxy_set_fault (FaultProxy *self,
                       Fault       fault)
{
  self->fault = fault;
}

void
fault_proxy_set_target (FaultProxy *self,
                        const char *path)
{
  g_free (self->target);
  self->target = g_strdup (path);
}

void
fault_proxy_set_lie (FaultProxy *self,
                     const char *method,
                     const char *path,
                     const char *from,
                     const char *to)
{
  const char * const lie[] = { method, path, from, to };

  for (unsigned int i = 0; i < G_N_ELEMENTS (lie); i++)
    {
      g_free (self->lie[i]);
      self->lie[i] = g_strdup (lie[i]);
    }
}

unsigned int
fault_proxy_get_n_hits (FaultProxy *self)
{
  return self->n_hits;
}

GPtrArray *
fault_proxy_get_keys (FaultProxy *self)
{
  return self->keys;
}

GPtrArray *
fault_proxy_get_requests (FaultProxy *self)
{
  return self->requests;
}

void
fault_proxy_set_page_size (FaultProxy   *self,
                           unsigned int  page_size)
{
  self->page_size = page_size;
}

void
fault_proxy_cut_after (FaultProxy *self,
                       int         n_requests)
{
  self->n_until_cut = n_requests;
}

void
fault_proxy_refuse (FaultProxy   *self,
                    const char   *path,
                    unsigned int  status)
{
  g_free (self->refused_path);
  self->refused_path = g_strdup (path);
  self->refused_status = status;
}

FaultProxy *
fault_proxy_new_for (AccountFixture *fixture)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->sandbox));
  g_autoptr (GError) error = NULL;
  FaultProxy *proxy = fault_proxy_new (smrt_sandbox_get_url (fixture->sandbox));

  g_clear_object (&fixture->account);
  g_clear_object (&fixture->session);
  fixture->session = smrt_session_new_with_key (fault_proxy_get_url (proxy), key,
                                                smrt_sandbox_get_customer (fixture->sandbox), fixture->clock, &error);
  g_assert_no_error (error);
  fixture->account = smrt_account_new (fixture->session);
  account_fixture_refresh (fixture);

  return proxy;
}
