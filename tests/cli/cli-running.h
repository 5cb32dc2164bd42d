/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-fixture.h"

/**
 * CliRunning:
 *
 * A program that runs beside the servers of a test: waiting for it runs the
 * main context, in which they answer.
 */
typedef struct _CliRunning CliRunning;

/**
 * cli_running_new:
 * @process: (transfer full): what cli_fixture_start() started
 */
CliRunning  *cli_running_new         (GSubprocess        *process);
GSubprocess *cli_running_get_process (CliRunning         *self);

/**
 * cli_running_wait_for:
 * @beginning: how a line of standard error begins
 *
 * Waits until that line is there, and fails where the program ends without it.
 *
 * Returns: (transfer full): the rest of the line
 */
char        *cli_running_wait_for    (CliRunning         *self,
                                      const char         *beginning);

/**
 * cli_running_finish:
 * @self: (transfer full): a running program
 *
 * Waits for its end, which may be a signal.
 */
CliResult    cli_running_finish      (CliRunning         *self);
