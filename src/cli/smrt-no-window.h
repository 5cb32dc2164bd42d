/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * smrt_application_run:
 * @argc: how many arguments, with the program's name
 * @argv: the arguments
 *
 * Stands where the window is in a program that was built without GTK: says so.
 *
 * Returns: the exit code
 */
int smrt_application_run (int   argc,
                          char *argv[]);
