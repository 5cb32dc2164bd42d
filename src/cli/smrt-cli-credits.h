/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_credits:
 * @args: (inout): the command's name and its arguments
 *
 * Lists the subscription credit's ledger, or with an option the usage credit's,
 * newest entry first.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_credits (char ***args);

G_END_DECLS
