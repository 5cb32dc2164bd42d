/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-seed.h"

#include "smrt-sandbox-clocks.h"
#include "smrt-sandbox-json.h"

JsonObject *
smrt_sandbox_seed_call (SmrtSandboxSeed    *self,
                        SmrtSandboxHandler  handler,
                        const char         *id,
                        const SmrtForm     *form)
{
  g_autofree char *text = smrt_form_encode (form);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SmrtSandboxParams) params = NULL;
  SmrtSandboxRequest inner = *self->request;
  JsonObject *answer = NULL;

  if (self->failed)
    return NULL;

  node = smrt_form_parse (text, -1, self->error);
  if (node != NULL)
    {
      params = smrt_sandbox_params_new (json_node_get_object (node));
      inner.params = params;
      inner.id = (char *) id;
      answer = handler (&inner, self->error);
    }
  self->failed = answer == NULL;

  return answer;
}

char *
smrt_sandbox_seed_make (SmrtSandboxSeed    *self,
                        SmrtSandboxHandler  handler,
                        const char         *id,
                        const SmrtForm     *form)
{
  g_autoptr (JsonObject) answer = smrt_sandbox_seed_call (self, handler, id, form);

  return g_strdup (answer != NULL ? smrt_sandbox_json_string (answer, "id") : "");
}

SmrtForm *
smrt_sandbox_seed_form (const char *key,
                        ...)
{
  SmrtForm *form = smrt_form_new ();
  va_list args;

  va_start (args, key);
  for (; key != NULL; key = va_arg (args, const char *))
    smrt_form_add (form, key, va_arg (args, const char *));
  va_end (args);

  return form;
}

void
smrt_sandbox_seed_advance (SmrtSandboxSeed *self,
                           const char      *clock,
                           gint64           time)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *done = NULL;

  smrt_form_add_int (form, "frozen_time", time);
  done = smrt_sandbox_seed_make (self, smrt_sandbox_clocks_advance, clock, form);
}
