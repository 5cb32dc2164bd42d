/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keep-plan.h"

#include "smrt-stripe-schedule.h"

struct _SmrtKeepPlan
{
  SmrtOperation parent_instance;

  char *schedule_id;
};

G_DEFINE_FINAL_TYPE (SmrtKeepPlan, smrt_keep_plan, SMRT_TYPE_OPERATION)

static gboolean
smrt_keep_plan_send (SmrtOperation       *operation,
                     SmrtStripeClient    *client,
                     SmrtSubscription    *subscription,
                     const char          *idempotency_key,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  SmrtKeepPlan *self = SMRT_KEEP_PLAN (operation);

  self->schedule_id = g_strdup (smrt_subscription_get_schedule_id (subscription));
  if (self->schedule_id == NULL)
    return FALSE;

  smrt_stripe_release_schedule_async (client, self->schedule_id, idempotency_key, cancellable, callback, user_data);

  return TRUE;
}

static gboolean
smrt_keep_plan_send_finish (SmrtOperation     *operation,
                            SmrtStripeClient  *client,
                            GAsyncResult      *result,
                            GError           **error)
{
  g_autoptr (SmrtSchedule) schedule = smrt_stripe_release_schedule_finish (client, result, error);

  return schedule != NULL;
}

/* Another schedule is another change, that somebody else has made since. */
static gboolean
smrt_keep_plan_is_done (SmrtOperation    *operation,
                        SmrtSubscription *subscription)
{
  const char *schedule_id = smrt_subscription_get_schedule_id (subscription);

  return schedule_id == NULL || g_strcmp0 (schedule_id, SMRT_KEEP_PLAN (operation)->schedule_id) != 0;
}

static void
smrt_keep_plan_finalize (GObject *object)
{
  g_free (SMRT_KEEP_PLAN (object)->schedule_id);

  G_OBJECT_CLASS (smrt_keep_plan_parent_class)->finalize (object);
}

static void
smrt_keep_plan_class_init (SmrtKeepPlanClass *klass)
{
  SmrtOperationClass *operation_class = SMRT_OPERATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = smrt_keep_plan_finalize;
  operation_class->send = smrt_keep_plan_send;
  operation_class->send_finish = smrt_keep_plan_send_finish;
  operation_class->is_done = smrt_keep_plan_is_done;
}

static void
smrt_keep_plan_init (SmrtKeepPlan *self)
{
}

SmrtOperation *
smrt_keep_plan_new (SmrtAccount *account,
                    const char  *subscription_id)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (subscription_id != NULL, NULL);

  return g_object_new (SMRT_TYPE_KEEP_PLAN, "account", account, "subscription-id", subscription_id, NULL);
}
