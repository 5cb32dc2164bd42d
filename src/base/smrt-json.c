/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-json.h"

#include <string.h>

G_DEFINE_QUARK (smrt-json-error-quark, smrt_json_error)

static gboolean
set_invalid (GError **error)
{
  g_set_error_literal (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID, "Not a JSON text");

  return FALSE;
}

/* The four digits of an escape; 0, which is none of a surrogate, where they are
 * none. */
static unsigned int
read_unit (const char *text,
           gsize       size,
           gsize       i)
{
  unsigned int unit = 0;

  if (i + 4 > size)
    return 0;
  for (gsize end = i + 4; i < end; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return 0;
      unit = 16 * unit + g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

/* Behind the string that starts at @i; 0 where it has half of a surrogate pair,
 * from which json-glib makes a text that is not UTF-8. */
static gsize
skip_string (const char *text,
             gsize       size,
             gsize       i)
{
  for (i++; i < size && text[i] != '"'; i++)
    {
      unsigned int unit;

      if (text[i] != '\\')
        continue;
      if (++i >= size || text[i] != 'u')
        continue;

      unit = read_unit (text, size, i + 1);
      if (unit < 0xd800 || unit > 0xdfff)
        continue;
      if (unit > 0xdbff || i + 6 >= size || text[i + 5] != '\\' || text[i + 6] != 'u')
        return 0;
      unit = read_unit (text, size, i + 7);
      if (unit < 0xdc00 || unit > 0xdfff)
        return 0;
      i += 10;
    }

  return i + 1;
}

static const char *
skip_digits (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;

  return text;
}

/* json-glib reads octal and hexadecimal numbers, and what does not fit into 64
 * bits becomes another number: nothing that an amount may be read with. */
static gboolean
is_number (const char *token)
{
  const char *digits = *token == '-' ? token + 1 : token;
  const char *end = skip_digits (digits);

  if (end == digits || (*digits == '0' && end != digits + 1))
    return FALSE;
  if (*end == '\0')
    return g_ascii_string_to_signed (token, 10, G_MININT64, G_MAXINT64, NULL, NULL);

  if (*end == '.')
    {
      digits = end + 1;
      end = skip_digits (digits);
      if (end == digits)
        return FALSE;
    }
  if (*end == 'e' || *end == 'E')
    {
      digits = end[1] == '+' || end[1] == '-' ? end + 2 : end + 1;
      end = skip_digits (digits);
      if (end == digits)
        return FALSE;
    }

  return *end == '\0';
}

static gboolean
is_literal (const char *token)
{
  return g_str_equal (token, "true") || g_str_equal (token, "false") || g_str_equal (token, "null");
}

/* Looks at every token before json-glib does: it recurses without a limit, and
 * reads more than JSON (comments, single quotes, assignments, several roots).
 * Where brackets and commas may stand is left to it. */
static gboolean
check_tokens (const char  *text,
              gsize        size,
              GError     **error)
{
  unsigned int depth = 0;
  gboolean ended = FALSE;
  gsize i = 0;

  while (i < size)
    {
      g_autofree char *token = NULL;
      gsize length = 0;

      if (strchr (" \t\r\n", text[i]) != NULL)
        {
          i++;
          continue;
        }
      if (ended)
        return set_invalid (error);

      switch (text[i])
        {
        case '"':
          i = skip_string (text, size, i);
          if (i == 0)
            return set_invalid (error);
          continue;

        case '[':
        case '{':
          if (++depth > SMRT_JSON_MAX_DEPTH)
            {
              g_set_error (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_DEEP,
                           "Nested more than %d levels", SMRT_JSON_MAX_DEPTH);
              return FALSE;
            }
          i++;
          continue;

        case ']':
        case '}':
          if (depth == 0)
            return set_invalid (error);
          ended = --depth == 0;
          i++;
          continue;

        case ',':
        case ':':
          i++;
          continue;

        default:
          break;
        }

      while (i + length < size && (g_ascii_isalnum (text[i + length]) || strchr ("+-.", text[i + length]) != NULL))
        length++;
      token = g_strndup (text + i, length);
      if (!is_literal (token) && !is_number (token))
        return set_invalid (error);
      i += length;
    }

  return TRUE;
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
  if (size == 0 || !g_utf8_validate_len (text, size, NULL))
    {
      set_invalid (error);
      return NULL;
    }
  if (!check_tokens (text, size, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, size, &parse_error))
    {
      g_set_error_literal (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID, parse_error->message);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    set_invalid (error);

  return root;
}

const char *
smrt_json_get_string (JsonObject *object,
                      const char *member)
{
  JsonNode *node;

  g_return_val_if_fail (object != NULL && member != NULL, NULL);

  node = json_object_get_member (object, member);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
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
