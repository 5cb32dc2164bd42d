/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-usage-copy.h"

#include "smrt-usage-reading.h"

/* No request is called this. */
#define TIME_KEY "smrt:usage"

/* What is kept of an account. */
typedef struct
{
  SmrtStoreCopy *base;
  SmrtStripeArchive *usage;
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->base, smrt_store_copy_free);
  g_clear_object (&kept->usage);
  g_free (kept);
}

static Kept *
get_kept (SmrtAccount *account)
{
  static GQuark quark;
  Kept *kept;

  if (quark == 0)
    quark = g_quark_from_static_string ("smrt-usage-copy");

  kept = g_object_get_qdata (G_OBJECT (account), quark);
  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      g_object_set_qdata_full (G_OBJECT (account), quark, kept, free_kept);
    }

  return kept;
}

static void
add_missing (SmrtStripeArchive *self,
             SmrtStripeArchive *other)
{
  g_autoptr (GPtrArray) keys = smrt_stripe_archive_get_keys (other);

  for (unsigned int i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_autofree char *known = smrt_stripe_archive_dup_text (self, key);

      if (known == NULL)
        smrt_stripe_archive_add_text (self, key, smrt_stripe_archive_dup_text (other, key));
    }
}

void
smrt_usage_copy_carry (SmrtAccount       *account,
                       SmrtStripeArchive *archive)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (account) && SMRT_IS_STRIPE_ARCHIVE (archive));

  if (get_kept (account)->usage != NULL)
    add_missing (archive, get_kept (account)->usage);
}

void
smrt_usage_copy_set_base (SmrtAccount         *account,
                          const SmrtStoreCopy *copy)
{
  Kept *kept;

  g_return_if_fail (SMRT_IS_ACCOUNT (account) && copy != NULL);

  kept = get_kept (account);
  g_clear_pointer (&kept->base, smrt_store_copy_free);
  kept->base = smrt_store_copy_new (copy->archive, copy->customer_id, copy->as_of);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!smrt_store_keep_copy_finish (SMRT_STORE (source), result, &error))
    g_message ("The usage is not in the offline copy: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* The store may be reading the archive that it was given before: so the copy gets
 * one of its own. */
void
smrt_usage_copy_keep (SmrtAccount       *account,
                      SmrtStripeArchive *archive,
                      gint64             as_of,
                      GTask             *task)
{
  g_autoptr (GTask) done = task;
  g_autoptr (SmrtStripeArchive) whole = NULL;
  g_autoptr (SmrtStoreCopy) copy = NULL;
  SmrtStore *store;
  Kept *kept;

  g_return_if_fail (SMRT_IS_ACCOUNT (account) && SMRT_IS_STRIPE_ARCHIVE (archive));

  smrt_stripe_archive_add_text (archive, TIME_KEY, g_strdup_printf ("{\"as_of\":%" G_GINT64_FORMAT "}", as_of));
  kept = get_kept (account);
  g_set_object (&kept->usage, archive);
  store = smrt_account_get_store (account);
  if (kept->base == NULL || store == NULL)
    {
      g_task_return_boolean (done, TRUE);
      return;
    }

  whole = smrt_stripe_archive_new ();
  add_missing (whole, archive);
  add_missing (whole, kept->base->archive);
  copy = smrt_store_copy_new (whole, kept->base->customer_id, kept->base->as_of);
  smrt_store_keep_copy_async (store, copy, smrt_account_get_catalogue (account), NULL, kept_cb,
                              g_steal_pointer (&done));
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_usage_reading_run_finish (SMRT_USAGE_READING (source), result, &error))
    g_message ("The usage of the offline copy is not shown: %s", error->message);
}

void
smrt_usage_copy_show (SmrtAccount         *account,
                      const SmrtStoreCopy *copy)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SmrtStripeClient) client = NULL;
  g_autoptr (SmrtUsageReading) reading = NULL;
  gint64 as_of;

  g_return_if_fail (SMRT_IS_ACCOUNT (account) && copy != NULL);

  smrt_usage_copy_set_base (account, copy);
  node = smrt_stripe_archive_find (copy->archive, TIME_KEY, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  as_of = json_object_get_int_member_with_default (json_node_get_object (node), "as_of", 0);
  if (as_of <= 0 || get_kept (account)->usage != NULL)
    return;

  get_kept (account)->usage = g_object_ref (copy->archive);
  client = smrt_stripe_client_new_replaying (copy->archive, as_of);
  reading = smrt_usage_reading_new (account, client);
  smrt_usage_reading_run_async (reading, NULL, shown_cb, NULL);
}
