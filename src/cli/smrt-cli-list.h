/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * SmrtCliPrint:
 * @account: an account that was read
 *
 * Returns: the exit code
 */
typedef SmrtCliExit (*SmrtCliPrint) (SmrtAccount *account);

/**
 * smrt_cli_list:
 * @args: (inout): the command's name and its arguments
 * @command: its name
 * @summary: what it does, for its help
 * @print_json: prints what it lists as JSON
 * @print_text: prints the same as a table
 *
 * Runs a command that reads an account and lists a part of it.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_list (char         ***args,
                           const char     *command,
                           const char     *summary,
                           SmrtCliPrint    print_json,
                           SmrtCliPrint    print_text);

G_END_DECLS
