/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_cli_is_wanted:
 * @argc: how many arguments, with the program's name
 * @argv: the arguments
 *
 * Returns: whether they ask for the command line: a command, `--help` or
 *   `--version`; otherwise the window is meant
 */
gboolean smrt_cli_is_wanted (int   argc,
                             char *argv[]);

/**
 * smrt_cli_run:
 * @argc: how many arguments, with the program's name
 * @argv: the arguments
 *
 * Runs one command to its end. Needs no display. What was asked for goes to
 * standard output, whole or not at all, and messages to standard error.
 *
 * Returns: the exit code, a #SmrtCliExit
 */
int      smrt_cli_run       (int   argc,
                             char *argv[]);

G_END_DECLS
