/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-key.h"
#include "wire-fixture.h"

#define add_test(path, function) \
 g_test_add ("/stripe/bearer/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

#define TEST_TYPE_BEARER (test_bearer_get_type ())

/* Tokens that are renewed as the test wants it. */
G_DECLARE_FINAL_TYPE (TestBearer, test_bearer, TEST, BEARER, GObject)

struct _TestBearer
{
  GObject parent_instance;

  SmrtSecret *token;
  SmrtSecret *next;
  GError *error;
  gboolean stale;
  unsigned int n_renewals;
  unsigned int n_refused;
};

static SmrtSecret *
peek (SmrtStripeBearer *bearer)
{
  TestBearer *self = TEST_BEARER (bearer);

  return self->stale ? NULL : self->token;
}

static void
renew_async (SmrtStripeBearer    *bearer,
             SmrtSecret          *refused,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  TestBearer *self = TEST_BEARER (bearer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_renewals++;
  self->n_refused += refused != NULL;
  self->stale = FALSE;
  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }

  g_clear_pointer (&self->token, smrt_secret_unref);
  self->token = smrt_secret_ref (self->next);
  g_task_return_pointer (task, smrt_secret_ref (self->token), (GDestroyNotify) smrt_secret_unref);
}

static SmrtSecret *
renew_finish (SmrtStripeBearer  *bearer,
              GAsyncResult      *result,
              GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bearer_init (SmrtStripeBearerInterface *iface)
{
  iface->peek = peek;
  iface->renew_async = renew_async;
  iface->renew_finish = renew_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestBearer, test_bearer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMRT_TYPE_STRIPE_BEARER, bearer_init))

static void
test_bearer_finalize (GObject *object)
{
  TestBearer *self = TEST_BEARER (object);

  g_clear_pointer (&self->token, smrt_secret_unref);
  g_clear_pointer (&self->next, smrt_secret_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (test_bearer_parent_class)->finalize (object);
}

static void
test_bearer_class_init (TestBearerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_bearer_finalize;
}

static void
test_bearer_init (TestBearer *self)
{
  self->token = smrt_secret_new ("first");
  self->next = smrt_secret_new ("second");
}

static TestBearer *
set_bearer (Wire         *wire,
            unsigned int  max_retries)
{
  TestBearer *bearer = g_object_new (TEST_TYPE_BEARER, NULL);

  wire_set_bearer (wire, SMRT_STRIPE_BEARER (bearer), 5000, 1, max_retries);

  return bearer;
}

static void
assert_shown (Wire         *wire,
              unsigned int  index,
              const char   *header)
{
  g_assert_cmpstr (wire_request_header (wire_get_request (wire, index), "Authorization"), ==, header);
}

static void
refuse (Wire *wire)
{
  wire_answer (wire, 401, "{'error': {'type': 'invalid_request_error', 'message': 'Expired'}}");
}

static void
test_key (Wire          *wire,
          gconstpointer  data)
{
  g_autoptr (SmrtStripeBearer) key = smrt_stripe_key_new (wire->key);
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_stripe_bearer_peek (key) == wire->key);
  g_assert_false (smrt_stripe_bearer_can_renew (key));

  refuse (wire);
  g_assert_null (wire_get (wire, "/v1/thing", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_cmpstr (smrt_stripe_error_get_message (error), ==, "Expired");
  g_assert_cmpuint (wire->requests->len, ==, 1);
}

static void
test_renewed (Wire          *wire,
              gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 0);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  refuse (wire);
  wire_answer (wire, 200, "{}");
  answer = wire_post (wire, "/v1/thing", &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);

  g_assert_cmpuint (bearer->n_renewals, ==, 1);
  g_assert_cmpuint (bearer->n_refused, ==, 1);
  g_assert_cmpuint (wire->requests->len, ==, 2);
  assert_shown (wire, 0, "Bearer first");
  assert_shown (wire, 1, "Bearer second");
  g_assert_cmpstr (wire_request_header (wire_get_request (wire, 0), "Idempotency-Key"), ==,
                   wire_request_header (wire_get_request (wire, 1), "Idempotency-Key"));
  g_assert_cmpstr (wire_get_request (wire, 0)->body, ==, wire_get_request (wire, 1)->body);
}

static void
test_renewed_before (Wire          *wire,
                     gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 0);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  bearer->stale = TRUE;
  wire_answer (wire, 200, "{}");
  answer = wire_get (wire, "/v1/thing", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (bearer->n_renewals, ==, 1);
  g_assert_cmpuint (bearer->n_refused, ==, 0);
  g_assert_cmpuint (wire->requests->len, ==, 1);
  assert_shown (wire, 0, "Bearer second");
}

/* A server that refuses everything is not asked for ever. */
static void
test_once (Wire          *wire,
           gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 2);
  g_autoptr (GError) error = NULL;

  refuse (wire);
  refuse (wire);
  g_assert_null (wire_post (wire, "/v1/thing", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_cmpuint (bearer->n_renewals, ==, 1);
  g_assert_cmpuint (wire->requests->len, ==, 2);
}

/* Being sent again takes nothing from the retries. */
static void
test_keeps_retries (Wire          *wire,
                    gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 1);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  refuse (wire);
  wire_answer (wire, 503, "{'error': {'type': 'api_error'}}");
  wire_answer (wire, 200, "{}");
  answer = wire_post (wire, "/v1/thing", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wire->requests->len, ==, 3);
  assert_shown (wire, 2, "Bearer second");
}

static void
test_refused (Wire          *wire,
              gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 2);
  g_autoptr (GError) error = NULL;

  bearer->error = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT, "No connection");
  refuse (wire);
  g_assert_null (wire_post (wire, "/v1/thing", &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_cmpuint (wire->requests->len, ==, 1);
}

/* What the first sending did is not known, and that the second was refused
 * tells nothing of it. */
static void
test_unknown_stays_unknown (Wire          *wire,
                            gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 2);
  g_autoptr (GError) error = NULL;

  bearer->error = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_SERVER, "The issuer failed");
  wire_behave (wire, WIRE_RESETS);
  refuse (wire);
  g_assert_null (wire_post (wire, "/v1/thing", &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));
  g_assert_cmpuint (wire->requests->len, ==, 2);
}

static void
test_cancelled (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (TestBearer) bearer = set_bearer (wire, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bearer->stale = TRUE;
  smrt_stripe_client_get_async (wire->client, "/v1/thing", NULL, cancellable, wire_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_stripe_client_request_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (wire->requests->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("key", test_key);
  add_test ("renewed", test_renewed);
  add_test ("renewed-before", test_renewed_before);
  add_test ("once", test_once);
  add_test ("keeps-retries", test_keeps_retries);
  add_test ("refused", test_refused);
  add_test ("unknown-stays-unknown", test_unknown_stays_unknown);
  add_test ("cancelled", test_cancelled);
  return g_test_run ();
}
