/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-reader.h"

#include "smrt-money.h"

#define NOT_AN_ELEMENT (-1)
#define MAX_EXACT_INTEGER ((G_GINT64_CONSTANT (1) << 53) - 1)

static void
append_path (GString                *path,
             const SmrtStripeReader *reader)
{
  if (reader->parent == NULL)
    return;

  append_path (path, reader->parent);
  g_string_append (path, reader->member);
  if (reader->index != NOT_AN_ELEMENT)
    g_string_append_printf (path, "[%d]", reader->index);
  g_string_append_c (path, '.');
}

/* The member, or NULL where it is missing or null. */
static JsonNode *
find (const SmrtStripeReader *self,
      const char             *member)
{
  JsonNode *node;

  if (smrt_stripe_reader_failed (self))
    return NULL;

  node = json_object_get_member (self->object, member);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
is_value (JsonNode *node,
          GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
descend (const SmrtStripeReader *self,
         const char             *member,
         int                     index,
         JsonNode               *node,
         SmrtStripeReader       *child)
{
  *child = (SmrtStripeReader){
    .object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL,
    .parent = self,
    .member = member,
    .index = index,
    .error = self->error,
  };
  if (child->object != NULL)
    return TRUE;

  smrt_stripe_reader_fail (child, NULL, "not an object");

  return FALSE;
}

static JsonArray *
get_array (const SmrtStripeReader *self,
           const char             *member)
{
  JsonNode *node = find (self, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);

  smrt_stripe_reader_fail (self, member, "not a list");

  return NULL;
}

static void
fail_missing (const SmrtStripeReader *self,
              const char             *member)
{
  if (!smrt_stripe_reader_failed (self))
    smrt_stripe_reader_fail (self, member, "missing");
}

gboolean
smrt_stripe_reader_begin (SmrtStripeReader  *self,
                          JsonNode          *node,
                          GError           **error)
{
  g_return_val_if_fail (node != NULL && error != NULL, FALSE);

  *self = (SmrtStripeReader){ .index = NOT_AN_ELEMENT, .error = error };
  if (JSON_NODE_HOLDS_OBJECT (node))
    self->object = json_node_get_object (node);
  else
    smrt_stripe_reader_fail (self, NULL, "not an object");

  return self->object != NULL;
}

void
smrt_stripe_reader_fail (const SmrtStripeReader *self,
                         const char             *member,
                         const char             *what)
{
  g_autoptr (GString) path = g_string_new (NULL);

  if (*self->error != NULL)
    return;

  append_path (path, self);
  if (member != NULL)
    g_string_append (path, member);
  else if (path->len > 0)
    g_string_truncate (path, path->len - 1);
  if (path->len == 0)
    g_string_append (path, "the answer");

  g_set_error (self->error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: %s", path->str, what);
}

gboolean
smrt_stripe_reader_failed (const SmrtStripeReader *self)
{
  return *self->error != NULL;
}

gboolean
smrt_stripe_reader_has (const SmrtStripeReader *self,
                        const char             *member)
{
  return find (self, member) != NULL;
}

gboolean
smrt_stripe_reader_enter (const SmrtStripeReader *self,
                          const char             *member,
                          SmrtStripeReader       *child)
{
  JsonNode *node = find (self, member);

  return node != NULL && descend (self, member, NOT_AN_ELEMENT, node, child);
}

gboolean
smrt_stripe_reader_enter_expanded (const SmrtStripeReader *self,
                                   const char             *member,
                                   SmrtStripeReader       *child)
{
  JsonNode *node = find (self, member);

  return node != NULL && !is_value (node, G_TYPE_STRING) &&
         descend (self, member, NOT_AN_ELEMENT, node, child);
}

unsigned int
smrt_stripe_reader_get_length (const SmrtStripeReader *self,
                               const char             *member)
{
  JsonArray *array = get_array (self, member);

  return array != NULL ? json_array_get_length (array) : 0;
}

gboolean
smrt_stripe_reader_enter_element (const SmrtStripeReader *self,
                                  const char             *member,
                                  unsigned int            index,
                                  SmrtStripeReader       *child)
{
  JsonArray *array = get_array (self, member);

  if (array == NULL)
    return FALSE;

  return descend (self, member, index, json_array_get_element (array, index), child);
}

const char *
smrt_stripe_reader_get_element_string (const SmrtStripeReader *self,
                                       const char             *member,
                                       unsigned int            index)
{
  JsonArray *array = get_array (self, member);
  JsonNode *node = array != NULL ? json_array_get_element (array, index) : NULL;

  if (node == NULL)
    return NULL;
  if (is_value (node, G_TYPE_STRING))
    return json_node_get_string (node);

  smrt_stripe_reader_fail (self, member, "not a list of strings");

  return NULL;
}

const char *
smrt_stripe_reader_get_string (const SmrtStripeReader *self,
                               const char             *member)
{
  JsonNode *node = find (self, member);

  if (node == NULL)
    return NULL;
  if (is_value (node, G_TYPE_STRING))
    return json_node_get_string (node);

  smrt_stripe_reader_fail (self, member, "not a string");

  return NULL;
}

const char *
smrt_stripe_reader_need_string (const SmrtStripeReader *self,
                                const char             *member)
{
  const char *string = smrt_stripe_reader_get_string (self, member);

  if (string == NULL)
    fail_missing (self, member);

  return string;
}

const char *
smrt_stripe_reader_get_id (const SmrtStripeReader *self,
                           const char             *member)
{
  SmrtStripeReader child;

  if (smrt_stripe_reader_enter_expanded (self, member, &child))
    return smrt_stripe_reader_need_string (&child, "id");

  return smrt_stripe_reader_get_string (self, member);
}

const char *
smrt_stripe_reader_need_currency (const SmrtStripeReader *self,
                                  const char             *member)
{
  const char *currency = smrt_stripe_reader_need_string (self, member);

  if (currency == NULL || smrt_currency_is_valid (currency))
    return currency;

  smrt_stripe_reader_fail (self, member, "not a currency");

  return NULL;
}

gint64
smrt_stripe_reader_get_int (const SmrtStripeReader *self,
                            const char             *member,
                            gint64                  fallback)
{
  JsonNode *node = find (self, member);
  gint64 value;

  if (node == NULL)
    return fallback;

  /* Beyond what every JSON reader keeps exactly there is no amount and no time;
   * within it signs can be turned and sums be made. */
  value = is_value (node, G_TYPE_INT64) ? json_node_get_int (node) : G_MAXINT64;
  if (value >= -MAX_EXACT_INTEGER && value <= MAX_EXACT_INTEGER)
    return value;

  smrt_stripe_reader_fail (self, member, "not an integer");

  return 0;
}

gint64
smrt_stripe_reader_need_int (const SmrtStripeReader *self,
                             const char             *member)
{
  if (find (self, member) == NULL)
    fail_missing (self, member);

  return smrt_stripe_reader_get_int (self, member, 0);
}

gboolean
smrt_stripe_reader_get_boolean (const SmrtStripeReader *self,
                                const char             *member,
                                gboolean                fallback)
{
  JsonNode *node = find (self, member);

  if (node == NULL)
    return fallback;
  if (is_value (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);

  smrt_stripe_reader_fail (self, member, "not a boolean");

  return FALSE;
}

int
smrt_stripe_reader_get_word (const SmrtStripeReader *self,
                             const char             *member,
                             const SmrtStripeWord   *words,
                             unsigned int            n_words,
                             int                     fallback)
{
  const char *word = smrt_stripe_reader_get_string (self, member);

  for (unsigned int i = 0; word != NULL && i < n_words; i++)
    if (g_str_equal (words[i].word, word))
      return words[i].value;

  return fallback;
}
