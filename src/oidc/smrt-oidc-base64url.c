/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-base64url.h"

#include <string.h>

char *
smrt_oidc_base64url_encode (const guint8 *data,
                            gsize         size)
{
  char *text;

  g_return_val_if_fail (data != NULL || size == 0, NULL);

  text = g_base64_encode (data, size);
  for (char *c = text; *c != '\0'; c++)
    {
      if (*c == '+')
        *c = '-';
      else if (*c == '/')
        *c = '_';
      else if (*c == '=')
        *c = '\0';
    }

  return text;
}

GBytes *
smrt_oidc_base64url_decode (const char *text)
{
  g_autofree char *padded = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 *data;
  gsize length, size;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (length % 4 == 1)
    return NULL;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return NULL;

  padded = g_strconcat (text, length % 4 == 2 ? "==" : length % 4 == 3 ? "="
                                                                       : "",
                        NULL);
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  data = g_base64_decode (padded, &size);
  bytes = g_bytes_new_take (data, size);

  /* Bits that belong to no byte have to be 0: else several texts stand for one
   * thing. */
  again = smrt_oidc_base64url_encode (data, size);

  return g_str_equal (again, text) ? g_steal_pointer (&bytes) : NULL;
}
