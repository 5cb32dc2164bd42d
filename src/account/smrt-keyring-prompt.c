/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring-prompt.h"

#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"

typedef struct
{
  unsigned int subscription;
  gulong owner_handler;
} Prompt;

/* Returns: (transfer full): the task; what it waits for no longer concerns it */
static GTask *
end_prompt (GTask *task)
{
  GDBusProxy *service = g_task_get_source_object (task);
  Prompt *prompt = g_task_get_task_data (task);
  unsigned int subscription;

  if (prompt->subscription == 0)
    return NULL;

  subscription = prompt->subscription;
  prompt->subscription = 0;

  g_object_ref (task);
  g_clear_signal_handler (&prompt->owner_handler, service);
  g_dbus_connection_signal_unsubscribe (g_dbus_proxy_get_connection (service), subscription);

  return task;
}

static void
completed_cb (GDBusConnection *connection,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *signal,
              GVariant        *parameters,
              gpointer         user_data)
{
  g_autoptr (GTask) task = end_prompt (user_data);
  g_autoptr (GVariant) answer = NULL;
  gboolean dismissed;

  if (task == NULL)
    return;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The keyring answered unexpectedly");
      return;
    }

  g_variant_get (parameters, "(bv)", &dismissed, &answer);
  if (dismissed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The question for the password was dismissed");
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) g_variant_unref);
}

static void
owner_cb (GObject    *service,
          GParamSpec *pspec,
          gpointer    user_data)
{
  g_autoptr (GTask) task = end_prompt (user_data);

  if (task != NULL)
    g_task_return_new_error (task, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER, "The keyring went away");
}

static void
prompt_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) waiting = user_data;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GVariant) answer = NULL;
  GError *error = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer != NULL)
    return;

  task = end_prompt (waiting);
  if (task != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

void
smrt_keyring_prompt_async (SecretService       *service,
                           const char          *path,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (service, NULL, callback, user_data);
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (service));
  GDBusConnection *connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (service));
  Prompt *prompt = g_new0 (Prompt, 1);

  g_task_set_source_tag (task, smrt_keyring_prompt_async);
  g_task_set_task_data (task, prompt, g_free);

  if (owner == NULL)
    {
      g_task_return_new_error (task, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER, "The keyring went away");
      return;
    }

  prompt->subscription = g_dbus_connection_signal_subscribe (connection, owner, PROMPT_INTERFACE, "Completed", path, NULL,
                                                             G_DBUS_SIGNAL_FLAGS_NONE, completed_cb,
                                                             g_object_ref (task), g_object_unref);
  prompt->owner_handler = g_signal_connect_data (service, "notify::g-name-owner", G_CALLBACK (owner_cb),
                                                 g_object_ref (task), (GClosureNotify) g_object_unref, 0);
  g_dbus_connection_call (connection, owner, path, PROMPT_INTERFACE, "Prompt", g_variant_new ("(s)", ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, prompt_cb, g_object_ref (task));
}

GVariant *
smrt_keyring_prompt_finish (SecretService  *service,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, service), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
