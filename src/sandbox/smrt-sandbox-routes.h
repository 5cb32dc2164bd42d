/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxRoute:
 * @method: HTTP method
 * @path: with `*` for each id
 * @permission: (nullable): what a key has to have; %NULL: any key will do
 * @unlogged: whether it is left out of the log of requests
 * @handler: what answers
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *permission;
  gboolean unlogged;
  SmrtSandboxHandler handler;
} SmrtSandboxRoute;

/**
 * smrt_sandbox_routes_find:
 * @id: (out) (transfer full) (nullable): the first id of the address
 * @id2: (out) (transfer full) (nullable): the second one
 *
 * Returns: (transfer none) (nullable): who answers
 */
const SmrtSandboxRoute *smrt_sandbox_routes_find (const char  *method,
                                                  const char  *path,
                                                  char       **id,
                                                  char       **id2);

G_END_DECLS
