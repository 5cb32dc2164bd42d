/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "browser-fixture.h"
#include "cli-running.h"
#include "issuer-fixture.h"

#define CLI_ISSUER_ACCESS_TOKEN "access-token-of-the-test"
#define CLI_ISSUER_REFRESH_TOKEN "refresh-token-of-the-test"
#define CLI_ISSUER_CODE "code-of-the-test"

/* The Account Owner of cus_1. */
#define CLI_ISSUER_OWNER \
 "{'name':'Olivia Owner','smrtphone_role':'owner','smrtphone_account':'Acme Inc.','stripe_customer':'cus_1'}"

/**
 * CliIssuer:
 * @base: the program's surroundings
 * @issuer: an issuer that is an account server too, in this process
 * @server: the option that names it to the program
 */
typedef struct
{
  CliFixture base;
  IssuerFixture issuer;
  char *server;
} CliIssuer;

void        cli_issuer_set_up         (CliIssuer    *self,
                                       gconstpointer unused);

/* Fails where anything that opens the account is in a file. */
void        cli_issuer_tear_down      (CliIssuer    *self,
                                       gconstpointer unused);

/**
 * cli_issuer_set_tokens:
 * @lifetime: seconds
 * @id_token: (nullable): an ID token
 *
 * What the issuer gives from now on.
 */
void        cli_issuer_set_tokens     (CliIssuer    *self,
                                       const char   *access_token,
                                       const char   *refresh_token,
                                       unsigned int  lifetime,
                                       const char   *id_token);

/**
 * cli_issuer_start_sign_in:
 * @option: (nullable): another option
 * @address: (out): what the program wants opened
 *
 * Starts `sign-in` with the browser.
 */
CliRunning *cli_issuer_start_sign_in  (CliIssuer    *self,
                                       const char   *option,
                                       char        **address);

/**
 * cli_issuer_go_back:
 * @address: what the browser opened
 * @parameters: what the issuer has to say: `code=…`
 *
 * Goes where the issuer sends the browser.
 *
 * Returns: the status of the page that it ends on
 */
unsigned int cli_issuer_go_back       (CliIssuer    *self,
                                       const char   *address,
                                       const char   *parameters);

/**
 * cli_issuer_agree:
 * @claims: who the person is, %CLI_ISSUER_OWNER for one
 *
 * Plays the browser and the person up to the last page.
 *
 * Returns: (transfer full): the ID token that the program gets
 */
char       *cli_issuer_agree          (CliIssuer    *self,
                                       const char   *address,
                                       const char   *claims);

/**
 * cli_issuer_sign_in:
 *
 * Signs @claims' person in, from the beginning to the end.
 */
void        cli_issuer_sign_in        (CliIssuer    *self,
                                       const char   *claims);

/* Runs a command beside the issuer. @option may be NULL. */
CliResult   cli_issuer_run            (CliIssuer    *self,
                                       const char   *command,
                                       const char   *option);
gboolean    cli_issuer_was_revoked    (CliIssuer    *self,
                                       const char   *token);
