/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-download.h"

#include <libsoup/soup.h>
#include <string.h>

#include "smrt-address.h"

#define CHUNK_SIZE (64 * 1024)
#define MAX_REDIRECTS 3
#define MAGIC "%PDF-"
/* A whole PDF has its end mark within so many bytes of its end. */
#define END_MARK "%%EOF"
#define END_MARK_REACH 1024

struct _SmrtStripeDownload
{
  GObject parent_instance;

  char *address;
  unsigned int deadline_ms;
  unsigned int max_size;

  GTask *task;
  GCancellable *cancellable;
  gulong cancelled_id;
  GSource *deadline;
  gboolean timed_out;
  unsigned int n_redirects;

  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
};

G_DEFINE_FINAL_TYPE (SmrtStripeDownload, smrt_stripe_download, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ADDRESS,
  PROP_DEADLINE_MS,
  PROP_MAX_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void fetch (SmrtStripeDownload *self,
                   GUri               *uri);

static void
end (SmrtStripeDownload *self,
     GBytes             *pdf,
     GError             *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  /* What is left of the body is not worth reading: this drops the connection. */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
fail (SmrtStripeDownload *self,
      SmrtStripeError     code,
      const char         *message)
{
  end (self, NULL, g_error_new_literal (SMRT_STRIPE_ERROR, code, message));
}

static void
fail_without_answer (SmrtStripeDownload *self,
                     const GError       *cause)
{
  if (self->timed_out)
    fail (self, SMRT_STRIPE_ERROR_TIMED_OUT, "The PDF did not come in time");
  else if (g_cancellable_is_cancelled (self->cancellable))
    end (self, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The download was cancelled"));
  else if (self->body != NULL)
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The PDF was cut off");
  else if (cause->domain == G_TLS_ERROR)
    fail (self, SMRT_STRIPE_ERROR_TLS, "No secure connection to the server of the PDF");
  else
    fail (self, SMRT_STRIPE_ERROR_NOT_SENT, "No connection to the server of the PDF");
}

static gboolean
is_whole (GByteArray *body)
{
  gsize length = strlen (END_MARK);

  for (gsize i = 0; i < END_MARK_REACH && i + length <= body->len; i++)
    {
      if (memcmp (body->data + body->len - length - i, END_MARK, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
take_body (SmrtStripeDownload *self)
{
  if (self->body->len < strlen (MAGIC) || memcmp (self->body->data, MAGIC, strlen (MAGIC)) != 0)
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The answer is not a PDF");
  else if (!is_whole (self->body))
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The PDF was cut off");
  else
    end (self, g_byte_array_free_to_bytes (g_steal_pointer (&self->body)), NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtStripeDownload) self = user_data;
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
      take_body (self);
      return;
    }
  if (self->body->len + size > self->max_size)
    {
      fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The PDF is too large");
      return;
    }

  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), size);
  g_input_stream_read_bytes_async (self->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, g_object_ref (self));
}

/* A page of the internet has no business with what listens on this machine. */
static gboolean
may_follow (GUri *from,
            GUri *to)
{
  g_autofree char *address = g_uri_to_string (to);

  return smrt_address_is_safe (address) &&
         (!smrt_address_is_loopback (to) || smrt_address_is_loopback (from));
}

static void
redirect (SmrtStripeDownload *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  GUri *from = soup_message_get_uri (self->message);
  g_autoptr (GUri) to = location != NULL ? g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (to == NULL)
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The PDF was moved to nowhere");
  else if (++self->n_redirects > MAX_REDIRECTS)
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The PDF was moved too often");
  else if (!may_follow (from, to))
    fail (self, SMRT_STRIPE_ERROR_BAD_ADDRESS, "The PDF was moved to an address that is not safe");
  else
    fetch (self, to);
}

static void
take_status (SmrtStripeDownload *self)
{
  unsigned int status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_OK)
    {
      self->body = g_byte_array_new ();
      g_input_stream_read_bytes_async (self->stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                       read_cb, g_object_ref (self));
    }
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    redirect (self);
  else if (status == SOUP_STATUS_FORBIDDEN || status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    fail (self, SMRT_STRIPE_ERROR_NOT_FOUND, "The PDF is not there");
  else if (SOUP_STATUS_IS_SERVER_ERROR (status))
    fail (self, SMRT_STRIPE_ERROR_SERVER, "The server of the PDF failed");
  else
    fail (self, SMRT_STRIPE_ERROR_BAD_ANSWER, "The answer for the PDF has a status that was not expected");
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtStripeDownload) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->stream);
  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    fail_without_answer (self, error);
  else
    take_status (self);
}

/* A session for each address: nothing of one server, not even a connection, is
 * used for another. It has neither keys nor passwords nor cookies. */
static SoupSession *
create_session (GUri *uri)
{
  SoupSession *session = g_object_new (SOUP_TYPE_SESSION, "user-agent", "smrtphone-plans/" PACKAGE_VERSION, NULL);

  soup_session_set_timeout (session, 0);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (smrt_address_is_loopback (uri))
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static void
fetch (SmrtStripeDownload *self,
       GUri               *uri)
{
  SoupMessageHeaders *headers;

  g_clear_object (&self->message);
  g_clear_object (&self->session);
  self->session = create_session (uri);
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_set_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (self->message);
  soup_message_headers_replace (headers, "Accept", "application/pdf");

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           sent_cb, g_object_ref (self));
}

static gboolean
deadline_cb (gpointer user_data)
{
  SmrtStripeDownload *self = user_data;

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
smrt_stripe_download_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SmrtStripeDownload *self = SMRT_STRIPE_DOWNLOAD (object);

  switch (property_id)
    {
    case PROP_ADDRESS:
      self->address = g_value_dup_string (value);
      break;
    case PROP_DEADLINE_MS:
      self->deadline_ms = g_value_get_uint (value);
      break;
    case PROP_MAX_SIZE:
      self->max_size = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
smrt_stripe_download_dispose (GObject *object)
{
  SmrtStripeDownload *self = SMRT_STRIPE_DOWNLOAD (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (smrt_stripe_download_parent_class)->dispose (object);
}

static void
smrt_stripe_download_finalize (GObject *object)
{
  SmrtStripeDownload *self = SMRT_STRIPE_DOWNLOAD (object);

  g_free (self->address);
  g_clear_pointer (&self->body, g_byte_array_unref);

  G_OBJECT_CLASS (smrt_stripe_download_parent_class)->finalize (object);
}

static void
smrt_stripe_download_class_init (SmrtStripeDownloadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_stripe_download_dispose;
  object_class->finalize = smrt_stripe_download_finalize;
  object_class->set_property = smrt_stripe_download_set_property;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_DEADLINE_MS] = g_param_spec_uint ("deadline-ms", NULL, NULL, 1, G_MAXINT, 60000, flags);
  properties[PROP_MAX_SIZE] = g_param_spec_uint ("max-size", NULL, NULL, 1, G_MAXINT, 20 * 1024 * 1024, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_stripe_download_init (SmrtStripeDownload *self)
{
  self->cancellable = g_cancellable_new ();
}

SmrtStripeDownload *
smrt_stripe_download_new (const char *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  return g_object_new (SMRT_TYPE_STRIPE_DOWNLOAD, "address", address, NULL);
}

void
smrt_stripe_download_run_async (SmrtStripeDownload  *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GUri) uri = NULL;

  g_return_if_fail (SMRT_IS_STRIPE_DOWNLOAD (self));
  g_return_if_fail (self->task == NULL && self->session == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_stripe_download_run_async);

  self->deadline = g_timeout_source_new (self->deadline_ms);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (self->task));
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                g_object_ref (self->cancellable), g_object_unref);

  if (!smrt_address_is_safe (self->address))
    {
      fail (self, SMRT_STRIPE_ERROR_BAD_ADDRESS, "The address of the PDF is not safe");
      return;
    }

  uri = g_uri_parse (self->address, SOUP_HTTP_URI_FLAGS, NULL);
  fetch (self, uri);
}

GBytes *
smrt_stripe_download_run_finish (SmrtStripeDownload  *self,
                                 GAsyncResult        *result,
                                 GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
