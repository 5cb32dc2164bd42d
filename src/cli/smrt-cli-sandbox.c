/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-sandbox.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "smrt-address.h"
#include "smrt-cli-options.h"
#include "smrt-cli-output.h"
#include "smrt-json.h"
#include "smrt-sandbox.h"

static gboolean
interrupted_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* A variable is read once; nothing of it stays in the process's environment,
 * which others can read. */
static SmrtSecret *
take_variable (const char *name)
{
  char *value = getenv (name);
  SmrtSecret *secret = NULL;

  if (value == NULL)
    return NULL;

  if (*value != '\0')
    secret = smrt_secret_new (value);
  explicit_bzero (value, strlen (value));
  g_unsetenv (name);

  return secret;
}

static gboolean
set_issuer (SmrtSandbox  *sandbox,
            const char   *issuer,
            GError      **error)
{
  g_autoptr (SmrtSecret) client_id = take_variable ("SMRT_ISSUER_CLIENT_ID");
  g_autoptr (SmrtSecret) client_secret = take_variable ("SMRT_ISSUER_CLIENT_SECRET");

  if (issuer == NULL)
    return TRUE;

  if (!smrt_address_is_server (issuer))
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("--issuer is an address of https, or of http on this computer."));
      return FALSE;
    }
  if ((client_id == NULL) != (client_secret == NULL))
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("SMRT_ISSUER_CLIENT_ID and SMRT_ISSUER_CLIENT_SECRET belong together."));
      return FALSE;
    }

  smrt_sandbox_set_issuer (sandbox, issuer, client_id != NULL ? smrt_secret_peek (client_id) : NULL, client_secret);

  return TRUE;
}

static SmrtCliExit
print_face (SmrtSandbox *sandbox,
            const char  *issuer)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "url", smrt_sandbox_get_url (sandbox));
  smrt_cli_add_string (builder, "customer", smrt_sandbox_get_customer (sandbox));
  if (issuer != NULL)
    smrt_cli_add_string (builder, "issuer", issuer);
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "owner", smrt_sandbox_get_owner_key (sandbox));
  smrt_cli_add_string (builder, "finance", smrt_sandbox_get_finance_key (sandbox));
  smrt_cli_add_string (builder, "user", smrt_sandbox_get_user_key (sandbox));
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = smrt_json_to_string (root, FALSE);
  line = g_strconcat (json, "\n", NULL);

  return smrt_cli_print_text (line);
}

static SmrtCliExit
serve (SmrtSandbox *sandbox,
       const char  *issuer)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  unsigned int interrupt, terminate;
  SmrtCliExit exit_code;

  /* Before anybody can know that it runs. */
  interrupt = g_unix_signal_add (SIGINT, interrupted_cb, loop);
  terminate = g_unix_signal_add (SIGTERM, interrupted_cb, loop);

  exit_code = print_face (sandbox, issuer);
  if (exit_code == SMRT_CLI_EXIT_DONE)
    g_main_loop_run (loop);

  g_source_remove (interrupt);
  g_source_remove (terminate);
  smrt_sandbox_stop (sandbox);

  return exit_code;
}

SmrtCliExit
smrt_cli_sandbox (char ***args)
{
  g_autofree char *database = NULL;
  g_autofree char *issuer = NULL;
  g_autoptr (SmrtSandbox) sandbox = NULL;
  g_autoptr (GError) error = NULL;
  gint64 clock = 0;
  int port = 0;
  gboolean done;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("The port on 127.0.0.1; otherwise any free one"), N_("N") },
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &database, N_("Where it keeps its state; otherwise in memory"), N_("FILE") },
    { "clock", 0, 0, G_OPTION_ARG_INT64, &clock, N_("The time at which its clock stands"), N_("UNIX") },
    { "issuer", 0, 0, G_OPTION_ARG_STRING, &issuer,
      N_("An OpenID Connect issuer whose access tokens are accepted as well"), N_("URL") },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (NULL, "sandbox", NULL,
                               _("Runs the demo account’s server alone, until it is interrupted. Its first line is one "
                                 "JSON object with its address, its customer and its keys."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;

  if (port < 0 || port > G_MAXUINT16)
    g_set_error_literal (&error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--port is a number from 0 to 65535."));
  else if (clock < 0)
    g_set_error_literal (&error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--clock is a number of seconds since 1970."));
  if (error != NULL)
    return smrt_cli_fail (error);

  sandbox = smrt_sandbox_new (database, port, clock);
  if (!set_issuer (sandbox, issuer, &error) || !smrt_sandbox_start (sandbox, &error))
    return smrt_cli_fail (error);

  return serve (sandbox, issuer);
}
