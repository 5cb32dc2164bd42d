/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-operation.h"

#include "smrt-refresh.h"
#include "smrt-stripe-error.h"

typedef struct
{
  SmrtAccount *account;
  char *subscription_id;
  GTask *task;
  GError *error;
} SmrtOperationPrivate;

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SUBSCRIPTION_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SmrtOperation, smrt_operation, G_TYPE_OBJECT)

static SmrtOperationPrivate *
get_private (SmrtOperation *self)
{
  return smrt_operation_get_instance_private (self);
}

static SmrtStripeClient *
get_client (SmrtOperation *self)
{
  return smrt_session_get_client (smrt_account_get_session (get_private (self)->account));
}

static SmrtSubscription *
find_subscription (SmrtOperation *self)
{
  SmrtOperationPrivate *priv = get_private (self);

  return smrt_account_find_subscription (priv->account, priv->subscription_id);
}

static void
complete (SmrtOperation *self,
          GError        *error)
{
  SmrtOperationPrivate *priv = get_private (self);
  g_autoptr (GTask) task = g_steal_pointer (&priv->task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GError *
create_unknown (const char *message)
{
  GError *error = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN, message);

  smrt_stripe_error_set_outcome_unknown (error);

  return error;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtOperation) self = user_data;
  SmrtOperationPrivate *priv = get_private (self);
  g_autoptr (GError) reading_error = NULL;
  SmrtSubscription *subscription;

  if (!smrt_refresh_run_finish (SMRT_REFRESH (source), result, &reading_error))
    {
      complete (self, priv->error != NULL ? g_steal_pointer (&priv->error) : create_unknown (reading_error->message));
      return;
    }

  /* With the subscription what was to be taken back is gone as well. */
  subscription = find_subscription (self);
  if (subscription == NULL || SMRT_OPERATION_GET_CLASS (self)->is_done (self, subscription))
    complete (self, NULL);
  else if (priv->error != NULL)
    complete (self, g_steal_pointer (&priv->error));
  else
    complete (self, create_unknown ("The server accepted it, but does not show it"));
}

static void
read_account (SmrtOperation *self)
{
  SmrtOperationPrivate *priv = get_private (self);
  g_autoptr (SmrtRefresh) refresh = smrt_refresh_new (priv->account);

  smrt_refresh_run_async (refresh, g_task_get_cancellable (priv->task), read_cb, g_object_ref (self));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtOperation) self = user_data;
  SmrtOperationPrivate *priv = get_private (self);

  /* A refusal may say no more than that it was done before; one that left for
   * nowhere says nothing at all, and reading would fail in the same way. */
  if (!SMRT_OPERATION_GET_CLASS (self)->send_finish (self, SMRT_STRIPE_CLIENT (source), result, &priv->error) &&
      g_error_matches (priv->error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT))
    complete (self, g_steal_pointer (&priv->error));
  else
    read_account (self);
}

static void
smrt_operation_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SmrtOperationPrivate *priv = get_private (SMRT_OPERATION (object));

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, priv->account);
      break;
    case PROP_SUBSCRIPTION_ID:
      g_value_set_string (value, priv->subscription_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_operation_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SmrtOperationPrivate *priv = get_private (SMRT_OPERATION (object));

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      priv->account = g_value_dup_object (value);
      break;
    case PROP_SUBSCRIPTION_ID:
      priv->subscription_id = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_operation_dispose (GObject *object)
{
  SmrtOperationPrivate *priv = get_private (SMRT_OPERATION (object));

  g_clear_object (&priv->account);
  g_clear_error (&priv->error);

  G_OBJECT_CLASS (smrt_operation_parent_class)->dispose (object);
}

static void
smrt_operation_finalize (GObject *object)
{
  SmrtOperationPrivate *priv = get_private (SMRT_OPERATION (object));

  g_free (priv->subscription_id);

  G_OBJECT_CLASS (smrt_operation_parent_class)->finalize (object);
}

static void
smrt_operation_class_init (SmrtOperationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_operation_get_property;
  object_class->set_property = smrt_operation_set_property;
  object_class->dispose = smrt_operation_dispose;
  object_class->finalize = smrt_operation_finalize;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SUBSCRIPTION_ID] = g_param_spec_string ("subscription-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_operation_init (SmrtOperation *self)
{
}

SmrtAccount *
smrt_operation_get_account (SmrtOperation *self)
{
  g_return_val_if_fail (SMRT_IS_OPERATION (self), NULL);

  return get_private (self)->account;
}

void
smrt_operation_run_async (SmrtOperation       *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SmrtOperationPrivate *priv;
  SmrtSubscription *subscription;
  g_autofree char *key = NULL;

  g_return_if_fail (SMRT_IS_OPERATION (self));

  priv = get_private (self);
  g_return_if_fail (priv->task == NULL && priv->account != NULL && priv->subscription_id != NULL);

  priv->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (priv->task, smrt_operation_run_async);
  g_task_set_check_cancellable (priv->task, FALSE);

  subscription = find_subscription (self);
  key = smrt_stripe_client_new_idempotency_key ();
  g_object_ref (self);
  if (subscription == NULL ||
      !SMRT_OPERATION_GET_CLASS (self)->send (self, get_client (self), subscription, key, cancellable, sent_cb, self))
    {
      read_account (self);
      g_object_unref (self);
    }
}

gboolean
smrt_operation_run_finish (SmrtOperation  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (SMRT_IS_OPERATION (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
