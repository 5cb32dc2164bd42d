/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-api-key.h"

#include <glib/gstdio.h>
#include <string.h>

#include "smrt-file.h"

#define VARIABLE "SMRT_API_KEY"
#define MAX_FILE_SIZE 4096
/* In the keyring the server and the key follow, each on a line. */
#define FIRST_LINE "key 1"

G_DEFINE_QUARK (smrt-api-key-error-quark, smrt_api_key_error)

/* What the variable held. */
static SmrtSecret *hidden;

/* Takes the first line as the key, and wipes what it was read from. */
static SmrtSecret *
take (char    *text,
      gsize    length,
      GError **error)
{
  SmrtSecret *key = NULL;
  gsize end = 0;

  while (end < length && g_ascii_isgraph (text[end]))
    end++;

  /* A key is one word; what follows on its line can only be white space. */
  for (gsize i = end; i < length && text[i] != '\n'; i++)
    if (!g_ascii_isspace (text[i]))
      end = 0;

  if (end == 0)
    {
      g_set_error_literal (error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_INVALID,
                           "The API key is not a single line of letters, digits and signs");
    }
  else
    {
      g_autofree char *word = g_strndup (text, end);

      key = smrt_secret_new (word);
      explicit_bzero (word, end);
    }

  /* An empty file has no text at all. */
  if (length > 0)
    explicit_bzero (text, length);

  return key;
}

static gboolean
is_exposed (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && (info.st_mode & 077) != 0;
}

static SmrtSecret *
load (const char  *path,
      gboolean    *exposed,
      GError     **error)
{
  g_autoptr (GBytes) bytes = smrt_file_load (path, MAX_FILE_SIZE, error);
  g_autofree char *text = NULL;
  gsize length;

  if (bytes == NULL)
    return NULL;

  if (exposed != NULL)
    *exposed = is_exposed (path);

  text = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  return take (text, length, error);
}

void
smrt_api_key_hide (void)
{
  /* The kernel shows the very bytes that the program was started with. */
  char *value = (char *) g_getenv (VARIABLE);

  if (value == NULL)
    return;

  g_clear_pointer (&hidden, smrt_secret_unref);
  if (*value != '\0')
    hidden = smrt_secret_new (value);

  explicit_bzero (value, strlen (value));
  g_unsetenv (VARIABLE);
}

SmrtSecret *
smrt_api_key_find (const char  *path,
                   gboolean    *exposed,
                   GError     **error)
{
  g_autoptr (SmrtSecret) variable = NULL;
  g_autofree char *text = NULL;

  if (exposed != NULL)
    *exposed = FALSE;

  smrt_api_key_hide ();
  if (path != NULL)
    return load (path, exposed, error);

  variable = g_steal_pointer (&hidden);
  if (variable == NULL)
    {
      g_set_error_literal (error, SMRT_API_KEY_ERROR, SMRT_API_KEY_ERROR_MISSING, "No API key was given");
      return NULL;
    }

  text = g_strdup (smrt_secret_peek (variable));

  return take (text, strlen (text), error);
}

SmrtSecret *
smrt_api_key_bind (SmrtSecret *key,
                   const char *server_url)
{
  g_return_val_if_fail (key != NULL && server_url != NULL, NULL);

  return smrt_secret_new_take (g_strconcat (FIRST_LINE "\n", server_url, "\n", smrt_secret_peek (key), NULL));
}

SmrtSecret *
smrt_api_key_unbind (SmrtSecret *secret,
                     const char *server_url)
{
  g_autofree char *start = NULL;
  const char *text;

  g_return_val_if_fail (secret != NULL && server_url != NULL, NULL);

  start = g_strconcat (FIRST_LINE "\n", server_url, "\n", NULL);
  text = smrt_secret_peek (secret);
  if (!g_str_has_prefix (text, start) || text[strlen (start)] == '\0' || strchr (text + strlen (start), '\n') != NULL)
    return NULL;

  return smrt_secret_new (text + strlen (start));
}
