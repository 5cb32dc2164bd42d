/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-copy.h"

#include "smrt-account-words.h"
#include "smrt-database.h"
#include "smrt-reading.h"
#include "smrt-usage-copy.h"

#define N_RECENT 100

/* One that is under way; all who wait for it are told together. */
typedef struct
{
  SmrtAccount *account;       /* unowned: its tasks hold it */
  GPtrArray *tasks;
  SmrtStore *store;
  SmrtStoreCopy *copy;
  SmrtReading *reading;
  GPtrArray *credits;
  GError *problem;
} Opening;

static GQuark opening_quark (void);
static GQuark key_quark (void);

G_DEFINE_QUARK (smrt-copy-opening, opening)
G_DEFINE_QUARK (smrt-copy-key, key)

/* The stores of this process by their paths: two accounts of one file share one
 * store, and who forgets a copy finds who has it open. */
static GHashTable *stores;

static void
store_gone_cb (gpointer  data,
               GObject  *store)
{
  g_hash_table_remove (stores, data);
}

static char *
create_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "smrtphone-plans", "accounts", name, NULL);
}

static char *
dup_profile_path (SmrtProfile *profile)
{
  g_autofree char *name = g_strconcat (smrt_profile_get_id (profile), ".db", NULL);

  return create_path (name);
}

/* Each role of the demo account sees what it may see. */
static char *
dup_demo_path (SmrtSession *session)
{
  g_autoptr (GEnumClass) roles = g_type_class_ref (SMRT_TYPE_ROLE);
  const char *database = smrt_session_get_demo_path (session);

  if (database == NULL)
    return NULL;

  return g_strdup_printf ("%s-copy-%s.db", database,
                          g_enum_get_value (roles, smrt_session_get_demo_role (session))->value_nick);
}

char *
smrt_copy_dup_path (SmrtAccount *account)
{
  SmrtSession *session;
  SmrtProfile *profile;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  session = smrt_account_get_session (account);
  if (smrt_session_get_demo (session))
    return dup_demo_path (session);

  /* Who is not in the list, or was signed out of, leaves nothing behind. */
  profile = smrt_session_get_profile (session);

  return profile != NULL && smrt_profile_get_signed_in (profile) ? dup_profile_path (profile) : NULL;
}

static SmrtStore *
find_store (const char *path)
{
  return stores != NULL ? g_hash_table_lookup (stores, path) : NULL;
}

static void
drop_store (SmrtStore *store)
{
  const char *path = smrt_store_get_path (store);

  if (path == NULL || find_store (path) != store)
    return;

  g_object_weak_unref (G_OBJECT (store), store_gone_cb, g_object_get_qdata (G_OBJECT (store), key_quark ()));
  g_hash_table_remove (stores, path);
}

static SmrtStore *
take_store (const char *path)
{
  SmrtStore *store = path != NULL ? find_store (path) : NULL;
  char *key;

  if (store != NULL)
    return g_object_ref (store);

  store = smrt_store_new (path, smrt_account_words_get ());
  if (path != NULL)
    {
      if (stores == NULL)
        stores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      key = g_strdup (path);
      g_hash_table_insert (stores, key, store);
      g_object_set_qdata (G_OBJECT (store), key_quark (), key);
      g_object_weak_ref (G_OBJECT (store), store_gone_cb, key);
    }

  return store;
}

static void
free_opening (Opening *opening)
{
  g_ptr_array_unref (opening->tasks);
  g_clear_object (&opening->store);
  g_clear_pointer (&opening->copy, smrt_store_copy_free);
  g_clear_object (&opening->reading);
  g_clear_pointer (&opening->credits, g_ptr_array_unref);
  g_clear_error (&opening->problem);
  g_free (opening);
}

/* Takes over @error. */
static void
finish (Opening *opening,
        GError  *error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_ref (opening->tasks);

  g_object_set_qdata (G_OBJECT (opening->account), opening_quark (), NULL);
  free_opening (opening);

  for (unsigned int i = 0; i < tasks->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (tasks, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
  g_clear_error (&error);
}

/* What cannot be shown is read again: that is no error for anybody. */
static void
finish_without (Opening *opening,
                GError  *error)
{
  if (error != NULL)
    g_message ("The offline copy is not shown: %s", error->message);
  g_clear_error (&error);

  finish (opening, NULL);
}

static void
invoices_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) invoices = smrt_store_load_recent_finish (SMRT_STORE (source), result, &error);

  if (invoices == NULL)
    {
      finish_without (opening, error);
      return;
    }

  if (!smrt_account_get_loaded (opening->account))
    {
      smrt_store_set_catalogue (opening->store, smrt_reading_get_catalogue (opening->reading));
      smrt_account_take_usage_subscriptions (opening->account,
                                             smrt_reading_get_usage_subscriptions (opening->reading));
      smrt_account_show_copy (opening->account, smrt_reading_get_catalogue (opening->reading),
                              smrt_reading_get_customer (opening->reading),
                              smrt_reading_get_subscriptions (opening->reading), opening->credits, invoices,
                              opening->copy->as_of);
      smrt_usage_copy_show (opening->account, opening->copy);
    }
  finish (opening, NULL);
}

static void
credits_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  opening->credits = smrt_store_load_recent_finish (SMRT_STORE (source), result, &error);
  if (opening->credits == NULL)
    finish_without (opening, error);
  else
    smrt_store_load_recent_async (opening->store, SMRT_STORE_TABLE_INVOICES, N_RECENT, NULL, invoices_cb, opening);
}

static void
replayed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  if (!smrt_reading_run_finish (SMRT_READING (source), result, &error))
    finish_without (opening, error);
  else
    smrt_store_load_recent_async (opening->store, SMRT_STORE_TABLE_CREDITS, N_RECENT, NULL, credits_cb, opening);
}

static void
copy_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Opening *opening = user_data;
  SmrtSession *session = smrt_account_get_session (opening->account);
  g_autoptr (SmrtStripeClient) client = NULL;
  GError *error = NULL;

  opening->copy = smrt_store_load_copy_finish (SMRT_STORE (source), result, &error);
  if (opening->copy == NULL || smrt_account_get_loaded (opening->account) ||
      g_strcmp0 (opening->copy->customer_id, smrt_session_get_customer_id (session)) != 0)
    {
      finish_without (opening, error);
      return;
    }

  client = smrt_stripe_client_new_replaying (opening->copy->archive, opening->copy->as_of);
  opening->reading = smrt_reading_new (client, opening->copy->customer_id);
  smrt_reading_run_async (opening->reading, NULL, replayed_cb, opening);
}

static void open_store (Opening    *opening,
                        const char *path);

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opening *opening = user_data;
  SmrtStore *store = SMRT_STORE (source);
  GError *error = NULL;

  if (!smrt_store_open_finish (store, result, &error))
    {
      drop_store (store);
      if (smrt_store_get_path (store) == NULL)
        {
          finish (opening, error);
          return;
        }

      g_message ("No offline copy is kept: %s", error->message);
      opening->problem = error;
      open_store (opening, NULL);
      return;
    }

  smrt_account_set_store (opening->account, store, opening->problem);
  if (smrt_store_get_path (store) == NULL || smrt_account_get_loaded (opening->account))
    finish (opening, NULL);
  else
    smrt_store_load_copy_async (store, NULL, copy_cb, opening);
}

static void
open_store (Opening    *opening,
            const char *path)
{
  g_clear_object (&opening->store);
  opening->store = take_store (path);
  smrt_store_open_async (opening->store, NULL, opened_cb, opening);
}

static Opening *
get_opening (SmrtAccount *account)
{
  return g_object_get_qdata (G_OBJECT (account), opening_quark ());
}

static Opening *
begin_opening (SmrtAccount *account)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->account = account;
  opening->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_set_qdata (G_OBJECT (account), opening_quark (), opening);

  return opening;
}

void
smrt_copy_open_async (SmrtAccount         *account,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (SMRT_IS_ACCOUNT (account));

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_copy_open_async);

  opening = get_opening (account);
  if (opening == NULL && smrt_account_get_store (account) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (opening != NULL)
    g_ptr_array_add (opening->tasks, g_steal_pointer (&task));
  else
    {
      g_autofree char *path = smrt_copy_dup_path (account);

      opening = begin_opening (account);
      g_ptr_array_add (opening->tasks, g_steal_pointer (&task));
      open_store (opening, path);
    }
}

gboolean
smrt_copy_open_finish (SmrtAccount   *account,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_copy_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_copy_give_up_async (SmrtAccount         *account,
                         SmrtStore           *store,
                         const GError        *problem,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (SMRT_IS_ACCOUNT (account) && SMRT_IS_STORE (store));
  g_return_if_fail (problem != NULL);

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_copy_give_up_async);

  opening = get_opening (account);
  if (opening == NULL && smrt_account_get_store (account) != store)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (opening == NULL && smrt_store_get_path (store) == NULL)
    {
      g_task_return_error (task, g_error_copy (problem));
      return;
    }

  if (opening != NULL)
    g_ptr_array_add (opening->tasks, g_steal_pointer (&task));
  else
    {
      opening = begin_opening (account);
      g_ptr_array_add (opening->tasks, g_steal_pointer (&task));
      if (g_error_matches (problem, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT) &&
          smrt_store_get_set_aside (store) == NULL)
        {
          g_message ("The offline copy is damaged: %s", problem->message);
          opening->store = g_object_ref (store);
          smrt_store_open_async (store, NULL, opened_cb, opening);
        }
      else
        {
          g_message ("No offline copy is kept any more: %s", problem->message);
          opening->problem = g_error_copy (problem);
          open_store (opening, NULL);
        }
    }
}

gboolean
smrt_copy_give_up_finish (SmrtAccount   *account,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_copy_give_up_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forget_file (GTask *task)
{
  GError *error = NULL;

  if (smrt_store_forget (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!smrt_store_close_finish (SMRT_STORE (source), result, &error))
    g_message ("The offline copy was not closed: %s", error->message);
  forget_file (task);
}

void
smrt_copy_forget_async (SmrtProfile         *profile,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SmrtStore *store;

  g_return_if_fail (SMRT_IS_PROFILE (profile));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, smrt_copy_forget_async);
  g_task_set_task_data (task, dup_profile_path (profile), g_free);

  store = find_store (g_task_get_task_data (task));
  if (store == NULL)
    {
      forget_file (task);
      return;
    }

  /* Who signs in again meanwhile gets a store of their own. */
  g_object_ref (store);
  drop_store (store);
  smrt_store_close_async (store, closed_cb, g_steal_pointer (&task));
  g_object_unref (store);
}

gboolean
smrt_copy_forget_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_copy_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
