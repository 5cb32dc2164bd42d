/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-issuer.h"

void
cli_issuer_set_up (CliIssuer    *self,
                   gconstpointer unused)
{
  cli_fixture_make_folder (&self->base, NULL);
  issuer_fixture_set_up (&self->issuer, NULL);
  /* The program has the clock of this computer. */
  g_set_object (&self->issuer.clock, smrt_clock_get_default ());
  issuer_fixture_set_answer (&self->issuer, ISSUER_REVOCATION_PATH, 200, NULL, "", 0);
  self->server = g_strconcat ("--server=", self->issuer.url, NULL);
}

void
cli_issuer_tear_down (CliIssuer    *self,
                      gconstpointer unused)
{
  cli_fixture_assert_without (&self->base, CLI_ISSUER_ACCESS_TOKEN);
  cli_fixture_assert_without (&self->base, CLI_ISSUER_REFRESH_TOKEN);
  cli_fixture_assert_without (&self->base, CLI_ISSUER_CODE);

  g_free (self->server);
  issuer_fixture_tear_down (&self->issuer, NULL);
  cli_fixture_tear_down (&self->base, NULL);
}

void
cli_issuer_set_tokens (CliIssuer    *self,
                       const char   *access_token,
                       const char   *refresh_token,
                       unsigned int  lifetime,
                       const char   *id_token)
{
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{'token_type':'Bearer','access_token':'%s','refresh_token':'%s','expires_in':%u",
                   access_token, refresh_token, lifetime);
  if (id_token != NULL)
    g_string_append_printf (json, ",'id_token':'%s'", id_token);
  g_string_append_c (json, '}');

  issuer_fixture_set_json (&self->issuer, ISSUER_TOKEN_PATH, 200, json->str);
}

CliRunning *
cli_issuer_start_sign_in (CliIssuer   *self,
                          const char  *option,
                          char       **address)
{
  CliRunning *running = cli_running_new (cli_fixture_start (&self->base, NULL, "sign-in", self->server, option, NULL));

  *address = cli_running_wait_for (running, "Open this page in the browser: ");

  return running;
}

unsigned int
cli_issuer_go_back (CliIssuer  *self,
                    const char *address,
                    const char *parameters)
{
  g_autofree char *redirect = browser_get_parameter (address, "redirect_uri");
  g_autofree char *state = browser_get_parameter (address, "state");
  g_autofree char *issuer = g_uri_escape_string (self->issuer.url, NULL, FALSE);
  g_autofree char *back = g_strdup_printf ("%s?%s&state=%s&iss=%s", redirect, parameters, state, issuer);

  return browser_get_status (back);
}

char *
cli_issuer_agree (CliIssuer  *self,
                  const char *address,
                  const char *claims)
{
  g_autofree char *nonce = browser_get_parameter (address, "nonce");
  char *id_token = issuer_fixture_make_id_token (&self->issuer, nonce, claims);

  cli_issuer_set_tokens (self, CLI_ISSUER_ACCESS_TOKEN, CLI_ISSUER_REFRESH_TOKEN, 3600, id_token);
  g_assert_cmpuint (cli_issuer_go_back (self, address, "code=" CLI_ISSUER_CODE), ==, 200);

  return id_token;
}

void
cli_issuer_sign_in (CliIssuer  *self,
                    const char *claims)
{
  g_autofree char *address = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (self, NULL, &address);

  id_token = cli_issuer_agree (self, address, claims);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
}

CliResult
cli_issuer_run (CliIssuer  *self,
                const char *command,
                const char *option)
{
  return cli_running_finish (cli_running_new (cli_fixture_start (&self->base, NULL, command, option, NULL)));
}

gboolean
cli_issuer_was_revoked (CliIssuer  *self,
                        const char *token)
{
  for (unsigned int i = 0; i < self->issuer.requests->len; i++)
    {
      IssuerRequest *request = g_ptr_array_index (self->issuer.requests, i);

      if (g_str_equal (request->path, ISSUER_REVOCATION_PATH) &&
          g_strcmp0 (g_hash_table_lookup (request->form, "token"), token) == 0)
        return TRUE;
    }

  return FALSE;
}
