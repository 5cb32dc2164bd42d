/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-app-options.h"

#include <glib/gi18n-lib.h>

#include "smrt-api-key.h"
#include "smrt-words.h"

static gboolean
find_account (SmrtAppOptions *self,
              SmrtProfiles   *profiles,
              const char     *name)
{
  SmrtProfile *profile;
  gboolean ambiguous = FALSE;

  smrt_profiles_load (profiles);
  profile = smrt_profiles_find_by_name (profiles, name, &ambiguous);

  if (profile == NULL)
    {
      g_printerr (ambiguous ? _("Several accounts are called “%s”; name it by its id.\n") : _("No account is called “%s”.\n"),
                  name);
      return FALSE;
    }

  self->account_id = g_strdup (smrt_profile_get_id (profile));

  return TRUE;
}

static gboolean
find_key (SmrtAppOptions *self,
          const char     *path)
{
  g_autoptr (GError) error = NULL;

  self->key = smrt_api_key_find (path, NULL, &error);

  if (error == NULL || g_error_matches (error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_MISSING))
    return TRUE;

  g_printerr ("%s\n", error->domain == SMRT_API_KEY_ERROR ? smrt_words_bad_api_key () : error->message);

  return FALSE;
}

void
smrt_app_options_clear (SmrtAppOptions *self)
{
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->key, smrt_secret_unref);
  g_clear_pointer (&self->customer, g_free);
}

gboolean
smrt_app_options_parse (SmrtAppOptions   *self,
                        int              *argc,
                        char           ***argv,
                        SmrtProfiles     *profiles)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *account = NULL;
  g_autofree char *key_file = NULL;
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, NULL, NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, NULL, NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, NULL, NULL },
    { "api-key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file, NULL, NULL },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &self->customer, NULL, NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->service, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_return_val_if_fail (SMRT_IS_PROFILES (profiles), FALSE);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  if (account != NULL && (self->demo || key_file != NULL || self->server != NULL || self->customer != NULL))
    {
      g_printerr (_("--account cannot be combined with --demo, --server, --api-key-file or --customer.\n"));
      return FALSE;
    }

  if (account != NULL)
    return find_account (self, profiles, account);

  return self->demo || find_key (self, key_file);
}
