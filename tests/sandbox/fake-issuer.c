/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-issuer.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

struct _FakeIssuer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  char *url;

  GMutex mutex;
  GCond listening;
  GHashTable *introspections;   /* token → JSON */
  GHashTable *userinfos;
  unsigned int status[FAKE_ISSUER_N_QUESTIONS];
  unsigned int count[FAKE_ISSUER_N_QUESTIONS];
  gboolean holds;
  GPtrArray *held;              /* messages; the thread's alone */
};

static void
send_json (SoupServerMessage *message,
           const char        *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
answer_metadata (FakeIssuer        *self,
                 SoupServerMessage *message)
{
  g_autofree char *json = g_strdup_printf ("{'issuer':'%s','authorization_endpoint':'%s/auth','token_endpoint':'%s/token',"
                                           "'jwks_uri':'%s/keys','userinfo_endpoint':'%s/userinfo',"
                                           "'introspection_endpoint':'%s/introspect',"
                                           "'code_challenge_methods_supported':['S256']}",
                                           self->url, self->url, self->url, self->url, self->url, self->url);

  send_json (message, json);
}

/* Nobody but the sandbox may ask about tokens. */
static void
answer_introspection (FakeIssuer        *self,
                      SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *secret = g_uri_escape_string (FAKE_ISSUER_CLIENT_SECRET, NULL, FALSE);
  g_autofree char *pair = g_strconcat (FAKE_ISSUER_CLIENT_ID ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *wanted = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *token = g_hash_table_lookup (form, "token");
  const char *json = token != NULL ? g_hash_table_lookup (self->introspections, token) : NULL;

  if (g_strcmp0 (header, wanted) != 0)
    soup_server_message_set_status (message, 401, NULL);
  else
    send_json (message, json != NULL ? json : "{'active':false}");
}

static void
answer_userinfo (FakeIssuer        *self,
                 SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  const char *json = NULL;

  if (header != NULL && g_str_has_prefix (header, "Bearer "))
    json = g_hash_table_lookup (self->userinfos, header + strlen ("Bearer "));

  if (json != NULL)
    {
      send_json (message, json);
      return;
    }

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "WWW-Authenticate",
                                "Bearer error=\"invalid_token\"");
  soup_server_message_set_status (message, 401, NULL);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  FakeIssuer *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  FakeIssuerQuestion question = FAKE_ISSUER_METADATA;

  if (g_str_equal (path, "/introspect"))
    question = FAKE_ISSUER_INTROSPECTION;
  else if (g_str_equal (path, "/userinfo"))
    question = FAKE_ISSUER_USERINFO;

  self->count[question]++;
  if (question != FAKE_ISSUER_METADATA && self->holds)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
    }

  if (self->status[question] != 0)
    soup_server_message_set_status (message, self->status[question], NULL);
  else if (question == FAKE_ISSUER_INTROSPECTION)
    answer_introspection (self, message);
  else if (question == FAKE_ISSUER_USERINFO)
    answer_userinfo (self, message);
  else
    answer_metadata (self, message);
}

static gpointer
serve (gpointer data)
{
  FakeIssuer *self = data;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  soup_server_listen (self->soup, address, 0, &error);
  g_assert_no_error (error);

  g_mutex_lock (&self->mutex);
  uris = soup_server_get_uris (self->soup);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_cond_signal (&self->listening);
  g_mutex_unlock (&self->mutex);

  g_main_loop_run (self->loop);

  g_ptr_array_set_size (self->held, 0);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

FakeIssuer *
fake_issuer_new (void)
{
  FakeIssuer *self = g_new0 (FakeIssuer, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->listening);
  self->introspections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->userinfos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("issuer", serve, self);

  g_mutex_lock (&self->mutex);
  while (self->url == NULL)
    g_cond_wait (&self->listening, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

void
fake_issuer_free (FakeIssuer *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->introspections);
  g_hash_table_unref (self->userinfos);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->listening);
  g_free (self->url);
  g_free (self);
}

const char *
fake_issuer_get_url (FakeIssuer *self)
{
  return self->url;
}

static void
set_text (GHashTable *table,
          const char *token,
          const char *json)
{
  if (json != NULL)
    g_hash_table_replace (table, g_strdup (token), g_strdup (json));
  else
    g_hash_table_remove (table, token);
}

void
fake_issuer_set_token (FakeIssuer *self,
                       const char *token,
                       const char *introspection,
                       const char *userinfo)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  set_text (self->introspections, token, introspection);
  set_text (self->userinfos, token, userinfo);
}

void
fake_issuer_set_status (FakeIssuer         *self,
                        FakeIssuerQuestion  question,
                        unsigned int        status)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->status[question] = status;
}

void
fake_issuer_hold (FakeIssuer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->holds = TRUE;
}

static gboolean
release_cb (gpointer user_data)
{
  FakeIssuer *self = user_data;

  for (unsigned int i = 0; i < self->held->len; i++)
    soup_server_message_unpause (g_ptr_array_index (self->held, i));
  g_ptr_array_set_size (self->held, 0);

  return G_SOURCE_REMOVE;
}

void
fake_issuer_release (FakeIssuer *self)
{
  g_mutex_lock (&self->mutex);
  self->holds = FALSE;
  g_mutex_unlock (&self->mutex);

  g_main_context_invoke (self->context, release_cb, self);
}

unsigned int
fake_issuer_get_count (FakeIssuer         *self,
                       FakeIssuerQuestion  question)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->count[question];
}
