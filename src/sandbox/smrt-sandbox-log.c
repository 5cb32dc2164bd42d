/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-log.h"

#include "smrt-sandbox-json.h"

#define MAX_ENTRIES 10000
#define MAX_DELAY 60000

struct _SmrtSandboxLog
{
  GQueue entries;       /* JsonObject, the oldest first */
  GHashTable *open;     /* number → JsonObject that was not answered yet */
  guint64 last_number;
  gint64 sequence;
  gint64 ended_round;
  unsigned int delay;
};

SmrtSandboxLog *
smrt_sandbox_log_new (void)
{
  SmrtSandboxLog *self = g_new0 (SmrtSandboxLog, 1);

  g_queue_init (&self->entries);
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

void
smrt_sandbox_log_free (SmrtSandboxLog *self)
{
  g_hash_table_unref (self->open);
  g_queue_clear_full (&self->entries, (GDestroyNotify) json_object_unref);
  g_free (self);
}

static gboolean
is_entry (gpointer number,
          gpointer entry,
          gpointer wanted)
{
  return entry == wanted;
}

guint64
smrt_sandbox_log_begin (SmrtSandboxLog *self,
                        const char     *id,
                        const char     *method,
                        const char     *path,
                        const char     *key,
                        const char     *role)
{
  JsonObject *entry = json_object_new ();
  gint64 number = ++self->last_number;

  json_object_set_string_member (entry, "id", id);
  json_object_set_string_member (entry, "object", "test_helpers.request");
  json_object_set_string_member (entry, "method", method);
  json_object_set_string_member (entry, "path", path);
  smrt_sandbox_json_set_string (entry, "idempotency_key", key);
  smrt_sandbox_json_set_string (entry, "role", role);
  json_object_set_null_member (entry, "status");
  json_object_set_int_member (entry, "started", ++self->sequence);
  json_object_set_null_member (entry, "finished");
  json_object_set_int_member (entry, "round", self->ended_round + 1);

  if (self->entries.length == MAX_ENTRIES)
    {
      g_autoptr (JsonObject) oldest = g_queue_pop_head (&self->entries);

      g_hash_table_foreach_remove (self->open, is_entry, oldest);
    }
  g_queue_push_tail (&self->entries, entry);
  g_hash_table_insert (self->open, g_memdup2 (&number, sizeof number), entry);

  return number;
}

void
smrt_sandbox_log_end (SmrtSandboxLog *self,
                      guint64         number,
                      int             status)
{
  JsonObject *entry = g_hash_table_lookup (self->open, &number);

  if (entry == NULL)
    return;

  json_object_set_int_member (entry, "status", status);
  json_object_set_int_member (entry, "finished", ++self->sequence);
  self->ended_round = MAX (self->ended_round, smrt_sandbox_json_int (entry, "round"));
  g_hash_table_remove (self->open, &number);
}

unsigned int
smrt_sandbox_log_get_delay (SmrtSandboxLog *self)
{
  return self->delay;
}

JsonObject *
smrt_sandbox_log_list (SmrtSandboxRequest  *request,
                       GError             **error)
{
  JsonArray *data;
  JsonObject *list;
  gint64 rounds = 0;

  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  data = json_array_new ();
  for (GList *l = request->log->entries.head; l != NULL; l = l->next)
    {
      json_array_add_object_element (data, smrt_sandbox_json_copy (l->data));
      rounds = MAX (rounds, smrt_sandbox_json_int (l->data, "round"));
    }
  list = smrt_sandbox_json_list (data, FALSE, "/v1/test_helpers/requests");
  json_object_set_int_member (list, "rounds", rounds);

  return list;
}

JsonObject *
smrt_sandbox_log_reset (SmrtSandboxRequest  *request,
                        GError             **error)
{
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  g_hash_table_remove_all (request->log->open);
  g_queue_clear_full (&request->log->entries, (GDestroyNotify) json_object_unref);
  request->log->ended_round = 0;
  request->log->sequence = 0;

  return smrt_sandbox_log_list (request, error);
}

JsonObject *
smrt_sandbox_log_set_delay (SmrtSandboxRequest  *request,
                            GError             **error)
{
  gint64 delay = smrt_sandbox_params_int_within (request->params, "milliseconds", 0, 0, MAX_DELAY);
  JsonObject *answer;

  smrt_sandbox_params_require (request->params, "milliseconds");
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  request->log->delay = (unsigned int) delay;
  answer = smrt_sandbox_json_template ("{'object':'test_helpers.delay'}");
  json_object_set_int_member (answer, "milliseconds", delay);

  return answer;
}
