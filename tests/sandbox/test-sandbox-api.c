/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

#include <string.h>

static void
assert_error (SandboxFixture *fixture,
              JsonObject     *answer,
              int             status,
              const char     *type,
              const char     *code,
              const char     *param)
{
  JsonObject *error = json_object_get_object_member (answer, "error");

  g_assert_cmpint (fixture->status, ==, status);
  g_assert_nonnull (error);
  g_assert_cmpstr (json_object_get_string_member (error, "type"), ==, type);
  g_assert_cmpstr (json_object_get_string_member_with_default (error, "code", NULL), ==, code);
  g_assert_cmpstr (json_object_get_string_member_with_default (error, "param", NULL), ==, param);
}

static void
test_errors (SandboxFixture *fixture,
             gconstpointer   data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    int status;
    const char *code;
    const char *param;
  } wrong[] = {
    { "GET", "/v1/nothing", NULL, 404, NULL, NULL },
    { "PUT", "/v1/customers", "name=x", 404, NULL, NULL },
    { "GET", "/v1/customers/cus_none", NULL, 404, "resource_missing", "id" },
    { "GET", "/v1/prices?colour=red", NULL, 400, "parameter_unknown", "colour" },
    { "GET", "/v1/prices?limit=0", NULL, 400, "parameter_invalid_integer", "limit" },
    { "GET", "/v1/prices?limit=101", NULL, 400, "parameter_invalid_integer", "limit" },
    { "GET", "/v1/prices?limit=ten", NULL, 400, "parameter_invalid_integer", "limit" },
    { "GET", "/v1/prices?starting_after=price_none", NULL, 400, "resource_missing", "starting_after" },
    { "GET", "/v1/prices?starting_after=a&ending_before=b", NULL, 400, NULL, "starting_after" },
    { "GET", "/v1/prices?expand[]=data.colour", NULL, 400, NULL, "expand" },
    { "GET", "/v1/subscriptions?expand[]=data.items.data.price.product", NULL, 400, NULL, "expand" },
    { "GET", "/v1/prices?active=perhaps", NULL, 400, "parameter_invalid_boolean", "active" },
    { "POST", "/v1/products", "", 400, "parameter_missing", "name" },
    { "POST", "/v1/products", "name=x&marketing_features[0][colour]=red", 400, "parameter_unknown",
      "marketing_features[0][colour]" },
    { "POST", "/v1/subscriptions", "customer=cus_none&items[0][price]=x", 400, "resource_missing", "customer" },
    { "POST", "/v1/subscriptions", "customer[a]=1", 400, "parameter_invalid_string", "customer" },
    { "POST", "/v1/invoices/create_preview", "subscription=sub_none", 400, "resource_missing", "subscription" },
    { "POST", "/v1/products", "name=%zz", 400, NULL, NULL },
    { "POST", "/v1/test_helpers/test_clocks", "frozen_time=99999999999", 400, "parameter_invalid_integer",
      "frozen_time" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonObject) answer = sandbox_send (fixture, wrong[i].method, wrong[i].path, wrong[i].body);

      g_test_message ("%s %s", wrong[i].method, wrong[i].path);
      assert_error (fixture, answer, wrong[i].status, "invalid_request_error", wrong[i].code, wrong[i].param);
    }
}

static void
test_large_body (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_autofree char *body = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonObject) next = NULL;

  memcpy (body, "name=", 5);
  answer = sandbox_send (fixture, "POST", "/v1/products", body);
  assert_error (fixture, answer, 400, "invalid_request_error", "request_too_large", NULL);
  next = sandbox_get (fixture, "/v1/products");
  g_assert_cmpint (fixture->status, ==, 200);
}

static void
test_keys (SandboxFixture *fixture,
           gconstpointer   data)
{
  const char *customer = smrt_sandbox_get_customer (fixture->sandbox);
  g_autofree char *owner = g_strdup (fixture->key);
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) unknown = NULL;
  g_autoptr (JsonObject) listed = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) who = NULL;
  g_autoptr (JsonObject) finance = NULL;

  g_free (fixture->key);
  fixture->key = g_strdup ("sk_test_nobody_has_this");
  unknown = sandbox_get (fixture, "/v1/customers/%s", customer);
  assert_error (fixture, unknown, 401, "invalid_request_error", NULL, NULL);
  g_assert_null (strstr (sandbox_text (unknown, "error.message"), fixture->key));

  g_free (fixture->key);
  fixture->key = g_strdup (smrt_sandbox_get_user_key (fixture->sandbox));
  listed = sandbox_get (fixture, "/v1/subscriptions?customer=%s", customer);
  g_assert_cmpint (fixture->status, ==, 200);
  path = g_strconcat ("/v1/subscriptions/", sandbox_text (listed, "data.0.id"), NULL);
  refused = sandbox_post (fixture, path, "metadata[a]=b");
  assert_error (fixture, refused, 403, "invalid_request_error", NULL, NULL);
  g_assert_nonnull (strstr (sandbox_text (refused, "error.message"), "rak_subscription_write"));
  g_assert_null (strstr (sandbox_text (refused, "error.message"), fixture->key));
  after = sandbox_get (fixture, "%s", path);
  g_assert_false (json_object_has_member (json_object_get_object_member (after, "metadata"), "a"));
  preview = sandbox_post (fixture, "/v1/invoices/create_preview", "subscription=%s",
                          sandbox_text (listed, "data.0.id"));
  g_assert_cmpint (fixture->status, ==, 200);
  who = sandbox_get (fixture, "/userinfo");
  g_assert_cmpstr (sandbox_text (who, "smrtphone_role"), ==, "user");

  g_free (fixture->key);
  fixture->key = g_strdup (smrt_sandbox_get_finance_key (fixture->sandbox));
  finance = sandbox_post (fixture, path, "metadata[a]=b");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (finance, "metadata.a"), ==, "b");
}

static void
test_idempotency (SandboxFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) wrong = NULL;
  g_autoptr (JsonObject) right = NULL;
  g_autoptr (JsonObject) listed = NULL;
  g_autofree char *request = NULL;

  fixture->idempotency_key = g_strdup ("key-1");
  first = sandbox_post (fixture, "/v1/products", "name=Once");
  g_assert_false (fixture->replayed);
  request = g_strdup (fixture->request_id);
  fixture->idempotency_key = g_strdup ("key-1");
  again = sandbox_post (fixture, "/v1/products", "name=Once");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_true (fixture->replayed);
  g_assert_cmpstr (request, !=, fixture->request_id);
  g_assert_cmpstr (sandbox_text (first, "id"), ==, sandbox_text (again, "id"));
  listed = sandbox_get (fixture, "/v1/products?limit=2");
  g_assert_cmpstr (sandbox_text (listed, "data.0.id"), ==, sandbox_text (first, "id"));
  g_assert_cmpstr (sandbox_text (listed, "data.1.name"), ==, "smrtDialer Multi Line");

  fixture->idempotency_key = g_strdup ("key-1");
  other = sandbox_post (fixture, "/v1/products", "name=Twice");
  assert_error (fixture, other, 400, "idempotency_error", NULL, NULL);

  /* What failed at validation is not kept: the key can be used again. */
  fixture->idempotency_key = g_strdup ("key-2");
  wrong = sandbox_post (fixture, "/v1/products", "nam=Wrong");
  assert_error (fixture, wrong, 400, "invalid_request_error", "parameter_unknown", "nam");
  fixture->idempotency_key = g_strdup ("key-2");
  right = sandbox_post (fixture, "/v1/products", "name=Right");
  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_false (fixture->replayed);
}

static void
test_declined_is_kept (SandboxFixture *fixture,
                       gconstpointer   data)
{
  g_autofree char *customer = sandbox_make (fixture, "/v1/customers",
                                            "invoice_settings[default_payment_method]=pm_card_chargeDeclined");
  g_autoptr (JsonObject) prices = sandbox_get (fixture, "/v1/prices?limit=1");

  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (JsonObject) answer = NULL;

      fixture->idempotency_key = g_strdup ("declined");
      answer = sandbox_post (fixture, "/v1/subscriptions",
                             "customer=%s&items[0][price]=%s&payment_behavior=error_if_incomplete", customer,
                             sandbox_text (prices, "data.0.id"));
      assert_error (fixture, answer, 402, "card_error", "card_declined", NULL);
      g_assert_cmpint (fixture->replayed, ==, i == 1);
    }
}

typedef struct
{
  unsigned int left;
  int statuses[2];
} Pair;

static void
answered_cb (GObject      *session,
             GAsyncResult *result,
             gpointer      user_data)
{
  Pair *pair = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (session), result);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  pair->statuses[--pair->left] = soup_message_get_status (message);
}

static void
send_pair (SandboxFixture *fixture,
           const char     *method,
           const char     *path,
           const char     *body,
           const char     *key,
           Pair           *pair)
{
  g_autofree char *uri = g_strconcat (fixture->url, path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", fixture->key, NULL);

  pair->left = 2;
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new (method, uri);
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);

      soup_message_headers_append (headers, "Authorization", authorization);
      if (key != NULL)
        soup_message_headers_append (headers, "Idempotency-Key", key);
      if (body != NULL)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

          soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
        }
      soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, pair);
    }
  while (pair->left > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_in_flight (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (JsonObject) delayed = sandbox_post (fixture, "/v1/test_helpers/delay", "milliseconds=300");
  Pair pair = { 0 };

  send_pair (fixture, "POST", "/v1/products", "name=Once", "flight", &pair);
  g_assert_cmpint (MIN (pair.statuses[0], pair.statuses[1]), ==, 200);
  g_assert_cmpint (MAX (pair.statuses[0], pair.statuses[1]), ==, 409);
}

static void
test_rounds (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (JsonObject) delayed = sandbox_post (fixture, "/v1/test_helpers/delay", "milliseconds=100");
  g_autoptr (JsonObject) reset = sandbox_post (fixture, "/v1/test_helpers/requests/reset", "%s", "");
  g_autoptr (JsonObject) log = NULL;
  g_autoptr (JsonObject) one = NULL;
  Pair pair = { 0 };

  g_assert_cmpint (sandbox_int (reset, "rounds"), ==, 0);
  one = sandbox_get (fixture, "/v1/products");
  send_pair (fixture, "GET", "/v1/prices", NULL, NULL, &pair);
  log = sandbox_get (fixture, "/v1/test_helpers/requests");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (log, "data")), ==, 3);
  g_assert_cmpint (sandbox_int (log, "rounds"), ==, 2);
  g_assert_cmpstr (sandbox_text (log, "data.0.path"), ==, "/v1/products");
  g_assert_cmpint (sandbox_int (log, "data.1.round"), ==, 2);
  g_assert_cmpint (sandbox_int (log, "data.2.round"), ==, 2);
  g_assert_cmpint (sandbox_int (log, "data.2.status"), ==, 200);
  g_assert_cmpstr (sandbox_text (log, "data.2.role"), ==, "owner");
}

static void
test_pages (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *product = sandbox_make (fixture, "/v1/products", "name=Many");
  g_autofree char *cursor = g_strdup ("");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) newest = NULL;
  g_autoptr (JsonObject) back = NULL;
  gint64 expected = 1000;
  gboolean more = TRUE;

  for (unsigned int i = 1; i <= 1000; i++)
    {
      g_autofree char *made = sandbox_make (fixture, "/v1/prices",
                                            "product=%s&currency=usd&unit_amount=%u&recurring[interval]=month",
                                            product, i);
    }

  while (more)
    {
      g_autoptr (JsonObject) page = sandbox_get (fixture, "/v1/prices?product=%s&limit=100&expand[]=data.product%s",
                                                 product, cursor);
      JsonArray *array = json_object_get_array_member (page, "data");

      g_assert_cmpuint (json_array_get_length (array), ==, 100);
      for (unsigned int i = 0; i < 100; i++)
        {
          JsonObject *price = json_array_get_object_element (array, i);

          g_assert_cmpint (json_object_get_int_member (price, "unit_amount"), ==, expected--);
          g_assert_cmpstr (sandbox_text (price, "product.name"), ==, "Many");
          g_assert_true (g_hash_table_add (seen, g_strdup (json_object_get_string_member (price, "id"))));
        }
      g_free (cursor);
      cursor = g_strconcat ("&starting_after=", sandbox_text (page, "data.99.id"), NULL);
      more = json_object_get_boolean_member (page, "has_more");
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1000);

  newest = sandbox_get (fixture, "/v1/prices?product=%s&limit=5", product);
  back = sandbox_get (fixture, "/v1/prices?product=%s&limit=3&ending_before=%s", product,
                      sandbox_text (newest, "data.4.id"));
  g_assert_cmpint (sandbox_int (back, "data.0.unit_amount"), ==, 999);
  g_assert_cmpint (sandbox_int (back, "data.2.unit_amount"), ==, 997);
  g_assert_true (json_object_get_boolean_member (back, "has_more"));
}

static void
test_catalogue (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_autofree char *product = sandbox_make (fixture, "/v1/products", "name=Tiny");
  g_autofree char *price = sandbox_make (fixture, "/v1/prices",
                                         "product=%s&currency=USD&unit_amount_decimal=0.50&lookup_key=tiny", product);
  g_autoptr (JsonObject) read = sandbox_get (fixture, "/v1/prices?lookup_keys[]=tiny&lookup_keys[]=none");
  g_autoptr (JsonObject) twice = NULL;
  g_autoptr (JsonObject) moved = NULL;
  g_autoptr (JsonObject) portal = NULL;
  g_autoptr (JsonObject) plain = NULL;

  g_assert_cmpstr (sandbox_text (read, "data.0.id"), ==, price);
  g_assert_cmpstr (sandbox_text (read, "data.0.unit_amount_decimal"), ==, "0.5");
  g_assert_cmpstr (sandbox_text (read, "data.0.currency"), ==, "usd");
  g_assert_true (sandbox_is_null (read, "data.0.unit_amount"));

  twice = sandbox_post (fixture, "/v1/prices", "product=%s&currency=usd&unit_amount=1&lookup_key=tiny", product);
  assert_error (fixture, twice, 400, "invalid_request_error", "resource_already_exists", "lookup_key");
  moved = sandbox_post (fixture, "/v1/prices",
                        "product=%s&currency=usd&unit_amount=1&lookup_key=tiny&transfer_lookup_key=true", product);
  g_assert_cmpint (fixture->status, ==, 200);

  plain = sandbox_get (fixture, "/v1/billing_portal/configurations?is_default=true&active=true");
  g_assert_false (json_object_has_member (
    json_object_get_object_member (json_object_get_object_member (json_array_get_object_element (
                                                                    json_object_get_array_member (plain, "data"), 0),
                                                                  "features"),
                                   "subscription_update"),
    "products"));
  portal = sandbox_get (fixture, "/v1/billing_portal/configurations?is_default=true&active=true"
                                 "&expand[]=data.features.subscription_update.products");
  g_assert_cmpstr (sandbox_text (portal, "data.0.features.subscription_update.proration_behavior"), ==,
                   "always_invoice");
  g_assert_true (g_str_has_prefix (sandbox_text (portal, "data.0.features.subscription_update.products.3.prices.1"),
                                   "price_"));
}

static void
test_demo (SandboxFixture *fixture,
           gconstpointer   data)
{
  const char *customer = smrt_sandbox_get_customer (fixture->sandbox);
  g_autoptr (JsonObject) subscriptions = NULL;
  g_autoptr (JsonObject) person = NULL;
  g_autoptr (JsonObject) preview = NULL;
  g_autoptr (JsonObject) pro = NULL;
  g_autoptr (JsonObject) reset = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *advance = NULL;
  g_autofree char *done = NULL;

  subscriptions = sandbox_get (fixture, "/v1/subscriptions?customer=%s&expand[]=data.test_clock", customer);
  g_assert_cmpint (sandbox_int (subscriptions, "data.1.items.data.0.quantity"), ==, 3);
  g_assert_cmpstr (sandbox_text (subscriptions, "data.1.billing_mode.type"), ==, "classic");
  g_assert_cmpint (sandbox_int (subscriptions, "data.1.items.data.0.current_period_end"), ==,
                   sandbox_time ("2026-12-12T12:00:00Z"));
  g_assert_cmpint (sandbox_int (subscriptions, "data.2.items.data.0.current_period_end"), ==,
                   sandbox_time ("2026-12-03T12:00:00Z"));
  g_assert_cmpint (sandbox_int (subscriptions, "data.2.test_clock.frozen_time"), ==,
                   sandbox_time ("2026-11-18T12:00:00Z"));
  person = sandbox_get (fixture, "/v1/customers/%s?expand[]=invoice_settings.default_payment_method"
                                 "&expand[]=invoice_credit_balance",
                        customer);
  g_assert_cmpint (sandbox_int (person, "balance"), ==, 0);
  g_assert_cmpint (sandbox_int (person, "invoice_credit_balance.usd"), ==, 0);
  g_assert_cmpstr (sandbox_text (person, "invoice_settings.default_payment_method.card.last4"), ==, "4242");
  g_assert_cmpint (sandbox_int (person, "invoice_settings.default_payment_method.card.exp_year"), ==, 2029);

  /* Half of the month is left: 62.50 less 37.50. */
  pro = sandbox_get (fixture, "/v1/prices?lookup_keys[]=smrtphone_pro_monthly");
  preview = sandbox_post (fixture, "/v1/invoices/create_preview",
                          "subscription=%s&subscription_details[items][0][id]=%s"
                          "&subscription_details[items][0][price]=%s"
                          "&subscription_details[proration_behavior]=always_invoice",
                          sandbox_text (subscriptions, "data.2.id"),
                          sandbox_text (subscriptions, "data.2.items.data.0.id"), sandbox_text (pro, "data.0.id"));
  g_assert_cmpint (sandbox_int (preview, "amount_due"), ==, 2500);

  clock = g_strdup (sandbox_text (subscriptions, "data.2.test_clock.id"));
  advance = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", clock);
  done = sandbox_make (fixture, advance, "frozen_time=%" G_GINT64_FORMAT, sandbox_time ("2027-11-18T12:00:00Z"));
  reset = sandbox_post (fixture, "/v1/test_helpers/demo/reset", "%s", "");
  g_assert_cmpstr (sandbox_text (reset, "customer"), ==, customer);
  again = sandbox_get (fixture, "/v1/subscriptions?customer=%s", customer);
  g_assert_cmpint (sandbox_int (again, "data.2.items.data.0.current_period_end"), ==,
                   sandbox_time ("2026-12-03T12:00:00Z"));
  g_assert_cmpstr (sandbox_text (again, "data.2.id"), !=, sandbox_text (subscriptions, "data.2.id"));
}

static void
test_pdf (SandboxFixture *fixture,
          gconstpointer   data)
{
  g_autoptr (JsonObject) invoices = sandbox_get (fixture, "/v1/invoices?limit=1");
  const char *url = sandbox_text (invoices, "data.0.invoice_pdf");
  g_autofree char *guess = g_strconcat (fixture->url, "/pdf/00000000000000000000000000000000", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (SoupMessage) guessed = soup_message_new ("GET", guess);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (fixture->session, message, NULL, NULL);
  g_autoptr (GBytes) nothing = soup_session_send_and_read (fixture->session, guessed, NULL, NULL);

  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type"), ==,
                   "application/pdf");
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
  g_assert_cmpint (soup_message_get_status (guessed), ==, 404);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  sandbox_fixture_add ("/sandbox/api/errors", test_errors, NULL);
  sandbox_fixture_add ("/sandbox/api/large-body", test_large_body, NULL);
  sandbox_fixture_add ("/sandbox/api/keys", test_keys, NULL);
  sandbox_fixture_add ("/sandbox/api/idempotency", test_idempotency, NULL);
  sandbox_fixture_add ("/sandbox/api/declined-is-kept", test_declined_is_kept, NULL);
  sandbox_fixture_add ("/sandbox/api/in-flight", test_in_flight, NULL);
  sandbox_fixture_add ("/sandbox/api/rounds", test_rounds, NULL);
  sandbox_fixture_add ("/sandbox/api/pages", test_pages, NULL);
  sandbox_fixture_add ("/sandbox/api/catalogue", test_catalogue, NULL);
  sandbox_fixture_add ("/sandbox/api/demo", test_demo, NULL);
  sandbox_fixture_add ("/sandbox/api/pdf", test_pdf, NULL);

  return g_test_run ();
}
