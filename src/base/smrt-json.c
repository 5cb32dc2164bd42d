/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-json.h"

G_DEFINE_QUARK (smrt-json-error-quark, smrt_json_error)

/* Counts brackets outside of strings. It need not understand JSON: whatever
 * the parser would nest has at least as many brackets. */
static gboolean
is_too_deep (const char *text,
             gsize       size)
{
  unsigned int depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      switch (text[i])
        {
        case '"':
          in_string = !in_string;
          break;
        case '\\':
          if (in_string)
            i++;
          break;
        case '[':
        case '{':
          if (!in_string && ++depth > SMRT_JSON_MAX_DEPTH)
            return TRUE;
          break;
        case ']':
        case '}':
          if (!in_string && depth > 0)
            depth--;
          break;
        default:
          break;
        }
    }

  return FALSE;
}

/* json-glib reads what JSON does not have: comments and single quotes, in
 * which the count of brackets above would go wrong. */
static gboolean
has_foreign_syntax (const char *text,
                    gsize       size)
{
  gboolean in_string = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == '"')
        in_string = !in_string;
      else if (in_string && text[i] == '\\')
        i++;
      else if (!in_string && (text[i] == '/' || text[i] == '\'' || text[i] == '#'))
        return TRUE;
    }

  return FALSE;
}

JsonNode *
smrt_json_parse (GBytes  *bytes,
                 gsize    max_size,
                 GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root;
  const char *text;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &size);
  if (size > max_size)
    {
      g_set_error (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_LARGE,
                   "More than %" G_GSIZE_FORMAT " bytes", max_size);
      return NULL;
    }
  if (size == 0 || !g_utf8_validate_len (text, size, NULL) || has_foreign_syntax (text, size))
    {
      g_set_error_literal (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID, "Not a JSON text");
      return NULL;
    }
  if (is_too_deep (text, size))
    {
      g_set_error (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_DEEP,
                   "Nested more than %d levels", SMRT_JSON_MAX_DEPTH);
      return NULL;
    }

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, size, &parse_error))
    {
      g_set_error_literal (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID, parse_error->message);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID, "Not a JSON text");

  return root;
}

char *
smrt_json_to_string (JsonNode *node,
                     gboolean  pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  g_return_val_if_fail (node != NULL, NULL);

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);

  return json_generator_to_data (generator, NULL);
}
