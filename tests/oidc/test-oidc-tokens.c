/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "issuer-fixture.h"
#include "smrt-oidc-tokens.h"

#define OLD "old-refresh-token"

typedef struct
{
  IssuerFixture issuer;
  SmrtOidcProvider *provider;
  SmrtSecret *old;
} Flow;

static void
set_up (Flow          *flow,
        gconstpointer  data)
{
  issuer_fixture_set_up (&flow->issuer, NULL);
  flow->provider = issuer_fixture_discover (&flow->issuer);
  flow->old = smrt_secret_new (OLD);
}

static void
tear_down (Flow          *flow,
           gconstpointer  data)
{
  g_clear_pointer (&flow->old, smrt_secret_unref);
  g_assert_finalize_object (g_steal_pointer (&flow->provider));
  issuer_fixture_tear_down (&flow->issuer, NULL);
}

static SmrtOidcTokens *
refresh (Flow    *flow,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_tokens_refresh_async (flow->issuer.client, flow->provider, flow->old, ISSUER_SUBJECT, NULL,
                                  issuer_result_cb, &result);

  return smrt_oidc_tokens_refresh_finish (flow->issuer.client, issuer_await (&result), error);
}

static SmrtOidcTokens *
refresh_well (Flow       *flow,
              const char *answer)
{
  g_autoptr (GError) error = NULL;
  SmrtOidcTokens *tokens;

  if (answer != NULL)
    issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, 200, answer);
  tokens = refresh (flow, &error);
  g_assert_no_error (error);

  return tokens;
}

static void
assert_refresh_fails (Flow *flow,
                      int   code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = refresh (flow, &error);

  g_assert_error (error, SMRT_OIDC_ERROR, code);
  g_assert_null (tokens);
  g_assert_null (strstr (error->message, OLD));
}

static void
test_rotation (Flow          *flow,
               gconstpointer  data)
{
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  GHashTable *form;

  tokens = refresh_well (flow, "{'access_token':'new','token_type':'bearer','expires_in':60,'refresh_token':'next',"
                               "'scope':'openid billing:read'}");
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_access_token (tokens)), ==, "new");
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, "next");
  g_assert_cmpint (smrt_oidc_tokens_get_expires_at (tokens), ==, ISSUER_NOW + 60);
  g_assert_cmpstr (smrt_oidc_tokens_get_scope (tokens), ==, "openid billing:read");
  g_assert_null (smrt_oidc_tokens_get_claims (tokens));

  form = issuer_fixture_find (&flow->issuer, ISSUER_TOKEN_PATH)->form;
  g_assert_cmpuint (g_hash_table_size (form), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (form, "refresh_token"), ==, OLD);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "resource"), ==, flow->issuer.url);
}

static void
test_no_rotation (Flow          *flow,
                  gconstpointer  data)
{
  const char * const answers[] = {
    "{'access_token':'new','token_type':'Bearer'}",
    "{'access_token':'new','token_type':'BEARER','refresh_token':null,'scope':null,'id_token':null,'expires_in':null}",
    "{'access_token':'new','token_type':'Bearer','scope':''}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (SmrtOidcTokens) tokens = refresh_well (flow, answers[i]);

      g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, OLD);
      g_assert_cmpint (smrt_oidc_tokens_get_expires_at (tokens), ==, 0);
      g_assert_null (smrt_oidc_tokens_get_scope (tokens));
      g_assert_null (smrt_oidc_tokens_get_claims (tokens));
    }
}

static void
test_expiry (Flow          *flow,
             gconstpointer  data)
{
  const struct
  {
    const char *text;
    gint64 seconds;
  } durations[] = {
    { "3600", 3600 },
    { "'3600'", 3600 },
    { "3599.9", 3599 },
    { "3.6e3", 3600 },
    { "0", 0 },
    { "9223372036854775807", 3153600000 },
    { "'99999999999999999999999'", 3153600000 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *answer = g_strdup_printf ("{'access_token':'new','token_type':'Bearer','expires_in':%s}",
                                                 durations[i].text);
      g_autoptr (SmrtOidcTokens) tokens = refresh_well (flow, answer);

      g_assert_cmpint (smrt_oidc_tokens_get_expires_at (tokens), ==, ISSUER_NOW + durations[i].seconds);
    }
}

static void
set_id_token (Flow       *flow,
              const char *nonce,
              const char *overrides)
{
  g_autofree char *id_token = issuer_fixture_make_id_token (&flow->issuer, nonce, overrides);

  issuer_fixture_set_tokens (&flow->issuer, "new", "next", id_token);
}

static void
test_id_token (Flow          *flow,
               gconstpointer  data)
{
  g_autoptr (SmrtOidcTokens) tokens = NULL;

  set_id_token (flow, NULL, "{'smrtphone_role':'finance'}");
  tokens = refresh_well (flow, NULL);
  g_assert_cmpstr (json_object_get_string_member (smrt_oidc_tokens_get_claims (tokens), "smrtphone_role"), ==,
                   "finance");
}

/* Somebody else's: the tokens are not ours either. */
static void
test_bad_id_token (Flow          *flow,
                   gconstpointer  data)
{
  set_id_token (flow, NULL, data);
  assert_refresh_fails (flow, SMRT_OIDC_ERROR_BAD_TOKEN);
}

static void
test_unsigned_id_token (Flow          *flow,
                        gconstpointer  data)
{
  g_autofree char *claims = issuer_fixture_make_claims (&flow->issuer, NULL, NULL);
  g_autofree char *id_token = issuer_key_sign_none (claims);

  issuer_fixture_set_tokens (&flow->issuer, "new", "next", id_token);
  assert_refresh_fails (flow, SMRT_OIDC_ERROR_BAD_TOKEN);
}

/* The old refresh token is used up by now: the new one is kept. */
static void
test_keys_out_of_reach (Flow          *flow,
                        gconstpointer  data)
{
  g_autoptr (SmrtOidcTokens) tokens = NULL;

  set_id_token (flow, NULL, NULL);
  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_KEYS_PATH, ISSUER_RESETS);
  tokens = refresh_well (flow, NULL);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_KEYS_PATH), >=, 1);
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, "next");
  g_assert_null (smrt_oidc_tokens_get_claims (tokens));
}

static void
test_cancelled (Flow          *flow,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_HOLDS);
  smrt_oidc_tokens_refresh_async (flow->issuer.client, flow->provider, flow->old, NULL, cancellable,
                                  issuer_result_cb, &result);
  issuer_fixture_await (&flow->issuer, ISSUER_TOKEN_PATH, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (smrt_oidc_tokens_refresh_finish (flow->issuer.client, issuer_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is there is not thrown away. */
static void
test_cancelled_late (Flow          *flow,
                     gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = NULL;

  set_id_token (flow, NULL, NULL);
  smrt_oidc_tokens_refresh_async (flow->issuer.client, flow->provider, flow->old, NULL, cancellable,
                                  issuer_result_cb, &result);
  issuer_fixture_await (&flow->issuer, ISSUER_KEYS_PATH, 1);
  g_cancellable_cancel (cancellable);
  tokens = smrt_oidc_tokens_refresh_finish (flow->issuer.client, issuer_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_refresh_token (tokens)), ==, "next");
}

typedef struct
{
  unsigned int status;
  const char *body;
  int error;
} Failure;

static void
test_failure (Flow          *flow,
              gconstpointer  data)
{
  const Failure *failure = data;

  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, failure->status, failure->body);
  assert_refresh_fails (flow, failure->error);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 1);
}

static gboolean
revoke_token (Flow        *flow,
              const char  *hint,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_oidc_tokens_revoke_async (flow->issuer.client, flow->provider, flow->old, hint, NULL, issuer_result_cb,
                                 &result);

  return smrt_oidc_tokens_revoke_finish (flow->issuer.client, issuer_await (&result), error);
}

static void
test_revoked (Flow          *flow,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GHashTable *form;

  issuer_fixture_set_answer (&flow->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  g_assert_true (revoke_token (flow, "refresh_token", &error));
  g_assert_no_error (error);

  form = issuer_fixture_find (&flow->issuer, ISSUER_REVOCATION_PATH)->form;
  g_assert_cmpuint (g_hash_table_size (form), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (form, "token"), ==, OLD);
  g_assert_cmpstr (g_hash_table_lookup (form, "token_type_hint"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, SMRT_OIDC_CLIENT_ID);

  g_assert_true (revoke_token (flow, NULL, &error));
  g_assert_no_error (error);
  form = issuer_fixture_find (&flow->issuer, ISSUER_REVOCATION_PATH)->form;
  g_assert_false (g_hash_table_contains (form, "token_type_hint"));
}

/* Some servers say more, and some complain that there is nothing to revoke. */
static void
test_revoked_anyway (Flow          *flow,
                     gconstpointer  data)
{
  const struct
  {
    unsigned int status;
    const char *type;
    const char *body;
  } answers[] = {
    { 200, "application/json", "{}" },
    { 200, "application/json", "null" },
    { 200, "text/html", "<p>Done" },
    { 204, NULL, "" },
    { 400, "application/json", "{\"error\":\"invalid_token\"}" },
    { 400, "application/json", "{\"error\":\"invalid_grant\"}" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      issuer_fixture_set_answer (&flow->issuer, ISSUER_REVOCATION_PATH, answers[i].status, answers[i].type,
                                 answers[i].body, -1);
      g_assert_true (revoke_token (flow, "access_token", &error));
      g_assert_no_error (error);
    }
}

static void
assert_revoke_fails (Flow       *flow,
                     int         code,
                     const char *oauth_code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (revoke_token (flow, "refresh_token", &error));
  g_assert_error (error, SMRT_OIDC_ERROR, code);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, oauth_code);
  g_assert_null (strstr (error->message, OLD));
}

static void
test_not_revoked (Flow          *flow,
                  gconstpointer  data)
{
  g_autofree char *elsewhere = g_strconcat (flow->issuer.url, "/elsewhere", NULL);

  issuer_fixture_set_json (&flow->issuer, ISSUER_REVOCATION_PATH, 400, "{'error':'unsupported_token_type'}");
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_REFUSED, "unsupported_token_type");
  issuer_fixture_set_json (&flow->issuer, ISSUER_REVOCATION_PATH, 401, "{'error':'invalid_client'}");
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_REFUSED, "invalid_client");
  issuer_fixture_set_answer (&flow->issuer, ISSUER_REVOCATION_PATH, 404, "text/html", "<p>No", -1);
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_REFUSED, NULL);
  issuer_fixture_set_answer (&flow->issuer, ISSUER_REVOCATION_PATH, 503, NULL, "", 0);
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_SERVER, NULL);

  issuer_fixture_set_header (&flow->issuer, ISSUER_REVOCATION_PATH, "Location", elsewhere);
  issuer_fixture_set_answer (&flow->issuer, ISSUER_REVOCATION_PATH, 307, NULL, "", 0);
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_MISMATCH, NULL);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, "/elsewhere"), ==, 0);

  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_REVOCATION_PATH, ISSUER_RESETS);
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_OFFLINE, NULL);
}

static void
test_revocation_unsupported (Flow          *flow,
                             gconstpointer  data)
{
  issuer_fixture_set_metadata (&flow->issuer, "revocation_endpoint", NULL);
  g_clear_object (&flow->provider);
  flow->provider = issuer_fixture_discover (&flow->issuer);
  assert_revoke_fails (flow, SMRT_OIDC_ERROR_UNSUITABLE, NULL);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_REVOCATION_PATH), ==, 0);
}

static void
test_properties (void)
{
  g_autoptr (SmrtSecret) access_token = smrt_secret_new ("access");
  g_autoptr (SmrtSecret) refresh_token = smrt_secret_new ("refresh");
  g_autoptr (SmrtSecret) same = NULL;
  g_autoptr (JsonObject) claims = json_object_new ();
  g_autoptr (JsonObject) same_claims = NULL;
  g_autofree char *scope = NULL;
  gint64 expires_at;
  SmrtOidcTokens *tokens = g_object_new (SMRT_TYPE_OIDC_TOKENS,
                                         "access-token", access_token,
                                         "refresh-token", refresh_token,
                                         "expires-at", G_GINT64_CONSTANT (7),
                                         "scope", "openid",
                                         "claims", claims,
                                         NULL);

  g_object_get (tokens, "refresh-token", &same, "expires-at", &expires_at, "scope", &scope, "claims", &same_claims,
                NULL);
  g_assert_true (same == refresh_token);
  g_assert_true (same_claims == claims);
  g_assert_cmpint (expires_at, ==, 7);
  g_assert_cmpstr (scope, ==, "openid");
  g_assert_true (smrt_oidc_tokens_get_access_token (tokens) == access_token);
  g_assert_finalize_object (tokens);
}

static void
add_failures (void)
{
  static const Failure failures[] = {
    { 400, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT },
    { 401, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT },
    { 403, "{'error':'invalid_grant'}", SMRT_OIDC_ERROR_INVALID_GRANT },
    { 400, "{'error':'invalid_scope'}", SMRT_OIDC_ERROR_REFUSED },
    { 401, "{'error':'invalid_client'}", SMRT_OIDC_ERROR_REFUSED },
    { 403, "", SMRT_OIDC_ERROR_REFUSED },
    { 500, "", SMRT_OIDC_ERROR_SERVER },
    { 503, "<html>", SMRT_OIDC_ERROR_SERVER },
    { 200, "", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{'refresh_token':'next'}", SMRT_OIDC_ERROR_BAD_ANSWER },
    { 200, "{'access_token':'a b','token_type':'Bearer'}", SMRT_OIDC_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oidc-tokens/refresh/failure/%u", i);

      g_test_add (path, Flow, &failures[i], set_up, test_failure, tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function, data) g_test_add ("/oidc-tokens/" name, Flow, data, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oidc-tokens/properties", test_properties);
  ADD ("refresh/rotation", test_rotation, NULL);
  ADD ("refresh/no-rotation", test_no_rotation, NULL);
  ADD ("refresh/expiry", test_expiry, NULL);
  ADD ("refresh/id-token", test_id_token, NULL);
  ADD ("refresh/id-token/subject", test_bad_id_token, "{'sub':'somebody-else'}");
  ADD ("refresh/id-token/audience", test_bad_id_token, "{'aud':'another'}");
  ADD ("refresh/id-token/unsigned", test_unsigned_id_token, NULL);
  ADD ("refresh/id-token/keys-out-of-reach", test_keys_out_of_reach, NULL);
  ADD ("refresh/cancelled", test_cancelled, NULL);
  ADD ("refresh/cancelled-late", test_cancelled_late, NULL);
  add_failures ();
  ADD ("revoke/revoked", test_revoked, NULL);
  ADD ("revoke/revoked-anyway", test_revoked_anyway, NULL);
  ADD ("revoke/not-revoked", test_not_revoked, NULL);
  ADD ("revoke/unsupported", test_revocation_unsupported, NULL);

  return g_test_run ();
}
