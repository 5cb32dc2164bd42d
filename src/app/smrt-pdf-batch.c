/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-pdf-batch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-pdf-save.h"
#include "smrt-problem.h"
#include "smrt-store-snapshot.h"
#include "smrt-words.h"

/* Far below what a server allows a second, however quick it is. */
#define N_PARALLEL 3

typedef struct
{
  char *number;
  char *name;
  char *address;
  char *reason;
} Item;

struct _SmrtPdfBatch
{
  GObject         parent_instance;

  GtkWindow      *parent;
  SmrtStore      *store;
  SmrtStoreQuery *query;
  GtkBitset      *picked;
  unsigned int    n_listed;
  GFile          *folder;

  GPtrArray      *items;
  GPtrArray      *failures;
  unsigned int    next;
  unsigned int    n_running;
  unsigned int    n_done;
  unsigned int    n_saved;
};

G_DEFINE_FINAL_TYPE (SmrtPdfBatch, smrt_pdf_batch, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_DONE,
  PROP_N_ALL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  GTask *task;
  Item  *item;
} Save;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->number);
  g_free (item->name);
  g_free (item->address);
  g_free (item->reason);
  g_free (item);
}

static void
free_failure (gpointer data)
{
  SmrtPdfFailure *failure = data;

  g_free (failure->number);
  g_free (failure->reason);
  g_free (failure);
}

/* Two invoices may have one number: of different accounts of the merchant, or
 * of none at all. */
static char *
make_unique (char       *name,
             GHashTable *names)
{
  g_autofree char *owned = name;
  g_autofree char *stem = g_strndup (owned, strlen (owned) - strlen (".pdf"));
  char *unique = g_strdup (owned);

  for (unsigned int i = 2; !g_hash_table_add (names, g_utf8_casefold (unique, -1)); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u).pdf", stem, i);
    }

  return unique;
}

static Item *
create_item (SmrtInvoice *invoice,
             GHashTable  *names)
{
  Item *item = g_new0 (Item, 1);

  item->number = smrt_words_invoice_number (invoice);
  item->name = make_unique (smrt_words_invoice_file_name (invoice), names);
  item->address = g_strdup (smrt_invoice_get_pdf_url (invoice));

  return item;
}

/* The rows of the snapshot are those of the list for as long as nothing came
 * between; else what was picked is something else, and nothing is saved. */
static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  SmrtPdfBatch *self = source;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (free_item);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SmrtStoreSnapshot) snapshot = NULL;
  GError *error = NULL;
  GtkBitsetIter iter;
  guint position;

  snapshot = smrt_store_snapshot_new (self->store, self->query, &error);
  if (snapshot == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (snapshot)) != self->n_listed)
    {
      g_task_return_new_error (task, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED, "The list has changed");
      return;
    }

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->picked, &position);
       more && !g_cancellable_is_cancelled (cancellable);
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (G_LIST_MODEL (snapshot), position);

      if (row != NULL && smrt_ledger_row_get_invoice (row) != NULL)
        g_ptr_array_add (items, create_item (smrt_ledger_row_get_invoice (row), names));
    }

  if (smrt_store_snapshot_get_error (snapshot) != NULL)
    g_task_return_error (task, g_error_copy (smrt_store_snapshot_get_error (snapshot)));
  else
    g_task_return_pointer (task, g_steal_pointer (&items), (GDestroyNotify) g_ptr_array_unref);
}

static void go_on (GTask *task);

static void
fail (SmrtPdfBatch *self,
      Item         *item,
      const char   *reason)
{
  SmrtPdfFailure *failure = g_new0 (SmrtPdfFailure, 1);

  g_free (item->reason);
  item->reason = g_strdup (reason);
  failure->number = g_strdup (item->number);
  failure->reason = g_strdup (reason);
  g_ptr_array_add (self->failures, failure);
}

static void
end_item (SmrtPdfBatch *self)
{
  self->n_done++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Save *save = user_data;
  g_autoptr (GTask) task = save->task;
  SmrtPdfBatch *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  Item *item = save->item;

  g_free (save);
  self->n_running--;

  if (smrt_pdf_save_finish (GTK_WINDOW (source), result, &error))
    {
      self->n_saved++;
      g_clear_pointer (&item->reason, g_free);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, item, smrt_words_pdf_not_saved (smrt_problem_from_error (error)));

  end_item (self);
  go_on (task);
}

static void
save_item (GTask *task,
           Item  *item)
{
  SmrtPdfBatch *self = g_task_get_source_object (task);
  g_autoptr (GFile) file = g_file_get_child (self->folder, item->name);
  Save *save = g_new0 (Save, 1);

  save->task = g_object_ref (task);
  save->item = item;
  self->n_running++;
  smrt_pdf_save_to_async (self->parent, item->address, file, g_task_get_cancellable (task), saved_cb, save);
}

static void
go_on (GTask *task)
{
  SmrtPdfBatch *self = g_task_get_source_object (task);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  while (!cancelled && self->n_running < N_PARALLEL && self->next < self->items->len)
    {
      Item *item = g_ptr_array_index (self->items, self->next++);

      if (item->address != NULL)
        save_item (task, item);
      else
        {
          fail (self, item, _("This invoice has no PDF."));
          end_item (self);
        }
    }

  if (self->n_running == 0 && !g_task_get_completed (task) && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtPdfBatch *self = SMRT_PDF_BATCH (source);
  GError *error = NULL;
  GPtrArray *items = g_task_propagate_pointer (G_TASK (result), &error);

  if (items == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->items = items;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
  go_on (task);
}

static void
smrt_pdf_batch_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SmrtPdfBatch *self = SMRT_PDF_BATCH (object);

  switch (prop_id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;

    case PROP_N_ALL:
      g_value_set_uint (value, smrt_pdf_batch_get_n_all (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_pdf_batch_dispose (GObject *object)
{
  SmrtPdfBatch *self = SMRT_PDF_BATCH (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->store);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (smrt_pdf_batch_parent_class)->dispose (object);
}

static void
smrt_pdf_batch_finalize (GObject *object)
{
  SmrtPdfBatch *self = SMRT_PDF_BATCH (object);

  smrt_store_query_free (self->query);
  gtk_bitset_unref (self->picked);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_ptr_array_unref (self->failures);

  G_OBJECT_CLASS (smrt_pdf_batch_parent_class)->finalize (object);
}

static void
smrt_pdf_batch_class_init (SmrtPdfBatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_pdf_batch_dispose;
  object_class->finalize = smrt_pdf_batch_finalize;
  object_class->get_property = smrt_pdf_batch_get_property;

  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ALL] = g_param_spec_uint ("n-all", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_pdf_batch_init (SmrtPdfBatch *self)
{
  self->failures = g_ptr_array_new_with_free_func (free_failure);
}

SmrtPdfBatch *
smrt_pdf_batch_new (GtkWindow            *parent,
                    SmrtStore            *store,
                    const SmrtStoreQuery *query,
                    GtkBitset            *picked,
                    unsigned int          n_listed,
                    GFile                *folder)
{
  SmrtPdfBatch *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (SMRT_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL && picked != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (SMRT_TYPE_PDF_BATCH, NULL);
  g_set_weak_pointer (&self->parent, parent);
  self->store = g_object_ref (store);
  self->query = smrt_store_query_copy (query);
  self->picked = gtk_bitset_copy (picked);
  self->n_listed = n_listed;
  self->folder = g_object_ref (folder);

  return self;
}

/* What failed is tried in the order of the list. */
static void
keep_failed_items (SmrtPdfBatch *self)
{
  for (unsigned int i = self->items->len; i > 0; i--)
    {
      const Item *item = g_ptr_array_index (self->items, i - 1);

      if (item->reason == NULL)
        g_ptr_array_remove_index (self->items, i - 1);
    }
}

void
smrt_pdf_batch_run_async (SmrtPdfBatch        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_PDF_BATCH (self));
  g_return_if_fail (self->n_running == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_pdf_batch_run_async);
  g_ptr_array_set_size (self->failures, 0);
  self->n_done = self->next = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);

  if (self->items == NULL)
    {
      g_autoptr (GTask) finding = g_task_new (self, cancellable, found_cb, task);

      g_task_run_in_thread (finding, find_in_thread);
    }
  else
    {
      g_autoptr (GTask) owned = task;

      keep_failed_items (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALL]);
      go_on (task);
    }
}

gboolean
smrt_pdf_batch_run_finish (SmrtPdfBatch  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

unsigned int
smrt_pdf_batch_get_n_done (SmrtPdfBatch *self)
{
  g_return_val_if_fail (SMRT_IS_PDF_BATCH (self), 0);

  return self->n_done;
}

unsigned int
smrt_pdf_batch_get_n_all (SmrtPdfBatch *self)
{
  g_return_val_if_fail (SMRT_IS_PDF_BATCH (self), 0);

  return self->items != NULL ? self->items->len : 0;
}

unsigned int
smrt_pdf_batch_get_n_saved (SmrtPdfBatch *self)
{
  g_return_val_if_fail (SMRT_IS_PDF_BATCH (self), 0);

  return self->n_saved;
}

GPtrArray *
smrt_pdf_batch_get_failures (SmrtPdfBatch *self)
{
  g_return_val_if_fail (SMRT_IS_PDF_BATCH (self), NULL);

  return self->failures;
}
