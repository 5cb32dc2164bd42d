/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-token-set.h"

#include <string.h>

/* The lines of the text: what it is, the account server, the issuer, the time,
 * the access token, and the refresh token, which may be empty. Tokens are visible
 * ASCII (RFC 6749, A.12 and A.17), and so are addresses. */
#define FIRST_LINE "tokens 2"
#define N_LINES 6

/* A token is not used in its last seconds: the request has to get there. */
#define MARGIN_SECONDS 30

SmrtTokenSet *
smrt_token_set_new (const char *server_url,
                    const char *issuer,
                    SmrtSecret *access_token,
                    SmrtSecret *refresh_token,
                    gint64      expires_at)
{
  SmrtTokenSet *self;

  g_return_val_if_fail (server_url != NULL && issuer != NULL, NULL);
  g_return_val_if_fail (access_token != NULL, NULL);

  self = g_new0 (SmrtTokenSet, 1);
  self->server_url = g_strdup (server_url);
  self->issuer = g_strdup (issuer);
  self->access_token = smrt_secret_ref (access_token);
  self->refresh_token = refresh_token != NULL ? smrt_secret_ref (refresh_token) : NULL;
  self->expires_at = expires_at;

  return self;
}

SmrtTokenSet *
smrt_token_set_copy (const SmrtTokenSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return smrt_token_set_new (self->server_url, self->issuer, self->access_token, self->refresh_token,
                             self->expires_at);
}

void
smrt_token_set_free (SmrtTokenSet *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->server_url);
  g_free (self->issuer);
  smrt_secret_unref (self->access_token);
  g_clear_pointer (&self->refresh_token, smrt_secret_unref);
  g_free (self);
}

static gboolean
equal_secrets (SmrtSecret *one,
               SmrtSecret *other)
{
  if (one == NULL || other == NULL)
    return one == other;

  return g_str_equal (smrt_secret_peek (one), smrt_secret_peek (other));
}

gboolean
smrt_token_set_equal (const SmrtTokenSet *self,
                      const SmrtTokenSet *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return equal_secrets (self->access_token, other->access_token) &&
         equal_secrets (self->refresh_token, other->refresh_token);
}

gboolean
smrt_token_set_is_fresh (const SmrtTokenSet *self,
                         SmrtSecret         *refused,
                         SmrtClock          *clock)
{
  g_return_val_if_fail (self != NULL && SMRT_IS_CLOCK (clock), FALSE);

  if (refused != NULL && g_str_equal (smrt_secret_peek (refused), smrt_secret_peek (self->access_token)))
    return FALSE;

  return self->expires_at == 0 || smrt_clock_get_real_time (clock) + MARGIN_SECONDS < self->expires_at;
}

SmrtSecret *
smrt_token_set_to_secret (const SmrtTokenSet *self)
{
  SmrtSecret *secret;
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_strdup_printf (FIRST_LINE "\n%s\n%s\n%" G_GINT64_FORMAT "\n%s\n%s", self->server_url, self->issuer,
                          self->expires_at, smrt_secret_peek (self->access_token),
                          self->refresh_token != NULL ? smrt_secret_peek (self->refresh_token) : "");
  secret = smrt_secret_new (text);
  explicit_bzero (text, strlen (text));
  g_free (text);

  return secret;
}

static gboolean
is_visible (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

static SmrtSecret *
take (char *line)
{
  return *line != '\0' ? smrt_secret_new (line) : NULL;
}

SmrtTokenSet *
smrt_token_set_parse (SmrtSecret *secret)
{
  g_autoptr (SmrtSecret) access_token = NULL;
  g_autoptr (SmrtSecret) refresh_token = NULL;
  SmrtTokenSet *self = NULL;
  gint64 expires_at;
  GStrv lines;

  g_return_val_if_fail (secret != NULL, NULL);

  lines = g_strsplit (smrt_secret_peek (secret), "\n", N_LINES + 1);
  if (g_strv_length (lines) == N_LINES && g_str_equal (lines[0], FIRST_LINE) &&
      *lines[1] != '\0' && is_visible (lines[1]) && *lines[2] != '\0' && is_visible (lines[2]) &&
      g_ascii_string_to_signed (lines[3], 10, 0, G_MAXINT64, &expires_at, NULL) &&
      *lines[4] != '\0' && is_visible (lines[4]) && is_visible (lines[5]))
    {
      access_token = take (lines[4]);
      refresh_token = take (lines[5]);
      self = smrt_token_set_new (lines[1], lines[2], access_token, refresh_token, expires_at);
    }

  for (char **line = lines; *line != NULL; line++)
    explicit_bzero (*line, strlen (*line));
  g_strfreev (lines);

  return self;
}
