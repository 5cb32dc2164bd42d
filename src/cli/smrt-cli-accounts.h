/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_accounts:
 * @args: (inout): the command's name and its arguments
 *
 * Lists the accounts of this computer. Asks neither a server nor the keyring.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_accounts (char ***args);

G_END_DECLS
