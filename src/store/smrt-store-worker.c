/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-worker.h"

/* Steps of SQLite's machine between two looks at the cancellable. */
#define STEPS 1000

/* A scan reads ahead of the disk's cache anyway; what is kept is for the inner
 * pages of the trees. */
#define READER_CACHE_KIB 4096
#define WRITER_CACHE_KIB 256

struct _SmrtStoreWorker
{
  gatomicrefcount ref_count;
  GThread *thread;
  GAsyncQueue *jobs;
  SmrtStoreFile *file;
  SmrtStoreWorker *writer;
  int closing;

  /* Of the thread alone. */
  SmrtDatabase *database;
  unsigned int epoch;
};

typedef struct
{
  SmrtStoreWorker *worker;
  SmrtStoreWork work;
  gpointer data;
  GCancellable *cancellable;

  /* Of a task. */
  GTask *task;
  GDestroyNotify free_result;
  SmrtStoreDone done;

  /* Of one that is waited for. */
  GMutex *lock;
  GCond *cond;
  gboolean finished;

  gpointer result;
  GError *error;
  gboolean stop;
} Job;

static gboolean
return_task_cb (gpointer data)
{
  Job *job = data;

  if (job->done != NULL)
    job->done (job->task, job->error == NULL ? job->result : NULL);

  if (job->error != NULL)
    {
      if (job->result != NULL && job->free_result != NULL)
        job->free_result (job->result);
      g_task_return_error (job->task, job->error);
    }
  else
    g_task_return_pointer (job->task, job->result, job->free_result);

  g_object_unref (job->task);
  g_clear_object (&job->cancellable);
  g_free (job);

  return G_SOURCE_REMOVE;
}

/* The task goes back to where it came from before it is let go of, so that
 * nothing of the program ends on this thread. */
static void
finish (Job *job)
{
  g_autoptr (GSource) source = NULL;

  if (job->task == NULL && job->stop)
    {
      g_free (job);
      return;
    }
  if (job->task == NULL)
    {
      g_mutex_lock (job->lock);
      job->finished = TRUE;
      g_cond_signal (job->cond);
      g_mutex_unlock (job->lock);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, return_task_cb, job, NULL);
  g_source_set_static_name (source, "smrt-store");
  g_source_attach (source, g_task_get_context (job->task));
}

static gboolean
set_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store is closed");

  return FALSE;
}

static int
interrupt_cb (gpointer data)
{
  Job *job = data;

  return g_atomic_int_get (&job->worker->closing) || g_cancellable_is_cancelled (job->cancellable);
}

gpointer
smrt_store_worker_open (SmrtDatabase  *database,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  return NULL;
}

static gpointer
do_nothing (SmrtDatabase  *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return NULL;
}

static gboolean
open_database (SmrtStoreWorker  *self,
               GError          **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->database != NULL && self->epoch == smrt_store_file_get_epoch (self->file))
    return TRUE;

  g_clear_pointer (&self->database, smrt_database_close);
  if (self->writer == NULL)
    self->database = smrt_store_file_open_or_replace (self->file, WRITER_CACHE_KIB, error);
  else
    {
      smrt_store_worker_wait (self->writer, do_nothing, NULL, NULL, &local_error);
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        self->database = smrt_store_file_open (self->file, READER_CACHE_KIB, error);
    }
  self->epoch = smrt_store_file_get_epoch (self->file);

  return self->database != NULL;
}

static void
do_job (SmrtStoreWorker *self,
        Job             *job)
{
  sqlite3 *handle;

  if (g_atomic_int_get (&self->closing))
    {
      set_closed (&job->error);
      return;
    }
  if (job->work == smrt_store_worker_open && self->writer == NULL && smrt_store_file_get_damaged (self->file))
    g_clear_pointer (&self->database, smrt_database_close);
  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error) || !open_database (self, &job->error))
    return;

  handle = smrt_database_get_handle (self->database);
  sqlite3_progress_handler (handle, STEPS, interrupt_cb, job);
  job->result = job->work (self->database, job->data, job->cancellable, &job->error);
  sqlite3_progress_handler (handle, 0, NULL, NULL);

  if (job->error == NULL)
    return;

  smrt_database_rollback (self->database);
  if (g_error_matches (job->error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT))
    smrt_store_file_set_damaged (self->file);
  else if (g_error_matches (job->error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FAILED) &&
           (g_atomic_int_get (&self->closing) || g_cancellable_is_cancelled (job->cancellable)))
    {
      g_clear_error (&job->error);
      if (g_atomic_int_get (&self->closing))
        set_closed (&job->error);
      else
        g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
    }
}

static gpointer
run_thread (gpointer data)
{
  SmrtStoreWorker *self = data;
  gboolean stop = FALSE;

  while (!stop)
    {
      Job *job = g_async_queue_pop (self->jobs);

      stop = job->stop;
      if (stop)
        g_clear_pointer (&self->database, smrt_database_close);
      else
        do_job (self, job);
      finish (job);
    }

  return NULL;
}

SmrtStoreWorker *
smrt_store_worker_new (const char      *name,
                       SmrtStoreFile   *file,
                       SmrtStoreWorker *writer)
{
  SmrtStoreWorker *self = g_new0 (SmrtStoreWorker, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->jobs = g_async_queue_new ();
  self->file = smrt_store_file_ref (file);
  self->writer = writer != NULL ? smrt_store_worker_ref (writer) : NULL;
  self->thread = g_thread_new (name, run_thread, self);

  return self;
}

SmrtStoreWorker *
smrt_store_worker_ref (SmrtStoreWorker *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_store_worker_close (SmrtStoreWorker *self,
                         GTask           *task)
{
  Job *job = g_new0 (Job, 1);
  gboolean open;

  job->task = task;
  job->stop = TRUE;

  g_async_queue_lock (self->jobs);
  open = !g_atomic_int_get (&self->closing);
  g_atomic_int_set (&self->closing, TRUE);
  if (open)
    g_async_queue_push_unlocked (self->jobs, job);
  g_async_queue_unlock (self->jobs);

  if (!open)
    finish (job);
}

void
smrt_store_worker_unref (SmrtStoreWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  smrt_store_worker_close (self, NULL);
  g_thread_join (self->thread);
  g_clear_pointer (&self->writer, smrt_store_worker_unref);
  smrt_store_file_unref (self->file);
  g_async_queue_unref (self->jobs);
  g_free (self);
}

static gboolean
push (SmrtStoreWorker *self,
      Job             *job)
{
  gboolean open;

  g_async_queue_lock (self->jobs);
  open = !g_atomic_int_get (&self->closing);
  if (open)
    g_async_queue_push_unlocked (self->jobs, job);
  g_async_queue_unlock (self->jobs);

  return open;
}

void
smrt_store_worker_run (SmrtStoreWorker *self,
                       GTask           *task,
                       SmrtStoreWork    work,
                       GDestroyNotify   free_result,
                       SmrtStoreDone    done)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Job *job = g_new0 (Job, 1);

  job->worker = self;
  job->work = work;
  job->data = g_task_get_task_data (task);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->task = task;
  job->free_result = free_result;
  job->done = done;

  if (!push (self, job))
    {
      set_closed (&job->error);
      finish (job);
    }
}

gpointer
smrt_store_worker_wait (SmrtStoreWorker  *self,
                        SmrtStoreWork     work,
                        gpointer          data,
                        GCancellable     *cancellable,
                        GError          **error)
{
  GMutex lock;
  GCond cond;
  Job job = { .worker = self, .work = work, .data = data, .cancellable = cancellable, .lock = &lock, .cond = &cond };

  g_mutex_init (&lock);
  g_cond_init (&cond);

  if (push (self, &job))
    {
      g_mutex_lock (&lock);
      while (!job.finished)
        g_cond_wait (&cond, &lock);
      g_mutex_unlock (&lock);
    }
  else
    set_closed (&job.error);

  g_cond_clear (&cond);
  g_mutex_clear (&lock);
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.result;
}
