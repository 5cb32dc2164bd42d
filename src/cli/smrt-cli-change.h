/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_change:
 * @args: (inout): the command's name and its arguments
 *
 * Makes the change of a quote file, or refuses where the quote no longer holds.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_change (char ***args);

G_END_DECLS
