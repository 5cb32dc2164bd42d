/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/**
 * CliFixture:
 * @folder: a folder of its own, which is also the person's home
 * @process: the sandbox that `smrtphone-plans sandbox` runs
 * @face: its first line
 */
typedef struct
{
  char *folder;
  GSubprocess *process;
  JsonNode *face;
} CliFixture;

/**
 * CliResult:
 * @exit_code: how the program ended
 * @out: its standard output
 * @err: its standard error
 */
typedef struct
{
  int exit_code;
  char *out;
  char *err;
} CliResult;

void        cli_result_clear         (CliResult          *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliResult, cli_result_clear)

void        cli_fixture_set_up       (CliFixture         *self,
                                      gconstpointer       unused);
void        cli_fixture_tear_down    (CliFixture         *self,
                                      gconstpointer       unused);

/**
 * cli_fixture_make_folder:
 *
 * As cli_fixture_set_up(), without a sandbox.
 */
void        cli_fixture_make_folder  (CliFixture         *self,
                                      gconstpointer       unused);

/**
 * cli_fixture_start_sandbox:
 * @option: (nullable): an option besides its database
 *
 * Starts it and reads its first line.
 */
void        cli_fixture_start_sandbox (CliFixture         *self,
                                       const char         *option);

/**
 * cli_fixture_path:
 *
 * Returns: a path in the fixture's folder
 */
char       *cli_fixture_path         (CliFixture         *self,
                                      const char         *name);

/**
 * cli_fixture_key:
 * @who: `owner`, `finance` or `user`
 *
 * Returns: (transfer none): the sandbox's key
 */
const char *cli_fixture_key          (CliFixture         *self,
                                      const char         *who);

/**
 * cli_fixture_run:
 * @key: (nullable): the value of SMRT_API_KEY
 * @...: the arguments, ended by %NULL
 *
 * Runs the program and waits for its end.
 */
CliResult   cli_fixture_run          (CliFixture         *self,
                                      const char         *key,
                                      ...) G_GNUC_NULL_TERMINATED;

/**
 * cli_fixture_run_on_server:
 * @who: whose key
 * @...: the arguments, ended by %NULL
 *
 * As cli_fixture_run(), with the sandbox as the server and its customer.
 */
CliResult   cli_fixture_run_on_server (CliFixture        *self,
                                       const char        *who,
                                       ...) G_GNUC_NULL_TERMINATED;

/**
 * cli_fixture_post:
 * @path: a path of the API
 * @...: names and values of the form, ended by %NULL
 *
 * Sets up a case at the server, as its merchant would.
 */
JsonNode   *cli_fixture_post         (CliFixture         *self,
                                      const char         *path,
                                      ...) G_GNUC_NULL_TERMINATED;

/**
 * cli_fixture_find_subscription:
 * @name: the name of its product
 *
 * Returns: (transfer full): the id of the subscription to it
 */
char       *cli_fixture_find_subscription (CliFixture    *self,
                                           const char    *name);

/**
 * cli_parse:
 * @text: standard output
 *
 * Returns: (transfer full): the JSON that it is, whole and with nothing after it
 */
JsonNode   *cli_parse                (const char         *text);

/**
 * cli_assert_failed:
 *
 * A failed command says why on standard error and prints nothing.
 */
void        cli_assert_failed        (const CliResult    *result,
                                      int                 exit_code);
