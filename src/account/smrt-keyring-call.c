/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring-call.h"

struct _SmrtKeyringCall
{
  GTask *task;
  SmrtKeyringVerb verb;
  char *account;
  char *label;
  SecretValue *value;
  GSource *timeout;
  GSource *cancelled;
};

static void
destroy_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GTask *
steal_task (SmrtKeyringCall *self)
{
  destroy_source (&self->timeout);
  destroy_source (&self->cancelled);
  g_clear_pointer (&self->value, secret_value_unref);

  return g_steal_pointer (&self->task);
}

static gboolean
timeout_cb (gpointer user_data)
{
  SmrtKeyringCall *self = user_data;

  smrt_keyring_call_return_state (self, SMRT_KEYRING_ERROR_TIMED_OUT, "The keyring did not answer in time");

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = steal_task (user_data);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
clear_call (gpointer data)
{
  SmrtKeyringCall *self = data;

  destroy_source (&self->timeout);
  destroy_source (&self->cancelled);
  g_clear_object (&self->task);
  g_clear_pointer (&self->value, secret_value_unref);
  g_free (self->account);
  g_free (self->label);
}

static SmrtKeyringError
find_state (SmrtKeyringCall *self,
            const GError    *error)
{
  if (error->domain == SMRT_KEYRING_ERROR)
    return error->code;
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return SMRT_KEYRING_ERROR_LOCKED;
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) && self->verb == SMRT_KEYRING_VERB_STORE)
    return SMRT_KEYRING_ERROR_NO_COLLECTION;

  /* No cancellable of ours goes to libsecret: it was the person who said no. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SMRT_KEYRING_ERROR_DISMISSED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT))
    return SMRT_KEYRING_ERROR_TIMED_OUT;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED))
    return SMRT_KEYRING_ERROR_NO_BUS;

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
      (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
       error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY))
    return SMRT_KEYRING_ERROR_NO_SERVICE;

  return SMRT_KEYRING_ERROR_FAILED;
}

SmrtKeyringCall *
smrt_keyring_call_new (GTask           *task,
                       SmrtKeyringVerb  verb,
                       const char      *account,
                       const char      *label,
                       SmrtSecret      *secret,
                       unsigned int     timeout_ms)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  SmrtKeyringCall *self = g_rc_box_new0 (SmrtKeyringCall);

  self->task = task;
  self->verb = verb;
  self->account = g_strdup (account);
  self->label = g_strdup (label);
  if (secret != NULL)
    self->value = secret_value_new (smrt_secret_peek (secret), -1, "text/plain");

  self->timeout = g_timeout_source_new (timeout_ms);
  g_source_set_static_name (self->timeout, "[smrt-account] keyring timeout");
  g_source_set_callback (self->timeout, timeout_cb, self, NULL);
  g_source_attach (self->timeout, g_task_get_context (task));

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_static_name (self->cancelled, "[smrt-account] keyring cancelled");
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (task));
    }

  return self;
}

SmrtKeyringCall *
smrt_keyring_call_ref (SmrtKeyringCall *self)
{
  return g_rc_box_acquire (self);
}

void
smrt_keyring_call_unref (SmrtKeyringCall *self)
{
  g_rc_box_release_full (self, clear_call);
}

SmrtKeyringVerb
smrt_keyring_call_get_verb (SmrtKeyringCall *self)
{
  return self->verb;
}

const char *
smrt_keyring_call_get_label (SmrtKeyringCall *self)
{
  return self->label;
}

SecretValue *
smrt_keyring_call_get_value (SmrtKeyringCall *self)
{
  return self->value;
}

GHashTable *
smrt_keyring_call_dup_attributes (SmrtKeyringCall *self)
{
  return secret_attributes_build (smrt_keyring_call_get_schema (), "account", self->account, NULL);
}

const SecretSchema *
smrt_keyring_call_get_schema (void)
{
  static const SecretSchema schema = {
    APP_ID,
    SECRET_SCHEMA_NONE,
    { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
  };

  return &schema;
}

gboolean
smrt_keyring_call_is_over (SmrtKeyringCall *self)
{
  return self->task == NULL;
}

void
smrt_keyring_call_return_value (SmrtKeyringCall *self,
                                SecretValue     *value)
{
  g_autoptr (GTask) task = NULL;
  const char *text;

  if (smrt_keyring_call_is_over (self))
    return;

  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (value != NULL && text == NULL)
    {
      smrt_keyring_call_return_state (self, SMRT_KEYRING_ERROR_FAILED, "What the keyring holds is not a text");
      return;
    }

  task = steal_task (self);
  if (text != NULL)
    g_task_return_pointer (task, smrt_secret_new (text), (GDestroyNotify) smrt_secret_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
}

void
smrt_keyring_call_return_done (SmrtKeyringCall *self)
{
  g_autoptr (GTask) task = NULL;

  if (smrt_keyring_call_is_over (self))
    return;

  task = steal_task (self);
  g_task_return_boolean (task, TRUE);
}

void
smrt_keyring_call_return_state (SmrtKeyringCall  *self,
                                SmrtKeyringError  state,
                                const char       *message)
{
  g_autoptr (GTask) task = NULL;

  if (smrt_keyring_call_is_over (self))
    return;

  task = steal_task (self);
  g_message ("The keyring cannot be used: %s", message);
  g_task_return_new_error (task, SMRT_KEYRING_ERROR, (int) state, "%s", message);
}

void
smrt_keyring_call_return_error (SmrtKeyringCall *self,
                                const GError    *error)
{
  g_autoptr (GError) stripped = g_error_copy (error);

  g_dbus_error_strip_remote_error (stripped);
  smrt_keyring_call_return_state (self, find_state (self, error), stripped->message);
}
