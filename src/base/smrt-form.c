/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-form.h"

#include <string.h>

#define MAX_LEVELS  12
#define MAX_MEMBERS 5000

typedef struct
{
  char *key;
  char *value;
} Parameter;

struct _SmrtForm
{
  GArray *parameters;
};

G_DEFINE_BOXED_TYPE (SmrtForm, smrt_form, smrt_form_copy, smrt_form_free)
G_DEFINE_QUARK (smrt-form-error-quark, smrt_form_error)

/* Forms hold codes and tokens. */
static void
clear_parameter (Parameter *parameter)
{
  g_free (parameter->key);
  explicit_bzero (parameter->value, strlen (parameter->value));
  g_free (parameter->value);
}

SmrtForm *
smrt_form_new (void)
{
  SmrtForm *self = g_new0 (SmrtForm, 1);

  self->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, (GDestroyNotify) clear_parameter);

  return self;
}

SmrtForm *
smrt_form_copy (const SmrtForm *self)
{
  SmrtForm *copy = smrt_form_new ();

  smrt_form_add_all (copy, self);

  return copy;
}

void
smrt_form_free (SmrtForm *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->parameters);
  g_free (self);
}

void
smrt_form_add (SmrtForm   *self,
               const char *key,
               const char *value)
{
  Parameter parameter;

  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL && value != NULL);

  parameter.key = g_strdup (key);
  parameter.value = g_strdup (value);
  g_array_append_val (self->parameters, parameter);
}

void
smrt_form_add_int (SmrtForm   *self,
                   const char *key,
                   gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  smrt_form_add (self, key, text);
}

void
smrt_form_add_all (SmrtForm       *self,
                   const SmrtForm *other)
{
  g_return_if_fail (self != NULL && other != NULL);
  g_return_if_fail (self != other);

  for (unsigned int i = 0; i < other->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (other->parameters, Parameter, i);

      smrt_form_add (self, parameter->key, parameter->value);
    }
}

const char *
smrt_form_get (const SmrtForm *self,
               const char     *key)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (unsigned int i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      if (g_str_equal (parameter->key, key))
        return parameter->value;
    }

  return NULL;
}

gboolean
smrt_form_is_empty (const SmrtForm *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->parameters->len == 0;
}

/* Bytes that the form has at the most once it is encoded. */
static gsize
get_encoded_size (const SmrtForm *self)
{
  gsize size = 1;

  for (unsigned int i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      size += 3 * (strlen (parameter->key) + strlen (parameter->value)) + strlen ("=&");
    }

  return size;
}

char *
smrt_form_encode (const SmrtForm *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  /* A text that grows leaves copies behind which nobody clears. */
  text = g_string_sized_new (get_encoded_size (self));
  for (unsigned int i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      if (i > 0)
        g_string_append_c (text, '&');
      g_string_append_uri_escaped (text, parameter->key, "[]", FALSE);
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, parameter->value, NULL, FALSE);
    }

  return g_string_free (text, FALSE);
}

static gboolean
set_invalid (GError     **error,
             const char  *key)
{
  g_set_error (error, SMRT_FORM_ERROR, SMRT_FORM_ERROR_INVALID, "Invalid parameter name: %s", key);

  return FALSE;
}

static char *
unescape (const char *start,
          gsize       length)
{
  g_autofree char *plain = g_strndup (start, length);
  g_autofree char *text = NULL;

  if (memchr (start, '\0', length) != NULL)
    return NULL;

  g_strdelimit (plain, "+", ' ');
  text = g_uri_unescape_string (plain, NULL);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  return g_steal_pointer (&text);
}

/* `a[b][0]` → { "a", "b", "0" } */
static char **
split_key (const char *key)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *open = strchr (key, '[');
  g_autofree char *name = open != NULL ? g_strndup (key, open - key) : g_strdup (key);

  if (*name == '\0' || strchr (name, ']') != NULL)
    return NULL;
  g_strv_builder_add (builder, name);

  while (open != NULL && *open != '\0')
    {
      const char *close = strchr (open, ']');
      g_autofree char *part = NULL;

      if (*open != '[' || close == NULL)
        return NULL;
      part = g_strndup (open + 1, close - open - 1);
      if (strchr (part, '[') != NULL)
        return NULL;
      g_strv_builder_add (builder, part);
      open = close + 1;
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_index (const char *part)
{
  return *part == '\0' || (strlen (part) <= 4 && strspn (part, "0123456789") == strlen (part));
}

/* The node under @part of @parent, made as @type where there is none. NULL
 * where the parameter was used in two ways. */
static JsonNode *
descend (JsonNode     *parent,
         const char   *part,
         JsonNodeType  type)
{
  JsonNode *child = NULL;

  if (JSON_NODE_HOLDS_ARRAY (parent))
    {
      JsonArray *array = json_node_get_array (parent);
      guint64 index = *part != '\0' ? g_ascii_strtoull (part, NULL, 10) : json_array_get_length (array);

      if (!is_index (part) || index > json_array_get_length (array))
        return NULL;
      if (index < json_array_get_length (array))
        child = json_array_get_element (array, index);
      else
        {
          child = json_node_new (type);
          json_array_add_element (array, child);
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (parent))
    {
      JsonObject *object = json_node_get_object (parent);

      child = json_object_get_member (object, part);
      if (child == NULL)
        {
          child = json_node_new (type);
          json_object_set_member (object, part, child);
        }
    }

  if (child == NULL || json_node_get_node_type (child) != type)
    return NULL;

  if (type == JSON_NODE_OBJECT && json_node_get_object (child) == NULL)
    json_node_take_object (child, json_object_new ());
  if (type == JSON_NODE_ARRAY && json_node_get_array (child) == NULL)
    json_node_take_array (child, json_array_new ());

  return child;
}

static gboolean
insert (JsonNode    *root,
        const char  *key,
        const char  *value,
        GError     **error)
{
  g_auto (GStrv) parts = split_key (key);
  JsonNode *node = root;
  unsigned int length;

  if (parts == NULL)
    return set_invalid (error, key);

  length = g_strv_length (parts);
  if (length > MAX_LEVELS)
    {
      g_set_error (error, SMRT_FORM_ERROR, SMRT_FORM_ERROR_TOO_LARGE,
                   "The parameter has more than %d levels", MAX_LEVELS);
      return FALSE;
    }

  for (unsigned int i = 0; i < length; i++)
    {
      JsonNodeType type = JSON_NODE_VALUE;

      if (i + 1 < length)
        type = is_index (parts[i + 1]) ? JSON_NODE_ARRAY : JSON_NODE_OBJECT;

      node = descend (node, parts[i], type);
      if (node == NULL)
        return set_invalid (error, key);
    }

  json_node_set_string (node, value);

  return TRUE;
}

JsonNode *
smrt_form_parse (const char  *text,
                 gssize       length,
                 GError     **error)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), NULL);
  const char *end;
  unsigned int members = 0;

  g_return_val_if_fail (text != NULL, NULL);

  json_node_take_object (root, json_object_new ());
  end = text + (length < 0 ? strlen (text) : (gsize) length);

  while (text < end)
    {
      const char *next = memchr (text, '&', end - text);
      const char *equals;
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      if (next == NULL)
        next = end;
      if (next == text)
        {
          text = next + 1;
          continue;
        }

      equals = memchr (text, '=', next - text);
      key = unescape (text, (equals != NULL ? equals : next) - text);
      value = equals != NULL ? unescape (equals + 1, next - equals - 1) : g_strdup ("");

      if (key == NULL || value == NULL)
        {
          g_set_error_literal (error, SMRT_FORM_ERROR, SMRT_FORM_ERROR_INVALID, "Invalid encoding of the parameters");
          return NULL;
        }
      if (++members > MAX_MEMBERS)
        {
          g_set_error_literal (error, SMRT_FORM_ERROR, SMRT_FORM_ERROR_TOO_LARGE, "Too many parameters");
          return NULL;
        }
      if (!insert (root, key, value, error))
        return NULL;

      text = next + 1;
    }

  return g_steal_pointer (&root);
}
