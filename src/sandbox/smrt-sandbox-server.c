/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-server.h"

#include "smrt-form.h"
#include "smrt-sandbox-demo.h"
#include "smrt-sandbox-exchange.h"
#include "smrt-sandbox-expand.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-log.h"
#include "smrt-sandbox-pages.h"
#include "smrt-sandbox-routes.h"

#include <libsoup/soup.h>
#include <string.h>

#define ACCOUNT "acct_1SmrtSandboxDemo"
#define MAX_BODY (1024 * 1024)
#define MAX_KEY_LENGTH 255

static const char * const roles[] = { "owner", "finance", "user" };

struct _SmrtSandboxServer
{
  SoupServer *soup;
  SmrtSandboxStore *store;
  SmrtSandboxLog *log;
  GHashTable *in_flight;   /* idempotency keys that are being answered */
  char *url;
  char *customer;
  char *keys[G_N_ELEMENTS (roles)];
  char *run;               /* sets this run's request ids apart */
  guint64 last_request;
  gint64 clock;
};

static char *
blur_key (const char *key)
{
  gsize length = strlen (key);

  if (length < 12 || !g_str_is_ascii (key))
    return g_strdup ("****");

  return g_strdup_printf ("%.8s***%s", key, key + length - 4);
}

static const char *
authenticate (SmrtSandboxServer  *self,
              SoupServerMessage  *message,
              GError            **error)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                     "Authorization");
  g_autofree char *blurred = NULL;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    {
      smrt_sandbox_fault_set (error, 401, "invalid_request_error", NULL, NULL,
                              "There is no API key. Send it in the Authorization header: 'Authorization: Bearer KEY'.");
      return NULL;
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (self->keys[i], header + 7))
      return roles[i];

  blurred = blur_key (header + 7);
  smrt_sandbox_fault_set (error, 401, "invalid_request_error", NULL, NULL, "Invalid API Key provided: %s", blurred);

  return NULL;
}

static gboolean
authorise (SmrtSandboxServer       *self,
           const char              *role,
           const SmrtSandboxRoute  *route,
           GError                 **error)
{
  g_autofree char *blurred = NULL;

  if (route->permission == NULL || !g_str_equal (role, "user"))
    return TRUE;

  blurred = blur_key (smrt_sandbox_server_get_key (self, role));
  smrt_sandbox_fault_set (error, 403, "invalid_request_error", NULL, NULL,
                          "The provided key '%s' does not have the required permissions for this endpoint on account"
                          " '%s'. Having the 'rak_%s_write' permission would allow this request to continue.",
                          blurred, ACCOUNT, route->permission);

  return FALSE;
}

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

static char *
get_fingerprint (SoupServerMessage *message,
                 const char        *role)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));

  g_checksum_update (checksum, (const guchar *) role, -1);
  g_checksum_update (checksum, (const guchar *) uri, -1);
  g_checksum_update (checksum, g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_strdup (g_checksum_get_string (checksum));
}

static void
keep_answer (SmrtSandboxServer   *self,
             SmrtSandboxExchange *exchange,
             const char          *fingerprint,
             int                  status,
             const char          *body)
{
  SmrtSandboxAnswer answer = { (char *) fingerprint, exchange->id, status, (char *) body };

  if (exchange->idempotency_key != NULL)
    smrt_sandbox_store_set_answer (self->store, exchange->idempotency_key, &answer);
}

/* A refused payment and a fault of the server are kept; what was never begun,
 * since it was asked for in a wrong way, is not. */
static void
keep_fault (SmrtSandboxServer   *self,
            SmrtSandboxExchange *exchange,
            const char          *fingerprint,
            const GError        *fault)
{
  SmrtSandboxStore *store = self->store;
  int status;
  g_autoptr (JsonObject) answer = smrt_sandbox_fault_to_object (fault, &status);
  g_autofree char *body = smrt_sandbox_json_to_text (answer);
  g_autoptr (GError) error = NULL;

  if (exchange->idempotency_key == NULL || (status != 402 && status < 500))
    return;
  if (!smrt_sandbox_store_begin (store, &error))
    {
      g_message ("The answer to %s could not be kept: %s", exchange->id, error->message);
      return;
    }
  keep_answer (self, exchange, fingerprint, status, body);
  if (!smrt_sandbox_store_commit (store, &error))
    g_message ("The answer to %s could not be kept: %s", exchange->id, error->message);
}

static void
write_work (SmrtSandboxServer      *self,
            SmrtSandboxExchange    *exchange,
            const SmrtSandboxRoute *route,
            SmrtSandboxRequest     *request,
            const char             *fingerprint)
{
  SmrtSandboxStore *store = self->store;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (smrt_sandbox_store_begin (store, &error))
    {
      answer = route->handler (request, &error);
      if (answer != NULL && smrt_sandbox_expand (request, answer, &error))
        {
          body = smrt_sandbox_json_to_text (answer);
          keep_answer (self, exchange, fingerprint, 200, body);
          if (smrt_sandbox_store_commit (store, &error))
            {
              smrt_sandbox_exchange_answer (exchange, 200, body, !route->unlogged);
              return;
            }
        }
      smrt_sandbox_store_rollback (store);
    }

  keep_fault (self, exchange, fingerprint, error);
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
  gboolean done;

  answer = route->handler (request, &error);
  done = answer != NULL && smrt_sandbox_expand (request, answer, &error);
  if (done)
    body = smrt_sandbox_json_to_text (answer);

  if (!smrt_sandbox_store_end_reading (request->store, &store_error))
    smrt_sandbox_exchange_refuse (exchange, store_error, !route->unlogged);
  else if (done)
    smrt_sandbox_exchange_answer (exchange, 200, body, !route->unlogged);
  else
    smrt_sandbox_exchange_refuse (exchange, error, !route->unlogged);
}

/* Whether the idempotency key lets the request be executed; else its answer
 * has been sent. */
static gboolean
claim_key (SmrtSandboxServer   *self,
           SmrtSandboxExchange *exchange,
           const char          *fingerprint)
{
  g_autoptr (SmrtSandboxAnswer) kept = NULL;
  g_autoptr (GError) error = NULL;

  if (exchange->idempotency_key == NULL)
    return TRUE;

  if (strlen (exchange->idempotency_key) > MAX_KEY_LENGTH)
    smrt_sandbox_fault_invalid (&error, NULL, NULL, "An idempotency key has %d characters at the most.",
                                MAX_KEY_LENGTH);
  else if (g_hash_table_contains (self->in_flight, exchange->idempotency_key))
    smrt_sandbox_fault_set (&error, 409, "idempotency_error", "idempotency_key_in_use", NULL,
                            "A request with this idempotency key is still being worked on.");
  else
    {
      kept = smrt_sandbox_store_get_answer (self->store, exchange->idempotency_key);
      if (kept != NULL && !g_str_equal (kept->fingerprint, fingerprint))
        smrt_sandbox_fault_set (&error, 400, "idempotency_error", NULL, NULL,
                                "Keys for idempotent requests can only be used with the same parameters"
                                " they were first used with. Try another key than '%s'.",
                                exchange->idempotency_key);
    }

  if (error != NULL)
    {
      smrt_sandbox_exchange_refuse (exchange, error, TRUE);
      return FALSE;
    }
  if (kept != NULL)
    {
      smrt_sandbox_exchange_replay (exchange, kept);
      return FALSE;
    }

  smrt_sandbox_exchange_claim (exchange);

  return TRUE;
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
  g_autofree char *fingerprint = NULL;

  params = read_params (exchange->message, &request.expand, &error);
  if (params == NULL || !authorise (self, exchange->role, route, &error) || !catch_up (self, &error))
    {
      smrt_sandbox_exchange_refuse (exchange, error, TRUE);
      return;
    }

  fill_request (self, &request, params);
  request.id = (char *) id;
  request.id2 = (char *) id2;
  request.role = exchange->role;

  if (g_str_equal (route->method, "GET"))
    {
      read_work (exchange, route, &request);
      return;
    }

  fingerprint = get_fingerprint (exchange->message, exchange->role);
  if (claim_key (self, exchange, fingerprint))
    write_work (self, exchange, route, &request, fingerprint);
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

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SmrtSandboxServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const SmrtSandboxRoute *route;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *id2 = NULL;
  g_autofree char *id_text = NULL;
  SmrtSandboxExchange *exchange;

  if (smrt_sandbox_pages_has (path))
    {
      send_page (self, message, method, path);
      return;
    }

  id_text = g_strdup_printf ("req_%s%05" G_GUINT64_FORMAT, self->run, ++self->last_request);
  exchange = smrt_sandbox_exchange_new (message, id_text, self->log, self->in_flight);
  route = smrt_sandbox_routes_find (method, path, &id, &id2);
  exchange->role = authenticate (self, message, &error);
  if (route == NULL || !route->unlogged)
    smrt_sandbox_exchange_log (exchange, method, path);

  if (error == NULL && route == NULL)
    smrt_sandbox_fault_set (&error, 404, "invalid_request_error", NULL, NULL,
                            "Unrecognized request URL (%s: %s). Look at the documentation for the addresses that exist.",
                            method, path);
  if (error != NULL)
    smrt_sandbox_exchange_refuse (exchange, error, TRUE);
  else
    work (self, exchange, route, id, id2);
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
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *name = g_strconcat ("key-", roles[i], NULL);

      g_free (self->keys[i]);
      self->keys[i] = smrt_sandbox_store_get_fact (self->store, name);
    }
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

  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *name = g_strconcat ("key-", roles[i], NULL);
      g_autofree char *secret = smrt_sandbox_store_new_secret (self->store);
      g_autofree char *key = g_strconcat ("sk_test_", secret, NULL);

      smrt_sandbox_store_set_fact (self->store, name, key);
    }

  request.store = self->store;
  request.base_url = self->url;
  request.role = "owner";
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
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  /* Requests that are cut off now come to their end in the context. */
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
  g_clear_pointer (&self->store, smrt_sandbox_store_close);
  g_clear_pointer (&self->log, smrt_sandbox_log_free);
  g_clear_pointer (&self->in_flight, g_hash_table_unref);
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    g_free (self->keys[i]);
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
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i], role))
      return self->keys[i];

  return NULL;
}
