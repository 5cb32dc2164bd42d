/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_invoices:
 * @args: (inout): the command's name and its arguments
 *
 * Lists the invoices of the account, newest first.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_invoices (char ***args);

G_END_DECLS
