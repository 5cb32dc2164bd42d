/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-redirect.h"

#include <libsoup/soup.h>
#include <string.h>

#include "smrt-oidc-gnutls.h"
#include "smrt-oidc-page.h"

#define PATH      "/callback"
#define MAX_QUERY 8192

struct _SmrtOidcRedirect
{
  GObject parent_instance;

  char *state;
  char *page_done;
  char *page_failed;

  SoupServer *server;
  char *host;
  char *uri;
  gboolean answered;
  gboolean over;
  GHashTable *answer;
  GError *error;
  SoupServerMessage *message;
  GSource *ending;
};

G_DEFINE_FINAL_TYPE (SmrtOidcRedirect, smrt_oidc_redirect, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  ENDED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

static void
wipe (char *text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/* NULL where it cannot be read, or a parameter comes twice. */
static GHashTable *
read_parameters (const char *query)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wipe);
  GUriParamsIter iter;
  g_autoptr (GError) error = NULL;
  char *name, *value;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      if (!g_hash_table_insert (parameters, name, value))
        return NULL;
    }

  return error == NULL ? g_steal_pointer (&parameters) : NULL;
}

/* Whether there is one `state`, and it is ours. How long it takes tells nothing
 * about it. The rest of the query may be what it likes. */
static gboolean
has_state (SmrtOidcRedirect *self,
           const char       *query)
{
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);
  const char *state = NULL;

  for (unsigned int i = 0; parts[i] != NULL; i++)
    {
      if (!g_str_has_prefix (parts[i], "state="))
        continue;
      if (state != NULL)
        return FALSE;
      state = parts[i] + strlen ("state=");
    }

  return state != NULL && strlen (state) == strlen (self->state) &&
         smrt_oidc_gnutls_get ()->memcmp (state, self->state, strlen (state)) == 0;
}

static gboolean
end_cb (gpointer user_data)
{
  SmrtOidcRedirect *self = user_data;

  smrt_oidc_redirect_close (self);
  g_signal_emit (self, signals[ENDED], 0);

  return G_SOURCE_REMOVE;
}

/* The server is in the middle of something: it is closed from outside. */
static void
end_soon (SmrtOidcRedirect *self)
{
  if (self->ending != NULL)
    return;

  self->ending = g_idle_source_new ();
  g_source_set_priority (self->ending, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->ending, end_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->ending, g_main_context_get_thread_default ());
}

/* The browser has its page, or it went away. */
static void
finished_cb (SoupServerMessage *message,
             SmrtOidcRedirect  *self)
{
  g_signal_handlers_disconnect_by_data (message, self);
  g_clear_object (&self->message);
  if (self->over)
    end_soon (self);
}

static void
take_answer (SmrtOidcRedirect  *self,
             SoupServerMessage *message,
             const char        *query)
{
  self->answered = TRUE;
  self->answer = read_parameters (query);
  if (self->answer == NULL)
    self->error = g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER,
                                       "The browser's answer cannot be read, or says something twice");

  self->message = g_object_ref (message);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, 0);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (finished_cb), self, 0);
  soup_server_message_pause (message);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *parameters,
           gpointer           user_data)
{
  g_autoptr (SmrtOidcRedirect) self = g_object_ref (user_data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");

  if (g_strcmp0 (soup_message_headers_get_one (headers, "Host"), self->host) != 0)
    soup_server_message_set_status (message, SOUP_STATUS_MISDIRECTED_REQUEST, NULL);
  else if (!g_str_equal (path, PATH))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (!g_str_equal (soup_server_message_get_method (message), "GET"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", "GET");
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  else if (self->answered)
    soup_server_message_set_status (message, SOUP_STATUS_GONE, NULL);
  else if (query != NULL && strlen (query) > MAX_QUERY)
    smrt_oidc_page_answer (message, SOUP_STATUS_REQUEST_URI_TOO_LONG, FALSE, self->page_failed);
  else if (query == NULL || !has_state (self, query))
    smrt_oidc_page_answer (message, SOUP_STATUS_BAD_REQUEST, FALSE, self->page_failed);
  else
    take_answer (self, message, query);
}

/* Bodies are not for us: none is kept, however long it is. */
static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
smrt_oidc_redirect_dispose (GObject *object)
{
  SmrtOidcRedirect *self = SMRT_OIDC_REDIRECT (object);

  smrt_oidc_redirect_close (self);

  G_OBJECT_CLASS (smrt_oidc_redirect_parent_class)->dispose (object);
}

static void
smrt_oidc_redirect_finalize (GObject *object)
{
  SmrtOidcRedirect *self = SMRT_OIDC_REDIRECT (object);

  wipe (self->state);
  g_free (self->page_done);
  g_free (self->page_failed);
  g_free (self->host);
  g_free (self->uri);
  g_clear_pointer (&self->answer, g_hash_table_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_oidc_redirect_parent_class)->finalize (object);
}

static void
smrt_oidc_redirect_class_init (SmrtOidcRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_oidc_redirect_dispose;
  object_class->finalize = smrt_oidc_redirect_finalize;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
smrt_oidc_redirect_init (SmrtOidcRedirect *self)
{
}

SmrtOidcRedirect *
smrt_oidc_redirect_new (const char *state,
                        const char *page_done,
                        const char *page_failed)
{
  SmrtOidcRedirect *self;

  g_return_val_if_fail (state != NULL && *state != '\0', NULL);
  g_return_val_if_fail (page_done != NULL && page_failed != NULL, NULL);

  self = g_object_new (SMRT_TYPE_OIDC_REDIRECT, NULL);
  self->state = g_strdup (state);
  self->page_done = g_strdup (page_done);
  self->page_failed = g_strdup (page_failed);

  return self;
}

static gboolean
listen_on (SmrtOidcRedirect *self,
           unsigned int      port)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_debug ("Port %u: %s", port, error->message);
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  self->host = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uris->data));
  self->uri = g_strconcat ("http://", self->host, PATH, NULL);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

gboolean
smrt_oidc_redirect_listen (SmrtOidcRedirect  *self,
                           GArray            *ports,
                           GError           **error)
{
  g_return_val_if_fail (SMRT_IS_OIDC_REDIRECT (self), FALSE);
  g_return_val_if_fail (self->uri == NULL, FALSE);

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);

  if (ports == NULL && listen_on (self, 0))
    return TRUE;
  for (unsigned int i = 0; ports != NULL && i < ports->len; i++)
    {
      if (listen_on (self, g_array_index (ports, guint16, i)))
        return TRUE;
    }

  g_clear_object (&self->server);
  g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_PORT, "There is no free port to wait at");

  return FALSE;
}

const char *
smrt_oidc_redirect_get_uri (SmrtOidcRedirect *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_REDIRECT (self), NULL);

  return self->uri;
}

GHashTable *
smrt_oidc_redirect_take_answer (SmrtOidcRedirect  *self,
                                GError           **error)
{
  g_return_val_if_fail (SMRT_IS_OIDC_REDIRECT (self), NULL);
  g_return_val_if_fail (self->answer != NULL || self->error != NULL, NULL);

  if (self->answer == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));

  return g_steal_pointer (&self->answer);
}

void
smrt_oidc_redirect_end (SmrtOidcRedirect *self,
                        gboolean          done)
{
  g_return_if_fail (SMRT_IS_OIDC_REDIRECT (self));

  self->answered = TRUE;
  self->over = TRUE;
  if (self->message == NULL)
    {
      end_soon (self);
      return;
    }

  smrt_oidc_page_answer (self->message, done ? SOUP_STATUS_OK : SOUP_STATUS_BAD_REQUEST, done,
                         done ? self->page_done : self->page_failed);
  soup_server_message_unpause (self->message);
}

void
smrt_oidc_redirect_close (SmrtOidcRedirect *self)
{
  g_return_if_fail (SMRT_IS_OIDC_REDIRECT (self));

  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  if (self->server != NULL)
    {
      soup_server_remove_handler (self->server, NULL);
      soup_server_disconnect (self->server);
    }
  if (self->ending != NULL)
    g_source_destroy (self->ending);

  g_clear_object (&self->message);
  g_clear_object (&self->server);
  g_clear_pointer (&self->ending, g_source_unref);
}
