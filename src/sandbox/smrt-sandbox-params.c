/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-params.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

struct _SmrtSandboxParams
{
  SmrtSandboxParams *root;
  JsonObject *object;
  char *path;
  GHashTable *used;
  GPtrArray *owned;   /* inner readers, arrays of them and of texts */
  GError *fault;
};

static SmrtSandboxParams *
params_new (SmrtSandboxParams *root,
            JsonObject        *object,
            char              *path)
{
  SmrtSandboxParams *self = g_new0 (SmrtSandboxParams, 1);

  self->root = root != NULL ? root : self;
  self->object = json_object_ref (object);
  self->path = path;
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->owned = g_ptr_array_new ();

  return self;
}

SmrtSandboxParams *
smrt_sandbox_params_new (JsonObject *object)
{
  return params_new (NULL, object, NULL);
}

typedef struct
{
  SmrtSandboxParams *inner;
  GPtrArray *list;
  char **texts;
} Owned;

static Owned *
own (SmrtSandboxParams *self)
{
  Owned *owned = g_new0 (Owned, 1);

  g_ptr_array_add (self->owned, owned);

  return owned;
}

void
smrt_sandbox_params_free (SmrtSandboxParams *self)
{
  for (unsigned int i = 0; i < self->owned->len; i++)
    {
      Owned *owned = g_ptr_array_index (self->owned, i);

      g_clear_pointer (&owned->list, g_ptr_array_unref);
      g_clear_pointer (&owned->texts, g_strfreev);
      g_clear_pointer (&owned->inner, smrt_sandbox_params_free);
      g_free (owned);
    }
  g_ptr_array_unref (self->owned);
  g_hash_table_unref (self->used);
  json_object_unref (self->object);
  g_free (self->path);
  g_clear_error (&self->fault);
  g_free (self);
}

static gboolean
look_for_unknown (SmrtSandboxParams  *self,
                  GError            **error)
{
  g_autoptr (GList) names = json_object_get_members (self->object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_hash_table_contains (self->used, l->data))
      {
        g_autofree char *path = smrt_sandbox_params_path (self, l->data);

        return smrt_sandbox_fault_invalid (error, "parameter_unknown", path,
                                           "Received unknown parameter: %s", path);
      }

  for (unsigned int i = 0; i < self->owned->len; i++)
    {
      Owned *owned = g_ptr_array_index (self->owned, i);

      if (owned->inner != NULL && !look_for_unknown (owned->inner, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
smrt_sandbox_params_finish (SmrtSandboxParams  *self,
                            GError            **error)
{
  if (!look_for_unknown (self, error))
    return FALSE;

  if (self->root->fault != NULL)
    {
      g_propagate_error (error, g_error_copy (self->root->fault));
      return FALSE;
    }

  return TRUE;
}

static char *
find_other (JsonObject *object,
            const char *names)
{
  g_auto (GStrv) known = g_strsplit (names, " ", -1);
  g_autoptr (GList) sent = json_object_get_members (object);

  for (GList *l = sent; l != NULL; l = l->next)
    if (!g_strv_contains ((const char * const *) known, l->data))
      return g_strdup (l->data);

  return NULL;
}

char *
smrt_sandbox_params_find_other (SmrtSandboxParams *self,
                                const char        *names,
                                const char        *list,
                                const char        *inner)
{
  char *other = find_other (self->object, names);
  JsonNode *node = json_object_get_member (self->object, list);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (unsigned int i = 0; other == NULL && array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *name = JSON_NODE_HOLDS_OBJECT (element) ? find_other (json_node_get_object (element), inner)
                                                               : NULL;

      if (name != NULL)
        other = g_strdup_printf ("%s[%u][%s]", list, i, name);
    }

  return other;
}

char *
smrt_sandbox_params_path (SmrtSandboxParams *self,
                          const char        *name)
{
  return self->path == NULL ? g_strdup (name) : g_strdup_printf ("%s[%s]", self->path, name);
}

static void
remember (SmrtSandboxParams *self,
          const char        *name,
          const char        *code,
          const char        *what)
{
  g_autofree char *path = smrt_sandbox_params_path (self, name);

  if (self->root->fault == NULL)
    smrt_sandbox_fault_invalid (&self->root->fault, code, path, "%s: %s", what, path);
}

gboolean
smrt_sandbox_params_has (SmrtSandboxParams *self,
                         const char        *name)
{
  return json_object_has_member (self->object, name);
}

static JsonNode *
take (SmrtSandboxParams *self,
      const char        *name)
{
  JsonNode *node = json_object_get_member (self->object, name);

  if (node != NULL)
    g_hash_table_add (self->used, g_strdup (name));

  return node;
}

gboolean
smrt_sandbox_params_clears (SmrtSandboxParams *self,
                            const char        *name)
{
  JsonNode *node = json_object_get_member (self->object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "") == 0 &&
         take (self, name) != NULL;
}

const char *
smrt_sandbox_params_string (SmrtSandboxParams *self,
                            const char        *name)
{
  JsonNode *node = take (self, name);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node))
    {
      remember (self, name, "parameter_invalid_string", "Invalid string");
      return NULL;
    }

  return json_node_get_string (node);
}

const char *
smrt_sandbox_params_require (SmrtSandboxParams *self,
                             const char        *name)
{
  const char *text = smrt_sandbox_params_string (self, name);

  if (!smrt_sandbox_params_has (self, name))
    remember (self, name, "parameter_missing", "Missing required param");
  else if (text != NULL && *text == '\0')
    remember (self, name, "parameter_invalid_empty", "The parameter must not be empty");
  else
    return text;

  return NULL;
}

gint64
smrt_sandbox_params_int_within (SmrtSandboxParams *self,
                                const char        *name,
                                gint64             fallback,
                                gint64             least,
                                gint64             most)
{
  const char *text = smrt_sandbox_params_string (self, name);
  gint64 value;

  if (text == NULL)
    return fallback;
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    remember (self, name, "parameter_invalid_integer", "Invalid integer");
  else if (value < least || value > most)
    remember (self, name, "parameter_invalid_integer", "The value is outside of what is allowed");
  else
    return value;

  return fallback;
}

/* Twelve digits are what Stripe takes for an amount, and the sum of a ledger of
 * them still fits. */
gint64
smrt_sandbox_params_int (SmrtSandboxParams *self,
                         const char        *name,
                         gint64             fallback)
{
  return smrt_sandbox_params_int_within (self, name, fallback,
                                         -G_GINT64_CONSTANT (999999999999), G_GINT64_CONSTANT (999999999999));
}

gint64
smrt_sandbox_params_require_int (SmrtSandboxParams *self,
                                 const char        *name)
{
  if (!smrt_sandbox_params_has (self, name))
    remember (self, name, "parameter_missing", "Missing required param");

  return smrt_sandbox_params_int (self, name, 0);
}

gboolean
smrt_sandbox_params_bool (SmrtSandboxParams *self,
                          const char        *name,
                          gboolean           fallback)
{
  const char *text = smrt_sandbox_params_string (self, name);

  if (text == NULL)
    return fallback;
  if (g_str_equal (text, "true"))
    return TRUE;
  if (!g_str_equal (text, "false"))
    remember (self, name, "parameter_invalid_boolean", "Invalid boolean");

  return FALSE;
}

const char *
smrt_sandbox_params_choice (SmrtSandboxParams *self,
                            const char        *name,
                            const char        *choices,
                            const char        *fallback)
{
  const char *text = smrt_sandbox_params_string (self, name);
  g_auto (GStrv) all = NULL;
  g_autofree char *what = NULL;
  g_autofree char *joined = NULL;

  if (text == NULL)
    return fallback;

  all = g_strsplit (choices, "|", -1);
  if (g_strv_contains ((const char * const *) all, text))
    return text;

  joined = g_strjoinv (", ", all);
  what = g_strdup_printf ("The value must be one of %s", joined);
  remember (self, name, "parameter_invalid_enum", what);

  return fallback;
}

SmrtSandboxParams *
smrt_sandbox_params_object (SmrtSandboxParams *self,
                            const char        *name)
{
  JsonNode *node = take (self, name);
  Owned *owned;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      remember (self, name, "parameter_invalid_object", "Invalid object");
      return NULL;
    }

  owned = own (self);
  owned->inner = params_new (self->root, json_node_get_object (node), smrt_sandbox_params_path (self, name));

  return owned->inner;
}

static JsonArray *
take_array (SmrtSandboxParams *self,
            const char        *name)
{
  JsonNode *node = take (self, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);

  remember (self, name, "parameter_invalid_array", "Invalid array");

  return NULL;
}

GPtrArray *
smrt_sandbox_params_objects (SmrtSandboxParams *self,
                             const char        *name)
{
  JsonArray *array = take_array (self, name);
  GPtrArray *list;

  if (array == NULL)
    return NULL;

  list = g_ptr_array_new ();
  own (self)->list = list;
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *index = g_strdup_printf ("%s[%u]", name, i);
      Owned *owned;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          remember (self, name, "parameter_invalid_array", "Invalid array");
          break;
        }

      if (self->path != NULL)
        {
          g_free (index);
          index = g_strdup_printf ("%s[%s][%u]", self->path, name, i);
        }
      owned = own (self);
      owned->inner = params_new (self->root, json_node_get_object (node), g_steal_pointer (&index));
      g_ptr_array_add (list, owned->inner);
    }

  return list;
}

char **
smrt_sandbox_params_strings (SmrtSandboxParams *self,
                             const char        *name)
{
  JsonArray *array = take_array (self, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Owned *owned;

  if (array == NULL)
    return NULL;

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node))
        g_strv_builder_add (builder, json_node_get_string (node));
      else
        remember (self, name, "parameter_invalid_array", "Invalid array");
    }

  owned = own (self);
  owned->texts = g_strv_builder_end (builder);

  return owned->texts;
}

void
smrt_sandbox_params_update_string (SmrtSandboxParams *self,
                                   const char        *name,
                                   JsonObject        *object)
{
  const char *text = smrt_sandbox_params_string (self, name);

  if (text != NULL)
    smrt_sandbox_json_set_string (object, name, *text != '\0' ? text : NULL);
}

void
smrt_sandbox_params_update_metadata (SmrtSandboxParams *self,
                                     JsonObject        *object)
{
  JsonNode *node = take (self, "metadata");
  JsonObject *metadata;
  g_autoptr (GList) names = NULL;

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (node) && *json_node_get_string (node) == '\0')
    {
      json_object_set_object_member (object, "metadata", json_object_new ());
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      remember (self, "metadata", "parameter_invalid_object", "Invalid object");
      return;
    }

  if (smrt_sandbox_json_object (object, "metadata") == NULL)
    json_object_set_object_member (object, "metadata", json_object_new ());
  metadata = smrt_sandbox_json_object (object, "metadata");

  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *value = smrt_sandbox_json_string (json_node_get_object (node), l->data);

      if (value == NULL)
        remember (self, "metadata", "parameter_invalid_object", "Metadata values must be strings");
      else if (*value == '\0')
        json_object_remove_member (metadata, l->data);
      else
        json_object_set_string_member (metadata, l->data, value);
    }
}
