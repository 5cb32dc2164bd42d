/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-list.h"

#include <string.h>

#include "smrt-store-answer.h"
#include "smrt-store-cache.h"
#include "smrt-store-private.h"
#include "smrt-store-row.h"

#define PAGE_ROWS 64

/* A query that takes long is not asked again and again while rows keep coming:
 * it rests this many times as long as it took. */
#define REST_FACTOR 2

struct _SmrtStoreList
{
  GObject parent_instance;

  SmrtStore *store;
  SmrtStoreQuery *query;
  SmrtStoreAnswer *answer;
  SmrtStoreCache *cache;
  SmrtStoreSums sums;
  GError *error;

  GCancellable *answering; /* while a query is being answered */
  GCancellable *paging;    /* while rows are being read */
  gint64 asked_at;
  unsigned int rest_source;
  unsigned int page_source;
  gboolean outdated;       /* rows changed while the query is being answered */
  gboolean loading;
  gboolean answered;
};

enum
{
  PROP_STORE = 1,
  PROP_QUERY,
  PROP_LOADING,
  PROP_ANSWERED,
  PROP_ERROR,
  N_PROPS
};

enum
{
  SUMMED,
  N_SIGNALS
};

static void smrt_store_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtStoreList, smrt_store_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, smrt_store_list_list_model_init))

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static void ask (SmrtStoreList *self);
static void schedule_page (SmrtStoreList *self);

static void
set_flag (SmrtStoreList *self,
          gboolean      *flag,
          gboolean       value,
          unsigned int   property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_error (SmrtStoreList *self,
           const GError  *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable == NULL)
    return;

  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* A task does not hold the list: it ends with what shows it, and its tasks find
 * out. */
static GTask *
make_task (SmrtStoreList        *self,
           GCancellable         *cancellable,
           GAsyncReadyCallback   callback,
           gpointer              tag,
           gpointer              data,
           GDestroyNotify        free_data)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  GTask *task;

  g_weak_ref_init (weak, self);
  task = g_task_new (self->store, cancellable, callback, weak);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, data, free_data);

  return task;
}

/* Returns: (transfer full) (nullable): the list, where it still waits for that */
static SmrtStoreList *
take_list (GWeakRef      *weak,
           GAsyncResult  *result,
           gsize          cancellable_offset)
{
  g_autoptr (SmrtStoreList) self = g_weak_ref_get (weak);
  GCancellable **current;

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL)
    return NULL;

  current = (GCancellable **) G_STRUCT_MEMBER_P (self, cancellable_offset);
  if (*current != g_task_get_cancellable (G_TASK (result)))
    return NULL;
  g_clear_object (current);

  return g_steal_pointer (&self);
}

static void
run (SmrtStoreList  *self,
     GTask          *task,
     SmrtStoreWork   work,
     GDestroyNotify  free_result)
{
  SmrtStoreWorker *reader = smrt_store_ref_reader (self->store);

  smrt_store_worker_run (reader, task, work, free_result, NULL);
  smrt_store_worker_unref (reader);
}

static void
fill (SmrtStoreCache *cache,
      SmrtStoreRow   *row,
      gboolean        keep)
{
  g_autoptr (SmrtLedgerRow) item = NULL;

  if (keep)
    item = smrt_store_cache_get (cache, row->seq, G_MAXUINT);
  else
    g_set_object (&item, smrt_store_cache_find (cache, row->seq));
  if (item == NULL)
    return;

  smrt_ledger_row_fill (item, row->entry, row->invoice, row->words, row->receipt, row->faulty);
  if (keep)
    smrt_store_cache_keep (cache, item);
}

static void
paged_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtStoreList) self = take_list (user_data, result, G_STRUCT_OFFSET (SmrtStoreList, paging));
  SmrtStoreSlice *slice = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL)
    return;

  for (unsigned int i = 0; i < slice->seqs->len; i++)
    {
      gint64 seq = g_array_index (slice->seqs, gint64, i);

      if (rows != NULL && rows->pdata[i] != NULL)
        fill (self->cache, rows->pdata[i], TRUE);
      else
        smrt_store_cache_give_up (self->cache, seq);
    }

  if (error != NULL && !g_error_matches (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED))
    set_error (self, error);
  schedule_page (self);
}

static gboolean
read_page_cb (gpointer user_data)
{
  SmrtStoreList *self = user_data;
  SmrtStoreSlice *slice;
  unsigned int position;
  gint64 seq;
  GTask *task;

  self->page_source = 0;
  if (self->paging != NULL || self->answer == NULL || !smrt_store_cache_find_wanted (self->cache, &seq, &position))
    return G_SOURCE_REMOVE;

  slice = smrt_store_slice_new (self->answer);
  if (position < smrt_store_answer_get_n_rows (self->answer) &&
      smrt_store_answer_get_seq (self->answer, position) == seq)
    smrt_store_slice_add (slice, position - position % PAGE_ROWS, PAGE_ROWS);
  else
    g_array_append_val (slice->seqs, seq);

  self->paging = g_cancellable_new ();
  task = make_task (self, self->paging, paged_cb, read_page_cb, slice, (GDestroyNotify) smrt_store_slice_free);
  run (self, task, smrt_store_slice_read, (GDestroyNotify) g_ptr_array_unref);

  return G_SOURCE_REMOVE;
}

/* Rows are asked for one by one; their page is read once all of them are. */
static void
schedule_page (SmrtStoreList *self)
{
  if (self->page_source == 0 && self->paging == NULL)
    self->page_source = g_idle_add_full (G_PRIORITY_DEFAULT, read_page_cb, self, NULL);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree GWeakRef *weak = user_data;
  g_autoptr (SmrtStoreList) self = g_weak_ref_get (weak);
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);
  SmrtStoreSlice *slice = g_task_get_task_data (G_TASK (result));
  unsigned int n_before, n_after;

  g_weak_ref_clear (weak);
  if (self == NULL || rows == NULL || self->answer == NULL ||
      !smrt_store_answer_compare (slice->answer, self->answer, &n_before, &n_after))
    return;

  for (unsigned int i = 0; i < rows->len; i++)
    if (rows->pdata[i] != NULL)
      fill (self->cache, rows->pdata[i], FALSE);
}

/* Rows that are shown may say something else by now. */
static void
refresh_rows (SmrtStoreList *self)
{
  SmrtStoreSlice *slice = smrt_store_slice_new (self->answer);

  g_array_unref (slice->seqs);
  slice->seqs = smrt_store_cache_list_loaded (self->cache);
  if (slice->seqs->len == 0)
    {
      smrt_store_slice_free (slice);
      return;
    }

  run (self, make_task (self, NULL, refreshed_cb, refresh_rows, slice, (GDestroyNotify) smrt_store_slice_free),
       smrt_store_slice_read, (GDestroyNotify) g_ptr_array_unref);
}

static void
set_sums (SmrtStoreList       *self,
          const SmrtStoreSums *sums)
{
  if (memcmp (&self->sums, sums, sizeof *sums) == 0)
    return;

  memcpy (&self->sums, sums, sizeof *sums);
  g_signal_emit (self, signals[SUMMED], 0);
}

static void
adopt_answer (SmrtStoreList   *self,
              SmrtStoreAnswer *answer)
{
  g_autoptr (SmrtStoreAnswer) former = g_steal_pointer (&self->answer);
  unsigned int n_former = former != NULL ? smrt_store_answer_get_n_rows (former) : 0;
  unsigned int n_rows = answer != NULL ? smrt_store_answer_get_n_rows (answer) : 0;
  unsigned int n_before = 0;
  unsigned int n_after = 0;
  gboolean same_rows = former != NULL && answer != NULL &&
                       smrt_store_answer_compare (former, answer, &n_before, &n_after);
  unsigned int n_removed = n_former - n_before - n_after;
  unsigned int n_added = n_rows - n_before - n_after;

  self->answer = answer != NULL ? smrt_store_answer_ref (answer) : NULL;
  if (same_rows)
    smrt_store_cache_move (self->cache, n_before, n_removed, n_added);
  else
    {
      smrt_store_cache_clear (self->cache);
      cancel (&self->paging);
    }

  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, n_removed, n_added);
  if (same_rows && self->answer == answer &&
      smrt_store_answer_get_revision (former) != smrt_store_answer_get_revision (answer))
    refresh_rows (self);
  schedule_page (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  SmrtStoreList *self = user_data;

  self->rest_source = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtStoreList) self = take_list (user_data, result, G_STRUCT_OFFSET (SmrtStoreList, answering));
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreAnswer) answer = g_task_propagate_pointer (G_TASK (result), &error);
  gint64 duration;

  if (self == NULL)
    return;

  duration = (g_get_monotonic_time () - self->asked_at) / 1000;
  if (self->outdated && self->rest_source == 0)
    self->rest_source = g_timeout_add ((unsigned int) MIN (duration * REST_FACTOR, 10000), rested_cb, self);

  if (answer != NULL)
    {
      adopt_answer (self, answer);
      set_sums (self, smrt_store_answer_get_sums (answer));
    }
  set_error (self, error);
  if (self->answering == NULL)
    {
      if (answer != NULL)
        set_flag (self, &self->answered, TRUE, PROP_ANSWERED);
      set_flag (self, &self->loading, FALSE, PROP_LOADING);
    }
}

static void
ask (SmrtStoreList *self)
{
  GTask *task;

  cancel (&self->answering);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->outdated = FALSE;
  if (self->store == NULL || self->query == NULL)
    return;

  self->answering = g_cancellable_new ();
  self->asked_at = g_get_monotonic_time ();
  task = make_task (self, self->answering, answered_cb, ask, smrt_store_query_copy (self->query),
                    (GDestroyNotify) smrt_store_query_free);
  run (self, task, smrt_store_answer_find, (GDestroyNotify) smrt_store_answer_unref);
}

/* A person asked for something else, or for the first time. */
static void
ask_anew (SmrtStoreList *self)
{
  static const SmrtStoreSums no_sums = { 0 };
  gboolean can_ask = self->store != NULL && self->query != NULL;

  ask (self);
  set_flag (self, &self->loading, can_ask, PROP_LOADING);
  if (can_ask)
    return;

  adopt_answer (self, NULL);
  set_sums (self, &no_sums);
  set_error (self, NULL);
  set_flag (self, &self->answered, FALSE, PROP_ANSWERED);
}

static void
changed_cb (SmrtStoreList  *self,
            SmrtStoreTable  table,
            SmrtStore      *store)
{
  if (self->query == NULL || self->query->table != table)
    return;

  if (self->answering != NULL)
    self->outdated = TRUE;
  else if (self->rest_source == 0)
    ask (self);
}

static GType
smrt_store_list_get_item_type (GListModel *model)
{
  return SMRT_TYPE_LEDGER_ROW;
}

static guint
smrt_store_list_get_n_items (GListModel *model)
{
  SmrtStoreList *self = SMRT_STORE_LIST (model);

  return self->answer != NULL ? smrt_store_answer_get_n_rows (self->answer) : 0;
}

static gpointer
smrt_store_list_get_item (GListModel *model,
                          guint       position)
{
  SmrtStoreList *self = SMRT_STORE_LIST (model);
  SmrtLedgerRow *row;

  if (self->answer == NULL || position >= smrt_store_answer_get_n_rows (self->answer))
    return NULL;

  row = smrt_store_cache_get (self->cache, smrt_store_answer_get_seq (self->answer, position), position);
  if (!smrt_ledger_row_get_loaded (row))
    schedule_page (self);

  return row;
}

static void
smrt_store_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = smrt_store_list_get_item_type;
  iface->get_n_items = smrt_store_list_get_n_items;
  iface->get_item = smrt_store_list_get_item;
}

static void
smrt_store_list_dispose (GObject *object)
{
  SmrtStoreList *self = SMRT_STORE_LIST (object);

  cancel (&self->answering);
  cancel (&self->paging);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->page_source, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (smrt_store_list_parent_class)->dispose (object);
}

static void
smrt_store_list_finalize (GObject *object)
{
  SmrtStoreList *self = SMRT_STORE_LIST (object);

  g_clear_pointer (&self->cache, smrt_store_cache_free);
  g_clear_pointer (&self->answer, smrt_store_answer_unref);
  g_clear_pointer (&self->query, smrt_store_query_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_store_list_parent_class)->finalize (object);
}

static void
smrt_store_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtStoreList *self = SMRT_STORE_LIST (object);

  switch (prop_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ANSWERED:
      g_value_set_boolean (value, self->answered);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_store_list_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtStoreList *self = SMRT_STORE_LIST (object);

  switch (prop_id)
    {
    case PROP_STORE:
      smrt_store_list_set_store (self, g_value_get_object (value));
      break;
    case PROP_QUERY:
      smrt_store_list_set_query (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_store_list_class_init (SmrtStoreListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_store_list_dispose;
  object_class->finalize = smrt_store_list_finalize;
  object_class->get_property = smrt_store_list_get_property;
  object_class->set_property = smrt_store_list_set_property;

  properties[PROP_STORE] =
    g_param_spec_object ("store", NULL, NULL, SMRT_TYPE_STORE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUERY] =
    g_param_spec_boxed ("query", NULL, NULL, SMRT_TYPE_STORE_QUERY,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ANSWERED] =
    g_param_spec_boolean ("answered", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SUMMED] = g_signal_new ("summed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
smrt_store_list_init (SmrtStoreList *self)
{
  self->cache = smrt_store_cache_new ();
}

SmrtStoreList *
smrt_store_list_new (SmrtStore            *store,
                     const SmrtStoreQuery *query)
{
  return g_object_new (SMRT_TYPE_STORE_LIST, "store", store, "query", query, NULL);
}

SmrtStore *
smrt_store_list_get_store (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), NULL);

  return self->store;
}

void
smrt_store_list_set_store (SmrtStoreList *self,
                           SmrtStore     *store)
{
  g_return_if_fail (SMRT_IS_STORE_LIST (self));
  g_return_if_fail (store == NULL || SMRT_IS_STORE (store));

  if (self->store == store)
    return;

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  cancel (&self->paging);
  g_set_object (&self->store, store);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
}

const SmrtStoreQuery *
smrt_store_list_get_query (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), NULL);

  return self->query;
}

void
smrt_store_list_set_query (SmrtStoreList        *self,
                           const SmrtStoreQuery *query)
{
  g_return_if_fail (SMRT_IS_STORE_LIST (self));

  if (smrt_store_query_equal (self->query, query))
    return;

  g_clear_pointer (&self->query, smrt_store_query_free);
  if (query != NULL)
    self->query = smrt_store_query_copy (query);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

gboolean
smrt_store_list_get_loading (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), FALSE);

  return self->loading;
}

gboolean
smrt_store_list_get_answered (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), FALSE);

  return self->answered;
}

const GError *
smrt_store_list_get_error (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), NULL);

  return self->error;
}

const SmrtStoreSums *
smrt_store_list_get_sums (SmrtStoreList *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_LIST (self), NULL);

  return &self->sums;
}
