/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-accounts.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-options.h"
#include "smrt-cli-output.h"
#include "smrt-cli-profiles.h"
#include "smrt-words.h"

static SmrtCliExit
print_json (GListModel *profiles)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_PROFILE_KIND);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (profiles, i);

      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "id", smrt_profile_get_id (profile));
      smrt_cli_add_string (builder, "title", smrt_profile_get_title (profile));
      smrt_cli_add_string (builder, "kind", g_enum_get_value (kinds, smrt_profile_get_kind (profile))->value_nick);
      smrt_cli_add_string (builder, "server", smrt_profile_get_server_url (profile));
      smrt_cli_add_string (builder, "customer", smrt_profile_get_customer_id (profile));
      smrt_cli_add_string (builder, "person", smrt_profile_get_person (profile));
      smrt_cli_add_string (builder, "role", smrt_role_get_nick (smrt_profile_get_role (profile)));
      smrt_cli_add_boolean (builder, "signed_in", smrt_profile_get_signed_in (profile));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  root = json_builder_get_root (builder);

  return smrt_cli_print_json (root);
}

static SmrtCliExit
print_text (GListModel *profiles)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("llllll");
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_list_model_get_n_items (profiles) == 0)
    return smrt_cli_print_text (_("There are no accounts on this computer.\n"));

  for (unsigned int i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (profiles, i);
      SmrtRole role = smrt_profile_get_role (profile);
      g_autofree char *id = smrt_cli_profiles_dup_short_id (profile);
      g_autofree char *title = smrt_words_plain (smrt_profile_get_title (profile));
      g_autofree char *person = smrt_words_plain (smrt_profile_get_person (profile));
      g_autofree char *role_words = role != SMRT_ROLE_UNKNOWN ? smrt_words_role (smrt_role_get_nick (role)) : g_strdup ("");
      g_autofree char *server = smrt_words_plain (smrt_profile_get_server_url (profile));

      smrt_cli_table_add (table, (const char *[]) {
                                   id, title, person, role_words, server,
                                   smrt_profile_get_signed_in (profile) ? _("Signed in") : _("Signed out"), NULL });
    }
  smrt_cli_table_append_to (table, text);

  return smrt_cli_print_text (text->str);
}

SmrtCliExit
smrt_cli_accounts (char ***args)
{
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  gboolean done;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (NULL, "accounts", NULL,
                               _("Lists the accounts of this computer. Asks neither a server nor the keyring."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;

  profiles = smrt_cli_profiles_load ();

  return (json ? print_json : print_text) (G_LIST_MODEL (profiles));
}
