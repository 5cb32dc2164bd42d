/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-server.h"

#include "smrt-form.h"
#include "smrt-sandbox-demo.h"
#include "smrt-sandbox-exchange.h"
#include "smrt-sandbox-expand.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-gate.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-log.h"
#include "smrt-sandbox-pages.h"
#include "smrt-sandbox-repeat.h"
#include "smrt-sandbox-routes.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_BODY (1024 * 1024)

struct _SmrtSandboxServer
{
  SoupServer *soup;
  SmrtSandboxStore *store;
  SmrtSandboxLog *log;
  GHashTable *in_flight;   /* idempotency keys that are being answered */
  char *url;
  char *customer;
  SmrtSandboxGate *gate;
  char *run;               /* sets this run's request ids apart */
  guint64 last_request;
  unsigned int asking;     /* requests that wait for the issuer */
  gint64 clock;
};

static gboolean
set_form_fault (const GError  *form_error,
                GError       **error)
{
  return smrt_sandbox_fault_invalid (error, NULL, NULL, "The parameters cannot be read: %s", form_error->message);
}

/* Parameters stand in the address, or in the body of a POST. */
static SmrtSandboxParams *
read_params (SoupServerMessage   *message,
             char              ***expand,
             GError             **error)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GString) text = g_string_new (query);
  g_autoptr (GError) form_error = NULL;
  g_autoptr (JsonNode) node = NULL;
  SmrtSandboxParams *params;

  if (body->length > MAX_BODY)
    {
      smrt_sandbox_fault_invalid (error, "request_too_large", NULL, "The request is larger than %d bytes.", MAX_BODY);
      return NULL;
    }
  if (body->length > 0)
    {
      g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);

      if (text->len > 0)
        g_string_append_c (text, '&');
      g_string_append_len (text, data, length);
    }

  node = smrt_form_parse (text->str, text->len, &form_error);
  if (node == NULL)
    {
      set_form_fault (form_error, error);
      return NULL;
    }

  params = smrt_sandbox_params_new (json_node_get_object (node));
  *expand = smrt_sandbox_params_strings (params, "expand");

  return params;
}

static gint64
get_now (SmrtSandboxServer *self)
{
  return self->clock != 0 ? self->clock : g_get_real_time () / G_USEC_PER_SEC;
}

/* What has no test clock lives by the server's: its time comes with the next
 * request. */
static gboolean
catch_up (SmrtSandboxServer  *self,
          GError            **error)
{
  gint64 now = get_now (self);
  gboolean due = smrt_sandbox_store_next_due (self->store, NULL, now) != NULL;

  if (!smrt_sandbox_store_end_reading (self->store, error))
    return FALSE;
  if (!due)
    return TRUE;
  if (!smrt_sandbox_store_begin (self->store, error))
    return FALSE;
  smrt_sandbox_lifecycle_run (self->store, NULL, now);

  return smrt_sandbox_store_commit (self->store, error);
}

/* Meanwhile only what the principal may see is there. */
static JsonObject *
handle (const SmrtSandboxRoute  *route,
        SmrtSandboxRequest      *request,
        GError                 **error)
{
  g_autoptr (JsonObject) answer = NULL;
  gboolean done;

  smrt_sandbox_store_set_customers (request->store, (const char * const *) request->principal->customers);
  answer = route->handler (request, error);
  done = answer != NULL && smrt_sandbox_expand (request, answer, error);
  smrt_sandbox_store_set_customers (request->store, NULL);

  return done ? g_steal_pointer (&answer) : NULL;
}

static void
write_work (SmrtSandboxServer      *self,
            SmrtSandboxExchange    *exchange,
            const SmrtSandboxRoute *route,
            SmrtSandboxRequest     *request)
{
  SmrtSandboxStore *store = self->store;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (smrt_sandbox_store_begin (store, &error))
    {
      answer = handle (route, request, &error);
      if (answer != NULL)
        {
          body = smrt_sandbox_json_to_text (answer);
          smrt_sandbox_repeat_keep (exchange, store, 200, body);
          if (smrt_sandbox_store_commit (store, &error))
            {
              smrt_sandbox_exchange_answer (exchange, 200, body, !route->unlogged);
              return;
            }
        }
      smrt_sandbox_store_rollback (store);
    }

  smrt_sandbox_repeat_keep_fault (exchange, store, error);
  smrt_sandbox_exchange_refuse (exchange, error, !route->unlogged);
}

static void
read_work (SmrtSandboxExchange    *exchange,
           const SmrtSandboxRoute *route,
           SmrtSandboxRequest     *request)
{
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) store_error = NULL;
  g_autofree char *body = NULL;

  answer = handle (route, request, &error);
  if (answer != NULL)
    body = smrt_sandbox_json_to_text (answer);

  if (!smrt_sandbox_store_end_reading (request->store, &store_error))
    smrt_sandbox_exchange_refuse (exchange, store_error, !route->unlogged);
  else if (answer != NULL)
    smrt_sandbox_exchange_answer (exchange, 200, body, !route->unlogged);
  else
    smrt_sandbox_exchange_refuse (exchange, error, !route->unlogged);
}

static void
fill_request (SmrtSandboxServer  *self,
              SmrtSandboxRequest *request,
              SmrtSandboxParams  *params)
{
  request->store = self->store;
  request->params = params;
  request->base_url = self->url;
  request->now = get_now (self);
  request->log = self->log;
}

/* A refusal that a token could change says which. */
static void
refuse (SmrtSandboxServer   *self,
        SmrtSandboxExchange *exchange,
        const GError        *fault,
        const char          *scope)
{
  g_autofree char *challenge = NULL;

  if (fault->domain == SMRT_SANDBOX_FAULT && (fault->code == 401 || fault->code == 403))
    challenge = smrt_sandbox_gate_challenge (self->gate, exchange->message, fault->code, scope);
  if (challenge != NULL)
    smrt_sandbox_exchange_challenge (exchange, challenge);
  smrt_sandbox_exchange_refuse (exchange, fault, TRUE);
}

static void
work (SmrtSandboxServer      *self,
      SmrtSandboxExchange    *exchange,
      const SmrtSandboxRoute *route,
      const char             *id,
      const char             *id2)
{
  SmrtSandboxRequest request = { 0 };
  g_autoptr (SmrtSandboxParams) params = NULL;
  g_autoptr (GError) error = NULL;
  const char *scope = NULL;

  params = read_params (exchange->message, &request.expand, &error);
  if (params == NULL || !smrt_sandbox_principal_may (exchange->principal, route, params, &scope, &error) ||
      !catch_up (self, &error))
    {
      refuse (self, exchange, error, scope);
      return;
    }

  fill_request (self, &request, params);
  request.id = (char *) id;
  request.id2 = (char *) id2;
  request.principal = exchange->principal;

  if (g_str_equal (route->method, "GET"))
    {
      read_work (exchange, route, &request);
      return;
    }

  if (smrt_sandbox_repeat_claim (exchange, self->store))
    write_work (self, exchange, route, &request);
}

/* A form that was filled in is one piece of work, as a request is. */
static SmrtSandboxPage *
work_page (SmrtSandboxServer   *self,
           SmrtSandboxRequest  *request,
           const char          *method,
           const char          *path,
           GError             **error)
{
  g_autoptr (SmrtSandboxPage) page = NULL;
  gboolean changes = g_str_equal (method, "POST");

  if (changes && !smrt_sandbox_store_begin (self->store, error))
    return NULL;
  page = smrt_sandbox_pages_answer (request, method, path);
  if (changes ? !smrt_sandbox_store_commit (self->store, error) : !smrt_sandbox_store_end_reading (self->store, error))
    return NULL;

  return g_steal_pointer (&page);
}

static void
send_page (SmrtSandboxServer *self,
           SoupServerMessage *message,
           const char        *method,
           const char        *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (SmrtSandboxPage) page = smrt_sandbox_pages_check (soup_message_headers_get_one (headers, "Host"),
                                                               self->url);
  SmrtSandboxRequest request = { 0 };
  g_autoptr (SmrtSandboxParams) params = NULL;
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    {
      params = read_params (message, &request.expand, &error);
      if (params != NULL && catch_up (self, &error))
        {
          fill_request (self, &request, params);
          page = work_page (self, &request, method, path, &error);
        }
    }
  if (page == NULL)
    {
      if (error->domain != SMRT_SANDBOX_FAULT)
        g_message ("A page failed: %s", error->message);
      page = smrt_sandbox_pages_refuse (error);
    }

  smrt_sandbox_page_send (page, message);
}

/* Finds out what is asked for and does it. */
static void
serve (SmrtSandboxServer   *self,
       SmrtSandboxExchange *exchange)
{
  const char *method = soup_server_message_get_method (exchange->message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (exchange->message));
  g_autofree char *id = NULL;
  g_autofree char *id2 = NULL;
  g_autoptr (GError) error = NULL;
  const SmrtSandboxRoute *route = smrt_sandbox_routes_find (method, path, &id, &id2);

  if (route == NULL)
    {
      smrt_sandbox_fault_set (&error, 404, "invalid_request_error", NULL, NULL,
                              "Unrecognized request URL (%s: %s). Look at the documentation for the addresses that exist.",
                              method, path);
      smrt_sandbox_exchange_refuse (exchange, error, TRUE);
      return;
    }

  work (self, exchange, route, id, id2);
}

typedef struct
{
  SmrtSandboxServer *server;
  SmrtSandboxExchange *exchange;
} Waiting;

/* Who hung up meanwhile cancelled the question, and their exchange is gone. */
static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Waiting *waiting = user_data;
  SmrtSandboxServer *self = waiting->server;
  SmrtSandboxExchange *exchange = waiting->exchange;
  g_autoptr (SmrtSandboxPrincipal) principal = NULL;
  g_autoptr (GError) error = NULL;

  self->asking--;
  principal = smrt_sandbox_issuer_check_finish (SMRT_SANDBOX_ISSUER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  soup_server_message_unpause (exchange->message);
  exchange->principal = g_steal_pointer (&principal);
  if (exchange->principal != NULL)
    serve (self, exchange);
  else
    refuse (self, exchange, error, NULL);
}

static void
ask_issuer (SmrtSandboxServer   *self,
            SmrtSandboxExchange *exchange,
            SmrtSecret          *token)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->server = self;
  waiting->exchange = exchange;
  self->asking++;
  soup_server_message_pause (exchange->message);
  smrt_sandbox_issuer_check_async (smrt_sandbox_gate_get_issuer (self->gate), token, exchange->cancellable, checked_cb,
                                   waiting);
}

/* The metadata are for everybody. */
static gboolean
send_metadata (SmrtSandboxServer   *self,
               SmrtSandboxExchange *exchange,
               const char          *method,
               const char          *path)
{
  g_autoptr (JsonObject) metadata = NULL;
  g_autofree char *body = NULL;

  if (!g_str_equal (method, "GET") || !g_str_equal (path, SMRT_SANDBOX_METADATA_PATH))
    return FALSE;

  metadata = smrt_sandbox_gate_describe (self->gate);
  if (metadata == NULL)
    {
      g_autoptr (GError) error = NULL;

      smrt_sandbox_fault_set (&error, 404, "invalid_request_error", NULL, NULL, "Nobody signs in here: there is no issuer.");
      smrt_sandbox_exchange_refuse (exchange, error, TRUE);
      return TRUE;
    }

  body = smrt_sandbox_json_to_text (metadata);
  smrt_sandbox_exchange_answer (exchange, 200, body, TRUE);

  return TRUE;
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SmrtSandboxServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  g_autoptr (SmrtSecret) token = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id_text = NULL;
  SmrtSandboxExchange *exchange;

  if (smrt_sandbox_pages_has (path))
    {
      send_page (self, message, method, path);
      return;
    }

  id_text = g_strdup_printf ("req_%s%05" G_GUINT64_FORMAT, self->run, ++self->last_request);
  exchange = smrt_sandbox_exchange_new (message, id_text, self->log, self->in_flight);
  if (send_metadata (self, exchange, method, path))
    return;

  exchange->principal = smrt_sandbox_gate_admit (self->gate, message, &token, &error);
  if (!smrt_sandbox_routes_is_unlogged (method, path))
    smrt_sandbox_exchange_log (exchange, method, path);

  if (error != NULL)
    refuse (self, exchange, error, NULL);
  else if (token != NULL)
    ask_issuer (self, exchange, token);
  else
    serve (self, exchange);
}

/* A body beyond the limit is read away and not kept. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length > MAX_BODY)
    soup_message_body_set_accumulate (body, FALSE);
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

static gboolean
load_keys (SmrtSandboxServer  *self,
           GError            **error)
{
  smrt_sandbox_gate_load_keys (self->gate, self->store);
  g_free (self->customer);
  self->customer = smrt_sandbox_store_get_fact (self->store, "customer");

  return smrt_sandbox_store_end_reading (self->store, error);
}

static gboolean
found_account (SmrtSandboxServer  *self,
               GError            **error)
{
  SmrtSandboxRequest request = { 0 };

  if (!smrt_sandbox_store_begin (self->store, error))
    return FALSE;

  smrt_sandbox_gate_make_keys (self->gate, self->store);
  request.store = self->store;
  request.base_url = self->url;
  request.log = self->log;
  if (!smrt_sandbox_demo_seed (&request, error))
    {
      smrt_sandbox_store_rollback (self->store);
      return FALSE;
    }

  return smrt_sandbox_store_commit (self->store, error) && load_keys (self, error);
}

static gboolean
listen_on (SmrtSandboxServer  *self,
           guint16             port,
           GError            **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  GSList *uris;

  if (!soup_server_listen (self->soup, address, 0, error))
    return FALSE;

  uris = soup_server_get_uris (self->soup);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

SmrtSandboxServer *
smrt_sandbox_server_new (const char  *path,
                         guint16      port,
                         gint64       clock,
                         GError     **error)
{
  g_autoptr (SmrtSandboxServer) self = g_new0 (SmrtSandboxServer, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->clock = clock;
  self->run = g_strndup (uuid, 8);
  self->log = smrt_sandbox_log_new ();
  self->in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->soup = soup_server_new ("server-header", "smrtphone-plans-sandbox", NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);

  if (!listen_on (self, port, error))
    return NULL;
  self->gate = smrt_sandbox_gate_new (self->url);
  self->store = smrt_sandbox_store_open (path, error);
  if (self->store == NULL || !load_keys (self, error))
    return NULL;
  if (self->customer == NULL && !found_account (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
smrt_sandbox_server_free (SmrtSandboxServer *self)
{
  /* Who waits for the issuer is told before the connections go. */
  if (self->gate != NULL && smrt_sandbox_gate_get_issuer (self->gate) != NULL)
    smrt_sandbox_issuer_stop (smrt_sandbox_gate_get_issuer (self->gate));
  while (self->asking > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  /* Requests that are cut off now come to their end in the context. */
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  g_clear_pointer (&self->store, smrt_sandbox_store_close);
  g_clear_pointer (&self->log, smrt_sandbox_log_free);
  g_clear_pointer (&self->in_flight, g_hash_table_unref);
  g_clear_pointer (&self->gate, smrt_sandbox_gate_free);
  g_free (self->run);
  g_free (self->customer);
  g_free (self->url);
  g_free (self);
}

const char *
smrt_sandbox_server_get_url (SmrtSandboxServer *self)
{
  return self->url;
}

const char *
smrt_sandbox_server_get_customer (SmrtSandboxServer *self)
{
  return self->customer;
}

const char *
smrt_sandbox_server_get_key (SmrtSandboxServer *self,
                             const char        *role)
{
  return smrt_sandbox_gate_get_key (self->gate, role);
}

void
smrt_sandbox_server_set_issuer (SmrtSandboxServer *self,
                                const char        *issuer,
                                const char        *client_id,
                                SmrtSecret        *client_secret)
{
  smrt_sandbox_gate_set_issuer (self->gate, smrt_sandbox_issuer_new (issuer, self->url, client_id, client_secret,
                                                                     smrt_clock_get_default ()));
}
