/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-profiles.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"
#include "smrt-cli-output.h"
#include "smrt-words.h"

/* Hexadecimal digits; four are the least that a name is compared with. */
#define ID_LENGTH 8

static void
set_several (GPtrArray  *profiles,
             GError    **error)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("ll");
  g_autoptr (GString) text = g_string_new (_("There are several accounts. Name one with --account:"));

  for (unsigned int i = 0; i < profiles->len; i++)
    {
      SmrtProfile *profile = g_ptr_array_index (profiles, i);
      g_autofree char *title = smrt_words_plain (smrt_profile_get_title (profile));
      g_autofree char *id = smrt_cli_profiles_dup_short_id (profile);
      g_autofree char *cell = g_strconcat ("  ", id, NULL);

      smrt_cli_table_add (table, (const char *[]) { cell, title, NULL });
    }
  g_string_append_c (text, '\n');
  smrt_cli_table_append_to (table, text);
  g_string_truncate (text, text->len - 1);

  g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, text->str);
}

SmrtProfiles *
smrt_cli_profiles_load (void)
{
  SmrtProfiles *profiles = smrt_profiles_new (NULL);

  smrt_profiles_load (profiles);

  return profiles;
}

SmrtProfile *
smrt_cli_profiles_find (SmrtProfiles  *profiles,
                        const char    *name,
                        GError       **error)
{
  gboolean ambiguous = FALSE;
  SmrtProfile *profile = smrt_profiles_find_by_name (profiles, name, &ambiguous);

  if (profile == NULL && ambiguous)
    g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                 /* Translators: %s is what the person typed; “accounts” is typed as it is */
                 _("Several accounts are called “%s”. Name one by its id; “accounts” lists them."), name);
  else if (profile == NULL)
    g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                 /* Translators: %s is what the person typed; “accounts” is typed as it is */
                 _("There is no account “%s”; “accounts” lists them."), name);

  return profile;
}

SmrtProfile *
smrt_cli_profiles_find_only (SmrtProfiles  *profiles,
                             SmrtCliMatch   match,
                             gpointer       user_data,
                             GError       **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (profiles)); i++)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (profiles), i);

      if (match == NULL || match (profile, user_data))
        g_ptr_array_add (found, profile);
    }

  if (found->len > 1)
    set_several (found, error);

  return found->len == 1 ? g_ptr_array_index (found, 0) : NULL;
}

char *
smrt_cli_profiles_dup_short_id (SmrtProfile *profile)
{
  return g_strndup (smrt_profile_get_id (profile), ID_LENGTH);
}
