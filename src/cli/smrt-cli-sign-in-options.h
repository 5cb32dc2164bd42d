/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-profiles.h"
#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * SmrtCliSignInOptions:
 * @server: (nullable): the account server; with a key, a server that speaks
 *   Stripe's API
 * @client_id: (nullable): what the server calls this program
 * @ports: (nullable): on which ports the browser may come back
 * @account: (nullable): the account that is signed in to again
 * @name: (nullable): what to call it
 * @api_key_file: (nullable): the file whose first line is the key
 * @customer: (nullable): the customer's id
 * @device: whether to sign in by a code
 * @live: whether a key with which real money is charged may be kept
 *
 * The options of `sign-in`.
 */
typedef struct
{
  char     *server;
  char     *client_id;
  char     *ports;
  char     *account;
  char     *name;
  char     *api_key_file;
  char     *customer;
  gboolean  device;
  gboolean  live;
} SmrtCliSignInOptions;

void         smrt_cli_sign_in_options_clear        (SmrtCliSignInOptions  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmrtCliSignInOptions, smrt_cli_sign_in_options_clear)

/**
 * smrt_cli_sign_in_options_check:
 * @error: return location for %SMRT_CLI_ERROR_USAGE
 *
 * Returns: whether the options make sense together
 */
gboolean     smrt_cli_sign_in_options_check        (SmrtCliSignInOptions  *self,
                                                    GError               **error);

/**
 * smrt_cli_sign_in_options_find_profile:
 * @profiles: the accounts of this computer
 * @key: (out) (nullable): the API key to sign in with; %NULL where it is done at
 *   an account server
 * @error: return location for an error of any floor
 *
 * Finds out what is signed in to: an account of the list again, or a new one.
 *
 * Returns: (transfer full) (nullable): the account
 */
SmrtProfile *smrt_cli_sign_in_options_find_profile (SmrtCliSignInOptions  *self,
                                                    SmrtProfiles          *profiles,
                                                    SmrtSecret           **key,
                                                    GError               **error);

G_END_DECLS
