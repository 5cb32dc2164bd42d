/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-form.h"
#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxSeed:
 * @request: the request during which the account is made
 * @error: where the first error is put
 * @failed: whether there was one; nothing is sent any more then
 *
 * The demo account is made as a client would make it: with requests.
 */
typedef struct
{
  SmrtSandboxRequest *request;
  GError **error;
  gboolean failed;
} SmrtSandboxSeed;

/**
 * smrt_sandbox_seed_call:
 * @id: (nullable): the id in the address
 *
 * Returns: (transfer full) (nullable): the answer; %NULL after a failure
 */
JsonObject *smrt_sandbox_seed_call (SmrtSandboxSeed    *self,
                                    SmrtSandboxHandler  handler,
                                    const char         *id,
                                    const SmrtForm     *form);

/**
 * smrt_sandbox_seed_make:
 * @id: (nullable): the id in the address
 *
 * Returns: (transfer full): the id of what was made; an empty one after a
 *   failure
 */
char       *smrt_sandbox_seed_make (SmrtSandboxSeed    *self,
                                    SmrtSandboxHandler  handler,
                                    const char         *id,
                                    const SmrtForm     *form);

/**
 * smrt_sandbox_seed_form:
 * @key: the first name; values and names follow, and %NULL
 *
 * Returns: (transfer full): the form
 */
SmrtForm   *smrt_sandbox_seed_form (const char         *key,
                                    ...) G_GNUC_NULL_TERMINATED;

/**
 * smrt_sandbox_seed_advance:
 * @clock: a test clock
 * @time: unix seconds
 */
void        smrt_sandbox_seed_advance (SmrtSandboxSeed *self,
                                       const char      *clock,
                                       gint64           time);

G_END_DECLS
