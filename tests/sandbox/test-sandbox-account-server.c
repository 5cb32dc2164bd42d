/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-server-fixture.h"

#include <string.h>

#define BOTH "openid billing:read billing:write"

static void
assert_fault (SandboxFixture *client,
              JsonObject     *answer,
              int             status,
              const char     *type)
{
  g_assert_cmpint (client->status, ==, status);
  g_assert_cmpstr (sandbox_text (answer, "error.type"), ==, type);
  g_assert_nonnull (sandbox_text (answer, "error.message"));
}

static void
test_metadata (AccountServerFixture *fixture,
               gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autoptr (JsonObject) metadata = NULL;
  g_autoptr (JsonObject) posted = NULL;

  sandbox_use (client, NULL);
  metadata = sandbox_get (client, "/.well-known/oauth-protected-resource");
  g_assert_cmpint (client->status, ==, 200);
  g_assert_cmpstr (sandbox_text (metadata, "resource"), ==, client->url);
  g_assert_cmpuint (sandbox_length (metadata, "authorization_servers"), ==, 1);
  g_assert_cmpstr (sandbox_text (metadata, "authorization_servers.0"), ==, fake_issuer_get_url (fixture->issuer));
  g_assert_cmpuint (sandbox_length (metadata, "scopes_supported"), ==, 2);
  g_assert_cmpstr (sandbox_text (metadata, "scopes_supported.0"), ==, "billing:read");
  g_assert_cmpstr (sandbox_text (metadata, "scopes_supported.1"), ==, "billing:write");
  g_assert_cmpuint (sandbox_length (metadata, "bearer_methods_supported"), ==, 1);
  g_assert_cmpstr (sandbox_text (metadata, "bearer_methods_supported.0"), ==, "header");
  g_assert_cmpstr (sandbox_text (metadata, "resource_name"), !=, "");

  posted = sandbox_post (client, "/.well-known/oauth-protected-resource", "a=b");
  g_assert_cmpint (client->status, ==, 401);
}

static void
test_no_issuer (SandboxFixture *client,
                gconstpointer   data)
{
  g_autoptr (JsonObject) metadata = NULL;
  g_autoptr (JsonObject) refused = NULL;

  sandbox_use (client, NULL);
  metadata = sandbox_get (client, "/.well-known/oauth-protected-resource");
  assert_fault (client, metadata, 404, "invalid_request_error");
  sandbox_use (client, "some.token");
  refused = sandbox_get (client, "/v1/customers");
  assert_fault (client, refused, 401, "invalid_request_error");
  g_assert_null (client->challenge);
}

static void
test_challenges (AccountServerFixture *fixture,
                 gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autofree char *metadata = g_strdup_printf ("resource_metadata=\"%s/.well-known/oauth-protected-resource\"",
                                               client->url);
  g_autofree char *plain = g_strconcat ("Bearer ", metadata, NULL);
  g_autofree char *invalid = g_strconcat ("Bearer error=\"invalid_token\", ", metadata, NULL);
  g_autofree char *reading = g_strconcat ("Bearer error=\"insufficient_scope\", scope=\"billing:read\", ", metadata, NULL);
  g_autofree char *writing = g_strconcat ("Bearer error=\"insufficient_scope\", scope=\"billing:write\", ", metadata,
                                          NULL);
  g_autofree char *customer = account_server_quote_customer (fixture);
  static const char * const no_tokens[] = { "sk_test_mistyped", "rk_live_another", "no token", "", "caf\303\251" };
  g_autoptr (JsonObject) none = NULL;
  g_autoptr (JsonObject) unknown = NULL;
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) no_write = NULL;

  sandbox_use (client, NULL);
  none = sandbox_get (client, "/v1/customers");
  assert_fault (client, none, 401, "invalid_request_error");
  g_assert_cmpstr (client->challenge, ==, plain);

  sandbox_use (client, "secret.of.nobody");
  unknown = sandbox_get (client, "/v1/customers");
  assert_fault (client, unknown, 401, "invalid_request_error");
  g_assert_cmpstr (client->challenge, ==, invalid);
  g_assert_null (strstr (sandbox_text (unknown, "error.message"), "nobody"));
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION), ==, 1);

  /* A key that is none of ours is not told to the issuer. */
  for (unsigned int i = 0; i < G_N_ELEMENTS (no_tokens); i++)
    {
      g_autoptr (JsonObject) refused = NULL;

      sandbox_use (client, no_tokens[i]);
      refused = sandbox_get (client, "/v1/customers");
      assert_fault (client, refused, 401, "invalid_request_error");
    }
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION), ==, 1);

  account_server_give (fixture, "no-billing", "usr_1", "owner", "openid", customer);
  sandbox_use (client, "no-billing");
  other = sandbox_get (client, "/v1/customers");
  assert_fault (client, other, 403, "invalid_request_error");
  g_assert_cmpstr (client->challenge, ==, reading);

  account_server_give (fixture, "no-write", "usr_1", "owner", "billing:read", customer);
  sandbox_use (client, "no-write");
  no_write = sandbox_post (client, "/v1/subscriptions/sub_1", "metadata[a]=b");
  assert_fault (client, no_write, 403, "invalid_request_error");
  g_assert_cmpstr (client->challenge, ==, writing);
}

static char *
find_subscription (AccountServerFixture *fixture)
{
  g_autofree char *key = g_strdup (fixture->client.key);
  g_autoptr (JsonObject) list = NULL;

  sandbox_use (&fixture->client, smrt_sandbox_get_owner_key (fixture->client.sandbox));
  list = sandbox_get (&fixture->client, "/v1/subscriptions?customer=%s",
                      smrt_sandbox_get_customer (fixture->client.sandbox));
  sandbox_use (&fixture->client, key);

  return g_strdup (sandbox_text (list, "data.0.id"));
}

static void
test_roles (AccountServerFixture *fixture,
            gconstpointer         bare)
{
  static const struct
  {
    const char *role;
    const char *scope;
    const char *told;
    int read;
    int write;
  } people[] = {
    { "owner", BOTH, "owner", 200, 200 },
    { "finance", BOTH, "finance", 200, 200 },
    { "user", BOTH, "user", 200, 403 },
    { "api-key", BOTH, "user", 200, 403 },
    { "", BOTH, "user", 200, 403 },
    { "owner", "billing:read", "owner", 200, 403 },
    { "owner", "billing:readx billing:write", NULL, 403, 403 },
    { "owner", "billing:write", NULL, 403, 403 },
    { "owner", "", NULL, 403, 403 },
  };
  SandboxFixture *client = &fixture->client;
  g_autofree char *customer = account_server_quote_customer (fixture);
  g_autofree char *subscription = find_subscription (fixture);
  g_autofree char *path = g_strconcat ("/v1/subscriptions/", subscription, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);
      g_autofree char *sub = g_strdup_printf ("usr_%u", i);
      g_autoptr (JsonObject) who = NULL;
      g_autoptr (JsonObject) read = NULL;
      g_autoptr (JsonObject) preview = NULL;
      g_autoptr (JsonObject) written = NULL;

      g_test_message ("%s with %s", people[i].role, people[i].scope);
      account_server_give (fixture, token, sub, people[i].role, people[i].scope, customer);
      sandbox_use (client, token);
      read = sandbox_get (client, "%s", path);
      g_assert_cmpint (client->status, ==, people[i].read);
      preview = sandbox_post (client, "/v1/invoices/create_preview", "subscription=%s", subscription);
      g_assert_cmpint (client->status, ==, people[i].read);
      written = sandbox_post (client, path, "metadata[a]=%u", i);
      g_assert_cmpint (client->status, ==, people[i].write);
      if (people[i].write != 200)
        g_assert_null (strstr (sandbox_text (written, "error.message"), token));

      who = sandbox_get (client, "/userinfo");
      g_assert_cmpint (client->status, ==, people[i].read);
      if (people[i].told == NULL)
        continue;
      g_assert_cmpstr (sandbox_text (who, "sub"), ==, sub);
      g_assert_cmpstr (sandbox_text (who, "smrtphone_role"), ==, people[i].told);
      g_assert_cmpstr (sandbox_text (who, "smrtphone_account"), ==, "Northwind");
      g_assert_cmpstr (sandbox_text (who, "stripe_customer"), ==, smrt_sandbox_get_customer (client->sandbox));
      g_assert_cmpstr (sandbox_text (who, "name"), ==, "Olivia");
      g_assert_cmpstr (sandbox_text (who, "email"), ==, "o@n.example");
    }
}

/* What a token may never do is the merchant's, whoever brings it. */
static void
test_merchant (AccountServerFixture *fixture,
               gconstpointer         bare)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    const char *param;
  } refused[] = {
    { "POST", "/v1/products", "name=x", NULL },
    { "POST", "/v1/prices", "currency=usd", NULL },
    { "POST", "/v1/coupons", "percent_off=100&duration=forever", NULL },
    { "DELETE", "/v1/coupons/x", NULL, NULL },
    { "POST", "/v1/tax_rates", "percentage=1", NULL },
    { "POST", "/v1/billing/meters", "display_name=x", NULL },
    { "POST", "/v1/billing/meter_events", "event_name=x", NULL },
    { "POST", "/v1/billing/credit_grants", "customer=CUSTOMER", NULL },
    { "POST", "/v1/billing_portal/configurations", "", NULL },
    { "POST", "/v1/customers", "name=x", NULL },
    { "POST", "/v1/customers/CUSTOMER", "balance=-100000", NULL },
    { "POST", "/v1/customers/CUSTOMER/balance_transactions", "amount=-100000&currency=usd", NULL },
    { "DELETE", "/v1/customers/CUSTOMER/discount", NULL, NULL },
    { "POST", "/v1/payment_methods", "type=card", NULL },
    { "POST", "/v1/payment_methods/pm_card_visa/attach", "customer=CUSTOMER", NULL },
    { "POST", "/v1/credit_notes", "invoice=x", NULL },
    { "POST", "/v1/invoices/x/mark_uncollectible", "", NULL },
    { "POST", "/v1/invoices/x/finalize", "", NULL },
    { "POST", "/v1/subscriptions", "customer=CUSTOMER", NULL },
    { "DELETE", "/v1/subscriptions/SUBSCRIPTION", NULL, NULL },
    { "POST", "/v1/subscription_schedules/x/cancel", "", NULL },
    { "GET", "/v1/test_helpers/test_clocks", NULL, NULL },
    { "POST", "/v1/test_helpers/test_clocks", "frozen_time=1", NULL },
    { "GET", "/v1/test_helpers/requests", NULL, NULL },
    { "POST", "/v1/test_helpers/delay", "milliseconds=1", NULL },
    { "POST", "/v1/test_helpers/demo/reset", "", NULL },
    { "POST", "/v1/invoices/x/pay", "paid_out_of_band=true", "paid_out_of_band" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "trial_end=1999999999", "trial_end" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "discounts[0][coupon]=x", "discounts" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "default_tax_rates=", "default_tax_rates" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "items[0][price]=x&items[0][tax_rates]=", "items[0][tax_rates]" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "collection_method=send_invoice", "collection_method" },
    { "POST", "/v1/subscriptions/SUBSCRIPTION", "pause_collection[behavior]=void", "pause_collection" },
  };
  SandboxFixture *client = &fixture->client;
  g_autofree char *customer = account_server_quote_customer (fixture);
  g_autofree char *subscription = find_subscription (fixture);

  account_server_give (fixture, "token", "usr_1", "owner", BOTH, customer);
  sandbox_use (client, "token");
  for (unsigned int i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GString) path = g_string_new (refused[i].path);
      g_autoptr (GString) body = g_string_new (refused[i].body);
      g_autoptr (JsonObject) answer = NULL;

      g_string_replace (path, "CUSTOMER", smrt_sandbox_get_customer (client->sandbox), 0);
      g_string_replace (path, "SUBSCRIPTION", subscription, 0);
      g_string_replace (body, "CUSTOMER", smrt_sandbox_get_customer (client->sandbox), 0);
      g_test_message ("%s %s %s", refused[i].method, path->str, body->str);
      answer = sandbox_send (client, refused[i].method, path->str, refused[i].body != NULL ? body->str : NULL);
      assert_fault (client, answer, 403, "invalid_request_error");
      g_assert_null (client->challenge);
      if (refused[i].param != NULL)
        g_assert_cmpstr (sandbox_text (answer, "error.param"), ==, refused[i].param);
    }
}

/* The catalogue is for everybody, and the keys administrate as ever. */
static void
test_catalogue_and_keys (AccountServerFixture *fixture,
                         gconstpointer         bare)
{
  static const char * const shared[] = {
    "/v1/products", "/v1/prices?expand[]=data.product", "/v1/billing_portal/configurations", "/v1/billing/meters"
  };
  SandboxFixture *client = &fixture->client;
  g_autofree char *product = NULL;

  account_server_give (fixture, "token", "usr_1", "user", "billing:read", "[]");
  sandbox_use (client, "token");
  for (unsigned int i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autoptr (JsonObject) list = sandbox_get (client, "%s", shared[i]);

      g_assert_cmpint (client->status, ==, 200);
      g_assert_cmpuint (sandbox_length (list, "data"), >, 0);
    }

  sandbox_use (client, smrt_sandbox_get_owner_key (client->sandbox));
  product = sandbox_make (client, "/v1/products", "name=Plan");
  g_assert_nonnull (product);
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION), ==, 1);
}

/* Two people who use the same idempotency key do not get each other's answers,
 * nor does one of them in two roles; a new token of the same person does. */
static void
test_idempotency (AccountServerFixture *fixture,
                  gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autofree char *customer = account_server_quote_customer (fixture);
  g_autofree char *subscription = find_subscription (fixture);
  g_autofree char *path = g_strconcat ("/v1/subscriptions/", subscription, NULL);
  const char *tokens[] = { "one", "two", "one-refreshed", smrt_sandbox_get_owner_key (client->sandbox),
                           smrt_sandbox_get_finance_key (client->sandbox) };

  account_server_give (fixture, "one", "usr_1", "owner", BOTH, customer);
  account_server_give (fixture, "two", "usr_2", "owner", BOTH, customer);
  account_server_give (fixture, "one-refreshed", "usr_1", "owner", BOTH, customer);
  for (unsigned int i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (JsonObject) answer = NULL;

      sandbox_use (client, tokens[i]);
      client->idempotency_key = g_strdup ("the same");
      answer = sandbox_post (client, path, "metadata[a]=b");
      g_assert_cmpint (client->status, ==, 200);
      g_assert_cmpint (client->replayed, ==, i == 2);
    }
}

static void
test_trouble (AccountServerFixture *fixture,
              gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autofree char *customer = account_server_quote_customer (fixture);
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) by_key = NULL;
  g_autoptr (JsonObject) again = NULL;

  account_server_give (fixture, "token", "usr_1", "owner", BOTH, customer);
  fake_issuer_set_status (fixture->issuer, FAKE_ISSUER_METADATA, 503);
  sandbox_use (client, "token");
  refused = sandbox_get (client, "/v1/customers");
  assert_fault (client, refused, 503, "api_error");
  g_assert_null (client->challenge);

  sandbox_use (client, smrt_sandbox_get_user_key (client->sandbox));
  by_key = sandbox_get (client, "/v1/customers");
  g_assert_cmpint (client->status, ==, 200);

  fake_issuer_set_status (fixture->issuer, FAKE_ISSUER_METADATA, 0);
  sandbox_use (client, "token");
  again = sandbox_get (client, "/v1/customers");
  g_assert_cmpint (client->status, ==, 200);
}

/* Nothing listens where the issuer was. */
static void
test_issuer_gone (AccountServerFixture *fixture,
                  gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autoptr (JsonObject) refused = NULL;

  g_clear_pointer (&fixture->issuer, fake_issuer_free);
  sandbox_use (client, "token");
  refused = sandbox_get (client, "/v1/customers");
  assert_fault (client, refused, 503, "api_error");
}

static void
test_role_alone (AccountServerFixture *fixture,
                 gconstpointer         bare)
{
  SandboxFixture *client = &fixture->client;
  g_autofree char *customer = account_server_quote_customer (fixture);
  g_autofree char *subscription = find_subscription (fixture);
  g_autofree char *path = g_strconcat ("/v1/subscriptions/", subscription, NULL);
  g_autoptr (JsonObject) by_owner = NULL;
  g_autoptr (JsonObject) by_user = NULL;

  account_server_give (fixture, "owner", "usr_1", "owner", "", customer);
  account_server_give (fixture, "user", "usr_2", "user", "", customer);
  sandbox_use (client, "owner");
  by_owner = sandbox_post (client, path, "metadata[a]=b");
  g_assert_cmpint (client->status, ==, 200);
  sandbox_use (client, "user");
  by_user = sandbox_post (client, path, "metadata[a]=b");
  g_assert_cmpint (client->status, ==, 403);
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION), ==, 0);
}

typedef struct
{
  unsigned int ended;
  unsigned int good;
} Crowd;

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  crowd->ended++;
  crowd->good += body != NULL && soup_message_get_status (message) == 200;
}

static void
send_many (SoupSession  *session,
           const char   *url,
           unsigned int  n,
           GCancellable *cancellable,
           Crowd        *crowd)
{
  g_autofree char *uri = g_strconcat (url, "/v1/subscriptions", NULL);

  for (unsigned int i = 0; i < n; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "Bearer token");
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, crowd);
    }
}

/* Until so many requests have come to the sandbox. */
static void
wait_for_requests (AccountServerFixture *fixture,
                   unsigned int          n)
{
  unsigned int came = 0;

  sandbox_use (&fixture->client, smrt_sandbox_get_owner_key (fixture->client.sandbox));
  while (came < n)
    {
      g_autoptr (JsonObject) list = NULL;

      g_main_context_iteration (NULL, FALSE);
      list = sandbox_get (&fixture->client, "/v1/test_helpers/requests");
      came = sandbox_length (list, "data");
    }
}

static void
test_parallel (AccountServerFixture *fixture,
               gconstpointer         bare)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns", 60, "max-conns-per-host", 60, NULL);
  g_autofree char *customer = account_server_quote_customer (fixture);
  Crowd crowd = { 0 };

  account_server_give (fixture, "token", "usr_1", "owner", BOTH, customer);
  fake_issuer_hold (fixture->issuer);
  send_many (session, fixture->client.url, 50, NULL, &crowd);
  wait_for_requests (fixture, 50);
  g_assert_cmpuint (crowd.ended, ==, 0);
  fake_issuer_release (fixture->issuer);
  while (crowd.ended < 50)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (crowd.good, ==, 50);
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_METADATA), ==, 1);
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION), ==, 1);
  g_assert_cmpuint (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_USERINFO), ==, 0);
}

/* Some hang up while the issuer is asked; the others are answered. */
static void
test_hang_up (AccountServerFixture *fixture,
              gconstpointer         bare)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupSession) patient = soup_session_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *customer = account_server_quote_customer (fixture);
  Crowd gone = { 0 };
  Crowd staying = { 0 };

  account_server_give (fixture, "token", "usr_1", "owner", BOTH, customer);
  fake_issuer_hold (fixture->issuer);
  send_many (session, fixture->client.url, 2, cancellable, &gone);
  send_many (patient, fixture->client.url, 1, NULL, &staying);
  wait_for_requests (fixture, 3);
  g_cancellable_cancel (cancellable);
  soup_session_abort (session);
  while (gone.ended < 2)
    g_main_context_iteration (NULL, TRUE);
  fake_issuer_release (fixture->issuer);
  while (staying.ended < 1)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (gone.good, ==, 0);
  g_assert_cmpuint (staying.good, ==, 1);
}

/* The sandbox stops while it asks. */
static void
test_stop (AccountServerFixture *fixture,
           gconstpointer         bare)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  Crowd crowd = { 0 };

  fake_issuer_hold (fixture->issuer);
  send_many (session, fixture->client.url, 2, NULL, &crowd);
  while (fake_issuer_get_count (fixture->issuer, FAKE_ISSUER_INTROSPECTION) == 0)
    g_main_context_iteration (NULL, FALSE);
  smrt_sandbox_stop (fixture->client.sandbox);
  while (crowd.ended < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (crowd.good, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  account_server_fixture_add ("/account-server/metadata", test_metadata);
  sandbox_fixture_add ("/account-server/no-issuer", test_no_issuer, NULL);
  account_server_fixture_add ("/account-server/challenges", test_challenges);
  account_server_fixture_add ("/account-server/roles", test_roles);
  account_server_fixture_add ("/account-server/merchant", test_merchant);
  account_server_fixture_add ("/account-server/catalogue-and-keys", test_catalogue_and_keys);
  account_server_fixture_add ("/account-server/idempotency", test_idempotency);
  account_server_fixture_add ("/account-server/trouble", test_trouble);
  account_server_fixture_add ("/account-server/issuer-gone", test_issuer_gone);
  account_server_fixture_add_bare ("/account-server/role-alone", test_role_alone);
  account_server_fixture_add ("/account-server/parallel", test_parallel);
  account_server_fixture_add ("/account-server/hang-up", test_hang_up);
  account_server_fixture_add ("/account-server/stop", test_stop);

  return g_test_run ();
}
