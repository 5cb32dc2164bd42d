/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store-file.h"

G_BEGIN_DECLS

/**
 * SmrtStoreWorker:
 *
 * A thread with a connection to the file of a store, which does one piece of
 * work after the other. The connection is made for the first one.
 */
typedef struct _SmrtStoreWorker SmrtStoreWorker;

/**
 * SmrtStoreWork:
 * @database: the worker's connection
 * @data: what it is about
 * @cancellable: (nullable): SQLite is interrupted by it; work that takes long
 *   without SQLite asks it
 * @error: return location for any error; a rollback is made where a transaction
 *   was left open
 *
 * Runs on the worker's thread.
 *
 * Returns: the result
 */
typedef gpointer (*SmrtStoreWork) (SmrtDatabase  *database,
                                   gpointer       data,
                                   GCancellable  *cancellable,
                                   GError       **error);

/**
 * SmrtStoreDone:
 * @task: the task, before it returns
 * @result: what it will return; %NULL where that is an error
 *
 * Runs where the task was made.
 */
typedef void (*SmrtStoreDone) (GTask    *task,
                               gpointer  result);

/**
 * smrt_store_worker_new:
 * @name: the name of the thread
 * @file: what is opened
 * @writer: (nullable): the worker that opens the file before this one does, and
 *   that sets it aside where it is damaged; %NULL for that worker itself
 */
SmrtStoreWorker *smrt_store_worker_new  (const char       *name,
                                         SmrtStoreFile    *file,
                                         SmrtStoreWorker  *writer);

/**
 * smrt_store_worker_close:
 * @task: (transfer full) (nullable): returned, with %NULL, once the connection
 *   is closed
 *
 * Interrupts what is under way, refuses what comes, and ends the thread after
 * it. Does not wait.
 */
void             smrt_store_worker_close (SmrtStoreWorker *self,
                                          GTask           *task);

/**
 * smrt_store_worker_unref:
 *
 * The last one closes the worker and waits for it.
 */
void             smrt_store_worker_unref (SmrtStoreWorker *self);
SmrtStoreWorker *smrt_store_worker_ref  (SmrtStoreWorker  *self);

/**
 * smrt_store_worker_run:
 * @task: (transfer full): returned in its own context, with the result as a
 *   pointer; its task data goes to @work
 * @work: what is to be done
 * @free_result: (nullable): frees a result that nobody took
 * @done: (nullable): called before the task returns
 */
void             smrt_store_worker_run  (SmrtStoreWorker  *self,
                                         GTask            *task,
                                         SmrtStoreWork     work,
                                         GDestroyNotify    free_result,
                                         SmrtStoreDone     done);

/**
 * smrt_store_worker_open:
 *
 * #SmrtStoreWork that opens the file and does nothing else. For the worker that
 * writes: a file that was found damaged while it was open is set aside first.
 */
gpointer         smrt_store_worker_open (SmrtDatabase     *database,
                                         gpointer          data,
                                         GCancellable     *cancellable,
                                         GError          **error);

/**
 * smrt_store_worker_wait:
 *
 * Does a piece of work and waits for it. Not to be called on the worker's own
 * thread.
 *
 * Returns: what @work gave
 */
gpointer         smrt_store_worker_wait (SmrtStoreWorker  *self,
                                         SmrtStoreWork     work,
                                         gpointer          data,
                                         GCancellable     *cancellable,
                                         GError          **error);

G_END_DECLS
