/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-demo.h"

#include "smrt-stripe-demo.h"

#define SECONDS_A_DAY (24 * 60 * 60)
/* A renewal invoice is a draft for an hour before it is charged. */
#define SECONDS_UNTIL_CHARGED (2 * 60 * 60)

typedef struct
{
  SmrtDemoAction action;
  char *clock_id;
} DemoData;

static void
free_data (DemoData *data)
{
  g_free (data->clock_id);
  g_free (data);
}

static gint64
get_next_billing_date (SmrtAccount *account)
{
  GListModel *model = smrt_account_get_subscriptions (account);
  gint64 next = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (model, i);
      gint64 date = smrt_subscription_get_next_billing_date (subscription);

      if (date != 0 && (next == 0 || date < next))
        next = date;
    }

  return next;
}

static void
finish (GTask    *task,
        gboolean  done,
        GError   *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
advance_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean done = smrt_stripe_advance_test_clock_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  finish (task, done, error);
}

static void
card_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean done = smrt_stripe_set_test_card_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  finish (task, done, error);
}

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean done = smrt_stripe_reset_demo_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  finish (task, done, error);
}

static void
clock_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAccount *account = g_task_get_source_object (task);
  DemoData *data = g_task_get_task_data (task);
  SmrtStripeClient *client = SMRT_STRIPE_CLIENT (source);
  GError *error = NULL;
  gint64 now, target;

  if (!smrt_stripe_load_test_clock_finish (client, result, &now, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  target = now + SECONDS_A_DAY;
  if (data->action == SMRT_DEMO_NEXT_BILLING_DATE)
    target = MAX (get_next_billing_date (account), now) + SECONDS_UNTIL_CHARGED;

  smrt_stripe_advance_test_clock_async (client, data->clock_id, target, g_task_get_cancellable (task),
                                        advance_cb, g_object_ref (task));
}

static void
time_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gint64 *time = g_new (gint64, 1);
  GError *error = NULL;

  if (smrt_stripe_load_test_clock_finish (SMRT_STRIPE_CLIENT (source), result, time, &error))
    {
      g_task_return_pointer (task, time, g_free);
      return;
    }

  g_free (time);
  g_task_return_error (task, error);
}

/* Whether the account lives by a test clock; else the task has ended. */
static const char *
need_clock (SmrtAccount *account,
            GTask       *task)
{
  SmrtCustomer *customer = smrt_account_get_customer (account);
  const char *clock_id = customer != NULL ? smrt_customer_get_test_clock (customer) : NULL;

  if (clock_id == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "The account does not live by a clock that can be advanced");

  return clock_id;
}

char *
smrt_demo_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "smrtphone-plans", "demo.sqlite", NULL);
}

void
smrt_demo_load_time_async (SmrtAccount         *account,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *clock_id;

  g_return_if_fail (SMRT_IS_ACCOUNT (account));

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_demo_load_time_async);

  clock_id = need_clock (account, task);
  if (clock_id != NULL)
    smrt_stripe_load_test_clock_async (smrt_session_get_client (smrt_account_get_session (account)), clock_id,
                                       cancellable, time_cb, g_steal_pointer (&task));
}

gboolean
smrt_demo_load_time_finish (SmrtAccount   *account,
                            GAsyncResult  *result,
                            gint64        *time,
                            GError       **error)
{
  g_autofree gint64 *loaded = NULL;

  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);
  g_return_val_if_fail (time != NULL, FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;

  *time = *loaded;

  return TRUE;
}

void
smrt_demo_run_async (SmrtAccount         *account,
                     SmrtDemoAction       action,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SmrtSession *session;
  SmrtStripeClient *client;
  const char *clock_id;
  DemoData *data;

  g_return_if_fail (SMRT_IS_ACCOUNT (account));

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_demo_run_async);

  session = smrt_account_get_session (account);
  client = smrt_session_get_client (session);
  clock_id = need_clock (account, task);
  if (clock_id == NULL)
    return;

  data = g_new0 (DemoData, 1);
  data->action = action;
  data->clock_id = g_strdup (clock_id);
  g_task_set_task_data (task, data, (GDestroyNotify) free_data);

  switch (action)
    {
    case SMRT_DEMO_NEXT_BILLING_DATE:
    case SMRT_DEMO_ONE_DAY:
      smrt_stripe_load_test_clock_async (client, data->clock_id, cancellable, clock_cb, g_steal_pointer (&task));
      break;

    case SMRT_DEMO_CARD_WORKS:
      smrt_stripe_set_test_card_async (client, smrt_session_get_customer_id (session), "pm_card_visa",
                                       cancellable, card_cb, g_steal_pointer (&task));
      break;

    case SMRT_DEMO_CARD_DECLINES:
      smrt_stripe_set_test_card_async (client, smrt_session_get_customer_id (session), "pm_card_chargeCustomerFail",
                                       cancellable, card_cb, g_steal_pointer (&task));
      break;

    case SMRT_DEMO_CARD_ASKS:
      smrt_stripe_set_test_card_async (client, smrt_session_get_customer_id (session), "pm_card_authenticationRequired",
                                       cancellable, card_cb, g_steal_pointer (&task));
      break;

    case SMRT_DEMO_RESET:
      smrt_stripe_reset_demo_async (client, cancellable, reset_cb, g_steal_pointer (&task));
      break;

    default:
      g_assert_not_reached ();
    }
}

gboolean
smrt_demo_run_finish (SmrtAccount   *account,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
