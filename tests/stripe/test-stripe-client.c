/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-stripe-client.h"
#include "wire-fixture.h"

#define add_test(path, function) \
 g_test_add ("/stripe/client/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

static void
assert_error (GError          *error,
              SmrtStripeError  code,
              gboolean         outcome_unknown)
{
  g_assert_error (error, SMRT_STRIPE_ERROR, (int) code);
  g_assert_cmpint (smrt_stripe_error_is_outcome_unknown (error), ==, outcome_unknown);
}

static void
assert_get_fails (Wire            *wire,
                  SmrtStripeError  code,
                  unsigned int     requests)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wire_get (wire, "/v1/thing", &error));
  assert_error (error, code, FALSE);
  g_assert_cmpuint (wire->requests->len, ==, requests);
}

static void
assert_post_fails (Wire            *wire,
                   SmrtStripeError  code,
                   gboolean         outcome_unknown,
                   unsigned int     requests)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wire_post (wire, "/v1/thing", &error));
  assert_error (error, code, outcome_unknown);
  g_assert_cmpuint (wire->requests->len, ==, requests);
}

static void
test_get (Wire          *wire,
          gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtForm) query = smrt_form_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  WireRequest *request;

  wire_add_header (wire_answer (wire, 200, "{'object': 'price'}"), "Date", "Wed, 18 Nov 2026 12:00:00 GMT");
  smrt_form_add (query, "active", "true");
  smrt_form_add (query, "expand[]", "data.product");
  g_assert_cmpint (smrt_stripe_client_get_server_time (wire->client), ==, 0);

  smrt_stripe_client_get_async (wire->client, "/v1/prices/a%2Fb", query, NULL, wire_result_cb, &result);
  answer = smrt_stripe_client_request_finish (wire->client, wire_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (answer), "object"), ==, "price");
  g_assert_cmpint (smrt_stripe_client_get_server_time (wire->client), ==, 1795003200);

  g_assert_cmpuint (wire->requests->len, ==, 1);
  request = wire_get_request (wire, 0);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->path, ==, "/v1/prices/a/b");
  g_assert_cmpstr (request->query, ==, "active=true&expand[]=data.product");
  g_assert_cmpstr (wire_request_header (request, "Authorization"), ==, "Bearer " WIRE_KEY);
  g_assert_cmpstr (wire_request_header (request, "Stripe-Version"), ==, "2026-10-28.endive");
  g_assert_cmpstr (wire_request_header (request, "User-Agent"), ==, "smrtphone-plans/" PACKAGE_VERSION);
  g_assert_null (wire_request_header (request, "Idempotency-Key"));
  g_assert_null (wire_request_header (request, "Cookie"));
}

static void
test_post (Wire          *wire,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  WireRequest *request;

  wire_answer (wire, 200, "{}");
  smrt_form_add (form, "items[0][price]", "price_1");
  smrt_form_add_int (form, "items[0][quantity]", 3);
  smrt_form_add (form, "name", "Tom & Jerry");

  smrt_stripe_client_post_async (wire->client, "/v1/subscriptions/sub_1", form, "key-7", NULL,
                                 wire_result_cb, &result);
  answer = smrt_stripe_client_request_finish (wire->client, wire_await (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);

  request = wire_get_request (wire, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->body, ==, "items[0][price]=price_1&items[0][quantity]=3&name=Tom%20%26%20Jerry");
  g_assert_cmpstr (wire_request_header (request, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (wire_request_header (request, "Idempotency-Key"), ==, "key-7");
}

static void
test_idempotency_key (void)
{
  g_autofree char *first = smrt_stripe_client_new_idempotency_key ();
  g_autofree char *second = smrt_stripe_client_new_idempotency_key ();

  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_uuid_string_is_valid (first));
}

static void
test_base_url (void)
{
  static const struct
  {
    const char *url;
    gboolean accepted;
  } cases[] = {
    { "https://api.stripe.com", TRUE },
    { "https://billing.example/stripe/", TRUE },
    { "http://127.0.0.1:4242", TRUE },
    { "http://127.8.8.8", TRUE },
    { "http://[::1]:4242", TRUE },
    { "http://localhost:4242", TRUE },
    { "http://api.stripe.com", FALSE },
    { "http://127.0.0.1.example", FALSE },
    { "http://localhost.example", FALSE },
    { "http://10.0.0.1", FALSE },
    { "https://user:pw@api.stripe.com", FALSE },
    { "https://api.stripe.com/?key=1", FALSE },
    { "https://api.stripe.com/#top", FALSE },
    { "ftp://api.stripe.com", FALSE },
    { "file:///etc/passwd", FALSE },
    { "https://", FALSE },
    { "api.stripe.com", FALSE },
    { "", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].url);
      g_assert_cmpint (smrt_stripe_client_check_base_url (cases[i].url, &error), ==, cases[i].accepted);
      if (!cases[i].accepted)
        g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS);
    }
}

static void
test_refused_address (Wire          *wire,
                      gconstpointer  data)
{
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new ("http://192.0.2.1/", wire->key, wire->clock);
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GAsyncResult) posted = NULL;
  g_autoptr (GError) get_error = NULL;
  g_autoptr (GError) post_error = NULL;

  g_assert_cmpstr (smrt_stripe_client_get_base_url (client), ==, "http://192.0.2.1");

  smrt_stripe_client_get_async (client, "/v1/prices", NULL, NULL, wire_result_cb, &got);
  g_assert_null (smrt_stripe_client_request_finish (client, wire_await (&got), &get_error));
  assert_error (get_error, SMRT_STRIPE_ERROR_BAD_ADDRESS, FALSE);

  smrt_stripe_client_post_async (client, "/v1/prices", NULL, "key-1", NULL, wire_result_cb, &posted);
  g_assert_null (smrt_stripe_client_request_finish (client, wire_await (&posted), &post_error));
  assert_error (post_error, SMRT_STRIPE_ERROR_BAD_ADDRESS, FALSE);
}

static void
test_errors (Wire          *wire,
             gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    const char *type;
    SmrtStripeError code;
    gboolean outcome_unknown;
  } cases[] = {
    { 400, "invalid_request_error", SMRT_STRIPE_ERROR_INVALID_REQUEST, FALSE },
    { 400, "idempotency_error", SMRT_STRIPE_ERROR_IDEMPOTENCY, FALSE },
    { 400, "a_new_type", SMRT_STRIPE_ERROR_INVALID_REQUEST, FALSE },
    { 401, "invalid_request_error", SMRT_STRIPE_ERROR_AUTHENTICATION, FALSE },
    { 402, "card_error", SMRT_STRIPE_ERROR_CARD, FALSE },
    { 402, "invalid_request_error", SMRT_STRIPE_ERROR_CARD, FALSE },
    { 403, "invalid_request_error", SMRT_STRIPE_ERROR_PERMISSION, FALSE },
    { 404, "invalid_request_error", SMRT_STRIPE_ERROR_NOT_FOUND, FALSE },
    { 408, "api_error", SMRT_STRIPE_ERROR_TIMED_OUT, TRUE },
    { 409, "invalid_request_error", SMRT_STRIPE_ERROR_CONFLICT, FALSE },
    { 429, "invalid_request_error", SMRT_STRIPE_ERROR_RATE_LIMITED, FALSE },
    { 500, "api_error", SMRT_STRIPE_ERROR_SERVER, TRUE },
    { 503, "card_error", SMRT_STRIPE_ERROR_SERVER, TRUE },
  };

  wire_set_limits (wire, 60000, 1, 0);
  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'error': {'type': '%s', 'code': 'a_code', 'decline_code': 'why', "
                                               "'message': 'It <b>failed</b>', 'param': 'items[0]', 'new': 1}}",
                                               cases[i].type);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) copy = NULL;

      wire_add_header (wire_answer (wire, cases[i].status, json), "Request-Id", "req_42");
      g_assert_null (wire_post (wire, "/v1/thing", &error));
      assert_error (error, cases[i].code, cases[i].outcome_unknown);

      copy = g_error_copy (error);
      assert_error (copy, cases[i].code, cases[i].outcome_unknown);
      g_assert_cmpstr (smrt_stripe_error_get_request_id (copy), ==, "req_42");
      g_assert_cmpstr (smrt_stripe_error_get_message (copy), ==, "It <b>failed</b>");
      g_assert_cmpstr (smrt_stripe_error_get_code (copy), ==, "a_code");
      g_assert_cmpstr (smrt_stripe_error_get_decline_code (copy), ==, "why");
      g_assert_cmpstr (smrt_stripe_error_get_param (copy), ==, "items[0]");
      g_assert_cmpuint (smrt_stripe_error_get_http_status (copy), ==, cases[i].status);
    }
}

static void
test_strange_errors (Wire          *wire,
                     gconstpointer  data)
{
  static const char * const bodies[] = {
    "",
    "Forbidden",
    "[]",
    "{}",
    "{'error': 'no'}",
    "{'error': {'type': 1, 'message': ['no'], 'code': {}}}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      wire_answer (wire, 403, bodies[i]);
      g_assert_null (wire_get (wire, "/v1/thing", &error));
      assert_error (error, SMRT_STRIPE_ERROR_PERMISSION, FALSE);
      g_assert_null (smrt_stripe_error_get_message (error));
      g_assert_null (smrt_stripe_error_get_code (error));
      g_assert_null (smrt_stripe_error_get_request_id (error));
    }
}

static void
test_other_errors (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No");

  g_assert_null (smrt_stripe_error_get_request_id (error));
  g_assert_null (smrt_stripe_error_get_message (error));
  g_assert_cmpuint (smrt_stripe_error_get_http_status (error), ==, 0);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_false (smrt_stripe_error_is_outcome_unknown (NULL));
}

static void
test_retry (Wire          *wire,
            gconstpointer  data)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 500, "{'error': {'type': 'api_error'}}");
  wire_answer (wire, 409, "{'error': {'type': 'invalid_request_error', 'code': 'idempotency_key_in_use'}}");
  wire_answer (wire, 200, "{'id': 'sub_1'}");

  answer = wire_post (wire, "/v1/thing", &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);

  g_assert_cmpuint (wire->requests->len, ==, 3);
  for (unsigned int i = 0; i < 3; i++)
    {
      WireRequest *request = wire_get_request (wire, i);

      g_assert_cmpstr (request->method, ==, "POST");
      g_assert_cmpstr (request->body, ==, "items[0][price]=price_1");
      g_assert_cmpstr (wire_request_header (request, "Idempotency-Key"), ==, "key-1");
      g_assert_cmpstr (wire_request_header (request, "Authorization"), ==, "Bearer " WIRE_KEY);
    }
}

static void
test_retries_end (Wire          *wire,
                  gconstpointer  data)
{
  for (unsigned int i = 0; i < 3; i++)
    wire_answer (wire, 500, "{'error': {'type': 'api_error'}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_SERVER, TRUE, 3);
}

static void
test_no_retry (Wire          *wire,
               gconstpointer  data)
{
  static const unsigned int statuses[] = { 400, 401, 402, 403, 404, 429 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      wire_answer (wire, statuses[i], "{'error': {'type': 'invalid_request_error'}}");
      g_assert_null (wire_post (wire, "/v1/thing", NULL));
      g_assert_cmpuint (wire->requests->len, ==, i + 1);
    }
}

static void
test_retry_advice (Wire          *wire,
                   gconstpointer  data)
{
  wire_add_header (wire_answer (wire, 400, "{'error': {}}"), "Stripe-Should-Retry", "true");
  wire_add_header (wire_answer (wire, 500, "{'error': {}}"), "Stripe-Should-Retry", "false");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_SERVER, TRUE, 2);
}

static void
test_retry_lock_timeout (Wire          *wire,
                         gconstpointer  data)
{
  g_autoptr (JsonNode) answer = NULL;

  wire_answer (wire, 429, "{'error': {'code': 'lock_timeout'}}");
  wire_answer (wire, 200, "{}");
  answer = wire_post (wire, "/v1/thing", NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (wire->requests->len, ==, 2);
}

static void
test_retry_reset (Wire          *wire,
                  gconstpointer  data)
{
  g_autoptr (JsonNode) answer = NULL;

  wire_behave (wire, WIRE_RESETS);
  wire_answer (wire, 200, "{}");
  answer = wire_post (wire, "/v1/thing", NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (wire->requests->len, ==, 2);
  g_assert_cmpstr (wire_request_header (wire_get_request (wire, 1), "Idempotency-Key"), ==, "key-1");
}

static void
test_reset (Wire          *wire,
            gconstpointer  data)
{
  for (unsigned int i = 0; i < 3; i++)
    wire_behave (wire, WIRE_RESETS);
  assert_post_fails (wire, SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN, TRUE, 3);
}

static void
test_not_sent (Wire          *wire,
               gconstpointer  data)
{
  soup_server_disconnect (wire->server);
  assert_post_fails (wire, SMRT_STRIPE_ERROR_NOT_SENT, FALSE, 0);
}

/* The second sending fails for certain, the first may have been carried out. */
static void
test_unknown_stays (Wire          *wire,
                    gconstpointer  data)
{
  wire_answer (wire, 500, "{'error': {}}");
  wire_answer (wire, 401, "{'error': {}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_AUTHENTICATION, TRUE, 2);

  wire_answer (wire, 500, "{'error': {}}");
  wire_answer (wire, 429, "{'error': {}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_RATE_LIMITED, TRUE, 4);

  /* This one comes from where the key is looked at. */
  wire_answer (wire, 500, "{'error': {}}");
  wire_answer (wire, 402, "{'error': {'type': 'card_error'}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_CARD, FALSE, 6);

  wire_behave (wire, WIRE_RESETS_AND_CLOSES);
  assert_post_fails (wire, SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN, TRUE, 7);
}

static void
test_deadline (Wire          *wire,
               gconstpointer  data)
{
  wire_set_limits (wire, 500, 1, 2);
  wire_behave (wire, WIRE_HOLDS);
  assert_post_fails (wire, SMRT_STRIPE_ERROR_TIMED_OUT, TRUE, 1);

  wire_behave (wire, WIRE_HOLDS);
  assert_get_fails (wire, SMRT_STRIPE_ERROR_TIMED_OUT, 2);
}

static void
test_deadline_in_pause (Wire          *wire,
                        gconstpointer  data)
{
  wire_set_limits (wire, 500, 600000, 2);
  wire_answer (wire, 500, "{'error': {}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_TIMED_OUT, TRUE, 1);
}

/* The machine slept while the request was on its way: no second sending. */
static void
test_deadline_asleep (Wire          *wire,
                      gconstpointer  data)
{
  wire_answer (wire, 500, "{'error': {}}")->clock_advance = 60;
  assert_post_fails (wire, SMRT_STRIPE_ERROR_SERVER, TRUE, 1);

  wire_answer (wire, 500, "{'error': {}}")->clock_advance = 59;
  wire_answer (wire, 400, "{'error': {}}");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_INVALID_REQUEST, FALSE, 3);
}

static void
answer_body (Wire *wire,
             char *body,
             gsize size)
{
  WireAnswer *answer = wire_answer (wire, 200, "");

  g_bytes_unref (answer->body);
  answer->body = g_bytes_new_take (body, size);
}

static void
test_body_cap (Wire          *wire,
               gconstpointer  data)
{
  const gsize limit = 16 * 1024 * 1024;
  g_autoptr (JsonNode) answer = NULL;
  char *body = g_malloc (limit + 1);

  memset (body, ' ', limit + 1);
  memcpy (body, "{}", 2);
  answer_body (wire, g_memdup2 (body, limit), limit);
  answer_body (wire, body, limit + 1);

  answer = wire_post (wire, "/v1/thing", NULL);
  g_assert_nonnull (answer);
  assert_post_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, TRUE, 2);
}

static void
test_depth (Wire          *wire,
            gconstpointer  data)
{
  g_autoptr (GString) body = g_string_new ("{\"a\":");

  for (unsigned int i = 0; i < 100000; i++)
    g_string_append_c (body, '[');
  answer_body (wire, g_strdup (body->str), body->len);
  assert_get_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, 1);
}

static void
test_content (Wire          *wire,
              gconstpointer  data)
{
  WireAnswer *answer = wire_answer (wire, 200, "{}");

  g_free (answer->content_type);
  answer->content_type = g_strdup ("text/html");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, TRUE, 1);

  wire_answer (wire, 200, "[]");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, TRUE, 2);

  wire_answer (wire, 200, "{'id': 'sub_");
  assert_post_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, TRUE, 3);

  wire_answer (wire, 200, "");
  assert_get_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, 4);

  answer = wire_answer (wire, 200, "{}");
  g_free (answer->content_type);
  answer->content_type = g_strdup ("Application/JSON; charset=utf-8");
  {
    g_autoptr (JsonNode) node = wire_get (wire, "/v1/thing", NULL);

    g_assert_nonnull (node);
  }
}

static void
test_redirect (Wire          *wire,
               gconstpointer  data)
{
  static const unsigned int statuses[] = { 301, 302, 303, 307, 308 };
  Wire other = { 0 };
  g_autofree char *location = NULL;

  wire_set_up (&other, NULL);
  location = g_strconcat (other.url, "/v1/thing", NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      wire_add_header (wire_answer (wire, statuses[i], "{}"), "Location", location);
      assert_post_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, TRUE, 2 * i + 1);
      wire_add_header (wire_answer (wire, statuses[i], "{}"), "Location", location);
      assert_get_fails (wire, SMRT_STRIPE_ERROR_BAD_ANSWER, 2 * i + 2);
    }

  g_assert_cmpuint (other.requests->len, ==, 0);
  wire_tear_down (&other, NULL);
}

static void
test_password_challenge (Wire          *wire,
                         gconstpointer  data)
{
  wire_add_header (wire_answer (wire, 401, "{'error': {}}"), "WWW-Authenticate", "Basic realm=\"x\"");
  assert_get_fails (wire, SMRT_STRIPE_ERROR_AUTHENTICATION, 1);
}

static void
test_cancel (Wire          *wire,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) held = NULL;
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GError) held_error = NULL;
  g_autoptr (GError) before_error = NULL;

  wire_behave (wire, WIRE_HOLDS);
  smrt_stripe_client_post_async (wire->client, "/v1/thing", NULL, "key-1", cancellable, wire_result_cb, &held);
  wire_await_held (wire, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_stripe_client_request_finish (wire->client, wire_await (&held), &held_error));
  g_assert_error (held_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (smrt_stripe_error_is_outcome_unknown (held_error));

  smrt_stripe_client_get_async (wire->client, "/v1/thing", NULL, cancellable, wire_result_cb, &before);
  g_assert_null (smrt_stripe_client_request_finish (wire->client, wire_await (&before), &before_error));
  g_assert_error (before_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (wire->requests->len, ==, 1);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel_in_pause (Wire          *wire,
                      gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wire_set_limits (wire, 1200000, 600000, 2);
  wire_answer (wire, 500, "{'error': {}}");
  smrt_stripe_client_get_async (wire->client, "/v1/thing", NULL, cancellable, wire_result_cb, &result);
  while (wire->requests->len == 0)
    g_main_context_iteration (NULL, TRUE);
  /* At this priority it comes when nothing is left to do but to wait. */
  g_idle_add_full (G_PRIORITY_LOW, cancel_cb, cancellable, NULL);
  g_assert_null (smrt_stripe_client_request_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (wire->requests->len, ==, 1);
}

static void
test_parallel (Wire          *wire,
               gconstpointer  data)
{
  GAsyncResult *results[8] = { NULL };

  for (unsigned int i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wire_behave (wire, WIRE_HOLDS);
      smrt_stripe_client_get_async (wire->client, "/v1/thing", NULL, NULL, wire_result_cb, &results[i]);
    }

  /* None is answered before all have arrived. */
  wire_await_held (wire, G_N_ELEMENTS (results));
  wire_release (wire);
  for (unsigned int i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = wire_await (&results[i]);
      g_autoptr (JsonNode) answer = smrt_stripe_client_request_finish (wire->client, result, NULL);

      g_assert_nonnull (answer);
    }
}

/* Everything that can be logged is, and the key is not in it. */
static void
test_log_inside (void)
{
  Wire wire = { 0 };
  g_autoptr (JsonNode) answer = NULL;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_log_set_debug_enabled (TRUE);
  wire_set_up (&wire, NULL);
  wire_add_header (wire_answer (&wire, 200, "{'id': 'sub_1'}"), "Request-Id", "req_logged");
  answer = wire_post (&wire, "/v1/thing", NULL);
  wire_answer (&wire, 401, "{'error': {}}");
  g_assert_null (wire_post (&wire, "/v1/thing", NULL));
  wire_behave (&wire, WIRE_RESETS);
  wire_answer (&wire, 400, "{'error': {}}");
  g_assert_null (wire_post (&wire, "/v1/thing", NULL));
  wire_tear_down (&wire, NULL);
}

static void
test_log (void)
{
  g_test_trap_subprocess ("/stripe/client/log/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*" WIRE_KEY "*");
  g_test_trap_assert_stderr_unmatched ("*" WIRE_KEY "*");
  g_test_trap_assert_stdout ("*POST /v1/thing: 200, req_logged*Attempt 1 failed*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("get", test_get);
  add_test ("post", test_post);
  g_test_add_func ("/stripe/client/idempotency-key", test_idempotency_key);
  g_test_add_func ("/stripe/client/base-url", test_base_url);
  add_test ("refused-address", test_refused_address);
  add_test ("errors", test_errors);
  add_test ("strange-errors", test_strange_errors);
  g_test_add_func ("/stripe/client/other-errors", test_other_errors);
  add_test ("retry", test_retry);
  add_test ("retry/end", test_retries_end);
  add_test ("retry/not", test_no_retry);
  add_test ("retry/advice", test_retry_advice);
  add_test ("retry/lock-timeout", test_retry_lock_timeout);
  add_test ("retry/reset", test_retry_reset);
  add_test ("reset", test_reset);
  add_test ("not-sent", test_not_sent);
  add_test ("unknown-stays", test_unknown_stays);
  add_test ("deadline", test_deadline);
  add_test ("deadline/in-pause", test_deadline_in_pause);
  add_test ("deadline/asleep", test_deadline_asleep);
  add_test ("body-cap", test_body_cap);
  add_test ("depth", test_depth);
  add_test ("content", test_content);
  add_test ("redirect", test_redirect);
  add_test ("password-challenge", test_password_challenge);
  add_test ("cancel", test_cancel);
  add_test ("cancel/in-pause", test_cancel_in_pause);
  add_test ("parallel", test_parallel);
  g_test_add_func ("/stripe/client/log", test_log);
  g_test_add_func ("/stripe/client/log/subprocess", test_log_inside);

  return g_test_run ();
}
