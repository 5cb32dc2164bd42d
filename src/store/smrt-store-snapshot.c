/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-snapshot.h"

#include "smrt-store-answer.h"
#include "smrt-store-private.h"
#include "smrt-store-row.h"

#define PAGE_ROWS 512
#define PAGES_KEPT 4

struct _SmrtStoreSnapshot
{
  GObject parent_instance;

  SmrtStore *store;
  SmrtStoreWorker *reader;
  SmrtStoreAnswer *answer;
  GPtrArray *pages[PAGES_KEPT];
  unsigned int numbers[PAGES_KEPT]; /* of the pages */
  unsigned int next;                /* the page that is given up for another one */
  GError *error;
};

static void smrt_store_snapshot_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtStoreSnapshot, smrt_store_snapshot, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, smrt_store_snapshot_list_model_init))

static GPtrArray *
read_page (SmrtStoreSnapshot *self,
           unsigned int       number)
{
  SmrtStoreSlice *slice = smrt_store_slice_new (self->answer);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  smrt_store_slice_add (slice, number * PAGE_ROWS, PAGE_ROWS);
  rows = smrt_store_worker_wait (self->reader, smrt_store_slice_read, slice, NULL, &error);
  smrt_store_slice_free (slice);
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);

  return rows;
}

static GPtrArray *
get_page (SmrtStoreSnapshot *self,
          unsigned int       number)
{
  GPtrArray *rows;

  for (unsigned int i = 0; i < PAGES_KEPT; i++)
    if (self->pages[i] != NULL && self->numbers[i] == number)
      return self->pages[i];

  rows = read_page (self, number);
  if (rows == NULL)
    return NULL;

  g_clear_pointer (&self->pages[self->next], g_ptr_array_unref);
  self->pages[self->next] = rows;
  self->numbers[self->next] = number;
  self->next = (self->next + 1) % PAGES_KEPT;

  return rows;
}

static GType
smrt_store_snapshot_get_item_type (GListModel *model)
{
  return SMRT_TYPE_LEDGER_ROW;
}

static guint
smrt_store_snapshot_get_n_items (GListModel *model)
{
  return smrt_store_answer_get_n_rows (SMRT_STORE_SNAPSHOT (model)->answer);
}

static gpointer
smrt_store_snapshot_get_item (GListModel *model,
                              guint       position)
{
  SmrtStoreSnapshot *self = SMRT_STORE_SNAPSHOT (model);
  SmrtLedgerRow *item;
  SmrtStoreRow *row;
  GPtrArray *rows;

  if (position >= smrt_store_answer_get_n_rows (self->answer))
    return NULL;

  item = smrt_ledger_row_new ();
  rows = get_page (self, position / PAGE_ROWS);
  row = rows != NULL ? rows->pdata[position % PAGE_ROWS] : NULL;
  if (row != NULL)
    smrt_ledger_row_fill (item, row->entry, row->invoice, row->words, row->receipt, row->faulty);
  else if (self->error == NULL)
    g_set_error_literal (&self->error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED, "The row is gone");

  return item;
}

static void
smrt_store_snapshot_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = smrt_store_snapshot_get_item_type;
  iface->get_n_items = smrt_store_snapshot_get_n_items;
  iface->get_item = smrt_store_snapshot_get_item;
}

static void
smrt_store_snapshot_finalize (GObject *object)
{
  SmrtStoreSnapshot *self = SMRT_STORE_SNAPSHOT (object);

  for (unsigned int i = 0; i < PAGES_KEPT; i++)
    g_clear_pointer (&self->pages[i], g_ptr_array_unref);
  g_clear_pointer (&self->answer, smrt_store_answer_unref);
  g_clear_pointer (&self->reader, smrt_store_worker_unref);
  g_clear_object (&self->store);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_store_snapshot_parent_class)->finalize (object);
}

static void
smrt_store_snapshot_class_init (SmrtStoreSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_store_snapshot_finalize;
}

static void
smrt_store_snapshot_init (SmrtStoreSnapshot *self)
{
}

SmrtStoreSnapshot *
smrt_store_snapshot_new (SmrtStore             *store,
                         const SmrtStoreQuery  *query,
                         GError               **error)
{
  g_autoptr (SmrtStoreSnapshot) self = NULL;

  g_return_val_if_fail (SMRT_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_object_new (SMRT_TYPE_STORE_SNAPSHOT, NULL);
  self->store = g_object_ref (store);
  self->reader = smrt_store_ref_reader (store);
  self->answer = smrt_store_worker_wait (self->reader, smrt_store_answer_find, (gpointer) query, NULL, error);

  return self->answer != NULL ? g_steal_pointer (&self) : NULL;
}

const SmrtStoreSums *
smrt_store_snapshot_get_sums (SmrtStoreSnapshot *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_SNAPSHOT (self), NULL);

  return smrt_store_answer_get_sums (self->answer);
}

const GError *
smrt_store_snapshot_get_error (SmrtStoreSnapshot *self)
{
  g_return_val_if_fail (SMRT_IS_STORE_SNAPSHOT (self), NULL);

  return self->error;
}
