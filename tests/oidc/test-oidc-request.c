/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"
#include "smrt-oidc-request.h"

#include <string.h>

#define PATH "/thing"

static char *
get_address (IssuerFixture *fixture)
{
  return g_strconcat (fixture->url, PATH, NULL);
}

/* What both kinds of request make of what the server answers. */
static void
assert_fails (IssuerFixture *fixture,
              int            code)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) get_error = NULL;
  g_autoptr (GError) post_error = NULL;

  g_assert_null (issuer_fixture_get (fixture, address, NULL, &get_error));
  g_assert_error (get_error, SMRT_OIDC_ERROR, code);
  g_assert_null (issuer_fixture_post (fixture, address, NULL, &post_error));
  g_assert_error (post_error, SMRT_OIDC_ERROR, code);
}

static void
test_get (IssuerFixture *fixture,
          gconstpointer  data)
{
  g_autofree char *address = g_strconcat (fixture->url, PATH, "?a=b%20c", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  IssuerRequest *request;
  unsigned int status;

  issuer_fixture_set_json (fixture, PATH, 201, "{'sub':'user-1'}");
  answer = issuer_fixture_get (fixture, address, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpstr (json_object_get_string_member (answer, "sub"), ==, "user-1");

  request = issuer_fixture_find (fixture, PATH);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->query, ==, "a=b%20c");
  g_assert_cmpstr (issuer_request_header (request, "Authorization"), ==, "Bearer " ISSUER_BEARER);
  g_assert_cmpstr (issuer_request_header (request, "Accept"), ==, "application/json");
  g_assert_true (g_str_has_prefix (issuer_request_header (request, "User-Agent"), "smrtphone-plans/"));
}

static void
test_post (IssuerFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  IssuerRequest *request;

  issuer_fixture_set_json (fixture, PATH, 200, "{}");
  answer = issuer_fixture_post (fixture, address, NULL, &error);
  g_assert_no_error (error);

  request = issuer_fixture_find (fixture, PATH);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (issuer_request_header (request, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_null (issuer_request_header (request, "Authorization"));
  g_assert_cmpstr (request->body, ==, "grant_type=authorization_code&code=" ISSUER_CODE "&client_id=io.smrtphone.Plans");
}

/* Both halves are encoded before they are joined, so that a colon or a percent
 * sign in a secret is one. */
static void
test_client_secret (IssuerFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autofree guchar *credentials = NULL;
  IssuerRequest *request;
  const char *header;
  gsize size;

  issuer_fixture_set_client (fixture, 60000, "s3:cr%t é");
  issuer_fixture_set_json (fixture, PATH, 200, "{}");
  answer = issuer_fixture_post (fixture, address, NULL, &error);
  g_assert_no_error (error);

  request = issuer_fixture_find (fixture, PATH);
  header = issuer_request_header (request, "Authorization");
  g_assert_true (g_str_has_prefix (header, "Basic "));
  credentials = g_base64_decode (header + strlen ("Basic "), &size);
  g_assert_cmpmem (credentials, size, "io.smrtphone.Plans:s3%3Acr%25t%20%C3%A9", 39);
  g_assert_null (g_hash_table_lookup (request->form, "client_id"));
  g_assert_cmpstr (g_hash_table_lookup (request->form, "code"), ==, ISSUER_CODE);
}

/* Neither a token nor a code goes where a redirect leads. */
static void
test_redirects (IssuerFixture *fixture,
                gconstpointer  data)
{
  static const unsigned int statuses[] = { 300, 301, 302, 303, 304, 307, 308 };
  IssuerFixture other = { 0 };
  g_autofree char *target = NULL;

  issuer_fixture_set_up (&other, NULL);
  target = g_strconcat (other.url, "/stolen", NULL);
  issuer_fixture_set_header (fixture, PATH, "Location", target);
  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      issuer_fixture_set_json (fixture, PATH, statuses[i], "{'error':'invalid_grant'}");
      assert_fails (fixture, SMRT_OIDC_ERROR_MISMATCH);
    }
  issuer_fixture_set_header (fixture, PATH, "Location", "/stolen");
  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      issuer_fixture_set_answer (fixture, PATH, statuses[i], NULL, "", 0);
      assert_fails (fixture, SMRT_OIDC_ERROR_MISMATCH);
    }

  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, 4 * G_N_ELEMENTS (statuses));
  g_assert_cmpuint (fixture->requests->len, ==, 4 * G_N_ELEMENTS (statuses));
  g_assert_cmpuint (other.requests->len, ==, 0);
  issuer_fixture_tear_down (&other, NULL);
}

static void
test_bad_addresses (IssuerFixture *fixture,
                    gconstpointer  data)
{
  static const char * const addresses[] = {
    "",
    "/token",
    "token",
    "http://example.com/token",
    "http://192.168.0.1/token",
    "http://127.0.0.1.example.com/token",
    "http://localhost.example.com/token",
    "ftp://127.0.0.1/token",
    "file:///etc/hostname",
    "https:///token",
    "https://person:password@example.com/token",
  };
  g_autofree char *with_user = g_strdup_printf ("http://person:password@%s" PATH, fixture->url + strlen ("http://"));

  issuer_fixture_set_json (fixture, PATH, 200, "{}");
  for (unsigned int i = 0; i <= G_N_ELEMENTS (addresses); i++)
    {
      const char *address = i < G_N_ELEMENTS (addresses) ? addresses[i] : with_user;
      g_autoptr (GError) get_error = NULL;
      g_autoptr (GError) post_error = NULL;
      unsigned int status = 1;

      g_assert_null (issuer_fixture_get (fixture, address, &status, &get_error));
      g_assert_error (get_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS);
      g_assert_cmpuint (status, ==, 0);
      g_assert_null (issuer_fixture_post (fixture, address, &status, &post_error));
      g_assert_error (post_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS);
      g_assert_null (strstr (post_error->message, "password"));
    }
  g_assert_cmpuint (fixture->requests->len, ==, 0);
}

/* Nobody listens; somebody hangs up. One attempt each: a code counts once. */
static void
test_offline (IssuerFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *nobody = g_strdup_printf ("http://127.0.0.1:%d" PATH, port);
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) broken_error = NULL;

  g_socket_listener_close (listener);
  g_assert_null (issuer_fixture_post (fixture, nobody, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE);

  issuer_fixture_set_behaviour (fixture, PATH, ISSUER_RESETS);
  g_assert_null (issuer_fixture_post (fixture, address, NULL, &broken_error));
  g_assert_error (broken_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE);
  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, 1);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  const char *text = user_data;
  char request[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                             NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static void
assert_raw_fails (IssuerFixture *fixture,
                  const char    *text,
                  int            code)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d" PATH, port);
  g_autoptr (GError) error = NULL;

  g_signal_connect (service, "run", G_CALLBACK (incoming_cb), (gpointer) text);
  g_assert_null (issuer_fixture_post (fixture, address, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, code);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

/* Half an answer is none, however well it reads. */
static void
test_broken_answers (IssuerFixture *fixture,
                     gconstpointer  data)
{
  assert_raw_fails (fixture,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"access_token\":\"a\"}",
                    SMRT_OIDC_ERROR_OFFLINE);
  assert_raw_fails (fixture, "220 mail.example.com ESMTP\r\n\r\n", SMRT_OIDC_ERROR_BAD_ANSWER);
  assert_raw_fails (fixture, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
                    SMRT_OIDC_ERROR_BAD_ANSWER);
}

/* The deadline is for all of it: silence, and an answer that does not end. */
static void
test_deadline (IssuerFixture *fixture,
               gconstpointer  data)
{
  static const IssuerBehaviour behaviours[] = { ISSUER_HOLDS, ISSUER_STALLS };

  issuer_fixture_set_client (fixture, 50, NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      issuer_fixture_set_behaviour (fixture, PATH, behaviours[i]);
      assert_fails (fixture, SMRT_OIDC_ERROR_TIMED_OUT);
    }
}

static void
test_cancel (IssuerFixture *fixture,
             gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second_error = NULL;

  issuer_fixture_set_behaviour (fixture, PATH, ISSUER_HOLDS);
  smrt_oidc_request_get_async (fixture->client, address, NULL, cancellable, issuer_result_cb, &result);
  issuer_fixture_await (fixture, PATH, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_oidc_request_finish (fixture->client, issuer_await (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  smrt_oidc_request_get_async (fixture->client, address, NULL, cancellable, issuer_result_cb, &second_result);
  g_assert_null (smrt_oidc_request_finish (fixture->client, issuer_await (&second_result), NULL, &second_error));
  g_assert_error (second_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, 1);
}

static void
test_wipe (void)
{
  g_autoptr (JsonNode) root = json_from_string ("{\"access_token\":\"a-secret\",\"n\":1,\"list\":[\"b-secret\",null],"
                                                "\"inner\":{\"id_token\":\"c-secret\",\"active\":true}}",
                                                NULL);
  JsonObject *object = json_node_get_object (root);
  const char *texts[] = {
    json_object_get_string_member (object, "access_token"),
    json_array_get_string_element (json_object_get_array_member (object, "list"), 0),
    json_object_get_string_member (json_object_get_object_member (object, "inner"), "id_token"),
  };
  static const char zeros[8] = { 0 };

  smrt_oidc_request_wipe (object);
  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpmem (texts[i], sizeof zeros, zeros, sizeof zeros);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/request/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("get", test_get);
  ADD ("post", test_post);
  ADD ("client-secret", test_client_secret);
  ADD ("redirects", test_redirects);
  ADD ("bad-addresses", test_bad_addresses);
  ADD ("offline", test_offline);
  ADD ("broken-answers", test_broken_answers);
  ADD ("deadline", test_deadline);
  ADD ("cancel", test_cancel);
#undef ADD
  g_test_add_func ("/oidc/request/wipe", test_wipe);

  return g_test_run ();
}
