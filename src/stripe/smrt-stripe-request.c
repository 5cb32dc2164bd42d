/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-request.h"

#include <string.h>

#include "smrt-stripe-answer.h"
#include "smrt-stripe-client.h"

#define CHUNK_SIZE (64 * 1024)
/* From this size on an answer is parsed beside the main thread. */
#define LARGE_ANSWER (16 * 1024)

struct _SmrtStripeRequest
{
  GObject parent_instance;

  SoupSession *session;
  SmrtStripeBearer *bearer;
  SmrtSecret *shown;
  SmrtClock *clock;
  SmrtStripeLimits limits;
  GUri *uri;
  GBytes *form;
  char *idempotency_key;

  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
  GSource *deadline;
  gint64 started;
  unsigned int attempt;
  gboolean timed_out;
  gboolean undecided;
  gboolean renewed;
  gint64 server_time;

  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gboolean left;
};

G_DEFINE_FINAL_TYPE (SmrtStripeRequest, smrt_stripe_request, G_TYPE_OBJECT)

static void send_attempt (SmrtStripeRequest *self);
static void send_with    (SmrtStripeRequest *self,
                       SmrtSecret *secret);

static gboolean
is_post (SmrtStripeRequest *self)
{
  return self->idempotency_key != NULL;
}

static void
clear_authorization (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  char *value = (char *) soup_message_headers_get_one (headers, "Authorization");

  if (value != NULL)
    explicit_bzero (value, strlen (value));
  soup_message_headers_remove (headers, "Authorization");
}

static void
end_attempt (SmrtStripeRequest *self)
{
  if (self->message != NULL)
    clear_authorization (self->message);

  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->body, g_byte_array_unref);
  self->left = FALSE;
}

static void
end_request (SmrtStripeRequest *self,
             JsonNode          *answer,
             GError            *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  end_attempt (self);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
}

static gboolean
retry_cb (gpointer user_data)
{
  SmrtStripeRequest *self = user_data;

  send_attempt (self);

  return G_SOURCE_REMOVE;
}

/* min (base · 2^(n−1), max) × random (0.5 … 1), and never below base. */
static unsigned int
get_pause (SmrtStripeRequest *self)
{
  guint64 pause = self->limits.retry_base_ms;

  for (unsigned int i = 1; i < self->attempt && pause < self->limits.retry_max_ms; i++)
    pause *= 2;
  pause = MIN (pause, self->limits.retry_max_ms) * g_random_int_range (500, 1001) / 1000;

  return MAX (pause, self->limits.retry_base_ms);
}

static void
wait_and_retry (SmrtStripeRequest *self)
{
  g_autoptr (GSource) pause = g_timeout_source_new (get_pause (self));
  g_autoptr (GSource) cancelled = g_cancellable_source_new (self->cancellable);

  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (pause, cancelled);
  g_source_set_callback (pause, retry_cb, g_object_ref (self), g_object_unref);
  g_source_attach (pause, g_task_get_context (self->task));
}

/* The pause and the deadline stand still while the machine sleeps, the consent
 * of the person ages: so the time that really passed is looked at as well. */
static gboolean
may_retry (SmrtStripeRequest *self)
{
  gint64 elapsed = smrt_clock_get_monotonic_time (self->clock) - self->started;

  return self->attempt <= self->limits.max_retries && elapsed < (gint64) self->limits.deadline_ms * 1000;
}

static void
fail_attempt (SmrtStripeRequest *self,
              GError            *error,
              gboolean           undecided,
              gboolean           retry)
{
  gboolean unknown = undecided || (self->undecided && smrt_stripe_error_says_nothing_of_earlier (error));

  self->undecided |= undecided;
  end_attempt (self);

  if (retry && may_retry (self))
    {
      g_debug ("Attempt %u failed: %s", self->attempt, error->message);
      g_error_free (error);
      wait_and_retry (self);
      return;
    }

  if (unknown && g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT))
    error->code = SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN;
  if (unknown && is_post (self) && error->domain == SMRT_STRIPE_ERROR)
    smrt_stripe_error_set_outcome_unknown (error);
  end_request (self, NULL, error);
}

/* No whole answer: the connection failed, the deadline passed, or the request
 * was cancelled. */
static void
fail_without_answer (SmrtStripeRequest *self,
                     const GError      *cause)
{
  const char *host = g_uri_get_host (self->uri);
  gboolean left = self->left;
  GError *error;

  if (self->timed_out)
    {
      error = g_error_new (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_TIMED_OUT,
                           "%s gave no answer within %u ms", host, self->limits.deadline_ms);
      fail_attempt (self, error, left || self->undecided, FALSE);
    }
  else if (g_cancellable_is_cancelled (self->cancellable))
    {
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled");
      fail_attempt (self, error, FALSE, FALSE);
    }
  else if (left)
    {
      error = g_error_new (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN,
                           "The connection to %s broke: %s", host, cause->message);
      fail_attempt (self, error, TRUE, TRUE);
    }
  else if (cause->domain == G_TLS_ERROR)
    {
      error = g_error_new (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_TLS,
                           "No secure connection to %s: %s", host, cause->message);
      fail_attempt (self, error, FALSE, FALSE);
    }
  else
    {
      error = g_error_new (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT,
                           "No connection to %s: %s", host, cause->message);
      fail_attempt (self, error, FALSE, TRUE);
    }
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtStripeRequest) self = user_data;
  g_autoptr (SmrtSecret) secret = NULL;
  GError *error = NULL;

  secret = smrt_stripe_bearer_renew_finish (self->bearer, result, &error);
  if (secret != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      send_with (self, secret);
    }
  else if (g_cancellable_is_cancelled (self->cancellable))
    {
      fail_without_answer (self, error);
      g_clear_error (&error);
    }
  else
    {
      /* It says nothing of what was sent before. */
      fail_attempt (self, error, self->undecided, FALSE);
    }
}

static void
renew (SmrtStripeRequest *self,
       SmrtSecret        *refused)
{
  smrt_stripe_bearer_renew_async (self->bearer, refused, self->cancellable, renewed_cb, g_object_ref (self));
}

/* The server looks at who asks before anything else, so a request that it
 * refused for that was not carried out. */
static gboolean
renew_instead (SmrtStripeRequest *self,
               const GError      *error)
{
  if (self->renewed || smrt_stripe_error_get_http_status (error) != SOUP_STATUS_UNAUTHORIZED ||
      !smrt_stripe_bearer_can_renew (self->bearer))
    return FALSE;

  self->renewed = TRUE;
  self->attempt--;
  end_attempt (self);
  renew (self, self->shown);

  return TRUE;
}

static void
take_headers (SmrtStripeRequest *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  if (time != NULL)
    self->server_time = g_date_time_to_unix (time);

  g_debug ("%s %s: %u, %s", soup_message_get_method (self->message), g_uri_get_path (self->uri),
           soup_message_get_status (self->message),
           soup_message_headers_get_one (headers, "Request-Id"));
}

static void
take_parsed (SmrtStripeRequest *self,
             JsonNode          *answer,
             GError            *error)
{
  if (answer != NULL)
    end_request (self, answer, NULL);
  else if (renew_instead (self, error))
    g_error_free (error);
  else
    fail_attempt (self, error, smrt_stripe_answer_is_undecided (error),
                  smrt_stripe_answer_should_retry (self->message, error));
}

/* What a thread of its own parses. The request keeps the message, which nobody
 * else touches meanwhile; the thread may be the last to let go of this, and must
 * not be that of a request, or of a message that libsoup frees at that moment. */
typedef struct
{
  SoupMessage *message;
  GBytes *body;
} Parsing;

static void
free_parsing (gpointer data)
{
  Parsing *parsing = data;

  g_bytes_unref (parsing->body);
  g_free (parsing);
}

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const Parsing *parsing = task_data;
  GError *error = NULL;
  JsonNode *answer = smrt_stripe_answer_parse (parsing->message, parsing->body, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtStripeRequest) self = user_data;
  GError *error = NULL;
  JsonNode *answer = g_task_propagate_pointer (G_TASK (result), &error);

  take_parsed (self, answer, error);
}

static void
take_answer (SmrtStripeRequest *self)
{
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  g_autoptr (GTask) task = NULL;
  Parsing *parsing;
  JsonNode *answer;
  GError *error = NULL;

  if (g_bytes_get_size (body) < LARGE_ANSWER)
    {
      answer = smrt_stripe_answer_parse (self->message, body, &error);
      take_parsed (self, answer, error);
      return;
    }

  parsing = g_new0 (Parsing, 1);
  parsing->message = self->message;
  parsing->body = g_steal_pointer (&body);

  task = g_task_new (NULL, NULL, parsed_cb, g_object_ref (self));
  g_task_set_source_tag (task, take_answer);
  g_task_set_task_data (task, parsing, free_parsing);
  g_task_run_in_thread (task, parse_in_thread);
}

static void
refuse_size (SmrtStripeRequest *self)
{
  GError *error = g_error_new (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                               "The answer has more than %d bytes", SMRT_STRIPE_MAX_ANSWER);

  smrt_stripe_error_set_answer (error, soup_message_get_status (self->message),
                                soup_message_headers_get_one (soup_message_get_response_headers (self->message),
                                                              "Request-Id"));
  /* What is left of the body is not worth reading: this drops the connection. */
  g_cancellable_cancel (self->cancellable);
  fail_attempt (self, error, TRUE, FALSE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtStripeRequest) self = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL)
    {
      fail_without_answer (self, error);
      return;
    }

  size = g_bytes_get_size (bytes);
  if (size == 0)
    {
      take_answer (self);
      return;
    }
  if (self->body->len + size > SMRT_STRIPE_MAX_ANSWER)
    {
      refuse_size (self);
      return;
    }

  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), size);
  g_input_stream_read_bytes_async (self->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, g_object_ref (self));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtStripeRequest) self = user_data;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      fail_without_answer (self, error);
      return;
    }

  take_headers (self);
  self->body = g_byte_array_new ();
  g_input_stream_read_bytes_async (self->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, g_object_ref (self));
}

static void
wrote_headers_cb (SoupMessage       *message,
                  SmrtStripeRequest *self)
{
  if (message == self->message)
    self->left = TRUE;
}

static void
add_authorization (SmrtStripeRequest  *self,
                   SoupMessageHeaders *headers)
{
  char *value = g_strconcat ("Bearer ", smrt_secret_peek (self->shown), NULL);

  soup_message_headers_replace (headers, "Authorization", value);
  explicit_bzero (value, strlen (value));
  g_free (value);
}

static void
send_with (SmrtStripeRequest *self,
           SmrtSecret        *secret)
{
  SoupMessageHeaders *headers;

  if (self->shown != secret)
    {
      g_clear_pointer (&self->shown, smrt_secret_unref);
      self->shown = smrt_secret_ref (secret);
    }

  self->attempt++;
  self->message = soup_message_new_from_uri (is_post (self) ? SOUP_METHOD_POST : SOUP_METHOD_GET, self->uri);
  soup_message_set_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect_object (self->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self, 0);

  headers = soup_message_get_request_headers (self->message);
  add_authorization (self, headers);
  soup_message_headers_replace (headers, "Stripe-Version", SMRT_STRIPE_VERSION);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (is_post (self))
    {
      soup_message_headers_replace (headers, "Idempotency-Key", self->idempotency_key);
      soup_message_set_request_body_from_bytes (self->message, "application/x-www-form-urlencoded", self->form);
    }

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           sent_cb, g_object_ref (self));
}

static void
send_attempt (SmrtStripeRequest *self)
{
  SmrtSecret *secret = smrt_stripe_bearer_peek (self->bearer);

  if (g_cancellable_is_cancelled (self->cancellable))
    fail_without_answer (self, NULL);
  else if (secret != NULL)
    send_with (self, secret);
  else
    renew (self, NULL);
}

static gboolean
deadline_cb (gpointer user_data)
{
  SmrtStripeRequest *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
smrt_stripe_request_dispose (GObject *object)
{
  SmrtStripeRequest *self = SMRT_STRIPE_REQUEST (object);

  end_attempt (self);
  g_clear_object (&self->session);
  g_clear_object (&self->bearer);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (smrt_stripe_request_parent_class)->dispose (object);
}

static void
smrt_stripe_request_finalize (GObject *object)
{
  SmrtStripeRequest *self = SMRT_STRIPE_REQUEST (object);

  g_clear_pointer (&self->shown, smrt_secret_unref);
  g_uri_unref (self->uri);
  g_clear_pointer (&self->form, g_bytes_unref);
  g_free (self->idempotency_key);

  G_OBJECT_CLASS (smrt_stripe_request_parent_class)->finalize (object);
}

static void
smrt_stripe_request_class_init (SmrtStripeRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_stripe_request_dispose;
  object_class->finalize = smrt_stripe_request_finalize;
}

static void
smrt_stripe_request_init (SmrtStripeRequest *self)
{
  self->cancellable = g_cancellable_new ();
}

SmrtStripeRequest *
smrt_stripe_request_new_get (SoupSession            *session,
                             SmrtStripeBearer       *bearer,
                             SmrtClock              *clock,
                             const SmrtStripeLimits *limits,
                             GUri                   *uri)
{
  SmrtStripeRequest *self = g_object_new (SMRT_TYPE_STRIPE_REQUEST, NULL);

  self->session = g_object_ref (session);
  self->bearer = g_object_ref (bearer);
  self->clock = g_object_ref (clock);
  self->limits = *limits;
  self->uri = g_uri_ref (uri);

  return self;
}

SmrtStripeRequest *
smrt_stripe_request_new_post (SoupSession            *session,
                              SmrtStripeBearer       *bearer,
                              SmrtClock              *clock,
                              const SmrtStripeLimits *limits,
                              GUri                   *uri,
                              char                   *form,
                              const char             *idempotency_key)
{
  SmrtStripeRequest *self = smrt_stripe_request_new_get (session, bearer, clock, limits, uri);

  self->form = g_bytes_new_take (form, strlen (form));
  self->idempotency_key = g_strdup (idempotency_key);

  return self;
}

gint64
smrt_stripe_request_get_server_time (SmrtStripeRequest *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_REQUEST (self), 0);

  return self->server_time;
}

void
smrt_stripe_request_run_async (SmrtStripeRequest   *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STRIPE_REQUEST (self));
  g_return_if_fail (self->task == NULL && self->attempt == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_stripe_request_run_async);

  self->started = smrt_clock_get_monotonic_time (self->clock);
  self->deadline = g_timeout_source_new (self->limits.deadline_ms);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (self->task));
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->cancellable), g_object_unref);

  send_attempt (self);
}

JsonNode *
smrt_stripe_request_run_finish (SmrtStripeRequest  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
