/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-connection.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "smrt-cli-error.h"
#include "smrt-demo.h"
#include "smrt-file.h"
#include "smrt-refresh.h"

#define DEFAULT_SERVER "https://api.stripe.com"
#define KEY_VARIABLE "SMRT_API_KEY"
#define MAX_KEY_FILE_SIZE 4096

struct _SmrtCliConnection
{
  GObject parent_instance;

  SmrtSandbox *sandbox;
  SmrtAccount *account;
};

G_DEFINE_FINAL_TYPE (SmrtCliConnection, smrt_cli_connection, G_TYPE_OBJECT)

/* Takes the first line as the key, and wipes what it was read from. */
static SmrtSecret *
take_key (char    *text,
          gsize    length,
          GError **error)
{
  SmrtSecret *key = NULL;
  gsize end = 0;

  while (end < length && g_ascii_isgraph (text[end]))
    end++;

  /* A key is one word; what follows on its line can only be white space. */
  for (gsize i = end; i < length && text[i] != '\n'; i++)
    if (!g_ascii_isspace (text[i]))
      end = 0;

  if (end == 0)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("The API key is not a single line of letters, digits and signs."));
    }
  else
    {
      g_autofree char *word = g_strndup (text, end);

      key = smrt_secret_new (word);
      explicit_bzero (word, end);
    }

  explicit_bzero (text, length);

  return key;
}

static void
warn_of_readable_key (const char *path)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || (info.st_mode & 077) == 0)
    return;

  name = g_filename_display_name (path);
  /* Translators: %s is the name of a file */
  message = g_strdup_printf (_("Others can read the API key in “%s”. Make it readable by you alone (chmod 600)."), name);
  smrt_cli_warn (message);
}

static SmrtSecret *
load_key (const char  *path,
          GError     **error)
{
  g_autoptr (GBytes) bytes = smrt_file_load (path, MAX_KEY_FILE_SIZE, error);
  g_autofree char *text = NULL;
  gsize length;

  if (bytes == NULL)
    return NULL;

  warn_of_readable_key (path);
  text = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  return take_key (text, length, error);
}

static SmrtSecret *
find_key (const SmrtCliOptions  *options,
          GError               **error)
{
  g_autofree char *text = NULL;

  if (options->api_key_file != NULL)
    return load_key (options->api_key_file, error);

  text = g_strdup (g_getenv (KEY_VARIABLE));
  if (text == NULL || *text == '\0')
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN,
                           _("Not signed in. Use --api-key-file=FILE or the variable SMRT_API_KEY, "
                             "or --demo for the demo account."));
      return NULL;
    }

  return take_key (text, strlen (text), error);
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
