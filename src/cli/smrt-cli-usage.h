/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_usage:
 * @args: (inout): the command's name and its arguments
 *
 * Lists what was used in a period, and the usage credit.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_usage (char ***args);

G_END_DECLS
