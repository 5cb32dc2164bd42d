/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-sign-in.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-connection.h"
#include "smrt-cli-interrupt.h"
#include "smrt-cli-output.h"
#include "smrt-cli-profiles.h"
#include "smrt-cli-sign-in-options.h"
#include "smrt-sign-in.h"
#include "smrt-words.h"

typedef struct
{
  GCancellable *cancellable;
  char *several;
} Run;

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The address was printed: it can be opened by hand. */
  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_debug ("No browser was started: %s", error->message);
}

static void
announce_device (SmrtSignIn *sign_in)
{
  g_autofree char *code = smrt_words_plain (smrt_sign_in_get_user_code (sign_in));
  g_autofree char *address = smrt_words_plain (smrt_sign_in_get_address (sign_in));
  g_autofree char *complete = smrt_words_plain (smrt_sign_in_get_address_complete (sign_in));

  /* Translators: %s is the address of a page */
  g_printerr (_("Open this page on any device: %s\n"), address);
  /* Translators: %s is a code that the person types */
  g_printerr (_("Enter this code there: %s\n"), code);
  if (*complete != '\0')
    /* Translators: %s is the address of a page */
    g_printerr (_("Or open the page that knows the code already: %s\n"), complete);
}

static void
announce_cb (SmrtSignIn *sign_in,
             GParamSpec *pspec,
             gpointer    user_data)
{
  GCancellable *cancellable = user_data;
  const char *address = smrt_sign_in_get_address (sign_in);
  g_autofree char *plain = smrt_words_plain (address);

  if (smrt_sign_in_get_state (sign_in) != SMRT_SIGN_IN_STATE_WAITING || address == NULL)
    return;

  g_signal_handlers_disconnect_by_func (sign_in, announce_cb, cancellable);
  if (smrt_sign_in_get_method (sign_in) == SMRT_SIGN_IN_METHOD_DEVICE)
    {
      announce_device (sign_in);
      return;
    }

  /* Translators: %s is the address of a page */
  g_printerr (_("Open this page in the browser: %s\n"), plain);
  g_app_info_launch_default_for_uri_async (address, NULL, cancellable, launched_cb, NULL);
}

static char *
describe_customers (GListModel *customers)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("ll");
  g_autoptr (GString) text = g_string_new (_("You may see several accounts. Nothing was kept; name one with --customer:"));

  g_string_append_c (text, '\n');
  for (unsigned int i = 0; i < g_list_model_get_n_items (customers); i++)
    {
      g_autoptr (SmrtCustomer) customer = g_list_model_get_item (customers, i);
      g_autofree char *id = smrt_words_plain (smrt_customer_get_id (customer));
      g_autofree char *name = smrt_words_plain (smrt_customer_get_name (customer));
      g_autofree char *cell = g_strconcat ("  ", id, NULL);

      smrt_cli_table_add (table, (const char *[]) { cell, name, NULL });
    }
  smrt_cli_table_append_to (table, text);

  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

/* A command does not ask: it says what it has to be told, and gives up. */
static void
choosing_cb (SmrtSignIn *sign_in,
             GParamSpec *pspec,
             gpointer    user_data)
{
  Run *run = user_data;

  if (smrt_sign_in_get_state (sign_in) != SMRT_SIGN_IN_STATE_CHOOSING)
    return;

  run->several = describe_customers (smrt_sign_in_get_customers (sign_in));
  g_cancellable_cancel (run->cancellable);
}

/* An account that is signed in to again keeps its name, unless another is
 * given. */
static gboolean
rename_profile (SmrtProfiles  *profiles,
                SmrtProfile   *profile,
                const char    *name,
                GError       **error)
{
  if (name == NULL || g_strcmp0 (smrt_profile_get_name (profile), name) == 0)
    return TRUE;

  smrt_profile_set_name (profile, name);

  return smrt_profiles_save (profiles, profile, error);
}

static SmrtCliExit
report_done (SmrtSession *session)
{
  SmrtProfile *profile = smrt_session_get_profile (session);
  g_autofree char *title = smrt_words_plain (smrt_profile_get_title (profile));
  g_autofree char *person = smrt_words_plain (smrt_profile_get_person (profile));
  g_autofree char *role = smrt_words_role (smrt_role_get_nick (smrt_profile_get_role (profile)));
  g_autofree char *text = NULL;

  if (*person != '\0')
    /* Translators: %1$s is the name of an account, %2$s that of a person, and %3$s is their role */
    text = g_strdup_printf (_("Signed in to “%1$s” as %2$s (%3$s).\n"), title, person, role);
  else
    /* Translators: %1$s is the name of an account, %2$s is the person’s role */
    text = g_strdup_printf (_("Signed in to “%1$s” (%2$s).\n"), title, role);

  return smrt_cli_print_text (text);
}

/* A command keeps nothing in memory for later: what the keyring did not take
 * is given back. */
static void
abandon (SmrtSignIn *sign_in)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (smrt_sign_in_get_state (sign_in) != SMRT_SIGN_IN_STATE_NOT_STORED)
    return;

  smrt_sign_in_abandon_async (sign_in, NULL, smrt_cli_wait_cb, &result);
  smrt_sign_in_abandon_finish (sign_in, smrt_cli_wait (&result));
  smrt_cli_warn (smrt_sign_in_get_method (sign_in) == SMRT_SIGN_IN_METHOD_API_KEY
                   ? _("Nothing was kept.")
                   : _("Nothing was kept, and the server was asked to end the sign-in."));
}

static void
explain_error (SmrtSignIn  *sign_in,
               const char  *several,
               GError     **error)
{
  SmrtCliError code;
  const char *message;

  if (several != NULL)
    {
      code = SMRT_CLI_ERROR_USAGE;
      message = several;
    }
  else if (smrt_sign_in_get_method (sign_in) != SMRT_SIGN_IN_METHOD_API_KEY &&
           g_error_matches (*error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS))
    {
      code = SMRT_CLI_ERROR_NOT_PERMITTED;
      message = _("The server knows you, but names no smrtPhone account that you may see. Ask the Account Owner. "
                  "Nothing was kept.");
    }
  else if (smrt_sign_in_get_method (sign_in) != SMRT_SIGN_IN_METHOD_API_KEY &&
           g_error_matches (*error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND))
    {
      code = SMRT_CLI_ERROR_NOT_PERMITTED;
      message = _("The server does not show you the customer that --customer names. Nothing was kept.");
    }
  else
    {
      return;
    }

  g_clear_error (error);
  g_set_error_literal (error, SMRT_CLI_ERROR, code, message);
}

static SmrtCliExit
run_sign_in (SmrtSignIn                 *sign_in,
             SmrtProfiles               *profiles,
             const SmrtCliSignInOptions *options)
{
  g_autoptr (SmrtCliInterrupt) interrupt = smrt_cli_interrupt_new ();
  Run run = { smrt_cli_interrupt_get_cancellable (interrupt), NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *several = NULL;
  SmrtSession *session;
  SmrtCliExit exit_code;

  g_signal_connect (sign_in, "notify::state", G_CALLBACK (announce_cb), run.cancellable);
  g_signal_connect (sign_in, "notify::address", G_CALLBACK (announce_cb), run.cancellable);
  g_signal_connect (sign_in, "notify::state", G_CALLBACK (choosing_cb), &run);

  smrt_sign_in_run_async (sign_in, run.cancellable, smrt_cli_wait_cb, &result);
  if (!smrt_sign_in_run_finish (sign_in, smrt_cli_wait (&result), &error))
    {
      several = run.several;
      explain_error (sign_in, several, &error);
      exit_code = smrt_cli_fail (error);
      abandon (sign_in);
      return exit_code;
    }

  session = smrt_sign_in_get_session (sign_in);
  if (!rename_profile (profiles, smrt_session_get_profile (session), options->name, &error))
    return smrt_cli_fail (error);

  return report_done (session);
}

SmrtCliExit
smrt_cli_sign_in (char ***args)
{
  g_auto (SmrtCliSignInOptions) options = { 0 };
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (SmrtProfile) profile = NULL;
  g_autoptr (SmrtKeyring) keyring = NULL;
  g_autoptr (SmrtSecret) key = NULL;
  g_autoptr (SmrtSignIn) sign_in = NULL;
  g_autoptr (GError) error = NULL;
  SmrtClock *clock = smrt_clock_get_default ();
  gboolean done;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &options.server,
      N_("The address of the account server; with a key, of a server that speaks Stripe’s API"), N_("URL") },
    { "device", 0, 0, G_OPTION_ARG_NONE, &options.device,
      N_("Sign in by a code, in the browser of any other device"), NULL },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &options.client_id,
      N_("What the server calls this program; otherwise io.smrtphone.Plans"), N_("ID") },
    { "ports", 0, 0, G_OPTION_ARG_STRING, &options.ports,
      N_("The ports on 127.0.0.1 to which the browser may come back, where the server wants fixed ones"), N_("N,…") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.account,
      N_("Sign in again to this account; “accounts” lists them"), N_("NAME") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_("What to call the account here"), N_("NAME") },
    { "api-key-file", 0, 0, G_OPTION_ARG_FILENAME, &options.api_key_file,
      N_("A file whose first line is an API key, which is kept in the keyring"), N_("FILE") },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &options.customer, N_("The customer’s id, where there are several"), N_("ID") },
    { "live", 0, 0, G_OPTION_ARG_NONE, &options.live, N_("Keep a key with which real money is charged"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (NULL, "sign-in", NULL,
                               _("Signs in to an account and keeps the secret in the keyring. The browser is opened at the "
                                 "account server; the page’s address is printed as well. With a key, from a file or from the "
                                 "variable SMRT_API_KEY, that is kept instead. Ctrl+C gives up."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;
  if (!smrt_cli_sign_in_options_check (&options, &error))
    return smrt_cli_fail (error);

  profiles = smrt_cli_profiles_load ();
  profile = smrt_cli_sign_in_options_find_profile (&options, profiles, &key, &error);
  if (profile == NULL)
    return smrt_cli_fail (error);

  keyring = smrt_keyring_new ();
  if (key != NULL)
    sign_in = smrt_sign_in_new_with_key (key, profile, profiles, keyring, clock);
  else
    sign_in = smrt_sign_in_new (options.device ? SMRT_SIGN_IN_METHOD_DEVICE : SMRT_SIGN_IN_METHOD_BROWSER,
                                profile, profiles, keyring, clock);

  return run_sign_in (sign_in, profiles, &options);
}
