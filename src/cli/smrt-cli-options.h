/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Where an API key belongs to, if nothing else is said. */
#define SMRT_CLI_DEFAULT_SERVER "https://api.stripe.com"

/**
 * SmrtCliOptions:
 * @demo: whether the demo account is meant
 * @json: whether JSON is wanted
 * @account: (nullable): what an account of this computer is called
 * @server: (nullable): with a key, the address of a server that speaks Stripe's
 *   API; without one, that of an account of this computer
 * @api_key_file: (nullable): the file whose first line is the key
 * @customer: (nullable): the customer's id
 * @offline: whether no server is to be asked, and the offline copy is meant
 * @has_offline: whether the command has the option for that; no option itself
 * @whole: whether the command needs every row of the ledgers; no option
 *
 * The options of all commands that read or change an account.
 */
typedef struct
{
  gboolean  demo;
  gboolean  json;
  gboolean  offline;
  gboolean  has_offline;
  gboolean  whole;
  char     *account;
  char     *server;
  char     *api_key_file;
  char     *customer;
} SmrtCliOptions;

void     smrt_cli_options_clear (SmrtCliOptions       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmrtCliOptions, smrt_cli_options_clear)

/**
 * smrt_cli_options_parse:
 * @self: (nullable): where the common options go; %NULL for a command that does
 *   not know them
 * @command: its name
 * @operands: (nullable): what it takes besides options: "SUBSCRIPTION"
 * @summary: what the command does
 * @own: (array zero-terminated=1) (nullable): the command's own options
 * @args: (inout): the command's name and its arguments
 * @done: (out): whether help was asked for and printed
 * @error: return location for %SMRT_CLI_ERROR_USAGE
 *
 * Returns: whether the arguments make sense
 */
gboolean smrt_cli_options_parse (SmrtCliOptions       *self,
                                 const char           *command,
                                 const char           *operands,
                                 const char           *summary,
                                 const GOptionEntry   *own,
                                 char               ***args,
                                 gboolean             *done,
                                 GError              **error);

G_END_DECLS
