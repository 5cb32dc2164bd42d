/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "browser-fixture.h"

#include <string.h>

#define CHUNK_SIZE 4096

static void read_more (Visit *visit);

/* What was read so far is the answer. */
static void
end_visit (Visit *visit)
{
  const char *text, *gap;

  g_byte_array_append (visit->bytes, (const guint8 *) "", 1);
  text = (const char *) visit->bytes->data;
  gap = strstr (text, "\r\n\r\n");
  if (g_str_has_prefix (text, "HTTP/1.") && gap != NULL)
    {
      visit->status = g_ascii_strtoull (text + strlen ("HTTP/1.1 "), NULL, 10);
      visit->head = g_strndup (text, gap - text);
      visit->body = g_strdup (gap + strlen ("\r\n\r\n"));
    }
  visit->over = TRUE;
}

static void
free_visit (Visit *visit)
{
  g_clear_object (&visit->connection);
  g_object_unref (visit->cancellable);
  g_byte_array_unref (visit->bytes);
  g_free (visit->request);
  g_free (visit->head);
  g_free (visit->body);
  g_free (visit);
}

static gboolean
is_left (Visit *visit)
{
  if (!g_cancellable_is_cancelled (visit->cancellable))
    return FALSE;

  free_visit (visit);

  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Visit *visit = user_data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (is_left (visit))
    return;
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      end_visit (visit);
      return;
    }

  g_byte_array_append (visit->bytes, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_more (visit);
}

static void
read_more (Visit *visit)
{
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (visit->connection)), CHUNK_SIZE,
                                   G_PRIORITY_DEFAULT, visit->cancellable, read_cb, visit);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Visit *visit = user_data;

  /* Who refuses to read may still have said why. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  if (!is_left (visit))
    read_more (visit);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Visit *visit = user_data;

  visit->connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, NULL);
  if (is_left (visit))
    return;
  if (visit->connection == NULL)
    {
      end_visit (visit);
      return;
    }

  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (visit->connection)),
                                   visit->request, strlen (visit->request), G_PRIORITY_DEFAULT,
                                   visit->cancellable, written_cb, visit);
}

Visit *
browser_send (unsigned int  port,
              const char   *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Visit *visit = g_new0 (Visit, 1);

  visit->request = g_strdup (request);
  visit->cancellable = g_cancellable_new ();
  visit->bytes = g_byte_array_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", port, visit->cancellable, connected_cb, visit);

  return visit;
}

/* Whatever is in the address goes out as it is. */
Visit *
browser_open (const char *address)
{
  const char start[] = "http://127.0.0.1:";
  g_autofree char *request = NULL;
  unsigned int port;
  char *path;

  g_assert_true (g_str_has_prefix (address, start));
  port = g_ascii_strtoull (address + strlen (start), &path, 10);
  request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n\r\n", path, port);

  return browser_send (port, request);
}

unsigned int
browser_await (Visit *visit)
{
  while (!visit->over)
    g_main_context_iteration (NULL, TRUE);

  return visit->status;
}

unsigned int
browser_get_status (const char *address)
{
  g_autoptr (Visit) visit = browser_open (address);

  return browser_await (visit);
}

char *
browser_get_header (Visit      *visit,
                    const char *name)
{
  g_auto (GStrv) lines = g_strsplit (visit->head, "\r\n", -1);
  g_autofree char *start = g_strconcat (name, ": ", NULL);

  for (unsigned int i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], start, strlen (start)) == 0)
      return g_strdup (lines[i] + strlen (start));

  return NULL;
}

void
browser_leave (Visit *visit)
{
  if (visit->over)
    {
      free_visit (visit);
      return;
    }

  /* The operation under way frees it. */
  if (visit->connection != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (visit->connection), TRUE, TRUE, NULL);
  g_cancellable_cancel (visit->cancellable);
}

char *
browser_follow (const char *address)
{
  g_autoptr (Visit) visit = browser_open (address);
  char *location;

  g_assert_cmpuint (browser_await (visit) / 100, ==, 3);
  location = browser_get_header (visit, "Location");
  g_assert_nonnull (location);

  return location;
}

gboolean
browser_can_connect (unsigned int port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  if (connection == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  return connection != NULL;
}

unsigned int
browser_get_port (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  g_assert_nonnull (uri);

  return g_uri_get_port (uri);
}

char *
browser_get_parameter (const char *address,
                       const char *name)
{
  const char *query = strchr (address, '?');
  g_autofree char *found = NULL;
  GUriParamsIter iter;
  char *key, *value;

  if (query == NULL)
    return NULL;

  g_uri_params_iter_init (&iter, query + 1, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &key, &value, NULL))
    {
      gboolean wanted = g_str_equal (key, name);

      g_free (key);
      if (wanted && found != NULL)
        {
          g_free (value);
          return NULL;
        }
      if (wanted)
        found = value;
      else
        g_free (value);
    }

  return g_steal_pointer (&found);
}

GSocket *
browser_take_port (unsigned int *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, address, TRUE, &error));
  g_assert_true (g_socket_listen (socket, &error));
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return socket;
}

unsigned int
browser_find_port (void)
{
  unsigned int port;
  g_autoptr (GSocket) socket = browser_take_port (&port);

  g_assert_true (g_socket_close (socket, NULL));

  return port;
}
