/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-cli-error.h"

G_BEGIN_DECLS

/**
 * smrt_cli_plans:
 * @args: (inout): the command's name and its arguments
 *
 * Compares the plans of each family, feature by feature.
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_plans (char ***args);

G_END_DECLS
