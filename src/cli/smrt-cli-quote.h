/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_quote:
 * @args: (inout): the command's name and its arguments
 *
 * Asks the server what a change costs; changes nothing.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_quote (char ***args);

G_END_DECLS
