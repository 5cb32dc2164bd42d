/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "issuer-fixture.h"
#include "smrt-oidc-device.h"

#define CODES \
  "{'device_code':'device-secret','user_code':'WDJB-MJHT','verification_uri':'%s/type'," \
  "'verification_uri_complete':'%s/type?code=WDJB-MJHT','expires_in':600,'interval':7}"
#define PENDING "{'error':'authorization_pending'}"

typedef struct
{
  IssuerFixture issuer;
  SmrtOidcProvider *provider;
  SmrtOidcDevice *device;
  GCancellable *cancellable;
  GAsyncResult *result;
} Flow;

static void
set_device (Flow         *flow,
            unsigned int  interval_unit_ms)
{
  g_clear_object (&flow->device);
  flow->device = g_object_new (SMRT_TYPE_OIDC_DEVICE,
                               "client", flow->issuer.client,
                               "provider", flow->provider,
                               "scope", "openid billing:read",
                               "interval-unit-ms", interval_unit_ms,
                               NULL);
}

static void
set_up (Flow          *flow,
        gconstpointer  data)
{
  issuer_fixture_set_up (&flow->issuer, NULL);
  issuer_fixture_set_json (&flow->issuer, ISSUER_DEVICE_PATH, 200, CODES);
  flow->provider = issuer_fixture_discover (&flow->issuer);
  flow->cancellable = g_cancellable_new ();
  set_device (flow, 0);
}

static void
tear_down (Flow          *flow,
           gconstpointer  data)
{
  g_clear_object (&flow->result);
  g_assert_finalize_object (g_steal_pointer (&flow->device));
  g_assert_finalize_object (g_steal_pointer (&flow->cancellable));
  g_assert_finalize_object (g_steal_pointer (&flow->provider));
  issuer_fixture_tear_down (&flow->issuer, NULL);
}

static void
start (Flow *flow)
{
  smrt_oidc_device_run_async (flow->device, flow->cancellable, issuer_result_cb, &flow->result);
}

static SmrtOidcTokens *
finish (Flow    *flow,
        GError **error)
{
  SmrtOidcTokens *tokens = smrt_oidc_device_run_finish (flow->device, issuer_await (&flow->result), error);

  g_assert_true ((tokens == NULL) != (error == NULL || *error == NULL));

  return tokens;
}

static void
assert_fails (Flow   *flow,
              GQuark  domain,
              int     code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = finish (flow, &error);

  g_assert_error (error, domain, code);
  g_assert_null (tokens);
  g_assert_null (strstr (error->message, "secret"));
}

static void
assert_succeeds (Flow *flow)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = finish (flow, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_access_token (tokens)), ==, "access-secret");
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, "refresh-secret");
  g_assert_cmpstr (json_object_get_string_member (smrt_oidc_tokens_get_claims (tokens), "sub"), ==, ISSUER_SUBJECT);
}

static void
set_tokens (Flow       *flow,
            const char *overrides)
{
  g_autofree char *id_token = issuer_fixture_make_id_token (&flow->issuer, NULL, overrides);

  issuer_fixture_set_tokens (&flow->issuer, "access-secret", "refresh-secret", id_token);
}

static void
count_cb (SmrtOidcDevice *device,
          GParamSpec     *pspec,
          unsigned int   *count)
{
  /* They are all known by now, whichever is told first. */
  g_assert_nonnull (smrt_oidc_device_get_user_code (device));
  g_assert_nonnull (smrt_oidc_device_get_verification_uri (device));
  g_assert_cmpint (smrt_oidc_device_get_expires_at (device), >, 0);
  (*count)++;
}

static void
test_sign_in (Flow          *flow,
              gconstpointer  data)
{
  g_autofree char *expected = g_strconcat (flow->issuer.url, "/type", NULL);
  g_autofree char *complete = g_strconcat (expected, "?code=WDJB-MJHT", NULL);
  g_autofree char *user_code = NULL;
  unsigned int count = 0;
  GHashTable *form;

  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, PENDING);
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, PENDING);
  set_tokens (flow, NULL);
  g_signal_connect (flow->device, "notify", G_CALLBACK (count_cb), &count);
  start (flow);
  g_assert_null (smrt_oidc_device_get_user_code (flow->device));
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 1);

  g_assert_cmpuint (count, ==, 4);
  g_object_get (flow->device, "user-code", &user_code, NULL);
  g_assert_cmpstr (user_code, ==, "WDJB-MJHT");
  g_assert_cmpstr (smrt_oidc_device_get_verification_uri (flow->device), ==, expected);
  g_assert_cmpstr (smrt_oidc_device_get_verification_uri_complete (flow->device), ==, complete);
  g_assert_cmpint (smrt_oidc_device_get_expires_at (flow->device), ==, ISSUER_NOW + 600);

  form = issuer_fixture_find (&flow->issuer, ISSUER_DEVICE_PATH)->form;
  g_assert_cmpuint (g_hash_table_size (form), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "scope"), ==, "openid billing:read");
  g_assert_cmpstr (g_hash_table_lookup (form, "resource"), ==, flow->issuer.url);

  assert_succeeds (flow);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 3);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_DEVICE_PATH), ==, 1);
  g_assert_cmpuint (count, ==, 4);
  form = issuer_fixture_find (&flow->issuer, ISSUER_TOKEN_PATH)->form;
  g_assert_cmpuint (g_hash_table_size (form), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "urn:ietf:params:oauth:grant-type:device_code");
  g_assert_cmpstr (g_hash_table_lookup (form, "device_code"), ==, "device-secret");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "resource"), ==, flow->issuer.url);
}

static void
test_little (Flow          *flow,
             gconstpointer  data)
{
  issuer_fixture_set_json (&flow->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code':'device-secret','user_code':'1234','verification_uri':'https://id.example',"
                           "'expires_in':'60'}");
  set_tokens (flow, NULL);
  start (flow);
  assert_succeeds (flow);
  g_assert_null (smrt_oidc_device_get_verification_uri_complete (flow->device));
  g_assert_cmpint (smrt_oidc_device_get_expires_at (flow->device), ==, ISSUER_NOW + 60);
}

#define UNIT_MS 5

/* The time between two requests, in units. */
static gint64
measure (Flow       *flow,
         const char *answer,
         gboolean    breaks)
{
  gint64 before;

  if (breaks)
    issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_RESETS);
  else
    issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, answer);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH) + 1);
  before = g_get_monotonic_time ();
  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_ANSWERS);
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, PENDING);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH) + 1);

  /* A timeout may be early by a fraction of a millisecond. */
  return (g_get_monotonic_time () - before + 1000) / 1000 / UNIT_MS;
}

/* Never sooner than it may: 7 units, 5 more after `slow_down`, and twice as many
 * after a broken connection. How much later does not matter. */
static void
test_pace (Flow          *flow,
           gconstpointer  data)
{
  set_device (flow, UNIT_MS);
  start (flow);
  g_assert_cmpint (measure (flow, PENDING, FALSE), >=, 7);
  g_assert_cmpint (measure (flow, "{'error':'slow_down'}", FALSE), >=, 12);
  g_assert_cmpint (measure (flow, PENDING, FALSE), >=, 12);
  g_assert_cmpint (measure (flow, NULL, TRUE), >=, 24);
  set_tokens (flow, NULL);
  assert_succeeds (flow);
}

/* The network and the server may fail in between: it goes on. */
static void
test_break (Flow          *flow,
            gconstpointer  data)
{
  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_RESETS);
  start (flow);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 2);
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 503, "");
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, "{'error':'temporarily_unavailable'}");
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, "{'error':'slow_down'}");
  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 401, PENDING);
  set_tokens (flow, NULL);
  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_ANSWERS);
  assert_succeeds (flow);
}

static void
test_break_until_over (Flow          *flow,
                       gconstpointer  data)
{
  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_RESETS);
  start (flow);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 2);
  smrt_clock_advance (flow->issuer.clock, 600);
  assert_fails (flow, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED);
}

static void
test_over (Flow          *flow,
           gconstpointer  data)
{
  unsigned int count;

  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, PENDING);
  start (flow);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 1);
  smrt_clock_advance (flow->issuer.clock, 599);
  count = issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, count + 2);
  g_assert_null (flow->result);
  smrt_clock_advance (flow->issuer.clock, 1);
  assert_fails (flow, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED);
}

typedef struct
{
  unsigned int status;
  const char *answer;
  int error;
} Ending;

static void
test_ending (Flow          *flow,
             gconstpointer  data)
{
  const Ending *ending = data;

  issuer_fixture_queue_json (&flow->issuer, ISSUER_TOKEN_PATH, 400, PENDING);
  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, ending->status, ending->answer);
  start (flow);
  assert_fails (flow, SMRT_OIDC_ERROR, ending->error);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 2);
}

static void
test_id_token (Flow          *flow,
               gconstpointer  data)
{
  set_tokens (flow, data);
  start (flow);
  assert_fails (flow, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

static void
test_codes (Flow          *flow,
            gconstpointer  data)
{
  const Ending *ending = data;

  issuer_fixture_set_json (&flow->issuer, ISSUER_DEVICE_PATH, ending->status, ending->answer);
  start (flow);
  assert_fails (flow, SMRT_OIDC_ERROR, ending->error);
  g_assert_null (smrt_oidc_device_get_user_code (flow->device));
  g_assert_null (smrt_oidc_device_get_verification_uri (flow->device));
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

static void
test_redirect (Flow          *flow,
               gconstpointer  data)
{
  g_autofree char *elsewhere = g_strconcat (flow->issuer.url, "/elsewhere", NULL);

  issuer_fixture_set_header (&flow->issuer, ISSUER_TOKEN_PATH, "Location", elsewhere);
  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, 307, "");
  start (flow);
  assert_fails (flow, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, "/elsewhere"), ==, 0);
}

static void
test_unsupported (Flow          *flow,
                  gconstpointer  data)
{
  issuer_fixture_set_metadata (&flow->issuer, "device_authorization_endpoint", NULL);
  g_clear_object (&flow->device);
  g_clear_object (&flow->provider);
  flow->provider = issuer_fixture_discover (&flow->issuer);
  flow->device = smrt_oidc_device_new (flow->issuer.client, flow->provider, "openid");
  start (flow);
  assert_fails (flow, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_DEVICE_PATH), ==, 0);
}

static void
test_cancelled_between (Flow          *flow,
                        gconstpointer  data)
{
  /* An hour, which nobody waits for. */
  issuer_fixture_set_json (&flow->issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code':'device-secret','user_code':'1234','verification_uri':'https://id.example',"
                           "'expires_in':7200,'interval':3600}");
  set_device (flow, 1000);
  start (flow);
  while (smrt_oidc_device_get_user_code (flow->device) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (flow->cancellable);
  assert_fails (flow, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

static void
test_cancelled_within (Flow          *flow,
                       gconstpointer  data)
{
  const char *path = data;

  issuer_fixture_set_behaviour (&flow->issuer, path, ISSUER_HOLDS);
  start (flow);
  issuer_fixture_await (&flow->issuer, path, 1);
  g_cancellable_cancel (flow->cancellable);
  assert_fails (flow, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Flow          *flow,
                       gconstpointer  data)
{
  g_cancellable_cancel (flow->cancellable);
  start (flow);
  assert_fails (flow, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add_endings (void)
{
  static const Ending endings[] = {
    { 400, "{'error':'access_denied'}", SMRT_OIDC_ERROR_DENIED },
    { 403, "{'error':'access_denied'}", SMRT_OIDC_ERROR_DENIED },
    { 400, "{'error':'expired_token'}", SMRT_OIDC_ERROR_EXPIRED },
    { 400, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT },
    { 400, "{'error':'invalid_client'}", SMRT_OIDC_ERROR_REFUSED },
    { 400, "", SMRT_OIDC_ERROR_REFUSED },
    { 200, "[]", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{'access_token':'access-secret','token_type':'Bearer'}", SMRT_OIDC_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oidc-device/ending/%u", i);

      g_test_add (path, Flow, &endings[i], set_up, test_ending, tear_down);
    }
}

static void
add_codes (void)
{
#define DEVICE "'device_code':'device-secret'"
#define USER "'user_code':'1234'"
#define URI "'verification_uri':'https://id.example/'"
#define TIME "'expires_in':600"
  static const Ending codes[] = {
    { 200, "", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" USER "," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{'device_code':'a b'," USER "," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE ",'user_code':''," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE ",'user_code':1234," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE ",'user_code':'12\\n34'," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE ",'user_code':'12\\u202e34'," URI "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200,
      "{" DEVICE ",'user_code':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'," URI "," TIME "}",
      SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," TIME "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," URI "}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," URI ",'expires_in':0}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," URI ",'expires_in':'soon'}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," URI "," TIME ",'interval':-1}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{" DEVICE "," USER "," URI "," TIME ",'interval':[]}", SMRT_OIDC_ERROR_BAD_ANSWER },
    /* What would be opened in a browser. */
    { 200, "{" DEVICE "," USER ",'verification_uri':'http://id.example/'," TIME "}", SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER ",'verification_uri':'javascript:alert(1)'," TIME "}", SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER ",'verification_uri':'file:///etc/passwd'," TIME "}", SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER ",'verification_uri':'id.example'," TIME "}", SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER "," URI "," TIME ",'verification_uri_complete':'http://id.example/'}",
      SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER "," URI "," TIME ",'verification_uri_complete':'data:text/html,x'}",
      SMRT_OIDC_ERROR_BAD_ADDRESS },
    /* What is read as an address that it is not. */
    { 200, "{" DEVICE "," USER ",'verification_uri':'https://id.example@evil.example/'," TIME "}",
      SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 200, "{" DEVICE "," USER "," URI "," TIME ",'verification_uri_complete':'https://id.example:x@evil.example/'}",
      SMRT_OIDC_ERROR_BAD_ADDRESS },
    { 400, "{'error':'invalid_scope'}", SMRT_OIDC_ERROR_REFUSED },
    { 500, "", SMRT_OIDC_ERROR_SERVER },
    { 302, "", SMRT_OIDC_ERROR_MISMATCH },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oidc-device/codes/%u", i);

      g_test_add (path, Flow, &codes[i], set_up, test_codes, tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function, data) g_test_add ("/oidc-device/" name, Flow, data, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);

  ADD ("sign-in", test_sign_in, NULL);
  ADD ("little", test_little, NULL);
  ADD ("pace", test_pace, NULL);
  ADD ("break", test_break, NULL);
  ADD ("break/until-over", test_break_until_over, NULL);
  ADD ("over", test_over, NULL);
  add_endings ();
  ADD ("id-token/audience", test_id_token, "{'aud':'another'}");
  ADD ("id-token/expired", test_id_token, "{'exp':1}");
  add_codes ();
  ADD ("redirect", test_redirect, NULL);
  ADD ("unsupported", test_unsupported, NULL);
  ADD ("cancelled/before", test_cancelled_before, NULL);
  ADD ("cancelled/between", test_cancelled_between, NULL);
  ADD ("cancelled/within-codes", test_cancelled_within, ISSUER_DEVICE_PATH);
  ADD ("cancelled/within-token", test_cancelled_within, ISSUER_TOKEN_PATH);

  return g_test_run ();
}
