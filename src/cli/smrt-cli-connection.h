/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-cli-options.h"

G_BEGIN_DECLS

#define SMRT_TYPE_CLI_CONNECTION (smrt_cli_connection_get_type ())

/**
 * SmrtCliConnection:
 *
 * The account that a command works on, and for the demo account the sandbox
 * behind it, which is stopped with it.
 */
G_DECLARE_FINAL_TYPE (SmrtCliConnection, smrt_cli_connection, SMRT, CLI_CONNECTION, GObject)

/**
 * smrt_cli_connection_open:
 * @options: which account
 * @error: return location for an error of any floor
 *
 * Signs in and reads the account, and waits for it.
 *
 * Returns: (transfer full) (nullable): the connection, its account loaded
 */
SmrtCliConnection *smrt_cli_connection_open        (const SmrtCliOptions  *options,
                                                    GError               **error);

/**
 * smrt_cli_connection_get_account:
 *
 * Returns: (transfer none): the account
 */
SmrtAccount       *smrt_cli_connection_get_account (SmrtCliConnection     *self);

/**
 * smrt_cli_wait_cb:
 * @source: what was done
 * @result: its result
 * @user_data: a pointer to a #GAsyncResult that is %NULL
 *
 * Keeps a result for smrt_cli_wait().
 */
void               smrt_cli_wait_cb                (GObject               *source,
                                                    GAsyncResult          *result,
                                                    gpointer               user_data);

/**
 * smrt_cli_wait:
 * @result: where smrt_cli_wait_cb() keeps it
 *
 * Runs the main context until the result is there.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult      *smrt_cli_wait                   (GAsyncResult         **result);

G_END_DECLS
