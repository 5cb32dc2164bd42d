/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/**
 * CliFixture:
 * @folder: a folder of its own, which is also the person's home
 * @process: the sandbox that `smrtphone-plans sandbox` runs
 * @face: its first line
 * @keyring_password: (nullable): what opens the keyring, a file in @folder;
 *   %NULL where the person has none
 * @log: whether all that is logged is printed
 * @renews: whether commands that read write the keyring as well
 */
typedef struct
{
  char *folder;
  GSubprocess *process;
  JsonNode *face;
  const char *keyring_password;
  gboolean log;
  gboolean renews;
} CliFixture;

/**
 * CliResult:
 * @exit_code: how the program ended
 * @signal: what ended it instead
 * @out: its standard output
 * @err: its standard error
 */
typedef struct
{
  int exit_code;
  int signal;
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
 * cli_fixture_start:
 * @key: (nullable): the value of SMRT_API_KEY
 * @...: the arguments, ended by %NULL
 *
 * Returns: (transfer full): the program, running
 */
GSubprocess *cli_fixture_start       (CliFixture         *self,
                                      const char         *key,
                                      ...) G_GNUC_NULL_TERMINATED;

/**
 * cli_fixture_finish:
 * @process: a program that cli_fixture_start() started
 *
 * Waits for its end.
 */
CliResult   cli_fixture_finish       (GSubprocess        *process);

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
 * cli_fixture_load_accounts:
 *
 * Returns: (transfer full): what `accounts --json` prints
 */
JsonNode   *cli_fixture_load_accounts (CliFixture        *self);

/**
 * cli_fixture_get_account:
 * @accounts: what cli_fixture_load_accounts() returned
 *
 * Returns: (transfer none): the only account
 */
JsonObject *cli_fixture_get_account  (JsonNode           *accounts);

/* There is no account on this computer. */
void        cli_fixture_assert_no_account (CliFixture    *self);

/**
 * cli_fixture_assert_without:
 * @secret: a key, token or password
 *
 * No file in the folder holds it, but for the sandbox's own database.
 */
void        cli_fixture_assert_without (CliFixture       *self,
                                        const char       *secret);

/**
 * cli_read_process:
 * @process: a running program
 * @name: `environ`, `cmdline`, `limits`
 *
 * Returns: (transfer full): what the kernel shows of it to others
 */
char       *cli_read_process         (GSubprocess        *process,
                                      const char         *name);

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

/* It ended by itself, with that exit code. */
void        cli_assert_exit          (const CliResult    *result,
                                      int                 exit_code);
