/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "smrt-file.h"
#include "smrt-keyring-service.h"

/* What libsecret writes: a header of 16 bytes, the version in two, then the
 * serialized salt, counts and items. */
#define HEADER "GnomeKeyring\n\r\0\n\1"
#define HEADER_SIZE 18
#define CONTENTS_TYPE "(uayutua(a{say}ay))"
#define MAX_FILE_SIZE (16 * 1024 * 1024)
#define MAX_ITERATIONS 1000000

/* A job is done in a thread: deriving the key from the password takes its time,
 * and so does libsecret's look at the portal, which waits for the bus. It is a
 * thread of its own, since a portal that never answers would keep it from all
 * else. */
typedef struct
{
  SmrtKeyringCall *call;
  SmrtKeyringVerb verb;
  GHashTable *attributes;
  char *label;
  SecretValue *value;
  SecretValue *found;
  gboolean is_service;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  smrt_keyring_call_unref (job->call);
  g_hash_table_unref (job->attributes);
  g_free (job->label);
  g_clear_pointer (&job->value, secret_value_unref);
  g_clear_pointer (&job->found, secret_value_unref);
  g_free (job);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return *result;
}

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT, "The file with the secrets is damaged");

  return FALSE;
}

static char *
build_path (void)
{
  const char *test_path = g_getenv ("SECRET_FILE_TEST_PATH");

  if (test_path != NULL && *test_path != '\0')
    return g_strdup (test_path);

  return g_build_filename (g_get_user_data_dir (), "keyrings", SECRET_COLLECTION_DEFAULT ".keyring", NULL);
}

/* Beside the file libsecret leaves the one before, with what was replaced or
 * forgotten. */
static void
remove_backup (void)
{
  g_autofree char *path = build_path ();
  g_autofree char *backup = g_strconcat (path, "~", NULL);

  if (g_unlink (backup) != 0 && errno != ENOENT)
    g_message ("The file with the former secrets stays: %s", g_strerror (errno));
}

/* libsecret 0.20 and 0.21 end the program at a file that was cut off. */
static gboolean
check_file (GError **error)
{
  g_autofree char *path = build_path ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GVariant) contents = NULL;
  g_autoptr (GVariant) salt = NULL;
  g_autoptr (GError) local_error = NULL;
  guint32 salt_size, iterations;

  bytes = smrt_file_load (path, MAX_FILE_SIZE, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (g_bytes_get_size (bytes) < HEADER_SIZE ||
      memcmp (g_bytes_get_data (bytes, NULL), HEADER, HEADER_SIZE) != 0)
    return set_damaged (error);

  body = g_bytes_new_from_bytes (bytes, HEADER_SIZE, g_bytes_get_size (bytes) - HEADER_SIZE);
  contents = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS_TYPE), body, FALSE));
  if (!g_variant_is_normal_form (contents))
    return set_damaged (error);

  g_variant_get (contents, "(u@ayutu@a(a{say}ay))", &salt_size, &salt, &iterations, NULL, NULL, NULL);
  salt_size = GUINT32_FROM_LE (salt_size);
  iterations = GUINT32_FROM_LE (iterations);
  if (salt_size == 0 || g_variant_n_children (salt) != salt_size || iterations == 0 || iterations > MAX_ITERATIONS)
    return set_damaged (error);

  return TRUE;
}

/* Returns: what libsecret has chosen to keep secrets in; G_TYPE_INVALID with an
 *   error */
static GType
choose_backend (GError **error)
{
  static GMutex mutex;
  static SecretBackend *chosen;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autoptr (GAsyncResult) result = NULL;

  /* libsecret shares this one without a reference of its own, so that it must
   * not be let go. */
  if (chosen == NULL)
    {
      secret_backend_get (SECRET_BACKEND_NONE, NULL, keep_result_cb, &result);
      chosen = secret_backend_get_finish (wait_for (&result), error);
    }

  return chosen != NULL ? G_OBJECT_TYPE (chosen) : G_TYPE_INVALID;
}

static SecretBackend *
open_file (GType    type,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GObject) source = NULL;

  g_async_initable_new_async (type, G_PRIORITY_DEFAULT, NULL, keep_result_cb, &result, NULL);
  source = g_async_result_get_source_object (wait_for (&result));

  return SECRET_BACKEND (g_async_initable_new_finish (G_ASYNC_INITABLE (source), result, error));
}

static GList *
search (SecretBackend  *backend,
        GHashTable     *attributes,
        GError        **error)
{
  SecretBackendInterface *interface = SECRET_BACKEND_GET_IFACE (backend);
  g_autoptr (GAsyncResult) result = NULL;

  interface->search (backend, NULL, attributes, SECRET_SEARCH_ALL, NULL, keep_result_cb, &result);

  return interface->search_finish (backend, wait_for (&result), error);
}

/* With another password nothing in the file has the attributes that are looked
 * for: that it is the right one shows only where something can be read. */
static gboolean
check_password (SecretBackend  *backend,
                GError        **error)
{
  g_autoptr (GHashTable) everything = secret_attributes_build (smrt_keyring_call_get_schema (), NULL);
  g_autoptr (GError) local_error = NULL;
  GList *items = search (backend, everything, &local_error);

  g_list_free_full (items, g_object_unref);
  if (local_error == NULL)
    return TRUE;

  g_set_error_literal (error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_WRONG_PASSWORD,
                       "The password does not open the file with the secrets");

  return FALSE;
}

static gboolean
store (Job            *job,
       SecretBackend  *backend,
       GError        **error)
{
  SecretBackendInterface *interface = SECRET_BACKEND_GET_IFACE (backend);
  g_autoptr (GAsyncResult) result = NULL;

  interface->store (backend, smrt_keyring_call_get_schema (), job->attributes, SECRET_COLLECTION_DEFAULT, job->label,
                    job->value, NULL, keep_result_cb, &result);

  if (!interface->store_finish (backend, wait_for (&result), error))
    return FALSE;

  remove_backup ();

  return TRUE;
}

static gboolean
lookup (Job            *job,
        SecretBackend  *backend,
        GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SecretRetrievable *newest = NULL;
  GList *items;

  items = search (backend, job->attributes, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (items == NULL)
    return TRUE;

  for (GList *l = items; l != NULL; l = l->next)
    {
      if (newest == NULL || secret_retrievable_get_modified (l->data) >= secret_retrievable_get_modified (newest))
        newest = l->data;
    }

  secret_retrievable_retrieve_secret (newest, NULL, keep_result_cb, &result);
  job->found = secret_retrievable_retrieve_secret_finish (newest, wait_for (&result), error);
  g_list_free_full (items, g_object_unref);

  return job->found != NULL;
}

static gboolean
clear (Job            *job,
       SecretBackend  *backend,
       GError        **error)
{
  SecretBackendInterface *interface = SECRET_BACKEND_GET_IFACE (backend);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  interface->clear (backend, smrt_keyring_call_get_schema (), job->attributes, NULL, keep_result_cb, &result);
  interface->clear_finish (backend, wait_for (&result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  remove_backup ();

  return TRUE;
}

static gboolean
do_job (Job     *job,
        GError **error)
{
  g_autoptr (SecretBackend) backend = NULL;
  GType type;

  if (!check_file (error))
    return FALSE;

  type = choose_backend (error);
  if (type == G_TYPE_INVALID)
    return FALSE;

  job->is_service = g_type_is_a (type, SECRET_TYPE_SERVICE);
  if (job->is_service)
    return TRUE;

  backend = open_file (type, error);
  if (backend == NULL || !check_password (backend, error))
    return FALSE;

  switch (job->verb)
    {
    case SMRT_KEYRING_VERB_STORE:
      return store (job, backend, error);
    case SMRT_KEYRING_VERB_LOOKUP:
      return lookup (job, backend, error);
    case SMRT_KEYRING_VERB_CLEAR:
      return clear (job, backend, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gpointer
run_job (gpointer data)
{
  static GMutex mutex;
  g_autoptr (GTask) task = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  gboolean done;

  /* The file is written as a whole: of two at once one would be lost, or would
   * not see what the other did. */
  g_mutex_lock (&mutex);
  g_main_context_push_thread_default (context);
  done = do_job (g_task_get_task_data (task), &error);
  g_main_context_pop_thread_default (context);
  g_mutex_unlock (&mutex);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);

  return NULL;
}

static void
job_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    smrt_keyring_call_return_error (job->call, error);
  else if (job->is_service && !smrt_keyring_call_is_over (job->call))
    smrt_keyring_service_run (job->call);
  else if (job->verb == SMRT_KEYRING_VERB_LOOKUP)
    smrt_keyring_call_return_value (job->call, job->found);
  else
    smrt_keyring_call_return_done (job->call);
}

gboolean
smrt_keyring_file_is_possible (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  if (g_strcmp0 (backend, "file") == 0)
    return TRUE;

  /* Another name would leave libsecret without any. */
  if (backend != NULL && *backend != '\0' && !g_str_equal (backend, "service"))
    return FALSE;

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

void
smrt_keyring_file_run (SmrtKeyringCall *call)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, job_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->call = smrt_keyring_call_ref (call);
  job->verb = smrt_keyring_call_get_verb (call);
  job->attributes = smrt_keyring_call_dup_attributes (call);
  job->label = g_strdup (smrt_keyring_call_get_label (call));
  if (smrt_keyring_call_get_value (call) != NULL)
    job->value = secret_value_ref (smrt_keyring_call_get_value (call));

  g_task_set_source_tag (task, smrt_keyring_file_run);
  g_task_set_task_data (task, job, free_job);
  g_thread_unref (g_thread_new ("keyring file", run_job, g_steal_pointer (&task)));
}
