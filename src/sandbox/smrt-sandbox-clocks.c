/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-clocks.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define TYPE "test_helpers.test_clock"
#define LATEST G_GINT64_CONSTANT (7258118400) /* 1 January 2200 */
#define LIFETIME (30 * 24 * 60 * 60)

JsonObject *
smrt_sandbox_clocks_new (SmrtSandboxStore *store,
                         const char       *name,
                         gint64            frozen_time,
                         gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "clock");
  g_autoptr (JsonObject) clock = smrt_sandbox_json_template (
    "{'object':'test_helpers.test_clock','livemode':false,'status':'ready','status_details':{}}");

  json_object_set_string_member (clock, "id", id);
  json_object_set_int_member (clock, "created", now);
  json_object_set_int_member (clock, "deletes_after", now + LIFETIME);
  json_object_set_int_member (clock, "frozen_time", frozen_time);
  smrt_sandbox_json_set_string (clock, "name", name);
  smrt_sandbox_store_add (store, clock);

  return clock;
}

void
smrt_sandbox_clocks_move (SmrtSandboxStore *store,
                          JsonObject       *clock,
                          gint64            frozen_time)
{
  smrt_sandbox_lifecycle_run (store, smrt_sandbox_json_string (clock, "id"), frozen_time);
  json_object_set_int_member (clock, "frozen_time", frozen_time);
  smrt_sandbox_store_touch (store, clock);
}

JsonObject *
smrt_sandbox_clocks_create (SmrtSandboxRequest  *request,
                            GError             **error)
{
  gint64 frozen_time = smrt_sandbox_params_int_within (request->params, "frozen_time", 0, 1, LATEST);
  const char *name = smrt_sandbox_params_string (request->params, "name");

  smrt_sandbox_params_require (request->params, "frozen_time");
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  return smrt_sandbox_present (request, smrt_sandbox_clocks_new (request->store, name, frozen_time, request->now));
}

JsonObject *
smrt_sandbox_clocks_list (SmrtSandboxRequest  *request,
                          GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new (TYPE, "/v1/test_helpers/test_clocks");

  return smrt_sandbox_list (request, query, error);
}

JsonObject *
smrt_sandbox_clocks_get (SmrtSandboxRequest  *request,
                         GError             **error)
{
  JsonObject *clock = smrt_sandbox_request_find (request, TYPE, "test clock", error);

  return clock != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, clock) : NULL;
}

JsonObject *
smrt_sandbox_clocks_delete (SmrtSandboxRequest  *request,
                            GError             **error)
{
  JsonObject *answer;

  if (smrt_sandbox_request_find (request, TYPE, "test clock", error) == NULL ||
      !smrt_sandbox_request_finish (request, error))
    return NULL;
  smrt_sandbox_store_remove_clock (request->store, request->id);

  answer = smrt_sandbox_json_template ("{'object':'test_helpers.test_clock','deleted':true}");
  json_object_set_string_member (answer, "id", request->id);

  return answer;
}

JsonObject *
smrt_sandbox_clocks_advance (SmrtSandboxRequest  *request,
                             GError             **error)
{
  JsonObject *clock = smrt_sandbox_request_find (request, TYPE, "test clock", error);
  gint64 frozen_time = smrt_sandbox_params_int_within (request->params, "frozen_time", 0, 1, LATEST);

  smrt_sandbox_params_require (request->params, "frozen_time");
  if (clock == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  if (frozen_time <= smrt_sandbox_json_int (clock, "frozen_time"))
    {
      smrt_sandbox_fault_invalid (error, NULL, "frozen_time",
                                  "A test clock moves forward only; it stands at %" G_GINT64_FORMAT ".",
                                  smrt_sandbox_json_int (clock, "frozen_time"));
      return NULL;
    }

  smrt_sandbox_clocks_move (request->store, clock, frozen_time);

  return smrt_sandbox_present (request, clock);
}
