/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "flow-fixture.h"

#include <string.h>

/* All that was logged. */
static GString *said;

static GLogWriterOutput
keep_log (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  g_string_append (said, line);
  g_string_append_c (said, '\n');

  return G_LOG_WRITER_HANDLED;
}

SignIn *
flow_create_sign_in (Flow          *flow,
                     const char    *scope,
                     const guint16 *ports,
                     gsize          n_ports)
{
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->cancellable = g_cancellable_new ();
  sign_in->authorization = smrt_oidc_authorization_new (flow->issuer.client, flow->provider, scope, ports, n_ports,
                                                        "Signed In\nClose it.", "Not Signed In\nTry again.");

  return sign_in;
}

void
sign_in_run (SignIn *sign_in)
{
  smrt_oidc_authorization_run_async (sign_in->authorization, sign_in->cancellable, issuer_result_cb, &sign_in->result);
  sign_in->address = g_strdup (smrt_oidc_authorization_get_address (sign_in->authorization));
  if (sign_in->address == NULL)
    return;

  sign_in->redirect_uri = browser_get_parameter (sign_in->address, "redirect_uri");
  sign_in->port = browser_get_port (sign_in->redirect_uri);
  sign_in->state = browser_get_parameter (sign_in->address, "state");
  sign_in->nonce = browser_get_parameter (sign_in->address, "nonce");
}

SignIn *
flow_start (Flow *flow)
{
  SignIn *sign_in = flow_create_sign_in (flow, "openid billing:read", NULL, 0);

  sign_in_run (sign_in);
  g_assert_nonnull (sign_in->address);

  return sign_in;
}

/* Nothing of it is left. */
void
sign_in_free (SignIn *sign_in)
{
  g_clear_object (&sign_in->result);
  g_assert_finalize_object (sign_in->authorization);
  if (sign_in->port != 0)
    g_assert_false (browser_can_connect (sign_in->port));
  g_object_unref (sign_in->cancellable);
  g_free (sign_in->address);
  g_free (sign_in->redirect_uri);
  g_free (sign_in->state);
  g_free (sign_in->nonce);
  g_free (sign_in);
}

void
flow_set_up (Flow          *flow,
             gconstpointer  data)
{
  g_string_truncate (said, 0);
  issuer_fixture_set_up (&flow->issuer, NULL);
  flow->provider = issuer_fixture_discover (&flow->issuer);
}

/* An issuer whose metadata say something else. */
void
flow_discover_again (Flow       *flow,
                     const char *member,
                     const char *json)
{
  issuer_fixture_set_metadata (&flow->issuer, member, json);
  g_clear_object (&flow->provider);
  flow->provider = issuer_fixture_discover (&flow->issuer);
}

static void
assert_nothing_said (Flow *flow)
{
  g_assert_null (strstr (said->str, "nobody-sees"));
  for (unsigned int i = 0; i < flow->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (flow->issuer.requests, i);
      const char *verifier = g_hash_table_lookup (request->form, "code_verifier");

      if (verifier != NULL)
        g_assert_null (strstr (said->str, verifier));
    }
}

void
flow_tear_down (Flow          *flow,
                gconstpointer  data)
{
  g_clear_pointer (&flow->sign_in, sign_in_free);
  assert_nothing_said (flow);
  g_assert_finalize_object (g_steal_pointer (&flow->provider));
  issuer_fixture_tear_down (&flow->issuer, NULL);
}

/* What the issuer gives for the code, with an ID token for this sign-in. */
void
flow_set_tokens (Flow       *flow,
                 SignIn     *sign_in,
                 const char *overrides)
{
  g_autofree char *id_token = issuer_fixture_make_id_token (&flow->issuer, sign_in->nonce, overrides);

  issuer_fixture_set_tokens (&flow->issuer, FLOW_ACCESS, FLOW_REFRESH, id_token);
}

/* The browser comes back: with `state`, and what the test says. */
Visit *
sign_in_come_back (SignIn     *sign_in,
                   const char *format,
                   ...)
{
  g_autofree char *query = NULL;
  g_autofree char *address = NULL;
  va_list args;

  va_start (args, format);
  query = g_strdup_vprintf (format, args);
  va_end (args);
  address = g_strdup_printf ("%s?state=%s&%s", sign_in->redirect_uri, sign_in->state, query);

  return browser_open (address);
}

Visit *
flow_come_back (Flow   *flow,
                SignIn *sign_in)
{
  return sign_in_come_back (sign_in, "code=%s&iss=%s", FLOW_CODE, flow->issuer.url);
}

SmrtOidcTokens *
sign_in_finish (SignIn  *sign_in,
                GError **error)
{
  SmrtOidcTokens *tokens = smrt_oidc_authorization_run_finish (sign_in->authorization,
                                                               issuer_await (&sign_in->result), error);

  /* However it ended. */
  g_assert_null (smrt_oidc_authorization_get_address (sign_in->authorization));
  if (sign_in->port != 0)
    g_assert_false (browser_can_connect (sign_in->port));

  return tokens;
}

void
sign_in_assert_succeeds (SignIn *sign_in,
                         Visit  *visit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = sign_in_finish (sign_in, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tokens);
  g_assert_cmpstr (smrt_secret_peek (smrt_oidc_tokens_get_access_token (tokens)), ==, FLOW_ACCESS);
  g_assert_cmpuint (browser_await (visit), ==, 200);
  g_assert_nonnull (strstr (visit->body, ">Signed In</h1>"));
}

/* Refused: nothing is returned, and the browser's page says so. */
void
sign_in_assert_fails (SignIn *sign_in,
                      Visit  *visit,
                      GQuark  domain,
                      int     code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtOidcTokens) tokens = sign_in_finish (sign_in, &error);

  g_assert_error (error, domain, code);
  g_assert_null (tokens);
  g_assert_null (strstr (error->message, "nobody-sees"));
  g_assert_null (strstr (error->message, sign_in->state));
  if (visit == NULL)
    return;
  g_assert_cmpuint (browser_await (visit), ==, 400);
  g_assert_nonnull (strstr (visit->body, ">Not Signed In</h1>"));
}

int
flow_run_tests (void)
{
  int status;

  said = g_string_new (NULL);
  g_log_set_writer_func (keep_log, NULL, NULL);
  status = g_test_run ();
  g_string_free (said, TRUE);

  return status;
}
