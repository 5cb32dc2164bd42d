/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-client.h"
#include "wire-fixture.h"

/* The leak check crashes on the thread-local memory of the TLS library unless
 * the sanitizer keeps its hands off it. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (output, "HTTP/1.1 200 OK\r\n\r\n", 19, NULL, NULL, NULL);

  return FALSE;
}

/* What answers does not speak TLS. */
static void
test_tls (Wire          *wire,
          gconstpointer  data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) post_error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);

  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), NULL);
  g_free (wire->url);
  wire->url = g_strdup_printf ("https://127.0.0.1:%d", port);
  wire_set_limits (wire, 60000, 1, 2);

  g_assert_null (wire_post (wire, "/v1/thing", &post_error));
  g_assert_error (post_error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_TLS);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (post_error));

  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/stripe/tls", Wire, NULL, wire_set_up, test_tls, wire_tear_down);

  return g_test_run ();
}
