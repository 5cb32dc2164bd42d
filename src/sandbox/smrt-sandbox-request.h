/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-params.h"
#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

typedef struct _SmrtSandboxLog SmrtSandboxLog;
typedef struct _SmrtSandboxPrincipal SmrtSandboxPrincipal;

/**
 * SmrtSandboxRequest:
 * @store: the account's objects
 * @params: the parameters, `expand` already taken out
 * @expand: (nullable): what is to be expanded
 * @id: the id in the address, or %NULL
 * @id2: the second id in the address, or %NULL
 * @principal: (nullable): who asks; %NULL: the server itself
 * @base_url: where this server is
 * @now: the server's time, for what has no test clock
 * @log: the log of requests
 *
 * What a handler works with.
 */
typedef struct
{
  SmrtSandboxStore *store;
  SmrtSandboxParams *params;
  char **expand;
  char *id;
  char *id2;
  SmrtSandboxPrincipal *principal;
  const char *base_url;
  gint64 now;
  SmrtSandboxLog *log;
} SmrtSandboxRequest;

/**
 * SmrtSandboxHandler:
 *
 * Returns: (transfer full) (nullable): what is answered, not yet presented
 *   objects marked by smrt_sandbox_present(), or %NULL with @error
 */
typedef JsonObject *(*SmrtSandboxHandler) (SmrtSandboxRequest  *request,
                                           GError             **error);

/**
 * smrt_sandbox_request_now:
 * @object: (nullable): a customer, or whatever else has a `test_clock`
 *
 * Returns: the time by which @object lives, unix seconds
 */
gint64      smrt_sandbox_request_now (SmrtSandboxRequest *request,
                                      JsonObject         *object);

/**
 * smrt_sandbox_request_finish:
 *
 * To be called when all parameters were read.
 *
 * Returns: whether the parameters are right
 */
gboolean    smrt_sandbox_request_finish (SmrtSandboxRequest  *request,
                                         GError             **error);

/**
 * smrt_sandbox_request_find:
 *
 * Returns: (transfer none) (nullable): the object of the address
 */
JsonObject *smrt_sandbox_request_find (SmrtSandboxRequest  *request,
                                       const char          *type,
                                       const char          *kind,
                                       GError             **error);

G_END_DECLS
