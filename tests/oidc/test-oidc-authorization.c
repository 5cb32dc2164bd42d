/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "flow-fixture.h"
#include "smrt-oidc-pkce.h"

static void
test_sign_in (Flow          *flow,
              gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *expected_redirect = g_strdup_printf ("http://127.0.0.1:%u/callback", sign_in->port);
  g_autofree char *back = g_strdup_printf ("%s?code=" FLOW_CODE "&state=%s&iss=%s", sign_in->redirect_uri, sign_in->state,
                                           flow->issuer.url);
  g_autofree char *location = NULL;
  g_autofree char *challenge = browser_get_parameter (sign_in->address, "code_challenge");
  g_autofree char *made = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autoptr (SmrtSecret) verifier = NULL;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *form;

  issuer_fixture_set_json (&flow->issuer, ISSUER_AUTHORIZATION_PATH, 302, "");
  issuer_fixture_set_header (&flow->issuer, ISSUER_AUTHORIZATION_PATH, "Location", back);
  flow_set_tokens (flow, sign_in, NULL);

  location = browser_follow (sign_in->address);
  visit = browser_open (location);
  tokens = sign_in_finish (sign_in, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_access_token (tokens)), ==, FLOW_ACCESS);
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, FLOW_REFRESH);
  g_assert_cmpint (smrt_oidc_tokens_get_expires_at (tokens), ==, ISSUER_NOW + 3600);
  g_assert_cmpstr (json_object_get_string_member (smrt_oidc_tokens_get_claims (tokens), "sub"), ==, ISSUER_SUBJECT);
  g_assert_cmpuint (browser_await (visit), ==, 200);
  g_assert_nonnull (strstr (visit->body, ">Signed In</h1>"));

  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 1);
  form = issuer_fixture_find (&flow->issuer, ISSUER_TOKEN_PATH)->form;
  g_assert_cmpuint (g_hash_table_size (form), ==, 6);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "authorization_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, FLOW_CODE);
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, expected_redirect);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "resource"), ==, flow->issuer.url);
  verifier = smrt_secret_new (g_hash_table_lookup (form, "code_verifier"));
  made = smrt_oidc_pkce_create_challenge (verifier);
  g_assert_cmpstr (made, ==, challenge);
}

static void
assert_parameter (const char *address,
                  const char *name,
                  const char *expected)
{
  g_autofree char *value = browser_get_parameter (address, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_address (Flow          *flow,
              gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *start_of_it = g_strconcat (flow->issuer.url, "/authorize?response_type=code&", NULL);
  g_autoptr (SignIn) other = flow_start (flow);

  g_assert_true (g_str_has_prefix (sign_in->address, start_of_it));
  assert_parameter (sign_in->address, "client_id", SMRT_OIDC_CLIENT_ID);
  assert_parameter (sign_in->address, "scope", "openid billing:read");
  assert_parameter (sign_in->address, "code_challenge_method", "S256");
  assert_parameter (sign_in->address, "resource", flow->issuer.url);
  assert_parameter (sign_in->address, "prompt", NULL);
  assert_parameter (sign_in->address, "code_verifier", NULL);

  /* Nothing is used twice. */
  g_assert_cmpuint (strlen (sign_in->state), ==, 43);
  g_assert_cmpuint (strlen (sign_in->nonce), ==, 43);
  g_assert_cmpstr (sign_in->state, !=, sign_in->nonce);
  g_assert_cmpstr (sign_in->state, !=, other->state);
  g_assert_cmpstr (sign_in->nonce, !=, other->nonce);

  g_cancellable_cancel (sign_in->cancellable);
  g_cancellable_cancel (other->cancellable);
  issuer_await (&sign_in->result);
  issuer_await (&other->result);
}

static void
test_address_offline (Flow          *flow,
                      gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_create_sign_in (flow, "openid offline_access", NULL, 0);

  sign_in_run (sign_in);
  assert_parameter (sign_in->address, "prompt", "consent");
  g_cancellable_cancel (sign_in->cancellable);
  issuer_await (&sign_in->result);
}

static void
test_address_query (Flow          *flow,
                    gconstpointer  data)
{
  SignIn *sign_in;
  g_autofree char *expected = g_strconcat (flow->issuer.url, "/authorize?tenant=7&response_type=code&", NULL);

  flow_discover_again (flow, "authorization_endpoint", "'%s/authorize?tenant=7'");
  sign_in = flow->sign_in = flow_start (flow);
  g_assert_true (g_str_has_prefix (sign_in->address, expected));
  g_cancellable_cancel (sign_in->cancellable);
  issuer_await (&sign_in->result);
}

static void
count_cb (SmrtOidcAuthorization *authorization,
          GParamSpec            *pspec,
          unsigned int          *count)
{
  (*count)++;
}

static void
test_notify (Flow          *flow,
             gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_create_sign_in (flow, "openid", NULL, 0);
  unsigned int count = 0;
  g_autoptr (Visit) visit = NULL;
  g_autofree char *address = NULL;

  g_signal_connect (sign_in->authorization, "notify::address", G_CALLBACK (count_cb), &count);
  g_assert_null (smrt_oidc_authorization_get_address (sign_in->authorization));
  sign_in_run (sign_in);
  g_assert_cmpuint (count, ==, 1);
  g_object_get (sign_in->authorization, "address", &address, NULL);
  g_assert_cmpstr (address, ==, sign_in->address);

  flow_set_tokens (flow, sign_in, NULL);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_succeeds (sign_in, visit);
  g_assert_cmpuint (count, ==, 2);
}

/* The browser's answer is there, and the page waits for the tokens. */
static void
test_held (Flow          *flow,
           gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = NULL;
  g_autoptr (Visit) second = NULL;

  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_HOLDS);
  visit = flow_come_back (flow, sign_in);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 1);
  g_assert_null (smrt_oidc_authorization_get_address (sign_in->authorization));
  g_assert_false (visit->over);

  /* Who comes second, be it with the same code, changes nothing. */
  second = flow_come_back (flow, sign_in);
  g_assert_cmpuint (browser_await (second), ==, 410);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 1);

  g_cancellable_cancel (sign_in->cancellable);
  sign_in_assert_fails (sign_in, visit, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (Flow          *flow,
                gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);

  g_assert_true (browser_can_connect (sign_in->port));
  g_cancellable_cancel (sign_in->cancellable);
  sign_in_assert_fails (sign_in, NULL, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Flow          *flow,
                       gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_create_sign_in (flow, "openid", NULL, 0);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (sign_in->cancellable);
  sign_in_run (sign_in);
  g_assert_null (sign_in->address);
  g_assert_null (sign_in_finish (sign_in, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Nobody came back. */
static void
test_abandoned (Flow          *flow,
                gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_create_sign_in (flow, "openid", NULL, 0);

  g_object_unref (sign_in->authorization);
  sign_in->authorization = g_object_new (SMRT_TYPE_OIDC_AUTHORIZATION,
                                         "client", flow->issuer.client,
                                         "provider", flow->provider,
                                         "scope", "openid",
                                         "page-done", "a\nb",
                                         "page-failed", "c\nd",
                                         "lifetime-ms", 1,
                                         NULL);
  sign_in_run (sign_in);
  sign_in_assert_fails (sign_in, NULL, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED);
}

/* Whoever began it let go of it, and then gave it up. */
static void
test_dropped (Flow          *flow,
              gconstpointer  data)
{
  SignIn *sign_in = flow_start (flow);
  unsigned int port = sign_in->port;

  g_object_add_weak_pointer (G_OBJECT (sign_in->authorization), (gpointer *) &sign_in->authorization);
  g_object_unref (sign_in->authorization);
  g_assert_nonnull (sign_in->authorization);
  g_assert_true (browser_can_connect (port));

  g_cancellable_cancel (sign_in->cancellable);
  issuer_await (&sign_in->result);
  g_assert_false (browser_can_connect (port));
  g_clear_object (&sign_in->result);
  g_assert_null (sign_in->authorization);

  sign_in->authorization = smrt_oidc_authorization_new (flow->issuer.client, flow->provider, "openid", NULL, 0, "a\nb",
                                                        "c\nd");
  sign_in_free (sign_in);
}

/* Never run, or run to its end: nothing holds it. */
static void
test_not_run (Flow          *flow,
              gconstpointer  data)
{
  flow->sign_in = flow_create_sign_in (flow, "openid", NULL, 0);
}

static void
test_browser_gone (Flow          *flow,
                   gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  Visit *visit;

  flow_set_tokens (flow, sign_in, NULL);
  visit = flow_come_back (flow, sign_in);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 1);
  browser_leave (visit);
  tokens = sign_in_finish (sign_in, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tokens);
}

static void
test_two_at_once (Flow          *flow,
                  gconstpointer  data)
{
  SignIn *first = flow->sign_in = flow_start (flow);
  g_autoptr (SignIn) second = flow_start (flow);
  g_autofree char *crossed = g_strdup_printf ("%s?code=" FLOW_CODE "&state=%s&iss=%s", first->redirect_uri, second->state,
                                              flow->issuer.url);
  g_autoptr (Visit) first_visit = NULL;
  g_autoptr (Visit) second_visit = NULL;

  g_assert_cmpuint (first->port, !=, second->port);
  g_assert_cmpuint (browser_get_status (crossed), ==, 400);

  flow_set_tokens (flow, second, NULL);
  second_visit = flow_come_back (flow, second);
  sign_in_assert_succeeds (second, second_visit);
  g_assert_null (first->result);
  g_assert_true (browser_can_connect (first->port));

  flow_set_tokens (flow, first, NULL);
  first_visit = flow_come_back (flow, first);
  sign_in_assert_succeeds (first, first_visit);
}

static void
test_ports (Flow          *flow,
            gconstpointer  data)
{
  unsigned int taken;
  g_autoptr (GSocket) socket = browser_take_port (&taken);
  const guint16 ports[] = { taken, browser_find_port () };
  SignIn *sign_in = flow->sign_in = flow_create_sign_in (flow, "openid", ports, G_N_ELEMENTS (ports));
  g_autoptr (SignIn) other = flow_create_sign_in (flow, "openid", ports, G_N_ELEMENTS (ports));
  g_autoptr (Visit) visit = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_run (sign_in);
  g_assert_cmpuint (sign_in->port, ==, ports[1]);
  sign_in_run (other);
  g_assert_null (other->address);
  g_assert_null (sign_in_finish (other, &error));
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_PORT);

  flow_set_tokens (flow, sign_in, NULL);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_succeeds (sign_in, visit);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function, data) \
 g_test_add ("/oidc-authorization/" name, Flow, data, flow_set_up, function, flow_tear_down)

  g_test_init (&argc, &argv, NULL);

  ADD ("sign-in", test_sign_in, NULL);
  ADD ("address", test_address, NULL);
  ADD ("address/offline", test_address_offline, NULL);
  ADD ("address/query", test_address_query, NULL);
  ADD ("notify", test_notify, NULL);
  ADD ("held", test_held, NULL);
  ADD ("cancelled", test_cancelled, NULL);
  ADD ("cancelled/before", test_cancelled_before, NULL);
  ADD ("abandoned", test_abandoned, NULL);
  ADD ("dropped", test_dropped, NULL);
  ADD ("not-run", test_not_run, NULL);
  ADD ("browser-gone", test_browser_gone, NULL);
  ADD ("two-at-once", test_two_at_once, NULL);
  ADD ("ports", test_ports, NULL);

  return flow_run_tests ();
}
