/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-request.h"

#include "smrt-sandbox-json.h"

gint64
smrt_sandbox_request_now (SmrtSandboxRequest *request,
                          JsonObject         *object)
{
  const char *id = object != NULL ? smrt_sandbox_json_string (object, "test_clock") : NULL;
  JsonObject *clock = smrt_sandbox_store_get (request->store, "test_helpers.test_clock", id);

  return clock != NULL ? smrt_sandbox_json_int (clock, "frozen_time") : request->now;
}

gboolean
smrt_sandbox_request_finish (SmrtSandboxRequest  *request,
                             GError             **error)
{
  return smrt_sandbox_params_finish (request->params, error);
}

JsonObject *
smrt_sandbox_request_find (SmrtSandboxRequest  *request,
                           const char          *type,
                           const char          *kind,
                           GError             **error)
{
  return smrt_sandbox_store_find (request->store, type, kind, request->id, NULL, error);
}
