/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-list.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-present.h"

#define MAX_LIMIT 100
#define DEFAULT_LIMIT 10

struct _SmrtSandboxQuery
{
  char *type;
  char *url;
  GString *where;
  GPtrArray *values;
};

typedef struct
{
  gint64 limit;
  const char *after;
  const char *before;
} Page;

SmrtSandboxQuery *
smrt_sandbox_query_new (const char *type,
                        const char *url)
{
  SmrtSandboxQuery *self = g_new0 (SmrtSandboxQuery, 1);

  self->type = g_strdup (type);
  self->url = g_strdup (url);
  self->where = g_string_new ("FROM objects WHERE type = ?");
  self->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->values, g_strdup (type));

  return self;
}

void
smrt_sandbox_query_free (SmrtSandboxQuery *self)
{
  g_free (self->type);
  g_free (self->url);
  g_string_free (self->where, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

void
smrt_sandbox_query_where (SmrtSandboxQuery   *self,
                          const char         *column,
                          const char * const *values)
{
  if (values == NULL)
    return;

  if (column[0] == '$')
    {
      g_string_append (self->where, " AND CAST (json_extract (json, ?) AS TEXT) IN (");
      g_ptr_array_add (self->values, g_strdup (column));
    }
  else
    g_string_append_printf (self->where, " AND %s IN (", column);

  for (unsigned int i = 0; values[i] != NULL; i++)
    {
      g_string_append (self->where, i == 0 ? "?" : ", ?");
      g_ptr_array_add (self->values, g_strdup (values[i]));
    }
  g_string_append_c (self->where, ')');
}

void
smrt_sandbox_query_filter (SmrtSandboxQuery   *self,
                           SmrtSandboxRequest *request,
                           const char         *name,
                           const char         *column)
{
  const char *values[] = { smrt_sandbox_params_string (request->params, name), NULL };

  if (values[0] != NULL)
    smrt_sandbox_query_where (self, column, values);
}

void
smrt_sandbox_query_filter_bool (SmrtSandboxQuery   *self,
                                SmrtSandboxRequest *request,
                                const char         *name,
                                const char         *column)
{
  const char *values[] = { "0", NULL };

  if (!smrt_sandbox_params_has (request->params, name))
    return;
  if (smrt_sandbox_params_bool (request->params, name, FALSE))
    values[0] = "1";
  smrt_sandbox_query_where (self, column, values);
}

static void
read_created (SmrtSandboxRequest *request,
              SmrtSandboxQuery   *query)
{
  static const struct
  {
    const char *name;
    const char *operator;
  } bounds[] = { { "gt", ">" }, { "gte", ">=" }, { "lt", "<" }, { "lte", "<=" } };
  SmrtSandboxParams *created = smrt_sandbox_params_object (request->params, "created");

  for (unsigned int i = 0; created != NULL && i < G_N_ELEMENTS (bounds); i++)
    if (smrt_sandbox_params_has (created, bounds[i].name))
      g_string_append_printf (query->where, " AND created %s %" G_GINT64_FORMAT, bounds[i].operator,
                              smrt_sandbox_params_int (created, bounds[i].name, 0));
}

static gboolean
read_page (SmrtSandboxRequest  *request,
           Page                *page,
           GError             **error)
{
  page->limit = smrt_sandbox_params_int_within (request->params, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  page->after = smrt_sandbox_params_string (request->params, "starting_after");
  page->before = smrt_sandbox_params_string (request->params, "ending_before");

  if (!smrt_sandbox_request_finish (request, error))
    return FALSE;
  if (page->after != NULL && page->before != NULL)
    return smrt_sandbox_fault_invalid (error, NULL, "starting_after",
                                       "Only one of starting_after and ending_before can be used.");

  return TRUE;
}

static gboolean
apply_cursor (SmrtSandboxRequest  *request,
              SmrtSandboxQuery    *query,
              const Page          *page,
              GError             **error)
{
  const char *cursor = page->after != NULL ? page->after : page->before;
  gint64 seq;

  if (cursor != NULL)
    {
      seq = smrt_sandbox_store_get_seq (request->store, query->type, cursor);
      if (seq == 0)
        {
          smrt_sandbox_fault_missing (error, query->type, cursor,
                                      page->after != NULL ? "starting_after" : "ending_before");
          return FALSE;
        }
      g_string_append_printf (query->where, " AND seq %s %" G_GINT64_FORMAT, page->after != NULL ? "<" : ">", seq);
    }
  g_string_append_printf (query->where, " ORDER BY seq %s LIMIT %" G_GINT64_FORMAT,
                          page->before != NULL ? "ASC" : "DESC", page->limit + 1);

  return TRUE;
}

JsonObject *
smrt_sandbox_list (SmrtSandboxRequest  *request,
                   SmrtSandboxQuery    *query,
                   GError             **error)
{
  g_autoptr (GPtrArray) found = NULL;
  JsonArray *data;
  Page page;
  gint64 shown;

  if (smrt_sandbox_params_has (request->params, "created"))
    read_created (request, query);
  if (!read_page (request, &page, error) || !apply_cursor (request, query, &page, error))
    return NULL;

  g_ptr_array_add (query->values, NULL);
  found = smrt_sandbox_store_query (request->store, query->where->str, (const char * const *) query->values->pdata);

  data = json_array_new ();
  shown = MIN ((gint64) found->len, page.limit);
  for (gint64 i = 0; i < shown; i++)
    {
      gint64 at = page.before != NULL ? shown - 1 - i : i;

      json_array_add_object_element (data, smrt_sandbox_present_read (request, g_ptr_array_index (found, at)));
    }

  return smrt_sandbox_json_list (data, (gint64) found->len > page.limit, query->url);
}

static gint64
find_line (JsonArray  *lines,
           const char *id)
{
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    if (g_strcmp0 (smrt_sandbox_json_string (json_array_get_object_element (lines, i), "id"), id) == 0)
      return i;

  return -1;
}

JsonObject *
smrt_sandbox_list_lines (SmrtSandboxRequest  *request,
                         JsonArray           *lines,
                         const char          *url,
                         GError             **error)
{
  gint64 from = 0, to = json_array_get_length (lines);
  gboolean has_more;
  JsonArray *data;
  Page page;

  if (!read_page (request, &page, error))
    return NULL;

  if (page.after != NULL || page.before != NULL)
    {
      const char *cursor = page.after != NULL ? page.after : page.before;
      gint64 at = find_line (lines, cursor);

      if (at < 0)
        {
          smrt_sandbox_fault_missing (error, "line item", cursor,
                                      page.after != NULL ? "starting_after" : "ending_before");
          return NULL;
        }
      if (page.after != NULL)
        from = at + 1;
      else
        to = at;
    }

  has_more = to - from > page.limit;
  if (page.before != NULL)
    from = MAX (from, to - page.limit);

  data = json_array_new ();
  for (gint64 i = from; i < MIN (to, from + page.limit); i++)
    json_array_add_object_element (data, smrt_sandbox_json_copy (json_array_get_object_element (lines, i)));

  return smrt_sandbox_json_list (data, has_more, url);
}
