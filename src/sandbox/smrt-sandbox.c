/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox.h"

#include "smrt-address.h"
#include "smrt-sandbox-server.h"

struct _SmrtSandbox
{
  GObject parent_instance;

  char *database_path;
  guint16 port;
  gint64 clock;
  char *issuer;
  char *client_id;
  SmrtSecret *client_secret;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;

  /* What the thread tells once, before it serves. */
  GMutex mutex;
  GCond told_cond;
  gboolean told;
  GError *error;
  char *url;
  char *customer;
  char *owner_key;
  char *finance_key;
  char *user_key;
};

G_DEFINE_FINAL_TYPE (SmrtSandbox, smrt_sandbox, G_TYPE_OBJECT)

typedef struct
{
  SmrtSandbox *sandbox;   /* not owned: the sandbox joins the thread */
  GTask *task;            /* NULL where somebody waits */
} Start;

static void
tell (SmrtSandbox       *self,
      SmrtSandboxServer *server,
      GError            *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (server != NULL)
    {
      self->url = g_strdup (smrt_sandbox_server_get_url (server));
      self->customer = g_strdup (smrt_sandbox_server_get_customer (server));
      self->owner_key = g_strdup (smrt_sandbox_server_get_key (server, "owner"));
      self->finance_key = g_strdup (smrt_sandbox_server_get_key (server, "finance"));
      self->user_key = g_strdup (smrt_sandbox_server_get_key (server, "user"));
    }
  self->error = error;
  self->told = TRUE;
  g_cond_broadcast (&self->told_cond);
}

/* The task holds the sandbox, which joins the thread when it goes: so it is let
 * go where it came from and never in the thread. */
static gboolean
report_cb (gpointer user_data)
{
  GTask *task = user_data;
  SmrtSandbox *self = g_task_get_source_object (task);

  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static gpointer
serve (gpointer data)
{
  g_autofree Start *start = data;
  SmrtSandbox *self = start->sandbox;
  g_autoptr (SmrtSandboxServer) server = NULL;
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);
  g_autoptr (GMainLoop) loop = g_main_loop_ref (self->loop);
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  server = smrt_sandbox_server_new (self->database_path, self->port, self->clock, &error);
  if (server != NULL && self->issuer != NULL)
    smrt_sandbox_server_set_issuer (server, self->issuer, self->client_id, self->client_secret);
  tell (self, server, error);

  if (start->task != NULL)
    {
      g_autoptr (GSource) report = g_idle_source_new ();

      g_source_set_priority (report, G_PRIORITY_DEFAULT);
      g_source_set_callback (report, report_cb, start->task, g_object_unref);
      g_source_attach (report, g_task_get_context (start->task));
    }

  if (server != NULL)
    g_main_loop_run (loop);
  g_clear_pointer (&server, smrt_sandbox_server_free);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
start_thread (SmrtSandbox *self,
              GTask       *task)
{
  Start *start = g_new0 (Start, 1);

  start->sandbox = self;
  start->task = task;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("sandbox", serve, start);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static void
smrt_sandbox_finalize (GObject *object)
{
  SmrtSandbox *self = SMRT_SANDBOX (object);

  smrt_sandbox_stop (self);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->told_cond);
  g_free (self->database_path);
  g_free (self->issuer);
  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, smrt_secret_unref);
  g_free (self->url);
  g_free (self->customer);
  g_free (self->owner_key);
  g_free (self->finance_key);
  g_free (self->user_key);

  G_OBJECT_CLASS (smrt_sandbox_parent_class)->finalize (object);
}

static void
smrt_sandbox_class_init (SmrtSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_sandbox_finalize;
}

static void
smrt_sandbox_init (SmrtSandbox *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->told_cond);
}

SmrtSandbox *
smrt_sandbox_new (const char *database_path,
                  guint16     port,
                  gint64      clock)
{
  SmrtSandbox *self = g_object_new (SMRT_TYPE_SANDBOX, NULL);

  self->database_path = g_strdup (database_path);
  self->port = port;
  self->clock = clock;

  return self;
}

void
smrt_sandbox_set_issuer (SmrtSandbox *self,
                         const char  *issuer,
                         const char  *client_id,
                         SmrtSecret  *client_secret)
{
  g_return_if_fail (SMRT_IS_SANDBOX (self));
  g_return_if_fail (self->thread == NULL);
  g_return_if_fail (smrt_address_is_server (issuer));
  g_return_if_fail ((client_id == NULL) == (client_secret == NULL));

  g_free (self->issuer);
  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, smrt_secret_unref);
  self->issuer = g_strdup (issuer);
  self->client_id = g_strdup (client_id);
  self->client_secret = client_secret != NULL ? smrt_secret_ref (client_secret) : NULL;
}

gboolean
smrt_sandbox_start (SmrtSandbox  *self,
                    GError      **error)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  start_thread (self, NULL);

  g_mutex_lock (&self->mutex);
  while (!self->told)
    g_cond_wait (&self->told_cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return FALSE;
    }

  return TRUE;
}

void
smrt_sandbox_start_async (SmrtSandbox         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_SANDBOX (self));
  g_return_if_fail (self->thread == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_sandbox_start_async);
  start_thread (self, task);
}

gboolean
smrt_sandbox_start_finish (SmrtSandbox   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_sandbox_stop (SmrtSandbox *self)
{
  g_autoptr (GSource) quit = NULL;

  g_return_if_fail (SMRT_IS_SANDBOX (self));

  if (self->thread == NULL)
    return;

  /* A source waits in the context until the loop runs, so a sandbox that is
   * just starting stops as well. */
  quit = g_idle_source_new ();
  g_source_set_priority (quit, G_PRIORITY_HIGH);
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);

  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

const char *
smrt_sandbox_get_url (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->url;
}

const char *
smrt_sandbox_get_database_path (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->database_path;
}

const char *
smrt_sandbox_get_customer (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->customer;
}

const char *
smrt_sandbox_get_owner_key (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->owner_key;
}

const char *
smrt_sandbox_get_finance_key (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->finance_key;
}

const char *
smrt_sandbox_get_user_key (SmrtSandbox *self)
{
  g_return_val_if_fail (SMRT_IS_SANDBOX (self), NULL);

  return self->user_key;
}
