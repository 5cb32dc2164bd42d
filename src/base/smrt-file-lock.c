/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-file-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _SmrtFileLock
{
  int file;
};

/* Shared by the one who waits and the thread that waits for them. */
typedef struct
{
  GTask *task;
  GSource *patience;
  SmrtFileLock *lock;
} Wait;

static void
free_wait (Wait *wait)
{
  g_clear_pointer (&wait->lock, smrt_file_lock_free);
  g_clear_pointer (&wait->patience, g_source_unref);
  g_object_unref (wait->task);
  g_free (wait);
}

static int
open_file (const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file;

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      (file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
      return -1;
    }

  return file;
}

/* Who has waited too long is gone: the lock is let go again with the wait. */
static gboolean
taken_cb (gpointer user_data)
{
  Wait *wait = user_data;

  g_source_destroy (wait->patience);
  if (!g_task_get_completed (wait->task) && !g_task_had_error (wait->task))
    g_task_return_pointer (wait->task, g_steal_pointer (&wait->lock), (GDestroyNotify) smrt_file_lock_free);

  return G_SOURCE_REMOVE;
}

static gpointer
wait_in_thread (gpointer data)
{
  Wait *wait = data;
  g_autoptr (GSource) taken = NULL;
  int status;

  do
    status = flock (wait->lock->file, LOCK_EX);
  while (status != 0 && errno == EINTR);

  taken = g_idle_source_new ();
  g_source_set_priority (taken, G_PRIORITY_DEFAULT);
  g_source_set_callback (taken, taken_cb, wait, (GDestroyNotify) free_wait);
  g_source_attach (taken, g_task_get_context (wait->task));

  return NULL;
}

static gboolean
patience_cb (gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Another process holds the lock");

  return G_SOURCE_REMOVE;
}

static void
wait_for_other (GTask        *task,
                SmrtFileLock *lock,
                unsigned int  patience_ms)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->task = g_object_ref (task);
  wait->lock = lock;
  wait->patience = g_timeout_source_new (patience_ms);
  g_source_set_callback (wait->patience, patience_cb, g_object_ref (task), g_object_unref);
  g_source_attach (wait->patience, g_task_get_context (task));

  g_thread_unref (g_thread_new ("file-lock", wait_in_thread, wait));
}

void
smrt_file_lock_take_async (const char          *path,
                           unsigned int         patience_ms,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  SmrtFileLock *lock;
  int file;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, smrt_file_lock_take_async);

  file = open_file (path, &error);
  if (file < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  lock = g_new0 (SmrtFileLock, 1);
  lock->file = file;
  if (flock (file, LOCK_EX | LOCK_NB) == 0)
    g_task_return_pointer (task, lock, (GDestroyNotify) smrt_file_lock_free);
  else
    wait_for_other (task, lock, patience_ms);
}

SmrtFileLock *
smrt_file_lock_take_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_file_lock_take_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_file_lock_free (SmrtFileLock *self)
{
  g_return_if_fail (self != NULL);

  close (self->file);
  g_free (self);
}
