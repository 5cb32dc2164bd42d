/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-exchange.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define VERSION "2026-10-28.endive"

static void
exchange_free (SmrtSandboxExchange *self)
{
  if (self->timer != NULL)
    {
      g_source_destroy (self->timer);
      g_source_unref (self->timer);
    }
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->principal, smrt_sandbox_principal_unref);
  g_free (self->id);
  g_free (self->idempotency_key);
  g_free (self->claimed);
  g_free (self->original);
  g_free (self);
}

static void
message_finished_cb (SoupServerMessage   *message,
                     SmrtSandboxExchange *self)
{
  if (self->log_number != 0)
    smrt_sandbox_log_end (self->log, self->log_number, self->status);
  if (self->claimed != NULL)
    g_hash_table_remove (self->in_flight, self->claimed);
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (message, self);
  exchange_free (self);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  SmrtSandboxExchange *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

SmrtSandboxExchange *
smrt_sandbox_exchange_new (SoupServerMessage *message,
                           const char        *id,
                           SmrtSandboxLog    *log,
                           GHashTable        *in_flight)
{
  SmrtSandboxExchange *self = g_new0 (SmrtSandboxExchange, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->message = g_object_ref (message);
  self->cancellable = g_cancellable_new ();
  self->id = g_strdup (id);
  self->log = log;
  self->in_flight = in_flight;
  if (g_strcmp0 (soup_server_message_get_method (message), "POST") == 0)
    self->idempotency_key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), self);

  return self;
}

void
smrt_sandbox_exchange_log (SmrtSandboxExchange *self,
                           const char          *method,
                           const char          *path)
{
  self->log_number = smrt_sandbox_log_begin (self->log, self->id, method, path, self->idempotency_key,
                                             self->principal != NULL ? self->principal->role : NULL);
}

char *
smrt_sandbox_exchange_dup_key (SmrtSandboxExchange *self)
{
  return self->idempotency_key != NULL ? g_strconcat (self->principal->id, "\n", self->idempotency_key, NULL) : NULL;
}

gboolean
smrt_sandbox_exchange_is_claimed (SmrtSandboxExchange *self,
                                  const char          *key)
{
  return g_hash_table_contains (self->in_flight, key);
}

void
smrt_sandbox_exchange_claim (SmrtSandboxExchange *self)
{
  self->claimed = smrt_sandbox_exchange_dup_key (self);
  g_hash_table_add (self->in_flight, g_strdup (self->claimed));
}

void
smrt_sandbox_exchange_challenge (SmrtSandboxExchange *self,
                                 const char          *challenge)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "WWW-Authenticate", challenge);
}

void
smrt_sandbox_exchange_answer (SmrtSandboxExchange *self,
                              int                  status,
                              const char          *body,
                              gboolean             may_wait)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  unsigned int delay = may_wait ? smrt_sandbox_log_get_delay (self->log) : 0;

  self->status = status;
  soup_message_headers_replace (headers, "Request-Id", self->id);
  soup_message_headers_replace (headers, "Stripe-Version", VERSION);
  soup_message_headers_replace (headers, "Cache-Control", "no-cache, no-store");
  if (self->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", self->idempotency_key);
  if (self->original != NULL)
    {
      soup_message_headers_replace (headers, "Idempotent-Replayed", "true");
      soup_message_headers_replace (headers, "Original-Request", self->original);
    }
  soup_server_message_set_status (self->message, status, NULL);
  soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));

  if (delay > 0)
    {
      self->timer = g_timeout_source_new (delay);
      g_source_set_callback (self->timer, delay_over_cb, self, NULL);
      g_source_attach (self->timer, g_main_context_get_thread_default ());
      soup_server_message_pause (self->message);
    }
}

void
smrt_sandbox_exchange_replay (SmrtSandboxExchange     *self,
                              const SmrtSandboxAnswer *answer)
{
  self->original = g_strdup (answer->request);
  smrt_sandbox_exchange_answer (self, answer->status, answer->body, TRUE);
}

void
smrt_sandbox_exchange_refuse (SmrtSandboxExchange *self,
                              const GError        *fault,
                              gboolean             may_wait)
{
  int status;
  g_autoptr (JsonObject) answer = smrt_sandbox_fault_to_object (fault, &status);
  g_autofree char *body = smrt_sandbox_json_to_text (answer);

  if (fault->domain != SMRT_SANDBOX_FAULT)
    g_message ("Request %s failed: %s", self->id, fault->message);
  smrt_sandbox_exchange_answer (self, status, body, may_wait);
}
