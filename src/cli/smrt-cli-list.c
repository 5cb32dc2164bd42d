/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-list.h"

#include "smrt-cli-connection.h"

SmrtCliExit
smrt_cli_list (char         ***args,
               const char     *command,
               const char     *summary,
               SmrtCliPrint    print_json,
               SmrtCliPrint    print_text)
{
  g_auto (SmrtCliOptions) options = { 0 };
  g_autoptr (SmrtCliConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!smrt_cli_options_parse (&options, command, NULL, summary, NULL, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;

  connection = smrt_cli_connection_open (&options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);

  return (options.json ? print_json : print_text) (smrt_cli_connection_get_account (connection));
}
