/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxQuery:
 *
 * Which objects a list shows.
 */
typedef struct _SmrtSandboxQuery SmrtSandboxQuery;

/**
 * smrt_sandbox_query_new:
 * @type: the kind of objects
 * @url: where the list lives
 *
 * Returns: (transfer full): a query for all objects of the kind
 */
SmrtSandboxQuery *smrt_sandbox_query_new   (const char         *type,
                                            const char         *url);
void              smrt_sandbox_query_free  (SmrtSandboxQuery   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxQuery, smrt_sandbox_query_free)

/**
 * smrt_sandbox_query_where:
 * @column: `customer` or `parent`, or the JSON path of a member (`$.active`)
 * @values: (nullable) (array zero-terminated=1): what it may be (`1` and `0`
 *   for true and false); %NULL: anything
 */
void              smrt_sandbox_query_where (SmrtSandboxQuery   *self,
                                            const char         *column,
                                            const char * const *values);

/**
 * smrt_sandbox_query_filter:
 *
 * Takes a filter from the request's parameter @name, where it is there.
 */
void              smrt_sandbox_query_filter      (SmrtSandboxQuery   *self,
                                                  SmrtSandboxRequest *request,
                                                  const char         *name,
                                                  const char         *column);
void              smrt_sandbox_query_filter_bool (SmrtSandboxQuery   *self,
                                                  SmrtSandboxRequest *request,
                                                  const char         *name,
                                                  const char         *column);

/**
 * smrt_sandbox_list:
 *
 * Reads the cursors, the limit and `created`, finishes the parameters, and
 * makes one page, newest first.
 *
 * Returns: (transfer full) (nullable): a list object
 */
JsonObject       *smrt_sandbox_list        (SmrtSandboxRequest  *request,
                                            SmrtSandboxQuery    *query,
                                            GError             **error);

/**
 * smrt_sandbox_list_lines:
 * @lines: all of them
 *
 * The same for lines, which live inside of their invoice and keep its order.
 */
JsonObject       *smrt_sandbox_list_lines  (SmrtSandboxRequest  *request,
                                            JsonArray           *lines,
                                            const char          *url,
                                            GError             **error);

G_END_DECLS
