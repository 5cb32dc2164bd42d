/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-connection.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-cli-error.h"
#include "smrt-cli-key.h"
#include "smrt-cli-profiles.h"
#include "smrt-copy.h"
#include "smrt-demo.h"
#include "smrt-problem.h"
#include "smrt-refresh.h"
#include "smrt-stored-session.h"
#include "smrt-words.h"

struct _SmrtCliConnection
{
  GObject parent_instance;

  SmrtSandbox *sandbox;
  SmrtProfiles *profiles;
  SmrtProfile *profile;
  SmrtAccount *account;
  gboolean profile_changed;
};

G_DEFINE_FINAL_TYPE (SmrtCliConnection, smrt_cli_connection, G_TYPE_OBJECT)

/* A slash at the end makes no other server. */
static gboolean
is_same_server (const char *a,
                const char *b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  while (length_a > 0 && a[length_a - 1] == '/')
    length_a--;
  while (length_b > 0 && b[length_b - 1] == '/')
    length_b--;

  return length_a == length_b && strncmp (a, b, length_a) == 0;
}

static gboolean
is_meant_cb (SmrtProfile *profile,
             gpointer     user_data)
{
  const SmrtCliOptions *options = user_data;

  return (options->server == NULL || is_same_server (options->server, smrt_profile_get_server_url (profile))) &&
         (options->customer == NULL || g_strcmp0 (options->customer, smrt_profile_get_customer_id (profile)) == 0);
}

/* The account that is named, or the only one that the options leave. */
static SmrtProfile *
choose_profile (SmrtProfiles          *profiles,
                const SmrtCliOptions  *options,
                GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  SmrtProfile *profile;

  if (options->account != NULL)
    return smrt_cli_profiles_find (profiles, options->account, error);

  profile = smrt_cli_profiles_find_only (profiles, is_meant_cb, (gpointer) options, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (profile == NULL)
    g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN,
                 /* Translators: %s is the name of the program; it and what follows is to be typed */
                 _("Not signed in. “%s sign-in --server=URL” signs in. An API key is taken from "
                   "--api-key-file=FILE or the variable SMRT_API_KEY; --demo is the demo account."),
                 GETTEXT_PACKAGE);

  return profile;
}

static void
set_signed_out (SmrtProfile  *profile,
                GError      **error)
{
  g_autofree char *title = smrt_words_plain (smrt_profile_get_title (profile));
  g_autofree char *id = smrt_cli_profiles_dup_short_id (profile);

  g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN,
               /* Translators: %1$s is the name of an account; %2$s is that of the program, and %3$s the account’s id,
                * both to be typed */
               _("“%1$s” is no longer signed in. “%2$s sign-in --account=%3$s” signs in again."),
               title, GETTEXT_PACKAGE, id);
}

static void
profile_changed_cb (SmrtCliConnection *self)
{
  self->profile_changed = TRUE;
}

static void
storing_error_cb (SmrtTokens *tokens)
{
  smrt_cli_warn (_("The renewed sign-in could not be kept in the keyring. You may have to sign in again."));
}

/* Who is signed in, and as what, may be another than the last time. */
static void
save_profile (SmrtCliConnection *self)
{
  g_autoptr (GError) error = NULL;

  if (self->profile_changed && !smrt_profiles_save (self->profiles, self->profile, &error))
    g_debug ("The account was not saved: %s", error->message);
}

static SmrtSession *
open_stored (SmrtCliConnection     *self,
             const SmrtCliOptions  *options,
             GError               **error)
{
  g_autoptr (SmrtKeyring) keyring = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SmrtProfile *profile;
  SmrtSession *session;

  self->profiles = smrt_cli_profiles_load ();
  profile = choose_profile (self->profiles, options, error);
  if (profile == NULL)
    return NULL;

  self->profile = g_object_ref (profile);
  if (!smrt_profile_get_signed_in (profile))
    {
      set_signed_out (profile, error);
      return NULL;
    }

  keyring = smrt_keyring_new ();
  smrt_stored_session_open_async (profile, keyring, smrt_clock_get_default (), NULL, smrt_cli_wait_cb, &result);
  session = smrt_stored_session_open_finish (smrt_cli_wait (&result), error);
  if (session == NULL)
    return NULL;

  g_signal_connect_object (profile, "notify", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  if (smrt_session_get_tokens (session) != NULL)
    g_signal_connect (smrt_session_get_tokens (session), "notify::storing-error", G_CALLBACK (storing_error_cb), NULL);

  return session;
}

static SmrtSession *
open_session (SmrtCliConnection     *self,
              const SmrtCliOptions  *options,
              GError               **error)
{
  g_autoptr (SmrtSecret) key = NULL;

  if (options->account != NULL)
    return open_stored (self, options, error);

  if (!smrt_cli_find_key (options->api_key_file, &key, error))
    return NULL;
  if (key == NULL)
    return open_stored (self, options, error);

  return smrt_session_new_with_key (options->server != NULL ? options->server : SMRT_CLI_DEFAULT_SERVER,
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
  g_clear_object (&self->profile);
  g_clear_object (&self->profiles);
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

static gboolean
read_account (SmrtCliConnection     *self,
              const SmrtCliOptions  *options,
              GError               **error)
{
  g_autoptr (SmrtRefresh) refresh = options->whole ? smrt_refresh_new_whole (self->account)
                                                   : smrt_refresh_new (self->account);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_refresh_run_async (refresh, NULL, smrt_cli_wait_cb, &result);
  if (!smrt_refresh_run_finish (refresh, smrt_cli_wait (&result), error))
    return FALSE;

  save_profile (self);

  return TRUE;
}

/* Whatever is printed of it, the person is told how old it is. */
static gboolean
open_copy (SmrtCliConnection  *self,
           GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  smrt_copy_open_async (self->account, NULL, smrt_cli_wait_cb, &result);
  if (!smrt_copy_open_finish (self->account, smrt_cli_wait (&result), error))
    return FALSE;

  if (!smrt_account_get_loaded (self->account))
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_SERVER,
                           _("Nothing was kept of this account on this computer. Leave --offline out to read it from its "
                             "server."));
      return FALSE;
    }

  /* The language may be another one than that of the last time. */
  while (smrt_store_get_rewording (smrt_account_get_store (self->account)))
    g_main_context_iteration (NULL, TRUE);

  time = smrt_words_time (smrt_account_get_as_of (self->account));
  /* Translators: %s is a day and time of day, “18 November 2026, 12:00” */
  text = g_strdup_printf (_("From the offline copy, as of %s."), time);
  smrt_cli_warn (text);

  return TRUE;
}

static void
tell_of_copy (SmrtCliConnection    *self,
              const SmrtCliOptions *options)
{
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (!options->has_offline || self->account == NULL || !smrt_account_get_loaded (self->account) ||
      smrt_account_get_state (self->account) != SMRT_ACCOUNT_STATE_OFFLINE)
    return;

  time = smrt_words_time (smrt_account_get_as_of (self->account));
  /* Translators: %s is a day and time of day, “18 November 2026, 12:00”; --offline is to be typed */
  text = g_strdup_printf (_("There is an offline copy, as of %s: --offline prints it."), time);
  smrt_cli_warn (text);
}

/* What cannot be kept is read all the same. */
static void
tell_problems (SmrtCliConnection *self)
{
  const char *set_aside = smrt_account_get_store_notice (self->account);
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;

  if (set_aside != NULL)
    {
      g_autofree char *name = g_filename_display_name (set_aside);
      g_autofree char *damaged = NULL;

      /* Translators: %s is the name of a file */
      damaged = g_strdup_printf (_("The offline copy was damaged. It is now “%s”, and everything was read anew."), name);
      smrt_cli_warn (damaged);
    }
  if (smrt_account_get_store_problem (self->account) == NULL)
    return;

  smrt_problem_describe (smrt_account_get_store_problem (self->account), NULL, &body);
  /* Translators: %s is one or more sentences that say what went wrong */
  text = g_strdup_printf (_("No offline copy is kept. %s"), body);
  smrt_cli_warn (text);
}

SmrtCliConnection *
smrt_cli_connection_open (const SmrtCliOptions  *options,
                          GError               **error)
{
  g_autoptr (SmrtCliConnection) self = g_object_new (SMRT_TYPE_CLI_CONNECTION, NULL);
  g_autoptr (SmrtSession) session = NULL;
  g_autoptr (GError) local_error = NULL;

  session = options->demo ? open_demo (self, &local_error) : open_session (self, options, &local_error);
  if (session != NULL)
    {
      self->account = smrt_account_new (session);
      if (options->offline ? open_copy (self, &local_error) : read_account (self, options, &local_error))
        {
          tell_problems (self);
          return g_steal_pointer (&self);
        }
    }

  tell_of_copy (self, options);

  /* An account of this computer is signed in to anew, by its name. */
  if (self->profile != NULL && g_error_matches (local_error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION))
    set_signed_out (self->profile, error);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
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
