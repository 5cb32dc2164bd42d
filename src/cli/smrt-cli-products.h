/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_products:
 * @args: (inout): the command's name and its arguments
 *
 * Lists the subscriptions of the account, and what each can be changed to.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_products (char ***args);

G_END_DECLS
