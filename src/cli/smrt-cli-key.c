/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-key.h"

#include <glib/gi18n-lib.h>

#include "smrt-api-key.h"
#include "smrt-cli-error.h"
#include "smrt-words.h"

static void
warn_of_exposed_key (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  /* Translators: %s is the name of a file */
  g_autofree char *message =
    g_strdup_printf (_("Others can read the API key in “%s”. Make it readable by you alone (chmod 600)."), name);

  smrt_cli_warn (message);
}

gboolean
smrt_cli_find_key (const char  *path,
                   SmrtSecret **key,
                   GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean exposed;

  *key = smrt_api_key_find (path, &exposed, &local_error);

  if (exposed)
    warn_of_exposed_key (path);

  if (local_error == NULL || g_error_matches (local_error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_MISSING))
    return TRUE;

  if (g_error_matches (local_error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_INVALID))
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, smrt_words_bad_api_key ());
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
