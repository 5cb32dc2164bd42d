/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-archive.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-answer.h"
#include "smrt-stripe-error.h"

struct _SmrtStripeArchive
{
  GObject parent_instance;

  GHashTable *answers;
};

G_DEFINE_FINAL_TYPE (SmrtStripeArchive, smrt_stripe_archive, G_TYPE_OBJECT)

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
smrt_stripe_archive_finalize (GObject *object)
{
  g_hash_table_unref (SMRT_STRIPE_ARCHIVE (object)->answers);

  G_OBJECT_CLASS (smrt_stripe_archive_parent_class)->finalize (object);
}

static void
smrt_stripe_archive_class_init (SmrtStripeArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_stripe_archive_finalize;
}

static void
smrt_stripe_archive_init (SmrtStripeArchive *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SmrtStripeArchive *
smrt_stripe_archive_new (void)
{
  return g_object_new (SMRT_TYPE_STRIPE_ARCHIVE, NULL);
}

char *
smrt_stripe_archive_dup_key (const char     *path,
                             const SmrtForm *form)
{
  g_autofree char *encoded = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (form == NULL || smrt_form_is_empty (form))
    return g_strdup (path);

  encoded = smrt_form_encode (form);

  return g_strconcat (path, "?", encoded, NULL);
}

void
smrt_stripe_archive_add (SmrtStripeArchive *self,
                         const char        *key,
                         JsonNode          *answer)
{
  g_return_if_fail (SMRT_IS_STRIPE_ARCHIVE (self));
  g_return_if_fail (answer != NULL);

  smrt_stripe_archive_add_text (self, key, smrt_json_to_string (answer, FALSE));
}

void
smrt_stripe_archive_add_text (SmrtStripeArchive *self,
                              const char        *key,
                              char              *text)
{
  g_return_if_fail (SMRT_IS_STRIPE_ARCHIVE (self));
  g_return_if_fail (key != NULL && text != NULL);

  g_hash_table_replace (self->answers, g_strdup (key), text);
}

JsonNode *
smrt_stripe_archive_find (SmrtStripeArchive  *self,
                          const char         *key,
                          GError            **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *text;

  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  text = g_hash_table_lookup (self->answers, key);
  if (text == NULL)
    return NULL;

  /* It comes from a file, which is no more to be trusted than the network. */
  bytes = g_bytes_new_static (text, strlen (text));
  node = smrt_json_parse (bytes, SMRT_STRIPE_MAX_ANSWER, &local_error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "The kept answer is no object: %s",
                   local_error != NULL ? local_error->message : key);
      return NULL;
    }

  return g_steal_pointer (&node);
}

GPtrArray *
smrt_stripe_archive_get_keys (SmrtStripeArchive *self)
{
  GPtrArray *keys;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (self), NULL);

  keys = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_keys);

  return keys;
}

char *
smrt_stripe_archive_dup_text (SmrtStripeArchive *self,
                              const char        *key)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_strdup (g_hash_table_lookup (self->answers, key));
}
