/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_sign_in:
 * @args: (inout): the command's name and its arguments
 *
 * Signs in to an account, in the browser, by a code or with an API key, and
 * keeps the secret in the keyring.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_sign_in (char ***args);

G_END_DECLS
