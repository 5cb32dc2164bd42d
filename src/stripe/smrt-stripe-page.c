/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-page.h"

#include "smrt-json.h"

SmrtStripePage *
smrt_stripe_page_new (JsonNode    *list,
                      const char  *path,
                      GError     **error)
{
  g_autoptr (SmrtStripePage) self = g_new0 (SmrtStripePage, 1);
  JsonObject *object;
  JsonNode *data, *has_more;
  JsonArray *array;

  g_return_val_if_fail (list != NULL && JSON_NODE_HOLDS_OBJECT (list), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  object = json_node_get_object (list);
  data = json_object_get_member (object, "data");
  has_more = json_object_get_member (object, "has_more");
  if (data == NULL || !JSON_NODE_HOLDS_ARRAY (data))
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: data: not a list", path);
      return NULL;
    }
  if (has_more == NULL || !JSON_NODE_HOLDS_VALUE (has_more) || json_node_get_value_type (has_more) != G_TYPE_BOOLEAN)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: has_more: not a boolean", path);
      return NULL;
    }

  array = json_node_get_array (data);
  self->has_more = json_node_get_boolean (has_more);
  self->objects = g_ptr_array_new_full (json_array_get_length (array), (GDestroyNotify) json_node_unref);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: data[%u]: not an object", path, i);
          return NULL;
        }
      g_ptr_array_add (self->objects, json_node_ref (element));
    }

  return g_steal_pointer (&self);
}

void
smrt_stripe_page_free (SmrtStripePage *self)
{
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_free (self);
}

const char *
smrt_stripe_page_get_id (const SmrtStripePage *self,
                         unsigned int          position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->objects->len
           ? smrt_json_get_string (json_node_get_object (g_ptr_array_index (self->objects, position)), "id")
           : NULL;
}
