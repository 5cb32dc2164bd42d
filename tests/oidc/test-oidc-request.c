/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"
#include "smrt-oidc-request.h"

#include <string.h>

#define PATH "/thing"
#define TOKEN "at-never-to-be-seen"
#define CODE "code-never-to-be-seen"
#define CAP (256 * 1024)

typedef struct
{
  unsigned int status;
  const char *json;
  int error;
  const char *code;
} Row;

static JsonObject *
get (IssuerFixture  *fixture,
     const char     *address,
     unsigned int   *status,
     GError        **error)
{
  g_autoptr (SmrtSecret) bearer = smrt_secret_new (TOKEN);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_request_get_async (fixture->client, address, bearer, NULL, issuer_result_cb, &result);

  return smrt_oidc_request_finish (fixture->client, issuer_await (&result), status, error);
}

static JsonObject *
post (IssuerFixture  *fixture,
      const char     *address,
      unsigned int   *status,
      GError        **error)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (GAsyncResult) result = NULL;

  smrt_form_add (form, "grant_type", "authorization_code");
  smrt_form_add (form, "code", CODE);
  smrt_oidc_request_post_async (fixture->client, address, form, NULL, issuer_result_cb, &result);

  return smrt_oidc_request_finish (fixture->client, issuer_await (&result), status, error);
}

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

  g_assert_null (get (fixture, address, NULL, &get_error));
  g_assert_error (get_error, SMRT_OIDC_ERROR, code);
  g_assert_null (post (fixture, address, NULL, &post_error));
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
  answer = get (fixture, address, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpstr (json_object_get_string_member (answer, "sub"), ==, "user-1");

  request = issuer_fixture_find (fixture, PATH);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->query, ==, "a=b%20c");
  g_assert_cmpstr (issuer_request_header (request, "Authorization"), ==, "Bearer " TOKEN);
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
  answer = post (fixture, address, NULL, &error);
  g_assert_no_error (error);

  request = issuer_fixture_find (fixture, PATH);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (issuer_request_header (request, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_null (issuer_request_header (request, "Authorization"));
  g_assert_cmpstr (request->body, ==, "grant_type=authorization_code&code=" CODE "&client_id=io.smrtphone.Plans");
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
  answer = post (fixture, address, NULL, &error);
  g_assert_no_error (error);

  request = issuer_fixture_find (fixture, PATH);
  header = issuer_request_header (request, "Authorization");
  g_assert_true (g_str_has_prefix (header, "Basic "));
  credentials = g_base64_decode (header + strlen ("Basic "), &size);
  g_assert_cmpmem (credentials, size, "io.smrtphone.Plans:s3%3Acr%25t%20%C3%A9", 39);
  g_assert_null (g_hash_table_lookup (request->form, "client_id"));
  g_assert_cmpstr (g_hash_table_lookup (request->form, "code"), ==, CODE);
}

/* Servers do not agree on the status of a token error: its name decides. */
static void
test_oauth_errors (IssuerFixture *fixture,
                   gconstpointer  data)
{
  static const Row rows[] = {
    { 400, "{'error':'invalid_grant','error_description':'Gone <b>for good</b>.'}", SMRT_OIDC_ERROR_INVALID_GRANT, "invalid_grant" },
    { 401, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT, "invalid_grant" },
    { 403, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT, "invalid_grant" },
    { 500, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT, "invalid_grant" },
    { 400, "{'error':'access_denied'}", SMRT_OIDC_ERROR_DENIED, "access_denied" },
    { 403, "{'error':'access_denied'}", SMRT_OIDC_ERROR_DENIED, "access_denied" },
    { 400, "{'error':'expired_token'}", SMRT_OIDC_ERROR_EXPIRED, "expired_token" },
    { 400, "{'error':'server_error'}", SMRT_OIDC_ERROR_SERVER, "server_error" },
    { 503, "{'error':'temporarily_unavailable'}", SMRT_OIDC_ERROR_SERVER, "temporarily_unavailable" },
    { 500, "{'error':'out_of_memory'}", SMRT_OIDC_ERROR_SERVER, "out_of_memory" },
    { 400, "{'error':'authorization_pending'}", SMRT_OIDC_ERROR_REFUSED, "authorization_pending" },
    { 403, "{'error':'authorization_pending'}", SMRT_OIDC_ERROR_REFUSED, "authorization_pending" },
    { 500, "{'error':'slow_down'}", SMRT_OIDC_ERROR_REFUSED, "slow_down" },
    { 400, "{'error':'slow_down'}", SMRT_OIDC_ERROR_REFUSED, "slow_down" },
    { 401, "{'error':'invalid_client'}", SMRT_OIDC_ERROR_REFUSED, "invalid_client" },
    { 403, "{'error':'invalid_scope'}", SMRT_OIDC_ERROR_REFUSED, "invalid_scope" },
    { 429, "{'error':'invalid_request'}", SMRT_OIDC_ERROR_REFUSED, "invalid_request" },
  };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      unsigned int status;

      issuer_fixture_set_json (fixture, PATH, rows[i].status, rows[i].json);
      g_assert_null (post (fixture, address, &status, &error));
      g_assert_error (error, SMRT_OIDC_ERROR, rows[i].error);
      g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, rows[i].code);
      g_assert_cmpstr (smrt_oidc_error_get_description (error), ==, i == 0 ? "Gone <b>for good</b>." : NULL);
      g_assert_cmpuint (status, ==, rows[i].status);
    }
  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, G_N_ELEMENTS (rows));
}

/* Some servers say 200 and mean no; a document that has such a member is no
 * error. */
static void
test_error_with_success (IssuerFixture *fixture,
                         gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;

  issuer_fixture_set_json (fixture, PATH, 200, "{'error':'authorization_pending'}");
  g_assert_null (post (fixture, address, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, "authorization_pending");
  g_clear_error (&error);

  answer = get (fixture, address, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

static void
test_foreign_error_bodies (IssuerFixture *fixture,
                           gconstpointer  data)
{
  static const struct
  {
    const char *content_type;
    const char *body;
  } bodies[] = {
    { NULL, "" },
    { "application/json", "" },
    { "text/html", "<html><body><h1>Forbidden</h1></body></html>" },
    { "application/json", "Forbidden" },
    { "application/json", "[\"access_denied\"]" },
    { "application/json", "null" },
    { "application/json", "{}" },
    { "application/json", "{\"error\":null}" },
    { "application/json", "{\"error\":{\"message\":\"no\"}}" },
    { "application/json", "{\"error\":\"access_denied\"" },
    { "text/html", "{\"error\":\"access_denied\"}" },
  };
  static const struct
  {
    unsigned int status;
    int error;
  } statuses[] = {
    { 400, SMRT_OIDC_ERROR_REFUSED }, { 401, SMRT_OIDC_ERROR_REFUSED }, { 403, SMRT_OIDC_ERROR_REFUSED },
    { 404, SMRT_OIDC_ERROR_REFUSED }, { 408, SMRT_OIDC_ERROR_SERVER }, { 429, SMRT_OIDC_ERROR_SERVER },
    { 500, SMRT_OIDC_ERROR_SERVER },  { 502, SMRT_OIDC_ERROR_SERVER }, { 503, SMRT_OIDC_ERROR_SERVER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (bodies); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (statuses); j++)
      {
        issuer_fixture_set_answer (fixture, PATH, statuses[j].status, bodies[i].content_type, bodies[i].body, -1);
        assert_fails (fixture, statuses[j].error);
      }
}

/* A resource says it in a header. */
static void
test_bearer_error (IssuerFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other_error = NULL;

  issuer_fixture_set_answer (fixture, PATH, 401, NULL, "", 0);
  issuer_fixture_set_header (fixture, PATH, "WWW-Authenticate", "Bearer realm=\"x\", error=\"invalid_token\"");
  g_assert_null (get (fixture, address, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, "invalid_token");

  issuer_fixture_set_header (fixture, PATH, "WWW-Authenticate", "Basic realm=\"x\", error=\"invalid_token\"");
  g_assert_null (get (fixture, address, NULL, &other_error));
  g_assert_null (smrt_oidc_error_get_code (other_error));
  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, 2);
}

static void
test_bad_answers (IssuerFixture *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *content_type;
    const char *body;
  } bodies[] = {
    { "text/html", "<html></html>" },
    { "text/html", "{\"access_token\":\"a\"}" },
    { "application/jwt", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" },
    { "application/json", "{" },
    { "application/json", "{\"a\":1}{\"b\":2}" },
    { "application/json", "{'a':1}" },
    { "application/json", "[]" },
    { "application/json", "\"text\"" },
    { "application/json", "null" },
    { "application/json", " " },
    { "application/json", "{\"a\":\"\xff\"}" },
    { "application/json", "access_token=a&token_type=bearer" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      issuer_fixture_set_answer (fixture, PATH, 200, bodies[i].content_type, bodies[i].body, -1);
      assert_fails (fixture, SMRT_OIDC_ERROR_BAD_ANSWER);
    }
}

static void
test_content_types (IssuerFixture *fixture,
                    gconstpointer  data)
{
  static const char * const types[] = {
    NULL, "application/json", "application/json; charset=UTF-8", "Application/JSON", "application/jwk-set+json",
    "application/token-introspection+json", "text/json", "text/plain",
  };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) answer = NULL;

      issuer_fixture_set_answer (fixture, PATH, 200, types[i], "{\"a\":\"b\"}", -1);
      answer = get (fixture, address, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (json_object_get_string_member (answer, "a"), ==, "b");
    }
}

static void
test_empty (IssuerFixture *fixture,
            gconstpointer  data)
{
  static const unsigned int statuses[] = { 200, 204 };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) answer = NULL;

      issuer_fixture_set_answer (fixture, PATH, statuses[i], NULL, "", 0);
      answer = post (fixture, address, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (json_object_get_size (answer), ==, 0);
    }
}

static char *
make_answer (gsize size)
{
  char *text = g_strnfill (size, ' ');

  memcpy (text, "{\"a\":\"b\"}", 9);

  return text;
}

static void
test_oversized (IssuerFixture *fixture,
                gconstpointer  data)
{
  static const unsigned int statuses[] = { 200, 400, 500 };
  g_autofree char *address = get_address (fixture);
  g_autofree char *fits = make_answer (CAP);
  g_autofree char *too_large = make_answer (CAP + 1);
  g_autofree char *far_too_large = make_answer (20 * CAP);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;

  issuer_fixture_set_answer (fixture, PATH, 200, "application/json", fits, -1);
  answer = get (fixture, address, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      issuer_fixture_set_answer (fixture, PATH, statuses[i], "application/json", too_large, -1);
      assert_fails (fixture, SMRT_OIDC_ERROR_BAD_ANSWER);
      issuer_fixture_set_answer (fixture, PATH, statuses[i], "application/json", far_too_large, -1);
      assert_fails (fixture, SMRT_OIDC_ERROR_BAD_ANSWER);
    }
}

/* Little on the wire, and more than allowed once it is unpacked. */
static void
test_packed (IssuerFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autofree char *text = make_answer (64 * CAP);
  g_autofree char *packed = g_malloc (CAP);
  g_autoptr (GError) error = NULL;
  gsize read, written;

  g_assert_cmpint (g_converter_convert (packer, text, strlen (text), packed, CAP, G_CONVERTER_INPUT_AT_END,
                                        &read, &written, &error), ==, G_CONVERTER_FINISHED);
  g_assert_cmpuint (read, ==, strlen (text));
  issuer_fixture_set_answer (fixture, PATH, 200, "application/json", packed, written);
  issuer_fixture_set_header (fixture, PATH, "Content-Encoding", "gzip");
  assert_fails (fixture, SMRT_OIDC_ERROR_BAD_ANSWER);
}

static void
test_too_deep (IssuerFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *close = g_strnfill (100000, ']');
  g_autofree char *text = g_strdup_printf ("{\"a\":%s%s}", open, close);

  issuer_fixture_set_answer (fixture, PATH, 200, "application/json", text, -1);
  assert_fails (fixture, SMRT_OIDC_ERROR_BAD_ANSWER);
  issuer_fixture_set_answer (fixture, PATH, 400, "application/json", text, -1);
  assert_fails (fixture, SMRT_OIDC_ERROR_REFUSED);
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

      g_assert_null (get (fixture, address, &status, &get_error));
      g_assert_error (get_error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS);
      g_assert_cmpuint (status, ==, 0);
      g_assert_null (post (fixture, address, &status, &post_error));
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
  g_assert_null (post (fixture, nobody, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE);

  issuer_fixture_set_behaviour (fixture, PATH, ISSUER_RESETS);
  g_assert_null (post (fixture, address, NULL, &broken_error));
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
  g_assert_null (post (fixture, address, NULL, &error));
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

/* A server may put what it was sent into all that it says. */
static void
test_messages (IssuerFixture *fixture,
               gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    const char *json;
  } answers[] = {
    { 400, "{'error':'" CODE "','error_description':'" CODE "'}" },
    { 500, "{'error':'" CODE "'}" },
    { 400, "{'error':'<b>" CODE "'}" },
    { 200, "{'access_token':" CODE "}" },
    { 200, "{'access_token':'" CODE "}" },
  };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_json (fixture, PATH, answers[i].status, answers[i].json);
      g_assert_null (post (fixture, address, NULL, &error));
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, CODE));
    }
}

/* A sentence of a server is not longer than one can read. */
static void
test_long_description (IssuerFixture *fixture,
                       gconstpointer  data)
{
  g_autofree char *address = get_address (fixture);
  g_autoptr (GString) json = g_string_new ("{'error':'invalid_scope','error_description':'");
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < 1000; i++)
    g_string_append (json, "é");
  g_string_append (json, "'}");
  issuer_fixture_set_json (fixture, PATH, 400, json->str);
  g_assert_null (post (fixture, address, NULL, &error));
  g_assert_cmpint (g_utf8_strlen (smrt_oidc_error_get_description (error), -1), ==, 500);
}

static void
test_wipe (void)
{
  g_autoptr (JsonNode) root = json_from_string ("{\"access_token\":\"a-secret\",\"n\":1,\"list\":[\"b-secret\",null],"
                                                "\"inner\":{\"id_token\":\"c-secret\",\"active\":true}}", NULL);
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
  ADD ("oauth-errors", test_oauth_errors);
  ADD ("error-with-success", test_error_with_success);
  ADD ("foreign-error-bodies", test_foreign_error_bodies);
  ADD ("bearer-error", test_bearer_error);
  ADD ("bad-answers", test_bad_answers);
  ADD ("content-types", test_content_types);
  ADD ("empty", test_empty);
  ADD ("oversized", test_oversized);
  ADD ("packed", test_packed);
  ADD ("too-deep", test_too_deep);
  ADD ("redirects", test_redirects);
  ADD ("bad-addresses", test_bad_addresses);
  ADD ("offline", test_offline);
  ADD ("broken-answers", test_broken_answers);
  ADD ("deadline", test_deadline);
  ADD ("cancel", test_cancel);
  ADD ("messages", test_messages);
  ADD ("long-description", test_long_description);
#undef ADD
  g_test_add_func ("/oidc/request/wipe", test_wipe);

  return g_test_run ();
}
