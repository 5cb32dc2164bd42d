/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-schedule-repair.h"

#include "smrt-keep-plan.h"
#include "smrt-stripe-demo.h"

/* Within that time another program may be about to send the second request. */
#define PATIENCE_SECONDS (5 * 60)

struct _SmrtScheduleRepair
{
  GObject parent_instance;

  SmrtAccount *account;
  GPtrArray *subscription_ids;
  gint64 now;
  GTask *task;
};

G_DEFINE_FINAL_TYPE (SmrtScheduleRepair, smrt_schedule_repair, G_TYPE_OBJECT)

static gboolean
is_left_behind (SmrtSubscription *subscription,
                gint64            now)
{
  SmrtSchedule *schedule = smrt_subscription_get_schedule (subscription);

  const SmrtSchedulePhase *phase;

  if (schedule == NULL || smrt_schedule_get_phases (schedule)->len != 1)
    return FALSE;

  /* One that somebody else has made may be longer than the period. */
  phase = g_ptr_array_index (smrt_schedule_get_phases (schedule), 0);

  return smrt_schedule_get_running (schedule) &&
         smrt_schedule_get_releases (schedule) &&
         phase->end_date == smrt_subscription_get_next_billing_date (subscription) &&
         smrt_schedule_get_created (schedule) > 0 &&
         smrt_schedule_get_created (schedule) < now - PATIENCE_SECONDS;
}

static GPtrArray *
list_left_behind (SmrtAccount *account,
                  gint64       now)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (account);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (!smrt_session_get_can_change (smrt_account_get_session (account)))
    return ids;

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (is_left_behind (subscription, now))
        g_ptr_array_add (ids, g_strdup (smrt_subscription_get_id (subscription)));
    }

  return ids;
}

/* What lives on a test clock was made at the time that the clock shows, which
 * is not that of the server's answers. */
static const char *
get_test_clock (SmrtAccount *account)
{
  SmrtCustomer *customer = smrt_account_get_customer (account);

  return customer != NULL ? smrt_customer_get_test_clock (customer) : NULL;
}

static void release_next (SmrtScheduleRepair *self);

/* The account is read again after each one, and by then somebody may have finished what was left. */
static char *
take_next (SmrtScheduleRepair *self)
{
  while (self->subscription_ids->len > 0)
    {
      g_autofree char *id = g_ptr_array_steal_index (self->subscription_ids, 0);
      SmrtSubscription *subscription = smrt_account_find_subscription (self->account, id);

      if (subscription != NULL && is_left_behind (subscription, self->now))
        return g_steal_pointer (&id);
    }

  return NULL;
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtScheduleRepair) self = user_data;
  GError *error = NULL;

  if (smrt_operation_run_finish (SMRT_OPERATION (source), result, &error))
    {
      release_next (self);
    }
  else
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_error (task, error);
    }
}

static void
release_next (SmrtScheduleRepair *self)
{
  g_autoptr (SmrtOperation) operation = NULL;
  g_autofree char *id = take_next (self);

  if (id == NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_boolean (task, TRUE);
      return;
    }

  operation = smrt_keep_plan_new (self->account, id);
  smrt_operation_run_async (operation, g_task_get_cancellable (self->task), released_cb, g_object_ref (self));
}

static void
begin (SmrtScheduleRepair *self,
       gint64              now)
{
  self->now = now;
  self->subscription_ids = list_left_behind (self->account, now);
  release_next (self);
}

static void
clock_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SmrtScheduleRepair) self = user_data;
  GError *error = NULL;
  gint64 now;

  if (smrt_stripe_load_test_clock_finish (SMRT_STRIPE_CLIENT (source), result, &now, &error))
    {
      begin (self, now);
    }
  else
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_error (task, error);
    }
}

static void
smrt_schedule_repair_dispose (GObject *object)
{
  SmrtScheduleRepair *self = SMRT_SCHEDULE_REPAIR (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->subscription_ids, g_ptr_array_unref);

  G_OBJECT_CLASS (smrt_schedule_repair_parent_class)->dispose (object);
}

static void
smrt_schedule_repair_class_init (SmrtScheduleRepairClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_schedule_repair_dispose;
}

static void
smrt_schedule_repair_init (SmrtScheduleRepair *self)
{
}

gboolean
smrt_schedule_repair_is_needed (SmrtAccount *account)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);

  ids = list_left_behind (account, get_test_clock (account) != NULL ? G_MAXINT64 : smrt_account_get_as_of (account));

  return ids->len > 0;
}

SmrtScheduleRepair *
smrt_schedule_repair_new (SmrtAccount *account)
{
  SmrtScheduleRepair *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  self = g_object_new (SMRT_TYPE_SCHEDULE_REPAIR, NULL);
  self->account = g_object_ref (account);

  return self;
}

void
smrt_schedule_repair_run_async (SmrtScheduleRepair  *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const char *clock_id;

  g_return_if_fail (SMRT_IS_SCHEDULE_REPAIR (self));
  g_return_if_fail (self->task == NULL && self->subscription_ids == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_schedule_repair_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  clock_id = get_test_clock (self->account);
  if (clock_id != NULL)
    smrt_stripe_load_test_clock_async (smrt_session_get_client (smrt_account_get_session (self->account)), clock_id,
                                       cancellable, clock_read_cb, g_object_ref (self));
  else
    begin (self, smrt_account_get_as_of (self->account));
}

gboolean
smrt_schedule_repair_run_finish (SmrtScheduleRepair  *self,
                                 GAsyncResult        *result,
                                 GError             **error)
{
  g_return_val_if_fail (SMRT_IS_SCHEDULE_REPAIR (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
