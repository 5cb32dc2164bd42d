/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-no-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"

int
smrt_application_run (int   argc,
                      char *argv[])
{
  g_autofree char *message = NULL;

  /* Translators: %s is the name of the program, to be typed */
  message = g_strdup_printf (_("This program was built without its window; “%s --help” lists what it can do."),
                             GETTEXT_PACKAGE);
  smrt_cli_warn (message);

  return SMRT_CLI_EXIT_USAGE;
}
