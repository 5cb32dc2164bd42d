/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-sign-in.h"

#include <glib/gi18n-lib.h>

const char *
smrt_words_browser_page_done (void)
{
  /* Translators: a title and a text, divided by the line feed */
  return _("Signed In\nYou can close this page and go back to smrtPhone Plans.");
}

const char *
smrt_words_browser_page_failed (void)
{
  /* Translators: a title and a text, divided by the line feed */
  return _("Not Signed In\nGo back to smrtPhone Plans to see why.");
}

char *
smrt_words_keyring_label (const char *account)
{
  g_return_val_if_fail (account != NULL, NULL);

  /* Translators: %s is the name of an account */
  return g_strdup_printf (_("smrtPhone Plans: %s"), account);
}
