/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-ledger-sync.h"

#include "smrt-invoice-check.h"
#include "smrt-stripe-call.h"
#include "smrt-stripe-page.h"

#define PAGE_SIZE 100

/* Where writing is slower than the server, what waits for it is written at once:
 * as much as is lost, and read again, when the program is killed. */
#define MAX_WAITING (10 * PAGE_SIZE)

/* What a page that was asked for is to the table. */
typedef enum
{
  PAGE_FIRST,    /* the newest one, of an empty table */
  PAGE_TOP,      /* the newest one, of a table whose rows can change */
  PAGE_NEWER,    /* before the newest row */
  PAGE_OLDER,    /* after the oldest row */
} PageKind;

struct _SmrtLedgerSync
{
  GObject parent_instance;

  SmrtStripeClient *client;
  SmrtStore *store;
  SmrtStoreTable table;
  char *customer_id;
  char *path;

  GTask *task;
  GError *error;              /* of the walk, until nothing is under way any more */
  SmrtStoreEdge *edge;
  GHashTable *cursors;        /* what was asked for in this walk */
  GHashTable *seen;           /* the invoices that were read */
  guint64 n_rows;
  gboolean complete;
  gboolean reads_rest;
  gboolean started_over;

  /* One page is on its way, some wait, some are written. */
  PageKind kind;
  gboolean wants_page;
  char *next_cursor;          /* of the page that is asked for or comes next */
  char *page_cursor;
  SmrtStripePage *page;       /* that has just come */
  char *waiting_cursor;
  SmrtStripePage *waiting;    /* the pages that are written next, as one */
  GPtrArray *known;           /* of the newest page, what was there before */
  gboolean fetching;
  gboolean writing;
  gboolean write_failed;
  guint64 n_writing;
};

enum
{
  PROP_0,
  PROP_N_ROWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtLedgerSync, smrt_ledger_sync, G_TYPE_OBJECT)

static void load_edge (SmrtLedgerSync *self);
static void go_on (SmrtLedgerSync *self);

static GCancellable *
get_cancellable (SmrtLedgerSync *self)
{
  return g_task_get_cancellable (self->task);
}

static void
forget_walk (SmrtLedgerSync *self)
{
  g_hash_table_remove_all (self->cursors);
  g_clear_pointer (&self->next_cursor, g_free);
  g_clear_pointer (&self->page_cursor, g_free);
  g_clear_pointer (&self->page, smrt_stripe_page_free);
  g_clear_pointer (&self->waiting_cursor, g_free);
  g_clear_pointer (&self->waiting, smrt_stripe_page_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->wants_page = FALSE;
  self->write_failed = FALSE;
}

static void
finish (SmrtLedgerSync *self,
        GError         *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  forget_walk (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The server no longer has the row that was asked to go on from: it is another
 * one, or was set up anew. */
static gboolean
is_cursor_unknown (const GError *error)
{
  const char *param = smrt_stripe_error_get_param (error);

  return g_strcmp0 (smrt_stripe_error_get_code (error), "resource_missing") == 0 &&
         (g_strcmp0 (param, "starting_after") == 0 || g_strcmp0 (param, "ending_before") == 0);
}

static gboolean
has_no_such_ledger (SmrtLedgerSync *self,
                    const GError   *error)
{
  return self->table == SMRT_STORE_TABLE_USAGE_CREDITS &&
         (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND) ||
          g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION) ||
          g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST));
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  GError *error = NULL;

  if (smrt_store_clear_finish (SMRT_STORE (source), result, &error))
    load_edge (self);
  else
    finish (self, error);
}

/* Once: a server that forgets what it has just said is no server to read from.
 * Takes over @error, which is why. */
static void
start_over (SmrtLedgerSync *self,
            GError         *error)
{
  if (self->started_over)
    {
      finish (self, error);
      return;
    }

  g_message ("%s is read anew: %s", self->path, error->message);
  g_error_free (error);
  self->started_over = TRUE;
  smrt_store_clear_async (self->store, self->table, get_cancellable (self), cleared_cb, g_object_ref (self));
}

/* What the walk ended in. Takes over @error. */
static void
fail (SmrtLedgerSync *self,
      GError         *error)
{
  if (is_cursor_unknown (error))
    start_over (self, error);
  else if (g_error_matches (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED))
    {
      g_error_free (error);
      load_edge (self);
    }
  else if (has_no_such_ledger (self, error))
    {
      g_debug ("%s: %s", self->path, error->message);
      g_error_free (error);
      self->complete = TRUE;
      finish (self, NULL);
    }
  else
    finish (self, error);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  GError *error = NULL;

  smrt_invoice_check_run_finish (result, &error);
  if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND))
    start_over (self, error);
  else
    finish (self, error);
}

/* The newest rows are there: now those older ones that can have changed. */
static void
check_invoices (SmrtLedgerSync *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (unsigned int i = 0; self->edge->changeable != NULL && self->edge->changeable[i] != NULL; i++)
    if (!g_hash_table_contains (self->seen, self->edge->changeable[i]))
      g_strv_builder_add (builder, self->edge->changeable[i]);
  ids = g_strv_builder_end (builder);

  if (*ids == NULL)
    finish (self, NULL);
  else
    smrt_invoice_check_run_async (self->client, self->store, self->customer_id, (const char * const *) ids,
                                  get_cancellable (self), checked_cb, g_object_ref (self));
}

static void
finish_newest (SmrtLedgerSync *self)
{
  if (self->table == SMRT_STORE_TABLE_INVOICES)
    check_invoices (self);
  else
    finish (self, NULL);
}

static void
updated_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  GError *error = NULL;

  if (smrt_store_update_finish (SMRT_STORE (source), result, &error))
    finish_newest (self);
  else
    finish (self, error);
}

static void
update_known (SmrtLedgerSync *self)
{
  if (self->known == NULL)
    finish_newest (self);
  else
    smrt_store_update_async (self->store, self->table, g_steal_pointer (&self->known), get_cancellable (self),
                             updated_cb, g_object_ref (self));
}

/* Takes over @error. The first one counts; nobody is called back before all
 * that is under way has ended. */
static void
note_error (SmrtLedgerSync *self,
            GError         *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  GError *error = NULL;

  self->writing = FALSE;
  if (!smrt_store_add_page_finish (SMRT_STORE (source), result, &error))
    {
      self->write_failed = TRUE;
      note_error (self, error);
    }
  else if (self->reads_rest)
    {
      self->n_rows += self->n_writing;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
    }
  go_on (self);
}

static void
write_waiting (SmrtLedgerSync *self)
{
  g_autoptr (SmrtStripePage) page = g_steal_pointer (&self->waiting);
  g_autofree char *cursor = g_steal_pointer (&self->waiting_cursor);
  SmrtStoreSide side = self->kind == PAGE_TOP || self->kind == PAGE_NEWER ? SMRT_STORE_SIDE_NEWER
                                                                          : SMRT_STORE_SIDE_OLDER;

  if (side == SMRT_STORE_SIDE_OLDER)
    self->complete = !page->has_more;
  self->writing = TRUE;
  self->n_writing = page->objects->len;
  smrt_store_add_page_async (self->store, self->table, side, cursor, g_steal_pointer (&page->objects),
                             !page->has_more, self->customer_id, get_cancellable (self), added_cb,
                             g_object_ref (self));
}

/* The page joins those that wait, in the server's order. */
static void
let_wait (SmrtLedgerSync *self)
{
  g_autoptr (SmrtStripePage) page = g_steal_pointer (&self->page);
  g_autofree char *cursor = g_steal_pointer (&self->page_cursor);

  if (self->waiting == NULL)
    {
      self->waiting = g_steal_pointer (&page);
      self->waiting_cursor = g_steal_pointer (&cursor);
      return;
    }

  if (self->kind == PAGE_NEWER)
    {
      g_ptr_array_extend_and_steal (page->objects, g_steal_pointer (&self->waiting->objects));
      self->waiting->objects = g_steal_pointer (&page->objects);
    }
  else
    {
      g_ptr_array_extend_and_steal (self->waiting->objects, g_steal_pointer (&page->objects));
    }
  self->waiting->has_more = page->has_more;
}

/* Splits the newest page into what is new, which becomes the page, and what was
 * there. Returns FALSE where the page does not reach down to what was there. */
static gboolean
split_top (SmrtLedgerSync *self)
{
  unsigned int n_new = 0;

  while (n_new < self->page->objects->len &&
         g_strcmp0 (smrt_stripe_page_get_id (self->page, n_new), self->edge->newest_id) != 0)
    n_new++;
  if (n_new == self->page->objects->len)
    return FALSE;

  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (unsigned int i = n_new; i < self->page->objects->len; i++)
    g_ptr_array_add (self->known, json_node_ref (g_ptr_array_index (self->page->objects, i)));
  g_ptr_array_set_size (self->page->objects, (int) n_new);
  self->page->has_more = FALSE;

  return TRUE;
}

static void
note_seen (SmrtLedgerSync *self)
{
  for (unsigned int i = 0; self->table == SMRT_STORE_TABLE_INVOICES && i < self->page->objects->len; i++)
    {
      const char *id = smrt_stripe_page_get_id (self->page, i);

      if (id != NULL)
        g_hash_table_add (self->seen, g_strdup (id));
    }
}

/* Looks at the page that has come, and knows what to ask for next. */
static gboolean
take_page (SmrtLedgerSync  *self,
           GError         **error)
{
  const char *next;

  if (self->page->objects->len == 0 && self->page->has_more)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: has_more, but the page is empty",
                   self->path);
      return FALSE;
    }

  note_seen (self);
  if (self->kind == PAGE_FIRST)
    return TRUE;

  if (self->kind == PAGE_TOP)
    {
      if (split_top (self))
        {
          self->page_cursor = g_strdup (self->edge->newest_id);
          return TRUE;
        }

      /* More came than fits on a page, or the newest row is gone: the server
       * tells which when it is asked what is newer. */
      g_clear_pointer (&self->page, smrt_stripe_page_free);
      self->kind = PAGE_NEWER;
      self->next_cursor = g_strdup (self->edge->newest_id);
      self->wants_page = TRUE;

      return TRUE;
    }

  self->page_cursor = g_steal_pointer (&self->next_cursor);
  if (!self->page->has_more)
    return TRUE;

  next = smrt_stripe_page_get_id (self->page, self->kind == PAGE_NEWER ? 0 : self->page->objects->len - 1);
  if (next == NULL || !g_hash_table_add (self->cursors, g_strdup (next)))
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: %s", self->path,
                   next != NULL ? "the list does not end"
                                : "has_more, but the page does not end in an object with an id");
      return FALSE;
    }
  self->next_cursor = g_strdup (next);
  self->wants_page = TRUE;

  return TRUE;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  self->fetching = FALSE;
  answer = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (answer != NULL)
    self->page = smrt_stripe_page_new (answer, self->path, &error);
  /* The store takes the objects to another thread. */
  g_clear_pointer (&answer, json_node_unref);

  if (self->page == NULL || !take_page (self, &error))
    note_error (self, error);
  else if (self->page != NULL)
    let_wait (self);
  go_on (self);
}

static void
fetch (SmrtLedgerSync *self)
{
  g_autoptr (SmrtForm) query = smrt_form_new ();

  if (self->table != SMRT_STORE_TABLE_CREDITS)
    smrt_form_add (query, "customer", self->customer_id);
  smrt_form_add_int (query, "limit", PAGE_SIZE);
  if (self->kind == PAGE_NEWER)
    smrt_form_add (query, "ending_before", self->next_cursor);
  else if (self->kind == PAGE_OLDER)
    smrt_form_add (query, "starting_after", self->next_cursor);

  self->wants_page = FALSE;
  self->fetching = TRUE;
  smrt_stripe_client_get_async (self->client, self->path, query, get_cancellable (self), fetched_cb,
                                g_object_ref (self));
}

static void
end_walk (SmrtLedgerSync *self)
{
  if (self->reads_rest && self->kind == PAGE_FIRST)
    load_edge (self);
  else if (self->reads_rest)
    finish (self, NULL);
  else
    update_known (self);
}

/* What there is to do next of the walk. What has come is written even where the
 * server fails afterwards. */
static void
go_on (SmrtLedgerSync *self)
{
  if (self->waiting != NULL && !self->writing && !self->write_failed)
    {
      if (self->waiting->objects->len > 0 || self->kind == PAGE_FIRST || self->kind == PAGE_OLDER)
        write_waiting (self);
      else
        g_clear_pointer (&self->waiting, smrt_stripe_page_free);
    }
  if (self->error == NULL && self->wants_page && !self->fetching &&
      (self->waiting == NULL || self->waiting->objects->len < MAX_WAITING))
    fetch (self);

  if (self->fetching || self->writing)
    return;

  if (self->error != NULL)
    fail (self, g_steal_pointer (&self->error));
  else
    end_walk (self);
}

static void
begin_walk (SmrtLedgerSync *self)
{
  const SmrtStoreEdge *edge = self->edge;

  forget_walk (self);
  self->wants_page = TRUE;
  if (edge->newest_id == NULL)
    self->kind = PAGE_FIRST;
  else if (self->reads_rest)
    self->kind = PAGE_OLDER;
  else
    self->kind = self->table == SMRT_STORE_TABLE_INVOICES ? PAGE_TOP : PAGE_NEWER;

  if (self->kind == PAGE_OLDER)
    self->next_cursor = g_strdup (edge->oldest_id);
  else if (self->kind == PAGE_NEWER)
    self->next_cursor = g_strdup (edge->newest_id);
  if (self->next_cursor != NULL)
    g_hash_table_add (self->cursors, g_strdup (self->next_cursor));

  go_on (self);
}

static void
edge_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtLedgerSync) self = user_data;
  GError *error = NULL;

  g_clear_pointer (&self->edge, smrt_store_edge_free);
  self->edge = smrt_store_load_edge_finish (SMRT_STORE (source), result, &error);
  if (self->edge == NULL)
    finish (self, error);
  else
    {
      self->complete = self->edge->complete;
      if (self->reads_rest && self->complete)
        finish (self, NULL);
      else
        begin_walk (self);
    }
}

static void
load_edge (SmrtLedgerSync *self)
{
  smrt_store_load_edge_async (self->store, self->table, get_cancellable (self), edge_cb, g_object_ref (self));
}

static void
begin (SmrtLedgerSync      *self,
       gboolean             reads_rest,
       gpointer             tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tag);
  g_task_set_check_cancellable (self->task, FALSE);
  self->reads_rest = reads_rest;
  if (reads_rest && self->complete)
    finish (self, NULL);
  else
    load_edge (self);
}

static char *
create_path (SmrtLedgerSync *self)
{
  if (self->table == SMRT_STORE_TABLE_CREDITS)
    return smrt_stripe_call_get_path ("/v1/customers/", self->customer_id, "/balance_transactions");

  return g_strdup (self->table == SMRT_STORE_TABLE_INVOICES ? "/v1/invoices"
                                                            : "/v1/billing/credit_balance_transactions");
}

static void
smrt_ledger_sync_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_N_ROWS)
    g_value_set_uint64 (value, SMRT_LEDGER_SYNC (object)->n_rows);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
smrt_ledger_sync_dispose (GObject *object)
{
  SmrtLedgerSync *self = SMRT_LEDGER_SYNC (object);

  g_clear_object (&self->client);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (smrt_ledger_sync_parent_class)->dispose (object);
}

static void
smrt_ledger_sync_finalize (GObject *object)
{
  SmrtLedgerSync *self = SMRT_LEDGER_SYNC (object);

  g_clear_pointer (&self->edge, smrt_store_edge_free);
  g_hash_table_unref (self->cursors);
  g_hash_table_unref (self->seen);
  g_free (self->customer_id);
  g_free (self->path);

  G_OBJECT_CLASS (smrt_ledger_sync_parent_class)->finalize (object);
}

static void
smrt_ledger_sync_class_init (SmrtLedgerSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = smrt_ledger_sync_get_property;
  object_class->dispose = smrt_ledger_sync_dispose;
  object_class->finalize = smrt_ledger_sync_finalize;

  properties[PROP_N_ROWS] = g_param_spec_uint64 ("n-rows", NULL, NULL, 0, G_MAXUINT64, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_ledger_sync_init (SmrtLedgerSync *self)
{
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SmrtLedgerSync *
smrt_ledger_sync_new (SmrtStripeClient *client,
                      SmrtStore        *store,
                      SmrtStoreTable    table,
                      const char       *customer_id)
{
  SmrtLedgerSync *self;

  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (client), NULL);
  g_return_val_if_fail (SMRT_IS_STORE (store), NULL);
  g_return_val_if_fail (customer_id != NULL, NULL);

  self = g_object_new (SMRT_TYPE_LEDGER_SYNC, NULL);
  self->client = g_object_ref (client);
  self->store = g_object_ref (store);
  self->table = table;
  self->customer_id = g_strdup (customer_id);
  self->path = create_path (self);

  return self;
}

gboolean
smrt_ledger_sync_get_complete (SmrtLedgerSync *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_SYNC (self), FALSE);

  return self->complete;
}

guint64
smrt_ledger_sync_get_n_rows (SmrtLedgerSync *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_SYNC (self), 0);

  return self->n_rows;
}

void
smrt_ledger_sync_read_newest_async (SmrtLedgerSync      *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_LEDGER_SYNC (self));
  g_return_if_fail (self->task == NULL);

  begin (self, FALSE, smrt_ledger_sync_read_newest_async, cancellable, callback, user_data);
}

gboolean
smrt_ledger_sync_read_newest_finish (SmrtLedgerSync  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_ledger_sync_read_newest_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_ledger_sync_read_rest_async (SmrtLedgerSync      *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_LEDGER_SYNC (self));
  g_return_if_fail (self->task == NULL);

  begin (self, TRUE, smrt_ledger_sync_read_rest_async, cancellable, callback, user_data);
}

gboolean
smrt_ledger_sync_read_rest_finish (SmrtLedgerSync  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_ledger_sync_read_rest_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
