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
 * smrt_sandbox_routes_match:
 * @pattern: a path with `*` for each id
 * @parts: another path, split at its slashes
 * @id: (out) (transfer full): the first id; left alone where the path is another
 * @id2: (out) (transfer full): the second one, likewise
 *
 * Returns: whether it is such a path
 */
gboolean               smrt_sandbox_routes_match (const char  *pattern,
                                                  char       **parts,
                                                  char       **id,
                                                  char       **id2);

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

/**
 * smrt_sandbox_routes_is_unlogged:
 *
 * Returns: whether a request for it is left out of the log
 */
gboolean                smrt_sandbox_routes_is_unlogged (const char  *method,
                                                         const char  *path);

G_END_DECLS
