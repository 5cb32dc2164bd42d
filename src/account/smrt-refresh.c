/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-refresh.h"

#include "smrt-copy.h"
#include "smrt-database.h"
#include "smrt-ledger-sync.h"
#include "smrt-problem.h"
#include "smrt-reading.h"
#include "smrt-usage-copy.h"

#define N_RECENT 100

/* The first ones are those that the account shows. */
static const SmrtStoreTable tables[] = {
  SMRT_STORE_TABLE_CREDITS,
  SMRT_STORE_TABLE_INVOICES,
  SMRT_STORE_TABLE_USAGE_CREDITS,
};

#define N_TABLES G_N_ELEMENTS (tables)
#define N_SHOWN 2

struct _SmrtRefresh
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtStore *store;
  SmrtStripeArchive *archive;
  SmrtReading *reading;
  SmrtLedgerSync *syncs[N_TABLES];
  GPtrArray *recent[N_SHOWN];
  GCancellable *cancellable;
  GCancellable *outer_cancellable;
  gulong cancelled_id;
  GTask *task;
  GError *error;
  GError *store_error;
  gboolean whole;
  gboolean loading;
  gboolean ended;
  gint64 as_of;
  unsigned int n_pending;
  unsigned int number;
};

G_DEFINE_FINAL_TYPE (SmrtRefresh, smrt_refresh, G_TYPE_OBJECT)

static void keep (SmrtRefresh *self);
static void show (SmrtRefresh *self);

static SmrtStripeClient *
get_client (SmrtRefresh *self)
{
  return smrt_session_get_client (smrt_account_get_session (self->account));
}

static const char *
get_customer_id (SmrtRefresh *self)
{
  return smrt_session_get_customer_id (smrt_account_get_session (self->account));
}

static void
end_loading (SmrtRefresh *self)
{
  if (self->loading)
    smrt_account_end_loading (self->account);
  self->loading = FALSE;
}

/* Who asked is told once: when the reading is shown, or when all is there. */
static void
complete (SmrtRefresh *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->error == NULL)
    {
      if (task != NULL)
        g_task_return_boolean (task, TRUE);
      return;
    }

  if (task != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  g_clear_error (&self->error);
}

static void
reworded_cb (SmrtStore   *store,
             GParamSpec  *pspec,
             SmrtRefresh *self)
{
  if (smrt_store_get_rewording (store))
    return;

  g_signal_handlers_disconnect_by_func (store, reworded_cb, self);
  complete (self);
  g_object_unref (self);
}

static void
end (SmrtRefresh *self)
{
  self->ended = TRUE;
  g_cancellable_disconnect (self->outer_cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->outer_cancellable);

  if (self->error != NULL)
    {
      SmrtProblem problem = smrt_problem_from_error (self->error);
      gboolean given_up = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                          g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CLOSED);

      /* For a reading a lost answer is no more than a lost connection. */
      if (given_up || smrt_account_accept_reading (self->account, self->number))
        smrt_account_fail_reading (self->account, given_up ? NULL : self->error,
                                   problem == SMRT_PROBLEM_OFFLINE || problem == SMRT_PROBLEM_TIMED_OUT ||
                                     problem == SMRT_PROBLEM_OUTCOME_UNKNOWN);
    }
  end_loading (self);

  /* Who wants all rows wants them in their final words. */
  if (self->error == NULL && self->whole && smrt_store_get_rewording (self->store))
    g_signal_connect (self->store, "notify::rewording", G_CALLBACK (reworded_cb), g_object_ref (self));
  else
    complete (self);
}

static void begin_syncs (SmrtRefresh *self);

static void
given_up_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;

  if (!smrt_copy_give_up_finish (SMRT_ACCOUNT (source), result, &self->error))
    {
      end (self);
      return;
    }

  g_set_object (&self->store, smrt_account_get_store (self->account));
  begin_syncs (self);
}

/* Notes what one of the parallel parts brought; with the last of them the next
 * step begins. The first error is the one that counts: it makes the others give
 * up. Where no more than the store fails, another one takes its place and
 * everything else is of use. */
static void
finish_part (SmrtRefresh *self,
             GError      *error,
             void       (*next) (SmrtRefresh *self))
{
  if (error != NULL && error->domain == SMRT_DATABASE_ERROR && self->store != NULL)
    {
      if (self->store_error == NULL)
        self->store_error = g_steal_pointer (&error);
    }
  else if (error != NULL && self->error == NULL)
    {
      self->error = g_steal_pointer (&error);
      g_cancellable_cancel (self->cancellable);
    }
  g_clear_error (&error);

  if (--self->n_pending > 0)
    return;

  if (self->error != NULL)
    end (self);
  else if (self->store_error != NULL)
    {
      g_autoptr (GError) problem = g_steal_pointer (&self->store_error);

      end_loading (self);
      smrt_copy_give_up_async (self->account, self->store, problem, NULL, given_up_cb, g_object_ref (self));
    }
  else
    next (self);
}

static void
count_rows (SmrtRefresh *self)
{
  guint64 n_rows = 0;

  for (unsigned int i = 0; i < N_TABLES; i++)
    n_rows += smrt_ledger_sync_get_n_rows (self->syncs[i]);
  smrt_account_set_loading_rows (self->account, n_rows);
}

static void
rest_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  smrt_ledger_sync_read_rest_finish (SMRT_LEDGER_SYNC (source), result, &error);
  finish_part (self, error, end);
}

/* Two that went on from the same row would get in each other's way. */
static void
load_rest (SmrtRefresh *self)
{
  gboolean has_all = TRUE;

  for (unsigned int i = 0; i < N_TABLES; i++)
    has_all &= smrt_ledger_sync_get_complete (self->syncs[i]);
  if (!has_all)
    self->loading = smrt_account_begin_loading (self->account);
  if (!self->loading)
    return;

  self->n_pending = N_TABLES;
  for (unsigned int i = 0; i < N_TABLES; i++)
    {
      g_signal_connect_object (self->syncs[i], "notify::n-rows", G_CALLBACK (count_rows), self, G_CONNECT_SWAPPED);
      smrt_ledger_sync_read_rest_async (self->syncs[i], self->cancellable, rest_cb, g_object_ref (self));
    }
}

static void
show (SmrtRefresh *self)
{
  load_rest (self);

  if (smrt_account_accept_reading (self->account, self->number))
    {
      smrt_account_take_usage_subscriptions (self->account, smrt_reading_get_usage_subscriptions (self->reading));
      smrt_account_take_reading (self->account, smrt_reading_get_catalogue (self->reading),
                                 smrt_reading_get_customer (self->reading),
                                 smrt_reading_get_subscriptions (self->reading),
                                 self->recent[0], self->recent[1], self->as_of);
    }

  if (!self->loading)
    end (self);
  else if (!self->whole)
    complete (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  smrt_store_keep_copy_finish (SMRT_STORE (source), result, &error);
  finish_part (self, error, show);
}

#define DEFINE_RECENT_CALLBACK(name, position)                                                      \
 static void                                                                                         \
 name (GObject *source,                                                                              \
       GAsyncResult *result,                                                                         \
       gpointer user_data)                                                                           \
 {                                                                                                   \
  g_autoptr (SmrtRefresh) self = user_data;                                                          \
  GError *error = NULL;                                                                              \
                                                                                                \
  g_clear_pointer (&self->recent[position], g_ptr_array_unref);                                      \
  self->recent[position] = smrt_store_load_recent_finish (SMRT_STORE (source), result, &error);      \
  finish_part (self, error, show);                                                                   \
 }

DEFINE_RECENT_CALLBACK (credits_cb, 0)
DEFINE_RECENT_CALLBACK (invoices_cb, 1)

/* All that was read is kept before it is shown; what is older than what the
 * account shows by now is neither. */
static void
keep (SmrtRefresh *self)
{
  g_autoptr (SmrtStoreCopy) copy = NULL;

  if (!smrt_account_accept_reading (self->account, self->number))
    {
      end (self);
      return;
    }

  if (self->as_of == 0)
    self->as_of = smrt_stripe_client_get_server_time (get_client (self));
  copy = smrt_store_copy_new (self->archive, get_customer_id (self), self->as_of);
  smrt_usage_copy_set_base (self->account, copy);
  smrt_usage_copy_carry (self->account, self->archive);
  self->n_pending = 1 + N_SHOWN;
  smrt_store_keep_copy_async (self->store, copy, smrt_reading_get_catalogue (self->reading), self->cancellable, kept_cb,
                              g_object_ref (self));
  smrt_store_load_recent_async (self->store, tables[0], N_RECENT, self->cancellable, credits_cb, g_object_ref (self));
  smrt_store_load_recent_async (self->store, tables[1], N_RECENT, self->cancellable, invoices_cb, g_object_ref (self));
}

static void
newest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  smrt_ledger_sync_read_newest_finish (SMRT_LEDGER_SYNC (source), result, &error);
  finish_part (self, error, keep);
}

static void
begin_syncs (SmrtRefresh *self)
{
  self->n_pending += N_TABLES;
  for (unsigned int i = 0; i < N_TABLES; i++)
    {
      g_clear_object (&self->syncs[i]);
      self->syncs[i] = smrt_ledger_sync_new (get_client (self), self->store, tables[i], get_customer_id (self));
      smrt_ledger_sync_read_newest_async (self->syncs[i], self->cancellable, newest_cb, g_object_ref (self));
    }
}

static void
reading_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  smrt_reading_run_finish (SMRT_READING (source), result, &error);
  finish_part (self, error, keep);
}

/* Whose account it is may be known before the server says who is asking: then
 * everything is asked for at once. The store may be open before or after. */
static void
begin_what_can_begin (SmrtRefresh *self)
{
  if (get_customer_id (self) == NULL || self->error != NULL)
    return;

  if (self->reading == NULL)
    {
      g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new_recording (get_client (self), self->archive);

      self->reading = smrt_reading_new (client, get_customer_id (self));
      self->n_pending++;
      smrt_reading_run_async (self->reading, self->cancellable, reading_cb, g_object_ref (self));
    }

  if (self->store == NULL && smrt_account_get_store (self->account) != NULL)
    {
      self->store = g_object_ref (smrt_account_get_store (self->account));
      begin_syncs (self);
    }
}

static void
sign_in_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  if (smrt_session_sign_in_finish (SMRT_SESSION (source), result, &error))
    begin_what_can_begin (self);
  finish_part (self, error, keep);
}

static void
store_cb (SmrtRefresh *self)
{
  if (!self->ended)
    begin_what_can_begin (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  if (smrt_copy_open_finish (SMRT_ACCOUNT (source), result, &error))
    begin_what_can_begin (self);
  finish_part (self, error, keep);
}

static void
outer_cancelled_cb (GCancellable *outer_cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
smrt_refresh_dispose (GObject *object)
{
  SmrtRefresh *self = SMRT_REFRESH (object);

  g_clear_object (&self->account);
  g_clear_object (&self->store);
  g_clear_object (&self->archive);
  g_clear_object (&self->reading);
  for (unsigned int i = 0; i < N_TABLES; i++)
    g_clear_object (&self->syncs[i]);
  for (unsigned int i = 0; i < N_SHOWN; i++)
    g_clear_pointer (&self->recent[i], g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer_cancellable);
  g_clear_error (&self->error);
  g_clear_error (&self->store_error);

  G_OBJECT_CLASS (smrt_refresh_parent_class)->dispose (object);
}

static void
smrt_refresh_class_init (SmrtRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_refresh_dispose;
}

static void
smrt_refresh_init (SmrtRefresh *self)
{
  self->cancellable = g_cancellable_new ();
  self->archive = smrt_stripe_archive_new ();
}

SmrtRefresh *
smrt_refresh_new (SmrtAccount *account)
{
  SmrtRefresh *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  self = g_object_new (SMRT_TYPE_REFRESH, NULL);
  self->account = g_object_ref (account);

  return self;
}

SmrtRefresh *
smrt_refresh_new_whole (SmrtAccount *account)
{
  SmrtRefresh *self = smrt_refresh_new (account);

  if (self != NULL)
    self->whole = TRUE;

  return self;
}

void
smrt_refresh_run_async (SmrtRefresh         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_REFRESH (self));
  g_return_if_fail (self->task == NULL && self->number == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_refresh_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  if (cancellable != NULL)
    {
      self->outer_cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);
    }

  self->number = smrt_account_begin_reading (self->account);

  self->n_pending = 2;
  smrt_session_sign_in_async (smrt_account_get_session (self->account), self->cancellable,
                              sign_in_cb, g_object_ref (self));
  g_signal_connect_object (self->account, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  smrt_copy_open_async (self->account, self->cancellable, opened_cb, g_object_ref (self));
  begin_what_can_begin (self);
}

gboolean
smrt_refresh_run_finish (SmrtRefresh   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (SMRT_IS_REFRESH (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error))
    g_debug ("Reading the account failed: %s", error->message);
}

void
smrt_refresh_read (SmrtAccount  *account,
                   GCancellable *cancellable)
{
  g_autoptr (SmrtRefresh) refresh = smrt_refresh_new (account);

  smrt_refresh_run_async (refresh, cancellable, read_cb, NULL);
}
