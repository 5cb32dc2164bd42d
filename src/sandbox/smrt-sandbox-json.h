/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * smrt_sandbox_json_template:
 * @text: an object in JSON, with ' for every quotation mark
 *
 * The members that every object of a kind has, written down as they look.
 *
 * Returns: (transfer full): the object
 */
JsonObject *smrt_sandbox_json_template   (const char *text);

/**
 * smrt_sandbox_json_copy:
 *
 * Returns: (transfer full): a copy that shares nothing with @object
 */
JsonObject *smrt_sandbox_json_copy       (JsonObject *object);
JsonArray  *smrt_sandbox_json_copy_array (JsonArray  *array);

/**
 * smrt_sandbox_json_append:
 * @to: (element-type JsonObject): an array
 * @from: (element-type JsonObject): another one
 *
 * Adds copies of the objects of @from to @to.
 */
void        smrt_sandbox_json_append     (JsonArray  *to,
                                          JsonArray  *from);

/**
 * smrt_sandbox_json_strip_hidden:
 *
 * Takes out, at every level, the members whose name begins with an underscore,
 * which are the server's own. What people put into `metadata` is left alone.
 */
void        smrt_sandbox_json_strip_hidden (JsonObject *object);

/**
 * smrt_sandbox_json_object:
 *
 * Returns: (transfer none) (nullable): the member, where it is an object
 */
JsonObject *smrt_sandbox_json_object     (JsonObject *object,
                                          const char *name);

/**
 * smrt_sandbox_json_array:
 *
 * Returns: (transfer none) (nullable): the member, where it is an array
 */
JsonArray  *smrt_sandbox_json_array      (JsonObject *object,
                                          const char *name);

/**
 * smrt_sandbox_json_string:
 *
 * Returns: (transfer none) (nullable): the member, where it is a string
 */
const char *smrt_sandbox_json_string     (JsonObject *object,
                                          const char *name);

/**
 * smrt_sandbox_json_int:
 *
 * Returns: the member, or 0 where it is no number
 */
gint64      smrt_sandbox_json_int        (JsonObject *object,
                                          const char *name);
gboolean    smrt_sandbox_json_is_null    (JsonObject *object,
                                          const char *name);
gboolean    smrt_sandbox_json_bool       (JsonObject *object,
                                          const char *name);

/**
 * smrt_sandbox_json_set_string:
 * @value: (nullable): %NULL sets null
 */
void        smrt_sandbox_json_set_string (JsonObject *object,
                                          const char *name,
                                          const char *value);

/**
 * smrt_sandbox_json_hidden:
 *
 * Returns: (transfer none): the object's member `_`, made when it is not there:
 *   what the server keeps with an object and never shows
 */
JsonObject *smrt_sandbox_json_hidden     (JsonObject *object);

/**
 * smrt_sandbox_json_to_text:
 *
 * Returns: (transfer full): the object as compact JSON
 */
char       *smrt_sandbox_json_to_text    (JsonObject *object);

/**
 * smrt_sandbox_json_list:
 * @data: (transfer full): the objects
 * @url: where the list lives
 *
 * Returns: (transfer full): a list object
 */
JsonObject *smrt_sandbox_json_list       (JsonArray  *data,
                                          gboolean    has_more,
                                          const char *url);

G_END_DECLS
