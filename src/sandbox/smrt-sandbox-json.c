/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-json.h"

#include "smrt-json.h"

#include <string.h>

JsonObject *
smrt_sandbox_json_template (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert (node != NULL && JSON_NODE_HOLDS_OBJECT (node));

  return json_node_dup_object (node);
}

static JsonNode *
copy_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_init_object (json_node_alloc (), smrt_sandbox_json_copy (json_node_get_object (node)));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_init_array (json_node_alloc (), smrt_sandbox_json_copy_array (json_node_get_array (node)));

  return json_node_copy (node);
}

JsonObject *
smrt_sandbox_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonNode *member = copy_node (node);

      json_object_set_member (copy, name, member);
      if (JSON_NODE_HOLDS_OBJECT (member))
        json_object_unref (json_node_get_object (member));
      else if (JSON_NODE_HOLDS_ARRAY (member))
        json_array_unref (json_node_get_array (member));
    }

  return copy;
}

void
smrt_sandbox_json_append (JsonArray *to,
                          JsonArray *from)
{
  for (unsigned int i = 0; i < json_array_get_length (from); i++)
    json_array_add_object_element (to, smrt_sandbox_json_copy (json_array_get_object_element (from, i)));
}

JsonArray *
smrt_sandbox_json_copy_array (JsonArray *array)
{
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = copy_node (json_array_get_element (array, i));

      json_array_add_element (copy, element);
      if (JSON_NODE_HOLDS_OBJECT (element))
        json_object_unref (json_node_get_object (element));
      else if (JSON_NODE_HOLDS_ARRAY (element))
        json_array_unref (json_node_get_array (element));
    }

  return copy;
}

static void
strip_array (JsonArray *array)
{
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        smrt_sandbox_json_strip_hidden (json_node_get_object (node));
      else if (JSON_NODE_HOLDS_ARRAY (node))
        strip_array (json_node_get_array (node));
    }
}

void
smrt_sandbox_json_strip_hidden (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonNode *node = json_object_get_member (object, name);

      if (name[0] == '_')
        json_object_remove_member (object, name);
      else if (g_str_equal (name, "metadata"))
        continue;
      else if (JSON_NODE_HOLDS_OBJECT (node))
        smrt_sandbox_json_strip_hidden (json_node_get_object (node));
      else if (JSON_NODE_HOLDS_ARRAY (node))
        strip_array (json_node_get_array (node));
    }
}

JsonObject *
smrt_sandbox_json_object (JsonObject *object,
                          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
smrt_sandbox_json_array (JsonObject *object,
                         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
smrt_sandbox_json_string (JsonObject *object,
                          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

gint64
smrt_sandbox_json_int (JsonObject *object,
                       const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gboolean
smrt_sandbox_json_bool (JsonObject *object,
                        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

gboolean
smrt_sandbox_json_is_null (JsonObject *object,
                           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

void
smrt_sandbox_json_set_string (JsonObject *object,
                              const char *name,
                              const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

JsonObject *
smrt_sandbox_json_hidden (JsonObject *object)
{
  if (smrt_sandbox_json_object (object, "_") == NULL)
    json_object_set_object_member (object, "_", json_object_new ());

  return smrt_sandbox_json_object (object, "_");
}

char *
smrt_sandbox_json_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return smrt_json_to_string (node, FALSE);
}

JsonObject *
smrt_sandbox_json_list (JsonArray  *data,
                        gboolean    has_more,
                        const char *url)
{
  JsonObject *list = json_object_new ();

  json_object_set_string_member (list, "object", "list");
  json_object_set_array_member (list, "data", data);
  json_object_set_boolean_member (list, "has_more", has_more);
  json_object_set_string_member (list, "url", url);

  return list;
}
