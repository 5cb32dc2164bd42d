/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-stripe-download.h"
#include "wire-fixture.h"

#define SECRET "never_to_be_logged"
#define PDF "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

static void
answer_with (Wire       *wire,
             const char *content,
             gsize       length)
{
  WireAnswer *answer = wire_answer (wire, 200, "{}");

  g_bytes_unref (answer->body);
  answer->body = g_bytes_new (content, length);
}

static void
redirect_to (Wire         *wire,
             unsigned int  status,
             const char   *location)
{
  wire_add_header (wire_answer (wire, status, "{}"), "Location", location);
}

static GBytes *
run (SmrtStripeDownload  *download,
     GCancellable        *cancellable,
     GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GBytes *pdf;

  smrt_stripe_download_run_async (download, cancellable, wire_result_cb, &result);
  pdf = smrt_stripe_download_run_finish (download, wire_await (&result), error);

  /* No error tells the address, for errors are shown and logged. */
  if (pdf == NULL)
    g_assert_null (strstr ((*error)->message, SECRET));

  return pdf;
}

static GBytes *
fetch (Wire    *wire,
       GError **error)
{
  g_autofree char *address = g_strconcat (wire->url, "/pdf/" SECRET, NULL);
  g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (address);

  return run (download, NULL, error);
}

static void
assert_refused (Wire            *wire,
                SmrtStripeError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = fetch (wire, &error);

  g_assert_error (error, SMRT_STRIPE_ERROR, (int) code);
  g_assert_null (pdf);
}

static void
test_plain (Wire          *wire,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  WireRequest *request;

  answer_with (wire, PDF, strlen (PDF));
  pdf = fetch (wire, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), PDF, strlen (PDF));

  request = wire_get_request (wire, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/pdf/" SECRET);
  g_assert_null (wire_request_header (request, "Authorization"));
  g_assert_null (wire_request_header (request, "Stripe-Version"));
  g_assert_null (wire_request_header (request, "Cookie"));
}

static void
test_redirects (Wire          *wire,
                gconstpointer  data)
{
  g_autofree char *absolute = g_strconcat (wire->url, "/third", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  redirect_to (wire, 302, "/second");
  redirect_to (wire, 307, absolute);
  redirect_to (wire, 303, "fourth");
  answer_with (wire, PDF, strlen (PDF));
  pdf = fetch (wire, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), ==, strlen (PDF));

  g_assert_cmpstr (wire_get_request (wire, 1)->path, ==, "/second");
  g_assert_cmpstr (wire_get_request (wire, 3)->path, ==, "/fourth");
  for (unsigned int i = 0; i < wire->requests->len; i++)
    {
      g_assert_null (wire_request_header (wire_get_request (wire, i), "Authorization"));
      g_assert_null (wire_request_header (wire_get_request (wire, i), "Referer"));
    }
}

static void
test_too_many_redirects (Wire          *wire,
                         gconstpointer  data)
{
  for (int i = 0; i < 4; i++)
    redirect_to (wire, 302, "/pdf/" SECRET);
  assert_refused (wire, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpuint (wire->requests->len, ==, 4);
}

static void
test_unsafe_redirect (Wire          *wire,
                      gconstpointer  data)
{
  static const char * const locations[] = {
    "http://example.com/" SECRET,
    "//example.com/" SECRET,
    "ftp://127.0.0.1/" SECRET,
    "file:///etc/passwd",
    "http://127.0.0.1.example.com/",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      redirect_to (wire, 302, locations[i]);
      assert_refused (wire, SMRT_STRIPE_ERROR_BAD_ADDRESS);
      g_assert_cmpuint (wire->requests->len, ==, i + 1);
    }

  /* A redirect that does not say where to. */
  wire_answer (wire, 302, "{}");
  assert_refused (wire, SMRT_STRIPE_ERROR_BAD_ANSWER);
}

static void
test_bad_address (Wire          *wire,
                  gconstpointer  data)
{
  static const char * const addresses[] = { "http://example.com/" SECRET, "file:///" SECRET, "nonsense", "" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (addresses[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (run (download, NULL, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS);
    }
}

static void
test_not_a_pdf (Wire          *wire,
                gconstpointer  data)
{
  static const char * const contents[] = { "<html>%PDF-1.7 %%EOF</html>", "%PDF", "" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      answer_with (wire, contents[i], strlen (contents[i]));
      assert_refused (wire, SMRT_STRIPE_ERROR_BAD_ANSWER);
    }
}

static void
test_statuses (Wire          *wire,
               gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    SmrtStripeError code;
  } cases[] = {
    { 204, SMRT_STRIPE_ERROR_BAD_ANSWER },
    { 400, SMRT_STRIPE_ERROR_BAD_ANSWER },
    { 401, SMRT_STRIPE_ERROR_BAD_ANSWER },
    { 403, SMRT_STRIPE_ERROR_NOT_FOUND },
    { 404, SMRT_STRIPE_ERROR_NOT_FOUND },
    { 410, SMRT_STRIPE_ERROR_NOT_FOUND },
    { 500, SMRT_STRIPE_ERROR_SERVER },
    { 503, SMRT_STRIPE_ERROR_SERVER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      wire_answer (wire, cases[i].status, "{}");
      assert_refused (wire, cases[i].code);
    }
}

static void
test_size (Wire          *wire,
           gconstpointer  data)
{
  g_autofree char *address = g_strconcat (wire->url, "/pdf/" SECRET, NULL);
  unsigned int size = strlen (PDF);

  for (unsigned int limit = size - 1; limit <= size; limit++)
    {
      g_autoptr (SmrtStripeDownload) download = g_object_new (SMRT_TYPE_STRIPE_DOWNLOAD,
                                                              "address", address,
                                                              "max-size", limit,
                                                              NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = NULL;

      answer_with (wire, PDF, size);
      pdf = run (download, NULL, &error);
      if (limit == size)
        g_assert_no_error (error);
      else
        g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
    }
}

static gboolean
half_an_answer_cb (GSocketService    *service,
                   GSocketConnection *connection,
                   GObject           *source,
                   gpointer           user_data)
{
  const char *answer = user_data;
  char request[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, strlen (answer),
                             NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return FALSE;
}

/* A server that closes in the middle, having said how long the PDF is, or
 * nothing of it. */
static void
test_cut_off (Wire          *wire,
              gconstpointer  data)
{
  static const char * const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" PDF,
    "HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n1 0 obj",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n%PDF-1.7\r\n",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
      guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d/%s", port, SECRET);
      g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (address);
      g_autoptr (GError) error = NULL;

      g_signal_connect (service, "run", G_CALLBACK (half_an_answer_cb), (gpointer) answers[i]);
      g_assert_null (run (download, NULL, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_socket_service_stop (service);
      g_socket_listener_close (G_SOCKET_LISTENER (service));
    }
}

static void
test_no_server (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d/%s", port, SECRET);
  g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (address);
  g_autoptr (GError) error = NULL;

  g_socket_listener_close (listener);
  g_assert_null (run (download, NULL, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT);
}

static void
test_deadline (Wire          *wire,
               gconstpointer  data)
{
  g_autofree char *address = g_strconcat (wire->url, "/pdf/" SECRET, NULL);
  g_autoptr (SmrtStripeDownload) download = g_object_new (SMRT_TYPE_STRIPE_DOWNLOAD,
                                                          "address", address,
                                                          "deadline-ms", 50,
                                                          NULL);
  g_autoptr (GError) error = NULL;

  wire_behave (wire, WIRE_HOLDS);
  g_assert_null (run (download, NULL, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_TIMED_OUT);
  wire_await_held (wire, 1);
  wire_release (wire);
}

static void
test_cancelled (Wire          *wire,
                gconstpointer  data)
{
  g_autofree char *address = g_strconcat (wire->url, "/pdf/" SECRET, NULL);
  g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (address);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wire_behave (wire, WIRE_HOLDS);
  smrt_stripe_download_run_async (download, cancellable, wire_result_cb, &result);
  wire_await_held (wire, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_stripe_download_run_finish (download, wire_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wire_release (wire);
}

#define ADD(name, function) \
 g_test_add ("/stripe/download/" name, Wire, NULL, wire_set_up, function, wire_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("plain", test_plain);
  ADD ("redirects", test_redirects);
  ADD ("too-many-redirects", test_too_many_redirects);
  ADD ("unsafe-redirect", test_unsafe_redirect);
  ADD ("bad-address", test_bad_address);
  ADD ("not-a-pdf", test_not_a_pdf);
  ADD ("statuses", test_statuses);
  ADD ("size", test_size);
  ADD ("cut-off", test_cut_off);
  ADD ("no-server", test_no_server);
  ADD ("deadline", test_deadline);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
