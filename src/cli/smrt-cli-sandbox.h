/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_sandbox:
 * @args: (inout): the command's name and its arguments
 *
 * Runs the sandbox alone until it is interrupted. Its first line is one JSON
 * object: `url`, `customer` and `keys` of `owner`, `finance` and `user`.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_sandbox (char ***args);

G_END_DECLS
