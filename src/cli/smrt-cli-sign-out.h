/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_sign_out:
 * @args: (inout): the command's name and its arguments
 *
 * Makes the sign-in worthless at the server, and forgets its secret and the
 * account.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_sign_out (char ***args);

G_END_DECLS
