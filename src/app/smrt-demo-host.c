/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-demo-host.h"

#include <errno.h>

#include "smrt-database.h"

struct _SmrtDemoHost
{
  GObject            parent_instance;

  char              *path;
  SmrtSandbox       *sandbox;
  GCancellable      *cancellable;
  GError            *error;
  SmrtDemoHostState  state;
};

G_DEFINE_FINAL_TYPE (SmrtDemoHost, smrt_demo_host, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtDemoHostState, smrt_demo_host_state,
                    G_DEFINE_ENUM_VALUE (SMRT_DEMO_HOST_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (SMRT_DEMO_HOST_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (SMRT_DEMO_HOST_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SMRT_DEMO_HOST_FAILED, "failed"))

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_state (SmrtDemoHost      *self,
           SmrtDemoHostState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
fail (SmrtDemoHost *self,
      GError       *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_clear_object (&self->sandbox);
  set_state (self, SMRT_DEMO_HOST_FAILED);
}

static void
start_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtDemoHost) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started = smrt_sandbox_start_finish (SMRT_SANDBOX (source), result, &error);

  /* Stopped meanwhile, and perhaps started again. */
  if (self->sandbox != SMRT_SANDBOX (source))
    return;

  if (started)
    set_state (self, SMRT_DEMO_HOST_RUNNING);
  else
    fail (self, g_steal_pointer (&error));
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));

  return FALSE;
}

static void
smrt_demo_host_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SmrtDemoHost *self = SMRT_DEMO_HOST (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_demo_host_dispose (GObject *object)
{
  SmrtDemoHost *self = SMRT_DEMO_HOST (object);

  smrt_demo_host_stop (self);

  G_OBJECT_CLASS (smrt_demo_host_parent_class)->dispose (object);
}

static void
smrt_demo_host_finalize (GObject *object)
{
  SmrtDemoHost *self = SMRT_DEMO_HOST (object);

  g_clear_error (&self->error);
  g_free (self->path);

  G_OBJECT_CLASS (smrt_demo_host_parent_class)->finalize (object);
}

static void
smrt_demo_host_class_init (SmrtDemoHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_demo_host_dispose;
  object_class->finalize = smrt_demo_host_finalize;
  object_class->get_property = smrt_demo_host_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_DEMO_HOST_STATE, SMRT_DEMO_HOST_STOPPED,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_demo_host_init (SmrtDemoHost *self)
{
}

SmrtDemoHost *
smrt_demo_host_new (const char *path)
{
  SmrtDemoHost *self = g_object_new (SMRT_TYPE_DEMO_HOST, NULL);

  self->path = g_strdup (path);

  return self;
}

void
smrt_demo_host_start (SmrtDemoHost *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SMRT_IS_DEMO_HOST (self));

  if (self->state == SMRT_DEMO_HOST_STARTING || self->state == SMRT_DEMO_HOST_RUNNING)
    return;

  g_clear_error (&self->error);

  if (self->path != NULL && !make_folder (self->path, &error))
    {
      fail (self, g_steal_pointer (&error));
      return;
    }

  self->sandbox = smrt_sandbox_new (self->path, 0, 0);
  self->cancellable = g_cancellable_new ();
  set_state (self, SMRT_DEMO_HOST_STARTING);
  smrt_sandbox_start_async (self->sandbox, self->cancellable, start_cb, g_object_ref (self));
}

void
smrt_demo_host_stop (SmrtDemoHost *self)
{
  g_autoptr (SmrtSandbox) sandbox = NULL;

  g_return_if_fail (SMRT_IS_DEMO_HOST (self));

  sandbox = g_steal_pointer (&self->sandbox);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (sandbox != NULL)
    smrt_sandbox_stop (sandbox);

  g_clear_error (&self->error);
  set_state (self, SMRT_DEMO_HOST_STOPPED);
}

gboolean
smrt_demo_host_start_anew (SmrtDemoHost  *self,
                           GError       **error)
{
  g_autofree char *aside = NULL;

  g_return_val_if_fail (SMRT_IS_DEMO_HOST (self), FALSE);
  g_return_val_if_fail (self->path != NULL, FALSE);

  smrt_demo_host_stop (self);

  aside = smrt_database_set_aside (self->path, error);

  if (aside == NULL)
    return FALSE;

  smrt_demo_host_start (self);

  return TRUE;
}

SmrtDemoHostState
smrt_demo_host_get_state (SmrtDemoHost *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_HOST (self), SMRT_DEMO_HOST_STOPPED);

  return self->state;
}

SmrtSandbox *
smrt_demo_host_get_sandbox (SmrtDemoHost *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_HOST (self), NULL);

  return self->state == SMRT_DEMO_HOST_RUNNING ? self->sandbox : NULL;
}

const GError *
smrt_demo_host_get_error (SmrtDemoHost *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_HOST (self), NULL);

  return self->error;
}
