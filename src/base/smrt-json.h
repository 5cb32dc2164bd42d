/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SMRT_JSON_ERROR (smrt_json_error_quark ())

/**
 * SmrtJsonError:
 * @SMRT_JSON_ERROR_INVALID: not JSON
 * @SMRT_JSON_ERROR_TOO_DEEP: nested deeper than anything we know
 * @SMRT_JSON_ERROR_TOO_LARGE: more bytes than allowed
 */
typedef enum
{
  SMRT_JSON_ERROR_INVALID,
  SMRT_JSON_ERROR_TOO_DEEP,
  SMRT_JSON_ERROR_TOO_LARGE,
} SmrtJsonError;

GQuark smrt_json_error_quark (void);

/** Levels of nesting that are accepted. */
#define SMRT_JSON_MAX_DEPTH 64

/**
 * smrt_json_parse:
 * @bytes: UTF-8 text
 * @max_size: bytes at the most
 * @error: return location for a %SMRT_JSON_ERROR
 *
 * Parses JSON that comes from outside. Size, depth and tokens are looked at
 * before the parser sees the text, since json-glib recurses without a limit and
 * reads what JSON does not have. An integer that does not fit into 64 bits is
 * refused as invalid, and so is half of a surrogate pair: all strings are UTF-8.
 *
 * Returns: (transfer full) (nullable): the root node
 */
JsonNode *smrt_json_parse    (GBytes     *bytes,
                              gsize       max_size,
                              GError    **error);

/**
 * smrt_json_get_string:
 * @object: an object that came from outside
 * @member: the name of a member
 *
 * Returns: (transfer none) (nullable): the member, where there is one and it is
 *   a string
 */
const char *smrt_json_get_string (JsonObject *object,
                                  const char *member);

/**
 * smrt_json_to_string:
 * @node: a node
 * @pretty: whether to indent
 *
 * Returns: (transfer full): its text
 */
char     *smrt_json_to_string (JsonNode *node,
                               gboolean  pretty);

G_END_DECLS
