/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring.h"

#include "smrt-keyring-call.h"
#include "smrt-keyring-file.h"
#include "smrt-keyring-libsecret.h"
#include "smrt-keyring-service.h"

#define DEFAULT_TIMEOUT_MS 120000

struct _SmrtKeyring
{
  GObject parent_instance;

  unsigned int timeout_ms;
};

enum
{
  PROP_0,
  PROP_TIMEOUT_MS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtKeyring, smrt_keyring, G_TYPE_OBJECT)

G_DEFINE_QUARK (smrt-keyring-error-quark, smrt_keyring_error)

static void
run_call (SmrtKeyring         *self,
          SmrtKeyringVerb      verb,
          const char          *account,
          const char          *label,
          SmrtSecret          *secret,
          gpointer             source_tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SmrtKeyringCall) call = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, source_tag);
  if (!smrt_keyring_libsecret_load (&error))
    {
      g_task_return_new_error (task, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_FAILED, "%s", error->message);
      g_object_unref (task);
      return;
    }

  call = smrt_keyring_call_new (task, verb, account, label, secret, self->timeout_ms);

  if (smrt_keyring_file_is_possible ())
    smrt_keyring_file_run (call);
  else
    smrt_keyring_service_run (call);
}

static void
smrt_keyring_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtKeyring *self = SMRT_KEYRING (object);

  switch (prop_id)
    {
    case PROP_TIMEOUT_MS:
      g_value_set_uint (value, self->timeout_ms);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_keyring_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtKeyring *self = SMRT_KEYRING (object);

  switch (prop_id)
    {
    case PROP_TIMEOUT_MS:
      self->timeout_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_keyring_class_init (SmrtKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = smrt_keyring_get_property;
  object_class->set_property = smrt_keyring_set_property;

  properties[PROP_TIMEOUT_MS] = g_param_spec_uint ("timeout-ms", NULL, NULL, 1, G_MAXUINT, DEFAULT_TIMEOUT_MS,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_keyring_init (SmrtKeyring *self)
{
}

SmrtKeyring *
smrt_keyring_new (void)
{
  return g_object_new (SMRT_TYPE_KEYRING, NULL);
}

void
smrt_keyring_store_async (SmrtKeyring         *self,
                          const char          *account,
                          const char          *label,
                          SmrtSecret          *secret,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_KEYRING (self));
  g_return_if_fail (account != NULL && label != NULL && secret != NULL);

  run_call (self, SMRT_KEYRING_VERB_STORE, account, label, secret, smrt_keyring_store_async, cancellable, callback,
            user_data);
}

gboolean
smrt_keyring_store_finish (SmrtKeyring   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_keyring_lookup_async (SmrtKeyring         *self,
                           const char          *account,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_KEYRING (self));
  g_return_if_fail (account != NULL);

  run_call (self, SMRT_KEYRING_VERB_LOOKUP, account, NULL, NULL, smrt_keyring_lookup_async, cancellable, callback,
            user_data);
}

SmrtSecret *
smrt_keyring_lookup_finish (SmrtKeyring   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_keyring_clear_async (SmrtKeyring         *self,
                          const char          *account,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_KEYRING (self));
  g_return_if_fail (account != NULL);

  run_call (self, SMRT_KEYRING_VERB_CLEAR, account, NULL, NULL, smrt_keyring_clear_async, cancellable, callback,
            user_data);
}

gboolean
smrt_keyring_clear_finish (SmrtKeyring   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
