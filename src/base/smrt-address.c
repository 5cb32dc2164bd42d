/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-address.h"

/* What libsoup parses the addresses of its messages with; a host keeps the form
 * in which it was written. */
#define URI_FLAGS                                                                                                    \
 (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT | \
  G_URI_FLAGS_SCHEME_NORMALIZE)

gboolean
smrt_address_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

gboolean
smrt_address_is_safe (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (address == NULL)
    return FALSE;

  uri = g_uri_parse (address, URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (uri), "http") && smrt_address_is_loopback (uri);
}

static gboolean
is_here (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, URI_FLAGS, NULL);

  return uri != NULL && smrt_address_is_loopback (uri);
}

gboolean
smrt_address_leads_on (const char *from,
                       const char *to)
{
  g_return_val_if_fail (from != NULL, FALSE);

  return smrt_address_is_safe (to) && (!is_here (to) || is_here (from));
}

gboolean
smrt_address_is_server (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (!smrt_address_is_safe (address))
    return FALSE;

  uri = g_uri_parse (address, URI_FLAGS, NULL);

  return g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}
