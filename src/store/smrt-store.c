/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-private.h"

#include "smrt-store-reader.h"
#include "smrt-store-reword.h"
#include "smrt-store-writer.h"

struct _SmrtStore
{
  GObject parent_instance;

  char *path;
  char *set_aside;
  const SmrtStoreWords *words;
  SmrtStoreWording *wording;
  GCancellable *rewording; /* while rows are put into words anew */
  GMainContext *context;

  GMutex lock;
  SmrtStoreFile *file;
  SmrtStoreWorker *writer;
  SmrtStoreWorker *reader;
  gboolean closed;
};

enum
{
  PROP_PATH = 1,
  PROP_WORDS,
  PROP_SET_ASIDE,
  PROP_REWORDING,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SmrtStore, smrt_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static void continue_rewording (SmrtStore *self);

static SmrtStoreWorker *
get_writer (SmrtStore *self)
{
  if (self->writer == NULL)
    {
      self->writer = smrt_store_worker_new ("store-writer", self->file, NULL);
      if (self->closed)
        smrt_store_worker_close (self->writer, NULL);
    }

  return self->writer;
}

static SmrtStoreWorker *
get_reader (SmrtStore *self)
{
  if (self->path == NULL)
    return get_writer (self);

  if (self->reader == NULL)
    {
      self->reader = smrt_store_worker_new ("store-reader", self->file, get_writer (self));
      if (self->closed)
        smrt_store_worker_close (self->reader, NULL);
    }

  return self->reader;
}

SmrtStoreWorker *
smrt_store_ref_reader (SmrtStore *self)
{
  SmrtStoreWorker *worker;

  g_mutex_lock (&self->lock);
  worker = smrt_store_worker_ref (get_reader (self));
  g_mutex_unlock (&self->lock);

  return worker;
}

/* Before there is a list, one connection does for what little is read. */
static SmrtStoreWorker *
ref_worker (SmrtStore *self,
            gboolean   writes)
{
  SmrtStoreWorker *worker;

  g_mutex_lock (&self->lock);
  worker = smrt_store_worker_ref (writes || self->reader == NULL ? get_writer (self) : self->reader);
  g_mutex_unlock (&self->lock);

  return worker;
}

static void
run (SmrtStore      *self,
     gboolean        writes,
     GTask          *task,
     SmrtStoreWork   work,
     GDestroyNotify  free_result,
     SmrtStoreDone   done)
{
  SmrtStoreWorker *worker = ref_worker (self, writes);

  smrt_store_worker_run (worker, task, work, free_result, done);
  smrt_store_worker_unref (worker);
}

static void
emit_changed (SmrtStore    *self,
              unsigned int  changed)
{
  for (SmrtStoreTable table = SMRT_STORE_TABLE_CREDITS; table <= SMRT_STORE_TABLE_INVOICES; table++)
    if (changed & (1u << table))
      g_signal_emit (self, signals[CHANGED], 0, table);
}

static void
note_written (GTask    *task,
              gpointer  result)
{
  SmrtStore *self = g_task_get_source_object (task);
  unsigned int changed = GPOINTER_TO_UINT (result);

  emit_changed (self, changed);
  if (changed & SMRT_STORE_REWORD)
    continue_rewording (self);
}

static void
note_opened (GTask    *task,
             gpointer  result)
{
  SmrtStore *self = g_task_get_source_object (task);
  g_autofree char *set_aside = smrt_store_file_dup_set_aside (self->file);

  if (g_strcmp0 (set_aside, self->set_aside) == 0)
    return;

  g_free (self->set_aside);
  self->set_aside = g_steal_pointer (&set_aside);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET_ASIDE]);
  emit_changed (self, ~0u);
}

/* Of the store itself it holds nothing: a store that nobody needs any more does
 * not wait for this. */
static void
reworded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree GWeakRef *weak = user_data;
  g_autoptr (SmrtStore) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  unsigned int done = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), &error));

  g_weak_ref_clear (weak);
  if (self == NULL)
    return;

  /* What was done is to be seen, even if another one has taken its place. */
  if (error != NULL)
    g_debug ("Rows keep their words: %s", error->message);
  else
    emit_changed (self, done);
  if (g_task_get_cancellable (G_TASK (result)) != self->rewording)
    return;

  g_clear_object (&self->rewording);
  if (done & SMRT_STORE_REWORD)
    continue_rewording (self);
  else if (self->rewording == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REWORDING]);
}

static void
stop_rewording (SmrtStore *self)
{
  if (self->rewording == NULL)
    return;

  g_cancellable_cancel (self->rewording);
  g_clear_object (&self->rewording);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REWORDING]);
}

static void
start_rewording (SmrtStore     *self,
                 SmrtStoreWork  work)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  GTask *task;

  stop_rewording (self);
  self->rewording = g_cancellable_new ();
  g_weak_ref_init (weak, self);

  g_main_context_push_thread_default (self->context);
  task = g_task_new (NULL, self->rewording, reworded_cb, weak);
  g_main_context_pop_thread_default (self->context);
  g_task_set_source_tag (task, start_rewording);
  /* What was written by then was written. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, smrt_store_wording_ref (self->wording), (GDestroyNotify) smrt_store_wording_unref);
  run (self, TRUE, task, work, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REWORDING]);
}

static void
continue_rewording (SmrtStore *self)
{
  start_rewording (self, smrt_store_reword_continue);
}

static void
smrt_store_dispose (GObject *object)
{
  stop_rewording (SMRT_STORE (object));

  G_OBJECT_CLASS (smrt_store_parent_class)->dispose (object);
}

static void
smrt_store_finalize (GObject *object)
{
  SmrtStore *self = SMRT_STORE (object);

  g_clear_pointer (&self->reader, smrt_store_worker_unref);
  g_clear_pointer (&self->writer, smrt_store_worker_unref);
  g_clear_pointer (&self->file, smrt_store_file_unref);
  g_clear_pointer (&self->wording, smrt_store_wording_unref);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->set_aside);

  G_OBJECT_CLASS (smrt_store_parent_class)->finalize (object);
}

static void
smrt_store_constructed (GObject *object)
{
  SmrtStore *self = SMRT_STORE (object);

  G_OBJECT_CLASS (smrt_store_parent_class)->constructed (object);

  self->file = smrt_store_file_new (self->path);
  self->wording = smrt_store_wording_new (self->words, NULL);
}

static void
smrt_store_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SmrtStore *self = SMRT_STORE (object);

  switch (prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_WORDS:
      g_value_set_pointer (value, (gpointer) self->words);
      break;
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;
    case PROP_REWORDING:
      g_value_set_boolean (value, self->rewording != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_store_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  SmrtStore *self = SMRT_STORE (object);

  switch (prop_id)
    {
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    case PROP_WORDS:
      self->words = g_value_get_pointer (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_store_class_init (SmrtStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_store_dispose;
  object_class->finalize = smrt_store_finalize;
  object_class->constructed = smrt_store_constructed;
  object_class->get_property = smrt_store_get_property;
  object_class->set_property = smrt_store_set_property;

  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORDS] =
    g_param_spec_pointer ("words", NULL, NULL,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SET_ASIDE] =
    g_param_spec_string ("set-aside", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REWORDING] =
    g_param_spec_boolean ("rewording", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, SMRT_TYPE_STORE_TABLE);
}

static void
smrt_store_init (SmrtStore *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
}

SmrtStore *
smrt_store_new (const char           *path,
                const SmrtStoreWords *words)
{
  return g_object_new (SMRT_TYPE_STORE, "path", path, "words", words, NULL);
}

const char *
smrt_store_get_path (SmrtStore *self)
{
  g_return_val_if_fail (SMRT_IS_STORE (self), NULL);

  return self->path;
}

const char *
smrt_store_get_set_aside (SmrtStore *self)
{
  g_return_val_if_fail (SMRT_IS_STORE (self), NULL);

  return self->set_aside;
}

static gboolean
finish_writing (SmrtStore     *self,
                GAsyncResult  *result,
                GError       **error)
{
  GError *local_error = NULL;
  unsigned int changed;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  changed = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), &local_error));
  if (local_error == NULL && (changed & SMRT_STORE_MOVED))
    g_set_error_literal (&local_error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED, "The table has other ends by now");
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);

  return FALSE;
}

static gpointer
finish_reading (SmrtStore     *self,
                GAsyncResult  *result,
                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_store_open_async (SmrtStore           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_store_open_async);
  run (self, TRUE, task, smrt_store_worker_open, NULL, note_opened);
}

gboolean
smrt_store_open_finish (SmrtStore     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return finish_writing (self, result, error);
}

static void
worker_closed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  unsigned int *n_open = g_task_get_task_data (task);

  if (--*n_open == 0)
    g_task_return_pointer (task, NULL, NULL);
}

void
smrt_store_close_async (SmrtStore           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  unsigned int *n_open;

  g_return_if_fail (SMRT_IS_STORE (self));

  stop_rewording (self);

  n_open = g_new0 (unsigned int, 1);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, smrt_store_close_async);
  g_task_set_task_data (task, n_open, g_free);

  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  *n_open = self->reader != NULL ? 2 : 1;
  if (self->reader != NULL)
    smrt_store_worker_close (self->reader, g_task_new (NULL, NULL, worker_closed_cb, g_object_ref (task)));
  smrt_store_worker_close (get_writer (self), g_task_new (NULL, NULL, worker_closed_cb, g_object_ref (task)));
  g_mutex_unlock (&self->lock);
  g_object_unref (task);
}

gboolean
smrt_store_close_finish (SmrtStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return finish_writing (self, result, error);
}

gboolean
smrt_store_get_rewording (SmrtStore *self)
{
  g_return_val_if_fail (SMRT_IS_STORE (self), FALSE);

  return self->rewording != NULL;
}

gboolean
smrt_store_forget (const char  *path,
                   GError     **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return smrt_store_file_forget (path, error);
}

static void
ask (SmrtStore           *self,
     SmrtStoreTable       table,
     unsigned int         n_rows,
     const char          *id,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data,
     gpointer             tag,
     SmrtStoreWork        work,
     GDestroyNotify       free_result)
{
  SmrtStoreAsk *question = g_new0 (SmrtStoreAsk, 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  question->table = table;
  question->n_rows = n_rows;
  question->id = g_strdup (id);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, (GDestroyNotify) smrt_store_ask_free);
  run (self, FALSE, task, work, free_result, NULL);
}

void
smrt_store_load_copy_async (SmrtStore           *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STORE (self));

  ask (self, SMRT_STORE_TABLE_CREDITS, 0, NULL, cancellable, callback, user_data, smrt_store_load_copy_async,
       smrt_store_reader_load_copy, (GDestroyNotify) smrt_store_copy_free);
}

SmrtStoreCopy *
smrt_store_load_copy_finish (SmrtStore     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish_reading (self, result, error);
}

static void
set_wording (SmrtStore     *self,
             SmrtCatalogue *catalogue)
{
  g_clear_pointer (&self->wording, smrt_store_wording_unref);
  self->wording = smrt_store_wording_new (self->words, catalogue);
}

void
smrt_store_keep_copy_async (SmrtStore           *self,
                            SmrtStoreCopy       *copy,
                            SmrtCatalogue       *catalogue,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SmrtStoreKeep *keep;
  GTask *task;

  g_return_if_fail (SMRT_IS_STORE (self));
  g_return_if_fail (copy != NULL);

  if (catalogue != NULL)
    set_wording (self, catalogue);

  keep = g_new0 (SmrtStoreKeep, 1);
  keep->copy = smrt_store_copy_new (copy->archive, copy->customer_id, copy->as_of);
  keep->wording = smrt_store_wording_ref (self->wording);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_store_keep_copy_async);
  g_task_set_task_data (task, keep, (GDestroyNotify) smrt_store_keep_free);
  run (self, TRUE, task, smrt_store_writer_keep_copy, NULL, note_written);
}

gboolean
smrt_store_keep_copy_finish (SmrtStore     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish_writing (self, result, error);
}

void
smrt_store_set_catalogue (SmrtStore     *self,
                          SmrtCatalogue *catalogue)
{
  g_return_if_fail (SMRT_IS_STORE (self));
  g_return_if_fail (SMRT_IS_CATALOGUE (catalogue));

  set_wording (self, catalogue);
  start_rewording (self, smrt_store_reword_prepare);
}

void
smrt_store_load_edge_async (SmrtStore           *self,
                            SmrtStoreTable       table,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STORE (self));

  ask (self, table, 0, NULL, cancellable, callback, user_data, smrt_store_load_edge_async, smrt_store_reader_load_edge,
       (GDestroyNotify) smrt_store_edge_free);
}

SmrtStoreEdge *
smrt_store_load_edge_finish (SmrtStore     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return finish_reading (self, result, error);
}

static void
write_page (SmrtStore           *self,
            SmrtStorePage       *page,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data,
            gpointer             tag,
            SmrtStoreWork        work)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  page->wording = smrt_store_wording_ref (self->wording);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, page, (GDestroyNotify) smrt_store_page_free);
  run (self, TRUE, task, work, NULL, note_written);
}

void
smrt_store_add_page_async (SmrtStore           *self,
                           SmrtStoreTable       table,
                           SmrtStoreSide        side,
                           const char          *cursor,
                           GPtrArray           *objects,
                           gboolean             complete,
                           const char          *copy_of,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SmrtStorePage *page;

  g_return_if_fail (SMRT_IS_STORE (self));
  g_return_if_fail (objects != NULL);

  page = g_new0 (SmrtStorePage, 1);
  page->table = table;
  page->side = side;
  page->cursor = g_strdup (cursor);
  page->objects = objects;
  page->complete = complete;
  page->copy_of = g_strdup (copy_of);
  write_page (self, page, cancellable, callback, user_data, smrt_store_add_page_async, smrt_store_writer_add_page);
}

gboolean
smrt_store_add_page_finish (SmrtStore     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return finish_writing (self, result, error);
}

void
smrt_store_update_async (SmrtStore           *self,
                         SmrtStoreTable       table,
                         GPtrArray           *objects,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  SmrtStorePage *page;

  g_return_if_fail (SMRT_IS_STORE (self));
  g_return_if_fail (objects != NULL);

  page = g_new0 (SmrtStorePage, 1);
  page->table = table;
  page->objects = objects;
  write_page (self, page, cancellable, callback, user_data, smrt_store_update_async, smrt_store_writer_update);
}

gboolean
smrt_store_update_finish (SmrtStore     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return finish_writing (self, result, error);
}

void
smrt_store_clear_async (SmrtStore           *self,
                        SmrtStoreTable       table,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SmrtStorePage *page;

  g_return_if_fail (SMRT_IS_STORE (self));

  page = g_new0 (SmrtStorePage, 1);
  page->table = table;
  write_page (self, page, cancellable, callback, user_data, smrt_store_clear_async, smrt_store_writer_clear);
}

gboolean
smrt_store_clear_finish (SmrtStore     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return finish_writing (self, result, error);
}

void
smrt_store_load_recent_async (SmrtStore           *self,
                              SmrtStoreTable       table,
                              unsigned int         n_rows,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STORE (self));

  ask (self, table, n_rows, NULL, cancellable, callback, user_data, smrt_store_load_recent_async,
       smrt_store_reader_load_recent, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
smrt_store_load_recent_finish (SmrtStore     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return finish_reading (self, result, error);
}

void
smrt_store_find_invoice_async (SmrtStore           *self,
                               const char          *id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STORE (self));
  g_return_if_fail (id != NULL);

  ask (self, SMRT_STORE_TABLE_INVOICES, 0, id, cancellable, callback, user_data, smrt_store_find_invoice_async,
       smrt_store_reader_find_invoice, g_object_unref);
}

SmrtInvoice *
smrt_store_find_invoice_finish (SmrtStore     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return finish_reading (self, result, error);
}

void
smrt_store_load_currencies_async (SmrtStore           *self,
                                  SmrtStoreTable       table,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_STORE (self));

  ask (self, table, 0, NULL, cancellable, callback, user_data, smrt_store_load_currencies_async,
       smrt_store_reader_load_currencies, (GDestroyNotify) g_strfreev);
}

GStrv
smrt_store_load_currencies_finish (SmrtStore     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return finish_reading (self, result, error);
}
