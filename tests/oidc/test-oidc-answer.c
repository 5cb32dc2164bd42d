/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "issuer-fixture.h"

#include <string.h>

#define PATH "/thing"
#define CAP (256 * 1024)

typedef struct
{
  unsigned int status;
  const char *json;
  int error;
  const char *code;
} Row;

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
      g_assert_null (issuer_fixture_post (fixture, address, &status, &error));
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
  g_assert_null (issuer_fixture_post (fixture, address, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, "authorization_pending");
  g_clear_error (&error);

  answer = issuer_fixture_get (fixture, address, NULL, &error);
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
    { 400, SMRT_OIDC_ERROR_REFUSED },
    { 401, SMRT_OIDC_ERROR_REFUSED },
    { 403, SMRT_OIDC_ERROR_REFUSED },
    { 404, SMRT_OIDC_ERROR_REFUSED },
    { 408, SMRT_OIDC_ERROR_SERVER },
    { 429, SMRT_OIDC_ERROR_SERVER },
    { 500, SMRT_OIDC_ERROR_SERVER },
    { 502, SMRT_OIDC_ERROR_SERVER },
    { 503, SMRT_OIDC_ERROR_SERVER },
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
  g_assert_null (issuer_fixture_get (fixture, address, NULL, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, "invalid_token");

  issuer_fixture_set_header (fixture, PATH, "WWW-Authenticate", "Basic realm=\"x\", error=\"invalid_token\"");
  g_assert_null (issuer_fixture_get (fixture, address, NULL, &other_error));
  g_assert_null (smrt_oidc_error_get_code (other_error));
  g_assert_cmpuint (issuer_fixture_count (fixture, PATH), ==, 2);
}

/* A header is any bytes: what is no text ends as no code. */
static void
test_bearer_garbage (IssuerFixture *fixture,
                     gconstpointer  data)
{
  static const char * const headers[] = {
    "Bearer error=\"\xfc\"",
    "Bearer error=\"invalid\xff\"",
    "Bearer error=\"\xed\xb0\x80\"",
    "Bearer error",
    "Bearer \xfc",
    "Bearer =",
  };
  g_autofree char *address = get_address (fixture);

  issuer_fixture_set_answer (fixture, PATH, 401, NULL, "", 0);
  for (unsigned int i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_header (fixture, PATH, "WWW-Authenticate", headers[i]);
      g_assert_null (issuer_fixture_get (fixture, address, NULL, &error));
      g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED);
      g_assert_null (smrt_oidc_error_get_code (error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
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
    NULL,
    "application/json",
    "application/json; charset=UTF-8",
    "Application/JSON",
    "application/jwk-set+json",
    "application/token-introspection+json",
    "text/json",
    "text/plain",
  };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) answer = NULL;

      issuer_fixture_set_answer (fixture, PATH, 200, types[i], "{\"a\":\"b\"}", -1);
      answer = issuer_fixture_get (fixture, address, NULL, &error);
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
      answer = issuer_fixture_post (fixture, address, NULL, &error);
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
  answer = issuer_fixture_get (fixture, address, NULL, &error);
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
                                        &read, &written, &error),
                   ==, G_CONVERTER_FINISHED);
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
    { 400, "{'error':'" ISSUER_CODE "','error_description':'" ISSUER_CODE "'}" },
    { 500, "{'error':'" ISSUER_CODE "'}" },
    { 400, "{'error':'<b>" ISSUER_CODE "'}" },
    { 200, "{'access_token':" ISSUER_CODE "}" },
    { 200, "{'access_token':'" ISSUER_CODE "}" },
  };
  g_autofree char *address = get_address (fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_json (fixture, PATH, answers[i].status, answers[i].json);
      g_assert_null (issuer_fixture_post (fixture, address, NULL, &error));
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, ISSUER_CODE));
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
  g_assert_null (issuer_fixture_post (fixture, address, NULL, &error));
  g_assert_cmpint (g_utf8_strlen (smrt_oidc_error_get_description (error), -1), ==, 500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
 g_test_add ("/oidc/answer/" path, IssuerFixture, NULL, issuer_fixture_set_up, test, issuer_fixture_tear_down)
  ADD ("oauth-errors", test_oauth_errors);
  ADD ("error-with-success", test_error_with_success);
  ADD ("foreign-error-bodies", test_foreign_error_bodies);
  ADD ("bearer-error", test_bearer_error);
  ADD ("bearer-garbage", test_bearer_garbage);
  ADD ("bad-answers", test_bad_answers);
  ADD ("content-types", test_content_types);
  ADD ("empty", test_empty);
  ADD ("oversized", test_oversized);
  ADD ("packed", test_packed);
  ADD ("too-deep", test_too_deep);
  ADD ("messages", test_messages);
  ADD ("long-description", test_long_description);
#undef ADD

  return g_test_run ();
}
