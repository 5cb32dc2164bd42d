/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmrtCliExit:
 * @SMRT_CLI_EXIT_DONE: done
 * @SMRT_CLI_EXIT_USAGE: the arguments or a file given with them make no sense
 * @SMRT_CLI_EXIT_NOT_SIGNED_IN: no account and no key, or one that is not
 *   accepted, or no longer
 * @SMRT_CLI_EXIT_NOT_PERMITTED: this person may not do it
 * @SMRT_CLI_EXIT_REFUSED: declined or refused, by the server or the person
 * @SMRT_CLI_EXIT_STALE: the quote no longer holds
 * @SMRT_CLI_EXIT_SERVER: network, server, keyring or database
 * @SMRT_CLI_EXIT_FINDINGS: done, and something differs from what was expected
 * @SMRT_CLI_EXIT_INTERRUPTED: Ctrl+C was pressed
 */
typedef enum
{
  SMRT_CLI_EXIT_DONE = 0,
  SMRT_CLI_EXIT_USAGE = 2,
  SMRT_CLI_EXIT_NOT_SIGNED_IN = 3,
  SMRT_CLI_EXIT_NOT_PERMITTED = 4,
  SMRT_CLI_EXIT_REFUSED = 5,
  SMRT_CLI_EXIT_STALE = 6,
  SMRT_CLI_EXIT_SERVER = 7,
  SMRT_CLI_EXIT_FINDINGS = 8,
  SMRT_CLI_EXIT_INTERRUPTED = 130,
} SmrtCliExit;

#define SMRT_CLI_ERROR (smrt_cli_error_quark ())

/**
 * SmrtCliError:
 *
 * What the command line itself has to say; the message is the person's
 * sentence.
 */
typedef enum
{
  SMRT_CLI_ERROR_USAGE,
  SMRT_CLI_ERROR_NOT_SIGNED_IN,
  SMRT_CLI_ERROR_NOT_PERMITTED,
  SMRT_CLI_ERROR_REFUSED,
  SMRT_CLI_ERROR_STALE,
  SMRT_CLI_ERROR_SERVER,
} SmrtCliError;

GQuark      smrt_cli_error_quark  (void);

/**
 * smrt_cli_warn:
 * @message: the person's sentence
 *
 * Says something on standard error without ending the command.
 */
void        smrt_cli_warn         (const char   *message);

/**
 * smrt_cli_fail:
 * @error: any error of the floors below or of this one
 *
 * Says on standard error what went wrong.
 *
 * Returns: the exit code for it
 */
SmrtCliExit smrt_cli_fail         (const GError *error);

G_END_DECLS
