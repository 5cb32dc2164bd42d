/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-profiles.h"
#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * SmrtAppOptions:
 * @demo: whether the demo account is meant
 * @service: whether the bus starts the program, and no window is wanted yet
 * @account_id: (nullable): the account of the list that is meant
 * @server: (nullable): the address of a server that speaks Stripe's API
 * @key: (nullable): its key
 * @customer: (nullable): the customer's id
 *
 * What the window is started with.
 */
typedef struct
{
  gboolean    demo;
  gboolean    service;
  char       *account_id;
  char       *server;
  SmrtSecret *key;
  char       *customer;
} SmrtAppOptions;

void     smrt_app_options_clear (SmrtAppOptions  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmrtAppOptions, smrt_app_options_clear)

/**
 * smrt_app_options_parse:
 * @argc: (inout): how many arguments
 * @argv: (inout): the arguments
 * @profiles: where an account is looked for
 *
 * Needs no display. What is wrong goes to standard error.
 *
 * Returns: whether the arguments make sense
 */
gboolean smrt_app_options_parse (SmrtAppOptions  *self,
                                 int             *argc,
                                 char          ***argv,
                                 SmrtProfiles    *profiles);

G_END_DECLS
