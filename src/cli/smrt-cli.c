/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-accounts.h"
#include "smrt-cli-change.h"
#include "smrt-cli-credits.h"
#include "smrt-cli-invoices.h"
#include "smrt-cli-output.h"
#include "smrt-cli-plans.h"
#include "smrt-cli-products.h"
#include "smrt-cli-quote.h"
#include "smrt-cli-sandbox.h"
#include "smrt-cli-sign-in.h"
#include "smrt-cli-sign-out.h"
#include "smrt-cli-usage.h"

typedef SmrtCliExit (*Command) (char ***args);

static const struct
{
  const char *name;
  Command run;
  const char *summary;
} commands[] = {
  { "products", smrt_cli_products, N_("List the subscriptions") },
  { "plans", smrt_cli_plans, N_("Compare the plans") },
  { "credits", smrt_cli_credits, N_("List the subscription credit, or the usage credit") },
  { "invoices", smrt_cli_invoices, N_("List the invoices") },
  { "usage", smrt_cli_usage, N_("List what was used and billed by usage") },
  { "quote", smrt_cli_quote, N_("Ask what a change costs") },
  { "change", smrt_cli_change, N_("Make the change of a quote, or refuse") },
  { "sign-in", smrt_cli_sign_in, N_("Sign in to an account") },
  { "sign-out", smrt_cli_sign_out, N_("Sign out of an account") },
  { "accounts", smrt_cli_accounts, N_("List the accounts of this computer") },
  { "sandbox", smrt_cli_sandbox, N_("Run the demo account’s server alone") },
};

static Command
find_command (const char *name)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return commands[i].run;

  return NULL;
}

static gboolean
is_question (const char *argument)
{
  return g_str_equal (argument, "--help") || g_str_equal (argument, "-h") || g_str_equal (argument, "--version");
}

/* The command comes first; options may stand before it only where it can be
 * told from their values. */
static int
find_command_index (int   argc,
                    char *argv[])
{
  if (argc < 2)
    return 0;
  if (argv[1][0] != '-')
    return 1;

  for (int i = 2; i < argc; i++)
    if (find_command (argv[i]) != NULL)
      return i;

  return 0;
}

/* What is meant for a log is not mixed with what is said to the person. */
static GLogWriterOutput
write_log_cb (GLogLevelFlags   level,
              const GLogField *fields,
              gsize            n_fields,
              gpointer         user_data)
{
  if ((level & G_LOG_LEVEL_MESSAGE) != 0 && g_getenv ("G_MESSAGES_DEBUG") == NULL)
    return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static SmrtCliExit
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("ll");

  /* Translators: %1$s and %2$s are the name of the program, to be typed */
  g_string_append_printf (text, _("Usage:\n  %1$s                     open the window\n  %2$s COMMAND [OPTION…]\n\nCommands:\n"),
                          GETTEXT_PACKAGE, GETTEXT_PACKAGE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = g_strconcat ("  ", commands[i].name, NULL);

      smrt_cli_table_add (table, (const char *[]) { name, _(commands[i].summary), NULL });
    }
  smrt_cli_table_append_to (table, text);

  /* Translators: %s is the name of the program, to be typed */
  g_string_append_printf (text, _("\n“%s COMMAND --help” lists the options of a command.\n"), GETTEXT_PACKAGE);
  g_string_append (text, _("Exit codes: 0 done, 2 usage, 3 not signed in, 4 not permitted, 5 declined or refused,\n"
                           "6 quote stale, 7 network, server or keyring, 8 findings, 130 interrupted\n"));

  return smrt_cli_print_text (text->str);
}

gboolean
smrt_cli_is_wanted (int   argc,
                    char *argv[])
{
  return argc > 1 && (is_question (argv[1]) || find_command_index (argc, argv) != 0);
}

int
smrt_cli_run (int   argc,
              char *argv[])
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) args = NULL;
  int index = find_command_index (argc, argv);
  Command command;

  if (index == 0 && argc > 1 && g_str_equal (argv[1], "--version"))
    return smrt_cli_print_text (GETTEXT_PACKAGE " " PACKAGE_VERSION "\n");
  if (index == 0 && argc > 1 && is_question (argv[1]))
    return print_help ();

  command = index != 0 ? find_command (argv[index]) : NULL;
  if (command == NULL)
    {
      g_autofree char *message = NULL;

      /* Translators: %s is the name of the program, to be typed */
      message = g_strdup_printf (_("There is no such command; “%s --help” lists them."), GETTEXT_PACKAGE);
      smrt_cli_warn (message);
      return SMRT_CLI_EXIT_USAGE;
    }

  /* Standard output holds what was asked for and nothing else. The sandbox is a
   * server, and has a log. */
  g_log_writer_default_set_use_stderr (TRUE);
  if (command != smrt_cli_sandbox)
    g_log_set_writer_func (write_log_cb, NULL, NULL);

  g_strv_builder_add (builder, argv[index]);
  for (int i = 1; i < argc; i++)
    if (i != index)
      g_strv_builder_add (builder, argv[i]);
  args = g_strv_builder_end (builder);

  return command (&args);
}
