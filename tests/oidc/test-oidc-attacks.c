/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "flow-fixture.h"

/* Refused before the code left. */
static void
assert_fails_at_once (Flow   *flow,
                      SignIn *sign_in,
                      Visit  *visit,
                      int     code)
{
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, code);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

/* A page that any site could have led the browser to ends nothing. */
static void
test_wrong_state (Flow          *flow,
                  gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  const char * const queries[] = { "code=stolen", "code=stolen&state=x", "error=access_denied&state=x" };
  g_autoptr (Visit) visit = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *address = g_strconcat (sign_in->redirect_uri, "?", queries[i], "&iss=", flow->issuer.url, NULL);

      g_assert_cmpuint (browser_get_status (address), ==, 400);
    }
  g_assert_null (sign_in->result);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);

  flow_set_tokens (flow, sign_in, NULL);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_succeeds (sign_in, visit);
  g_assert_cmpstr (g_hash_table_lookup (issuer_fixture_find (&flow->issuer, ISSUER_TOKEN_PATH)->form, "code"), ==,
                   FLOW_CODE);
}

static void
test_other_path (Flow          *flow,
                 gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/?code=" FLOW_CODE "&state=%s&iss=%s", sign_in->port,
                                              sign_in->state, flow->issuer.url);

  g_assert_cmpuint (browser_get_status (address), ==, 404);
  g_assert_null (sign_in->result);
  g_cancellable_cancel (sign_in->cancellable);
  sign_in_assert_fails (sign_in, NULL, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

static void
test_mix_up (Flow          *flow,
             gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "code=%s&iss=%s", FLOW_CODE, (const char *) data);

  assert_fails_at_once (flow, sign_in, visit, SMRT_OIDC_ERROR_MISMATCH);
}

static void
test_slash (Flow          *flow,
            gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "code=%s&iss=%s/", FLOW_CODE, flow->issuer.url);

  assert_fails_at_once (flow, sign_in, visit, SMRT_OIDC_ERROR_MISMATCH);
}

static void
test_missing_iss (Flow          *flow,
                  gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "code=%s", FLOW_CODE);

  assert_fails_at_once (flow, sign_in, visit, SMRT_OIDC_ERROR_MISMATCH);
}

static void
test_missing_iss_with_error (Flow          *flow,
                             gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "error=access_denied");

  assert_fails_at_once (flow, sign_in, visit, SMRT_OIDC_ERROR_MISMATCH);
}

static void
test_iss_not_announced (Flow          *flow,
                        gconstpointer  data)
{
  g_autoptr (SignIn) with_other = NULL;
  g_autoptr (Visit) visit = NULL;
  g_autoptr (Visit) other_visit = NULL;
  SignIn *sign_in;

  flow_discover_again (flow, "authorization_response_iss_parameter_supported", NULL);
  with_other = flow_start (flow);
  other_visit = sign_in_come_back (with_other, "code=%s&iss=https://other.example", FLOW_CODE);
  assert_fails_at_once (flow, with_other, other_visit, SMRT_OIDC_ERROR_MISMATCH);

  sign_in = flow->sign_in = flow_start (flow);
  flow_set_tokens (flow, sign_in, NULL);
  visit = sign_in_come_back (sign_in, "code=%s", FLOW_CODE);
  sign_in_assert_succeeds (sign_in, visit);
}

static void
test_malformed (Flow          *flow,
                gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "iss=%s&%s", flow->issuer.url, (const char *) data);

  assert_fails_at_once (flow, sign_in, visit, SMRT_OIDC_ERROR_BAD_ANSWER);
}

static void
test_oversized (Flow          *flow,
                gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *filler = g_strnfill (8192, 'a');
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "iss=%s&code=%s", flow->issuer.url, filler);

  g_assert_cmpuint (browser_await (visit), ==, 414);
  g_assert_null (sign_in->result);
  g_cancellable_cancel (sign_in->cancellable);
  sign_in_assert_fails (sign_in, NULL, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

typedef struct
{
  const char *query;
  int error;
  const char *code;
  const char *description;
} Refusal;

static void
test_refusal (Flow          *flow,
              gconstpointer  data)
{
  const Refusal *refusal = data;
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = sign_in_come_back (sign_in, "iss=%s&%s", flow->issuer.url, refusal->query);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = sign_in_finish (sign_in, &error);

  g_assert_error (error, SMRT_OIDC_ERROR, refusal->error);
  g_assert_null (tokens);
  g_assert_cmpstr (smrt_oidc_error_get_code (error), ==, refusal->code);
  g_assert_cmpstr (smrt_oidc_error_get_description (error), ==, refusal->description);
  g_assert_null (strstr (error->message, "<b>"));
  g_assert_cmpuint (browser_await (visit), ==, 400);
  g_assert_null (strstr (visit->body, "<b>"));
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 0);
}

/* The code was used already. */
static void
test_replay (Flow          *flow,
             gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, GPOINTER_TO_UINT (data),
                           "{'error':'invalid_grant','error_description':'The code was used before.'}");
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 1);
}

static void
test_id_token (Flow          *flow,
               gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = NULL;

  flow_set_tokens (flow, sign_in, data);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

/* The token of one sign-in does for no other. */
static void
test_nonce_of_another (Flow          *flow,
                       gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (SignIn) other = flow_start (flow);
  g_autoptr (Visit) visit = NULL;

  flow_set_tokens (flow, other, NULL);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
  g_cancellable_cancel (other->cancellable);
  issuer_await (&other->result);
}

static void
test_token_redirect (Flow          *flow,
                     gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *elsewhere = g_strconcat (flow->issuer.url, "/elsewhere", NULL);
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, GPOINTER_TO_UINT (data), "");
  issuer_fixture_set_header (&flow->issuer, ISSUER_TOKEN_PATH, "Location", elsewhere);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, "/elsewhere"), ==, 0);
}

/* A right answer, but for the one thing that the test changes: ID stands for an
 * ID token that holds. */
static void
test_token_answer (Flow          *flow,
                   gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *id_token = issuer_fixture_make_id_token (&flow->issuer, sign_in->nonce, NULL);
  g_auto (GStrv) parts = g_strsplit (data, "ID", -1);
  g_autofree char *body = g_strjoinv (id_token, parts);
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_json (&flow->issuer, ISSUER_TOKEN_PATH, 200, body);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER);
}

static void
test_token_oversized (Flow          *flow,
                      gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autofree char *id_token = issuer_fixture_make_id_token (&flow->issuer, sign_in->nonce, NULL);
  g_autofree char *filler = g_strnfill (256 * 1024, 'a');
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_tokens (&flow->issuer, filler, NULL, id_token);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER);
}

static void
test_token_broken (Flow          *flow,
                   gconstpointer  data)
{
  SignIn *sign_in = flow->sign_in = flow_start (flow);
  g_autoptr (Visit) visit = NULL;

  issuer_fixture_set_behaviour (&flow->issuer, ISSUER_TOKEN_PATH, ISSUER_RESETS);
  visit = flow_come_back (flow, sign_in);
  sign_in_assert_fails (sign_in, visit, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE);
  g_assert_cmpuint (issuer_fixture_count (&flow->issuer, ISSUER_TOKEN_PATH), ==, 1);
}

static void
add_refusals (void)
{
  static const Refusal refusals[] = {
    { "error=access_denied", SMRT_OIDC_ERROR_DENIED, "access_denied", NULL },
    { "error=access_denied&error_description=No+%3Cb%3Ethanks%3C/b%3E", SMRT_OIDC_ERROR_DENIED, "access_denied",
      "No <b>thanks</b>" },
    { "error=access_denied&code=" FLOW_CODE, SMRT_OIDC_ERROR_DENIED, "access_denied", NULL },
    { "error=server_error", SMRT_OIDC_ERROR_SERVER, "server_error", NULL },
    { "error=temporarily_unavailable", SMRT_OIDC_ERROR_SERVER, "temporarily_unavailable", NULL },
    { "error=invalid_scope&error_description=billing%3Aread", SMRT_OIDC_ERROR_REFUSED, "invalid_scope",
      "billing:read" },
    { "error=%3Cb%3E", SMRT_OIDC_ERROR_REFUSED, "<b>", NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oidc-attacks/refusal/%u", i);

      g_test_add (path, Flow, &refusals[i], flow_set_up, test_refusal, flow_tear_down);
    }
}

static void
add_token_answers (void)
{
#define WITH_ID "'id_token':'ID'"
  static const char * const answers[] = {
    "",
    "{",
    "[]",
    "'" FLOW_ACCESS "'",
    "{'token_type':'Bearer'," WITH_ID "}",
    "{'access_token':'','token_type':'Bearer'," WITH_ID "}",
    "{'access_token':null,'token_type':'Bearer'," WITH_ID "}",
    "{'access_token':7,'token_type':'Bearer'," WITH_ID "}",
    "{'access_token':['" FLOW_ACCESS "'],'token_type':'Bearer'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "\\r\\nX-More: 1','token_type':'Bearer'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS " more','token_type':'Bearer'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "\\u00e9','token_type':'Bearer'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'mac'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'DPoP'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':true," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','expires_in':'soon'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','expires_in':-1," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','expires_in':{}," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','refresh_token':7," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','refresh_token':'a b'," WITH_ID "}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','scope':['openid']," WITH_ID "}",
    /* No ID token. */
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer'}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','id_token':null}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','id_token':''}",
    "{'access_token':'" FLOW_ACCESS "','token_type':'Bearer','id_token':{}}",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/oidc-attacks/token-answer/%u", i);

      g_test_add (path, Flow, answers[i], flow_set_up, test_token_answer, flow_tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function, data) \
 g_test_add ("/oidc-attacks/" name, Flow, data, flow_set_up, function, flow_tear_down)

  g_test_init (&argc, &argv, NULL);

  ADD ("wrong-state", test_wrong_state, NULL);
  ADD ("other-path", test_other_path, NULL);
  ADD ("mix-up", test_mix_up, "https://other.example");
  ADD ("wrong-iss/empty", test_mix_up, "");
  ADD ("wrong-iss/slash", test_slash, NULL);
  ADD ("missing-iss", test_missing_iss, NULL);
  ADD ("missing-iss/with-error", test_missing_iss_with_error, NULL);
  ADD ("iss-not-announced", test_iss_not_announced, NULL);
  ADD ("malformed/two-codes", test_malformed, "code=" FLOW_CODE "&code=" FLOW_CODE);
  ADD ("malformed/two-issuers", test_malformed, "code=" FLOW_CODE "&iss=https://other.example");
  ADD ("malformed/two-errors", test_malformed, "error=access_denied&error=access_denied");
  ADD ("malformed/no-code", test_malformed, "x=1");
  ADD ("malformed/empty-code", test_malformed, "code=");
  ADD ("malformed/line-in-code", test_malformed, "code=" FLOW_CODE "%0d%0a");
  ADD ("oversized", test_oversized, NULL);
  add_refusals ();
  ADD ("replay/400", test_replay, GUINT_TO_POINTER (400));
  ADD ("replay/403", test_replay, GUINT_TO_POINTER (403));
  ADD ("id-token/nonce", test_id_token, "{'nonce':'another'}");
  ADD ("id-token/no-nonce", test_id_token, "{'nonce':null}");
  ADD ("id-token/nonce-of-another", test_nonce_of_another, NULL);
  ADD ("id-token/audience", test_id_token, "{'aud':'another'}");
  ADD ("id-token/issuer", test_id_token, "{'iss':'https://other.example'}");
  ADD ("token-redirect/302", test_token_redirect, GUINT_TO_POINTER (302));
  ADD ("token-redirect/307", test_token_redirect, GUINT_TO_POINTER (307));
  ADD ("token-redirect/308", test_token_redirect, GUINT_TO_POINTER (308));
  add_token_answers ();
  ADD ("token-oversized", test_token_oversized, NULL);
  ADD ("token-broken", test_token_broken, NULL);

  return flow_run_tests ();
}
