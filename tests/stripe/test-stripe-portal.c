/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-portal.h"
#include "wire-fixture.h"

#include <string.h>

#define SESSIONS "/v1/billing_portal/sessions"
#define SESSION(customer, url) \
 "{'id': 'bps_1', 'object': 'billing_portal.session', 'customer': " customer ", 'flow': {'type': 'new'}, 'unknown': [], " \
 "'url': " url "}"

static char *
create (Wire    *wire,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_create_portal_session_async (wire->client, "cus_1", NULL, wire_result_cb, &result);

  return smrt_stripe_create_portal_session_finish (wire->client, wire_await (&result), error);
}

static void
test_address (Wire          *wire,
              gconstpointer  data)
{
  static const struct
  {
    const char *json;
    const char *address;
  } cases[] = {
    { SESSION ("'cus_1'", "'https://billing.example/p/session/test_1'"), "https://billing.example/p/session/test_1" },
    { SESSION ("{'id': 'cus_1'}", "'https://billing.example/2'"), "https://billing.example/2" },
    { SESSION ("'cus_1'", "'http://127.0.0.1:5/p/session/3'"), "http://127.0.0.1:5/p/session/3" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = NULL;
      WireRequest *request;

      wire_answer_for (wire, SESSIONS, 200, cases[i].json);
      address = create (wire, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i].address);

      request = wire_get_request (wire, i);
      g_assert_cmpstr (request->method, ==, "POST");
      g_assert_cmpstr (request->path, ==, SESSIONS);
      g_assert_cmpstr (request->body, ==, "customer=cus_1&flow_data[type]=payment_method_update");
      g_assert_true (g_uuid_string_is_valid (wire_request_header (request, "Idempotency-Key")));
      if (i > 0)
        g_assert_cmpstr (wire_request_header (request, "Idempotency-Key"), !=,
                         wire_request_header (wire_get_request (wire, i - 1), "Idempotency-Key"));
    }
}

static void
test_malformed (Wire          *wire,
                gconstpointer  data)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { "{}", "object: missing" },
    { "{'object': 1}", "object: not a string" },
    { "{'object': 'billing_portal.session', 'customer': 'cus_1'}", "url: missing" },
    { SESSION ("'cus_1'", "null"), "url: missing" },
    { SESSION ("'cus_1'", "{}"), "url: not a string" },
    { "{'object': 'customer', 'customer': 'cus_1', 'url': 'https://secret.example/'}", "object: not a portal session" },
    { SESSION ("'cus_2'", "'https://secret.example/'"), "customer: not the one that was asked for" },
    { SESSION ("null", "'https://secret.example/'"), "customer: not the one that was asked for" },
    { SESSION ("'cus_1'", "'http://secret.example/'"), "url: neither https nor http to loopback" },
    { SESSION ("'cus_1'", "'http://127.0.0.1.secret.example/'"), "url: neither https nor http to loopback" },
    { SESSION ("'cus_1'", "'javascript:secret'"), "url: neither https nor http to loopback" },
    { SESSION ("'cus_1'", "'file:///secret'"), "url: neither https nor http to loopback" },
    { SESSION ("'cus_1'", "'https:///secret'"), "url: neither https nor http to loopback" },
    { SESSION ("'cus_1'", "''"), "url: neither https nor http to loopback" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      wire_answer_for (wire, SESSIONS, 200, cases[i].json);
      g_assert_null (create (wire, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_refused (Wire          *wire,
              gconstpointer  data)
{
  static const struct
  {
    unsigned int status;
    int code;
  } cases[] = {
    { 400, SMRT_STRIPE_ERROR_INVALID_REQUEST },
    { 401, SMRT_STRIPE_ERROR_AUTHENTICATION },
    { 403, SMRT_STRIPE_ERROR_PERMISSION },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      wire_answer_for (wire, SESSIONS, cases[i].status, "{'error': {'message': 'No'}}");
      g_assert_null (create (wire, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, cases[i].code);
      g_assert_cmpstr (smrt_stripe_error_get_message (error), ==, "No");
    }
}

static void
test_cancelled (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  smrt_stripe_create_portal_session_async (wire->client, "cus_1", cancellable, wire_result_cb, &result);
  g_assert_null (smrt_stripe_create_portal_session_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/stripe/portal/address", Wire, NULL, wire_set_up, test_address, wire_tear_down);
  g_test_add ("/stripe/portal/malformed", Wire, NULL, wire_set_up, test_malformed, wire_tear_down);
  g_test_add ("/stripe/portal/refused", Wire, NULL, wire_set_up, test_refused, wire_tear_down);
  g_test_add ("/stripe/portal/cancelled", Wire, NULL, wire_set_up, test_cancelled, wire_tear_down);

  return g_test_run ();
}
