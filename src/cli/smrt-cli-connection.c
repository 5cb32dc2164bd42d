/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-connection.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "smrt-api-key.h"
#include "smrt-cli-error.h"
#include "smrt-demo.h"
#include "smrt-refresh.h"
#include "smrt-words.h"

#define DEFAULT_SERVER "https://api.stripe.com"

struct _SmrtCliConnection
{
  GObject parent_instance;

  SmrtSandbox *sandbox;
  SmrtAccount *account;
};

G_DEFINE_FINAL_TYPE (SmrtCliConnection, smrt_cli_connection, G_TYPE_OBJECT)

static void
warn_of_exposed_key (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  /* Translators: %s is the name of a file */
  g_autofree char *message =
    g_strdup_printf (_("Others can read the API key in “%s”. Make it readable by you alone (chmod 600)."), name);

  smrt_cli_warn (message);
}

static SmrtSecret *
find_key (const SmrtCliOptions  *options,
          GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean exposed;
  SmrtSecret *key = smrt_api_key_find (options->api_key_file, &exposed, &local_error);

  if (exposed)
    warn_of_exposed_key (options->api_key_file);

  if (g_error_matches (local_error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_MISSING))
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN,
                         _("Not signed in. Use --api-key-file=FILE or the variable SMRT_API_KEY, "
                           "or --demo for the demo account."));
  else if (g_error_matches (local_error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_INVALID))
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, smrt_words_bad_api_key ());
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return key;
}

static SmrtSession *
open_session (const SmrtCliOptions  *options,
              GError               **error)
{
  g_autoptr (SmrtSecret) key = find_key (options, error);

  if (key == NULL)
    return NULL;

  return smrt_session_new_with_key (options->server != NULL ? options->server : DEFAULT_SERVER,
                                    key, options->customer, smrt_clock_get_default (), error);
}

static SmrtSession *
open_demo (SmrtCliConnection  *self,
           GError            **error)
{
  g_autofree char *path = smrt_demo_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", folder, g_strerror (code));
      return NULL;
    }

  self->sandbox = smrt_sandbox_new (path, 0, 0);
  if (!smrt_sandbox_start (self->sandbox, error))
    {
      g_clear_object (&self->sandbox);
      return NULL;
    }

  return smrt_session_new_demo (self->sandbox, SMRT_ROLE_OWNER, smrt_clock_get_default ());
}

static void
smrt_cli_connection_dispose (GObject *object)
{
  SmrtCliConnection *self = SMRT_CLI_CONNECTION (object);

  g_clear_object (&self->account);
  if (self->sandbox != NULL)
    smrt_sandbox_stop (self->sandbox);
  g_clear_object (&self->sandbox);

  G_OBJECT_CLASS (smrt_cli_connection_parent_class)->dispose (object);
}

static void
smrt_cli_connection_class_init (SmrtCliConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smrt_cli_connection_dispose;
}

static void
smrt_cli_connection_init (SmrtCliConnection *self)
{
}

SmrtCliConnection *
smrt_cli_connection_open (const SmrtCliOptions  *options,
                          GError               **error)
{
  g_autoptr (SmrtCliConnection) self = g_object_new (SMRT_TYPE_CLI_CONNECTION, NULL);
  g_autoptr (SmrtSession) session = NULL;
  g_autoptr (SmrtRefresh) refresh = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  session = options->demo ? open_demo (self, error) : open_session (options, error);
  if (session == NULL)
    return NULL;

  self->account = smrt_account_new (session);
  refresh = smrt_refresh_new (self->account);
  smrt_refresh_run_async (refresh, NULL, smrt_cli_wait_cb, &result);
  if (!smrt_refresh_run_finish (refresh, smrt_cli_wait (&result), error))
    return NULL;

  return g_steal_pointer (&self);
}

SmrtAccount *
smrt_cli_connection_get_account (SmrtCliConnection *self)
{
  g_return_val_if_fail (SMRT_IS_CLI_CONNECTION (self), NULL);

  return self->account;
}

void
smrt_cli_wait_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

GAsyncResult *
smrt_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}
