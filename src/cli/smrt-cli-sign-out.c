/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-sign-out.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-connection.h"
#include "smrt-cli-interrupt.h"
#include "smrt-cli-output.h"
#include "smrt-cli-profiles.h"
#include "smrt-sign-out.h"
#include "smrt-words.h"

static SmrtProfile *
choose_profile (SmrtProfiles  *profiles,
                const char    *name,
                GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  SmrtProfile *profile;

  if (name != NULL)
    return smrt_cli_profiles_find (profiles, name, error);

  profile = smrt_cli_profiles_find_only (profiles, NULL, NULL, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (profile == NULL)
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_NOT_SIGNED_IN,
                         _("There are no accounts on this computer."));

  return profile;
}

static SmrtCliExit
sign_out (SmrtProfiles *profiles,
          SmrtProfile  *profile,
          gboolean      keep)
{
  g_autoptr (SmrtKeyring) keyring = smrt_keyring_new ();
  g_autoptr (SmrtCliInterrupt) interrupt = smrt_cli_interrupt_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = smrt_words_plain (smrt_profile_get_title (profile));
  g_autofree char *text = NULL;
  SmrtCliExit exit_code;
  gboolean revoked = FALSE;

  smrt_sign_out_async (NULL, profile, profiles, keyring, keep, smrt_cli_interrupt_get_cancellable (interrupt),
                       smrt_cli_wait_cb, &result);
  if (!smrt_sign_out_finish (smrt_cli_wait (&result), &revoked, &error))
    return smrt_cli_fail (error);

  text = g_strdup_printf (keep
                            /* Translators: %s is the name of an account */
                            ? _("Signed out of “%s”. It is still listed.\n")
                            /* Translators: %s is the name of an account */
                            : _("Signed out of “%s”.\n"),
                          title);
  exit_code = smrt_cli_print_text (text);
  if (exit_code != SMRT_CLI_EXIT_DONE || revoked)
    return exit_code;

  smrt_cli_warn (_("The server could not be told: nothing is left on this computer, but the sign-in may still be valid "
                   "there. End it on the pages of your account."));

  return SMRT_CLI_EXIT_FINDINGS;
}

SmrtCliExit
smrt_cli_sign_out (char ***args)
{
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  SmrtProfile *profile;
  gboolean keep = FALSE;
  gboolean done;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &name, N_("The account; it may be left out where there is one only"), N_("NAME") },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &keep, N_("Keep the account in the list, without its secret"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (NULL, "sign-out", NULL,
                               _("Signs out of an account: ends the sign-in at the server, and forgets its secret and the "
                                 "account. An API key is forgotten here; who made it can revoke it."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;

  profiles = smrt_cli_profiles_load ();
  profile = choose_profile (profiles, name, &error);
  if (profile == NULL)
    return smrt_cli_fail (error);

  return sign_out (profiles, profile, keep);
}
