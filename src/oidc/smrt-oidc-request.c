/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-request.h"

#include <string.h>

#include "smrt-address.h"
#include "smrt-oidc-answer.h"
#include "smrt-oidc-client-private.h"

/* One request, the data of its task. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  char *body;
  GCancellable *cancellable;
  gulong cancelled_id;
  GSource *deadline;
  gboolean timed_out;
  unsigned int status;
} Exchange;

static void
wipe_text (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
free_answer (JsonObject *answer)
{
  smrt_oidc_request_wipe (answer);
  json_object_unref (answer);
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

/* Drops all that may hold a secret. */
static void
clear_exchange (Exchange *exchange)
{
  if (exchange->message != NULL)
    clear_authorization (exchange->message);
  if (exchange->body != NULL)
    explicit_bzero (exchange->body, SMRT_OIDC_MAX_ANSWER + 1);

  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_clear_pointer (&exchange->body, g_free);
}

static void
free_exchange (Exchange *exchange)
{
  clear_exchange (exchange);
  g_object_unref (exchange->cancellable);
  g_free (exchange);
}

static void
end_exchange (GTask      *task,
              JsonObject *answer,
              GError     *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), exchange->cancelled_id);
  exchange->cancelled_id = 0;
  g_source_destroy (exchange->deadline);
  g_clear_pointer (&exchange->deadline, g_source_unref);
  clear_exchange (exchange);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) free_answer);
  else
    g_task_return_error (task, error);
}

static void
fail_without_answer (GTask        *task,
                     const GError *cause)
{
  SmrtOidcClient *client = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  const char *host = g_uri_get_host (soup_message_get_uri (exchange->message));
  GError *error;

  if (exchange->timed_out)
    error = g_error_new (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_TIMED_OUT,
                         "%s gave no answer within %u ms", host, smrt_oidc_client_get_deadline_ms (client));
  else if (g_cancellable_is_cancelled (exchange->cancellable))
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled");
  else if (cause->domain == G_TLS_ERROR)
    error = g_error_new (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_TLS,
                         "No secure connection to %s: %s", host, cause->message);
  else if (cause->domain == SOUP_SESSION_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    error = g_error_new (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The answer of %s is not HTTP", host);
  else
    error = g_error_new (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE,
                         "No connection to %s: %s", host, cause->message);

  end_exchange (task, NULL, error);
}

static void
take_answer (GTask *task,
             gsize  size)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_bytes_new_static (exchange->body, size);
  GError *error = NULL;
  JsonObject *answer = smrt_oidc_answer_parse (exchange->message, body, &error);

  end_exchange (task, answer, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, &error))
    {
      fail_without_answer (task, error);
      return;
    }
  if (size > SMRT_OIDC_MAX_ANSWER)
    {
      /* What is left of the body is not worth reading: this drops the
       * connection. */
      g_cancellable_cancel (exchange->cancellable);
      end_exchange (task, NULL,
                    g_error_new (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The answer of %s is too large",
                                 g_uri_get_host (soup_message_get_uri (exchange->message))));
      return;
    }

  take_answer (task, size);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      fail_without_answer (task, error);
      return;
    }

  exchange->status = soup_message_get_status (exchange->message);
  g_debug ("%s %s%s: %u", soup_message_get_method (exchange->message),
           g_uri_get_host (soup_message_get_uri (exchange->message)),
           g_uri_get_path (soup_message_get_uri (exchange->message)), exchange->status);

  /* Of one size from the start, so that no copy of a token is left behind when
   * it grows. One byte more than allowed tells that it is too large. */
  exchange->body = g_malloc (SMRT_OIDC_MAX_ANSWER + 1);
  g_input_stream_read_all_async (exchange->stream, exchange->body, SMRT_OIDC_MAX_ANSWER + 1, G_PRIORITY_DEFAULT,
                                 exchange->cancellable, read_cb, g_object_ref (task));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/* Where a request may go: a safe address with nobody's password in it. */
static GUri *
parse_address (const char  *address,
               GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  if (smrt_address_is_safe (address))
    uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS,
                           "Not an address of https, or of http on this machine");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static void
add_authorization (SoupMessage *message,
                   const char  *scheme,
                   const char  *credentials)
{
  char *value = g_strconcat (scheme, " ", credentials, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  wipe_text (value);
}

/* In memory of its final size, so that no copy is left behind. */
static char *
escape_secret (SmrtSecret *secret)
{
  const char *text = smrt_secret_peek (secret);
  GString *escaped = g_string_sized_new (3 * strlen (text) + 1);

  g_string_append_uri_escaped (escaped, text, NULL, FALSE);

  return g_string_free (escaped, FALSE);
}

/* `client_secret_basic`: both parts are encoded as in a form before they are
 * joined (RFC 6749, 2.3.1). */
static void
add_client_secret (SoupMessage *message,
                   const char  *client_id,
                   SmrtSecret  *client_secret)
{
  g_autofree char *id = g_uri_escape_string (client_id, NULL, FALSE);
  char *secret = escape_secret (client_secret);
  char *pair = g_strconcat (id, ":", secret, NULL);
  char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  add_authorization (message, "Basic", encoded);
  wipe_text (encoded);
  wipe_text (pair);
  wipe_text (secret);
}

static void
set_form (SoupMessage    *message,
          SmrtOidcClient *client,
          const SmrtForm *form)
{
  SmrtSecret *client_secret = smrt_oidc_client_get_client_secret (client);
  g_autoptr (SmrtForm) whole = smrt_form_copy (form);
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (client_secret != NULL)
    add_client_secret (message, smrt_oidc_client_get_client_id (client), client_secret);
  else
    smrt_form_add (whole, "client_id", smrt_oidc_client_get_client_id (client));

  text = smrt_form_encode (whole);
  body = g_bytes_new_with_free_func (text, strlen (text), wipe_text, text);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
}

static void
send (GTask       *task,
      SoupMessage *message)
{
  SmrtOidcClient *client = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = g_object_ref (message);
  exchange->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, exchange, (GDestroyNotify) free_exchange);

  exchange->deadline = g_timeout_source_new (smrt_oidc_client_get_deadline_ms (client));
  g_source_set_callback (exchange->deadline, deadline_cb, exchange, NULL);
  g_source_attach (exchange->deadline, g_task_get_context (task));
  if (cancellable != NULL)
    exchange->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                    g_object_ref (exchange->cancellable), g_object_unref);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  soup_session_send_async (smrt_oidc_client_get_session (client, soup_message_get_uri (message)), message,
                           G_PRIORITY_DEFAULT, exchange->cancellable, sent_cb, g_object_ref (task));
}

void
smrt_oidc_request_get_async (SmrtOidcClient      *client,
                             const char          *address,
                             SmrtSecret          *bearer,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (address != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_request_finish);

  uri = parse_address (address, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (bearer != NULL)
    add_authorization (message, "Bearer", smrt_secret_peek (bearer));
  send (task, message);
}

void
smrt_oidc_request_post_as_bearer_async (SmrtOidcClient      *client,
                                        const char          *address,
                                        const SmrtForm      *form,
                                        SmrtSecret          *bearer,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (address != NULL && form != NULL);
  g_return_if_fail (bearer == NULL || smrt_oidc_client_get_client_secret (client) == NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_request_finish);

  uri = parse_address (address, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* A code counts once: it is not sent into a connection that the server may
   * be closing. */
  message = soup_message_new_from_uri (SOUP_METHOD_POST, uri);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  set_form (message, client, form);
  if (bearer != NULL)
    add_authorization (message, "Bearer", smrt_secret_peek (bearer));
  send (task, message);
}

void
smrt_oidc_request_post_async (SmrtOidcClient      *client,
                              const char          *address,
                              const SmrtForm      *form,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  smrt_oidc_request_post_as_bearer_async (client, address, form, NULL, cancellable, callback, user_data);
}

JsonObject *
smrt_oidc_request_finish (SmrtOidcClient  *client,
                          GAsyncResult    *result,
                          unsigned int    *status,
                          GError         **error)
{
  Exchange *exchange;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_request_finish), NULL);

  exchange = g_task_get_task_data (G_TASK (result));
  if (status != NULL)
    *status = exchange != NULL ? exchange->status : 0;

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void wipe_node (JsonNode *node);

static void
wipe_member_cb (JsonObject *object,
                const char *name,
                JsonNode   *member,
                gpointer    user_data)
{
  wipe_node (member);
}

static void
wipe_element_cb (JsonArray    *array,
                 unsigned int  index,
                 JsonNode     *element,
                 gpointer      user_data)
{
  wipe_node (element);
}

static void
wipe_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), wipe_member_cb, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), wipe_element_cb, NULL);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      char *text = (char *) json_node_get_string (node);

      explicit_bzero (text, strlen (text));
    }
}

void
smrt_oidc_request_wipe (JsonObject *answer)
{
  g_return_if_fail (answer != NULL);

  json_object_foreach_member (answer, wipe_member_cb, NULL);
}
