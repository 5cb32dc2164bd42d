/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-options.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"

static gboolean
set_usage_error (GError     **error,
                 const char  *message)
{
  g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, message);

  return FALSE;
}

static gboolean
check_account (SmrtCliOptions  *self,
               GError         **error)
{
  gboolean by_address = self->server != NULL || self->api_key_file != NULL || self->customer != NULL;

  if (self->demo && (by_address || self->account != NULL))
    return set_usage_error (error, _("--demo cannot be combined with --account, --server, --api-key-file or --customer."));
  if (self->account != NULL && by_address)
    return set_usage_error (error, _("--account cannot be combined with --server, --api-key-file or --customer."));
  if (self->account != NULL && *self->account == '\0')
    return set_usage_error (error, _("--account needs the name of an account; “accounts” lists them."));
  if (self->customer != NULL && *self->customer == '\0')
    return set_usage_error (error, _("--customer needs a customer’s id."));

  return TRUE;
}

void
smrt_cli_options_clear (SmrtCliOptions *self)
{
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->api_key_file, g_free);
  g_clear_pointer (&self->customer, g_free);
}

gboolean
smrt_cli_options_parse (SmrtCliOptions       *self,
                        const char           *command,
                        const char           *operands,
                        const char           *summary,
                        const GOptionEntry   *own,
                        char               ***args,
                        gboolean             *done,
                        GError              **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (operands);
  g_autoptr (GError) parse_error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL
  };
  GOptionGroup *group = g_option_group_new ("command", NULL, NULL, NULL, NULL);

  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  if (own != NULL)
    g_option_group_add_entries (group, own);
  if (self != NULL)
    {
      const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON"), NULL },
        { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_("Use the demo account; nothing is charged"), NULL },
        { "account", 0, 0, G_OPTION_ARG_STRING, &self->account,
          N_("An account of this computer; “accounts” lists them"), N_("NAME") },
        { "server", 0, 0, G_OPTION_ARG_STRING, &self->server,
          N_("The server of an account; with a key, any that speaks Stripe’s API"), N_("URL") },
        { "api-key-file", 0, 0, G_OPTION_ARG_FILENAME, &self->api_key_file,
          N_("A file whose first line is the API key"), N_("FILE") },
        { "customer", 0, 0, G_OPTION_ARG_STRING, &self->customer, N_("The customer’s id"), N_("ID") },
        G_OPTION_ENTRY_NULL
      };

      g_option_group_add_entries (group, entries);
    }
  g_option_group_add_entries (group, help_entries);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_main_group (context, group);

  *done = FALSE;
  if (!g_option_context_parse_strv (context, args, &parse_error))
    return set_usage_error (error, parse_error->message);

  if (help)
    {
      g_autofree char *name = g_strconcat (GETTEXT_PACKAGE, " ", command, NULL);
      g_autofree char *text = NULL;

      g_option_context_set_summary (context, summary);
      g_set_prgname (name);
      text = g_option_context_get_help (context, TRUE, NULL);
      g_print ("%s", text);
      *done = TRUE;
      return TRUE;
    }

  if (g_strv_length (*args) > 1)
    return set_usage_error (error, _("There are more arguments than the command knows; --help lists them."));

  return self == NULL || check_account (self, error);
}
