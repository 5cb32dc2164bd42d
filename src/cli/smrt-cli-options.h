/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmrtCliOptions:
 * @demo: whether the demo account is meant
 * @json: whether JSON is wanted
 * @server: (nullable): the address of a server that speaks Stripe's API
 * @api_key_file: (nullable): the file whose first line is the key
 * @customer: (nullable): the customer's id
 *
 * The options that all commands but the sandbox know.
 */
typedef struct
{
  gboolean  demo;
  gboolean  json;
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
